/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

#define assert_str(actual, expected)                                                               \
    do {                                                                                           \
        lec_str s_ = (actual);                                                                     \
        assert_int_equal(s_.len, strlen(expected));                                                \
        assert_memory_equal(s_.ptr, expected, s_.len);                                             \
    } while (0)

static void slices_stay_inside(void **state)
{
    (void)state;
    lec_str s = LEC_STR("abcdef");
    assert_str(lec_str_slice(s, 2, 4), "cd");
    assert_str(lec_str_slice(s, 4, 99), "ef");
    assert_str(lec_str_slice(s, 99, 100), "");
    assert_str(lec_str_slice(s, 3, 1), "");
    assert_int_equal(lec_str_slice((lec_str){0}, 0, 5).len, 0);
}

static void comparing(void **state)
{
    (void)state;
    assert_true(lec_str_equal((lec_str){0}, LEC_STR("")));
    assert_false(lec_str_equal(LEC_STR("a"), LEC_STR("A")));
    assert_true(lec_str_equal_nocase(LEC_STR(".WaV"), LEC_STR(".wAv")));
    assert_false(lec_str_equal_nocase(LEC_STR("["), LEC_STR("{")));
    assert_true(lec_str_compare(LEC_STR("ab"), LEC_STR("abc")) < 0);
    assert_true(lec_str_compare(LEC_STR("b"), LEC_STR("abc")) > 0);
    assert_int_equal(lec_str_compare(LEC_STR("x"), LEC_STR("x")), 0);
    assert_true(lec_str_starts(LEC_STR("abc"), LEC_STR("ab")));
    assert_false(lec_str_starts(LEC_STR("a"), LEC_STR("ab")));
    assert_true(lec_str_ends(LEC_STR("abc"), LEC_STR("bc")));
    assert_false(lec_str_ends(LEC_STR("c"), LEC_STR("bc")));
}

static void cutting(void **state)
{
    (void)state;
    lec_cut cut = lec_str_cut(LEC_STR("key=value=more"), '=');
    assert_true(cut.found);
    assert_str(cut.head, "key");
    assert_str(cut.tail, "value=more");
    cut = lec_str_cut(LEC_STR("none"), '=');
    assert_false(cut.found);
    assert_str(cut.head, "none");
    assert_str(cut.tail, "");
    assert_str(lec_str_trim(LEC_STR(" \t a b \r\n")), "a b");
    assert_str(lec_str_trim(LEC_STR(" \n ")), "");
}

static void numbers_are_whole_and_in_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        long value;
    } cases[] = {
        {"0", true, 0},
        {"42", true, 42},
        {"-5", true, -5},
        {"100", true, 100},
        {"101", false, 0},
        {"-11", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"4 2", false, 0},
        {"0x10", false, 0},
        {"1e1", false, 0},
        {"+1", false, 0},
        {"99999999999999999999", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        long value = 77;
        assert_int_equal(lec_str_to_long(lec_str_of(cases[i].text), -10, 100, &value),
                         cases[i].good);
        assert_int_equal(value, cases[i].good ? cases[i].value : 77);
    }
}

static void utf8_is_checked_as_rfc_3629_says(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t valid; /* length of the valid prefix */
    } cases[] = {
        {"plain", 5},
        {"\xC3\xA9t\xC3\xA9", 5},
        {"\xE2\x82\xAC\xF0\x9F\x98\x80", 7},
        {"a\x80", 1},                /* a continuation byte alone */
        {"a\xC3", 1},                /* cut short */
        {"a\xE2\x82", 1},            /* cut short */
        {"\xC0\xAF", 0},             /* overlong, two bytes */
        {"\xE0\x80\xAF", 0},         /* overlong, three bytes */
        {"\xF0\x80\x80\xAF", 0},     /* overlong, four bytes */
        {"\xED\xA0\x80", 0},         /* a surrogate */
        {"\xED\x9F\xBF", 3},         /* the last one before them */
        {"\xF4\x8F\xBF\xBF", 4},     /* U+10FFFF */
        {"\xF4\x90\x80\x80", 0},     /* beyond it */
        {"\xF8\x88\x80\x80\x80", 0}, /* five bytes */
        {"\xFF", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(lec_utf8_valid(lec_str_of(cases[i].bytes)), cases[i].valid);
    }
}

