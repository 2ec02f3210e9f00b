/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a take: where its sound begins and ends, and soft edges. Pure functions. */
#ifndef LEC_AUDIO_SHAPE_H
#define LEC_AUDIO_SHAPE_H

#include <lectern/track.h>

/**
 * The part of a take that is heard, without the engine's own silence at both ends.
 * @return an empty range for a take that is silent throughout.
 */
lec_frames lec_shape_sound(const int16_t *frames, uint64_t count, int rate_hz);

/**
 * Copies part of a sound whose first and last few ms are faded, from and to silence.
 * @param sound all of the sound, `length` frames.
 * @param first, count the part to copy, within `length`.
 */
void lec_shape_copy(const int16_t *sound, uint64_t length, int rate_hz, uint64_t first,
                    size_t count, int16_t *out);

#endif
