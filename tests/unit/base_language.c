/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/language.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena, scratch;
static char folder[] = "/tmp/lectern-language-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_voices(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    char command[512];
    snprintf(command, sizeof command, "cd %s && mkdir und en pt-BR empty && cp \"$OLDPWD\"/%s und",
             folder, "voices/und/lang.conf");
    assert_int_equal(system(command), 0);
    write_file("en/lang.conf", "[pauses]\nsentence = 600\n[voice]\nname = some-voice\n");
    write_file("pt-BR/lang.conf", "[voice]\nrate = 150\n");
    return 0;
}

static int remove_voices(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static lec_status read_language(const char *lang, lec_language *language, lec_error *error)
{
    *error = (lec_error){0};
    return lec_language_read(&arena, scratch, folder, lec_str_of(lang), language, error);
}

static void tags_are_shortened(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *tag;
    } cases[] = {
        {"en", "en"},           {"en-GB", "en"},    {"EN-latn-gb", "en"},   {"en_GB", "en"},
        {"en-x-old", "en"},     {"pt-br", "pt-BR"}, {"pt-BR-x-a", "pt-BR"}, {"pt", "und"},
        {"xx", "und"},          {"", "und"},        {"-", "und"},           {"../en", "und"},
        {"en/../pt-BR", "und"}, {"e", "und"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lec_language language;
        lec_error error;
        assert_int_equal(read_language(cases[i].lang, &language, &error), LEC_OK);
        assert_string_equal(language.tag.ptr, cases[i].tag);
        assert_true(lec_str_ends(lec_str_of(language.folder), language.tag));
    }
}

static void what_is_left_out_is_as_in_und(void **state)
{
    (void)state;
    lec_language und, language;
    lec_error error;
    assert_int_equal(read_language("xx", &und, &error), LEC_OK);
    assert_int_equal(und.voice.len, 0);
    assert_int_equal(read_language("en", &language, &error), LEC_OK);
    assert_int_equal(language.sentence_ms, 600);
    assert_int_equal(language.paragraph_ms, und.paragraph_ms);
    assert_int_equal(language.rate_wpm, und.rate_wpm);
    assert_true(lec_str_equal(language.voice, LEC_STR("some-voice")));
    assert_int_equal(read_language("pt-BR", &language, &error), LEC_OK);
    assert_int_equal(language.rate_wpm, 150);
    assert_int_equal(language.sentence_ms, und.sentence_ms);
    assert_int_equal(read_language("empty", &language, &error), LEC_OK);
    assert_int_equal(language.tail_ms, und.tail_ms);
}

static void wrong_settings_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {
        {"[pauses]\nsentence = 60001\n", 2}, {"[pauses]\nsentence = -1\n", 2},
        {"[pauses]\nsentnce = 600\n", 2},    {"[pause]\nsentence = 600\n", 2},
        {"[voice]\n\nrate = 79\n", 3},       {"[voice]\npitch = high\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_file("empty/lang.conf", cases[i].text);
        lec_language language;
        lec_error error;
        assert_int_equal(read_language("empty", &language, &error), LEC_DATA);
        assert_int_equal(error.line, cases[i].line);
        assert_true(lec_str_ends(lec_str_of(error.source), LEC_STR("empty/lang.conf")));
    }
}

static void und_must_be_complete(void **state)
{
    (void)state;
    lec_language language;
    lec_error error;
    write_file("und/lang.conf", "[pauses]\nhead = 500\n");
    assert_int_equal(read_language("pt-BR", &language, &error), LEC_DATA);
    assert_non_null(strstr(error.message, "clause"));
}

static void other_folders_are_no_voices(void **state)
{
    (void)state;
    lec_language language;
    lec_error error = {0};
    assert_int_equal(lec_language_read(&arena, scratch, "src", LEC_STR("xx"), &language, &error),
                     LEC_UNAVAILABLE);
    error = (lec_error){0};
    assert_int_equal(
        lec_language_read(&arena, scratch, "no/such", LEC_STR("en"), &language, &error),
        LEC_UNAVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_shortened),
        cmocka_unit_test(what_is_left_out_is_as_in_und),
        cmocka_unit_test(wrong_settings_are_refused),
        cmocka_unit_test(und_must_be_complete),
        cmocka_unit_test(other_folders_are_no_voices),
    };
    lec_error error = {0};
    if (lec_arena_init(&arena, 0, &error) != LEC_OK ||
        lec_arena_init(&scratch, 0, &error) != LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, make_voices, remove_voices);
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return failed;
}
