/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Written to spoken: a table of rules is tried at each character. What no rule reads is spoken as
 * it is written.
 */
#include "script/reading.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/abbreviation.h"
#include "script/marks.h"

#include <string.h>

enum {
    TOKEN_MAX = 40,  /* bytes of what readings.tsv can name */
    PAIR_MAX = 8,    /* bytes of the first of two words that it names together */
    RUN_MAX = 50,    /* characters without white space; espeak-ng 1.51 dies of some of 100 */
    DIGITS_MAX = 30, /* digits; it counts longer numbers for minutes */
    MARKS_MAX = 10   /* combining marks for which a cut waits */
};

/* ---- the text at a place */

typedef struct place {
    const lec_rules *rules;
    lec_str text; /* of the line, as far as it is voiced */
    size_t at;
    lec_char c;
    size_t run;    /* characters without white space before `at` */
    size_t digits; /* of them, digits just before `at` */
} place;

/* What a rule makes of the text at a place. */
typedef struct match {
    size_t length; /* bytes that are read; 0: the rule does not apply */
    lec_str spoken;
    bool space; /* one is spoken after it */
} match;

/* ---- the rules */

static match read_unspeakable(const place *p)
{
    return (match){.length = lec_mark_is_unspeakable(p->c.code) ? p->c.len : 0};
}

/* Stars and underscores at one side of a word: "*over*", "_this_". */
static match read_emphasis(const place *p)
{
    lec_char before = lec_utf8_before(p->text, p->at);
    if ((p->c.code != '*' && p->c.code != '_') || before.code == p->c.code) {
        return (match){0};
    }
    size_t end = p->at;
    while (end < p->text.len && p->text.ptr[end] == p->text.ptr[p->at]) {
        end++;
    }
    bool begins = before.len == 0 || lec_char_is_space(before.code) || lec_mark_opens(before.code);
    bool ends = !lec_mark_is_voiced(lec_utf8_at(p->text, end).code);
    return (match){.length = begins != ends ? end - p->at : 0};
}

static match read_long_word(const place *p)
{
    bool digits = p->digits + 1 >= DIGITS_MAX && lec_char_is_digit(p->c.code);
    if (p->run + 1 < RUN_MAX && !digits) {
        return (match){0};
    }
    lec_char next = lec_utf8_at(p->text, p->at + p->c.len);
    bool wait = lec_mark_clings(next.code) && p->run < RUN_MAX + MARKS_MAX;
    if (wait || next.len == 0 || lec_char_is_space(next.code)) {
        return (match){0};
    }
    return (match){.length = p->c.len,
                   .spoken = lec_str_slice(p->text, p->at, p->at + p->c.len),
                   .space = true};
}

static bool begins_token(const place *p)
{
    lec_char before = lec_utf8_before(p->text, p->at);
    return before.len == 0 || lec_char_is_space(before.code) || lec_mark_opens(before.code) ||
           lec_mark_is_dash(before.code);
}

static bool holds(uint32_t when, lec_str text, size_t start, size_t end)
{
    uint32_t next = lec_utf8_at(text, lec_spaces_end(text, end)).code;
    return (!(when & LEC_WHEN_BEFORE_CAPITAL) || lec_char_is_upper(next)) &&
           (!(when & LEC_WHEN_BEFORE_NUMBER) || lec_char_is_digit(next)) &&
           (!(when & LEC_WHEN_AFTER_NUMBER) ||
            lec_char_is_digit(lec_utf8_before(text, lec_spaces_start(text, start)).code));
}

static int count_bits(uint32_t bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1) {
        count++;
    }
    return count;
}

/* Of the rules for a form whose conditions hold, the one with most of them. */
static const lec_reading_rule *find_rule(const place *p, size_t length)
{
    const lec_word_entry *entry =
        lec_words_find(&p->rules->readings, lec_str_slice(p->text, p->at, p->at + length));
    const lec_reading_rule *best = NULL;
    for (uint32_t i = entry ? entry->value : 0; i > 0; i = p->rules->reading_rules[i - 1].next) {
        const lec_reading_rule *rule = &p->rules->reading_rules[i - 1];
        if (holds(rule->when, p->text, p->at, p->at + length) &&
            (!best || count_bits(rule->when) > count_bits(best->when))) {
            best = rule;
        }
    }
    return best;
}

