/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown -> document. md4c says what is text and where it begins; what lies between two of its
 * texts is syntax. A cursor goes through the source, so that every byte is one or the other.
 */
#ifndef LEC_INTAKE_MARKDOWN_H
#define LEC_INTAKE_MARKDOWN_H

#include "intake/flow.h"
#include "intake/markdown_note.h"
#include "intake/reader.h"

#include <md4c.h>

enum { LEC_MD_NESTING_MAX = 64 /* deeper quotes and lists are as this one */ };

/** A quote or a list. */
typedef struct lec_md_nest {
    bool list, ordered;
    char mark;       /**< of its items */
    unsigned number; /**< of the next item */
    bool fresh;      /**< the item has no block yet */
} lec_md_nest;

/** Raw HTML that is being read. */
typedef struct lec_md_html {
    bool active;     /**< in a block of it */
    lec_span open;   /**< the tag or comment that has not ended, as far as it was seen */
    lec_str closer;  /**< what ends it; empty: it is a tag */
    char quote;      /**< of the value that is open in the tag; else 0 */
    const char *raw; /**< name of the element that holds no text; else NULL */
    int heading;     /**< level of the heading that is open; else 0 */
    bool item;       /**< the next block is an item of a list */
} lec_md_html;

/** A listing that is being read. */
typedef struct lec_md_listing {
    bool active;
    lec_span sign;      /**< what stands for the words that announce it; empty: not found yet */
    size_t lines;       /**< line ends so far */
    size_t first, last; /**< of these, how many come before the first text, and the last */
    lec_chain text;     /**< of lec_flow_piece */
} lec_md_listing;

/** A table that is being read. */
typedef struct lec_md_table {
    bool active, head, is_long;
    size_t column, columns, rows;
    lec_str *headings;
    lec_buf heading;           /**< of the column, as it is written */
    size_t row_start, row_end; /**< the row's line */
} lec_md_table;

typedef struct lec_md {
    const lec_reading *reading;
    lec_arena *memory; /**< gone when the source is read */
    lec_str text;      /**< of the source */
    lec_str view;      /**< what md4c sees of it: byte by byte, some of them hidden */
    size_t view_start; /**< where that stands in the source */
    size_t done;       /**< bytes that are accounted for */
    size_t end;
    lec_flow flow;
    lec_md_notes *notes;
    bool in_note;

    lec_md_nest nest[LEC_MD_NESTING_MAX];
    size_t nest_count; /**< may exceed LEC_MD_NESTING_MAX */
    int quotes, lists; /**< how many of these */
    bool at_prefix;  /**< before the cursor its line has nothing but what quotes and lists put there
                      */
    bool marks_lost; /**< a list's mark was not found: no other is looked for */
    bool titled;     /**< the title has been written */
    bool spoken;     /**< a block that is not left out has been */

    bool open;           /**< a block is */
    int heading;         /**< level of the heading that is open; else 0 */
    bool space_due;      /**< white space in the next gap is a space of the text */
    lec_span number;     /**< of the item whose text comes next; else empty */
    lec_str number_text; /**< what it should be; empty: as it stands there */
    size_t link_ends;    /**< links and pictures whose address is in the next gap */
    size_t dropped;      /**< depth of text that is struck out */
    size_t pictures;     /**< depth of pictures */
    lec_chain captions;  /**< what pictures show, until the block is written */
    lec_md_listing code;
    lec_md_html html;
    lec_md_table table;
    bool failed;       /**< memory has run out, or as `status` says */
    lec_status status; /**< of a note that could not be read */
} lec_md;

/** Text at `span`, after the syntax before it. @param text what it stands for; .ptr NULL: itself.
 */
void lec_md_put(lec_md *md, lec_span span, lec_str text);
/** Bytes that part words. */
void lec_md_put_space(lec_md *md, lec_span span);
/** Text with character references in it. */
void lec_md_put_encoded(lec_md *md, lec_span span);
/** Leaves out what lies between, and bytes at `span`. */
void lec_md_omit(lec_md *md, lec_span span, const char *rule, const char *reason);
/** Begins a block. Text opens one by itself, of the kind that its surroundings say. */
void lec_md_open(lec_md *md, lec_block_kind kind, int level);
/** Ends the open block, if any, with what belongs after it. */
void lec_md_close(lec_md *md);
/** A block of one line of text that stands for the bytes at `span`. */
void lec_md_announce(lec_md *md, lec_block_kind kind, lec_span span, lec_str words);
/** The level of a heading in the document. */
int lec_md_heading_level(lec_md *md, int level);
/** A listing begins. @param sign as in lec_md_listing. */
void lec_md_code_start(lec_md *md, lec_span sign);
/** It ends. @param ended all of its lines have ends. */
void lec_md_code_end(lec_md *md, bool ended);
/** A picture's description begins, or ends. */
void lec_md_picture(lec_md *md, bool begins);

/* markdown_gap.c */
/** Leaves out what lies before byte `to`, of which md4c says nothing. */
void lec_md_gap(lec_md *md, size_t to);
/** The next mark of a list item; empty when there is none. @param mark as md4c names it. */
lec_span lec_md_find_mark(const lec_md *md, bool ordered, char mark);
/** The next line of its kind, without what quotes and lists put before it: what begins with three
 * of `mark`, or a line of them. Empty when there is none. */
lec_span lec_md_find_fence(const lec_md *md, char mark);
lec_span lec_md_find_rule(const lec_md *md);

/* markdown_html.c */
void lec_md_html_start(lec_md *md);
void lec_md_html_text(lec_md *md, lec_span span);
void lec_md_html_end(lec_md *md);
/** A tag or comment within a paragraph. */
void lec_md_html_inline(lec_md *md, lec_span span);

/* markdown_table.c */
void lec_md_table_start(lec_md *md, const MD_BLOCK_TABLE_DETAIL *detail);
void lec_md_table_end(lec_md *md);
void lec_md_table_head(lec_md *md, bool begins);
void lec_md_row(lec_md *md, bool begins);
void lec_md_cell(lec_md *md, bool begins);

#endif
