/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authors of a page call its elements. */
#ifndef LEC_INTAKE_ARTICLE_NAME_H
#define LEC_INTAKE_ARTICLE_NAME_H

#include <lectern/base.h>

#include <gumbo.h>

/** What an element is called; each is a bit of a lec_name_set. */
typedef enum lec_name {
    LEC_NAME_TEXT, /**< text of an article, and no more */
    LEC_NAME_BODY, /**< the same, perhaps with something around it */
    LEC_NAME_POST, /**< an article of a weblog */
    LEC_NAME_NAVIGATION,
    LEC_NAME_FOOTER,
    LEC_NAME_SIDEBAR,
    LEC_NAME_WIDGET,
    LEC_NAME_SHARE,
    LEC_NAME_RELATED,
    LEC_NAME_TEASER,
    LEC_NAME_COMMENTS,
    LEC_NAME_ADVERT,
    LEC_NAME_NEWSLETTER,
    LEC_NAME_PAYWALL,
    LEC_NAME_AUTHOR,
    LEC_NAME_BYLINE,
    LEC_NAME_DATE,
    LEC_NAME_META,
    LEC_NAME_CAPTION,
    LEC_NAME_TAGS,
    LEC_NAME_CONSENT,
    LEC_NAME_NOTICE,
    LEC_NAME_DIALOG,
    LEC_NAME_CONTROL,
    LEC_NAME_PLAYER,
    LEC_NAME_CONTENTS,
    LEC_NAME_UNSEEN,
    LEC_NAME_TITLE,
    LEC_NAME_LEAD, /**< first paragraph, set apart */
    LEC_NAME_PICTURE,
    LEC_NAME_FOLD, /**< closed until it is clicked on */
    LEC_NAMES      /**< number of names */
} lec_name;

typedef uint32_t lec_name_set;

_Static_assert(LEC_NAMES <= 32, "a set has a bit for each name");

#define LEC_NAME_BIT(name) ((lec_name_set)1 << (name))

/** The table of words, made ready to be searched. */
typedef struct lec_name_index lec_name_index;

/** @return NULL when memory has run out. */
lec_name_index *lec_name_index_make(lec_arena *arena);

/** What the class, id, role, itemprop and the like of an element call it. */
lec_name_set lec_names_of(const lec_name_index *index, const GumboElement *element);

#endif
