/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/epub.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/decode.h"

#include <stdlib.h>
#include <string.h>

/* ---- paths (EPUB 3.3, section 4.1.5; RFC 3986, section 5.2) */

/* "http:", "data:", "C:" ... */
static bool has_scheme(lec_str href)
{
    size_t at = 0;
    while (at < href.len && href.ptr[at] != ':' && href.ptr[at] != '/' && href.ptr[at] != '#') {
        at++;
    }
    return at > 0 && at < href.len && href.ptr[at] == ':';
}

static int hex(char c)
{
    char lower = (char)(c | 0x20);
    return lec_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* RFC 3986, section 2.1. */
static lec_str percent_decoded(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < text.len; at++) {
        bool coded = text.ptr[at] == '%' && at + 2 < text.len && hex(text.ptr[at + 1]) >= 0 &&
                     hex(text.ptr[at + 2]) >= 0;
        lec_buf_byte(&buf, coded ? (char)(hex(text.ptr[at + 1]) * 16 + hex(text.ptr[at + 2]))
                                 : text.ptr[at]);
        at += coded ? 2 : 0;
    }
    return lec_buf_str(&buf);
}

/* Adds a reference's steps to a path. @return false when they lead out of the archive. */
static bool take_steps(lec_str href, char *path, size_t *len)
{
    while (href.len > 0) {
        lec_cut cut = lec_str_cut(href, '/');
        bool up = lec_str_equal(cut.head, LEC_STR(".."));
        if (up && *len == 0) {
            return false;
        }
        if (up) {
            while (*len > 0 && path[--*len] != '/') {
            }
        } else if (cut.head.len > 0 && !lec_str_equal(cut.head, LEC_STR("."))) {
            if (*len > 0) {
                path[(*len)++] = '/';
            }
            memcpy(path + *len, cut.head.ptr, cut.head.len);
            *len += cut.head.len;
        }
        href = cut.tail;
    }
    return true;
}

bool epub_has_fragment(lec_str href)
{
    return lec_str_find(href, '#', 0) + 1 < href.len;
}

static size_t folder_length(lec_str path)
{
    size_t len = path.len;
    while (len > 0 && path.ptr[len - 1] != '/') {
        len--;
    }
    return len > 0 ? len - 1 : 0;
}

lec_status epub_resolve(epub_book *book, lec_str base, lec_str href, lec_str *path)
{
    lec_str file = lec_str_cut(lec_str_trim(href), '#').head;
    *path = LEC_STR("");
    if (has_scheme(file)) {
        return LEC_OK;
    }
    lec_str steps = percent_decoded(book->arena, file);
    char *made = LEC_NEW(book->arena, base.len + file.len + 2, char);
    if (!steps.ptr || !made) {
        return lec_fail_memory(book->error);
    }
    bool plain = lec_str_find(steps, '\0', 0) == steps.len &&
                 lec_str_find(steps, '\\', 0) == steps.len && !lec_str_starts(steps, LEC_STR("/"));
    size_t len = file.len == 0 ? base.len : folder_length(base);
    memcpy(made, base.ptr, len);
    if (!plain || !take_steps(steps, made, &len)) {
        return lec_fail_at(book->error, LEC_DATA, book->unpacking->name, 0, 0,
                           "this EPUB refers to a file outside of itself: '%.*s'; it is damaged, "
                           "or made to harm",
                           LEC_ARG(href));
    }
    made[len] = '\0';
    *path = (lec_str){made, len};
    return LEC_OK;
}

lec_str epub_member_name(const epub_book *book, lec_str path)
{
    return lec_arena_printf(book->arena, "%.*s/%.*s", LEC_ARG(book->unpacking->name),
                            LEC_ARG(path));
}

/* ---- texts */

/* A blank file is no fault of a book. */
static lec_status decode(epub_book *book, lec_str bytes, epub_file *file)
{
    lec_source source = {0};
    lec_str name = epub_member_name(book, file->path);
    if (!name.ptr) {
        return lec_fail_memory(book->error);
    }
    if (lec_utf8_valid(bytes) == bytes.len && lec_text_is_blank(bytes)) {
        file->text = bytes;
        return LEC_OK;
    }
    lec_status status = lec_decode(book->arena, name, bytes, &source, book->error);
    file->text = source.text;
    return status;
}

lec_status epub_read(epub_book *book, lec_str path, epub_file *file)
{
    lec_str bytes;
    *file = (epub_file){.path = path};
    size_t index = path.len ? lec_zip_find(&book->zip, path.ptr) : book->zip.count;
    if (index == book->zip.count) {
        return LEC_OK;
    }
    if (epub_table_find(&book->locked, path)) {
        return epub_fail_locked(book);
    }
    lec_status status = lec_zip_read(&book->zip, book->arena, index, &bytes, book->error);
    return status == LEC_OK ? decode(book, bytes, file) : status;
}

/* ---- tables */

static lec_str key_of(const void *row)
{
    return *(const lec_str *)row;
}

/* Equal rows are told apart by where they lie: qsort() does not keep their order, but a sort of
 * pointers to them can. */
static int by_key(const void *one, const void *other)
{
    const char *a = *(const char *const *)one;
    const char *b = *(const char *const *)other;
    int order = lec_str_compare(key_of(a), key_of(b));
    return order ? order : (a > b) - (a < b);
}

bool epub_table_sort(epub_table *table, lec_arena *arena)
{
    const char **rows = LEC_NEW(arena, table->count, const char *);
    char *sorted = lec_alloc(arena, table->count, table->size);
    for (size_t i = 0; rows && i < table->count; i++) {
        rows[i] = (const char *)table->rows + i * table->size;
    }
    if (!rows || !sorted) {
        return false;
    }
    qsort(rows, table->count, sizeof *rows, by_key);
    for (size_t i = 0; i < table->count; i++) {
        memcpy(sorted + i * table->size, rows[i], table->size);
    }
    table->rows = sorted;
    return true;
}

static const char *row_at(const epub_table *table, size_t index)
{
    return (const char *)table->rows + index * table->size;
}

const void *epub_table_find(const epub_table *table, lec_str key)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lec_str_compare(key_of(row_at(table, middle)), key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < table->count && lec_str_equal(key_of(row_at(table, low)), key) ? row_at(table, low)
                                                                                : NULL;
}

size_t epub_table_same(const epub_table *table, const void *first)
{
    const char *end = row_at(table, table->count);
    size_t count = 0;
    for (const char *row = first; row < end && lec_str_equal(key_of(row), key_of(first));
         row += table->size) {
        count++;
    }
    return count;
}
