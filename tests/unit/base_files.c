/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/platform.h"
#include "base/settings.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static char folder[] = "/tmp/lectern-files-XXXXXX";
static lec_arena arena;

static const char *path_of(const char *name)
{
    const char *path = lec_arena_printf(&arena, "%s/%s", folder, name).ptr;
    assert_non_null(path);
    return path;
}

static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(lec_fd_write(fd, text, strlen(text)), 0);
    (void)close(fd);
}

static void assert_holds(const char *path, const char *text)
{
    lec_str bytes;
    lec_error error = {0};
    assert_int_equal(lec_file_read(&arena, path, 1000000, &bytes, &error), LEC_OK);
    assert_int_equal(bytes.len, strlen(text));
    assert_memory_equal(bytes.ptr, text, bytes.len);
}

static size_t names_in_folder(void)
{
    const lec_str *names;
    size_t count;
    assert_int_equal(lec_folder_list(&arena, folder, &names, &count, NULL), LEC_OK);
    for (size_t i = 1; i < count; i++) {
        assert_true(lec_str_compare(names[i - 1], names[i]) < 0);
    }
    return count;
}

static int empty_folder(void **state)
{
    (void)state;
    char command[64];
    (void)snprintf(command, sizeof command, "rm -rf %s/*", folder);
    return system(command);
}

static void reading_says_what_is_wrong(void **state)
{
    (void)state;
    lec_str bytes;
    static const struct {
        const char *name;
        lec_status status;
    } cases[] = {{"missing", LEC_NO_INPUT}, {".", LEC_NO_INPUT}, {"large", LEC_DATA}};
    put(path_of("large"), "12345678901");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lec_error error = {0};
        assert_int_equal(lec_file_read(&arena, path_of(cases[i].name), 10, &bytes, &error),
                         cases[i].status);
        assert_string_equal(error.source, path_of(cases[i].name));
    }
    assert_int_equal(lec_file_read(&arena, path_of("large"), 11, &bytes, NULL), LEC_OK);
    assert_int_equal(lec_file_read(&arena, "/dev/zero", 1000, &bytes, NULL), LEC_DATA);
}

static void an_output_appears_when_it_is_whole(void **state)
{
    (void)state;
    const char *path = path_of("out.txt");
    lec_outfile out;
    put(path, "old");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(lec_outfile_open(&arena, path, &out, NULL), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "new", 3), 0);
    assert_holds(path, "old");
    assert_int_equal(names_in_folder(), 1); /* what is half-done has no name */
    assert_int_equal(lec_outfile_commit(&out, NULL), LEC_OK);
    assert_holds(path, "new");
    assert_int_equal(names_in_folder(), 1);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    lec_outfile_discard(&out);
    assert_holds(path, "new");
}

static void what_is_discarded_leaves_nothing(void **state)
{
    (void)state;
    lec_outfile out;
    assert_int_equal(lec_outfile_open(&arena, path_of("out.txt"), &out, NULL), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "new", 3), 0);
    lec_outfile_discard(&out);
    assert_int_equal(names_in_folder(), 0);
}

