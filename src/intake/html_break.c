/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line breaks: which of them part paragraphs. */
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html_walk.h"

enum { SHORT_LINE = 60 /* bytes of a line of verse or of an address */ };

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
static bool parts(lec_html_walker *w, const GumboNode *node)
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

void lec_html_add_break(lec_html_walker *w, const GumboNode *node, lec_html_state *now)
{
    if (w->is_open && !now->flat && parts(w, node)) {
        lec_html_end_block(w);
    } else {
        lec_html_pen_part(w->pen, lec_html_tag_span(w, node));
    }
}
