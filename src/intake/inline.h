/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the bytes of plain text become the text of a block, or are left out. */
#ifndef LEC_INTAKE_INLINE_H
#define LEC_INTAKE_INLINE_H

#include "intake/writer.h"

/** `span` without white space and dropped characters at its ends; it has others. */
lec_span lec_content_trim(lec_str text, lec_span span);

/**
 * Writes a block's text. Line ends and other white space become one space, and what has no sound
 * is left out.
 * @param content trimmed.
 * @param quoted whether lines begin with quote marks.
 */
void lec_write_content(lec_writer *writer, lec_span content, bool quoted);

/**
 * Whether no space belongs where a line ends in the white space `gap`: between characters of a
 * script that sets none, or parts of a word that was divided. @param after the next character.
 */
bool lec_gap_is_seamless(lec_str text, lec_span gap, uint32_t after);

/**
 * Leaves bytes out, each stretch by its own rule: white space by how many lines end in it,
 * characters without sound by what they are, and others by `rule`.
 */
void lec_leave_out(lec_writer *writer, lec_span span, const char *rule);

#endif
