/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session keeps its promises whatever its processes do. */
#include "speech_moody.h"

#include "base/platform.h"

/* ---- the good case ------------------------------------------------------------------------- */

static void takes_are_the_same_at_any_job_count(void **state)
{
    fixture *f = *state;
    static const int jobs[] = {1, 2, 3, 8, LEC_JOBS_MAX};
    uint64_t first[LINES_MAX] = {0}, sums[LINES_MAX] = {0};
    lec_status status;
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
        f->options.jobs = jobs[i];
        assert_int_equal(begin(f), LEC_OK);
        assert_int_equal(lec_speech_rate_hz(f->speech), 22050);
        assert_int_equal(speak_all(f, &status, i == 0 ? first : sums), PLAIN);
        assert_int_equal(status, LEC_OK);
        assert_memory_equal(i == 0 ? first : sums, first, PLAIN * sizeof *first);
        end(f);
    }
}

static void jobs_have_bounds(void **state)
{
    fixture *f = *state;
    static const int jobs[] = {0, -1, LEC_JOBS_MAX + 1};
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
        f->options.jobs = jobs[i];
        assert_int_equal(begin(f), LEC_USAGE);
        assert_null(f->speech);
    }
}

#define CHARACTER ((size_t)882) /* frames */

static void a_tone_lasts_as_long_as_its_text(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"Grün ist  es."};
    lec_take take;
    fixture_voice(f, "tone", "v");
    fixture_script(f, text, 1);
    assert_int_equal(begin(f), LEC_OK);
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_int_equal(take.frame_count, 13 * CHARACTER);
    assert_int_equal(take.word_count, 3);
    static const lec_word words[] = {{0, 0}, {6, 5 * CHARACTER}, {11, 10 * CHARACTER}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(take.words[i].spoken, words[i].spoken);
        assert_int_equal(take.words[i].frame, words[i].frame);
    }
    int loudest = 0;
    for (size_t i = 0; i < 4 * CHARACTER; i++) {
        loudest = abs(take.frames[i]) > loudest ? abs(take.frames[i]) : loudest;
    }
    assert_in_range(loudest, 4000, 8000);
    assert_int_equal(take.frames[0], 0);
    for (size_t i = 4 * CHARACTER; i < 5 * CHARACTER; i++) {
        assert_int_equal(take.frames[i], 0);
    }
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_null(take.frames);
}

static void silent_lines_and_other_kinds_keep_their_places(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"One.", "", "pause", "nothing", "Five."};
    lec_take take;
    static const size_t lines[] = {0, 1, 3, 4};
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 5);
    f->lines[2] = (lec_line){.kind = LEC_LINE_PAUSE};
    assert_int_equal(begin(f), LEC_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
        assert_non_null(take.frames);
        assert_int_equal(take.line, lines[i]);
        assert_int_equal(take.frame_count > 0, i == 0 || i == 3);
    }
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_null(take.frames);
}

static void one_process_serves_all_roles_with_the_same_voice(void **state)
{
    fixture *f = *state;
    lec_status status;
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    for (size_t i = 0; i < PLAIN; i++) {
        f->lines[i].speech.role = (lec_role)(i % LEC_ROLES);
    }
    f->cast[LEC_ROLE_QUOTE].pitch = 20;
    shared->opens = 0;
    assert_int_equal(begin(f), LEC_OK);
    assert_int_equal(speak_all(f, &status, NULL), PLAIN);
    assert_int_equal(shared->opens, 2);
}

/* ---- lines that go wrong ------------------------------------------------------------------- */

static void a_line_is_spoken_once_more(void **state)
{
    fixture *f = *state;
    static const char *const bad[] = {"crash once", "hang once"};
    lec_status status;
    uint64_t sums[LINES_MAX], again[LINES_MAX];
    fixture_voice(f, "moody", "v");
    for (size_t i = 0; i < 2; i++) {
        const char *text[PLAIN];
        memcpy(text, plain, sizeof text);
        text[3] = bad[i];
        *shared = (tally){0};
        fixture_script(f, text, PLAIN);
        assert_int_equal(begin(f), LEC_OK);
        assert_int_equal(speak_all(f, &status, sums), PLAIN);
        assert_int_equal(status, LEC_OK);
        assert_int_equal(shared->crashes + shared->hangs, 2);
        end(f);
        assert_int_equal(begin(f), LEC_OK);
        assert_int_equal(speak_all(f, &status, again), PLAIN);
        assert_memory_equal(sums, again, PLAIN * sizeof *sums);
        end(f);
    }
}

static void a_line_is_not_late_for_waiting_behind_another(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {
        "Sentences that last longer than others have the time that is due to their length.",
        "Short.", "So is this."};
    lec_speech_limits limits = quick;
    lec_status status;
    limits.line_ms = 1000;
    limits.line_us_per_byte = 60000;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 3);
    f->options.jobs = 1;
    *shared = (tally){0};
    assert_int_equal(begin_within(f, &limits), LEC_OK);
    assert_int_equal(speak_all(f, &status, NULL), 3);
    assert_int_equal(status, LEC_OK);
    assert_int_equal(shared->lasts, 1);
    end(f);
}

