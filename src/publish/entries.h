/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the bytes of a document's source. */
#ifndef LEC_PUBLISH_ENTRIES_H
#define LEC_PUBLISH_ENTRIES_H

#include <lectern/track.h>

typedef enum lec_fate {
    LEC_FATE_SPOKEN,   /**< said as written */
    LEC_FATE_READ,     /**< said in other words */
    LEC_FATE_LEFT_OUT, /**< not said, though it had meaning */
    LEC_FATE_LAYOUT,   /**< not said: it had none */
    LEC_FATES          /**< number of fates */
} lec_fate;

/** What became of one stretch of the source. */
typedef struct lec_entry {
    lec_span span;
    lec_fate fate;
    const char *rule;   /**< NULL when it is spoken */
    const char *reason; /**< of what is left out */
    lec_frames frames;  /**< in which it is heard, spoken or read */
    lec_str after;      /**< what is read for it */
} lec_entry;

typedef struct lec_entries {
    lec_entry *items; /**< ascending; they tile the source */
    size_t count;
} lec_entries;

/** How far the script and its words are explained: stories come one after another. */
typedef struct lec_explained {
    const lec_timeline *timeline;
    size_t story, line, word;
} lec_explained;

/**
 * Explains a story's source.
 * @param arena holds the entries.
 * @param[in,out] so_far goes on to the story's end.
 * @return LEC_OK; LEC_INTERNAL (bytes that nothing explains, or two things); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_entries_gather(lec_arena *arena, lec_explained *so_far,
                                              lec_entries *entries, lec_error *error);

#endif
