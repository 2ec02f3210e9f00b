/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw HTML in Markdown: a handful of tags mean something to a listener, the others are left out. */
#include "base/str.h"
#include "intake/entity.h"
#include "intake/markdown.h"

#include <string.h>

/* ---- tags */

typedef enum effect {
    EFFECT_NONE,
    EFFECT_SPACE, /* parts words */
    EFFECT_BLOCK, /* parts blocks */
    EFFECT_HEADING,
    EFFECT_ITEM,
    EFFECT_DELETED,
    EFFECT_RAW, /* holds no text */
    EFFECT_CODE,
    EFFECT_PICTURE
} effect;

static const struct tag {
    const char *name;
    effect effect;
    int level;
} TAGS[] = {
    {"br", EFFECT_SPACE, 0},         {"td", EFFECT_SPACE, 0},         {"th", EFFECT_SPACE, 0},
    {"p", EFFECT_BLOCK, 0},          {"div", EFFECT_BLOCK, 0},        {"ul", EFFECT_BLOCK, 0},
    {"ol", EFFECT_BLOCK, 0},         {"dl", EFFECT_BLOCK, 0},         {"dt", EFFECT_BLOCK, 0},
    {"dd", EFFECT_BLOCK, 0},         {"table", EFFECT_BLOCK, 0},      {"tr", EFFECT_BLOCK, 0},
    {"hr", EFFECT_BLOCK, 0},         {"blockquote", EFFECT_BLOCK, 0}, {"center", EFFECT_BLOCK, 0},
    {"section", EFFECT_BLOCK, 0},    {"article", EFFECT_BLOCK, 0},    {"aside", EFFECT_BLOCK, 0},
    {"header", EFFECT_BLOCK, 0},     {"footer", EFFECT_BLOCK, 0},     {"nav", EFFECT_BLOCK, 0},
    {"details", EFFECT_BLOCK, 0},    {"summary", EFFECT_BLOCK, 0},    {"figure", EFFECT_BLOCK, 0},
    {"figcaption", EFFECT_BLOCK, 0}, {"h1", EFFECT_HEADING, 1},       {"h2", EFFECT_HEADING, 2},
    {"h3", EFFECT_HEADING, 3},       {"h4", EFFECT_HEADING, 4},       {"h5", EFFECT_HEADING, 5},
    {"h6", EFFECT_HEADING, 6},       {"li", EFFECT_ITEM, 0},          {"del", EFFECT_DELETED, 0},
    {"s", EFFECT_DELETED, 0},        {"strike", EFFECT_DELETED, 0},   {"script", EFFECT_RAW, 0},
    {"style", EFFECT_RAW, 0},        {"svg", EFFECT_RAW, 0},          {"template", EFFECT_RAW, 0},
    {"pre", EFFECT_CODE, 0},         {"img", EFFECT_PICTURE, 0},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The name in a tag that starts at byte `at`. */
static lec_str name_at(lec_str text, size_t at, bool *closing)
{
    *closing = at + 1 < text.len && text.ptr[at + 1] == '/';
    size_t start = at + 1 + *closing;
    size_t end = start;
    while (end < text.len && (is_letter(text.ptr[end]) || lec_is_digit(text.ptr[end]))) {
        end++;
    }
    return lec_str_slice(text, start, end);
}

static const struct tag *find_tag(lec_str name)
{
    static const struct tag OTHER = {"", EFFECT_NONE, 0};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        if (lec_str_equal_nocase(name, lec_str_of(TAGS[i].name))) {
            return &TAGS[i];
        }
    }
    return &OTHER;
}

/* ---- pictures */

/* The value of `alt` in a tag, without its quotes; empty when it has none. */
static lec_span alt_of(lec_str all, lec_span tag)
{
    lec_str text = lec_str_slice(all, 0, tag.end);
    char quote = '\0';
    for (size_t at = tag.start; at + 5 < tag.end; at++) {
        char c = text.ptr[at];
        bool inside = quote != '\0';
        quote = inside ? (c == quote ? '\0' : quote) : c == '"' || c == '\'' ? c : '\0';
        if (inside || !lec_is_space(c) ||
            !lec_str_equal_nocase(lec_str_slice(text, at + 1, at + 5), LEC_STR("alt="))) {
            continue;
        }
        char open = text.ptr[at + 5];
        size_t start = at + 6;
        size_t end = open == '"' || open == '\'' ? lec_str_find(text, open, start) : start;
        return end < tag.end ? (lec_span){start, end} : (lec_span){0};
    }
    return (lec_span){0};
}

