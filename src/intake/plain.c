/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text -> document: lines become blocks. What a line says of itself is in line.c, whether it
 * goes on in the next in wrap.c, and how a block's bytes become text in inline.c.
 *
 * Lines are looked at as they come, with a bounded look ahead, so that time grows with the text.
 */
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/inline.h"
#include "intake/reader.h"
#include "intake/wrap.h"

enum {
    LIST_DEPTH_MAX = 8,
    LIST_LOOK_AHEAD = 8, /* lines among which a numbered item has to have a neighbour */
    HEADING_COLUMNS_MAX = 80,
    UNDERLINED_COLUMNS_MAX = 120,
    TITLE_LOOK_AHEAD = 3 /* lone lines, such as a byline, that may stand between title and text */
};

typedef struct list_level {
    size_t indent;
    lec_mark_kind kind;
    uint32_t number;
} list_level;

typedef struct reader {
    lec_str text;
    lec_wrap wrap;
    lec_writer *writer;
    list_level list[LIST_DEPTH_MAX]; /* the list that the last item belongs to */
    int list_depth;                  /* 0: there is none */
    bool after_gap;  /* a blank line, a rule, a heading or the beginning is before the line; or a
                        long paragraph, where each has a line */
    bool after_lone; /* the block before looks like a heading, and is none */
    size_t done;     /* bytes that are accounted for */
} reader;

/* Lines that make one block. */
typedef struct piece {
    lec_textline line; /* the first one */
    lec_textline last;
    lec_block_kind kind;
    int level;
    bool silent;      /* nothing in it can be said */
    lec_span content; /* what becomes text */
    size_t end;       /* of the marks after it */
    size_t next;      /* start of the line after it */
} piece;

/* ---- lists */

static bool numbers_follow(const lec_mark *mark, lec_mark_kind kind, uint32_t number)
{
    bool numbered = kind >= LEC_MARK_DOT;
    return mark->kind == kind &&
           (mark->number == number || (numbered && mark->number == number + 1));
}

static bool follows_in_list(const reader *r, const lec_textline *line)
{
    for (int i = 0; i < r->list_depth; i++) {
        if (numbers_follow(&line->mark, r->list[i].kind, r->list[i].number)) {
            return true;
        }
    }
    return false;
}

/* Whether an item of the same list comes after this one and the text that belongs to it. */
static bool has_successor(const reader *r, const lec_textline *line)
{
    bool gap = false;
    size_t at = line->next;
    for (int seen = 0; at < r->text.len && seen < LIST_LOOK_AHEAD;) {
        lec_textline next = lec_textline_at(r->text, at);
        at = next.next;
        if (lec_textline_is_blank(&next)) {
            gap = true;
            continue;
        }
        seen++;
        if (next.mark.kind == line->mark.kind || next.depth != line->depth) {
            return numbers_follow(&next.mark, line->mark.kind, line->mark.number);
        }
        if (gap && next.indent <= line->indent) {
            return false;
        }
    }
    return false;
}

/* A number alone makes no list ("1984. What a year."): it has a neighbour. */
static bool begins_item(const reader *r, const lec_textline *line)
{
    if (line->mark.kind == LEC_MARK_NONE || line->depth > 0) {
        return false;
    }
    return line->mark.kind <= LEC_MARK_DASH || follows_in_list(r, line) || has_successor(r, line);
}

/* Inside a paragraph a dash at a line's start is no list mark unless it has a neighbour too. */
static bool breaks_as_item(const reader *r, const lec_textline *line, const lec_textline *next)
{
    bool dash = next->mark.kind == LEC_MARK_DASH && lec_wrap_flows(&r->wrap, line, next);
    return begins_item(r, next) && (!dash || follows_in_list(r, next) || has_successor(r, next));
}

/* Finds the item's level by its indentation; a column more or less is the same level. */
static int list_enter(reader *r, const lec_textline *line)
{
    while (r->list_depth > 0 && r->list[r->list_depth - 1].indent > line->indent + 1) {
        r->list_depth--;
    }
    bool deeper = r->list_depth == 0 || r->list[r->list_depth - 1].indent + 1 < line->indent;
    if (deeper && r->list_depth < LIST_DEPTH_MAX) {
        r->list[r->list_depth++].indent = line->indent;
    }
    list_level *level = &r->list[r->list_depth - 1];
    level->kind = line->mark.kind;
    level->number = line->mark.number;
    return r->list_depth;
}

