/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files, time and environment. platform.c, outfile.c, memory.c, process.c and command.c are the
 * only files that call the system. Every descriptor is close-on-exec and above 2.
 */
#ifndef LEC_BASE_PLATFORM_H
#define LEC_BASE_PLATFORM_H

#include <lectern/base.h>

/* ---- environment */

/**
 * Takes descriptors 0, 1 and 2 where they are closed, so that no file gets them. Reading or writing
 * them still fails (EBADF): output that nobody can get is an error.
 */
void lec_platform_init(void);
/** @return value of a variable; NULL when it is not set or empty. */
const char *lec_env(const char *name);
/** @return folder of the running program, without a slash at its end; NULL when unknown. */
const char *lec_program_folder(lec_arena *arena);
/** @return processors that this process may use; at least 1. */
int lec_processors(void);
/** @return monotonic time in ms. For time limits and progress, never for content. */
int64_t lec_now_ms(void);
/** Sends SIGALRM to this process after `ms`; it waits while an output has a temporary name, which
 * nobody else would remove. Safe in a signal handler. */
void lec_alarm_ms(int ms);
bool lec_is_terminal(int fd);
/** @return width of the terminal in columns; 80 when unknown. */
int lec_terminal_columns(int fd);

/* ---- reading */

bool lec_file_exists(const char *path);
/** @return false when there is no such file. @param[out] changed_ms when it was written last. */
bool lec_file_measure(const char *path, uint64_t *size, int64_t *changed_ms);
bool lec_folder_exists(const char *path);
/** Whether writing `output` would destroy `input`: one regular file, links followed. As an input
 * "-" is standard input; as an output it is no file. */
bool lec_file_same(const char *input, const char *output);

/**
 * Reads a file whole.
 * @param path or "-" for standard input.
 * @param max more bytes than this are refused.
 * @return LEC_OK; LEC_NO_INPUT (missing, unreadable, a folder); LEC_DATA (larger than `max`);
 *         LEC_IO; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_file_read(lec_arena *arena, const char *path, size_t max,
                                         lec_str *bytes, lec_error *error);

/**
 * Names in a folder, ascending by bytes, without "." and "..".
 * @return LEC_OK; LEC_UNAVAILABLE (not readable); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_folder_list(lec_arena *arena, const char *path,
                                           const lec_str **names, size_t *count, lec_error *error);

/* ---- folders and files of our own, such as a cache */

/** Makes a folder that only the user may look into, and those that it lies in. */
bool lec_folder_make(lec_arena scratch, const char *path);
void lec_file_remove(const char *path);

/* ---- descriptors */

/** A socket, as socket(2). @return -1 and errno. */
int lec_socket_open(int family, int type, int protocol);

/** Writes all of it. @return 0, or errno. */
int lec_fd_write(int fd, const void *bytes, size_t count);
/** Reads exactly `count` bytes at `offset`. @return 0; errno; EIO when the file is shorter. */
int lec_fd_read_at(int fd, void *bytes, size_t count, uint64_t offset);
/** Takes a descriptor below 0 too. */
void lec_fd_close(int fd);

/** A file without a name, for spooling, in TMPDIR, else /var/tmp, else /tmp; gone when closed. */
LEC_WARN_UNUSED lec_status lec_file_spool(int *fd, lec_error *error);

/* ---- an output that appears only when it is whole */

typedef struct lec_outfile {
    int fd;                   /**< write here, anywhere: it is always a seekable file */
    const char *path;         /**< as it was given */
    const char *target;       /**< links resolved; NULL for a stream */
    const char *named;        /**< temporary name, where the file system needs one */
    int stream;               /**< descriptor of a device, pipe or standard output; else -1 */
    lec_arena *arena;         /**< of the names */
    const lec_cancel *cancel; /**< set it after opening; NULL for none */
    bool alarm_held;          /**< as long as there is a temporary name */
    sigset_t mask;            /**< of signals, as it was before */
} lec_outfile;

/**
 * Opens a file beside `path`, without a name where the file system can. For "-", a device or a pipe
 * it opens a spool, and lec_outfile_commit() copies it there.
 * @param arena holds the names; must outlive the file.
 * @return LEC_OK; LEC_CANNOT_CREATE; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_outfile_open(lec_arena *arena, const char *path, lec_outfile *out,
                                            lec_error *error);
/** Syncs and renames into place (or copies to the stream), unless it is cancelled. Ends the
 * outfile, also on failure. */
LEC_WARN_UNUSED lec_status lec_outfile_commit(lec_outfile *out, lec_error *error);
/**
 * To be called after each block of a long output, in order: the disk starts on what is there, so
 * that little is left to wait for when it is committed.
 * @param offset where the block of `count` bytes stands in the file.
 * @return LEC_OK; LEC_INTERRUPTED when it is cancelled.
 */
LEC_WARN_UNUSED lec_status lec_outfile_wrote(const lec_outfile *out, uint64_t offset,
                                             uint64_t count, lec_error *error);
/** Leaves nothing behind. Takes one that was committed too. */
void lec_outfile_discard(lec_outfile *out);

/**
 * The file that will be written: links are followed, also one that leads to nothing yet.
 * @return an absolute path where the folder exists, so that two names of one file compare equal;
 *         else `path`. NULL when memory has run out.
 */
const char *lec_outfile_target(lec_arena *arena, const char *path);

/** Says whether `path` can be written: its folder is there and writable, it is no folder. */
LEC_WARN_UNUSED lec_status lec_outfile_check(lec_arena scratch, const char *path, lec_error *error);

#endif
