/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio_fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static void assert_frames(lec_frames frames, uint64_t start, uint64_t end)
{
    assert_int_equal(frames.start, start);
    assert_int_equal(frames.end, end);
}

static void assert_word(const lec_timeline *timeline, size_t index, size_t line, const char *text,
                        uint64_t start, uint64_t end)
{
    assert_true(index < timeline->word_count);
    const lec_timed_word *word = &timeline->words[index];
    assert_int_equal(word->line, line);
    lec_str display = timeline->script->lines[line].speech.display;
    lec_str shown = lec_str_slice(display, word->display, word->display + word->length);
    assert_true(lec_str_equal(shown, lec_str_of(text)));
    assert_frames(word->frames, start, end);
}

/* Every line follows the one before, words tile their line, chapters tile the track. */
static void assert_sound_timeline(const lec_timeline *timeline)
{
    uint64_t at = 0;
    size_t word = 0;
    for (size_t i = 0; i < timeline->script->line_count; i++) {
        assert_int_equal(timeline->lines[i].start, at);
        at = timeline->lines[i].end;
        uint64_t inside = timeline->lines[i].start;
        for (; word < timeline->word_count && timeline->words[word].line == i; word++) {
            assert_int_equal(timeline->words[word].frames.start, inside);
            assert_true(timeline->words[word].frames.end >= inside);
            inside = timeline->words[word].frames.end;
        }
        if (timeline->script->lines[i].kind == LEC_LINE_SPEECH) {
            assert_int_equal(inside, at);
        }
    }
    assert_int_equal(at, timeline->frame_count);
    assert_int_equal(word, timeline->word_count);
    uint64_t begun = 0;
    for (size_t i = 0; i < timeline->chapter_count; i++) {
        assert_int_equal(timeline->chapters[i].frames.start, begun);
        begun = timeline->chapters[i].frames.end;
    }
    assert_true(timeline->chapter_count == 0 || begun == timeline->frame_count);
}

static int16_t *read_all(lec_arena *arena, const lec_track *track)
{
    size_t count = (size_t)lec_track_timeline(track)->frame_count;
    int16_t *frames = LEC_NEW(arena, count, int16_t);
    assert_non_null(frames);
    assert_int_equal(lec_track_read(track, 0, count, frames, NULL), LEC_OK);
    return frames;
}

static void test_pauses_and_lines(void **state)
{
    const lec_line lines[] = {pause_ms(500), speech("one two"), pause_ms(333), speech("three"),
                              pause_ms(1000)};
    lec_script script = script_of(lines, 5, NULL, 0);
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    lec_take first = tone_take(*state, 1, 40, 600, 300);
    lec_word words[] = {{0, 45}, {4, 300}};
    first.words = words;
    first.word_count = 2;
    assert_int_equal(lec_track_add(track, &first, NULL), LEC_OK);
    lec_take second = tone_take(*state, 3, 10, 400, 0);
    assert_int_equal(lec_track_add(track, &second, NULL), LEC_OK);
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);

    const lec_timeline *timeline = lec_track_timeline(track);
    assert_sound_timeline(timeline);
    assert_frames(timeline->lines[0], 0, 500);
    assert_frames(timeline->lines[1], 500, 500 + 610);
    assert_frames(timeline->lines[2], 1110, 1443);
    assert_frames(timeline->lines[3], 1443, 1443 + 405);
    assert_frames(timeline->lines[4], 1848, 2848);
    assert_int_equal(timeline->frame_count, 2848);
    assert_int_equal(timeline->word_count, 3);
    assert_word(timeline, 0, 1, "one", 500, 500 + 300 - 35);
    assert_word(timeline, 1, 1, "two", 765, 1110);
    assert_word(timeline, 2, 3, "three", 1443, 1848);
    lec_track_free(track);
}

