/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk down sets a page's nodes in a row and measures its texts; one walk back sums them up. */
#include "intake/article_tree.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

bool lec_tag_is_block(GumboTag tag)
{
    static const bool block[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_ADDRESS] = true,    [GUMBO_TAG_ARTICLE] = true,    [GUMBO_TAG_ASIDE] = true,
        [GUMBO_TAG_BODY] = true,       [GUMBO_TAG_BLOCKQUOTE] = true, [GUMBO_TAG_CAPTION] = true,
        [GUMBO_TAG_CENTER] = true,     [GUMBO_TAG_DD] = true,         [GUMBO_TAG_DETAILS] = true,
        [GUMBO_TAG_DIR] = true,        [GUMBO_TAG_DIV] = true,        [GUMBO_TAG_DL] = true,
        [GUMBO_TAG_DT] = true,         [GUMBO_TAG_FIELDSET] = true,   [GUMBO_TAG_FIGURE] = true,
        [GUMBO_TAG_FIGCAPTION] = true, [GUMBO_TAG_FOOTER] = true,     [GUMBO_TAG_FORM] = true,
        [GUMBO_TAG_H1] = true,         [GUMBO_TAG_H2] = true,         [GUMBO_TAG_H3] = true,
        [GUMBO_TAG_H4] = true,         [GUMBO_TAG_H5] = true,         [GUMBO_TAG_H6] = true,
        [GUMBO_TAG_HEADER] = true,     [GUMBO_TAG_HGROUP] = true,     [GUMBO_TAG_HTML] = true,
        [GUMBO_TAG_LI] = true,         [GUMBO_TAG_LISTING] = true,    [GUMBO_TAG_MAIN] = true,
        [GUMBO_TAG_MENU] = true,       [GUMBO_TAG_NAV] = true,        [GUMBO_TAG_OL] = true,
        [GUMBO_TAG_P] = true,          [GUMBO_TAG_PLAINTEXT] = true,  [GUMBO_TAG_PRE] = true,
        [GUMBO_TAG_SECTION] = true,    [GUMBO_TAG_SUMMARY] = true,    [GUMBO_TAG_TABLE] = true,
        [GUMBO_TAG_TBODY] = true,      [GUMBO_TAG_TD] = true,         [GUMBO_TAG_TFOOT] = true,
        [GUMBO_TAG_TH] = true,         [GUMBO_TAG_THEAD] = true,      [GUMBO_TAG_TR] = true,
        [GUMBO_TAG_UL] = true,         [GUMBO_TAG_XMP] = true,        [GUMBO_TAG_BUTTON] = true,
    };
    return block[tag];
}

bool lec_tag_is_silent(GumboTag tag)
{
    static const bool silent[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_APPLET] = true,   [GUMBO_TAG_AUDIO] = true,    [GUMBO_TAG_CANVAS] = true,
        [GUMBO_TAG_HEAD] = true,     [GUMBO_TAG_IFRAME] = true,   [GUMBO_TAG_MATH] = true,
        [GUMBO_TAG_NOSCRIPT] = true, [GUMBO_TAG_OBJECT] = true,   [GUMBO_TAG_OPTION] = true,
        [GUMBO_TAG_SCRIPT] = true,   [GUMBO_TAG_SELECT] = true,   [GUMBO_TAG_STYLE] = true,
        [GUMBO_TAG_SVG] = true,      [GUMBO_TAG_TEMPLATE] = true, [GUMBO_TAG_TEXTAREA] = true,
        [GUMBO_TAG_TITLE] = true,    [GUMBO_TAG_VIDEO] = true,
    };
    return silent[tag];
}

bool lec_tag_is_heading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