/* What is indented more than an item belongs to it and does not end the list. */
static void list_leave(reader *r, const lec_textline *line)
{
    if (r->list_depth > 0 && line->indent <= r->list[0].indent) {
        r->list_depth = 0;
    }
}

/* ---- headings */

static bool has_letter(lec_str text, size_t at, size_t end)
{
    while (at < end) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_is_letter(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}

static bool is_among(uint32_t code, const uint32_t *codes, size_t count)
{
    size_t i = 0;
    while (i < count && codes[i] != code) {
        i++;
    }
    return i < count;
}

#define AMONG(code, codes) is_among((code), (codes), sizeof(codes) / sizeof *(codes))

/* A title may also be a question, or begin with a quotation mark. */
static bool looks_like_heading(lec_str text, const lec_textline *line, bool title)
{
    static const uint32_t NO_END[] = {',', ';', ':', '-', '/', '\\', 0x2013, 0x2014};
    static const uint32_t OPENING[] = {'"',    '\'',   0xA1,   0xAB,   0xBF,  0x2018,
                                       0x201C, 0x201E, 0x300A, 0x300C, 0x300E};
    bool capital = (lec_char_is_letter(line->begin) && !lec_char_is_lower(line->begin)) ||
                   lec_char_is_digit(line->begin);
    bool begins = capital || (title && AMONG(line->begin, OPENING));
    bool asks = title && (line->end == '?' || line->end == '!');
    bool ends = (asks || !lec_char_ends_sentence(line->end)) && !AMONG(line->end, NO_END);
    return line->depth == 0 && line->width <= HEADING_COLUMNS_MAX && begins && ends &&
           has_letter(text, line->first, line->last);
}

static bool is_blank_at(lec_str text, size_t at)
{
    lec_textline line = lec_textline_at(text, at);
    return lec_textline_is_blank(&line);
}

/* Whether text comes after byte `at`, beyond at most `skip` lines that look like headings too. */
static bool text_follows(const reader *r, size_t at, int skip)
{
    while (at < r->text.len) {
        lec_textline line = lec_textline_at(r->text, at);
        at = line.next;
        if (lec_textline_is_blank(&line)) {
            continue;
        }
        bool alone = r->wrap.mode == LEC_WRAP_NONE || is_blank_at(r->text, line.next);
        bool another = line.heading || (alone && looks_like_heading(r->text, &line, false));
        if (!another || skip-- == 0) {
            return !another;
        }
    }
    return false;
}

/* Two in a row may both be headings, of a part and of its first chapter; more are a list. */
static bool stands_as_heading(reader *r, const piece *p)
{
    bool title = r->writer->blocks.count == 0;
    bool blank = is_blank_at(r->text, p->next);
    bool alone = r->wrap.mode == LEC_WRAP_NONE || blank;
    bool looks = r->after_gap && alone && looks_like_heading(r->text, &p->line, title);
    bool pair = blank && !r->after_lone && r->writer->blocks.count > 1;
    int skip = title ? TITLE_LOOK_AHEAD : pair;
    bool heading = looks && text_follows(r, p->next, skip);
    r->after_lone = looks && !heading;
    return heading;
}

/* A line of "=" or "-" under a line of text. */
static bool is_underlined(const lec_textline *line, const lec_textline *under)
{
    bool open = lec_char_ends_sentence(line->end) || line->end == ',';
    return under->uniform && under->ornaments >= 3 && under->depth == 0 &&
           line->width <= UNDERLINED_COLUMNS_MAX && !(under->uniform == '-' && open);
}

static void make_heading(const reader *r, piece *p, int level)
{
    bool first = r->writer->blocks.count == 0;
    p->kind = LEC_BLOCK_HEADING;
    p->level = first ? 1 : level < 2 ? 2 : level;
}

/* ---- pieces */

/* After lines that hang from the first, one that stands as far left as that begins an entry. */
static bool ends_hanging(const piece *p, const lec_textline *next)
{
    return p->last.indent >= p->line.indent + 2 && next->indent <= p->line.indent &&
           lec_char_ends_sentence(p->last.end);
}

static bool goes_on(const reader *r, const piece *p, const lec_textline *next)
{
    if (p->silent || next->start >= r->text.len || lec_textline_is_blank(next) ||
        lec_textline_is_rule(next) || next->heading || next->depth != p->line.depth ||
        ends_hanging(p, next) || breaks_as_item(r, &p->last, next)) {
        return false;
    }
    bool hangs = p->kind == LEC_BLOCK_LIST_ITEM && next->indent > p->line.indent;
    return hangs || lec_wrap_flows(&r->wrap, &p->last, next);
}

/* A paragraph, quote or list item: takes lines for as long as it goes on. Returns the line after.
 */
static lec_textline take_lines(reader *r, piece *p)
{
    lec_textline next = lec_textline_at(r->text, p->next);
    while (goes_on(r, p, &next)) {
        p->last = next;
        p->next = next.next;
        next = lec_textline_at(r->text, next.next);
    }
    p->content.end = p->end = p->last.last;
    return next;
}

static void start_piece(reader *r, piece *p)
{
    const lec_textline *line = &p->line;
    p->kind = line->depth > 0 ? LEC_BLOCK_QUOTE : LEC_BLOCK_PARAGRAPH;
    p->level = line->depth;
    p->content.start = line->first;
    if (begins_item(r, line)) {
        p->kind = LEC_BLOCK_LIST_ITEM;
        p->level = list_enter(r, line);
        p->content.start = line->mark.kind <= LEC_MARK_DASH ? line->mark.text : line->first;
    } else {
        list_leave(r, line);
    }
}

static piece take_piece(reader *r, const lec_textline *line)
{
    piece p = {.line = *line, .last = *line, .silent = line->silent, .next = line->next};
    if (line->heading || lec_textline_is_rule(line)) {
        list_leave(r, line);
        make_heading(r, &p, line->heading);
        p.content = line->title;
        p.end = line->last;
        return p;
    }
    start_piece(r, &p);
    lec_textline after = take_lines(r, &p);
    if (p.kind != LEC_BLOCK_PARAGRAPH || p.next != line->next || p.silent) {
        r->after_lone = false;
        return p;
    }
    if (is_underlined(line, &after)) {
        make_heading(r, &p, after.uniform == '=' ? 1 : 2);
        p.end = after.last;
        p.next = after.next;
    } else if (stands_as_heading(r, &p)) {
        make_heading(r, &p, 2);
    }
    return p;
}

static void write_piece(reader *r, piece *p)
{
    const lec_textline *line = &p->line;
    const char *mark = p->kind == LEC_BLOCK_HEADING ? "heading-mark" : "list-mark";
    lec_leave_out(r->writer, (lec_span){r->done, line->start}, "quote-mark");
    lec_writer_omit(r->writer, (lec_span){line->start, line->body}, "quote-mark", "");
    lec_leave_out(r->writer, (lec_span){line->body, line->first}, "quote-mark");
    if (p->silent) {
        lec_writer_omit(r->writer, (lec_span){line->first, p->end}, "separator", "");
    } else {
        lec_span content = lec_content_trim(r->text, p->content);
        lec_writer_omit(r->writer, (lec_span){line->first, p->content.start}, mark, "");
        lec_leave_out(r->writer, (lec_span){p->content.start, content.start}, mark);
        lec_writer_open(r->writer, p->kind, p->level);
        lec_write_content(r->writer, content, line->depth > 0);
        lec_writer_close(r->writer);
        lec_leave_out(r->writer, (lec_span){content.end, p->end}, mark);
    }
    r->done = p->end;
}

/* Goes through `text` from byte `start` to its end. */
static void walk(lec_str text, size_t start, lec_wrap wrap, lec_writer *writer)
{
    reader r = {.text = text, .wrap = wrap, .writer = writer, .after_gap = true, .done = start};
    for (size_t at = start; at < text.len;) {
        lec_textline line = lec_textline_at(text, at);
        at = line.next;
        if (lec_textline_is_blank(&line)) {
            r.after_gap = true;
            continue;
        }
        piece p = take_piece(&r, &line);
        write_piece(&r, &p);
        r.after_gap = p.silent || p.kind == LEC_BLOCK_HEADING ||
                      (wrap.mode == LEC_WRAP_NONE && line.width > HEADING_COLUMNS_MAX);
        at = p.next;
    }
    lec_leave_out(writer, (lec_span){r.done, text.len}, "quote-mark");
}

static lec_status plain_read(const lec_reading *reading)
{
    lec_str text = lec_str_slice(reading->source->text, 0, reading->span.end);
    walk(text, reading->span.start,
         lec_wrap_measure(lec_str_slice(text, reading->span.start, text.len)), reading->writer);
    return LEC_OK;
}

const lec_reader_row lec_reader_text = {
    .info = {.name = "text",
             .extensions = ".txt .text",
             .description = "plain text, one paragraph a line or hard-wrapped"},
    .read = plain_read,
    .unmarked = true,
};
