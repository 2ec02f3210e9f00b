/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tokens are those of the HTML standard, 13.2.5. What is nested is followed only as closely as
 * it takes to know how deep the parser's own stack will be, so that its time stays linear.
 */
#include "intake/html_scan.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/chain.h"
#include "base/str.h"
#include "intake/html_tag.h"

#include <string.h>

#define DEPTH_MAX        500 /* of open elements */
#define TEXT_OF_(number) #number
#define TEXT_OF(macro)   TEXT_OF_(macro)

enum {
    ATTRIBUTES_MAX = 200, /* of one tag */
    FORMATTING_MAX = 60,  /* open elements like <b> that the parser might repeat */
    FORMATTING_COST = 8,  /* repeated elements a tag */
    FORMATTING_FREE = 1000,
    ROOTS_MAX = 20,
    LINK_TAGS_MAX = 200 /* tags within one link */
};

typedef struct open_element {
    uint32_t key;
    bool special; /* the end tag of an ordinary element does not reach beyond it */
    bool barrier; /* nor that of a special one */
} open_element;

typedef struct scanner {
    lec_arena *arena;
    lec_str text;
    size_t copied; /* bytes of the text that are in `out`, or cut */
    lec_buf out;
    lec_chain stretches, cuts;
    bool xhtml, scripted;
    open_element stack[DEPTH_MAX];
    size_t depth, excess;
    size_t roots;   /* tags of <html> and <body>, whose attributes the parser unites */
    size_t foreign; /* depth at which drawings or formulas begin; 0: none are open */
    uint32_t open[GUMBO_TAG_LAST + 1];
    size_t formatting, formatting_bytes, cost, tags, link_tags;
    bool plain; /* formatting is passed over */
} scanner;

/* ---- what is parsed */

/* Copies the text up to a byte. */
static void copy_to(scanner *s, size_t end)
{
    if (end <= s->copied) {
        return;
    }
    lec_html_stretch stretch = {s->out.len, s->copied, end - s->copied};
    lec_chain_add(&s->stretches, &stretch, 1);
    lec_buf_add(&s->out, lec_str_slice(s->text, s->copied, end));
    s->copied = end;
}

static void insert(scanner *s, lec_str text)
{
    lec_buf_add(&s->out, text);
}

/* Leaves a stretch out of what is parsed; with a rule, it is a row in the ledger. */
static void cut(scanner *s, lec_span span, lec_str instead, const char *rule, const char *reason)
{
    copy_to(s, span.start);
    insert(s, instead);
    s->copied = span.end > s->copied ? span.end : s->copied;
    if (rule && span.end > span.start) {
        lec_omission omission = {span, rule, reason};
        lec_chain_add(&s->cuts, &omission, 1);
    }
}

/* ---- tokens */

static size_t find(lec_str text, size_t from, lec_str wanted)
{
    const char *at =
        from < text.len ? memmem(text.ptr + from, text.len - from, wanted.ptr, wanted.len) : NULL;
    return at ? (size_t)(at - text.ptr) : text.len;
}

static bool starts_at(lec_str text, size_t at, lec_str wanted)
{
    return lec_str_equal_nocase(lec_str_slice(text, at, at + wanted.len), wanted);
}

/* Whether the tag that begins at `at` is of that name: "<script", "</script". */
static bool is_tag_at(lec_str text, size_t at, lec_str beginning)
{
    size_t end = at + beginning.len;
    return starts_at(text, at, beginning) && end < text.len &&
           (lec_is_space(text.ptr[end]) || text.ptr[end] == '/' || text.ptr[end] == '>');
}

/* End of a comment whose "<!--" is at `at`. `inside` is what stands in it. */
static size_t comment_end(lec_str text, size_t at, lec_span *inside)
{
    *inside = (lec_span){at + 4, at + 4};
    if (starts_at(text, at + 4, LEC_STR(">"))) {
        return at + 5;
    }
    if (starts_at(text, at + 4, LEC_STR("->"))) {
        return at + 6;
    }
    for (size_t dash = find(text, at + 4, LEC_STR("--")); dash < text.len;
         dash = find(text, dash + 1, LEC_STR("--"))) {
        size_t bang = starts_at(text, dash + 2, LEC_STR("!")) ? 1 : 0;
        if (starts_at(text, dash + 2 + bang, LEC_STR(">"))) {
            inside->end = dash;
            return dash + 3 + bang;
        }
    }
    inside->end = text.len;
    return text.len;
}

