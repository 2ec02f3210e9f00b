/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text, sentences, script, plan and chapters. */
#include "publish_fixture.h"

static lec_block block(lec_block_kind kind, const char *text)
{
    return (lec_block){.kind = kind, .level = 1, .text = lec_str_of(text)};
}

static void test_text(void **state)
{
    const lec_block told[] = {block(LEC_BLOCK_HEADING, "On tea"),
                              block(LEC_BLOCK_PARAGRAPH, "Water first."),
                              block(LEC_BLOCK_QUOTE, "Then leaves.")};
    const lec_block untold[] = {block(LEC_BLOCK_HEADING, "Part one"),
                                block(LEC_BLOCK_PARAGRAPH, "It rains.")};
    const lec_block paragraph[] = {block(LEC_BLOCK_PARAGRAPH, "Alone.")};
    const lec_document documents[] = {
        {.facts.title = LEC_STR("On tea"), .blocks = told, .block_count = 3},
        {.facts.title = LEC_STR("Weather"), .blocks = untold, .block_count = 2},
        {.blocks = paragraph, .block_count = 1},
        {.facts.title = LEC_STR("Alone."), .blocks = paragraph, .block_count = 1},
    };
    const lec_publication from = {.documents = documents, .document_count = 4};
    assert_text(rendered(*state, "text", &from), "On tea\n\nWater first.\n\nThen leaves.\n\n"
                                                 "Weather\n\nPart one\n\nIt rains.\n\n"
                                                 "Alone.\n\nAlone.\n\nAlone.\n");
}

/* Lines whose display is a slice of one text, so that parts of a sentence belong together. */
static lec_line part(lec_str text, size_t start, size_t end, bool opens, const char *spoken)
{
    lec_line line = speech_of(lec_str_slice(text, start, end));
    line.speech.spoken = lec_str_of(spoken);
    line.speech.opens_sentence = opens;
    return line;
}

static void test_sentences_and_script(void **state)
{
    lec_str text = LEC_STR("Dr. Lee slept;  he dreamt,(of tea). He woke.");
    const lec_line lines[] = {
        pause_ms(10),
        chapter("A", 1),
        part(text, 0, 14, true, "Doctor Lee slept;"),
        pause_ms(10),
        part(text, 16, 26, false, "he dreamt,"),
        part(text, 26, 35, false, "(of tea)."),
        pause_ms(10),
        part(text, 36, 44, true, "He woke."),
        pause_ms(10),
    };
    lec_script script = script_of(lines, 9, NULL, 0);
    const lec_publication from = {.script = &script};
    assert_text(rendered(*state, "sentences", &from),
                "Dr. Lee slept;  he dreamt,(of tea).\nHe woke.\n");
    assert_text(rendered(*state, "script", &from),
                "Doctor Lee slept; he dreamt, (of tea).\nHe woke.\n");
}

static void test_nothing_spoken(void **state)
{
    const lec_line lines[] = {pause_ms(10)};
    lec_script script = script_of(lines, 1, NULL, 0);
    const lec_publication from = {.script = &script};
    assert_text(rendered(*state, "sentences", &from), "");
    assert_text(rendered(*state, "script", &from), "");
}

/* Milliseconds of lines, as the script estimates them. */
static uint64_t estimate(const lec_line *lines, size_t count)
{
    uint64_t ms = 0;
    for (size_t i = 0; i < count; i++) {
        ms += lec_line_estimate_ms(&lines[i]);
    }
    return ms;
}

static const char *clock_time(lec_arena *arena, uint64_t ms)
{
    uint64_t s = (ms + 500) / 1000;
    return lec_arena_printf(arena, "%d:%02d", (int)(s / 60), (int)(s % 60)).ptr;
}

/* At the rate that estimates are made for. */
static lec_voice cast[2 * LEC_ROLES];

static void set_rate(int wpm)
{
    for (size_t i = 0; i < sizeof cast / sizeof *cast; i++) {
        cast[i].rate_wpm = wpm;
    }
}

