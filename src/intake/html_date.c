/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as pages write them. */
#include "base/arena.h"
#include "base/str.h"
#include "intake/html_facts.h"

#include <string.h>

static bool digits_at(lec_str text, size_t at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.len || !lec_is_digit(text.ptr[i])) {
            return false;
        }
        *value = *value * 10 + (text.ptr[i] - '0');
    }
    return at + count >= text.len || !lec_is_digit(text.ptr[at + count]);
}

static bool is_day(int year, int month, int day)
{
    return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* "2024-03-12", with a time or without: "2024-03-12T08:30:00+01:00". */
static lec_str iso(lec_arena *arena, lec_str text)
{
    int year, month, day, hour, minute;
    char mark = text.len > 4 ? text.ptr[4] : ' ';
    if ((mark != '-' && mark != '/') || !digits_at(text, 0, 4, &year) ||
        !digits_at(text, 5, 2, &month) || !digits_at(text, 8, 2, &day) || text.ptr[7] != mark ||
        !is_day(year, month, day)) {
        return LEC_STR("");
    }
    if (!digits_at(text, 11, 2, &hour) || !digits_at(text, 14, 2, &minute)) {
        return lec_arena_printf(arena, "%04d-%02d-%02d", year, month, day);
    }
    size_t end = 16;
    while (end < text.len && (lec_is_digit(text.ptr[end]) || strchr(":.+-Z", text.ptr[end]))) {
        end++;
    }
    return lec_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d%.*s", year, month, day, hour, minute,
                            (int)(end - 16), text.ptr + 16);
}

static int month_of(lec_str word)
{
    static const char *const NAMES[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12; i++) {
        if (lec_str_equal_nocase(lec_str_slice(word, 0, 3), lec_str_of(NAMES[i]))) {
            return i + 1;
        }
    }
    return 0;
}

static bool is_part(char c)
{
    return lec_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* "Tue, 12 Mar 2024 08:30:00 GMT", "March 12, 2024". */
static lec_str named(lec_arena *arena, lec_str text)
{
    long year = 0, month = 0, day = 0;
    for (size_t at = 0; at < text.len && !(year && month && day);) {
        size_t end = at;
        while (end < text.len && is_part(text.ptr[end])) {
            end++;
        }
        lec_str word = lec_str_slice(text, at, end);
        long number = 0;
        if (lec_str_to_long(word, 1, 9999, &number)) {
            year = number >= 1000 ? number : year;
            day = number <= 31 && !day ? number : day;
        } else {
            month = month ? month : month_of(word);
        }
        at = end > at ? end : at + 1;
    }
    return is_day((int)year, (int)month, (int)day)
               ? lec_arena_printf(arena, "%04ld-%02ld-%02ld", year, month, day)
               : LEC_STR("");
}

lec_str lec_html_date(lec_arena *arena, lec_str text)
{
    lec_str trimmed = lec_str_trim(text);
    lec_str date = iso(arena, trimmed);
    return date.len ? date : named(arena, trimmed);
}
