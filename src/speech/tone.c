/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine for tests of timing: every character is a fixed run of frames. White space is silent;
 * any other character is a triangle wave, quiet at its edges, whose pitch depends on the character.
 * Integers only, so that every machine makes the same frames.
 */
#include "base/utf8.h"
#include "speech/engine.h"

#define TONE_RATE_HZ     22050
#define CHARACTER_FRAMES 882 /* 40 ms */
#define EDGE_FRAMES      110 /* 5 ms */
#define LEVEL            8000

static const char *tone_version(void)
{
    return "";
}

static lec_status tone_open(const lec_voice *voice, int *rate_hz, lec_error *error)
{
    (void)voice;
    (void)error;
    *rate_hz = TONE_RATE_HZ;
    return LEC_OK;
}

static int triangle(int at, int period)
{
    int phase = at % period * 4 * LEVEL / period; /* 0 to 4 LEVEL */
    if (phase < LEVEL) {
        return phase;
    }
    return phase < 3 * LEVEL ? 2 * LEVEL - phase : phase - 4 * LEVEL;
}

static void tone_character(uint32_t code, int16_t frames[CHARACTER_FRAMES])
{
    int period = 60 + (int)(code % 97);
    for (int i = 0; i < CHARACTER_FRAMES; i++) {
        int to_edge = i < CHARACTER_FRAMES - i ? i : CHARACTER_FRAMES - i;
        int gain = to_edge < EDGE_FRAMES ? to_edge : EDGE_FRAMES;
        frames[i] = (int16_t)(triangle(i, period) * gain / EDGE_FRAMES);
    }
}

static bool tone_speak(const char *text, size_t len, lec_recorder *recorder)
{
    static const int16_t silence[CHARACTER_FRAMES];
    int16_t frames[CHARACTER_FRAMES];
    bool in_word = false;
    lec_char c;
    for (size_t at = 0; (c = lec_utf8_at((lec_str){text, len}, at)).len > 0; at += c.len) {
        bool space = lec_char_is_space(c.code);
        if (!space && !in_word) {
            lec_record_word(recorder, at, recorder->frame_count);
        }
        in_word = !space;
        if (!space) {
            tone_character(c.code, frames);
        }
        if (!lec_record_frames(recorder, space ? silence : frames, CHARACTER_FRAMES)) {
            return false;
        }
    }
    return true;
}

const lec_engine lec_engine_tone = {
    .name = "tone",
    .description = "a tone for each character, for tests of timing",
    .version = tone_version,
    .open = tone_open,
    .speak = tone_speak,
};
