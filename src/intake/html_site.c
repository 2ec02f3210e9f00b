/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page calls itself, without the name of the site and of its sections. */
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html_title.h"

#include <string.h>

enum { NAME_WORDS_MAX = 4 /* of a site */ };

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

size_t lec_html_count_words(lec_str text)
{
    size_t words = 0;
    for (size_t at = 0; at < text.len; at++) {
        words += text.ptr[at] != ' ' && (at == 0 || text.ptr[at - 1] == ' ');
    }
    return words;
}

bool lec_html_is_site(lec_html *page, lec_str text)
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
    size_t words = lec_html_count_words(text);
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
lec_str lec_html_without_site(lec_html *page, lec_str text)
{
    const separator *row = NULL;
    for (size_t at = last_separator(text, &row); at < text.len; at = last_separator(text, &row)) {
        lec_str head = lec_str_slice(text, 0, at);
        lec_str tail = lec_str_slice(text, at + row->text.len, text.len);
        size_t words = lec_html_count_words(head);
        bool named =
            lec_html_is_site(page, tail) || (words >= 3 && words > lec_html_count_words(tail) &&
                                             looks_like_name(tail, row->strong));
        if (!named) {
            break;
        }
        text = head;
    }
    size_t at = first_separator(text, &row);
    if (at < text.len && lec_html_is_site(page, lec_str_slice(text, 0, at))) {
        text = lec_str_slice(text, at + row->text.len, text.len);
    }
    return text;
}

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
bool lec_html_leads_home(const GumboNode *heading)
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

/* ---- parts of a title that the page says */

static bool is_edge(lec_str text, size_t at)
{
    return at == 0 || at >= text.len || text.ptr[at] == ' ' || text.ptr[at - 1] == ' ';
}

/* Whether a part is parted from the rest by more than a space. */
static bool stands_apart(lec_str whole, size_t start, size_t end)
{
    static const char SIGNS[] = "|:>-\xBB\xAB\x93\x94\xB7";
    size_t before = start;
    while (before > 0 && whole.ptr[before - 1] == ' ') {
        before--;
    }
    size_t after = end;
    while (after < whole.len && whole.ptr[after] == ' ') {
        after++;
    }
    bool apart = before == 0 || strchr(SIGNS, whole.ptr[before - 1]);
    unsigned char next = after < whole.len ? (unsigned char)whole.ptr[after] : '|';
    bool sign = next == '|' || next == ':' || next == '>' || next == '-' || next >= 0xC2;
    return apart && sign && is_edge(whole, start) && (start > 0 || end < whole.len);
}

static bool may_show(const GumboNode *node)
{
    const GumboVector *children = lec_html_children(node);
    switch ((int)lec_html_tag(node)) {
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_A:
        return false;
    default:
        return lec_html_element(node) && children->length > 0 &&
               lec_html_tag(node->parent) != GUMBO_TAG_A;
    }
}

lec_str lec_html_shown_part(lec_html *page, lec_str text)
{
    enum { WORDS_MIN = 3, LENGTH_MAX = 401 };
    const GumboNode *root = page->tree->root;
    lec_str found = LEC_STR("");
    for (const GumboNode *at = root; at; at = lec_html_next(at, root, true)) {
        if (!may_show(at)) {
            continue;
        }
        lec_arena scratch = *page->memory;
        lec_str said = lec_html_text_of(&scratch, at, LENGTH_MAX);
        page->failed |= !said.ptr;
        const char *part = said.ptr && said.len > found.len && said.len < text.len
                               ? memmem(text.ptr, text.len, said.ptr, said.len)
                               : NULL;
        size_t start = part ? (size_t)(part - text.ptr) : 0;
        if (part && lec_html_count_words(said) >= WORDS_MIN && !lec_html_is_site(page, said) &&
            !lec_html_leads_home(at) && stands_apart(text, start, start + said.len)) {
            found = lec_str_slice(text, start, start + said.len);
        }
    }
    return found;
}
