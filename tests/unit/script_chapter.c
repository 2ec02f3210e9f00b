/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../support/documents.h"
#include "base/error.h"
#include "base/utf8.h"
#include "script/chapter.h"

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
    assert_int_equal(lec_script_write(&arena, scratch, inputs, count, mode, &script, &error),
                     LEC_OK);
    return script;
}

/* The chapters of a script, each as "LEVEL TITLE|WORDS|", with the first words that are heard. */
static lec_str chapters_of(const lec_script *script)
{
    lec_buf buf = {.arena = &arena};
    const lec_chapter_line *open = NULL;
    size_t count = 0;
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind == LEC_LINE_CHAPTER) {
            assert_null(open);
            open = &line->chapter;
            count++;
        } else if (line->kind == LEC_LINE_SPEECH && open) {
            lec_buf_printf(&buf, "%d %.*s|%.*s|", open->level, LEC_ARG(open->title),
                           LEC_ARG(lec_str_cut(line->speech.spoken, ' ').head));
            open = NULL;
        }
    }
    assert_int_equal(count, script->chapter_count);
    return lec_buf_str(&buf);
}

static void assert_chapters(const char *text, lec_chapter_mode mode, const char *expected)
{
    lec_script_input input = input_of(lec_str_of(text));
    lec_script script = write_script(&input, 1, mode);
    lec_str is = chapters_of(&script);
    if (!lec_str_equal(is, lec_str_of(expected))) {
        fail_msg("expected %s\nis       %.*s", expected, LEC_ARG(is));
    }
}

static const char article[] = "# The Ferry\nIt sails.\n## Wind\nIt blew.\n### Storm\nIt roared.\n"
                              "### Calm\nIt slept.\n## Home\nIt came.";

static void modes(void **state)
{
    (void)state;
    const char *headings = "1 The Ferry|The|2 Wind|Wind|3 Storm|Storm|3 Calm|Calm|2 Home|Home|";
    assert_chapters(article, LEC_CHAPTERS_AUTO, headings);
    assert_chapters(article, LEC_CHAPTERS_HEADING, headings);
    assert_chapters(article, LEC_CHAPTERS_STORY, "1 The Ferry|The|");
    assert_chapters(article, LEC_CHAPTERS_NONE, "");
    assert_chapters(article, LEC_CHAPTERS_PARAGRAPH,
                    "1 The Ferry|The|2 It sails.|It|2 Wind|Wind|3 It blew.|It|3 Storm|Storm|"
                    "4 It roared.|It|3 Calm|Calm|4 It slept.|It|2 Home|Home|3 It came.|It|");
}

static void levels_have_no_holes(void **state)
{
    (void)state;
    assert_chapters("# T\n#### A\nx\n#### B\nx\n## C\nx\n###### D\nx", LEC_CHAPTERS_HEADING,
                    "1 T|T|2 A|A|2 B|B|2 C|C|3 D|D|");
    assert_chapters("x\n# A\ny\n## B\nz\n# C\nx", LEC_CHAPTERS_HEADING, "1 x|x|2 A|A|3 B|B|2 C|C|");
    assert_chapters("## A\nx\n## B\ny\n### C\nz", LEC_CHAPTERS_HEADING, "1 A|A|2 B|B|3 C|C|");
}

static void the_title_is_the_story_itself(void **state)
{
    (void)state;
    lec_script_input input = input_of(LEC_STR("By nobody\n# The Ferry\nIt sails."));
    lec_document document = *input.document;
    document.facts.title = LEC_STR("The Ferry");
    input.document = &document;
    lec_script script = write_script(&input, 1, LEC_CHAPTERS_AUTO);
    assert_true(lec_str_equal(chapters_of(&script), LEC_STR("1 The Ferry|By|")));
    assert_int_equal(script.lines[0].kind, LEC_LINE_CHAPTER);
    input.title = LEC_STR(" Given \t by\noption ");
    script = write_script(&input, 1, LEC_CHAPTERS_STORY);
    assert_true(lec_str_equal(chapters_of(&script), LEC_STR("1 Given by option|By|")));
    assert_true(lec_str_equal(script.stories[0].title, LEC_STR("Given by option")));
}

