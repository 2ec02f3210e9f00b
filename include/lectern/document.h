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

/** Where a member of a container, such as a chapter's file of a book, stands in the text of a
 * source. */
typedef struct lec_member {
    lec_str name;  /**< e.g. "book.epub/text/ch01.xhtml"; may hold any byte but NUL */
    size_t start;  /**< its first byte; it reaches to the next member's, or to the end */
    size_t offset; /**< of that byte in the file, of which other pieces may be members, too */
} lec_member;

/**
 * One input, decoded. Offsets everywhere else count bytes of `text`. What a container holds comes
 * as one text: that of its members, one after another.
 */
typedef struct lec_source {
    lec_str name;     /**< as the user gave it; "-" is standard input. May hold any byte but NUL. */
    lec_str text;     /**< valid UTF-8 (RFC 3629), without byte order mark or NUL */
    lec_str encoding; /**< what it was decoded from: "UTF-8", "UTF-16LE", "windows-1252" ... */
    lec_str note;     /**< one line for the user when bytes were converted; else empty */
    const lec_member *members; /**< they tile `text`; NULL when it is no container */
    size_t member_count;
} lec_source;

/** What a block is. */
typedef enum lec_block_kind {
    LEC_BLOCK_HEADING,
    LEC_BLOCK_PARAGRAPH,
    LEC_BLOCK_QUOTE,
    LEC_BLOCK_LIST_ITEM,
    LEC_BLOCK_CAPTION,   /**< of a picture, or what stands for one that cannot be seen */
    LEC_BLOCK_NOTE,      /**< a footnote or endnote */
    LEC_BLOCK_CODE,      /**< a listing, or what announces one */
    LEC_BLOCK_TABLE_ROW, /**< cells of a row, with their headings */
    LEC_BLOCK_KINDS      /**< number of kinds */
} lec_block_kind;

/**
 * A piece of a block's text and the source bytes that it stands for. The piece reaches from `text`
 * to the next run's `text` (the last one to the end of the block's text). Unless it was rewritten,
 * it is as long as its source and the same byte by byte, but for a tab or line break that became a
 * space. Rewritten is, e.g., a line break with its indentation that became one space, or an entity
 * that became a character. The runs of one block never overlap; where text was moved, such as a
 * note, they do not ascend.
 */
typedef struct lec_run {
    size_t text;
    lec_span source;
    bool rewritten;
} lec_run;

/** A place in a block's text where its source asks for a pause, or says that a sentence ends. */
typedef struct lec_stop {
    size_t text;       /**< where the text goes on; 0: before the block */
    uint32_t pause_ms; /**< at least; 0: as long as it would be */
    bool sentence;     /**< a sentence ends, whatever its words look like */
} lec_stop;