static void test_frames_are_kept(void **state)
{
    const lec_line lines[] = {pause_ms(100), speech("a"), pause_ms(50), speech("b"), pause_ms(70)};
    lec_script script = script_of(lines, 5, NULL, 0);
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    lec_take a = tone_take(*state, 1, 33, 100000, 44); /* more than a block */
    lec_take b = tone_take(*state, 3, 0, 77, 0);
    assert_int_equal(lec_track_add(track, &a, NULL), LEC_OK);
    assert_int_equal(lec_track_add(track, &b, NULL), LEC_OK);
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    const int16_t *frames = read_all(*state, track);
    const lec_timeline *timeline = lec_track_timeline(track);
    for (size_t i = 0; i < 5; i += 2) {
        for (uint64_t k = timeline->lines[i].start; k < timeline->lines[i].end; k++) {
            assert_int_equal(frames[k], 0);
        }
    }
    size_t start = (size_t)timeline->lines[1].start;
    assert_memory_equal(frames + start + EDGE, a.frames + 33, 100000 * sizeof(int16_t));
    start = (size_t)timeline->lines[3].start;
    assert_memory_equal(frames + start + EDGE, b.frames + EDGE, (77 - 2 * EDGE) * sizeof(int16_t));
    assert_int_equal(frames[start], 0); /* a sound that begins at once is faded in */
    assert_int_equal(frames[start + 76], 0);

    int16_t part[1000];
    assert_int_equal(lec_track_read(track, 65000, 1000, part, NULL), LEC_OK);
    assert_memory_equal(part, frames + 65000, sizeof part);
    lec_error error = {0};
    assert_int_equal(lec_track_read(track, timeline->frame_count - 10, 11, part, &error), LEC_IO);
    assert_non_null(strstr(error.message, "TMPDIR"));
    lec_track_free(track);
}

static void test_no_click(void **state)
{
    enum { HIGH_RATE = 22050, STEP_MAX = 8000 * 3 / 110 };
    const lec_line lines[] = {speech("a"), speech("b"), pause_ms(10), speech("c")};
    lec_script script = script_of(lines, 4, NULL, 0);
    int16_t loud[3000];
    for (size_t i = 0; i < 3000; i++) {
        loud[i] = LOUD;
    }
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, HIGH_RATE, &track, NULL), LEC_OK);
    const size_t spoken[] = {0, 1, 3};
    for (size_t i = 0; i < 3; i++) {
        lec_take take = {.line = spoken[i], .frames = loud, .frame_count = 3000};
        assert_int_equal(lec_track_add(track, &take, NULL), LEC_OK);
    }
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    const int16_t *frames = read_all(*state, track);
    int last = 0;
    for (uint64_t i = 0; i < lec_track_timeline(track)->frame_count; i++) {
        assert_true(abs(frames[i] - last) <= STEP_MAX);
        last = frames[i];
    }
    assert_int_equal(last, 0);
    lec_track_free(track);
}

static void test_chapters(void **state)
{
    const lec_line lines[] = {
        chapter("First", 1),  pause_ms(500),  speech("aaaaa"),       pause_ms(1000),
        chapter("Second", 2), speech("bbbb"), pause_ms(100),         chapter("Third", 2),
        pause_ms(50),         speech("cccc"), chapter("At once", 1), speech("dd"),
        pause_ms(800),
    };
    lec_script script = script_of(lines, 13, NULL, 0);
    lec_track *track = track_of(*state, &script, RATE);
    const lec_timeline *timeline = lec_track_timeline(track);
    assert_sound_timeline(timeline);
    assert_int_equal(timeline->chapter_count, 4);
    assert_int_equal(timeline->chapters[1].line, 4);
    assert_frames(timeline->chapters[0].frames, 0, 1600 - LEC_CHAPTER_LEAD_MS);
    assert_frames(timeline->chapters[1].frames, 1350, 1680); /* the pause is short: at its start */
    assert_frames(timeline->chapters[2].frames, 1680, 1910); /* no pause: at the word */
    assert_frames(timeline->chapters[3].frames, 1910, timeline->frame_count);
    assert_frames(timeline->lines[4], 1600, 1600);
    lec_track_free(track);
}

