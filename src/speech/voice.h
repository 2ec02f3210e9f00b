/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NAME.conf in a folder of voices/. */
#ifndef LEC_SPEECH_VOICE_H
#define LEC_SPEECH_VOICE_H

#include <lectern/voice.h>

/** Range of intonation, unless a voice says otherwise; the engine's own. */
#define LEC_VOICE_RANGE 50

/** A search for voices: what every step needs. */
typedef struct lec_voice_search {
    lec_arena *arena;
    const char *voices; /**< folder */
    const char *espeak; /**< folder of espeak-ng's data */
    lec_str asked;      /**< as the user wrote it */
    bool by_name;       /**< of the voice, which has to match; else by its language */
    lec_error *error;
} lec_voice_search;

/** @return the name of a voice, from its file's; empty for files of another kind. */
lec_str lec_voice_of_file(lec_str file);

/**
 * Reads voices/FOLDER/NAME.conf. What it leaves out is as in the lang.conf beside it.
 * @param variant instead of the file's; may be empty.
 */
LEC_WARN_UNUSED lec_status lec_voice_read(const lec_voice_search *s, lec_arena scratch,
                                          lec_str folder, lec_str name, lec_str variant,
                                          lec_voice *voice);

#endif
