/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SSML -> document. It is read for what it says: its breaks become pauses, what it says of how to
 * speak goes to the ledger, and none of it reaches the engine. */
#include "intake/ssml.h"

#include "base/arena.h"
#include "base/chars.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/entity.h"
#include "intake/flow.h"
#include "intake/inline.h"

#include <string.h>

enum {
    DEPTH_MAX = 64, /* deeper elements are as this one */
    TITLE_MAX = 120 /* characters of a first paragraph that is a title */
};

/** An element that is open. */
typedef struct open_element {
    lec_str name;
    lec_str lang;
    const lec_ssml_element *silent; /* the element in which text is left out; NULL: it is not */
    bool spelled;
} open_element;

typedef struct reader {
    const lec_reading *reading;
    lec_str text;
    lec_arena *memory; /* gone when the source is read */
    lec_flow flow;
    lec_buf first; /* the first block, as it is written */
    open_element stack[DEPTH_MAX];
    size_t depth; /* may exceed DEPTH_MAX */
    lec_str lang; /* of the document */
    bool open, titled, spoke, failed;
    uint32_t pause_ms;  /* asked for before the next text */
    bool sentence_ends; /* likewise */
} reader;

static open_element *top(reader *r)
{
    size_t depth = r->depth < DEPTH_MAX ? r->depth : DEPTH_MAX;
    return depth ? &r->stack[depth - 1] : NULL;
}

/* ---- blocks */

static void open_block(reader *r)
{
    if (r->open) {
        return;
    }
    const open_element *element = top(r);
    lec_writer_open(r->flow.writer, LEC_BLOCK_PARAGRAPH, 0);
    if (element && element->lang.len && !lec_str_equal_nocase(element->lang, r->lang)) {
        r->flow.writer->block.lang = element->lang;
    }
    r->open = true;
    r->flow.echo = r->titled ? NULL : &r->first;
}

/* Before text: opens a block when none is, and tells of the pause that was asked for. */
static void begin_text(reader *r)
{
    open_block(r);
    bool within = lec_writer_length(r->flow.writer) > 0;
    if (r->pause_ms > 0 || (r->sentence_ends && within)) {
        lec_writer_stop(r->flow.writer, r->pause_ms, r->sentence_ends && within);
    }
    r->pause_ms = 0;
    r->sentence_ends = false;
}

/* A first paragraph that is short and no sentence. */
static bool is_title(lec_str text)
{
    lec_char last = lec_utf8_before(text, text.len);
    return text.len > 0 && lec_utf8_count(text) <= TITLE_MAX &&
           !lec_char_ends_sentence(last.code) && last.code != ',' && last.code != ';' &&
           last.code != ':';
}

static bool is_white(lec_str text)
{
    return lec_str_trim(text).len == 0;
}

/* Whether there is text after byte `at`. */
static bool more_follows(const reader *r, size_t at)
{
    lec_xml_token token;
    while (lec_xml_next(r->text, &at, &token)) {
        if (token.kind == LEC_XML_TEXT &&
            !is_white(lec_str_slice(r->text, token.span.start, token.span.end))) {
            return true;
        }
    }
    return false;
}

/* @param end of what was read. */
static void close_block(reader *r, size_t end)
{
    if (!r->open) {
        return;
    }
    lec_flow_end(&r->flow);
    bool first = !r->titled && lec_writer_length(r->flow.writer) > 0;
    if (first && is_title(lec_buf_str(&r->first)) && more_follows(r, end)) {
        r->flow.writer->block.kind = LEC_BLOCK_HEADING;
        r->flow.writer->block.level = 1;
    }
    r->titled = r->titled || first;
    r->failed = r->failed || r->first.failed;
    r->flow.echo = NULL;
    lec_writer_close(r->flow.writer);
    r->open = false;
}

static void omit(reader *r, lec_span span, const char *rule, const char *reason)
{
    lec_writer_omit(r->flow.writer, span, rule, reason);
}