static void test_first_chapter_is_at_zero(void **state)
{
    const lec_line lines[] = {pause_ms(5000), chapter("Late", 1), speech("a"), pause_ms(10)};
    lec_script script = script_of(lines, 4, NULL, 0);
    lec_track *track = track_of(*state, &script, RATE);
    assert_sound_timeline(lec_track_timeline(track));
    assert_frames(lec_track_timeline(track)->chapters[0].frames, 0, 5030);
    lec_track_free(track);
}

static void test_times_are_rounded(void **state)
{
    const lec_timeline timeline = {.rate_hz = 22050};
    (void)state;
    assert_int_equal(lec_timeline_ms(&timeline, 0), 0);
    assert_int_equal(lec_timeline_ms(&timeline, 11), 0);
    assert_int_equal(lec_timeline_ms(&timeline, 12), 1);
    assert_int_equal(lec_timeline_ms(&timeline, 22050 * (uint64_t)100000), 100000000);
    assert_int_equal(lec_timeline_ms(&timeline, UINT64_MAX), 836587032821294858);
}

static void test_takes_without_sound(void **state)
{
    const lec_line lines[] = {pause_ms(10), speech("a b"), speech("c d"), pause_ms(10)};
    lec_script script = script_of(lines, 4, NULL, 0);
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    const int16_t none = 0;
    lec_take empty = {.line = 1, .frames = &none};
    assert_int_equal(lec_track_add(track, &empty, NULL), LEC_OK);
    lec_take silent = tone_take(*state, 2, 500, 0, 0);
    lec_word words[] = {{0, 0}, {2, 250}};
    silent.words = words;
    silent.word_count = 2;
    assert_int_equal(lec_track_add(track, &silent, NULL), LEC_OK);
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    const lec_timeline *timeline = lec_track_timeline(track);
    assert_sound_timeline(timeline);
    assert_int_equal(timeline->frame_count, 20);
    assert_int_equal(timeline->word_count, 3);
    assert_word(timeline, 0, 1, "a b", 10, 10);
    assert_word(timeline, 1, 2, "c", 10, 10);
    assert_word(timeline, 2, 2, "d", 10, 10);
    lec_track_free(track);
}

static void test_nothing_but_a_pause(void **state)
{
    const lec_line lines[] = {pause_ms(10)};
    lec_script script = script_of(lines, 1, NULL, 0);
    lec_track *track = track_of(*state, &script, RATE);
    assert_sound_timeline(lec_track_timeline(track));
    assert_int_equal(lec_track_timeline(track)->frame_count, 10);
    lec_track_free(track);
    lec_track_free(NULL);
}

/* "At $5 (five-ish) she left [1]." said as "At five dollars five-ish she left." */
static void test_words_of_the_display(void **state)
{
    static const lec_reading readings[] = {
        {{3, 5}, {3, 15}, "money"},
        {{25, 29}, {35, 35}, "reference"},
    };
    lec_line line = speech("At $5 (five-ish) she left [1].");
    line.speech.spoken = LEC_STR("At five dollars (five-ish) she left.");
    line.speech.readings = readings;
    line.speech.reading_count = 2;
    lec_script script = script_of(&line, 1, NULL, 0);
    lec_take take = tone_take(*state, 0, 0, 1000, 0);
    /* five, dollars | five, ish | she | a step back | left; the last beyond the end */
    const lec_word words[] = {{0, 0},    {3, 100},  {8, 200},  {17, 300}, {22, 350},
                              {27, 400}, {24, 450}, {31, 390}, {31, 5000}};
    take.words = words;
    take.word_count = 9;
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    assert_int_equal(lec_track_add(track, &take, NULL), LEC_OK);
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    const lec_timeline *timeline = lec_track_timeline(track);
    assert_sound_timeline(timeline);
    assert_int_equal(timeline->word_count, 5);
    assert_word(timeline, 0, 0, "At", 0, 100);
    assert_word(timeline, 1, 0, "$5", 100, 300);
    assert_word(timeline, 2, 0, "(five-ish)", 300, 400);
    assert_word(timeline, 3, 0, "she", 400, 400); /* `left` came too early */
    assert_word(timeline, 4, 0, "left [1].", 400, 1000);
    lec_track_free(track);
}

