/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/values.h"

#include "base/date.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- words that values are chosen from: each from the table that owns it */

const char *lec_choose_format(size_t i)
{
    size_t count;
    const lec_format *const *formats = lec_format_list(&count);
    return i < count ? formats[i]->name : NULL;
}

const char *lec_choose_rendition(size_t i)
{
    size_t count;
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    return i < count ? renditions[i]->name : NULL;
}

const char *lec_choose_extension(size_t i)
{
    size_t count;
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    for (size_t k = 0; k < count; k++) {
        if (renditions[k]->extension && i-- == 0) {
            return renditions[k]->extension;
        }
    }
    return NULL;
}

const char *lec_choose_role(size_t i)
{
    return i < LEC_ROLES ? lec_role_names()[i] : NULL;
}

const char *lec_choose_chapters(size_t i)
{
    return i < LEC_CHAPTER_MODES ? lec_chapter_mode_names()[i] : NULL;
}

const char *lec_choose_notes(size_t i)
{
    return i < LEC_NOTES_MODES ? lec_notes_names()[i] : NULL;
}

const char *lec_choose_keep(size_t i)
{
    return i == 0 ? "auto" : i == 1 ? "all" : NULL;
}

/* What is left out unless it is asked for. */
const char *lec_choose_extra(size_t i)
{
    return i == 0 ? "captions" : NULL;
}

const char *lec_choose_progress(size_t i)
{
    static const char *const names[LEC_PROGRESS_MODES] = {
        [LEC_PROGRESS_AUTO] = "auto",
        [LEC_PROGRESS_BAR] = "bar",
        [LEC_PROGRESS_JSON] = "json",
        [LEC_PROGRESS_NONE] = "none",
    };
    return i < LEC_PROGRESS_MODES ? names[i] : NULL;
}

/* "a, b, c", cut where `size` ends. */
static const char *join_choices(const char *(*choice)(size_t), char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; choice(i) && len < size; i++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? ", " : "", choice(i));
    }
    return out;
}

/* ---- taking values */

static void *target_of(lec_options *options, const lec_option *row)
{
    return (char *)options + row->target;
}

lec_status lec_take_flag(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    (void)value, (void)error;
    *(bool *)target_of(options, row) = true;
    return LEC_OK;
}

lec_status lec_take_task(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    (void)value, (void)error;
    options->task = row->task;
    return LEC_OK;
}

lec_status lec_take_word(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    if (!*value) {
        return lec_fail(error, LEC_USAGE, "--%s needs a value: give it as --%s=%s", row->name,
                        row->name, row->argument);
    }
    *(const char **)target_of(options, row) = value;
    return LEC_OK;
}

/* Text that goes into files: a line of UTF-8. */
lec_status lec_take_text(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    lec_str text = lec_str_of(value);
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (c.code == LEC_CHAR_INVALID) {
            return lec_fail(error, LEC_USAGE, "--%s is not UTF-8 at byte %zu: give it as UTF-8",
                            row->name, at);
        }
        if (lec_char_is_control(c.code) || c.code == '\t' || c.code == '\n') {
            return lec_fail(error, LEC_USAGE,
                            "--%s has a control character at byte %zu: give one line of text",
                            row->name, at);
        }
        at += c.len;
    }
    return lec_take_word(options, row, value, error);
}

lec_status lec_take_number(lec_options *options, const lec_option *row, const char *value,
                           lec_error *error)
{
    long number;
    if (!lec_str_to_long(lec_str_of(value), row->min, row->max, &number)) {
        return lec_fail(error, LEC_USAGE, "--%s is \"%s\": give a whole number from %ld to %ld",
                        row->name, value, row->min, row->max);
    }
    *(int *)target_of(options, row) = (int)number;
    return LEC_OK;
}

lec_status lec_take_pitch(lec_options *options, const lec_option *row, const char *value,
                          lec_error *error)
{
    lec_status status = lec_take_number(options, row, value, error);
    if (status == LEC_OK) {
        options->briefing.pitch = &options->pitch;
    }
    return status;
}

/* Index of `word` among the choices; one past the last when it is none of them. */
static size_t choice_index(const char *(*choice)(size_t), lec_str word)
{
    size_t i = 0;
    while (choice(i) && !lec_str_equal(lec_str_of(choice(i)), word)) {
        i++;
    }
    return i;
}