/* ---- text */

static void put_plain(reader *r, lec_span span)
{
    if (span.start >= span.end) {
        return;
    }
    bool white = lec_text_is_blank(lec_str_slice(r->text, span.start, span.end));
    if (!white) {
        begin_text(r);
    }
    if (r->open) {
        lec_flow_keep(&r->flow, span);
    } else {
        lec_leave_out(r->flow.writer, span, "markup");
    }
}

/* What is defined in a document type, or anywhere else, is never looked at. */
static void put_entity(reader *r, lec_span span)
{
    lec_str text;
    if (!lec_entity_text(r->memory, r->reading->scratch,
                         lec_str_slice(r->text, span.start, span.end), &text)) {
        r->failed = true;
    } else if (!text.ptr) {
        omit(r, span, "entity", "what it stands for is not looked up");
    } else {
        begin_text(r);
        lec_flow_rewrite(&r->flow, span, text);
    }
}

static void put_text(reader *r, lec_span span, bool encoded)
{
    lec_str shown = lec_str_slice(r->text, 0, span.end);
    while (span.start < span.end) {
        size_t at = encoded ? lec_str_find(shown, '&', span.start) : span.end;
        put_plain(r, (lec_span){span.start, at});
        size_t end = lec_entity_end(shown, at);
        if (end > at) {
            put_entity(r, (lec_span){at, end});
        } else if (at < span.end) {
            end = at + 1;
            put_plain(r, (lec_span){at, end});
        }
        span.start = end;
    }
}

/* Letters and digits one by one: a space stands after each. */
static void put_spelled(reader *r, lec_span all)
{
    lec_span span = lec_content_trim(r->text, all);
    put_text(r, (lec_span){all.start, span.start}, true);
    lec_str text = lec_xml_text(r->memory, lec_str_slice(r->text, span.start, span.end));
    lec_buf spaced = {.arena = r->memory};
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (!lec_char_is_space(c.code)) {
            lec_buf_add(&spaced, spaced.len ? LEC_STR(" ") : LEC_STR(""));
            lec_buf_add(&spaced, lec_str_slice(text, at, at + c.len));
        }
        at += c.len;
    }
    r->failed = r->failed || !text.ptr || spaced.failed;
    if (spaced.len && !spaced.failed) {
        begin_text(r);
        lec_flow_rewrite(&r->flow, span, lec_buf_str(&spaced));
    } else {
        put_text(r, span, true);
    }
    put_text(r, (lec_span){span.end, all.end}, true);
}

static void read_text(reader *r, const lec_xml_token *token)
{
    const open_element *element = top(r);
    bool encoded = token->kind == LEC_XML_TEXT;
    omit(r, (lec_span){token->span.start, token->content.start}, "markup", "");
    if (element && element->silent) {
        omit(r, token->content, element->silent->rule, element->silent->reason);
    } else if (element && element->spelled && encoded) {
        put_spelled(r, token->content);
    } else {
        put_text(r, token->content, encoded);
    }
    omit(r, (lec_span){token->content.end, token->span.end}, "markup", "");
}

/* ---- tags */

/* The tag's language; empty when it has none, or what is none. */
static lec_str language_of(const lec_xml_token *token)
{
    enum { TAG_MAX = 35 };
    lec_str lang = lec_xml_attribute(token, "xml:lang");
    for (size_t i = 0; i < lang.len; i++) {
        char c = lang.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !lec_is_digit(c) && c != '-') {
            return LEC_STR("");
        }
    }
    return lang.len >= 2 && lang.len <= TAG_MAX ? lang : LEC_STR("");
}

static void push(reader *r, const lec_xml_token *token, const lec_ssml_element *element)
{
    const open_element *outer = top(r);
    open_element inner = outer ? *outer : (open_element){0};
    inner.name = token->name;
    lec_str lang = language_of(token);
    inner.lang = lang.len ? lang : inner.lang;
    if (!inner.silent && element->role == LEC_SSML_SILENT) {
        inner.silent = element;
    }
    inner.spelled = inner.spelled || (element->role == LEC_SSML_SAY_AS && lec_ssml_spells(token));
    if (r->depth < DEPTH_MAX) {
        r->stack[r->depth] = inner;
    }
    r->depth++;
}

