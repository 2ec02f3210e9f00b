/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an article says twice word by word is heard once: a page may hold its text again for cards
 * and search engines, or set a quotation apart. Compared are stretches of a few words.
 */
#include "intake/article_judge.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
    STRETCH = 6,     /* words */
    WORDS_MIN = 15,  /* of a block that may be left out near the beginning: a summary */
    WORDS_LONG = 50, /* of one further on: refrains, questions and lists may well come again */
    FIRST_BLOCKS = 4,
    PERCENT_MIN = 75
};

typedef struct stretches {
    uint64_t *slots; /* of what was said: hash, and in its low bits which block said it first */
    size_t mask;
    size_t room; /* slots that may still be taken: some always stay free */
} stretches;

/* Words of a block, as they are read. */
typedef struct reader {
    stretches *said;
    uint64_t words[STRETCH];
    size_t count, known; /* stretches, and those that an earlier block had */
    size_t word_count;
    uint64_t word; /* being read; 0: none */
    uint32_t block;
} reader;

static uint64_t mix(uint64_t sum, uint64_t part)
{
    sum = (sum ^ part) * 0x9E3779B97F4A7C15u;
    return sum ^ (sum >> 29);
}

static void end_stretch(reader *r)
{
    uint64_t sum = 1;
    for (size_t i = 1; i <= STRETCH; i++) {
        sum = mix(sum, r->words[(r->word_count + i) % STRETCH]);
    }
    sum = (sum | 1) & ~(uint64_t)0xFFFFFF;
    uint64_t own = sum | (r->block & 0xFFFFFF);
    size_t slot = (size_t)(sum >> 32) & r->said->mask;
    while (r->said->slots[slot] && (r->said->slots[slot] & ~(uint64_t)0xFFFFFF) != sum) {
        slot = (slot + 1) & r->said->mask;
    }
    r->count++;
    if (r->said->slots[slot]) {
        r->known += r->said->slots[slot] != own;
    } else if (r->said->room) {
        r->said->slots[slot] = own;
        r->said->room--;
    }
}

static void end_word(reader *r)
{
    if (r->word) {
        r->words[r->word_count % STRETCH] = r->word;
        if (r->word_count + 1 >= STRETCH) {
            end_stretch(r);
        }
        r->word_count++;
        r->word = 0;
    }
}

static void read_text(reader *r, lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            r->word = mix(r->word ? r->word : 1, c.code);
        } else {
            end_word(r);
        }
        at += c.len;
    }
}

static bool is_repeated(const lec_tree *tree, stretches *said, uint32_t block, size_t number)
{
    GumboTag tag = lec_limb_tag(&tree->limbs[block]);
    size_t least = number < FIRST_BLOCKS || tag == GUMBO_TAG_BLOCKQUOTE ? WORDS_MIN : WORDS_LONG;
    reader r = {.said = said, .block = block};
    for (uint32_t i = lec_tree_text_after(tree, block, block); i;
         i = lec_tree_text_after(tree, block, i)) {
        if (!tree->limbs[i].rule) {
            read_text(&r, lec_str_of(tree->limbs[i].node->v.text.text));
        }
    }
    end_word(&r);
    return r.word_count >= least && tag != GUMBO_TAG_LI && tag != GUMBO_TAG_TD &&
           r.known * 100 >= r.count * PERCENT_MIN;
}

static void leave_out(lec_tree *tree, uint32_t block)
{
    for (uint32_t i = lec_tree_text_after(tree, block, block); i;
         i = lec_tree_text_after(tree, block, i)) {
        tree->limbs[i].rule = tree->limbs[i].rule ? tree->limbs[i].rule : LEC_ARTICLE_REPEATED;
    }
}

/* Enough for nearly any text: words that are parted by marks alone are not counted. */
static size_t slots_for(const lec_tree *tree)
{
    size_t words = 0;
    size_t slots = 64;
    for (uint32_t i = 0; i < tree->count; i++) {
        words += tree->limbs[i].rule || !lec_limb_is_text(&tree->limbs[i])
                     ? 0
                     : tree->limbs[i].all.words;
    }
    while (slots < words * 3) {
        slots *= 2;
    }
    return slots;
}

bool lec_judge_repeated(lec_tree *tree, lec_arena scratch, lec_article_place place)
{
    size_t slots = slots_for(tree);
    stretches said = {LEC_NEW(&scratch, slots, uint64_t), slots - 1, slots / 4 * 3};
    if (!said.slots) {
        return false;
    }
    size_t number = 0;
    for (uint32_t i = place.title; i < tree->limbs[place.root].end; i++) {
        const lec_limb *limb = &tree->limbs[i];
        if (!limb->rule && limb->own.length && lec_limb_is_block(limb) &&
            is_repeated(tree, &said, i, number++)) {
            leave_out(tree, i);
        }
    }
    return true;
}
