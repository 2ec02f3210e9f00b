/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page claims of itself, and which of several claims is believed. */
#ifndef LEC_INTAKE_HTML_FACTS_H
#define LEC_INTAKE_HTML_FACTS_H

#include <lectern/base.h>

#include <gumbo.h>

typedef enum lec_html_fact {
    LEC_HTML_TITLE,
    LEC_HTML_AUTHOR,
    LEC_HTML_DATE,
    LEC_HTML_LANG,
    LEC_HTML_SITE,
    LEC_HTML_IMAGE,
    LEC_HTML_URL,
    LEC_HTML_FACTS /**< number of facts */
} lec_html_fact;

typedef struct lec_html_fact_claim {
    lec_str value; /**< one line */
    int rank;      /**< the least is the best */
    const GumboNode *node;
} lec_html_fact_claim;

enum { LEC_HTML_TITLES_MAX = 8 };

typedef struct lec_html_claims {
    lec_html_fact_claim best[LEC_HTML_FACTS];
    lec_str titles[LEC_HTML_TITLES_MAX]; /**< all that are claimed, as they come */
    size_t title_count;
} lec_html_claims;

/** Puts a claim in its place, if it is better than what is there. */
void lec_html_claim(lec_html_claims *claims, lec_html_fact fact, int rank, lec_str value,
                    const GumboNode *node);

struct lec_html;

/** Reads linked data (JSON-LD 1.1, schema.org). @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_html_data_read(struct lec_html *page, lec_html_claims *claims,
                                        const GumboNode *script);

/** @return a date as ISO 8601; empty when it is none that is understood. */
lec_str lec_html_date(lec_arena *arena, lec_str text);

#endif