static void put_picture(lec_md *md, lec_span tag)
{
    static const char RULE[] = "picture";
    static const char REASON[] = "a picture is not heard, but for its description";
    lec_span alt = alt_of(md->text, tag);
    if (alt.start < alt.end && md->pictures == 0) {
        lec_md_omit(md, (lec_span){tag.start, alt.start}, RULE, REASON);
        lec_md_picture(md, true);
        lec_md_put_encoded(md, alt);
        lec_md_picture(md, false);
    }
    lec_md_omit(md, tag, RULE, REASON);
}

/* ---- what a tag does */

/* A heading's tag parts blocks also where md4c sees no block of HTML. */
static void part_blocks(lec_md *md, lec_span tag, int heading, bool item)
{
    bool edge = heading > 0 || md->html.heading > 0;
    bool within = !md->html.active && (!edge || md->table.active);
    if (within || md->code.active) {
        lec_md_put_space(md, tag);
        return;
    }
    lec_md_close(md);
    lec_md_omit(md, tag, "markup", "");
    md->html.heading = heading;
    md->html.item = item;
}

static void put_code(lec_md *md, lec_span tag, bool closing)
{
    bool begins = md->html.active && !closing && !md->code.active;
    if (begins) {
        lec_md_code_start(md, tag);
        return;
    }
    if (md->html.active && closing && md->code.active) {
        lec_md_code_end(md, false);
    }
    lec_md_omit(md, tag, "markup", "");
}

static void put_deleted(lec_md *md, lec_span tag, bool closing)
{
    lec_md_omit(md, tag, "markup", "");
    md->dropped += !closing;
    md->dropped -= closing && md->dropped > 0;
}

static void put_tag(lec_md *md, lec_span tag)
{
    bool closing;
    const struct tag *known = find_tag(name_at(md->text, tag.start, &closing));
    switch (known->effect) {
    case EFFECT_SPACE:
        lec_md_put_space(md, tag);
        break;
    case EFFECT_BLOCK:
    case EFFECT_HEADING:
    case EFFECT_ITEM:
        part_blocks(md, tag, closing ? 0 : known->level, !closing && known->effect == EFFECT_ITEM);
        break;
    case EFFECT_DELETED:
        put_deleted(md, tag, closing);
        break;
    case EFFECT_RAW:
        lec_md_omit(md, tag, "markup", "");
        md->html.raw = closing ? NULL : known->name;
        break;
    case EFFECT_CODE:
        put_code(md, tag, closing);
        break;
    case EFFECT_PICTURE:
        put_picture(md, tag);
        break;
    case EFFECT_NONE:
        lec_md_omit(md, tag, "markup", "");
        break;
    }
}

static void put_comment(lec_md *md, lec_span span)
{
    bool comment = lec_str_starts(lec_str_slice(md->text, span.start, span.end), LEC_STR("<!--"));
    lec_md_omit(md, span, comment ? "comment" : "markup", comment ? "a comment is not shown" : "");
}

void lec_md_html_inline(lec_md *md, lec_span span)
{
    char after = span.end - span.start > 1 ? md->text.ptr[span.start + 1] : ' ';
    if (md->text.ptr[span.start] != '<') {
        lec_md_omit(md, span, "markup", ""); /* a tag goes on in this line */
    } else if (after == '!' || after == '?') {
        put_comment(md, span);
    } else {
        put_tag(md, span);
    }
    md->html.raw = NULL;
}

/* ---- blocks of HTML */

void lec_md_html_start(lec_md *md)
{
    lec_md_close(md);
    md->html = (lec_md_html){.active = true};
}

/* What may open at a "<"; an empty closer is a tag's. @return false when it is text. */
static bool opens(lec_str rest, lec_str *closer)
{
    static const struct opener {
        lec_str start, closer;
    } OPENERS[] = {
        {{"<!--", 4}, {"-->", 3}},
        {{"<![CDATA[", 9}, {"]]>", 3}},
        {{"<!", 2}, {">", 1}},
        {{"<?", 2}, {"?>", 2}},
    };
    for (size_t i = 0; i < sizeof OPENERS / sizeof *OPENERS; i++) {
        if (lec_str_starts(rest, OPENERS[i].start)) {
            *closer = OPENERS[i].closer;
            return true;
        }
    }
    size_t letter = 1U + (rest.len > 1 && rest.ptr[1] == '/');
    *closer = LEC_STR("");
    return rest.len > letter && is_letter(rest.ptr[letter]);
}

