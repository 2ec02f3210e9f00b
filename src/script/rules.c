/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/rules.h"

#include "base/arena.h"
#include "base/data.h"
#include "base/error.h"
#include "base/language.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#define TABLE_MAX ((size_t)16 << 20)

/* ---- the vocabulary of the tables */

typedef struct term {
    const char *name;
    uint32_t value;
} term;

static const term abbreviation_kinds[] = {
    {"title", LEC_ABBREVIATION_TITLE},   {"inside", LEC_ABBREVIATION_INSIDE},
    {"number", LEC_ABBREVIATION_NUMBER}, {"unit", LEC_ABBREVIATION_UNIT},
    {"month", LEC_ABBREVIATION_MONTH},   {"may-end", LEC_ABBREVIATION_MAY_END},
    {"name", LEC_ABBREVIATION_NAME},     {"word", LEC_ABBREVIATION_NONE},
};

static const term word_kinds[] = {
    {"opener", LEC_WORD_OPENER},
    {"reporting", LEC_WORD_REPORTING},
};

static const term conditions[] = {
    {"before-capital", LEC_WHEN_BEFORE_CAPITAL},
    {"before-number", LEC_WHEN_BEFORE_NUMBER},
    {"after-number", LEC_WHEN_AFTER_NUMBER},
};

/* ---- reading a table */

/* One table on its way into a set of words. */
typedef struct loader {
    lec_arena *arena;
    lec_rules *rules;
    lec_words *words;
    lec_reading_rule *readings; /**< of readings.tsv */
    uint32_t reading_count;
    lec_str file; /**< being read, for messages */
    lec_error *error;
} loader;

/* One file's shape, and what becomes of a row. */
typedef struct table_kind {
    const char *file;
    size_t min, max; /**< columns */
    const term *terms;
    size_t term_count;
    size_t column; /**< of the terms, from 0 */
    lec_status (*add)(loader *, const lec_row *, lec_str form, uint32_t terms);
} table_kind;

static lec_status fail_cell(const loader *load, const lec_row *row, size_t column, const char *what)
{
    size_t at = 1;
    for (size_t i = 0; i < column; i++) {
        at += lec_utf8_count(row->cells[i]) + 1;
    }
    return lec_fail_at(load->error, LEC_DATA, load->file, row->line, at, "expected %s", what);
}

static bool find_term(const table_kind *kind, lec_str name, uint32_t *value)
{
    for (size_t i = 0; i < kind->term_count; i++) {
        if (lec_str_equal(lec_str_of(kind->terms[i].name), name)) {
            *value |= kind->terms[i].value;
            return true;
        }
    }
    return false;
}

/* Names all terms there are. */
static lec_status fail_term(const loader *load, const table_kind *kind, const lec_row *row)
{
    lec_str names = lec_str_of(kind->terms[0].name);
    for (size_t i = 1; i < kind->term_count; i++) {
        names = lec_arena_printf(load->arena, "%.*s%s%s", LEC_ARG(names),
                                 i + 1 < kind->term_count ? ", " : " or ", kind->terms[i].name);
        if (!names.ptr) {
            return lec_fail_memory(load->error);
        }
    }
    return fail_cell(load, row, kind->column, names.ptr);
}

/* The terms in a cell, parted by spaces, as one set of bits. */
static lec_status read_terms(const loader *load, const table_kind *kind, const lec_row *row,
                             uint32_t *value)
{
    lec_cut cut = {.tail = row->cells[kind->column], .found = true};
    while (cut.tail.len > 0) {
        cut = lec_str_cut(cut.tail, ' ');
        if (cut.head.len > 0 && !find_term(kind, cut.head, value)) {
            return fail_term(load, kind, row);
        }
    }
    return LEC_OK;
}

static lec_status add_word(loader *load, const lec_row *row, lec_str form, uint32_t terms)
{
    (void)row;
    lec_words_add(load->words, form)->value = terms;
    return LEC_OK;
}

static lec_status add_reading(loader *load, const lec_row *row, lec_str form, uint32_t terms)
{
    lec_str spoken = lec_arena_str(load->arena, row->cells[1]);
    if (!spoken.ptr) {
        return lec_fail_memory(load->error);
    }
    lec_word_entry *entry = lec_words_add(load->words, form);
    load->readings[load->reading_count++] =
        (lec_reading_rule){.spoken = spoken, .when = terms, .next = entry->value};
    entry->value = load->reading_count;
    return LEC_OK;
}

