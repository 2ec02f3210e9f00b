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
    EDGE_LINES = 2,  /* at the top of a page, and at its foot, that may be furniture */
    REPEATED_MIN = 3 /* pages that a line with words stands on to be furniture */
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
    bool number;  /* it has a number and no more than one word */
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
    bool digits = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = lec_is_digit(line.ptr[i]) ? '#' : line.ptr[i];
        bool again = i > 0 && c == '#' && lec_is_digit(line.ptr[i - 1]);
        digits = digits || c == '#';
        letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!lec_is_space(c) && !again) {
            e.key = (e.key ^ (unsigned char)c) * 0x100000001B3u;
        }
    }
    e.number = digits && letters <= 6 && line.len <= 24;
    return e;
}

static int by_key(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->page > y->page) - (x->page < y->page);
}

/* What a page loses: a line with words keeps its first place, where it may be a title. */
static void take_away(page *pages, const edge *e, bool top)
{
    lec_str text = lec_str_trim(pages[e->page].text);
    pages[e->page].text = top ? lec_str_slice(text, e->line.len, text.len)
                              : lec_str_slice(text, 0, text.len - e->line.len);
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
        bool number = edges[start].number;
        if (end - start < (number ? 2 : REPEATED_MIN)) {
            continue;
        }
        for (size_t i = start + !number; i < end; i++, dropped++) {
            take_away(pages, &edges[i], top);
        }
    }
    return dropped;
}

/* ---- pages in a row */

/* Whether a paragraph goes on from one page to the next: it has not ended, and no new one begins.
 */
static bool goes_on(lec_str before, lec_str after)
{
    lec_str end = lec_str_trim(before);
    lec_str start = lec_str_trim(after);
    uint32_t last = lec_utf8_before(end, end.len).code;
    return end.len > 0 && start.len > 0 && !lec_char_ends_sentence(last) && last != ':' &&
           lec_char_is_lower(lec_utf8_at(start, 0).code);
}

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
    for (size_t i = 0; pages && i < count; i++) {
        lec_str body = lec_str_trim(pages[i].text);
        if (body.len > 0) {
            bool joined = out.len > 0 && goes_on(lec_buf_str(&out), body);
            lec_buf_add(&out, out.len == 0 ? LEC_STR("")
                              : joined     ? LEC_STR("\n")
                                           : LEC_STR("\n\n"));
            lec_buf_add(&out, body);
        }
    }
    lec_buf_add(&out, LEC_STR("\n"));
    return lec_buf_str(&out);
}