static size_t token_length(const place *p, size_t from)
{
    size_t limit = p->at + from + TOKEN_MAX;
    size_t end = p->at + from;
    while (end < p->text.len && end < limit) {
        lec_char c = lec_utf8_at(p->text, end);
        if (lec_char_is_space(c.code)) {
            break;
        }
        end += c.len;
    }
    return end < limit ? end - p->at : 0;
}

/* Length of the token without the last mark that can stand after a word; 0 when it ends in none. */
static size_t without_mark(const place *p, size_t length)
{
    lec_char last = lec_utf8_before(lec_str_slice(p->text, p->at, p->at + length), length);
    bool mark = last.code == ',' || last.code == ';' || last.code == ':' || last.code == '.' ||
                last.code == '!' || last.code == '?' || lec_mark_closes(last.code);
    return mark ? length - last.len : 0;
}

/* The stop of an abbreviation at the end is that of the sentence too, and stays. */
static match apply(const place *p, const lec_reading_rule *rule, size_t length)
{
    bool stop = p->text.ptr[p->at + length - 1] == '.';
    bool last = !lec_str_is_voiced(lec_str_slice(p->text, p->at + length, p->text.len));
    return (match){.length = stop && last ? length - 1 : length, .spoken = rule->spoken};
}

static match read_token(const place *p)
{
    if (!p->rules->reading_rules || !begins_token(p)) {
        return (match){0};
    }
    size_t length = token_length(p, 0);
    if (length > 0 && length <= PAIR_MAX && p->at + length < p->text.len) {
        size_t pair = token_length(p, length + 1); /* "z. B." */
        const lec_reading_rule *rule = pair > 0 ? find_rule(p, pair) : NULL;
        if (rule) {
            return apply(p, rule, pair);
        }
    }
    for (; length > 0; length = without_mark(p, length)) {
        const lec_reading_rule *rule = find_rule(p, length);
        if (rule) {
            return apply(p, rule, length);
        }
    }
    return (match){0};
}

/* An engine takes a full stop before anything but a small letter for the end of a sentence. */
static match read_stop(const place *p)
{
    lec_char next = lec_utf8_at(p->text, p->at + 1);
    if (p->c.code != '.' || !lec_char_is_space(next.code) ||
        !lec_char_is_letter(lec_utf8_before(p->text, p->at).code)) {
        return (match){0};
    }
    lec_char first = lec_utf8_at(p->text, lec_spaces_end(p->text, p->at + 1));
    if (first.len == 0 || lec_char_is_lower(first.code)) {
        return (match){0};
    }
    lec_abbreviation kind = lec_abbreviation_of(p->rules, lec_token_before(p->text, p->at + 1));
    bool unsaid = kind != LEC_ABBREVIATION_NONE && kind != LEC_ABBREVIATION_NAME;
    return (match){.length = unsaid ? 1 : 0};
}

static const struct rule {
    const char *name;
    match (*read)(const place *);
} rules_table[] = {
    {"unspeakable", read_unspeakable}, {"emphasis", read_emphasis},
    {"long-word", read_long_word},     {"abbreviation", read_token},
    {"abbreviation-stop", read_stop},
};

/* ---- putting a reading together */

static bool add_item(lec_reader *reader, size_t *count, lec_reading item)
{
    lec_reading *items = lec_arena_grow(&reader->scratch, reader->items, *count, &reader->capacity,
                                        sizeof *reader->items);
    if (!items) {
        return false;
    }
    reader->items = items;
    items[(*count)++] = item;
    return true;
}

static const struct rule *find_match(const place *p, match *m)
{
    for (size_t i = 0; i < sizeof rules_table / sizeof rules_table[0]; i++) {
        *m = rules_table[i].read(p);
        if (m->length > 0) {
            return &rules_table[i];
        }
    }
    return NULL;
}

