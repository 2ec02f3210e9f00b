/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/title.h"

#include "base/utf8.h"

enum { TITLE_BLOCKS_MAX = 3 }; /* that a title may be spread over */

/* Titles are compared by letters and digits, without regard to case. */

static uint32_t next_sign(lec_str text, size_t *at)
{
    while (*at < text.len) {
        lec_char c = lec_utf8_at(text, *at);
        *at += c.len;
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            return lec_char_lower(c.code);
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

static void leave_out(lec_block *block)
{
    if (!block->rule) {
        block->rule = "repeated-title";
        block->reason = "the title is spoken just before it";
    }
}

void lec_title_leave_out(lec_block *blocks, size_t count, lec_str title)
{
    size_t skipped = 0;
    size_t repeating = 0;
    for (size_t i = 0; i < count && skipped <= 1 && repeating == 0; i++) {
        bool spoken = !blocks[i].rule && blocks[i].kind != LEC_BLOCK_CAPTION;
        repeating = spoken ? count_repeating(&blocks[i], count - i, title) : 0;
        for (size_t k = i; k < i + repeating; k++) {
            leave_out(&blocks[k]);
        }
        skipped += spoken;
    }
}
