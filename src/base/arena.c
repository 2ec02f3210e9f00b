/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include "base/error.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Under AddressSanitizer what lies between two allocations is poisoned, as it is for malloc(). */
#if defined(__SANITIZE_ADDRESS__)
#define LEC_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEC_ASAN 1
#endif
#endif
#ifdef LEC_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, size)   ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
enum { GUARD = 16 };
#else
#define POISON(at, size)   ((void)(at))
#define UNPOISON(at, size) ((void)(at))
enum { GUARD = 0 };
#endif

static const size_t ALIGNMENT = 16;
static const size_t COMMIT_STEP = (size_t)256 << 10;
static const size_t RESERVE_DEFAULT = (size_t)8 << 30;
static const size_t RESERVE_LEAST = (size_t)4 << 20;

/* Where addresses are limited, each arena leaves most of them to the others and to the libraries.
 */
static const size_t LIMIT_SHARE = 8;

static size_t reserve_default(void)
{
    size_t share = lec_memory_limit() / LIMIT_SHARE;
    return share < RESERVE_DEFAULT ? share : RESERVE_DEFAULT;
}

static size_t round_up(size_t n, size_t step)
{
    return (n + step - 1) / step * step;
}

lec_status lec_arena_init(lec_arena *arena, size_t reserve, lec_error *error)
{
    *arena = (lec_arena){0};
    size_t size = round_up(reserve ? reserve : reserve_default(), COMMIT_STEP);
    arena->base = lec_memory_reserve(size);
    while (!arena->base && size > RESERVE_LEAST) {
        size = round_up(size / 2, COMMIT_STEP);
        arena->base = lec_memory_reserve(size);
    }
    arena->reserved = arena->base ? size : 0;
    return arena->base ? LEC_OK : lec_fail_memory(error);
}

void lec_arena_free(lec_arena *arena)
{
    if (arena->base) {
        UNPOISON(arena->base, arena->committed);
        lec_memory_release(arena->base, arena->reserved);
    }
    *arena = (lec_arena){0};
}

static bool arena_commit(lec_arena *arena, size_t end)
{
    if (end <= arena->committed) {
        return true;
    }
    size_t wanted = round_up(end, COMMIT_STEP);
    if (wanted > arena->reserved ||
        !lec_memory_commit(arena->base + arena->committed, wanted - arena->committed)) {
        return false;
    }
    POISON(arena->base + arena->committed, wanted - arena->committed);
    arena->committed = wanted;
    return true;
}

/* Bytes [used, used + size), not cleared. */
static void *arena_take(lec_arena *arena, size_t size)
{
    size_t start = round_up(arena->used, ALIGNMENT) + GUARD;
    if (!arena->base || size > arena->reserved || start > arena->reserved - size ||
        !arena_commit(arena, start + size)) {
        return NULL;
    }
    arena->used = start + size;
    POISON(arena->base + start - GUARD, GUARD);
    UNPOISON(arena->base + start, size);
    return arena->base + start;
}

void *lec_alloc(lec_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        return NULL;
    }
    void *at = arena_take(arena, bytes ? bytes : 1);
    return at ? memset(at, 0, bytes) : NULL;
}

char *lec_arena_cstr(lec_arena *arena, lec_str s)
{
    char *copy = arena_take(arena, s.len + 1);
    if (copy) {
        if (s.len) {
            memcpy(copy, s.ptr, s.len);
        }
        copy[s.len] = '\0';
    }
    return copy;
}

lec_str lec_arena_str(lec_arena *arena, lec_str s)
{
    return (lec_str){lec_arena_cstr(arena, s), s.len};
}

lec_str lec_arena_printf(lec_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : arena_take(arena, (size_t)length + 1);
    if (!text) {
        return (lec_str){0};
    }
    va_start(args, format);
    (void)vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return (lec_str){text, (size_t)length};
}

/* Whether [items, items + bytes) is the last allocation. */
static bool arena_is_last(const lec_arena *arena, const char *items, size_t bytes)
{
    return items && items + bytes == arena->base + arena->used;
}

void *lec_arena_grow(lec_arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (items && count < *capacity) {
        return items;
    }
    size_t more = *capacity ? *capacity * 2 : 16;
    size_t old_bytes = *capacity * size;
    size_t bytes;
    if (__builtin_mul_overflow(more, size, &bytes)) {
        return NULL;
    }
    char *at = items;
    if (arena_is_last(arena, at, old_bytes)) {
        size_t start = (size_t)(at - arena->base);
        if (bytes > arena->reserved - start || !arena_commit(arena, start + bytes)) {
            return NULL;
        }
        arena->used = start + bytes;
        UNPOISON(at, bytes);
    } else {
        at = arena_take(arena, bytes);
        if (!at) {
            return NULL;
        }
        if (items) {
            memcpy(at, items, count * size);
        }
    }
    *capacity = more;
    return at;
}