static void test_words_without_spaces(void **state)
{
    lec_line line = speech("我的iPhone很好"); /* 3 bytes each, iPhone from 6 to 12 */
    lec_script script = script_of(&line, 1, NULL, 0);
    lec_take take = tone_take(*state, 0, 0, 500, 0);
    const lec_word words[] = {{0, 0}, {6, 100}, {8, 150}, {12, 200}, {15, 300}};
    take.words = words;
    take.word_count = 5;
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    assert_int_equal(lec_track_add(track, &take, NULL), LEC_OK);
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    const lec_timeline *timeline = lec_track_timeline(track);
    assert_sound_timeline(timeline);
    assert_int_equal(timeline->word_count, 4);
    assert_word(timeline, 0, 0, "我的", 0, 100);
    assert_word(timeline, 1, 0, "iPhone", 100, 200);
    assert_word(timeline, 2, 0, "很", 200, 300);
    assert_word(timeline, 3, 0, "好", 300, 500);
    lec_track_free(track);
}

static void test_order_of_takes(void **state)
{
    const lec_line lines[] = {speech("a"), pause_ms(5), speech("b")};
    lec_script script = script_of(lines, 3, NULL, 0);
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    lec_take second = tone_take(*state, 2, 0, 10, 0);
    assert_int_equal(lec_track_add(track, &second, NULL), LEC_INTERNAL);
    assert_int_equal(lec_track_finish(track, NULL), LEC_INTERNAL);
    lec_track_free(track);
}

static void test_same_bytes(void **state)
{
    const lec_line lines[] = {pause_ms(5), speech("one two"), pause_ms(7), speech("three four")};
    lec_script script = script_of(lines, 4, NULL, 0);
    lec_track *a = track_of(*state, &script, 22050);
    lec_track *b = track_of(*state, &script, 22050);
    size_t count = (size_t)lec_track_timeline(a)->frame_count;
    assert_int_equal(count, lec_track_timeline(b)->frame_count);
    assert_memory_equal(read_all(*state, a), read_all(*state, b), count * sizeof(int16_t));
    lec_track_free(a);
    lec_track_free(b);
}

/* A limit on the size of files stands for a disk that is full. */
static void test_full_disk(void **state)
{
    const lec_line lines[] = {speech("a"), pause_ms(5)};
    lec_script script = script_of(lines, 2, NULL, 0);
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, NULL), LEC_OK);
    lec_take take = tone_take(*state, 0, 0, 500000, 0);
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = {200000, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    lec_error error = {0};
    lec_status status = lec_track_add(track, &take, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, LEC_IO);
    assert_non_null(strstr(error.message, "File too large"));
    assert_non_null(strstr(error.message, "TMPDIR"));
    lec_track_free(track);
}

static void test_no_spool(void **state)
{
    const lec_line lines[] = {speech("a")};
    lec_script script = script_of(lines, 1, NULL, 0);
    const char *old = getenv("TMPDIR");
    char *kept = old ? strdup(old) : NULL;
    assert_int_equal(setenv("TMPDIR", "/nonexistent/folder", 1), 0);
    lec_track *track = NULL;
    lec_error error = {0};
    assert_int_equal(lec_track_start(*state, &script, RATE, &track, &error), LEC_CANNOT_CREATE);
    assert_null(track);
    assert_non_null(strstr(error.message, "TMPDIR"));
    assert_int_equal(kept ? setenv("TMPDIR", kept, 1) : unsetenv("TMPDIR"), 0);
    free(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_pauses_and_lines),
        ARENA_TEST(test_frames_are_kept),
        ARENA_TEST(test_no_click),
        ARENA_TEST(test_chapters),
        ARENA_TEST(test_first_chapter_is_at_zero),
        cmocka_unit_test(test_times_are_rounded),
        ARENA_TEST(test_takes_without_sound),
        ARENA_TEST(test_nothing_but_a_pause),
        ARENA_TEST(test_words_of_the_display),
        ARENA_TEST(test_words_without_spaces),
        ARENA_TEST(test_order_of_takes),
        ARENA_TEST(test_same_bytes),
        ARENA_TEST(test_full_disk),
        ARENA_TEST(test_no_spool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
