/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks a page and writes its blocks. The stack is our own: how deep a page is nested must not be
 * how deep we call ourselves. Only notes are walked within a walk, and none within a note.
 */
#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html.h"
#include "intake/html_element.h"
#include "intake/html_number.h"

#include <string.h>

enum { SHORT_LINE = 60 /* bytes of a line of verse or of an address */ };

/* What holds within an element. */
typedef struct state {
    lec_block_kind kind;
    int level;
    int list_depth, quote_depth;
    const char *rule, *reason; /* by which blocks are left out */
    const char *drop, *why;    /* by which bytes are left out */
    lec_str lang;
    bool silent;  /* even when all is to be kept */
    bool certain; /* the article has it, whatever is thought of its text */
    bool flat;    /* all is one line, such as in a heading or a cell */
    bool note;
    bool row; /* of a table that is read row by row */
    lec_html_table *table;
} state;

typedef struct frame {
    const GumboNode *node;
    size_t child;
    state state;
    lec_html_numbering numbering; /* of a numbered list */
    bool block;
} frame;

typedef struct walk {
    lec_html *page;
    lec_html_pen *pen;
    frame *frames;
    size_t count, capacity;
    state open; /* in which the open block was opened */
    bool is_open;
    bool inner;         /* a note is walked */
    lec_chain pictures; /* whose captions wait for the end of the block */
    size_t *waiting;    /* notes to be written */
    size_t waiting_count;
} walk;

static void run(walk *w, const GumboNode *node, state start);

/* ---- blocks */

static void write_pictures(walk *w);
static void write_notes(walk *w);

static void end_block(walk *w)
{
    bool spoken = w->is_open && !w->open.rule && lec_writer_length(w->pen->writer) > 0;
    w->page->text_blocks += spoken;
    lec_html_pen_close(w->pen);
    w->is_open = false;
    write_pictures(w);
    if (w->page->reading->options->notes == LEC_NOTES_INLINE) {
        write_notes(w);
    }
}

static void set_language(walk *w, lec_str lang)
{
    lec_facts *facts = w->page->reading->facts;
    if (lang.len > 0 && !lec_str_equal_nocase(lang, facts->lang)) {
        lec_str copy = lec_arena_str(w->page->reading->arena, lang);
        w->page->failed |= !copy.ptr;
        lec_writer_language(w->pen->writer, copy);
    }
}

static void open_block(walk *w, const state *now)
{
    lec_html_pen_open(w->pen, now->kind, now->level);
    set_language(w, now->lang);
    if (now->rule) {
        lec_writer_leave_out(w->pen->writer, now->rule, now->reason);
    }
    w->open = *now;
    w->is_open = true;
}

static lec_span tag_span(const walk *w, const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    return element
               ? lec_html_pen_span(w->pen, element->original_tag.data, element->original_tag.length)
               : (lec_span){0, 0};
}

static lec_span end_tag_span(const walk *w, const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    return element ? lec_html_pen_span(w->pen, element->original_end_tag.data,
                                       element->original_end_tag.length)
                   : (lec_span){0, 0};
}

/* At the edge of an element that stands on lines of its own. */
static void edge(walk *w, const state *around, lec_span tag)
{
    if (around->flat) {
        lec_html_pen_part(w->pen, tag);
    } else {
        end_block(w);
    }
}

/* ---- text */

/* Goes over from what is left out to what is not within one block. @return whether the text goes
 * into the open block. */
static bool fits(walk *w, const state *now)
{
    if (!w->is_open || lec_writer_length(w->pen->writer) == 0) {
        open_block(w, now);
        return true;
    }
    if (w->open.rule && !now->rule) {
        end_block(w);
        open_block(w, now);
        return true;
    }
    return w->open.rule || !now->rule;
}

static lec_str written_text(const GumboNode *node)
{
    return (lec_str){node->v.text.original_text.data, node->v.text.original_text.length};
}

static bool drops(const walk *w, const state *now)
{
    return now->drop && (now->silent || !w->page->reading->options->keep_all);
}

static void judge_text(const walk *w, const GumboNode *node, state *now)
{
    const lec_article *article = now->certain ? NULL : w->page->article;
    const lec_verdict *verdict = article ? lec_article_verdict(article, node) : NULL;
    if (article && !verdict && node->type == GUMBO_NODE_TEXT && node->parent) {
        verdict = lec_article_verdict(article, node->parent);
    }
    if (verdict && !now->rule) {
        now->rule = verdict->rule;
        now->reason = verdict->reason;
    }
}

