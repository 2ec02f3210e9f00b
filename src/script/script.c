/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents to lines, in two passes over the text: the first counts the lines and estimates how
 * long each block lasts, so that the second writes them where they stay.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/chapter.h"
#include "script/marks.h"
#include "script/part.h"
#include "script/reading.h"

const char *const *lec_role_names(void)
{
    static const char *const names[LEC_ROLES] = {
        [LEC_ROLE_STORY] = "story",     [LEC_ROLE_HEADING] = "heading",
        [LEC_ROLE_QUOTE] = "quote",     [LEC_ROLE_LIST_ITEM] = "list-item",
        [LEC_ROLE_CAPTION] = "caption", [LEC_ROLE_NOTE] = "note",
    };
    return names;
}

const char *const *lec_chapter_mode_names(void)
{
    static const char *const names[LEC_CHAPTER_MODES] = {
        [LEC_CHAPTERS_AUTO] = "auto",       [LEC_CHAPTERS_STORY] = "story",
        [LEC_CHAPTERS_HEADING] = "heading", [LEC_CHAPTERS_PARAGRAPH] = "paragraph",
        [LEC_CHAPTERS_NONE] = "none",
    };
    return names;
}

static const lec_role block_roles[LEC_BLOCK_KINDS] = {
    [LEC_BLOCK_HEADING] = LEC_ROLE_HEADING, [LEC_BLOCK_PARAGRAPH] = LEC_ROLE_STORY,
    [LEC_BLOCK_QUOTE] = LEC_ROLE_QUOTE,     [LEC_BLOCK_LIST_ITEM] = LEC_ROLE_LIST_ITEM,
    [LEC_BLOCK_CAPTION] = LEC_ROLE_CAPTION, [LEC_BLOCK_NOTE] = LEC_ROLE_NOTE,
    [LEC_BLOCK_CODE] = LEC_ROLE_STORY,      [LEC_BLOCK_TABLE_ROW] = LEC_ROLE_LIST_ITEM,
};

/* ---- pauses */

/* What stands before a part: the last block that was spoken, of this story or one before. */
typedef struct before {
    const lec_block *block; /* NULL: nothing was spoken */
    size_t story;
} before;

/* One pause between two lines: the strongest that there is a reason for. */
static lec_pause pause_before(before last, const lec_block *block, size_t story, bool opens)
{
    if (!last.block) {
        return LEC_PAUSE_HEAD;
    }
    if (last.story != story) {
        return LEC_PAUSE_STORY;
    }
    if (last.block == block) {
        return opens ? LEC_PAUSE_SENTENCE : LEC_PAUSE_CLAUSE;
    }
    if (block->kind == LEC_BLOCK_HEADING) {
        return LEC_PAUSE_BEFORE_HEADING;
    }
    return last.block->kind == LEC_BLOCK_HEADING ? LEC_PAUSE_AFTER_HEADING : LEC_PAUSE_PARAGRAPH;
}

/* The stops of a block that have not come yet. */
typedef struct asked_stops {
    const lec_stop *next, *end;
} asked_stops;

static asked_stops stops_of(const lec_block *block)
{
    const lec_stop *first = block->stop_count ? block->stops : NULL;
    return (asked_stops){first, first ? first + block->stop_count : NULL};
}

/* The pause that the source asks for before a byte of the block's text. */
static uint32_t asked_ms(asked_stops *stops, size_t at)
{
    uint32_t ms = 0;
    for (; stops->next < stops->end && stops->next->text <= at; stops->next++) {
        ms = stops->next->pause_ms > ms ? stops->next->pause_ms : ms;
    }
    return ms;
}

