/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mime.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { PARAMETER_PARTS_MAX = 32 };

/* ---- fields */

static size_t line_end(lec_str text, size_t at, size_t end)
{
    size_t feed = lec_str_find(lec_str_slice(text, 0, end), '\n', at);
    return feed < end ? feed + 1 : end;
}

static bool is_blank_line(lec_str text, size_t at, size_t end)
{
    return at < end && (text.ptr[at] == '\n' ||
                        (text.ptr[at] == '\r' && (at + 1 >= end || text.ptr[at + 1] == '\n')));
}

static bool is_folded(lec_str text, size_t at, size_t end)
{
    return at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t');
}

bool mime_next_field(lec_str text, size_t *at, size_t end, mime_field *field)
{
    size_t colon = *at;
    while (colon < end && text.ptr[colon] > ' ' && text.ptr[colon] < 0x7F &&
           text.ptr[colon] != ':') {
        colon++;
    }
    size_t name = colon;
    while (is_folded(text, colon, end)) {
        colon++;
    }
    if (name == *at || colon >= end || text.ptr[colon] != ':') {
        return false;
    }
    size_t next = line_end(text, colon, end);
    while (is_folded(text, next, end) && !is_blank_line(text, next, end)) {
        next = line_end(text, next, end);
    }
    lec_str value = lec_str_trim(lec_str_slice(text, colon + 1, next));
    size_t start = (size_t)(value.ptr - text.ptr);
    *field = (mime_field){.span = {*at, next},
                          .name = lec_str_slice(text, *at, name),
                          .value = {start, start + value.len}};
    *at = next;
    return true;
}

size_t mime_body(lec_str text, size_t at, size_t end)
{
    mime_field field;
    while (mime_next_field(text, &at, end, &field)) {
    }
    return is_blank_line(text, at, end) ? line_end(text, at, end) : at;
}

lec_str mime_field_value(lec_str header, const char *name)
{
    mime_field field;
    for (size_t at = 0; mime_next_field(header, &at, header.len, &field);) {
        if (lec_str_equal_nocase(field.name, lec_str_of(name))) {
            return lec_str_slice(header, field.value.start, field.value.end);
        }
    }
    return (lec_str){0};
}

/* ---- parameters */

lec_str mime_main_value(lec_str value)
{
    return lec_str_trim(lec_str_cut(value, ';').head);
}

/* End of what stands before the next semicolon that is not in quotes. */
static size_t parameter_end(lec_str value, size_t at)
{
    bool quoted = false;
    for (; at < value.len && (quoted || value.ptr[at] != ';'); at++) {
        if (quoted && value.ptr[at] == '\\') {
            at++;
        } else if (value.ptr[at] == '"') {
            quoted = !quoted;
        }
    }
    return at < value.len ? at : value.len;
}

static void add_unquoted(lec_buf *buf, lec_str text)
{
    bool quoted = lec_str_starts(text, LEC_STR("\""));
    for (size_t at = quoted ? 1 : 0; at < text.len && !(quoted && text.ptr[at] == '"'); at++) {
        at += quoted && text.ptr[at] == '\\' && at + 1 < text.len;
        lec_buf_byte(buf, text.ptr[at]);
    }
}

/* The value of "name=..." or, with a number and a star, of "name*0*=...". */
static bool find_parameter(lec_str value, lec_str name, lec_str *found)
{
    for (size_t at = parameter_end(value, 0); at < value.len;) {
        size_t end = parameter_end(value, at + 1);
        lec_cut cut = lec_str_cut(lec_str_slice(value, at + 1, end), '=');
        if (cut.found && lec_str_equal_nocase(lec_str_trim(cut.head), name)) {
            *found = lec_str_trim(cut.tail);
            return true;
        }
        at = end;
    }
    return false;
}

/* charset'language'text, with percent signs (RFC 2231, section 4). */
static lec_str decode_extended(lec_arena *arena, lec_str text)
{
    lec_cut charset = lec_str_cut(text, '\'');
    lec_cut language = lec_str_cut(charset.tail, '\'');
    lec_str coded = language.found ? language.tail : text;
    lec_buf quoted = {.arena = arena};
    lec_buf_add(&quoted, LEC_STR(""));
    for (size_t at = 0; at < coded.len; at++) {
        char c = coded.ptr[at];
        lec_buf_add(&quoted, c == '%'   ? LEC_STR("=")
                             : c == '=' ? LEC_STR("=3D")
                                        : (lec_str){&coded.ptr[at], 1});
    }
    if (quoted.failed) {
        return (lec_str){0};
    }
    lec_str bytes = mime_unquoted(arena, lec_buf_str(&quoted), false);
    return bytes.ptr ? mime_utf8(arena, bytes, language.found ? charset.head : LEC_STR("")) : bytes;
}

lec_str mime_parameter(lec_arena *arena, lec_str value, const char *name)
{
    lec_buf buf = {.arena = arena};
    lec_str found = LEC_STR("");
    bool extended = false;
    lec_buf_add(&buf, LEC_STR(""));
    if (find_parameter(value, lec_str_of(name), &found)) {
        add_unquoted(&buf, found);
        return lec_buf_str(&buf);
    }
    for (int part = -1; part < PARAMETER_PARTS_MAX; part++) {
        lec_str whole = lec_arena_printf(arena, "%s*", name);
        lec_str plain = lec_arena_printf(arena, "%s*%d", name, part);
        lec_str coded = lec_arena_printf(arena, "%s*%d*", name, part);
        if (!whole.ptr || !plain.ptr || !coded.ptr) {
            return (lec_str){0};
        }
        bool is_coded = find_parameter(value, part < 0 ? whole : coded, &found);
        if (!is_coded && !find_parameter(value, plain, &found) && part >= 0) {
            break;
        }
        add_unquoted(&buf, found);
        found = LEC_STR("");
        extended = extended || is_coded;
    }
    lec_str text = lec_buf_str(&buf);
    return text.ptr && extended ? decode_extended(arena, text) : text;
}
