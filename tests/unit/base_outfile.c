/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outputs that are given up before they are whole. */
#include "base/arena.h"
#include "base/platform.h"

#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static char folder[] = "/tmp/lectern-outfile-XXXXXX";
static lec_arena arena;
static lec_cancel stopped;
static volatile sig_atomic_t alarms;

static void on_alarm(int number)
{
    (void)number;
    alarms++;
    stopped = 1;
}

static void catch_alarm(void)
{
    const struct sigaction action = {.sa_handler = on_alarm};
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    alarms = 0;
    stopped = 0;
}

static const char *path_of(const char *name)
{
    const char *path = lec_arena_printf(&arena, "%s/%s", folder, name).ptr;
    assert_non_null(path);
    return path;
}

static void a_pipe_that_nobody_reads_is_given_up(void **state)
{
    (void)state;
    static const char block[65536];
    const char *path = path_of("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    lec_outfile out;
    lec_error error = {0};
    assert_int_equal(lec_outfile_open(&arena, path, &out, NULL), LEC_OK);
    out.cancel = &stopped;
    for (int i = 0; i < 32; i++) { /* more than a pipe holds */
        assert_int_equal(lec_fd_write(out.fd, block, sizeof block), 0);
    }
    catch_alarm();
    lec_alarm_ms(50);
    assert_int_equal(lec_outfile_commit(&out, &error), LEC_INTERRUPTED);
    assert_int_equal(alarms, 1);
    assert_int_equal(error.status, LEC_INTERRUPTED);
    (void)close(reader);
    assert_int_equal(unlink(path), 0);
}

static void a_stopped_file_does_not_appear(void **state)
{
    (void)state;
    const char *path = path_of("out.txt");
    const lec_cancel yes = 1;
    lec_outfile out;
    assert_int_equal(lec_outfile_open(&arena, path, &out, NULL), LEC_OK);
    out.cancel = &yes;
    assert_int_equal(lec_outfile_commit(&out, NULL), LEC_INTERRUPTED);
    assert_false(lec_file_exists(path));
}

/* Without /proc a file needs a name. @return what is wrong, as an exit status; 77: no such place.
 */
static int write_without_proc(void)
{
    if (chroot(folder) != 0 && (unshare(CLONE_NEWUSER) != 0 || chroot(folder) != 0)) {
        return 77;
    }
    lec_outfile out;
    if (chdir("/") != 0 || lec_outfile_open(&arena, "/out.txt", &out, NULL) != LEC_OK) {
        return 1;
    }
    if (!out.named || !lec_file_exists(out.named)) {
        return 2;
    }
    lec_alarm_ms(20);
    (void)usleep(60000);
    if (alarms != 0) {
        return 3;
    }
    lec_outfile_discard(&out);
    return alarms == 1 ? 0 : 4;
}

static void no_alarm_ends_what_has_a_temporary_name(void **state)
{
    (void)state;
    catch_alarm();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(write_without_proc());
    }
    int ended = 0;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_true(WIFEXITED(ended));
    if (WEXITSTATUS(ended) == 77) {
        (void)fputs("SKIP no_alarm_ends_what_has_a_temporary_name: chroot is not allowed\n",
                    stderr);
        skip();
    }
    assert_int_equal(WEXITSTATUS(ended), 0);
}

static int start(void **state)
{
    (void)state;
    return mkdtemp(folder) && lec_arena_init(&arena, 0, NULL) == LEC_OK ? 0 : -1;
}

/* The folder must be empty. */
static int stop(void **state)
{
    (void)state;
    lec_arena_free(&arena);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_that_nobody_reads_is_given_up),
        cmocka_unit_test(a_stopped_file_does_not_appear),
        cmocka_unit_test(no_alarm_ends_what_has_a_temporary_name),
    };
    return cmocka_run_group_tests_name("base_outfile", tests, start, stop);
}
