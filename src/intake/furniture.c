/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrases of furniture.tsv. A word is its hash; a phrase is found by its first word, at each
 * word of a line that it may begin at.
 */
#include "intake/furniture.h"

#include "base/arena.h"
#include "base/data.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

enum {
    TABLE_MAX = 1 << 20, /* bytes */
    PHRASE_WORDS_MAX = 16,
    LINE_WORDS_MAX = 64, /* of a longer line only the beginning is compared */
    STAR_WORDS = 8,      /* "*": as many words, or fewer */
    ROW_PARTS = 4        /* of a row of links, less one, are phrases */
};

typedef struct phrase {
    uint32_t words, count; /* in lec_furniture.words */
    uint32_t lead, trail;  /* words that may stand before and after it */
    uint32_t next;         /* another with the same first word, plus 1; 0 for none */
    lec_furniture_match match;
} phrase;

struct lec_furniture {
    uint64_t *words;
    phrase *phrases;
    uint32_t *slots; /* a phrase by its first word, plus 1; 0: none */
    size_t word_count, phrase_count, mask;
};

/* ---- kinds */

typedef struct kind_info {
    const char *name; /* in the tables, and of the rule */
    const char *reason;
} kind_info;

static const kind_info KINDS[LEC_FURNITURE_KINDS] = {
    [LEC_FURNITURE_NONE] = {"", ""},
    [LEC_FURNITURE_NAVIGATION] = {"navigation", "it belongs to the page's menus"},
    [LEC_FURNITURE_SHARE] = {"share", "it offers to share, save or print the page"},
    [LEC_FURNITURE_PLAYER] = {"player", "it belongs to a player of sound or video"},
    [LEC_FURNITURE_CONSENT] = {"consent", "it asks about cookies or privacy"},
    [LEC_FURNITURE_CALL] = {"call", "it asks the reader to subscribe, sign up or give"},
    [LEC_FURNITURE_CONTINUES] = {"continues", "it says that the article goes on elsewhere"},
    [LEC_FURNITURE_RELATED] = {"related", "it leads to other articles"},
    [LEC_FURNITURE_COMMENTS] = {"comments", "it belongs to what readers wrote"},
    [LEC_FURNITURE_CAPTION] = {"caption", "captions are not asked for"},
    [LEC_FURNITURE_BYLINE] = {"byline", "it says who wrote the article"},
    [LEC_FURNITURE_DATE] = {"date", "it says when the article appeared"},
    [LEC_FURNITURE_ADVERT] = {"advert", "it is an advertisement, or its label"},
    [LEC_FURNITURE_LEGAL] = {"legal", "it states rights or terms of use"},
};

lec_furniture_rule lec_furniture_rule_of(lec_furniture_kind kind)
{
    return (lec_furniture_rule){KINDS[kind].name, KINDS[kind].reason};
}

/* ---- words */

/* Alike in both cases, for the scripts that have them. It need not be the other case's letter. */
static uint32_t fold(uint32_t code)
{
    if (code < 0x80) {
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    }
    if (!lec_char_is_upper(code)) {
        return code == 0x2019 ? '\'' : code;
    }
    return code >= 0x100 && code < 0x250 ? code + 1 : code + 32;
}

static bool is_sign(uint32_t code)
{
    return code == 0xA9 || code == '&' || code == '@';
}

static bool is_letter(uint32_t code)
{
    bool ascii = (code | 32) >= 'a' && (code | 32) <= 'z';
    return ascii || (code >= 0x80 && lec_char_is_letter(code));
}

typedef struct word {
    uint64_t hash;
    size_t end;
} word;

#define NUMBER_HASH ((uint64_t)1)

static bool joins_digits(lec_str text, size_t at)
{
    bool mark = at + 1 < text.len && (text.ptr[at] == ':' || text.ptr[at] == '.' ||
                                      text.ptr[at] == ',' || text.ptr[at] == '/');
    return mark && lec_is_digit(text.ptr[at + 1]);
}

static word number_at(lec_str text, size_t at)
{
    while (at < text.len && (lec_is_digit(text.ptr[at]) || joins_digits(text, at))) {
        at++;
    }
    return (word){NUMBER_HASH, at};
}

static bool is_apostrophe(lec_str text, size_t at, lec_char c)
{
    return (c.code == '\'' || c.code == 0x2019) && is_letter(lec_utf8_at(text, at + c.len).code);
}

static word letters_at(lec_str text, size_t at)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a, a character at a time */
    for (;;) {
        lec_char c = lec_utf8_at(text, at);
        if (c.len == 0 || (!is_letter(c.code) && !is_apostrophe(text, at, c))) {
            return (word){hash, at};
        }
        hash = (hash ^ fold(c.code)) * 1099511628211u;
        at += c.len;
    }
}