static void move(place *p, size_t length, bool spaced)
{
    bool apart = spaced || lec_char_is_space(p->c.code) || lec_mark_is_unspaced(p->c.code);
    p->run = apart ? 0 : p->run + 1;
    p->digits = !apart && lec_char_is_digit(p->c.code) ? p->digits + 1 : 0;
    p->at += length;
}

/* Reads what is voiced into the reader's buffers, if anything departs; until then only counts. */
static bool read_voiced(lec_reader *reader, place *p, size_t offset, size_t *count)
{
    size_t copied = 0; /* bytes of p->text that have been taken over */
    while (p->at < p->text.len) {
        p->c = lec_utf8_at(p->text, p->at);
        match m;
        const struct rule *rule = find_match(p, &m);
        if (!rule) {
            move(p, p->c.len, false);
            continue;
        }
        lec_buf_add(&reader->spoken, lec_str_slice(p->text, copied, p->at));
        lec_reading item = {
            .display = {offset + p->at, offset + p->at + m.length},
            .spoken = {.start = reader->spoken.len},
            .rule = rule->name,
        };
        lec_buf_add(&reader->spoken, m.spoken);
        lec_buf_add(&reader->spoken, m.space ? LEC_STR(" ") : LEC_STR(""));
        item.spoken.end = reader->spoken.len;
        if (!add_item(reader, count, item)) {
            return false;
        }
        copied = p->at + m.length;
        move(p, m.length, m.space);
    }
    if (copied > 0) {
        lec_buf_add(&reader->spoken, lec_str_slice(p->text, copied, p->text.len));
    }
    return !reader->spoken.failed;
}

static bool keep(lec_reader *reader, size_t count, bool changed, lec_str same,
                 lec_speech_line *line)
{
    line->spoken = changed ? lec_arena_str(reader->arena, lec_buf_str(&reader->spoken)) : same;
    if (count == 0) {
        return line->spoken.ptr != NULL;
    }
    lec_reading *kept = LEC_NEW(reader->arena, count, lec_reading);
    if (!kept || !line->spoken.ptr) {
        return false;
    }
    memcpy(kept, reader->items, count * sizeof *kept);
    line->readings = kept;
    line->reading_count = (uint32_t)count;
    return true;
}

bool lec_reading_make(lec_reader *reader, const lec_rules *rules, lec_span voiced,
                      lec_speech_line *line)
{
    static const char unspoken[] = "not-spoken";
    lec_str display = line->display;
    lec_str text = lec_str_slice(display, voiced.start, voiced.end);
    size_t count = 0;
    reader->spoken.arena = &reader->scratch;
    reader->spoken.len = 0;
    if (voiced.start > 0 &&
        !add_item(reader, &count, (lec_reading){.display = {0, voiced.start}, .rule = unspoken})) {
        return false;
    }
    size_t before = count;
    place p = {.rules = rules, .text = text};
    if (!read_voiced(reader, &p, voiced.start, &count)) {
        return false;
    }
    bool changed = count > before;
    size_t spoken = changed ? reader->spoken.len : text.len;
    if (voiced.end < display.len && !add_item(reader, &count,
                                              (lec_reading){.display = {voiced.end, display.len},
                                                            .spoken = {spoken, spoken},
                                                            .rule = unspoken})) {
        return false;
    }
    return keep(reader, count, changed, text, line);
}

lec_span lec_speech_line_display(const lec_speech_line *line, size_t spoken)
{
    size_t display = spoken; /* where nothing departs */
    for (uint32_t i = 0; i < line->reading_count; i++) {
        const lec_reading *r = &line->readings[i];
        if (spoken < r->spoken.start) {
            break;
        }
        if (spoken < r->spoken.end) {
            return r->display;
        }
        display = r->display.end + (spoken - r->spoken.end);
    }
    size_t end = display < line->display.len ? display + 1 : line->display.len;
    return (lec_span){display, end};
}
