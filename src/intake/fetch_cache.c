/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fetch_cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#include <inttypes.h>

/* A file is these lines, an empty one, and the bytes. */
static const char MAGIC[] = "lectern page 1";
enum { LINES = 5 };

/* ---- where */

static const char *folder(lec_arena *arena)
{
    const char *cache = lec_env("XDG_CACHE_HOME");
    const char *home = lec_env("HOME");
    bool absolute = cache && cache[0] == '/';
    if (!absolute && !home) {
        return NULL;
    }
    return absolute ? lec_arena_printf(arena, "%s/lectern", cache).ptr
                    : lec_arena_printf(arena, "%s/.cache/lectern", home).ptr;
}

/* FNV-1a; the file names its address, so that two of one name do no harm. */
static uint64_t hash(lec_str text)
{
    uint64_t value = 0xCBF29CE484222325u;
    for (size_t i = 0; i < text.len; i++) {
        value = (value ^ (unsigned char)text.ptr[i]) * 0x100000001B3u;
    }
    return value;
}

static const char *file_of(lec_arena *arena, const char *where, lec_str url)
{
    return lec_arena_printf(arena, "%s/%016" PRIx64 ".page", where, hash(url)).ptr;
}

/* ---- finding */

static bool parse(lec_str file, lec_str url, lec_cached *page)
{
    lec_str lines[LINES + 1];
    for (size_t i = 0; i < LINES + 1; i++) {
        lec_cut cut = lec_str_cut(file, '\n');
        if (!cut.found) {
            return false;
        }
        lines[i] = cut.head;
        file = cut.tail;
    }
    lec_cut end = lec_str_cut(file, '\n');
    if (!lec_str_equal(lines[0], lec_str_of(MAGIC)) || !lec_str_equal(lines[1], url) ||
        !end.found || end.head.len != 0) {
        return false;
    }
    *page = (lec_cached){lines[2], lines[3], lines[4], lines[5], end.tail};
    return true;
}

bool lec_cache_find(lec_arena *arena, lec_str url, lec_cached *page)
{
    const char *where = folder(arena);
    const char *path = where ? file_of(arena, where, url) : NULL;
    lec_str file;
    return path && lec_file_exists(path) &&
           lec_file_read(arena, path, LEC_CACHE_PAGE_MAX + 65536, &file, NULL) == LEC_OK &&
           parse(file, url, page);
}

/* ---- keeping */

/* Removes the oldest until the rest fits, or one cannot be removed. */
static void prune(lec_arena scratch, const char *where)
{
    const lec_str *names = NULL;
    size_t count = 0;
    for (;;) {
        lec_arena memory = scratch;
        const char *oldest = NULL;
        int64_t oldest_ms = INT64_MAX;
        uint64_t sum = 0;
        size_t pages = 0;
        if (lec_folder_list(&memory, where, &names, &count, NULL) != LEC_OK) {
            return;
        }
        for (size_t i = 0; i < count; i++) {
            const char *path = lec_arena_printf(&memory, "%s/%.*s", where, LEC_ARG(names[i])).ptr;
            uint64_t size = 0;
            int64_t changed_ms = 0;
            if (!path || !lec_str_ends(names[i], LEC_STR(".page")) ||
                !lec_file_measure(path, &size, &changed_ms)) {
                continue;
            }
            sum += size;
            pages++;
            if (changed_ms < oldest_ms) {
                oldest = path;
                oldest_ms = changed_ms;
            }
        }
        if ((sum <= LEC_CACHE_MAX && pages <= LEC_CACHE_PAGES_MAX) || !oldest) {
            return;
        }
        lec_file_remove(oldest);
        if (lec_file_exists(oldest)) {
            return;
        }
    }
}

static bool is_line(lec_str text)
{
    return lec_str_find(text, '\n', 0) == text.len && lec_str_find(text, '\r', 0) == text.len;
}

void lec_cache_keep(lec_arena scratch, lec_str url, const lec_cached *page)
{
    const lec_str lines[LINES] = {url, page->url, page->type, page->etag, page->modified};
    const char *where = folder(&scratch);
    const char *path = where ? file_of(&scratch, where, url) : NULL;
    bool fits = path && page->bytes.len <= LEC_CACHE_PAGE_MAX;
    lec_outfile out;
    lec_error ignored = {0};
    for (size_t i = 0; i < LINES; i++) {
        fits = fits && is_line(lines[i]) && lines[i].len < 8192;
    }
    if (!fits || !lec_folder_make(scratch, where) ||
        lec_outfile_open(&scratch, path, &out, &ignored) != LEC_OK) {
        return;
    }
    lec_sink sink = {.fd = out.fd};
    lec_sink_printf(&sink, "%s\n", MAGIC);
    for (size_t i = 0; i < LINES; i++) {
        lec_sink_add(&sink, lines[i]);
        lec_sink_add(&sink, LEC_STR("\n"));
    }
    lec_sink_add(&sink, LEC_STR("\n"));
    lec_sink_add(&sink, page->bytes);
    if (lec_sink_flush(&sink, path, &ignored) != LEC_OK ||
        lec_outfile_commit(&out, &ignored) != LEC_OK) {
        lec_outfile_discard(&out);
        return;
    }
    prune(scratch, where);
}
