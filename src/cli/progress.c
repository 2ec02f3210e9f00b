/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include "base/buf.h"
#include "base/platform.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define STANDARD_ERROR 2
#define REDRAW_MS      100
#define COLUMNS_MAX    200
#define BAR_MIN        10 /* columns below which a bar tells nothing */

/* ---- figures ------------------------------------------------------------------------------- */

/* What is told of a run, from what it has made and the time it took. */
typedef struct figures {
    unsigned percent;
    uint64_t audio_ms, left_ms;
    uint64_t speed_tenths; /* times real time */
} figures;

static figures figures_of(const lec_progress *progress, int64_t elapsed_ms)
{
    uint64_t elapsed = elapsed_ms > 0 ? (uint64_t)elapsed_ms : 1;
    uint64_t made = progress->audio_ms;
    bool last = progress->lines_done == progress->lines_total;
    uint64_t all = progress->estimate_ms > made && !last ? progress->estimate_ms : made;
    return (figures){
        .percent = all ? (unsigned)(made * 100 / all) : 0,
        .audio_ms = made,
        .left_ms = made ? (all - made) * elapsed / made : 0,
        .speed_tenths = made * 10 / elapsed,
    };
}

/* ---- the bar ------------------------------------------------------------------------------- */

static void write_error(const char *text, size_t len)
{
    (void)lec_fd_write(STANDARD_ERROR, text, len); /* its failure cannot be told */
}

/* Blanks and carriage returns, no escape codes: fit for any terminal. */
static void wipe_bar(lec_display *display)
{
    char line[COLUMNS_MAX + 2];
    if (display->drawn) {
        memset(line, ' ', sizeof line);
        line[0] = line[display->drawn + 1] = '\r';
        write_error(line, display->drawn + 2);
        display->drawn = 0;
    }
}

/* "[####....]  42 % ..." in at most `columns`; parts that do not fit are left out from the end. */
static size_t format_bar(const figures *f, size_t columns, char *out, size_t size)
{
    char parts[4][40];
    (void)snprintf(parts[0], sizeof parts[0], "%3u %%", f->percent);
    (void)snprintf(parts[1], sizeof parts[1], "  %" PRIu64 ".%" PRIu64 " min", f->audio_ms / 60000,
                   f->audio_ms / 6000 % 10);
    (void)snprintf(parts[2], sizeof parts[2], "  %" PRIu64 ".%" PRIu64 "x", f->speed_tenths / 10,
                   f->speed_tenths % 10);
    (void)snprintf(parts[3], sizeof parts[3], "  %" PRIu64 ":%02" PRIu64 " left",
                   f->left_ms / 60000, f->left_ms / 1000 % 60);
    char text[sizeof parts];
    size_t len = 0;
    for (size_t i = 0; i < 4 && len + strlen(parts[i]) <= columns; i++) {
        memcpy(text + len, parts[i], strlen(parts[i]));
        len += strlen(parts[i]);
    }
    text[len] = '\0';
    size_t width = columns > len + 3 ? columns - len - 3 : 0; /* brackets and a space */
    if (width < BAR_MIN) {
        return (size_t)snprintf(out, size, "%s", text);
    }
    char bar[COLUMNS_MAX];
    memset(bar, '.', sizeof bar);
    memset(bar, '#', width * f->percent / 100);
    return (size_t)snprintf(out, size, "[%.*s] %s", (int)width, bar, text);
}

static void draw_bar(lec_display *display, const figures *f)
{
    char line[COLUMNS_MAX + 64];
    int terminal = lec_terminal_columns(STANDARD_ERROR);
    size_t columns = terminal > COLUMNS_MAX ? COLUMNS_MAX : (size_t)(terminal - 1);
    line[0] = '\r';
    size_t len = format_bar(f, columns, line + 1, sizeof line - 1);
    /* What a wider bar left behind is blanked. */
    size_t end = display->drawn > len && display->drawn <= columns ? display->drawn : len;
    memset(line + 1 + len, ' ', end - len);
    write_error(line, 1 + end);
    display->drawn = end;
}

/* ---- JSON lines ---------------------------------------------------------------------------- */

static void flush_json(lec_sink *out)
{
    lec_sink_add(out, LEC_STR("}\n"));
    lec_status status = lec_sink_flush(out, "standard error", NULL);
    (void)status; /* its failure cannot be told */
}

static void print_json_progress(const figures *f, const lec_progress *progress)
{
    lec_sink out = {.fd = STANDARD_ERROR};
    lec_sink_printf(&out,
                    "{\"event\":\"progress\",\"percent\":%u,\"lines\":%zu,\"lines_total\":%zu,"
                    "\"audio_seconds\":%" PRIu64 ".%03" PRIu64 ",\"speed\":%" PRIu64 ".%" PRIu64
                    ",\"eta_seconds\":%" PRIu64 ".%03" PRIu64,
                    f->percent, progress->lines_done, progress->lines_total, f->audio_ms / 1000,
                    f->audio_ms % 1000, f->speed_tenths / 10, f->speed_tenths % 10,
                    f->left_ms / 1000, f->left_ms % 1000);
    flush_json(&out);
}

