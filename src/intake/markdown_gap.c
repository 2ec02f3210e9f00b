/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies between two texts of Markdown: its syntax, which is told apart to say why it is left
 * out. md4c has seen that it is syntax, so that a little knowledge of it is enough. */
#include "base/str.h"
#include "base/utf8.h"
#include "intake/inline.h"
#include "intake/markdown.h"

#include <string.h>

#define ADDRESS_RULE   "link-address"
#define ADDRESS_REASON "where a link leads to is not spoken"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_white(char c)
{
    return is_blank(c) || is_line_end(c) || c == '\f' || c == '\v';
}

static size_t skip_white(lec_str text, size_t at, size_t end)
{
    while (at < end && is_white(text.ptr[at])) {
        at++;
    }
    return at;
}

/* ---- addresses of links */

/* After the unescaped `closing` that belongs to what opened before byte `at`; `end` when there is
 * none. */
static size_t skip_to(lec_str text, size_t at, size_t end, char opening, char closing)
{
    size_t depth = 1;
    for (; at < end; at++) {
        char c = text.ptr[at];
        if (c == '\\') {
            at++;
        } else if (c == closing && --depth == 0) {
            return at + 1;
        } else if (c == opening && opening != closing) {
            depth++;
        }
    }
    return end;
}

/* "(address "title")", whose parenthesis has been read. */
static size_t target_end(lec_str text, size_t at, size_t end)
{
    at = skip_white(text, at, end);
    if (at < end && text.ptr[at] == '<') {
        at = skip_to(text, at + 1, end, '>', '>');
    } else {
        size_t depth = 0;
        for (; at < end && !is_white(text.ptr[at]); at++) {
            char c = text.ptr[at];
            if (c == ')' && depth-- == 0) {
                return at + 1;
            }
            depth += c == '(';
            at += c == '\\';
        }
    }
    at = skip_white(text, at, end);
    if (at < end && (text.ptr[at] == '"' || text.ptr[at] == '\'')) {
        at = skip_to(text, at + 1, end, text.ptr[at], text.ptr[at]);
    } else if (at < end && text.ptr[at] == '(') {
        at = skip_to(text, at + 1, end, ')', ')');
    }
    at = skip_white(text, at, end);
    return at < end && text.ptr[at] == ')' ? at + 1 : at;
}

/* What follows the bracket at byte `at` that ends a link's text. */
static size_t link_end(lec_str text, size_t at, size_t end)
{
    size_t after = at + 1;
    if (after < end && text.ptr[after] == '(') {
        return target_end(text, after + 1, end);
    }
    return after < end && text.ptr[after] == '[' ? skip_to(text, after + 1, end, '\0', ']') : after;
}

/* ---- other syntax */

static bool says_something(lec_str text, lec_span span)
{
    while (span.start < span.end) {
        lec_char c = lec_utf8_at(text, span.start);
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            return true;
        }
        span.start += c.len;
    }
    return false;
}

static const char *syntax_rule(char first)
{
    return first == '>' ? "quote-mark" : first == '#' || first == '=' ? "heading-mark" : "markup";
}

/* Bytes without white space. What says something defines where links lead to: whatever else does
 * is left out by those who know it. */
static void leave_out_syntax(lec_md *md, lec_span span)
{
    if (says_something(md->text, span)) {
        lec_writer_omit(md->flow.writer, span, ADDRESS_RULE, ADDRESS_REASON);
    } else {
        lec_leave_out(md->flow.writer, span, syntax_rule(md->text.ptr[span.start]));
    }
}

static size_t syntax_end(const lec_md *md, size_t at, size_t end)
{
    char first = md->text.ptr[at];
    do {
        at++;
    } while (at < end && !is_white(md->text.ptr[at]) && first != '>' &&
             !(md->link_ends && md->text.ptr[at] == ']'));
    return at;
}

static void leave_out_white(lec_md *md, lec_span span)
{
    if (md->space_due && (md->open || md->flow.record)) {
        lec_flow_space(&md->flow, span);
    } else {
        lec_leave_out(md->flow.writer, span, "markup");
    }
    md->space_due = false;
}

