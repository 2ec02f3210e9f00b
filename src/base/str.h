/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text by value: comparing, cutting, formatting. Nothing here allocates but where an arena is
 * given. */
#ifndef LEC_BASE_STR_H
#define LEC_BASE_STR_H

#include <lectern/base.h>

/** @param text NUL-terminated, or NULL for an empty string. */
lec_str lec_str_of(const char *text);

/** @return [start, end) of `s`; both are clamped to its length. */
lec_str lec_str_slice(lec_str s, size_t start, size_t end);

bool lec_str_equal(lec_str a, lec_str b);
/** Without regard to the case of ASCII letters. */
bool lec_str_equal_nocase(lec_str a, lec_str b);
/** Byte order, as memcmp(); a prefix comes first. */
int lec_str_compare(lec_str a, lec_str b);
bool lec_str_starts(lec_str s, lec_str prefix);
bool lec_str_ends(lec_str s, lec_str suffix);

/** @return offset of the first `byte` at or after `from`; s.len when there is none. */
size_t lec_str_find(lec_str s, char byte, size_t from);

/** ASCII white space: space, \t, \n, \v, \f, \r. */
bool lec_is_space(char c);
bool lec_is_digit(char c);
/** `s` without ASCII white space at its ends. */
lec_str lec_str_trim(lec_str s);

/** A string, divided at its first separator. */
typedef struct lec_cut {
    lec_str head, tail; /**< without the separator; when not found: the whole, and empty */
    bool found;
} lec_cut;

lec_cut lec_str_cut(lec_str s, char separator);

/**
 * Reads a decimal number that is the whole of `s`.
 * @return false when it is none or lies outside [min, max]; *value is then unchanged.
 */
bool lec_str_to_long(lec_str s, long min, long max, long *value);

#endif
