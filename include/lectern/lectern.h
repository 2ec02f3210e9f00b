/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * lectern: articles in, a narrated audio briefing with chapters out.
 *
 * This header brings all others. lec_briefing() does the whole job; the single stages are in the
 * headers of the nouns that they make: document.h, script.h, voice.h, track.h, publish.h.
 *
 * A worked example, one article to one WAV file:
 *
 * @code
 * #include <lectern/lectern.h>
 * #include <stdio.h>
 *
 * static void show(void *user, const lec_progress *progress)
 * {
 *     (void)user;
 *     fprintf(stderr, "\r%zu of %zu lines", progress->lines_done, progress->lines_total);
 * }
 *
 * int main(int argc, char **argv)
 * {
 *     if (argc != 3) {
 *         fprintf(stderr, "usage: %s ARTICLE.txt BRIEFING.wav\n", argv[0]);
 *         return LEC_USAGE;
 *     }
 *     const char *inputs[] = {argv[1]};
 *     const lec_output outputs[] = {{.path = argv[2]}};
 *     const lec_briefing_options options = {
 *         .inputs = inputs,
 *         .input_count = 1,
 *         .outputs = outputs,
 *         .output_count = 1,
 *         .on_progress = show,
 *     };
 *     lec_error error = {0};
 *     if (lec_briefing(&options, NULL, &error) != LEC_OK) {
 *         fprintf(stderr, "\n%s: %s\n", argv[0], error.message);
 *     }
 *     return (int)error.status;
 * }
 * @endcode
 */
#ifndef LECTERN_LECTERN_H
#define LECTERN_LECTERN_H

#include <lectern/base.h>
#include <lectern/document.h>
#include <lectern/publish.h>
#include <lectern/script.h>
#include <lectern/track.h>
#include <lectern/voice.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One file to write. */
typedef struct lec_output {
    const char *path;      /**< file, or "-" for standard output */
    const char *rendition; /**< a name from lec_rendition_list(); NULL: by the path's extension */
} lec_output;

/** How far a run has come. */
typedef struct lec_progress {
    size_t lines_done; /**< speech lines */
    size_t lines_total;
    uint64_t audio_ms;    /**< of sound made */
    uint64_t estimate_ms; /**< of sound in all, from the text and what was made so far */
} lec_progress;

/** What a run made. */
typedef struct lec_summary {
    uint64_t audio_ms;
    size_t chapter_count;
    size_t story_count;
    size_t sentence_count;
    size_t word_count;
    size_t left_out_pieces; /**< of the inputs, as lec_document_left_out() counts them */
    size_t left_out_characters;
} lec_summary;

/** What to do. Zero or NULL in a member means its default. */
typedef struct lec_briefing_options {
    const char *const *inputs; /**< paths; "-" is standard input, once. Each is a story,
                                * but for a feed, whose items are stories. */
    size_t input_count;        /**< at least 1 */
    const lec_output *outputs;
    size_t output_count; /**< at least 1 */

    lec_intake_options intake; /**< how inputs are read; its voices, lang, cancel are those below */
    const char *voices;        /**< folder voices/; default: lec_voices_folder() */
    const char *lang;          /**< BCP 47; default: the document's, else "en" */
    const char
        *voice[LEC_ROLES]; /**< by role; default: that of LEC_ROLE_STORY, else the language's */
    int rate_wpm;          /**< LEC_RATE_MIN to LEC_RATE_MAX; default: the voice's */
    const int *pitch;      /**< LEC_PITCH_MIN to LEC_PITCH_MAX; default: the voice's */
    int jobs;              /**< default: the number of processors */
    lec_chapter_mode chapters;
    const char *title, *author, *date; /**< default: the documents' */

    void (*on_progress)(void *user, const lec_progress *progress); /**< after each line */
    void (*on_note)(void *user, const lec_error *note); /**< what the user should know; status OK */
    void *user;
    const lec_cancel *cancel; /**< set it to stop the run within a second */
} lec_briefing_options;

/**
 * Makes a briefing: reads all inputs, speaks them, and writes all outputs.
 *
 * All that can be refused is refused before anything is spoken. On failure no output has been
 * touched, but those that were whole before the failure. Starts child processes and waits for them;
 * SIGCHLD must not be ignored, and no other thread may wait for unknown children meanwhile. Whoever
 * calls this ignores SIGPIPE, lest an output that nobody reads any more end the process; SIGXFSZ is
 * the same for a limit on the size of files.
 *
 * The date defaults to the documents', else to SOURCE_DATE_EPOCH's day when that is set, else none.
 *
 * @param[out] summary NULL if not wanted.
 * @param error NULL is allowed. `source`, `line` and `column` tell where.
 * @return LEC_OK or any status of the stages; LEC_USAGE for options out of range, an extension that
 *         no rendition has, two outputs with one name, or an output that is an input.
 */
LEC_WARN_UNUSED lec_status lec_briefing(const lec_briefing_options *options, lec_summary *summary,
                                        lec_error *error);

/**
 * Finds the folder voices/: what LECTERN_VOICES names; else ../share/lectern/voices, ../voices or
 * ../../voices, seen from the running program's folder; else the one of the installation.
 *
 * @param arena holds the path.
 * @return LEC_OK; LEC_UNAVAILABLE (there is none; the message lists where it was looked for).
 */
LEC_WARN_UNUSED lec_status lec_voices_folder(lec_arena *arena, const char **folder,
                                             lec_error *error);

#ifdef __cplusplus
}
#endif
#endif
