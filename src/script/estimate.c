/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a line lasts. The weights are a least-squares fit to what espeak-ng 1.51 makes of
 * sentences in several languages, so that an estimate needs no engine and is the same everywhere.
 */
#include "base/utf8.h"
#include "script/marks.h"

#include <lectern/script.h>

/* What each kind of character adds, in hundredths of a millisecond. */
enum {
    START_CMS = 8000,
    LETTER_CMS = 4970,
    SPACE_CMS = 1980,
    DIGIT_CMS = 30200,
    UNSPACED_CMS = 32000,
    CLAUSE_CMS = 19500,
    SYMBOL_CMS = 40000
};

/* A syllable in a character, though words have spaces. */
static bool is_hangul(uint32_t code)
{
    return code >= 0xAC00 && code <= 0xD7A3;
}

static uint64_t character_cms(uint32_t code)
{
    if (code < 0x80 && (code | 0x20) >= 'a' && (code | 0x20) <= 'z') {
        return LETTER_CMS;
    }
    if (lec_char_is_space(code)) {
        return SPACE_CMS;
    }
    if (code == ',' || code == ';' || code == ':' || lec_mark_is_dash(code)) {
        return CLAUSE_CMS;
    }
    if (lec_char_is_digit(code)) {
        return DIGIT_CMS;
    }
    if (lec_mark_is_unspaced(code) || is_hangul(code)) {
        return UNSPACED_CMS;
    }
    if (lec_char_is_letter(code)) {
        return LETTER_CMS;
    }
    return lec_mark_is_voiced(code) ? SYMBOL_CMS : 0;
}

static uint32_t speech_ms(lec_str spoken)
{
    uint64_t sum = spoken.len > 0 ? START_CMS : 0;
    for (size_t at = 0; at < spoken.len;) {
        lec_char c = lec_utf8_at(spoken, at);
        sum += character_cms(c.code);
        at += c.len;
    }
    uint64_t ms = sum / 100;
    return ms < UINT32_MAX ? (uint32_t)ms : UINT32_MAX;
}

uint32_t lec_line_estimate_ms(const lec_line *line)
{
    switch (line->kind) {
    case LEC_LINE_SPEECH:
        return speech_ms(line->speech.spoken);
    case LEC_LINE_PAUSE:
        return line->pause.ms;
    case LEC_LINE_CHAPTER:
        break;
    }
    return 0;
}
