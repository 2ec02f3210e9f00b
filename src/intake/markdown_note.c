/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/markdown_note.h"

#include "base/arena.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
    INDENT_MAX = 3,    /* of what begins a block */
    INDENT_BODY = 4,   /* of a note's further paragraphs */
    INDENT_LINE = 2,   /* of a line that goes on without doubt */
    LABEL_MAX = 200,   /* bytes */
    COLUMNS_MAX = 128, /* of a table */
    FENCE_MIN = 3
};

typedef struct textline {
    size_t start, first, end, next; /* `first` byte that is no space; `end` without the line end */
    size_t indent;                  /* columns */
} textline;

static textline line_at(lec_str text, size_t start)
{
    textline line = {start, start, start, start, 0};
    while (line.end < text.len && text.ptr[line.end] != '\n' && text.ptr[line.end] != '\r') {
        line.end++;
    }
    line.next = line.end + (line.end < text.len);
    if (line.next < text.len && text.ptr[line.end] == '\r' && text.ptr[line.next] == '\n') {
        line.next++;
    }
    for (; line.first < line.end; line.first++) {
        char c = text.ptr[line.first];
        if (c != ' ' && c != '\t') {
            break;
        }
        line.indent += c == '\t' ? INDENT_BODY - line.indent % INDENT_BODY : 1;
    }
    return line;
}

static bool is_blank(const textline *line)
{
    return line->first >= line->end;
}

/* ---- labels */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int compare_labels(lec_str a, lec_str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        int difference = (unsigned char)lower(a.ptr[i]) - (unsigned char)lower(b.ptr[i]);
        if (difference) {
            return difference;
        }
    }
    return (a.len > b.len) - (a.len < b.len);
}

/* "[^label]" at byte `at`; an empty label when there is none. */
static lec_str label_at(lec_str text, size_t at)
{
    size_t start = at + 2;
    size_t end = start;
    if (start >= text.len || text.ptr[at] != '[' || text.ptr[at + 1] != '^') {
        return LEC_STR("");
    }
    while (end < text.len && end - start < LABEL_MAX &&
           !strchr("[]^`<>\\| \t\r\n", text.ptr[end])) {
        end++;
    }
    return end < text.len && text.ptr[end] == ']' ? lec_str_slice(text, start, end) : LEC_STR("");
}

static bool is_number(lec_str label)
{
    size_t i = 0;
    while (i < label.len && lec_is_digit(label.ptr[i])) {
        i++;
    }
    return label.len > 0 && i == label.len;
}

/* The label of the note that begins in a line; empty when none does. */
static lec_str label_of_line(lec_str text, const textline *line)
{
    lec_str label = line->indent <= INDENT_MAX ? label_at(text, line->first) : LEC_STR("");
    size_t colon = line->first + label.len + 3;
    return label.len && colon < text.len && text.ptr[colon] == ':' ? label : LEC_STR("");
}

/* ---- notes */

/* Length of a fence of code at the line's beginning; 0 when there is none. */
static size_t fence_at(lec_str text, const textline *line, char *mark)
{
    size_t end = line->first;
    *mark = is_blank(line) ? '\0' : text.ptr[end];
    if (*mark != '`' && *mark != '~') {
        return 0;
    }
    while (end < line->end && text.ptr[end] == *mark) {
        end++;
    }
    return end - line->first >= FENCE_MIN ? end - line->first : 0;
}

static bool begins_block(lec_str text, const textline *line)
{
    char mark;
    size_t after = line->first + 1;
    char c = text.ptr[line->first];
    bool spaced = after >= line->end || text.ptr[after] == ' ' || text.ptr[after] == '\t';
    return c == '>' || c == '#' || c == '<' || c == '|' || (spaced && strchr("-*+", c)) ||
           lec_is_digit(c) || label_of_line(text, line).len || fence_at(text, line, &mark);
}

/* Where the note whose first line is `line` ends. */
static textline note_end(lec_str text, textline line)
{
    textline last = line;
    bool gap = false;
    bool bare = label_of_line(text, &line).len + line.first + 4 >= line.end;
    while (line.next < text.len) {
        line = line_at(text, line.next);
        if (is_blank(&line)) {
            gap = true;
            continue;
        }
        bool lazy = !gap && !bare && !begins_block(text, &line);
        if (line.indent < (gap ? INDENT_BODY : INDENT_LINE) && !lazy) {
            break;
        }
        last = line;
        gap = bare = false;
    }
    return last;
}

