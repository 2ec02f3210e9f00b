/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents and scripts made by hand, for tests of the script. */
#ifndef LEC_TESTS_DOCUMENTS_H
#define LEC_TESTS_DOCUMENTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <lectern/script.h>

/**
 * A document in a small notation: one block a line; "# " to "###### " is a heading, "> " a quote,
 * "- " an item of a list. A heading of level 1 at the beginning is the title.
 * @return false when memory has run out.
 */
static inline bool document_of(lec_arena *arena, lec_str text, lec_document *document)
{
    lec_source *source = LEC_NEW(arena, 1, lec_source);
    lec_block *blocks = LEC_NEW(arena, text.len + 1, lec_block);
    if (!source || !blocks) {
        return false;
    }
    *source = (lec_source){.name = LEC_STR("made.txt"), .text = text};
    size_t count = 0;
    for (lec_cut cut = {.tail = text}; cut.tail.len > 0;) {
        cut = lec_str_cut(cut.tail, '\n');
        lec_cut mark = lec_str_cut(cut.head, ' ');
        lec_block *block = &blocks[count];
        if (mark.found && lec_str_starts(LEC_STR("######"), mark.head) && mark.head.len > 0) {
            block->kind = LEC_BLOCK_HEADING;
            block->level = (int)mark.head.len;
            block->text = mark.tail;
        } else if (mark.found && lec_str_equal(mark.head, LEC_STR(">"))) {
            block->kind = LEC_BLOCK_QUOTE;
            block->text = mark.tail;
        } else if (mark.found && lec_str_equal(mark.head, LEC_STR("-"))) {
            block->kind = LEC_BLOCK_LIST_ITEM;
            block->text = mark.tail;
        } else {
            block->kind = LEC_BLOCK_PARAGRAPH;
            block->text = cut.head;
        }
        count += block->text.len > 0;
    }
    *document = (lec_document){.source = source, .blocks = blocks, .block_count = count};
    if (count > 0 && blocks[0].kind == LEC_BLOCK_HEADING && blocks[0].level == 1) {
        document->facts.title = blocks[0].text;
    }
    return true;
}

/** A script as text: a line for each of its lines, beginning with its kind. */
static inline lec_str script_text(lec_arena *arena, const lec_script *script)
{
    static const char *const pauses[LEC_PAUSES] = {
        [LEC_PAUSE_HEAD] = "head",
        [LEC_PAUSE_CLAUSE] = "clause",
        [LEC_PAUSE_SENTENCE] = "sentence",
        [LEC_PAUSE_PARAGRAPH] = "paragraph",
        [LEC_PAUSE_BEFORE_HEADING] = "before-heading",
        [LEC_PAUSE_AFTER_HEADING] = "after-heading",
        [LEC_PAUSE_STORY] = "story",
        [LEC_PAUSE_TAIL] = "tail",
    };
    lec_buf buf = {.arena = arena};
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind == LEC_LINE_SPEECH) {
            lec_buf_add(&buf, LEC_STR("say "));
            lec_buf_add(&buf, line->speech.spoken);
        } else if (line->kind == LEC_LINE_PAUSE) {
            lec_buf_printf(&buf, "pause %s", pauses[line->pause.why]);
        } else {
            lec_buf_printf(&buf, "chapter %d ", line->chapter.level);
            lec_buf_add(&buf, line->chapter.title);
        }
        lec_buf_byte(&buf, '\n');
    }
    return lec_buf_str(&buf);
}

#endif
