/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: understands its arguments, runs the library, and says how it went. */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- signals ------------------------------------------------------------------------------- */

/* How long a run may take to stop by itself. */
#define GRACE_MS 700

static lec_cancel cancelled; /* the number of the first signal that asked for an end */

static lec_status signal_status(void)
{
    return cancelled == SIGINT ? LEC_INTERRUPTED : LEC_TERMINATED;
}

static void ask_to_stop(int number)
{
    if (!cancelled) {
        cancelled = number;
        lec_alarm_ms(GRACE_MS);
    }
}

/*
 * The flag is polled between sentences and while files are written. A read from a terminal waits
 * for others and polls nothing. The alarm itself waits while anything has a name to be removed.
 */
static void stop_now(int number)
{
    (void)number;
    _Exit((int)signal_status());
}

/* Without SA_RESTART: what waits is woken. */
static void set_handler(int number, void (*handler)(int))
{
    const struct sigaction action = {.sa_handler = handler};
    (void)sigaction(number, &action, NULL);
}

/* What the caller has ignored (nohup, a shell's background job) stays so. */
static void catch_signal(int number)
{
    struct sigaction old;
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
        set_handler(number, ask_to_stop);
    }
}

static void catch_signals(void)
{
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    catch_signal(SIGHUP);
    set_handler(SIGALRM, stop_now);
    set_handler(SIGPIPE, SIG_IGN); /* a closed pipe is an error like any other */
    set_handler(SIGXFSZ, SIG_IGN); /* and so is a limit on the size of files */
    set_handler(SIGCHLD,
                SIG_DFL); /* whoever waits for children must not inherit that they vanish */
}

/* ---- a briefing ---------------------------------------------------------------------------- */

static void show_progress(void *user, const lec_progress *progress)
{
    lec_display_progress(user, progress);
}

static void show_note(void *user, const lec_error *note)
{
    lec_display_note(user, note);
}

