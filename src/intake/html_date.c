/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as pages write them. */
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/html_facts.h"

/* Earlier years are slips. */
static bool is_day(long year, long month, long day)
{
    return year >= 1000 && lec_date_exists(year, month, day);
}

/* "2024-03-12", with a time or without: "2024-03-12T08:30:00+01:00". */
static lec_str iso(lec_arena *arena, lec_str text)
{
    char mark = text.len > 9 ? text.ptr[4] : ' ';
    if ((mark != '-' && mark != '/') || text.ptr[7] != mark || text.ptr[0] == '0' ||
        (text.len > 10 && lec_is_digit(text.ptr[10]))) {
        return LEC_STR("");
    }
    lec_str date = lec_arena_printf(arena, "%.4s-%.2s-%.2s", text.ptr, text.ptr + 5, text.ptr + 8);
    if (date.len == 0 || lec_date_length(date) < date.len) {
        return LEC_STR("");
    }
    lec_str time = lec_str_slice(text, 11, text.len);
    time.len = lec_time_length(time);
    return time.len ? lec_arena_printf(arena, "%.*sT%.*s", LEC_ARG(date), LEC_ARG(time)) : date;
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
    return is_day(year, month, day) ? lec_arena_printf(arena, "%04ld-%02ld-%02ld", year, month, day)
                                    : LEC_STR("");
}

lec_str lec_html_date(lec_arena *arena, lec_str text)
{
    lec_str trimmed = lec_str_trim(text);
    lec_str date = iso(arena, trimmed);
    return date.len ? date : named(arena, trimmed);
}
