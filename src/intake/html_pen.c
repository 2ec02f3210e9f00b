/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/html_pen.h"

#include "base/arena.h"
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/inline.h"

#include <string.h>

bool lec_html_pen_start(lec_html_pen *pen, lec_arena *arena)
{
    pen->claims = LEC_NEW(arena, pen->span.end - pen->span.start + 1, char);
    return pen->claims != NULL;
}

lec_span lec_html_pen_span(const lec_html_pen *pen, const char *start, size_t length)
{
    if (!start || !length) {
        return (lec_span){pen->span.start, pen->span.start};
    }
    size_t at = (size_t)(start - pen->parsed);
    lec_span span = lec_html_source_span(pen->scan, (lec_span){at, at + length});
    return (lec_span){pen->span.start + span.start, pen->span.start + span.end};
}

/* ---- claims */

/* Takes bytes that nobody has taken. @return false when one of them is taken, or there are none. */
static bool claim(lec_html_pen *pen, lec_span span)
{
    char *first = pen->claims + (span.start - pen->span.start);
    size_t count = span.end - span.start;
    if (count == 0 || memchr(first, 1, count)) {
        return false;
    }
    memset(first, 1, count);
    return true;
}

/* The first stretch at or after `at` that is free; empty at the end. */
static lec_span free_stretch(const lec_html_pen *pen, size_t at, size_t end)
{
    const char *first = pen->claims + (at - pen->span.start);
    const char *found = at < end ? memchr(first, 0, end - at) : NULL;
    if (!found) {
        return (lec_span){end, end};
    }
    size_t start = at + (size_t)(found - first);
    const char *taken = memchr(found, 1, end - start);
    return (lec_span){start, taken ? start + (size_t)(taken - found) : end};
}

void lec_html_pen_omit(lec_html_pen *pen, lec_span source, const char *rule, const char *reason)
{
    for (lec_span span = free_stretch(pen, source.start, source.end); span.start < span.end;
         span = free_stretch(pen, span.end, source.end)) {
        (void)claim(pen, span);
        lec_writer_omit(pen->writer, span, rule, reason);
    }
}

void lec_html_pen_finish(lec_html_pen *pen)
{
    lec_str source = pen->writer->source;
    for (lec_span span = free_stretch(pen, pen->span.start, pen->span.end); span.start < span.end;
         span = free_stretch(pen, span.end, pen->span.end)) {
        if (lec_text_is_blank(lec_str_slice(source, span.start, span.end))) {
            lec_leave_out(pen->writer, span, "markup");
        } else {
            lec_writer_omit(pen->writer, span, "markup", "");
        }
    }
}

/* ---- blocks */

void lec_html_pen_open(lec_html_pen *pen, lec_block_kind kind, int level)
{
    lec_writer_open(pen->writer, kind, level);
    pen->gap = (lec_html_gap){0};
    pen->last = 0;
}

void lec_html_pen_close(lec_html_pen *pen)
{
    lec_writer_close(pen->writer);
    pen->gap = (lec_html_gap){0};
    pen->last = 0;
}

/* ---- white space, and what is said before a text */

/* Between characters of scripts that set no spaces a line end is none either. */
static bool is_seamless(const lec_html_pen *pen, lec_html_gap gap, uint32_t next)
{
    return gap.breaks && lec_char_is_unspaced(pen->last) && lec_char_is_unspaced(next);
}

static void write_gap(lec_html_pen *pen, uint32_t next)
{
    lec_html_gap gap = pen->gap;
    pen->gap = (lec_html_gap){0};
    if (!gap.waiting || pen->last == 0 || is_seamless(pen, gap, next) || !claim(pen, gap.source)) {
        return;
    }
    lec_str source = lec_str_slice(pen->writer->source, gap.source.start, gap.source.end);
    if (gap.no_break && source.ptr[0] != '&') {
        lec_writer_keep(pen->writer, gap.source);
    } else if (gap.no_break) {
        lec_writer_rewrite(pen->writer, gap.source, LEC_STR("\xC2\xA0"));
    } else if (source.len > 1 || lec_is_space(source.ptr[0])) {
        lec_writer_space(pen->writer, gap.source);
    } else {
        lec_writer_rewrite(pen->writer, gap.source, LEC_STR(" "));
    }
    pen->last = ' ';
}

static void write_label(lec_html_pen *pen)
{
    lec_span span = pen->label;
    pen->label = (lec_span){0, 0};
    if (span.start < span.end && claim(pen, span)) {
        lec_writer_rewrite(pen->writer, span, pen->label_text);
        pen->last = ' ';
        pen->gap = (lec_html_gap){0};
    }
}

void lec_html_pen_label(lec_html_pen *pen, lec_span source, lec_str text)
{
    pen->label = source;
    pen->label_text = text;
}

void lec_html_pen_part(lec_html_pen *pen, lec_span source)
{
    if (!pen->gap.waiting && source.start < source.end) {
        pen->gap = (lec_html_gap){.source = source, .waiting = true};
    }
}

