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
    snprintf(command, sizeof command, "cd %s && mkdir und en pt-BR empty", folder);
    assert_int_equal(system(command), 0);
    write_file("und/lang.conf", "[pauses]\nsentence = 560\n[voice]\nrate = 195\npitch = 50\n");
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

/* What a reader of [voice] takes. */
typedef struct manner {
    lec_language language;
    lec_str name;
    int rate, pitch;
} manner;

static const lec_setting VOICE[] = {
    {.section = "voice", .key = "name", .offset = offsetof(manner, name)},
    {.section = "voice", .key = "rate", .min = 80, .max = 449, .offset = offsetof(manner, rate)},
    {.section = "voice", .key = "pitch", .max = 100, .offset = offsetof(manner, pitch)},
    {.section = "pauses"},
};

/* And one of [pauses]. */
static const lec_setting PAUSES[] = {
    {.section = "pauses", .key = "sentence", .max = 60000},
    {.section = "voice"},
};

static lec_status read_manner(const char *lang, manner *m, lec_error *error)
{
    *error = (lec_error){0};
    *m = (manner){0};
    return lec_language_read(&arena, scratch, folder, lec_str_of(lang), LEC_VOCABULARY(VOICE), m,
                             &m->language, error);
}

static lec_status read_sentence(const char *lang, uint32_t *ms, lec_error *error)
{
    lec_language language;
    *error = (lec_error){0};
    return lec_language_read(&arena, scratch, folder, lec_str_of(lang), LEC_VOCABULARY(PAUSES), ms,
                             &language, error);
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
        manner m;
        lec_error error;
        assert_int_equal(read_manner(cases[i].lang, &m, &error), LEC_OK);
        assert_string_equal(m.language.tag.ptr, cases[i].tag);
        assert_true(lec_str_ends(lec_str_of(m.language.folder), m.language.tag));
    }
}

static void what_is_left_out_is_as_in_und(void **state)
{
    (void)state;
    manner und, m;
    uint32_t und_ms, ms;
    lec_error error;
    assert_int_equal(read_manner("xx", &und, &error), LEC_OK);
    assert_int_equal(und.name.len, 0);
    assert_int_equal(read_sentence("xx", &und_ms, &error), LEC_OK);
    assert_int_equal(read_manner("en", &m, &error), LEC_OK);
    assert_int_equal(m.rate, und.rate);
    assert_true(lec_str_equal(m.name, LEC_STR("some-voice")));
    assert_int_equal(read_sentence("en", &ms, &error), LEC_OK);
    assert_int_equal(ms, 600);
    assert_int_equal(read_manner("pt-BR", &m, &error), LEC_OK);
    assert_int_equal(m.rate, 150);
    assert_int_equal(m.pitch, und.pitch);
    assert_int_equal(read_sentence("pt-BR", &ms, &error), LEC_OK);
    assert_int_equal(ms, und_ms);
    assert_int_equal(read_manner("empty", &m, &error), LEC_OK);
    assert_int_equal(m.rate, und.rate);
}

static void wrong_settings_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {
        {"[voice]\n\nrate = 79\n", 3},
        {"[voice]\npitch = high\n", 2},
        {"[voice]\npich = 50\n", 2},
        {"[voices]\npitch = 50\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_file("empty/lang.conf", cases[i].text);
        manner m;
        lec_error error;
        assert_int_equal(read_manner("empty", &m, &error), LEC_DATA);
        assert_int_equal(error.line, cases[i].line);
        assert_true(lec_str_ends(lec_str_of(error.source), LEC_STR("empty/lang.conf")));
    }
}

static void a_section_is_left_to_its_reader(void **state)
{
    (void)state;
    manner m;
    uint32_t ms;
    lec_error error;
    write_file("empty/lang.conf", "[pauses]\nsentence = soon\nnap = 1\n[voice]\nrate = 150\n");
    assert_int_equal(read_manner("empty", &m, &error), LEC_OK);
    assert_int_equal(m.rate, 150);
    assert_int_equal(read_sentence("empty", &ms, &error), LEC_DATA);
    assert_int_equal(error.line, 2);
}

static void und_must_be_complete(void **state)
{
    (void)state;
    manner m;
    lec_error error;
    write_file("und/lang.conf", "[voice]\nrate = 195\n");
    assert_int_equal(read_manner("pt-BR", &m, &error), LEC_DATA);
    assert_non_null(strstr(error.message, "pitch"));
}

/* A folder in the place of a file is unreadable for root as well. */
static void an_unreadable_file_is_a_missing_part(void **state)
{
    (void)state;
    char command[512];
    manner m;
    lec_error error;
    snprintf(command, sizeof command, "cd %s && mkdir -p odd/lang.conf", folder);
    assert_int_equal(system(command), 0);
    write_file("und/lang.conf", "[voice]\nrate = 195\npitch = 50\n");
    assert_int_equal(read_manner("odd", &m, &error), LEC_UNAVAILABLE);
    assert_int_equal(error.status, LEC_UNAVAILABLE);
    assert_true(lec_str_ends(lec_str_of(error.source), LEC_STR("odd/lang.conf")));
}

static void other_folders_are_no_voices(void **state)
{
    (void)state;
    static const char *const folders[] = {"src", "no/such"};
    for (size_t i = 0; i < 2; i++) {
        manner m;
        lec_error error = {0};
        assert_int_equal(lec_language_read(&arena, scratch, folders[i], LEC_STR("en"),
                                           LEC_VOCABULARY(VOICE), &m, &m.language, &error),
                         LEC_UNAVAILABLE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_shortened),
        cmocka_unit_test(what_is_left_out_is_as_in_und),
        cmocka_unit_test(wrong_settings_are_refused),
        cmocka_unit_test(a_section_is_left_to_its_reader),
        cmocka_unit_test(und_must_be_complete),
        cmocka_unit_test(an_unreadable_file_is_a_missing_part),
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
