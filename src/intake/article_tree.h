/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page's elements and texts in a row, each with what it holds. */
#ifndef LEC_INTAKE_ARTICLE_TREE_H
#define LEC_INTAKE_ARTICLE_TREE_H

#include "intake/article_name.h"

#include <gumbo.h>

/** What a stretch of text is like. */
typedef struct lec_measure {
    uint32_t length; /**< in characters, white space aside; ideographs and the like count double */
    uint32_t linked; /**< of these, within links */
    uint32_t words;
    uint32_t stops; /**< ends of sentences */
} lec_measure;

/** An element, or a text that is not blank. */
typedef struct lec_limb {
    const GumboNode *node;
    uint32_t parent; /**< index; the first is its own */
    uint32_t end;    /**< index after its last descendant */
    uint32_t block;  /**< the element that its text belongs to: itself, or the nearest around it */
    lec_name_set names;
    lec_measure own; /**< text whose block this is */
    lec_measure all; /**< text within */
    int32_t worth;   /**< how much of `own` reads as running text; below 0: it reads as none */
    int32_t prose;   /**< of `worth` within what is above 0; furniture aside once that is known */
    int32_t sum;     /**< of all `worth` within, furniture aside */
    uint16_t leads;  /**< headings within that are links */
    bool anchored;   /**< within what is called an article, or the main part of the page */
    bool heads;      /**< the page's heading is within, or what is called an article's text */
    uint8_t rule;    /**< lec_article_rule, by which it is left out with all that is in it */
} lec_limb;

typedef struct lec_tree {
    lec_limb *limbs; /**< in document order */
    uint32_t count;
} lec_tree;

/** Whether an element begins a new line. */
bool lec_tag_is_block(GumboTag tag);
/** Whether nothing in an element is text: scripts, drawings and the like. */
bool lec_tag_is_silent(GumboTag tag);
bool lec_tag_is_heading(GumboTag tag);
/** GUMBO_TAG_UNKNOWN for a text. */
GumboTag lec_limb_tag(const lec_limb *limb);
bool lec_limb_is_block(const lec_limb *limb);
bool lec_limb_is_text(const lec_limb *limb);
/** Whether links are at least `percent` of a text, which is not empty. */
bool lec_measure_is_linked(lec_measure text, uint32_t percent);

/** @return the next text limb of a block after `at`, which is the block or such a limb; 0 for none.
 */
uint32_t lec_tree_text_after(const lec_tree *tree, uint32_t block, uint32_t at);

/** Text of a block, what is in other blocks within it aside; .ptr is NULL when memory has run out.
 */
lec_str lec_tree_text(const lec_tree *tree, lec_arena *arena, uint32_t block);

/** @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_tree_make(lec_arena *arena, const GumboNode *root, lec_tree *tree);

#endif
