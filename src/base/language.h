/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A language's folder in voices/, and its lang.conf. What the file leaves out is as in
 * voices/und/lang.conf, which sets everything but the name of a voice.
 */
#ifndef LEC_BASE_LANGUAGE_H
#define LEC_BASE_LANGUAGE_H

#include <lectern/base.h>

/** What lang.conf says. */
typedef struct lec_language {
    const char *folder; /**< path of the language's folder; ends in /und when it has none */
    lec_str tag;        /**< the folder's name, e.g. "en" for "en-GB"; NUL-terminated */

    /* [pauses], in ms */
    int head_ms, clause_ms, sentence_ms, paragraph_ms;
    int before_heading_ms, after_heading_ms, story_ms, tail_ms;

    /* [voice] */
    lec_str voice; /**< name: the default voice; empty: the engine's own for the language */
    int rate_wpm;  /**< rate: words a minute inside sentences */
    int pitch;     /**< 0 to 100 */
} lec_language;

/**
 * Finds the folder of a language. The tag is tried with its subtags dropped from the right (RFC
 * 4647, 3.4 lookup), without regard to case; then "und".
 *
 * @param arena holds the path and the tag.
 * @param voices the folder voices/; NUL-terminated.
 * @param lang BCP 47.
 * @param[out] language only `folder` and `tag` are set.
 * @return LEC_OK; LEC_UNAVAILABLE (`voices` is not readable, or has neither); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_language_find(lec_arena *arena, lec_arena scratch,
                                             const char *voices, lec_str lang,
                                             lec_language *language, lec_error *error);

/**
 * Finds the folder and reads lang.conf.
 * @return as lec_language_find(); LEC_DATA (malformed: file and line).
 */
LEC_WARN_UNUSED lec_status lec_language_read(lec_arena *arena, lec_arena scratch,
                                             const char *voices, lec_str lang,
                                             lec_language *language, lec_error *error);

#endif
