/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the chapters of a book fit together: levels of headings, and titles that are said twice. */
#include "intake/epub.h"

#include "intake/title.h"

enum { LEVEL_MAX = 6 };

/* ---- levels */

static bool is_spoken_heading(const lec_block *block)
{
    return block->kind == LEC_BLOCK_HEADING && !block->rule;
}

static int top_level(const lec_block *blocks, size_t count)
{
    int top = LEVEL_MAX + 1;
    for (size_t i = 0; i < count; i++) {
        bool higher = is_spoken_heading(&blocks[i]) && blocks[i].level < top;
        top = higher ? blocks[i].level : top;
    }
    return top;
}

/* Level 1 is the book's own title. */
static void shift_levels(lec_block *blocks, size_t count, int by)
{
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == LEC_BLOCK_HEADING) {
            int level = blocks[i].level + by;
            blocks[i].level = level < 2 ? 2 : level > LEVEL_MAX ? LEVEL_MAX : level;
        }
    }
}

/* ---- members */

typedef struct settler {
    lec_draft *draft;
    lec_str title;          /* of the book, which is spoken first; empty when it has none */
    int top;                /* the highest level that a heading of the text has */
    int shift;              /* of headings, from the last member of which it is known */
    const lec_block *label; /* the title that stands before the member at hand */
} settler;

typedef void settle_fn(settler *s, const lec_packed_member *member, lec_block *blocks,
                       size_t count);

static void settle_rule(settler *s, const lec_packed_member *member, lec_block *blocks,
                        size_t count)
{
    for (size_t i = 0; member->rule && i < count; i++) {
        if (!blocks[i].rule) {
            blocks[i].rule = member->rule;
            blocks[i].reason = member->reason;
        }
    }
    if (member->read && member->level == 1 && count) {
        s->title = blocks[0].text;
    }
}

static void settle_top(settler *s, const lec_packed_member *member, lec_block *blocks, size_t count)
{
    int top = member->format ? top_level(blocks, count) : s->top;
    s->top = top < s->top ? top : s->top;
}

static void settle_titles(settler *s, const lec_packed_member *member, lec_block *blocks,
                          size_t count)
{
    if (member->read && count) {
        blocks[0].level = member->level;
        s->label = member->level > 1 ? &blocks[0] : NULL;
    } else if (member->format) {
        if (s->label) {
            lec_title_leave_out(blocks, count, s->label->text);
        }
        int top = top_level(blocks, count);
        bool known = member->level > 0 && top <= LEVEL_MAX;
        s->shift = known ? member->level - top : s->shift;
        shift_levels(blocks, count, s->shift);
        s->label = NULL;
    }
}

/* Where the blocks of the next member begin. */
static size_t next_member(const lec_draft *draft, size_t member, size_t block)
{
    const lec_source *source = draft->source;
    size_t end =
        member + 1 < source->member_count ? source->members[member + 1].start : source->text.len;
    while (block < draft->block_count && draft->blocks[block].span.start < end) {
        block++;
    }
    return block;
}

static void settle_members(settler *s, const lec_packed_story *story, settle_fn *settle)
{
    size_t block = 0;
    for (size_t i = 0; i < story->member_count; i++) {
        size_t next = next_member(s->draft, i, block);
        settle(s, &story->members[i], s->draft->blocks + block, next - block);
        block = next;
    }
}

void epub_settle(const lec_packed_story *story, lec_draft *draft)
{
    settler s = {.draft = draft, .top = LEVEL_MAX + 1};
    settle_members(&s, story, settle_rule);
    if (s.title.len) {
        lec_title_leave_out(draft->blocks + 1, draft->block_count - 1, s.title);
    }
    settle_members(&s, story, settle_top);
    s.shift = 2 - s.top;
    settle_members(&s, story, settle_titles);
}