size_t lec_furniture_words(lec_str text, uint64_t *words, size_t max)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        word found = {c.code, at + c.len};
        if (lec_is_digit(text.ptr[at])) {
            found = number_at(text, at);
        } else if (is_letter(c.code)) {
            found = letters_at(text, at);
        } else if (!is_sign(c.code)) {
            at += c.len;
            continue;
        }
        if (count < max) {
            words[count] = found.hash;
        }
        count++;
        at = found.end;
    }
    return count;
}

/* ---- loading */

typedef struct loader {
    lec_arena *arena;
    lec_furniture *furniture;
    lec_str file;
    lec_error *error;
} loader;

/* Takes a star off one end of a phrase. Returns how many words it stands for. */
static uint32_t take_star(lec_str *text, bool at_end)
{
    size_t stars = 0;
    while (stars < text->len && text->ptr[at_end ? text->len - 1 - stars : stars] == '*') {
        stars++;
    }
    *text = lec_str_trim(at_end ? lec_str_slice(*text, 0, text->len - stars)
                                : lec_str_slice(*text, stars, text->len));
    return stars == 0 ? 0 : stars == 1 ? STAR_WORDS : UINT32_MAX;
}

static lec_status fail_cell(const loader *load, const lec_row *row, const char *expected)
{
    return lec_fail_at(load->error, LEC_DATA, load->file, row->line, 1, "expected %s", expected);
}

static lec_furniture_kind kind_of(lec_str name)
{
    lec_furniture_kind kind = LEC_FURNITURE_NAVIGATION;
    while (kind < LEC_FURNITURE_KINDS && !lec_str_equal(name, lec_str_of(KINDS[kind].name))) {
        kind++;
    }
    return kind;
}

static lec_status add_row(const loader *load, const lec_row *row)
{
    lec_furniture *f = load->furniture;
    lec_str text = row->cells[0];
    phrase *p = &f->phrases[f->phrase_count];
    *p = (phrase){
        .words = (uint32_t)f->word_count,
        .match = {kind_of(row->cells[1]), lec_str_equal(row->cells[2], LEC_STR("strong"))}};
    p->lead = take_star(&text, false);
    p->trail = take_star(&text, true);
    size_t count = lec_furniture_words(text, f->words + f->word_count, PHRASE_WORDS_MAX);
    if (count == 0 || count > PHRASE_WORDS_MAX) {
        return fail_cell(load, row, "a phrase of 1 to 16 words in the first column");
    }
    if (p->match.kind == LEC_FURNITURE_KINDS) {
        return fail_cell(load, row, "the name of a kind, such as \"share\", in the second column");
    }
    if (!p->match.strong && !lec_str_equal(row->cells[2], LEC_STR("weak"))) {
        return fail_cell(load, row, "\"strong\" or \"weak\" in the third column");
    }
    p->count = (uint32_t)count;
    uint32_t *slot = &f->slots[f->words[f->word_count] & f->mask];
    p->next = *slot;
    *slot = (uint32_t)++f->phrase_count;
    f->word_count += count;
    return LEC_OK;
}

static lec_status add_table(loader *load, lec_table table)
{
    load->file = table.name;
    for (;;) {
        lec_row row;
        lec_status status = lec_table_next(&table, 3, 4, &row, load->error);
        if (status == LEC_OK && row.count > 0) {
            status = add_row(load, &row);
        }
        if (status != LEC_OK || row.count == 0) {
            return status;
        }
    }
}

typedef struct table_list {
    lec_table *items;
    size_t count, capacity;
    size_t rows, words; /* at most, in all of them */
} table_list;

static void count_table(table_list *list, lec_str text)
{
    list->rows++;
    list->words += PHRASE_WORDS_MAX;
    for (size_t i = 0; i < text.len; i++) {
        list->rows += text.ptr[i] == '\n';
        list->words += !((text.ptr[i] | 32) >= 'a' && (text.ptr[i] | 32) <= 'z');
    }
}

/* Reads the tables of all languages of a folder. */
static lec_status read_folder(lec_arena *scratch, const char *folder, table_list *list,
                              lec_error *error)
{
    const lec_str *names = NULL;
    size_t count = 0;
    lec_status status = folder ? lec_folder_list(scratch, folder, &names, &count, error) : LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < count; i++) {
        lec_str path =
            lec_arena_printf(scratch, "%s/%.*s/furniture.tsv", folder, LEC_ARG(names[i]));
        if (!path.ptr) {
            return lec_fail_memory(error);
        }
        if (!lec_file_exists(path.ptr)) {
            continue;
        }
        lec_table table = {.name = path};
        status = lec_data_read(scratch, path.ptr, TABLE_MAX, &table.rest, error);
        lec_table *items =
            lec_arena_grow(scratch, list->items, list->count, &list->capacity, sizeof *items);
        if (!items) {
            return lec_fail_memory(error);
        }
        list->items = items;
        list->items[list->count++] = table;
        count_table(list, table.rest);
    }
    return status;
}