static void before_text(lec_html_pen *pen, uint32_t next)
{
    write_label(pen);
    write_gap(pen, next);
    pen->last = next;
}

void lec_html_pen_say(lec_html_pen *pen, lec_span source, lec_str text)
{
    if (text.len > 0 && claim(pen, source)) {
        before_text(pen, lec_utf8_at(text, 0).code);
        lec_writer_rewrite(pen->writer, source, text);
        pen->last = lec_utf8_before(text, text.len).code;
    }
}

void lec_html_pen_keep(lec_html_pen *pen, lec_span source)
{
    if (claim(pen, source)) {
        before_text(pen, lec_utf8_at(pen->writer->source, source.start).code);
        lec_writer_keep(pen->writer, source);
        pen->last = lec_utf8_before(pen->writer->source, source.end).code;
    }
}

/* ---- text */

/* Text as it was written, side by side with what the parser read. */
typedef struct reading {
    lec_html_pen *pen;
    lec_str written, read;
    size_t at, read_at;
    bool markup;
} reading;

/* End of a tag that the parser has passed over; `at` when there is none. */
static size_t tag_end(lec_str text, size_t at)
{
    char c = at + 1 < text.len ? text.ptr[at + 1] : ' ';
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (text.ptr[at] != '<' || !(letter || c == '/' || c == '!' || c == '?')) {
        return at;
    }
    char quote = '\0';
    for (; at < text.len; at++) {
        char d = text.ptr[at];
        if (quote) {
            quote = d == quote ? '\0' : quote;
        } else if ((d == '"' || d == '\'') && text.ptr[at - 1] == '=') {
            quote = d;
        } else if (d == '>') {
            return at + 1;
        }
    }
    return text.len;
}

