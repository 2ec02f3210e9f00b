/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three layers can fail: the arena (the linker's --wrap puts __wrap_NAME before NAME), what maps
 * memory, and the C library's malloc(). The functions named malloc, calloc and realloc below take
 * the place of the C library's for every library of the program; under AddressSanitizer, which has
 * an allocator of its own, they stand only before lectern's own calls.
 */
#include "failing.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef struct counter {
    atomic_long count;
    atomic_long fail_at;
    atomic_bool for_good;
    atomic_bool counting;
    atomic_bool foreign;
    char library[256];
} counter;

static counter *shared; /* by all processes that come of this one */

void *__real_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
int __real_mprotect(void *at, size_t size, int protection);
void *__real_lec_alloc(lec_arena *arena, size_t count, size_t size);
char *__real_lec_arena_cstr(lec_arena *arena, lec_str s);
lec_str __real_lec_arena_str(lec_arena *arena, lec_str s);
void *__real_lec_arena_grow(lec_arena *arena, void *items, size_t count, size_t *capacity,
                            size_t size);

void failing_start(long fail_at, bool for_good)
{
    if (!shared) {
        shared = __real_mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (shared == MAP_FAILED) {
            perror("failing_start");
            exit(1);
        }
    }
    shared->count = 0;
    shared->fail_at = fail_at;
    shared->for_good = for_good;
    shared->foreign = false;
    shared->library[0] = '\0';
    shared->counting = true;
}

long failing_stop(void)
{
    shared->counting = false;
    return shared->count;
}

bool failing_was_foreign(void)
{
    return shared->foreign;
}

const char *failing_library(void)
{
    return shared->library;
}

/* Keeps which library holds the code at an address. */
static void name_library(const void *caller)
{
    Dl_info info;
    if (dladdr(caller, &info) != 0 && info.dli_fname) {
        (void)snprintf(shared->library, sizeof shared->library, "%s", info.dli_fname);
    }
}

/** @param caller who asks, when it may be another library; else NULL. */
static bool refused(const void *caller)
{
    if (!shared || !shared->counting) {
        return false;
    }
    long now = atomic_fetch_add(&shared->count, 1) + 1;
    long at = shared->fail_at;
    bool fails = at != 0 && (now == at || (shared->for_good && now > at));
    if (fails) {
        errno = ENOMEM;
    }
    if (now == at && caller) {
        shared->foreign = true;
        name_library(caller);
    }
    return fails;
}

/* ---- mapping --------------------------------------------------------------------------------- */

void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return refused(NULL) ? MAP_FAILED : __real_mmap(at, size, protection, flags, fd, offset);
}

int __wrap_mprotect(void *at, size_t size, int protection);
int __wrap_mprotect(void *at, size_t size, int protection)
{
    return refused(NULL) ? -1 : __real_mprotect(at, size, protection);
}

/* ---- the arena ------------------------------------------------------------------------------- */

void *__wrap_lec_alloc(lec_arena *arena, size_t count, size_t size);
void *__wrap_lec_alloc(lec_arena *arena, size_t count, size_t size)
{
    return refused(NULL) ? NULL : __real_lec_alloc(arena, count, size);
}

char *__wrap_lec_arena_cstr(lec_arena *arena, lec_str s);
char *__wrap_lec_arena_cstr(lec_arena *arena, lec_str s)
{
    return refused(NULL) ? NULL : __real_lec_arena_cstr(arena, s);
}

lec_str __wrap_lec_arena_str(lec_arena *arena, lec_str s);
lec_str __wrap_lec_arena_str(lec_arena *arena, lec_str s)
{
    return refused(NULL) ? (lec_str){0} : __real_lec_arena_str(arena, s);
}

void *__wrap_lec_arena_grow(lec_arena *arena, void *items, size_t count, size_t *capacity,
                            size_t size);
void *__wrap_lec_arena_grow(lec_arena *arena, void *items, size_t count, size_t *capacity,
                            size_t size)
{
    /* A full array alone asks for memory. */
    bool asks = count == *capacity;
    return asks && refused(NULL) ? NULL
                                 : __real_lec_arena_grow(arena, items, count, capacity, size);
}

LEC_PRINTF(2, 3) lec_str __wrap_lec_arena_printf(lec_arena *arena, const char *format, ...);
lec_str __wrap_lec_arena_printf(lec_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char text[8192];
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text || refused(NULL)) {
        return (lec_str){0};
    }
    lec_str made = {__real_lec_arena_cstr(arena, (lec_str){text, (size_t)length}), (size_t)length};
    return made;
}

/* ---- the C library --------------------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__
#define CALLER     NULL
#define CALL(name) __wrap_##name
#define REAL(name) __real_##name
#else
#define CALLER     __builtin_return_address(0)
#define CALL(name) name
#define REAL(name) __libc_##name
#endif

void *CALL(malloc)(size_t size);
void *CALL(calloc)(size_t nmemb, size_t size);
void *CALL(realloc)(void *ptr, size_t size);
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t nmemb, size_t size);
void *REAL(realloc)(void *ptr, size_t size);

void *CALL(malloc)(size_t size)
{
    return refused(CALLER) ? NULL : REAL(malloc)(size);
}

void *CALL(calloc)(size_t nmemb, size_t size)
{
    return refused(CALLER) ? NULL : REAL(calloc)(nmemb, size);
}

void *CALL(realloc)(void *ptr, size_t size)
{
    return refused(CALLER) ? NULL : REAL(realloc)(ptr, size);
}
