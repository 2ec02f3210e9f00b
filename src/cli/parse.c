/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/error.h"
#include "base/near.h"
#include "base/platform.h"
#include "base/str.h"
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

/* What getopt_long() returns for a row: its letter, or a number that no letter has. */
static int row_code(size_t row)
{
    size_t count;
    char letter = lec_option_list(&count)[row].letter;
    return letter ? letter : 256 + (int)row;
}

static const lec_option *row_of_code(int code)
{
    size_t count;
    const lec_option *rows = lec_option_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (row_code(i) == code) {
            return &rows[i];
        }
    }
    return NULL;
}

/* ---- what is wrong with an option */

static lec_status fail_long(lec_arena scratch, const char *argument, lec_error *error)
{
    lec_str name = lec_str_cut(lec_str_of(argument + 2), '=').head;
    lec_buf list = {.arena = &scratch};
    lec_near near = {.wanted = name};
    size_t count, matches = 0;
    const lec_option *rows = lec_option_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (lec_str_starts(lec_str_of(rows[i].name), name)) {
            lec_buf_printf(&list, "%s--%s", matches++ ? ", " : "", rows[i].name);
        }
        lec_near_offer(&near, lec_str_of(rows[i].name));
    }
    if (matches > 1) {
        return lec_fail(error, LEC_USAGE, "--%.*s is short for several options: %.*s",
                        LEC_ARG(name), LEC_ARG(lec_buf_str(&list)));
    }
    if (near.count > 0) {
        return lec_fail(error, LEC_USAGE, "there is no option --%.*s: did you mean --%.*s?",
                        LEC_ARG(name), LEC_ARG(near.names[0]));
    }
    return lec_fail(error, LEC_USAGE, "there is no option --%.*s: lectern --help lists them",
                    LEC_ARG(name));
}

/* Explains getopt_long()'s '?' and ':'. It leaves optopt 0 for a long option it does not know. */
static lec_status fail_option(lec_arena scratch, int code, const char *argument, lec_error *error)
{
    const lec_option *row = row_of_code(optopt);
    if (code == ':' && row) {
        return lec_fail(error, LEC_USAGE, "--%s needs a value: give it as --%s=%s", row->name,
                        row->name, row->argument);
    }
    if (row) {
        return lec_fail(error, LEC_USAGE,
                        "--%s takes no value: leave out what follows the =", row->name);
    }
    if (optopt) {
        return lec_fail(error, LEC_USAGE, "there is no option -%c: lectern --help lists them",
                        optopt);
    }
    return fail_long(scratch, argument, error);
}

/* ---- reading options */

static struct option *long_options(lec_arena *arena)
{
    size_t count;
    const lec_option *rows = lec_option_list(&count);
    struct option *list = LEC_NEW(arena, count + 1, struct option);
    for (size_t i = 0; list && i < count; i++) {
        list[i] = (struct option){
            .name = rows[i].name,
            .has_arg = rows[i].argument ? required_argument : no_argument,
            .val = row_code(i),
        };
    }
    return list;
}

/* A colon first: a missing value is then told apart from an unknown option. */
static const char *short_options(lec_arena *arena)
{
    size_t count;
    const lec_option *rows = lec_option_list(&count);
    lec_buf buf = {.arena = arena};
    lec_buf_byte(&buf, ':');
    for (size_t i = 0; i < count; i++) {
        if (rows[i].letter) {
            lec_buf_printf(&buf, "%c%s", rows[i].letter, rows[i].argument ? ":" : "");
        }
    }
    lec_buf_byte(&buf, '\0');
    return lec_buf_str(&buf).ptr;
}

static lec_status read_options(lec_arena *arena, int argc, char **argv, lec_options *options,
                               lec_error *error)
{
    const struct option *longs = long_options(arena);
    const char *shorts = short_options(arena);
    if (!longs || !shorts) {
        return lec_fail_memory(error);
    }
    opterr = 0;
    lec_status status = LEC_OK;
    while (status == LEC_OK && options->task != LEC_TASK_HELP) {
        int code = getopt_long(argc, argv, shorts, longs, NULL);
        if (code < 0) {
            break;
        }
        const lec_option *row = code == '?' || code == ':' ? NULL : row_of_code(code);
        status = row ? row->take(options, row, optarg, error)
                     : fail_option(*arena, code, argv[optind - 1], error);
    }
    options->briefing.inputs = (const char *const *)(argv + optind);
    options->briefing.input_count = (size_t)(argc - optind);
    return status;
}

/* ---- where output goes */

