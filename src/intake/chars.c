/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/chars.h"

#include "base/utf8.h"

/* A closed range of characters. Tables of them ascend. */
typedef struct range {
    uint32_t first, last;
} range;

#define IN(table, code) is_in((table), sizeof(table) / sizeof *(table), (code))

static bool is_in(const range *table, size_t count, uint32_t code)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (code < table[middle].first) {
            count = middle;
        } else if (code > table[middle].last) {
            low = middle + 1;
        } else {
            return true;
        }
    }
    return false;
}

/* Format characters without a meaning of their own. The joiners U+200C and U+200D are none of them:
 * many scripts and emoji are written with them. */
static const range INVISIBLE[] = {
    {0x034F, 0x034F}, {0x180E, 0x180E}, {0x200B, 0x200B}, {0x2060, 0x2064},   {0x206A, 0x206F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};

/* Vertical tab and form feed, next line, line and paragraph separator are white space. */
static lec_char_use use_of_other(uint32_t code)
{
    if (code == 0xA0 || code == 0x2007 || code == 0x202F) {
        return LEC_USE_NO_BREAK;
    }
    if (code == 0xAD) {
        return LEC_USE_SOFT_HYPHEN;
    }
    if (lec_char_is_space(code)) {
        return LEC_USE_SPACE;
    }
    if (IN(INVISIBLE, code)) {
        return LEC_USE_INVISIBLE;
    }
    return lec_char_is_bidi(code)      ? LEC_USE_BIDI
           : lec_char_is_control(code) ? LEC_USE_CONTROL
                                       : LEC_USE_TEXT;
}

lec_char_use lec_char_use_of(uint32_t code)
{
    if (code > ' ' && code < 0x7F) {
        return LEC_USE_TEXT;
    }
    return code == ' ' || code == '\n' ? LEC_USE_SPACE : use_of_other(code);
}

lec_use_info lec_use_info_of(lec_char_use use)
{
    static const lec_use_info INFO[LEC_USES] = {
        [LEC_USE_SOFT_HYPHEN] = {"soft-hyphen", ""},
        [LEC_USE_INVISIBLE] = {"invisible-character", "an invisible character has no sound"},
        [LEC_USE_BIDI] = {"bidi-character", "it only steers the direction of writing"},
        [LEC_USE_CONTROL] = {"control-character", "a control character has no sound"},
    };
    return INFO[use];
}

/* ASCII without letters, digits and the signs that are read out (! $ % & ? @); Latin-1 and general
 * punctuation; lines, boxes and shapes; printers' flowers; CJK punctuation. */
static const range ORNAMENTS[] = {
    {'"', '#'},       {'\'', '/'},      {':', '>'},       {'[', '`'},       {'{', '~'},
    {0xA6, 0xA7},     {0xAB, 0xAC},     {0xAF, 0xAF},     {0xB6, 0xB8},     {0xBB, 0xBB},
    {0x0300, 0x036F}, {0x200C, 0x200D}, {0x2010, 0x203B}, {0x203D, 0x2046}, {0x204A, 0x205E},
    {0x2500, 0x25FF}, {0x2605, 0x2606}, {0x2720, 0x2727}, {0x2729, 0x274B}, {0x2756, 0x2756},
    {0x2761, 0x2775}, {0x2E3A, 0x2E3B}, {0x3001, 0x3003}, {0x3008, 0x3020}, {0x3030, 0x3030},
    {0xFE00, 0xFE0F}, {0xFE30, 0xFE4F},
};

bool lec_char_is_ornament(uint32_t code)
{
    return IN(ORNAMENTS, code);
}

static const range IDEOGRAPHIC[] = {
    {0x2E80, 0x2FDF}, {0x3001, 0x30FF}, {0x31C0, 0x31FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xF900, 0xFAFF}, {0xFF00, 0xFF60}, {0x1B000, 0x1B16F}, {0x20000, 0x3FFFF},
};

bool lec_char_is_ideographic(uint32_t code)
{
    return IN(IDEOGRAPHIC, code);
}

static const range SENTENCE_ENDS[] = {
    {'!', '!'},       {'.', '.'},       {'?', '?'},       {0x0589, 0x0589}, {0x061F, 0x061F},
    {0x06D4, 0x06D4}, {0x0964, 0x0965}, {0x1362, 0x1362}, {0x1367, 0x1367}, {0x2026, 0x2026},
    {0x203C, 0x203D}, {0x2047, 0x2049}, {0x3002, 0x3002}, {0xFF01, 0xFF01}, {0xFF0E, 0xFF0E},
    {0xFF1F, 0xFF1F}, {0xFF61, 0xFF61},
};

bool lec_char_ends_sentence(uint32_t code)
{
    return IN(SENTENCE_ENDS, code);
}

static const range QUOTES_AND_BRACKETS[] = {
    {'"', '"'},       {'\'', ')'},      {'[', '['},       {']', ']'},       {'{', '{'},
    {'}', '}'},       {0xAB, 0xAB},     {0xBB, 0xBB},     {0x2018, 0x201F}, {0x2039, 0x203A},
    {0x3008, 0x3011}, {0x3014, 0x301B}, {0xFF08, 0xFF09},
};

bool lec_char_is_quote_or_bracket(uint32_t code)
{
    return IN(QUOTES_AND_BRACKETS, code);
}

bool lec_text_is_blank(lec_str text)
{
    size_t at = 0;
    while (at < text.len) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_use_of(c.code) == LEC_USE_TEXT && c.code != 0x200C && c.code != 0x200D) {
            return false;
        }
        at += c.len;
    }
    return true;
}
