/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pauses that the source asks for, and sentences that it says end. */
#include "../support/documents.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena, scratch;
static const lec_rules *english;

static lec_script script_with(const char *text, size_t block, const lec_stop *stops, size_t count)
{
    lec_document *document = LEC_NEW(&arena, 1, lec_document);
    assert_non_null(document);
    assert_true(document_of(&arena, lec_str_of(text), document));
    lec_block *blocks = LEC_NEW(&arena, document->block_count, lec_block);
    assert_non_null(blocks);
    memcpy(blocks, document->blocks, document->block_count * sizeof *blocks);
    blocks[block].stops = stops;
    blocks[block].stop_count = count;
    document->blocks = blocks;
    const lec_script_input input = {.document = document, .rules = english, .lang = LEC_STR("en")};
    lec_script script;
    lec_error error = {0};
    assert_int_equal(
        lec_script_write(&arena, scratch, &input, 1, LEC_CHAPTERS_NONE, &script, &error), LEC_OK);
    return script;
}

/* The pause before the speech line with that index. */
static lec_pause_line pause_of(const lec_script *script, size_t speech)
{
    for (size_t i = 1; i < script->line_count; i++) {
        if (script->lines[i].kind == LEC_LINE_SPEECH && speech-- == 0) {
            assert_int_equal(script->lines[i - 1].kind, LEC_LINE_PAUSE);
            return script->lines[i - 1].pause;
        }
    }
    fail_msg("there is no such line");
    return (lec_pause_line){0};
}

static void a_stop_divides_a_sentence(void **state)
{
    (void)state;
    static const lec_stop stop = {5, 2500, false};
    lec_script script = script_with("Ready steady go.", 0, &stop, 1);
    lec_str text = script_text(&arena, &script);
    assert_true(lec_str_equal(
        text, LEC_STR("pause head\nsay Ready\npause clause\nsay steady go.\npause tail\n")));
    assert_int_equal(pause_of(&script, 1).ms, 2500);
    assert_int_equal(script.sentence_count, 1);
}

static void a_sentence_ends_where_the_source_says(void **state)
{
    (void)state;
    static const lec_stop stop = {5, 0, true};
    lec_script script = script_with("Hello World", 0, &stop, 1);
    assert_int_equal(script.sentence_count, 2);
    assert_int_equal(pause_of(&script, 1).why, LEC_PAUSE_SENTENCE);
}

static void a_pause_may_stand_before_a_block(void **state)
{
    (void)state;
    static const lec_stop stop = {0, 3000, false};
    lec_script with = script_with("One.\nTwo.", 1, &stop, 1);
    lec_script without = script_with("One.\nTwo.", 1, NULL, 0);
    assert_int_equal(pause_of(&with, 1).ms, 3000);
    assert_int_equal(pause_of(&with, 1).why, LEC_PAUSE_PARAGRAPH);
    uint32_t own = pause_of(&without, 1).ms;
    assert_int_equal(with.estimate_ms - without.estimate_ms, 3000 - own);
}

static void a_shorter_pause_takes_nothing_away(void **state)
{
    (void)state;
    static const lec_stop stop = {4, 1, false};
    lec_script with = script_with("One. Two.", 0, &stop, 1);
    lec_script without = script_with("One. Two.", 0, NULL, 0);
    assert_int_equal(pause_of(&with, 1).ms, pause_of(&without, 1).ms);
    assert_int_equal(with.sentence_count, without.sentence_count);
}

static int load(void **state)
{
    (void)state;
    return lec_arena_init(&arena, 0, NULL) != LEC_OK ||
           lec_arena_init(&scratch, 0, NULL) != LEC_OK ||
           lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en"), &english, NULL) != LEC_OK;
}

static int unload(void **state)
{
    (void)state;
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stop_divides_a_sentence),
        cmocka_unit_test(a_sentence_ends_where_the_source_says),
        cmocka_unit_test(a_pause_may_stand_before_a_block),
        cmocka_unit_test(a_shorter_pause_takes_nothing_away),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
