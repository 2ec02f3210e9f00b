/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notes: the marks in the text that lead to them, and their bodies. A link is a mark when it looks
 * like one and leads to another place of the same page.
 */
#include "base/arena.h"
#include "base/chain.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html.h"

#include <stdlib.h>
#include <string.h>

enum {
    MARK_MAX = 6,     /* bytes of a mark: "[12]", "(3)", "*" */
    CLIMB_MAX = 4,    /* elements between what a mark leads to and the note */
    BODY_MAX = 4000,  /* bytes of a note */
    RAW_MAX = 16000,  /* bytes of its text before white space is joined */
    NODES_MAX = 2000, /* of a note */
    MARKS_MAX = 20000 /* of one page */
};

/* A mark, or an element with an id that one may lead to. */
typedef struct place {
    const GumboNode *node;
    lec_str id;
    size_t order;          /* in the page */
    const GumboNode *body; /* of a target that is judged: the note that it is, or NULL */
    bool judged;
} place;

static bool says(const GumboNode *node, const char *const *words)
{
    for (; *words; words++) {
        if (lec_html_has_word(node, "role", *words) ||
            lec_html_has_word(node, "epub:type", *words) ||
            lec_html_has_word(node, "class", *words)) {
            return true;
        }
    }
    return false;
}

/* ---- marks */

static bool is_named_mark(const GumboNode *node)
{
    static const char *const NAMES[] = {
        "doc-noteref", "noteref", "footnote-ref", "footnote-link", "footnote-anchor",
        "reference",   NULL};
    return says(node, NAMES);
}

static bool is_mark_character(lec_char c)
{
    return (c.len == 1 && (lec_is_digit((char)c.code) || strchr("[]()*^", (int)c.code))) ||
           c.code == 0x2020 || c.code == 0x2021 || c.code == 0xA7;
}

/* "12", "[12]", "*", "[a]". */
static bool looks_like_mark(lec_str text)
{
    bool bracketed = lec_str_starts(text, LEC_STR("["));
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        bool letter = c.len == 1 && lec_char_is_letter(c.code);
        if (!is_mark_character(c) && !(letter && bracketed && text.len == 3)) {
            return false;
        }
        at += c.len;
    }
    return text.len > 0 && text.len <= MARK_MAX;
}

static bool is_raised(const GumboNode *link)
{
    const GumboVector *children = lec_html_children(link);
    for (unsigned i = 0; i < children->length; i++) {
        if (lec_html_tag(children->data[i]) == GUMBO_TAG_SUP) {
            return true;
        }
    }
    return lec_html_tag(link->parent) == GUMBO_TAG_SUP ||
           (link->parent && lec_html_tag(link->parent->parent) == GUMBO_TAG_SUP);
}

static bool leads_back(const GumboNode *link)
{
    static const char *const NAMES[] = {"doc-backlink",
                                        "footnote-back",
                                        "footnote-backref",
                                        "footnote-return",
                                        "reversefootnote",
                                        "backlink",
                                        NULL};
    return says(link, NAMES);
}

/* Whether a link leads to a place of this file; or of another one, as in a book, of which this is a
 * part. */
static bool leads_to_place(const lec_html *page, lec_str href)
{
    size_t sign = lec_str_find(href, '#', 0);
    bool elsewhere = page->reading->fragment && lec_str_find(href, ':', 0) >= sign;
    return sign + 1 < href.len && (sign == 0 || elsewhere);
}

static bool is_mark(lec_html *page, const GumboNode *link)
{
    lec_arena scratch = page->reading->scratch;
    lec_str href = lec_html_attribute(link, "href");
    if (!leads_to_place(page, href) || leads_back(link)) {
        return is_named_mark(link) && !leads_back(link) && lec_html_tag(link) == GUMBO_TAG_A;
    }
    lec_str text = lec_html_text_of(&scratch, link, (size_t)MARK_MAX * 4);
    page->failed |= !text.ptr;
    bool short_text = text.ptr && looks_like_mark(text);
    bool bracketed = short_text && lec_str_starts(text, LEC_STR("["));
    return is_named_mark(link) || (short_text && (is_raised(link) || bracketed));
}

bool lec_html_is_sign(const lec_html *page, const GumboNode *link)
{
    lec_arena scratch = *page->memory;
    lec_str text = lec_html_text_of(&scratch, link, (size_t)MARK_MAX * 4);
    bool letters = false;
    for (size_t at = 0; text.ptr && at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        letters |= lec_char_is_letter(c.code);
        at += c.len;
    }
    return text.ptr && ((text.len <= MARK_MAX && !letters) || leads_back(link));
}

