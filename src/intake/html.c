/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML -> document. A scan makes the page fit to be parsed (html_scan.c), gumbo parses it, the
 * article is found (article.c), and a walk of the tree writes blocks (html_walk.c) with a pen that
 * knows which bytes are accounted for (html_pen.c).
 */
#include "intake/html.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <string.h>

/* ---- whether it is HTML */

/* What follows `opening` and the next `closing`; `text` itself when it does not start so. */
static lec_str skip_between(lec_str text, const char *opening, const char *closing)
{
    if (!lec_str_starts(text, lec_str_of(opening))) {
        return text;
    }
    const char *end = memmem(text.ptr, text.len, closing, strlen(closing));
    return end ? lec_str_slice(text, (size_t)(end - text.ptr) + strlen(closing), text.len)
               : (lec_str){text.ptr, 0};
}

/* Skips what may come before the first element: declaration, instructions, comments. */
static lec_str skip_prolog(lec_str text)
{
    for (;;) {
        size_t at = 0;
        while (at < text.len && lec_is_space(text.ptr[at])) {
            at++;
        }
        lec_str rest = lec_str_slice(text, at, text.len);
        rest = skip_between(rest, "<!--", "-->");
        rest = skip_between(rest, "<?", "?>");
        if (rest.len == text.len) {
            return rest;
        }
        text = rest;
    }
}

static bool starts_with_tag(lec_str text, const char *tag)
{
    lec_str name = lec_str_of(tag);
    char after = name.len < text.len ? text.ptr[name.len] : '\0';
    return lec_str_equal_nocase(lec_str_slice(text, 0, name.len), name) &&
           (after == '>' || after == '/' || lec_is_space(after));
}

/* One such tag begins a page. */
static const char *const PAGES[] = {"<!doctype html", "<html", "<head", "<body"};

/* A text may begin with one of these: it takes more to be a page. */
static const char *const PARTS[] = {
    "<title", "<meta",   "<link",   "<script", "<style", "<article", "<section",
    "<main",  "<header", "<nav",    "<div",    "<p",     "<h1",      "<h2",
    "<h3",    "<ul",     "<ol",     "<table",  "<span",  "<a",       "<b",
    "<i",     "<em",     "<strong", "<img",    "<br",    "<figure",  "<blockquote"};

static bool starts_with_one(lec_str text, const char *const *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (starts_with_tag(text, tags[i])) {
            return true;
        }
    }
    return false;
}

/* The beginning has several tags of HTML, and some are closed. */
static bool has_tags(lec_str text)
{
    enum { LOOK_AT = 2048, TAGS_MIN = 4 };
    size_t opened = 0;
    size_t closed = 0;
    text = lec_str_slice(text, 0, LOOK_AT);
    for (size_t at = lec_str_find(text, '<', 0); at < text.len;
         at = lec_str_find(text, '<', at + 1)) {
        opened +=
            starts_with_one(lec_str_slice(text, at, text.len), PARTS, sizeof PARTS / sizeof *PARTS);
        closed += at + 1 < text.len && text.ptr[at + 1] == '/';
    }
    return opened + closed >= TAGS_MIN && closed > 0;
}

static bool sniff(lec_str text)
{
    lec_str rest = skip_prolog(text);
    if (starts_with_one(rest, PAGES, sizeof PAGES / sizeof *PAGES)) {
        return true;
    }
    return starts_with_one(rest, PARTS, sizeof PARTS / sizeof *PARTS) && has_tags(rest);
}

/* ---- reading */

static void omit_cuts(lec_html *page)
{
    for (size_t i = 0; i < page->scan.cut_count; i++) {
        const lec_omission *cut = &page->scan.cuts[i];
        lec_span span = {page->pen.span.start + cut->span.start,
                         page->pen.span.start + cut->span.end};
        lec_html_pen_omit(&page->pen, span, cut->rule, cut->reason);
    }
}

static bool parse(lec_html *page, lec_str text)
{
    if (!lec_html_scan_make(page->memory, text, &page->scan)) {
        return false;
    }
    page->tree = lec_html_parse(page->memory, page->scan.parsed);
    page->pen = (lec_html_pen){.writer = page->reading->writer,
                               .scan = &page->scan,
                               .parsed = page->scan.parsed.ptr,
                               .span = page->reading->span};
    return page->tree && lec_html_pen_start(&page->pen, page->memory);
}

static lec_status find_article(lec_html *page)
{
    const lec_reading *reading = page->reading;
    const lec_furniture *furniture = NULL;
    lec_article *article = NULL;
    if (reading->fragment || reading->options->keep_all) {
        return LEC_OK;
    }
    lec_status status = lec_furniture_load(page->memory, reading->scratch, reading->options,
                                           &furniture, reading->error);
    if (status == LEC_OK) {
        status = lec_article_mark(page->memory, reading->scratch, page->tree, furniture, &article,
                                  reading->error);
    }
    page->article = article;
    return status;
}

static bool write_blocks(lec_html *page)
{
    omit_cuts(page);
    if (!lec_html_facts(page) || !lec_html_notes_find(page)) {
        return false;
    }
    lec_html_title(page);
    lec_html_walk(page);
    lec_html_pen_finish(&page->pen);
    const lec_writer *writer = page->reading->writer;
    return !page->failed && !writer->text.failed && !writer->runs.failed &&
           !writer->blocks.failed && !writer->omissions.failed;
}

static lec_status read_page(const lec_reading *reading)
{
    lec_arena memory;
    lec_status status = lec_arena_init(&memory, 0, reading->error);
    if (status != LEC_OK) {
        return status;
    }
    lec_html page = {.reading = reading, .memory = &memory};
    lec_str text = lec_str_slice(reading->source->text, reading->span.start, reading->span.end);
    status = parse(&page, text) ? find_article(&page) : lec_fail_memory(reading->error);
    if (status == LEC_OK && !write_blocks(&page)) {
        status = lec_fail_memory(reading->error);
    }
    status = status == LEC_OK ? lec_html_notice(&page) : status;
    lec_arena_free(&memory);
    return status;
}

const lec_reader_row lec_reader_html = {
    .info = {.name = "html",
             .extensions = ".html .htm .xhtml .xht",
             .description = "a web page: its article, without what surrounds it"},
    .sniff = sniff,
    .read = read_page,
};
