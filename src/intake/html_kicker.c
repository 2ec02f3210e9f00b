/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kicker: a line that stands above the title, and in many pages in the same heading. It is an
 * element of its own before the rest of the heading, and told by what it is called.
 */
#include "base/str.h"
#include "intake/html_title.h"

#include <string.h>

enum {
    DEPTH_MAX = 8,  /* of elements around the title in a heading */
    TEXT_MAX = 400, /* bytes */
    WORDS_MIN = 2   /* of a title */
};

/* As a part of a word in class; some are of newsrooms in other languages. */
static const char *const KICKERS[] = {
    "kicker",    "overline",  "roofline",   "eyebrow",   "topline",    "toptitle",    "pretitle",
    "pre-title", "overtitle", "supertitle", "surtitle",  "subtitle",   "titleheader", "small",
    "label",     "topic",     "strapline",  "dachzeile", "spitzmarke", "antetitulo",  "occhiello",
};

static bool is_called(const GumboNode *node, const char *const *words, size_t count)
{
    lec_str class = lec_html_attribute(node, "class");
    for (size_t i = 0; class.len > 0 && i < count; i++) {
        lec_str word = lec_str_of(words[i]);
        for (size_t at = 0; at + word.len <= class.len; at++) {
            if (lec_str_equal_nocase(lec_str_slice(class, at, at + word.len), word)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a child says something: white space, signs and style sheets do not. */
static bool says(lec_html *page, const GumboNode *node)
{
    lec_arena scratch = *page->memory;
    GumboTag tag = lec_html_tag(node);
    if (tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SCRIPT) {
        return false;
    }
    lec_str text = lec_html_text_of(&scratch, node, TEXT_MAX);
    lec_str bare = text.ptr ? lec_html_bare(&scratch, text) : text;
    page->failed |= !bare.ptr;
    return bare.len > 0;
}

static unsigned next_saying(lec_html *page, const GumboVector *children, unsigned at)
{
    while (at < children->length && !says(page, children->data[at])) {
        at++;
    }
    return at;
}

static bool is_kicker(const GumboNode *node, const GumboNode *next)
{
    static const char *const HEADLINE[] = {"headline"};
    if (!lec_html_element(node) || lec_html_tag(node) == GUMBO_TAG_A) {
        return false;
    }
    return lec_html_tag(node) == GUMBO_TAG_SMALL ||
           is_called(node, KICKERS, sizeof KICKERS / sizeof *KICKERS) ||
           (is_called(next, HEADLINE, 1) && !is_called(node, HEADLINE, 1));
}

static size_t words_from(lec_html *page, const GumboVector *children, unsigned at)
{
    size_t words = 0;
    for (; at < children->length; at++) {
        lec_arena scratch = *page->memory;
        lec_str text = lec_html_text_of(&scratch, children->data[at], TEXT_MAX);
        page->failed |= !text.ptr;
        words += text.ptr ? lec_html_count_words(text) : 0;
    }
    return words;
}

lec_html_part lec_html_without_kicker(lec_html *page, const GumboNode *heading)
{
    const GumboNode *node = heading;
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        const GumboVector *children = lec_html_children(node);
        unsigned first = next_saying(page, children, 0);
        unsigned second = next_saying(page, children, first + 1);
        if (first >= children->length) {
            break;
        }
        if (second < children->length) {
            bool kicker = is_kicker(children->data[first], children->data[second]) &&
                          words_from(page, children, second) >= WORDS_MIN;
            if (kicker) {
                return (lec_html_part){node, second, children->length};
            }
            break;
        }
        node = children->data[first];
    }
    return (lec_html_part){heading, 0, lec_html_children(heading)->length};
}
