/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"
#include "script/marks.h"
#include "script/rules.h"

#include <lectern/script.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena;

static const lec_rules *rules_of(const char *lang)
{
    lec_error error = {0};
    const lec_rules *rules = NULL;
    lec_arena scratch;
    assert_int_equal(lec_arena_init(&scratch, 0, &error), LEC_OK);
    if (lec_rules_load(&arena, scratch, "voices", NULL, lec_str_of(lang), &rules, &error) !=
        LEC_OK) {
        fail_msg("%s:%zu:%zu: %s", error.source, error.line, error.column, error.message);
    }
    lec_arena_free(&scratch);
    return rules;
}

/* ---- the cases of tests/rules */

/* `cell` without its bars, and with "\u{A0}" as the character of that number. */
static lec_str text_of(lec_str cell)
{
    lec_buf buf = {.arena = &arena};
    for (size_t i = 0; i < cell.len; i++) {
        if (lec_str_starts(lec_str_slice(cell, i, cell.len), LEC_STR("\\u{"))) {
            char bytes[4];
            char *end = NULL;
            unsigned long code = strtoul(cell.ptr + i + 3, &end, 16);
            lec_buf_add(&buf, (lec_str){bytes, lec_utf8_encode((uint32_t)code, bytes)});
            i = (size_t)(end - cell.ptr);
        } else if (cell.ptr[i] != '|') {
            lec_buf_byte(&buf, cell.ptr[i]);
        }
    }
    return lec_buf_str(&buf);
}

static lec_str divided(const lec_rules *rules, lec_str text)
{
    lec_buf buf = {.arena = &arena};
    for (size_t at = 0; at < text.len;) {
        lec_str rest = lec_str_slice(text, at, text.len);
        size_t length = lec_sentence_length(rules, rest);
        assert_in_range(length, 1, rest.len);
        lec_buf_add(&buf, at > 0 ? LEC_STR("|") : LEC_STR(""));
        lec_buf_add(&buf, lec_str_slice(rest, 0, length));
        at += length;
    }
    return lec_buf_str(&buf);
}

static lec_str with_characters(lec_str cell)
{
    lec_buf buf = {.arena = &arena};
    lec_cut cut = {.tail = cell, .found = true};
    for (size_t part = 0; cut.found; part++) {
        cut = lec_str_cut(cut.tail, '|');
        lec_buf_add(&buf, part > 0 ? LEC_STR("|") : LEC_STR(""));
        lec_buf_add(&buf, text_of(cut.head));
    }
    return lec_buf_str(&buf);
}

