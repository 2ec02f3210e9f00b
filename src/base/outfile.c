/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outputs that appear under their name only when they are whole. */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static lec_status fail_create(const char *path, int code, lec_error *error)
{
    bool scarce = code == EMFILE || code == ENFILE || code == ENOMEM;
    bool io = code == ENOSPC || code == EIO || code == EDQUOT || code == EFBIG;
    lec_status status = scarce ? LEC_TRY_AGAIN : io ? LEC_IO : LEC_CANNOT_CREATE;
    const char *hint = code == ENOENT ? "; make its folder first" : "";
    return lec_fail_at(error, status, lec_str_of(path), 0, 0, "cannot create: %s%s", strerror(code),
                       hint);
}

static lec_status fail_write(const char *path, int code, lec_error *error)
{
    return lec_fail_at(error, LEC_IO, lec_str_of(path), 0, 0, "cannot write: %s", strerror(code));
}

/* Length of the folder's part of a path, its slash included; 0 when there is none. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static const char *folder_of(lec_arena *arena, const char *path)
{
    size_t length = folder_length(path);
    return length ? lec_arena_cstr(arena, (lec_str){path, length}) : ".";
}

/* Whether what stands at `path` is written to rather than replaced. */
static bool is_stream(const char *path)
{
    struct stat info;
    return strcmp(path, "-") == 0 ||
           (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode));
}

/* Reads a link; the name that it leads to, seen from here. NULL: it is none, or memory is out. */
static const char *follow(lec_arena *arena, const char *link)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target);
    if (length <= 0 || (size_t)length == sizeof target) {
        return NULL;
    }
    int folder = target[0] == '/' ? 0 : (int)folder_length(link);
    return lec_arena_printf(arena, "%.*s%.*s", folder, link, (int)length, target).ptr;
}

static const int LINKS_MAX = 40; /* as the kernel bears */

const char *lec_outfile_target(lec_arena *arena, const char *path)
{
    char resolved[PATH_MAX];
    const char *next = path;
    for (int i = 0; next && i < LINKS_MAX; i++) {
        path = next;
        if (realpath(path, resolved)) {
            return lec_arena_cstr(arena, lec_str_of(resolved));
        }
        next = follow(arena, path);
    }
    const char *folder = folder_of(arena, path);
    if (!folder || !realpath(folder, resolved)) {
        return folder ? path : NULL;
    }
    const char *slash = strcmp(resolved, "/") == 0 ? "" : "/";
    return lec_arena_printf(arena, "%s%s%s", resolved, slash, path + folder_length(path)).ptr;
}

lec_status lec_outfile_check(lec_arena scratch, const char *path, lec_error *error)
{
    if (is_stream(path)) {
        return LEC_OK;
    }
    const char *target = lec_outfile_target(&scratch, path);
    const char *folder = target ? folder_of(&scratch, target) : NULL;
    if (!folder) {
        return lec_fail_memory(error);
    }
    const char *name = target + folder_length(target);
    if (lec_folder_exists(target) || *name == '\0') {
        return lec_fail_at(error, LEC_CANNOT_CREATE, lec_str_of(path), 0, 0,
                           "is a folder; name a file in it");
    }
    if (strlen(name) > NAME_MAX) {
        return fail_create(path, ENAMETOOLONG, error);
    }
    return access(folder, W_OK | X_OK) == 0 ? LEC_OK : fail_create(path, errno, error);
}

static lec_status open_stream(const char *path, lec_outfile *out, lec_error *error)
{
    out->stream = strcmp(path, "-") == 0
                      ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
                      : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY); /* waits for a pipe's reader */
    if (out->stream < 0) {
        return fail_create(path, errno, error);
    }
    return lec_file_spool(&out->fd, error);
}

/* New files get the mode that the user's umask gives; one that is replaced keeps its own. */
static const mode_t OUTPUT_MODE = 0666;

static void keep_mode(int fd, const char *target)
{
    struct stat old;
    if (stat(target, &old) == 0) {
        (void)fchmod(fd, old.st_mode & 0777);
    }
}

/* A name beside the target that nobody uses. */
static const char *temporary_name(lec_arena *arena, const char *target, unsigned attempt)
{
    return lec_arena_printf(arena, "%.*s.lectern-%ld-%u", (int)folder_length(target), target,
                            (long)getpid(), attempt)
        .ptr;
}

static const unsigned NAME_ATTEMPTS = 100;

/* An alarm may end the process, and with it all that has no name. */
static void hold_alarm(lec_outfile *out)
{
    sigset_t alarm;
    (void)sigemptyset(&alarm);
    (void)sigaddset(&alarm, SIGALRM);
    out->alarm_held = pthread_sigmask(SIG_BLOCK, &alarm, &out->mask) == 0;
}

static void release_alarm(lec_outfile *out)
{
    if (out->alarm_held) {
        (void)pthread_sigmask(SIG_SETMASK, &out->mask, NULL);
    }
    out->alarm_held = false;
}

/* For file systems without O_TMPFILE, and machines without /proc: a file that has a name. */
static int open_named(lec_arena *arena, lec_outfile *out)
{
    for (unsigned i = 0; i < NAME_ATTEMPTS; i++) {
        const char *name = temporary_name(arena, out->target, i);
        if (!name) {
            errno = ENOMEM;
            return -1;
        }
        int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, OUTPUT_MODE);
        if (fd >= 0) {
            out->named = name;
            return fd;
        }
        if (errno != EEXIST) {
            return -1;
        }
    }
    return -1;
}

