/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader does with a character of running text. */
#ifndef LEC_INTAKE_CHARS_H
#define LEC_INTAKE_CHARS_H

#include <lectern/base.h>

typedef enum lec_char_use {
    LEC_USE_TEXT,        /**< kept */
    LEC_USE_NO_BREAK,    /**< a space that joins its neighbours: kept where it stands alone */
    LEC_USE_SPACE,       /**< white space: a stretch of it is one space, or none */
    LEC_USE_SOFT_HYPHEN, /**< this one and those below are left out */
    LEC_USE_INVISIBLE,
    LEC_USE_BIDI,
    LEC_USE_CONTROL,
    LEC_USES /**< number of uses */
} lec_char_use;

lec_char_use lec_char_use_of(uint32_t code);

/** Why a character that is no white space is left out. */
typedef struct lec_use_info {
    const char *rule;   /**< as in lec_omission; NULL for what is kept */
    const char *reason; /**< as in lec_omission */
} lec_use_info;

lec_use_info lec_use_info_of(lec_char_use use);

/** Whether a text of such characters alone has nothing to say: punctuation, rules, ornaments. */
bool lec_char_is_silent(uint32_t code);

/** Quotation marks and brackets, which may stand between a sentence and its mark. */
bool lec_char_is_quote_or_bracket(uint32_t code);

/** Whether a text holds nothing but white space and characters that are left out. */
bool lec_text_is_blank(lec_str text);

#endif
