/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "base/str.h"
#include "cli/values.h"

/* ---- the table */

static const char *const group_names[LEC_OPTION_GROUPS] = {
    [LEC_GROUP_FILES] = "Input and output",
    [LEC_GROUP_INTAKE] = "What is read",
    [LEC_GROUP_VOICE] = "Voice",
    [LEC_GROUP_CONTENT] = "Chapters and titles",
    [LEC_GROUP_RUN] = "The run",
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
     .take = lec_take_output,
     .choice = lec_choose_extension},
    {.name = "from",
     .letter = 'f',
     .argument = "FORMAT",
     .group = LEC_GROUP_FILES,
     .help = "read every INPUT as FORMAT, instead of going by what it holds",
     .take = lec_take_name,
     .target = offsetof(lec_options, briefing.intake.format),
     .choice = lec_choose_format},
    {.name = "to",
     .letter = 't',
     .argument = "NAME",
     .group = LEC_GROUP_FILES,
     .help = "write rendition NAME to standard output",
     .manual = "See\n.BR RENDITIONS .\n"
               "What can be told from the text is told without speaking.\n"
               "Sound is not written to a terminal.\n",
     .take = lec_take_name,
     .target = offsetof(lec_options, to),
     .choice = lec_choose_rendition},
    {.name = "force",
     .group = LEC_GROUP_FILES,
     .help = "without -o, replace a file that has the name which lectern chooses",
     .take = lec_take_flag,
     .target = offsetof(lec_options, force)},
    {.name = "dry-run",
     .group = LEC_GROUP_FILES,
     .help = "say what would be spoken, and for how long; speak and write nothing",
     .take = lec_take_flag,
     .target = offsetof(lec_options, dry_run)},

    {.name = "explain",
     .group = LEC_GROUP_FILES,
     .help = "print the article with what is left out in its place, and why: short for -t explain",
     .take = lec_take_rendition},

    {.name = "keep",
     .argument = "MODE",
     .group = LEC_GROUP_INTAKE,
     .help = "what of an INPUT is spoken",
     .manual = "auto leaves out what is no part of an article, such as menus, captions and calls "
               "to subscribe; see\n"
               ".BR \"WHAT IS LEFT OUT\" .\n"
               "all speaks whatever is text.\n"
               "Default: auto.\n",
     .take = lec_take_keep,
     .choice = lec_choose_keep},
    {.name = "speak",
     .argument = "LIST",
     .group = LEC_GROUP_INTAKE,
     .help = "speak also what is left out unless it is asked for; a list with commas, may be given "
             "again",
     .manual = "captions are those of pictures, and the texts that stand for a picture which "
               "cannot be seen.\n",
     .take = lec_take_extras,
     .choice = lec_choose_extra},
    {.name = "footnotes",
     .argument = "MODE",
     .group = LEC_GROUP_INTAKE,
     .help = "where footnotes are spoken",
     .manual = "none leaves them out, with their marks; end speaks them at the end of their "
               "section; inline, after the paragraph that refers to them.\n"
               "Default: none.\n",
     .take = lec_take_notes,
     .choice = lec_choose_notes},
    {.name = "since",
     .argument = "DATE",
     .group = LEC_GROUP_INTAKE,
     .help = "pass over items of a feed from before DATE: YYYY-MM-DD",
     .take = lec_take_day,
     .target = offsetof(lec_options, briefing.intake.since)},
    {.name = "max-items",
     .argument = "N",
     .group = LEC_GROUP_INTAKE,
     .help = "read only the N newest items of a feed",
     .manual = "Default: all.\n",
     .take = lec_take_number,
     .target = offsetof(lec_options, briefing.intake.max_items),
     .min = 1,
     .max = 10000},
    {.name = "allow-private",
     .group = LEC_GROUP_INTAKE,
     .help = "fetch also from addresses of this machine and of private networks",
     .manual = "Only for what you trust: a page can lead there, and is told what stands there.\n",
     .take = lec_take_flag,
     .target = offsetof(lec_options, briefing.intake.allow_private)},
    {.name = "rules",
     .argument = "FOLDER",
     .group = LEC_GROUP_INTAKE,
     .help = "add the tables of FOLDER, one folder a language, to those of lectern",
     .manual = "They say what is furniture, where sentences end and how words are read, and win "
               "over those of lectern.\n"
               "Default: lectern/rules in the folder that XDG_CONFIG_HOME names, else "
               "in ~/.config, when it is there.\n",
     .take = lec_take_word,
     .target = offsetof(lec_options, briefing.intake.rules)},

    {.name = "lang",
     .argument = "LANG",
     .group = LEC_GROUP_VOICE,
     .help = "language of the text, as in \"en-GB\" (BCP 47)",
     .manual = "It chooses the rules of reading and the voice.\n"
               "Default: what the document says, else en.\n",
     .take = lec_take_word,
     .target = offsetof(lec_options, briefing.lang)},
    {.name = "voice",
     .argument = "[ROLE=]NAME",
     .group = LEC_GROUP_VOICE,
     .help = "voice of everything, or of one ROLE; may be given again; ROLE is one of",
     .manual = "NAME is one that\n"
               ".B \\-\\-list\\-voices\n"
               "shows, a language code, or a name that espeak\\-ng knows; +VARIANT may follow it, "
               "as in en\\-gb+f3.\n",
     .take = lec_take_voice,
     .choice = lec_choose_role},
    {.name = "rate",
     .argument = "N",
     .group = LEC_GROUP_VOICE,
     .help = "words a minute inside sentences",
     .manual = "Default: the voice's own.\nPauses between sentences stay as they are.\n",
     .take = lec_take_number,
     .target = offsetof(lec_options, briefing.rate_wpm),
     .min = LEC_RATE_MIN,
     .max = LEC_RATE_MAX},
    {.name = "pitch",
     .argument = "N",
     .group = LEC_GROUP_VOICE,
     .help = "height of the voice",
     .manual = "Default: the voice's own.\n",
     .take = lec_take_pitch,
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
     .take = lec_take_chapters,
     .choice = lec_choose_chapters},
    {.name = "title",
     .argument = "TEXT",
     .group = LEC_GROUP_CONTENT,
     .help = "title of the whole, instead of what the text says",
     .take = lec_take_text,
     .target = offsetof(lec_options, briefing.title)},
    {.name = "author",
     .argument = "TEXT",
     .group = LEC_GROUP_CONTENT,
     .help = "author of the whole, instead of what the text says",
     .take = lec_take_text,
     .target = offsetof(lec_options, briefing.author)},
    {.name = "date",
     .argument = "DATE",
     .group = LEC_GROUP_CONTENT,
     .help = "date of the whole: YYYY-MM-DD, YYYY-MM or YYYY",
     .manual = "Default: what the document says, else the day that SOURCE_DATE_EPOCH names, else "
               "none.\n",
     .take = lec_take_date,
     .target = offsetof(lec_options, briefing.date)},

    {.name = "jobs",
     .letter = 'j',
     .argument = "N",
     .group = LEC_GROUP_RUN,
     .help = "sentences spoken at the same time",
     .manual = "Default: the number of processors.\nIt never changes what is made.\n",
     .take = lec_take_number,
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
     .take = lec_take_progress,
     .choice = lec_choose_progress},
    {.name = "quiet",
     .letter = 'q',
     .group = LEC_GROUP_RUN,
     .help = "print errors only",
     .take = lec_take_flag,
     .target = offsetof(lec_options, quiet)},
    {.name = "verbose",
     .letter = 'v',
     .group = LEC_GROUP_RUN,
     .help = "print more of what is done",
     .take = lec_take_flag,
     .target = offsetof(lec_options, verbose)},

    {.name = "list-voices",
     .group = LEC_GROUP_INFORMATION,
     .help = "list the voices, those of --lang when it is given",
     .take = lec_take_task,
     .task = LEC_TASK_LIST_VOICES},
    {.name = "list-formats",
     .group = LEC_GROUP_INFORMATION,
     .help = "list the formats that can be read and the renditions that can be written",
     .take = lec_take_task,
     .task = LEC_TASK_LIST_FORMATS},
    {.name = "help",
     .letter = 'h',
     .group = LEC_GROUP_INFORMATION,
     .help = "print this help",
     .take = lec_take_task,
     .task = LEC_TASK_HELP},
    {.name = "version",
     .group = LEC_GROUP_INFORMATION,
     .help = "print the versions of lectern and of the libraries in use",
     .take = lec_take_task,
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
