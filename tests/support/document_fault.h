/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of any document. For unit tests and fuzz targets, each of which includes it once.
 */
#ifndef LEC_TESTS_DOCUMENT_FAULT_H
#define LEC_TESTS_DOCUMENT_FAULT_H

#include "base/str.h"
#include "base/utf8.h"

#include <lectern/document.h>

#include <stdlib.h>
#include <string.h>

static size_t run_text_end(const lec_block *block, size_t run)
{
    return run + 1 < block->run_count ? block->runs[run + 1].text : block->text.len;
}

/* Same length, same bytes, but for white space that became a space. */
static const char *copied_run_fault(lec_str source, lec_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool same = text.ptr[i] == source.ptr[i];
        if (!same && !(text.ptr[i] == ' ' && lec_is_space(source.ptr[i]))) {
            return "a copied run differs from its source";
        }
    }
    return NULL;
}

static const char *run_fault(const lec_document *document, const lec_block *block, size_t index)
{
    const lec_run *run = &block->runs[index];
    size_t end = run_text_end(block, index);
    if (run->text >= end || end > block->text.len) {
        return "a run has no text";
    }
    if (run->source.start >= run->source.end || run->source.end > document->source->text.len) {
        return "a run has no source";
    }
    if (run->rewritten) {
        return NULL;
    }
    if (end - run->text != run->source.end - run->source.start) {
        return "a copied run is not as long as its source";
    }
    return copied_run_fault(
        lec_str_slice(document->source->text, run->source.start, run->source.end),
        lec_str_slice(block->text, run->text, end));
}

static const char *text_fault(lec_str text)
{
    uint32_t before = ' ';
    if (lec_utf8_valid(text) != text.len) {
        return "a block is not UTF-8";
    }
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (lec_char_is_control(c.code) || lec_char_is_bidi(c.code) || c.code == '\n' ||
            c.code == '\t' || c.code == 0xAD) {
            return "a block holds a character that should be left out";
        }
        if (c.code == ' ' && before == ' ') {
            return "a block begins with a space, or has two in a row";
        }
        if (at == 0 && lec_char_is_space(c.code)) {
            return "a block begins with white space";
        }
        before = c.code;
        at += c.len;
    }
    return text.len == 0 || lec_char_is_space(before) ? "a block is empty or ends with white space"
                                                      : NULL;
}

static const char *block_fault(const lec_document *document, const lec_block *block)
{
    if (block->run_count == 0 || block->runs[0].text != 0) {
        return "a block's runs do not start with its text";
    }
    for (size_t i = 0; i < block->run_count; i++) {
        const char *fault = run_fault(document, block, i);
        if (fault) {
            return fault;
        }
    }
    lec_span span = block->runs[0].source;
    for (size_t i = 0; i < block->run_count; i++) {
        lec_span run = block->runs[i].source;
        span.start = run.start < span.start ? run.start : span.start;
        span.end = run.end > span.end ? run.end : span.end;
    }
    if (block->span.start != span.start || block->span.end != span.end) {
        return "a block's span is not that of its runs";
    }
    return text_fault(block->text);
}

static int span_order(const void *one, const void *other)
{
    const lec_span *a = (const lec_span *)one;
    const lec_span *b = (const lec_span *)other;
    return a->start != b->start ? (a->start > b->start) - (a->start < b->start)
                                : (a->end > b->end) - (a->end < b->end);
}

static size_t put_runs(lec_span *spans, const lec_block *blocks, size_t count)
{
    size_t put = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; r < blocks[i].run_count; r++, put++) {
            if (spans) {
                spans[put] = blocks[i].runs[r].source;
            }
        }
    }
    return put;
}

/* Every byte is in one run or one omission. */
static const char *tiling_fault(const lec_document *document)
{
    size_t kept = put_runs(NULL, document->blocks, document->block_count);
    size_t left = put_runs(NULL, document->left_out, document->left_out_count);
    size_t count = kept + left + document->omission_count;
    lec_span *spans = (lec_span *)malloc((count + 1) * sizeof *spans);
    size_t at = 0;
    bool tiled = spans != NULL;
    if (spans) {
        (void)put_runs(spans, document->blocks, document->block_count);
        (void)put_runs(spans + kept, document->left_out, document->left_out_count);
        for (size_t i = 0; i < document->omission_count; i++) {
            spans[kept + left + i] = document->omissions[i].span;
        }
        qsort(spans, count, sizeof *spans, span_order);
        for (size_t i = 0; tiled && i < count; at = spans[i++].end) {
            tiled = spans[i].start == at;
        }
        free(spans);
    }
    return tiled && at == document->source->text.len ? NULL
                                                     : "bytes are unexplained, or explained twice";
}

static const char *blocks_fault(const lec_document *document, const lec_block *blocks, size_t count,
                                bool left_out)
{
    for (size_t i = 0; i < count; i++) {
        const char *fault = block_fault(document, &blocks[i]);
        if (fault) {
            return fault;
        }
        if (left_out != (blocks[i].rule != NULL) || left_out != (blocks[i].reason != NULL)) {
            return "a block that is left out has no rule or no reason, or one that is not has one";
        }
    }
    return NULL;
}

static const char *omissions_fault(const lec_document *document)
{
    size_t before = 0;
    for (size_t i = 0; i < document->omission_count; i++) {
        const lec_omission *omission = &document->omissions[i];
        if (omission->span.start >= omission->span.end || !omission->reason || !*omission->rule) {
            return "an omission is empty or has no rule";
        }
        if (omission->span.start < before) {
            return "omissions do not ascend";
        }
        before = omission->span.end;
    }
    return NULL;
}

static const char *document_fault(const lec_document *document)
{
    if (document->block_count == 0) {
        return "there is no block";
    }
    const char *fault = blocks_fault(document, document->blocks, document->block_count, false);
    fault =
        fault ? fault : blocks_fault(document, document->left_out, document->left_out_count, true);
    fault = fault ? fault : omissions_fault(document);
    return fault ? fault : tiling_fault(document);
}

#endif
