/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [voice] of lang.conf: how a language is spoken when a voice does not say otherwise. */
#ifndef LEC_SPEECH_MANNER_H
#define LEC_SPEECH_MANNER_H

#include "base/language.h"

#include <lectern/voice.h>

typedef struct lec_manner {
    lec_language language;
    lec_str voice; /**< name: the default voice; empty: the engine's own for the language */
    int rate_wpm;  /**< rate: words a minute inside sentences */
    int pitch;
} lec_manner;

/** @return as lec_language_read(). */
LEC_WARN_UNUSED lec_status lec_manner_read(lec_arena *arena, lec_arena scratch, const char *voices,
                                           lec_str lang, lec_manner *manner, lec_error *error);

#endif
