/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/pieces.h"

#include "base/str.h"
#include "base/utf8.h"

#include <lectern/publish.h>

bool lec_opens_with_title(const lec_document *document)
{
    return document->block_count && document->blocks[0].kind == LEC_BLOCK_HEADING &&
           lec_str_equal(document->blocks[0].text, document->facts.title);
}

lec_str lec_omission_text(const lec_document *document, const lec_omission *omission)
{
    return lec_str_slice(document->source->text, omission->span.start, omission->span.end);
}

static bool has_words(lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_is_letter(c.code) || lec_char_is_digit(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}

/* Goes to the next omission that is worth a look; layout and single signs are not. */
static const lec_omission *next_omission(lec_pieces *pieces)
{
    const lec_document *document = pieces->document;
    for (; pieces->omission < document->omission_count; pieces->omission++) {
        const lec_omission *omission = &document->omissions[pieces->omission];
        if (pieces->found ||
            (*omission->reason && has_words(lec_omission_text(document, omission)))) {
            pieces->found = true;
            return omission;
        }
    }
    return NULL;
}

bool lec_pieces_next(lec_pieces *pieces, lec_piece *piece)
{
    const lec_document *document = pieces->document;
    const lec_block *kept =
        pieces->block < document->block_count ? &document->blocks[pieces->block] : NULL;
    const lec_block *left_out =
        pieces->left_out < document->left_out_count ? &document->left_out[pieces->left_out] : NULL;
    const lec_omission *omission = next_omission(pieces);
    if (omission && left_out && left_out->span.start < omission->span.start) {
        omission = NULL;
    }
    size_t start = omission ? omission->span.start : left_out ? left_out->span.start : SIZE_MAX;
    if (kept && kept->span.start <= start) {
        *piece = (lec_piece){.block = kept};
        pieces->block++;
    } else if (omission) {
        *piece = (lec_piece){.omission = omission};
        pieces->omission++;
        pieces->found = false;
    } else {
        *piece = (lec_piece){.block = left_out};
        pieces->left_out += left_out != NULL;
    }
    return piece->block || piece->omission;
}

lec_tally lec_document_left_out(const lec_document *document)
{
    lec_tally tally = {0};
    lec_pieces pieces = {.document = document};
    for (lec_piece piece; lec_pieces_next(&pieces, &piece);) {
        if (piece.omission || piece.block->rule) {
            tally.pieces++;
            tally.characters += lec_utf8_count(
                piece.omission ? lec_omission_text(document, piece.omission) : piece.block->text);
        }
    }
    return tally;
}
