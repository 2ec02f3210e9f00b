/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a written line is spoken. */
#ifndef LEC_SCRIPT_READING_H
#define LEC_SCRIPT_READING_H

#include "base/buf.h"
#include "script/rules.h"

/** Where a reading is put together; one serves for all lines. */
typedef struct lec_reader {
    lec_arena *arena;   /**< keeps what departs from the written text */
    lec_arena scratch;  /**< the reader's own, and by value */
    lec_buf spoken;     /**< in scratch */
    lec_reading *items; /**< in scratch */
    size_t capacity;
} lec_reader;

/**
 * Sets `spoken` and `readings` of a line whose `display` is set. Where nothing departs, `spoken` is
 * a slice of `display`.
 *
 * @param voiced what of `display` has something to say; the rest, at its ends, is not spoken.
 * @return false when memory has run out.
 */
bool lec_reading_make(lec_reader *reader, const lec_rules *rules, lec_span voiced,
                      lec_speech_line *line);

#endif
