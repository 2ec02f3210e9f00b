/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title: the heading that says what the page's data say the title is, else what they say,
 * without the name of the site.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html.h"

#include <string.h>

enum {
    TITLE_MAX = 400,   /* bytes */
    HEADINGS_MAX = 64, /* that are looked at */
    CHILDREN_MAX = 8,  /* of a heading, that may be no part of the title */
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

/* "/", "https://example.org", "https://example.org/". */
static bool is_home(lec_str address)
{
    const char *scheme = address.len ? memmem(address.ptr, address.len, "//", 2) : NULL;
    size_t start = scheme ? (size_t)(scheme - address.ptr) + 2 : 0;
    lec_cut host = lec_str_cut(lec_str_slice(address, start, address.len), '/');
    return address.len > 0 && host.tail.len == 0 && (scheme || host.found) &&
           (scheme || host.head.len == 0);
}

/* The name of the site is often a heading, too, which leads to its first page. */
static bool leads_home(const GumboNode *heading)
{
    if (lec_html_tag(heading->parent) == GUMBO_TAG_A &&
        is_home(lec_html_attribute(heading->parent, "href"))) {
        return true;
    }
    for (const GumboNode *at = heading; at; at = lec_html_next(at, heading, true)) {
        if (lec_html_tag(at) == GUMBO_TAG_A && is_home(lec_html_attribute(at, "href"))) {
            return true;
        }
    }
    return false;
}

static bool is_heading(const GumboNode *node)
{
    GumboTag tag = lec_html_tag(node);
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2;
}

/* What the page's data say, and what is compared with it. */
typedef struct claimed_title {
    lec_str whole, core; /* bare; with the name of the site, and without */
} claimed_title;

/* How well a heading agrees with the title that is claimed: 0 not at all. */
static int agreement(lec_str heading, const claimed_title *claimed)
{
    enum { LETTERS_MIN = 12 };
    if (heading.len == 0) {
        return 0;
    }
    if (lec_str_equal(heading, claimed->core) || lec_str_equal(heading, claimed->whole)) {
        return 3;
    }
    if (heading.len < LETTERS_MIN || claimed->core.len < LETTERS_MIN) {
        return 0;
    }
    if (lec_str_starts(claimed->whole, heading)) {
        return 2;
    }
    return memmem(claimed->core.ptr, claimed->core.len, heading.ptr, heading.len) ||
                   memmem(heading.ptr, heading.len, claimed->core.ptr, claimed->core.len)
               ? 1
               : 0;
}

static lec_str bare_text(lec_html *page, const GumboNode *node)
{
    lec_str text = lec_html_text_of(page->memory, node, TITLE_MAX);
    lec_str bare = text.ptr ? lec_html_bare(page->memory, text) : text;
    page->failed |= !bare.ptr;
    return bare.ptr ? bare : LEC_STR("");
}

static const GumboNode *find_heading(lec_html *page, const claimed_title *claimed)
{
    const GumboNode *root = page->tree->root;
    const GumboNode *best = NULL;
    int most = 0;
    int seen = 0;
    for (const GumboNode *at = root; at && seen < HEADINGS_MAX;
         at = lec_html_next(at, root, true)) {
        if (!is_heading(at) || leads_home(at)) {
            continue;
        }
        int agrees = agreement(bare_text(page, at), claimed);
        agrees += agrees > 0 && lec_html_tag(at) == GUMBO_TAG_H1 ? 3 : 0;
        best = agrees > most ? at : best;
        most = agrees > most ? agrees : most;
        seen++;
    }
    return best;
}

/* The first heading that is more than the name of the site. */
static const GumboNode *first_heading(lec_html *page)
{
    const GumboNode *root = page->tree->root;
    int seen = 0;
    for (const GumboNode *at = root; at && seen < HEADINGS_MAX;
         at = lec_html_next(at, root, true)) {
        if (lec_html_tag(at) == GUMBO_TAG_H1 && ++seen && !leads_home(at)) {
            lec_str text = lec_html_text_of(page->memory, at, TITLE_MAX);
            page->failed |= !text.ptr;
            if (text.ptr && count_words(text) > 1 && !is_site(page, text)) {
                return at;
            }
        }
    }
    return NULL;
}

/* Text of children first to last, that one not included. */
static lec_str bare_children(lec_html *page, const GumboNode *heading, unsigned first,
                             unsigned last)
{
    lec_buf text = {.arena = page->memory};
    const GumboVector *children = lec_html_children(heading);
    for (unsigned i = first; i < last; i++) {
        lec_buf_add(&text, bare_text(page, children->data[i]));
    }
    page->failed |= text.failed;
    return text.failed ? LEC_STR("") : lec_buf_str(&text);
}

/* A heading whose first or last children are no part of the title. */
static void trim_heading(lec_html *page, const GumboNode *heading, lec_str core)
{
    unsigned count = lec_html_children(heading)->length;
    page->title_first = 0;
    page->title_last = count;
    for (unsigned i = 1; i < count && i < CHILDREN_MAX; i++) {
        if (lec_str_equal(bare_children(page, heading, i, count), core)) {
            page->title_first = i;
            return;
        }
        if (lec_str_equal(bare_children(page, heading, 0, i), core)) {
            page->title_last = i;
            return;
        }
    }
}

/* Part of a heading that is all of the title, where the rest is a kicker, a date and the like. */
static const GumboNode *title_within(lec_html *page, const GumboNode *heading,
                                     const claimed_title *claimed)
{
    lec_str bare = bare_text(page, heading);
    if (claimed->core.len == 0 || bare.len <= claimed->core.len) {
        return heading;
    }
    for (const GumboNode *at = lec_html_next(heading, heading, true); at;
         at = lec_html_next(at, heading, true)) {
        bool text = at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_ELEMENT;
        if (text && lec_str_equal(bare_text(page, at), claimed->core)) {
            page->title_around = heading;
            return at;
        }
    }
    trim_heading(page, heading, claimed->core);
    return heading;
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

static const GumboNode *find_title(lec_html *page, lec_str whole, lec_str cleaned)
{
    const GumboNode *found = NULL;
    const claimed_title claimed = {lec_html_bare(page->memory, whole),
                                   lec_html_bare(page->memory, cleaned)};
    page->failed |= !claimed.whole.ptr || !claimed.core.ptr;
    if (whole.len > 0 && !page->failed && !is_site(page, whole)) {
        found = find_heading(page, &claimed);
        found = found ? title_within(page, found, &claimed) : NULL;
    }
    if (!found && page->article) {
        found = lec_article_title(page->article);
        found = found && !leads_home(found) ? found : NULL;
    }
    bool unsaid = whole.len == 0 || is_site(page, whole);
    return found || !unsaid || !page->article ? found : first_heading(page);
}

void lec_html_title(lec_html *page)
{
    if (page->reading->fragment) {
        return;
    }
    lec_str claimed = page->claimed_title.value.len ? page->claimed_title.value : LEC_STR("");
    lec_str cleaned = without_site(page, claimed);
    page->title = find_title(page, claimed, cleaned);
    if (page->title && page->title_last == 0) {
        page->title_last = lec_html_children(page->title)->length;
    }
    bool trimmed = page->title && (page->title_first > 0 ||
                                   page->title_last < lec_html_children(page->title)->length);
    page->title_bare = page->title && !trimmed ? bare_text(page, page->title)
                                               : lec_html_bare(page->memory, cleaned);
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
