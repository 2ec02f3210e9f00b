/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk over a page: what holds at a place, and what its parts do to the text. */
#ifndef LEC_INTAKE_HTML_WALK_H
#define LEC_INTAKE_HTML_WALK_H

#include "base/chain.h"
#include "intake/html.h"
#include "intake/html_element.h"
#include "intake/html_number.h"

/** What holds within an element. */
typedef struct lec_html_state {
    lec_block_kind kind;
    int level;
    int list_depth, quote_depth;
    const char *rule, *reason; /**< by which blocks are left out */
    const char *drop, *why;    /**< by which bytes are left out */
    lec_str lang;
    bool silent;  /**< they are, even when all is to be kept */
    bool certain; /**< the article has it, whatever is thought of its text */
    bool flat;    /**< all is one line, such as in a heading or a cell */
    bool note;
    bool row; /**< of a table that is read row by row */
    lec_html_table *table;
} lec_html_state;

typedef struct lec_html_frame {
    const GumboNode *node;
    size_t child; /**< the next one */
    lec_html_state state;
    lec_html_numbering numbering; /**< of a numbered list */
    bool block;
} lec_html_frame;

typedef struct lec_html_walker {
    lec_html *page;
    lec_html_pen *pen;
    lec_html_frame *frames; /**< elements that are open, the outermost first */
    size_t count, capacity;
    lec_html_state open; /**< in which the open block was opened */
    bool is_open;
    bool inner;         /**< a note is walked */
    lec_chain pictures; /**< lec_html_picture: whose captions wait for the end of the block */
    size_t *waiting;    /**< notes to be written */
    size_t waiting_count;
} lec_html_walker;

/** A picture, and what holds where it stands. */
typedef struct lec_html_picture {
    const GumboNode *node;
    lec_html_state state;
} lec_html_picture;

/* ---- html_block.c */

/** The source bytes of an element's tags; empty when the parser has added the element. */
lec_span lec_html_tag_span(const lec_html_walker *w, const GumboNode *node);
lec_span lec_html_end_tag_span(const lec_html_walker *w, const GumboNode *node);

/** Ends the open block, and writes what has waited for that. */
void lec_html_end_block(lec_html_walker *w);
/** At the edge of an element that stands on lines of its own. */
void lec_html_edge(lec_html_walker *w, const lec_html_state *around, lec_span tag);
/** Sees to an open block that text of this state goes into. @return false when it goes into none,
 * since it is left out in the middle of what is not. */
bool lec_html_fits(lec_html_walker *w, const lec_html_state *now);
/** Whether bytes are left out here. */
bool lec_html_drops(const lec_html_walker *w, const lec_html_state *now);
/** Leaves out what the article finder does not take for the article. */
void lec_html_judge(const lec_html_walker *w, const GumboNode *node, lec_html_state *now);
void lec_html_add_text(lec_html_walker *w, const GumboNode *node, lec_html_state now);
/** Text in place of bytes that are none. */
void lec_html_say(lec_html_walker *w, const lec_html_state *now, lec_span source, lec_str text);
/** The value of an attribute, as text of the open block. */
void lec_html_write_attribute(lec_html_walker *w, const GumboNode *node, const char *name);
void lec_html_add_picture(lec_html_walker *w, const GumboNode *node, lec_html_state *now);

/* ---- html_break.c */

void lec_html_add_break(lec_html_walker *w, const GumboNode *node, lec_html_state *now);

/* ---- html_enter.c */

/** Enters an element, as what it means asks for. @return whether to go on in it. */
bool lec_html_enter_role(lec_html_walker *w, const GumboNode *node, lec_html_role role,
                         lec_html_state *now);

/* ---- html_walk.c */

/** A note is to be written. */
void lec_html_expect_note(lec_html_walker *w, size_t index);
/** Writes those. */
void lec_html_write_notes(lec_html_walker *w);

#endif
