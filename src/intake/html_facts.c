/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a page says of itself: in its meta elements (Open Graph, Dublin Core and others), in its
 * linked data (html_data.c), and in the elements that show it. Of several the best source counts.
 */
#include "intake/html_facts.h"

#include "base/arena.h"
#include "base/str.h"
#include "intake/html.h"

#include <string.h>

enum { VALUE_MAX = 400 /* bytes; longer ones are something else */ };

static void add_title(lec_html_claims *claims, lec_str value)
{
    for (size_t i = 0; i < claims->title_count; i++) {
        if (lec_str_equal(claims->titles[i], value)) {
            return;
        }
    }
    if (claims->title_count < LEC_HTML_TITLES_MAX) {
        claims->titles[claims->title_count++] = value;
    }
}

void lec_html_claim(lec_html_claims *claims, lec_html_fact fact, int rank, lec_str value,
                    const GumboNode *node)
{
    lec_html_fact_claim *claim = &claims->best[fact];
    if (!value.ptr || value.len == 0 || value.len > VALUE_MAX) {
        return;
    }
    if (fact == LEC_HTML_TITLE) {
        add_title(claims, value);
    }
    if (!claim->value.len || rank < claim->rank) {
        *claim = (lec_html_fact_claim){value, rank, node};
    }
}

/* ---- meta elements */

static const struct meta_key {
    const char *name;
    lec_html_fact fact;
    int rank; /* the least is the best; linked data have 2 */
} META[] = {
    {"article:author", LEC_HTML_AUTHOR, 5},
    {"article:published_time", LEC_HTML_DATE, 1},
    {"article:published", LEC_HTML_DATE, 3},
    {"author", LEC_HTML_AUTHOR, 3},
    {"byl", LEC_HTML_AUTHOR, 4},
    {"citation_author", LEC_HTML_AUTHOR, 4},
    {"citation_publication_date", LEC_HTML_DATE, 5},
    {"citation_title", LEC_HTML_TITLE, 4},
    {"date", LEC_HTML_DATE, 4},
    {"datepublished", LEC_HTML_DATE, 3},
    {"dc.creator", LEC_HTML_AUTHOR, 4},
    {"dc.date", LEC_HTML_DATE, 4},
    {"dc.date.issued", LEC_HTML_DATE, 3},
    {"dc.language", LEC_HTML_LANG, 4},
    {"dc.title", LEC_HTML_TITLE, 5},
    {"dcterms.created", LEC_HTML_DATE, 4},
    {"dcterms.creator", LEC_HTML_AUTHOR, 4},
    {"dcterms.date", LEC_HTML_DATE, 4},
    {"dcterms.title", LEC_HTML_TITLE, 5},
    {"og:image", LEC_HTML_IMAGE, 1},
    {"og:published_time", LEC_HTML_DATE, 3},
    {"og:site_name", LEC_HTML_SITE, 1},
    {"og:title", LEC_HTML_TITLE, 3},
    {"og:url", LEC_HTML_URL, 3},
    {"parsely-author", LEC_HTML_AUTHOR, 4},
    {"parsely-pub-date", LEC_HTML_DATE, 3},
    {"parsely-title", LEC_HTML_TITLE, 4},
    {"publish-date", LEC_HTML_DATE, 4},
    {"pubdate", LEC_HTML_DATE, 4},
    {"sailthru.author", LEC_HTML_AUTHOR, 4},
    {"sailthru.date", LEC_HTML_DATE, 4},
    {"twitter:image", LEC_HTML_IMAGE, 3},
    {"twitter:title", LEC_HTML_TITLE, 5},
};

static void read_meta(lec_html_claims *claims, lec_arena *memory, const GumboNode *node)
{
    static const char *const KEYS[] = {"property", "name", "itemprop"};
    lec_str content = lec_html_attribute(node, "content");
    for (size_t k = 0; content.len && k < sizeof KEYS / sizeof *KEYS; k++) {
        lec_str key = lec_str_trim(lec_html_attribute(node, KEYS[k]));
        for (size_t i = 0; key.len && i < sizeof META / sizeof *META; i++) {
            if (lec_str_equal_nocase(key, lec_str_of(META[i].name))) {
                lec_str value = lec_html_clean(memory, content);
                bool address = META[i].fact == LEC_HTML_AUTHOR && strstr(content.ptr, "://");
                lec_html_claim(claims, META[i].fact, META[i].rank, address ? LEC_STR("") : value,
                               node);
            }
        }
    }
}

/* ---- elements */

static void read_link(lec_html_claims *claims, lec_arena *memory, const GumboNode *node)
{
    if (lec_html_has_word(node, "rel", "canonical")) {
        lec_str address = lec_html_clean(memory, lec_html_attribute(node, "href"));
        lec_html_claim(claims, LEC_HTML_URL, 1, address, node);
    }
}

/* "By Ada North" is "Ada North". */
static lec_str without_by(lec_str text)
{
    bool by = lec_str_equal_nocase(lec_str_slice(text, 0, 3), LEC_STR("by "));
    return lec_str_trim(lec_str_slice(text, by ? 3 : 0, text.len));
}