static void utf8_walks_both_ways(void **state)
{
    (void)state;
    lec_str s = LEC_STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const uint32_t codes[] = {'a', 0xE9, 0x20AC, 0x1F600};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        lec_char c = lec_utf8_at(s, at);
        assert_int_equal(c.code, codes[i]);
        at += c.len;
        assert_int_equal(lec_utf8_before(s, at).code, codes[i]);
        char bytes[4];
        assert_int_equal(lec_utf8_encode(codes[i], bytes), c.len);
        assert_memory_equal(bytes, s.ptr + at - c.len, c.len);
    }
    assert_int_equal(lec_utf8_at(s, at).len, 0);
    assert_int_equal(lec_utf8_before(s, 0).len, 0);
    assert_int_equal(lec_utf8_count(s), 4);
    assert_str(lec_utf8_first(s, 2), "a\xC3\xA9");
    assert_int_equal(lec_utf8_first(s, 9).len, s.len);
}

static void characters_have_kinds(void **state)
{
    (void)state;
    assert_true(lec_char_is_upper(0x0416) && lec_char_is_letter(0x0416)); /* Ж */
    assert_true(lec_char_is_lower(0x00DF) && !lec_char_is_upper(0x00DF)); /* ß */
    assert_true(lec_char_is_letter(0x4E2D) && !lec_char_is_lower(0x4E2D));
    assert_true(lec_char_is_digit(0x0966)); /* Devanagari zero */
    assert_false(lec_char_is_digit('x') || lec_char_is_letter('3') || lec_char_is_letter('.'));
    assert_true(lec_char_is_control(0x1B) && lec_char_is_control(0x9B));
    assert_false(lec_char_is_control('\n') || lec_char_is_control('\t'));
    assert_true(lec_char_is_bidi(0x202E) && lec_char_is_bidi(0x2066));
    assert_false(lec_char_is_bidi(0x200D)); /* joins emoji and Indic letters */
    assert_true(lec_char_is_space(0xA0) && lec_char_is_space(0x3000));
    assert_false(lec_char_is_space(0x200B) || lec_char_is_letter(LEC_CHAR_INVALID));
}

static void what_is_printed_steers_no_terminal(void **state)
{
    (void)state;
    char out[64];
    lec_printable(LEC_STR("\x1B[31mred\x07 caf\xC3\xA9 \xE2\x80\xAE \xFF\n"), out, sizeof out);
    assert_string_equal(out, "\\u{001B}[31mred\\u{0007} caf\xC3\xA9 \\u{202E} \\xFF\\u{000A}");
    char small[5];
    lec_printable(LEC_STR("abc\xC3\xA9"), small, sizeof small);
    assert_string_equal(small, "abc"); /* never half a character */
    lec_printable(LEC_STR("\x1B"), small, sizeof small);
    assert_string_equal(small, "");
}

static void the_first_failure_wins(void **state)
{
    (void)state;
    lec_error error = {0};
    assert_int_equal(lec_fail_at(&error, LEC_DATA, LEC_STR("a\nb"), 3, 4, "bad %s", "\x1B"),
                     LEC_DATA);
    assert_int_equal(lec_fail(&error, LEC_IO, "later"), LEC_IO);
    assert_int_equal(error.status, LEC_DATA);
    assert_string_equal(error.message, "bad \\u{001B}");
    assert_string_equal(error.source, "a\\u{000A}b");
    assert_int_equal(error.line, 3);
    assert_int_equal(lec_fail(NULL, LEC_IO, "nobody listens"), LEC_IO);
}