static void stories_are_chapters(void **state)
{
    (void)state;
    lec_script_input inputs[] = {input_of(LEC_STR("# One\nA.")), input_of(LEC_STR("***")),
                                 input_of(LEC_STR("Second story. More."))};
    lec_script script = write_script(inputs, 3, LEC_CHAPTERS_AUTO);
    assert_true(lec_str_equal(chapters_of(&script), LEC_STR("1 One|One|1 Second story.|Second|")));
    assert_int_equal(script.story_count, 3);
    assert_int_equal(script.lines[script.line_count - 1].story, 2);
    for (size_t i = 0; i < script.line_count; i++) {
        if (script.lines[i].kind == LEC_LINE_CHAPTER && script.lines[i].story == 2) {
            assert_int_equal(script.lines[i + 1].pause.why, LEC_PAUSE_STORY);
        }
    }
}

/* ---- division */

static uint32_t random_state;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % limit;
}

static lec_str random_paragraphs(size_t count, uint32_t sentences)
{
    lec_buf buf = {.arena = &arena};
    lec_buf_add(&buf, LEC_STR("# A long day\n"));
    for (size_t i = 0; i < count; i++) {
        lec_buf_printf(&buf, "Paragraph %u begins here.", random_below(1000));
        for (uint32_t k = random_below(sentences); k > 0; k--) {
            lec_buf_add(&buf, LEC_STR(" The ferry left the harbour and came back before night."));
        }
        lec_buf_add(&buf, LEC_STR("\n"));
    }
    return lec_buf_str(&buf);
}

/* How long each chapter lasts, and how much of it can be divided: paragraphs but its last. */
typedef struct part {
    uint64_t ms;
    uint64_t first_end; /* shortest beginning of at least 45 s that ends with a paragraph */
} part;

static size_t parts_of(const lec_script *script, part *parts, size_t max)
{
    size_t count = 0;
    uint32_t block = UINT32_MAX;
    uint64_t pause = 0;
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind == LEC_LINE_CHAPTER) {
            assert_true(count < max);
            parts[count++] = (part){0};
            block = UINT32_MAX;
            continue;
        }
        assert_true(count > 0);
        part *p = &parts[count - 1];
        if (line->kind == LEC_LINE_PAUSE) {
            pause = line->pause.why == LEC_PAUSE_TAIL ? 0 : line->pause.ms;
            continue;
        }
        if (line->speech.block != block && p->ms >= 45000 && p->first_end == 0) {
            p->first_end = p->ms;
        }
        block = line->speech.block;
        p->ms += pause + lec_line_estimate_ms(line);
    }
    return count;
}

static void long_stretches_are_divided(void **state)
{
    (void)state;
    random_state = 3;
    size_t divided = 0;
    for (int round = 0; round < 300; round++) {
        lec_arena before = arena;
        lec_script_input input =
            input_of(random_paragraphs(1 + random_below(60), 1 + random_below(12)));
        lec_script script = write_script(&input, 1, LEC_CHAPTERS_AUTO);
        part parts[256] = {{0}};
        size_t count = parts_of(&script, parts, 256);
        for (size_t i = 0; i < count; i++) {
            assert_true(count == 1 || parts[i].ms >= 45000);
            /* longer than two minutes only if no division leaves both sides 45 s */
            if (parts[i].ms > 120000 && parts[i].first_end > 0) {
                assert_in_range(parts[i].ms - parts[i].first_end, 0, 44999);
            }
            divided += count > 1;
        }
        arena.used = before.used;
    }
    assert_true(divided > 500);
}

static void parts_are_near_equal(void **state)
{
    (void)state;
    random_state = 5;
    lec_script_input input = input_of(random_paragraphs(100, 2));
    lec_script script = write_script(&input, 1, LEC_CHAPTERS_AUTO);
    part parts[64] = {{0}};
    size_t count = parts_of(&script, parts, 64);
    assert_in_range(count, 3, 10);
    for (size_t i = 0; i < count; i++) {
        uint64_t share = (script.estimate_ms - 1500) / count;
        assert_in_range(parts[i].ms, share * 9 / 10, share * 11 / 10);
    }
    for (size_t i = 0, seen = 0; i < script.line_count; i++) {
        if (script.lines[i].kind == LEC_LINE_CHAPTER && seen++ > 0) {
            assert_int_equal(script.lines[i].chapter.level, 2);
            assert_true(lec_str_starts(script.lines[i].chapter.title, LEC_STR("Paragraph ")));
        }
    }
}

