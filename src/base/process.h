/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes and what joins them: with platform.c, the only place that calls the system.
 *
 * A child made here dies with the thread that made it, whatever ends that: none is left behind.
 */
#ifndef LEC_BASE_PROCESS_H
#define LEC_BASE_PROCESS_H

#include <lectern/base.h>

#include <poll.h>

/* ---- processes */

/** How a process ended. */
typedef struct lec_ending {
    int pid;
    bool by_signal;
    int value; /**< signal number or exit code */
} lec_ending;

/** @return as fork(); -1 and errno. The child is killed when the calling thread ends. */
int lec_process_fork(void);

/** Leaves at once: nothing is flushed, no handler runs. */
_Noreturn void lec_process_exit(int code);

/**
 * Makes a fresh child independent of who made it: signals at their defaults and not blocked, but
 * two ignored: SIGINT, which a terminal sends to the whole group, and SIGXFSZ, so that writing
 * fails; descriptors 0 to 2 on /dev/null, all
 * others but `keep` closed; no core dumps.
 * @param[in,out] keep descriptors above 2; will be sorted.
 * @return 0, or errno.
 */
int lec_process_settle(int *keep, size_t count);

/** Kills at once; stopped processes too. */
void lec_process_kill(int pid);

/** Waits for one child. When something else has reaped it, the ending is exit code 0. */
lec_ending lec_process_wait(int pid);

/** @return false when none of the children has ended since. */
bool lec_process_reap(lec_ending *ending);

/** @return a descriptor that is readable when a child has ended; -1 and errno. Once a process. */
int lec_process_endings(void);

/** Empties that descriptor; call before lec_process_reap(). */
void lec_process_endings_read(int fd);

/** Undoes lec_process_endings() in a child. */
void lec_process_endings_close(int fd);

/** @return how many more descriptors can be had, up to `enough` (at most 8). */
int lec_process_descriptors_left(int enough);

/** Can so much more memory be had, with the address space for it? Some libraries abort when not. */
bool lec_process_has_memory(size_t bytes);

/* ---- a channel of packets between two processes */

typedef enum lec_channel_state {
    LEC_CHANNEL_PACKET,
    LEC_CHANNEL_EMPTY,
    LEC_CHANNEL_END
} lec_channel_state;

/** @param[out] ends both -1 on failure. @return 0, or errno. */
int lec_channel_open(int ends[2]);

/** @param wait false: EAGAIN instead of waiting. @return 0, or errno (EPIPE: nobody listens). */
int lec_channel_send(int fd, const void *packet, size_t size, bool wait);

/** Takes one packet of exactly `size` bytes, without waiting. */
lec_channel_state lec_channel_receive(int fd, void *packet, size_t size);

/** Lets the other side see the end; this side can still receive. */
void lec_channel_finish(int fd);

/** Waits until a descriptor is ready, a signal comes, or time is over. No result: look at revents.
 */
void lec_wait(struct pollfd *watched, size_t count, int timeout_ms);

/* ---- memory that processes share */

/** @return a descriptor of anonymous memory, written and read like a file; -1 and errno. */
int lec_memory_file(void);

/** @return 0, or errno. */
int lec_fd_write_at(int fd, const void *bytes, size_t count, uint64_t offset);

/** @return the largest size that such a file may have, as other files (ulimit -f). */
uint64_t lec_memory_file_max(void);

/** Gives the memory of a stretch back. */
void lec_memory_file_discard(int fd, uint64_t offset, uint64_t count);

#endif
