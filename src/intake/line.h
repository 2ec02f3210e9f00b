/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of plain text, and what can be seen of it alone. */
#ifndef LEC_INTAKE_LINE_H
#define LEC_INTAKE_LINE_H

#include <lectern/base.h>

/** Kinds of marks that begin a list item. */
typedef enum lec_mark_kind {
    LEC_MARK_NONE,
    LEC_MARK_BULLET, /**< a character that is hardly anything else, like "*" or U+2022 */
    LEC_MARK_DASH,   /**< "-" or an en dash: also a dash inside a sentence */
    LEC_MARK_DOT,    /**< "1." */
    LEC_MARK_PAREN,  /**< "1)" */
    LEC_MARK_LETTER  /**< "a)" */
} lec_mark_kind;

typedef struct lec_mark {
    lec_mark_kind kind;
    uint32_t number; /**< the item's; of a bullet its character */
    size_t text;     /**< where the item's text starts, the mark's spaces skipped */
} lec_mark;

typedef struct lec_textline {
    size_t start;     /**< of the line */
    size_t body;      /**< after quote marks */
    size_t first;     /**< of what is kept, indentation skipped */
    size_t last;      /**< end of what is kept; at most `first` in a blank line */
    size_t next;      /**< start of the next line; the line end is before it */
    int depth;        /**< quote marks */
    size_t indent;    /**< columns before `first`, after quote marks */
    size_t width;     /**< columns to `last`, quote marks and indentation included */
    size_t word;      /**< columns of the first word */
    size_t ornaments; /**< characters that have nothing to say */
    bool silent;      /**< there are no others (white space aside) */
    char uniform;     /**< '=' or '-' when it is the only character, without spaces; else 0 */
    lec_mark mark;
    int heading;         /**< number signs of a "# heading"; else 0 */
    lec_span title;      /**< of that heading: without its signs */
    uint32_t begin, end; /**< first character; last one that is no closing quote or bracket */
} lec_textline;

/** The line at byte `at`, which is its start. At the end of the text it is blank and empty. */
lec_textline lec_textline_at(lec_str text, size_t at);

/** End of the quote marks at byte `at`; `at` when there is none. `depth` is their number. */
size_t lec_quote_marks_end(lec_str text, size_t at, size_t end, int *depth);

bool lec_textline_is_blank(const lec_textline *line);
/** Three ornaments or more, alone, or the two hyphens above a signature: "-----", "* * *". */
bool lec_textline_is_rule(const lec_textline *line);

#endif