/* Closes the innermost element of that name, and what was left open in it. */
static void pop(reader *r, lec_str name)
{
    if (r->depth > DEPTH_MAX) {
        r->depth--;
        return;
    }
    for (size_t i = r->depth; i > 0; i--) {
        if (lec_str_equal_nocase(r->stack[i - 1].name, name)) {
            r->depth = i - 1;
            return;
        }
    }
}

/* Where the text that an alias stands for ends, which is all that the element may hold; where it
 * starts when it holds anything else, or nothing. */
static size_t aliased_end(const reader *r, const lec_xml_token *token)
{
    lec_xml_token text = {0};
    lec_xml_token close = {0};
    size_t at = token->span.end;
    bool found = !token->empty && lec_xml_next(r->text, &at, &text) && text.kind == LEC_XML_TEXT &&
                 lec_xml_next(r->text, &at, &close) && lec_xml_closes(&close, "sub");
    return found ? text.span.end : token->span.end;
}

/* Words that are said in place of others. @return where to go on. */
static size_t put_sub(reader *r, const lec_xml_token *token)
{
    lec_span words = {token->span.end, aliased_end(r, token)};
    lec_str alias = lec_xml_value(r->memory, token, "alias");
    r->failed = r->failed || !alias.ptr;
    bool heard = alias.len > 0 && words.start < words.end;
    omit(r, token->span, heard ? "markup" : "alias",
         heard ? "" : "there are no words that it stands for");
    if (heard) {
        begin_text(r);
        lec_flow_rewrite(&r->flow, words, alias);
    }
    return words.start < words.end && alias.len > 0 ? words.end : token->span.end;
}

/* A tag between two words is the space between them when there is no other. */
static void part_words(reader *r, lec_span tag, const char *rule)
{
    bool spaced = r->flow.due.start < r->flow.due.end ||
                  (tag.end < r->text.len && lec_is_space(r->text.ptr[tag.end]));
    if (r->open && !spaced) {
        lec_flow_space(&r->flow, tag);
    } else {
        omit(r, tag, rule, "");
    }
}

/* A tag whose element asks for something that was done has no reason. */
static void omit_tag(reader *r, const lec_xml_token *token, const lec_ssml_element *element)
{
    bool done = element->role == LEC_SSML_SAY_AS && lec_ssml_spells(token);
    bool opens = token->kind == LEC_XML_OPEN;
    bool block = !r->open && language_of(token).len > 0;
    const char *reason = opens && !done && !block ? element->reason : "";
    omit(r, token->span, *reason ? element->rule : "markup", reason);
}

/* @return where to go on. */
static size_t read_opening(reader *r, const lec_xml_token *token)
{
    const lec_ssml_element *element = lec_ssml_element_of(token->name);
    const open_element *outer = top(r);
    bool silent = outer && outer->silent;
    if (lec_xml_opens(token, "speak")) {
        r->spoke = true;
        r->lang = r->lang.len ? r->lang : language_of(token);
    }
    if (element->role == LEC_SSML_SUB && !silent) {
        return put_sub(r, token);
    }
    if (element->role == LEC_SSML_PARAGRAPH) {
        close_block(r, token->span.end);
    }
    if (element->role == LEC_SSML_BREAK && !silent) {
        uint32_t ms = lec_ssml_break_ms(token);
        r->pause_ms = ms > r->pause_ms ? ms : r->pause_ms;
        part_words(r, token->span, "pause");
    } else if (element->role == LEC_SSML_SENTENCE && !silent) {
        r->sentence_ends = true;
        part_words(r, token->span, "markup");
    } else {
        omit_tag(r, token, element);
    }
    if (!token->empty) {
        push(r, token, element);
    }
    return token->span.end;
}

