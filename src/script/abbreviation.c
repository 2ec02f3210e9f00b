/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/abbreviation.h"

#include "base/str.h"
#include "base/utf8.h"
#include "script/marks.h"

enum { TOKEN_MAX = 40 }; /* bytes; no abbreviation is longer */

lec_str lec_token_before(lec_str text, size_t end)
{
    size_t start = end;
    while (start > 0 && end - start < TOKEN_MAX) {
        lec_char c = lec_utf8_before(text, start);
        if (lec_char_is_space(c.code) || lec_mark_is_dash(c.code) || c.code == '/' ||
            c.code == ',' || (lec_mark_opens(c.code) && c.code != '\'')) {
            break;
        }
        start -= c.len;
    }
    return lec_str_slice(text, start, end);
}

/* "J.", "U.S.", "Ph.D.": parts of one letter, or of two or three with a capital first. */
static bool is_initialism(lec_str token)
{
    size_t letters = 0, parts = 0;
    bool capital = false;
    for (size_t at = 0; at < token.len;) {
        lec_char c = lec_utf8_at(token, at);
        at += c.len;
        if (c.code == '.' && letters > 0) {
            letters = 0;
            parts++;
        } else if (lec_char_is_letter(c.code) && (letters == 0 || (capital && letters < 3)) &&
                   (letters == 0 || !lec_char_is_upper(c.code))) {
            capital = letters == 0 ? lec_char_is_upper(c.code) : capital;
            letters++;
        } else {
            return false;
        }
    }
    return letters == 0 &&
           (parts > 1 || (parts == 1 && token.len == lec_utf8_at(token, 0).len + 1));
}

/* A number of one or two digits, which the tables write as "0." */
static bool is_small_number(lec_str token)
{
    return (token.len == 2 || (token.len == 3 && lec_is_digit(token.ptr[1]))) &&
           lec_is_digit(token.ptr[0]);
}

lec_abbreviation lec_abbreviation_of(const lec_rules *rules, lec_str token)
{
    const lec_word_entry *entry = lec_words_find(&rules->abbreviations, token);
    if (!entry) { /* "Lt.-Gov." as "Gov." */
        size_t part = token.len;
        while (part > 0 && token.ptr[part - 1] != '-') {
            part--;
        }
        token = lec_str_slice(token, part, token.len);
        entry =
            lec_words_find(&rules->abbreviations, is_small_number(token) ? LEC_STR("0.") : token);
    }
    if (entry) {
        return (lec_abbreviation)entry->value;
    }
    return is_initialism(token) ? LEC_ABBREVIATION_MAY_END : LEC_ABBREVIATION_NONE;
}
