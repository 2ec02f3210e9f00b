/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a person looks at it: what it says in reading order, and what was left out where it
 * stood. */
#ifndef LEC_PUBLISH_PIECES_H
#define LEC_PUBLISH_PIECES_H

#include <lectern/document.h>

/** A block, or words that are in none. */
typedef struct lec_piece {
    const lec_block *block;       /**< else NULL; its rule says whether it is left out */
    const lec_omission *omission; /**< with a reason, and words in it; else NULL */
} lec_piece;

/** How far one has looked. Starts as {.document = ...}. */
typedef struct lec_pieces {
    const lec_document *document;
    size_t block, left_out, omission; /**< the next ones */
    bool found;                       /**< the next omission is known to be worth a look */
} lec_pieces;

/** @return false at the end. */
bool lec_pieces_next(lec_pieces *pieces, lec_piece *piece);

/** Whether the first block is the title, so that it need not be shown above. */
bool lec_opens_with_title(const lec_document *document);

/** The bytes of an omission. */
lec_str lec_omission_text(const lec_document *document, const lec_omission *omission);

#endif
