/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An allocator that fails when it is told to. */
#ifndef FAILING_H
#define FAILING_H

#include <stdbool.h>

/**
 * Starts to count allocations, in this process and in those that it forks.
 * @param fail_at which one fails, from 1; 0: none.
 * @param for_good every later one fails too.
 */
void failing_start(long fail_at, bool for_good);

/** @return whether the first that failed was asked for by a library, not by lectern. */
bool failing_was_foreign(void);

/** @return path of the library that asked for the first that failed; "" when it was lectern. */
const char *failing_library(void);

/** Stops counting. @return how many allocations were asked for since failing_start(). */
long failing_stop(void);

#endif
