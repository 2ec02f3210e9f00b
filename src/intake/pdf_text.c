/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/pdf_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/chain.h"
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    EDGE_LINES = 2,   /* at the top of a page, and at its foot, that may be furniture */
    REPEATED_MIN = 3, /* pages that a line with words stands on to be furniture */
    MANY_PAGES = 6    /* from which on two in a row are enough */
};

/* ---- edges */

/* The text of a page; what is taken away from its ends is no longer in it. */
typedef struct page {
    lec_str text;
} page;

/* The first or last line of a page that is not blank. */
typedef struct edge {
    size_t page;
    lec_str line; /* trimmed */
    uint64_t key; /* the same for lines that differ in numbers and spaces alone */
    bool number;  /* it has a number and hardly a word */
    size_t value; /* of its first number */
} edge;

static lec_str first_line(lec_str text)
{
    lec_str trimmed = lec_str_trim(text);
    return lec_str_trim(lec_str_cut(trimmed, '\n').head);
}

static lec_str last_line(lec_str text)
{
    lec_str trimmed = lec_str_trim(text);
    size_t at = trimmed.len;
    while (at > 0 && trimmed.ptr[at - 1] != '\n') {
        at--;
    }
    return lec_str_trim(lec_str_slice(trimmed, at, trimmed.len));
}

static edge edge_of(size_t index, lec_str line)
{
    edge e = {.page = index, .line = line, .key = 0xCBF29CE484222325u};
    size_t letters = 0;
    int digits = 0;
    int numbers = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = lec_is_digit(line.ptr[i]) ? '#' : line.ptr[i];
        bool again = i > 0 && c == '#' && lec_is_digit(line.ptr[i - 1]);
        digits += c == '#';
        numbers += c == '#' && !again;
        e.value = c == '#' && numbers == 1 && digits < 9
                      ? e.value * 10 + (size_t)(line.ptr[i] - '0')
                      : e.value;
        letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!lec_is_space(c) && !again) {
            e.key = (e.key ^ (unsigned char)c) * 0x100000001B3u;
        }
    }
    e.number = digits > 0 && letters <= 6 && line.len <= 24;
    return e;
}

static int by_key(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->page > y->page) - (x->page < y->page);
}

static void take_away(page *pages, const edge *e, bool top)
{
    lec_str text = lec_str_trim(pages[e->page].text);
    pages[e->page].text = top ? lec_str_slice(text, e->line.len, text.len)
                              : lec_str_slice(text, 0, text.len - e->line.len);
}

/* Whether lines that are alike but for their numbers are what pages bear: a number that counts the
 * pages, or words that come again, of a short chapter on two pages in a row. */
static bool is_furniture(const edge *alike, size_t count, size_t pages)
{
    bool counts = count > 1 && alike[0].number;
    for (size_t i = 1; i < count; i++) {
        counts = counts && alike[i].value - alike[0].value == alike[i].page - alike[0].page;
    }
    bool in_a_row = count == 2 && alike[1].page == alike[0].page + 1;
    return counts ||
           (!alike[0].number && (count >= REPEATED_MIN || (in_a_row && pages >= MANY_PAGES)));
}

/* Takes the lines away that come again at one edge of the pages. @return their number. */
static size_t clear_edge(lec_arena scratch, page *pages, size_t count, bool top, bool *failed)
{
    edge *edges = LEC_NEW(&scratch, count, edge);
    size_t dropped = 0;
    size_t found = 0;
    *failed = *failed || !edges;
    for (size_t i = 0; edges && i < count; i++) {
        lec_str line = top ? first_line(pages[i].text) : last_line(pages[i].text);
        if (line.len > 0) {
            edges[found++] = edge_of(i, line);
        }
    }
    if (!edges) {
        return 0;
    }
    qsort(edges, found, sizeof *edges, by_key);
    for (size_t start = 0, end = 0; start < found; start = end) {
        while (end < found && edges[end].key == edges[start].key) {
            end++;
        }
        bool furniture = is_furniture(edges + start, end - start, count);
        for (size_t i = start; furniture && i < end; i++) {
            if (edges[i].number || edges[i].page > 0) { /* what begins the first may be a title */
                take_away(pages, &edges[i], top);
                dropped++;
            }
        }
    }
    return dropped;
}

/* ---- paragraphs in a row */

/* What is before the first blank line, and what is after it and others. */
static lec_cut cut_paragraph(lec_str text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t end = lec_str_find(text, '\n', at);
        size_t next = lec_str_find(text, '\n', end + 1);
        if (lec_str_trim(lec_str_slice(text, end, next)).len == 0) {
            return (lec_cut){lec_str_slice(text, 0, end),
                             lec_str_trim(lec_str_slice(text, end, text.len)), true};
        }
        at = end + 1;
    }
    return (lec_cut){.head = text};
}

/* Whether the last line of several is full, so that it need not be the end. */
static bool ends_full(lec_str paragraph)
{
    size_t longest = 0;
    size_t count = 0;
    lec_str last = paragraph;
    for (lec_cut cut = {.tail = paragraph}; cut.tail.len > 0; count++) {
        cut = lec_str_cut(cut.tail, '\n');
        last = lec_str_trim(cut.head);
        longest = last.len > longest ? last.len : longest;
    }
    return count > 1 && last.len * 3 >= longest * 2;
}

/* Whether a paragraph goes on in the next page or column: it has not ended, and none begins. */
static bool goes_on(lec_str before, lec_str after, bool new_page)
{
    uint32_t last = lec_utf8_before(before, before.len).code;
    return before.len > 0 && after.len > 0 && !lec_char_ends_sentence(last) && last != ':' &&
           lec_char_is_lower(lec_utf8_at(after, 0).code) && (new_page || ends_full(before));
}

/* Adds the paragraphs of a page. `last` is the one before. */
static void add_page(lec_buf *out, lec_str body, lec_str *last)
{
    bool new_page = true;
    for (lec_cut cut = {.tail = body}; cut.tail.len > 0; new_page = false) {
        cut = cut_paragraph(cut.tail);
        lec_str paragraph = lec_str_trim(cut.head);
        bool joined = goes_on(*last, paragraph, new_page);
        lec_buf_add(out, last->len == 0 ? LEC_STR("") : joined ? LEC_STR("\n") : LEC_STR("\n\n"));
        lec_buf_add(out, paragraph);
        *last = paragraph;
    }
}

/* ---- pages in a row */

static page *divide(lec_arena *scratch, lec_str text, size_t *count)
{
    lec_chain pages = {.arena = scratch, .size = sizeof(page)};
    for (lec_cut cut = {.tail = text}; cut.tail.len > 0;) {
        cut = lec_str_cut(cut.tail, '\f');
        const page p = {cut.head};
        lec_chain_add(&pages, &p, 1);
    }
    *count = pages.count;
    return lec_chain_copy(&pages, scratch);
}

lec_str lec_pdf_join_pages(lec_arena *arena, lec_arena scratch, lec_str text, size_t *dropped)
{
    size_t count = 0;
    page *pages = divide(&scratch, text, &count);
    lec_buf out = {.arena = arena, .failed = !pages};
    *dropped = 0;
    for (int i = 0; i < EDGE_LINES && !out.failed; i++) {
        *dropped += clear_edge(scratch, pages, count, true, &out.failed);
        *dropped += clear_edge(scratch, pages, count, false, &out.failed);
    }
    lec_str last = LEC_STR("");
    for (size_t i = 0; pages && i < count; i++) {
        add_page(&out, lec_str_trim(pages[i].text), &last);
    }
    lec_buf_add(&out, LEC_STR("\n"));
    return lec_buf_str(&out);
}
