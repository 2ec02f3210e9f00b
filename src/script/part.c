/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/part.h"

#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/marks.h"

/* In characters. A longer sentence is divided, but not so that a few words are left over. */
enum { PART_MAX = 400, PART_LEAST = 100, PART_REST = 60 };

/* How good a place for a breath is after a character. */
typedef enum breath { BREATH_NONE, BREATH_SPACE, BREATH_COMMA, BREATH_CLAUSE } breath;

static const struct sign {
    uint32_t code;
    breath breath;
    bool tight; /* needs no white space after it */
} signs[] = {
    {';', BREATH_CLAUSE, false},    {':', BREATH_CLAUSE, false},   {',', BREATH_COMMA, false},
    {0x2013, BREATH_COMMA, false},  {0x2014, BREATH_COMMA, true},  {0x060C, BREATH_COMMA, false},
    {0x061B, BREATH_CLAUSE, false}, {0x3001, BREATH_COMMA, true},  {0xFF0C, BREATH_COMMA, true},
    {0xFF1A, BREATH_CLAUSE, true},  {0xFF1B, BREATH_CLAUSE, true},
};

static breath breath_after(uint32_t code, uint32_t next)
{
    if (lec_char_is_space(code)) {
        return BREATH_SPACE;
    }
    bool spaced = lec_char_is_space(next);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].code == code && (spaced || signs[i].tight)) {
            return signs[i].breath;
        }
    }
    return BREATH_NONE;
}

/* Characters in `s`, as far as they matter. */
static size_t count_to(lec_str s, size_t limit)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len && count < limit; count++) {
        at += lec_utf8_at(s, at).len;
    }
    return count;
}

/* Bytes of the first part of a sentence, or of what is left of one. */
static size_t part_length(lec_str s)
{
    size_t count = count_to(s, PART_MAX + PART_REST);
    if (count <= PART_MAX) {
        return s.len;
    }
    size_t limit = count - PART_REST;
    size_t best_end = 0;
    breath best = BREATH_NONE;
    for (size_t at = 0, i = 1; i <= limit; i++) {
        lec_char c = lec_utf8_at(s, at);
        at += c.len;
        uint32_t next = lec_utf8_at(s, at).code;
        breath b = breath_after(c.code, next);
        if (best_end == 0 || (i >= PART_LEAST && b >= best && !lec_mark_clings(next))) {
            best_end = at;
            best = i >= PART_LEAST ? b : BREATH_NONE;
        }
    }
    return best_end;
}

/* `span` without the words of ornaments at its ends: "* * *", "- ", "## ". */
static lec_span without_ornaments(lec_str text, lec_span span)
{
    lec_span kept = span;
    for (size_t at = span.start; at < span.end;) {
        lec_char c = lec_utf8_at(text, at);
        at += c.len;
        if (lec_char_is_space(c.code)) {
            kept.start = at;
        } else if (!lec_char_is_ornament(c.code)) {
            break;
        }
    }
    for (size_t at = span.end; at > kept.start;) {
        lec_char c = lec_utf8_before(text, at);
        at -= c.len;
        if (lec_char_is_space(c.code)) {
            kept.end = at;
        } else if (!lec_char_is_ornament(c.code)) {
            break;
        }
    }
    return kept;
}

/* Ends the part that begins at `start` at a stop within it. */
static void heed_stop(lec_parts *parts, size_t start)
{
    while (parts->stop < parts->stops_end && parts->stop->text <= start) {
        parts->stop++;
    }
    if (parts->stop < parts->stops_end && parts->stop->text < parts->at) {
        parts->at = parts->stop->text;
        parts->sentence_end = parts->stop->sentence ? parts->at : parts->sentence_end;
    }
}

/* The next part, whether or not it has something to say. */
static bool read_part(lec_parts *parts, lec_part *part)
{
    lec_str text = parts->text;
    for (;;) {
        parts->at = lec_spaces_end(lec_str_slice(text, 0, parts->sentence_end), parts->at);
        if (parts->at < parts->sentence_end) {
            break;
        }
        if (parts->at >= text.len) {
            return false;
        }
        parts->sentence_end +=
            lec_sentence_length(parts->rules, lec_str_slice(text, parts->at, text.len));
        parts->opens = true;
    }
    size_t start = parts->at;
    size_t end = lec_spaces_start(text, parts->sentence_end);
    parts->at = start + part_length(lec_str_slice(text, start, end));
    heed_stop(parts, start);
    end = lec_spaces_start(text, parts->at);
    bool voiced = lec_str_is_voiced(lec_str_slice(text, start, end));
    *part = (lec_part){.display = {start, end}, .voiced = {end, end}, .opens = parts->opens};
    if (voiced) {
        part->voiced = without_ornaments(text, part->display);
    }
    parts->opens = false;
    return true;
}

static bool is_voiced(const lec_part *part)
{
    return part->voiced.end > part->voiced.start;
}

lec_parts lec_parts_of(const lec_rules *rules, lec_str text)
{
    return (lec_parts){.rules = rules, .text = text};
}

lec_parts lec_parts_of_block(const lec_rules *rules, const lec_block *block)
{
    lec_parts parts = lec_parts_of(rules, block->text);
    if (block->stop_count > 0) {
        parts.stop = block->stops;
        parts.stops_end = block->stops + block->stop_count;
    }
    return parts;
}

bool lec_parts_next(lec_parts *parts, lec_part *part)
{
    if (parts->held) {
        *part = parts->next;
        parts->held = false;
    } else if (!read_part(parts, part)) {
        return false;
    }
    lec_part more;
    while (read_part(parts, &more)) {
        if (is_voiced(part) && is_voiced(&more)) {
            parts->next = more;
            parts->held = true;
            break;
        }
        part->voiced = is_voiced(&more) ? more.voiced : part->voiced;
        part->display.end = more.display.end;
    }
    if (!is_voiced(part)) {
        part->voiced = (lec_span){part->display.start, part->display.start};
    }
    return true;
}
