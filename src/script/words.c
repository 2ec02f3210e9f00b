/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/words.h"

#include "base/arena.h"
#include "base/str.h"

/* FNV-1a. */
static size_t hash(lec_str word)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < word.len; i++) {
        h = (h ^ (unsigned char)word.ptr[i]) * 1099511628211u;
    }
    return (size_t)(h ^ (h >> 32));
}

/* The slot that holds the word, or the free one where it belongs. */
static lec_word_entry *slot(const lec_words *words, lec_str word)
{
    size_t at = hash(word) & words->mask;
    while (words->slots[at].word.ptr && !lec_str_equal(words->slots[at].word, word)) {
        at = (at + 1) & words->mask;
    }
    return &words->slots[at];
}

bool lec_words_init(lec_arena *arena, size_t count, lec_words *words)
{
    size_t slots = 8;
    while (slots / 2 < count) {
        slots *= 2;
    }
    words->mask = slots - 1;
    words->slots = LEC_NEW(arena, slots, lec_word_entry);
    return words->slots != NULL;
}

lec_word_entry *lec_words_add(lec_words *words, lec_str word)
{
    lec_word_entry *entry = slot(words, word);
    entry->word = word;
    return entry;
}

const lec_word_entry *lec_words_find(const lec_words *words, lec_str word)
{
    if (!words->slots || word.len == 0) {
        return NULL;
    }
    const lec_word_entry *entry = slot(words, word);
    return entry->word.ptr ? entry : NULL;
}
