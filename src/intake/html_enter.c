/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done where an element begins, by what the element means. */
#include "base/arena.h"
#include "base/str.h"
#include "intake/html_phrase.h"
#include "intake/html_walk.h"

#include <string.h>

/* ---- headings, quotations and lists */

static void enter_heading(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    int level = (int)lec_html_tag(node) - (int)GUMBO_TAG_H1 + 1;
    bool titled = w->page->title != NULL;
    if (w->page->reading->options->notes == LEC_NOTES_END && !now->note) {
        lec_html_write_notes(w);
    }
    now->kind = LEC_BLOCK_HEADING;
    now->level = titled && level == 1 ? 2 : level;
    now->flat = true;
    if (!now->rule && node == w->page->title_around) {
        now->rule = "kicker";
        now->reason = "it stands beside the title";
    } else if (!now->rule && lec_html_heads_notes(&w->page->notes, node)) {
        now->rule = "note-heading";
        now->reason = "the notes are not said here";
    } else if (!now->rule && lec_html_repeats_title(w->page, node)) {
        now->rule = "title-repeated";
        now->reason = "the title has been said";
    }
}

static void enter_quote(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    (void)w;
    (void)node;
    now->kind = LEC_BLOCK_QUOTE;
    now->level = ++now->quote_depth;
}

static void enter_list(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    (void)w;
    (void)node;
    now->list_depth++;
}

static void enter_item(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    if (now->note) {
        return;
    }
    now->kind = LEC_BLOCK_LIST_ITEM;
    now->list_depth += now->list_depth == 0;
    now->level = now->list_depth;
    lec_html_frame *list = w->count ? &w->frames[w->count - 1] : NULL;
    if (list && list->numbering.step && lec_html_tag(node) == GUMBO_TAG_LI) {
        lec_str number = lec_html_number_next(w->page->memory, &list->numbering, node);
        w->page->failed |= !number.ptr;
        lec_html_pen_label(w->pen, lec_html_tag_span(w, node), number);
    } else {
        lec_html_pen_label(w->pen, (lec_span){0, 0}, LEC_STR(""));
    }
}

/* ---- tables */

static void enter_table(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_html_table *table = now->flat || now->note ? NULL : lec_html_table_make(w->page, node);
    now->table = table;
    if (table && table->is_long) {
        lec_html_state announced = *now;
        announced.kind = LEC_BLOCK_TABLE_ROW;
        lec_html_say(w, &announced, lec_html_tag_span(w, node), table->announcement);
        lec_html_end_block(w);
        if (!now->rule) {
            now->rule = "long-table";
            now->reason = "the table is too long to listen to";
        }
    }
}

static void enter_row(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
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

static void enter_cell(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    if (!now->row || node->parent == now->table->heading_row) {
        return;
    }
    bool first = !w->is_open || lec_writer_length(w->pen->writer) == 0;
    lec_str label = lec_html_table_cell(w->page, now->table, node, first);
    lec_html_pen_label(w->pen, label.len ? lec_html_tag_span(w, node) : (lec_span){0, 0}, label);
}

/* ---- what is not read as it is */

static void enter_caption(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    (void)w;
    (void)node;
    now->kind = LEC_BLOCK_CAPTION;
    now->level = 0;
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

static void enter_listing(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_str lang = now->lang.len ? now->lang : w->page->reading->facts->lang;
    lec_str text = lec_html_say_code(w->page->memory, lang, count_lines(node));
    w->page->failed |= !text.ptr;
    now->kind = LEC_BLOCK_CODE;
    now->level = 0;
    lec_html_say(w, now, lec_html_tag_span(w, node), text);
    lec_html_end_block(w);
    now->flat = true;
    if (!now->rule) {
        now->rule = "code";
        now->reason = "code is announced, not read";
    }
}

static void enter_quoted(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_html_say(w, now, lec_html_tag_span(w, node), LEC_STR("“"));
}

static void enter_formula(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_str text = lec_str_trim(lec_html_attribute(node, "alttext"));
    if (text.len > 0 && !lec_html_drops(w, now) && lec_html_fits(w, now)) {
        lec_html_write_attribute(w, node, "alttext");
        now->drop = "formula";
        now->why = "its description is read";
    }
}

/* ---- links */

static void enter_link(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_html_notes *notes = &w->page->notes;
    size_t mark = lec_html_mark_of(notes, node);
    lec_str href = lec_html_attribute(node, "href");
    bool back = now->note && lec_str_find(href, '#', 0) < href.len;
    if (mark < notes->mark_count && !now->drop) {
        lec_html_expect_note(w, notes->targets[mark]);
    }
    if (mark < notes->mark_count || (back && lec_html_is_sign(w->page, node))) {
        now->drop = now->drop ? now->drop : "note-mark";
        now->why = now->why ? now->why : "a mark leads to a note";
    }
}

/* ---- all */

typedef void enter_function(lec_html_walker *w, const GumboNode *node, lec_html_state *now);

static enter_function *const ENTER[LEC_HTML_ROLES] = {
    [LEC_HTML_HEADING] = enter_heading,
    [LEC_HTML_QUOTE] = enter_quote,
    [LEC_HTML_LIST] = enter_list,
    [LEC_HTML_ITEM] = enter_item,
    [LEC_HTML_CAPTION] = enter_caption,
    [LEC_HTML_TABLE] = enter_table,
    [LEC_HTML_ROW] = enter_row,
    [LEC_HTML_CELL] = enter_cell,
    [LEC_HTML_LISTING] = enter_listing,
    [LEC_HTML_BREAK] = lec_html_add_break,
    [LEC_HTML_PICTURE] = lec_html_add_picture,
    [LEC_HTML_QUOTED] = enter_quoted,
    [LEC_HTML_FORMULA] = enter_formula,
    [LEC_HTML_LINK] = enter_link,
};

bool lec_html_enter_role(lec_html_walker *w, const GumboNode *node, lec_html_role role,
                         lec_html_state *now)
{
    if (ENTER[role]) {
        ENTER[role](w, node, now);
    }
    return role != LEC_HTML_BREAK && role != LEC_HTML_PICTURE;
}
