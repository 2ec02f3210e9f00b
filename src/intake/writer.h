/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a document, source byte by source byte. A reader walks its source twice: the first time
 * the writer only counts, so that lec_writer_allocate() takes exactly the memory that is needed;
 * the second time it writes. Both walks must be the same.
 *
 * Runs and omissions each come in ascending order; of both together the caller owes every byte
 * once.
 */
#ifndef LEC_INTAKE_WRITER_H
#define LEC_INTAKE_WRITER_H

#include <lectern/document.h>

typedef struct lec_writer {
    lec_str source;
    char *text; /**< of all blocks; NULL while counting, like the arrays */
    lec_run *runs;
    lec_block *blocks;
    lec_omission *omissions;
    size_t text_len, run_count, block_count, omission_count;
    lec_block block;       /**< the open one */
    size_t block_text;     /**< where its text starts in `text` */
    size_t block_run;      /**< where its runs start in `runs` */
    lec_run run;           /**< the last one of the open block */
    lec_omission omission; /**< the last one */
} lec_writer;

void lec_writer_open(lec_writer *writer, lec_block_kind kind, int level);
/** Bytes that are kept as they are. */
void lec_writer_keep(lec_writer *writer, lec_span span);
/** Bytes that become one space. */
void lec_writer_space(lec_writer *writer, lec_span span);
/** @param rule, reason as in lec_omission; static storage. */
void lec_writer_omit(lec_writer *writer, lec_span span, const char *rule, const char *reason);
/** Ends a block, which has a run. */
void lec_writer_close(lec_writer *writer);

/** After the first walk. @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_writer_allocate(lec_writer *writer, lec_arena *arena);

/** After the second walk. The title is the first block, when that is a heading of level 1. */
lec_document lec_writer_document(const lec_writer *writer, const lec_source *source);

#endif
