/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/manner.h"

static const lec_setting vocabulary[] = {
    {.section = "voice", .key = "name", .offset = offsetof(lec_manner, voice)},
    {.section = "voice",
     .key = "rate",
     .min = LEC_RATE_MIN,
     .max = LEC_RATE_MAX,
     .offset = offsetof(lec_manner, rate_wpm)},
    {.section = "voice",
     .key = "pitch",
     .min = LEC_PITCH_MIN,
     .max = LEC_PITCH_MAX,
     .offset = offsetof(lec_manner, pitch)},
    {.section = "pauses"},
};

lec_status lec_manner_read(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                           lec_manner *manner, lec_error *error)
{
    *manner = (lec_manner){0};
    return lec_language_read(arena, scratch, voices, lang, LEC_VOCABULARY(vocabulary), manner,
                             &manner->language, error);
}
