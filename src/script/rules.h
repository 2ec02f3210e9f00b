/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of one language, as they lie in voices/<lang>/. In each table a form stands for
 * itself to the letter; one without a capital also for the same with its first letter a capital,
 * unless that is an initial.
 */
#ifndef LEC_SCRIPT_RULES_H
#define LEC_SCRIPT_RULES_H

#include "script/words.h"

#include <lectern/script.h>

/** abbreviations.tsv: abbreviation, kind, note. What its full stop says about a sentence's end. */
typedef enum lec_abbreviation {
    LEC_ABBREVIATION_NONE,    /**< a word like any other */
    LEC_ABBREVIATION_TITLE,   /**< "title": before a name; never ends a sentence */
    LEC_ABBREVIATION_INSIDE,  /**< "inside": before what it belongs to; never ends one either */
    LEC_ABBREVIATION_NUMBER,  /**< "number": goes on before a number, else is a word ("No.") */
    LEC_ABBREVIATION_UNIT,    /**< "unit": after a number it goes on before another ("6 ft. 2") */
    LEC_ABBREVIATION_MONTH,   /**< "month": goes on before a number, else like "may-end" */
    LEC_ABBREVIATION_MAY_END, /**< "may-end": ends one if the next word looks like its first */
    LEC_ABBREVIATION_NAME,    /**< "name": like "may-end", but no full stop that is left unsaid */
    LEC_ABBREVIATIONS
} lec_abbreviation;

/** words.tsv: word, kinds (space separated), note. A set of bits. */
enum {
    LEC_WORD_OPENER = 1 << 0, /**< "opener": with a capital it is most likely a sentence's first */
    LEC_WORD_REPORTING = 1 << 1 /**< "reporting": a verb that says who spoke ("said") */
};

/** readings.tsv: written, spoken, when (space separated), note. A set of bits; all must hold. */
enum {
    LEC_WHEN_BEFORE_CAPITAL = 1 << 0, /**< "before-capital": a word with a capital follows */
    LEC_WHEN_BEFORE_NUMBER = 1 << 1,  /**< "before-number" */
    LEC_WHEN_AFTER_NUMBER = 1 << 2    /**< "after-number" */
};

typedef struct lec_reading_rule {
    lec_str spoken;
    uint32_t when;
    uint32_t next; /**< the next rule for the same written form, plus 1; 0 for none */
} lec_reading_rule;

struct lec_rules {
    uint32_t pause_ms[LEC_PAUSES]; /**< [pauses] of lang.conf */
    lec_words abbreviations;       /**< lec_abbreviation */
    lec_words words;               /**< LEC_WORD_ */
    lec_words readings;            /**< index into reading_rules, plus 1 */
    const lec_reading_rule *reading_rules;
};

/** @return LEC_WORD_ bits. */
uint32_t lec_rules_word(const lec_rules *rules, lec_str word);

#endif
