/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides a line's frames among the parts of its displayed text, by its timed words. */
#ifndef LEC_PUBLISH_SHARE_H
#define LEC_PUBLISH_SHARE_H

#include <lectern/track.h>

typedef struct lec_share {
    const lec_timeline *timeline;
    size_t line;       /**< index into the script's lines */
    size_t start;      /**< where the line's `display` begins in the block's text */
    size_t heard_end;  /**< bytes of `display` up to the end of the last part that is said */
    size_t word;       /**< of the timeline: none of the line's before it is needed any more */
    uint64_t given_to; /**< frame up to which parts have been given theirs */
} lec_share;

/**
 * @param line a speech line; @param start where its display begins in its block's text.
 * @param word of the timeline, at or before the line's first one: the share of the line before has
 *        it, 0 will do.
 */
lec_share lec_share_of(const lec_timeline *timeline, size_t line, size_t start, size_t word);

/**
 * The frames of the next part that is said, which reaches to byte `end` of the block's text. All
 * parts of a line together tile its frames.
 */
lec_frames lec_share_take(lec_share *share, size_t end);

/** Whether the line has no sound at all. */
bool lec_share_is_silent(const lec_share *share);

#endif