/* Finds a word among the choices of an option. @param[out] index of it. */
static lec_status find_choice(const lec_option *row, lec_str word, size_t *index, lec_error *error)
{
    char known[256];
    *index = choice_index(row->choice, word);
    if (row->choice(*index)) {
        return LEC_OK;
    }
    return lec_fail(error, LEC_USAGE, "--%s does not know \"%.*s\": give one of %s", row->name,
                    LEC_ARG(word), join_choices(row->choice, known, sizeof known));
}

/* A word that stays a word. */
lec_status lec_take_name(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    size_t index;
    *(const char **)target_of(options, row) = value;
    return find_choice(row, lec_str_of(value), &index, error);
}

lec_status lec_take_chapters(lec_options *options, const lec_option *row, const char *value,
                             lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->briefing.chapters = (lec_chapter_mode)mode;
    }
    return status;
}

lec_status lec_take_progress(lec_options *options, const lec_option *row, const char *value,
                             lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->progress = (lec_progress_mode)mode;
    }
    return status;
}

lec_status lec_take_notes(lec_options *options, const lec_option *row, const char *value,
                          lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->briefing.intake.notes = (lec_notes)mode;
    }
    return status;
}

lec_status lec_take_keep(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->briefing.intake.keep_all = mode == 1;
    }
    return status;
}

/* A list with commas. */
lec_status lec_take_extras(lec_options *options, const lec_option *row, const char *value,
                           lec_error *error)
{
    lec_status status = LEC_OK;
    for (lec_cut cut = {.tail = lec_str_of(value), .found = true}; status == LEC_OK && cut.found;) {
        size_t extra;
        cut = lec_str_cut(cut.tail, ',');
        status = find_choice(row, cut.head, &extra, error);
        options->briefing.intake.captions = status == LEC_OK;
    }
    return status;
}

/* An option that is short for --to with its own name. */
lec_status lec_take_rendition(lec_options *options, const lec_option *row, const char *value,
                              lec_error *error)
{
    (void)value, (void)error;
    options->to = row->name;
    return LEC_OK;
}

/* NAME, for all roles that have no voice of their own, or ROLE=NAME. */
lec_status lec_take_voice(lec_options *options, const lec_option *row, const char *value,
                          lec_error *error)
{
    lec_cut cut = lec_str_cut(lec_str_of(value), '=');
    size_t role = LEC_ROLE_STORY;
    lec_status status = cut.found ? find_choice(row, cut.head, &role, error) : LEC_OK;
    if (status != LEC_OK) {
        return status;
    }
    const char *name = cut.found ? cut.tail.ptr : value;
    if (!*name) {
        return lec_fail(error, LEC_USAGE,
                        "--voice names no voice: lectern --list-voices shows them");
    }
    options->briefing.voice[role] = name;
    return LEC_OK;
}

lec_status lec_take_output(lec_options *options, const lec_option *row, const char *value,
                           lec_error *error)
{
    lec_str path = lec_str_of(value);
    if (path.len == 0) {
        return lec_fail(error, LEC_USAGE, "-o names no file: give a name, or - for a pipe");
    }
    if (lec_str_ends(path, LEC_STR("/")) || lec_folder_exists(value)) {
        return lec_fail_at(error, LEC_USAGE, path, 0, 0,
                           "writing a folder of episodes is not possible yet: name a file");
    }
    if (!lec_str_equal(path, LEC_STR("-")) && !lec_rendition_for_path(value)) {
        char known[256];
        return lec_fail_at(error, LEC_USAGE, path, 0, 0,
                           "no rendition has this extension: end the name with one of %s",
                           join_choices(row->choice, known, sizeof known));
    }
    options->outputs[options->output_count++] = (lec_output){.path = value};
    return LEC_OK;
}

static bool is_date(const char *text)
{
    size_t length = lec_date_length(lec_str_of(text));
    return length > 0 && length == strlen(text);
}

lec_status lec_take_date(lec_options *options, const lec_option *row, const char *value,
                         lec_error *error)
{
    if (!is_date(value)) {
        return lec_fail(error, LEC_USAGE,
                        "--%s is \"%s\": give a day of the calendar as YYYY-MM-DD, YYYY-MM or "
                        "YYYY",
                        row->name, value);
    }
    *(const char **)target_of(options, row) = value;
    return LEC_OK;
}

lec_status lec_take_day(lec_options *options, const lec_option *row, const char *value,
                        lec_error *error)
{
    if (!is_date(value) || strlen(value) != strlen("YYYY-MM-DD")) {
        return lec_fail(error, LEC_USAGE,
                        "--%s is \"%s\": give a day of the calendar as YYYY-MM-DD", row->name,
                        value);
    }
    *(const char **)target_of(options, row) = value;
    return LEC_OK;
}
