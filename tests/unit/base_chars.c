/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

/* What a letter of each script is, and whether its words have spaces between them. */
static void scripts_with_and_without_spaces(void **state)
{
    (void)state;
    static const uint32_t without[] = {
        0x0E01, 0x0E81, 0x0F40, 0x1000, 0x1780, 0x1950, 0x1A20, 0x3002, 0x3042, 0x30A2,  0x3105,
        0x31F0, 0x3400, 0x4E00, 0x9FFF, 0xA000, 0xAA80, 0xF900, 0xFF0C, 0xFF71, 0x1B001, 0x20000,
    };
    static const uint32_t with[] = {
        'a',    0xE9,   0x0416, 0x05D0, 0x0628, 0x0915, 0x10D0, 0x1100, 0x1200,
        0x3000, 0x3131, 0x3200, 0x3260, 0xAC00, 0xD55C, 0xD7A3, 0xFFA1, 0x1F600,
    };
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        assert_true(lec_char_is_unspaced(without[i]));
    }
    for (size_t i = 0; i < sizeof with / sizeof with[0]; i++) {
        assert_false(lec_char_is_unspaced(with[i]));
    }
}

static void marks_end_sentences_in_any_script(void **state)
{
    (void)state;
    static const uint32_t ends[] = {0x0589, 0x061F, 0x06D4, 0x0964,  0x1362,  0x203D,
                                    0x3002, 0xFF01, 0xFF61, 0x11047, 0x1DA88, 0xA60E};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        assert_true(lec_char_ends_sentence(ends[i]) && lec_char_is_terminal(ends[i]));
    }
    for (const char *at = ".!?"; *at; at++) {
        assert_true(lec_char_ends_sentence((uint32_t)*at));
        assert_false(lec_char_is_terminal((uint32_t)*at));
    }
    assert_true(lec_char_ends_sentence(0x2026) && !lec_char_is_terminal(0x2026));
    assert_false(lec_char_ends_sentence(',') || lec_char_ends_sentence(0x3001));
}

static void ornaments_say_nothing(void **state)
{
    (void)state;
    lec_str ornaments = LEC_STR("#*-=_|~·–—•⁂─═■●★☆✦❦");
    for (size_t at = 0; at < ornaments.len;) {
        lec_char c = lec_utf8_at(ornaments, at);
        assert_true(lec_char_is_ornament(c.code));
        assert_false(lec_char_is_letter(c.code) || lec_char_ends_sentence(c.code));
        at += c.len;
    }
    assert_false(lec_char_is_ornament('.') || lec_char_is_ornament('"') ||
                 lec_char_is_ornament(0x2010));
}

static void a_table_is_searched_to_its_ends(void **state)
{
    (void)state;
    static const lec_range table[] = {{2, 2}, {4, 6}, {8, UINT32_MAX}};
    static const bool expected[] = {false, false, true, false, true, true, true, false, true, true};
    for (uint32_t code = 0; code < 10; code++) {
        assert_int_equal(LEC_AMONG(table, code), expected[code]);
    }
    assert_true(LEC_AMONG(table, UINT32_MAX));
    assert_false(lec_char_among(table, 0, 2));
}

static void spaces_are_skipped_both_ways(void **state)
{
    (void)state;
    lec_str text = LEC_STR("a \xE3\x80\x80\xC2\xA0 b ");
    assert_int_equal(lec_spaces_end(text, 0), 0);
    assert_int_equal(lec_spaces_end(text, 1), 8);
    assert_int_equal(lec_spaces_end(text, 9), 10);
    assert_int_equal(lec_spaces_end(text, 10), 10);
    assert_int_equal(lec_spaces_start(text, 8), 1);
    assert_int_equal(lec_spaces_start(text, 1), 1);
    assert_int_equal(lec_spaces_start(text, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_with_and_without_spaces),
        cmocka_unit_test(marks_end_sentences_in_any_script),
        cmocka_unit_test(ornaments_say_nothing),
        cmocka_unit_test(a_table_is_searched_to_its_ends),
        cmocka_unit_test(spaces_are_skipped_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