/* ---- bodies */

static bool is_body(const GumboNode *node)
{
    static const char *const NAMES[] = {"doc-footnote", "doc-endnote",   "footnote", "endnote",
                                        "rearnote",     "footnote-body", NULL};
    GumboTag tag = lec_html_tag(node);
    return tag != GUMBO_TAG_A && tag != GUMBO_TAG_SUP && tag != GUMBO_TAG_SPAN &&
           lec_html_element(node) && says(node, NAMES);
}

static bool can_be_body(GumboTag tag)
{
    return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV ||
           tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_TR ||
           tag == GUMBO_TAG_SECTION;
}

static bool is_around(const GumboNode *outer, const GumboNode *inner)
{
    while (inner && inner != outer) {
        inner = inner->parent;
    }
    return inner != NULL;
}

/* Whether it is small enough to be looked at: marks may lead to 20,000 places of one element. */
static bool is_small(const GumboNode *body)
{
    size_t nodes = 0;
    size_t bytes = 0;
    for (const GumboNode *at = body; at; at = lec_html_next(at, body, true)) {
        if (at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_WHITESPACE) {
            const char *text = at->v.text.text;
            const char *end = memchr(text, '\0', RAW_MAX - bytes);
            if (!end) {
                return false;
            }
            bytes += (size_t)(end - text);
        }
        if (++nodes > NODES_MAX) {
            return false;
        }
    }
    return true;
}

/* The element that is the note when a mark leads to `target`; NULL when it can be none. */
static const GumboNode *find_body(lec_arena scratch, const GumboNode *target)
{
    const GumboNode *body = target;
    for (int i = 0; i < CLIMB_MAX && body && !can_be_body(lec_html_tag(body)); i++) {
        body = body->parent;
    }
    if (!body || !can_be_body(lec_html_tag(body)) || !is_small(body)) {
        return NULL;
    }
    lec_str text = lec_html_text_of(&scratch, body, BODY_MAX);
    return text.ptr && text.len > 0 && text.len < BODY_MAX ? body : NULL;
}

/* Each target is judged once, however many marks lead to it. */
static const GumboNode *body_of(lec_arena scratch, place *target, const GumboNode *mark)
{
    if (!target->judged) {
        target->body = find_body(scratch, target->node);
        target->judged = true;
    }
    return target->body && !is_around(target->body, mark) ? target->body : NULL;
}

/* ---- the tables */

