/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/platform.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* ---- environment --------------------------------------------------------------------------- */

void lec_platform_init(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            /* NOLINTNEXTLINE(android-cloexec-open): it stays open. The lowest free number is fd. */
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

const char *lec_env(const char *name)
{
    const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe): nothing here sets it */
    return value && *value ? value : NULL;
}

const char *lec_program_folder(lec_arena *arena)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || (size_t)length == sizeof path) {
        return NULL;
    }
    while (length > 1 && path[length - 1] != '/') {
        length--;
    }
    return lec_arena_cstr(arena, (lec_str){path, (size_t)(length > 1 ? length - 1 : length)});
}

int lec_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) {
        return CPU_COUNT(&set);
    }
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

int64_t lec_now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void lec_alarm_ms(int ms)
{
    const struct itimerval timer = {.it_value = {ms / 1000, (suseconds_t)(ms % 1000) * 1000}};
    (void)setitimer(ITIMER_REAL, &timer, NULL);
}

bool lec_is_terminal(int fd)
{
    return isatty(fd) == 1;
}

int lec_terminal_columns(int fd)
{
    struct winsize size = {0};
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* ---- reading ------------------------------------------------------------------------------- */

bool lec_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

bool lec_file_measure(const char *path, uint64_t *size, int64_t *changed_ms)
{
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode)) {
        return false;
    }
    *size = (uint64_t)info.st_size;
    *changed_ms = (int64_t)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
    return true;
}

bool lec_folder_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool file_info(const char *path, struct stat *info)
{
    return (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, info) : stat(path, info)) == 0;
}

bool lec_file_same(const char *input, const char *output)
{
    struct stat x;
    struct stat y;
    return strcmp(output, "-") != 0 && file_info(input, &x) && stat(output, &y) == 0 &&
           S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Out of descriptors or memory is the machine's fault; anything else is the file's. */
static lec_status status_of_open(int code, lec_status otherwise)
{
    bool scarce = code == EMFILE || code == ENFILE || code == ENOMEM;
    return scarce ? LEC_TRY_AGAIN : otherwise;
}

static lec_status file_read_all(lec_arena *arena, int fd, lec_str name, size_t max, lec_str *bytes,
                                lec_error *error)
{
    size_t capacity = 0;
    size_t len = 0;
    char *text = NULL;
    for (;;) {
        char *grown = lec_arena_grow(arena, text, len, &capacity, 1);
        if (!grown) {
            return lec_fail_memory(error);
        }
        text = grown;
        ssize_t got = read(fd, text + len, capacity - len);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return lec_fail_at(error, LEC_IO, name, 0, 0, "cannot read: %s", strerror(errno));
        }
        if (got == 0) {
            *bytes = (lec_str){text, len};
            return LEC_OK;
        }
        len += (size_t)got;
        if (len > max) {
            return lec_fail_at(error, LEC_DATA, name, 0, 0,
                               "larger than %zu MB; divide it into smaller files", max >> 20);
        }
    }
}

static lec_status file_open(const char *path, size_t max, int *fd, lec_error *error)
{
    lec_str name = lec_str_of(path);
    *fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat info;
    if (*fd < 0 || fstat(*fd, &info) != 0) {
        return lec_fail_at(error, status_of_open(errno, LEC_NO_INPUT), name, 0, 0,
                           "cannot open: %s", strerror(errno));
    }
    if (S_ISDIR(info.st_mode)) {
        return lec_fail_at(error, LEC_NO_INPUT, name, 0, 0,
                           "is a folder; name the files in it instead");
    }
    if (S_ISREG(info.st_mode) && info.st_size > 0 && (uint64_t)info.st_size > max) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0,
                           "larger than %zu MB; divide it into smaller files", max >> 20);
    }
    return LEC_OK;
}