static void add_text(walk *w, const GumboNode *node, state now)
{
    lec_str written = written_text(node);
    lec_span source = lec_html_pen_span(w->pen, written.ptr, written.len);
    if (drops(w, &now)) {
        lec_html_pen_omit(w->pen, source, now.drop, now.why);
        return;
    }
    if (node->type == GUMBO_NODE_TEXT) {
        judge_text(w, node, &now);
        if (!fits(w, &now)) {
            lec_html_pen_omit(w->pen, source, now.rule, now.reason);
            return;
        }
    }
    if (w->is_open) {
        lec_html_pen_text(w->pen, written, lec_str_of(node->v.text.text), true);
    }
}

/* Text in place of bytes that are none. */
static void say(walk *w, const state *now, lec_span source, lec_str text)
{
    if (!drops(w, now) && source.start < source.end && fits(w, now)) {
        lec_html_pen_say(w->pen, source, text);
    }
}

/* ---- line breaks */

static const GumboNode *next_sibling(const GumboNode *node)
{
    const GumboVector *siblings = lec_html_children(node->parent);
    size_t next = node->index_within_parent + 1;
    return next < siblings->length ? siblings->data[next] : NULL;
}

static bool is_passed(const GumboNode *node)
{
    return node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_COMMENT;
}

/* What stands after a line break: its first character, and how long it is up to the next one. */
static size_t line_after(const GumboNode *node, uint32_t *first)
{
    size_t length = 0;
    *first = 0;
    for (node = next_sibling(node); node && length <= SHORT_LINE; node = next_sibling(node)) {
        GumboTag tag = lec_html_tag(node);
        if (tag == GUMBO_TAG_BR || lec_html_kind_of(tag).block) {
            break;
        }
        const GumboNode *at = node;
        while (at && at->type != GUMBO_NODE_TEXT) {
            at = lec_html_next(at, node, true);
        }
        lec_str text = at ? lec_str_trim(lec_str_of(at->v.text.text)) : LEC_STR("");
        *first = *first || !text.len ? *first : lec_utf8_at(text, 0).code;
        length += text.len;
    }
    return length;
}

static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x201D || c == '"';
}

/* A line break parts paragraphs when there are two, and when a line reads like one by itself: a
 * sentence has ended, or it is short and the next one begins anew, as in verse. */
static bool parts(walk *w, const GumboNode *node)
{
    const GumboNode *next = next_sibling(node);
    while (next && is_passed(next)) {
        next = next_sibling(next);
    }
    if (!next || lec_html_tag(next) == GUMBO_TAG_BR) {
        return true;
    }
    uint32_t first;
    size_t length = line_after(node, &first);
    bool anew = !lec_char_is_lower(first);
    return anew && (ends_sentence(w->pen->last) ||
                    (lec_writer_length(w->pen->writer) <= SHORT_LINE && length <= SHORT_LINE));
}

static void add_break(walk *w, const GumboNode *node, const state *now)
{
    if (w->is_open && !now->flat && parts(w, node)) {
        end_block(w);
    } else {
        lec_html_pen_part(w->pen, tag_span(w, node));
    }
}

/* ---- pictures */

/* The value of an attribute, without its quotes. */
static lec_str written_value(const GumboNode *node, const char *name)
{
    const GumboElement *element = lec_html_element(node);
    const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);
    lec_str value =
        found ? (lec_str){found->original_value.data, found->original_value.length} : (lec_str){0};
    bool quoted = value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'');
    return quoted ? lec_str_slice(value, 1, value.len - 1) : value;
}

static void write_attribute(walk *w, const GumboNode *node, const char *name)
{
    lec_html_pen_text(w->pen, written_value(node, name), lec_html_attribute(node, name), false);
}

/* A picture within a line that stands for a character or a word. */
static bool is_character(const GumboNode *node, lec_str alt)
{
    enum { CHARACTER_MAX = 16 }; /* bytes of an emoji with all its parts */
    return lec_html_has_word(node, "class", "emoji") ||
           (alt.len <= CHARACTER_MAX && (unsigned char)alt.ptr[0] >= 0xE2);
}

typedef struct picture {
    const GumboNode *node;
    state state;
} picture;

