/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * What every part of lectern shares: strings, spans, memory, and errors.
 *
 * Nothing here owns a thread, a process or a global. The library never prints, exits or aborts.
 */
#ifndef LECTERN_BASE_H
#define LECTERN_BASE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define LEC_WARN_UNUSED        __attribute__((warn_unused_result))
#define LEC_PRINTF(text, args) __attribute__((format(printf, text, args)))
#else
#define LEC_WARN_UNUSED
#define LEC_PRINTF(text, args)
#endif

/** The release of lectern that this header belongs to (semantic versioning 2.0.0). */
#define LEC_VERSION "0.1.0"

/** @return LEC_VERSION of the library in use; static storage. */
const char *lec_version(void);

/* ---- status and error ---------------------------------------------------------------------- */

/**
 * Outcome of a call. Each value is also the exit status of the command: sysexits.h where that has a
 * name, 128 + signal number for a run that a signal ended. lec_status_list() holds the meanings.
 */
typedef enum lec_status {
    LEC_OK = 0,
    LEC_USAGE = 64,         /**< EX_USAGE: options or arguments make no sense */
    LEC_DATA = 65,          /**< EX_DATAERR: the input is not what can be read */
    LEC_NO_INPUT = 66,      /**< EX_NOINPUT: an input is missing or unreadable */
    LEC_UNAVAILABLE = 69,   /**< EX_UNAVAILABLE: engine, voice or language data is missing */
    LEC_INTERNAL = 70,      /**< EX_SOFTWARE: a fault of lectern itself */
    LEC_CANNOT_CREATE = 73, /**< EX_CANTCREAT: an output cannot be made */
    LEC_IO = 74,            /**< EX_IOERR: reading or writing failed */
    LEC_TRY_AGAIN = 75,     /**< EX_TEMPFAIL: out of memory, processes or descriptors; a server
                                 that is busy, slow or out of reach */
    LEC_INTERRUPTED = 130,  /**< stopped by SIGINT, or by the cancel flag */
    LEC_TERMINATED = 143    /**< stopped by SIGTERM */
} lec_status;

/** One row of the table of outcomes. */
typedef struct lec_status_info {
    lec_status status;
    const char *name;    /**< sysexits.h name, e.g. "EX_USAGE" */
    const char *meaning; /**< one line, no full stop */
} lec_status_info;

/**
 * The table of every outcome; help, man page and tests read it.
 * @param[out] count number of rows.
 * @return the rows, ascending by status; static storage.
 */
const lec_status_info *lec_status_list(size_t *count);

/** Bytes of a message or a source's name, its NUL included; longer ones are cut at a character. */
#define LEC_ERROR_MESSAGE_MAX 512
#define LEC_ERROR_SOURCE_MAX  256

/**
 * What went wrong. A value without ownership, so that it can be made when memory has run out.
 * The first failure wins: a call that fails leaves an error that is already set alone.
 * All text in it is printable UTF-8 without control or bidirectional characters.
 */
typedef struct lec_error {
    lec_status status;                   /**< LEC_OK: nothing is wrong */
    char message[LEC_ERROR_MESSAGE_MAX]; /**< one line: what is wrong and what to do */
    char source[LEC_ERROR_SOURCE_MAX];   /**< file or input it is about; "" for none */
    size_t line;                         /**< from 1; 0 for none */
    size_t column;                       /**< in characters, from 1; 0 for none */
} lec_error;

/** Set to non-zero, also from a signal handler, to stop a run. */
typedef volatile sig_atomic_t lec_cancel;

/* ---- text ---------------------------------------------------------------------------------- */

/** Text by value: a pointer and a length in bytes. Not terminated. UTF-8 unless said otherwise. */
typedef struct lec_str {
    const char *ptr;
    size_t len;
} lec_str;

/** A lec_str of a string literal. */
#define LEC_STR(literal) ((lec_str){("" literal ""), sizeof(literal) - 1})

/** A half-open range of byte offsets, [start, end). */
typedef struct lec_span {
    size_t start, end;
} lec_span;

/* ---- memory -------------------------------------------------------------------------------- */

/**
 * A region of memory that is freed as a whole. Addresses never move. Passing an arena by value
 * gives the callee scratch memory: what it allocates there is gone when it returns.
 * Not to be shared between threads.
 */
typedef struct lec_arena {
    char *base;       /**< start of the reserved addresses; NULL when there is none */
    size_t used;      /**< bytes handed out */
    size_t committed; /**< bytes usable without asking the system */
    size_t reserved;  /**< bytes of address space */
} lec_arena;

/**
 * Reserves address space; memory is taken from the system only as it is used.
 * @param[out] arena the arena; release with lec_arena_free().
 * @param reserve upper limit in bytes; 0 chooses one that suits the machine.
 * @return LEC_OK; LEC_TRY_AGAIN when the system refuses.
 */
LEC_WARN_UNUSED lec_status lec_arena_init(lec_arena *arena, size_t reserve, lec_error *error);

/** Gives all memory back. Takes a zeroed arena too. Never on a copy. */
void lec_arena_free(lec_arena *arena);

#ifdef __cplusplus
}
#endif
#endif
