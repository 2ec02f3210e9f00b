/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/markdown.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/entity.h"
#include "intake/frontmatter.h"
#include "intake/markdown_block.h"

#include <string.h>

/* md4c copies what a link refers to at every link: no further than in proportion to the text. */
enum { LINK_COST_FACTOR = 64, LINK_COST_MIN = 1 << 20 };

typedef struct walk {
    lec_md *md;
    size_t link_cost;
    bool too_dear;
} walk;

/* What ends md4c's work from within; it passes over what is above zero. */
enum { STOP = -1 };

static int result_of(const lec_md *md)
{
    return md->failed ? STOP : 0;
}

/* ---- what md4c tells */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    lec_md *md = ((walk *)data)->md;
    switch (type) {
    case MD_BLOCK_DOC:
        break;
    case MD_BLOCK_QUOTE:
        lec_md_quote(md, true);
        break;
    case MD_BLOCK_UL:
        lec_md_list(md, false, ((const MD_BLOCK_UL_DETAIL *)detail)->mark, 0);
        break;
    case MD_BLOCK_OL: {
        const MD_BLOCK_OL_DETAIL *list = detail;
        lec_md_list(md, true, list->mark_delimiter, list->start);
        break;
    }
    case MD_BLOCK_LI:
        lec_md_item(md, detail);
        break;
    case MD_BLOCK_HR:
        lec_md_rule(md);
        break;
    case MD_BLOCK_H:
        lec_md_heading(md, (int)((const MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_CODE:
        lec_md_code(md, ((const MD_BLOCK_CODE_DETAIL *)detail)->fence_char);
        break;
    case MD_BLOCK_HTML:
        lec_md_html_start(md);
        break;
    case MD_BLOCK_P:
        lec_md_close(md);
        break;
    case MD_BLOCK_TABLE:
        lec_md_table_start(md, detail);
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        lec_md_table_head(md, type == MD_BLOCK_THEAD);
        break;
    case MD_BLOCK_TR:
        lec_md_row(md, true);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        lec_md_cell(md, true);
        break;
    }
    return result_of(md);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    lec_md *md = ((walk *)data)->md;
    (void)detail;
    switch (type) {
    case MD_BLOCK_QUOTE:
        lec_md_quote(md, false);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        lec_md_list_end(md);
        break;
    case MD_BLOCK_CODE:
        lec_md_code_end(md, true);
        break;
    case MD_BLOCK_HTML:
        lec_md_html_end(md);
        break;
    case MD_BLOCK_TABLE:
        lec_md_table_end(md);
        break;
    case MD_BLOCK_TR:
        lec_md_row(md, false);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        lec_md_cell(md, false);
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_LI:
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_P:
        lec_md_close(md);
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    }
    return result_of(md);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    walk *w = data;
    if (type == MD_SPAN_DEL) {
        w->md->dropped++;
    } else if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *picture = detail;
        w->link_cost += (size_t)picture->src.size + picture->title.size;
        lec_md_picture(w->md, true);
    } else if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        w->link_cost += (size_t)link->href.size + link->title.size;
    }
    w->too_dear = w->link_cost > LINK_COST_FACTOR * w->md->text.len + LINK_COST_MIN;
    return w->too_dear ? STOP : result_of(w->md);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    lec_md *md = ((walk *)data)->md;
    (void)detail;
    if (type == MD_SPAN_DEL && md->dropped > 0) {
        md->dropped--;
    }
    if (type == MD_SPAN_IMG) {
        lec_md_picture(md, false);
    }
    md->link_ends += type == MD_SPAN_IMG || type == MD_SPAN_A;
    return 0;
}

/* Whether md4c points into the text; where it does not, a line end or indentation is meant. */
static bool find_bytes(const lec_md *md, const char *bytes, size_t size, lec_span *span)
{
    uintptr_t at = (uintptr_t)bytes;
    uintptr_t start = (uintptr_t)md->view.ptr;
    if (at < start || at - start >= md->view.len || size > md->view.len - (at - start)) {
        return false;
    }
    *span = (lec_span){md->view_start + (at - start), md->view_start + (at - start) + size};
    return true;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *data)
{
    lec_md *md = ((walk *)data)->md;
    lec_span span;
    if (!find_bytes(md, bytes, size, &span)) {
        md->code.lines += md->code.active && bytes[0] == '\n';
        md->space_due = md->space_due || md->html.active || type != MD_TEXT_HTML;
        return 0;
    }
    if (md->html.active) {
        lec_md_html_text(md, span);
    } else if (type == MD_TEXT_HTML) {
        lec_md_html_inline(md, span);
    } else if (type == MD_TEXT_ENTITY) {
        lec_md_put_encoded(md, span);
    } else if (type == MD_TEXT_NORMAL) {
        lec_md_put_marked(md, span);
    } else {
        lec_md_put(md, span, (lec_str){NULL, 0});
    }
    return result_of(md);
}

/* ---- a text, and the notes that go with it */

static lec_status fail(const lec_md *md)
{
    return md->status != LEC_OK ? md->status : lec_fail_memory(md->reading->error);
}

