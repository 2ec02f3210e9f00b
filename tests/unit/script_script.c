/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../support/documents.h"
#include "base/error.h"
#include "base/utf8.h"
#include "script/marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena, scratch;
static const lec_rules *english;

static lec_script_input input_of(lec_str text)
{
    lec_document *document = LEC_NEW(&arena, 1, lec_document);
    assert_non_null(document);
    assert_true(document_of(&arena, text, document));
    return (lec_script_input){.document = document, .rules = english, .lang = LEC_STR("en")};
}

static lec_script write_script(const lec_script_input *inputs, size_t count, lec_chapter_mode mode)
{
    lec_error error = {0};
    lec_script script;
    if (lec_script_write(&arena, scratch, inputs, count, mode, &script, &error) != LEC_OK) {
        fail_msg("%s", error.message);
    }
    return script;
}

static lec_script script_of(lec_str text, lec_chapter_mode mode)
{
    lec_script_input input = input_of(text);
    return write_script(&input, 1, mode);
}

static void assert_script(lec_script script, const char *expected)
{
    lec_str is = script_text(&arena, &script);
    if (!lec_str_equal(is, lec_str_of(expected))) {
        fail_msg("expected:\n%s\nis:\n%.*s", expected, LEC_ARG(is));
    }
}

static lec_str repeated(const char *piece, size_t times)
{
    lec_buf buf = {.arena = &arena};
    for (size_t i = 0; i < times; i++) {
        lec_buf_add(&buf, lec_str_of(piece));
    }
    return lec_buf_str(&buf);
}

/* ---- lines and pauses */

static void structure_gives_the_pauses(void **state)
{
    (void)state;
    assert_script(script_of(LEC_STR("# The Ferry\n"
                                    "It sails. It sinks.\n"
                                    "- Rope\n"
                                    "## Why\n"
                                    "### Wind\n"
                                    "> It blew."),
                            LEC_CHAPTERS_NONE),
                  "pause head\nsay The Ferry\n"
                  "pause after-heading\nsay It sails.\npause sentence\nsay It sinks.\n"
                  "pause paragraph\nsay Rope\n"
                  "pause before-heading\nsay Why\n"
                  "pause before-heading\nsay Wind\n"
                  "pause after-heading\nsay It blew.\n"
                  "pause tail\n");
}

static void pauses_keep_their_bounds(void **state)
{
    (void)state;
    static const struct {
        lec_pause why;
        uint32_t min, max;
    } bounds[] = {
        {LEC_PAUSE_HEAD, 500, 500},
        {LEC_PAUSE_CLAUSE, 150, 350},
        {LEC_PAUSE_SENTENCE, 450, 700},
        {LEC_PAUSE_PARAGRAPH, 800, 1200},
        {LEC_PAUSE_BEFORE_HEADING, 1200, 1800},
        {LEC_PAUSE_AFTER_HEADING, 700, 1000},
        {LEC_PAUSE_STORY, 1800, 2000},
        {LEC_PAUSE_TAIL, 1000, 3000},
    };
    lec_buf long_sentence = {.arena = &arena};
    lec_buf_add(&long_sentence, LEC_STR("# T\nOne. "));
    lec_buf_add(&long_sentence, repeated("and so on, ", 60));
    lec_buf_add(&long_sentence, LEC_STR("ends.\nTwo. More.\n## H\nThree."));
    lec_script_input inputs[] = {input_of(lec_buf_str(&long_sentence)), input_of(LEC_STR("Four."))};
    lec_script script = write_script(inputs, 2, LEC_CHAPTERS_NONE);
    bool seen[LEC_PAUSES] = {false};
    for (size_t i = 0; i < script.line_count; i++) {
        if (script.lines[i].kind == LEC_LINE_PAUSE) {
            lec_pause_line pause = script.lines[i].pause;
            assert_int_equal(bounds[pause.why].why, pause.why);
            assert_in_range(pause.ms, bounds[pause.why].min, bounds[pause.why].max);
            seen[pause.why] = true;
        }
    }
    for (size_t i = 0; i < LEC_PAUSES; i++) {
        assert_true(seen[i]);
    }
}

