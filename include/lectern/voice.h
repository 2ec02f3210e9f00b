/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Voices and takes: the fourth noun of the pipeline.
 *
 * script --speech--> takes
 *
 * A take is one spoken line: frames and the times of its words. It depends on the line's text and
 * its voice alone - not on what was spoken before, nor on how many processes speak.
 */
#ifndef LECTERN_VOICE_H
#define LECTERN_VOICE_H

#include <lectern/script.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LEC_RATE_MIN  80  /**< words a minute */
#define LEC_RATE_MAX  449 /**< words a minute; espeak-ng 1.51 is slower again from 450 on */
#define LEC_PITCH_MIN 0
#define LEC_PITCH_MAX 100
#define LEC_JOBS_MAX  64 /**< processes that speak at the same time */

/** A way of speaking: an engine and its settings. A value; strings live in the arena. */
typedef struct lec_voice {
    lec_str name;         /**< as it was asked for, or of its file in voices/ */
    lec_str engine;       /**< a name from lec_engine_list() */
    lec_str engine_voice; /**< the engine's name for it, e.g. "gmw/en-US+f3" */
    lec_str lang;         /**< BCP 47 */
    lec_str description;  /**< one line; may be empty */
    int rate_wpm;         /**< words a minute inside sentences, LEC_RATE_MIN to LEC_RATE_MAX */
    int pitch;            /**< LEC_PITCH_MIN to LEC_PITCH_MAX; the engine's middle is 50 */
    int range;            /**< of intonation, 0 (monotone) to 100 */
} lec_voice;

/** One row of the table of engines. */
typedef struct lec_engine_info {
    const char *name;        /**< "espeak", "tone" */
    const char *description; /**< one line */
    const char *version;     /**< of the library in use; "" for our own */
} lec_engine_info;

/**
 * The table of engines.
 * @param[out] count number of rows.
 * @return the rows; static storage.
 */
const lec_engine_info *lec_engine_list(size_t *count);

/**
 * Finds a voice by name: one of ours (NAME.conf in a folder of voices/, that of `lang` first), a
 * language code, or a name of espeak-ng's; +VARIANT may follow any of them. NULL or an empty name
 * gives the voice of that region when `lang` names one ("en-GB"), else the language's default, from
 * its lang.conf.
 *
 * @param arena holds the voice's strings.
 * @param voices the folder voices/; NUL-terminated.
 * @param lang BCP 47.
 * @return LEC_OK; LEC_UNAVAILABLE (no such voice or language; the message lists near names);
 *         LEC_DATA (a malformed .conf: file and line); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_voice_find(lec_arena *arena, lec_arena scratch, const char *voices,
                                          lec_str lang, lec_str name, lec_voice *voice,
                                          lec_error *error);

/**
 * Lists the voices of voices/, ascending by language, then name; then those that espeak-ng has for
 * languages without one of ours.
 *
 * @param lang only voices of this language; empty for all.
 * @param[out] list in the arena.
 * @return as lec_voice_find(); LEC_UNAVAILABLE also when no voice speaks `lang`.
 */
LEC_WARN_UNUSED lec_status lec_voice_list(lec_arena *arena, lec_arena scratch, const char *voices,
                                          lec_str lang, const lec_voice **list, size_t *count,
                                          lec_error *error);

/**
 * How long a line will last: speech goes by its voice's rate, pauses stay as they are.
 * @param cast the script's story_count times LEC_ROLES voices, by story, then role.
 * @return milliseconds; 0 for a chapter.
 */
uint64_t lec_line_expected_ms(const lec_line *line, const lec_voice *cast);

/** When a word begins. */
typedef struct lec_word {
    uint32_t spoken; /**< byte offset of its first character in the line's `spoken` text */
    uint64_t frame;  /**< from the beginning of the take */
} lec_word;

/** One spoken line. */
typedef struct lec_take {
    size_t line;           /**< index into the script's lines */
    const int16_t *frames; /**< mono, native byte order, full scale 32768 */
    uint64_t frame_count;
    const lec_word *words; /**< ascending by frame */
    size_t word_count;
} lec_take;

/** A reading session: the processes that speak a script. */
typedef struct lec_speech lec_speech;

/** How to speak. */
typedef struct lec_speech_options {
    const lec_script *script;
    const lec_voice *cast; /**< script->story_count times LEC_ROLES voices, by story, then role */
    int jobs;              /**< processes that speak at the same time, 1 to LEC_JOBS_MAX */
    const lec_cancel *cancel; /**< polled; NULL for none */
} lec_speech_options;

/**
 * Starts the processes. They end with the thread that calls this.
 * @param[out] speech release with lec_speech_free(). `options` must outlive it.
 * @return LEC_OK; LEC_USAGE (jobs out of range); LEC_UNAVAILABLE (the engine cannot start, does not
 * know the voice, or two voices have different sample rates); LEC_INTERNAL (its process ends or
 * hangs again and again); LEC_INTERRUPTED; LEC_TRY_AGAIN (no process, descriptor or memory).
 */
LEC_WARN_UNUSED lec_status lec_speech_start(const lec_speech_options *options, lec_speech **speech,
                                            lec_error *error);

/** @return sample rate of all takes, in Hz. */
int lec_speech_rate_hz(const lec_speech *speech);

/**
 * The next take, in the order of the script's speech lines.
 *
 * A line whose process dies or hangs is spoken once more; then the call fails.
 *
 * @param[out] take valid until the next call; take->frames is NULL when the script is at its end.
 * @return LEC_OK; LEC_INTERNAL (a line cannot be spoken: the message holds its first words, source
 *         and line say where it stands); LEC_IO (a take is larger than files may be, ulimit -f);
 *         LEC_INTERRUPTED (cancelled); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_speech_next(lec_speech *speech, lec_take *take, lec_error *error);

/** Ends all processes and waits for them. Takes NULL. */
void lec_speech_free(lec_speech *speech);

#ifdef __cplusplus
}
#endif
#endif
