/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Renditions: the last noun of the pipeline, files that someone opens.
 *
 * track --publish--> renditions
 */
#ifndef LECTERN_PUBLISH_H
#define LECTERN_PUBLISH_H

#include <lectern/track.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How far the pipeline has to run before a rendition can be written. */
typedef enum lec_need {
    LEC_NEEDS_DOCUMENT,
    LEC_NEEDS_SCRIPT,
    LEC_NEEDS_CAST, /**< finds the voices */
    LEC_NEEDS_TRACK /**< speaks */
} lec_need;

/** One row of the table of renditions. */
typedef struct lec_rendition {
    const char *name;        /**< of -t, e.g. "wav" */
    const char *extension;   /**< that names it in -o, e.g. ".wav"; NULL: only with -t */
    const char *description; /**< one line */
    lec_need needs;
    bool binary; /**< not for a terminal */
} lec_rendition;

/**
 * The table of renditions.
 * @param[out] count number of rows.
 * @return pointers to the rows; static storage.
 */
const lec_rendition *const *lec_rendition_list(size_t *count);

/** @return the rendition of that name, or NULL. */
const lec_rendition *lec_rendition_named(const char *name);

/** @return the rendition whose extension, without regard to case, is the longest that ends `path`;
 *          NULL when there is none. */
const lec_rendition *lec_rendition_for_path(const char *path);

/** What a file says of itself. Empty strings are left out of the file. */
typedef struct lec_metadata {
    lec_str title;
    lec_str author;
    lec_str date; /**< ISO 8601 */
    lec_str comment;
} lec_metadata;

/** All that a rendition may be made of. */
typedef struct lec_publication {
    const lec_document *documents;
    size_t document_count;
    const lec_script *script; /**< NULL below LEC_NEEDS_SCRIPT */
    const lec_voice *cast;    /**< by story, then role; NULL below LEC_NEEDS_CAST */
    const lec_track *track;   /**< finished; NULL below LEC_NEEDS_TRACK */
    lec_metadata metadata;
    const lec_cancel *cancel; /**< polled; NULL for none */
} lec_publication;

/**
 * Says before anything is spoken whether a rendition can hold what is to come: the file's size, the
 * number of chapters.
 * @param rate_hz sample rate of the track to come.
 * @param expected_ms how long the track will be: the script's estimate, at the rate of its voices.
 * @return LEC_OK; LEC_DATA (what is too large, and what to do).
 */
LEC_WARN_UNUSED lec_status lec_rendition_check(const lec_rendition *rendition,
                                               const lec_script *script, int rate_hz,
                                               uint64_t expected_ms, lec_error *error);

/**
 * Writes a rendition. A file is written beside its name, synced, and renamed into place when it is
 * whole; on failure what stood there is untouched. A symbolic link is followed. A device, a pipe
 * and "-" (standard output) are written to.
 *
 * @param path NUL-terminated.
 * @return LEC_OK; LEC_CANNOT_CREATE; LEC_IO; LEC_DATA (as lec_rendition_check(), by what was really
 *         spoken); LEC_INTERNAL (the ledger does not add up); LEC_INTERRUPTED (cancelled);
 *         LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_rendition_write(const lec_rendition *rendition,
                                               const lec_publication *publication, const char *path,
                                               lec_arena scratch, lec_error *error);

/** How much of a document is left out: blocks, and words that stand in none. */
typedef struct lec_tally {
    size_t pieces, characters;
} lec_tally;

lec_tally lec_document_left_out(const lec_document *document);

/** @return name and version of the library in use that writes sound, e.g. "libsndfile-1.2.0";
 *          static storage. */
const char *lec_publish_library(void);

#ifdef __cplusplus
}
#endif
#endif
