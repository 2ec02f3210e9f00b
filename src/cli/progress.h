/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command says on standard error: progress, notes, errors and what was made. */
#ifndef LEC_CLI_PROGRESS_H
#define LEC_CLI_PROGRESS_H

#include "cli/options.h"

/** Where standard error stands. */
typedef struct lec_display {
    lec_progress_mode mode; /**< never LEC_PROGRESS_AUTO */
    bool quiet;
    int64_t start_ms, last_ms; /**< of the run, and of the last progress shown */
    size_t drawn;              /**< columns of the bar that is to be seen; 0 for none */
} lec_display;

/** Starts the clock. */
void lec_display_start(lec_display *display, const lec_options *options);

/** Shows how far the run has come, unless the last time was only a moment ago. */
void lec_display_progress(lec_display *display, const lec_progress *progress);

/** One line about something that went otherwise than asked; the run goes on. */
void lec_display_note(lec_display *display, const lec_error *note);

/** One line about why the run ended. */
void lec_display_error(lec_display *display, const lec_error *error);

/** One line of what was made, however it is said. */
LEC_PRINTF(2, 3) void lec_display_line(lec_display *display, const char *format, ...);

/** The run has ended well: wipes the bar, or tells programs. */
void lec_display_done(lec_display *display, const lec_summary *summary);

#endif
