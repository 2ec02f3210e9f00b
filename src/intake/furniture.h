/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What pages say beside their articles: the tables furniture.tsv in voices/. A page's menus are
 * often in another language than its article, so those of all languages count.
 */
#ifndef LEC_INTAKE_FURNITURE_H
#define LEC_INTAKE_FURNITURE_H

#include <lectern/document.h>

/** What a phrase belongs to; voices/en/furniture.tsv says what each is. */
typedef enum lec_furniture_kind {
    LEC_FURNITURE_NONE,
    LEC_FURNITURE_NAVIGATION,
    LEC_FURNITURE_SHARE,
    LEC_FURNITURE_PLAYER,
    LEC_FURNITURE_CONSENT,
    LEC_FURNITURE_CALL,
    LEC_FURNITURE_CONTINUES,
    LEC_FURNITURE_RELATED,
    LEC_FURNITURE_COMMENTS,
    LEC_FURNITURE_CAPTION,
    LEC_FURNITURE_BYLINE,
    LEC_FURNITURE_DATE,
    LEC_FURNITURE_ADVERT,
    LEC_FURNITURE_LEGAL,
    LEC_FURNITURE_KINDS /**< number of kinds, with none */
} lec_furniture_kind;

/** What the user is told where an article, and no list of them, says LEC_FURNITURE_CONTINUES. */
#define LEC_FURNITURE_GOES_ON     LEC_STR("the page says that the article goes on elsewhere")
#define LEC_FURNITURE_GOES_ON_MAX 2 /**< times that it says so; more, and it is a list */

/** The tables, as one. NULL: there are none, and nothing matches. */
typedef struct lec_furniture lec_furniture;

/** What a line or an element's text is by the tables. */
typedef struct lec_furniture_match {
    lec_furniture_kind kind;
    bool strong; /**< hardly any text but a page's furniture has such a line */
} lec_furniture_match;

/** Names and reasons of the rules by which furniture of a kind is left out, as in lec_omission. */
typedef struct lec_furniture_rule {
    const char *rule, *reason;
} lec_furniture_rule;

/** @return those of a kind; static storage. Empty for none. */
lec_furniture_rule lec_furniture_rule_of(lec_furniture_kind kind);

/**
 * Reads the tables of options->voices and of options->rules.
 * @param[out] furniture in `arena`; NULL when neither folder is given.
 * @return LEC_OK; LEC_UNAVAILABLE (a folder that is not readable); LEC_DATA (malformed: file, line,
 *         column); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_furniture_load(lec_arena *arena, lec_arena scratch,
                                              const lec_intake_options *options,
                                              const lec_furniture **furniture, lec_error *error);

/** Compares a whole line, or the whole text of an element, with the phrases; a strong one wins. */
lec_furniture_match lec_furniture_find(const lec_furniture *furniture, lec_str text);

/** Words of a text as it is compared with others: without regard to case and punctuation, and every
 * number alike.
 * @param[out] words as many as fit. @return how many there are. */
size_t lec_furniture_words(lec_str text, uint64_t *words, size_t max);

#endif
