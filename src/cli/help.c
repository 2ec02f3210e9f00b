/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"

#define STANDARD_OUTPUT 1
#define HELP_COLUMN     27
#define HELP_WIDTH      79

/* ---- --help */

/* Words from `column` on, wrapped before HELP_WIDTH and indented to HELP_COLUMN. */
static void print_wrapped(lec_sink *out, lec_str text, size_t column)
{
    while (text.len) {
        lec_cut cut = lec_str_cut(text, ' ');
        if (column > HELP_COLUMN && column + 1 + cut.head.len > HELP_WIDTH) {
            lec_sink_printf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            lec_sink_add(out, LEC_STR(" "));
            column++;
        }
        lec_sink_add(out, cut.head);
        column += cut.head.len;
        text = cut.tail;
    }
    lec_sink_add(out, LEC_STR("\n"));
}

static lec_status print_option(lec_sink *out, lec_arena scratch, const lec_option *row,
                               lec_error *error)
{
    lec_buf left = {.arena = &scratch}, right = {.arena = &scratch};
    if (row->letter) {
        lec_buf_printf(&left, "  -%c, ", row->letter);
    } else {
        lec_buf_printf(&left, "      ");
    }
    lec_buf_printf(&left, "--%s", row->name);
    if (row->argument) {
        lec_buf_printf(&left, "=%s", row->argument);
    }
    lec_option_describe(&right, row);
    if (left.failed || right.failed) {
        return lec_fail_memory(error);
    }
    lec_sink_add(out, lec_buf_str(&left));
    size_t column = left.len;
    if (column + 1 > HELP_COLUMN) {
        lec_sink_add(out, LEC_STR("\n"));
        column = 0;
    }
    lec_sink_printf(out, "%*s", (int)(HELP_COLUMN - column), "");
    print_wrapped(out, lec_buf_str(&right), HELP_COLUMN);
    return LEC_OK;
}

lec_status lec_print_help(lec_arena *arena, lec_arena scratch, const lec_options *options,
                          lec_error *error)
{
    (void)arena, (void)options;
    lec_sink out = {.fd = STANDARD_OUTPUT};
    size_t count;
    const lec_option *rows = lec_option_list(&count);
    lec_sink_add(
        &out,
        LEC_STR("Usage: lectern [OPTION]... INPUT... -o FILE\n"
                "Reads articles aloud: INPUT becomes sound with chapters. It is a file, an\n"
                "address, or - for standard input. Several make one briefing, each a story.\n"));
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || rows[i].group != rows[i - 1].group) {
            lec_sink_printf(&out, "\n%s:\n", lec_option_group_names()[rows[i].group]);
        }
        lec_status status = print_option(&out, scratch, &rows[i], error);
        if (status != LEC_OK) {
            return status;
        }
    }
    lec_sink_add(&out, LEC_STR("\nExamples:\n"
                               "  lectern article.txt -o briefing.wav\n"
                               "  lectern one.txt two.txt --title='This morning' -o today.wav\n"
                               "  lectern --explain page.html\n"
                               "  lectern -t sentences article.txt\n"));
    return lec_sink_flush(&out, "standard output", error);
}

/* ---- --version */

lec_status lec_print_version(lec_arena *arena, lec_arena scratch, const lec_options *options,
                             lec_error *error)
{
    (void)arena, (void)scratch, (void)options;
    lec_sink out = {.fd = STANDARD_OUTPUT};
    size_t count;
    const lec_engine_info *engines = lec_engine_list(&count);
    lec_sink_printf(&out, "lectern %s\n", lec_version());
    for (size_t i = 0; i < count; i++) {
        if (engines[i].version[0]) {
            lec_sink_printf(&out, "%s %s\n", engines[i].name, engines[i].version);
        }
    }
    lec_sink_printf(&out, "%s\n", lec_publish_library());
    lec_sink_add(&out, LEC_STR("Licence GPL-3.0-or-later: free software, without any warranty.\n"));
    return lec_sink_flush(&out, "standard output", error);
}

/* ---- --list-voices, --list-formats */

lec_status lec_print_voices(lec_arena *arena, lec_arena scratch, const lec_options *options,
                            lec_error *error)
{
    const char *folder = options->briefing.voices;
    const lec_voice *voices;
    size_t count;
    lec_status status = folder ? LEC_OK : lec_voices_folder(arena, &folder, error);
    if (status == LEC_OK) {
        status = lec_voice_list(arena, scratch, folder, lec_str_of(options->briefing.lang), &voices,
                                &count, error);
    }
    if (status != LEC_OK) {
        return status;
    }
    lec_sink out = {.fd = STANDARD_OUTPUT};
    for (size_t i = 0; i < count; i++) {
        char lang[64], name[128], description[512]; /* what files say may hold anything */
        lec_printable(voices[i].lang, lang, sizeof lang);
        lec_printable(voices[i].name, name, sizeof name);
        lec_printable(voices[i].description, description, sizeof description);
        lec_sink_printf(&out, "%-12s %-16s %s\n", lang, name, description);
    }
    return lec_sink_flush(&out, "standard output", error);
}

lec_status lec_print_formats(lec_arena *arena, lec_arena scratch, const lec_options *options,
                             lec_error *error)
{
    (void)arena, (void)scratch, (void)options;
    lec_sink out = {.fd = STANDARD_OUTPUT};
    size_t count;
    const lec_format *const *formats = lec_format_list(&count);
    lec_sink_add(&out, LEC_STR("Formats that can be read (--from):\n"));
    for (size_t i = 0; i < count; i++) {
        lec_sink_printf(&out, "  %-12s %s (%s)\n", formats[i]->name, formats[i]->description,
                        formats[i]->extensions);
    }
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    lec_sink_add(&out, LEC_STR("Renditions that can be written (--to, or -o by extension):\n"));
    for (size_t i = 0; i < count; i++) {
        lec_sink_printf(&out, "  %-12s %-16s %s\n", renditions[i]->name,
                        renditions[i]->extension ? renditions[i]->extension : "",
                        renditions[i]->description);
    }
    return lec_sink_flush(&out, "standard output", error);
}
