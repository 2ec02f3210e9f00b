/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks a page and writes its blocks. The stack is our own: how deep a page is nested must not be
 * how deep we call ourselves. Only notes are walked within a walk, and none within a note.
 */
#include "intake/html_walk.h"
#include "base/arena.h"
#include "base/str.h"

static void run(lec_html_walker *w, const GumboNode *node, lec_html_state start);

/* ---- notes */

void lec_html_expect_note(lec_html_walker *w, size_t index)
{
    lec_html_notes *notes = &w->page->notes;
    if (index < notes->note_count && !notes->notes[index].done) {
        notes->notes[index].done = true;
        w->waiting[w->waiting_count++] = index;
    }
}

void lec_html_write_notes(lec_html_walker *w)
{
    if (w->inner) {
        return;
    }
    w->inner = true;
    for (size_t i = 0; i < w->waiting_count; i++) {
        lec_html_state start = {.kind = LEC_BLOCK_NOTE, .lang = LEC_STR(""), .note = true};
        run(w, w->page->notes.notes[w->waiting[i]].body, start);
        lec_html_end_block(w);
    }
    w->waiting_count = 0;
    w->inner = false;
}

/* ---- elements */

/* What the element's name and attributes say of leaving it out. */
static void judge_markup(const lec_html_walker *w, const GumboNode *node, lec_html_kind kind,
                         lec_html_state *now)
{
    lec_html_kind hidden = lec_html_hidden(node);
    bool outside = kind.outside && w->page->article;
    lec_html_kind out = hidden.rule ? hidden : kind;
    if (!out.rule || (outside && !hidden.rule) || now->rule || now->drop) {
        return;
    }
    if (kind.block) {
        now->rule = out.rule;
        now->reason = out.reason;
    } else {
        now->drop = out.rule;
        now->why = out.reason;
        now->silent = out.silent;
    }
}

/* Notes stand where they are referred to. @return whether this is the place to go on. */
static bool judge_note(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_html_notes *notes = &w->page->notes;
    size_t index = lec_html_note_of(notes, node);
    if (index == notes->note_count || now->note) {
        return true;
    }
    bool moves = w->page->reading->options->notes != LEC_NOTES_NONE;
    if (notes->notes[index].done || (moves && notes->notes[index].referred)) {
        return false;
    }
    notes->notes[index].done = true;
    now->kind = LEC_BLOCK_NOTE;
    now->level = 0;
    now->note = true;
    return true;
}

static bool push(lec_html_walker *w, const GumboNode *node, const lec_html_state *now, bool block)
{
    lec_html_frame *frames =
        lec_arena_grow(w->page->memory, w->frames, w->count, &w->capacity, sizeof *frames);
    if (!frames) {
        w->page->failed = true;
        return false;
    }
    w->frames = frames;
    frames[w->count++] = (lec_html_frame){.node = node, .state = *now, .block = block};
    if (lec_html_tag(node) == GUMBO_TAG_OL) {
        frames[w->count - 1].numbering = lec_html_numbering_of(node);
    }
    return true;
}

static void enter_element(lec_html_walker *w, const GumboNode *node, const lec_html_state *around)
{
    lec_html_state now = *around;
    lec_html_kind kind = lec_html_kind_of(lec_html_tag(node));
    if (node == w->page->title) {
        return;
    }
    if (kind.block && !now.drop) {
        lec_html_edge(w, around, lec_html_tag_span(w, node));
    }
    lec_str lang = lec_html_attribute(node, "lang");
    lang = lang.ptr ? lang : lec_html_attribute(node, "xml:lang");
    now.lang = lang.ptr ? lec_str_trim(lang) : now.lang;
    judge_markup(w, node, kind, &now);
    if (judge_note(w, node, &now) && lec_html_enter_role(w, node, kind.role, &now)) {
        (void)push(w, node, &now, kind.block);
    }
}

static void leave(lec_html_walker *w)
{
    const lec_html_frame *f = &w->frames[--w->count];
    lec_html_kind kind = lec_html_kind_of(lec_html_tag(f->node));
    if (kind.role == LEC_HTML_QUOTED) {
        lec_html_say(w, &f->state, lec_html_end_tag_span(w, f->node), LEC_STR("”"));
    }
    if (f->block && !f->state.drop) {
        bool flat = w->count > 0 && w->frames[w->count - 1].state.flat;
        lec_html_edge(w, &(lec_html_state){.flat = flat}, lec_html_end_tag_span(w, f->node));
    }
}

static void enter(lec_html_walker *w, const GumboNode *node, const lec_html_state *around)
{
    switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        if (node != w->page->title) {
            lec_html_add_text(w, node, *around);
        }
        break;
    case GUMBO_NODE_ELEMENT:
        enter_element(w, node, around);
        break;
    case GUMBO_NODE_TEMPLATE:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_DOCUMENT:
        break;
    }
}

static void run(lec_html_walker *w, const GumboNode *node, lec_html_state start)
{
    size_t base = w->count;
    enter(w, node, &start);
    while (w->count > base && !w->page->failed) {
        lec_html_frame *top = &w->frames[w->count - 1];
        const GumboVector *children = lec_html_children(top->node);
        if (top->child < children->length) {
            lec_html_state around = top->state;
            enter(w, children->data[top->child++], &around);
        } else {
            leave(w);
        }
    }
    w->count = base;
}

static void write_title(lec_html_walker *w)
{
    const lec_html *page = w->page;
    lec_html_state start = {
        .kind = LEC_BLOCK_HEADING, .level = 1, .lang = LEC_STR(""), .flat = true, .certain = true};
    if (page->title && page->title->type == GUMBO_NODE_TEXT) {
        lec_html_add_text(w, page->title, start);
    }
    const GumboVector *children = page->title ? lec_html_children(page->title) : &kGumboEmptyVector;
    for (unsigned i = page->title_first; i < page->title_last; i++) {
        run(w, children->data[i], start);
    }
    lec_html_end_block(w);
    start.level = 2;
    start.rule = "kicker";
    start.reason = "it stands beside the title";
    for (unsigned i = 0; i < children->length; i++) {
        if (i < page->title_first || i >= page->title_last) {
            run(w, children->data[i], start);
        }
    }
    lec_html_end_block(w);
    w->page->text_blocks = 0;
}

void lec_html_walk(lec_html *page)
{
    lec_html_walker w = {.page = page,
                         .pen = &page->pen,
                         .pictures = {.arena = page->memory, .size = sizeof(lec_html_picture)}};
    w.waiting = LEC_NEW(page->memory, page->notes.note_count, size_t);
    if (!w.waiting) {
        page->failed = true;
        return;
    }
    write_title(&w);
    run(&w, page->tree->root, (lec_html_state){.kind = LEC_BLOCK_PARAGRAPH, .lang = LEC_STR("")});
    lec_html_end_block(&w);
    for (size_t i = 0; i < page->notes.note_count; i++) {
        lec_html_expect_note(&w, i);
    }
    lec_html_write_notes(&w);
}