static void roles_follow_the_blocks(void **state)
{
    (void)state;
    lec_script script = script_of(LEC_STR("# A\nB\n> C\n- D"), LEC_CHAPTERS_NONE);
    static const lec_role roles[] = {LEC_ROLE_HEADING, LEC_ROLE_STORY, LEC_ROLE_QUOTE,
                                     LEC_ROLE_LIST_ITEM};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(script.lines[2 * i + 1].speech.role, roles[i]);
        assert_int_equal(script.lines[2 * i + 1].speech.block, i);
    }
    assert_string_equal(lec_role_names()[LEC_ROLE_LIST_ITEM], "list-item");
    assert_string_equal(lec_chapter_mode_names()[LEC_CHAPTERS_AUTO], "auto");
}

/* ---- what is not spoken */

static void marks_alone_join_their_neighbour(void **state)
{
    (void)state;
    lec_script script = script_of(LEC_STR("* * * One. Two. — ***"), LEC_CHAPTERS_NONE);
    assert_script(script, "pause head\nsay One.\npause sentence\nsay Two.\npause tail\n");
    assert_true(lec_str_equal(script.lines[1].speech.display, LEC_STR("* * * One.")));
    const lec_speech_line *last = &script.lines[3].speech;
    assert_true(lec_str_equal(last->display, LEC_STR("Two. — ***")));
    assert_int_equal(last->reading_count, 1);
    assert_string_equal(last->readings[0].rule, "not-spoken");
    assert_int_equal(last->readings[0].display.start, 4);
}

static void a_picture_alone_is_spoken(void **state)
{
    (void)state;
    static const char *const pictures[] = {"😀", "🤔", "🚀", "🟠", "🥐", "🪐", "🇩🇪"};
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        lec_script script = script_of(lec_str_of(pictures[i]), LEC_CHAPTERS_NONE);
        assert_int_equal(script.line_count, 3);
        assert_true(lec_str_equal(script.lines[1].speech.spoken, lec_str_of(pictures[i])));
        assert_int_equal(script.lines[1].speech.reading_count, 0);
    }
}

static void lines_and_flowers_are_left_unsaid(void **state)
{
    (void)state;
    lec_script script = script_of(LEC_STR("─── One. ❦"), LEC_CHAPTERS_NONE);
    assert_script(script, "pause head\nsay One.\npause tail\n");
}

static void korean_lasts_as_long_as_its_syllables(void **state)
{
    (void)state;
    lec_line line = {.kind = LEC_LINE_SPEECH, .speech = {.spoken = LEC_STR("한국어는")}};
    uint32_t korean_ms = lec_line_estimate_ms(&line);
    line.speech.spoken = LEC_STR("漢字平仮");
    assert_int_equal(korean_ms, lec_line_estimate_ms(&line));
}

static void a_block_of_marks_is_a_line_without_words(void **state)
{
    (void)state;
    lec_script script = script_of(LEC_STR("***\nOne.\n* * *\nTwo.\n***"), LEC_CHAPTERS_STORY);
    assert_script(script, "say \nchapter 1 One.\npause head\nsay One.\nsay \n"
                          "pause paragraph\nsay Two.\nsay \npause tail\n");
    assert_int_equal(script.speech_count, 5);
    assert_int_equal(script.word_count, 2);
    assert_int_equal(lec_line_estimate_ms(&script.lines[0]), 0);
}

static void nothing_to_speak_is_refused(void **state)
{
    (void)state;
    lec_script_input input = input_of(LEC_STR("***\n—\n…"));
    lec_error error = {0};
    lec_script script;
    assert_int_equal(
        lec_script_write(&arena, scratch, &input, 1, LEC_CHAPTERS_AUTO, &script, &error), LEC_DATA);
    assert_string_equal(error.source, "made.txt");
    assert_non_null(strstr(error.message, "nothing to speak"));
}

/* ---- long sentences */