typedef struct finder {
    lec_str text;
    size_t start; /* of what is looked at */
    lec_arena *arena;
    lec_md_notes *notes;
    size_t note_room, mark_room;
    char fence; /* the one that is open, and its length */
    size_t fence_length;
    bool comment;
    bool failed;
} finder;

/* Whether a line is code or comment, where "[^1]:" is no note. */
static bool is_shielded(finder *f, const textline *line)
{
    char mark = '\0';
    size_t fence = line->indent <= INDENT_MAX ? fence_at(f->text, line, &mark) : 0;
    lec_str body = lec_str_slice(f->text, line->first, line->end);
    if (f->fence) {
        bool closes = fence >= f->fence_length && mark == f->fence;
        f->fence = closes ? '\0' : f->fence;
        return true;
    }
    if (fence) {
        f->fence = mark;
        f->fence_length = fence;
        return true;
    }
    f->comment = f->comment || lec_str_starts(body, LEC_STR("<!--"));
    bool shielded = f->comment;
    if (f->comment && memmem(body.ptr, body.len, "-->", 3)) {
        f->comment = false;
    }
    return shielded;
}

static void add_note(finder *f, const textline *line, lec_str label, size_t end)
{
    lec_md_note *notes =
        lec_arena_grow(f->arena, f->notes->notes, f->notes->count, &f->note_room, sizeof *notes);
    f->failed = f->failed || !notes;
    if (notes) {
        size_t body = line->first + label.len + 4;
        notes[f->notes->count++] = (lec_md_note){label, {line->first, end}, body, false};
        f->notes->notes = notes;
    }
}

static void find_notes(finder *f)
{
    for (textline line = {.next = f->start}; line.next < f->text.len && !f->failed;) {
        line = line_at(f->text, line.next);
        lec_str label = is_shielded(f, &line) ? LEC_STR("") : label_of_line(f->text, &line);
        if (label.len) {
            textline last = note_end(f->text, line);
            add_note(f, &line, label, last.end);
            line = last;
        }
    }
}

/* ---- marks */

static int by_label(const void *one, const void *other)
{
    const lec_md_note *a = *(const lec_md_note *const *)one;
    const lec_md_note *b = *(const lec_md_note *const *)other;
    int order = compare_labels(a->label, b->label);
    return order ? order : (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* Of notes with the same label the first counts. */
static size_t find_label(const lec_md_notes *notes, const lec_md_note *const *sorted, lec_str label)
{
    size_t low = 0;
    size_t high = notes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_labels(sorted[middle]->label, label) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < notes->count && compare_labels(sorted[low]->label, label) == 0;
    return found ? (size_t)(sorted[low] - notes->notes) : SIZE_MAX;
}

static void add_mark(finder *f, lec_span span, size_t note)
{
    lec_md_mark *marks = lec_arena_grow(f->arena, f->notes->marks, f->notes->mark_count,
                                        &f->mark_room, sizeof *marks);
    f->failed = f->failed || !marks;
    if (marks) {
        marks[f->notes->mark_count++] = (lec_md_mark){span, note};
        f->notes->marks = marks;
    }
}

static void find_marks(finder *f, const lec_md_note *const *sorted)
{
    const lec_md_notes *notes = f->notes;
    size_t next = 0; /* note whose own label is no mark */
    for (size_t at = lec_str_find(f->text, '[', f->start); at < f->text.len && !f->failed;
         at = lec_str_find(f->text, '[', at + 1)) {
        lec_str label = label_at(f->text, at);
        size_t end = at + label.len + 3;
        bool link = label.len && end < f->text.len && f->text.ptr[end] == '(';
        bool escaped = at > 0 && f->text.ptr[at - 1] == '\\';
        while (next < notes->count && notes->notes[next].span.start < at) {
            next++;
        }
        bool own = next < notes->count && notes->notes[next].span.start == at;
        if (label.len && !link && !escaped && !own) {
            size_t note = find_label(notes, sorted, label);
            if (note != SIZE_MAX || is_number(label)) {
                add_mark(f, (lec_span){at, end}, note);
            }
        }
    }
}

/* ---- what md4c sees */

static void hide(char *view, lec_span span, char with)
{
    for (size_t i = span.start; i < span.end; i++) {
        if (with == ',' || (view[i] != '\n' && view[i] != '\r')) {
            view[i] = with;
        }
    }
}

/* Whether it may be the line below a table's headings. @param[out] bars in it. */
static bool is_delimiter(lec_str line, size_t *bars)
{
    *bars = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("|:-> \t", line.ptr[i])) {
            return false;
        }
        *bars += line.ptr[i] == '|';
    }
    return *bars > 0;
}