typedef struct bad_line {
    const char *text, *reason;
} bad_line;

static void a_line_that_fails_twice_is_named(void **state)
{
    fixture *f = *state;
    static const bad_line bad[] = {
        {"crash always", "by signal 6"},
        {"hang always", "in time"},
        {"flood", "does not stop"},
        {"refuse", "refused"},
        {"leave", "no sound"},
        {"hang always, and be so long that no message would ever want to hold all of it",
         "\"hang always, and be so long that no message would ever want ...\""},
    };
    lec_status status;
    fixture_voice(f, "moody", "v");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *text[PLAIN];
        memcpy(text, plain, sizeof text);
        text[5] = bad[i].text;
        fixture_script(f, text, PLAIN);
        f->error = (lec_error){0};
        assert_int_equal(begin(f), LEC_OK);
        assert_int_equal(speak_all(f, &status, NULL), 5);
        assert_int_equal(status, LEC_INTERNAL);
        assert_int_equal(f->error.status, LEC_INTERNAL);
        assert_true(has(f->error.message, bad[i].reason));
        assert_true(has(f->error.message, "cannot speak \""));
        assert_string_equal(f->error.source, "article.txt");
        assert_int_equal(f->error.line, 6);
        assert_int_equal(f->error.column, 1);
        end(f);
    }
}

static void nothing_of_it_shows_on_the_terminal(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"crash always"};
    int ends[2], kept[2] = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    char seen[64];
    lec_status status;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 1);
    assert_int_equal(pipe(ends), 0);
    (void)dup2(ends[1], STDOUT_FILENO);
    (void)dup2(ends[1], STDERR_FILENO);
    lec_status begun = begin(f);
    if (begun == LEC_OK) {
        (void)speak_all(f, &status, NULL);
    }
    lec_speech_free(f->speech);
    f->speech = NULL;
    (void)dup2(kept[0], STDOUT_FILENO);
    (void)dup2(kept[1], STDERR_FILENO);
    (void)close(ends[1]);
    assert_int_equal(begun, LEC_OK);
    assert_int_equal(read(ends[0], seen, sizeof seen), 0);
    (void)close(ends[0]);
    (void)close(kept[0]);
    (void)close(kept[1]);
}

/* ---- processes that vanish ----------------------------------------------------------------- */

/* The zygote; 0 while there is none, between two. */
static pid_t zygote_now(void)
{
    pid_t pid = 0;
    assert_in_range(processes_of(0, getpid(), &pid, 1), 0, 1);
    return pid;
}

static void check_with_disturbance(fixture *f, void (*disturb)(size_t take))
{
    uint64_t calm[LINES_MAX] = {0};
    lec_status status;
    lec_take take;
    fixture_voice(f, "moody", "v");
    fixture_script(f, plain, PLAIN);
    assert_int_equal(begin(f), LEC_OK);
    assert_int_equal(speak_all(f, &status, calm), PLAIN);
    end(f);
    assert_int_equal(begin(f), LEC_OK);
    for (size_t i = 0; i < PLAIN; i++) {
        disturb(i);
        assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
        assert_int_equal(take.line, i);
        assert_true(take_sum(&take) == calm[i]);
    }
    end(f);
}

static void kill_zygote(size_t take)
{
    pid_t zygote = zygote_now();
    if (take % 2 == 1 && zygote) {
        (void)kill(zygote, SIGKILL);
    }
}

static void stop_zygote(size_t take)
{
    pid_t zygote = zygote_now();
    if (take == 3 && zygote) {
        (void)kill(zygote, SIGSTOP);
    }
}

static void kill_speaking_child(size_t take)
{
    /* Far apart, so that no line meets with it twice. */
    pid_t pid = 0, zygote = take % 5 == 0 ? zygote_now() : 0;
    if (zygote && processes_of(0, zygote, &pid, 1) > 0) {
        (void)kill(pid, take == 0 ? SIGTERM : SIGSTOP);
    }
}

static void a_killed_process_costs_nothing(void **state)
{
    check_with_disturbance(*state, kill_zygote);
}

static void a_stopped_process_costs_nothing(void **state)
{
    check_with_disturbance(*state, stop_zygote);
}

static void a_killed_or_stopped_child_costs_nothing(void **state)
{
    check_with_disturbance(*state, kill_speaking_child);
}

static void an_engine_that_cannot_open_is_given_up(void **state)
{
    fixture *f = *state;
    static const char *const names[] = {"dies", "hangs"};
    fixture_script(f, plain, PLAIN);
    for (size_t i = 0; i < 2; i++) {
        f->error = (lec_error){0};
        fixture_voice(f, "moody", names[i]);
        assert_int_equal(begin(f), LEC_INTERNAL);
        assert_null(f->speech);
        assert_true(has(f->error.message, names[i]));
        assert_no_children();
    }
}

