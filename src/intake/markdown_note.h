/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footnotes of Markdown, which md4c knows nothing of: found before it reads, and hidden from it. */
#ifndef LEC_INTAKE_MARKDOWN_NOTE_H
#define LEC_INTAKE_MARKDOWN_NOTE_H

#include <lectern/base.h>

/** "[^label]: text", with what is indented below it. */
typedef struct lec_md_note {
    lec_str label;
    lec_span span; /**< ends before the line end */
    size_t body;   /**< where its text starts */
    bool asked;    /**< it is in the queue, or has been */
} lec_md_note;

/** "[^label]" in running text. */
typedef struct lec_md_mark {
    lec_span span;
    size_t note; /**< index; SIZE_MAX: it has none */
} lec_md_mark;

typedef struct lec_md_notes {
    lec_md_note *notes; /**< ascending */
    size_t count;
    lec_md_mark *marks; /**< ascending */
    size_t mark_count;
    size_t *queue; /**< notes that wait to be written, by reference; room for all */
    size_t queue_start, queue_end;
} lec_md_notes;

/**
 * Finds notes and their marks at and after byte `start`.
 * @param[out] view `text` from there on, or a copy of that in which notes are blank and marks are
 *             commas, which mean nothing to Markdown. What would make md4c tell more than in
 *             proportion to what it reads, a table of very many columns, is changed likewise.
 * @return false when memory has run out.
 */
LEC_WARN_UNUSED bool lec_md_notes_find(lec_arena *arena, lec_str text, size_t start,
                                       lec_md_notes *notes, lec_str *view);

/** A copy of a note's text in which marks are commas; .ptr is NULL when memory has run out.
 * @param body in `text`. */
lec_str lec_md_note_view(lec_arena *arena, const lec_md_notes *notes, lec_str text, lec_span body);

/** Index of the first mark that ends after byte `at`. */
size_t lec_md_mark_after(const lec_md_notes *notes, size_t at);
/** Index of the first note that ends after byte `at`. */
size_t lec_md_note_after(const lec_md_notes *notes, size_t at);

#endif