static void add_picture(walk *w, const GumboNode *node, state now)
{
    lec_str alt = lec_str_trim(lec_html_attribute(node, "alt"));
    if (alt.len == 0 || drops(w, &now)) {
        return;
    }
    judge_text(w, node, &now);
    if (now.flat || (w->is_open && is_character(node, alt))) {
        if (is_character(node, alt) && fits(w, &now)) {
            write_attribute(w, node, "alt");
        }
        return;
    }
    now.kind = LEC_BLOCK_CAPTION;
    now.level = 0;
    picture waiting = {node, now};
    lec_chain_add(&w->pictures, &waiting, 1);
    if (!w->is_open) {
        write_pictures(w);
    }
}

static void write_pictures(walk *w)
{
    lec_arena scratch = w->page->reading->scratch;
    lec_chain chain = w->pictures;
    const picture *pictures = chain.count ? lec_chain_copy(&chain, w->page->memory) : NULL;
    (void)scratch;
    w->page->failed |= chain.failed || (chain.count && !pictures);
    w->pictures = (lec_chain){.arena = w->page->memory, .size = sizeof(picture)};
    for (size_t i = 0; pictures && i < chain.count; i++) {
        open_block(w, &pictures[i].state);
        write_attribute(w, pictures[i].node, "alt");
        lec_html_pen_close(w->pen);
        w->is_open = false;
    }
}

/* ---- notes */

static void expect_note(walk *w, size_t index)
{
    lec_html_notes *notes = &w->page->notes;
    if (index < notes->note_count && !notes->notes[index].done) {
        notes->notes[index].done = true;
        w->waiting[w->waiting_count++] = index;
    }
}

static void write_notes(walk *w)
{
    if (w->inner) {
        return;
    }
    w->inner = true;
    for (size_t i = 0; i < w->waiting_count; i++) {
        state start = {.kind = LEC_BLOCK_NOTE, .lang = LEC_STR(""), .note = true};
        run(w, w->page->notes.notes[w->waiting[i]].body, start);
        end_block(w);
    }
    w->waiting_count = 0;
    w->inner = false;
}

/* ---- elements */

typedef enum step { STEP_INTO, STEP_OVER } step;

static void enter_heading(walk *w, const GumboNode *node, state *now)
{
    int level = (int)lec_html_tag(node) - (int)GUMBO_TAG_H1 + 1;
    bool titled = w->page->title != NULL;
    if (w->page->reading->options->notes == LEC_NOTES_END && !now->note) {
        write_notes(w);
    }
    now->kind = LEC_BLOCK_HEADING;
    now->level = titled && level == 1 ? 2 : level;
    now->flat = true;
    if (!now->rule && lec_html_repeats_title(w->page, node)) {
        now->rule = "title-repeated";
        now->reason = "the title has been said";
    }
}

static void enter_item(walk *w, const GumboNode *node, state *now)
{
    if (now->note) {
        return;
    }
    now->kind = LEC_BLOCK_LIST_ITEM;
    now->list_depth += now->list_depth == 0;
    now->level = now->list_depth;
    frame *list = w->count ? &w->frames[w->count - 1] : NULL;
    if (list && list->numbering.step && lec_html_tag(node) == GUMBO_TAG_LI) {
        lec_str number = lec_html_number_next(w->page->memory, &list->numbering, node);
        w->page->failed |= !number.ptr;
        lec_html_pen_label(w->pen, tag_span(w, node), number);
    } else {
        lec_html_pen_label(w->pen, (lec_span){0, 0}, LEC_STR(""));
    }
}

static void enter_table(walk *w, const GumboNode *node, state *now)
{
    lec_html_table *table = now->flat || now->note ? NULL : lec_html_table_make(w->page, node);
    now->table = table;
    if (table && table->is_long) {
        state announced = *now;
        announced.kind = LEC_BLOCK_TABLE_ROW;
        say(w, &announced, tag_span(w, node), table->announcement);
        end_block(w);
        if (!now->rule) {
            now->rule = "long-table";
            now->reason = "the table is too long to listen to";
        }
    }
}

static void enter_row(walk *w, const GumboNode *node, state *now)
{
    (void)w;
    if (!now->table || now->flat) {
        return;
    }
    now->kind = LEC_BLOCK_TABLE_ROW;
    now->level = 0;
    if (node == now->table->heading_row) {
        now->drop = "table-heading";
        now->why = "it is said with each cell";
    }
    now->flat = now->row = true;
    lec_html_table_row(now->table);
}

