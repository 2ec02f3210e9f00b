/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an engine is: one row of a table. It is opened once in a process that speaks nothing, and
 * speaks once in each child of that process, so that no utterance can leave a trace in the next.
 */
#ifndef LEC_SPEECH_ENGINE_H
#define LEC_SPEECH_ENGINE_H

#include "speech/recorder.h"

#include <lectern/voice.h>

typedef struct lec_engine {
    const char *name, *description;

    /** @return version of the library in use; "" for our own; static storage. */
    const char *(*version)(void);

    /**
     * Gets ready to speak with a voice, without making a sound.
     * @param[out] rate_hz of the frames that it will make.
     * @return LEC_OK; LEC_UNAVAILABLE; LEC_TRY_AGAIN.
     */
    lec_status (*open)(const lec_voice *voice, int *rate_hz, lec_error *error);

    /**
     * Speaks once.
     * @param text valid UTF-8 without control characters, NUL-terminated, not empty.
     * @return false when the engine failed or the recorder refused.
     */
    bool (*speak)(const char *text, size_t len, lec_recorder *recorder);
} lec_engine;

/** The table that lec_engine_list() shows. */
const lec_engine *const *lec_engines(size_t *count);

/** @return NULL when there is none of that name. */
const lec_engine *lec_engine_named(const lec_engine *const *table, size_t count, lec_str name);

extern const lec_engine lec_engine_espeak;
extern const lec_engine lec_engine_tone;

/**
 * Where espeak-ng keeps its data, e.g. "/usr/lib/x86_64-linux-gnu/espeak-ng-data". Starts nothing.
 * @return static storage of the library.
 */
const char *lec_espeak_folder(void);

/** Longest name, variant included, that espeak-ng takes without cutting it. */
#define LEC_ESPEAK_NAME_MAX 58

#endif
