/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/writer.h"

#include "base/arena.h"
#include "base/str.h"

#include <string.h>

void lec_writer_open(lec_writer *writer, lec_block_kind kind, int level)
{
    writer->block = (lec_block){.kind = kind, .level = level};
    writer->block_text = writer->text_len;
    writer->block_run = writer->run_count;
}

/* Whether `source` goes on where the last run ends, byte for byte. */
static bool run_goes_on(const lec_writer *writer, lec_span source, size_t text_len)
{
    if (writer->run_count == writer->block_run || source.end - source.start != text_len) {
        return false;
    }
    size_t run_text = writer->text_len - writer->block_text - writer->run.text;
    return source.start == writer->run.source.end &&
           writer->run.source.end - writer->run.source.start == run_text;
}

static void run_add(lec_writer *writer, lec_span source, const char *text, size_t text_len)
{
    if (run_goes_on(writer, source, text_len)) {
        writer->run.source.end = source.end;
    } else {
        writer->run = (lec_run){writer->text_len - writer->block_text, source};
        writer->run_count++;
    }
    if (writer->runs) {
        writer->runs[writer->run_count - 1] = writer->run;
        memcpy(writer->text + writer->text_len, text, text_len);
    }
    writer->text_len += text_len;
}

void lec_writer_keep(lec_writer *writer, lec_span span)
{
    run_add(writer, span, writer->source.ptr + span.start, span.end - span.start);
}

void lec_writer_space(lec_writer *writer, lec_span span)
{
    run_add(writer, span, " ", 1);
}

void lec_writer_omit(lec_writer *writer, lec_span span, const char *rule, const char *reason)
{
    if (span.start == span.end) {
        return;
    }
    bool goes_on = writer->omission_count > 0 && writer->omission.span.end == span.start &&
                   strcmp(writer->omission.rule, rule) == 0;
    if (goes_on) {
        writer->omission.span.end = span.end;
    } else {
        writer->omission = (lec_omission){span, rule, reason};
        writer->omission_count++;
    }
    if (writer->omissions) {
        writer->omissions[writer->omission_count - 1] = writer->omission;
    }
}

void lec_writer_close(lec_writer *writer)
{
    if (writer->blocks) {
        lec_block *block = &writer->blocks[writer->block_count];
        *block = writer->block;
        block->text =
            (lec_str){writer->text + writer->block_text, writer->text_len - writer->block_text};
        block->runs = writer->runs + writer->block_run;
        block->run_count = writer->run_count - writer->block_run;
        block->span = (lec_span){block->runs->source.start, writer->run.source.end};
    }
    writer->block_count++;
}

bool lec_writer_allocate(lec_writer *writer, lec_arena *arena)
{
    *writer = (lec_writer){
        .source = writer->source,
        .text = LEC_NEW(arena, writer->text_len, char),
        .runs = LEC_NEW(arena, writer->run_count, lec_run),
        .blocks = LEC_NEW(arena, writer->block_count, lec_block),
        .omissions = LEC_NEW(arena, writer->omission_count, lec_omission),
    };
    return writer->text && writer->runs && writer->blocks && writer->omissions;
}

lec_document lec_writer_document(const lec_writer *writer, const lec_source *source)
{
    const lec_block *first = writer->block_count ? writer->blocks : NULL;
    bool titled = first && first->kind == LEC_BLOCK_HEADING && first->level == 1;
    return (lec_document){
        .source = source,
        .title = titled ? first->text : LEC_STR(""),
        .author = LEC_STR(""),
        .date = LEC_STR(""),
        .lang = LEC_STR(""),
        .blocks = writer->blocks,
        .block_count = writer->block_count,
        .omissions = writer->omissions,
        .omission_count = writer->omission_count,
    };
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
    size_t end = i + 1 < block->run_count ? run[1].text : block->text.len;
    if (end - run->text != run->source.end - run->source.start) {
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
