/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block, written piece by piece by somebody who knows what its bytes stand for. White space
 * becomes one space, or none at both ends; what has no sound is left out. */
#ifndef LEC_INTAKE_LINE_WRITER_H
#define LEC_INTAKE_LINE_WRITER_H

#include "intake/writer.h"

typedef struct lec_line_writer {
    lec_writer *writer; /* with an open block */
    lec_span gap;       /* white space that is still to be written or omitted */
} lec_line_writer;

/** Source bytes that stand for one character; `same` when they are it. */
void lec_line_put(lec_line_writer *line, lec_span span, lec_str character, bool same);
/** Source bytes that stand for a text that is trimmed and of one line already, and not empty. */
void lec_line_put_words(lec_line_writer *line, lec_span span, lec_str words);
/** Writes what is still to be written. The block is the caller's to close. */
void lec_line_end(lec_line_writer *line);

/** A text on one line: white space trimmed, and one space within; what has no sound is gone.
 * .ptr is NULL when memory has run out. */
lec_str lec_line_of(lec_arena *arena, lec_str text);

#endif
