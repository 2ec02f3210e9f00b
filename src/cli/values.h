/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the values of options are taken, and the words that they are chosen from. */
#ifndef LEC_CLI_VALUES_H
#define LEC_CLI_VALUES_H

#include "cli/options.h"

/* Words, each from the table that owns it: the i-th; NULL after the last. */
const char *lec_choose_format(size_t i);
const char *lec_choose_rendition(size_t i);
const char *lec_choose_extension(size_t i);
const char *lec_choose_role(size_t i);
const char *lec_choose_chapters(size_t i);
const char *lec_choose_notes(size_t i);
const char *lec_choose_keep(size_t i);
const char *lec_choose_extra(size_t i);
const char *lec_choose_progress(size_t i);

/* Each sets what a row is for. @return LEC_OK; LEC_USAGE. */
typedef lec_status lec_value_taker(lec_options *options, const lec_option *row, const char *value,
                                   lec_error *error);

lec_value_taker lec_take_flag;      /**< Sets a bool. */
lec_value_taker lec_take_task;      /**< Asks for the row's task. */
lec_value_taker lec_take_rendition; /**< Short for --to with the row's name. */
lec_value_taker lec_take_word;      /**< Any text but an empty one. */
lec_value_taker lec_take_text;      /**< A line of UTF-8, which goes into files. */
lec_value_taker lec_take_number;    /**< An int in the row's range. */
lec_value_taker lec_take_name;      /**< One of the choices, which stays a word. */
lec_value_taker lec_take_date;      /**< A day, a month or a year of the calendar. */
lec_value_taker lec_take_day;       /**< A day of the calendar. */
lec_value_taker lec_take_extras;    /**< A list with commas. */
lec_value_taker lec_take_pitch;
lec_value_taker lec_take_chapters;
lec_value_taker lec_take_notes;
lec_value_taker lec_take_keep;
lec_value_taker lec_take_progress;
lec_value_taker lec_take_voice;
lec_value_taker lec_take_output;

#endif
