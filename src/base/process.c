/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/process.h"

#include "base/memory.h"
#include "base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- processes ----------------------------------------------------------------------------- */

int lec_process_fork(void)
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        /* The parent may have ended before the request: then it is no longer the parent. */
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
            _exit(EXIT_FAILURE);
        }
    }
    return pid;
}

_Noreturn void lec_process_exit(int code)
{
    _exit(code);
}

static void close_between(int first, int last)
{
    if (first > last || close_range((unsigned)first, (unsigned)last, 0) == 0) {
        return;
    }
    long limit = sysconf(_SC_OPEN_MAX); /* kernels before 5.9 */
    for (int fd = first; fd <= last && fd < limit; fd++) {
        (void)close(fd);
    }
}

static int order_of_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int silence_standard_streams(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) {
        return errno;
    }
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (dup2(null, fd) < 0) {
            return errno;
        }
    }
    if (null > STDERR_FILENO) {
        (void)close(null);
    }
    return 0;
}

static void reset_signals(void)
{
    for (int number = 1; number < NSIG; number++) {
        bool ignored = number == SIGINT || number == SIGXFSZ;
        (void)signal(number, ignored ? SIG_IGN : SIG_DFL);
    }
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

int lec_process_settle(int *keep, size_t count)
{
    reset_signals();
    struct rlimit nothing = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &nothing);
    (void)prctl(PR_SET_DUMPABLE, 0); /* a core pattern that is a pipe ignores the limit */
    qsort(keep, count, sizeof *keep, order_of_ints);
    int first = STDERR_FILENO + 1;
    for (size_t i = 0; i < count; i++) {
        close_between(first, keep[i] - 1);
        first = keep[i] + 1;
    }
    close_between(first, INT32_MAX);
    return silence_standard_streams();
}

void lec_process_kill(int pid)
{
    if (pid > 0) {
        (void)kill(pid, SIGKILL);
    }
}

static lec_ending ending_of(int pid, int status)
{
    bool by_signal = WIFSIGNALED(status);
    return (lec_ending){pid, by_signal, by_signal ? WTERMSIG(status) : WEXITSTATUS(status)};
}

lec_ending lec_process_wait(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return ending_of(pid, status);
}

bool lec_process_reap(lec_ending *ending)
{
    int status = 0;
    pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid <= 0) {
        return false;
    }
    *ending = ending_of(pid, status);
    return true;
}

static int mask_child_signal(int how)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGCHLD);
    (void)sigprocmask(how, &set, NULL);
    return how == SIG_BLOCK ? signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK) : -1;
}

int lec_process_endings(void)
{
    return mask_child_signal(SIG_BLOCK);
}

void lec_process_endings_read(int fd)
{
    struct signalfd_siginfo info;
    while (read(fd, &info, sizeof info) > 0) {
    }
}

void lec_process_endings_close(int fd)
{
    lec_fd_close(fd);
    (void)mask_child_signal(SIG_UNBLOCK);
}

int lec_process_descriptors_left(int enough)
{
    int taken[8], count = 0;
    while (count < enough && count < 8) {
        taken[count] = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
        if (taken[count] < 0) {
            break;
        }
        count++;
    }
    for (int i = 0; i < count; i++) {
        lec_fd_close(taken[i]);
    }
    return count;
}

bool lec_process_has_memory(size_t bytes)
{
    void *at = lec_memory_reserve(bytes);
    if (!at) {
        return false;
    }
    bool had = lec_memory_commit(at, bytes);
    lec_memory_release(at, bytes);
    return had;
}

/* Standard streams may be closed when we are called: they are not ours to take. */
static int above_standard_streams(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO) {
        return fd;
    }
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int failure = errno;
    (void)close(fd);
    errno = failure;
    return moved;
}

/* ---- channel ------------------------------------------------------------------------------- */

int lec_channel_open(int ends[2])
{
    ends[0] = ends[1] = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return errno;
    }
    ends[0] = above_standard_streams(ends[0]);
    ends[1] = above_standard_streams(ends[1]);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        lec_fd_close(ends[i]);
        ends[i] = -1;
    }
    return EMFILE;
}

int lec_channel_send(int fd, const void *packet, size_t size, bool wait)
{
    int flags = MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT);
    for (;;) {
        if (send(fd, packet, size, flags) >= 0) {
            return 0;
        }
        if (errno != EINTR) {
            return errno;
        }
    }
}

lec_channel_state lec_channel_receive(int fd, void *packet, size_t size)
{
    for (;;) {
        ssize_t got = recv(fd, packet, size, MSG_DONTWAIT);
        if (got >= 0) {
            return (size_t)got == size ? LEC_CHANNEL_PACKET : LEC_CHANNEL_END;
        }
        if (errno == EAGAIN) {
            return LEC_CHANNEL_EMPTY;
        }
        if (errno != EINTR) {
            return LEC_CHANNEL_END;
        }
    }
}

void lec_channel_finish(int fd)
{
    (void)shutdown(fd, SHUT_WR);
}

void lec_wait(struct pollfd *watched, size_t count, int timeout_ms)
{
    if (poll(watched, (nfds_t)count, timeout_ms) < 0) {
        for (size_t i = 0; i < count; i++) {
            watched[i].revents = 0;
        }
    }
}

/* ---- shared memory ------------------------------------------------------------------------- */

int lec_memory_file(void)
{
    return above_standard_streams(memfd_create("lectern", MFD_CLOEXEC));
}

int lec_fd_write_at(int fd, const void *bytes, size_t count, uint64_t offset)
{
    const char *at = bytes;
    while (count > 0) {
        ssize_t done = pwrite(fd, at, count, (off_t)offset);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return done < 0 ? errno : EIO;
        }
        at += done;
        count -= (size_t)done;
        offset += (uint64_t)done;
    }
    return 0;
}

uint64_t lec_memory_file_max(void)
{
    struct rlimit limit;
    bool limited = getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return limited ? limit.rlim_cur : INT64_MAX;
}

void lec_memory_file_discard(int fd, uint64_t offset, uint64_t count)
{
    (void)fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)offset, (off_t)count);
}
