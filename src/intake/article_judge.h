/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps by which a page's limbs are judged, in their order. */
#ifndef LEC_INTAKE_ARTICLE_JUDGE_H
#define LEC_INTAKE_ARTICLE_JUDGE_H

#include "intake/article_tree.h"
#include "intake/furniture.h"

/** By which rule a limb is left out. */
typedef enum lec_article_rule {
    LEC_ARTICLE_KEPT,
    LEC_ARTICLE_OUTSIDE,
    LEC_ARTICLE_NAVIGATION,
    LEC_ARTICLE_FOOTER,
    LEC_ARTICLE_SIDEBAR,
    LEC_ARTICLE_SHARE,
    LEC_ARTICLE_RELATED,
    LEC_ARTICLE_COMMENTS,
    LEC_ARTICLE_ADVERT,
    LEC_ARTICLE_NEWSLETTER,
    LEC_ARTICLE_CONTINUES,
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
    LEC_ARTICLE_REPEATED,
    LEC_ARTICLE_RULES /**< number of rules */
} lec_article_rule;

/** Where the article is. */
typedef struct lec_article_place {
    uint32_t root;  /**< index of the element that holds it */
    uint32_t title; /**< of the heading that is its title; 0: there is none */
} lec_article_place;

/** Leaves out what its tag, its attributes or its names call furniture, and lists of other
 * articles. Sets `prose`, and `sum`. @param timid only by tags and attributes. */
void lec_judge_called(lec_tree *tree, bool timid);

/** @return index of the element that holds the article. */
uint32_t lec_judge_root(const lec_tree *tree);

/** @param root of the article. @param[out] title its index; 0: there is none.
 * @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_judge_title(const lec_tree *tree, lec_arena scratch,
                                     const GumboOutput *page, uint32_t root, uint32_t *title);

/** Leaves out what is outside of the article, but for what leads from its title into it. */
void lec_judge_outside(lec_tree *tree, lec_article_place place);

/** Leaves out what within the article is furniture by what it holds or says.
 * @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_judge_within(lec_tree *tree, lec_arena scratch,
                                      const lec_furniture *furniture, lec_article_place place);

/** Leaves out what the article has said before, word by word.
 * @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_judge_repeated(lec_tree *tree, lec_arena scratch, lec_article_place place);

#endif
