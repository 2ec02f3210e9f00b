/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An EPUB book -> one document. Its members are the package document, of which the title is spoken,
 * the files of the spine in reading order, and the navigation. Where a chapter has no heading, its
 * title is cut out of the navigation and stands before it as a member of its own.
 */
#include "intake/epub.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/foreign.h"

#include <stdlib.h>
#include <string.h>

enum {
    PLACES_MAX = 20000, /* in the spine */
    FALLBACKS_MAX = 8
};

typedef struct binder {
    epub_book *book;
    lec_chain members; /* lec_packed_member */
    lec_chain labels;  /* lec_span: what is cut out of the navigation */
    bool *seen;        /* files of the archive that are bound already */
    size_t missing;    /* places of which there is no text */
    lec_str first_missing, twice;
} binder;

/* ---- members */

static lec_status bind(binder *b, lec_packed_member member, lec_str path)
{
    member.name = epub_member_name(b->book, path);
    lec_chain_add(&b->members, &member, 1);
    return member.name.ptr && !b->members.failed ? LEC_OK : lec_fail_memory(b->book->error);
}

/* A stretch of a file that is no part of the text. */
static lec_status bind_aside(binder *b, const epub_file *file, lec_span span, const char *rule,
                             const char *reason)
{
    lec_str text = lec_str_slice(file->text, span.start, span.end);
    lec_packed_member member = {.text = text, .rule = rule, .reason = reason, .offset = span.start};
    return text.len ? bind(b, member, file->path) : LEC_OK;
}

static lec_status bind_title(binder *b, const epub_file *file, lec_span span, int level)
{
    lec_packed_member member = {.text = lec_str_slice(file->text, span.start, span.end),
                                .read = lec_xml_read_heading,
                                .offset = span.start,
                                .level = level};
    return member.text.len ? bind(b, member, file->path) : LEC_OK;
}

static lec_status bind_package(binder *b)
{
    const epub_file *file = &b->book->package;
    const char *reason = "it describes the book and its files";
    lec_span title = b->book->title;
    lec_status status = bind_aside(b, file, (lec_span){0, title.start}, "package", reason);
    if (status == LEC_OK) {
        status = bind_title(b, file, title, 1);
    }
    return status == LEC_OK
               ? bind_aside(b, file, (lec_span){title.end, file->text.len}, "package", reason)
               : status;
}

static int by_start(const void *one, const void *other)
{
    size_t a = ((const lec_span *)one)->start;
    size_t b = ((const lec_span *)other)->start;
    return (a > b) - (a < b);
}

/* What is left of the navigation. */
static lec_status bind_contents(binder *b)
{
    const epub_file *file = &b->book->contents;
    lec_span *labels = lec_chain_copy(&b->labels, b->book->arena);
    size_t at = 0;
    if (!labels) {
        return lec_fail_memory(b->book->error);
    }
    qsort(labels, b->labels.count, sizeof *labels, by_start);
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i <= b->labels.count; i++) {
        size_t end = i < b->labels.count ? labels[i].start : file->text.len;
        status = bind_aside(b, file, (lec_span){at, end}, "contents",
                            "a list of what the book holds is not read");
        at = i < b->labels.count ? labels[i].end : end;
    }
    return status;
}

/* ---- chapters */

/* The entry that leads to a file and stands highest; NULL when none does. */
static const epub_entry *entry_of(const epub_book *book, lec_str path)
{
    const epub_entry *entry = epub_table_find(&book->entries, path);
    size_t count = entry ? epub_table_same(&book->entries, entry) : 0;
    const epub_entry *best = entry;
    for (size_t i = 0; i < count; i++) {
        best = entry[i].depth < best->depth ? &entry[i] : best;
    }
    return best;
}

/* The title that the navigation gives to a chapter that has none itself. */
static lec_status bind_label(binder *b, const epub_file *file, const epub_entry *entry)
{
    bool whole = b->book->unpacking->options->keep_all && b->book->contents_is_nav;
    if (whole || entry->label.end <= entry->label.start || epub_has_heading(file->text)) {
        return LEC_OK;
    }
    lec_chain_add(&b->labels, &entry->label, 1);
    return bind_title(b, &b->book->contents, entry->label, entry->depth + 1);
}

