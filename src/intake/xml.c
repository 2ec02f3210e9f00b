/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/xml.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/line_writer.h"

#include <string.h>

/* ---- tokens */

/* End of what closes with `mark`, from `at` on; the end of the text when nothing does. */
static size_t end_after(lec_str text, size_t at, lec_str mark)
{
    const char *end =
        at < text.len ? memmem(text.ptr + at, text.len - at, mark.ptr, mark.len) : NULL;
    return end ? (size_t)(end - text.ptr) + mark.len : text.len;
}

/* A document type may have brackets with declarations, and quotes, in it. */
static size_t declaration_end(lec_str text, size_t at)
{
    int depth = 0;
    char quote = 0;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (quote) {
            quote = c == quote ? (char)0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == ']') {
            depth += c == '[' ? 1 : -1;
        } else if (c == '>' && depth <= 0) {
            return at + 1;
        }
    }
    return text.len;
}

/* End of a tag; `at` when a "<" comes first, which no tag may hold: then it is none. */
static size_t tag_end(lec_str text, size_t at)
{
    char quote = 0;
    size_t closed = at; /* after the first ">", for quotes that nothing closes */
    for (size_t i = at + 1; i < text.len && text.ptr[i] != '<'; i++) {
        char c = text.ptr[i];
        if (quote) {
            quote = c == quote ? (char)0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = text.ptr[i - 1] == '=' || lec_is_space(text.ptr[i - 1]) ? c : (char)0;
        }
        if (c == '>') {
            closed = closed == at ? i + 1 : closed;
            if (!quote) {
                return i + 1;
            }
        }
    }
    return closed;
}

static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_end(lec_str text, size_t at, size_t end)
{
    while (at < end && !lec_is_space(text.ptr[at]) && text.ptr[at] != '/' && text.ptr[at] != '>') {
        at++;
    }
    return at;
}

static lec_str without_prefix(lec_str name)
{
    lec_cut cut = lec_str_cut(name, ':');
    return cut.found ? cut.tail : name;
}

static bool take_tag(lec_str text, size_t at, lec_xml_token *token)
{
    bool close = at + 1 < text.len && text.ptr[at + 1] == '/';
    size_t start = at + (close ? 2 : 1);
    if (start >= text.len || !begins_name(text.ptr[start])) {
        return false;
    }
    size_t end = tag_end(text, at);
    if (end == at) {
        return false;
    }
    size_t name = name_end(text, start, end - 1);
    token->kind = close ? LEC_XML_CLOSE : LEC_XML_OPEN;
    token->span.end = end;
    token->name = without_prefix(lec_str_slice(text, start, name));
    token->empty = !close && end - 2 >= name && text.ptr[end - 2] == '/';
    token->attributes = lec_str_slice(text, name, end - (token->empty ? 2 : 1));
    return true;
}

static size_t text_end(lec_str text, size_t at)
{
    return lec_str_find(text, '<', at + 1);
}

bool lec_xml_next(lec_str text, size_t *at, lec_xml_token *token)
{
    static const struct opaque {
        lec_str opening, closing;
    } OPAQUE[] = {{{"<!--", 4}, {"-->", 3}}, {{"<?", 2}, {"?>", 2}}};
    lec_str rest = lec_str_slice(text, *at, text.len);
    *token = (lec_xml_token){.kind = LEC_XML_OTHER, .span = {*at, text.len}};
    if (rest.len == 0) {
        return false;
    }
    if (lec_str_starts(rest, LEC_STR("<![CDATA["))) {
        token->kind = LEC_XML_CDATA;
        token->span.end = end_after(text, *at, LEC_STR("]]>"));
        bool closed = lec_str_ends(lec_str_slice(text, *at + 9, token->span.end), LEC_STR("]]>"));
        token->content = (lec_span){*at + 9, token->span.end - (closed ? 3 : 0)};
    } else if (lec_str_starts(rest, OPAQUE[0].opening) || lec_str_starts(rest, OPAQUE[1].opening)) {
        const struct opaque *row = &OPAQUE[rest.ptr[1] == '?'];
        token->span.end = end_after(text, *at + row->opening.len, row->closing);
    } else if (lec_str_starts(rest, LEC_STR("<!"))) {
        token->span.end = declaration_end(text, *at);
    } else if (rest.ptr[0] != '<' || !take_tag(text, *at, token)) {
        token->kind = LEC_XML_TEXT;
        token->span.end = text_end(text, *at);
        token->content = token->span;
    }
    *at = token->span.end;
    return true;
}

