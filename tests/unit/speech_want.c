/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session that is short of descriptors, processes, memory or room says so. */
#include "speech_moody.h"

#include "base/process.h"

#include <fcntl.h>
#include <sys/resource.h>

/* Runs in a process whose limits may be lowered. @return what came of it; -1: takes were lost. */
static int outcome_in_child(fixture *f, void (*lower)(int), int limit)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        lec_status outcome;
        size_t count = 0;
        lower(limit);
        outcome = begin(f);
        if (outcome == LEC_OK) {
            count = speak_all(f, &outcome, NULL);
        }
        lec_speech_free(f->speech);
        bool silent = outcome != LEC_OK && !f->error.message[0];
        bool zombie = waitpid(-1, NULL, WNOHANG) != -1;
        _exit(silent || zombie || (outcome == LEC_OK && count != f->script.line_count)
                  ? 255
                  : (int)outcome);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void lower_descriptors(int limit)
{
    struct rlimit few = {(rlim_t)limit, (rlim_t)limit};
    (void)setrlimit(RLIMIT_NOFILE, &few);
}

static void few_descriptors_fail_clearly_or_suffice(void **state)
{
    fixture *f = *state;
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    int sufficient = 0;
    for (int limit = 3; limit <= 20; limit++) {
        int outcome = outcome_in_child(f, lower_descriptors, limit);
        assert_true(outcome == LEC_OK || outcome == LEC_TRY_AGAIN);
        assert_false(sufficient && outcome != LEC_OK);
        sufficient = outcome == LEC_OK ? sufficient + 1 : 0;
    }
    assert_in_range(sufficient, 5, 17); /* some were too few, and 16 are enough */
    f->options.cast = f->cast;
    fixture_voice(f, "espeak", "gmw/en-US");
    f->error = (lec_error){0};
    sufficient = 0;
    for (int limit = 3; limit <= 20; limit++) {
        int outcome = outcome_in_child(f, lower_descriptors, limit);
        assert_true(outcome == LEC_OK || outcome == LEC_TRY_AGAIN);
        sufficient += outcome == LEC_OK ? 1 : 0;
    }
    assert_in_range(sufficient, 5, 17);
}

#ifdef __SANITIZE_ADDRESS__
static void little_memory_fails_clearly_or_suffices(void **state)
{
    (void)state;
    print_message("AddressSanitizer itself takes more addresses than any limit leaves\n");
    skip();
}
#else
/* Leaves some MB beyond what the process has already, by a field of its statm. */
static void lower_beyond(__rlimit_resource_t resource, int field, int limit)
{
    char line[128] = "", *at = line;
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || !fgets(line, sizeof line, file)) {
        _exit(1);
    }
    (void)fclose(file);
    for (int i = 0; i <= field; i++) {
        pages = strtoul(at, &at, 10);
    }
    rlim_t size = pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)limit << 20);
    struct rlimit few = {size, size};
    (void)setrlimit(resource, &few);
}

static void lower_addresses(int limit)
{
    lower_beyond(RLIMIT_AS, 0, limit);
}

static void lower_data(int limit)
{
    lower_beyond(RLIMIT_DATA, 5, limit);
}

static void little_memory_fails_clearly_or_suffices(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"One.", "Two."};
    void (*const lower[])(int) = {lower_addresses, lower_data};
    fixture_voice(f, "espeak", "gmw/en-US");
    fixture_script(f, text, 2);
    for (size_t i = 0; i < 2; i++) {
        int sufficient = 0;
        for (int limit = 1; limit <= 1024; limit += limit < 100 ? 5 : 100) {
            int outcome = outcome_in_child(f, lower[i], limit);
            assert_true(outcome == LEC_OK || outcome == LEC_TRY_AGAIN);
            assert_false(sufficient && outcome != LEC_OK);
            sufficient += outcome == LEC_OK ? 1 : 0;
        }
        assert_true(sufficient >= 10);
    }
}
#endif

static void lower_file_size(int limit)
{
    struct rlimit small = {(rlim_t)limit, (rlim_t)limit};
    (void)setrlimit(RLIMIT_FSIZE, &small);
}

/* No signal, and no failure but where a take is larger than the limit. */
static void limits_of_files_count_what_is_written(void **state)
{
    fixture *f = *state;
    static const struct {
        int limit;
        lec_status outcome;
    } rows[] = {
        {0, LEC_IO},      {100, LEC_IO},      {60000, LEC_IO},
        {200000, LEC_OK}, {40 << 20, LEC_OK}, {200 << 20, LEC_OK},
    };
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(outcome_in_child(f, lower_file_size, rows[i].limit), rows[i].outcome);
    }
    struct rlimit before, small;
    lec_status status;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){60000, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    lec_status begun = begin(f);
    size_t count = begun == LEC_OK ? speak_all(f, &status, NULL) : 0;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(begun, LEC_OK);
    assert_int_equal(count, 1); /* of 31000 bytes; the second has 72000 */
    assert_int_equal(status, LEC_IO);
    assert_true(has(f->error.message, "ulimit -f"));
    assert_false(has(f->error.message, "reword"));
}

/* Standard input and output are free, and one descriptor above them: one end of a channel can move
 * there, the other one cannot. */
static void a_channel_that_cannot_open_leaves_no_descriptor(void **state)
{
    (void)state;
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        int ends[2] = {7, 7};
        (void)close_range(3, 1000, 0);
        (void)close(0);
        (void)close(1);
        lower_descriptors(4);
        int failure = lec_channel_open(ends);
        bool closed = fcntl(0, F_GETFD) < 0 && fcntl(1, F_GETFD) < 0 && fcntl(3, F_GETFD) < 0;
        _exit(failure == EMFILE && ends[0] == -1 && ends[1] == -1 && closed ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* The superuser has no limit of processes, so become a user that nobody else is: the limit counts
 * all processes of the user. */
static void lower_processes(int limit)
{
    struct rlimit few = {(rlim_t)limit, (rlim_t)limit};
    uid_t nobody = 61200 + (uid_t)getpid() % 4000;
    if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0)) {
        _exit(LEC_TRY_AGAIN);
    }
    (void)setrlimit(RLIMIT_NPROC, &few);
}

static void no_process_fails_clearly(void **state)
{
    fixture *f = *state;
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    if (geteuid() == 0) {
        assert_int_equal(outcome_in_child(f, lower_processes, 2), LEC_TRY_AGAIN);
        assert_int_equal(outcome_in_child(f, lower_processes, 3), LEC_OK);
    }
    assert_int_equal(outcome_in_child(f, lower_processes, 1), LEC_TRY_AGAIN);
}

int main(void)
{
    if (!moody_init()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        TEST(few_descriptors_fail_clearly_or_suffice),
        TEST(little_memory_fails_clearly_or_suffices),
        TEST(limits_of_files_count_what_is_written),
        TEST(a_channel_that_cannot_open_leaves_no_descriptor),
        TEST(no_process_fails_clearly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