static uint32_t longer(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static bool is_voiced(const lec_part *part)
{
    return part->voiced.end > part->voiced.start;
}

/* ---- the first pass */

/* How much there is to write. */
typedef struct tally {
    size_t parts, voiced, chapters;
    before last;
} tally;

/* What the first pass makes of one input. */
typedef struct story_plan {
    lec_story *story;
    lec_chapter_plan chapters;
} story_plan;

static uint64_t plan_block(const lec_rules *rules, const lec_block *block, size_t story,
                           tally *sums)
{
    uint64_t ms = 0;
    lec_parts parts = lec_parts_of_block(rules, block);
    asked_stops asked = stops_of(block);
    for (lec_part part; lec_parts_next(&parts, &part);) {
        sums->parts++;
        if (!is_voiced(&part)) {
            continue;
        }
        sums->voiced++;
        lec_line line = {
            .kind = LEC_LINE_SPEECH,
            .speech = {.spoken = lec_str_slice(block->text, part.voiced.start, part.voiced.end)},
        };
        ms += longer(rules->pause_ms[pause_before(sums->last, block, story, part.opens)],
                     asked_ms(&asked, part.voiced.start));
        ms += lec_line_estimate_ms(&line);
        sums->last = (before){block, story};
    }
    return ms;
}

static lec_str opening_words(lec_arena *arena, const lec_script_input *input,
                             const lec_block_plan *plans)
{
    const lec_document *document = input->document;
    for (size_t i = 0; i < document->block_count; i++) {
        if (plans[i].ms > 0) {
            return lec_title_opening(arena, input->rules, document->blocks[i].text);
        }
    }
    return LEC_STR("untitled");
}

static lec_str story_title(lec_arena *arena, const lec_script_input *input,
                           const lec_block_plan *plans)
{
    lec_str title = lec_title_of(arena, input->title, SIZE_MAX / 4);
    if (title.ptr && title.len == 0) {
        title = lec_title_of(arena, input->document->facts.title, SIZE_MAX / 4);
    }
    return title.ptr && title.len == 0 ? opening_words(arena, input, plans) : title;
}

static lec_status plan_story(lec_arena *arena, lec_arena *scratch, const lec_script_input *input,
                             lec_chapter_mode mode, size_t index, tally *sums, story_plan *plan,
                             lec_error *error)
{
    size_t count = input->document->block_count;
    lec_block_plan *blocks = LEC_NEW(scratch, count, lec_block_plan);
    if (!blocks && count > 0) {
        return lec_fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        blocks[i].ms = plan_block(input->rules, &input->document->blocks[i], index, sums);
    }
    *plan->story = (lec_story){.document = input->document,
                               .title = story_title(arena, input, blocks),
                               .lang = input->lang};
    if (!plan->story->title.ptr) {
        return lec_fail_memory(error);
    }
    const lec_story_plan known = {.story = plan->story, .rules = input->rules, .blocks = blocks};
    lec_status status = lec_chapters_plan(arena, scratch, &known, mode, &plan->chapters, error);
    sums->chapters += plan->chapters.count;
    return status;
}

/* ---- the second pass */

typedef struct writer {
    lec_reader reader;
    lec_script *script;
    lec_story *stories;
    lec_line *lines;
    const lec_script_input *input; /* of the story being written, and its index */
    size_t story;
    const lec_chapter_mark *mark, *marks_end; /* the next chapter of the story */
    before last;
    asked_stops stops; /* of the block being written */
} writer;

static size_t count_words(lec_str text)
{
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        bool space = lec_char_is_space(c.code);
        bool begins = !inside && !space && lec_mark_is_voiced(c.code);
        words += begins;
        inside = !space && (inside || begins);
        at += c.len;
    }
    return words;
}

static void add_line(writer *w, lec_line line)
{
    line.story = (uint32_t)w->story;
    w->script->estimate_ms += lec_line_estimate_ms(&line);
    w->lines[w->script->line_count++] = line;
}

static void add_pause(writer *w, lec_pause why, uint32_t least_ms)
{
    uint32_t ms = longer(w->input->rules->pause_ms[why], least_ms);
    add_line(w, (lec_line){.kind = LEC_LINE_PAUSE, .pause = {.why = why, .ms = ms}});
}

