/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/timing.h"

#include "base/arena.h"
#include "base/chars.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

/* Goes forward over displayed text and knows where the word under it began. */
typedef struct scanner {
    lec_str text;
    size_t at, word;
} scanner;

/* @return where the displayed word begins that byte `to` belongs to. */
static size_t scan_to(scanner *scan, size_t to)
{
    while (scan->at < to) {
        lec_char c = lec_utf8_at(scan->text, scan->at);
        if (c.len == 0) {
            break;
        }
        scan->at += c.len;
        if (lec_char_is_space(c.code) || lec_char_is_unspaced(c.code)) {
            scan->word = scan->at;
        }
    }
    if (scan->at == to && lec_char_is_unspaced(lec_utf8_at(scan->text, to).code)) {
        scan->word = to;
    }
    return scan->word;
}

static size_t length_without_space(lec_str text)
{
    size_t end = text.len;
    for (;;) {
        lec_char c = lec_utf8_before(text, end);
        if (c.len == 0 || !lec_char_is_space(c.code)) {
            return end;
        }
        end -= c.len;
    }
}

static uint64_t frame_in_track(const lec_kept *kept, uint64_t frame)
{
    uint64_t from = kept->of_take.start;
    uint64_t to = kept->of_take.end;
    frame = frame < from ? from : frame > to ? to : frame;
    return kept->of_track.start + (frame - from);
}

static lec_timed_word *push(lec_word_list *list)
{
    lec_timed_word *items =
        lec_arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
    if (!items) {
        return NULL;
    }
    list->items = items;
    return &items[list->count++];
}

static void close_word(lec_timed_word *word, lec_str display, size_t end, uint64_t frame)
{
    word->length = (uint32_t)length_without_space(lec_str_slice(display, word->display, end));
    word->frames.end = frame;
}

lec_status lec_timing_add(lec_word_list *list, const lec_speech_line *line, const lec_take *take,
                          const lec_kept *kept, lec_error *error)
{
    if (line->display.len == 0) {
        return LEC_OK;
    }
    lec_timed_word *last = push(list);
    if (!last) {
        return lec_fail_memory(error);
    }
    *last = (lec_timed_word){.line = (uint32_t)take->line, .frames = kept->of_track};
    scanner scan = {.text = line->display};
    for (size_t i = 0; i < take->word_count; i++) {
        size_t at = scan_to(&scan, lec_speech_line_display(line, take->words[i].spoken).start);
        if (at <= last->display || at >= line->display.len) {
            continue;
        }
        uint64_t frame = frame_in_track(kept, take->words[i].frame);
        frame = frame > last->frames.start ? frame : last->frames.start;
        close_word(last, line->display, at, frame);
        last = push(list);
        if (!last) {
            return lec_fail_memory(error);
        }
        *last = (lec_timed_word){.line = (uint32_t)take->line,
                                 .display = (uint32_t)at,
                                 .frames = {frame, kept->of_track.end}};
    }
    close_word(last, line->display, line->display.len, kept->of_track.end);
    return LEC_OK;
}
