/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/line.h"

#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

enum { TAB = 8, NUMBER_DIGITS_MAX = 3, HEADING_SIGNS_MAX = 6 };

bool lec_textline_is_blank(const lec_textline *line)
{
    return line->first >= line->last;
}

bool lec_textline_is_rule(const lec_textline *line)
{
    size_t least = line->uniform ? 2 : 3;
    return line->silent && line->ornaments >= least && !lec_textline_is_blank(line);
}

/* Line feed, carriage return, or both: `next` is after it. */
static size_t line_end(lec_str text, size_t at, size_t *next)
{
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r') {
        at++;
    }
    bool both = at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n';
    *next = at + both + (at < text.len);
    return at;
}

/* ---- quotes */

static size_t skip_blanks(lec_str text, size_t at, size_t end)
{
    while (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    return at;
}

/* ">5" and ">=" are no quotes. */
static bool is_quote_mark(lec_str text, size_t at, size_t end)
{
    if (at >= end || text.ptr[at] != '>') {
        return false;
    }
    char after = at + 1 < end ? text.ptr[at + 1] : ' ';
    return !lec_is_digit(after) && after != '=' && after != '-' && after != '<';
}

size_t lec_quote_marks_end(lec_str text, size_t at, size_t end, int *depth)
{
    size_t after = at;
    *depth = 0;
    for (size_t mark = skip_blanks(text, at, end); is_quote_mark(text, mark, end);
         mark = skip_blanks(text, after, end)) {
        after = mark + 1;
        ++*depth;
    }
    /* One space belongs to the mark; more are indentation. */
    return *depth && after < end && text.ptr[after] == ' ' ? after + 1 : after;
}

/* ---- list marks */

/* Finds the text after a mark that ends at byte `at`. There is some, and space before it. */
static bool mark_ends(lec_str text, size_t at, const lec_textline *line, lec_mark *mark)
{
    mark->text = at;
    while (mark->text < line->last) {
        lec_char c = lec_utf8_at(text, mark->text);
        lec_char_use use = lec_char_use_of(c.code);
        if (use != LEC_USE_SPACE && use != LEC_USE_NO_BREAK) {
            return mark->text > at;
        }
        mark->text += c.len;
    }
    return false;
}

static lec_mark bullet_of(lec_str text, const lec_textline *line)
{
    static const uint32_t BULLETS[] = {'*',    0x2022, 0x2023, 0x2043, 0x25AA,
                                       0x25CB, 0x25CF, 0x25E6, 0x25A0};
    lec_char c = lec_utf8_at(text, line->first);
    lec_mark mark = {.number = c.code};
    if (!mark_ends(text, line->first + c.len, line, &mark)) {
        return (lec_mark){0};
    }
    for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++) {
        if (c.code == BULLETS[i]) {
            mark.kind = LEC_MARK_BULLET;
        }
    }
    if (c.code == '-' || c.code == 0x2013) {
        mark.kind = LEC_MARK_DASH;
    }
    return mark;
}

static lec_mark number_of(lec_str text, const lec_textline *line)
{
    lec_mark mark = {0};
    size_t at = line->first;
    while (at < line->last && lec_is_digit(text.ptr[at]) && at - line->first < NUMBER_DIGITS_MAX) {
        mark.number = mark.number * 10 + (uint32_t)(text.ptr[at++] - '0');
    }
    bool digits = at > line->first;
    bool letter = !digits && text.ptr[at] >= 'a' && text.ptr[at] <= 'z';
    if (letter) {
        mark.number = (uint32_t)(text.ptr[at++] - 'a' + 1);
    }
    char after = at < line->last ? text.ptr[at] : ' ';
    if (after == ')') {
        mark.kind = letter ? LEC_MARK_LETTER : digits ? LEC_MARK_PAREN : LEC_MARK_NONE;
    } else if (after == '.') {
        mark.kind = digits ? LEC_MARK_DOT : LEC_MARK_NONE;
    }
    return mark.kind && mark_ends(text, at + 1, line, &mark) ? mark : (lec_mark){0};
}

static lec_mark mark_of(lec_str text, const lec_textline *line)
{
    if (lec_textline_is_blank(line) || lec_textline_is_rule(line)) {
        return (lec_mark){0};
    }
    lec_mark mark = bullet_of(text, line);
    return mark.kind ? mark : number_of(text, line);
}

/* ---- "# headings": CommonMark 0.31, section 4.2 */

static void look_for_heading(lec_str text, lec_textline *line)
{
    size_t at = line->first;
    while (at < line->last && text.ptr[at] == '#') {
        at++;
    }
    size_t signs = at - line->first;
    size_t start = skip_blanks(text, at, line->last);
    if (signs == 0 || signs > HEADING_SIGNS_MAX || start == at || line->silent || line->depth) {
        return;
    }
    size_t end = line->last;
    while (end > start && text.ptr[end - 1] == '#') {
        end--;
    }
    bool closed = end < line->last && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t');
    end = closed ? end : line->last;
    while (end > start && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t')) {
        end--;
    }
    line->heading = (int)signs;
    line->title = (lec_span){start, end};
}

/* ---- the line */

/* What a walk over a line's characters finds out. */
typedef struct line_walk {
    size_t column;
    bool in_word, spaced, mixed;
} line_walk;

static bool is_ascii_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static void walk_text(lec_textline *line, line_walk *walk, uint32_t code, size_t at, lec_char c)
{
    if (lec_textline_is_blank(line)) {
        line->first = at;
        line->indent = walk->column;
        line->begin = code;
        line->silent = true;
        walk->in_word = true;
    }
    line->last = at + c.len;
    line->width = walk->column + 1;
    line->word += walk->in_word;
    walk->mixed = walk->mixed || walk->spaced || code != line->begin;
    bool plain = is_ascii_letter(code);
    line->end = plain || !lec_char_is_quote_or_bracket(code) ? code : line->end;
    if (!plain && lec_char_is_silent(code)) {
        line->ornaments++;
    } else {
        line->silent = false;
    }
}

static void walk_line(lec_str text, lec_textline *line, size_t end)
{
    line_walk walk = {0};
    for (size_t at = line->body; at < end;) {
        lec_char c = lec_utf8_at(text, at);
        lec_char_use use = lec_char_use_of(c.code);
        if (use == LEC_USE_TEXT) {
            walk_text(line, &walk, c.code, at, c);
            walk.column++;
        } else if (use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK) {
            walk.in_word = walk.in_word && use == LEC_USE_NO_BREAK;
            walk.spaced = !lec_textline_is_blank(line);
            walk.column = c.code == '\t' ? walk.column / TAB * TAB + TAB : walk.column + 1;
        }
        at += c.len;
    }
    if (!walk.mixed && (line->begin == '=' || line->begin == '-')) {
        line->uniform = (char)line->begin;
    }
}

lec_textline lec_textline_at(lec_str text, size_t at)
{
    lec_textline line = {.start = at};
    size_t end = line_end(text, at, &line.next);
    line.body = lec_quote_marks_end(text, at, end, &line.depth);
    line.first = line.last = line.body;
    walk_line(text, &line, end);
    line.width += line.body - line.start;
    line.mark = mark_of(text, &line);
    look_for_heading(text, &line);
    return line;
}
