/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be seen of the texts of a feed without reading them as HTML. */
#include "base/str.h"
#include "intake/feed.h"

#include <string.h>

enum { FULL_LENGTH = 1000 }; /* a teaser is shorter */

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A tag, of whatever name, or a comment; "<" alone or before a number is none. */
static bool begins_tag(lec_str text, size_t at)
{
    size_t name = at + 1 + (at + 1 < text.len && text.ptr[at + 1] == '/');
    return name < text.len && (is_letter(text.ptr[name]) || text.ptr[name] == '!');
}

static bool begins_entity(lec_str text, size_t at)
{
    size_t end = lec_str_find(lec_str_slice(text, 0, at + 12), ';', at);
    char first = at + 1 < text.len ? text.ptr[at + 1] : ' ';
    return end < text.len && end < at + 12 && end > at + 1 && (first == '#' || is_letter(first)) &&
           lec_str_find(lec_str_slice(text, 0, end), ' ', at) == end;
}

/* Whether a tag is of HTML: a title may speak of "<template>". */
static bool begins_html_tag(lec_str text, size_t at)
{
    static const lec_str NAMES[] = {
        {"a", 1},    {"abbr", 4}, {"article", 7}, {"b", 1},       {"blockquote", 10}, {"br", 2},
        {"cite", 4}, {"code", 4}, {"div", 3},     {"em", 2},      {"figure", 6},      {"font", 4},
        {"h1", 2},   {"h2", 2},   {"h3", 2},      {"h4", 2},      {"h5", 2},          {"h6", 2},
        {"hr", 2},   {"i", 1},    {"img", 3},     {"li", 2},      {"ol", 2},          {"p", 1},
        {"pre", 3},  {"q", 1},    {"s", 1},       {"section", 7}, {"small", 5},       {"span", 4},
        {"sub", 3},  {"sup", 3},  {"strong", 6},  {"table", 5},   {"u", 1},           {"ul", 2},
    };
    size_t start = at + 1 + (at + 1 < text.len && text.ptr[at + 1] == '/');
    size_t end = start;
    while (end < text.len && end < start + 12 &&
           (is_letter(text.ptr[end]) || lec_is_digit(text.ptr[end]))) {
        end++;
    }
    lec_str name = lec_str_slice(text, start, end);
    size_t i = 0;
    while (i < sizeof NAMES / sizeof *NAMES && !lec_str_equal_nocase(name, NAMES[i])) {
        i++;
    }
    return i < sizeof NAMES / sizeof *NAMES;
}

bool lec_feed_is_html(lec_str text)
{
    const char *last = text.len ? memrchr(text.ptr, '>', text.len) : NULL;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '<' && last > text.ptr + at && begins_html_tag(text, at)) {
            return true;
        }
        if (text.ptr[at] == '&' && begins_entity(text, at)) {
            return true;
        }
    }
    return false;
}

size_t lec_feed_length(lec_str text)
{
    size_t length = 0;
    bool inside = false;
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        inside = c == '<' ? begins_tag(text, at) || inside : inside;
        length += !inside && !lec_is_space(c);
        inside = inside && c != '>';
    }
    return length;
}

/* ---- teasers */

/* `text` without `end`, in whatever case. */
static lec_str without_end(lec_str text, lec_str end)
{
    size_t at = text.len - (end.len < text.len ? end.len : text.len);
    return lec_str_equal_nocase(lec_str_slice(text, at, text.len), end) ? lec_str_slice(text, 0, at)
                                                                        : text;
}

/* Without one of a list, if it ends so. */
static lec_str without_any(lec_str text, const lec_str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lec_str shorter = without_end(text, ends[i]);
        if (shorter.len < text.len) {
            return shorter;
        }
    }
    return text;
}

#define WITHOUT(text, ends) without_any((text), (ends), sizeof(ends) / sizeof *(ends))

/* Without the tags, spaces, arrows and brackets at its end. */
static lec_str to_last_word(lec_str text)
{
    static const lec_str NOTHING[] = {
        {"&nbsp;", 6}, {"&#160;", 6},   {"\xC2\xA0", 2},     {"&raquo;", 7},
        {"&#187;", 6}, {"\xC2\xBB", 2}, {"&rarr;", 6},       {"&#8594;", 7},
        {"]", 1},      {")", 1},        {"\xE2\x86\x92", 3}, {"&gt;", 4},
    };
    for (;;) {
        lec_str rest = WITHOUT(lec_str_trim(text), NOTHING);
        if (lec_str_ends(rest, LEC_STR(">"))) {
            const char *open = memrchr(rest.ptr, '<', rest.len);
            rest = open ? lec_str_slice(rest, 0, (size_t)(open - rest.ptr)) : rest;
        }
        if (rest.len == text.len) {
            return rest;
        }
        text = rest;
    }
}

bool lec_feed_is_cut(lec_str text)
{
    static const lec_str DOTS[] = {
        {"...", 3}, {"\xE2\x80\xA6", 3}, {"&hellip;", 8}, {"&#8230;", 7}, {"&#x2026;", 8}};
    static const lec_str PHRASES[] = {{"read more", 9},      {"continue reading", 16},
                                      {"read on", 7},        {"weiterlesen", 11},
                                      {"lire la suite", 13}, {"leer m\xC3\xA1s", 9}};
    lec_str last = to_last_word(text);
    lec_str dotless = WITHOUT(last, DOTS);
    bool dots = dotless.len < last.len;
    bool bracketed = dots && (lec_str_ends(lec_str_trim(dotless), LEC_STR("[")) ||
                              lec_str_ends(lec_str_trim(dotless), LEC_STR("(")));
    lec_str before = lec_str_trim(dotless);
    return bracketed || WITHOUT(before, PHRASES).len < before.len ||
           (dots && lec_feed_length(text) < FULL_LENGTH);
}

/* ---- what the feed adds to an item */

/* WordPress ends each with "<p>The post TITLE appeared first on SITE.</p>" */
size_t lec_feed_footer(lec_str html)
{
    const lec_str opening = LEC_STR("<p>The post <a ");
    const lec_str phrase = LEC_STR(" appeared first on");
    const char *found = NULL;
    for (lec_str rest = html; rest.len > 0;) {
        const char *next = memmem(rest.ptr, rest.len, opening.ptr, opening.len);
        found = next ? next : found;
        rest = next ? lec_str_slice(rest, (size_t)(next - rest.ptr) + 1, rest.len) : LEC_STR("");
    }
    size_t at = found ? (size_t)(found - html.ptr) : html.len;
    lec_str last = lec_str_trim(lec_str_slice(html, at, html.len));
    bool alone = last.len > 0 && memmem(last.ptr, last.len, phrase.ptr, phrase.len) &&
                 lec_str_ends(last, LEC_STR("</p>")) &&
                 !memmem(last.ptr + 1, last.len - 1, "<p", 2);
    return alone ? at : html.len;
}
