/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/chapter.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* What lasts longer without a heading is divided, into parts that are not shorter than the other.
 */
#define STRETCH_MAX_MS 120000u
#define PART_MIN_MS    45000u

#define HEADING_LEVELS 6

/* A story being walked through. */
typedef struct walk {
    lec_arena *arena, *marks;
    const lec_story_plan *story;
    lec_chapter_mode mode;
    lec_chapter_plan *plan;
    lec_error *error;
    int open[HEADING_LEVELS]; /* levels of the headings that the place lies under */
    int depth;
    size_t stretch; /* block at which the last heading, or the story, began */
    int level;      /* of the chapter that began there */
} walk;

static const lec_block *block_at(const walk *w, size_t block)
{
    return &w->story->story->document->blocks[block];
}

static bool is_spoken(const walk *w, size_t block)
{
    return w->story->blocks[block].ms > 0;
}

static lec_status add_mark(walk *w, size_t block, int level, lec_str title)
{
    lec_chapter_plan *plan = w->plan;
    lec_chapter_mark *marks =
        lec_arena_grow(w->marks, plan->marks, plan->count, &plan->capacity, sizeof *marks);
    if (!marks || !title.ptr) {
        return lec_fail_memory(w->error);
    }
    plan->marks = marks;
    marks[plan->count++] =
        (lec_chapter_mark){.block = block, .chapter = {.title = title, .level = level}};
    return LEC_OK;
}

/* A chapter titled by the opening words of its block, one level below the last heading. */
static lec_status add_opening(walk *w, size_t block)
{
    return add_mark(w, block, w->level + 1,
                    lec_title_opening(w->arena, w->story->rules, block_at(w, block)->text));
}

/* ---- dividing a stretch */

/*
 * Where the part that begins at `start` ends: at the paragraph's end that comes nearest to an equal
 * share of `left`, if one keeps the part within its limits; else at the first one beyond them.
 * `left` is what remains of the stretch and is reduced by the part. `end` when it is not divided.
 */
static size_t part_end(const walk *w, size_t start, size_t end, uint64_t *left)
{
    uint64_t share = *left / ((*left + STRETCH_MAX_MS - 1) / STRETCH_MAX_MS);
    uint64_t length = 0, best = 0, best_off = UINT64_MAX;
    size_t best_end = end;
    for (size_t block = start; block < end && (length <= STRETCH_MAX_MS || best == 0); block++) {
        length += w->story->blocks[block].ms;
        bool fits = length >= PART_MIN_MS && *left >= length + PART_MIN_MS;
        uint64_t off = length > share ? length - share : share - length;
        if (fits && is_spoken(w, block) && off < best_off &&
            (length <= STRETCH_MAX_MS || best == 0)) {
            best = length;
            best_off = off;
            best_end = block + 1;
        }
    }
    *left -= best;
    return best_end;
}

static lec_status divide_stretch(walk *w, size_t end)
{
    if (w->mode != LEC_CHAPTERS_AUTO) {
        return LEC_OK;
    }
    uint64_t left = 0;
    for (size_t block = w->stretch; block < end; block++) {
        left += w->story->blocks[block].ms;
    }
    lec_status status = LEC_OK;
    for (size_t at = w->stretch; left > STRETCH_MAX_MS && status == LEC_OK;) {
        at = part_end(w, at, end, &left);
        while (at < end && !is_spoken(w, at)) {
            at++;
        }
        if (at == end) {
            break;
        }
        status = add_opening(w, at);
    }
    return status;
}

/* ---- headings */

static bool is_title(const walk *w, const lec_block *block)
{
    return block->kind == LEC_BLOCK_HEADING && block->level <= 1 &&
           lec_str_equal(block->text, w->story->story->document->title);
}

/* Levels inside a story begin at 2 and have no holes, whatever levels its headings have. */
static int enter_heading(walk *w, const lec_block *block)
{
    while (w->depth > 0 && w->open[w->depth - 1] >= block->level) {
        w->depth--;
    }
    if (w->depth < HEADING_LEVELS) {
        w->open[w->depth++] = block->level;
    }
    return w->depth + 1;
}

static lec_status begin_story(walk *w, size_t block)
{
    w->stretch = block;
    w->level = 1;
    if (block_at(w, block)->kind == LEC_BLOCK_HEADING && block_at(w, block)->level > 1) {
        (void)enter_heading(w, block_at(w, block));
    }
    return add_mark(w, block, 1,
                    lec_title_of(w->arena, w->story->story->title, LEC_CHAPTER_TITLE_MAX));
}

static lec_status begin_heading(walk *w, size_t block)
{
    lec_status status = divide_stretch(w, block);
    if (status != LEC_OK) {
        return status;
    }
    w->stretch = block;
    w->level = enter_heading(w, block_at(w, block));
    return add_mark(w, block, w->level,
                    lec_title_of(w->arena, block_at(w, block)->text, LEC_CHAPTER_TITLE_MAX));
}

static lec_status visit(walk *w, size_t block)
{
    if (w->plan->count == 0) {
        return begin_story(w, block);
    }
    if (w->mode == LEC_CHAPTERS_STORY || is_title(w, block_at(w, block))) {
        return LEC_OK;
    }
    if (block_at(w, block)->kind == LEC_BLOCK_HEADING) {
        return begin_heading(w, block);
    }
    return w->mode == LEC_CHAPTERS_PARAGRAPH ? add_opening(w, block) : LEC_OK;
}

lec_status lec_chapters_plan(lec_arena *arena, lec_arena *marks, const lec_story_plan *story,
                             lec_chapter_mode mode, lec_chapter_plan *plan, lec_error *error)
{
    *plan = (lec_chapter_plan){0};
    if (mode == LEC_CHAPTERS_NONE) {
        return LEC_OK;
    }
    walk w = {
        .arena = arena, .marks = marks, .story = story, .mode = mode, .plan = plan, .error = error};
    size_t count = story->story->document->block_count;
    lec_status status = LEC_OK;
    for (size_t block = 0; block < count && status == LEC_OK; block++) {
        status = is_spoken(&w, block) ? visit(&w, block) : LEC_OK;
    }
    return status == LEC_OK && plan->count > 0 ? divide_stretch(&w, count) : status;
}
