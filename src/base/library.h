/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that only some runs need: loaded when they do, since each costs the start of every run
 * and is copied with every process that speaks. */
#ifndef LEC_BASE_LIBRARY_H
#define LEC_BASE_LIBRARY_H

#include <lectern/base.h>

/** A function, and where its address goes. */
typedef struct lec_symbol {
    const char *name;
    void *slot; /**< of a pointer to a function */
} lec_symbol;

/**
 * Loads a library, once; it stays.
 * @param soname e.g. "libzip.so.4". @param package Debian's, for the message.
 * @param[out] symbols all slots are set on success, and none on failure.
 * @return LEC_OK; LEC_UNAVAILABLE (it is not installed, or has not all of them).
 */
LEC_WARN_UNUSED lec_status lec_library_load(const char *soname, const char *package,
                                            const lec_symbol *symbols, size_t count,
                                            lec_error *error);

#endif