GumboTag lec_limb_tag(const lec_limb *limb)
{
    return limb->node->type == GUMBO_NODE_ELEMENT ? limb->node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

bool lec_limb_is_block(const lec_limb *limb)
{
    return limb->node->type == GUMBO_NODE_ELEMENT && lec_tag_is_block(limb->node->v.element.tag);
}

bool lec_limb_is_text(const lec_limb *limb)
{
    return limb->node->type != GUMBO_NODE_ELEMENT;
}

bool lec_measure_is_linked(lec_measure text, uint32_t percent)
{
    return text.length && (uint64_t)text.linked * 100 >= (uint64_t)text.length * percent;
}

uint32_t lec_tree_text_after(const lec_tree *tree, uint32_t block, uint32_t at)
{
    for (uint32_t i = at + 1; i < tree->limbs[block].end; i++) {
        const lec_limb *limb = &tree->limbs[i];
        if (lec_limb_is_block(limb)) {
            i = limb->end - 1;
        } else if (lec_limb_is_text(limb)) {
            return i;
        }
    }
    return 0;
}

lec_str lec_tree_text(const lec_tree *tree, lec_arena *arena, uint32_t block)
{
    lec_buf text = {.arena = arena};
    for (uint32_t i = lec_tree_text_after(tree, block, block); i;
         i = lec_tree_text_after(tree, block, i)) {
        lec_buf_add(&text, lec_str_of(tree->limbs[i].node->v.text.text));
    }
    return lec_buf_str(&text);
}

/* ---- measuring */

static bool ends_here(lec_str text, size_t at)
{
    uint32_t after = lec_utf8_at(text, at).code;
    return at == text.len || after == '"' || after == '\'' || after == ')' || after == 0x201D ||
           after == 0x2019 || after == 0xBB || lec_char_is_space(after);
}

static lec_measure measure(lec_str text, bool linked)
{
    lec_measure sum = {0};
    bool in_word = false;
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        at += c.len;
        if (lec_char_is_space(c.code)) {
            in_word = false;
            continue;
        }
        bool unspaced = c.code >= 0xE00 && lec_char_is_unspaced(c.code);
        sum.length += unspaced ? 2 : 1;
        sum.words += !in_word || unspaced;
        in_word = true;
        sum.stops += lec_char_ends_sentence(c.code) && (unspaced || ends_here(text, at));
    }
    sum.linked = linked ? sum.length : 0;
    return sum;
}

static void add(lec_measure *sum, lec_measure part)
{
    sum->length += part.length;
    sum->linked += part.linked;
    sum->words += part.words;
    sum->stops += part.stops;
}

/* ---- the walk */

typedef struct walk {
    lec_arena *arena;
    const lec_name_index *index;
    lec_limb *limbs;
    size_t count, capacity;
    uint32_t link; /* that the walk is in; 0: none */
} walk;

static const GumboVector *children_of(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : NULL;
}

static bool is_wanted(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
           (node->type == GUMBO_NODE_ELEMENT && !lec_tag_is_silent(node->v.element.tag));
}

/* The page says that an article, or the main part of the page, is within. */
static bool is_anchor(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    return tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN ||
           limb->names & (LEC_NAME_BIT(LEC_NAME_TEXT) | LEC_NAME_BIT(LEC_NAME_BODY));
}

static lec_limb *push(walk *w, const GumboNode *node, uint32_t parent)
{
    lec_limb *limbs = lec_arena_grow(w->arena, w->limbs, w->count, &w->capacity, sizeof(*limbs));
    if (!limbs) {
        return NULL;
    }
    w->limbs = limbs;
    lec_limb *limb = &limbs[w->count];
    uint32_t at = (uint32_t)w->count++;
    bool block = node->type == GUMBO_NODE_ELEMENT && lec_tag_is_block(node->v.element.tag);
    *limb = (lec_limb){
        .node = node, .parent = parent, .block = block || at == parent ? at : limbs[parent].block};
    if (node->type == GUMBO_NODE_ELEMENT) {
        limb->names = lec_names_of(w->index, &node->v.element);
        limb->anchored = limbs[parent].anchored || is_anchor(limb);
    }
    return limb;
}

static bool is_link(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_A &&
           gumbo_get_attribute(&node->v.element.attributes, "href");
}

static void measure_text(walk *w, uint32_t at)
{
    lec_limb *limb = &w->limbs[at];
    lec_measure found = measure(lec_str_of(limb->node->v.text.text), w->link != 0);
    limb->all = found;
    add(&w->limbs[limb->block].own, found);
}