static lec_status bind_chapter(binder *b, const epub_file *file, bool apart)
{
    const epub_entry *entry = entry_of(b->book, file->path);
    epub_kind kind = epub_kind_of(b->book, file, apart);
    bool keep_all = b->book->unpacking->options->keep_all;
    if (!keep_all && lec_str_equal(file->path, b->book->contents.path)) {
        return LEC_OK;
    }
    lec_packed_member member = {.format = "html",
                                .text = file->text,
                                .rule = keep_all ? NULL : kind.rule,
                                .reason = keep_all ? NULL : kind.reason,
                                .level = entry ? entry->depth + 1 : 0};
    lec_status status = entry && !member.rule ? bind_label(b, file, entry) : LEC_OK;
    return status == LEC_OK && member.text.len ? bind(b, member, file->path) : status;
}

/* ---- the spine */

static bool is_text(const epub_item *item)
{
    static const char *const TEXTS[] = {"application/xhtml+xml", "text/html",
                                        "text/x-oeb1-document", "application/xml", "text/xml"};
    lec_str path = lec_str_cut(item->href, '#').head;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        if (lec_str_equal_nocase(item->media, lec_str_of(TEXTS[i]))) {
            return true;
        }
    }
    return item->media.len == 0 &&
           (lec_str_ends(path, LEC_STR("html")) || lec_str_ends(path, LEC_STR(".htm")));
}

/* What is read where the item itself is no text; NULL for nothing. */
static const epub_item *readable(const epub_book *book, const epub_item *item)
{
    for (int i = 0; item && i < FALLBACKS_MAX && !is_text(item); i++) {
        item = item->fallback.len ? epub_table_find(&book->items, item->fallback) : NULL;
    }
    return item && is_text(item) ? item : NULL;
}

static void miss(binder *b, lec_str name)
{
    b->first_missing = b->missing++ ? b->first_missing : name;
}

static lec_status bind_file(binder *b, lec_str path, bool apart)
{
    epub_file file;
    size_t index = path.len ? lec_zip_find(&b->book->zip, path.ptr) : b->book->zip.count;
    if (index == b->book->zip.count) {
        miss(b, path);
        return LEC_OK;
    }
    if (b->seen[index]) {
        return LEC_OK;
    }
    b->seen[index] = true;
    lec_status status = epub_read(b->book, path, &file);
    return status == LEC_OK ? bind_chapter(b, &file, apart) : status;
}

static lec_status bind_place(binder *b, const epub_place *place)
{
    const epub_item *item = epub_table_find(&b->book->items, place->idref);
    const epub_item *text = readable(b->book, item);
    if (!text) {
        bool picture = item && lec_str_starts(item->media, LEC_STR("image/"));
        if (!picture) {
            miss(b, item ? item->href : place->idref);
        }
        return LEC_OK;
    }
    lec_str path;
    lec_status status = epub_resolve(b->book, b->book->package.path, text->href, &path);
    return status == LEC_OK ? bind_file(b, path, place->apart) : status;
}

static lec_status bind_spine(binder *b)
{
    lec_status status = LEC_OK;
    if (b->book->place_count > PLACES_MAX) {
        return lec_fail_at(b->book->error, LEC_DATA, b->book->unpacking->name, 0, 0,
                           "this EPUB names %zu texts in reading order; more than %d are not read",
                           b->book->place_count, PLACES_MAX);
    }
    for (size_t i = 0; status == LEC_OK && i < b->book->place_count; i++) {
        status = bind_place(b, &b->book->places[i]);
    }
    if (status == LEC_OK && b->missing == b->book->place_count) {
        return lec_fail_at(
            b->book->error, LEC_DATA, b->book->unpacking->name, 0, 0,
            "of the %zu texts that this EPUB names in reading order none can be read", b->missing);
    }
    return status;
}

/* ---- the book */

/* The first text of which the archive holds two. */
static lec_status find_twice(binder *b)
{
    epub_book *book = b->book;
    lec_str *paths = LEC_NEW(book->arena, book->zip.count, lec_str);
    for (size_t i = 0; paths && i < book->zip.count; i++) {
        lec_zip_entry entry = {.path = LEC_STR("")};
        (void)lec_zip_entry_at(&book->zip, i, &entry);
        paths[i] = lec_arena_str(book->arena, entry.path);
        paths = paths[i].ptr ? paths : NULL;
    }
    epub_table table = {paths, book->zip.count, sizeof(lec_str)};
    if (!paths || !epub_table_sort(&table, book->arena)) {
        return lec_fail_memory(book->error);
    }
    paths = table.rows;
    for (size_t i = 1; i < table.count && !b->twice.len; i++) {
        if (lec_str_equal(paths[i], paths[i - 1])) {
            b->twice = paths[i];
        }
    }
    return LEC_OK;
}

