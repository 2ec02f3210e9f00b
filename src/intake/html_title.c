/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title: the heading that says what the page's data say the title is, else what they say,
 * without the name of the site.
 */
#include "intake/html_title.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <string.h>

enum {
    TITLE_MAX = 400,   /* bytes */
    HEADINGS_MAX = 64, /* that are looked at */
    CHILDREN_MAX = 8   /* of a heading, that may be no part of the title */
};

/* ---- the heading that says it */

static bool is_heading(const GumboNode *node)
{
    GumboTag tag = lec_html_tag(node);
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2;
}

/* What the page's data say, and what is compared with it. */
typedef struct claimed_title {
    lec_str whole, core; /* bare; with the name of the site, and without */
} claimed_title;

enum { AGREES_WHOLLY = 5 };

/* How well a heading agrees with the title that is claimed: 0 not at all. */
static int agreement(lec_str heading, const claimed_title *claimed)
{
    enum { LETTERS_MIN = 12 };
    if (heading.len == 0) {
        return 0;
    }
    if (lec_str_equal(heading, claimed->core) || lec_str_equal(heading, claimed->whole)) {
        return AGREES_WHOLLY;
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

/* The heading that agrees the most with what is claimed. */
typedef struct found_heading {
    const GumboNode *node; /* NULL: none */
    int agrees;
    size_t length; /* of its bare text */
} found_heading;

static lec_str bare_children(lec_html *page, const GumboNode *heading, unsigned first,
                             unsigned last);

/* A heading of the second level that is only a small part of the title is that of a section. */
static int heading_agreement(const GumboNode *heading, lec_str bare, const claimed_title *claimed)
{
    int agrees = agreement(bare, claimed);
    bool first = lec_html_tag(heading) == GUMBO_TAG_H1;
    if (!first && agrees < AGREES_WHOLLY && bare.len * 2 < claimed->core.len) {
        return 0;
    }
    return agrees + (agrees > 0 && first ? 2 : 0);
}

static void compare_heading(lec_html *page, const GumboNode *heading, const claimed_title *claims,
                            found_heading *best)
{
    lec_html_part part = lec_html_without_kicker(page, heading);
    lec_str texts[] = {bare_text(page, heading), LEC_STR("")};
    texts[1] = part.first ? bare_children(page, part.node, part.first, part.last) : texts[1];
    for (size_t i = 0; i < page->title_count * 2; i++) {
        const claimed_title *claimed = &claims[i / 2];
        int agrees = heading_agreement(heading, texts[i % 2], claimed);
        if (agrees > best->agrees ||
            (agrees > 0 && agrees == best->agrees && texts[0].len > best->length)) {
            *best = (found_heading){heading, agrees, texts[0].len};
        }
    }
}

static found_heading find_heading(lec_html *page, const claimed_title *claims)
{
    const GumboNode *root = page->tree->root;
    found_heading best = {0};
    int seen = 0;
    for (const GumboNode *at = root; at && seen < HEADINGS_MAX;
         at = lec_html_next(at, root, true)) {
        if (is_heading(at) && !lec_html_leads_home(at)) {
            compare_heading(page, at, claims, &best);
            seen++;
        }
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
        if (lec_html_tag(at) == GUMBO_TAG_H1 && ++seen && !lec_html_leads_home(at)) {
            lec_str text = lec_html_text_of(page->memory, at, TITLE_MAX);
            page->failed |= !text.ptr;
            if (text.ptr && lec_html_count_words(text) > 1 && !lec_html_is_site(page, text)) {
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
    for (unsigned i = 1; core.len > 0 && i < count && i < CHILDREN_MAX; i++) {
        if (lec_str_equal(bare_children(page, heading, i, count), core)) {
            page->title_first = i;
            page->title_last = count;
            return;
        }
        if (lec_str_equal(bare_children(page, heading, 0, i), core)) {
            page->title_last = i;
            return;
        }
    }
}

/* Part of a heading that says what is claimed, and is most of it. */
static const GumboNode *part_saying(lec_html *page, const GumboNode *heading, lec_str core)
{
    lec_str bare = bare_text(page, heading);
    if (core.len == 0 || bare.len <= core.len || core.len * 2 < bare.len) {
        return NULL;
    }
    for (const GumboNode *at = lec_html_next(heading, heading, true); at;
         at = lec_html_next(at, heading, true)) {
        bool text = at->type == GUMBO_NODE_TEXT || at->type == GUMBO_NODE_ELEMENT;
        if (text && lec_str_equal(bare_text(page, at), core)) {
            return at;
        }
    }
    return NULL;
}

/* Part of a heading that is all of the title, where the rest is a kicker, a date and the like. */
static const GumboNode *title_within(lec_html *page, const GumboNode *heading,
                                     const claimed_title *claims, const claimed_title *best)
{
    lec_html_part part = lec_html_without_kicker(page, heading);
    if (part.first > 0) {
        page->title_around = part.node != heading ? heading : NULL;
        page->title_first = part.first;
        page->title_last = part.last;
        return part.node;
    }
    bool says_best = lec_str_equal(bare_text(page, heading), best->core);
    for (size_t i = 0; i < page->title_count && !says_best; i++) {
        const GumboNode *found = part_saying(page, heading, claims[i].core);
        if (found) {
            page->title_around = heading;
            return found;
        }
    }
    for (size_t i = 0; i < page->title_count && page->title_last == 0; i++) {
        trim_heading(page, heading, claims[i].core);
    }
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

static void read_claims(lec_html *page, claimed_title *claims)
{
    for (size_t i = 0; i < page->title_count && !page->failed; i++) {
        lec_str title = page->titles[i];
        if (!lec_html_is_site(page, title)) {
            claims[i].whole = lec_html_bare(page->memory, title);
            claims[i].core = lec_html_bare(page->memory, lec_html_without_site(page, title));
            page->failed |= !claims[i].whole.ptr || !claims[i].core.ptr;
        }
    }
}

static const GumboNode *claimed_heading(lec_html *page)
{
    claimed_title claims[LEC_HTML_TITLES_MAX] = {0};
    size_t best = 0;
    read_claims(page, claims);
    if (page->title_count == 0 || page->failed) {
        return NULL;
    }
    while (best + 1 < page->title_count &&
           !lec_str_equal(page->titles[best], page->claimed_title.value)) {
        best++;
    }
    const GumboNode *found = find_heading(page, claims).node;
    return found ? title_within(page, found, claims, &claims[best]) : NULL;
}

/* A word such as "News" above an article whose title is known, but is no heading. */
static bool is_section(lec_html *page, const GumboNode *heading, lec_str whole)
{
    enum { TITLE_WORDS_MIN = 3 };
    lec_str text = lec_html_text_of(page->memory, heading, TITLE_MAX);
    page->failed |= !text.ptr;
    return text.ptr && lec_html_count_words(text) <= 1 &&
           lec_html_count_words(lec_html_without_site(page, whole)) >= TITLE_WORDS_MIN;
}

static const GumboNode *find_title(lec_html *page, lec_str whole)
{
    const GumboNode *found = claimed_heading(page);
    bool unsaid = whole.len == 0 || lec_html_is_site(page, whole);
    if (!found && page->article) {
        found = lec_article_title(page->article);
        bool title =
            found && !lec_html_leads_home(found) && (unsaid || !is_section(page, found, whole));
        found = title ? found : NULL;
    }
    return found || !unsaid || !page->article ? found : first_heading(page);
}

void lec_html_title(lec_html *page)
{
    if (page->reading->fragment) {
        return;
    }
    lec_str claimed = page->claimed_title.value.len ? page->claimed_title.value : LEC_STR("");
    lec_str cleaned = lec_html_without_site(page, claimed);
    page->title = find_title(page, claimed);
    lec_str shown = page->title ? LEC_STR("") : lec_html_shown_part(page, claimed);
    cleaned = shown.len ? shown : cleaned;
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