static void enter_cell(walk *w, const GumboNode *node, state *now)
{
    if (!now->row || node->parent == now->table->heading_row) {
        return;
    }
    bool first = !w->is_open || lec_writer_length(w->pen->writer) == 0;
    lec_str label = lec_html_table_cell(w->page, now->table, node, first);
    lec_html_pen_label(w->pen, label.len ? tag_span(w, node) : (lec_span){0, 0}, label);
}

static size_t count_lines(const GumboNode *node)
{
    size_t lines = 1;
    for (const GumboNode *at = node; at; at = lec_html_next(at, node, true)) {
        bool text = at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_WHITESPACE;
        const char *c = text ? at->v.text.text : "";
        while ((c = strchr(c, '\n'))) {
            c++;
            lines += *c != '\0';
        }
        lines += lec_html_tag(at) == GUMBO_TAG_BR;
    }
    return lines;
}

static void enter_listing(walk *w, const GumboNode *node, state *now)
{
    size_t lines = count_lines(node);
    lec_str text = lines == 1 ? LEC_STR("Code, 1 line.")
                              : lec_arena_printf(w->page->memory, "Code, %zu lines.", lines);
    w->page->failed |= !text.ptr;
    now->kind = LEC_BLOCK_CODE;
    now->level = 0;
    say(w, now, tag_span(w, node), text);
    end_block(w);
    now->flat = true;
    if (!now->rule) {
        now->rule = "code";
        now->reason = "code is announced, not read";
    }
}

static void enter_quoted(walk *w, const GumboNode *node, const state *now)
{
    say(w, now, tag_span(w, node), LEC_STR("“"));
}

static void enter_formula(walk *w, const GumboNode *node, state *now)
{
    lec_str text = lec_str_trim(lec_html_attribute(node, "alttext"));
    if (text.len > 0 && !drops(w, now) && fits(w, now)) {
        write_attribute(w, node, "alttext");
        now->drop = "formula";
        now->why = "its description is read";
    }
}

static step enter_link(walk *w, const GumboNode *node, state *now)
{
    lec_html_notes *notes = &w->page->notes;
    size_t mark = lec_html_mark_of(notes, node);
    lec_str href = lec_html_attribute(node, "href");
    bool back = now->note && lec_str_find(href, '#', 0) < href.len;
    if (mark < notes->mark_count && !now->drop) {
        expect_note(w, notes->targets[mark]);
    }
    if (mark < notes->mark_count || (back && lec_html_is_sign(w->page, node))) {
        now->drop = now->drop ? now->drop : "note-mark";
        now->why = now->why ? now->why : "a mark leads to a note";
    }
    return STEP_INTO;
}

static step enter_role(walk *w, const GumboNode *node, lec_html_kind kind, state *now)
{
    switch (kind.role) {
    case LEC_HTML_HEADING:
        enter_heading(w, node, now);
        break;
    case LEC_HTML_QUOTE:
        now->kind = LEC_BLOCK_QUOTE;
        now->level = ++now->quote_depth;
        break;
    case LEC_HTML_LIST:
    case LEC_HTML_NUMBERED_LIST:
        now->list_depth++;
        break;
    case LEC_HTML_ITEM:
        enter_item(w, node, now);
        break;
    case LEC_HTML_CAPTION:
        now->kind = LEC_BLOCK_CAPTION;
        now->level = 0;
        break;
    case LEC_HTML_TABLE:
        enter_table(w, node, now);
        break;
    case LEC_HTML_ROW:
        enter_row(w, node, now);
        break;
    case LEC_HTML_CELL:
        enter_cell(w, node, now);
        break;
    case LEC_HTML_LISTING:
        enter_listing(w, node, now);
        break;
    case LEC_HTML_BREAK:
        add_break(w, node, now);
        return STEP_OVER;
    case LEC_HTML_PICTURE:
        add_picture(w, node, *now);
        return STEP_OVER;
    case LEC_HTML_QUOTED:
        enter_quoted(w, node, now);
        break;
    case LEC_HTML_FORMULA:
        enter_formula(w, node, now);
        break;
    case LEC_HTML_LINK:
        return enter_link(w, node, now);
    case LEC_HTML_PLAIN:
        break;
    }
    return STEP_INTO;
}

