/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the chapters of a book fit together: levels of headings, and titles that are said twice. */
#include "intake/epub.h"

#include "base/str.h"
#include "base/utf8.h"

enum {
    LEVEL_MAX = 6,
    TITLE_BLOCKS_MAX = 3 /* that a title may be spread over */
};

/* ---- comparing titles: by letters and digits, in ASCII without regard to case */

static uint32_t next_sign(lec_str text, size_t *at)
{
    while (*at < text.len) {
        lec_char c = lec_utf8_at(text, *at);
        *at += c.len;
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            return c.code >= 'A' && c.code <= 'Z' ? c.code - 'A' + 'a' : c.code;
        }
    }
    return 0;
}

/* Where the rest of `title` begins when it begins as `part` reads; SIZE_MAX when it does not. */
static size_t after_part(lec_str title, size_t at, lec_str part)
{
    bool any = false;
    for (size_t in_part = 0;;) {
        uint32_t sign = next_sign(part, &in_part);
        if (sign == 0) {
            return any ? at : SIZE_MAX;
        }
        if (next_sign(title, &at) != sign) {
            return SIZE_MAX;
        }
        any = true;
    }
}

static bool is_at_end(lec_str title, size_t at)
{
    return next_sign(title, &at) == 0;
}

/* How many blocks from `first` on say what the title says, and no more. */
static size_t count_repeating(const lec_block *first, size_t count, lec_str title)
{
    size_t at = 0;
    for (size_t i = 0; i < count && i < TITLE_BLOCKS_MAX; i++) {
        at = after_part(title, at, first[i].text);
        if (at == SIZE_MAX) {
            return 0;
        }
        if (is_at_end(title, at)) {
            return i + 1;
        }
    }
    return 0;
}

static void leave_out(lec_block *block, const char *rule, const char *reason)
{
    if (!block->rule) {
        block->rule = rule;
        block->reason = reason;
    }
}

/* The title may come after what is not spoken, and after one line that is, such as a number. */
static void leave_out_repeated(lec_block *blocks, size_t count, lec_str title)
{
    size_t skipped = 0;
    size_t repeating = 0;
    for (size_t i = 0; i < count && skipped <= 1 && repeating == 0; i++) {
        bool spoken = !blocks[i].rule && blocks[i].kind != LEC_BLOCK_CAPTION;
        repeating = spoken ? count_repeating(&blocks[i], count - i, title) : 0;
        for (size_t k = i; k < i + repeating; k++) {
            leave_out(&blocks[k], "repeated-title", "the title was spoken just before it");
        }
        skipped += spoken;
    }
}

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
    int shift;              /* of headings, from the last member of which it is known */
    const lec_block *label; /* the title that stands before the member at hand */
} settler;

typedef void settle_fn(settler *s, const lec_packed_member *member, lec_block *blocks,
                       size_t count);

static void settle_rule(settler *s, const lec_packed_member *member, lec_block *blocks,
                        size_t count)
{
    for (size_t i = 0; member->rule && i < count; i++) {
        leave_out(&blocks[i], member->rule, member->reason);
    }
    if (member->read && member->level == 1 && count) {
        s->title = blocks[0].text;
    }
}

static void settle_titles(settler *s, const lec_packed_member *member, lec_block *blocks,
                          size_t count)
{
    if (member->read && count) {
        blocks[0].level = member->level;
        s->label = member->level > 1 ? &blocks[0] : NULL;
    } else if (member->format) {
        if (s->label) {
            leave_out_repeated(blocks, count, s->label->text);
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
    settler s = {.draft = draft, .shift = 1};
    settle_members(&s, story, settle_rule);
    if (s.title.len) {
        leave_out_repeated(draft->blocks + 1, draft->block_count - 1, s.title);
    }
    settle_members(&s, story, settle_titles);
}
