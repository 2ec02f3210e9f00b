/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"

#include <string.h>

lec_str lec_str_of(const char *text)
{
    return text ? (lec_str){text, strlen(text)} : LEC_STR("");
}

lec_str lec_str_slice(lec_str s, size_t start, size_t end)
{
    if (end > s.len) {
        end = s.len;
    }
    if (start > end) {
        start = end;
    }
    return s.ptr ? (lec_str){s.ptr + start, end - start} : s;
}

bool lec_str_equal(lec_str a, lec_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool lec_str_equal_nocase(lec_str a, lec_str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

int lec_str_compare(lec_str a, lec_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool lec_str_starts(lec_str s, lec_str prefix)
{
    return s.len >= prefix.len && lec_str_equal((lec_str){s.ptr, prefix.len}, prefix);
}

bool lec_str_ends(lec_str s, lec_str suffix)
{
    return s.len >= suffix.len &&
           lec_str_equal(lec_str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t lec_str_find(lec_str s, char byte, size_t from)
{
    if (from >= s.len) {
        return s.len;
    }
    const char *found = memchr(s.ptr + from, byte, s.len - from);
    return found ? (size_t)(found - s.ptr) : s.len;
}

bool lec_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool lec_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

lec_str lec_str_trim(lec_str s)
{
    size_t start = 0;
    size_t end = s.len;
    while (start < end && lec_is_space(s.ptr[start])) {
        start++;
    }
    while (end > start && lec_is_space(s.ptr[end - 1])) {
        end--;
    }
    return lec_str_slice(s, start, end);
}

lec_cut lec_str_cut(lec_str s, char separator)
{
    size_t at = lec_str_find(s, separator, 0);
    if (at == s.len) {
        return (lec_cut){s, LEC_STR(""), false};
    }
    return (lec_cut){lec_str_slice(s, 0, at), lec_str_slice(s, at + 1, s.len), true};
}

bool lec_str_to_long(lec_str s, long min, long max, long *value)
{
    bool negative = s.len > 0 && s.ptr[0] == '-';
    lec_str digits = lec_str_slice(s, negative ? 1 : 0, s.len);
    long sum = 0;
    if (digits.len == 0) {
        return false;
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (!lec_is_digit(digits.ptr[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digits.ptr[i] - '0', &sum)) {
            return false;
        }
    }
    sum = negative ? -sum : sum;
    if (sum < min || sum > max) {
        return false;
    }
    *value = sum;
    return true;
}
