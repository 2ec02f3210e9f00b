/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../support/documents.h"
#include "base/error.h"
#include "base/utf8.h"
#include "script/marks.h"
#include "script/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena, scratch;

static const lec_rules *rules_of(const char *lang)
{
    lec_error error = {0};
    const lec_rules *rules = NULL;
    assert_int_equal(
        lec_rules_load(&arena, scratch, "voices", NULL, lec_str_of(lang), &rules, &error), LEC_OK);
    return rules;
}

static lec_speech_line read_as(const lec_rules *rules, const char *display)
{
    lec_speech_line line = {.display = lec_str_of(display)};
    lec_reader reader = {.arena = &arena, .scratch = scratch};
    assert_true(lec_reading_make(&reader, rules, (lec_span){0, line.display.len}, &line));
    return line;
}

/* Readings ascend, stay inside, and what lies between them is the same on both sides. */
static void check_alignment(const lec_speech_line *line)
{
    lec_span before = {0, 0};
    for (uint32_t i = 0; i <= line->reading_count; i++) {
        lec_reading end = {.display = {line->display.len, line->display.len},
                           .spoken = {line->spoken.len, line->spoken.len}};
        const lec_reading *r = i < line->reading_count ? &line->readings[i] : &end;
        assert_true(r->display.start >= before.start && r->spoken.start >= before.end);
        assert_true(r->display.start <= r->display.end && r->display.end <= line->display.len);
        assert_true(r->spoken.start <= r->spoken.end && r->spoken.end <= line->spoken.len);
        lec_str same = lec_str_slice(line->display, before.start, r->display.start);
        assert_true(lec_str_equal(same, lec_str_slice(line->spoken, before.end, r->spoken.start)));
        before = (lec_span){r->display.end, r->spoken.end};
    }
}

static const struct {
    const char *lang, *display, *spoken;
    const char *rules; /* of the readings, in order */
} cases[] = {
    {"en", "Nothing departs here.", "Nothing departs here.", ""},
    {"en", "Use fruit, e.g. pears.", "Use fruit, for example pears.", "abbreviation "},
    {"en", "E.g. pears, i.e., fruit.", "for example pears, that is, fruit.",
     "abbreviation abbreviation "},
    {"en", "Leeds vs. York", "Leeds versus York", "abbreviation "},
    {"en", "(vs. York)", "(versus York)", "abbreviation "},
    {"en", "Salt & vinegar w/o chips", "Salt and vinegar without chips",
     "abbreviation abbreviation "},
    {"en", "AT&T and R&D", "AT&T and R&D", ""},
    {"en", "As Price et al. (2019) show", "As Price and others (2019) show", "abbreviation "},
    {"en", "Sen. Winter spoke.", "Senator Winter spoke.", "abbreviation "},
    {"en", "It is a small sen. coin.", "It is a small sen. coin.", ""},
    {"en", "On Jan. 5 and in Jan. only", "On January 5 and in Jan. only", "abbreviation "},
    {"en", "We live at No. 10.", "We live at number 10.", "abbreviation "},
    {"en", "He said No.", "He said No.", ""},
    {"en", "He is 6 ft. 2 in. tall.", "He is 6 feet 2 inches tall.", "abbreviation abbreviation "},
    {"en", "The 30 sec. in sec. 4", "The 30 seconds in section 4", "abbreviation abbreviation "},
    {"en", "The Main St. Bridge", "The Main St Bridge", "abbreviation-stop "},
    {"en", "Dr. Quill left.", "Dr Quill left.", "abbreviation-stop "},
    {"en", "The U.S. Senate met.", "The U.S Senate met.", "abbreviation-stop "},
    {"en", "J. R. R. Tolkien wrote.", "J R R Tolkien wrote.",
     "abbreviation-stop abbreviation-stop abbreviation-stop "},
    {"en", "Samuel A. Lee wrote.", "Samuel A- Lee wrote.", "abbreviation "},
    {"en", "They left the U.S.", "They left the U.S.", ""},
    {"en", "They paid Harrow Corp.", "They paid Harrow Corporation.", "abbreviation "},
    {"en", "\"They paid Harrow Corp.\"", "\"They paid Harrow Corporation.\"", "abbreviation "},
    {"en", "He went home. Then (as ever) he slept.", "He went home. Then (as ever) he slept.", ""},
    {"en",
     "so\xC2\xAD"
     "ft hy\xC2\xADphens",
     "soft hyphens", "unspeakable unspeakable "},
    {"en", "a\xEE\x80\x80z\xEF\xBF\xBDz", "azz", "unspeakable unspeakable "},
    {"en", "a\x01z", "az", "unspeakable "},
    {"en", "It was *over* and **done.**", "It was over and done.",
     "emphasis emphasis emphasis emphasis "},
    {"en", "(_This_) is 5***3 or 5 * 3, snake_case.", "(This) is 5***3 or 5 * 3, snake_case.",
     "emphasis emphasis "},
    {"de", "Obst, z. B. Birnen", "Obst, zum Beispiel Birnen", "abbreviation "},
    {"de", "Am 3. Oktober", "Am 3. Oktober", ""},
    {"fr", "M. Dupont et Mme Leroy", "Monsieur Dupont et Madame Leroy",
     "abbreviation abbreviation "},
    {"es", "Viajó a EE. UU. ayer", "Viajó a Estados Unidos ayer", "abbreviation "},
    {"xx", "Use e.g. pears", "Use e.g. pears", ""},
};

