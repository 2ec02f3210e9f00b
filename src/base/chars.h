/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What characters are for in a text, where more than one stage must know. Each is said once. */
#ifndef LEC_BASE_CHARS_H
#define LEC_BASE_CHARS_H

#include <lectern/base.h>

/** A closed range of characters. */
typedef struct lec_range {
    uint32_t first, last;
} lec_range;

/** @param table ranges that ascend and do not meet. */
bool lec_char_among(const lec_range *table, size_t count, uint32_t code);

/** Whether a character is in an array of ranges. */
#define LEC_AMONG(array, code) lec_char_among((array), sizeof(array) / sizeof(array)[0], (code))

/** Of a script that sets no space between words, its punctuation included: Han, kana, Yi, Thai and
 * its neighbours. Not hangul, which is written with spaces. */
bool lec_char_is_unspaced(uint32_t code);

/** Ends a sentence and needs no white space after it: the Unicode property Sentence_Terminal
 * (UAX #44) beyond ASCII. */
bool lec_char_is_terminal(uint32_t code);

/** Marks that end a sentence: terminals, those of ASCII, and the ellipsis. */
bool lec_char_ends_sentence(uint32_t code);

/** Signs that decorate and say nothing: asterisks, bullets, dashes, lines, boxes, flowers. */
bool lec_char_is_ornament(uint32_t code);

#endif
