/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of a page: where they begin and end, and what goes into them. */
#include "base/arena.h"
#include "base/str.h"
#include "intake/html_walk.h"

#include <string.h>

/* ---- where a block begins and ends */

static void write_pictures(lec_html_walker *w);

void lec_html_end_block(lec_html_walker *w)
{
    bool spoken = w->is_open && !w->open.rule && lec_writer_length(w->pen->writer) > 0;
    w->page->text_blocks += spoken;
    lec_html_pen_close(w->pen);
    w->is_open = false;
    write_pictures(w);
    if (w->page->reading->options->notes == LEC_NOTES_INLINE) {
        lec_html_write_notes(w);
    }
}

static void set_language(lec_html_walker *w, lec_str lang)
{
    lec_facts *facts = w->page->reading->facts;
    if (lang.len > 0 && !lec_str_equal_nocase(lang, facts->lang)) {
        lec_str copy = lec_arena_str(w->page->reading->arena, lang);
        w->page->failed |= !copy.ptr;
        lec_writer_language(w->pen->writer, copy);
    }
}

static void open_block(lec_html_walker *w, const lec_html_state *now)
{
    lec_html_pen_open(w->pen, now->kind, now->level);
    set_language(w, now->lang);
    if (now->rule) {
        lec_writer_leave_out(w->pen->writer, now->rule, now->reason);
    }
    w->open = *now;
    w->is_open = true;
}

lec_span lec_html_tag_span(const lec_html_walker *w, const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    return element
               ? lec_html_pen_span(w->pen, element->original_tag.data, element->original_tag.length)
               : (lec_span){0, 0};
}

lec_span lec_html_end_tag_span(const lec_html_walker *w, const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    return element ? lec_html_pen_span(w->pen, element->original_end_tag.data,
                                       element->original_end_tag.length)
                   : (lec_span){0, 0};
}

/* At the edge of an element that stands on lines of its own. */
void lec_html_edge(lec_html_walker *w, const lec_html_state *around, lec_span tag)
{
    if (around->flat) {
        lec_html_pen_part(w->pen, tag);
    } else {
        lec_html_end_block(w);
    }
}

/* Goes over from what is left out to what is not within one block. @return whether the text goes
 * into the open block. */
bool lec_html_fits(lec_html_walker *w, const lec_html_state *now)
{
    if (!w->is_open || lec_writer_length(w->pen->writer) == 0) {
        open_block(w, now);
        return true;
    }
    if (w->open.rule && !now->rule) {
        lec_html_end_block(w);
        open_block(w, now);
        return true;
    }
    return w->open.rule || !now->rule;
}

/* ---- text */

static lec_str written_text(const GumboNode *node)
{
    return (lec_str){node->v.text.original_text.data, node->v.text.original_text.length};
}

bool lec_html_drops(const lec_html_walker *w, const lec_html_state *now)
{
    return now->drop && (now->silent || !w->page->reading->options->keep_all);
}

void lec_html_judge(const lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    const lec_article *article = now->certain ? NULL : w->page->article;
    const lec_verdict *verdict = article ? lec_article_verdict(article, node) : NULL;
    if (article && !verdict && node->type == GUMBO_NODE_TEXT && node->parent) {
        verdict = lec_article_verdict(article, node->parent);
    }
    if (!verdict || now->rule) {
        return;
    }
    if (w->page->reading->options->captions && strcmp(verdict->rule, "caption") == 0) {
        now->kind = LEC_BLOCK_CAPTION;
        now->level = 0;
    } else {
        now->rule = verdict->rule;
        now->reason = verdict->reason;
    }
}

void lec_html_add_text(lec_html_walker *w, const GumboNode *node, lec_html_state now)
{
    lec_str written = written_text(node);
    lec_span source = lec_html_pen_span(w->pen, written.ptr, written.len);
    if (lec_html_drops(w, &now)) {
        lec_html_pen_omit(w->pen, source, now.drop, now.why);
        return;
    }
    if (node->type == GUMBO_NODE_TEXT) {
        lec_html_judge(w, node, &now);
        if (!lec_html_fits(w, &now)) {
            lec_html_pen_omit(w->pen, source, now.rule, now.reason);
            return;
        }
    }
    if (w->is_open) {
        lec_html_pen_text(w->pen, written, lec_str_of(node->v.text.text), true);
    }
}

/* Text in place of bytes that are none. */
void lec_html_say(lec_html_walker *w, const lec_html_state *now, lec_span source, lec_str text)
{
    if (!lec_html_drops(w, now) && source.start < source.end && lec_html_fits(w, now)) {
        lec_html_pen_say(w->pen, source, text);
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

void lec_html_write_attribute(lec_html_walker *w, const GumboNode *node, const char *name)
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

void lec_html_add_picture(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    lec_str alt = lec_str_trim(lec_html_attribute(node, "alt"));
    if (alt.len == 0 || lec_html_drops(w, now)) {
        return;
    }
    lec_html_judge(w, node, now);
    if (now->flat || (w->is_open && is_character(node, alt))) {
        if (is_character(node, alt) && lec_html_fits(w, now)) {
            lec_html_write_attribute(w, node, "alt");
        }
        return;
    }
    now->kind = LEC_BLOCK_CAPTION;
    now->level = 0;
    lec_html_picture waiting = {node, *now};
    lec_chain_add(&w->pictures, &waiting, 1);
    if (!w->is_open) {
        write_pictures(w);
    }
}

static void write_pictures(lec_html_walker *w)
{
    lec_chain chain = w->pictures;
    const lec_html_picture *pictures = chain.count ? lec_chain_copy(&chain, w->page->memory) : NULL;
    w->page->failed |= chain.failed || (chain.count && !pictures);
    w->pictures = (lec_chain){.arena = w->page->memory, .size = sizeof(lec_html_picture)};
    for (size_t i = 0; pictures && i < chain.count; i++) {
        open_block(w, &pictures[i].state);
        lec_html_write_attribute(w, pictures[i].node, "alt");
        lec_html_pen_close(w->pen);
        w->is_open = false;
    }
}
