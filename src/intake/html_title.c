/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title: the heading that says what the page's data say the title is, else what they say,
 * without the name of the site.
 */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html.h"

#include <string.h>

enum {
    TITLE_MAX = 400,   /* bytes */
    HEADINGS_MAX = 64, /* that are looked at */
    NAME_WORDS_MAX = 4 /* of a site */
};

/* ---- without the name of the site */

typedef struct separator {
    lec_str text;
    bool strong; /* hardly part of a title */
} separator;

static const separator SEPARATORS[] = {
    {{" | ", 3}, true}, {{" :: ", 4}, true}, {{" · ", 4}, true},  {{" » ", 4}, true},
    {{" « ", 4}, true}, {{" — ", 5}, false}, {{" – ", 5}, false}, {{" - ", 3}, false},
    {{" • ", 5}, true}, {{" \\ ", 3}, true},
};

static size_t count_words(lec_str text)
{
    size_t words = 0;
    for (size_t at = 0; at < text.len; at++) {
        words += text.ptr[at] != ' ' && (at == 0 || text.ptr[at - 1] == ' ');
    }
    return words;
}

static bool is_site(lec_html *page, lec_str text)
{
    lec_str bare = lec_html_bare(page->memory, text);
    lec_str site = lec_html_bare(page->memory, page->claimed_site);
    lec_str url = page->reading->facts->url;
    url = lec_str_slice(url, lec_str_find(url, '/', 0) + 2, url.len);
    lec_str host = lec_html_bare(page->memory, lec_str_cut(url, '/').head);
    if (!bare.ptr || !site.ptr || !host.ptr || bare.len < 2) {
        return false;
    }
    return lec_str_equal(bare, site) ||
           (bare.len >= 3 && host.len > 0 && memmem(host.ptr, host.len, bare.ptr, bare.len));
}

static bool looks_like_name(lec_str text, bool strong)
{
    size_t words = count_words(text);
    lec_char first = lec_utf8_at(text, 0);
    return words <= (strong ? NAME_WORDS_MAX + 2 : NAME_WORDS_MAX - 1) &&
           (strong || lec_char_is_upper(first.code));
}

/* The last separator in a text; its offset, or the text's length. */
static size_t last_separator(lec_str text, const separator **found)
{
    for (size_t at = text.len; at-- > 1;) {
        for (size_t i = 0; text.ptr[at] == ' ' && i < sizeof SEPARATORS / sizeof *SEPARATORS; i++) {
            const separator *row = &SEPARATORS[i];
            if (lec_str_equal(lec_str_slice(text, at, at + row->text.len), row->text)) {
                *found = row;
                return at;
            }
        }
    }
    return text.len;
}

static size_t first_separator(lec_str text, const separator **found)
{
    for (size_t at = 1; at < text.len; at++) {
        for (size_t i = 0; text.ptr[at] == ' ' && i < sizeof SEPARATORS / sizeof *SEPARATORS; i++) {
            const separator *row = &SEPARATORS[i];
            if (lec_str_equal(lec_str_slice(text, at, at + row->text.len), row->text)) {
                *found = row;
                return at;
            }
        }
    }
    return text.len;
}

/* "Rain at last | The Herald" is "Rain at last". */
static lec_str without_site(lec_html *page, lec_str text)
{
    const separator *row = NULL;
    for (size_t at = last_separator(text, &row); at < text.len; at = last_separator(text, &row)) {
        lec_str head = lec_str_slice(text, 0, at);
        lec_str tail = lec_str_slice(text, at + row->text.len, text.len);
        size_t words = count_words(head);
        bool named = is_site(page, tail) || (words >= 3 && words > count_words(tail) &&
                                             looks_like_name(tail, row->strong));
        if (!named) {
            break;
        }
        text = head;
    }
    size_t at = first_separator(text, &row);
    if (at < text.len && is_site(page, lec_str_slice(text, 0, at))) {
        text = lec_str_slice(text, at + row->text.len, text.len);
    }
    return text;
}

/* ---- the heading that says it */

static bool is_heading(const GumboNode *node)
{
    GumboTag tag = lec_html_tag(node);
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2;
}