/* Also where equal shares come close to the limit and paragraphs end just beyond it. */
static void no_remainder_is_left_for_the_last_part(void **state)
{
    (void)state;
    random_state = 7;
    for (size_t paragraphs = 30; paragraphs < 130; paragraphs++) {
        lec_arena before = arena;
        lec_script_input input = input_of(random_paragraphs(paragraphs, 3));
        lec_script script = write_script(&input, 1, LEC_CHAPTERS_AUTO);
        part parts[64] = {{0}};
        size_t count = parts_of(&script, parts, 64);
        for (size_t i = 0; i < count; i++) {
            uint64_t share = (script.estimate_ms - 1500) / count;
            assert_in_range(parts[i].ms, share * 85 / 100, share * 115 / 100);
        }
        arena.used = before.used;
    }
}

static void parts_lie_under_their_heading(void **state)
{
    (void)state;
    lec_buf buf = {.arena = &arena};
    lec_buf_add(&buf, LEC_STR("# T\nShort.\n## H\n"));
    for (int i = 0; i < 40; i++) {
        lec_buf_add(&buf, LEC_STR("The ferry left the harbour and came back before the night, "
                                  "and nobody asked why it had been away for so long.\n"));
    }
    lec_script_input input = input_of(lec_buf_str(&buf));
    lec_script script = write_script(&input, 1, LEC_CHAPTERS_AUTO);
    lec_str is = chapters_of(&script);
    assert_true(lec_str_starts(
        is, LEC_STR("1 T|T|2 H|H|3 The ferry left the harbour and came back before the night…|")));
    assert_in_range(script.chapter_count, 4, 5);
}

/* ---- titles */

static void titles_are_cut_at_a_word(void **state)
{
    (void)state;
    static const struct {
        const char *text, *title;
    } cases[] = {
        {"Short", "Short"},
        {"", ""},
        {"  two\t words\x01\n ", "two words"},
        {"soft\xC2\xADhyphen", "softhyphen"},
        {"123456789 123456789 123456789 123456789 123456789 1234567890",
         "123456789 123456789 123456789 123456789 123456789 1234567890"},
        {"123456789 123456789 123456789 123456789 123456789 123456789 1",
         "123456789 123456789 123456789 123456789 123456789 123456789…"},
        {"123456789 123456789 123456789 123456789 123456789 12345678901",
         "123456789 123456789 123456789 123456789 123456789…"},
        {"123456789 123456789 123456789 123456789 1234567, — 1234567890 1",
         "123456789 123456789 123456789 123456789 1234567…"},
        {"1234567890123456789012345678901234567890123456789012345678901",
         "12345678901234567890123456789012345678901234567890123456789…"},
        {"ééééééééé ééééééééé ééééééééé ééééééééé ééééééééé ééééééééé é",
         "ééééééééé ééééééééé ééééééééé ééééééééé ééééééééé ééééééééé…"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lec_str is = lec_title_of(&arena, lec_str_of(cases[i].text), LEC_CHAPTER_TITLE_MAX);
        if (!lec_str_equal(is, lec_str_of(cases[i].title))) {
            fail_msg("\"%s\" is titled \"%.*s\"", cases[i].text, LEC_ARG(is));
        }
        assert_true(lec_utf8_count(is) <= LEC_CHAPTER_TITLE_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes),
        cmocka_unit_test(levels_have_no_holes),
        cmocka_unit_test(the_title_is_the_story_itself),
        cmocka_unit_test(stories_are_chapters),
        cmocka_unit_test(long_stretches_are_divided),
        cmocka_unit_test(parts_are_near_equal),
        cmocka_unit_test(no_remainder_is_left_for_the_last_part),
        cmocka_unit_test(parts_lie_under_their_heading),
        cmocka_unit_test(titles_are_cut_at_a_word),
    };
    lec_error error = {0};
    if (lec_arena_init(&arena, 0, &error) != LEC_OK ||
        lec_arena_init(&scratch, 0, &error) != LEC_OK ||
        lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en"), &english, &error) !=
            LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return failed;
}