static lec_furniture *make(lec_arena *arena, const table_list *list)
{
    size_t slots = 64;
    while (slots < list->rows) {
        slots *= 2;
    }
    lec_furniture *f = LEC_NEW(arena, 1, lec_furniture);
    if (f) {
        *f = (lec_furniture){.words = LEC_NEW(arena, list->words, uint64_t),
                             .phrases = LEC_NEW(arena, list->rows, phrase),
                             .slots = LEC_NEW(arena, slots, uint32_t),
                             .mask = slots - 1};
    }
    return f && f->words && f->phrases && f->slots ? f : NULL;
}

lec_status lec_furniture_load(lec_arena *arena, lec_arena scratch,
                              const lec_intake_options *options, const lec_furniture **furniture,
                              lec_error *error)
{
    table_list list = {0};
    *furniture = NULL;
    lec_status status = read_folder(&scratch, options->voices, &list, error);
    if (status == LEC_OK) {
        status = read_folder(&scratch, options->rules, &list, error);
    }
    if (status != LEC_OK || list.count == 0) {
        return status;
    }
    loader load = {.arena = arena, .furniture = make(arena, &list), .error = error};
    if (!load.furniture) {
        return lec_fail_memory(error);
    }
    for (size_t i = 0; status == LEC_OK && i < list.count; i++) {
        status = add_table(&load, list.items[i]);
    }
    *furniture = status == LEC_OK ? load.furniture : NULL;
    return status;
}

/* ---- finding */

typedef struct line_words {
    uint64_t words[LINE_WORDS_MAX];
    size_t known, all;
} line_words;

static bool stands_at(const lec_furniture *f, const phrase *p, const line_words *line, size_t at)
{
    if (at + p->count > line->known) {
        return false;
    }
    for (size_t i = 0; i < p->count; i++) {
        if (f->words[p->words + i] != line->words[at + i]) {
            return false;
        }
    }
    return true;
}

static bool matches_at(const lec_furniture *f, const phrase *p, const line_words *line, size_t at)
{
    size_t end = at + p->count;
    return at <= p->lead && end <= line->all && line->all - end <= p->trail &&
           stands_at(f, p, line, at);
}

/* The match of the phrases that may begin at a word; `found` when there is no better one. */
static lec_furniture_match find_at(const lec_furniture *f, const line_words *line, size_t at,
                                   lec_furniture_match found)
{
    for (uint32_t i = f->slots[line->words[at] & f->mask]; i > 0 && !found.strong;
         i = f->phrases[i - 1].next) {
        const phrase *p = &f->phrases[i - 1];
        if ((p->match.strong || !found.kind) && matches_at(f, p, line, at)) {
            found = p->match;
        }
    }
    return found;
}

/* The longest phrase that stands at a word, whatever is around it; NULL for none. */
static const phrase *longest_at(const lec_furniture *f, const line_words *line, size_t at)
{
    const phrase *longest = NULL;
    for (uint32_t i = f->slots[line->words[at] & f->mask]; i > 0; i = f->phrases[i - 1].next) {
        const phrase *p = &f->phrases[i - 1];
        bool whole = p->lead == 0 && p->trail == 0;
        if (whole && (!longest || p->count > longest->count) && stands_at(f, p, line, at)) {
            longest = p;
        }
    }
    return longest;
}

/* "Home | About us | Contact": a line that hardly holds anything but phrases, two or more. */
static lec_furniture_match find_row(const lec_furniture *f, const line_words *line)
{
    lec_furniture_kind kind = LEC_FURNITURE_NONE;
    size_t found = 0;
    size_t covered = 0;
    for (size_t at = 0; at < line->known;) {
        const phrase *p = longest_at(f, line, at);
        found += p != NULL;
        covered += p ? p->count : 0;
        kind = kind || !p ? kind : p->match.kind;
        at += p ? p->count : 1;
    }
    bool row = found >= 2 && covered * ROW_PARTS >= line->all * (ROW_PARTS - 1);
    return (lec_furniture_match){row ? kind : LEC_FURNITURE_NONE, row};
}

lec_furniture_match lec_furniture_find(const lec_furniture *furniture, lec_str text)
{
    lec_furniture_match found = {LEC_FURNITURE_NONE, false};
    line_words line;
    if (!furniture) {
        return found;
    }
    line.all = lec_furniture_words(text, line.words, LINE_WORDS_MAX);
    line.known = line.all < LINE_WORDS_MAX ? line.all : LINE_WORDS_MAX;
    for (size_t at = 0; at < line.known && !found.strong; at++) {
        found = find_at(furniture, &line, at, found);
    }
    lec_furniture_match row = found.strong ? found : find_row(furniture, &line);
    return row.kind ? row : found;
}
