/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/line_writer.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

static bool is_white(lec_char_use use)
{
    return use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK;
}

static bool has_gap(const lec_line_writer *line)
{
    return line->gap.end > line->gap.start;
}

static void put_gap(lec_line_writer *line, lec_span span)
{
    if (!has_gap(line)) {
        line->gap = span;
    } else if (line->gap.end == span.start) {
        line->gap.end = span.end;
    } else {
        lec_writer_omit(line->writer, span, "white-space", "");
    }
}

static void close_gap(lec_line_writer *line)
{
    if (!has_gap(line)) {
        return;
    }
    if (lec_writer_length(line->writer) > 0) {
        lec_writer_space(line->writer, line->gap);
    } else {
        lec_writer_omit(line->writer, line->gap, "white-space", "");
    }
    line->gap = (lec_span){0, 0};
}

void lec_line_put(lec_line_writer *line, lec_span span, lec_str character, bool same)
{
    lec_char_use use = lec_char_use_of(lec_utf8_at(character, 0).code);
    if (is_white(use)) {
        put_gap(line, span);
    } else if (use != LEC_USE_TEXT) {
        lec_use_info info = lec_use_info_of(use);
        lec_writer_omit(line->writer, span, info.rule, info.reason);
    } else {
        close_gap(line);
        if (same) {
            lec_writer_keep(line->writer, span);
        } else {
            lec_writer_rewrite(line->writer, span, character);
        }
    }
}

void lec_line_put_words(lec_line_writer *line, lec_span span, lec_str words)
{
    close_gap(line);
    lec_writer_rewrite(line->writer, span, words);
}

void lec_line_end(lec_line_writer *line)
{
    if (has_gap(line)) {
        lec_writer_omit(line->writer, line->gap, "white-space", "");
        line->gap = (lec_span){0, 0};
    }
}

lec_str lec_line_of(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    bool gap = false;
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        lec_char_use use = lec_char_use_of(c.code);
        if (use == LEC_USE_TEXT) {
            lec_buf_add(&buf, gap && buf.len ? LEC_STR(" ") : LEC_STR(""));
            lec_buf_add(&buf, lec_str_slice(text, at, at + c.len));
            gap = false;
        }
        gap = gap || is_white(use);
        at += c.len;
    }
    return lec_buf_str(&buf);
}