static void read_closing(reader *r, const lec_xml_token *token)
{
    const lec_ssml_element *element = lec_ssml_element_of(token->name);
    bool end = lec_xml_closes(token, "speak");
    if (element->role == LEC_SSML_PARAGRAPH || end) {
        close_block(r, token->span.end);
    }
    if (element->role == LEC_SSML_SENTENCE) {
        r->sentence_ends = true;
        part_words(r, token->span, "markup");
    } else {
        omit(r, token->span, "markup", "");
    }
    pop(r, token->name);
}

static void read_other(reader *r, const lec_xml_token *token)
{
    lec_str bytes = lec_str_slice(r->text, token->span.start, token->span.end);
    bool comment = lec_str_starts(bytes, LEC_STR("<!--"));
    bool type = !comment && lec_str_starts(bytes, LEC_STR("<!"));
    omit(r, token->span,
         comment ? "comment"
         : type  ? "document-type"
                 : "markup",
         comment ? "a comment is not shown"
         : type  ? "nothing is looked up in it"
                 : "");
}

/* ---- all of it */

static bool walk(reader *r)
{
    lec_xml_token token;
    bool ended = false;
    for (size_t at = r->reading->span.start; !r->failed && lec_xml_next(r->text, &at, &token);) {
        switch (token.kind) {
        case LEC_XML_OPEN:
            at = read_opening(r, &token);
            break;
        case LEC_XML_CLOSE:
            read_closing(r, &token);
            ended = ended || lec_xml_closes(&token, "speak");
            break;
        case LEC_XML_TEXT:
        case LEC_XML_CDATA:
            read_text(r, &token);
            break;
        case LEC_XML_OTHER:
            read_other(r, &token);
            break;
        }
    }
    close_block(r, r->text.len);
    return ended;
}

static lec_status finish(const reader *r, bool ended)
{
    const lec_reading *reading = r->reading;
    if (r->failed) {
        return lec_fail_memory(reading->error);
    }
    if (!r->spoke) {
        return lec_fail_at(reading->error, LEC_DATA, reading->source->name, 0, 0,
                           "this is no SSML: it has no <speak>; read it with --from=text");
    }
    if (!ended && reading->warning->len == 0) {
        *reading->warning = LEC_STR("it stops before </speak>: the end may be missing");
    }
    if (reading->facts->lang.len == 0 && r->lang.len > 0) {
        reading->facts->lang = lec_arena_str(reading->arena, r->lang);
    }
    return reading->facts->lang.ptr || r->lang.len == 0 ? LEC_OK : lec_fail_memory(reading->error);
}

static lec_status ssml_read(const lec_reading *reading)
{
    lec_arena memory;
    lec_status status = lec_arena_init(&memory, 0, reading->error);
    if (status != LEC_OK) {
        return status;
    }
    reader r = {
        .reading = reading,
        .text = lec_str_slice(reading->source->text, 0, reading->span.end),
        .memory = &memory,
        .flow = {.writer = reading->writer},
        .first = {.arena = &memory},
    };
    bool ended = walk(&r);
    status = finish(&r, ended);
    lec_arena_free(&memory);
    return status;
}

/* ---- the row */

/* The first element is <speak>, after a declaration, comments and a document type. */
static bool ssml_sniff(lec_str text)
{
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(text, &at, &token);) {
        if (token.kind == LEC_XML_OPEN) {
            return lec_xml_opens(&token, "speak");
        }
        if (token.kind != LEC_XML_OTHER &&
            !is_white(lec_str_slice(text, token.span.start, token.span.end))) {
            return false;
        }
    }
    return false;
}

const lec_reader_row lec_reader_ssml = {
    .info = {.name = "ssml",
             .extensions = ".ssml",
             .description = "SSML 1.1, read for what it says"},
    .sniff = ssml_sniff,
    .read = ssml_read,
};
