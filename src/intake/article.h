/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the article in a page. The page's elements are judged by what they hold and by what they
 * are called; nothing here knows any site.
 */
#ifndef LEC_INTAKE_ARTICLE_H
#define LEC_INTAKE_ARTICLE_H

#include "intake/furniture.h"

#include <gumbo.h>

/** What is known of every element of a page once it has been judged. */
typedef struct lec_article lec_article;

/** Why text is left out, as in lec_omission; static storage. */
typedef struct lec_verdict {
    const char *rule, *reason;
} lec_verdict;

/**
 * Judges a page.
 * @param page referred to.
 * @param furniture phrases by which furniture is told, too; or NULL.
 * @param[out] article in `arena`.
 * @return LEC_OK; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_article_mark(lec_arena *arena, lec_arena scratch,
                                            const GumboOutput *page, const lec_furniture *furniture,
                                            lec_article **article, lec_error *error);

/**
 * Whether the text that stands directly in an element is of the article. What an element inherits
 * from those around it is in its verdict: ask again for each element within it.
 * @param node an element, or a text (which may be furniture where its element is not).
 * @return NULL when it is.
 */
const lec_verdict *lec_article_verdict(const lec_article *article, const GumboNode *node);

/** The heading that is the article's title, which is kept; NULL when the page has none. */
const GumboNode *lec_article_title(const lec_article *article);

#endif
