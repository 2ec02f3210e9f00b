/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What finding a page's title takes: the parts of what it calls itself, and of its headings. */
#ifndef LEC_INTAKE_HTML_TITLE_H
#define LEC_INTAKE_HTML_TITLE_H

#include "intake/html.h"

/* ---- html_site.c */

size_t lec_html_count_words(lec_str text);
/** Whether a text is the name of the site. */
bool lec_html_is_site(lec_html *page, lec_str text);
/** "Rain at last | The Herald" is "Rain at last". */
lec_str lec_html_without_site(lec_html *page, lec_str text);
/** Whether a heading is in a link to the site's first page, or holds one: it names the site. */
bool lec_html_leads_home(const GumboNode *heading);
/** The longest part of a text that an element of the page says, too; empty when there is none. */
lec_str lec_html_shown_part(lec_html *page, lec_str text);

/* ---- html_kicker.c */

/** Part of a heading: children of `node`, from `first` to `last`, that one not included. */
typedef struct lec_html_part {
    const GumboNode *node;
    unsigned first, last;
} lec_html_part;

/** A heading without the line above the title that is said in it; all of it when there is none. */
lec_html_part lec_html_without_kicker(lec_html *page, const GumboNode *heading);

#endif
