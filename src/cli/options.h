/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: one table of options drives parsing, --help and the man page. */
#ifndef LEC_CLI_OPTIONS_H
#define LEC_CLI_OPTIONS_H

#include "base/buf.h"

#include <lectern/lectern.h>

/** What the command is to do. */
typedef enum lec_task {
    LEC_TASK_BRIEFING,
    LEC_TASK_HELP,
    LEC_TASK_VERSION,
    LEC_TASK_LIST_VOICES,
    LEC_TASK_LIST_FORMATS,
    LEC_TASKS /**< number of tasks */
} lec_task;

/** Values of --progress. */
typedef enum lec_progress_mode {
    LEC_PROGRESS_AUTO, /**< a bar when standard error is a terminal */
    LEC_PROGRESS_BAR,
    LEC_PROGRESS_JSON,
    LEC_PROGRESS_NONE,
    LEC_PROGRESS_MODES /**< number of modes */
} lec_progress_mode;

/** A command line that was understood. Not to be copied: `briefing` points into it. */
typedef struct lec_options {
    lec_briefing_options briefing;
    lec_output *outputs; /**< room for every argument, and one more */
    size_t output_count;
    const char *to; /**< of -t; NULL for none */
    int pitch;      /**< what briefing.pitch points to when it was given */
    lec_progress_mode progress;
    lec_task task;
    bool force, dry_run, quiet, verbose;
} lec_options;

/** Groups of options, in the order in which help shows them. */
typedef enum lec_option_group {
    LEC_GROUP_FILES,
    LEC_GROUP_INTAKE,
    LEC_GROUP_VOICE,
    LEC_GROUP_CONTENT,
    LEC_GROUP_RUN,
    LEC_GROUP_INFORMATION,
    LEC_OPTION_GROUPS /**< number of groups */
} lec_option_group;

/** One option. */
typedef struct lec_option lec_option;
struct lec_option {
    const char *name;     /**< long name, without dashes */
    char letter;          /**< short name; 0 for none */
    const char *argument; /**< what --help calls its value; NULL when it takes none */
    lec_option_group group;
    const char *help;   /**< a phrase; a range or choices follow it */
    const char *manual; /**< more for the man page, in roff; NULL for none */
    lec_status (*take)(lec_options *options, const lec_option *row, const char *value,
                       lec_error *error);
    size_t target;                   /**< offset in lec_options of what `take` sets */
    long min, max;                   /**< range of a number */
    lec_task task;                   /**< that the option asks for */
    const char *(*choice)(size_t i); /**< the i-th word that may be given; NULL after the last */
};

/**
 * The table of options.
 * @param[out] count number of rows.
 * @return the rows, by group; static storage.
 */
const lec_option *lec_option_list(size_t *count);

/** @return heading of each group; LEC_OPTION_GROUPS of them. */
const char *const *lec_option_group_names(void);

/** Adds what an option does: its phrase, and the range or the choices of its value. */
void lec_option_describe(lec_buf *buf, const lec_option *row);

/**
 * Reads a command line.
 * @param arena holds what `options` refers to, beside `argv`, whose order changes.
 * @return LEC_OK; LEC_USAGE; LEC_CANNOT_CREATE (a file stands under the default name, and no
 *         --force was given); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_options_parse(lec_arena *arena, int argc, char **argv,
                                             lec_options *options, lec_error *error);

#endif
