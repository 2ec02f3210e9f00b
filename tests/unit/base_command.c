/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other programs as filters: what they get and give, and where they are stopped. */
#include "base/arena.h"
#include "base/command.h"
#include "base/str.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena;

/* Runs a script; `command` holds what is not as usual. */
static lec_command_result run(const char *script, lec_command command)
{
    const char *const arguments[] = {"sh", "-c", script, NULL};
    lec_command_result result;
    lec_error error = {0};
    command.path = "/bin/sh";
    command.arguments = arguments;
    command.output_max = command.output_max ? command.output_max : 1 << 20;
    command.memory_max = command.memory_max ? command.memory_max : (size_t)1 << 30;
    command.time_ms = command.time_ms ? command.time_ms : 20000;
    assert_int_equal(lec_command_run(&arena, &command, &result, &error), LEC_OK);
    return result;
}

static void assert_output(lec_command_result result, const char *expected)
{
    assert_int_equal(result.end, LEC_COMMAND_EXITED);
    assert_int_equal(result.value, 0);
    assert_string_equal(lec_arena_cstr(&arena, result.output), expected);
}

static void input_comes_out(void **state)
{
    (void)state;
    assert_output(run("cat", (lec_command){.input = LEC_STR("a b\nc")}), "a b\nc");
    assert_output(run("cat >/dev/null; cat </dev/stdin; echo noise >&2",
                      (lec_command){.input = LEC_STR("again")}),
                  "again");
    assert_output(run("cat", (lec_command){0}), "");
}

static void it_has_no_more_than_it_needs(void **state)
{
    (void)state;
    assert_output(run("echo $LC_ALL $HOME $LECTERN_VOICES", (lec_command){0}), "C.UTF-8 /\n");
    assert_output(run("ls /proc/self/fd | wc -l", (lec_command){0}), "4\n"); /* 3, and ls's own */
}

static void how_it_ended_is_told(void **state)
{
    (void)state;
    lec_command_result result = run("exit 7", (lec_command){0});
    assert_int_equal(result.end, LEC_COMMAND_EXITED);
    assert_int_equal(result.value, 7);
    result = run("kill -TERM $$", (lec_command){0});
    assert_int_equal(result.end, LEC_COMMAND_KILLED);
    assert_int_equal(result.value, SIGTERM);
}

static void limits_hold(void **state)
{
    (void)state;
    assert_int_equal(run("exec sleep 60", (lec_command){.time_ms = 200}).end,
                     LEC_COMMAND_TIMED_OUT);
    assert_int_equal(run("exec >&-; exec sleep 60", (lec_command){.time_ms = 200}).end,
                     LEC_COMMAND_TIMED_OUT);
    assert_int_equal(run("exec yes", (lec_command){.output_max = 100000}).end,
                     LEC_COMMAND_TOO_MUCH);
    lec_cancel cancel = 1;
    assert_int_equal(run("exec sleep 60", (lec_command){.cancel = &cancel}).end,
                     LEC_COMMAND_CANCELLED);
    lec_command_result result = run("ulimit -v", (lec_command){.memory_max = (size_t)512 << 20});
    assert_output(result, "524288\n");
}

static void programs_are_found_on_the_path(void **state)
{
    (void)state;
    const char *sh = lec_command_find(&arena, "sh");
    assert_non_null(sh);
    assert_int_equal(sh[0], '/');
    assert_true(lec_str_ends(lec_str_of(sh), LEC_STR("/sh")));
    assert_null(lec_command_find(&arena, "no-such-program"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_comes_out),
        cmocka_unit_test(it_has_no_more_than_it_needs),
        cmocka_unit_test(how_it_ended_is_told),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(programs_are_found_on_the_path),
    };
    if (lec_arena_init(&arena, 0, NULL) != LEC_OK) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lec_arena_free(&arena);
    return failed;
}
