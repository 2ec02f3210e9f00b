/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Source and document: the first two nouns of the pipeline.
 *
 * bytes --intake--> source --intake--> document
 *
 * A source is one input as valid UTF-8. A document is what that input says: its blocks, each mapped
 * onto the source byte by byte, and what was left out. Both are immutable values in the arena that
 * they were made in.
 */
#ifndef LECTERN_DOCUMENT_H
#define LECTERN_DOCUMENT_H

#include <lectern/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Largest input, in bytes, before and after decoding. */
#define LEC_SOURCE_MAX ((size_t)64 << 20)

/** One input, decoded. Offsets everywhere else count bytes of `text`. */
typedef struct lec_source {
    lec_str name;     /**< as the user gave it; "-" is standard input. May hold any byte but NUL. */
    lec_str text;     /**< valid UTF-8 (RFC 3629), without byte order mark or NUL */
    lec_str encoding; /**< what it was decoded from: "UTF-8", "UTF-16LE", "windows-1252" ... */
    lec_str note;     /**< one line for the user when bytes were converted; else empty */
} lec_source;

/** What a block is. */
typedef enum lec_block_kind {
    LEC_BLOCK_HEADING,
    LEC_BLOCK_PARAGRAPH,
    LEC_BLOCK_QUOTE,
    LEC_BLOCK_LIST_ITEM,
    LEC_BLOCK_KINDS /**< number of kinds */
} lec_block_kind;

/**
 * A piece of a block's text and the source bytes that it stands for. The piece reaches from `text`
 * to the next run's `text` (the last one to the end of the block's text). When both have the same
 * length they correspond byte by byte, and are the same but for a tab or line break that became a
 * space; otherwise the source was rewritten (a line break and its indentation became one space; an
 * entity became a character). Runs ascend and never overlap.
 */
typedef struct lec_run {
    size_t text;
    lec_span source;
} lec_run;

/** A piece of text that stands by itself. */
typedef struct lec_block {
    lec_block_kind kind;
    int level;           /**< heading 1 (the title) to 6; quotes and lists: depth from 1; else 0 */
    lec_str text;        /**< one line of UTF-8: no line break, control or bidi character in it */
    const lec_run *runs; /**< tile `text` */
    size_t run_count;
    lec_span span; /**< from the first to the last byte of the source that `text` stands for */
} lec_block;

/**
 * Source bytes that no block's text stands for, and why. `rule` is a stable lower-case name.
 * Layout (blank lines, indentation, list marks, quote marks, underlines of headings) has an empty
 * reason; whatever had meaning and was left out says why.
 */
typedef struct lec_omission {
    lec_span span;
    const char *rule;   /**< e.g. "blank-line", "list-mark", "control-character" */
    const char *reason; /**< "" for layout */
} lec_omission;

/**
 * What one input says, in reading order. The runs of all blocks and all omissions together tile
 * [0, source->text.len): every byte once.
 */
typedef struct lec_document {
    const lec_source *source;
    lec_str title;  /**< of the article; empty when it has none */
    lec_str author; /**< empty when unknown, like date and lang */
    lec_str date;   /**< ISO 8601 */
    lec_str lang;   /**< BCP 47 */
    const lec_block *blocks;
    size_t block_count;
    const lec_omission *omissions; /**< ascending by span */
    size_t omission_count;
} lec_document;

/** One row of the table of input formats. */
typedef struct lec_format {
    const char *name;        /**< of -f, e.g. "text" */
    const char *extensions;  /**< usual ones, space separated, e.g. ".txt .text" */
    const char *description; /**< one line */
} lec_format;

/**
 * The table of input formats that can be read.
 * @param[out] count number of rows.
 * @return pointers to the rows; static storage.
 */
const lec_format *const *lec_format_list(size_t *count);

/**
 * Reads one input whole and decodes it.
 *
 * UTF-8 is taken as it is (a byte order mark is dropped). UTF-16 and UTF-32 are converted when a
 * byte order mark, or for UTF-16 the pattern of zero bytes, says so. Bytes that are not UTF-8 are
 * read as Windows-1252 (WHATWG Encoding Standard, index windows-1252) when all of them have a
 * meaning there and they are few, as in Western text. `note` then says so.
 *
 * @param arena holds the source.
 * @param path file, or "-" for standard input; NUL-terminated.
 * @param[out] source the source.
 * @return LEC_OK; LEC_NO_INPUT (missing, unreadable, a folder); LEC_DATA (empty or blank, too
 *         large, binary - named by what it looks like -, or not text, with the byte's offset);
 *         LEC_IO; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_source_read(lec_arena *arena, lec_arena scratch, const char *path,
                                           lec_source *source, lec_error *error);

/** As lec_source_read(), for bytes that are already in memory. `name` is kept by reference. */
LEC_WARN_UNUSED lec_status lec_source_decode(lec_arena *arena, lec_arena scratch, lec_str name,
                                             lec_str bytes, lec_source *source, lec_error *error);

/**
 * Reads a source as a document.
 *
 * @param arena holds the document, which refers to `source`.
 * @param format a name from lec_format_list(), or NULL to go by content, then by name.
 * @param[out] document the document.
 * @return LEC_OK; LEC_USAGE (no such format); LEC_DATA (nothing to speak, or a format that is
 *         recognised but cannot be read, by name); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_document_read(lec_arena *arena, lec_arena scratch,
                                             const lec_source *source, const char *format,
                                             lec_document *document, lec_error *error);

/**
 * Which source bytes a stretch of a block's text stands for: the smallest span that covers it.
 * @param text byte offsets into block->text.
 */
lec_span lec_block_source_span(const lec_block *block, lec_span text);

#ifdef __cplusplus
}
#endif
#endif
