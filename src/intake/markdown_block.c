/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/markdown_block.h"

#include "base/arena.h"
#include "base/str.h"
#include "intake/entity.h"
#include "intake/inline.h"

#include <string.h>

static const lec_str AS_IT_IS = {NULL, 0};

/* ---- quotes and lists */

static lec_md_nest *innermost(lec_md *md)
{
    size_t top = md->nest_count < LEC_MD_NESTING_MAX ? md->nest_count : LEC_MD_NESTING_MAX;
    return top ? &md->nest[top - 1] : NULL;
}

static void push(lec_md *md, lec_md_nest nest)
{
    lec_md_close(md);
    if (md->nest_count < LEC_MD_NESTING_MAX) {
        md->nest[md->nest_count] = nest;
    }
    md->nest_count++;
}

static void pop(lec_md *md)
{
    lec_md_close(md);
    md->nest_count -= md->nest_count > 0;
}

/* The number of an item that has no text is its mark and nothing else. */
static void forget_number(lec_md *md)
{
    if (md->number.start < md->number.end) {
        lec_writer_omit(md->flow.writer, md->number, "list-mark", "");
    }
    md->number = (lec_span){0};
}

void lec_md_quote(lec_md *md, bool begins)
{
    if (begins) {
        push(md, (lec_md_nest){.list = false});
        md->quotes++;
    } else {
        pop(md);
        md->quotes--;
    }
}

void lec_md_list(lec_md *md, bool ordered, char mark, unsigned start)
{
    forget_number(md);
    push(md, (lec_md_nest){.list = true, .ordered = ordered, .mark = mark, .number = start});
    md->lists++;
}

void lec_md_list_end(lec_md *md)
{
    forget_number(md);
    pop(md);
    md->lists--;
}

/* Many write "1." at every item: what counts is how many there are. */
static lec_str right_number(lec_md *md, lec_str written, const lec_md_nest *list)
{
    long number = -1;
    lec_str digits = lec_str_slice(written, 0, written.len - 1);
    if (lec_str_to_long(digits, 0, 999999999, &number) && number == (long)list->number) {
        return AS_IT_IS;
    }
    lec_str text = lec_arena_printf(md->memory, "%u%c", list->number, list->mark);
    md->failed = md->failed || !text.ptr;
    return text;
}

static void take_mark(lec_md *md, lec_md_nest *list)
{
    lec_span mark = {0, 0};
    if (!md->marks_lost) {
        mark = lec_md_find_mark(md, list->ordered, list->mark);
    }
    if (mark.start == mark.end) {
        md->marks_lost = true;
        return;
    }
    lec_md_gap(md, mark.start);
    md->done = mark.end;
    md->at_prefix = true;
    if (list->ordered) {
        md->number = mark;
        md->number_text = right_number(md, lec_str_slice(md->text, mark.start, mark.end), list);
        list->number++;
    } else {
        lec_writer_omit(md->flow.writer, mark, "list-mark", "");
    }
}

void lec_md_item(lec_md *md, const MD_BLOCK_LI_DETAIL *item)
{
    lec_md_nest *list = innermost(md);
    lec_md_close(md);
    forget_number(md);
    if (!list || !list->list || md->nest_count > LEC_MD_NESTING_MAX) {
        return;
    }
    list->fresh = true;
    take_mark(md, list);
    if (item->is_task && item->task_mark_offset > 0) {
        size_t box = md->view_start + item->task_mark_offset - 1;
        lec_md_omit(md, (lec_span){box, box + 3}, "task-box",
                    "whether a task is done is not spoken");
        md->at_prefix = true;
    }
}

/* ---- blocks */

void lec_md_open(lec_md *md, lec_block_kind kind, int level)
{
    lec_writer_open(md->flow.writer, md->in_note ? LEC_BLOCK_NOTE : kind, md->in_note ? 0 : level);
    md->open = true;
}

static void write_number(lec_md *md)
{
    lec_span number = md->number;
    md->number = (lec_span){0};
    if (number.start == number.end) {
        return;
    }
    if (md->number_text.ptr) {
        lec_flow_rewrite(&md->flow, number, md->number_text);
    } else {
        lec_flow_keep(&md->flow, number);
    }
    md->space_due = true;
}

/* What text without a mark of its own is: by the innermost quote or list. */
static void open_by_nest(lec_md *md)
{
    lec_md_nest *nest = innermost(md);
    if (nest && nest->list && nest->fresh) {
        nest->fresh = false;
        lec_md_open(md, LEC_BLOCK_LIST_ITEM, md->lists);
        write_number(md);
    } else if (md->quotes > 0) {
        lec_md_open(md, LEC_BLOCK_QUOTE, md->quotes);
    } else {
        lec_md_open(md, LEC_BLOCK_PARAGRAPH, 0);
    }
}

