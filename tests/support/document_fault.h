/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of any document. For unit tests and fuzz targets, each of which includes it once.
 */
#ifndef LEC_TESTS_DOCUMENT_FAULT_H
#define LEC_TESTS_DOCUMENT_FAULT_H

#include "base/str.h"
#include "base/utf8.h"

#include <lectern/document.h>

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
    const lec_run *last = &block->runs[block->run_count - 1];
    if (block->span.start != block->runs[0].source.start || block->span.end != last->source.end) {
        return "a block's span is not that of its runs";
    }
    return text_fault(block->text);
}

/* Runs and omissions, each ascending, together tile the source. */
static const char *tiling_fault(const lec_document *document)
{
    size_t at = 0;
    size_t omission = 0;
    for (size_t i = 0; i <= document->block_count; i++) {
        bool more = i < document->block_count;
        size_t runs = more ? document->blocks[i].run_count : 0;
        for (size_t r = 0; r < runs + !more; r++) {
            size_t until =
                more ? document->blocks[i].runs[r].source.start : document->source->text.len;
            for (; omission < document->omission_count && at < until; omission++) {
                if (document->omissions[omission].span.start != at) {
                    return "bytes before an omission are unexplained, or explained twice";
                }
                at = document->omissions[omission].span.end;
            }
            if (at != until) {
                return "bytes before a run are unexplained, or explained twice";
            }
            at = more ? document->blocks[i].runs[r].source.end : at;
        }
    }
    return omission == document->omission_count ? NULL : "an omission is beyond the source";
}

static const char *document_fault(const lec_document *document)
{
    if (document->block_count == 0) {
        return "there is no block";
    }
    for (size_t i = 0; i < document->block_count; i++) {
        const char *fault = block_fault(document, &document->blocks[i]);
        if (fault) {
            return fault;
        }
    }
    for (size_t i = 0; i < document->omission_count; i++) {
        const lec_omission *omission = &document->omissions[i];
        if (omission->span.start >= omission->span.end || !omission->reason || !*omission->rule) {
            return "an omission is empty or has no rule";
        }
    }
    return tiling_fault(document);
}

#endif
