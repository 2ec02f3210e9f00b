/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/html_tree.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

#include <setjmp.h>
#include <string.h>
#include <strings.h>

/* ---- memory for the parser, which does not know that there may be none */

enum {
    STEP = 16,       /* sizes up to SMALL_MAX are rounded up to multiples of it */
    SMALL_MAX = 512, /* larger ones to powers of two */
    SMALL_CLASSES = SMALL_MAX / STEP + 1,
    CLASSES = SMALL_CLASSES + 40,
    CHUNK = 65536
};

/* Before each piece of memory, so that it can be given back to its class. */
typedef struct header {
    size_t class;
    struct header *next;
} header;

typedef struct heap {
    lec_arena *arena;
    char *at, *end;
    header *free[CLASSES];
    jmp_buf no_memory;
} heap;

static size_t class_of(size_t size, size_t *rounded)
{
    if (size <= SMALL_MAX) {
        *rounded = (size + STEP - 1) / STEP * STEP;
        return *rounded / STEP;
    }
    size_t class = SMALL_CLASSES;
    *rounded = (size_t)SMALL_MAX * 2;
    while (*rounded < size) {
        *rounded *= 2;
        class ++;
    }
    return class;
}

static void *take(heap *h, size_t size)
{
    if (size > CHUNK / 4) {
        return lec_alloc(h->arena, 1, size);
    }
    if ((size_t)(h->end - h->at) < size) {
        h->at = lec_alloc(h->arena, 1, CHUNK);
        h->end = h->at ? h->at + CHUNK : NULL;
    }
    char *at = h->at;
    h->at = at ? at + size : NULL;
    return at;
}

static void *heap_allocate(void *userdata, size_t size)
{
    heap *h = userdata;
    size_t rounded;
    size_t class = size < (size_t)1 << 40 ? class_of(size, &rounded) : CLASSES;
    header *piece = class < CLASSES ? h->free[class] : NULL;
    if (piece) {
        h->free[class] = piece->next;
    } else {
        piece = class < CLASSES ? take(h, sizeof(header) + rounded) : NULL;
    }
    if (!piece) {
        longjmp(h->no_memory, 1);
    }
    piece->class = class;
    return piece + 1;
}

static void heap_free(void *userdata, void *memory)
{
    heap *h = userdata;
    if (memory) {
        header *piece = (header *)memory - 1;
        piece->next = h->free[piece->class];
        h->free[piece->class] = piece;
    }
}

const GumboOutput *lec_html_parse(lec_arena *arena, lec_str parsed)
{
    heap *h = LEC_NEW(arena, 1, heap);
    if (!h) {
        return NULL;
    }
    h->arena = arena;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = heap_allocate;
    options.deallocator = heap_free;
    options.userdata = h;
    options.max_errors = 0;
    return setjmp(h->no_memory) ? NULL : gumbo_parse_with_options(&options, parsed.ptr, parsed.len);
}

/* ---- nodes */

const GumboElement *lec_html_element(const GumboNode *node)
{
    return node && node->type == GUMBO_NODE_ELEMENT ? &node->v.element : NULL;
}

GumboTag lec_html_tag(const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    return element ? element->tag : GUMBO_TAG_UNKNOWN;
}

const GumboVector *lec_html_children(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_DOCUMENT) {
        return &node->v.document.children;
    }
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : &kGumboEmptyVector;
}

lec_str lec_html_attribute(const GumboNode *node, const char *name)
{
    const GumboElement *element = lec_html_element(node);
    const GumboAttribute *found = element ? gumbo_get_attribute(&element->attributes, name) : NULL;
    return found ? lec_str_of(found->value) : (lec_str){0};
}

bool lec_html_has_word(const GumboNode *node, const char *name, const char *word)
{
    lec_str rest = lec_html_attribute(node, name);
    while (rest.len > 0) {
        size_t start = 0;
        while (start < rest.len && lec_is_space(rest.ptr[start])) {
            start++;
        }
        size_t end = start;
        while (end < rest.len && !lec_is_space(rest.ptr[end])) {
            end++;
        }
        if (lec_str_equal_nocase(lec_str_slice(rest, start, end), lec_str_of(word))) {
            return true;
        }
        rest = lec_str_slice(rest, end, rest.len);
    }
    return false;
}

const GumboNode *lec_html_next(const GumboNode *node, const GumboNode *root, bool inside)
{
    const GumboVector *children = lec_html_children(node);
    if (inside && children->length > 0) {
        return children->data[0];
    }
    while (node != root && node->parent) {
        const GumboVector *siblings = lec_html_children(node->parent);
        size_t next = node->index_within_parent + 1;
        if (next < siblings->length) {
            return siblings->data[next];
        }
        node = node->parent;
    }
    return NULL;
}

/* ---- text */

static void add_clean(lec_buf *buf, lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        lec_char_use use = lec_char_use_of(c.code);
        if (use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK) {
            if (buf->len > 0 && !buf->failed && buf->ptr[buf->len - 1] != ' ') {
                lec_buf_byte(buf, ' ');
            }
        } else if (use == LEC_USE_TEXT && c.code != LEC_CHAR_INVALID) {
            lec_buf_add(buf, lec_str_slice(text, at, at + c.len));
        }
        at += c.len;
    }
}

static lec_str finish(lec_buf *buf)
{
    lec_str text = lec_buf_str(buf);
    while (text.ptr && text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text.ptr || buf->failed ? text : LEC_STR("");
}

static bool is_unheard(const GumboNode *node)
{
    GumboTag tag = lec_html_tag(node);
    return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_RT ||
           tag == GUMBO_TAG_RP;
}

lec_str lec_html_text_of(lec_arena *arena, const GumboNode *node, size_t max)
{
    lec_buf buf = {.arena = arena};
    for (const GumboNode *at = node; at && buf.len < max;) {
        if (at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_WHITESPACE) {
            add_clean(&buf, lec_str_of(at->v.text.text));
        } else if (lec_html_tag(at) == GUMBO_TAG_BR) {
            add_clean(&buf, LEC_STR(" "));
        }
        at = lec_html_next(at, node, !is_unheard(at));
    }
    return finish(&buf);
}

lec_str lec_html_clean(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    add_clean(&buf, text);
    return finish(&buf);
}

lec_str lec_html_bare(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (c.len == 1 && c.code >= 'A' && c.code <= 'Z') {
            lec_buf_byte(&buf, (char)(c.code | 0x20));
        } else if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            lec_buf_add(&buf, lec_str_slice(text, at, at + c.len));
        }
        at += c.len;
    }
    return finish(&buf);
}
