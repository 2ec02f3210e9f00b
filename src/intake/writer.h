/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a document, source byte by source byte, in reading order. Of the bytes of its source the
 * caller owes every one once: as part of a block, or as an omission.
 *
 * A block that is left out is written like any other, so that what is left out can be shown as
 * text, and `--keep=all` has it.
 */
#ifndef LEC_INTAKE_WRITER_H
#define LEC_INTAKE_WRITER_H

#include "base/chain.h"

#include <lectern/document.h>

/** What a reader has made of a source, before it is decided what is spoken. */
typedef struct lec_draft {
    const lec_source *source;
    lec_facts facts;
    lec_str warning;   /**< as in lec_document */
    lec_block *blocks; /**< all, in reading order: those that are left out have a rule */
    size_t block_count;
    lec_omission *omissions; /**< ascending */
    size_t omission_count;
} lec_draft;

typedef struct lec_writer {
    lec_str source;
    lec_chain text, runs, stops, blocks, omissions;
    bool open;         /**< between lec_writer_open() and lec_writer_close() */
    lec_block block;   /**< the open one */
    size_t block_text; /**< where its text starts */
    size_t block_run;  /**< where its runs start */
    size_t block_stop; /**< where its stops start */
} lec_writer;

/** @param memory for what is written, of which nobody else takes any until it is finished. */
lec_writer lec_writer_start(lec_arena *memory, lec_str source);

void lec_writer_open(lec_writer *writer, lec_block_kind kind, int level);
/** Bytes that are kept as they are. */
void lec_writer_keep(lec_writer *writer, lec_span span);
/** Bytes that become one space. */
void lec_writer_space(lec_writer *writer, lec_span span);
/** Bytes that stand for another text, e.g. "&amp;" for "&". @param text one line, not empty. */
void lec_writer_rewrite(lec_writer *writer, lec_span span, lec_str text);
/** @param rule, reason as in lec_omission; static storage. In a block or between two. */
void lec_writer_omit(lec_writer *writer, lec_span span, const char *rule, const char *reason);
/** Before what is written next in the open block; as in lec_stop. */
void lec_writer_stop(lec_writer *writer, uint32_t pause_ms, bool sentence);
/** The open block is left out. The first rule stands. @param rule, reason static storage. */
void lec_writer_leave_out(lec_writer *writer, const char *rule, const char *reason);
/** The open block is in a language of its own. @param lang as in lec_block, kept by reference. */
void lec_writer_language(lec_writer *writer, lec_str lang);
/** @return bytes of text in the open block. */
size_t lec_writer_length(const lec_writer *writer);
/** Ends a block. One without text is none. */
void lec_writer_close(lec_writer *writer);

/** @param[out] draft its blocks and omissions, in `arena`. @return false when memory has run out.
 */
LEC_WARN_UNUSED bool lec_writer_finish(const lec_writer *writer, lec_arena *arena,
                                       lec_draft *draft);

#endif