/* md4c wants three dashes for a column: a single one takes the place of the spaces beside it. */
static void widen(char *cell, size_t len)
{
    size_t first = 0;
    while (first < len && cell[first] == ' ') {
        first++;
    }
    bool dashed = memchr(cell, '-', len) && !memchr(cell, '>', len) && !memchr(cell, '\t', len);
    for (size_t i = 0; dashed && i < len; i++) {
        bool before = i < first && cell[first] == '-';
        bool after = i > first && cell[i] == ' ' && cell[i - 1] == '-';
        cell[i] = before || after ? '-' : cell[i];
    }
}

static void change_delimiter(char *view, const textline *line, size_t bars)
{
    if (bars > COLUMNS_MAX) {
        hide(view, (lec_span){line->first, line->end}, ',');
        return;
    }
    for (size_t start = line->first; start < line->end;) {
        const char *bar = memchr(view + start, '|', line->end - start);
        size_t end = bar ? (size_t)(bar - view) : line->end;
        widen(view + start, end - start);
        start = end + 1;
    }
}

/* @param view NULL: nothing is changed. @return lines that are to be. */
static size_t change_delimiters(lec_str text, size_t start, char *view)
{
    size_t changed = 0;
    for (textline line = {.next = start}; line.next < text.len;) {
        line = line_at(text, line.next);
        size_t bars = 0;
        if (!is_blank(&line) && strchr("|:->", text.ptr[line.first]) &&
            is_delimiter(lec_str_slice(text, line.first, line.end), &bars)) {
            changed++;
            if (view) {
                change_delimiter(view, &line, bars);
            }
        }
    }
    return changed;
}

static bool make_view(const finder *f, lec_str *view)
{
    lec_str text = f->text;
    const lec_md_notes *notes = f->notes;
    *view = lec_str_slice(text, f->start, text.len);
    if (notes->count == 0 && notes->mark_count == 0 &&
        change_delimiters(text, f->start, NULL) == 0) {
        return true;
    }
    char *copy = LEC_NEW(f->arena, text.len + 1, char);
    if (!copy) {
        return false;
    }
    memcpy(copy, text.ptr, text.len);
    (void)change_delimiters(text, f->start, copy);
    for (size_t i = 0; i < notes->mark_count; i++) {
        hide(copy, notes->marks[i].span, ',');
    }
    for (size_t i = 0; i < notes->count; i++) {
        hide(copy, notes->notes[i].span, ' ');
    }
    *view = lec_str_slice((lec_str){copy, text.len}, f->start, text.len);
    return true;
}

lec_str lec_md_note_view(lec_arena *arena, const lec_md_notes *notes, lec_str text, lec_span body)
{
    char *copy = LEC_NEW(arena, body.end - body.start + 1, char);
    if (!copy) {
        return (lec_str){NULL, 0};
    }
    memcpy(copy, text.ptr + body.start, body.end - body.start);
    for (size_t i = lec_md_mark_after(notes, body.start);
         i < notes->mark_count && notes->marks[i].span.end <= body.end; i++) {
        lec_span span = notes->marks[i].span;
        hide(copy, (lec_span){span.start - body.start, span.end - body.start}, ',');
    }
    return (lec_str){copy, body.end - body.start};
}

size_t lec_md_mark_after(const lec_md_notes *notes, size_t at)
{
    size_t low = 0;
    size_t high = notes->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (notes->marks[middle].span.end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t lec_md_note_after(const lec_md_notes *notes, size_t at)
{
    size_t low = 0;
    size_t high = notes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (notes->notes[middle].span.end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool lec_md_notes_find(lec_arena *arena, lec_str text, size_t start, lec_md_notes *notes,
                       lec_str *view)
{
    finder f = {.text = text, .start = start, .arena = arena, .notes = notes};
    find_notes(&f);
    const lec_md_note **sorted = LEC_NEW(arena, notes->count, const lec_md_note *);
    notes->queue = LEC_NEW(arena, notes->count, size_t);
    if (f.failed || !sorted || !notes->queue) {
        return false;
    }
    for (size_t i = 0; i < notes->count; i++) {
        sorted[i] = &notes->notes[i];
    }
    qsort(sorted, notes->count, sizeof *sorted, by_label);
    find_marks(&f, sorted);
    return !f.failed && make_view(&f, view);
}