/* What an input is called: without its folder, and of an address without what follows the path. */
static lec_str last_name(lec_str input)
{
    bool address =
        lec_str_starts(input, LEC_STR("http://")) || lec_str_starts(input, LEC_STR("https://"));
    if (address) {
        input = lec_str_cut(lec_str_cut(input, '#').head, '?').head;
        while (lec_str_ends(input, LEC_STR("/"))) {
            input.len--;
        }
    }
    size_t start = input.len;
    while (start > 0 && input.ptr[start - 1] != '/') {
        start--;
    }
    return lec_str_slice(input, start, input.len);
}

/* The first input's name without its extension, and .wav. */
static lec_status default_output(lec_arena *arena, lec_options *options, lec_error *error)
{
    lec_str input = lec_str_of(options->briefing.inputs[0]);
    if (lec_str_equal(input, LEC_STR("-"))) {
        return lec_fail(error, LEC_USAGE,
                        "standard input has no name to call the output by: add -o FILE");
    }
    lec_str name = last_name(input);
    for (size_t i = name.len; i > 1; i--) {
        if (name.ptr[i - 1] == '.') {
            name.len = i - 1;
            break;
        }
    }
    lec_str path = lec_arena_printf(arena, "%s%.*s.wav", name.len && name.ptr[0] == '-' ? "./" : "",
                                    LEC_ARG(name));
    if (!path.ptr) {
        return lec_fail_memory(error);
    }
    if (!options->force && lec_file_exists(path.ptr)) {
        return lec_fail_at(error, LEC_CANNOT_CREATE, path, 0, 0,
                           "is there already: use --force to replace it, or -o FILE");
    }
    options->outputs[options->output_count++] = (lec_output){.path = path.ptr};
    return LEC_OK;
}

/* -t's rendition goes to standard output, where -o may also point. */
static void settle_standard_output(lec_options *options)
{
    bool taken = false;
    for (size_t i = 0; i < options->output_count; i++) {
        if (strcmp(options->outputs[i].path, "-") == 0) {
            options->outputs[i].rendition = options->to ? options->to : "wav";
            taken = true;
        }
    }
    if (options->to && !taken) {
        options->outputs[options->output_count++] = (lec_output){"-", options->to};
    }
}

static lec_status refuse_terminal(const lec_options *options, lec_error *error)
{
    for (size_t i = 0; i < options->output_count; i++) {
        const lec_output *output = &options->outputs[i];
        if (output->rendition && lec_rendition_named(output->rendition)->binary &&
            lec_is_terminal(1)) {
            return lec_fail(error, LEC_USAGE,
                            "%s is not for a terminal: use -o FILE, or send it to a pipe or file",
                            output->rendition);
        }
    }
    return LEC_OK;
}

static lec_status settle_outputs(lec_arena *arena, lec_options *options, lec_error *error)
{
    if (options->dry_run) {
        options->outputs[0] = (lec_output){"-", "plan"};
        options->output_count = 1;
        return LEC_OK;
    }
    settle_standard_output(options);
    if (options->output_count == 0) {
        return default_output(arena, options, error);
    }
    return refuse_terminal(options, error);
}

/* ---- the user's own rules */

/* lectern/rules in the user's folder of settings (XDG Base Directory Specification), when it is
 * there. */
static lec_status find_rules(lec_arena *arena, lec_options *options, lec_error *error)
{
    const char *settings = lec_env("XDG_CONFIG_HOME");
    const char *home = lec_env("HOME");
    lec_str folder = {0};
    if (settings && *settings == '/') {
        folder = lec_arena_printf(arena, "%s/lectern/rules", settings);
    } else if (home) {
        folder = lec_arena_printf(arena, "%s/.config/lectern/rules", home);
    } else {
        return LEC_OK;
    }
    if (!folder.ptr) {
        return lec_fail_memory(error);
    }
    if (lec_folder_exists(folder.ptr)) {
        options->briefing.intake.rules = folder.ptr;
    }
    return LEC_OK;
}

lec_status lec_options_parse(lec_arena *arena, int argc, char **argv, lec_options *options,
                             lec_error *error)
{
    *options = (lec_options){.outputs = LEC_NEW(arena, (size_t)argc + 1, lec_output)};
    if (!options->outputs) {
        return lec_fail_memory(error);
    }
    lec_status status = read_options(arena, argc, argv, options, error);
    if (status != LEC_OK || options->task != LEC_TASK_BRIEFING) {
        return status;
    }
    if (options->briefing.input_count == 0) {
        return lec_fail(error, LEC_USAGE,
                        "usage: lectern [OPTION]... INPUT... -o FILE (lectern --help says more)");
    }
    status = settle_outputs(arena, options, error);
    if (status == LEC_OK && !options->briefing.intake.rules) {
        status = find_rules(arena, options, error);
    }
    options->briefing.outputs = options->outputs;
    options->briefing.output_count = options->output_count;
    return status;
}
