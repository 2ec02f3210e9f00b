/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of feeds: RFC 5322, 3.3 and 4.3 with what is found in its place, and ISO 8601. */
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/feed.h"

typedef struct moment {
    long year, month, day, hour, minute, second;
    long zone; /* minutes east of Greenwich */
    bool timed, zoned;
} moment;

/* ---- pieces */

/* Takes a number of at most `digits` digits. @return false when there is none. */
static bool take_number(lec_str *rest, size_t digits, long min, long max, long *value)
{
    size_t end = 0;
    while (end < rest->len && end < digits && lec_is_digit(rest->ptr[end])) {
        end++;
    }
    bool taken = lec_str_to_long(lec_str_slice(*rest, 0, end), min, max, value);
    *rest = lec_str_slice(*rest, end, rest->len);
    return taken;
}

static bool take_byte(lec_str *rest, char byte)
{
    bool there = rest->len > 0 && rest->ptr[0] == byte;
    *rest = lec_str_slice(*rest, there, rest->len);
    return there;
}

static void skip_spaces(lec_str *rest)
{
    while (rest->len > 0 && (lec_is_space(rest->ptr[0]) || rest->ptr[0] == ',')) {
        *rest = lec_str_slice(*rest, 1, rest->len);
    }
}

static lec_str take_word(lec_str *rest)
{
    size_t end = 0;
    while (end < rest->len && (rest->ptr[end] | 0x20) >= 'a' && (rest->ptr[end] | 0x20) <= 'z') {
        end++;
    }
    lec_str word = lec_str_slice(*rest, 0, end);
    *rest = lec_str_slice(*rest, end, rest->len);
    return word;
}

/* "09:30", "09:30:15", "09:30:15.250" */
static bool take_time(lec_str *rest, moment *m)
{
    m->timed = take_number(rest, 2, 0, 23, &m->hour) && take_byte(rest, ':') &&
               take_number(rest, 2, 0, 59, &m->minute);
    if (m->timed && take_byte(rest, ':')) {
        m->timed = take_number(rest, 2, 0, 60, &m->second);
    }
    if (take_byte(rest, '.')) {
        while (rest->len > 0 && lec_is_digit(rest->ptr[0])) {
            *rest = lec_str_slice(*rest, 1, rest->len);
        }
    }
    return m->timed;
}

/* "+0100", "+01:00", "Z", "GMT", "EST" */
static void take_zone(lec_str *rest, moment *m)
{
    static const struct {
        const char *name;
        long hours;
    } ZONES[] = {{"Z", 0},    {"UT", 0},   {"GMT", 0},  {"UTC", 0},  {"EST", -5},
                 {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
                 {"PST", -8}, {"PDT", -7}, {"BST", 1},  {"CET", 1},  {"CEST", 2}};
    skip_spaces(rest);
    bool minus = take_byte(rest, '-');
    if (minus || take_byte(rest, '+')) {
        long hours = 0;
        long minutes = 0;
        m->zoned = take_number(rest, 2, 0, 14, &hours);
        (void)take_byte(rest, ':');
        m->zoned = m->zoned && take_number(rest, 2, 0, 59, &minutes);
        m->zone = (hours * 60 + minutes) * (minus ? -1 : 1);
        return;
    }
    lec_str word = take_word(rest);
    for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
        if (lec_str_equal_nocase(word, lec_str_of(ZONES[i].name))) {
            m->zoned = true;
            m->zone = ZONES[i].hours * 60;
        }
    }
}

static bool take_month(lec_str *rest, moment *m)
{
    static const char NAMES[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    lec_str word = lec_str_slice(take_word(rest), 0, 3);
    for (m->month = 1; m->month <= 12 && word.len == 3; m->month++) {
        if (lec_str_equal_nocase(word, (lec_str){NAMES + (m->month - 1) * 3, 3})) {
            return true;
        }
    }
    return false;
}

/* ---- forms */

static bool is_day(const moment *m)
{
    return lec_date_exists(m->year, m->month, m->day);
}

/* "Tue, 24 Nov 2026 09:30:00 +0100"; the name of the day and the time may be missing, and the year
 * may have two digits. */
static bool read_mail(lec_str text, moment *m)
{
    *m = (moment){0};
    (void)take_word(&text);
    skip_spaces(&text);
    bool day = take_number(&text, 2, 1, 31, &m->day);
    (void)take_byte(&text, '-');
    skip_spaces(&text);
    bool month = day && take_month(&text, m);
    (void)take_byte(&text, '-');
    skip_spaces(&text);
    if (!month || !take_number(&text, 4, 0, 9999, &m->year)) {
        return false;
    }
    m->year += m->year < 50 ? 2000 : m->year < 1000 ? 1900 : 0;
    skip_spaces(&text);
    if (take_time(&text, m)) {
        take_zone(&text, m);
    }
    return is_day(m);
}

/* "2026-11-24", "2026-11-24T09:30:00Z" */
static bool read_iso(lec_str text, moment *m)
{
    *m = (moment){0};
    if (!take_number(&text, 4, 1000, 9999, &m->year) || !take_byte(&text, '-') ||
        !take_number(&text, 2, 1, 12, &m->month) || !take_byte(&text, '-') ||
        !take_number(&text, 2, 1, 31, &m->day) || !is_day(m)) {
        return false;
    }
    if ((take_byte(&text, 'T') || take_byte(&text, ' ')) && take_time(&text, m)) {
        take_zone(&text, m);
    }
    return true;
}

static lec_str write_iso(lec_arena *arena, const moment *m)
{
    if (!m->timed) {
        return lec_arena_printf(arena, "%04ld-%02ld-%02ld", m->year, m->month, m->day);
    }
    long east = m->zone < 0 ? -m->zone : m->zone;
    lec_str zone = !m->zoned   ? LEC_STR("")
                   : east == 0 ? LEC_STR("Z")
                               : lec_arena_printf(arena, "%c%02ld:%02ld", m->zone < 0 ? '-' : '+',
                                                  east / 60, east % 60);
    return lec_arena_printf(arena, "%04ld-%02ld-%02ldT%02ld:%02ld:%02ld%.*s", m->year, m->month,
                            m->day, m->hour, m->minute, m->second, LEC_ARG(zone));
}

lec_str lec_feed_date(lec_arena *arena, lec_str text)
{
    moment m;
    text = lec_str_trim(text);
    return read_iso(text, &m) || read_mail(text, &m) ? write_iso(arena, &m) : LEC_STR("");
}

/* Days since 1970-01-01 in the Gregorian calendar: a year begins in March, so that the day that
 * leap years add is its last. */
static int64_t days_of(const moment *m)
{
    int64_t year = m->month > 2 ? m->year : m->year - 1;
    int64_t month = (m->month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + m->day - 1 -
           719468;
}

int64_t lec_feed_seconds(lec_str date)
{
    moment m;
    if (!read_iso(date, &m)) {
        return 0;
    }
    return days_of(&m) * 86400 + m.hour * 3600 + m.minute * 60 + m.second - m.zone * 60;
}