static void open_as_needed(lec_md *md)
{
    if (md->open) {
        return;
    }
    if (md->table.active) {
        lec_md_open(md, LEC_BLOCK_TABLE_ROW, 0);
    } else if ((md->heading || md->html.heading) && md->nest_count == 0) {
        int level = md->heading ? md->heading : md->html.heading;
        lec_md_open(md, LEC_BLOCK_HEADING, lec_md_heading_level(md, level));
    } else if (md->html.item) {
        md->html.item = false;
        lec_md_open(md, LEC_BLOCK_LIST_ITEM, md->lists > 0 ? md->lists : 1);
    } else {
        open_by_nest(md);
    }
}

int lec_md_heading_level(lec_md *md, int level)
{
    bool title = !md->titled && (level == 1 || !md->spoken);
    md->titled = md->titled || title;
    return title ? 1 : level < 2 ? 2 : level;
}

/* Each picture's words are a block of their own, after the one that it stands in. */
static void write_captions(lec_md *md)
{
    lec_chain captions = md->captions;
    md->captions = (lec_chain){.arena = md->memory, .size = sizeof(lec_flow_piece)};
    const lec_flow_piece *pieces = captions.count ? lec_chain_copy(&captions, md->memory) : NULL;
    md->failed = md->failed || captions.failed || (captions.count && !pieces);
    for (size_t start = 0, end = 0; pieces && start < captions.count; start = ++end) {
        while (end < captions.count && pieces[end].span.start < pieces[end].span.end) {
            end++;
        }
        lec_writer_open(md->flow.writer, LEC_BLOCK_CAPTION, 0);
        lec_flow_play(&md->flow, pieces + start, end - start);
        lec_flow_end(&md->flow);
        lec_writer_close(md->flow.writer);
    }
}

void lec_md_close(lec_md *md)
{
    bool was_open = md->open;
    md->space_due = false;
    if (md->open) {
        lec_flow_end(&md->flow);
        md->spoken = md->spoken || lec_writer_length(md->flow.writer) > 0;
        lec_writer_close(md->flow.writer);
        md->open = false;
    }
    md->heading = 0;
    md->html.heading = md->html.active ? md->html.heading : 0;
    md->dropped = 0;
    md->flow.drop = (lec_drop){0};
    if (md->captions.count) {
        write_captions(md);
    }
    if (was_open && md->reading->options->notes == LEC_NOTES_INLINE && !md->table.active) {
        (void)lec_md_write_notes(md);
    }
}

void lec_md_announce(lec_md *md, lec_block_kind kind, lec_span span, lec_str words)
{
    lec_md_close(md);
    forget_number(md);
    if (span.start == span.end) {
        return;
    }
    lec_md_gap(md, span.start);
    lec_md_open(md, kind, 0);
    lec_flow_rewrite(&md->flow, span, words);
    md->done = span.end;
    lec_md_close(md);
}

void lec_md_rule(lec_md *md)
{
    lec_md_close(md);
    lec_span rule = lec_md_find_rule(md);
    if (rule.start < rule.end) {
        lec_md_omit(md, rule, "separator", "");
    }
}

void lec_md_heading(lec_md *md, int level)
{
    lec_md_close(md);
    if (md->nest_count == 0) {
        (void)lec_md_write_notes(md);
    }
    md->heading = level;
}

/* ---- code */

/* A listing is announced by its length, which is known at its end: until then it is kept. */
void lec_md_code_start(lec_md *md, lec_span sign)
{
    lec_md_close(md);
    forget_number(md);
    md->code = (lec_md_listing){.active = true,
                                .text = {.arena = md->memory, .size = sizeof(lec_flow_piece)}};
    if (sign.start < sign.end) {
        lec_md_gap(md, sign.start);
        md->code.sign = sign;
        md->done = sign.end;
    }
    md->flow.record = &md->code.text;
}

void lec_md_code(lec_md *md, char fence)
{
    lec_md_close(md);
    lec_md_code_start(md, fence ? lec_md_find_fence(md, fence) : (lec_span){0});
}

/* Indented code is announced in place of its indentation. */
static void find_sign(lec_md *md, size_t at)
{
    size_t start = at;
    while (start > md->done && strchr(" \t\r\n", md->text.ptr[start - 1])) {
        start--;
        if (md->text.ptr[start] == '\n') {
            break;
        }
    }
    lec_md_gap(md, start);
    md->code.sign = (lec_span){start, at};
    md->done = at;
}

static void announce_code(lec_md *md, size_t lines)
{
    lec_str words = lines <= 1 ? LEC_STR("Code, 1 line.")
                               : lec_arena_printf(md->memory, "Code, %zu lines.", lines);
    md->failed = md->failed || !words.ptr;
    if (md->code.sign.start < md->code.sign.end && words.ptr) {
        lec_md_open(md, LEC_BLOCK_CODE, 0);
        lec_flow_rewrite(&md->flow, md->code.sign, words);
        lec_md_close(md);
    }
}

