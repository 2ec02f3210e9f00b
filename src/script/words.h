/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of words, each with a number: hashed, exact to the letter. */
#ifndef LEC_SCRIPT_WORDS_H
#define LEC_SCRIPT_WORDS_H

#include <lectern/base.h>

typedef struct lec_word_entry {
    lec_str word; /**< .ptr is NULL in a free slot */
    uint32_t value;
} lec_word_entry;

/** Zeroed, it is an empty set without room. */
typedef struct lec_words {
    lec_word_entry *slots;
    size_t mask; /**< number of slots less 1; a power of two of them, never full */
} lec_words;

/** Makes an empty set with room for `count` words. @return false when memory has run out. */
bool lec_words_init(lec_arena *arena, size_t count, lec_words *words);

/** @return the word's entry, added with value 0 when it is new. `word` is kept by reference. */
lec_word_entry *lec_words_add(lec_words *words, lec_str word);

/** @return its entry; NULL when it is not in the set. */
const lec_word_entry *lec_words_find(const lec_words *words, lec_str word);

#endif