/* Where the open tag ends, at or after byte `at`; `end` + 1 when it does not. */
static size_t tag_end(lec_md_html *html, lec_str text, size_t at, size_t end)
{
    for (; at < end; at++) {
        char c = text.ptr[at];
        if (html->quote) {
            html->quote = c == html->quote ? '\0' : html->quote;
        } else if (c == '"' || c == '\'') {
            html->quote = c;
        } else if (c == '>') {
            return at + 1;
        }
    }
    return end + 1;
}

static size_t closer_end(const lec_md_html *html, lec_str text, size_t at, size_t end)
{
    size_t from = at > html->open.start ? at : html->open.start;
    const char *found = memmem(text.ptr + from, end - from, html->closer.ptr, html->closer.len);
    return found ? (size_t)(found - text.ptr) + html->closer.len : end + 1;
}

/* Goes on with what is open. @return where it ends, or `end`. */
static size_t go_on(lec_md *md, size_t at, size_t end)
{
    lec_md_html *html = &md->html;
    size_t close =
        html->closer.len ? closer_end(html, md->text, at, end) : tag_end(html, md->text, at, end);
    if (close > end) {
        html->open.end = end;
        return end;
    }
    lec_span all = {html->open.start, close};
    bool tag = html->closer.len == 0;
    html->open = (lec_span){0};
    html->quote = '\0';
    if (tag) {
        put_tag(md, all);
    } else {
        put_comment(md, all);
    }
    return close;
}

/* In a script or the like: nothing counts but its end tag. */
static size_t pass_raw(lec_md *md, size_t at, size_t end)
{
    size_t next;
    bool closing = false;
    lec_str shown = lec_str_slice(md->text, 0, end);
    for (next = lec_str_find(shown, '<', at); next < end;
         next = lec_str_find(shown, '<', next + 1)) {
        lec_str name = name_at(md->text, next, &closing);
        if (closing && lec_str_equal_nocase(name, lec_str_of(md->html.raw))) {
            break;
        }
    }
    lec_md_omit(md, (lec_span){at, next}, md->html.raw, "it holds no text");
    md->html.raw = next < end ? NULL : md->html.raw;
    return next;
}

static bool is_white(lec_str text)
{
    return lec_str_trim(text).len == 0;
}

/* Text up to the next tag. White space between blocks is none of it. */
static size_t pass_text(lec_md *md, size_t at, size_t end)
{
    size_t next = lec_str_find(lec_str_slice(md->text, 0, end), '<', at + 1);
    lec_span span = {at, next};
    if (is_white(lec_str_slice(md->text, at, next))) {
        lec_md_put_space(md, span);
    } else {
        lec_md_put_encoded(md, span);
    }
    return next;
}

void lec_md_html_text(lec_md *md, lec_span span)
{
    lec_md_html *html = &md->html;
    size_t at = span.start > md->done ? span.start : md->done;
    while (at < span.end) {
        lec_str rest = lec_str_slice(md->text, at, span.end);
        if (html->open.start < html->open.end) {
            at = go_on(md, at, span.end);
        } else if (html->raw) {
            at = pass_raw(md, at, span.end);
        } else if (rest.ptr[0] == '<' && opens(rest, &html->closer)) {
            html->open = (lec_span){at, at + 1};
            at = go_on(md, at + 1, span.end);
        } else {
            at = pass_text(md, at, span.end);
        }
    }
}

/* A tag that never ends is none: after its name there may be text. */
void lec_md_html_end(lec_md *md)
{
    lec_span open = md->html.open;
    md->html.open = (lec_span){0};
    if (open.start < open.end && md->html.closer.len) {
        put_comment(md, open);
    } else if (open.start < open.end) {
        bool closing;
        lec_str name = name_at(md->text, open.start, &closing);
        size_t from = (size_t)(name.ptr - md->text.ptr) + name.len;
        lec_md_omit(md, (lec_span){open.start, from}, "markup", "");
        lec_md_put_encoded(md, (lec_span){from, open.end});
    }
    if (md->code.active) {
        lec_md_code_end(md, false);
    }
    lec_md_close(md);
    md->html = (lec_md_html){0};
}
