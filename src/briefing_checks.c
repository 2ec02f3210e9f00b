/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "briefing_checks.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#include <limits.h>
#include <string.h>

typedef struct checking {
    const lec_briefing_options *options;
    lec_arena scratch;
    lec_error *error;
} checking;

static lec_status check_range(const checking *c, const char *what, int value, int min, int max)
{
    if (value >= min && value <= max) {
        return LEC_OK;
    }
    return lec_fail(c->error, LEC_USAGE, "%s must be from %d to %d, not %d", what, min, max, value);
}

static lec_status check_numbers(const checking *c)
{
    const lec_briefing_options *o = c->options;
    lec_status status = LEC_OK;
    if (o->rate_wpm) {
        status = check_range(c, "the rate", o->rate_wpm, LEC_RATE_MIN, LEC_RATE_MAX);
    }
    if (status == LEC_OK && o->pitch) {
        status = check_range(c, "the pitch", *o->pitch, LEC_PITCH_MIN, LEC_PITCH_MAX);
    }
    if (status == LEC_OK && o->jobs) {
        status = check_range(c, "the number of jobs", o->jobs, 1, LEC_JOBS_MAX);
    }
    if (status == LEC_OK && o->intake.max_items) {
        status = check_range(c, "the number of items", o->intake.max_items, 1, INT_MAX);
    }
    return status;
}

static lec_status check_inputs(const checking *c)
{
    size_t streams = 0;
    for (size_t i = 0; i < c->options->input_count; i++) {
        streams += strcmp(c->options->inputs[i], "-") == 0;
    }
    if (c->options->input_count == 0) {
        return lec_fail(c->error, LEC_USAGE, "no input: name a file, or - for standard input");
    }
    if (streams > 1) {
        return lec_fail(c->error, LEC_USAGE, "standard input can be read once only");
    }
    const char *rules = c->options->intake.rules;
    if (rules && !lec_folder_exists(rules)) {
        return lec_fail_at(c->error, LEC_UNAVAILABLE, lec_str_of(rules), 0, 0,
                           "is no folder: rules lie in one folder a language");
    }
    return LEC_OK;
}

static lec_status fail_extension(const checking *c, const char *path)
{
    lec_arena scratch = c->scratch;
    lec_buf known = {.arena = &scratch};
    size_t count;
    const lec_rendition *const *list = lec_rendition_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (list[i]->extension) {
            lec_buf_printf(&known, "%s%s", known.len ? " " : "", list[i]->extension);
        }
    }
    lec_str names = lec_buf_str(&known);
    return lec_fail_at(c->error, LEC_USAGE, lec_str_of(path), 0, 0,
                       "no rendition has this extension; use one of %.*s", LEC_ARG(names));
}

static lec_status find_rendition(const checking *c, const lec_output *output,
                                 const lec_rendition **found)
{
    *found = output->rendition ? lec_rendition_named(output->rendition)
                               : lec_rendition_for_path(output->path);
    if (*found) {
        return LEC_OK;
    }
    if (output->rendition) {
        return lec_fail(c->error, LEC_USAGE, "no rendition is called %s; see --list-formats",
                        output->rendition);
    }
    return fail_extension(c, output->path);
}

/* Nothing is written over an input, nor over another output. */
static lec_status check_clashes(const checking *c, const lec_output *output)
{
    const lec_briefing_options *o = c->options;
    lec_arena scratch = c->scratch;
    for (size_t i = 0; i < o->input_count; i++) {
        if (lec_file_same(o->inputs[i], output->path)) {
            return lec_fail_at(c->error, LEC_USAGE, lec_str_of(output->path), 0, 0,
                               "is an input; write to another file");
        }
    }
    const char *target = lec_outfile_target(&scratch, output->path);
    for (const lec_output *other = o->outputs; other < output; other++) {
        const char *taken = lec_outfile_target(&scratch, other->path);
        if (!target || !taken) {
            return lec_fail_memory(c->error);
        }
        if (strcmp(target, taken) == 0) {
            return lec_fail_at(c->error, LEC_USAGE, lec_str_of(output->path), 0, 0,
                               "is named for two outputs");
        }
    }
    return LEC_OK;
}

static lec_status check_outputs(const checking *c, const lec_rendition **renditions)
{
    const lec_briefing_options *o = c->options;
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < o->output_count; i++) {
        status = find_rendition(c, &o->outputs[i], &renditions[i]);
        if (status == LEC_OK) {
            status = check_clashes(c, &o->outputs[i]);
        }
        if (status == LEC_OK) {
            status = lec_outfile_check(c->scratch, o->outputs[i].path, c->error);
        }
    }
    return status;
}

lec_status lec_briefing_check(lec_arena *arena, lec_arena scratch,
                              const lec_briefing_options *options,
                              const lec_rendition ***renditions, lec_error *error)
{
    const checking c = {options, scratch, error};
    lec_status status = check_numbers(&c);
    if (status == LEC_OK) {
        status = check_inputs(&c);
    }
    if (status == LEC_OK && options->output_count == 0) {
        status = lec_fail(error, LEC_USAGE, "no output: name a file, or - for standard output");
    }
    if (status != LEC_OK) {
        return status;
    }
    *renditions = LEC_NEW(arena, options->output_count, const lec_rendition *);
    return *renditions ? check_outputs(&c, *renditions) : lec_fail_memory(error);
}