static lec_status warn(const binder *b, lec_str *warning)
{
    const epub_book *book = b->book;
    *warning = LEC_STR("");
    if (b->missing) {
        *warning = lec_arena_printf(
            book->arena,
            "%zu of the %zu texts of this book are missing or cannot be read; the first is '%.*s'",
            b->missing, book->place_count, LEC_ARG(b->first_missing));
    } else if (b->twice.len) {
        *warning = lec_arena_printf(book->arena,
                                    "this book holds '%.*s' more than once; the first is read",
                                    LEC_ARG(b->twice));
    }
    return warning->ptr ? LEC_OK : lec_fail_memory(book->error);
}

static lec_status bind_book(binder *b, lec_package *package)
{
    epub_book *book = b->book;
    lec_packed_story *story = LEC_NEW(book->arena, 1, lec_packed_story);
    b->seen = LEC_NEW(book->arena, book->zip.count, bool);
    lec_status status = story && b->seen ? bind_package(b) : lec_fail_memory(book->error);
    status = status == LEC_OK ? bind_spine(b) : status;
    status = status == LEC_OK ? bind_contents(b) : status;
    status = status == LEC_OK ? find_twice(b) : status;
    if (status != LEC_OK) {
        return status;
    }
    story->facts = book->facts;
    story->members = lec_chain_copy(&b->members, book->arena);
    story->member_count = b->members.count;
    story->settle = epub_settle;
    *package = (lec_package){.stories = story, .count = 1};
    return story->members ? warn(b, &story->warning) : lec_fail_memory(book->error);
}

static lec_status read_book(epub_book *book, lec_package *package)
{
    binder b = {.book = book,
                .members = {.arena = book->arena, .size = sizeof(lec_packed_member)},
                .labels = {.arena = book->arena, .size = sizeof(lec_span)}};
    lec_status status = epub_read_locks(book);
    status = status == LEC_OK ? epub_read_package(book) : status;
    status = status == LEC_OK ? epub_read_contents(book) : status;
    return status == LEC_OK ? bind_book(&b, package) : status;
}

/* A ZIP file of that media type (EPUB OCF 3.3, section 4.3), or at least with a container in it. */
static bool epub_claims(lec_str bytes)
{
    const lec_str media = LEC_STR("mimetypeapplication/epub+zip");
    const lec_str container = LEC_STR("META-INF/container.xml");
    bool zip = lec_str_starts(bytes, LEC_STR("PK\x03\x04"));
    return zip && (lec_str_equal(lec_str_slice(bytes, 30, 30 + media.len), media) ||
                   memmem(bytes.ptr, bytes.len, container.ptr, container.len) != NULL);
}

/* Whatever is no EPUB at all is named, since the name of the file says that it is one. */
static lec_status check(const lec_unpacking *unpacking)
{
    const char *what = lec_binary_name(unpacking->bytes);
    if (lec_str_starts(unpacking->bytes, LEC_STR("PK\x03\x04"))) {
        return LEC_OK;
    }
    return lec_fail_at(unpacking->error, LEC_DATA, unpacking->name, 0, 0, "this is no EPUB: %s%s",
                       what ? "it looks like " : "it is no ZIP file", what ? what : "");
}

static lec_status epub_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    lec_facts none = {.title = LEC_STR(""),
                      .author = LEC_STR(""),
                      .date = LEC_STR(""),
                      .lang = LEC_STR(""),
                      .site = LEC_STR(""),
                      .image = LEC_STR(""),
                      .url = LEC_STR("")};
    epub_book book = {.unpacking = unpacking,
                      .arena = unpacking->arena,
                      .error = unpacking->error,
                      .facts = none};
    lec_status status = check(unpacking);
    if (status == LEC_OK) {
        status = lec_zip_open(unpacking->name, unpacking->bytes, &book.zip, unpacking->error);
    }
    if (status == LEC_OK && !epub_claims(unpacking->bytes)) {
        status = lec_fail_at(unpacking->error, LEC_DATA, unpacking->name, 0, 0,
                             "this is no EPUB: it has no META-INF/container.xml, and looks like %s",
                             lec_binary_name(unpacking->bytes));
    }
    status = status == LEC_OK ? read_book(&book, package) : status;
    lec_zip_close(&book.zip);
    return status;
}

const lec_reader_row lec_reader_epub = {
    .info = {.name = "epub",
             .extensions = ".epub",
             .description = "EPUB 2 and 3, one document a book"},
    .claims = epub_claims,
    .unpack = epub_unpack,
};