void lec_md_code_end(lec_md *md, bool ended)
{
    lec_md_listing code = md->code;
    const lec_flow_piece *pieces = lec_chain_copy(&code.text, md->memory);
    md->failed = md->failed || !pieces;
    md->code.active = false;
    md->flow.record = NULL;
    announce_code(md, ended ? code.lines : code.last - code.first + 1);
    lec_md_open(md, LEC_BLOCK_CODE, 0);
    lec_writer_leave_out(md->flow.writer, "code", "code is announced, not read");
    lec_flow_play(&md->flow, pieces, pieces ? code.text.count : 0);
    lec_md_close(md);
    md->code = (lec_md_listing){0};
}

/* ---- text */

/* Takes from the beginning of `rest` what is neither told already nor part of a note, which is told
 * elsewhere. @return false when nothing is left. */
static bool next_part(lec_md *md, lec_span *rest, lec_span *part)
{
    const lec_md_notes *notes = md->notes;
    rest->end = rest->end > md->end ? md->end : rest->end;
    for (;;) {
        rest->start = rest->start < md->done ? md->done : rest->start;
        if (rest->start >= rest->end) {
            return false;
        }
        size_t i = md->in_note ? notes->count : lec_md_note_after(notes, rest->start);
        lec_span note = i < notes->count ? notes->notes[i].span : (lec_span){md->end, md->end};
        if (note.start > rest->start || note.start == note.end) {
            *part = (lec_span){rest->start, note.start < rest->end ? note.start : rest->end};
            return true;
        }
        lec_md_gap(md, note.end);
    }
}

/* Comes to the text at byte `at`. */
static void advance(lec_md *md, size_t at)
{
    lec_md_listing *code = &md->code;
    if (code->active) {
        code->first = code->text.count ? code->first : code->lines;
        code->last = code->lines;
    }
    if (code->active && code->sign.start == code->sign.end) {
        find_sign(md, at);
    }
    if (!md->flow.record) {
        open_as_needed(md);
    }
    lec_md_gap(md, at);
    md->at_prefix = false;
    md->flow.drop = md->dropped ? (lec_drop){"deleted", "it is struck out"} : (lec_drop){0};
}

void lec_md_put(lec_md *md, lec_span span, lec_str text)
{
    for (lec_span part; next_part(md, &span, &part);) {
        advance(md, part.start);
        if (text.ptr) {
            lec_flow_rewrite(&md->flow, part, text);
        } else {
            lec_flow_keep(&md->flow, part);
        }
        md->done = part.end;
    }
}

void lec_md_put_space(lec_md *md, lec_span span)
{
    for (lec_span part; next_part(md, &span, &part); md->done = part.end) {
        lec_md_gap(md, part.start);
        if (md->open || md->flow.record) {
            lec_flow_space(&md->flow, part);
        } else {
            lec_leave_out(md->flow.writer, part, "markup");
        }
    }
}

void lec_md_omit(lec_md *md, lec_span span, const char *rule, const char *reason)
{
    for (lec_span part; next_part(md, &span, &part); md->done = part.end) {
        lec_md_gap(md, part.start);
        lec_writer_omit(md->flow.writer, part, rule, reason);
    }
}

void lec_md_put_encoded(lec_md *md, lec_span span)
{
    lec_str shown = lec_str_slice(md->text, 0, span.end);
    while (span.start < span.end) {
        size_t at = lec_str_find(shown, '&', span.start);
        size_t end = lec_entity_end(shown, at);
        lec_str text = AS_IT_IS;
        lec_md_put(md, (lec_span){span.start, at}, AS_IT_IS);
        if (at < span.end) {
            bool entity = end > at;
            end = entity ? end : at + 1;
            if (entity && !lec_entity_text(md->memory, md->reading->scratch,
                                           lec_str_slice(md->text, at, end), &text)) {
                md->failed = true;
            }
            lec_md_put(md, (lec_span){at, end}, text);
            at = end;
        }
        span.start = at;
    }
}

void lec_md_ask_note(lec_md *md, size_t note)
{
    if (note < md->notes->count && !md->notes->notes[note].asked) {
        md->notes->notes[note].asked = true;
        md->notes->queue[md->notes->queue_end++] = note;
    }
}

void lec_md_put_marked(lec_md *md, lec_span span)
{
    const lec_md_notes *notes = md->notes;
    for (size_t i = lec_md_mark_after(notes, span.start);
         i < notes->mark_count && notes->marks[i].span.start < span.end; i++) {
        lec_md_put(md, (lec_span){span.start, notes->marks[i].span.start}, AS_IT_IS);
        lec_md_omit(md, notes->marks[i].span, "note-mark", "a mark leads to a note");
        lec_md_ask_note(md, notes->marks[i].note);
        span.start = notes->marks[i].span.end;
    }
    lec_md_put(md, span, AS_IT_IS);
}

/* An empty piece parts one picture's words from the next one's. */
void lec_md_picture(lec_md *md, bool begins)
{
    md->pictures += begins ? 1 : 0;
    md->pictures -= !begins && md->pictures > 0 ? 1 : 0;
    if (md->pictures == 0) {
        lec_flow_piece end = {0};
        lec_chain_add(&md->captions, &end, 1);
    }
    md->flow.record = md->pictures ? &md->captions : md->code.active ? &md->code.text : NULL;
}
