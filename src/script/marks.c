/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/marks.h"

#include "base/chars.h"

/* Each table ascends. */
static const lec_range quotes[] = {
    {'"', '"'},       {'\'', '\''},     {0x00AB, 0x00AB}, {0x00BB, 0x00BB},
    {0x2018, 0x201F}, {0x2039, 0x203A}, {0x300C, 0x300F}, {0xFF62, 0xFF63},
};

static const lec_range openers[] = {
    {'"', '"'},       {'\'', '('},      {'*', '*'},       {'[', '['},       {'_', '_'},
    {'{', '{'},       {0x00A1, 0x00A1}, {0x00AB, 0x00AB}, {0x00BB, 0x00BB}, {0x00BF, 0x00BF},
    {0x2018, 0x2018}, {0x201A, 0x201C}, {0x201E, 0x201F}, {0x2039, 0x203A}, {0x3008, 0x3008},
    {0x300A, 0x300A}, {0x300C, 0x300C}, {0x300E, 0x300E}, {0x3010, 0x3010}, {0x3014, 0x3014},
    {0x3016, 0x3016}, {0xFF08, 0xFF08}, {0xFF3B, 0xFF3B}, {0xFF5B, 0xFF5B}, {0xFF62, 0xFF62},
};

static const lec_range closers[] = {
    {'"', '"'},       {'\'', '\''},     {')', '*'},       {']', ']'},       {'_', '_'},
    {'}', '}'},       {0x00AB, 0x00AB}, {0x00B2, 0x00B3}, {0x00B9, 0x00B9}, {0x00BB, 0x00BB},
    {0x2018, 0x2019}, {0x201C, 0x201D}, {0x2020, 0x2021}, {0x2039, 0x203A}, {0x2070, 0x2079},
    {0x3009, 0x3009}, {0x300B, 0x300B}, {0x300D, 0x300D}, {0x300F, 0x300F}, {0x3011, 0x3011},
    {0x3015, 0x3015}, {0x3017, 0x3017}, {0xFE0E, 0xFE0F}, {0xFF09, 0xFF09}, {0xFF3D, 0xFF3D},
    {0xFF5D, 0xFF5D}, {0xFF63, 0xFF63},
};

/* Currency, signs that an engine names, fractions, arrows and operators. */
static const lec_range voiced_symbols[] = {
    {'$', '&'},       {'+', '+'},       {'@', '@'},       {0x00A2, 0x00A5}, {0x00A7, 0x00A7},
    {0x00A9, 0x00A9}, {0x00AE, 0x00AE}, {0x00B0, 0x00B1}, {0x00B5, 0x00B5}, {0x00BC, 0x00BE},
    {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x20A0, 0x20C0}, {0x2122, 0x2122}, {0x2190, 0x2193},
    {0x2200, 0x2200}, {0x221A, 0x221A}, {0x221E, 0x221E}, {0x2248, 0x2248}, {0x2260, 0x2265},
};

/* Flags and emoji. Between them lie ornaments, alchemy, arrows and old notations. */
static const lec_range pictures[] = {
    {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF}, {0x1FA70, 0x1FAFF},
};

static bool is_picture(uint32_t code)
{
    return code >= pictures[0].first && LEC_AMONG(pictures, code);
}

static const lec_range unspeakable[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200B}, {0x2060, 0x2064}, {0x206A, 0x206F}, {0x3164, 0x3164},   {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F}, {0xFFF0, 0xFFFD}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
};

static const lec_range clinging[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x200C, 0x200D},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0x1F3FB, 0x1F3FF},
};

bool lec_mark_opens(uint32_t code)
{
    return LEC_AMONG(openers, code);
}

bool lec_mark_closes(uint32_t code)
{
    return LEC_AMONG(closers, code);
}

bool lec_mark_is_quote(uint32_t code)
{
    return LEC_AMONG(quotes, code);
}

bool lec_mark_is_dash(uint32_t code)
{
    return code >= 0x2012 && code <= 0x2015;
}

bool lec_mark_is_voiced(uint32_t code)
{
    if (code < 0x80) {
        uint32_t letter = code | 0x20;
        return (letter >= 'a' && letter <= 'z') || (code >= '0' && code <= '9') ||
               LEC_AMONG(voiced_symbols, code);
    }
    return !lec_mark_is_unspeakable(code) && (lec_char_is_letter(code) || lec_char_is_digit(code) ||
                                              LEC_AMONG(voiced_symbols, code) || is_picture(code));
}

bool lec_mark_is_unspeakable(uint32_t code)
{
    if (code >= 0x20 && code < 0x7F) {
        return false;
    }
    return lec_char_is_control(code) || lec_char_is_bidi(code) || LEC_AMONG(unspeakable, code) ||
           (code & 0xFFFE) == 0xFFFE;
}

bool lec_mark_is_unspaced(uint32_t code)
{
    return lec_char_is_unspaced(code) || is_picture(code);
}

bool lec_mark_clings(uint32_t code)
{
    return code >= clinging[0].first && LEC_AMONG(clinging, code);
}

bool lec_str_is_voiced(lec_str s)
{
    for (size_t at = 0; at < s.len;) {
        lec_char c = lec_utf8_at(s, at);
        if (lec_mark_is_voiced(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}
