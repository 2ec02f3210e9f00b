/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where chapters begin. */
#ifndef LEC_SCRIPT_CHAPTER_H
#define LEC_SCRIPT_CHAPTER_H

#include "script/rules.h"

/** What is known of a block before its lines are written. */
typedef struct lec_block_plan {
    uint64_t ms; /**< how long it lasts by estimate, with the pause before it; 0: not spoken */
} lec_block_plan;

/** A chapter begins with a block. */
typedef struct lec_chapter_mark {
    size_t block;
    lec_chapter_line chapter;
} lec_chapter_mark;

/** The chapters of one story, ascending by block, at most one at a block. */
typedef struct lec_chapter_plan {
    lec_chapter_mark *marks;
    size_t count, capacity;
} lec_chapter_plan;

/** A story and what is known of its blocks. */
typedef struct lec_story_plan {
    const lec_story *story;
    const lec_rules *rules;
    const lec_block_plan *blocks;
} lec_story_plan;

/**
 * Plans the chapters of a story.
 * @param arena holds the titles.
 * @param marks holds the plan.
 * @return LEC_OK; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_chapters_plan(lec_arena *arena, lec_arena *marks,
                                             const lec_story_plan *story, lec_chapter_mode mode,
                                             lec_chapter_plan *plan, lec_error *error);

/**
 * A text as a title: one line without control characters, at most `max` characters, cut at a word
 * with an ellipsis. A slice of the text when it is that already.
 * @return .ptr is NULL when memory has run out; empty when the text has nothing to show.
 */
lec_str lec_title_of(lec_arena *arena, lec_str text, size_t max);

/** The opening words of a block, as a title. */
lec_str lec_title_opening(lec_arena *arena, const lec_rules *rules, lec_str text);

#endif
