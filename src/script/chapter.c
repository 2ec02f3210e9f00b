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

/* More parts than needed, tried when a part comes out too long: paragraphs end where they end. */
#define TRIES 4

/* A place in a stretch: a block, and how much of the stretch lies before it. */
typedef struct place {
    size_t block;
    uint64_t ms;
} place;

/* The paragraph's end after `from` that comes nearest to `target` and leaves no part too short on
 * either side; `end` when there is none. */
static place nearest_cut(const walk *w, place from, place end, uint64_t target)
{
    place at = from, best = end;
    uint64_t best_off = UINT64_MAX;
    while (at.block < end.block) {
        at.ms += w->story->blocks[at.block++].ms;
        while (at.block < end.block && !is_spoken(w, at.block)) {
            at.block++; /* a chapter begins with what is heard */
        }
        uint64_t off = at.ms > target ? at.ms - target : target - at.ms;
        bool fits = at.ms >= from.ms + PART_MIN_MS && end.ms >= at.ms + PART_MIN_MS;
        if (fits && off < best_off) {
            best = at;
            best_off = off;
        } else if (at.ms > target && best_off != UINT64_MAX) {
            break;
        }
    }
    return best;
}

/* The `i`th of `count` cuts: the parts are as equal as the paragraphs allow. */
static place cut_at(const walk *w, place first, place from, place end, uint64_t i, uint64_t count)
{
    return i < count ? nearest_cut(w, from, end, first.ms + (end.ms - first.ms) * i / count) : end;
}

static uint64_t longest_part(const walk *w, place first, place end, uint64_t count)
{
    uint64_t longest = 0;
    place from = first;
    for (uint64_t i = 1; from.block < end.block; i++) {
        place cut = cut_at(w, first, from, end, i, count);
        longest = cut.ms - from.ms > longest ? cut.ms - from.ms : longest;
        from = cut;
    }
    return longest;
}

/* The least number of parts that keeps them short; else the one whose longest is shortest. */
static uint64_t count_parts(const walk *w, place first, place end)
{
    uint64_t least = (end.ms - first.ms + STRETCH_MAX_MS - 1) / STRETCH_MAX_MS;
    uint64_t best = least, best_longest = UINT64_MAX;
    for (uint64_t count = least; count < least + TRIES && best_longest > STRETCH_MAX_MS; count++) {
        uint64_t longest = longest_part(w, first, end, count);
        if (longest < best_longest) {
            best = count;
            best_longest = longest;
        }
    }
    return best;
}

/* Adds a chapter at each cut. A part that is still too long is divided in its turn, as deep as
 * there are paragraphs to divide it at. */
static lec_status divide(walk *w, place first, place end)
{
    uint64_t count = end.ms - first.ms > STRETCH_MAX_MS ? count_parts(w, first, end) : 1;
    lec_status status = LEC_OK;
    place from = first;
    for (uint64_t i = 1; from.block < end.block && status == LEC_OK; i++) {
        place cut = cut_at(w, first, from, end, i, count);
        if (from.block > first.block) {
            status = add_opening(w, from.block);
        }
        bool is_part = from.block > first.block || cut.block < end.block;
        if (status == LEC_OK && is_part) {
            status = divide(w, from, cut);
        }
        from = cut;
    }
    return status;
}

static lec_status divide_stretch(walk *w, size_t block)
{
    place first = {w->stretch, 0}, end = {block, 0};
    for (size_t i = w->stretch; i < block; i++) {
        end.ms += w->story->blocks[i].ms;
    }
    return w->mode == LEC_CHAPTERS_AUTO ? divide(w, first, end) : LEC_OK;
}

/* ---- headings */

static bool is_title(const walk *w, const lec_block *block)
{
    return block->kind == LEC_BLOCK_HEADING && block->level <= 1 &&
           lec_str_equal(block->text, w->story->story->document->facts.title);
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
