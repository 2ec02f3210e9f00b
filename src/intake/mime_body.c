/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mime.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <string.h>

/* ---- quoted-printable (RFC 2045, section 6.7) */

static int hex(char c)
{
    char lower = (char)(c | 0x20);
    return lec_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Length of a soft line break at byte `at`: an equals sign and what may stand before the line end;
 * 0 when it is none. */
static size_t soft_break(lec_str body, size_t at)
{
    size_t end = at + 1;
    while (end < body.len && (body.ptr[end] == ' ' || body.ptr[end] == '\t')) {
        end++;
    }
    if (end < body.len && body.ptr[end] == '\r') {
        end++;
    }
    if (end < body.len && body.ptr[end] == '\n') {
        return end + 1 - at;
    }
    return end == body.len ? end - at : 0;
}

lec_str mime_unquoted(lec_arena *arena, lec_str body, bool word)
{
    char *out = LEC_NEW(arena, body.len + 1, char);
    size_t len = 0;
    for (size_t at = 0; out && at < body.len;) {
        char c = body.ptr[at];
        size_t skipped = c == '=' ? soft_break(body, at) : 0;
        bool coded = c == '=' && at + 2 < body.len && hex(body.ptr[at + 1]) >= 0 &&
                     hex(body.ptr[at + 2]) >= 0;
        if (coded) {
            out[len++] = (char)(hex(body.ptr[at + 1]) * 16 + hex(body.ptr[at + 2]));
            skipped = 3;
        } else if (skipped == 0) {
            out[len++] = word && c == '_' ? ' ' : c;
            skipped = 1;
        }
        at += skipped;
    }
    return (lec_str){out, len};
}

/* ---- base64 (RFC 2045, section 6.8) */

static int sixth(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : lec_is_digit(c)      ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

/* What is no digit is passed over; padding ends a piece, and another may follow. */
lec_str mime_unbase64(lec_arena *arena, lec_str body)
{
    char *out = LEC_NEW(arena, body.len / 4 * 3 + 4, char);
    size_t len = 0;
    uint32_t bits = 0;
    int count = 0;
    for (size_t at = 0; out && at < body.len; at++) {
        int digit = sixth(body.ptr[at]);
        if (digit < 0) {
            count = body.ptr[at] == '=' ? 0 : count;
            continue;
        }
        bits = bits << 6 | (uint32_t)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[len++] = (char)(bits >> count & 0xFF);
        }
    }
    return (lec_str){out, len};
}

lec_str mime_untransferred(lec_arena *arena, lec_str body, lec_str encoding)
{
    if (lec_str_equal_nocase(encoding, LEC_STR("quoted-printable"))) {
        return mime_unquoted(arena, body, false);
    }
    return lec_str_equal_nocase(encoding, LEC_STR("base64")) ? mime_unbase64(arena, body) : body;
}

/* ---- format=flowed (RFC 3676, section 4) */

typedef struct flowed_line {
    size_t depth; /* quote marks */
    lec_str text; /* without them, its stuffed space and its line end */
    size_t next;
} flowed_line;

static flowed_line flowed_at(lec_str text, size_t at)
{
    flowed_line line = {0};
    size_t feed = lec_str_find(text, '\n', at);
    line.next = feed < text.len ? feed + 1 : feed;
    size_t end = feed > at && text.ptr[feed - 1] == '\r' ? feed - 1 : feed;
    while (at < end && text.ptr[at] == '>') {
        line.depth++;
        at++;
    }
    at += at < end && text.ptr[at] == ' ';
    line.text = lec_str_slice(text, at, end);
    return line;
}

static bool is_soft(const flowed_line *line, size_t next_depth)
{
    return lec_str_ends(line->text, LEC_STR(" ")) && next_depth == line->depth &&
           !lec_str_equal(line->text, LEC_STR("-- "));
}

static void add_marks(lec_buf *buf, size_t depth)
{
    for (size_t i = 0; i < depth; i++) {
        lec_buf_byte(buf, '>');
    }
    lec_buf_add(buf, depth ? LEC_STR(" ") : LEC_STR(""));
}

lec_str mime_unflowed(lec_arena *arena, lec_str text, bool delete_space)
{
    lec_buf buf = {.arena = arena};
    bool goes_on = false;
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < text.len;) {
        flowed_line line = flowed_at(text, at);
        at = line.next;
        if (!goes_on) {
            add_marks(&buf, line.depth);
        }
        goes_on = at < text.len && is_soft(&line, flowed_at(text, at).depth);
        size_t cut = goes_on && delete_space ? 1 : 0;
        lec_buf_add(&buf, lec_str_slice(line.text, 0, line.text.len - cut));
        lec_buf_add(&buf, goes_on ? LEC_STR("") : LEC_STR("\n"));
    }
    return lec_buf_str(&buf);
}