static void print_json_message(const char *event, const lec_error *message)
{
    lec_sink out = {.fd = STANDARD_ERROR};
    lec_sink_printf(&out, "{\"event\":\"%s\",\"status\":%d,\"source\":", event,
                    (int)message->status);
    lec_sink_json(&out, lec_str_of(message->source));
    lec_sink_printf(&out, ",\"line\":%zu,\"column\":%zu,\"message\":", message->line,
                    message->column);
    lec_sink_json(&out, lec_str_of(message->message));
    flush_json(&out);
}

static void print_json_done(const lec_summary *summary, int64_t elapsed_ms)
{
    lec_sink out = {.fd = STANDARD_ERROR};
    lec_sink_printf(&out,
                    "{\"event\":\"done\",\"audio_seconds\":%" PRIu64 ".%03" PRIu64
                    ",\"chapters\":%zu,\"stories\":%zu,\"sentences\":%zu,\"words\":%zu,"
                    "\"left_out_pieces\":%zu,\"left_out_characters\":%zu,"
                    "\"elapsed_seconds\":%" PRId64 ".%03" PRId64,
                    summary->audio_ms / 1000, summary->audio_ms % 1000, summary->chapter_count,
                    summary->story_count, summary->sentence_count, summary->word_count,
                    summary->left_out_pieces, summary->left_out_characters, elapsed_ms / 1000,
                    elapsed_ms % 1000);
    flush_json(&out);
}

/* ---- lines --------------------------------------------------------------------------------- */

static void print_message(const lec_error *message)
{
    char line[LEC_ERROR_MESSAGE_MAX + LEC_ERROR_SOURCE_MAX + 80];
    char place[48] = "";
    if (message->line && message->column) {
        (void)snprintf(place, sizeof place, ":%zu:%zu", message->line, message->column);
    } else if (message->line) {
        (void)snprintf(place, sizeof place, ":%zu", message->line);
    }
    bool named = message->source[0] != '\0';
    int len = snprintf(line, sizeof line, "lectern: %s%s%s%s\n", named ? message->source : "",
                       place, named || *place ? ": " : "", message->message);
    write_error(line, (size_t)len);
}

static void show_message(lec_display *display, const char *event, const lec_error *message)
{
    wipe_bar(display);
    if (display->mode == LEC_PROGRESS_JSON) {
        print_json_message(event, message);
    } else {
        print_message(message);
    }
}

/* ---- what the command calls ---------------------------------------------------------------- */

void lec_display_start(lec_display *display, const lec_options *options)
{
    lec_progress_mode mode = options->progress;
    if (mode == LEC_PROGRESS_AUTO) {
        bool bar = !options->quiet && lec_is_terminal(STANDARD_ERROR);
        mode = bar ? LEC_PROGRESS_BAR : LEC_PROGRESS_NONE;
    }
    *display = (lec_display){.mode = mode, .quiet = options->quiet, .start_ms = lec_now_ms()};
}

void lec_display_progress(lec_display *display, const lec_progress *progress)
{
    int64_t now_ms = lec_now_ms();
    bool last = progress->lines_done == progress->lines_total;
    if (display->mode == LEC_PROGRESS_NONE || (now_ms - display->last_ms < REDRAW_MS && !last)) {
        return;
    }
    display->last_ms = now_ms;
    figures f = figures_of(progress, now_ms - display->start_ms);
    if (display->mode == LEC_PROGRESS_JSON) {
        print_json_progress(&f, progress);
    } else {
        draw_bar(display, &f);
    }
}

void lec_display_note(lec_display *display, const lec_error *note)
{
    if (!display->quiet) {
        show_message(display, "note", note);
    }
}

void lec_display_error(lec_display *display, const lec_error *error)
{
    show_message(display, "error", error);
}

void lec_display_line(lec_display *display, const char *format, ...)
{
    if (display->quiet || display->mode == LEC_PROGRESS_JSON) {
        return;
    }
    wipe_bar(display);
    char line[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    size_t end = len < 0 ? 0 : (size_t)len < sizeof line - 1 ? (size_t)len : sizeof line - 2;
    line[end] = '\n';
    write_error(line, end + 1);
}

void lec_display_done(lec_display *display, const lec_summary *summary)
{
    wipe_bar(display);
    if (display->mode == LEC_PROGRESS_JSON) {
        print_json_done(summary, lec_now_ms() - display->start_ms);
    }
}
