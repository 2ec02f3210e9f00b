/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lec_speech_start() takes for granted, so that tests can bring engines and limits. */
#ifndef LEC_SPEECH_SESSION_H
#define LEC_SPEECH_SESSION_H

#include "speech/engine.h"

/** Times count only while lec_speech_next() watches: a program that was stopped is not late. */
typedef struct lec_speech_limits {
    int start_ms;         /**< for an engine to open */
    int line_ms;          /**< for a line, and in addition ... */
    int line_us_per_byte; /**< ... for each byte of it */
    int grace_ms;         /**< for a process to leave by itself */
    int take_ms;          /**< longest sound of a line, and in addition ... */
    int take_ms_per_byte; /**< ... for each byte of it */
} lec_speech_limits;

/** Generous: machines are slow, and slower yet under a memory checker. */
extern const lec_speech_limits lec_speech_default_limits;

/** As lec_speech_start(), with a table of engines and limits of the caller's own. */
LEC_WARN_UNUSED lec_status lec_speech_start_with(const lec_speech_options *options,
                                                 const lec_engine *const *engines,
                                                 size_t engine_count,
                                                 const lec_speech_limits *limits,
                                                 lec_speech **speech, lec_error *error);

#endif
