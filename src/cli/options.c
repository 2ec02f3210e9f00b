/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- words that values are chosen from: each from the table that owns it */

static const char *format_name(size_t i)
{
    size_t count;
    const lec_format *const *formats = lec_format_list(&count);
    return i < count ? formats[i]->name : NULL;
}

static const char *rendition_name(size_t i)
{
    size_t count;
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    return i < count ? renditions[i]->name : NULL;
}

static const char *rendition_extension(size_t i)
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

static const char *role_name(size_t i)
{
    return i < LEC_ROLES ? lec_role_names()[i] : NULL;
}

static const char *chapter_mode_name(size_t i)
{
    return i < LEC_CHAPTER_MODES ? lec_chapter_mode_names()[i] : NULL;
}

static const char *progress_mode_name(size_t i)
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

static lec_status take_flag(lec_options *options, const lec_option *row, const char *value,
                            lec_error *error)
{
    (void)value, (void)error;
    *(bool *)target_of(options, row) = true;
    return LEC_OK;
}

static lec_status take_task(lec_options *options, const lec_option *row, const char *value,
                            lec_error *error)
{
    (void)value, (void)error;
    options->task = row->task;
    return LEC_OK;
}

static lec_status take_word(lec_options *options, const lec_option *row, const char *value,
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
static lec_status take_text(lec_options *options, const lec_option *row, const char *value,
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
    return take_word(options, row, value, error);
}

static lec_status take_number(lec_options *options, const lec_option *row, const char *value,
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

static lec_status take_pitch(lec_options *options, const lec_option *row, const char *value,
                             lec_error *error)
{
    lec_status status = take_number(options, row, value, error);
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
static lec_status take_name(lec_options *options, const lec_option *row, const char *value,
                            lec_error *error)
{
    size_t index;
    *(const char **)target_of(options, row) = value;
    return find_choice(row, lec_str_of(value), &index, error);
}

static lec_status take_chapters(lec_options *options, const lec_option *row, const char *value,
                                lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->briefing.chapters = (lec_chapter_mode)mode;
    }
    return status;
}

static lec_status take_progress(lec_options *options, const lec_option *row, const char *value,
                                lec_error *error)
{
    size_t mode;
    lec_status status = find_choice(row, lec_str_of(value), &mode, error);
    if (status == LEC_OK) {
        options->progress = (lec_progress_mode)mode;
    }
    return status;
}

/* NAME, for all roles that have no voice of their own, or ROLE=NAME. */
static lec_status take_voice(lec_options *options, const lec_option *row, const char *value,
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

static lec_status take_output(lec_options *options, const lec_option *row, const char *value,
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

/* Digits of `text`, `count` of them, as a number; -1 when there is anything else. */
static long digits(const char *text, size_t count)
{
    long number = -1;
    (void)lec_str_to_long((lec_str){text, count}, 0, 9999, &number);
    for (size_t i = 0; i < count; i++) {
        number = lec_is_digit(text[i]) ? number : -1;
    }
    return number;
}

static long month_days(long year, long month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2 ? 1 : 0);
}

/* ISO 8601-1:2019, 5.2.2: calendar dates, complete and with reduced precision. */
static bool is_date(const char *text)
{
    size_t len = strlen(text);
    if ((len != 4 && len != 7 && len != 10) || digits(text, 4) < 0) {
        return false;
    }
    if (len == 4) {
        return true;
    }
    long month = text[4] == '-' ? digits(text + 5, 2) : -1;
    if (month < 1 || month > 12) {
        return false;
    }
    if (len == 7) {
        return true;
    }
    long day = text[7] == '-' ? digits(text + 8, 2) : -1;
    return day >= 1 && day <= month_days(digits(text, 4), month);
}

static lec_status take_date(lec_options *options, const lec_option *row, const char *value,
                            lec_error *error)
{
    if (!is_date(value)) {
        return lec_fail(error, LEC_USAGE,
                        "--date is \"%s\": give a day of the calendar as YYYY-MM-DD, YYYY-MM or "
                        "YYYY",
                        value);
    }
    *(const char **)target_of(options, row) = value;
    return LEC_OK;
}

/* ---- the table */

static const char *const group_names[LEC_OPTION_GROUPS] = {
    [LEC_GROUP_FILES] = "Input and output",      [LEC_GROUP_VOICE] = "Voice",
    [LEC_GROUP_CONTENT] = "Chapters and titles", [LEC_GROUP_RUN] = "The run",
    [LEC_GROUP_INFORMATION] = "Information",
};

static const lec_option rows[] = {
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .group = LEC_GROUP_FILES,
     .help = "write FILE, whose extension says what it is; may be given again, for several files "
             "from one reading",
     .manual =
         "The longest known extension that ends FILE counts.\n"
         "\\- is standard output: it gets the rendition that\n"
         ".B \\-\\-to\n"
         "names, else wav.\n"
         "FILE appears when it is whole: until then, and when the run fails, an older file of "
         "that name stays as it was.\n"
         "A symbolic link is followed.\n"
         "Without\n"
         ".B \\-\\-output\n"
         "and\n"
         ".BR \\-\\-to ,\n"
         "the sound goes to the current folder, into a file named like the first INPUT with "
         "the extension .wav.\n",
     .take = take_output,
     .choice = rendition_extension},
    {.name = "from",
     .letter = 'f',
     .argument = "FORMAT",
     .group = LEC_GROUP_FILES,
     .help = "read every INPUT as FORMAT, instead of going by what it holds",
     .take = take_name,
     .target = offsetof(lec_options, briefing.intake.format),
     .choice = format_name},
    {.name = "to",
     .letter = 't',
     .argument = "NAME",
     .group = LEC_GROUP_FILES,
     .help = "write rendition NAME to standard output",
     .manual = "See\n.BR RENDITIONS .\n"
               "What can be told from the text is told without speaking.\n"
               "Sound is not written to a terminal.\n",
     .take = take_name,
     .target = offsetof(lec_options, to),
     .choice = rendition_name},
    {.name = "force",
     .group = LEC_GROUP_FILES,
     .help = "without -o, replace a file that has the name which lectern chooses",
     .take = take_flag,
     .target = offsetof(lec_options, force)},
    {.name = "dry-run",
     .group = LEC_GROUP_FILES,
     .help = "say what would be spoken, and for how long; speak and write nothing",
     .take = take_flag,
     .target = offsetof(lec_options, dry_run)},

    {.name = "lang",
     .argument = "LANG",
     .group = LEC_GROUP_VOICE,
     .help = "language of the text, as in \"en-GB\" (BCP 47)",
     .manual = "It chooses the rules of reading and the voice.\n"
               "Default: what the document says, else en.\n",
     .take = take_word,
     .target = offsetof(lec_options, briefing.lang)},
    {.name = "voice",
     .argument = "[ROLE=]NAME",
     .group = LEC_GROUP_VOICE,
     .help = "voice of everything, or of one ROLE; may be given again; ROLE is one of",
     .manual = "NAME is one that\n"
               ".B \\-\\-list\\-voices\n"
               "shows, a language code, or a name that espeak\\-ng knows; +VARIANT may follow it, "
               "as in en\\-gb+f3.\n",
     .take = take_voice,
     .choice = role_name},
    {.name = "rate",
     .argument = "N",
     .group = LEC_GROUP_VOICE,
     .help = "words a minute inside sentences",
     .manual = "Default: the voice's own.\nPauses between sentences stay as they are.\n",
     .take = take_number,
     .target = offsetof(lec_options, briefing.rate_wpm),
     .min = LEC_RATE_MIN,
     .max = LEC_RATE_MAX},
    {.name = "pitch",
     .argument = "N",
     .group = LEC_GROUP_VOICE,
     .help = "height of the voice",
     .manual = "Default: the voice's own.\n",
     .take = take_pitch,
     .target = offsetof(lec_options, pitch),
     .min = LEC_PITCH_MIN,
     .max = LEC_PITCH_MAX},

    {.name = "chapters",
     .argument = "MODE",
     .group = LEC_GROUP_CONTENT,
     .help = "where chapters begin",
     .manual = "auto sets one at every story and heading, and divides a long stretch without "
               "headings at the ends of paragraphs; story sets one for each INPUT; heading, at "
               "stories and headings; paragraph, at every block of text; none sets none.\n"
               "Default: auto.\n",
     .take = take_chapters,
     .choice = chapter_mode_name},
    {.name = "title",
     .argument = "TEXT",
     .group = LEC_GROUP_CONTENT,
     .help = "title of the whole, instead of what the text says",
     .take = take_text,
     .target = offsetof(lec_options, briefing.title)},
    {.name = "author",
     .argument = "TEXT",
     .group = LEC_GROUP_CONTENT,
     .help = "author of the whole, instead of what the text says",
     .take = take_text,
     .target = offsetof(lec_options, briefing.author)},
    {.name = "date",
     .argument = "DATE",
     .group = LEC_GROUP_CONTENT,
     .help = "date of the whole: YYYY-MM-DD, YYYY-MM or YYYY",
     .manual = "Default: what the document says, else the day that SOURCE_DATE_EPOCH names, else "
               "none.\n",
     .take = take_date,
     .target = offsetof(lec_options, briefing.date)},

    {.name = "jobs",
     .letter = 'j',
     .argument = "N",
     .group = LEC_GROUP_RUN,
     .help = "sentences spoken at the same time",
     .manual = "Default: the number of processors.\nIt never changes what is made.\n",
     .take = take_number,
     .target = offsetof(lec_options, briefing.jobs),
     .min = 1,
     .max = LEC_JOBS_MAX},
    {.name = "progress",
     .argument = "MODE",
     .group = LEC_GROUP_RUN,
     .help = "how far the run has come, on standard error",
     .manual = "auto shows a bar when standard error is a terminal.\n"
               "json prints one JSON object a line, for programs; its member event is progress, "
               "note, error or done, and an error's status is the exit status.\n"
               "Default: auto.\n",
     .take = take_progress,
     .choice = progress_mode_name},
    {.name = "quiet",
     .letter = 'q',
     .group = LEC_GROUP_RUN,
     .help = "print errors only",
     .take = take_flag,
     .target = offsetof(lec_options, quiet)},
    {.name = "verbose",
     .letter = 'v',
     .group = LEC_GROUP_RUN,
     .help = "print more of what is done",
     .take = take_flag,
     .target = offsetof(lec_options, verbose)},

    {.name = "list-voices",
     .group = LEC_GROUP_INFORMATION,
     .help = "list the voices, those of --lang when it is given",
     .take = take_task,
     .task = LEC_TASK_LIST_VOICES},
    {.name = "list-formats",
     .group = LEC_GROUP_INFORMATION,
     .help = "list the formats that can be read and the renditions that can be written",
     .take = take_task,
     .task = LEC_TASK_LIST_FORMATS},
    {.name = "help",
     .letter = 'h',
     .group = LEC_GROUP_INFORMATION,
     .help = "print this help",
     .take = take_task,
     .task = LEC_TASK_HELP},
    {.name = "version",
     .group = LEC_GROUP_INFORMATION,
     .help = "print the versions of lectern and of the libraries in use",
     .take = take_task,
     .task = LEC_TASK_VERSION},
};

const lec_option *lec_option_list(size_t *count)
{
    *count = sizeof rows / sizeof *rows;
    return rows;
}

const char *const *lec_option_group_names(void)
{
    return group_names;
}

void lec_option_describe(lec_buf *buf, const lec_option *row)
{
    lec_buf_add(buf, lec_str_of(row->help));
    if (row->max) {
        lec_buf_printf(buf, ": %ld to %ld", row->min, row->max);
    }
    for (size_t i = 0; row->choice && row->choice(i); i++) {
        lec_buf_printf(buf, "%s%s", i ? ", " : ": ", row->choice(i));
    }
}