lec_status lec_file_read(lec_arena *arena, const char *path, size_t max, lec_str *bytes,
                         lec_error *error)
{
    int fd;
    lec_status status = file_open(path, max, &fd, error);
    if (status == LEC_OK) {
        status = file_read_all(arena, fd, lec_str_of(path), max, bytes, error);
    }
    lec_fd_close(fd);
    return status;
}

static int name_order(const void *a, const void *b)
{
    return lec_str_compare(*(const lec_str *)a, *(const lec_str *)b);
}

lec_status lec_folder_list(lec_arena *arena, const char *path, const lec_str **names, size_t *count,
                           lec_error *error)
{
    DIR *folder = opendir(path);
    if (!folder) {
        return lec_fail_at(error, status_of_open(errno, LEC_UNAVAILABLE), lec_str_of(path), 0, 0,
                           "cannot read the folder: %s", strerror(errno));
    }
    /* The names are kept apart from the array, so that both can grow. */
    lec_str *list = NULL;
    size_t capacity = 0;
    bool failed = false;
    *count = 0;
    for (struct dirent *entry; !failed && (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        lec_str name = lec_arena_str(arena, lec_str_of(entry->d_name));
        lec_str *grown = lec_arena_grow(arena, list, *count, &capacity, sizeof *list);
        failed = !grown || !name.ptr;
        if (!failed) {
            list = grown;
            list[(*count)++] = name;
        }
    }
    (void)closedir(folder);
    if (failed) {
        return lec_fail_memory(error);
    }
    if (list) {
        qsort(list, *count, sizeof *list, name_order);
    }
    *names = list;
    return LEC_OK;
}

/* ---- folders and files of our own ----------------------------------------------------------- */

bool lec_folder_make(lec_arena scratch, const char *path)
{
    char *part = lec_arena_cstr(&scratch, lec_str_of(path));
    for (char *at = part && *part ? strchr(part + 1, '/') : NULL; at; at = strchr(at + 1, '/')) {
        *at = '\0';
        (void)mkdir(part, 0700);
        *at = '/';
    }
    return part && (mkdir(path, 0700) == 0 || lec_folder_exists(path));
}

void lec_file_remove(const char *path)
{
    (void)unlink(path);
}

/* ---- descriptors --------------------------------------------------------------------------- */

int lec_fd_write(int fd, const void *bytes, size_t count)
{
    const char *at = bytes;
    while (count > 0) {
        ssize_t put = write(fd, at, count);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return put < 0 ? errno : EIO;
        }
        at += put;
        count -= (size_t)put;
    }
    return 0;
}

int lec_fd_read_at(int fd, void *bytes, size_t count, uint64_t offset)
{
    char *at = bytes;
    while (count > 0) {
        ssize_t got = pread(fd, at, count, (off_t)offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got < 0 ? errno : EIO;
        }
        at += got;
        count -= (size_t)got;
        offset += (uint64_t)got;
    }
    return 0;
}

int lec_socket_open(int family, int type, int protocol)
{
    return socket(family, type | SOCK_CLOEXEC, protocol);
}

void lec_fd_close(int fd)
{
    if (fd >= 0) {
        (void)close(fd);
    }
}

/* A file without a name in `folder`; -1 with errno. Some file systems have no O_TMPFILE. */
static int open_unnamed(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return fd;
    }
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/.lectern-XXXXXX", folder);
    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0) {
        (void)unlink(path);
    }
    return fd;
}

lec_status lec_file_spool(int *fd, lec_error *error)
{
    const char *wanted = lec_env("TMPDIR");
    const char *const folders[] = {wanted ? wanted : "/var/tmp", "/tmp"};
    size_t count = wanted ? 1 : 2;
    for (size_t i = 0; i < count; i++) {
        *fd = open_unnamed(folders[i]);
        if (*fd >= 0) {
            return LEC_OK;
        }
    }
    return lec_fail_at(error, status_of_open(errno, LEC_CANNOT_CREATE), lec_str_of(folders[0]), 0,
                       0, "cannot make a temporary file: %s; set TMPDIR to a folder with room",
                       strerror(errno));
}