static void voices_must_agree(void **state)
{
    fixture *f = *state;
    fixture_script(f, plain, PLAIN);
    fixture_voice(f, "moody", "v");
    f->lines[4].speech.role = LEC_ROLE_QUOTE;
    f->cast[LEC_ROLE_QUOTE].engine_voice = LEC_STR("other rate");
    assert_int_equal(begin(f), LEC_UNAVAILABLE);
    assert_true(has(f->error.message, "16000"));
    f->error = (lec_error){0};
    f->cast[LEC_ROLE_QUOTE].engine = LEC_STR("loudhailer");
    assert_int_equal(begin(f), LEC_UNAVAILABLE);
    assert_true(has(f->error.message, "loudhailer"));
    assert_no_children();
}

/* ---- ending -------------------------------------------------------------------------------- */

static void cancelling_ends_a_wait(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"hang always"};
    lec_take take;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 1);
    assert_int_equal(begin(f), LEC_OK);
    f->cancel = 1;
    int64_t before = lec_now_ms();
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_INTERRUPTED);
    end(f);
    assert_in_range(lec_now_ms() - before, 0, 1000);
    f->error = (lec_error){0};
    fixture_voice(f, "moody", "hangs");
    assert_int_equal(begin(f), LEC_INTERRUPTED);
    assert_no_children();
}

static void busy_processes_leave_when_told(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"One.", "hang always"};
    lec_speech_limits limits = quick;
    lec_take take;
    limits.grace_ms = 20000;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 2);
    f->options.jobs = 1;
    *shared = (tally){0};
    assert_int_equal(begin_within(f, &limits), LEC_OK);
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    while (shared->stuck == 0) {
        (void)usleep(1000);
    }
    int64_t before = lec_now_ms();
    end(f);
    assert_in_range(lec_now_ms() - before, 0, limits.grace_ms / 2);
}

/* Waits until a group has so many processes, or a second is over. @return how many it has. */
static size_t group_reaches(pid_t group, size_t least, size_t most)
{
    int64_t deadline = lec_now_ms() + 1000;
    size_t count = processes_of(group, 0, NULL, 0);
    while ((count < least || count > most) && lec_now_ms() < deadline) {
        (void)usleep(5000);
        count = processes_of(group, 0, NULL, 0);
    }
    return count;
}

static void leaving_in_the_middle_leaves_nobody(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"One.", "hang always", "hang always, too"};
    lec_take take;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 3);
    f->options.jobs = 3;
    assert_int_equal(setpgid(0, 0), 0);
    assert_int_equal(begin(f), LEC_OK);
    assert_int_equal(lec_speech_next(f->speech, &take, &f->error), LEC_OK);
    assert_int_equal(group_reaches(getpgrp(), 4, 4), 4);
    end(f);
    assert_int_equal(processes_of(getpgrp(), 0, NULL, 0), 1);
}

/* A program in a group of its own that is speaking; it tells us when. */
static pid_t start_program(fixture *f, int tell)
{
    pid_t pid = fork();
    if (pid == 0) {
        lec_take take;
        (void)setpgid(0, 0);
        if (begin(f) == LEC_OK && lec_speech_next(f->speech, &take, &f->error) == LEC_OK) {
            (void)!write(tell, "!", 1);
            while (lec_speech_next(f->speech, &take, &f->error) == LEC_OK) {
            }
        }
        _exit(1);
    }
    return pid;
}

static void killing_the_program_kills_all(void **state)
{
    fixture *f = *state;
    static const char *const text[] = {"One.", "hang always", "hang always, too"};
    int ends[2];
    char told;
    fixture_voice(f, "moody", "v");
    fixture_script(f, text, 3);
    assert_int_equal(pipe(ends), 0);
    pid_t program = start_program(f, ends[1]);
    assert_int_equal(read(ends[0], &told, 1), 1);
    assert_int_equal(group_reaches(program, 4, 4), 4);
    assert_int_equal(kill(program, SIGKILL), 0);
    assert_int_equal(waitpid(program, NULL, 0), program);
    assert_int_equal(group_reaches(program, 0, 0), 0);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void free_takes_null(void **state)
{
    (void)state;
    lec_speech_free(NULL);
}

int main(void)
{
    if (!moody_init()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        TEST(takes_are_the_same_at_any_job_count),
        TEST(jobs_have_bounds),
        TEST(a_tone_lasts_as_long_as_its_text),
        TEST(silent_lines_and_other_kinds_keep_their_places),
        TEST(one_process_serves_all_roles_with_the_same_voice),
        TEST(a_line_is_spoken_once_more),
        TEST(a_line_is_not_late_for_waiting_behind_another),
        TEST(a_line_that_fails_twice_is_named),
        TEST(nothing_of_it_shows_on_the_terminal),
        TEST(a_killed_process_costs_nothing),
        TEST(a_stopped_process_costs_nothing),
        TEST(a_killed_or_stopped_child_costs_nothing),
        TEST(an_engine_that_cannot_open_is_given_up),
        TEST(voices_must_agree),
        TEST(cancelling_ends_a_wait),
        TEST(busy_processes_leave_when_told),
        TEST(leaving_in_the_middle_leaves_nobody),
        TEST(killing_the_program_kills_all),
        TEST(free_takes_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
