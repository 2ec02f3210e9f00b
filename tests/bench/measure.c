/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Usage: measure COMMAND [ARGUMENT]...
 * Runs a command and prints: wall time, user and system CPU time of it and all of its processes, in
 * ms; peak memory of the largest of its processes, in kB; its exit status. A small program of its
 * own, because a process starts with the peak of the one that it was forked from.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double time_ms(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s COMMAND [ARGUMENT]...\n", argv[0]);
        return 64;
    }
    double start = now_ms();
    pid_t child = fork();
    if (child == 0) {
        (void)execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status;
    struct rusage use;
    if (child < 0 || wait4(child, &status, 0, &use) != child) {
        perror("measure");
        return 1;
    }
    printf("%.3f %.3f %.3f %ld %d\n", now_ms() - start, time_ms(use.ru_utime),
           time_ms(use.ru_stime), use.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
