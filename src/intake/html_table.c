/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: which of them hold data, and what is said of them. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "intake/html.h"
#include "intake/html_phrase.h"

#include <string.h>

enum {
    ROWS_MAX = 8, /* of a table that is spoken */
    COLUMNS_MAX = 6,
    CELL_TEXT_MAX = 240, /* bytes in a cell of data */
    SPAN_MAX = 1000
};

static bool is_row(const GumboNode *node)
{
    return lec_html_tag(node) == GUMBO_TAG_TR;
}

static bool is_cell(const GumboNode *node)
{
    return lec_html_tag(node) == GUMBO_TAG_TD || lec_html_tag(node) == GUMBO_TAG_TH;
}

static uint32_t span_of(const GumboNode *cell, const char *name)
{
    long value = 1;
    lec_str text = lec_str_trim(lec_html_attribute(cell, name));
    return lec_str_to_long(text, 1, SPAN_MAX, &value) ? (uint32_t)value : 1;
}

/* ---- data or layout */

/* What is seen of a table before it is read. */
typedef struct survey {
    size_t rows, columns, cells, heading_cells, filled;
    bool blocks;    /* a cell holds what no table of data does */
    bool long_text; /* or too much */
    const GumboNode *first_row, *caption;
} survey;

static bool is_block_in_cell(GumboTag tag)
{
    static const GumboTag BLOCKS[] = {GUMBO_TAG_TABLE,      GUMBO_TAG_H1,      GUMBO_TAG_H2,
                                      GUMBO_TAG_H3,         GUMBO_TAG_H4,      GUMBO_TAG_FORM,
                                      GUMBO_TAG_NAV,        GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION,
                                      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,     GUMBO_TAG_INPUT};
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
        if (BLOCKS[i] == tag) {
            return true;
        }
    }
    return false;
}

static bool is_filled(lec_str text)
{
    return lec_str_trim(text).len > 0;
}

static void survey_row(survey *seen, const GumboNode *row)
{
    size_t columns = 0;
    const GumboVector *children = lec_html_children(row);
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *cell = children->data[i];
        if (is_cell(cell)) {
            columns += span_of(cell, "colspan");
            seen->cells++;
            seen->heading_cells += lec_html_tag(cell) == GUMBO_TAG_TH;
        }
    }
    seen->rows += columns > 0;
    seen->first_row = seen->first_row || columns == 0 ? seen->first_row : row;
    seen->columns = columns > seen->columns ? columns : seen->columns;
}

static survey survey_of(const GumboNode *table)
{
    survey seen = {0};
    size_t text = 0;
    for (const GumboNode *at = lec_html_next(table, table, true); at;
         at = lec_html_next(at, table, true)) {
        GumboTag tag = lec_html_tag(at);
        if (at->type == GUMBO_NODE_TEXT) {
            text += strlen(at->v.text.text);
            seen.filled += is_filled(lec_str_of(at->v.text.text));
        } else if (is_row(at)) {
            survey_row(&seen, at);
        }
        text = is_cell(at) ? 0 : text;
        seen.caption = tag == GUMBO_TAG_CAPTION ? at : seen.caption;
        seen.blocks |= is_block_in_cell(tag);
        seen.long_text |= text > CELL_TEXT_MAX && !seen.caption;
        if (seen.blocks) {
            break;
        }
    }
    return seen;
}

static bool holds_data(const GumboNode *node, const survey *seen)
{
    lec_str role = lec_html_attribute(node, "role");
    bool laid_out =
        lec_str_equal(role, LEC_STR("presentation")) || lec_str_equal(role, LEC_STR("none"));
    if (laid_out || seen->blocks || seen->rows < 2 || seen->columns < 2) {
        return false;
    }
    return seen->heading_cells > 0 || seen->caption || (!seen->long_text && seen->cells >= 4);
}

/* ---- headings */

static bool is_empty(const GumboNode *cell)
{
    for (const GumboNode *at = cell; at; at = lec_html_next(at, cell, true)) {
        if (at->type == GUMBO_NODE_TEXT) {
            return false;
        }
    }
    return true;
}

