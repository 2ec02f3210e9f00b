/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the text of a page. White space collapses across elements, and every byte is written once,
 * in whatever order the parser has put its nodes: what is left at the end is markup.
 */
#ifndef LEC_INTAKE_HTML_PEN_H
#define LEC_INTAKE_HTML_PEN_H

#include "intake/html_scan.h"
#include "intake/writer.h"

/** White space that becomes a space when text follows it. */
typedef struct lec_html_gap {
    lec_span source;
    bool waiting;
    bool no_break; /**< it is one no-break space, alone */
    bool breaks;   /**< a line ends in it */
} lec_html_gap;

typedef struct lec_html_pen {
    lec_writer *writer;
    const lec_html_scan *scan;
    const char *parsed; /**< start of what was parsed */
    lec_span span;      /**< of the source that is read */
    char *claims;       /**< a byte for each one of the span: whether it is accounted for */
    lec_html_gap gap;
    uint32_t last;      /**< last character of the open block; 0: none */
    lec_span label;     /**< of the tag that stands for `label_text`; empty: none waits */
    lec_str label_text; /**< what is said before the next text: the number of an item ... */
} lec_html_pen;

/** @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_html_pen_start(lec_html_pen *pen, lec_arena *arena);

/** The source bytes of a stretch of what was parsed. */
lec_span lec_html_pen_span(const lec_html_pen *pen, const char *start, size_t length);

/** Text of the open block. @param written as it was parsed. @param read what the parser made of
 * it. @param markup whether tags may stand in it. */
void lec_html_pen_text(lec_html_pen *pen, lec_str written, lec_str read, bool markup);
/** Bytes that stand for a text that is not theirs. */
void lec_html_pen_say(lec_html_pen *pen, lec_span source, lec_str text);
/** Bytes that are text as they are: valid, and on one line. */
void lec_html_pen_keep(lec_html_pen *pen, lec_span source);
/** A word ends here, such as at the edge of a paragraph in a cell of a table. */
void lec_html_pen_part(lec_html_pen *pen, lec_span source);
/** The text is said before the next one that is written, if it is in this block. */
void lec_html_pen_label(lec_html_pen *pen, lec_span source, lec_str text);
/** Leaves out what of a stretch is not accounted for yet. */
void lec_html_pen_omit(lec_html_pen *pen, lec_span source, const char *rule, const char *reason);

void lec_html_pen_open(lec_html_pen *pen, lec_block_kind kind, int level);
void lec_html_pen_close(lec_html_pen *pen);

/** Leaves out what is left. */
void lec_html_pen_finish(lec_html_pen *pen);

#endif