static void test_plan(void **state)
{
    lec_line lines[] = {
        pause_ms(60000), chapter("Tea", 1),  speech("One two - three."),
        pause_ms(90000), speech("Four"),     speech("and five."),
        pause_ms(30000), chapter("Milk", 2), pause_ms(500),
        speech("Six?"),  pause_ms(20000),    chapter("Rain", 1),
        speech("Seven"), pause_ms(1000),
    };
    for (size_t i = 11; i < 14; i++) {
        lines[i].story = 1;
    }
    const lec_story stories[] = {
        {.title = LEC_STR("Tea"), .sentence_count = 3, .word_count = 7},
        {.title = LEC_STR("The rain"), .sentence_count = 1, .word_count = 1},
    };
    lec_script script = script_of(lines, 14, stories, 2);
    script.sentence_count = 4;
    script.word_count = 8;
    set_rate(LEC_ESTIMATE_WPM);
    const lec_publication from = {.script = &script, .cast = cast};
    const char *expected =
        lec_arena_printf(*state,
                         "Tea\n  0:00  Tea\n    %s  Milk\n3 sentences, 7 words, about %s\n\n"
                         "The rain\n  %s  Rain\n1 sentence, 1 word, about %s\n\n"
                         "All\n4 sentences, 8 words, about %s\n",
                         clock_time(*state, estimate(lines, 9) - LEC_CHAPTER_LEAD_MS),
                         clock_time(*state, estimate(lines, 11)),
                         clock_time(*state, estimate(lines, 11) - LEC_CHAPTER_LEAD_MS),
                         clock_time(*state, estimate(lines + 11, 3)),
                         clock_time(*state, estimate(lines, 14)))
            .ptr;
    assert_text(rendered(*state, "plan", &from), expected);
}

static void test_plan_of_one_story_and_of_hours(void **state)
{
    const lec_line lines[] = {chapter("Long", 1), pause_ms(3600000 * 3 + 62000)};
    const lec_story stories[] = {{.title = LEC_STR("Long")}};
    lec_script script = script_of(lines, 2, stories, 1);
    const lec_publication from = {.script = &script, .cast = cast};
    assert_text(rendered(*state, "plan", &from),
                "Long\n  0:00  Long\n0 sentences, 0 words, about 3:01:02\n");
}

/* Speech lasts as long as its rate says; pauses stay. */
static void test_plan_at_another_rate(void **state)
{
    const lec_line lines[] = {chapter("Slow", 1), pause_ms(60000),
                              speech("All of this is said at half the speed.")};
    const lec_story stories[] = {{.title = LEC_STR("Slow")}};
    lec_script script = script_of(lines, 3, stories, 1);
    const lec_publication from = {.script = &script, .cast = cast};
    set_rate(LEC_ESTIMATE_WPM / 2);
    uint64_t speech_ms = estimate(lines + 2, 1) * LEC_ESTIMATE_WPM / (LEC_ESTIMATE_WPM / 2);
    assert_text(rendered(*state, "plan", &from),
                lec_arena_printf(*state, "Slow\n  0:00  Slow\n0 sentences, 0 words, about %s\n",
                                 clock_time(*state, 60000 + speech_ms))
                    .ptr);
}

static void test_chapters(void **state)
{
    enum { ODD_RATE = 22050 };
    const lec_line lines[] = {chapter("Tea & \"milk\"", 1),
                              speech("a"),
                              pause_ms(1000),
                              chapter("茶", 2),
                              speech("b"),
                              pause_ms(61234),
                              chapter("Rain", 1),
                              speech("c")};
    lec_script script = script_of(lines, 8, NULL, 0);
    lec_track *track = track_of(*state, &script, ODD_RATE);
    const lec_publication from = {.script = &script, .track = track};
    const lec_timeline *timeline = lec_track_timeline(track);
    /* 20 + 22050 - 5512 frames are 750.93 ms */
    assert_int_equal(timeline->chapters[1].frames.start, 20 + 22050 - 5512);
    assert_int_equal(timeline->chapters[2].frames.start, 20 + 22050 + 20 + 1350209 - 5512);
    assert_text(rendered(*state, "chapters", &from),
                "0.000\t1\tTea & \"milk\"\n0.751\t2\t茶\n61.986\t1\tRain\n");
    lec_track_free(track);
}

static void test_no_chapters(void **state)
{
    const lec_line lines[] = {speech("a")};
    lec_script script = script_of(lines, 1, NULL, 0);
    lec_track *track = track_of(*state, &script, RATE);
    const lec_publication from = {.script = &script, .track = track};
    assert_text(rendered(*state, "chapters", &from), "");
    lec_track_free(track);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_text),
        ARENA_TEST(test_sentences_and_script),
        ARENA_TEST(test_nothing_spoken),
        ARENA_TEST(test_plan),
        ARENA_TEST(test_plan_of_one_story_and_of_hours),
        ARENA_TEST(test_plan_at_another_rate),
        ARENA_TEST(test_chapters),
        ARENA_TEST(test_no_chapters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