/* How well a heading agrees with the title that is claimed: 0 not at all. */
static int agreement(lec_str heading, lec_str whole, lec_str cleaned)
{
    enum { LETTERS_MIN = 12 };
    if (heading.len == 0) {
        return 0;
    }
    if (lec_str_equal(heading, cleaned) || lec_str_equal(heading, whole)) {
        return 3;
    }
    if (heading.len >= LETTERS_MIN && lec_str_starts(whole, heading)) {
        return 2;
    }
    bool within =
        memmem(whole.ptr, whole.len, heading.ptr, heading.len) ||
        (cleaned.len >= LETTERS_MIN && memmem(heading.ptr, heading.len, cleaned.ptr, cleaned.len));
    return within && heading.len >= LETTERS_MIN ? 1 : 0;
}

static const GumboNode *find_heading(lec_html *page, lec_str claimed, lec_str cleaned)
{
    const GumboNode *root = page->tree->root;
    const GumboNode *best = NULL;
    lec_str whole = lec_html_bare(page->memory, claimed);
    lec_str core = lec_html_bare(page->memory, cleaned);
    int most = 0, seen = 0;
    page->failed |= !whole.ptr || !core.ptr;
    for (const GumboNode *at = root; !page->failed && at && seen < HEADINGS_MAX;
         at = lec_html_next(at, root, true)) {
        if (!is_heading(at)) {
            continue;
        }
        lec_str text = lec_html_text_of(page->memory, at, TITLE_MAX);
        lec_str bare = text.ptr ? lec_html_bare(page->memory, text) : text;
        page->failed |= !bare.ptr;
        int agrees = bare.ptr ? agreement(bare, whole, core) : 0;
        agrees = agrees * 2 + (agrees > 0 && lec_html_tag(at) == GUMBO_TAG_H1);
        best = agrees > most ? at : best;
        most = agrees > most ? agrees : most;
        seen++;
    }
    return best;
}

/* ---- writing it */

static lec_span content_span(const lec_html *page, const GumboNode *node)
{
    const GumboElement *element = lec_html_element(node);
    const GumboAttribute *found =
        element ? gumbo_get_attribute(&element->attributes, "content") : NULL;
    const GumboVector *children = lec_html_children(node);
    const GumboNode *text = children->length ? children->data[0] : NULL;
    if (found) {
        return lec_html_pen_span(&page->pen, found->original_value.data,
                                 found->original_value.length);
    }
    return text && text->type == GUMBO_NODE_TEXT
               ? lec_html_pen_span(&page->pen, text->v.text.original_text.data,
                                   text->v.text.original_text.length)
               : (lec_span){0, 0};
}

/* Says a title that is no heading; as it is written, where it stands so. */
static void say_claimed(lec_html *page, lec_str title)
{
    lec_html_pen *pen = &page->pen;
    lec_span span = content_span(page, page->claimed_title.node);
    lec_str source = lec_str_slice(pen->writer->source, span.start, span.end);
    const char *at = source.len ? memmem(source.ptr, source.len, title.ptr, title.len) : NULL;
    if (span.start == span.end || title.len == 0) {
        return;
    }
    lec_html_pen_open(pen, LEC_BLOCK_HEADING, 1);
    if (at) {
        size_t start = span.start + (size_t)(at - source.ptr);
        lec_html_pen_keep(pen, (lec_span){start, start + title.len});
    } else {
        lec_html_pen_say(pen, span, title);
    }
    lec_html_pen_close(pen);
}

void lec_html_title(lec_html *page)
{
    if (page->reading->fragment) {
        return;
    }
    lec_str claimed = page->claimed_title.value.len ? page->claimed_title.value : LEC_STR("");
    lec_str cleaned = without_site(page, claimed);
    page->title = claimed.len ? find_heading(page, claimed, cleaned) : NULL;
    if (!page->title && page->article) {
        page->title = lec_article_title(page->article);
    }
    lec_str text = page->title ? lec_html_text_of(page->memory, page->title, TITLE_MAX) : cleaned;
    page->title_bare = text.ptr ? lec_html_bare(page->memory, text) : text;
    page->failed |= !page->title_bare.ptr;
    if (!page->title && claimed.len && !page->failed) {
        say_claimed(page, cleaned);
    }
}

bool lec_html_repeats_title(lec_html *page, const GumboNode *node)
{
    if (page->title_bare.len == 0) {
        return false;
    }
    lec_arena scratch = *page->memory;
    lec_str text = lec_html_text_of(&scratch, node, TITLE_MAX);
    lec_str bare = text.ptr ? lec_html_bare(&scratch, text) : text;
    return bare.ptr && lec_str_equal(bare, page->title_bare);
}
