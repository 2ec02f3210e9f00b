/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/word.h"

#include "base/utf8.h"

/* Scripts that are written without spaces between words: any letter may begin one. */
static const struct {
    uint32_t first, last;
} unspaced[] = {
    {0x0E00, 0x0FFF},   /* Thai, Lao, Tibetan */
    {0x1000, 0x109F},   /* Myanmar */
    {0x1780, 0x17FF},   /* Khmer */
    {0x2E80, 0xA4CF},   /* kana, Han, Yi */
    {0xF900, 0xFAFF},   /* Han, compatibility */
    {0x20000, 0x3FFFF}, /* Han, supplementary */
};

static bool is_unspaced(uint32_t code)
{
    for (size_t i = 0; i < sizeof unspaced / sizeof unspaced[0]; i++) {
        if (code >= unspaced[i].first && code <= unspaced[i].last) {
            return true;
        }
    }
    return false;
}

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
    if (lec_char_is_letter(c.code) && is_unspaced(c.code)) {
        return true;
    }
    size_t start = signs_start(text, at);
    lec_char before = lec_utf8_before(text, start);
    if (before.len == 0 || lec_char_is_space(before.code)) {
        return start >= after;
    }
    return start < at && lec_char_is_letter(c.code);
}
