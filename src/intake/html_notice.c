/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that are no article, or only the beginning of one, are told from what they say. */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/html.h"

#include <string.h>

enum {
    SHORT_BLOCKS = 3, /* of a page that only says that it is not there, or asks for a name */
    STUB_BLOCKS = 8   /* of the beginning of an article that must be paid for */
};

/* What the elements of a page show. */
typedef struct signs {
    bool password, next_page;
    size_t goes_on;        /* times that it is said */
    const GumboNode *said; /* the last element that says so */
} signs;

/* What is within an element that says it says it, too. */
static bool is_within(const GumboNode *node, const GumboNode *around)
{
    while (node && node != around) {
        node = node->parent;
    }
    return around && node;
}

static void look_at(const lec_html *page, const GumboNode *node, signs *seen)
{
    GumboTag tag = lec_html_tag(node);
    const lec_verdict *verdict = page->article ? lec_article_verdict(page->article, node) : NULL;
    if (tag == GUMBO_TAG_INPUT) {
        seen->password |=
            lec_str_equal_nocase(lec_html_attribute(node, "type"), LEC_STR("password"));
    } else if (tag == GUMBO_TAG_LINK) {
        seen->next_page |= lec_html_has_word(node, "rel", "next");
    }
    if (verdict && strcmp(verdict->rule, "continues") == 0 && !is_within(node, seen->said)) {
        seen->said = node;
        seen->goes_on++;
    }
}

static signs signs_of(const lec_html *page)
{
    signs seen = {0};
    const GumboNode *root = page->tree->document;
    for (const GumboNode *at = root; at; at = lec_html_next(at, root, true)) {
        look_at(page, at, &seen);
    }
    return seen;
}

static bool title_has(const lec_html *page, const char *const *words)
{
    for (; *words; words++) {
        if (memmem(page->title_bare.ptr, page->title_bare.len, *words, strlen(*words))) {
            return true;
        }
    }
    return false;
}

static lec_status refuse(const lec_html *page, const char *what)
{
    return lec_fail_at(page->reading->error, LEC_DATA, page->reading->source->name, 0, 0, "%s",
                       what);
}

static void warn(const lec_html *page, lec_str what)
{
    if (page->reading->warning->len == 0) {
        *page->reading->warning = what;
    }
}

lec_status lec_html_notice(lec_html *page)
{
    static const char *const LOGIN[] = {"login", "signin", "anmelden", "einloggen", NULL};
    static const char *const ABSENT[] = {"404", "pagenotfound", "notfound", NULL};
    if (page->reading->fragment) {
        return LEC_OK;
    }
    if (page->text_blocks == 0 && page->scan.scripted) {
        return refuse(page, "this page has no text of its own: it is built by script; save it "
                            "from a browser");
    }
    signs seen = signs_of(page);
    bool is_short = page->text_blocks <= SHORT_BLOCKS;
    if (is_short && seen.password && title_has(page, LOGIN)) {
        return refuse(page, "this is a page for signing in, not the article; save the article "
                            "from a browser that is signed in");
    }
    if (is_short && title_has(page, ABSENT)) {
        return refuse(page, "this page says that what was asked for is not there");
    }
    if (page->closed && page->text_blocks <= STUB_BLOCKS) {
        warn(page, LEC_STR("the page says that one has to pay for the article: this may be only "
                           "its beginning"));
    } else if (seen.goes_on > 0 && seen.goes_on <= LEC_FURNITURE_GOES_ON_MAX) {
        warn(page, LEC_FURNITURE_GOES_ON);
    } else if (seen.next_page) {
        warn(page, LEC_STR("the page says that it has a next page, which is not read"));
    }
    return LEC_OK;
}
