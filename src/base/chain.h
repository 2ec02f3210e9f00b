/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sequence of unknown length: blocks of memory in a row, none of which ever moves, and one copy
 * at the end. For several that grow side by side in one arena, where lec_arena_grow() would leave
 * holes. A failure is sticky: add freely, check at the end.
 */
#ifndef LEC_BASE_CHAIN_H
#define LEC_BASE_CHAIN_H

#include <lectern/base.h>

typedef struct lec_chain_link lec_chain_link;

typedef struct lec_chain {
    lec_arena *arena;
    size_t size; /**< of an item, in bytes */
    size_t count;
    bool failed; /**< memory has run out */
    lec_chain_link *first, *last;
} lec_chain;

/** Adds `count` items at `items`. */
void lec_chain_add(lec_chain *chain, const void *items, size_t count);
/** @return the last item, to be changed in place; NULL when there is none, or it failed. */
void *lec_chain_top(const lec_chain *chain);
/** @return all items in a row, in `arena`; NULL when memory has run out, before or now. */
void *lec_chain_copy(const lec_chain *chain, lec_arena *arena);

#endif
