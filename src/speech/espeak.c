/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * espeak-ng, through its library; the only file that includes it.
 *
 * Text is always plain: markup could run programs and phoneme input can crash the library. It
 * takes any parameter without complaint, so every number is checked here.
 */
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "speech/engine.h"
#include "speech/word.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Sound comes in blocks of this length. */
#define BLOCK_MS 1000

/* Per cent of the library's own level, at which peaks reach full scale. What is lower leaves room
 * for the peaks between samples: at most -1 dBTP (EBU R 128). */
#define VOLUME 80

static const char *espeak_version(void)
{
    return espeak_Info(NULL);
}

const char *lec_espeak_folder(void)
{
    const char *folder = NULL;
    espeak_ng_InitializePath(NULL);
    (void)espeak_Info(&folder);
    return folder ? folder : "";
}

static bool set(espeak_PARAMETER parameter, int value, int min, int max)
{
    return value >= min && value <= max && espeak_SetParameter(parameter, value, 0) == EE_OK;
}

/* An unknown name leaves the old voice in place, so what is in place is asked for. */
static bool set_voice(const char *name)
{
    if (espeak_SetVoiceByName(name) != EE_OK) {
        return false;
    }
    const espeak_VOICE *voice = espeak_GetCurrentVoice();
    return voice && voice->identifier && strcmp(voice->identifier, name) == 0;
}

static lec_status espeak_open(const lec_voice *voice, int *rate_hz, lec_error *error)
{
    /* The library draws on the C library's random numbers and reads its data files by locale: both
     * may have been set by the program that we are part of. */
    (void)setlocale(LC_ALL, "C");
    srand(1);
    /* It makes ready to play, asked or not: with this server it looks for none, and leaves no
     * folder of PulseAudio's in TMPDIR and HOME. */
    (void)setenv("PULSE_SERVER", "none:", 1);
    char name[LEC_ESPEAK_NAME_MAX + 1] = {0};
    if (voice->engine_voice.len > LEC_ESPEAK_NAME_MAX) {
        return lec_fail(error, LEC_UNAVAILABLE, "the name of voice %.*s is too long for espeak-ng",
                        LEC_ARG(voice->engine_voice));
    }
    memcpy(name, voice->engine_voice.ptr, voice->engine_voice.len);
    *rate_hz =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BLOCK_MS, NULL, espeakINITIALIZE_DONT_EXIT);
    if (*rate_hz <= 0) {
        return lec_fail(error, LEC_UNAVAILABLE,
                        "espeak-ng cannot start: its data is missing; install espeak-ng-data");
    }
    if (!set_voice(name)) {
        return lec_fail(error, LEC_UNAVAILABLE, "espeak-ng has no voice %s", name);
    }
    if (!set(espeakRATE, voice->rate_wpm, LEC_RATE_MIN, LEC_RATE_MAX) ||
        !set(espeakPITCH, voice->pitch, LEC_PITCH_MIN, LEC_PITCH_MAX) ||
        !set(espeakRANGE, voice->range, 0, 100) || !set(espeakVOLUME, VOLUME, 0, 100)) {
        return lec_fail(error, LEC_UNAVAILABLE, "voice %s: rate, pitch or range is out of range",
                        name);
    }
    return LEC_OK;
}

/* One utterance; the callback finds it through the event's user data. */
typedef struct utterance {
    lec_recorder *recorder;
    lec_str text;
    size_t byte, character; /* the same place, counted in both */
} utterance;

/* The places that espeak-ng names go back now and then; then the count starts afresh. */
static size_t byte_of_character(utterance *u, size_t character)
{
    if (character < u->character) {
        u->byte = u->character = 0;
    }
    for (; u->character < character; u->character++) {
        lec_char c = lec_utf8_at(u->text, u->byte);
        if (c.len == 0) {
            break;
        }
        u->byte += c.len;
    }
    return u->byte;
}

static int on_sound(short *frames, int count, espeak_EVENT *events)
{
    utterance *u = events->user_data;
    if (!u) {
        return 0;
    }
    for (const espeak_EVENT *e = events; e->type != espeakEVENT_LIST_TERMINATED; e++) {
        if (e->type == espeakEVENT_WORD && e->text_position >= 1 && e->sample >= 0) {
            size_t byte = byte_of_character(u, (size_t)e->text_position - 1);
            if (lec_word_begins(u->text, byte, lec_record_words_end(u->recorder))) {
                lec_record_word(u->recorder, byte, (uint64_t)e->sample);
            }
        }
    }
    bool more = !frames || count <= 0 || lec_record_frames(u->recorder, frames, (size_t)count);
    return more ? 0 : 1;
}

static bool espeak_speak(const char *text, size_t len, lec_recorder *recorder)
{
    utterance u = {.recorder = recorder, .text = {text, len}};
    espeak_SetSynthCallback(on_sound);
    return espeak_Synth(text, len + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, &u) == EE_OK &&
           !recorder->flooded && !recorder->exhausted;
}

const lec_engine lec_engine_espeak = {
    .name = "espeak",
    .description = "espeak-ng: small, fast, many languages",
    .version = espeak_version,
    .open = espeak_open,
    .speak = espeak_speak,
};
