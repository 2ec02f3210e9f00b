/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/chapter.h"
#include "script/marks.h"
#include "script/part.h"

/* An ellipsis takes a character. */
static const char ellipsis[] = "…";

static bool is_gap(uint32_t code)
{
    return lec_char_is_space(code) || lec_char_is_control(code);
}

/* Whether it can be shown as it stands, at whatever length. */
static bool is_clean(lec_str text)
{
    bool gap = true;
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        bool space = is_gap(c.code);
        if ((space && (gap || c.code != ' ')) || lec_mark_is_unspeakable(c.code)) {
            return false;
        }
        gap = space;
        at += c.len;
    }
    return !gap;
}

/* At most `max` characters of the text on one line. */
static lec_str cleaned(lec_arena *arena, lec_str text, size_t max)
{
    lec_buf buf = {.arena = arena};
    bool gap = false;
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < max;) {
        lec_char c = lec_utf8_at(text, at);
        if (is_gap(c.code)) {
            gap = buf.len > 0;
        } else if (!lec_mark_is_unspeakable(c.code)) {
            count += gap ? 2 : 1;
            lec_buf_add(&buf, gap ? LEC_STR(" ") : LEC_STR(""));
            lec_buf_add(&buf, lec_str_slice(text, at, at + c.len));
            gap = false;
        }
        at += c.len;
    }
    return lec_buf_str(&buf);
}

/* The end of the last word that ends at or before byte `end`; 0 when there is none. */
static size_t last_word_end(lec_str text, size_t end)
{
    if (lec_utf8_at(text, end).code == ' ') {
        return end;
    }
    while (end > 0 && text.ptr[end - 1] != ' ') {
        end--;
    }
    return end;
}

static lec_str cut(lec_arena *arena, lec_str text, size_t max)
{
    size_t whole = lec_utf8_first(text, max - 1).len;
    size_t end = last_word_end(text, whole);
    end = end > 0 ? end : whole;
    size_t word = end;
    while (word > 0 && !lec_mark_is_voiced(lec_utf8_before(text, word).code)) {
        word -= lec_utf8_before(text, word).len;
    }
    lec_buf buf = {.arena = arena};
    lec_buf_add(&buf, lec_str_slice(text, 0, word > 0 ? word : end));
    lec_buf_add(&buf, lec_str_of(ellipsis));
    return lec_buf_str(&buf);
}

lec_str lec_title_of(lec_arena *arena, lec_str text, size_t max)
{
    /* One character more tells that there is more; bytes tell it sooner. */
    lec_str head = lec_utf8_first(text, 2 * max);
    if (head.len < text.len || !is_clean(text)) {
        text = is_clean(head) ? head : cleaned(arena, text, max + 1);
    }
    if (!text.ptr || lec_utf8_count(text) <= max) {
        return text;
    }
    return cut(arena, text, max);
}

lec_str lec_title_opening(lec_arena *arena, const lec_rules *rules, lec_str text)
{
    lec_parts parts = lec_parts_of(rules, text);
    lec_part part = {.opens = true};
    if (!lec_parts_next(&parts, &part)) {
        return LEC_STR("");
    }
    return lec_title_of(arena, lec_str_slice(text, part.voiced.start, part.voiced.end),
                        LEC_CHAPTER_TITLE_MAX);
}