static const table_kind abbreviations_table = {
    .file = "abbreviations.tsv",
    .min = 2,
    .max = 3,
    .terms = abbreviation_kinds,
    .term_count = sizeof abbreviation_kinds / sizeof abbreviation_kinds[0],
    .column = 1,
    .add = add_word,
};

static const table_kind words_table = {
    .file = "words.tsv",
    .min = 2,
    .max = 3,
    .terms = word_kinds,
    .term_count = sizeof word_kinds / sizeof word_kinds[0],
    .column = 1,
    .add = add_word,
};

static const table_kind readings_table = {
    .file = "readings.tsv",
    .min = 2,
    .max = 4,
    .terms = conditions,
    .term_count = sizeof conditions / sizeof conditions[0],
    .column = 2,
    .add = add_reading,
};

/* ---- case */

static bool has_upper(lec_str s)
{
    for (size_t at = 0; at < s.len;) {
        lec_char c = lec_utf8_at(s, at);
        if (lec_char_is_upper(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}

/* Capital of a small letter, where both lie at a fixed distance: Latin, Greek, Cyrillic. */
static uint32_t capital(uint32_t code)
{
    uint32_t other = code;
    if ((code >= 'a' && code <= 'z') || (code >= 0xE0 && code <= 0xFE) ||
        (code >= 0x3B1 && code <= 0x3C9) || (code >= 0x430 && code <= 0x44F)) {
        other = code - 0x20;
    } else if (code >= 0x450 && code <= 0x45F) {
        other = code - 0x50;
    } else if (code >= 0x100 && code <= 0x17F) {
        other = code - 1;
    }
    return lec_char_is_lower(code) && lec_char_is_upper(other) ? other : code;
}

/* `form` with its first letter as a capital; `form` itself when that is nothing else. "p." is a
 * page, but "P." stands for a name. */
static lec_str capitalised(lec_arena *arena, lec_str form)
{
    lec_char first = lec_utf8_at(form, 0);
    uint32_t code = first.code == LEC_CHAR_INVALID ? first.code : capital(first.code);
    bool initial = form.len == first.len + 1 && form.ptr[first.len] == '.';
    if (code == first.code || initial || has_upper(form)) {
        return form;
    }
    char bytes[4];
    size_t len = lec_utf8_encode(code, bytes);
    return lec_arena_printf(arena, "%.*s%.*s", (int)len, bytes,
                            LEC_ARG(lec_str_slice(form, first.len, form.len)));
}

/* ---- loading */

static lec_status add_row(loader *load, const table_kind *kind, const lec_row *row, bool capitals)
{
    if (row->cells[0].len == 0) {
        return fail_cell(load, row, 0, "a word");
    }
    uint32_t terms = 0;
    lec_status status = read_terms(load, kind, row, &terms);
    if (status != LEC_OK) {
        return status;
    }
    lec_str form = capitals ? capitalised(load->arena, row->cells[0])
                            : lec_arena_str(load->arena, row->cells[0]);
    if (!form.ptr) {
        return lec_fail_memory(load->error);
    }
    return form.ptr == row->cells[0].ptr ? LEC_OK : kind->add(load, row, form, terms);
}

static lec_status add_rows(loader *load, const table_kind *kind, lec_table table, bool capitals)
{
    load->file = table.name;
    for (;;) {
        lec_row row;
        lec_status status = lec_table_next(&table, kind->min, kind->max, &row, load->error);
        if (status == LEC_OK && row.count > 0) {
            status = add_row(load, kind, &row, capitals);
        }
        if (status != LEC_OK || row.count == 0) {
            return status;
        }
    }
}

/* A table of a folder; one that is not there is empty. */
static lec_status read_table(lec_arena *scratch, const char *folder, const char *file,
                             lec_table *table, lec_error *error)
{
    lec_str path = lec_arena_printf(scratch, "%s/%s", folder, file);
    if (!path.ptr) {
        return lec_fail_memory(error);
    }
    *table = (lec_table){.name = path};
    return lec_file_exists(path.ptr)
               ? lec_data_read(scratch, path.ptr, TABLE_MAX, &table->rest, error)
               : LEC_OK;
}

static size_t count_lines(lec_str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    return lines;
}

/* Folders of tables: what a later one says wins. */
enum { FOLDERS_MAX = 4 };

typedef struct folders {
    const char *paths[FOLDERS_MAX];
    size_t count;
} folders;

/* Reads one kind of table from all folders. */
static lec_status load_table(loader *load, lec_arena scratch, const table_kind *kind,
                             lec_words *words, const folders *from)
{
    lec_table tables[FOLDERS_MAX] = {{.line = 0}};
    lec_status status = LEC_OK;
    size_t forms = 0;
    for (size_t i = 0; status == LEC_OK && i < from->count; i++) {
        status = read_table(&scratch, from->paths[i], kind->file, &tables[i], load->error);
        forms += 2 * count_lines(tables[i].rest); /* a row gives at most two */
    }
    if (status != LEC_OK) {
        return status;
    }
    load->readings = LEC_NEW(&scratch, forms, lec_reading_rule);
    load->reading_count = 0;
    load->words = words;
    if (!load->readings || !lec_words_init(load->arena, forms, words)) {
        return lec_fail_memory(load->error);
    }
    for (size_t i = 0; i < from->count && status == LEC_OK; i++) {
        /* What is written out wins over a capital that is only implied. */
        status = add_rows(load, kind, tables[i], true);
        if (status == LEC_OK) {
            status = add_rows(load, kind, tables[i], false);
        }
    }
    if (status != LEC_OK || load->reading_count == 0) {
        return status;
    }
    lec_reading_rule *kept = LEC_NEW(load->arena, load->reading_count, lec_reading_rule);
    if (!kept) {
        return lec_fail_memory(load->error);
    }
    for (uint32_t i = 0; i < load->reading_count; i++) {
        kept[i] = load->readings[i];
    }
    load->rules->reading_rules = kept;
    return LEC_OK;
}

/* ---- [pauses] of lang.conf */

#define PAUSE_MAX_MS 60000
#define PAUSE(name, why)                                                                           \
    {                                                                                              \
        .section = "pauses", .key = (name), .max = PAUSE_MAX_MS,                                   \
        .offset = (why) * sizeof(uint32_t)                                                         \
    }

static const lec_setting pauses[] = {
    PAUSE("head", LEC_PAUSE_HEAD),
    PAUSE("clause", LEC_PAUSE_CLAUSE),
    PAUSE("sentence", LEC_PAUSE_SENTENCE),
    PAUSE("paragraph", LEC_PAUSE_PARAGRAPH),
    PAUSE("before-heading", LEC_PAUSE_BEFORE_HEADING),
    PAUSE("after-heading", LEC_PAUSE_AFTER_HEADING),
    PAUSE("story", LEC_PAUSE_STORY),
    PAUSE("tail", LEC_PAUSE_TAIL),
    {.section = "voice"},
};

/* The folder of any language, then that of `language`, in voices/ and in the user's own. */
static bool find_folders(lec_arena *arena, const char *voices, const char *more,
                         const lec_language *language, folders *found)
{
    const char *const roots[] = {voices, more};
    bool other = !lec_str_equal(language->tag, LEC_STR("und"));
    bool ok = true;
    for (size_t i = 0; i < 2 && roots[i]; i++) {
        found->paths[found->count++] = lec_arena_printf(arena, "%s/und", roots[i]).ptr;
        if (other) {
            found->paths[found->count++] =
                lec_arena_printf(arena, "%s/%.*s", roots[i], LEC_ARG(language->tag)).ptr;
        }
    }
    for (size_t i = 0; i < found->count; i++) {
        ok = ok && found->paths[i];
    }
    return ok;
}

lec_status lec_rules_load(lec_arena *arena, lec_arena scratch, const char *voices, const char *more,
                          lec_str lang, const lec_rules **rules, lec_error *error)
{
    *rules = NULL;
    lec_rules *made = LEC_NEW(arena, 1, lec_rules);
    folders from = {.count = 0};
    if (!made) {
        return lec_fail_memory(error);
    }
    lec_language language;
    lec_status status = lec_language_read(arena, scratch, voices, lang, LEC_VOCABULARY(pauses),
                                          made->pause_ms, &language, error);
    if (status != LEC_OK) {
        return status;
    }
    if (!find_folders(&scratch, voices, more, &language, &from)) {
        return lec_fail_memory(error);
    }
    loader load = {.arena = arena, .rules = made, .error = error};
    status = load_table(&load, scratch, &abbreviations_table, &made->abbreviations, &from);
    if (status == LEC_OK) {
        status = load_table(&load, scratch, &words_table, &made->words, &from);
    }
    if (status == LEC_OK) {
        status = load_table(&load, scratch, &readings_table, &made->readings, &from);
    }
    *rules = status == LEC_OK ? made : NULL;
    return status;
}

uint32_t lec_rules_word(const lec_rules *rules, lec_str word)
{
    const lec_word_entry *entry = lec_words_find(&rules->words, word);
    return entry ? entry->value : 0;
}
