/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding sentences takes time in proportion to the text, whatever is in it. No clock tells: the
 * segmenter is compiled here once more, with a count of the characters that it looks at.
 */
#define lec_sentence_length counted_sentence_length
#define lec_utf8_at         counted_utf8_at
#define lec_utf8_before     counted_utf8_before
/* NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "script/sentence.c"
#undef lec_utf8_at
#undef lec_utf8_before
lec_char lec_utf8_at(lec_str s, size_t at);
lec_char lec_utf8_before(lec_str s, size_t at);

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena, scratch;
static uint64_t looks;

lec_char counted_utf8_at(lec_str s, size_t at)
{
    looks++;
    return lec_utf8_at(s, at);
}

lec_char counted_utf8_before(lec_str s, size_t at)
{
    looks++;
    return lec_utf8_before(s, at);
}

static uint64_t count_looks(const lec_rules *rules, lec_str text)
{
    looks = 0;
    for (size_t at = 0; at < text.len;) {
        at += counted_sentence_length(rules, lec_str_slice(text, at, text.len));
    }
    return looks;
}

/* `head` once, then `times` of each of two pieces, one after the other. */
static lec_str hostile(const char *const pieces[3], size_t times)
{
    lec_buf buf = {.arena = &arena};
    lec_buf_add(&buf, lec_str_of(pieces[0]));
    for (size_t i = 0; i < times; i++) {
        lec_buf_add(&buf, lec_str_of(pieces[1]));
    }
    for (size_t i = 0; i < times; i++) {
        lec_buf_add(&buf, lec_str_of(pieces[2]));
    }
    return lec_buf_str(&buf);
}

static const char *const texts[][3] = {
    {"", ".", ""},
    {"", ". ", ""},
    {"", "\"", ". a"},
    {"", "(", "a. b "},
    {"", "(a. ", ""},
    {"x (", "a. b ", ""},
    {"x (", "A. The ", ")"},
    {"", ".)", ""},
    {"", "a.", ""},
    {"", "A. ", ""},
    {"", "x", " mr. Mr."},
    {"x", " ", ". a"},
    {"", "x. ", "Mr. "},
    {"", "- . ", ""},
    {"", "a.[", ""},
    {"", "a.[1] ", ""},
    {"5", " ", "ft. 5 ft. 6"},
    {"", "?! \"", ""},
    {"", "。", "“"},
    {"", "x? \"A B C D ", ""},
    {"", "a. — ", ""},
    {"", "… ", "\" "},
    {"", "1.", "1. "},
    {"x", ".", " "},
};

static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    const lec_rules *rules = NULL;
    lec_error error = {0};
    assert_int_equal(lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en"), &rules, &error),
                     LEC_OK);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uint64_t few = count_looks(rules, hostile(texts[i], 5000));
        uint64_t many = count_looks(rules, hostile(texts[i], 40000));
        if (many > few * 8 + few / 2) {
            fail_msg("\"%s%s%s\": %lu looks, %lu at eight times the length", texts[i][0],
                     texts[i][1], texts[i][2], (unsigned long)few, (unsigned long)many);
        }
    }
}

static void ordinary_text_is_hardly_looked_at(void **state)
{
    (void)state;
    const lec_rules *rules = NULL;
    lec_error error = {0};
    assert_int_equal(lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en"), &rules, &error),
                     LEC_OK);
    static const char *const plain[] = {"", "The ferry left the harbour before anybody woke. ", ""};
    lec_str text = hostile(plain, 1000);
    assert_in_range(count_looks(rules, text), 1000, text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_texts_take_linear_time),
        cmocka_unit_test(ordinary_text_is_hardly_looked_at),
    };
    lec_error error = {0};
    if (lec_arena_init(&arena, 0, &error) != LEC_OK ||
        lec_arena_init(&scratch, 0, &error) != LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return failed;
}
