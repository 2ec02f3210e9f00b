/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of ISO 8601, and what only looks like one. */
#include "base/date.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static void days_exist_or_not(void **state)
{
    (void)state;
    assert_true(lec_date_exists(2024, 2, 29));
    assert_true(lec_date_exists(2000, 2, 29));
    assert_true(lec_date_exists(2023, 12, 31));
    assert_false(lec_date_exists(2023, 2, 29));
    assert_false(lec_date_exists(1900, 2, 29));
    assert_false(lec_date_exists(2024, 4, 31));
    assert_false(lec_date_exists(2024, 0, 1));
    assert_false(lec_date_exists(2024, 13, 1));
    assert_false(lec_date_exists(2024, 1, 0));
    assert_false(lec_date_exists(-1, 1, 1));
    assert_false(lec_date_exists(10000, 1, 1));
}

typedef struct row {
    const char *text;
    size_t length;
} row;

static void expect(const row *rows, size_t count, size_t (*measure)(lec_str))
{
    for (size_t i = 0; i < count; i++) {
        size_t length = measure(lec_str_of(rows[i].text));
        if (length != rows[i].length) {
            print_message("%s\n", rows[i].text);
        }
        assert_int_equal(length, rows[i].length);
    }
}

static void dates_have_a_length(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"2024", 4},       {"2024-05", 7},    {"2024-05-01", 10}, {"2024-05-01T99:99", 10},
        {"2024-05 x", 7},  {"", 0},           {"202", 0},         {"20245", 0},
        {"2024-", 0},      {"2024-5", 0},     {"2024-13", 0},     {"2024-00", 0},
        {"2024-05-", 0},   {"2024-05-1", 0},  {"2024-05-011", 0}, {"2024-02-31", 0},
        {"2023-02-29", 0}, {"2024-05-00", 0}, {"+024-05-01", 0},  {"2024-+5-01", 0},
    };
    expect(ROWS, sizeof ROWS / sizeof *ROWS, lec_date_length);
}

static void times_have_a_length(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"08:30", 5},         {"23:59:60", 8},
        {"08:30:15.250", 12}, {"08:30Z", 6},
        {"08:30+01", 8},      {"08:30-0930", 10},
        {"08:30+01:00", 11},  {"08:30:15.2Z", 11},
        {"08:30 o'clock", 5}, {"", 0},
        {"8:30", 0},          {"08", 0},
        {"08:3", 0},          {"24:00", 0},
        {"99:99", 0},         {"08:60", 0},
        {"08:300", 0},        {"08:30:61", 0},
        {"08:30:", 0},        {"08:30+15", 0},
        {"08:30+01:60", 0},   {"08:30+0160", 0},
        {"08:30+1", 0},       {"08:30+9999", 0},
    };
    expect(ROWS, sizeof ROWS / sizeof *ROWS, lec_time_length);
}

static void a_date_is_taken_with_its_time(void **state)
{
    (void)state;
    static const struct {
        const char *text, *date;
    } rows[] = {
        {"2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"},
        {"2024-05-01T10:00+01:00 ", "2024-05-01T10:00+01:00"},
        {"2024-05-01 10:00", "2024-05-01"},
        {"2024-05-01T99:99", "2024-05-01"},
        {"2024-05-01T10:00pm", "2024-05-01"},
        {"2024-05", "2024-05"},
        {"2024", "2024"},
        {"2024 or so", ""},
        {"2024-05-01x", ""},
        {"2024-02-31T10:00", ""},
        {"soon", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lec_str date = lec_date_of(lec_str_of(rows[i].text));
        if (!lec_str_equal(date, lec_str_of(rows[i].date))) {
            print_message("%s\n", rows[i].text);
        }
        assert_true(lec_str_equal(date, lec_str_of(rows[i].date)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_exist_or_not),
        cmocka_unit_test(dates_have_a_length),
        cmocka_unit_test(times_have_a_length),
        cmocka_unit_test(a_date_is_taken_with_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
