/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of ordered lists (HTML standard, 4.4.5 and 4.4.8). */
#ifndef LEC_INTAKE_HTML_NUMBER_H
#define LEC_INTAKE_HTML_NUMBER_H

#include "intake/html_tree.h"

typedef struct lec_html_numbering {
    long next;
    int step;  /**< 1, or -1 when it is reversed; 0: the list is not numbered */
    char type; /**< '1', 'a', 'A', 'i' or 'I' */
} lec_html_numbering;

lec_html_numbering lec_html_numbering_of(const GumboNode *list);

/** @return the next item's number as it is said, e.g. "3. "; .ptr is NULL when memory has run out.
 */
lec_str lec_html_number_next(lec_arena *arena, lec_html_numbering *numbering,
                             const GumboNode *item);

#endif
