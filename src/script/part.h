/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block's text as the parts that are spoken each in one breath. */
#ifndef LEC_SCRIPT_PART_H
#define LEC_SCRIPT_PART_H

#include "script/rules.h"

#include <lectern/document.h>

/** A sentence, or a part of a very long one. Offsets into the block's text. */
typedef struct lec_part {
    lec_span display; /**< without white space at its ends */
    lec_span voiced;  /**< of it, what has something to say; empty: nothing of the block has */
    bool opens;       /**< a sentence begins here */
} lec_part;

/** A text being divided. */
typedef struct lec_parts {
    const lec_rules *rules;
    lec_str text;
    size_t at, sentence_end;
    bool opens;
    const lec_stop *stop, *stops_end; /**< the next one that ends a part */
    bool held;                        /**< `next` was read ahead */
    lec_part next;
} lec_parts;

lec_parts lec_parts_of(const lec_rules *rules, lec_str text);
/** As that, of a block, whose stops end parts too. */
lec_parts lec_parts_of_block(const lec_rules *rules, const lec_block *block);

/**
 * The next part. What has nothing to say joins the part before it, at the beginning the one after
 * it, so that the parts hold every character but white space.
 * @return false at the end.
 */
bool lec_parts_next(lec_parts *parts, lec_part *part);

#endif