/* What the element's name and attributes say of leaving it out. */
static void judge_markup(const walk *w, const GumboNode *node, lec_html_kind kind, state *now)
{
    lec_html_kind hidden = lec_html_hidden(node);
    bool outside = kind.outside && w->page->article;
    lec_html_kind out = hidden.rule ? hidden : outside ? (lec_html_kind){0} : kind;
    if (!out.rule || now->rule || now->drop) {
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

/* Notes stand where they are referred to. */
static step judge_note(walk *w, const GumboNode *node, state *now)
{
    lec_html_notes *notes = &w->page->notes;
    size_t index = lec_html_note_of(notes, node);
    if (index == notes->note_count || now->note) {
        return STEP_INTO;
    }
    bool moves = w->page->reading->options->notes != LEC_NOTES_NONE;
    if (notes->notes[index].done || (moves && notes->notes[index].referred)) {
        return STEP_OVER;
    }
    notes->notes[index].done = true;
    now->kind = LEC_BLOCK_NOTE;
    now->level = 0;
    now->note = true;
    return STEP_INTO;
}

static bool push(walk *w, const GumboNode *node, const state *now, bool block)
{
    frame *frames =
        lec_arena_grow(w->page->memory, w->frames, w->count, &w->capacity, sizeof *frames);
    if (!frames) {
        w->page->failed = true;
        return false;
    }
    w->frames = frames;
    frames[w->count++] = (frame){.node = node, .state = *now, .block = block};
    if (lec_html_tag(node) == GUMBO_TAG_OL) {
        frames[w->count - 1].numbering = lec_html_numbering_of(node);
    }
    return true;
}

static void enter_element(walk *w, const GumboNode *node, const state *around)
{
    state now = *around;
    lec_html_kind kind = lec_html_kind_of(lec_html_tag(node));
    if (node == w->page->title) {
        return;
    }
    if (kind.block && !now.drop) {
        edge(w, around, tag_span(w, node));
    }
    lec_str lang = lec_html_attribute(node, "lang");
    lang = lang.ptr ? lang : lec_html_attribute(node, "xml:lang");
    now.lang = lang.ptr ? lec_str_trim(lang) : now.lang;
    judge_markup(w, node, kind, &now);
    if (judge_note(w, node, &now) == STEP_INTO && enter_role(w, node, kind, &now) == STEP_INTO) {
        (void)push(w, node, &now, kind.block);
    }
}

static void leave(walk *w)
{
    const frame *f = &w->frames[--w->count];
    lec_html_kind kind = lec_html_kind_of(lec_html_tag(f->node));
    if (kind.role == LEC_HTML_QUOTED) {
        say(w, &f->state, end_tag_span(w, f->node), LEC_STR("”"));
    }
    if (f->block && !f->state.drop) {
        bool flat = w->count > 0 && w->frames[w->count - 1].state.flat;
        edge(w, &(state){.flat = flat}, end_tag_span(w, f->node));
    }
}

static void enter(walk *w, const GumboNode *node, const state *around)
{
    switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        add_text(w, node, *around);
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

static void run(walk *w, const GumboNode *node, state start)
{
    size_t base = w->count;
    enter(w, node, &start);
    while (w->count > base && !w->page->failed) {
        frame *top = &w->frames[w->count - 1];
        const GumboVector *children = lec_html_children(top->node);
        if (top->child < children->length) {
            state around = top->state;
            enter(w, children->data[top->child++], &around);
        } else {
            leave(w);
        }
    }
    w->count = base;
}

static void write_title(walk *w)
{
    const GumboNode *title = w->page->title;
    const GumboVector *children = title ? lec_html_children(title) : &kGumboEmptyVector;
    state start = {
        .kind = LEC_BLOCK_HEADING, .level = 1, .lang = LEC_STR(""), .flat = true, .certain = true};
    for (unsigned i = 0; i < children->length; i++) {
        run(w, children->data[i], start);
    }
    end_block(w);
    w->page->text_blocks = 0;
}

void lec_html_walk(lec_html *page)
{
    walk w = {.page = page,
              .pen = &page->pen,
              .pictures = {.arena = page->memory, .size = sizeof(picture)}};
    w.waiting = LEC_NEW(page->memory, page->notes.note_count, size_t);
    if (!w.waiting) {
        page->failed = true;
        return;
    }
    write_title(&w);
    run(&w, page->tree->root, (state){.kind = LEC_BLOCK_PARAGRAPH, .lang = LEC_STR("")});
    end_block(&w);
    for (size_t i = 0; i < page->notes.note_count; i++) {
        expect_note(&w, i);
    }
    write_notes(&w);
}
