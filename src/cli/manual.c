/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints the man page while lectern is built: lectern-manual TEMPLATE OUTPUT. The template holds
 * the prose; each @NAME@ in it becomes what a table says.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "cli/options.h"

#include <stdio.h>

#define TEMPLATE_MAX ((size_t)1 << 20)

/* Text as roff takes it: man(7) reads a bare hyphen as a typographic one. */
static void add_escaped(lec_buf *page, lec_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (i == 0 && (text.ptr[i] == '.' || text.ptr[i] == '\'')) {
            lec_buf_add(page, LEC_STR("\\&"));
        }
        if (text.ptr[i] == '-' || text.ptr[i] == '\\') {
            lec_buf_byte(page, '\\');
        }
        lec_buf_byte(page, text.ptr[i] == '\\' ? 'e' : text.ptr[i]);
    }
}

/* ---- what the template names */

static void add_version(lec_buf *page)
{
    lec_buf_add(page, lec_str_of(lec_version()));
}

static void add_option(lec_buf *page, const lec_option *row)
{
    lec_buf_add(page, LEC_STR(".TP\n"));
    if (row->letter) {
        lec_buf_printf(page, "\\fB\\-%c\\fR, ", row->letter);
    }
    lec_buf_add(page, LEC_STR("\\fB\\-\\-"));
    add_escaped(page, lec_str_of(row->name));
    lec_buf_add(page, LEC_STR("\\fR"));
    if (row->argument) {
        lec_buf_add(page, LEC_STR("=\\fI"));
        add_escaped(page, lec_str_of(row->argument));
        lec_buf_add(page, LEC_STR("\\fR"));
    }
    lec_buf_byte(page, '\n');
}

static void add_options(lec_buf *page)
{
    size_t count;
    const lec_option *rows = lec_option_list(&count);
    for (size_t i = 0; i < count; i++) {
        lec_buf text = {.arena = page->arena};
        if (i == 0 || rows[i].group != rows[i - 1].group) {
            lec_buf_printf(page, ".SS %s\n", lec_option_group_names()[rows[i].group]);
        }
        add_option(page, &rows[i]);
        lec_option_describe(&text, &rows[i]);
        page->failed = page->failed || text.failed;
        add_escaped(page, lec_buf_str(&text));
        lec_buf_add(page, LEC_STR(".\n"));
        lec_buf_add(page, lec_str_of(rows[i].manual));
    }
}

/* A name in bold, what is known of it, and a sentence. */
static void add_item(lec_buf *page, const char *name, const char *beside, const char *text)
{
    lec_buf_add(page, LEC_STR(".TP\n\\fB"));
    add_escaped(page, lec_str_of(name));
    lec_buf_add(page, LEC_STR("\\fR"));
    if (beside) {
        lec_buf_add(page, LEC_STR(" ("));
        add_escaped(page, lec_str_of(beside));
        lec_buf_add(page, LEC_STR(")"));
    }
    lec_buf_byte(page, '\n');
    add_escaped(page, lec_str_of(text));
    lec_buf_add(page, LEC_STR(".\n"));
}

static void add_formats(lec_buf *page)
{
    size_t count;
    const lec_format *const *list = lec_format_list(&count);
    for (size_t i = 0; i < count; i++) {
        add_item(page, list[i]->name, list[i]->extensions, list[i]->description);
    }
}

static void add_renditions(lec_buf *page)
{
    size_t count;
    const lec_rendition *const *list = lec_rendition_list(&count);
    for (size_t i = 0; i < count; i++) {
        add_item(page, list[i]->name, list[i]->extension, list[i]->description);
    }
}

static void add_statuses(lec_buf *page)
{
    size_t count;
    const lec_status_info *list = lec_status_list(&count);
    for (size_t i = 0; i < count; i++) {
        char number[16];
        (void)snprintf(number, sizeof number, "%d", (int)list[i].status);
        add_item(page, number, list[i].name, list[i].meaning);
    }
}

static const struct part {
    const char *name;
    void (*add)(lec_buf *page);
} parts[] = {
    {"VERSION", add_version},       {"OPTIONS", add_options},      {"FORMATS", add_formats},
    {"RENDITIONS", add_renditions}, {"EXIT-STATUS", add_statuses},
};

/* ---- the page ------------------------------------------------------------------------------ */

static lec_status add_part(lec_buf *page, lec_str name, lec_error *error)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (lec_str_equal(name, lec_str_of(parts[i].name))) {
            parts[i].add(page);
            return LEC_OK;
        }
    }
    return lec_fail(error, LEC_DATA, "the template names @%.*s@, which is no part", LEC_ARG(name));
}

static lec_status fill_template(lec_buf *page, lec_str text, lec_error *error)
{
    lec_status status = LEC_OK;
    for (lec_cut prose = {.tail = text, .found = true}; status == LEC_OK && prose.found;) {
        prose = lec_str_cut(prose.tail, '@');
        lec_buf_add(page, prose.head);
        if (prose.found) {
            prose = lec_str_cut(prose.tail, '@');
            status = add_part(page, prose.head, error);
        }
    }
    return status != LEC_OK || !page->failed ? status : lec_fail_memory(error);
}

static lec_status write_page(const char *path, lec_str text, lec_arena *arena, lec_error *error)
{
    lec_outfile out;
    lec_status status = lec_outfile_open(arena, path, &out, error);
    if (status != LEC_OK) {
        return status;
    }
    lec_sink sink = {.fd = out.fd};
    lec_sink_add(&sink, text);
    status = lec_sink_flush(&sink, path, error);
    if (status == LEC_OK) {
        status = lec_outfile_commit(&out, error);
    }
    lec_outfile_discard(&out);
    return status;
}

static lec_status make_page(const char *template, const char *path, lec_arena *arena,
                            lec_error *error)
{
    lec_str text;
    lec_buf page = {.arena = arena};
    lec_status status = lec_file_read(arena, template, TEMPLATE_MAX, &text, error);
    if (status == LEC_OK) {
        status = fill_template(&page, text, error);
    }
    if (status == LEC_OK) {
        status = write_page(path, lec_buf_str(&page), arena, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    lec_arena arena = {0};
    lec_error error = {0};
    if (argc != 3) {
        (void)fprintf(stderr, "usage: %s TEMPLATE OUTPUT\n", argv[0]);
        return LEC_USAGE;
    }
    lec_status status = lec_arena_init(&arena, 0, &error);
    if (status == LEC_OK) {
        status = make_page(argv[1], argv[2], &arena, &error);
    }
    if (status != LEC_OK) {
        (void)fprintf(stderr, "%s: %s: %s\n", argv[0], error.source, error.message);
    }
    lec_arena_free(&arena);
    return (int)status;
}