/* One empty corner may come first. */
static bool all_are_headings(const GumboNode *row)
{
    bool in_head = lec_html_tag(row->parent) == GUMBO_TAG_THEAD;
    size_t headings = 0;
    size_t corners = 0;
    const GumboVector *children = lec_html_children(row);
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *cell = children->data[i];
        if (lec_html_tag(cell) == GUMBO_TAG_TD && (headings > 0 || !is_empty(cell))) {
            return in_head;
        }
        corners += lec_html_tag(cell) == GUMBO_TAG_TD;
        headings += lec_html_tag(cell) == GUMBO_TAG_TH;
    }
    return (headings > 0 && headings + corners > 1) || in_head;
}

static void take_headings(lec_html *page, lec_html_table *table, const GumboNode *row)
{
    size_t column = 0;
    const GumboVector *children = lec_html_children(row);
    for (unsigned i = 0; i < children->length && column < LEC_HTML_COLUMNS_MAX; i++) {
        const GumboNode *cell = children->data[i];
        if (!is_cell(cell)) {
            continue;
        }
        lec_str text = lec_html_text_of(page->memory, cell, CELL_TEXT_MAX);
        page->failed |= !text.ptr;
        uint32_t span = span_of(cell, "colspan");
        for (uint32_t n = 0; n < span && column < LEC_HTML_COLUMNS_MAX; n++) {
            table->headings[column++] = text.ptr ? text : LEC_STR("");
        }
    }
    table->heading_row = row;
}

static bool announce(lec_html *page, lec_html_table *table, const GumboNode *caption)
{
    lec_str text = caption ? lec_html_text_of(page->memory, caption, CELL_TEXT_MAX) : LEC_STR("");
    lec_str lang = page->reading->facts->lang;
    table->announcement =
        text.ptr ? lec_html_say_table(page->memory, lang, text, table->rows) : text;
    return table->announcement.ptr != NULL;
}

lec_html_table *lec_html_table_make(lec_html *page, const GumboNode *node)
{
    survey seen = survey_of(node);
    if (!holds_data(node, &seen)) {
        return NULL;
    }
    lec_html_table *table = LEC_NEW(page->memory, 1, lec_html_table);
    if (!table) {
        page->failed = true;
        return NULL;
    }
    table->node = node;
    table->columns = seen.columns;
    if (seen.first_row && all_are_headings(seen.first_row)) {
        take_headings(page, table, seen.first_row);
    }
    table->rows = seen.rows - (table->heading_row ? 1 : 0);
    table->is_long = table->rows > ROWS_MAX || table->columns > COLUMNS_MAX;
    page->failed |= table->is_long && !announce(page, table, seen.caption);
    return table;
}

/* ---- rows and cells */

static void skip_held(lec_html_table *table)
{
    while (table->column < LEC_HTML_COLUMNS_MAX && table->held[table->column] > 0) {
        table->held[table->column++]--;
    }
}

void lec_html_table_row(lec_html_table *table)
{
    table->column = 0;
    skip_held(table);
}

/* A row's own heading stands first and is followed by a colon: "Berlin: Area: 891 km²". */
lec_str lec_html_table_cell(lec_html *page, lec_html_table *table, const GumboNode *cell,
                            bool first)
{
    skip_held(table);
    size_t column = table->column;
    uint32_t rows = span_of(cell, "rowspan");
    for (uint32_t n = span_of(cell, "colspan"); n > 0; n--) {
        if (table->column < LEC_HTML_COLUMNS_MAX) {
            table->held[table->column++] = rows - 1;
        }
    }
    const GumboVector *siblings = lec_html_children(cell->parent);
    const GumboNode *before = NULL;
    for (size_t i = cell->index_within_parent; i > 0 && !before; i--) {
        before = is_cell(siblings->data[i - 1]) ? siblings->data[i - 1] : NULL;
    }
    bool after_heading = before && lec_html_tag(before) == GUMBO_TAG_TH;
    lec_str heading = column < LEC_HTML_COLUMNS_MAX ? table->headings[column] : LEC_STR("");
    bool own = lec_html_tag(cell) == GUMBO_TAG_TH && column == 0;
    lec_buf label = {.arena = page->memory};
    lec_buf_add(&label, first ? LEC_STR("") : after_heading ? LEC_STR(": ") : LEC_STR("; "));
    if (heading.len && !own) {
        lec_buf_add(&label, heading);
        lec_buf_add(&label, LEC_STR(": "));
    }
    lec_str text = lec_buf_str(&label);
    page->failed |= !text.ptr;
    return text.ptr ? text : LEC_STR("");
}
