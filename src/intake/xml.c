/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/xml.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/entity.h"
#include "intake/flow.h"
#include "intake/oneline.h"

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

/* ---- texts */

/* Lookups of names, which cost time; a text with more of them is none that people wrote. */
enum { LOOKUPS_MAX = 1000 };

/* A character of a text, or an entity with what it says. */
typedef struct piece {
    size_t end;
    lec_str text;
    bool entity;
} piece;

/* The pieces of one text. */
typedef struct piece_reader {
    lec_arena *arena; /* of texts */
    size_t lookups;
    bool failed; /* memory has run out */
} piece_reader;

static piece piece_at(piece_reader *r, lec_str text, size_t at)
{
    size_t entity_end = lec_entity_end(text, at);
    if (entity_end > at && r->lookups++ < LOOKUPS_MAX) {
        piece found = {.end = entity_end, .entity = true};
        lec_str reference = lec_str_slice(text, at, entity_end);
        r->failed |= !lec_entity_text(r->arena, *r->arena, reference, &found.text);
        if (found.text.len) {
            return found;
        }
    }
    size_t end = at + lec_utf8_at(text, at).len;
    return (piece){.end = end, .text = lec_str_slice(text, at, end)};
}

static void add_pieces(piece_reader *r, lec_buf *buf, lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        piece next = piece_at(r, text, at);
        lec_buf_add(buf, next.text);
        at = next.end;
    }
}

lec_str lec_xml_text(lec_arena *arena, lec_str xml)
{
    lec_buf buf = {.arena = arena};
    piece_reader r = {.arena = arena};
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(xml, &at, &token);) {
        lec_str content = lec_str_slice(xml, token.content.start, token.content.end);
        if (token.kind == LEC_XML_TEXT) {
            add_pieces(&r, &buf, content);
        } else if (token.kind == LEC_XML_CDATA) {
            lec_buf_add(&buf, content);
        }
    }
    if (r.failed || buf.failed) {
        return (lec_str){0};
    }
    return lec_oneline(arena, (lec_str){buf.ptr, buf.len});
}

lec_str lec_xml_value(lec_arena *arena, const lec_xml_token *token, const char *name)
{
    lec_buf buf = {.arena = arena};
    piece_reader r = {.arena = arena};
    add_pieces(&r, &buf, lec_xml_attribute(token, name));
    bool failed = r.failed || buf.failed;
    if (failed) {
        return (lec_str){0};
    }
    return lec_oneline(arena, (lec_str){buf.ptr, buf.len});
}

/* In CDATA an ampersand is only that. */
static void put_text(piece_reader *r, lec_flow *flow, lec_str source, const lec_xml_token *token)
{
    lec_str text = lec_str_slice(source, 0, token->content.end);
    size_t kept = token->content.start;
    for (size_t at = kept; token->kind == LEC_XML_TEXT && at < text.len;) {
        at = lec_str_find(text, '&', at);
        piece next = at < text.len ? piece_at(r, text, at) : (piece){.end = at};
        if (next.entity) {
            lec_flow_keep(flow, (lec_span){kept, at});
            lec_flow_rewrite(flow, (lec_span){at, next.end}, next.text);
            kept = next.end;
        }
        at = next.end;
    }
    lec_flow_keep(flow, (lec_span){kept, text.len});
}

lec_status lec_xml_read_heading(const lec_reading *reading)
{
    lec_writer *writer = reading->writer;
    lec_flow flow = {.writer = writer};
    piece_reader r = {.arena = reading->arena};
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
            put_text(&r, &flow, text, &token);
        }
        lec_writer_omit(writer, (lec_span){end, token.span.end}, "markup", "");
    }
    lec_flow_end(&flow);
    lec_writer_close(writer);
    return r.failed ? lec_fail_memory(reading->error) : LEC_OK;
}
