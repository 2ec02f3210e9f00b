/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page while it is read: what its parts in html*.c share. */
#ifndef LEC_INTAKE_HTML_H
#define LEC_INTAKE_HTML_H

#include "intake/article.h"
#include "intake/html_facts.h"
#include "intake/html_pen.h"
#include "intake/html_tree.h"
#include "intake/reader.h"

/** A note, and whether it has been written. */
typedef struct lec_html_note {
    const GumboNode *body;
    bool referred; /**< a mark in the text leads to it */
    bool done;
} lec_html_note;

/** The notes of a page, and their marks. */
typedef struct lec_html_notes {
    lec_html_note *notes; /**< ascending by the address of the body */
    size_t note_count;
    const GumboNode **marks; /**< ascending by address */
    size_t *targets;         /**< of each mark: index of the note; note_count: of none */
    size_t mark_count;
} lec_html_notes;

typedef struct lec_html {
    const lec_reading *reading;
    lec_arena *memory; /**< gone when the page is read */
    lec_html_scan scan;
    const GumboOutput *tree;
    const lec_article *article; /**< NULL: all of it is the article */
    lec_html_pen pen;
    lec_html_fact_claim claimed_title;   /**< what its data say the title is */
    lec_str titles[LEC_HTML_TITLES_MAX]; /**< all that its data say, with that one */
    size_t title_count;
    lec_str claimed_site;
    bool closed;            /**< its data say that one has to pay for it */
    const GumboNode *title; /**< the heading, or <title> or <meta>, that is the first block */
    const GumboNode *title_around;    /**< the heading that `title` is a part of; NULL: of none */
    unsigned title_first, title_last; /**< its children that are the title */
    lec_str title_bare;               /**< what it says, as of lec_html_bare() */
    lec_html_notes notes;
    size_t text_blocks; /**< spoken ones, the title aside */
    bool failed;        /**< memory has run out */
} lec_html;

/* ---- html_facts.c */

/** What the page says of itself, into reading->facts. @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_html_facts(lec_html *page);

/* ---- html_notice.c */

/** Whether there is an article, and all of it. @return LEC_OK; LEC_DATA, with what is wrong. */
LEC_WARN_UNUSED lec_status lec_html_notice(lec_html *page);

/* ---- html_title.c */

/** Writes the title as the first block, and remembers it. */
void lec_html_title(lec_html *page);
/** Whether a heading says no more than the title. */
bool lec_html_repeats_title(lec_html *page, const GumboNode *node);

/* ---- html_note.c */

/** Finds notes and their marks. @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_html_notes_find(lec_html *page);
/** @return the index of the note whose body it is; note_count for none. */
size_t lec_html_note_of(const lec_html_notes *notes, const GumboNode *node);
/** @return the index of the mark; mark_count for none. */
size_t lec_html_mark_of(const lec_html_notes *notes, const GumboNode *node);

/** Whether nothing but notes follows a heading at first. */
bool lec_html_heads_notes(const lec_html_notes *notes, const GumboNode *heading);
/** Whether a link's text is a sign that says nothing, such as an arrow back. */
bool lec_html_is_sign(const lec_html *page, const GumboNode *link);

/* ---- html_walk.c */

/** Writes all blocks of the page. */
void lec_html_walk(lec_html *page);

/* ---- html_table.c */

enum { LEC_HTML_COLUMNS_MAX = 32 };

/** A table whose rows are read one by one. */
typedef struct lec_html_table {
    const GumboNode *node;
    const GumboNode *heading_row; /**< spoken with each cell; NULL: there is none */
    lec_str headings[LEC_HTML_COLUMNS_MAX];
    size_t rows, columns; /**< heading row aside */
    bool is_long;
    lec_str announcement;                /**< of a long one */
    size_t column;                       /**< of the next cell */
    uint32_t held[LEC_HTML_COLUMNS_MAX]; /**< rows for which a cell above reaches down */
} lec_html_table;

/** @return what is read row by row; NULL: it only lays out a page, or memory has run out. */
lec_html_table *lec_html_table_make(lec_html *page, const GumboNode *node);
/** Begins a row. */
void lec_html_table_row(lec_html_table *table);
/** What is said before a cell, and goes to the next one. @param first of the row. */
lec_str lec_html_table_cell(lec_html *page, lec_html_table *table, const GumboNode *cell,
                            bool first);

#endif
