/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/command.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/process.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    POLL_MS = 100,         /* between looks at the cancel flag */
    EXIT_CANNOT_RUN = 127, /* as shells have it */
    FILES_MAX = 64 << 20   /* bytes of a file that it may write */
};

const char *lec_command_find(lec_arena *arena, const char *name)
{
    for (lec_cut cut = {.tail = lec_str_of(lec_env("PATH"))}; cut.tail.len > 0;) {
        cut = lec_str_cut(cut.tail, ':');
        if (!lec_str_starts(cut.head, LEC_STR("/"))) {
            continue;
        }
        lec_str path = lec_arena_printf(arena, "%.*s/%s", LEC_ARG(cut.head), name);
        if (path.ptr && access(path.ptr, X_OK) == 0) {
            return path.ptr;
        }
    }
    return NULL;
}

/* ---- in the child */

static void limit(__rlimit_resource_t what, uint64_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) == 0) {
        rlim_t value = most < now.rlim_max ? (rlim_t)most : now.rlim_max;
        const struct rlimit wanted = {value, value};
        (void)setrlimit(what, &wanted);
    }
}

/* Descriptors, limits and environment as promised, then the other program. */
static _Noreturn void become(const lec_command *command, int input, int output, char *path_setting)
{
    int keep[] = {input, output};
    char locale[] = "LC_ALL=C.UTF-8";
    char home[] = "HOME=/";
    char *const environment[] = {path_setting, locale, home, NULL};
    if (lec_process_settle(keep, 2) == 0 && dup2(input, STDIN_FILENO) >= 0 &&
        dup2(output, STDOUT_FILENO) >= 0) {
        (void)close(input);
        (void)close(output);
        limit(RLIMIT_AS, command->memory_max);
        limit(RLIMIT_CPU, (uint64_t)command->time_ms / 1000 + 1);
        limit(RLIMIT_FSIZE, FILES_MAX);
        /* execve() changes none of them. */
        union {
            const char *const *given;
            char *const *taken;
        } arguments = {.given = command->arguments};
        (void)execve(command->path, arguments.taken, environment);
    }
    lec_process_exit(EXIT_CANNOT_RUN);
}

/* ---- here */

/* A run: what comes out of it goes to `output`. */
typedef struct run {
    const lec_command *command;
    int pid;
    int pipe; /* its standard output */
    int64_t deadline_ms;
    lec_buf output;
    lec_command_result *result;
} run;

static bool stopped(const run *r)
{
    if (r->command->cancel && *r->command->cancel) {
        r->result->end = LEC_COMMAND_CANCELLED;
    } else if (lec_now_ms() > r->deadline_ms) {
        r->result->end = LEC_COMMAND_TIMED_OUT;
    } else if (r->output.len > r->command->output_max) {
        r->result->end = LEC_COMMAND_TOO_MUCH;
    }
    return r->result->end != LEC_COMMAND_EXITED || r->output.failed;
}

static void read_output(run *r)
{
    char block[16384];
    while (!stopped(r)) {
        struct pollfd watched = {.fd = r->pipe, .events = POLLIN};
        lec_wait(&watched, 1, POLL_MS);
        if (!watched.revents) {
            continue;
        }
        ssize_t got = read(r->pipe, block, sizeof block);
        if (got > 0) {
            lec_buf_add(&r->output, (lec_str){block, (size_t)got});
        } else if (got == 0 || errno != EINTR) {
            return;
        }
    }
}

/* A program may close its output long before its end. */
static void await_end(run *r)
{
    int status = 0;
    pid_t ended = 0;
    while (!stopped(r) && (ended = waitpid(r->pid, &status, WNOHANG)) == 0) {
        lec_wait(NULL, 0, 5);
    }
    if (ended <= 0) {
        lec_process_kill(r->pid);
        (void)lec_process_wait(r->pid);
        return;
    }
    bool killed = WIFSIGNALED(status);
    r->result->end = killed ? LEC_COMMAND_KILLED : LEC_COMMAND_EXITED;
    r->result->value = killed ? WTERMSIG(status) : WEXITSTATUS(status);
}

static lec_status start(run *r, int input, char *path_setting, lec_error *error)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return lec_fail(error, LEC_TRY_AGAIN, "cannot start another program: %s", strerror(errno));
    }
    r->pid = lec_process_fork();
    if (r->pid == 0) {
        become(r->command, input, ends[1], path_setting);
    }
    int code = errno;
    lec_fd_close(ends[1]);
    r->pipe = ends[0];
    return r->pid > 0
               ? LEC_OK
               : lec_fail(error, LEC_TRY_AGAIN, "cannot start another program: %s", strerror(code));
}

lec_status lec_command_run(lec_arena *arena, const lec_command *command, lec_command_result *result,
                           lec_error *error)
{
    *result = (lec_command_result){.end = LEC_COMMAND_EXITED};
    run r = {.command = command,
             .pid = -1,
             .pipe = -1,
             .deadline_ms = lec_now_ms() + command->time_ms,
             .output = {.arena = arena},
             .result = result};
    const char *path = lec_env("PATH");
    lec_str setting = lec_arena_printf(arena, "PATH=%s", path ? path : "");
    char *copy = lec_arena_cstr(arena, setting);
    int input = lec_memory_file();
    if (!copy || input < 0 || lec_fd_write_at(input, command->input.ptr, command->input.len, 0)) {
        lec_fd_close(input);
        return lec_fail_memory(error);
    }
    lec_status status = start(&r, input, copy, error);
    lec_fd_close(input);
    if (status == LEC_OK) {
        read_output(&r);
        await_end(&r);
        result->output = lec_buf_str(&r.output);
        status = result->output.ptr ? LEC_OK : lec_fail_memory(error);
    }
    lec_fd_close(r.pipe);
    return status;
}
