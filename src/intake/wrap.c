/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rule. Look at all lines that are followed by another line of running text, without a blank
 * line or an indentation between. W is the width that nine in ten of them keep within. A line is
 * full when the first word of the next line would not have fitted into W.
 *
 *   most are alone   none: a paragraph a line. More lines are wider than 120 than are followed by
 *                    another; or such lines hold more than half of the text; or of the lines of 40
 *                    columns and more that are followed by another, six in ten end a sentence.
 *   W < 30           narrow: nobody wraps prose like this. A line goes on when it ends with a mark
 *                    of punctuation or the next one begins in lower case.
 *   half are full    filled: a program has wrapped the text. A line goes on unless it is short
 *                    (under 0.6 W), or ends a sentence with room left for the next word.
 *   W > 120          none: a paragraph a line, unless ten lines or more look filled.
 *   else             ragged: a line goes on unless it is short.
 *
 * Where lines are wrapped, a short line goes on too when it is not tiny, ends no sentence, and the
 * next one begins in lower case; and a line much longer than W is a paragraph of its own. A line
 * that is indented by two columns or more begins a paragraph, when that one can be an end: it is
 * short, or ends in a mark that is no comma or semicolon.
 */
#include "intake/wrap.h"

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/chars.h"

#include <string.h>

enum {
    NARROW = 30,
    WIDE = 120,
    WIDE_LINES_MIN = 10,
    WIDE_LINES_FEW = 3,
    LOWER_PERCENT = 40,
    PROSE = 40,
    PROSE_LINES_MIN = 4,
    PROSE_ENDS_PERCENT = 60,
    SHORT_PERCENT = 60,
    TINY_PERCENT = 20,
    COLUMNS = 1024 /* wider lines count as this wide */
};

/* ---- what lines end and begin with */

static bool ends_sentence(const lec_textline *line)
{
    return lec_char_ends_sentence(line->end) || line->end == ':';
}

static bool ends_open(const lec_textline *line)
{
    return lec_char_is_letter(line->end) || lec_char_is_digit(line->end) || line->end == ',' ||
           line->end == ';' || line->end == '-';
}

static bool ends_word(const lec_textline *line)
{
    return lec_char_is_letter(line->end) || lec_char_is_digit(line->end);
}

/* By more than a slip. */
static bool is_indented(const lec_textline *line, const lec_textline *next)
{
    return next->indent >= line->indent + 2;
}

/* ---- the text as a whole */

typedef struct line_sample {
    size_t lines;
    size_t wide;                  /* lines of any kind that nobody wraps by hand */
    size_t columns, wide_columns; /* of all lines, of the wide ones */
    size_t lower;                 /* lines whose next one begins in lower case */
    size_t prose, prose_ends;     /* lines of prose, and those of them that end a sentence */
    size_t width[COLUMNS + 1];    /* lines, by their width */
    size_t wanted[COLUMNS + 1];   /* lines, by the width that they and the next word would have */
} line_sample;

static size_t column(size_t width)
{
    return width < COLUMNS ? width : COLUMNS;
}

static bool is_running_text(const lec_textline *line)
{
    return !lec_textline_is_blank(line) && !lec_textline_is_rule(line) && !line->heading;
}

static void sample_line(line_sample *sample, const lec_textline *line)
{
    bool wide = line->width > WIDE;
    sample->wide += wide;
    sample->columns += line->width;
    sample->wide_columns += wide ? line->width : 0;
}

static void sample_take(line_sample *sample, lec_str text)
{
    memset(sample, 0, sizeof *sample);
    lec_textline line = lec_textline_at(text, 0);
    sample_line(sample, &line);
    while (line.next < text.len) {
        lec_textline next = lec_textline_at(text, line.next);
        sample_line(sample, &next);
        if (is_running_text(&line) && is_running_text(&next) && next.mark.kind == LEC_MARK_NONE &&
            next.depth == line.depth && (!is_indented(&line, &next) || line.mark.kind)) {
            sample->lines++;
            sample->width[column(line.width)]++;
            sample->wanted[column(line.width + 1 + next.word)]++;
            sample->lower += lec_char_is_lower(next.begin);
            sample->prose += line.width >= PROSE;
            sample->prose_ends += line.width >= PROSE && lec_char_ends_sentence(line.end);
        }
        line = next;
    }
}

static size_t ninth_decile(const line_sample *sample)
{
    size_t seen = 0;
    for (size_t width = 0; width <= COLUMNS; width++) {
        seen += sample->width[width];
        if (seen * 10 >= sample->lines * 9) {
            return width;
        }
    }
    return COLUMNS;
}

static bool is_filled(const line_sample *sample, size_t width)
{
    size_t full = 0;
    for (size_t wanted = width + 1; wanted <= COLUMNS; wanted++) {
        full += sample->wanted[wanted];
    }
    return full * 2 >= sample->lines && (width <= WIDE || sample->lines >= WIDE_LINES_MIN);
}

/* Whether a line is a paragraph. */
static bool is_unwrapped(const line_sample *sample)
{
    return sample->wide > sample->lines ||
           (sample->wide >= WIDE_LINES_FEW && sample->wide_columns * 2 > sample->columns) ||
           (sample->prose >= PROSE_LINES_MIN &&
            sample->prose_ends * 100 >= sample->prose * PROSE_ENDS_PERCENT);
}

lec_wrap lec_wrap_measure(lec_str text)
{
    line_sample sample;
    sample_take(&sample, text);
    size_t width = sample.lines ? ninth_decile(&sample) : 0;
    bool by_hand =
        sample.wide < WIDE_LINES_FEW || sample.lower * 100 >= sample.lines * LOWER_PERCENT;
    lec_wrap_mode mode = is_unwrapped(&sample) ? LEC_WRAP_NONE
                         : width < NARROW      ? (by_hand ? LEC_WRAP_NARROW : LEC_WRAP_NONE)
                         : width < COLUMNS && is_filled(&sample, width) ? LEC_WRAP_FILLED
                         : width > WIDE                                 ? LEC_WRAP_NONE
                         : !by_hand                                     ? LEC_WRAP_NONE
                                                                        : LEC_WRAP_RAGGED;
    return (lec_wrap){mode, width};
}

/* ---- two lines */

static bool is_full(const lec_wrap *wrap, const lec_textline *line, const lec_textline *next)
{
    return line->width + 1 + next->word > wrap->width;
}

/* An indented line begins a paragraph unless the line before is long and open. */
static bool indents(const lec_wrap *wrap, const lec_textline *line, const lec_textline *next)
{
    bool is_short = line->width * 100 < wrap->width * SHORT_PERCENT;
    return is_indented(line, next) && (is_short || !ends_open(line));
}

bool lec_wrap_flows(const lec_wrap *wrap, const lec_textline *line, const lec_textline *next)
{
    if (wrap->mode == LEC_WRAP_NONE || indents(wrap, line, next)) {
        return false;
    }
    bool goes_on = lec_char_is_lower(next->begin) && !ends_sentence(line);
    if (wrap->mode == LEC_WRAP_NARROW) {
        return line->width <= WIDE && (goes_on || !ends_word(line));
    }
    if (line->width > WIDE && line->width * 2 > wrap->width * 3) {
        return false;
    }
    if (line->width * 100 < wrap->width * SHORT_PERCENT) {
        return goes_on && line->width * 100 >= wrap->width * TINY_PERCENT;
    }
    return wrap->mode == LEC_WRAP_RAGGED || !ends_sentence(line) || is_full(wrap, line, next);
}
