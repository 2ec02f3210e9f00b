/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a lec_error. The first failure wins; error may be NULL. */
#ifndef LEC_BASE_ERROR_H
#define LEC_BASE_ERROR_H

#include <lectern/base.h>

/**
 * Sets the message, unless there is one. Its text is made printable: arguments may hold any bytes.
 * @return `status`, so that a failing function ends with: return lec_fail(error, ...).
 */
LEC_PRINTF(3, 4)
lec_status lec_fail(lec_error *error, lec_status status, const char *format, ...);

/** As lec_fail(), with the place: source's name, line and column from 1, 0 for none. */
LEC_PRINTF(6, 7)
lec_status lec_fail_at(lec_error *error, lec_status status, lec_str source, size_t line,
                       size_t column, const char *format, ...);

/** "out of memory", LEC_TRY_AGAIN. */
lec_status lec_fail_memory(lec_error *error);

/** Whether that is what went wrong: other failures may be passed over, this one never. */
bool lec_error_is_memory(const lec_error *error);

/** "%.*s", for a lec_str among printf arguments. */
#define LEC_ARG(s) (int)((s).len > 1024 ? 1024 : (s).len), (s).ptr ? (s).ptr : ""

/** Line and column (in characters, from 1) of a byte of a text. */
typedef struct lec_place {
    size_t line, column;
} lec_place;
lec_place lec_place_of(lec_str text, size_t offset);

#endif