static const char PROC_FDS[] = "/proc/self/fd";

static lec_status open_file(lec_arena *arena, const char *path, lec_outfile *out, lec_error *error)
{
    out->target = lec_outfile_target(arena, path);
    const char *folder = out->target ? folder_of(arena, out->target) : NULL;
    if (!folder) {
        return lec_fail_memory(error);
    }
    out->fd = access(PROC_FDS, X_OK) == 0
                  ? open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, OUTPUT_MODE)
                  : -1;
    if (out->fd < 0) {
        hold_alarm(out);
        out->fd = open_named(arena, out);
    }
    if (out->fd < 0) {
        return fail_create(path, errno, error);
    }
    keep_mode(out->fd, out->target);
    return LEC_OK;
}

lec_status lec_outfile_open(lec_arena *arena, const char *path, lec_outfile *out, lec_error *error)
{
    *out = (lec_outfile){.fd = -1, .path = path, .stream = -1, .arena = arena};
    lec_status status = lec_outfile_check(*arena, path, error);
    if (status == LEC_OK) {
        status =
            is_stream(path) ? open_stream(path, out, error) : open_file(arena, path, out, error);
    }
    if (status != LEC_OK) {
        lec_outfile_discard(out);
    }
    return status;
}

/* Gives a file without a name a temporary one. @return 0 or errno. */
static int give_name(lec_outfile *out)
{
    char fd_path[sizeof PROC_FDS + 16];
    (void)snprintf(fd_path, sizeof fd_path, "%s/%d", PROC_FDS, out->fd);
    for (unsigned i = 0; i < NAME_ATTEMPTS; i++) {
        const char *name = temporary_name(out->arena, out->target, i);
        if (!name) {
            return ENOMEM;
        }
        if (linkat(AT_FDCWD, fd_path, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
            out->named = name;
            return 0;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return errno;
}

/* The new name is on the disk only when its folder is. Some file systems cannot sync a folder. */
static int sync_folder(lec_arena *arena, const char *target)
{
    const char *folder = folder_of(arena, target);
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int failure = fd >= 0 && fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    lec_fd_close(fd);
    return failure;
}

static lec_status commit_file(lec_outfile *out, lec_error *error)
{
    int failure = fsync(out->fd) == 0 ? 0 : errno;
    if (failure) {
        return fail_write(out->path, failure, error);
    }
    if (!out->named) {
        hold_alarm(out);
        failure = give_name(out);
    }
    if (!failure && rename(out->named, out->target) != 0) {
        failure = errno;
    }
    if (failure) {
        return fail_create(out->path, failure, error);
    }
    out->named = NULL;
    failure = sync_folder(out->arena, out->target);
    return failure ? fail_write(out->path, failure, error) : LEC_OK;
}

static lec_status poll_cancel(const lec_outfile *out, lec_error *error)
{
    bool cancelled = out->cancel && *out->cancel;
    return cancelled ? lec_fail(error, LEC_INTERRUPTED, "stopped") : LEC_OK;
}

/* What a signal has cut short is continued, or given up, where it stopped. */
static lec_status commit_stream(lec_outfile *out, lec_error *error)
{
    char block[65536];
    ssize_t put;
    for (off_t done = 0;; done += put < 0 ? 0 : put) {
        lec_status status = poll_cancel(out, error);
        if (status != LEC_OK) {
            return status;
        }
        ssize_t got = pread(out->fd, block, sizeof block, done);
        if (got == 0) {
            return LEC_OK;
        }
        put = got < 0 ? got : write(out->stream, block, (size_t)got);
        if (put < 0 && errno != EINTR) {
            return fail_write(out->path, errno, error);
        }
    }
}

/* The disk is asked to take so many bytes at once. */
#define PUSH_BYTES (UINT64_C(8) << 20)

lec_status lec_outfile_wrote(const lec_outfile *out, uint64_t offset, uint64_t count,
                             lec_error *error)
{
    uint64_t from = offset / PUSH_BYTES * PUSH_BYTES;
    uint64_t to = (offset + count) / PUSH_BYTES * PUSH_BYTES;
    if (to > from && out->stream < 0) {
        /* What fails here fails again, and is told, when the file is synced. */
        (void)sync_file_range(out->fd, (off_t)from, (off_t)(to - from), SYNC_FILE_RANGE_WRITE);
    }
    return poll_cancel(out, error);
}

lec_status lec_outfile_commit(lec_outfile *out, lec_error *error)
{
    lec_status status = poll_cancel(out, error);
    if (status == LEC_OK) {
        status = out->stream >= 0 ? commit_stream(out, error) : commit_file(out, error);
    }
    lec_outfile_discard(out);
    return status;
}

void lec_outfile_discard(lec_outfile *out)
{
    if (out->named) {
        (void)unlink(out->named);
    }
    lec_fd_close(out->fd);
    lec_fd_close(out->stream);
    out->named = NULL;
    out->fd = -1;
    out->stream = -1;
    release_alarm(out);
}