static void long_sentences_are_divided_at_clauses(void **state)
{
    (void)state;
    lec_buf buf = {.arena = &arena};
    lec_buf_add(&buf, repeated("and the boat went on ", 10));
    lec_buf_add(&buf, LEC_STR("until it rained; "));
    lec_buf_add(&buf, repeated("and, so it seemed, the boat went on ", 10));
    lec_script script = script_of(lec_buf_str(&buf), LEC_CHAPTERS_NONE);
    assert_int_equal(script.speech_count, 2);
    assert_true(lec_str_ends(script.lines[1].speech.display, LEC_STR("rained;")));
    assert_int_equal(script.lines[2].pause.why, LEC_PAUSE_CLAUSE);
    assert_true(script.lines[1].speech.opens_sentence);
    assert_false(script.lines[3].speech.opens_sentence);
    assert_int_equal(script.sentence_count, 1);
}

static void no_part_is_too_long_or_tiny(void **state)
{
    (void)state;
    static const char *const pieces[] = {"x", "é", "word ", "word, ", "中", "e\xCC\x81", "a-b—"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        for (size_t times = 60; times < 700; times += 37) {
            lec_script script = script_of(repeated(pieces[i], times), LEC_CHAPTERS_NONE);
            for (size_t k = 1; k < script.line_count; k += 2) {
                size_t characters = lec_utf8_count(script.lines[k].speech.display);
                assert_in_range(characters, script.speech_count > 1 ? 50 : 1, 400);
                uint32_t first = lec_utf8_at(script.lines[k].speech.display, 0).code;
                assert_false(lec_mark_clings(first));
            }
        }
    }
}

static void a_word_without_end_is_spoken(void **state)
{
    (void)state;
    lec_script script = script_of(repeated("x", 1000000), LEC_CHAPTERS_AUTO);
    assert_int_equal(script.speech_count, 2500);
    for (size_t i = 0; i < script.line_count; i++) {
        if (script.lines[i].kind == LEC_LINE_SPEECH) {
            lec_str spoken = script.lines[i].speech.spoken;
            assert_true(lec_str_find(spoken, ' ', 0) <= 50);
        }
    }
}

/* ---- every character is in a line */

static uint32_t random_state;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % limit;
}

static lec_str random_blocks(void)
{
    static const char *const pieces[] = {"One. ",
                                         "two ",
                                         "Dr. Quill ",
                                         "e.g. ",
                                         "— ",
                                         "***",
                                         "\n",
                                         "\n# H\n",
                                         "\n> Q ",
                                         "…",
                                         "\" ",
                                         "(",
                                         ") ",
                                         "xxxxxxxxxxxxxxxx",
                                         "U.S. The",
                                         "1. ",
                                         "5 ft. ",
                                         "中。",
                                         "\xC2\xAD",
                                         "\xC2\xA0",
                                         "and so it went on, ",
                                         "? ",
                                         "! ",
                                         "No. 5 ",
                                         "é",
                                         "1234567890",
                                         "\xEE\x80\x80",
                                         "A. Lee "};
    lec_buf buf = {.arena = &arena};
    for (uint32_t left = 1 + random_below(60); left > 0; left--) {
        lec_buf_add(&buf, lec_str_of(pieces[random_below(sizeof pieces / sizeof pieces[0])]));
        if (random_below(20) == 0) {
            lec_buf_add(&buf, repeated("and, ", 90));
        }
    }
    return lec_buf_str(&buf);
}

static bool is_blank(const char *from, const char *to)
{
    lec_str s = {from, (size_t)(to - from)};
    for (size_t at = 0; at < s.len;) {
        lec_char c = lec_utf8_at(s, at);
        if (!lec_char_is_space(c.code)) {
            return false;
        }
        at += c.len;
    }
    return true;
}

/* The speech lines of a block hold all of it but white space, in order. */
static void check_lines(const lec_script *script, const lec_document *document)
{
    const char *at = NULL;
    size_t block = SIZE_MAX;
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind != LEC_LINE_SPEECH) {
            continue;
        }
        lec_str display = line->speech.display;
        assert_true(display.len > 0);
        if (line->speech.block != block) {
            block = line->speech.block;
            at = document->blocks[block].text.ptr;
        }
        assert_true(at <= display.ptr && is_blank(at, display.ptr));
        at = display.ptr + display.len;
        lec_str text = document->blocks[block].text;
        bool last = i + 1 == script->line_count;
        for (size_t k = i + 1; k < script->line_count; k++) {
            if (script->lines[k].kind == LEC_LINE_SPEECH) {
                last = script->lines[k].speech.block != block;
                break;
            }
            last = true;
        }
        if (last) {
            assert_true(is_blank(at, text.ptr + text.len));
        }
        size_t spoken = line->speech.spoken.len;
        assert_true(spoken == 0 || lec_str_is_voiced(line->speech.spoken));
    }
}

