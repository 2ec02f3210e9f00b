/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/chars.h"

#include "base/chars.h"
#include "base/utf8.h"

/* Format characters without a meaning of their own. The joiners U+200C and U+200D are none of them:
 * many scripts and emoji are written with them. */
static const lec_range INVISIBLE[] = {
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
    if (LEC_AMONG(INVISIBLE, code)) {
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

/* ASCII without letters, digits and the signs that are read out (! $ % & ? @); Latin-1, general and
 * CJK punctuation; marks that stand on another character. */
static const lec_range PUNCTUATION[] = {
    {'"', '#'},       {'\'', '/'},      {':', '>'},       {'[', '`'},       {'{', '~'},
    {0xA6, 0xA7},     {0xAB, 0xAC},     {0xAF, 0xAF},     {0xB6, 0xB8},     {0xBB, 0xBB},
    {0x0300, 0x036F}, {0x200C, 0x200D}, {0x2010, 0x203B}, {0x203D, 0x2046}, {0x204A, 0x205E},
    {0x2E3A, 0x2E3B}, {0x3001, 0x3003}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0xFE00, 0xFE0F},
    {0xFE30, 0xFE4F},
};

bool lec_char_is_silent(uint32_t code)
{
    return LEC_AMONG(PUNCTUATION, code) || lec_char_is_ornament(code);
}

static const lec_range QUOTES_AND_BRACKETS[] = {
    {'"', '"'},       {'\'', ')'},      {'[', '['},       {']', ']'},       {'{', '{'},
    {'}', '}'},       {0xAB, 0xAB},     {0xBB, 0xBB},     {0x2018, 0x201F}, {0x2039, 0x203A},
    {0x3008, 0x3011}, {0x3014, 0x301B}, {0xFF08, 0xFF09},
};

bool lec_char_is_quote_or_bracket(uint32_t code)
{
    return LEC_AMONG(QUOTES_AND_BRACKETS, code);
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