static void leave_out(lec_md *md, lec_span span)
{
    while (span.start < span.end) {
        size_t at = span.start;
        char c = md->text.ptr[at];
        if (is_white(c)) {
            span.start = skip_white(md->text, at, span.end);
            leave_out_white(md, (lec_span){at, span.start});
        } else if (md->link_ends && c == ']') {
            span.start = link_end(md->text, at, span.end);
            md->link_ends--;
            bool bare = span.start == at + 1;
            lec_writer_omit(md->flow.writer, (lec_span){at, span.start},
                            bare ? "markup" : ADDRESS_RULE, bare ? "" : ADDRESS_REASON);
        } else {
            span.start = syntax_end(md, at, span.end);
            leave_out_syntax(md, (lec_span){at, span.start});
        }
    }
}

void lec_md_gap(lec_md *md, size_t to)
{
    const lec_md_notes *notes = md->notes;
    size_t note = md->in_note ? notes->count : lec_md_note_after(notes, md->done);
    while (md->done < to) {
        bool hidden = note < notes->count && notes->notes[note].span.start < to;
        leave_out(md, (lec_span){md->done, hidden ? notes->notes[note].span.start : to});
        md->done = hidden ? notes->notes[note++].span.end : to;
    }
    md->link_ends = 0;
    md->space_due = false;
}

/* ---- what stands at the beginning of a line */

static size_t next_line(const lec_md *md, size_t at)
{
    while (at < md->end && !is_line_end(md->text.ptr[at])) {
        at++;
    }
    return at < md->end ? at + 1 : at;
}

static size_t line_end(const lec_md *md, size_t at)
{
    while (at < md->end && !is_line_end(md->text.ptr[at])) {
        at++;
    }
    return at;
}

/* Skips indentation and quote marks. */
static size_t skip_prefix(const lec_md *md, size_t at)
{
    while (at < md->end && (is_blank(md->text.ptr[at]) || md->text.ptr[at] == '>')) {
        at++;
    }
    return at;
}

/* What md4c sees there, so that nothing is found in what is hidden from it. */
static char seen_at(const lec_md *md, size_t at)
{
    return at < md->end ? md->view.ptr[at - md->view_start] : '\n';
}

static size_t bullet_end(const lec_md *md, size_t at, char mark)
{
    return seen_at(md, at) == mark && is_white(seen_at(md, at + 1)) ? at + 1 : at;
}

static size_t number_end(const lec_md *md, size_t at, char mark)
{
    size_t digits = at;
    while (lec_is_digit(seen_at(md, digits))) {
        digits++;
    }
    bool ends = digits > at && seen_at(md, digits) == mark && is_white(seen_at(md, digits + 1));
    return ends ? digits + 1 : at;
}

static size_t fence_end(const lec_md *md, size_t at, char mark)
{
    bool three =
        seen_at(md, at) == mark && seen_at(md, at + 1) == mark && seen_at(md, at + 2) == mark;
    return three ? line_end(md, at) : at;
}

static size_t rule_end(const lec_md *md, size_t at, char mark)
{
    size_t marks = 0;
    size_t end = at;
    char first = seen_at(md, at);
    (void)mark;
    if (first != '*' && first != '-' && first != '_') {
        return at;
    }
    for (; end < md->end && !is_line_end(seen_at(md, end)); end++) {
        marks += seen_at(md, end) == first;
        if (seen_at(md, end) != first && !is_blank(seen_at(md, end))) {
            return at;
        }
    }
    return marks >= 3 ? end : at;
}

/* The first place at or after the cursor, at the beginning of a line, where something begins. */
static lec_span find(const lec_md *md, char mark,
                     size_t (*end_of)(const lec_md *md, size_t at, char mark))
{
    size_t at = md->done;
    bool prefix = md->at_prefix;
    for (; at < md->end; at = next_line(md, at)) {
        size_t first = skip_prefix(md, at);
        size_t end = prefix ? end_of(md, first, mark) : first;
        if (end > first) {
            return (lec_span){first, end};
        }
        prefix = true;
    }
    return (lec_span){md->end, md->end};
}

lec_span lec_md_find_mark(const lec_md *md, bool ordered, char mark)
{
    return find(md, mark, ordered ? number_end : bullet_end);
}

lec_span lec_md_find_fence(const lec_md *md, char mark)
{
    return find(md, mark, fence_end);
}

lec_span lec_md_find_rule(const lec_md *md)
{
    return find(md, '\0', rule_end);
}