/* Goes to the next node in document order: a child, else the next sibling of the nearest around. */
static bool walk_all(walk *w, const GumboNode *root)
{
    const GumboNode *node = root;
    uint32_t parent = 0;
    while (node) {
        uint32_t at = (uint32_t)w->count;
        bool wanted = is_wanted(node);
        if (wanted && !push(w, node, parent)) {
            return false;
        }
        if (wanted && node->type != GUMBO_NODE_ELEMENT) {
            measure_text(w, at);
        }
        if (wanted && !w->link && is_link(node)) {
            w->link = at;
        }
        const GumboVector *children = wanted ? children_of(node) : NULL;
        if (children && children->length) {
            parent = at;
            node = children->data[0];
            continue;
        }
        if (wanted) {
            w->limbs[at].end = at + 1;
        }
        w->link = wanted && w->link == at ? 0 : w->link;
        while (node != root && node->index_within_parent + 1 >= children_of(node->parent)->length) {
            node = node->parent;
            w->limbs[parent].end = (uint32_t)w->count;
            w->link = w->link == parent ? 0 : w->link;
            parent = w->limbs[parent].parent;
        }
        node = node == root ? NULL : children_of(node->parent)->data[node->index_within_parent + 1];
    }
    return true;
}

/* ---- worth */

static bool is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ||
           tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_PRE;
}

/* Sentences are worth their length; links and labels speak against what they stand in. */
static int32_t worth_of(const lec_limb *limb)
{
    enum { WORDS_MIN = 8, LENGTH_LONG = 100, LINKS_MAX = 100, LABEL = 10 };
    const lec_measure *own = &limb->own;
    GumboTag tag = lec_limb_tag(limb);
    int32_t plain = (int32_t)(own->length - own->linked);
    if (own->length == 0) {
        return 0;
    }
    if (own->linked * 2 > own->length) {
        return -(int32_t)(own->linked < LINKS_MAX ? own->linked : LINKS_MAX);
    }
    if (lec_tag_is_heading(tag)) {
        return 0;
    }
    if (own->stops && own->words >= WORDS_MIN) {
        return plain;
    }
    if (own->length >= LENGTH_LONG) {
        return plain / 2;
    }
    return is_cell(tag) ? 0 : -LABEL;
}

/* A heading that is a link leads to the article that it is the heading of. */
static bool is_lead(const lec_limb *limb)
{
    return lec_tag_is_heading(lec_limb_tag(limb)) && lec_measure_is_linked(limb->all, 80);
}

/* What tells an article from a list of others. */
static bool is_head(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    bool named = lec_limb_is_block(limb) && limb->prose &&
                 limb->names & (LEC_NAME_BIT(LEC_NAME_TEXT) | LEC_NAME_BIT(LEC_NAME_BODY));
    return named || tag == GUMBO_TAG_MAIN ||
           (tag == GUMBO_TAG_H1 && !lec_measure_is_linked(limb->all, 80));
}

static void sum_up(lec_tree *tree)
{
    for (uint32_t i = tree->count; i-- > 0;) {
        lec_limb *limb = &tree->limbs[i];
        lec_limb *around = &tree->limbs[limb->parent];
        limb->worth = worth_of(limb);
        limb->prose += limb->worth > 0 ? limb->worth : 0;
        limb->leads = (uint16_t)(limb->leads + is_lead(limb));
        limb->heads |= is_head(limb);
        if (i) {
            around->heads |= limb->heads;
            add(&around->all, limb->all);
            around->prose += limb->prose;
            around->leads = (uint16_t)(around->leads + limb->leads);
        }
    }
}

bool lec_tree_make(lec_arena *arena, const GumboNode *root, lec_tree *tree)
{
    walk w = {.arena = arena, .index = lec_name_index_make(arena)};
    if (!w.index || !walk_all(&w, root)) {
        return false;
    }
    *tree = (lec_tree){w.limbs, (uint32_t)w.count};
    sum_up(tree);
    return true;
}
