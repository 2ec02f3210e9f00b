/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address space, and the memory in it: what arenas are made of. */
#ifndef LEC_BASE_MEMORY_H
#define LEC_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @return bytes of address space that this process may have (RLIMIT_AS); SIZE_MAX: no limit. */
size_t lec_memory_limit(void);

/** @return addresses that hold nothing yet; NULL when there are not as many. */
void *lec_memory_reserve(size_t size);

/** Makes a part of what was reserved usable. @return false when memory has run out. */
bool lec_memory_commit(void *at, size_t size);

/** Gives all of it back. */
void lec_memory_release(void *at, size_t size);

#endif