static bool is_alphanumeric(char c)
{
    return lec_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static size_t read_characters(const reading *r, size_t count)
{
    size_t length = 0;
    while (count-- > 0) {
        length += lec_utf8_at(r->read, r->read_at + length).len;
    }
    return length;
}

static size_t numeric_end(lec_str text, size_t at)
{
    size_t end = at + 2;
    bool hex = end < text.len && (text.ptr[end] | 0x20) == 'x';
    size_t digits = end + hex;
    end = digits;
    while (end < text.len &&
           (lec_is_digit(text.ptr[end]) ||
            (hex && (text.ptr[end] | 0x20) >= 'a' && (text.ptr[end] | 0x20) <= 'f'))) {
        end++;
    }
    if (end == digits) {
        return at;
    }
    return end + (end < text.len && text.ptr[end] == ';');
}

/* A few names stand for two characters: a sign, and one of these, which are hardly ever alone. */
static size_t named_length(const reading *r, lec_str name)
{
    static const uint32_t SECOND[] = {0x200A, 0x20D2, 0x20E5, 0x0331, 0x0333, 0x0338, 0xFE00};
    size_t one = read_characters(r, 1);
    lec_char next = lec_utf8_at(r->read, r->read_at + one);
    bool two = lec_str_equal(name, LEC_STR("fjlig"));
    for (size_t i = 0; i < sizeof SECOND / sizeof *SECOND; i++) {
        two = two || next.code == SECOND[i];
    }
    return one + (two ? next.len : 0);
}

/* Some names need no semicolon, and end where the letters after them were read as they are. */
static size_t named_end(const reading *r, size_t *length)
{
    lec_str text = r->written;
    size_t end = r->at + 1;
    while (end < text.len && is_alphanumeric(text.ptr[end])) {
        end++;
    }
    *length = read_characters(r, 1);
    lec_str after = lec_str_slice(r->read, r->read_at + *length, r->read.len);
    for (size_t at = r->at + 2; at < end; at++) {
        if (lec_str_starts(after, lec_str_slice(text, at, end))) {
            return at;
        }
    }
    if (end < text.len && text.ptr[end] == ';') {
        *length = named_length(r, lec_str_slice(text, r->at + 1, end));
        return end + 1;
    }
    return end > r->at + 1 ? end : r->at;
}

static bool names_ampersand(lec_str text, size_t at)
{
    return lec_str_equal_nocase(lec_str_slice(text, at + 1, at + 4), LEC_STR("amp"));
}

/* End of the character reference at an '&', and of what was read for it. */
static size_t reference_end(const reading *r, size_t *length)
{
    lec_str text = r->written;
    bool number = r->at + 1 < text.len && text.ptr[r->at + 1] == '#';
    char read = r->read_at < r->read.len ? r->read.ptr[r->read_at] : '&';
    *length = read_characters(r, 1);
    if (number) {
        return numeric_end(text, r->at);
    }
    return read == '&' && !names_ampersand(text, r->at) ? r->at : named_end(r, length);
}

static bool is_white(lec_char_use use)
{
    return use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK;
}

static lec_span source_of(const reading *r, size_t start, size_t end)
{
    return lec_html_pen_span(r->pen, r->written.ptr + start, end - start);
}

static void add_gap(lec_html_pen *pen, lec_span source, bool no_break, bool breaks)
{
    if (pen->gap.waiting) {
        bool follows = pen->gap.source.end == source.start;
        pen->gap.source.end = follows ? source.end : pen->gap.source.end;
        pen->gap.no_break = false;
        pen->gap.breaks |= breaks;
    } else {
        pen->gap = (lec_html_gap){source, true, no_break, breaks};
    }
}

static void omit_use(lec_html_pen *pen, lec_span source, lec_char_use use)
{
    lec_use_info info = lec_use_info_of(use);
    lec_html_pen_omit(pen, source, info.rule, info.reason);
}

/* What was read for a character reference. */
static void write_reference(reading *r, size_t end, size_t length)
{
    lec_str text = lec_str_slice(r->read, r->read_at, r->read_at + length);
    lec_span source = source_of(r, r->at, end);
    uint32_t code = lec_utf8_at(text, 0).code;
    lec_char_use use = lec_char_use_of(code);
    if (is_white(use)) {
        add_gap(r->pen, source, use == LEC_USE_NO_BREAK, false);
    } else if (use != LEC_USE_TEXT || text.len == 0 || code == LEC_CHAR_INVALID) {
        omit_use(r->pen, source, use == LEC_USE_TEXT ? LEC_USE_CONTROL : use);
    } else {
        lec_html_pen_say(r->pen, source, text);
    }
    r->at = end;
    r->read_at += length;
}

/* A stretch of white space, as it was written. */
static void pass_white(reading *r)
{
    size_t start = r->at;
    bool breaks = false;
    bool no_break = false;
    while (r->at < r->written.len) {
        lec_char c = lec_utf8_at(r->written, r->at);
        lec_char_use use = lec_char_use_of(c.code);
        if (!is_white(use)) {
            break;
        }
        breaks |= c.code == '\n' || c.code == '\r';
        no_break = use == LEC_USE_NO_BREAK && r->at == start;
        /* the parser reads "\r\n" as one */
        bool pair =
            c.code == '\r' && r->at + 1 < r->written.len && r->written.ptr[r->at + 1] == '\n';
        r->at += c.len;
        lec_char read = pair ? (lec_char){0, 0} : lec_utf8_at(r->read, r->read_at);
        r->read_at += lec_char_is_space(read.code) ? read.len : 0;
    }
    add_gap(r->pen, source_of(r, start, r->at), no_break, breaks);
}

/* Whether a byte is a character that is kept and means nothing to the parser. */
static bool is_simple(char byte)
{
    return byte > ' ' && byte < 0x7F && byte != '&' && byte != '<';
}

/* Characters that are kept as they are written. */
static void write_plain(reading *r)
{
    size_t start = r->at;
    uint32_t first = lec_utf8_at(r->written, start).code;
    uint32_t last = first;
    while (r->at < r->written.len) {
        char byte = r->written.ptr[r->at];
        if (is_simple(byte)) {
            last = (uint32_t)byte;
            r->at++;
            r->read_at++;
            continue;
        }
        lec_char c = lec_utf8_at(r->written, r->at);
        bool special = byte == '&' || (byte == '<' && r->markup);
        if (r->at > start && (special || lec_char_use_of(c.code) != LEC_USE_TEXT)) {
            break;
        }
        last = c.code;
        r->at += c.len;
        r->read_at += lec_utf8_at(r->read, r->read_at).len;
    }
    lec_span source = source_of(r, start, r->at);
    if (source.end - source.start == r->at - start && claim(r->pen, source)) {
        before_text(r->pen, first);
        lec_writer_keep(r->pen->writer, source);
        r->pen->last = last;
    }
}

static void pass_one(reading *r)
{
    lec_char c = lec_utf8_at(r->written, r->at);
    lec_char_use use = lec_char_use_of(c.code);
    size_t length = 0;
    size_t end = c.code == '&' ? reference_end(r, &length) : r->at;
    size_t tag = c.code == '<' && r->markup ? tag_end(r->written, r->at) : r->at;
    if (end > r->at) {
        write_reference(r, end, length);
    } else if (tag > r->at) {
        r->at = tag;
    } else if (is_white(use)) {
        pass_white(r);
    } else if (use != LEC_USE_TEXT) {
        omit_use(r->pen, source_of(r, r->at, r->at + c.len), use);
        r->at += c.len;
        r->read_at += lec_utf8_at(r->read, r->read_at).len;
    } else {
        write_plain(r);
    }
}

void lec_html_pen_text(lec_html_pen *pen, lec_str written, lec_str read, bool markup)
{
    reading r = {.pen = pen, .written = written, .read = read, .markup = markup};
    while (r.at < written.len) {
        pass_one(&r);
    }
}
