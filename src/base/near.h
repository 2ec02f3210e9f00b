/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that resemble a wrong one, for the message that says so. */
#ifndef LEC_BASE_NEAR_H
#define LEC_BASE_NEAR_H

#include <lectern/base.h>

#define LEC_NEAR_MAX 5

/**
 * Edits between two names, in bytes and without regard to ASCII case; a swap of neighbours counts
 * as one (optimal string alignment).
 * @return SIZE_MAX when one of them is too long for a name.
 */
size_t lec_near_distance(lec_str a, lec_str b);

typedef struct lec_near {
    lec_str wanted;
    lec_str names[LEC_NEAR_MAX]; /**< nearest first */
    size_t distances[LEC_NEAR_MAX];
    size_t count;
} lec_near;

/** Offers a name. It is kept when it is near, and nearer than what is kept already. */
void lec_near_offer(lec_near *near, lec_str name);

/** @return "; near: a, b, c", or an empty string; in the arena. */
lec_str lec_near_list(lec_arena *arena, const lec_near *near);

#endif