/* A start or end tag. */
typedef struct tag {
    size_t start, end; /* after its '>'; beyond the text when that is missing */
    size_t name, name_end;
    size_t many;  /* where there are too many attributes; 0: nowhere */
    size_t slash; /* the one before '>', when it closes itself; else 0 */
    bool closing;
    GumboTag id;
} tag;

static bool ends_name(char c)
{
    return lec_is_space(c) || c == '/' || c == '>';
}

static size_t skip_spaces(lec_str text, size_t at)
{
    while (at < text.len && lec_is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

static size_t skip_value(lec_str text, size_t at)
{
    at = skip_spaces(text, at);
    char c = at < text.len ? text.ptr[at] : '>';
    if (c == '"' || c == '\'') {
        size_t end = lec_str_find(text, c, at + 1);
        return end < text.len ? end + 1 : text.len;
    }
    while (at < text.len && !lec_is_space(text.ptr[at]) && text.ptr[at] != '>') {
        at++;
    }
    return at;
}

static size_t skip_attribute(lec_str text, size_t at)
{
    at++; /* an '=' in front belongs to the name */
    while (at < text.len && !ends_name(text.ptr[at]) && text.ptr[at] != '=') {
        at++;
    }
    size_t after = skip_spaces(text, at);
    return after < text.len && text.ptr[after] == '=' ? skip_value(text, after + 1) : at;
}

/* @param at a '<' with a letter after it, or with a slash and a letter. */
static tag tag_at(lec_str text, size_t at)
{
    tag t = {.start = at, .closing = text.ptr[at + 1] == '/'};
    t.name = at + 1 + t.closing;
    for (at = t.name; at < text.len && !ends_name(text.ptr[at]);) {
        at++;
    }
    t.name_end = at;
    t.id = gumbo_tagn_enum(text.ptr + t.name, (unsigned)(t.name_end - t.name));
    size_t attributes = 0;
    while (at < text.len && text.ptr[at] != '>') {
        if (lec_is_space(text.ptr[at])) {
            at++;
        } else if (text.ptr[at] == '/') {
            t.slash = starts_at(text, at + 1, LEC_STR(">")) ? at : 0;
            at++;
        } else {
            t.many = attributes++ == ATTRIBUTES_MAX ? at : t.many;
            at = skip_attribute(text, at);
        }
    }
    t.end = at + 1;
    return t;
}

/* ---- what stands in an element that holds no elements */

/* Where the end tag of a script begins: within "<!--" and "<script" one counts for the inner. */
static size_t script_end(lec_str text, size_t at)
{
    int depth = 0; /* 1: escaped, 2: in an inner script */
    for (; at < text.len; at++) {
        if (depth == 0) {
            at = lec_str_find(text, '<', at);
        }
        if (is_tag_at(text, at, LEC_STR("</script"))) {
            if (depth < 2) {
                break;
            }
            depth = 1;
        } else if (depth == 0 && starts_at(text, at, LEC_STR("<!--"))) {
            depth = 1;
            at += 1; /* "<!-->" opens and closes */
        } else if (depth == 1 && is_tag_at(text, at, LEC_STR("<script"))) {
            depth = 2;
        } else if (depth > 0 && starts_at(text, at, LEC_STR("-->"))) {
            depth = 0;
        }
    }
    return at < text.len ? at : text.len;
}

static size_t raw_end(lec_str text, size_t at, lec_str name)
{
    for (at = find(text, at, LEC_STR("</")); at < text.len;
         at = find(text, at + 2, LEC_STR("</"))) {
        size_t end = at + 2 + name.len;
        if (starts_at(text, at + 2, name) && end < text.len && ends_name(text.ptr[end])) {
            break;
        }
    }
    return at;
}

static const struct raw_element {
    GumboTag id;
    const char *rule, *reason; /* NULL: what stands in it is parsed */
} RAW[] = {
    {GUMBO_TAG_SCRIPT, "script", "a script is no text"},
    {GUMBO_TAG_STYLE, "style", "a style sheet is no text"},
    {GUMBO_TAG_IFRAME, "embedded", "it stands for what a browser would show in its place"},
    {GUMBO_TAG_NOEMBED, "embedded", "it stands for what a browser would show in its place"},
    {GUMBO_TAG_NOFRAMES, "embedded", "it stands for what a browser would show in its place"},
    {GUMBO_TAG_XMP, NULL, NULL},
    {GUMBO_TAG_TEXTAREA, NULL, NULL},
    {GUMBO_TAG_TITLE, NULL, NULL},
};

/* What a script of data says of the page is read. */
static bool is_data(lec_str text, const tag *t)
{
    lec_str attributes = lec_str_slice(text, t->name_end, t->end);
    return find(attributes, 0, LEC_STR("ld+json")) < attributes.len;
}

/* @return where the scan goes on after a start tag. */
static size_t pass_raw(scanner *s, const tag *t)
{
    const struct raw_element *raw = NULL;
    for (size_t i = 0; i < sizeof RAW / sizeof *RAW; i++) {
        raw = RAW[i].id == t->id ? &RAW[i] : raw;
    }
    if (!raw || s->foreign) {
        return t->end;
    }
    s->scripted |= t->id == GUMBO_TAG_SCRIPT;
    lec_str name = lec_str_slice(s->text, t->name, t->name_end);
    size_t end =
        t->id == GUMBO_TAG_SCRIPT ? script_end(s->text, t->end) : raw_end(s->text, t->end, name);
    if (raw->rule && !is_data(s->text, t)) {
        cut(s, (lec_span){t->end, end}, LEC_STR(""), raw->rule, raw->reason);
    }
    return end;
}

/* ---- what is nested */

/* Elements without a standard name are told apart by a hash of theirs (FNV-1a). */
static uint32_t key_of(lec_str text, const tag *t)
{
    uint32_t hash = 2166136261u;
    if (t->id != GUMBO_TAG_UNKNOWN) {
        bool heading = t->id >= GUMBO_TAG_H1 && t->id <= GUMBO_TAG_H6;
        return heading ? GUMBO_TAG_H1 : t->id;
    }
    for (size_t at = t->name; at < t->name_end; at++) {
        hash = (hash ^ ((unsigned char)text.ptr[at] | 0x20)) * 16777619u;
    }
    return hash | 0x80000000u;
}

static uint32_t *count_of(scanner *s, uint32_t key)
{
    return &s->open[key < GUMBO_TAG_UNKNOWN ? key : GUMBO_TAG_UNKNOWN];
}

static void pop_to(scanner *s, size_t depth)
{
    while (s->depth > depth) {
        --*count_of(s, s->stack[--s->depth].key);
    }
    s->foreign = s->foreign > s->depth ? 0 : s->foreign;
}

static void push(scanner *s, const tag *t)
{
    lec_html_nature nature = lec_html_nature_of(t->id);
    open_element *top = s->depth ? &s->stack[s->depth - 1] : NULL;
    uint32_t key = key_of(s->text, t);
    if (key == GUMBO_TAG_H1 && top && top->key == key) {
        pop_to(s, s->depth - 1);
    }
    s->stack[s->depth++] =
        (open_element){key, nature >= LEC_HTML_SPECIAL, nature == LEC_HTML_BARRIER};
    ++*count_of(s, key);
    if (!s->foreign && (t->id == GUMBO_TAG_SVG || t->id == GUMBO_TAG_MATH)) {
        s->foreign = s->depth;
    }
}

static void pop(scanner *s, const tag *t)
{
    uint32_t key = key_of(s->text, t);
    bool special = lec_html_nature_of(t->id) >= LEC_HTML_SPECIAL;
    size_t at = *count_of(s, key) ? s->depth : 0;
    while (at > 0) {
        const open_element *element = &s->stack[--at];
        if (element->key == key) {
            pop_to(s, at);
            break;
        }
        if (element->barrier || (element->special && !special)) {
            break;
        }
    }
}

/* ---- formatting */

static void close_formatting(scanner *s)
{
    for (uint32_t id = 0; id < GUMBO_TAG_LAST; id++) {
        while (lec_html_nature_of((GumboTag)id) == LEC_HTML_FORMATTING && s->open[id] > 0) {
            lec_buf_printf(&s->out, "</%s>", gumbo_normalized_tagname((GumboTag)id));
            s->open[id]--;
        }
    }
    s->formatting = s->formatting_bytes = 0;
}

static void stop_formatting(scanner *s, size_t at)
{
    copy_to(s, at);
    close_formatting(s);
    s->plain = true;
}

/* What the parser may repeat after a tag, when nothing else has closed it. */
static void add_cost(scanner *s, size_t at)
{
    s->tags++;
    s->cost += s->formatting + s->formatting_bytes / 64;
    if (s->cost > FORMATTING_FREE + FORMATTING_COST * s->tags) {
        stop_formatting(s, at);
    }
    if (s->open[GUMBO_TAG_A] && ++s->link_tags > LINK_TAGS_MAX) {
        copy_to(s, at);
        insert(s, LEC_STR("</a>"));
        s->open[GUMBO_TAG_A] = 0;
    }
}

static void pass_link(scanner *s, const tag *t)
{
    s->open[GUMBO_TAG_A] = !t->closing;
    s->link_tags = 0;
}

static void pass_formatting(scanner *s, const tag *t)
{
    if (s->formatting == FORMATTING_MAX && !s->plain) {
        stop_formatting(s, t->start);
    }
    if (t->id == GUMBO_TAG_A) {
        pass_link(s, t);
    } else if (s->plain) {
        cut(s, (lec_span){t->start, t->end}, LEC_STR("<!---->"), NULL, NULL);
    } else if (!t->closing) {
        s->open[t->id]++;
        s->formatting++;
        s->formatting_bytes += t->end - t->start;
    } else if (s->open[t->id] > 0) {
        s->open[t->id]--;
        s->formatting--;
        s->formatting_bytes = s->formatting ? s->formatting_bytes : 0;
    }
}

/* ---- tags */

static bool closes_itself(const scanner *s, const tag *t)
{
    return t->slash && !t->closing && (s->xhtml || s->foreign);
}

/* Elements that nest, and that do so no deeper than is good. */
static void pass_nested(scanner *s, const tag *t)
{
    bool deep = t->closing ? s->excess > 0 : s->depth == DEPTH_MAX;
    if (deep) {
        s->excess += t->closing ? (size_t)-1 : 1;
        cut(s, (lec_span){t->start, t->end}, LEC_STR("<br>"), "too-deep",
            "it is nested deeper than " TEXT_OF(DEPTH_MAX) " elements; its text is kept");
    } else if (t->closing) {
        pop(s, t);
    } else {
        push(s, t);
    }
}

static void pass_nature(scanner *s, const tag *t)
{
    lec_html_nature nature = lec_html_nature_of(t->id);
    if (nature == LEC_HTML_FORMATTING) {
        pass_formatting(s, t);
        return;
    }
    bool root = t->id == GUMBO_TAG_HTML || t->id == GUMBO_TAG_BODY;
    if (root && !t->closing && ++s->roots > ROOTS_MAX) {
        cut(s, (lec_span){t->start, t->end}, LEC_STR("<!---->"), NULL, NULL);
        return;
    }
    add_cost(s, t->start);
    if (nature >= LEC_HTML_ORDINARY && !closes_itself(s, t)) {
        pass_nested(s, t);
    }
}

/* In XHTML "<a/>" is "<a></a>"; a parser of HTML sees "<a>". */
static void close_itself(scanner *s, const tag *t)
{
    copy_to(s, t->slash);
    insert(s, LEC_STR("></"));
    insert(s, lec_str_slice(s->text, t->name, t->name_end));
    insert(s, LEC_STR(">"));
    s->copied = t->end;
}

static size_t pass_tag(scanner *s, size_t at)
{
    tag t = tag_at(s->text, at);
    if (t.end > s->text.len) {
        return s->text.len;
    }
    if (t.id == GUMBO_TAG_HTML && !t.closing) {
        lec_str attributes = lec_str_slice(s->text, t.name_end, t.end);
        s->xhtml |= find(attributes, 0, LEC_STR("xmlns=")) < attributes.len;
    }
    pass_nature(s, &t);
    if (t.many && s->copied <= t.many) {
        cut(s, (lec_span){t.many, t.end - 1}, LEC_STR(""), NULL, NULL);
    }
    if (closes_itself(s, &t) && s->copied <= t.start && !s->foreign &&
        lec_html_nature_of(t.id) != LEC_HTML_VOID) {
        close_itself(s, &t);
        return t.end;
    }
    return t.closing ? t.end : pass_raw(s, &t);
}

static size_t pass_comment(scanner *s, size_t at)
{
    lec_span inside;
    size_t end = comment_end(s->text, at, &inside);
    cut(s, inside, LEC_STR(""), NULL, NULL);
    return end;
}

static bool is_letter(lec_str text, size_t at)
{
    return at < text.len && (text.ptr[at] | 0x20) >= 'a' && (text.ptr[at] | 0x20) <= 'z';
}

/* @param at a '<'. */
static size_t pass_token(scanner *s, size_t at)
{
    lec_str text = s->text;
    bool slash = starts_at(text, at + 1, LEC_STR("/"));
    if (is_letter(text, at + 1 + slash)) {
        return pass_tag(s, at);
    }
    if (starts_at(text, at, LEC_STR("<!--"))) {
        return pass_comment(s, at);
    }
    if (slash || starts_at(text, at + 1, LEC_STR("!")) || starts_at(text, at + 1, LEC_STR("?"))) {
        return lec_str_find(text, '>', at) + 1;
    }
    return at + 1;
}

/* Room for what is copied and inserted, so that it need not grow. */
static void reserve(scanner *s)
{
    s->out.capacity = s->text.len + 4096;
    s->out.ptr = LEC_NEW(s->arena, s->out.capacity, char);
    s->out.failed = !s->out.ptr;
}

bool lec_html_scan_make(lec_arena *arena, lec_str text, lec_html_scan *scan)
{
    scanner *s = LEC_NEW(arena, 1, scanner);
    if (!s) {
        return false;
    }
    *s = (scanner){
        .arena = arena,
        .text = text,
        .out = {.arena = arena},
        .stretches = {.arena = arena, .size = sizeof(lec_html_stretch)},
        .cuts = {.arena = arena, .size = sizeof(lec_omission)},
        .xhtml = lec_str_starts(lec_str_trim(text), LEC_STR("<?xml")),
    };
    reserve(s);
    for (size_t at = lec_str_find(text, '<', 0); at < text.len; at = lec_str_find(text, '<', at)) {
        at = pass_token(s, at);
    }
    copy_to(s, text.len);
    *scan = (lec_html_scan){
        .parsed = lec_buf_str(&s->out),
        .stretches = lec_chain_copy(&s->stretches, arena),
        .stretch_count = s->stretches.count,
        .cuts = lec_chain_copy(&s->cuts, arena),
        .cut_count = s->cuts.count,
        .scripted = s->scripted,
    };
    return scan->parsed.ptr && scan->stretches && scan->cuts;
}

/* ---- back to the source */

/* The last stretch that begins at or before a byte of what is parsed. */
static const lec_html_stretch *stretch_at(const lec_html_scan *scan, size_t parsed)
{
    size_t low = 0;
    size_t high = scan->stretch_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (scan->stretches[middle].parsed <= parsed) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return scan->stretch_count ? &scan->stretches[low] : NULL;
}

static size_t to_source(const lec_html_scan *scan, size_t parsed)
{
    const lec_html_stretch *stretch = stretch_at(scan, parsed);
    if (!stretch || parsed < stretch->parsed) {
        return 0;
    }
    size_t offset = parsed - stretch->parsed;
    return stretch->source + (offset < stretch->length ? offset : stretch->length);
}

lec_span lec_html_source_span(const lec_html_scan *scan, lec_span parsed)
{
    size_t start = to_source(scan, parsed.start);
    if (parsed.end <= parsed.start) {
        return (lec_span){start, start};
    }
    const lec_html_stretch *last = stretch_at(scan, parsed.end - 1);
    bool copied = last && parsed.end - last->parsed <= last->length;
    size_t end = to_source(scan, parsed.end - 1) + copied;
    return (lec_span){start, end > start ? end : start};
}
