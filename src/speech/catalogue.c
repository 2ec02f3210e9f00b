/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/catalogue.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#define VOICE_FILE_MAX   65536
#define PRIORITY_DEFAULT 5
#define PRIORITY_MAX     999

/* Codes that are in use for languages which espeak-ng knows by another. */
static const struct {
    const char *code, *known;
} aliases[] = {
    {"nn", "nb"},                         /* Norwegian Nynorsk is read as Bokmal */
    {"iw", "he"},                         /* older code of Hebrew */
    {"in", "id"},                         /* older code of Indonesian */
    {"sh", "hbs"},                        /* Serbo-Croatian */
    {"zh-hk", "yue"},   {"zh-mo", "yue"}, /* Cantonese is spoken there */
    {"en-uk", "en-gb"},
};

/* ---- reading ------------------------------------------------------------------------------- */

typedef struct reader {
    lec_arena *arena;
    const char *folder;
    lec_entry *entries;
    size_t count, capacity;
} reader;

/* "language CODE [PRIORITY]" */
static bool read_code(lec_arena *arena, lec_str value, lec_entry *entry, size_t *capacity)
{
    lec_cut cut = lec_str_cut(value, ' ');
    lec_code *codes = lec_arena_grow(arena, (void *)(uintptr_t)entry->codes, entry->code_count,
                                     capacity, sizeof *codes);
    lec_str code = lec_arena_str(arena, cut.head);
    if (!codes || !code.ptr) {
        return false;
    }
    codes[entry->code_count] = (lec_code){code, PRIORITY_DEFAULT};
    (void)lec_str_to_long(lec_str_trim(cut.tail), 0, PRIORITY_MAX,
                          &codes[entry->code_count].priority);
    entry->codes = codes;
    entry->code_count++;
    return true;
}

/* Comments begin with two slashes. */
static lec_str without_comment(lec_str value)
{
    for (size_t at = lec_str_find(value, '/', 0); at < value.len;
         at = lec_str_find(value, '/', at + 1)) {
        if (at + 1 < value.len && value.ptr[at + 1] == '/') {
            return lec_str_trim(lec_str_slice(value, 0, at));
        }
    }
    return value;
}

static bool read_lines(lec_arena *arena, lec_str text, lec_entry *entry)
{
    size_t capacity = 0;
    bool ok = true;
    while (ok && text.len > 0) {
        lec_cut line = lec_str_cut(text, '\n');
        lec_cut pair = lec_str_cut(lec_str_trim(line.head), ' ');
        lec_str value = lec_str_trim(pair.tail);
        if (lec_str_equal(pair.head, LEC_STR("name"))) {
            entry->name = lec_arena_str(arena, without_comment(value));
            ok = entry->name.ptr;
        } else if (lec_str_equal(pair.head, LEC_STR("language"))) {
            ok = read_code(arena, value, entry, &capacity);
        }
        text = line.tail;
    }
    return ok;
}

static lec_status read_entry(reader *r, lec_arena scratch, lec_str path, lec_error *error)
{
    const char *file = lec_arena_printf(&scratch, "%s/lang/%.*s", r->folder, LEC_ARG(path)).ptr;
    lec_str text;
    if (!file) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_file_read(&scratch, file, VOICE_FILE_MAX, &text, error);
    if (status != LEC_OK) {
        return status;
    }
    lec_entry entry = {.path = path};
    lec_entry *entries =
        lec_arena_grow(r->arena, r->entries, r->count, &r->capacity, sizeof *entries);
    if (!entries || !read_lines(r->arena, text, &entry)) {
        return lec_fail_memory(error);
    }
    entries[r->count++] = entry;
    r->entries = entries;
    return LEC_OK;
}

/* lang/ holds files and folders of files. */
static lec_status read_folder(reader *r, lec_arena scratch, lec_str below, lec_error *error)
{
    const char *path = lec_arena_printf(&scratch, "%s/lang/%.*s", r->folder, LEC_ARG(below)).ptr;
    const lec_str *names = NULL;
    size_t count = 0;
    if (!path) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_folder_list(&scratch, path, &names, &count, error);
    for (size_t i = 0; status == LEC_OK && i < count; i++) {
        lec_str name = lec_arena_printf(r->arena, "%.*s%s%.*s", LEC_ARG(below),
                                        below.len ? "/" : "", LEC_ARG(names[i]));
        const char *full = lec_arena_printf(&scratch, "%s/%.*s", path, LEC_ARG(names[i])).ptr;
        if (!name.ptr || !full) {
            return lec_fail_memory(error);
        }
        bool folder = below.len == 0 && lec_folder_exists(full);
        status =
            folder ? read_folder(r, scratch, name, error) : read_entry(r, scratch, name, error);
    }
    return status;
}

lec_status lec_catalogue_read(lec_arena *arena, lec_arena scratch, const char *folder,
                              lec_catalogue *catalogue, lec_error *error)
{
    reader r = {.arena = arena, .folder = folder};
    lec_error cause = {0};
    lec_status status = read_folder(&r, scratch, LEC_STR(""), &cause);
    *catalogue = (lec_catalogue){r.entries, r.count};
    if (status == LEC_TRY_AGAIN) {
        return lec_fail_memory(error);
    }
    return status == LEC_OK ? LEC_OK
                            : lec_fail(error, LEC_UNAVAILABLE,
                                       "espeak-ng's data in %s cannot be read (%s); install "
                                       "espeak-ng-data",
                                       folder, cause.message);
}