static void a_link_stays_and_its_file_is_replaced(void **state)
{
    (void)state;
    lec_outfile out;
    put(path_of("real"), "old");
    assert_int_equal(symlink("real", path_of("link")), 0);
    assert_true(lec_file_same(path_of("real"), path_of("link")));
    assert_int_equal(lec_outfile_open(&arena, path_of("link"), &out, NULL), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "new", 3), 0);
    assert_int_equal(lec_outfile_commit(&out, NULL), LEC_OK);
    assert_holds(path_of("real"), "new");
    struct stat info;
    assert_int_equal(lstat(path_of("link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void a_link_to_nothing_is_followed_too(void **state)
{
    (void)state;
    lec_outfile out;
    assert_int_equal(mkdir(path_of("sub"), 0755), 0);
    assert_int_equal(symlink("sub/middle", path_of("link")), 0);
    assert_int_equal(symlink("../end", path_of("sub/middle")), 0);
    assert_int_equal(symlink("nowhere/end", path_of("bad")), 0);
    assert_int_equal(symlink("loop", path_of("loop")), 0);
    assert_int_equal(lec_outfile_open(&arena, path_of("link"), &out, NULL), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "new", 3), 0);
    assert_int_equal(lec_outfile_commit(&out, NULL), LEC_OK);
    assert_holds(path_of("end"), "new");
    struct stat info;
    assert_int_equal(lstat(path_of("link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(lec_outfile_check(arena, path_of("bad"), NULL), LEC_CANNOT_CREATE);
    (void)lec_outfile_target(&arena, path_of("loop")); /* and comes to an end */
}

static void two_names_of_one_file_have_one_target(void **state)
{
    (void)state;
    const char *plain = lec_outfile_target(&arena, path_of("new.wav"));
    assert_string_equal(lec_outfile_target(&arena, path_of("./new.wav")), plain);
    assert_string_equal(lec_outfile_target(&arena, path_of("../new.wav")), "/tmp/new.wav");
    assert_string_not_equal(lec_outfile_target(&arena, path_of("old.wav")), plain);
}

static void standard_input_can_be_a_file_too(void **state)
{
    (void)state;
    put(path_of("in.txt"), "text");
    int before = dup(STDIN_FILENO);
    int fd = open(path_of("in.txt"), O_RDONLY | O_CLOEXEC);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    assert_true(lec_file_same("-", path_of("in.txt")));
    assert_false(lec_file_same("-", "-"));
    assert_false(lec_file_same("-", "/dev/null"));
    assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
    (void)close(before);
    (void)close(fd);
}

static void a_pipe_is_written_to(void **state)
{
    (void)state;
    const char *path = path_of("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    lec_outfile out;
    assert_int_equal(lec_outfile_open(&arena, path, &out, NULL), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "sound", 5), 0);
    assert_int_equal(lec_outfile_commit(&out, NULL), LEC_OK);
    char got[16];
    assert_int_equal(read(reader, got, sizeof got), 5);
    assert_memory_equal(got, "sound", 5);
    (void)close(reader);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
}

static void a_full_device_is_an_io_error(void **state)
{
    (void)state;
    lec_outfile out;
    lec_error error = {0};
    assert_int_equal(lec_outfile_open(&arena, "/dev/full", &out, &error), LEC_OK);
    assert_int_equal(lec_fd_write(out.fd, "sound", 5), 0);
    assert_int_equal(lec_outfile_commit(&out, &error), LEC_IO);
    assert_string_equal(error.source, "/dev/full");
}

static void places_that_cannot_be_written_are_refused_first(void **state)
{
    (void)state;
    char long_name[300];
    memset(long_name, 'n', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    put(path_of("file"), "");
    const char *const cases[] = {".", "none/out", "file/out", "sub/", long_name};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lec_outfile out;
        lec_error error = {0};
        assert_int_equal(lec_outfile_check(arena, path_of(cases[i]), &error), LEC_CANNOT_CREATE);
        assert_int_equal(lec_outfile_open(&arena, path_of(cases[i]), &out, NULL),
                         LEC_CANNOT_CREATE);
        assert_true(error.message[0] != '\0');
    }
    assert_int_equal(lec_outfile_check(arena, "-", NULL), LEC_OK);
    assert_int_equal(lec_outfile_check(arena, "here.wav", NULL), LEC_OK);
}

static void a_limit_on_size_is_reported(void **state)
{
    (void)state;
    const struct rlimit small = {1000, RLIM_INFINITY};
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    int fd;
    assert_int_equal(lec_file_spool(&fd, NULL), LEC_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char block[3000] = {0};
    assert_int_equal(lec_fd_write(fd, block, sizeof block), EFBIG);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    lec_fd_close(fd);
}

static void a_spool_goes_where_tmpdir_says(void **state)
{
    (void)state;
    int fd;
    lec_error error = {0};
    assert_int_equal(setenv("TMPDIR", path_of("nowhere"), 1), 0);
    assert_int_equal(lec_file_spool(&fd, &error), LEC_CANNOT_CREATE);
    assert_non_null(strstr(error.message, "TMPDIR"));
    assert_int_equal(setenv("TMPDIR", folder, 1), 0);
    assert_int_equal(lec_file_spool(&fd, NULL), LEC_OK);
    assert_int_equal(names_in_folder(), 0);
    lec_fd_close(fd);
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_int_equal(lec_file_spool(&fd, NULL), LEC_OK);
    lec_fd_close(fd);
}

typedef struct target {
    lec_str name;
    int rate;
} target;

static const lec_setting VOCABULARY[] = {
    {"voice", "name", 0, 0, offsetof(target, name)},
    {"voice", "rate", 80, 449, offsetof(target, rate)},
};

static void settings_fill_a_struct(void **state)
{
    (void)state;
    target t = {LEC_STR("before"), 1};
    put(path_of("a.conf"), "# note\n[voice]\nrate = 170\n");
    assert_int_equal(
        lec_settings_read(&arena, arena, path_of("a.conf"), LEC_VOCABULARY(VOCABULARY), &t, NULL),
        LEC_OK);
    assert_int_equal(t.rate, 170);
    assert_true(lec_str_equal(t.name, LEC_STR("before")));
    put(path_of("a.conf"), "[voice]\nname = deep one\n");
    assert_int_equal(
        lec_settings_read(&arena, arena, path_of("a.conf"), LEC_VOCABULARY(VOCABULARY), &t, NULL),
        LEC_OK);
    assert_true(lec_str_equal(t.name, LEC_STR("deep one")));
}

/* inih cuts longer lines, and takes the rest for a line of its own. */
static void a_line_of_settings_is_whole_or_refused(void **state)
{
    (void)state;
    for (int len = 190; len <= 420; len++) {
        char text[512];
        target t = {0};
        lec_error error = {0};
        snprintf(text, sizeof text, "[voice]\nname = %0*d\n# %0*d\nrate = 170", len - 7, 1, 190, 0);
        put(path_of("a.conf"), text);
        lec_status status = lec_settings_read(&arena, arena, path_of("a.conf"),
                                              LEC_VOCABULARY(VOCABULARY), &t, &error);
        if (len <= 198) {
            assert_int_equal(status, LEC_OK);
            assert_int_equal(t.name.len, len - 7);
            assert_int_equal(t.rate, 170);
        } else {
            assert_int_equal(status, LEC_DATA);
            assert_int_equal(error.line, 2);
            assert_non_null(strstr(error.message, "longer than 198 bytes"));
        }
    }
}

static void bad_settings_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
        const char *says;
    } cases[] = {
        {"[voice]\nname = x\nrate = 450\n", 3, "80 to 449"},
        {"[voice]\nrate = fast\n", 2, "whole number"},
        {"[voice]\n\nspeed = 3\n", 3, "no setting speed"},
        {"[sound]\nrate = 100\n", 2, "[sound]"},
        {"[voice]\nrubbish\n", 2, "key = value"},
        {"[voice]\nname = \xFF\n", 0, "UTF-8"},
        {"[voice]\nrubbish\nspeed = 3\n", 2, "key = value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        target t = {0};
        lec_error error = {0};
        put(path_of("a.conf"), cases[i].text);
        assert_int_equal(lec_settings_read(&arena, arena, path_of("a.conf"),
                                           LEC_VOCABULARY(VOCABULARY), &t, &error),
                         LEC_DATA);
        assert_int_equal(error.line, cases[i].line);
        assert_non_null(strstr(error.message, cases[i].says));
    }
    assert_int_equal(
        lec_settings_read(&arena, arena, path_of("none"), LEC_VOCABULARY(VOCABULARY), NULL, NULL),
        LEC_UNAVAILABLE);
}

static int start(void **state)
{
    (void)state;
    return mkdtemp(folder) && lec_arena_init(&arena, 0, NULL) == LEC_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    lec_arena_free(&arena);
    return rmdir(folder);
}

#define in_empty_folder(test) cmocka_unit_test_teardown(test, empty_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_empty_folder(reading_says_what_is_wrong),
        in_empty_folder(an_output_appears_when_it_is_whole),
        in_empty_folder(what_is_discarded_leaves_nothing),
        in_empty_folder(a_link_stays_and_its_file_is_replaced),
        in_empty_folder(a_link_to_nothing_is_followed_too),
        in_empty_folder(two_names_of_one_file_have_one_target),
        in_empty_folder(standard_input_can_be_a_file_too),
        in_empty_folder(a_pipe_is_written_to),
        in_empty_folder(a_full_device_is_an_io_error),
        in_empty_folder(places_that_cannot_be_written_are_refused_first),
        in_empty_folder(a_limit_on_size_is_reported),
        in_empty_folder(a_spool_goes_where_tmpdir_says),
        in_empty_folder(settings_fill_a_struct),
        in_empty_folder(a_line_of_settings_is_whole_or_refused),
        in_empty_folder(bad_settings_say_where),
    };
    return cmocka_run_group_tests_name("base_files", tests, start, stop);
}