static void readings_are_as_the_tables_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lec_speech_line line = read_as(rules_of(cases[i].lang), cases[i].display);
        lec_buf names = {.arena = &arena};
        for (uint32_t k = 0; k < line.reading_count; k++) {
            lec_buf_printf(&names, "%s ", line.readings[k].rule);
        }
        if (!lec_str_equal(line.spoken, lec_str_of(cases[i].spoken)) ||
            !lec_str_equal(lec_buf_str(&names), lec_str_of(cases[i].rules))) {
            fail_msg("\"%s\" is read \"%.*s\" by %.*s", cases[i].display, LEC_ARG(line.spoken),
                     LEC_ARG(lec_buf_str(&names)));
        }
        check_alignment(&line);
    }
}

static void what_is_the_same_is_not_copied(void **state)
{
    (void)state;
    lec_speech_line line = read_as(rules_of("en"), "Nothing departs here.");
    assert_ptr_equal(line.spoken.ptr, line.display.ptr);
    assert_null(line.readings);
}

/* Longest run of characters without white space, and of digits. */
static void longest(lec_str s, size_t *run, size_t *digits)
{
    size_t r = 0, d = 0;
    *run = *digits = 0;
    for (size_t at = 0; at < s.len;) {
        lec_char c = lec_utf8_at(s, at);
        r = c.code == ' ' ? 0 : r + 1;
        d = lec_char_is_digit(c.code) ? d + 1 : 0;
        *run = r > *run ? r : *run;
        *digits = d > *digits ? d : *digits;
        at += c.len;
    }
}

static void long_words_are_broken(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        size_t times, words;
    } long_words[] = {{"s'", 100, 4}, {"x", 50, 1}, {"x", 51, 2}, {"é", 120, 3}, {"7", 95, 4}};
    for (size_t i = 0; i < sizeof long_words / sizeof long_words[0]; i++) {
        lec_buf buf = {.arena = &arena};
        for (size_t k = 0; k < long_words[i].times; k++) {
            lec_buf_add(&buf, lec_str_of(long_words[i].piece));
        }
        lec_buf_byte(&buf, '\0');
        lec_speech_line line = read_as(rules_of("en"), buf.ptr);
        size_t run, digits;
        longest(line.spoken, &run, &digits);
        assert_in_range(run, 1, 50);
        assert_in_range(digits, 0, 30);
        assert_int_equal(line.reading_count, long_words[i].words - 1);
        check_alignment(&line);
    }
}

static void combining_marks_stay_with_their_letter(void **state)
{
    (void)state;
    lec_buf buf = {.arena = &arena};
    for (int k = 0; k < 60; k++) {
        lec_buf_add(&buf, LEC_STR("e\xCC\x81"));
    }
    lec_buf_byte(&buf, '\0');
    lec_speech_line line = read_as(rules_of("en"), buf.ptr);
    assert_true(line.reading_count >= 1);
    for (size_t at = 0; at < line.spoken.len; at++) {
        if (line.spoken.ptr[at] == ' ') {
            assert_int_equal(line.spoken.ptr[at + 1], 'e');
        }
    }
}

static void spoken_bytes_map_back(void **state)
{
    (void)state;
    lec_speech_line line = read_as(rules_of("en"), "An e.g. of Dr. Quill.");
    assert_true(lec_str_equal(line.spoken, LEC_STR("An for example of Dr Quill.")));
    static const struct {
        size_t spoken, start, end;
    } places[] = {{0, 0, 1},    {3, 3, 7},    {13, 3, 7},   {14, 7, 8},  {15, 8, 9},
                  {19, 12, 13}, {20, 14, 15}, {26, 20, 21}, {27, 21, 21}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        lec_span is = lec_speech_line_display(&line, places[i].spoken);
        assert_int_equal(is.start, places[i].start);
        assert_int_equal(is.end, places[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_are_as_the_tables_say),
        cmocka_unit_test(what_is_the_same_is_not_copied),
        cmocka_unit_test(long_words_are_broken),
        cmocka_unit_test(combining_marks_stay_with_their_letter),
        cmocka_unit_test(spoken_bytes_map_back),
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