static lec_status parse(lec_md *md)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = text,
    };
    static const MD_PARSER note_parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = text,
    };
    walk w = {.md = md};
    int result =
        md_parse(md->view.ptr, (MD_SIZE)md->view.len, md->in_note ? &note_parser : &parser, &w);
    if (w.too_dear) {
        return lec_fail_at(
            md->reading->error, LEC_DATA, md->reading->source->name, 0, 0,
            "its links repeat far more text than it holds; read it with --from=text");
    }
    return result == 0 && !md->failed ? LEC_OK : fail(md);
}

static lec_status read_note(const lec_md *outer, const lec_md_note *note)
{
    lec_arena memory = *outer->memory;
    lec_md md = *outer;
    md.memory = &memory;
    md.done = note->span.start;
    md.end = note->span.end;
    md.view_start = note->body;
    md.in_note = md.at_prefix = true;
    md.captions = (lec_chain){.arena = &memory, .size = sizeof(lec_flow_piece)};
    size_t body = note->body < note->span.end ? note->body : note->span.end;
    lec_md_omit(&md, (lec_span){note->span.start, body}, "note-mark", "a mark leads to a note");
    md.view = lec_md_note_view(&memory, md.notes, md.text, (lec_span){body, md.end});
    lec_status status = md.view.ptr ? parse(&md) : lec_fail_memory(md.reading->error);
    if (status == LEC_OK) {
        lec_md_gap(&md, md.end);
    }
    return status;
}

bool lec_md_write_notes(lec_md *md)
{
    lec_md_notes *notes = md->notes;
    while (!md->in_note && notes->queue_start < notes->queue_end) {
        md->status = read_note(md, &notes->notes[notes->queue[notes->queue_start++]]);
        if (md->status != LEC_OK) {
            md->failed = true;
            return false;
        }
    }
    return true;
}

/* The notes that nothing refers to come last. */
static lec_status read_text(lec_md *md)
{
    lec_status status = parse(md);
    if (status != LEC_OK) {
        return status;
    }
    lec_md_gap(md, md->end);
    for (size_t i = 0; i < md->notes->count; i++) {
        lec_md_ask_note(md, i);
    }
    return lec_md_write_notes(md) && !md->failed ? LEC_OK : fail(md);
}

static lec_status read_with(const lec_reading *reading, lec_arena *memory)
{
    lec_md_notes notes = {0};
    size_t start = 0;
    bool titled = false;
    if (!lec_frontmatter_read(reading, memory, &start, &titled)) {
        return lec_fail_memory(reading->error);
    }
    lec_md md = {
        .reading = reading,
        .memory = memory,
        .text = reading->source->text,
        .view_start = start,
        .done = start,
        .end = reading->span.end,
        .flow = {.writer = reading->writer},
        .notes = &notes,
        .at_prefix = true,
        .titled = titled,
        .captions = {.arena = memory, .size = sizeof(lec_flow_piece)},
    };
    lec_str shown = lec_str_slice(md.text, 0, md.end);
    if (!lec_md_notes_find(memory, shown, start, &notes, &md.view)) {
        return lec_fail_memory(reading->error);
    }
    return read_text(&md);
}

static lec_status markdown_read(const lec_reading *reading)
{
    lec_arena memory;
    lec_status status = lec_arena_init(&memory, 0, reading->error);
    if (status == LEC_OK) {
        status = read_with(reading, &memory);
        lec_arena_free(&memory);
    }
    return status;
}

/* ---- the row */

/* Lines that hardly any other text has. */
static bool has_sign(lec_str text)
{
    static const char *const SIGNS[] = {"\n# ", "\n## ", "\n### ", "\n```", "\n- [ ] ", "\n[!["};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (memmem(text.ptr, text.len, SIGNS[i], strlen(SIGNS[i]))) {
            return true;
        }
    }
    return false;
}

/* Many a text of Markdown begins with a heading or a picture in HTML, but no page begins so. */
static bool begins_with_html(lec_str text)
{
    static const char *const STARTS[] = {"<!--", "<h1", "<p", "<div", "<img", "<a ", "<center"};
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
        if (lec_str_equal_nocase(lec_str_slice(text, 0, strlen(STARTS[i])),
                                 lec_str_of(STARTS[i]))) {
            return true;
        }
    }
    return false;
}

static bool holds_page(lec_str text)
{
    enum { LOOK_AT = 4096 };
    static const char *const TAGS[] = {"<html", "<HTML",     "<body",
                                       "<BODY", "<!doctype", "<!DOCTYPE"};
    text = lec_str_slice(text, 0, LOOK_AT);
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        if (memmem(text.ptr, text.len, TAGS[i], strlen(TAGS[i]))) {
            return true;
        }
    }
    return false;
}

static bool markdown_sniff(lec_str text)
{
    size_t end = lec_frontmatter_end(text, 0);
    bool sure = end > 0 || (begins_with_html(text) && !holds_page(text));
    return sure && has_sign(lec_str_slice(text, end > 0 ? end - 1 : 0, text.len));
}

const lec_reader_row lec_reader_markdown = {
    .info = {.name = "markdown",
             .extensions = ".md .markdown .mdown .mkd",
             .description =
                 "Markdown: CommonMark with tables, task lists, footnotes, front matter"},
    .sniff = markdown_sniff,
    .read = markdown_read,
};