static void read_byline(lec_html_claims *claims, lec_arena *memory, const GumboNode *node)
{
    enum { NAME_MAX = 80 };
    if (node->v.element.attributes.length == 0 || claims->best[LEC_HTML_AUTHOR].value.len) {
        return;
    }
    bool author =
        lec_html_has_word(node, "rel", "author") || lec_html_has_word(node, "itemprop", "author");
    bool byline = author || lec_html_has_word(node, "class", "byline") ||
                  lec_html_has_word(node, "class", "author");
    if (!byline) {
        return;
    }
    lec_str text = lec_html_text_of(memory, node, NAME_MAX + 1);
    if (text.ptr && text.len <= NAME_MAX) {
        lec_html_claim(claims, LEC_HTML_AUTHOR, author ? 7 : 8, without_by(text), node);
    }
}

static void read_time(lec_html_claims *claims, lec_arena *memory, const GumboNode *node)
{
    lec_str given = lec_html_attribute(node, "datetime");
    bool published = lec_html_has_word(node, "itemprop", "datePublished") ||
                     lec_html_attribute(node, "pubdate").ptr;
    lec_html_claim(claims, LEC_HTML_DATE, published ? 6 : 8, lec_html_clean(memory, given), node);
}

static void read_element(lec_html *page, lec_html_claims *claims, const GumboNode *node)
{
    lec_arena *memory = page->memory;
    switch ((int)lec_html_tag(node)) {
    case GUMBO_TAG_META:
        read_meta(claims, memory, node);
        break;
    case GUMBO_TAG_LINK:
        read_link(claims, memory, node);
        break;
    case GUMBO_TAG_TIME:
        read_time(claims, memory, node);
        break;
    case GUMBO_TAG_TITLE:
        if (node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML) {
            lec_html_claim(claims, LEC_HTML_TITLE, 9, lec_html_text_of(memory, node, VALUE_MAX + 1),
                           node);
        }
        break;
    case GUMBO_TAG_SCRIPT:
        page->failed |= !lec_html_data_read(page, claims, node);
        break;
    default:
        read_byline(claims, memory, node);
    }
}

/* ---- what goes where */

/* A language tag: letters, digits and hyphens; "en_US" is meant as one. */
static lec_str language_of(lec_arena *arena, lec_str text)
{
    lec_str tag = lec_str_trim(lec_str_cut(text, ',').head);
    char *bytes = lec_arena_cstr(arena, tag);
    tag.ptr = bytes;
    for (size_t i = 0; bytes && i < tag.len; i++) {
        bytes[i] = bytes[i] == '_' ? '-' : bytes[i];
        bool letter = (bytes[i] | 0x20) >= 'a' && (bytes[i] | 0x20) <= 'z';
        if (!letter && !lec_is_digit(bytes[i]) && bytes[i] != '-') {
            return LEC_STR("");
        }
    }
    return tag.len >= 2 && tag.len <= 35 ? tag : LEC_STR("");
}

static bool set(lec_arena *arena, lec_str *fact, lec_str value)
{
    if (!fact->len && value.ptr && value.len) {
        *fact = lec_arena_str(arena, value);
    }
    return (fact->ptr && value.ptr) || !value.len;
}

static bool set_all(const lec_reading *reading, const lec_html_claims *claims)
{
    lec_arena *arena = reading->arena;
    lec_facts *facts = reading->facts;
    lec_str date = lec_html_date(arena, claims->best[LEC_HTML_DATE].value);
    return set(arena, &facts->author, claims->best[LEC_HTML_AUTHOR].value) &&
           set(arena, &facts->date, date) &&
           set(arena, &facts->site, claims->best[LEC_HTML_SITE].value) &&
           set(arena, &facts->image, claims->best[LEC_HTML_IMAGE].value) &&
           set(arena, &facts->url, claims->best[LEC_HTML_URL].value);
}

static bool set_language(lec_html *page, const lec_html_claims *claims)
{
    const lec_reading *reading = page->reading;
    lec_str given = lec_html_attribute(page->tree->root, "lang");
    given = given.len ? given : lec_html_attribute(page->tree->root, "xml:lang");
    given = given.len ? given : claims->best[LEC_HTML_LANG].value;
    return set(reading->arena, &reading->facts->lang, language_of(page->memory, given));
}

bool lec_html_facts(lec_html *page)
{
    lec_html_claims claims = {0};
    if (!page->reading->fragment) {
        const GumboNode *root = page->tree->document;
        for (const GumboNode *at = root; at && !page->failed; at = lec_html_next(at, root, true)) {
            if (lec_html_element(at)) {
                read_element(page, &claims, at);
            }
        }
        page->claimed_title = claims.best[LEC_HTML_TITLE];
        page->title_count = claims.title_count;
        memcpy(page->titles, claims.titles, sizeof claims.titles);
        page->claimed_site = claims.best[LEC_HTML_SITE].value;
    }
    return !page->failed && set_language(page, &claims) &&
           (page->reading->fragment || set_all(page->reading, &claims));
}
