/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/inline.h"

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/line.h"

static lec_char_use use_at(lec_str text, size_t at, uint32_t *len)
{
    lec_char c = lec_utf8_at(text, at);
    *len = c.len;
    return lec_char_use_of(c.code);
}

static bool is_white(lec_char_use use)
{
    return use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK;
}

/* Whether a line ends after the byte at `at`. */
static bool ends_line(lec_str text, size_t at)
{
    bool carriage_return = text.ptr[at] == '\r';
    bool line_feed_follows = at + 1 < text.len && text.ptr[at + 1] == '\n';
    return text.ptr[at] == '\n' || (carriage_return && !line_feed_follows);
}

/* A stretch of white space. */
typedef struct white_gap {
    size_t end;
    size_t lines;  /* that end in it */
    bool no_break; /* it is one no-break space, alone */
} white_gap;

static white_gap gap_at(lec_str text, lec_span span)
{
    white_gap gap = {.end = span.start};
    uint32_t len;
    for (; gap.end < span.end; gap.end += len) {
        lec_char_use use = use_at(text, gap.end, &len);
        if (!is_white(use)) {
            break;
        }
        gap.no_break = use == LEC_USE_NO_BREAK && gap.end == span.start;
        gap.lines += ends_line(text, gap.end);
    }
    return gap;
}

/* ---- leaving out */

static size_t leave_out_white(lec_writer *writer, lec_span span)
{
    white_gap gap = gap_at(writer->source, span);
    const char *rule = gap.lines > 1 ? "blank-line" : gap.lines == 1 ? "line-break" : "white-space";
    lec_writer_omit(writer, (lec_span){span.start, gap.end}, rule, "");
    return gap.end;
}

void lec_leave_out(lec_writer *writer, lec_span span, const char *rule)
{
    while (span.start < span.end) {
        uint32_t len;
        lec_char_use use = use_at(writer->source, span.start, &len);
        if (is_white(use)) {
            span.start = leave_out_white(writer, span);
            continue;
        }
        lec_use_info info = lec_use_info_of(use);
        lec_writer_omit(writer, (lec_span){span.start, span.start + len},
                        info.rule ? info.rule : rule, info.rule ? info.reason : "");
        span.start += len;
    }
}

/* ---- content */

lec_span lec_content_trim(lec_str text, lec_span span)
{
    uint32_t len;
    while (span.start < span.end && use_at(text, span.start, &len) != LEC_USE_TEXT) {
        span.start += len;
    }
    while (span.end > span.start) {
        lec_char c = lec_utf8_before(text, span.end);
        if (lec_char_use_of(c.code) == LEC_USE_TEXT) {
            break;
        }
        span.end -= c.len;
    }
    return span;
}

bool lec_gap_is_seamless(lec_str text, lec_span gap, uint32_t after)
{
    lec_char before = lec_utf8_before(text, gap.start);
    if (gap_at(text, gap).lines == 0) {
        return false;
    }
    if (before.code == 0xAD) {
        return true;
    }
    if (before.code == '-' || before.code == 0x2010) {
        lec_char letter = lec_utf8_before(text, gap.start - before.len);
        return lec_char_is_letter(letter.code) && lec_char_is_lower(after);
    }
    return lec_char_is_unspaced(before.code) && lec_char_is_unspaced(after);
}

/* The first character at or after `at` that is kept. */
static uint32_t next_kept(lec_str text, size_t at)
{
    uint32_t len;
    while (at < text.len && use_at(text, at, &len) != LEC_USE_TEXT) {
        at += len;
    }
    return lec_utf8_at(text, at).code;
}

/* White space in a block, with the quote marks that follow a line end in it. `spaced` says whether
 * the gap has had its space. Returns where it ends. */
static size_t write_gap(lec_writer *writer, lec_span span, bool quoted, bool *spaced)
{
    lec_str text = writer->source;
    white_gap gap = gap_at(text, span);
    size_t marks_end = gap.end;
    if (quoted && gap.lines > 0) {
        int depth;
        marks_end = lec_quote_marks_end(text, gap.end, span.end, &depth);
    }
    lec_span white = {span.start, gap.end};
    if (gap.no_break) {
        lec_writer_keep(writer, white);
    } else if (*spaced ||
               (gap.lines > 0 && lec_gap_is_seamless(text, white, next_kept(text, marks_end)))) {
        (void)leave_out_white(writer, white);
        *spaced = true;
    } else {
        lec_writer_space(writer, white);
        *spaced = true;
    }
    lec_writer_omit(writer, (lec_span){gap.end, marks_end}, "quote-mark", "");
    return marks_end;
}

static size_t kept_end(lec_str text, lec_span span)
{
    uint32_t len = 0;
    while (span.start < span.end && use_at(text, span.start, &len) == LEC_USE_TEXT) {
        span.start += len;
    }
    return span.start;
}

void lec_write_content(lec_writer *writer, lec_span content, bool quoted)
{
    bool spaced = false;
    while (content.start < content.end) {
        uint32_t len;
        lec_char_use use = use_at(writer->source, content.start, &len);
        size_t end = content.start + len;
        if (use == LEC_USE_TEXT) {
            end = kept_end(writer->source, content);
            lec_writer_keep(writer, (lec_span){content.start, end});
            spaced = false;
        } else if (is_white(use)) {
            end = write_gap(writer, content, quoted, &spaced);
        } else {
            lec_use_info info = lec_use_info_of(use);
            lec_writer_omit(writer, (lec_span){content.start, end}, info.rule, info.reason);
        }
        content.start = end;
    }
}
