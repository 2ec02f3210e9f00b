/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block of unmarked text looks like: running text, or a piece of a page's furniture. */
#ifndef LEC_INTAKE_FURNITURE_FORM_H
#define LEC_INTAKE_FURNITURE_FORM_H

#include "intake/furniture.h"

typedef struct lec_form {
    lec_furniture_match match; /**< by the tables */
    uint64_t hash;             /**< of its letters and digits: alike for blocks that say the same */
    size_t words;              /**< of a script without spaces, two characters count as one */
    size_t lower, upper;       /**< words that begin with a small letter, a capital */
    size_t joining;            /**< small words of up to three letters: "of", "in", "der", "y" */
    size_t numbers;            /**< words that begin with a digit */
    size_t commas;
    size_t sentences;   /**< ends of sentences */
    size_t separators;  /**< signs that stand between links: "|", a middle dot, an arrow */
    bool ends_sentence; /**< its last mark, closing quotes aside, is one that ends a sentence */
    bool ends_open;     /**< ends with a colon */
    bool trails_off;    /**< ends with an ellipsis */
    bool capitals;      /**< no small letter, but capitals */
    bool begins_lower;
    bool begins_quote;
    bool address;   /**< holds an address of the web or of mail */
    bool timed;     /**< holds a time of day: "7:42" */
    bool clock;     /**< nothing but times of a player: "0:00 0:03:37 0:00" */
    bool repeated;  /**< another block says the same; set by the caller */
    bool talk;      /**< readers' comments may well begin with it; set by the caller */
    bool sure_talk; /**< they do beyond doubt; set by the caller */
    int score;      /**< set by the caller, from lec_form_score() */
} lec_form;

/** Looks at a block's text. */
lec_form lec_form_of(const lec_furniture *furniture, lec_str text);

/** Whether it is written like a sentence, or several. */
bool lec_form_is_prose(const lec_form *form);

/** How much a form speaks for running text, in hundredths of a natural logarithm of the odds:
 * above 0 it is likely. */
int lec_form_score(const lec_form *form);

/** What stands around a block within the article. */
typedef struct lec_form_context {
    int before, after;  /**< scores of its neighbours */
    int around;         /**< mean score of three on either side */
    size_t run;         /**< blocks in the run of those that are no prose; 0: it is prose */
    bool after_related; /**< in that run a line that heads links to other articles stands above */
    bool after_opening; /**< in that run a line that ends with a colon stands above */
} lec_form_context;

/** As lec_form_score(), of a block that stands within the article. */
int lec_form_score_inside(const lec_form *form, const lec_form_context *context);

#endif
