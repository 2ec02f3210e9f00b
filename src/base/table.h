/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab-separated tables: the rules in voices/. '#' starts a comment line; blank lines are skipped.
 */
#ifndef LEC_BASE_TABLE_H
#define LEC_BASE_TABLE_H

#include <lectern/base.h>

#define LEC_TABLE_COLUMNS_MAX 4

typedef struct lec_row {
    lec_str cells[LEC_TABLE_COLUMNS_MAX]; /**< trimmed */
    size_t count;
    size_t line; /**< from 1 */
} lec_row;

/** A table being read. */
typedef struct lec_table {
    lec_str name; /**< of its file, for messages */
    lec_str rest;
    size_t line;
} lec_table;

/**
 * The next row.
 * @param min, max how many columns it may have.
 * @param[out] row its count is 0 at the end.
 * @return LEC_OK; LEC_DATA (not UTF-8, or another number of columns: file, line, column).
 */
LEC_WARN_UNUSED lec_status lec_table_next(lec_table *table, size_t min, size_t max, lec_row *row,
                                          lec_error *error);

#endif
