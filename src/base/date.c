/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include "base/str.h"

enum { DAY_LENGTH = 10 /* "2024-05-01" */ };

/* `count` digits at a byte, no more and no fewer, as a number; -1 when it is not in [min, max]. */
static long number_at(lec_str text, size_t at, size_t count, long min, long max)
{
    long number = -1;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.len || !lec_is_digit(text.ptr[i])) {
            return -1;
        }
    }
    (void)lec_str_to_long(lec_str_slice(text, at, at + count), min, max, &number);
    return at + count < text.len && lec_is_digit(text.ptr[at + count]) ? -1 : number;
}

static bool has(lec_str text, size_t at, char byte)
{
    return at < text.len && text.ptr[at] == byte;
}

bool lec_date_exists(long year, long month, long day)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || year > 9999 || month < 1 || month > 12) {
        return false;
    }
    bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day >= 1 && day <= DAYS[month - 1] + leap;
}

size_t lec_date_length(lec_str text)
{
    long year = number_at(text, 0, 4, 0, 9999);
    if (year < 0 || !has(text, 4, '-')) {
        return year < 0 ? 0 : 4;
    }
    long month = number_at(text, 5, 2, 1, 12);
    if (month < 0 || !has(text, 7, '-')) {
        return month < 0 ? 0 : 7;
    }
    return lec_date_exists(year, month, number_at(text, 8, 2, 1, 31)) ? DAY_LENGTH : 0;
}

/* The end of the zone at a byte; `at` when none is there, 0 for one that does not exist. */
static size_t zone_end(lec_str text, size_t at)
{
    if (has(text, at, 'Z')) {
        return at + 1;
    }
    if (!has(text, at, '+') && !has(text, at, '-')) {
        return at;
    }
    bool together = number_at(text, at + 1, 4, 0, 1459) >= 0;
    size_t minutes = together ? at + 3 : at + 4;
    if (!together && number_at(text, at + 1, 2, 0, 14) < 0) {
        return 0;
    }
    if (!together && !has(text, at + 3, ':')) {
        return at + 3;
    }
    return number_at(text, minutes, 2, 0, 59) < 0 ? 0 : minutes + 2;
}

size_t lec_time_length(lec_str text)
{
    if (number_at(text, 0, 2, 0, 23) < 0 || !has(text, 2, ':') ||
        number_at(text, 3, 2, 0, 59) < 0) {
        return 0;
    }
    size_t end = 5;
    if (has(text, end, ':')) {
        if (number_at(text, end + 1, 2, 0, 60) < 0) {
            return 0;
        }
        end += 3;
        if (has(text, end, '.')) {
            for (end++; end < text.len && lec_is_digit(text.ptr[end]); end++) {
            }
        }
    }
    return zone_end(text, end);
}

lec_str lec_date_of(lec_str text)
{
    size_t end = lec_date_length(text);
    if (end < DAY_LENGTH) {
        return end == text.len ? text : LEC_STR("");
    }
    if (has(text, end, 'T')) {
        size_t time = lec_time_length(lec_str_slice(text, end + 1, text.len));
        bool whole =
            time > 0 && (end + 1 + time == text.len || lec_is_space(text.ptr[end + 1 + time]));
        return lec_str_slice(text, 0, whole ? end + 1 + time : end);
    }
    return end == text.len || lec_is_space(text.ptr[end]) ? lec_str_slice(text, 0, end)
                                                          : LEC_STR("");
}