/* Chapter or pause before each line that is heard; one pause between two, none before the others.
 */
static void check_order(const lec_script *script)
{
    size_t pauses = 0, chapters = 0;
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind == LEC_LINE_SPEECH && line->speech.spoken.len > 0) {
            assert_int_equal(pauses, 1);
            pauses = chapters = 0;
        }
        if (line->kind == LEC_LINE_CHAPTER) {
            assert_int_equal(chapters++ + pauses, 0);
            assert_in_range(lec_utf8_count(line->chapter.title), 1, LEC_CHAPTER_TITLE_MAX);
        }
        pauses += line->kind == LEC_LINE_PAUSE;
    }
    assert_int_equal(pauses, 1);
    assert_int_equal(script->lines[script->line_count - 1].pause.why, LEC_PAUSE_TAIL);
}

static void lines_hold_every_character(void **state)
{
    (void)state;
    random_state = 11;
    size_t spoken = 0;
    for (int round = 0; round < 1500; round++) {
        lec_arena before = arena;
        lec_script_input input = input_of(random_blocks());
        lec_error error = {0};
        lec_script script;
        lec_chapter_mode mode = (lec_chapter_mode)random_below(LEC_CHAPTER_MODES);
        lec_status status = lec_script_write(&arena, scratch, &input, 1, mode, &script, &error);
        if (status == LEC_OK) {
            check_lines(&script, input.document);
            check_order(&script);
            spoken++;
        } else {
            assert_int_equal(status, LEC_DATA);
        }
        arena.used = before.used;
    }
    assert_true(spoken > 1000);
}

/* ---- estimates and counts */

static void estimates_add_up(void **state)
{
    (void)state;
    lec_script script =
        script_of(LEC_STR("# A day\nIt rained, 24 hours long. It stopped."), LEC_CHAPTERS_AUTO);
    uint64_t sum = 0;
    for (size_t i = 0; i < script.line_count; i++) {
        sum += lec_line_estimate_ms(&script.lines[i]);
    }
    assert_int_equal(sum, script.estimate_ms);
    assert_int_equal(script.word_count, 9);
    assert_int_equal(script.sentence_count, 3);
    assert_int_equal(script.stories[0].word_count, 9);
    assert_int_equal(script.stories[0].sentence_count, 3);
    assert_int_equal(script.speech_count, 3);
    /* espeak-ng 1.51 takes 2.85 s for the three, and the pauses are 3.4 s */
    assert_in_range(script.estimate_ms, 5600, 6900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure_gives_the_pauses),
        cmocka_unit_test(pauses_keep_their_bounds),
        cmocka_unit_test(roles_follow_the_blocks),
        cmocka_unit_test(marks_alone_join_their_neighbour),
        cmocka_unit_test(a_picture_alone_is_spoken),
        cmocka_unit_test(lines_and_flowers_are_left_unsaid),
        cmocka_unit_test(korean_lasts_as_long_as_its_syllables),
        cmocka_unit_test(a_block_of_marks_is_a_line_without_words),
        cmocka_unit_test(nothing_to_speak_is_refused),
        cmocka_unit_test(long_sentences_are_divided_at_clauses),
        cmocka_unit_test(no_part_is_too_long_or_tiny),
        cmocka_unit_test(a_word_without_end_is_spoken),
        cmocka_unit_test(lines_hold_every_character),
        cmocka_unit_test(estimates_add_up),
    };
    lec_error error = {0};
    if (lec_arena_init(&arena, 0, &error) != LEC_OK ||
        lec_arena_init(&scratch, 0, &error) != LEC_OK ||
        lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en-GB"), &english, &error) !=
            LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return failed;
}
