/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each element means for reading aloud. */
#ifndef LEC_INTAKE_HTML_ELEMENT_H
#define LEC_INTAKE_HTML_ELEMENT_H

#include "intake/html_tree.h"

#include <lectern/document.h>

/** What a walk does when it enters an element. */
typedef enum lec_html_role {
    LEC_HTML_PLAIN, /**< nothing but to go on */
    LEC_HTML_HEADING,
    LEC_HTML_QUOTE, /**< a quotation of its own */
    LEC_HTML_LIST,
    LEC_HTML_ITEM,
    LEC_HTML_CAPTION,
    LEC_HTML_TABLE,
    LEC_HTML_ROW,
    LEC_HTML_CELL,
    LEC_HTML_LISTING, /**< of a program */
    LEC_HTML_BREAK,
    LEC_HTML_PICTURE,
    LEC_HTML_QUOTED, /**< in quotation marks */
    LEC_HTML_FORMULA,
    LEC_HTML_LINK,
    LEC_HTML_ROLES /**< number of roles */
} lec_html_role;

/** A row of the table of elements. */
typedef struct lec_html_kind {
    lec_html_role role;
    bool block;         /**< a new line begins before it and after it */
    const char *rule;   /**< by which its text is left out; NULL: it is not */
    const char *reason; /**< as in lec_omission */
    bool silent;        /**< nothing in it is text, whatever is asked for */
    bool outside;       /**< the rule holds only where nothing else finds the article */
} lec_html_kind;

lec_html_kind lec_html_kind_of(GumboTag tag);

/** Why what an element's attributes say leaves it out; the rule is NULL when they do not. */
lec_html_kind lec_html_hidden(const GumboNode *node);

#endif
