/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/word.h"

#include "base/chars.h"
#include "base/utf8.h"

static bool is_word_character(uint32_t code)
{
    return lec_char_is_letter(code) || lec_char_is_digit(code);
}

/* Only signs stand between `from` and `at`: no letter, digit or space. */
static size_t signs_start(lec_str text, size_t at)
{
    for (;;) {
        lec_char before = lec_utf8_before(text, at);
        if (before.len == 0 || is_word_character(before.code) || lec_char_is_space(before.code)) {
            return at;
        }
        at -= before.len;
    }
}

bool lec_word_begins(lec_str text, size_t at, size_t after)
{
    lec_char c = lec_utf8_at(text, at);
    if (c.len == 0 || at < after || lec_char_is_space(c.code)) {
        return false;
    }
    if (lec_char_is_letter(c.code) && lec_char_is_unspaced(c.code)) {
        return true;
    }
    size_t start = signs_start(text, at);
    lec_char before = lec_utf8_before(text, start);
    if (before.len == 0 || lec_char_is_space(before.code)) {
        return start >= after;
    }
    return start < at && lec_char_is_letter(c.code);
}
