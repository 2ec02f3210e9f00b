/* SPDX-License-Identifier: GPL-3.0-or-later */
/* espeak-ng through the whole session: the same takes always, and words where they are. */
#include "speech_fixture.h"

#include "base/utf8.h"
#include "speech/word.h"

static const char *const article[] = {
    "The harbour wall was finished on a Tuesday, in the rain.",
    "Few came to see it.",
    "Those who did, 1,234 of them by the warden's count, stayed until dark.",
    "“All of this,” she said, “took 12 years and £5.50!”",
    "Nobody laughed 😀👍🏽; a café naïvely sold ice cream.",
    "See https://example.org/a-b_c, or ask (before 12:30) for COVID-19 rules.",
    "[[h@l'oU]] <break time='99s'/> &amp; <audio src='x'/> are only signs here.",
    "Mother-in-law's I.B.M. machine — the old one — hummed.",
    "...",
    "日本語 and ελληνικά stand beside each other.",
    "Few came to see it.",
};
#define ARTICLE (sizeof article / sizeof article[0])

static void begin(fixture *f)
{
    if (lec_speech_start(&f->options, &f->speech, &f->error) != LEC_OK) {
        fail_msg("%s", f->error.message);
    }
}

static void speak_all(fixture *f, uint64_t *sums)
{
    lec_take take;
    begin(f);
    for (size_t i = 0; i < f->script.line_count; i++) {
        assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
        sums[i] = take_sum(&take);
    }
    lec_speech_free(f->speech);
    f->speech = NULL;
    assert_no_children();
}

static void takes_are_the_same_at_any_job_count_and_each_time(void **state)
{
    fixture *f = *state;
    static const int jobs[] = {1, 2, 3, 8, 1, 2, 3, 8, 2, 2};
    static const char *const names[] = {"gmw/en-US", "gmw/en+f3", "gmw/de+whisper"};
    uint64_t first[LINES_MAX], sums[LINES_MAX];
    fixture_script(f, article, ARTICLE);
    for (size_t v = 0; v < sizeof names / sizeof names[0]; v++) {
        fixture_voice(f, "espeak", names[v]);
        speak_all(f, first);
        for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
            f->options.jobs = jobs[i];
            srand((unsigned)i); /* the caller's state is not the engine's */
            speak_all(f, sums);
            assert_memory_equal(sums, first, ARTICLE * sizeof *sums);
        }
        assert_true(first[1] == first[ARTICLE - 1]);
        assert_true(first[0] != first[1]);
    }
}

static void a_take_does_not_depend_on_its_neighbours(void **state)
{
    fixture *f = *state;
    uint64_t together[LINES_MAX], alone;
    fixture_voice(f, "espeak", "gmw/en-US");
    fixture_script(f, article, ARTICLE);
    speak_all(f, together);
    for (size_t i = 0; i < ARTICLE; i++) {
        fixture_script(f, &article[i], 1);
        speak_all(f, &alone);
        assert_true(alone == together[i]);
    }
}

static void words_ascend_and_begin_where_words_begin(void **state)
{
    fixture *f = *state;
    lec_take take;
    fixture_voice(f, "espeak", "gmw/en-US");
    fixture_script(f, article, ARTICLE);
    begin(f);
    for (size_t i = 0; i < ARTICLE; i++) {
        lec_str text = lec_str_of(article[i]);
        assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
        assert_true(take.frame_count > 0);
        assert_int_equal(take.word_count > 0, strcmp(article[i], "...") != 0);
        for (size_t w = 0; w < take.word_count; w++) {
            const lec_word *word = &take.words[w];
            assert_true(word->spoken < text.len);
            assert_true(word->frame < take.frame_count);
            assert_true(lec_utf8_at(text, word->spoken).code != LEC_CHAR_INVALID);
            assert_true(w == 0 || word->spoken > word[-1].spoken);
            assert_true(w == 0 || word->frame >= word[-1].frame);
        }
    }
}

static void a_plain_sentence_has_all_its_words(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"Ships carry 1,234 red boxes past Oslo."};
    static const uint32_t places[] = {0, 6, 12, 18, 22, 28, 33};
    lec_take take;
    fixture_voice(f, "espeak", "gmw/en-US");
    fixture_script(f, text, 1);
    begin(f);
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_int_equal(take.word_count, sizeof places / sizeof places[0]);
    for (size_t i = 0; i < take.word_count; i++) {
        assert_int_equal(take.words[i].spoken, places[i]);
    }
}

