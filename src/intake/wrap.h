/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a line end of plain text is where the paragraph ends, or only where the line was full. */
#ifndef LEC_INTAKE_WRAP_H
#define LEC_INTAKE_WRAP_H

#include "intake/line.h"

typedef enum lec_wrap_mode {
    LEC_WRAP_NARROW, /**< short lines, as in addresses, lists and some verse */
    LEC_WRAP_FILLED, /**< lines broken where the next word did not fit */
    LEC_WRAP_RAGGED, /**< lines broken by hand */
    LEC_WRAP_NONE    /**< a line is a paragraph */
} lec_wrap_mode;

/** How a text is broken into lines. */
typedef struct lec_wrap {
    lec_wrap_mode mode;
    size_t width; /**< columns that nine lines in ten keep within */
} lec_wrap;

lec_wrap lec_wrap_measure(lec_str text);

/** Whether the paragraph of `line` goes on in `next`, which is not blank and has no mark. */
bool lec_wrap_flows(const lec_wrap *wrap, const lec_textline *line, const lec_textline *next);

#endif
