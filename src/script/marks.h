/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Punctuation by its part in a sentence, in any script. What other stages know too is in
 * base/chars.h, letters and digits in base/utf8.h. */
#ifndef LEC_SCRIPT_MARKS_H
#define LEC_SCRIPT_MARKS_H

#include "base/utf8.h"

/** Opens: brackets, opening quotes, inverted marks, and quotes that do both. */
bool lec_mark_opens(uint32_t code);

/** Closes: brackets, closing quotes, quotes that do both, marks of footnotes and of emphasis. */
bool lec_mark_closes(uint32_t code);

/** A quote that can close speech. */
bool lec_mark_is_quote(uint32_t code);

/** Dashes that part words: en dash, em dash, horizontal bar; not the hyphen. */
bool lec_mark_is_dash(uint32_t code);

/** An engine has a word for it when it stands alone: a letter, a digit, or one of few symbols. */
bool lec_mark_is_voiced(uint32_t code);

/** Nobody says it, and an engine can stumble over it: controls, marks of direction, private use,
 * soft hyphens, and the like. */
bool lec_mark_is_unspeakable(uint32_t code);

/** Stands for a word or a syllable, and needs no space: scripts without spaces, and pictures. */
bool lec_mark_is_unspaced(uint32_t code);

/** Belongs to the character before it: combining marks and joiners. */
bool lec_mark_clings(uint32_t code);

/** Whether `s` has something to say. */
bool lec_str_is_voiced(lec_str s);

#endif