/* ---- finding ------------------------------------------------------------------------------- */

static lec_str file_name(lec_str path)
{
    lec_cut cut = lec_str_cut(path, '/');
    return cut.found ? cut.tail : cut.head;
}

lec_str lec_entry_code(const lec_entry *entry)
{
    return entry->code_count > 0 ? entry->codes[0].code : file_name(entry->path);
}

static const lec_entry *find_by_name(const lec_catalogue *c, lec_str name,
                                     lec_str (*of)(const lec_entry *))
{
    for (size_t i = 0; i < c->entry_count; i++) {
        if (lec_str_equal_nocase(of(&c->entries[i]), name)) {
            return &c->entries[i];
        }
    }
    return NULL;
}

static lec_str path_of(const lec_entry *entry)
{
    return entry->path;
}

static lec_str file_of(const lec_entry *entry)
{
    return file_name(entry->path);
}

static lec_str name_of(const lec_entry *entry)
{
    return entry->name;
}

/* Tags are written with "_" too. */
static bool same_code(lec_str a, lec_str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        lec_str x = lec_str_slice(a, i, i + 1), y = lec_str_slice(b, i, i + 1);
        bool both_join =
            (a.ptr[i] == '-' || a.ptr[i] == '_') && (b.ptr[i] == '-' || b.ptr[i] == '_');
        if (!both_join && !lec_str_equal_nocase(x, y)) {
            return false;
        }
    }
    return a.len == b.len;
}

const lec_entry *lec_catalogue_code(const lec_catalogue *catalogue, lec_str code)
{
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (same_code(code, lec_str_of(aliases[i].code))) {
            code = lec_str_of(aliases[i].known);
        }
    }
    const lec_entry *best = NULL;
    long priority = PRIORITY_MAX + 1;
    for (size_t i = 0; i < catalogue->entry_count; i++) {
        for (size_t k = 0; k < catalogue->entries[i].code_count; k++) {
            const lec_code *at = &catalogue->entries[i].codes[k];
            if (same_code(at->code, code) && at->priority < priority) {
                best = &catalogue->entries[i];
                priority = at->priority;
            }
        }
    }
    return best;
}

/* Letters, digits and joints only: "en_GB" may be cut down to "en", "English (US)" may not. */
static bool is_tag(lec_str name)
{
    bool ok = name.len > 0;
    for (size_t i = 0, since = 0; ok && i < name.len; i++) {
        char c = name.ptr[i];
        since = c == '-' || c == '_' ? 0 : since + 1;
        ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || lec_is_digit(c) || since == 0;
        ok = ok && since <= (i < 3 ? 3 : 8);
    }
    return ok;
}

lec_str lec_tag_parent(lec_str tag)
{
    size_t end = tag.len;
    while (end > 0 && tag.ptr[end - 1] != '-' && tag.ptr[end - 1] != '_') {
        end--;
    }
    return lec_str_slice(tag, 0, end > 0 ? end - 1 : 0);
}

const lec_entry *lec_catalogue_find(const lec_catalogue *catalogue, lec_str name)
{
    if (name.len == 0) {
        return NULL;
    }
    const lec_entry *found = find_by_name(catalogue, name, path_of);
    found = found ? found : find_by_name(catalogue, name, file_of);
    found = found ? found : lec_catalogue_code(catalogue, name);
    return found ? found : find_by_name(catalogue, name, name_of);
}

const lec_entry *lec_catalogue_lookup(const lec_catalogue *catalogue, lec_str name)
{
    const lec_entry *found = lec_catalogue_find(catalogue, name);
    for (lec_str tag = name; !found && is_tag(name) && tag.len > 0; tag = lec_tag_parent(tag)) {
        found = lec_catalogue_code(catalogue, tag);
    }
    return found;
}

lec_str lec_entry_name(const lec_catalogue *catalogue, const lec_entry *entry)
{
    lec_str code = lec_entry_code(entry);
    return lec_catalogue_find(catalogue, code) == entry ? code : entry->path;
}

bool lec_espeak_has(lec_arena scratch, const char *folder, lec_str path)
{
    bool tame = path.len > 0 && path.ptr[0] != '.' && lec_str_find(path, '/', 0) > 0 &&
                lec_str_find(path, '.', 0) == path.len;
    const char *file = lec_arena_printf(&scratch, "%s/lang/%.*s", folder, LEC_ARG(path)).ptr;
    return tame && file && lec_file_exists(file) && !lec_folder_exists(file);
}

lec_status lec_variants_read(lec_arena *arena, const char *folder, const lec_str **names,
                             size_t *count, lec_error *error)
{
    const char *path = lec_arena_printf(arena, "%s/voices/!v", folder).ptr;
    return path ? lec_folder_list(arena, path, names, count, error) : lec_fail_memory(error);
}
