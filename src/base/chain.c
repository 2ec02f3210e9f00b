/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/chain.h"

#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

enum { LINK_BYTES = 16384 };

struct lec_chain_link {
    lec_chain_link *next;
    size_t used; /* items */
    alignas(max_align_t) char items[LINK_BYTES];
};

static bool has_room(const lec_chain *chain)
{
    return chain->last && (chain->last->used + 1) * chain->size <= LINK_BYTES;
}

static void add_link(lec_chain *chain)
{
    lec_chain_link *link = LEC_NEW(chain->arena, 1, lec_chain_link);
    if (!link) {
        chain->failed = true;
        return;
    }
    if (chain->last) {
        chain->last->next = link;
    } else {
        chain->first = link;
    }
    chain->last = link;
}

void lec_chain_add(lec_chain *chain, const void *items, size_t count)
{
    const char *from = items;
    while (count > 0 && !chain->failed) {
        if (!has_room(chain)) {
            add_link(chain);
            continue;
        }
        lec_chain_link *link = chain->last;
        size_t room = LINK_BYTES / chain->size - link->used;
        size_t taken = count < room ? count : room;
        memcpy(link->items + link->used * chain->size, from, taken * chain->size);
        link->used += taken;
        chain->count += taken;
        from += taken * chain->size;
        count -= taken;
    }
}

void *lec_chain_top(const lec_chain *chain)
{
    return chain->count && !chain->failed
               ? chain->last->items + (chain->last->used - 1) * chain->size
               : NULL;
}

void *lec_chain_copy(const lec_chain *chain, lec_arena *arena)
{
    char *all = chain->failed ? NULL : lec_alloc(arena, chain->count, chain->size);
    char *to = all;
    for (const lec_chain_link *link = chain->first; all && link; link = link->next) {
        memcpy(to, link->items, link->used * chain->size);
        to += link->used * chain->size;
    }
    return all;
}
