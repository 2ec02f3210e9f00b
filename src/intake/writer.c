/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/writer.h"

#include "base/arena.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* A block that is done, with where its text, its runs and its stops start. */
typedef struct written {
    lec_block block;
    size_t text, run, run_count, stop, stop_count, length;
} written;

lec_writer lec_writer_start(lec_arena *memory, lec_str source)
{
    return (lec_writer){
        .source = source,
        .text = {.arena = memory, .size = sizeof(char)},
        .runs = {.arena = memory, .size = sizeof(lec_run)},
        .stops = {.arena = memory, .size = sizeof(lec_stop)},
        .blocks = {.arena = memory, .size = sizeof(written)},
        .omissions = {.arena = memory, .size = sizeof(lec_omission)},
    };
}

void lec_writer_open(lec_writer *writer, lec_block_kind kind, int level)
{
    writer->open = true;
    writer->block = (lec_block){.kind = kind, .level = level, .lang = LEC_STR("")};
    writer->block_text = writer->text.count;
    writer->block_run = writer->runs.count;
    writer->block_stop = writer->stops.count;
}

size_t lec_writer_length(const lec_writer *writer)
{
    return writer->text.count - writer->block_text;
}

/* The last run, when a copy of `source` goes on where it ends. */
static lec_run *run_to_extend(const lec_writer *writer, lec_span source)
{
    lec_run *run = lec_chain_top(&writer->runs);
    bool first = writer->runs.count == writer->block_run;
    return run && !first && !run->rewritten && run->source.end == source.start ? run : NULL;
}

static void run_add(lec_writer *writer, lec_span source, lec_str text, bool rewritten)
{
    lec_run *last = rewritten ? NULL : run_to_extend(writer, source);
    if (last) {
        last->source.end = source.end;
    } else {
        lec_run run = {lec_writer_length(writer), source, rewritten};
        lec_chain_add(&writer->runs, &run, 1);
    }
    lec_chain_add(&writer->text, text.ptr, text.len);
}

void lec_writer_keep(lec_writer *writer, lec_span span)
{
    run_add(writer, span, lec_str_slice(writer->source, span.start, span.end), false);
}

void lec_writer_space(lec_writer *writer, lec_span span)
{
    run_add(writer, span, LEC_STR(" "), span.end - span.start > 1);
}

void lec_writer_rewrite(lec_writer *writer, lec_span span, lec_str text)
{
    run_add(writer, span, text, true);
}

void lec_writer_omit(lec_writer *writer, lec_span span, const char *rule, const char *reason)
{
    if (span.start == span.end) {
        return;
    }
    lec_omission *last = lec_chain_top(&writer->omissions);
    if (last && last->span.end == span.start && strcmp(last->rule, rule) == 0) {
        last->span.end = span.end;
        return;
    }
    lec_omission omission = {span, rule, reason};
    lec_chain_add(&writer->omissions, &omission, 1);
}

void lec_writer_stop(lec_writer *writer, uint32_t pause_ms, bool sentence)
{
    lec_stop stop = {lec_writer_length(writer), pause_ms, sentence};
    lec_chain_add(&writer->stops, &stop, 1);
}

void lec_writer_leave_out(lec_writer *writer, const char *rule, const char *reason)
{
    if (!writer->block.rule) {
        writer->block.rule = rule;
        writer->block.reason = reason;
    }
}

void lec_writer_language(lec_writer *writer, lec_str lang)
{
    writer->block.lang = lang;
}

void lec_writer_close(lec_writer *writer)
{
    if (writer->open && lec_writer_length(writer) > 0) {
        written done = {
            .block = writer->block,
            .text = writer->block_text,
            .length = lec_writer_length(writer),
            .run = writer->block_run,
            .run_count = writer->runs.count - writer->block_run,
            .stop = writer->block_stop,
            .stop_count = writer->stops.count - writer->block_stop,
        };
        lec_chain_add(&writer->blocks, &done, 1);
    }
    writer->open = false;
}

/* ---- all of it */

static int by_start(const void *one, const void *other)
{
    size_t a = ((const lec_omission *)one)->span.start;
    size_t b = ((const lec_omission *)other)->span.start;
    return (a > b) - (a < b);
}

static lec_span span_of_runs(const lec_run *runs, size_t count)
{
    lec_span span = runs[0].source;
    for (size_t i = 1; i < count; i++) {
        span.start = runs[i].source.start < span.start ? runs[i].source.start : span.start;
        span.end = runs[i].source.end > span.end ? runs[i].source.end : span.end;
    }
    return span;
}

bool lec_writer_finish(const lec_writer *writer, lec_arena *arena, lec_draft *draft)
{
    char *text = lec_chain_copy(&writer->text, arena);
    lec_run *runs = lec_chain_copy(&writer->runs, arena);
    lec_stop *stops = lec_chain_copy(&writer->stops, arena);
    lec_omission *omissions = lec_chain_copy(&writer->omissions, arena);
    lec_block *blocks = LEC_NEW(arena, writer->blocks.count, lec_block);
    lec_arena scratch = *arena;
    written *done = lec_chain_copy(&writer->blocks, &scratch);
    if (!text || !runs || !stops || !omissions || !blocks || !done) {
        return false;
    }
    for (size_t i = 0; i < writer->blocks.count; i++) {
        blocks[i] = done[i].block;
        blocks[i].text = (lec_str){text + done[i].text, done[i].length};
        blocks[i].runs = runs + done[i].run;
        blocks[i].run_count = done[i].run_count;
        blocks[i].stops = stops + done[i].stop;
        blocks[i].stop_count = done[i].stop_count;
        blocks[i].span = span_of_runs(blocks[i].runs, blocks[i].run_count);
    }
    qsort(omissions, writer->omissions.count, sizeof *omissions, by_start);
    draft->blocks = blocks;
    draft->block_count = writer->blocks.count;
    draft->omissions = omissions;
    draft->omission_count = writer->omissions.count;
    return true;
}

/* The last run that starts at or before a byte of the text. */
static size_t run_at(const lec_block *block, size_t text)
{
    size_t low = 0;
    size_t high = block->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (block->runs[middle].text <= text) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* What one byte of the text stands for. */
static lec_span byte_source(const lec_block *block, size_t text)
{
    size_t i = run_at(block, text);
    const lec_run *run = &block->runs[i];
    if (run->rewritten) {
        return run->source;
    }
    size_t at = run->source.start + (text - run->text);
    return (lec_span){at, at + 1};
}

lec_span lec_block_source_span(const lec_block *block, lec_span text)
{
    size_t end = text.end < block->text.len ? text.end : block->text.len;
    if (text.start >= block->text.len) {
        return (lec_span){block->span.end, block->span.end};
    }
    size_t start = byte_source(block, text.start).start;
    return (lec_span){start, end > text.start ? byte_source(block, end - 1).end : start};
}