static void settings_are_heard(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"Settings change how a sentence sounds."};
    uint64_t usual, changed;
    lec_take take;
    fixture_script(f, text, 1);
    for (int i = 0; i < 3; i++) {
        fixture_voice(f, "espeak", "gmw/en-US");
        speak_all(f, &usual);
        f->cast[LEC_ROLE_STORY].rate_wpm += i == 0 ? 40 : 0;
        f->cast[LEC_ROLE_STORY].pitch += i == 1 ? 20 : 0;
        f->cast[LEC_ROLE_STORY].range += i == 2 ? 30 : 0;
        speak_all(f, &changed);
        assert_true(usual != changed);
    }
    f->cast[LEC_ROLE_STORY].rate_wpm = LEC_RATE_MAX;
    begin(f);
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_in_range(take.frame_count, 10000, 40000);
}

typedef struct refused {
    const char *voice;
    int rate_wpm, pitch, range;
} refused;

static void what_espeak_would_swallow_is_refused(void **state)
{
    fixture *f = *state;
    static const refused rows[] = {
        {"gmw/nosuch", 175, 50, 50},
        {"en-us", 175, 50, 50},
        {"gmw/en-US+nosuch", 175, 50, 50},
        {"gmw/en-US", 79, 50, 50},
        {"gmw/en-US", 450, 50, 50},
        {"gmw/en-US", 175, 101, 50},
        {"gmw/en-US", 175, -1, 50},
        {"gmw/en-US", 175, 50, 101},
        {"", 175, 50, 50},
        {"gmw/en-US+a-name-that-goes-on-for-longer-than-the-library-reads", 175, 50, 50},
    };
    fixture_script(f, article, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture_voice(f, "espeak", rows[i].voice);
        f->cast[0].rate_wpm = rows[i].rate_wpm;
        f->cast[0].pitch = rows[i].pitch;
        f->cast[0].range = rows[i].range;
        f->error = (lec_error){0};
        assert_int_equal(lec_speech_start(&f->options, &f->speech, &f->error), LEC_UNAVAILABLE);
        assert_true(f->error.message[0] != '\0');
        assert_no_children();
    }
}

static void control_characters_are_no_commands(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"Quiet \x01"
                                       "99P words\x7f here.",
                                       "Quiet  99P words  here."};
    uint64_t sums[2] = {0};
    fixture_voice(f, "espeak", "gmw/en-US");
    fixture_script(f, text, 2);
    speak_all(f, sums);
    assert_true(sums[0] == sums[1]);
}

/* ---- where words begin --------------------------------------------------------------------- */

typedef struct place {
    const char *text;
    size_t at, after;
    bool begins;
} place;

static void places_of_words(void **state)
{
    (void)state;
    static const place rows[] = {
        {"one two", 0, 0, true},   {"one two", 4, 1, true},    {"one two", 3, 1, false},
        {"one two", 5, 1, false},  {"one two", 7, 1, false},   {"one two", 0, 1, false},
        {"1,234 men", 0, 0, true}, {"1,234 men", 2, 1, false}, {"1,234 men", 1, 1, false},
        {"1,234 men", 6, 1, true}, {"(so) x", 1, 0, true},     {"(so) x", 1, 1, false},
        {"$5.50", 1, 0, true},     {"$5.50", 1, 1, false},     {"$5.50", 3, 1, false},
        {"a.b", 2, 1, true},       {"well-known", 5, 1, true}, {"COVID-19", 6, 1, false},
        {"日本", 3, 1, true},      {"日本", 0, 0, true},       {"é à", 3, 1, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool begins = lec_word_begins(lec_str_of(rows[i].text), rows[i].at, rows[i].after);
        if (begins != rows[i].begins) {
            fail_msg("row %zu: \"%s\" at %zu", i, rows[i].text, rows[i].at);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(takes_are_the_same_at_any_job_count_and_each_time),
        TEST(a_take_does_not_depend_on_its_neighbours),
        TEST(words_ascend_and_begin_where_words_begin),
        TEST(a_plain_sentence_has_all_its_words),
        TEST(settings_are_heard),
        TEST(what_espeak_would_swallow_is_refused),
        TEST(control_characters_are_no_commands),
        TEST(places_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
