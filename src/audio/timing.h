/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a take, as words of the displayed text at frames of the track. */
#ifndef LEC_AUDIO_TIMING_H
#define LEC_AUDIO_TIMING_H

#include <lectern/track.h>

/** A growing list; in line, then time order. */
typedef struct lec_word_list {
    lec_arena *arena;
    lec_timed_word *items;
    size_t count, capacity;
} lec_word_list;

/** What was kept of a take. */
typedef struct lec_kept {
    lec_frames of_take;  /**< the frames that were kept, counted from the beginning of the take */
    lec_frames of_track; /**< where they are now; as long as `of_take` */
} lec_kept;

/**
 * Adds the words of one line. They tile its displayed text and its frames: spoken words inside one
 * displayed word (or inside one reading) become one, and what is not said belongs to the word
 * before it.
 * @return LEC_OK; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_timing_add(lec_word_list *list, const lec_speech_line *line,
                                          const lec_take *take, const lec_kept *kept,
                                          lec_error *error);

#endif
