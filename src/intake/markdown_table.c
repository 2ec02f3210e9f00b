/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: each row is a block in which every cell comes with its heading. The bar before a cell
 * stands for the heading; a first cell without one has the line end. */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/markdown.h"

enum {
    ROWS_MAX = 8, /* of a table that is spoken */
    COLUMNS_MAX = 6
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t line_end(const lec_md *md, size_t at)
{
    while (at < md->end && !is_line_end(md->text.ptr[at])) {
        at++;
    }
    return at;
}

static size_t line_start(const lec_md *md, size_t at)
{
    size_t end = line_end(md, at);
    bool pair = end + 1 < md->end && md->text.ptr[end] == '\r' && md->text.ptr[end + 1] == '\n';
    return end < md->end ? end + 1 + pair : end;
}

void lec_md_table_start(lec_md *md, const MD_BLOCK_TABLE_DETAIL *detail)
{
    lec_md_close(md);
    size_t rows = detail->body_row_count;
    md->table = (lec_md_table){
        .active = true,
        .columns = detail->col_count,
        .rows = rows,
        .is_long = rows > ROWS_MAX || detail->col_count > COLUMNS_MAX,
        .headings = LEC_NEW(md->memory, detail->col_count, lec_str),
    };
    md->failed = md->failed || !md->table.headings;
}

void lec_md_table_end(lec_md *md)
{
    lec_md_close(md);
    md->table = (lec_md_table){0};
}

/* The line of dashes below the headings stands for what announces a long table. */
void lec_md_table_head(lec_md *md, bool begins)
{
    md->table.head = begins;
    if (begins || md->table.rows == 0) {
        return;
    }
    size_t start = line_start(md, md->done);
    lec_span dashes = {start, line_end(md, start)};
    if (md->table.is_long) {
        lec_str words = md->table.rows == 1
                            ? LEC_STR("Table, 1 row")
                            : lec_arena_printf(md->memory, "Table, %zu rows", md->table.rows);
        md->failed = md->failed || !words.ptr;
        lec_md_announce(md, LEC_BLOCK_TABLE_ROW, dashes, words.ptr ? words : LEC_STR("Table"));
    } else {
        lec_md_omit(md, dashes, "markup", "");
    }
}

static bool says_something(lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}

static void begin_row(lec_md *md)
{
    lec_md_table *table = &md->table;
    table->column = 0;
    table->row_start = table->head ? md->done : line_start(md, md->done);
    table->row_end = line_end(md, table->row_start);
    lec_md_open(md, LEC_BLOCK_TABLE_ROW, 0);
    if (table->head) {
        lec_writer_leave_out(md->flow.writer, "table-heading", "it is said with each cell");
    } else if (table->is_long) {
        lec_writer_leave_out(md->flow.writer, "long-table", "the table is too long to listen to");
    }
}

/* md4c passes over cells for which the table has no column. */
static void end_row(lec_md *md)
{
    lec_md_table *table = &md->table;
    lec_md_close(md);
    if (!table->head && md->done < table->row_end &&
        says_something(lec_str_slice(md->text, md->done, table->row_end))) {
        lec_writer_omit(md->flow.writer, (lec_span){md->done, table->row_end}, "table-cell",
                        "the table has no column for it");
        md->done = table->row_end;
    }
}

void lec_md_row(lec_md *md, bool begins)
{
    if (begins) {
        begin_row(md);
    } else {
        end_row(md);
    }
}

/* The bar that the next cell begins with; of a first cell without one the byte before the row. */
static lec_span find_bar(const lec_md *md)
{
    const lec_md_table *table = &md->table;
    size_t at = md->done > table->row_start ? md->done : table->row_start;
    bool first = md->done <= table->row_start;
    for (; at < table->row_end; at++) {
        char c = md->text.ptr[at];
        if (c == '|') {
            return (lec_span){at, at + 1};
        }
        if (first && c != ' ' && c != '\t' && c != '>') {
            break;
        }
        at += c == '\\';
    }
    bool before = first && table->row_start > md->done;
    return (lec_span){before ? table->row_start - 1 : md->done,
                      before ? table->row_start : md->done};
}

static lec_str cell_words(lec_md *md, lec_str heading)
{
    const char *joint = lec_writer_length(md->flow.writer) > 0 ? "; " : "";
    lec_buf words = {.arena = md->memory};
    lec_buf_add(&words, lec_str_of(joint));
    lec_buf_add(&words, heading);
    lec_buf_add(&words, heading.len ? LEC_STR(": ") : LEC_STR(""));
    md->failed = md->failed || words.failed;
    return words.failed || words.len == 0 ? LEC_STR("") : lec_buf_str(&words);
}

static void begin_cell(lec_md *md)
{
    lec_md_table *table = &md->table;
    lec_span bar = find_bar(md);
    if (bar.start == bar.end) {
        return;
    }
    lec_md_gap(md, bar.start);
    while (bar.end < table->row_end && md->text.ptr[bar.end] == '|') {
        bar.end++; /* md4c counts no cell between two bars that touch */
        table->column++;
    }
    bool has_heading = table->column < table->columns && !table->is_long;
    lec_str words = cell_words(md, has_heading ? table->headings[table->column] : LEC_STR(""));
    if (words.len) {
        lec_flow_prefix(&md->flow, bar, words);
    } else {
        lec_writer_omit(md->flow.writer, bar, "markup", "");
    }
    md->done = bar.end;
}

void lec_md_cell(lec_md *md, bool begins)
{
    lec_md_table *table = &md->table;
    if (begins && table->head) {
        table->heading = (lec_buf){.arena = md->memory};
        md->flow.echo = &table->heading;
        md->space_due = table->column > 0;
    } else if (begins) {
        begin_cell(md);
    } else {
        if (table->head && table->column < table->columns) {
            lec_str heading = lec_str_trim(lec_buf_str(&table->heading));
            table->headings[table->column] = heading.ptr ? heading : LEC_STR("");
        }
        md->failed = md->failed || table->heading.failed;
        md->flow.echo = NULL;
        table->column++;
    }
}
