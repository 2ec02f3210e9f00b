/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps by which a page's limbs are judged, in their order. */
#ifndef LEC_INTAKE_ARTICLE_JUDGE_H
#define LEC_INTAKE_ARTICLE_JUDGE_H

#include "intake/article_tree.h"

/** By which rule a limb is left out. */
typedef enum lec_article_rule {
    LEC_ARTICLE_KEPT,
    LEC_ARTICLE_OUTSIDE,
    LEC_ARTICLE_NAVIGATION,
    LEC_ARTICLE_FOOTER,
    LEC_ARTICLE_HEADER,
    LEC_ARTICLE_SIDEBAR,
    LEC_ARTICLE_SHARE,
    LEC_ARTICLE_RELATED,
    LEC_ARTICLE_COMMENTS,
    LEC_ARTICLE_ADVERT,
    LEC_ARTICLE_NEWSLETTER,
    LEC_ARTICLE_AUTHOR,
    LEC_ARTICLE_BYLINE,
    LEC_ARTICLE_DATE,
    LEC_ARTICLE_META,
    LEC_ARTICLE_CAPTION,
    LEC_ARTICLE_TAGS,
    LEC_ARTICLE_NOTICE,
    LEC_ARTICLE_DIALOG,
    LEC_ARTICLE_CONTROL,
    LEC_ARTICLE_PLAYER,
    LEC_ARTICLE_CONTENTS,
    LEC_ARTICLE_HIDDEN,
    LEC_ARTICLE_LINKS,
    LEC_ARTICLE_RULES /**< number of rules */
} lec_article_rule;

/** What reads as running text, and how much of it: sets `worth` and `prose`. */
void lec_judge_worth(lec_tree *tree);

/** Leaves out what its tag or its names call furniture, and sets `sum`. */
void lec_judge_names(lec_tree *tree);

/** @return index of the element that holds the article. */
uint32_t lec_judge_root(const lec_tree *tree);

/** Leaves out what within the root is furniture by what it holds. */
void lec_judge_within(lec_tree *tree, uint32_t root);

/** @return index of the heading that is the article's title; 0 for none. */
uint32_t lec_judge_title(const lec_tree *tree, const GumboOutput *page, uint32_t root);

#endif
