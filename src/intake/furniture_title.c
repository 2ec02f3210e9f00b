/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/furniture_title.h"

#include "base/str.h"

enum {
    LOOK_BACK = 40, /* blocks above the article */
    LOOK_AHEAD = 40,
    LEAD_BLOCKS = 6, /* among which the article's first paragraph is looked for */
    PARAGRAPH_WORDS = 15,
    WORDS_MIN = 2,
    WORDS_MAX = 30,
    LEAD_WORDS = 400, /* of the article, which a headline's recur in */
    SLOTS = 2048,
    LETTERS_MIN = 4 /* bytes of a word that says something */
};

/* ---- the article's words */

typedef struct word_set {
    uint64_t slots[SLOTS];
    size_t count;
} word_set;

static size_t slot_of(const word_set *set, uint64_t word)
{
    size_t at = (word ^ word >> 32) % SLOTS;
    while (set->slots[at] && set->slots[at] != word) {
        at = (at + 1) % SLOTS;
    }
    return at;
}

/* The next word of a text that says something; 0 at the end. */
static uint64_t next_word(lec_str *text)
{
    uint64_t words[1];
    while (text->len > 0) {
        lec_cut cut = lec_str_cut(*text, ' ');
        *text = cut.tail;
        if (cut.head.len >= LETTERS_MIN && lec_furniture_words(cut.head, words, 1) > 0) {
            return words[0];
        }
    }
    return 0;
}

static void add_words(word_set *set, lec_str text)
{
    for (uint64_t word = next_word(&text); word && set->count < LEAD_WORDS;
         word = next_word(&text)) {
        set->slots[slot_of(set, word)] = word;
        set->count++;
    }
}

/* Of a text's words, how many in a hundred recur. */
static int share_that_recurs(const word_set *set, lec_str text)
{
    int all = 0;
    int found = 0;
    for (uint64_t word = next_word(&text); word; word = next_word(&text)) {
        all++;
        found += set->slots[slot_of(set, word)] == word;
    }
    return all ? 100 * found / all : 0;
}

/* ---- lines that may be the headline */

bool lec_title_is_said(lec_str title, lec_str text)
{
    lec_str shorter = title.len < text.len ? title : text;
    lec_str longer = title.len < text.len ? text : title;
    return shorter.len * 3 >= longer.len * 2 && lec_str_starts(longer, shorter);
}

static bool may_be_title(const lec_block *block, const lec_form *form)
{
    char last = block->text.ptr[block->text.len - 1];
    bool ends = form->ends_sentence && !form->trails_off && last != '?' && last != '!';
    return form->words >= WORDS_MIN && form->words <= WORDS_MAX && !form->match.strong &&
           !form->clock && !ends && !form->ends_open;
}

static bool is_said_again(const lec_block *blocks, const lec_form *forms, size_t end, size_t i)
{
    bool again = forms[i].repeated;
    for (size_t at = i + 1; at < end && !again; at++) {
        again = lec_title_is_said(blocks[i].text, blocks[at].text);
    }
    return again;
}

static int score_of(const lec_form *form, int distance, int recurs, bool again)
{
    int score = 100 - 5 * distance + recurs;
    score += form->words >= 4 && form->words <= 20 ? 30 : 0;
    score -= form->match.kind ? 60 : 0;
    score -= form->separators ? 30 : 0;
    score -= form->begins_lower ? 30 : 0;
    return score + (again ? 20 : 0);
}

/* The first paragraph of some length. */
static size_t lead_of(const lec_form *forms, const bool *inside, size_t count, size_t first)
{
    size_t i = first;
    while (i < count && i < first + LEAD_BLOCKS &&
           (!inside[i] || forms[i].words < PARAGRAPH_WORDS || !lec_form_is_prose(&forms[i]))) {
        i++;
    }
    return i < count && i < first + LEAD_BLOCKS ? i : first;
}

size_t lec_title_find(const lec_block *blocks, const lec_form *forms, const bool *inside,
                      size_t count, size_t first)
{
    word_set set = {.count = 0};
    for (size_t i = first; i < count && set.count < LEAD_WORDS; i++) {
        if (inside[i] && lec_form_is_prose(&forms[i])) {
            add_words(&set, blocks[i].text);
        }
    }
    size_t end = first + LOOK_AHEAD < count ? first + LOOK_AHEAD : count;
    size_t below = lead_of(forms, inside, count, first);
    size_t best = count;
    int best_score = 0;
    int distance = 0;
    for (size_t i = below; i-- > 0 && below - i <= LOOK_BACK;) {
        if (may_be_title(&blocks[i], &forms[i])) {
            int score = score_of(&forms[i], distance, share_that_recurs(&set, blocks[i].text),
                                 is_said_again(blocks, forms, end, i));
            best = score > best_score ? i : best;
            best_score = score > best_score ? score : best_score;
        }
        distance += !forms[i].match.kind;
    }
    return best;
}