/* A chapter and a pause stand before a line that is heard, never before one that is not. */
static void add_before(writer *w, size_t index, const lec_block *block, const lec_part *part)
{
    if (w->mark < w->marks_end && w->mark->block == index) {
        add_line(w, (lec_line){.kind = LEC_LINE_CHAPTER, .chapter = w->mark->chapter});
        w->script->chapter_count++;
        w->mark++;
    }
    add_pause(w, pause_before(w->last, block, w->story, part->opens),
              asked_ms(&w->stops, part->voiced.start));
    w->last = (before){block, w->story};
}

static bool add_part(writer *w, size_t index, const lec_block *block, const lec_part *part)
{
    if (is_voiced(part)) {
        add_before(w, index, block, part);
    }
    lec_line line = {
        .kind = LEC_LINE_SPEECH,
        .speech =
            {
                .display = lec_str_slice(block->text, part->display.start, part->display.end),
                .block = (uint32_t)index,
                .role = block_roles[block->kind],
                .opens_sentence = part->opens,
            },
    };
    lec_span voiced = {part->voiced.start - part->display.start,
                       part->voiced.end - part->display.start};
    if (!lec_reading_make(&w->reader, w->input->rules, voiced, &line.speech)) {
        return false;
    }
    lec_story *story = &w->stories[w->story];
    story->sentence_count += part->opens;
    story->word_count +=
        count_words(lec_str_slice(block->text, part->voiced.start, part->voiced.end));
    w->script->speech_count++;
    add_line(w, line);
    return true;
}

static bool write_story(writer *w)
{
    const lec_document *document = w->input->document;
    for (size_t i = 0; i < document->block_count; i++) {
        lec_parts parts = lec_parts_of_block(w->input->rules, &document->blocks[i]);
        w->stops = stops_of(&document->blocks[i]);
        for (lec_part part; lec_parts_next(&parts, &part);) {
            if (!add_part(w, i, &document->blocks[i], &part)) {
                return false;
            }
        }
    }
    return true;
}

static lec_status write_stories(writer *w, const lec_script_input *inputs, size_t count,
                                const story_plan *plans, lec_error *error)
{
    for (size_t i = 0; i < count; i++) {
        w->input = &inputs[i];
        w->story = i;
        w->mark = plans[i].chapters.marks;
        w->marks_end = w->mark ? w->mark + plans[i].chapters.count : NULL;
        if (!write_story(w)) {
            return lec_fail_memory(error);
        }
        w->script->sentence_count += w->stories[i].sentence_count;
        w->script->word_count += w->stories[i].word_count;
    }
    w->story = w->last.story; /* the last that is heard */
    w->input = &inputs[w->story];
    add_pause(w, LEC_PAUSE_TAIL, 0);
    return LEC_OK;
}

lec_status lec_script_write(lec_arena *arena, lec_arena scratch, const lec_script_input *inputs,
                            size_t count, lec_chapter_mode chapters, lec_script *script,
                            lec_error *error)
{
    *script = (lec_script){.story_count = count};
    lec_story *stories = LEC_NEW(arena, count, lec_story);
    story_plan *plans = LEC_NEW(&scratch, count, story_plan);
    if (!stories || !plans) {
        return lec_fail_memory(error);
    }
    tally sums = {0};
    for (size_t i = 0; i < count; i++) {
        plans[i].story = &stories[i];
        lec_status status =
            plan_story(arena, &scratch, &inputs[i], chapters, i, &sums, &plans[i], error);
        if (status != LEC_OK) {
            return status;
        }
    }
    if (sums.voiced == 0) {
        return lec_fail_at(error, LEC_DATA, inputs[0].document->source->name, 0, 0,
                           "nothing to speak: no letter and no digit in it");
    }
    /* A pause before each line that is heard, and one at the end. */
    lec_line *lines = LEC_NEW(arena, sums.parts + sums.voiced + sums.chapters + 1, lec_line);
    if (!lines) {
        return lec_fail_memory(error);
    }
    script->stories = stories;
    script->lines = lines;
    writer w = {.reader = {.arena = arena, .scratch = scratch},
                .script = script,
                .stories = stories,
                .lines = lines};
    return write_stories(&w, inputs, count, plans, error);
}