/* "1 h 2 min 3 s", without parts that are nothing at the front. */
static const char *format_length(uint64_t ms, char *out, size_t size)
{
    uint64_t seconds = (ms + 500) / 1000;
    uint64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
    if (hours) {
        (void)snprintf(out, size, "%" PRIu64 " h %" PRIu64 " min %" PRIu64 " s", hours, minutes,
                       seconds % 60);
    } else if (minutes) {
        (void)snprintf(out, size, "%" PRIu64 " min %" PRIu64 " s", minutes, seconds % 60);
    } else {
        (void)snprintf(out, size, "%" PRIu64 " s", seconds);
    }
    return out;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* One line for a file; what goes to standard output speaks for itself. */
static void tell_output(lec_display *display, const char *path, const lec_summary *summary)
{
    char name[LEC_ERROR_SOURCE_MAX], length[64];
    if (strcmp(path, "-") == 0) {
        return;
    }
    lec_printable(lec_str_of(path), name, sizeof name);
    if (lec_rendition_for_path(path)->needs == LEC_NEEDS_TRACK) {
        lec_display_line(display, "%s: %s, %zu chapter%s", name,
                         format_length(summary->audio_ms, length, sizeof length),
                         summary->chapter_count, plural(summary->chapter_count));
    } else {
        lec_display_line(display, "%s: written", name);
    }
}

static void tell_run(lec_display *display, const lec_summary *summary)
{
    int64_t elapsed_ms = lec_now_ms() - display->start_ms;
    lec_display_line(display, "%zu stor%s, %zu sentence%s, %zu word%s; %" PRId64 ".%02d s",
                     summary->story_count, summary->story_count == 1 ? "y" : "ies",
                     summary->sentence_count, plural(summary->sentence_count), summary->word_count,
                     plural(summary->word_count), elapsed_ms / 1000, (int)(elapsed_ms % 1000 / 10));
}

/* "1,204" */
static const char *format_count(size_t count, char *out, size_t size)
{
    if (count < 1000) {
        (void)snprintf(out, size, "%zu", count);
    } else if (count < 1000000) {
        (void)snprintf(out, size, "%zu,%03zu", count / 1000, count % 1000);
    } else {
        (void)snprintf(out, size, "%zu,%03zu,%03zu", count / 1000000, count / 1000 % 1000,
                       count % 1000);
    }
    return out;
}

static void tell_left_out(lec_display *display, const lec_summary *summary)
{
    char characters[32];
    if (summary->left_out_pieces) {
        lec_display_line(display, "left out %zu piece%s, %s character%s: --explain shows %s",
                         summary->left_out_pieces, plural(summary->left_out_pieces),
                         format_count(summary->left_out_characters, characters, sizeof characters),
                         plural(summary->left_out_characters),
                         summary->left_out_pieces == 1 ? "it" : "them");
    }
}

/* A folder that is missing is the run's to tell. */
static void tell_voices(lec_arena *arena, lec_display *display)
{
    char name[LEC_ERROR_SOURCE_MAX];
    const char *folder;
    if (lec_voices_folder(arena, &folder, NULL) == LEC_OK) {
        lec_printable(lec_str_of(folder), name, sizeof name);
        lec_display_line(display, "voices: %s", name);
    }
}

static lec_status make_briefing(lec_arena *arena, lec_display *display, lec_options *options,
                                lec_error *error)
{
    lec_briefing_options *briefing = &options->briefing;
    briefing->on_progress = show_progress;
    briefing->on_note = show_note;
    briefing->user = display;
    briefing->cancel = &cancelled;
    if (options->verbose) {
        tell_voices(arena, display);
    }
    lec_summary summary;
    lec_status status = lec_briefing(briefing, &summary, error);
    if (status != LEC_OK) {
        return status;
    }
    lec_display_done(display, &summary);
    for (size_t i = 0; i < briefing->output_count; i++) {
        tell_output(display, briefing->outputs[i].path, &summary);
    }
    if (options->verbose || options->dry_run) {
        tell_left_out(display, &summary);
    }
    if (options->verbose) {
        tell_run(display, &summary);
    }
    return LEC_OK;
}

/* ---- the command --------------------------------------------------------------------------- */

typedef lec_status print_task(lec_arena *arena, lec_arena scratch, const lec_options *options,
                              lec_error *error);

static print_task *const printers[LEC_TASKS] = {
    [LEC_TASK_HELP] = lec_print_help,
    [LEC_TASK_VERSION] = lec_print_version,
    [LEC_TASK_LIST_VOICES] = lec_print_voices,
    [LEC_TASK_LIST_FORMATS] = lec_print_formats,
};

static lec_status run_command(lec_arena *arena, lec_arena *scratch, int argc, char **argv,
                              lec_display *display, lec_error *error)
{
    lec_options options;
    lec_status status = lec_options_parse(arena, argc, argv, &options, error);
    lec_display_start(display, &options);
    if (status != LEC_OK) {
        return status;
    }
    if (printers[options.task]) {
        return printers[options.task](arena, *scratch, &options, error);
    }
    return make_briefing(arena, display, &options, error);
}

int main(int argc, char **argv)
{
    lec_platform_init();
    catch_signals();
    lec_arena arena = {0}, scratch = {0};
    lec_error error = {0};
    lec_display display = {.mode = LEC_PROGRESS_NONE};
    lec_status status = lec_arena_init(&arena, 0, &error);
    if (status == LEC_OK) {
        status = lec_arena_init(&scratch, 0, &error);
    }
    if (status == LEC_OK) {
        status = run_command(&arena, &scratch, argc, argv, &display, &error);
    }
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    if (status != LEC_OK && cancelled) {
        status = signal_status();
        error = (lec_error){.status = status, .message = "stopped by a signal"};
    }
    if (status != LEC_OK) {
        lec_display_error(&display, &error);
    }
    return (int)status;
}
