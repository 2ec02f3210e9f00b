/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From names to voices. */
#include "base/arena.h"
#include "base/platform.h"
#include "base/str.h"
#include "speech/catalogue.h"
#include "speech/engine.h"

#include <lectern/voice.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static lec_arena arena, scratch;
static const char *voices;

static lec_status find(const char *lang, const char *name, lec_voice *voice, lec_error *error)
{
    *error = (lec_error){0};
    return lec_voice_find(&arena, scratch, voices, lec_str_of(lang), lec_str_of(name), voice,
                          error);
}

static void assert_str(lec_str got, const char *wanted)
{
    char text[256];
    (void)snprintf(text, sizeof text, "%.*s", (int)got.len, got.len ? got.ptr : "");
    assert_string_equal(text, wanted);
}

/* ---- names that are known ------------------------------------------------------------------ */

typedef struct known {
    const char *lang, *name, *engine_voice, *voice_lang;
} known;

static void names_lead_to_voices(void **state)
{
    (void)state;
    static const known rows[] = {
        {"en", "", "gmw/en-US", "en-US"},
        {"en-GB", "", "gmw/en", "en-GB"},
        {"en-gb-oed", "", "gmw/en", "en-GB"},
        {"en-US", "", "gmw/en-US", "en-US"},
        {"en-GB-scotland", "", "gmw/en-GB-scotland", "en-gb-scotland"},
        {"en-GB", "+f3", "gmw/en+f3", "en-GB"},
        {"en-GB", "en", "gmw/en-US", "en-US"},
        {"en-NZ", "", "gmw/en-US", "en-US"},
        {"de-AT", "", "gmw/de", "de"},
        {"fr-BE", "", "roa/fr-BE", "fr-be"},
        {"es-419", "", "roa/es-419", "es-419"},
        {"en", "en", "gmw/en-US", "en-US"},
        {"de", "en", "gmw/en-US", "en-US"},
        {"en", "en-gb", "gmw/en", "en-GB"},
        {"en", "EN-GB", "gmw/en", "en-GB"},
        {"fr", "en-gb", "gmw/en", "en-GB"},
        {"en", "en_AU", "gmw/en", "en-gb"},
        {"en", "de", "gmw/de", "de"},
        {"de", "", "gmw/de", "de"},
        {"es-MX", "", "roa/es-419", "es-419"},
        {"es-ES", "", "roa/es", "es"},
        {"en", "es-mx", "roa/es-419", "es-419"},
        {"fr", "", "roa/fr", "fr"},
        {"ja", "", "jpx/ja", "ja"},
        {"en", "zh", "sit/cmn", "cmn"},
        {"zh-Hans-CN", "", "sit/cmn", "cmn"},
        {"en", "zh-HK", "sit/yue", "yue"},
        {"en", "nb", "gmq/nb", "nb"},
        {"en", "no", "gmq/nb", "nb"},
        {"nn", "", "gmq/nb", "nb"},
        {"en", "iw", "sem/he", "he"},
        {"en", "ko", "ko", "ko"},
        {"en", "gmw/en-US", "gmw/en-US", "en-US"},
        {"en", "GMW/en-us", "gmw/en-US", "en-us"},
        {"en", "roa/pt-BR", "roa/pt-BR", "pt-BR"},
        {"en", "English (Received Pronunciation)", "gmw/en-GB-x-rp", "en-gb-x-rp"},
        {"en", "de+f3", "gmw/de+f3", "de"},
        {"en", "+f3", "gmw/en-US+f3", "en-US"},
        {"en", "de+ALICIA", "gmw/de+Alicia", "de"},
        {"en", "de+mr serious", "gmw/de+Mr serious", "de"},
        {"en", "alto", "gmw/en-US+f3", "en-US"},
        {"en", "alto+f2", "gmw/en-US+f2", "en-US"},
        {"en", "bass", "gmw/en+m8", "en-GB"},
        {"ja", "bass", "gmw/en+m8", "en-GB"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lec_voice voice;
        lec_error error;
        if (find(rows[i].lang, rows[i].name, &voice, &error) != LEC_OK) {
            fail_msg("%s: %s", rows[i].name, error.message);
        }
        assert_str(voice.engine, "espeak");
        assert_str(voice.engine_voice, rows[i].engine_voice);
        assert_str(voice.lang, rows[i].voice_lang);
        assert_in_range(voice.rate_wpm, LEC_RATE_MIN, LEC_RATE_MAX);
        assert_in_range(voice.pitch, LEC_PITCH_MIN, LEC_PITCH_MAX);
        if (*rows[i].name) {
            assert_str(voice.name, rows[i].name);
        }
    }
}

static void the_tone_is_found_like_any_other(void **state)
{
    (void)state;
    lec_voice voice;
    lec_error error;
    assert_int_equal(find("en", "tone", &voice, &error), LEC_OK);
    assert_str(voice.engine, "tone");
    assert_str(voice.lang, "zxx");
}

/* ---- names that are not -------------------------------------------------------------------- */

typedef struct unknown {
    const char *name, *near;
} unknown;

static void unknown_names_say_what_is_near(void **state)
{
    (void)state;
    static const unknown rows[] = {
        {"altoo", "near: alto"},
        {"Germn", "near: German"},
        {"en-gb+Alica", "no variant \"Alica\"; near: Alicia"},
        {"english", "English (America)"},
        {"xylophone", "no voice or language \"xylophone\"; --list"},
        {"../en/alto", "no voice"},
        {"gmw/../gmw/en", "no voice"},
        {"gmw", "no voice"},
        {"lang", "no voice"},
        {"mb/mb-en1", "no voice"},
        {"tone+f1", "no variants"},
        {"de+../!v/f1", "no variant"},
        {"de+f1+f2", "no variant"},
        {"bad\x1b[1mname", "bad\\"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lec_voice voice;
        lec_error error;
        assert_int_equal(find("en", rows[i].name, &voice, &error), LEC_UNAVAILABLE);
        if (!strstr(error.message, rows[i].near)) {
            fail_msg("%s: %s", rows[i].name, error.message);
        }
    }
    lec_voice voice;
    lec_error error;
    assert_int_equal(find("xx-YY", "", &voice, &error), LEC_UNAVAILABLE);
    assert_non_null(strstr(error.message, "xx-YY"));
}

/* ---- files of our own ---------------------------------------------------------------------- */

typedef struct conf {
    const char *text;
    size_t line; /* 0: none is named */
    const char *message;
} conf;

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_files(const char *folder, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(remove(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
}

static const char und[] = "[pauses]\nhead = 1\nclause = 1\nsentence = 1\nparagraph = 1\n"
                          "before-heading = 1\nafter-heading = 1\nstory = 1\ntail = 1\n"
                          "[voice]\nrate = 175\npitch = 50\n";

static void malformed_files_are_named_with_the_line(void **state)
{
    (void)state;
    static const conf rows[] = {
        {"[voice]\nname = gmw/en\nrate = 500\n", 3, "rate must be"},
        {"[voice]\nname = gmw/en\nrate = fast\n", 3, "rate must be"},
        {"[voice]\npitch = 101\n", 2, "pitch must be"},
        {"[voice]\n\ncolour = red\n", 3, "colour"},
        {"[sound]\nname = x\n", 2, "sound"},
        {"[voice\nname = x\n", 1, ""},
        {"[voice]\nengine = steam\n", 0, "no engine \"steam\""},
    };
    char folder[] = "/tmp/lectern-voices-XXXXXX";
    const char *kept = voices;
    assert_non_null(mkdtemp(folder));
    char und_folder[64];
    (void)snprintf(und_folder, sizeof und_folder, "%s/und", folder);
    assert_int_equal(mkdir(und_folder, 0700), 0);
    write_file(und_folder, "lang.conf", und);
    voices = folder;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lec_voice voice;
        lec_error error;
        write_file(und_folder, "odd.conf", rows[i].text);
        assert_int_equal(find("en", "odd", &voice, &error), LEC_DATA);
        assert_non_null(strstr(error.source, "und/odd.conf"));
        assert_int_equal(error.line, rows[i].line);
        assert_non_null(strstr(error.message, rows[i].message));
    }
    lec_voice voice;
    lec_error error;
    write_file(und_folder, "odd.conf",
               "[voice]\nname = de\nvariant = F2\nrate = 140\npitch = 30\nrange = 70\n"
               "lang = de-CH\ndescription = Odd\n");
    assert_int_equal(find("en", "odd", &voice, &error), LEC_OK);
    assert_str(voice.engine_voice, "gmw/de+f2");
    assert_str(voice.lang, "de-CH");
    assert_str(voice.description, "Odd");
    assert_int_equal(voice.rate_wpm, 140);
    assert_int_equal(voice.pitch, 30);
    assert_int_equal(voice.range, 70);
    char unreadable[80];
    (void)snprintf(unreadable, sizeof unreadable, "%s/even.conf", und_folder);
    assert_int_equal(mkdir(unreadable, 0700), 0);
    assert_int_equal(find("en", "even", &voice, &error), LEC_UNAVAILABLE);
    assert_non_null(strstr(error.source, "und/even.conf"));
    assert_int_equal(rmdir(unreadable), 0);
    voices = kept;
    static const char *const names[] = {"lang.conf", "odd.conf"};
    remove_files(und_folder, names, 2);
    remove_files(folder, NULL, 0);
}

/* ---- the list ------------------------------------------------------------------------------ */

static void the_list_is_sorted_and_every_name_in_it_is_found(void **state)
{
    (void)state;
    const lec_voice *list;
    size_t count, ours = 0;
    lec_error error = {0};
    assert_int_equal(lec_voice_list(&arena, scratch, voices, LEC_STR(""), &list, &count, &error),
                     LEC_OK);
    assert_in_range(count, 100, 300);
    while (ours < count && list[ours].description.len > 0 &&
           !lec_str_equal(list[ours].name, LEC_STR("af"))) {
        ours++;
    }
    assert_in_range(ours, 8, 30);
    for (size_t i = 0; i < count; i++) {
        char name[128];
        lec_voice voice;
        (void)snprintf(name, sizeof name, "%.*s", (int)list[i].name.len, list[i].name.ptr);
        if (find("en", name, &voice, &error) != LEC_OK) {
            fail_msg("%s: %s", name, error.message);
        }
        assert_true(lec_str_equal(voice.engine_voice, list[i].engine_voice));
        assert_true(list[i].description.len > 0);
        if (i > 0 && i != ours) {
            int order = lec_str_compare(list[i - 1].lang, list[i].lang);
            assert_true(order < 0 ||
                        (order == 0 && lec_str_compare(list[i - 1].name, list[i].name) < 0));
        }
    }
}

static void the_list_of_a_language_has_no_other(void **state)
{
    (void)state;
    const lec_voice *list;
    size_t count;
    lec_error error = {0};
    assert_int_equal(lec_voice_list(&arena, scratch, voices, LEC_STR("en"), &list, &count, &error),
                     LEC_OK);
    assert_in_range(count, 4, 12);
    for (size_t i = 0; i < count; i++) {
        assert_true(lec_str_starts(list[i].lang, LEC_STR("en-")));
    }
    assert_int_equal(lec_voice_list(&arena, scratch, voices, LEC_STR("cy"), &list, &count, &error),
                     LEC_OK);
    assert_int_equal(count, 1);
    assert_str(list[0].engine_voice, "cel/cy");
    assert_int_equal(lec_voice_list(&arena, scratch, voices, LEC_STR("xy"), &list, &count, &error),
                     LEC_UNAVAILABLE);
    assert_non_null(strstr(error.message, "no voice speaks \"xy\"; near: "));
}

static void engines_have_names_and_versions(void **state)
{
    (void)state;
    size_t count;
    const lec_engine_info *list = lec_engine_list(&count);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "espeak");
    assert_string_equal(list[1].name, "tone");
    assert_true(lec_is_digit(list[0].version[0]));
    assert_string_equal(list[1].version, "");
}

static int set_up(void **state)
{
    (void)state;
    lec_error error = {0};
    voices = lec_env("LECTERN_VOICES") ? lec_env("LECTERN_VOICES") : "voices";
    return lec_arena_init(&arena, 0, &error) != LEC_OK ||
           lec_arena_init(&scratch, 0, &error) != LEC_OK;
}

static int tear_down(void **state)
{
    (void)state;
    lec_arena_free(&arena);
    lec_arena_free(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_to_voices),
        cmocka_unit_test(the_tone_is_found_like_any_other),
        cmocka_unit_test(unknown_names_say_what_is_near),
        cmocka_unit_test(malformed_files_are_named_with_the_line),
        cmocka_unit_test(the_list_is_sorted_and_every_name_in_it_is_found),
        cmocka_unit_test(the_list_of_a_language_has_no_other),
        cmocka_unit_test(engines_have_names_and_versions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