/** A piece of text that stands by itself. */
typedef struct lec_block {
    lec_block_kind kind;
    int level;           /**< heading 1 (the title) to 6; quotes and lists: depth from 1; else 0 */
    const char *rule;    /**< by which the block is left out, as in lec_omission; else NULL */
    const char *reason;  /**< as in lec_omission; NULL when it is not left out */
    lec_str lang;        /**< BCP 47, where it is not the document's; else empty */
    lec_str text;        /**< one line of UTF-8: no line break, control or bidi character in it */
    const lec_run *runs; /**< tile `text` */
    size_t run_count;
    const lec_stop *stops; /**< ascending; hardly any format has them */
    size_t stop_count;
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

/** What a document says of itself. Each is one line; empty when unknown. */
typedef struct lec_facts {
    lec_str title; /**< of the article, without the name of the site */
    lec_str author;
    lec_str date; /**< ISO 8601 */
    lec_str lang; /**< BCP 47 */
    lec_str site;
    lec_str image; /**< address of the picture that stands for it, or of a book's cover */
    lec_str url;   /**< where it was published */
} lec_facts;

/**
 * What an article says, in reading order. The runs of all blocks, those of all that were left out,
 * and all omissions together tile [0, source->text.len): every byte once.
 */
typedef struct lec_document {
    const lec_source *source;
    lec_facts facts;
    lec_str warning; /**< one line for the user, e.g. that the page goes on elsewhere; else empty */
    const lec_block *blocks; /**< what is spoken; what stands first is not always first in source */
    size_t block_count;
    const lec_block *left_out; /**< what is not, each with its rule */
    size_t left_out_count;
    const lec_omission *omissions; /**< ascending by span */
    size_t omission_count;
} lec_document;

/** One row of the table of input formats. */
typedef struct lec_format {
    const char *name;        /**< of -f, e.g. "text" */
    const char *extensions;  /**< usual ones, space separated, e.g. ".txt .text" */
    const char *description; /**< one line */
} lec_format;

/** What becomes of the notes of a text. */
typedef enum lec_notes {
    LEC_NOTES_NONE,   /**< left out, with their marks */
    LEC_NOTES_END,    /**< spoken at the end of their section */
    LEC_NOTES_INLINE, /**< spoken after the paragraph that refers to them */
    LEC_NOTES_MODES   /**< number of modes */
} lec_notes;

/** @return their names, as in `--footnotes`, indexed by mode; static storage. */
const char *const *lec_notes_names(void);

/** How inputs are read. Zero or NULL in a member means its default. */
typedef struct lec_intake_options {
    const char
        *format; /**< of all inputs, from lec_format_list(); default: by content, then name */
    const char *voices; /**< folder voices/, whose tables tell furniture; NULL: none are used */
    const char *lang;   /**< BCP 47, of texts that do not say; default "en" */
    bool keep_all;      /**< nothing that might be text is left out */
    bool captions;      /**< captions are spoken */
    lec_notes notes;
    const char *since;  /**< ISO 8601 day: older items of a feed are passed over */
    int max_items;      /**< of a feed, the newest first; 0: all */
    bool allow_private; /**< addresses of private networks may be fetched */
    const char *rules;  /**< a further folder like voices/, whose tables add to those; or NULL */
    const lec_cancel *cancel; /**< polled while something is fetched or converted; or NULL */
} lec_intake_options;

/** The documents of one input: one, but for feeds and the like. */
typedef struct lec_documents {
    const lec_document *items;
    size_t count; /**< at least 1 */
    const lec_str
        *notes; /**< each one line for the user, e.g. about an item that was passed over */
    size_t note_count;
} lec_documents;

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
 * read in the encoding that a page says it is in (HTML standard, 13.2.3; WHATWG Encoding Standard);
 * else as Windows-1252, when all of them have a meaning there and they are few, as in Western text;
 * else in the one that their frequencies tell. `note` then says so.
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
 * Reads one input whole: decodes it, unpacks it where it is a container, and reads what it says.
 *
 * @param arena holds the documents and their sources.
 * @param path file, "-" for standard input, or an address that begins with http:// or https://;
 *        NUL-terminated.
 * @return as lec_source_read() and lec_document_read(); of what is fetched LEC_NO_INPUT (it is not
 *         there, is refused, or its address is private), LEC_TRY_AGAIN (a server that is busy, slow
 *         or out of reach), LEC_UNAVAILABLE (no library for it, no program that converts it),
 *         LEC_INTERRUPTED (cancelled).
 */
LEC_WARN_UNUSED lec_status lec_intake(lec_arena *arena, lec_arena scratch, const char *path,
                                      const lec_intake_options *options, lec_documents *documents,
                                      lec_error *error);

/** As lec_intake(), for bytes that are already in memory, which are kept by reference. */
LEC_WARN_UNUSED lec_status lec_intake_bytes(lec_arena *arena, lec_arena scratch, lec_str name,
                                            lec_str bytes, const lec_intake_options *options,
                                            lec_documents *documents, lec_error *error);

/**
 * Reads a source as a document.
 *
 * @param arena holds the document, which refers to `source`.
 * @param[out] document the document.
 * @return LEC_OK; LEC_USAGE (no such format); LEC_DATA (nothing to speak, a format that is
 *         recognised but cannot be read, by name, or a container); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_document_read(lec_arena *arena, lec_arena scratch,
                                             const lec_source *source,
                                             const lec_intake_options *options,
                                             lec_document *document, lec_error *error);

/** A place in a source, as people count. */
typedef struct lec_source_place {
    lec_str name;  /**< of the source, or of its member */
    size_t offset; /**< of the byte, within that */
    size_t line;   /**< from 1 */
    size_t column; /**< in characters, from 1 */
} lec_source_place;

/** @param byte offset into source->text, at most its length. */
lec_source_place lec_source_find(const lec_source *source, size_t byte);

/**
 * Which source bytes a stretch of a block's text stands for: the smallest span that covers it.
 * @param text byte offsets into block->text.
 */
lec_span lec_block_source_span(const lec_block *block, lec_span text);

#ifdef __cplusplus
}
#endif
#endif
