/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A block's text where it comes in pieces with markup between them: white space is one space, none
 * at the ends; what has no sound is left out. What cannot be written yet is kept and played later.
 */
#ifndef LEC_INTAKE_FLOW_H
#define LEC_INTAKE_FLOW_H

#include "intake/writer.h"

#include "base/buf.h"

/** Why what comes is left out. */
typedef struct lec_drop {
    const char *rule, *reason; /**< as in lec_omission; NULL: it is not */
} lec_drop;

typedef struct lec_flow {
    lec_writer *writer;
    lec_span due;     /**< written before the next character, or left out; empty: nothing is */
    lec_str due_text; /**< what it stands for; empty: for white space, which is one space */
    bool due_alone;   /**< it is one no-break space, which is written as such */
    lec_drop drop;
    lec_buf *echo;     /**< what is written goes here, too; or NULL */
    lec_chain *record; /**< of lec_flow_piece: nothing is written, it goes here; or NULL */
} lec_flow;

typedef struct lec_flow_piece {
    lec_span span;
    lec_str text; /**< .ptr is NULL: the bytes themselves */
} lec_flow_piece;

/** Bytes as they are. */
void lec_flow_keep(lec_flow *flow, lec_span span);
/** Bytes that stand for `text`, which lasts as long as `record` does. */
void lec_flow_rewrite(lec_flow *flow, lec_span span, lec_str text);
/** Bytes, whatever they are, that part words. */
void lec_flow_space(lec_flow *flow, lec_span span);
/** As lec_flow_rewrite(), for what is only written when more follows; it ends with a space. */
void lec_flow_prefix(lec_flow *flow, lec_span span, lec_str text);
/** Writes what was recorded. */
void lec_flow_play(lec_flow *flow, const lec_flow_piece *pieces, size_t count);
/** Before the block is closed. */
void lec_flow_end(lec_flow *flow);

#endif
