/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A language's folder in voices/, and its lang.conf. What the file leaves out is as in
 * voices/und/lang.conf, which sets everything but the name of a voice.
 */
#ifndef LEC_BASE_LANGUAGE_H
#define LEC_BASE_LANGUAGE_H

#include "base/settings.h"

#include <lectern/base.h>

/** Where the files of a language lie. */
typedef struct lec_language {
    const char *folder; /**< path of the language's folder; ends in /und when it has none */
    lec_str tag;        /**< the folder's name, e.g. "en" for "en-GB"; NUL-terminated */
} lec_language;

/**
 * Finds the folder of a language. The tag is tried with its subtags dropped from the right (RFC
 * 4647, 3.4 lookup), without regard to case; then "und".
 *
 * @param arena holds the path and the tag.
 * @param voices the folder voices/; NUL-terminated.
 * @param lang BCP 47.
 *  @return LEC_OK; LEC_UNAVAILABLE (`voices` is not readable, or has neither); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_language_find(lec_arena *arena, lec_arena scratch,
                                             const char *voices, lec_str lang,
                                             lec_language *language, lec_error *error);

/**
 * Finds the folder and reads lang.conf, as far as it is the caller's.
 *
 * @param vocabulary the caller's sections; a row without a key names one of another reader.
 * @param[out] target where the settings go; text that no file gives is left alone.
 * @return as lec_language_find(); LEC_UNAVAILABLE (a lang.conf that cannot be read); LEC_DATA
 *         (malformed, or a number that voices/und does not set: file and line).
 */
LEC_WARN_UNUSED lec_status lec_language_read(lec_arena *arena, lec_arena scratch,
                                             const char *voices, lec_str lang,
                                             lec_vocabulary vocabulary, void *target,
                                             lec_language *language, lec_error *error);

#endif