static size_t run_cases(const char *lang)
{
    const lec_rules *rules = rules_of(lang);
    lec_error error = {0};
    lec_table table = {.name = lec_arena_printf(&arena, "tests/rules/%s.tsv", lang)};
    assert_int_equal(lec_file_read(&arena, table.name.ptr, 1 << 20, &table.rest, &error), LEC_OK);
    size_t cases = 0, wrong = 0;
    for (;; cases++) {
        lec_row row;
        assert_int_equal(lec_table_next(&table, 3, 3, &row, &error), LEC_OK);
        if (row.count == 0) {
            break;
        }
        lec_str is = divided(rules, text_of(row.cells[2]));
        if (!lec_str_equal(is, with_characters(row.cells[2]))) {
            print_error("%s:%zu: %.*s (%.*s)\n  expected %.*s\n  is       %.*s\n", table.name.ptr,
                        row.line, LEC_ARG(row.cells[0]), LEC_ARG(row.cells[1]),
                        LEC_ARG(row.cells[2]), LEC_ARG(is));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    return cases;
}

static void english(void **state)
{
    (void)state;
    assert_true(run_cases("en") >= 60);
}

static void any_language(void **state)
{
    (void)state;
    assert_true(run_cases("und") >= 15);
}

static void german(void **state)
{
    (void)state;
    assert_true(run_cases("de") >= 10);
}

static void french(void **state)
{
    (void)state;
    assert_true(run_cases("fr") >= 10);
}

static void spanish(void **state)
{
    (void)state;
    assert_true(run_cases("es") >= 10);
}

/* ---- properties */

static uint32_t random_state;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % limit;
}

static lec_str random_text(size_t pieces)
{
    static const char *const parts[] = {
        ". ",   "? ",  "! ", "… ",  "... ", ".",   "?",    "!",     "(",    ")",     "[1]",   "\"",
        "“",    "”",   "'",  "’",   "«",    "»",   " ",    "  ",    "-",    "—",     "。",    "？",
        "The ", "He ", "It", " it", "Dr.",  " Mr", "U.S.", " a.m.", "etc.", "No. ",  "Inc. ", "J. ",
        "1",    "2.5", "1.", "é",   "Ж",    "中",  "said", ", ",    "; ",   " John", "I",     "iP"};
    lec_buf buf = {.arena = &arena};
    for (size_t i = 0; i < pieces; i++) {
        lec_buf_add(&buf, lec_str_of(parts[random_below(sizeof parts / sizeof parts[0])]));
    }
    return lec_buf_str(&buf);
}

/* Sentences have something to say, and one by itself is one sentence. */
static void sentences_stand_alone(void **state)
{
    (void)state;
    const lec_rules *rules = rules_of("en");
    random_state = 7;
    for (int round = 0; round < 20000; round++) {
        lec_arena before = arena;
        lec_str text = random_text(1 + random_below(24));
        for (size_t at = 0, length; at < text.len; at += length) {
            length = lec_sentence_length(rules, lec_str_slice(text, at, text.len));
            assert_in_range(length, 1, text.len - at);
            lec_str sentence = lec_str_slice(text, at, at + length);
            assert_true(at + length == text.len || lec_str_is_voiced(sentence));
            if (lec_sentence_length(rules, sentence) != length) {
                fail_msg("divided again: \"%.*s\" of \"%.*s\"", LEC_ARG(sentence), LEC_ARG(text));
            }
        }
        arena.used = before.used;
    }
}

static void no_text_has_no_sentence(void **state)
{
    (void)state;
    assert_int_equal(lec_sentence_length(rules_of("en"), LEC_STR("")), 0);
}

/* ---- tables that are wrong */

static void wrong_tables_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text;
        size_t line, column;
        const char *says; /* NULL: anything */
    } cases[] = {
        {"abbreviations.tsv", "Dr.\ttitle\nMr.\ttitel\n", 2, 5,
         "expected title, inside, number, unit, month, may-end, name or word"},
        {"abbreviations.tsv", "Dr.\n", 1, 1, NULL},
        {"words.tsv", "the\topener\n\nsaid\treporting opener verb\n", 3, 6,
         "expected opener or reporting"},
        {"readings.tsv", "e.g.\tfor example\tnever\n", 1, 18,
         "expected before-capital, before-number or after-number"},
        {"readings.tsv", "a\tb\t\td\te\n", 1, 1, NULL},
        {"words.tsv", "\topener\n", 1, 1, NULL},
        {"words.tsv", "the\xFF\topener\n", 1, 4, NULL},
    };
    char folder[] = "/tmp/lectern-rules-XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char command[512];
        snprintf(command, sizeof command, "rm -rf %s/* && cp -r voices/und %s/und && mkdir %s/xx",
                 folder, folder, folder);
        assert_int_equal(system(command), 0);
        char path[256];
        snprintf(path, sizeof path, "%s/xx/%s", folder, cases[i].file);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(cases[i].text, file);
        fclose(file);
        lec_arena scratch;
        lec_error error = {0};
        const lec_rules *rules = NULL;
        assert_int_equal(lec_arena_init(&scratch, 0, &error), LEC_OK);
        assert_int_equal(
            lec_rules_load(&arena, scratch, folder, NULL, LEC_STR("xx-YY"), &rules, &error),
            LEC_DATA);
        assert_null(rules);
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(error.column, cases[i].column);
        assert_string_equal(error.source, path);
        if (cases[i].says) {
            assert_string_equal(error.message, cases[i].says);
        }
        lec_arena_free(&scratch);
    }
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void each_pause_has_its_setting(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-rules-XXXXXX", command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "cp -r voices/und %s/und && mkdir %s/xx && printf '[pauses]\\nhead = 1\\nclause = 2\\n"
             "sentence = 3\\nparagraph = 4\\nbefore-heading = 5\\nafter-heading = 6\\nstory = 7\\n"
             "tail = 60000\\n[voice]\\nrate = 100\\n' >%s/xx/lang.conf",
             folder, folder, folder);
    assert_int_equal(system(command), 0);
    lec_arena scratch;
    lec_error error = {0};
    const lec_rules *rules = NULL;
    assert_int_equal(lec_arena_init(&scratch, 0, &error), LEC_OK);
    assert_int_equal(lec_rules_load(&arena, scratch, folder, NULL, LEC_STR("xx"), &rules, &error),
                     LEC_OK);
    static const uint32_t expected[LEC_PAUSES] = {1, 2, 3, 4, 5, 6, 7, 60000};
    assert_memory_equal(rules->pause_ms, expected, sizeof expected);
    lec_arena_free(&scratch);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void tables_of_the_user_add_and_win(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-rules-XXXXXX", command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "mkdir %s/en && printf 'qqf.\\ttitle\\n' >%s/en/abbreviations.tsv", folder, folder);
    assert_int_equal(system(command), 0);
    lec_arena scratch;
    lec_error error = {0};
    const lec_rules *rules = NULL;
    assert_int_equal(lec_arena_init(&scratch, 0, &error), LEC_OK);
    lec_str text = LEC_STR("The qqf. Lee is here, with Dr. Ray. Yes.");
    assert_int_equal(lec_rules_load(&arena, scratch, "voices", NULL, LEC_STR("en"), &rules, &error),
                     LEC_OK);
    assert_int_equal(lec_sentence_length(rules, text), strlen("The qqf. "));
    assert_int_equal(
        lec_rules_load(&arena, scratch, "voices", folder, LEC_STR("en"), &rules, &error), LEC_OK);
    assert_int_equal(lec_sentence_length(rules, text),
                     strlen("The qqf. Lee is here, with Dr. Ray. "));
    lec_arena_free(&scratch);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void an_unreadable_table_is_a_missing_part(void **state)
{
    (void)state;
    char folder[] = "/tmp/lectern-rules-XXXXXX", command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "cp -r voices/und %s/und && mkdir -p %s/xx/words.tsv", folder,
             folder);
    assert_int_equal(system(command), 0);
    lec_arena scratch;
    lec_error error = {0};
    const lec_rules *rules = NULL;
    assert_int_equal(lec_arena_init(&scratch, 0, &error), LEC_OK);
    assert_int_equal(lec_rules_load(&arena, scratch, folder, NULL, LEC_STR("xx"), &rules, &error),
                     LEC_UNAVAILABLE);
    assert_int_equal(error.status, LEC_UNAVAILABLE);
    assert_true(lec_str_ends(lec_str_of(error.source), LEC_STR("xx/words.tsv")));
    assert_int_equal(lec_rules_load(&arena, scratch, folder, NULL, LEC_STR("yy"), &rules, &error),
                     LEC_OK);
    lec_arena_free(&scratch);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english),
        cmocka_unit_test(any_language),
        cmocka_unit_test(german),
        cmocka_unit_test(french),
        cmocka_unit_test(spanish),
        cmocka_unit_test(sentences_stand_alone),
        cmocka_unit_test(no_text_has_no_sentence),
        cmocka_unit_test(wrong_tables_are_refused),
        cmocka_unit_test(each_pause_has_its_setting),
        cmocka_unit_test(tables_of_the_user_add_and_win),
        cmocka_unit_test(an_unreadable_table_is_a_missing_part),
    };
    lec_error error = {0};
    if (lec_arena_init(&arena, 0, &error) != LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lec_arena_free(&arena);
    return failed;
}
