/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs another program, as a filter and within limits. No shell is ever involved. */
#ifndef LEC_BASE_COMMAND_H
#define LEC_BASE_COMMAND_H

#include <lectern/base.h>

typedef struct lec_command {
    const char *path;             /**< of the program */
    const char *const *arguments; /**< its name first; NULL at the end */
    lec_str input;                /**< on its standard input, which can be read anywhere */
    size_t output_max;            /**< bytes on its standard output that are too many */
    size_t memory_max;            /**< bytes of address space that it may have */
    int time_ms;                  /**< that it may take */
    const lec_cancel *cancel;     /**< polled; NULL for none */
} lec_command;

/** How it went. */
typedef enum lec_command_end {
    LEC_COMMAND_EXITED, /**< `value` is its exit status */
    LEC_COMMAND_KILLED, /**< by a signal, whose number is `value` */
    LEC_COMMAND_TIMED_OUT,
    LEC_COMMAND_TOO_MUCH,
    LEC_COMMAND_CANCELLED
} lec_command_end;

typedef struct lec_command_result {
    lec_command_end end;
    int value;
    lec_str output;
} lec_command_result;

/** @return path of a program that PATH has, absolute folders alone; NULL when there is none. */
const char *lec_command_find(lec_arena *arena, const char *name);

/**
 * Runs a program to its end. It has no standard error, no descriptor but the first three, and of
 * the environment PATH alone, so that what it does depends on nothing else. It ends with this one.
 * @param arena holds the output.
 * @return LEC_OK, also when it fails: see `result`; LEC_TRY_AGAIN (no memory, process or
 *         descriptor).
 */
LEC_WARN_UNUSED lec_status lec_command_run(lec_arena *arena, const lec_command *command,
                                           lec_command_result *result, lec_error *error);

#endif
