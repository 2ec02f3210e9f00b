/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation from lec_arena. */
#ifndef LEC_BASE_ARENA_H
#define LEC_BASE_ARENA_H

#include <lectern/base.h>

/**
 * @return zeroed memory, aligned for any type; NULL when it cannot be had or count * size
 * overflows.
 */
void *lec_alloc(lec_arena *arena, size_t count, size_t size);

/** Zeroed memory for `count` values of a type. */
#define LEC_NEW(arena, count, type) ((type *)lec_alloc((arena), (count), sizeof(type)))

/** NUL-terminated copy; NULL when memory has run out. */
char *lec_arena_cstr(lec_arena *arena, lec_str s);

/** Copy of `s`; .ptr is NULL when memory has run out, also for an empty string. */
lec_str lec_arena_str(lec_arena *arena, lec_str s);

/** printf into the arena; .ptr is NULL when memory has run out. NUL-terminated. */
LEC_PRINTF(2, 3) lec_str lec_arena_printf(lec_arena *arena, const char *format, ...);

/**
 * Makes room for one more element at the end of a growing array: doubles it when it is full.
 * Cheap when the array is the arena's last allocation (it then grows in place).
 *
 * @param items the array, or NULL; @param count elements in use; @param[in,out] capacity.
 * @return the array, perhaps elsewhere; NULL when memory has run out (the old one is intact).
 */
void *lec_arena_grow(lec_arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