bool lec_xml_opens(const lec_xml_token *token, const char *name)
{
    return token->kind == LEC_XML_OPEN && lec_str_equal_nocase(token->name, lec_str_of(name));
}

bool lec_xml_closes(const lec_xml_token *token, const char *name)
{
    return token->kind == LEC_XML_CLOSE && lec_str_equal_nocase(token->name, lec_str_of(name));
}

/* ---- attributes */

static size_t skip_space(lec_str s, size_t at)
{
    while (at < s.len && lec_is_space(s.ptr[at])) {
        at++;
    }
    return at;
}

/* The value that begins at `*at`, in quotes or without. */
static lec_str take_value(lec_str s, size_t *at)
{
    char quote = *at < s.len ? s.ptr[*at] : ' ';
    size_t start = *at;
    size_t end = start;
    if (quote == '"' || quote == '\'') {
        start++;
        end = lec_str_find(s, quote, start);
        *at = end < s.len ? end + 1 : end;
    } else {
        while (end < s.len && !lec_is_space(s.ptr[end])) {
            end++;
        }
        *at = end;
    }
    return lec_str_slice(s, start, end);
}

lec_str lec_xml_attribute(const lec_xml_token *token, const char *name)
{
    lec_str s = token->attributes;
    for (size_t at = skip_space(s, 0); at < s.len; at = skip_space(s, at)) {
        size_t start = at;
        while (at < s.len && !lec_is_space(s.ptr[at]) && s.ptr[at] != '=') {
            at++;
        }
        lec_str found = lec_str_slice(s, start, at);
        lec_str value = LEC_STR("");
        at = skip_space(s, at);
        if (at < s.len && s.ptr[at] == '=') {
            at = skip_space(s, at + 1);
            value = take_value(s, &at);
        }
        if (lec_str_equal_nocase(found, lec_str_of(name))) {
            return value;
        }
    }
    return (lec_str){0};
}

/* ---- entities */

enum { ENTITY_MAX = 12 };

/* Those of XML, and those of HTML that titles have. */
static const struct entity {
    lec_str name, text;
} ENTITIES[] = {
    {{"amp", 3}, {"&", 1}},    {{"lt", 2}, {"<", 1}},     {{"gt", 2}, {">", 1}},
    {{"quot", 4}, {"\"", 1}},  {{"apos", 4}, {"'", 1}},   {{"nbsp", 4}, {"\xC2\xA0", 2}},
    {{"ndash", 5}, {"–", 3}},  {{"mdash", 5}, {"—", 3}},  {{"hellip", 6}, {"…", 3}},
    {{"lsquo", 5}, {"‘", 3}},  {{"rsquo", 5}, {"’", 3}},  {{"ldquo", 5}, {"“", 3}},
    {{"rdquo", 5}, {"”", 3}},  {{"laquo", 5}, {"«", 2}},  {{"raquo", 5}, {"»", 2}},
    {{"copy", 4}, {"©", 2}},   {{"eacute", 6}, {"é", 2}}, {{"egrave", 6}, {"è", 2}},
    {{"agrave", 6}, {"à", 2}}, {{"ccedil", 6}, {"ç", 2}}, {{"auml", 4}, {"ä", 2}},
    {{"ouml", 4}, {"ö", 2}},   {{"uuml", 4}, {"ü", 2}},   {{"Auml", 4}, {"Ä", 2}},
    {{"Ouml", 4}, {"Ö", 2}},   {{"Uuml", 4}, {"Ü", 2}},   {{"szlig", 5}, {"ß", 2}},
    {{"ntilde", 6}, {"ñ", 2}}, {{"aacute", 6}, {"á", 2}}, {{"iacute", 6}, {"í", 2}},
    {{"oacute", 6}, {"ó", 2}}, {{"uacute", 6}, {"ú", 2}}, {{"shy", 3}, {"\xC2\xAD", 2}},
};

static int digit_of(char c, int base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : base;
    return value < base ? value : -1;
}