static void messages_are_cut_at_a_character(void **state)
{
    (void)state;
    char text[2000];
    for (size_t i = 0; i + 2 < sizeof text; i += 2) {
        memcpy(text + i, "\xC3\xA9", 2);
    }
    text[sizeof text - 1] = text[sizeof text - 2] = '\0';
    lec_error error = {0};
    (void)lec_fail(&error, LEC_DATA, "x%s", text);
    lec_str kept = lec_str_of(error.message);
    assert_int_equal(kept.len, LEC_ERROR_MESSAGE_MAX - 1);
    assert_int_equal(lec_utf8_valid(kept), kept.len);
}

static void places_count_lines_and_characters(void **state)
{
    (void)state;
    lec_str text = LEC_STR("ab\r\nc\xC3\xA9x\ry\nz");
    static const struct {
        size_t offset, line, column;
    } cases[] = {{0, 1, 1}, {1, 1, 2}, {4, 2, 1}, {7, 2, 3}, {9, 3, 1}, {11, 4, 1}, {99, 4, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lec_place place = lec_place_of(text, cases[i].offset);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
    }
}

static void statuses_are_listed_once_and_in_order(void **state)
{
    (void)state;
    size_t count;
    const lec_status_info *list = lec_status_list(&count);
    assert_int_equal(count, 11);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || list[i].status > list[i - 1].status);
        assert_true(strlen(list[i].name) > 0 && strlen(list[i].meaning) > 0);
    }
}

static void tables_have_rows_and_places(void **state)
{
    (void)state;
    lec_table table = {.name = LEC_STR("t.tsv"),
                       .rest = LEC_STR("# comment\n\nDr.\ttitle\r\n  # too\na\tb\tc\nlast\t")};
    lec_row row;
    lec_error error = {0};
    assert_int_equal(lec_table_next(&table, 2, 3, &row, &error), LEC_OK);
    assert_int_equal(row.count, 2);
    assert_int_equal(row.line, 3);
    assert_str(row.cells[1], "title");
    assert_int_equal(lec_table_next(&table, 2, 3, &row, &error), LEC_OK);
    assert_int_equal(row.count, 3);
    assert_int_equal(lec_table_next(&table, 2, 3, &row, &error), LEC_OK);
    assert_str(row.cells[1], "");
    assert_int_equal(lec_table_next(&table, 2, 3, &row, &error), LEC_OK);
    assert_int_equal(row.count, 0);
}

static void bad_tables_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line, column;
    } cases[] = {{"a\tb\nc\n", 2, 1}, {"a\tb\tc\td\te\n", 1, 1}, {"# \n\xC3\xA9x\xFF\tb\n", 2, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lec_table table = {.name = LEC_STR("t.tsv"), .rest = lec_str_of(cases[i].text)};
        lec_row row;
        lec_error error = {0};
        lec_status status;
        do {
            status = lec_table_next(&table, 2, 2, &row, &error);
        } while (status == LEC_OK && row.count);
        assert_int_equal(status, LEC_DATA);
        assert_string_equal(error.source, "t.tsv");
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(error.column, cases[i].column);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_stay_inside),
        cmocka_unit_test(comparing),
        cmocka_unit_test(cutting),
        cmocka_unit_test(numbers_are_whole_and_in_range),
        cmocka_unit_test(utf8_is_checked_as_rfc_3629_says),
        cmocka_unit_test(utf8_walks_both_ways),
        cmocka_unit_test(characters_have_kinds),
        cmocka_unit_test(what_is_printed_steers_no_terminal),
        cmocka_unit_test(the_first_failure_wins),
        cmocka_unit_test(messages_are_cut_at_a_character),
        cmocka_unit_test(places_count_lines_and_characters),
        cmocka_unit_test(statuses_are_listed_once_and_in_order),
        cmocka_unit_test(tables_have_rows_and_places),
        cmocka_unit_test(bad_tables_say_where),
    };
    return cmocka_run_group_tests_name("base_text", tests, NULL, NULL);
}
