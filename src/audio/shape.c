/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/shape.h"

#include <string.h>

/* What is softer than this, about -64 dBFS, is silence. Synthesisers leave less than that between
 * sentences, and no consonant is that soft. */
static const int SILENCE_PEAK = 20;

/* Kept around the sound; the fades lie in it, so that they do not blunt a consonant. */
static const int EDGE_MS = 5;

static uint64_t edge_frames(int rate_hz)
{
    return (uint64_t)rate_hz * (uint64_t)EDGE_MS / 1000;
}

static bool is_heard(int16_t frame)
{
    return frame > SILENCE_PEAK || frame < -SILENCE_PEAK;
}

lec_frames lec_shape_sound(const int16_t *frames, uint64_t count, int rate_hz)
{
    uint64_t start = 0;
    uint64_t end = count;
    while (start < end && !is_heard(frames[start])) {
        start++;
    }
    if (start == end) {
        return (lec_frames){0, 0};
    }
    while (!is_heard(frames[end - 1])) {
        end--;
    }
    uint64_t edge = edge_frames(rate_hz);
    return (lec_frames){
        .start = start > edge ? start - edge : 0,
        .end = count - end > edge ? end + edge : count,
    };
}

/* A smooth step, 3t^2 - 2t^3 with t = at / length: in whole numbers, so that every machine makes
 * the same bytes. */
static int16_t fade(int16_t frame, uint64_t at, uint64_t length)
{
    int64_t t = (int64_t)at;
    int64_t whole = (int64_t)length;
    return (int16_t)(frame * (t * t * (3 * whole - 2 * t)) / (whole * whole * whole));
}

void lec_shape_copy(const int16_t *sound, uint64_t length, int rate_hz, uint64_t first,
                    size_t count, int16_t *out)
{
    if (count == 0) {
        return;
    }
    memcpy(out, sound + first, count * sizeof *out);
    uint64_t edge = edge_frames(rate_hz);
    edge = edge < length / 2 ? edge : length / 2;
    for (size_t i = 0; i < count && first + i < edge; i++) {
        out[i] = fade(out[i], first + i, edge);
    }
    for (size_t i = count; i > 0 && length - (first + i) < edge; i--) {
        out[i - 1] = fade(out[i - 1], length - (first + i), edge);
    }
}