/* The character of "#233" or "#xE9"; 0 when it names none. */
static uint32_t referred(lec_str name)
{
    bool hex = name.len > 1 && (name.ptr[1] | 0x20) == 'x';
    int base = hex ? 16 : 10;
    uint32_t code = 0;
    for (size_t at = hex ? 2 : 1; at < name.len; at++) {
        int digit = digit_of(name.ptr[at], base);
        if (digit < 0 || code > 0x10FFFF) {
            return 0;
        }
        code = code * (uint32_t)base + (uint32_t)digit;
    }
    bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return scalar ? code : 0;
}

/* What the entity named so says; empty when it is not known. */
static lec_str entity_text(lec_str name, char made[4])
{
    if (name.len && name.ptr[0] == '#') {
        uint32_t code = referred(name);
        return code ? (lec_str){made, lec_utf8_encode(code, made)} : LEC_STR("");
    }
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        if (lec_str_equal(ENTITIES[i].name, name)) {
            return ENTITIES[i].text;
        }
    }
    return LEC_STR("");
}

void lec_xml_piece_at(lec_str text, size_t at, lec_xml_piece *piece)
{
    if (text.ptr[at] == '&') {
        lec_str near = lec_str_slice(text, at + 1, at + 1 + ENTITY_MAX);
        size_t end = lec_str_find(near, ';', 0);
        piece->text =
            end < near.len ? entity_text(lec_str_slice(near, 0, end), piece->made) : LEC_STR("");
        piece->len = end + 2;
        piece->entity = true;
        if (piece->text.len) {
            return;
        }
    }
    piece->len = lec_utf8_at(text, at).len;
    piece->text = lec_str_slice(text, at, at + piece->len);
    piece->entity = false;
}

/* ---- texts */

static void add_pieces(lec_buf *buf, lec_str text)
{
    lec_xml_piece piece;
    for (size_t at = 0; at < text.len; at += piece.len) {
        lec_xml_piece_at(text, at, &piece);
        lec_buf_add(buf, piece.text);
    }
}

lec_str lec_xml_text(lec_arena *arena, lec_str xml)
{
    lec_buf buf = {.arena = arena};
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(xml, &at, &token);) {
        lec_str content = lec_str_slice(xml, token.content.start, token.content.end);
        if (token.kind == LEC_XML_TEXT) {
            add_pieces(&buf, content);
        } else if (token.kind == LEC_XML_CDATA) {
            lec_buf_add(&buf, content);
        }
    }
    return buf.failed ? (lec_str){0} : lec_line_of(arena, (lec_str){buf.ptr, buf.len});
}

lec_str lec_xml_value(lec_arena *arena, const lec_xml_token *token, const char *name)
{
    lec_buf buf = {.arena = arena};
    add_pieces(&buf, lec_xml_attribute(token, name));
    return buf.failed ? (lec_str){0} : lec_line_of(arena, (lec_str){buf.ptr, buf.len});
}

/* Text of a token, character by character; in CDATA an ampersand is only that. */
static void put_text(lec_line_writer *line, lec_str source, const lec_xml_token *token)
{
    lec_str text = lec_str_slice(source, 0, token->content.end);
    lec_xml_piece piece = {0};
    for (size_t at = token->content.start; at < text.len; at += piece.len) {
        if (token->kind == LEC_XML_TEXT) {
            lec_xml_piece_at(text, at, &piece);
        } else {
            piece.len = lec_utf8_at(text, at).len;
            piece.text = lec_str_slice(text, at, at + piece.len);
        }
        lec_line_put(line, (lec_span){at, at + piece.len}, piece.text, !piece.entity);
    }
}

lec_status lec_xml_read_heading(const lec_reading *reading)
{
    lec_writer *writer = reading->writer;
    lec_line_writer line = {.writer = writer};
    lec_str text = lec_str_slice(reading->source->text, 0, reading->span.end);
    lec_xml_token token;
    lec_writer_open(writer, LEC_BLOCK_HEADING, 1);
    for (size_t at = reading->span.start; lec_xml_next(text, &at, &token);) {
        size_t start = token.span.start;
        bool says = token.kind == LEC_XML_TEXT || token.kind == LEC_XML_CDATA;
        size_t content = says ? token.content.start : token.span.end;
        size_t end = says ? token.content.end : token.span.end;
        lec_writer_omit(writer, (lec_span){start, content}, "markup", "");
        if (says) {
            put_text(&line, text, &token);
        }
        lec_writer_omit(writer, (lec_span){end, token.span.end}, "markup", "");
    }
    lec_line_end(&line);
    lec_writer_close(writer);
    return LEC_OK;
}
