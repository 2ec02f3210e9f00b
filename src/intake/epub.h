/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a book say of it. EPUB 3.3 (W3C) and OPS/OPF 2.0.1 (IDPF): the package document
 * names the files and their order, the navigation document or the NCX their titles.
 */
#ifndef LEC_INTAKE_EPUB_H
#define LEC_INTAKE_EPUB_H

#include "intake/reader.h"
#include "intake/xml.h"
#include "intake/zip.h"

/** A text of the book. */
typedef struct epub_file {
    lec_str path; /**< in the archive; NUL-terminated */
    lec_str text; /**< decoded; .ptr is NULL when there is no such file */
} epub_file;

/** What the package says of a file. */
typedef struct epub_item {
    lec_str id, href, media, properties, fallback;
} epub_item;

/** A place in reading order. */
typedef struct epub_place {
    lec_str idref;
    bool apart; /**< linear="no" */
} epub_place;

/** Where something of a known kind is, by the guide or the landmarks. */
typedef struct epub_landmark {
    lec_str path, type;
    bool inside; /**< it begins somewhere in the file */
} epub_landmark;

/** A line of the table of contents. */
typedef struct epub_entry {
    lec_str path;   /**< of the file that it leads to */
    int depth;      /**< from 1 */
    lec_span label; /**< in the text of the navigation */
} epub_entry;

/** A growing table that is sorted when it is complete, and then searched by its key, a lec_str that
 * is the first member of each row. */
typedef struct epub_table {
    void *rows;
    size_t count, size;
} epub_table;

typedef struct epub_book {
    const lec_unpacking *unpacking;
    lec_zip zip;
    lec_arena *arena; /**< of all that lives as long as the package */
    lec_error *error;
    epub_file package;
    lec_span title; /**< of the book, in the package; empty when it has none */
    lec_facts facts;
    epub_table items;         /**< epub_item */
    const epub_place *places; /**< the spine */
    size_t place_count;
    lec_str ncx;          /**< id of its item; empty for none */
    epub_table landmarks; /**< epub_landmark */
    epub_file contents;   /**< the navigation: nav or NCX; no text when there is none */
    bool contents_is_nav;
    epub_table entries; /**< epub_entry, in the order of the contents among those of one path */
    epub_table locked;  /**< lec_str: paths of files that are encrypted */
} epub_book;

/* ---- epub_file.c: files, and the paths that lead to them */

/**
 * Where a reference leads.
 * @param base path of the file that it stands in. @param href with its entities expanded.
 * @param[out] path NUL-terminated, without a fragment; empty for another resource's address.
 * @return LEC_OK; LEC_DATA (it leads out of the book); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status epub_resolve(epub_book *book, lec_str base, lec_str href, lec_str *path);

/** Whether a reference leads into a file, rather than to its beginning. */
bool epub_has_fragment(lec_str href);

/** Reads a file and decodes it. Its text has no .ptr when it is not there. @param path
 * NUL-terminated. @return LEC_OK; LEC_DATA (damaged, encrypted ...); LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status epub_read(epub_book *book, lec_str path, epub_file *file);

/** "book.epub/text/ch01.xhtml". .ptr is NULL when memory has run out. */
lec_str epub_member_name(const epub_book *book, lec_str path);

/** Sorts a table by its key, and otherwise leaves rows in their order. @return false when memory
 * has run out. */
LEC_WARN_UNUSED bool epub_table_sort(epub_table *table, lec_arena *arena);
/** @return the first row of that key in a sorted table; NULL when there is none. */
const void *epub_table_find(const epub_table *table, lec_str key);
/** @return how many rows from `first` on have the same key. */
size_t epub_table_same(const epub_table *table, const void *first);

/* ---- epub_package.c */

/** Finds the package document and reads it. @return LEC_OK; LEC_DATA; LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status epub_read_package(epub_book *book);

/** Whether one of several words, as in "frontmatter titlepage", is that one. */
bool epub_has_word(lec_str words, lec_str word);

/* ---- epub_contents.c */

/** Reads the navigation: entries, and landmarks. @return as above. */
LEC_WARN_UNUSED lec_status epub_read_contents(epub_book *book);

/* ---- epub_lock.c */

/** Finds out what is encrypted. @return as above. */
LEC_WARN_UNUSED lec_status epub_read_locks(epub_book *book);
/** LEC_DATA, with a message that names the lock. */
lec_status epub_fail_locked(const epub_book *book);

/* ---- epub_kind.c */

/** Why a file of the book is not spoken. */
typedef struct epub_kind {
    const char *rule, *reason; /**< NULL: it is */
} epub_kind;

/** @param file in the spine. @param apart as in epub_place. */
epub_kind epub_kind_of(const epub_book *book, const epub_file *file, bool apart);

/** Whether there is a heading in it. */
bool epub_has_heading(lec_str text);

/* ---- epub_settle.c */

/** As settle() in lec_packed_story. */
void epub_settle(const lec_packed_story *story, lec_draft *draft);

#endif