static int by_id(const void *one, const void *other)
{
    const place *a = one;
    const place *b = other;
    int order = lec_str_compare(a->id, b->id);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* The first of the places, which are sorted, that comes after one; `count` for none. */
static size_t first_after(const place *places, size_t count, const place *one)
{
    size_t start = 0;
    while (start < count) {
        size_t middle = start + (count - start) / 2;
        if (by_id(&places[middle], one) > 0) {
            count = middle;
        } else {
            start = middle + 1;
        }
    }
    return start;
}

/* Where a mark leads to: the nearest place after it, where posts of one page use the same ids;
 * else the first. NULL for none. */
static place *target_of(place *targets, size_t count, const place *mark)
{
    size_t at = first_after(targets, count, mark);
    if (at == count || !lec_str_equal(targets[at].id, mark->id)) {
        at = first_after(targets, count, &(place){.id = mark->id});
    }
    return at < count && lec_str_equal(targets[at].id, mark->id) ? &targets[at] : NULL;
}

static int by_address(const void *one, const void *other)
{
    uintptr_t a = (uintptr_t) * (const void *const *)one;
    uintptr_t b = (uintptr_t) * (const void *const *)other;
    return (a > b) - (a < b);
}

static size_t index_of(const void *items, size_t count, size_t size, const GumboNode *node)
{
    const char *found = count ? bsearch(&node, items, count, size, by_address) : NULL;
    return found ? (size_t)(found - (const char *)items) / size : count;
}

size_t lec_html_note_of(const lec_html_notes *notes, const GumboNode *node)
{
    return index_of(notes->notes, notes->note_count, sizeof *notes->notes, node);
}

size_t lec_html_mark_of(const lec_html_notes *notes, const GumboNode *node)
{
    return index_of(notes->marks, notes->mark_count, sizeof *notes->marks, node);
}

bool lec_html_heads_notes(const lec_html_notes *notes, const GumboNode *heading)
{
    const GumboNode *next = heading;
    for (bool within = true; next && (within || !lec_html_element(next)); within = false) {
        next = lec_html_next(next, NULL, false);
    }
    for (int i = 0; i < CLIMB_MAX && next; next = lec_html_next(next, NULL, true)) {
        if (lec_html_note_of(notes, next) < notes->note_count) {
            return true;
        }
        i += lec_html_element(next) != NULL;
        if (next->type == GUMBO_NODE_TEXT) {
            break;
        }
    }
    return false;
}

/* What is gathered in one pass over the page. */
typedef struct gathering {
    lec_chain marks, targets, bodies;
} gathering;

static void gather(lec_html *page, gathering *found)
{
    const GumboNode *root = page->tree->document;
    size_t order = 0;
    for (const GumboNode *at = root; at; at = lec_html_next(at, root, true)) {
        order++;
        lec_str id = lec_html_attribute(at, "id");
        id = id.ptr || lec_html_tag(at) != GUMBO_TAG_A ? id : lec_html_attribute(at, "name");
        if (id.len > 0) {
            lec_chain_add(&found->targets, &(place){.node = at, .id = id, .order = order}, 1);
        }
        if (is_body(at)) {
            lec_chain_add(&found->bodies, &(lec_html_note){.body = at}, 1);
        }
        if (lec_html_tag(at) == GUMBO_TAG_A && found->marks.count < MARKS_MAX &&
            is_mark(page, at)) {
            lec_str href = lec_html_attribute(at, "href");
            bool here = lec_str_starts(href, LEC_STR("#"));
            lec_str target = here ? lec_str_slice(href, 1, href.len) : LEC_STR("");
            lec_chain_add(&found->marks, &(place){.node = at, .id = target, .order = order}, 1);
        }
    }
}

/* The body that each mark leads to; NULL for none. */
static void follow(lec_html *page, gathering *found, const place *marks, const GumboNode **bodies)
{
    place *targets = lec_chain_copy(&found->targets, page->memory);
    page->failed |= !targets;
    if (!targets || found->targets.count == 0) {
        return;
    }
    qsort(targets, found->targets.count, sizeof *targets, by_id);
    for (size_t i = 0; i < found->marks.count; i++) {
        place *target = target_of(targets, found->targets.count, &marks[i]);
        bodies[i] = target ? body_of(*page->memory, target, marks[i].node) : NULL;
        if (bodies[i]) {
            lec_chain_add(&found->bodies, &(lec_html_note){.body = bodies[i], .referred = true}, 1);
        }
    }
}

static size_t unite(lec_html_note *notes, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && notes[kept - 1].body == notes[i].body) {
            notes[kept - 1].referred |= notes[i].referred;
        } else {
            notes[kept++] = notes[i];
        }
    }
    return kept;
}

/* A mark and the body that it leads to. */
typedef struct pair {
    const GumboNode *mark, *body;
} pair;

static bool keep_marks(lec_html *page, const place *marks, const GumboNode **bodies, size_t count)
{
    lec_html_notes *notes = &page->notes;
    pair *pairs = LEC_NEW(page->memory, count, pair);
    notes->marks = LEC_NEW(page->memory, count, const GumboNode *);
    notes->targets = LEC_NEW(page->memory, count, size_t);
    if (!pairs || !notes->marks || !notes->targets) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        pairs[i] = (pair){marks[i].node, bodies[i]};
    }
    qsort(pairs, count, sizeof *pairs, by_address);
    for (size_t i = 0; i < count; i++) {
        notes->marks[i] = pairs[i].mark;
        notes->targets[i] =
            pairs[i].body ? lec_html_note_of(notes, pairs[i].body) : notes->note_count;
    }
    notes->mark_count = count;
    return true;
}

bool lec_html_notes_find(lec_html *page)
{
    lec_arena *memory = page->memory;
    gathering found = {.marks = {.arena = memory, .size = sizeof(place)},
                       .targets = {.arena = memory, .size = sizeof(place)},
                       .bodies = {.arena = memory, .size = sizeof(lec_html_note)}};
    gather(page, &found);
    size_t count = found.marks.count;
    place *marks = lec_chain_copy(&found.marks, memory);
    const GumboNode **bodies = LEC_NEW(memory, count, const GumboNode *);
    if (!marks || !bodies) {
        return false;
    }
    follow(page, &found, marks, bodies);
    lec_html_notes *notes = &page->notes;
    notes->notes = lec_chain_copy(&found.bodies, memory);
    if (!notes->notes || page->failed) {
        return false;
    }
    qsort(notes->notes, found.bodies.count, sizeof *notes->notes, by_address);
    notes->note_count = unite(notes->notes, found.bodies.count);
    return keep_marks(page, marks, bodies, count);
}
