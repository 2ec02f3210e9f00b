/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/table.h"

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

/* Divides a line at its tabs; false when there are more than fit. */
static bool row_cells(lec_str line, lec_row *row)
{
    lec_cut cut = {.tail = line, .found = true};
    for (row->count = 0; cut.found; row->count++) {
        if (row->count == LEC_TABLE_COLUMNS_MAX) {
            return false;
        }
        cut = lec_str_cut(cut.tail, '\t');
        row->cells[row->count] = lec_str_trim(cut.head);
    }
    return true;
}

lec_status lec_table_next(lec_table *table, size_t min, size_t max, lec_row *row, lec_error *error)
{
    *row = (lec_row){0};
    while (table->rest.len) {
        lec_cut cut = lec_str_cut(table->rest, '\n');
        table->rest = cut.tail;
        table->line++;
        size_t bad = lec_utf8_valid(cut.head);
        if (bad < cut.head.len) {
            return lec_fail_at(error, LEC_DATA, table->name, table->line,
                               1 + lec_utf8_count(lec_str_slice(cut.head, 0, bad)),
                               "not UTF-8: save the table as UTF-8");
        }
        lec_str line = lec_str_trim(cut.head);
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        if (!row_cells(cut.head, row) || row->count < min || row->count > max) {
            return lec_fail_at(error, LEC_DATA, table->name, table->line, 1,
                               "expected %zu to %zu columns, parted by tabs", min, max);
        }
        row->line = table->line;
        return LEC_OK;
    }
    return LEC_OK;
}
