/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser does with each kind of element, as far as it is to be foreseen. */
#ifndef LEC_INTAKE_HTML_TAG_H
#define LEC_INTAKE_HTML_TAG_H

#include <gumbo.h>

typedef enum lec_html_nature {
    LEC_HTML_VOID,       /**< holds nothing */
    LEC_HTML_IMPLIED,    /**< ends where the next one begins, so that it nests only in others */
    LEC_HTML_FORMATTING, /**< repeated where it was not closed */
    LEC_HTML_ORDINARY,   /**< its end tag is passed over when a special one is open within */
    LEC_HTML_SPECIAL,    /**< its end tag closes what is open within */
    LEC_HTML_BARRIER     /**< end tags within do not reach out of it */
} lec_html_nature;

lec_html_nature lec_html_nature_of(GumboTag tag);

#endif
