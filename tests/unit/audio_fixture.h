/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts and takes by hand, for the tests of what comes after speech. */
#ifndef LEC_TESTS_AUDIO_FIXTURE_H
#define LEC_TESTS_AUDIO_FIXTURE_H

#include "base/arena.h"
#include "base/str.h"

#include <lectern/track.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* After these. */
#include <cmocka.h>

enum { RATE = 1000, LOUD = 8000, EDGE = 5 /* ms, and so frames, that are kept and faded */ };

static inline lec_line speech_of(lec_str text)
{
    return (lec_line){.kind = LEC_LINE_SPEECH,
                      .speech = {.display = text, .spoken = text, .opens_sentence = true}};
}

static inline lec_line speech(const char *text)
{
    return speech_of(lec_str_of(text));
}

static inline lec_line pause_ms(uint32_t ms)
{
    return (lec_line){.kind = LEC_LINE_PAUSE, .pause = {LEC_PAUSE_SENTENCE, ms}};
}

static inline lec_line chapter(const char *title, int level)
{
    return (lec_line){.kind = LEC_LINE_CHAPTER, .chapter = {lec_str_of(title), level}};
}

/** A script of lines; `stories` may be NULL. */
static inline lec_script script_of(const lec_line *lines, size_t count, const lec_story *stories,
                                   size_t story_count)
{
    lec_script script = {
        .lines = lines, .line_count = count, .stories = stories, .story_count = story_count};
    for (size_t i = 0; i < count; i++) {
        script.speech_count += lines[i].kind == LEC_LINE_SPEECH;
        script.chapter_count += lines[i].kind == LEC_LINE_CHAPTER;
    }
    return script;
}

/** A square wave of `sound` frames between `lead` and `trail` frames of silence. */
static inline lec_take tone_take(lec_arena *arena, size_t line, size_t lead, size_t sound,
                                 size_t trail)
{
    size_t count = lead + sound + trail;
    int16_t *frames = LEC_NEW(arena, count, int16_t);
    assert_non_null(frames);
    for (size_t i = 0; i < sound; i++) {
        frames[lead + i] = i / 4 % 2 ? -LOUD : LOUD;
    }
    return (lec_take){.line = line, .frames = frames, .frame_count = count};
}

enum { FRAMES_PER_BYTE = 20 };

/** What a plain engine would say: every byte lasts as long, and a word begins after each space. */
static inline lec_take byte_take(lec_arena *arena, const lec_script *script, size_t line)
{
    lec_str spoken = script->lines[line].speech.spoken;
    lec_take take = tone_take(arena, line, 0, spoken.len * FRAMES_PER_BYTE, 0);
    lec_word *words = LEC_NEW(arena, spoken.len + 1, lec_word);
    assert_non_null(words);
    for (size_t i = 0; i < spoken.len; i++) {
        if (spoken.ptr[i] != ' ' && (i == 0 || spoken.ptr[i - 1] == ' ')) {
            words[take.word_count++] = (lec_word){(uint32_t)i, i * FRAMES_PER_BYTE};
        }
    }
    take.words = words;
    return take;
}

/** The finished track of a script, every line spoken by byte_take(). */
static inline lec_track *track_of(lec_arena *arena, const lec_script *script, int rate_hz)
{
    lec_track *track = NULL;
    assert_int_equal(lec_track_start(arena, script, rate_hz, &track, NULL), LEC_OK);
    for (size_t i = 0; i < script->line_count; i++) {
        if (script->lines[i].kind == LEC_LINE_SPEECH) {
            lec_arena scratch = {0};
            assert_int_equal(lec_arena_init(&scratch, 0, NULL), LEC_OK);
            lec_take take = byte_take(&scratch, script, i);
            assert_int_equal(lec_track_add(track, &take, NULL), LEC_OK);
            lec_arena_free(&scratch);
        }
    }
    assert_int_equal(lec_track_finish(track, NULL), LEC_OK);
    return track;
}

static inline int arena_setup(void **state)
{
    static lec_arena arena;
    *state = &arena;
    return lec_arena_init(&arena, 0, NULL) == LEC_OK ? 0 : -1;
}

static inline int arena_teardown(void **state)
{
    lec_arena_free(*state);
    return 0;
}

/** A test with an arena of its own as its state. */
#define ARENA_TEST(f)                                                                              \
    {                                                                                              \
        .name = #f, .test_func = (f), .setup_func = arena_setup, .teardown_func = arena_teardown   \
    }

#endif
