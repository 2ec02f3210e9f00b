/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a printed page as paragraphs, each on one line. Blank lines end one, and so do lines
 * that are shorter than they would be if the text went on; a list's mark begins one.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/chain.h"
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/line.h"
#include "intake/pdf_text.h"

#include <stdlib.h>

typedef struct printed {
    lec_str text; /* trimmed; empty: a blank line */
    size_t width; /* in characters */
} printed;

/* ---- lines */

static printed *divide(lec_arena *scratch, lec_str text, size_t *count)
{
    lec_chain lines = {.arena = scratch, .size = sizeof(printed)};
    for (lec_cut cut = {.tail = text}; cut.tail.len > 0;) {
        cut = lec_str_cut(cut.tail, '\n');
        lec_str line = lec_str_trim(cut.head);
        const printed made = {line, lec_utf8_count(line)};
        lec_chain_add(&lines, &made, 1);
    }
    *count = lines.count;
    return lec_chain_copy(&lines, scratch);
}

static int by_width(const void *a, const void *b)
{
    const size_t *x = a;
    const size_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Columns that three lines in four keep within after which another comes; 0 for none. */
static size_t usual_width(lec_arena scratch, const printed *lines, size_t count)
{
    size_t *widths = LEC_NEW(&scratch, count, size_t);
    size_t found = 0;
    for (size_t i = 0; widths && i + 1 < count; i++) {
        if (lines[i].text.len > 0 && lines[i + 1].text.len > 0) {
            widths[found++] = lines[i].width;
        }
    }
    if (found == 0) {
        return 0;
    }
    qsort(widths, found, sizeof *widths, by_width);
    return widths[found * 3 / 4];
}

/* ---- where a paragraph ends */

static bool ends_sentence(lec_str line)
{
    size_t at = line.len;
    lec_char c = lec_utf8_before(line, at);
    while (at > 0 && lec_char_is_quote_or_bracket(c.code)) {
        at -= c.len;
        c = lec_utf8_before(line, at);
    }
    return at > 0 && (lec_char_ends_sentence(c.code) || c.code == ':');
}

static bool begins_item(lec_str line)
{
    lec_textline seen = lec_textline_at(line, 0);
    return seen.mark.kind != LEC_MARK_NONE && seen.mark.kind != LEC_MARK_LETTER;
}

/* A short line before one that may begin anything is a heading, or of verse, an address, a table.
 */
static bool breaks(const printed *line, const printed *next, size_t usual)
{
    bool lower = lec_char_is_lower(lec_utf8_at(next->text, 0).code);
    return begins_item(next->text) || (line->width * 10 < usual * 7 && !lower) ||
           (line->width * 10 < usual * 8 && ends_sentence(line->text));
}

/* Whether a word that was divided goes on in the next line. */
static bool is_divided(lec_str line, lec_str next)
{
    lec_char hyphen = lec_utf8_before(line, line.len);
    lec_char before = lec_utf8_before(line, line.len - hyphen.len);
    return (hyphen.code == '-' || hyphen.code == 0x2010) && lec_char_is_letter(before.code) &&
           lec_char_is_lower(lec_utf8_at(next, 0).code);
}

lec_str lec_pdf_flow(lec_arena *arena, lec_arena scratch, lec_str text)
{
    size_t count = 0;
    const printed *lines = divide(&scratch, text, &count);
    lec_buf out = {.arena = arena, .failed = !lines};
    size_t usual = lines ? usual_width(scratch, lines, count) : 0;
    for (size_t i = 0; lines && i < count; i++) {
        const printed *line = &lines[i];
        const printed *next = i + 1 < count && line[1].text.len > 0 ? line + 1 : NULL;
        lec_buf_add(&out, line->text);
        if (line->text.len > 0 && (!next || breaks(line, next, usual))) {
            lec_buf_add(&out, LEC_STR("\n\n"));
        } else if (line->text.len > 0 && !is_divided(line->text, next->text)) {
            lec_buf_byte(&out, ' ');
        }
    }
    return lec_buf_str(&out);
}
