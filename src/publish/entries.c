/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three things explain a source: its omissions, the blocks that are left out, and the blocks that
 * are spoken, whose texts the script's lines cut into what is said as written, what is read
 * differently, and the white space between. A block may stand elsewhere than in the source, such as
 * a note at the end of its section: so all entries are gathered, then sorted, then held to tile.
 */
#include "publish/entries.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "publish/share.h"

#include <stdlib.h>

typedef struct gathering {
    lec_arena *arena;
    lec_error *error;
    lec_status status; /* the first failure; nothing is gathered after it */
    lec_entry *entries;
    size_t count, capacity;

    const lec_document *document;
    const lec_script *script;
    const lec_timeline *timeline;
    size_t story;
    size_t line; /* next one of the script */

    const lec_block *block;
    size_t text; /* bytes of the block's text that are explained */
    size_t run;  /* the one that holds byte `text` */

    lec_share share; /* of the frames of the line that is explained now; none between lines */
} gathering;

/* ---- entries */

static void fail_bytes(gathering *g, lec_span span, const char *what)
{
    if (g->status == LEC_OK) {
        lec_source_place place = lec_source_find(g->document->source, span.start);
        g->status =
            lec_fail(g->error, LEC_INTERNAL, "bytes %zu to %zu of %.*s are %s", place.offset,
                     place.offset + (span.end - span.start), LEC_ARG(place.name), what);
    }
}

static void add_entry(gathering *g, lec_entry entry)
{
    if (g->status != LEC_OK || entry.span.start >= entry.span.end) {
        return;
    }
    lec_entry *grown = lec_arena_grow(g->arena, g->entries, g->count, &g->capacity, sizeof *grown);
    if (!grown) {
        g->status = lec_fail_memory(g->error);
        return;
    }
    g->entries = grown;
    g->entries[g->count++] = entry;
}

static void add_unheard(gathering *g, lec_span span, const char *rule, const char *reason)
{
    lec_fate fate = *reason ? LEC_FATE_LEFT_OUT : LEC_FATE_LAYOUT;
    add_entry(g, (lec_entry){.span = span, .fate = fate, .rule = rule, .reason = reason});
}

static void add_omissions(gathering *g)
{
    for (size_t i = 0; i < g->document->omission_count; i++) {
        const lec_omission *omission = &g->document->omissions[i];
        add_unheard(g, omission->span, omission->rule, omission->reason);
    }
}

/* ---- blocks that are left out */

/* An entry for each stretch of the source that no markup interrupts. */
static void add_left_out(gathering *g, const lec_block *block)
{
    const lec_run *runs = block->runs;
    for (size_t i = 0, end = 0; i < block->run_count; i = end) {
        lec_span span = runs[i].source;
        for (end = i + 1; end < block->run_count && runs[end].source.start == span.end; end++) {
            span.end = runs[end].source.end;
        }
        add_unheard(g, span, block->rule, block->reason);
    }
}

/* ---- from a block's text to its source */

static size_t run_end(const gathering *g)
{
    bool last = g->run + 1 == g->block->run_count;
    return last ? g->block->text.len : g->block->runs[g->run + 1].text;
}

/* A piece of text, and of the source, that belong together. */
typedef struct piece {
    lec_span text, source;
    bool rewritten;
} piece;

/* Goes to the run that holds byte g->text. */
static const lec_run *find_run(gathering *g)
{
    const lec_run *runs = g->block->runs;
    while (g->run + 1 < g->block->run_count && runs[g->run + 1].text <= g->text) {
        g->run++;
    }
    return &runs[g->run];
}

/* Where the next piece begins in the source. */
static size_t next_source(gathering *g)
{
    const lec_run *run = find_run(g);
    return run->source.start + (g->text - run->text);
}

/* Takes the next piece of the block's text: at most to `end`, but a rewritten run whole. */
static piece take(gathering *g, size_t end)
{
    if (g->block->run_count == 0) {
        fail_bytes(g, g->block->span, "unexplained");
        g->text = end;
        return (piece){.text = {end, end}};
    }
    const lec_run *run = find_run(g);
    piece taken = {{g->text, run_end(g)}, run->source, run->rewritten};
    if (!run->rewritten) {
        taken.text.end = taken.text.end < end ? taken.text.end : end;
        taken.source.start = run->source.start + (taken.text.start - run->text);
        taken.source.end = run->source.start + (taken.text.end - run->text);
    }
    g->text = taken.text.end;
    return taken;
}

static lec_str text_of(const gathering *g, lec_span span)
{
    return lec_str_slice(g->block->text, span.start, span.end);
}

static lec_str source_of(const gathering *g, lec_span span)
{
    return lec_str_slice(g->document->source->text, span.start, span.end);
}

static bool is_blank(lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        if (!lec_char_is_space(c.code)) {
            return false;
        }
        at += c.len;
    }
    return true;
}

static const char *white_space_rule(lec_str source)
{
    bool breaks =
        lec_str_find(source, '\n', 0) < source.len || lec_str_find(source, '\r', 0) < source.len;
    return breaks ? "line-break" : "white-space";
}

/* ---- what is said */

static void add_heard(gathering *g, piece part, lec_str after, const char *rule)
{
    lec_frames frames = lec_share_take(&g->share, part.text.end);
    if (!rule && frames.start == frames.end && is_blank(text_of(g, part.text))) {
        add_unheard(g, part.source, "space", ""); /* between two words that are read differently */
    } else if (lec_share_is_silent(&g->share)) {
        add_unheard(g, part.source, "no-sound", "the voice makes no sound of it");
    } else {
        add_entry(g, (lec_entry){.span = part.source,
                                 .fate = rule ? LEC_FATE_READ : LEC_FATE_SPOKEN,
                                 .rule = rule,
                                 .frames = frames,
                                 .after = after});
    }
}

/* A stretch whose source was rewritten when the block was made. */
static void add_rewritten(gathering *g, piece part)
{
    lec_str text = text_of(g, part.text);
    if (is_blank(text)) {
        add_unheard(g, part.source, white_space_rule(source_of(g, part.source)), "");
    } else {
        add_heard(g, part, text, "notation");
    }
}

/* A stretch of as many bytes as its source: where they differ, a line break became a space. */
static void add_copied(gathering *g, piece part)
{
    const char *text = g->block->text.ptr + part.text.start;
    const char *source = g->document->source->text.ptr + part.source.start;
    size_t count = part.text.end - part.text.start;
    for (size_t at = 0; at < count && g->status == LEC_OK;) {
        size_t end = at + 1;
        bool same = text[at] == source[at];
        while (end < count && (text[end] == source[end]) == same) {
            end++;
        }
        piece stretch = {{part.text.start + at, part.text.start + end},
                         {part.source.start + at, part.source.start + end},
                         false};
        if (same) {
            add_heard(g, stretch, (lec_str){0}, NULL);
        } else {
            add_rewritten(g, stretch);
        }
        at = end;
    }
}

/* Text that is said as it is written, up to `end`. */
static void explain_verbatim(gathering *g, size_t end)
{
    while (g->text < end && g->status == LEC_OK) {
        piece part = take(g, end);
        if (part.rewritten) {
            add_rewritten(g, part);
        } else {
            add_copied(g, part);
        }
    }
}

/* Takes pieces up to `end` for as long as one follows the other in the source. */
static piece take_stretch(gathering *g, size_t end)
{
    piece whole = take(g, end);
    while (g->text < end && g->status == LEC_OK && next_source(g) == whole.source.end) {
        piece more = take(g, end);
        whole.text.end = more.text.end;
        whole.source.end = more.source.end;
    }
    return whole;
}

/* Text that is said in other words, up to `end`. Where something was left out in its middle the
 * bytes before that carry the words and all frames. */
static void explain_reading(gathering *g, size_t end, const lec_reading *reading, lec_str spoken)
{
    lec_str after = lec_str_slice(spoken, reading->spoken.start, reading->spoken.end);
    bool said = after.len > 0;
    while (g->text < end && g->status == LEC_OK) {
        piece part = take_stretch(g, end);
        if (said) {
            part.text.end = part.text.end > end ? part.text.end : end;
            add_heard(g, part, after, reading->rule);
            after.len = 0;
        } else {
            add_unheard(g, part.source, reading->rule, "it is not said");
        }
    }
}

/* ---- blocks and sources */

/* White space between lines. Anything else there would be lost text. */
static void explain_gap(gathering *g, size_t end)
{
    while (g->text < end && g->status == LEC_OK) {
        piece part = take(g, end);
        if (!is_blank(text_of(g, part.text))) {
            fail_bytes(g, part.source, "unexplained");
        }
        lec_str source = source_of(g, part.source);
        bool kept = lec_str_equal(source, text_of(g, part.text));
        add_unheard(g, part.source, kept ? "space" : white_space_rule(source), "");
    }
}

static void explain_line(gathering *g, size_t index)
{
    const lec_speech_line *line = &g->script->lines[index].speech;
    size_t start = (size_t)(line->display.ptr - g->block->text.ptr);
    explain_gap(g, start);
    g->share = lec_share_of(g->timeline, index, start, g->share.word);
    for (size_t i = 0; i < line->reading_count; i++) {
        const lec_reading *reading = &line->readings[i];
        explain_verbatim(g, start + reading->display.start);
        explain_reading(g, start + reading->display.end, reading, line->spoken);
    }
    explain_verbatim(g, start + line->display.len);
}

/* @return whether the script's next speech line says part of this block; g->line is then its index.
 */
static bool next_line(gathering *g, size_t block)
{
    const lec_script *script = g->script;
    while (g->line < script->line_count && script->lines[g->line].kind != LEC_LINE_SPEECH) {
        g->line++;
    }
    return g->line < script->line_count && script->lines[g->line].story == g->story &&
           script->lines[g->line].speech.block == block;
}

static void explain_block(gathering *g, size_t index)
{
    g->block = &g->document->blocks[index];
    g->text = 0;
    g->run = 0;
    for (; g->status == LEC_OK && next_line(g, index); g->line++) {
        explain_line(g, g->line);
    }
    explain_gap(g, g->block->text.len);
}

/* ---- all of them */

static int by_start(const void *one, const void *other)
{
    const lec_span *a = &((const lec_entry *)one)->span;
    const lec_span *b = &((const lec_entry *)other)->span;
    if (a->start != b->start) {
        return a->start > b->start ? 1 : -1;
    }
    return (a->end > b->end) - (a->end < b->end);
}

/* Every byte of the source is explained once. */
static void check_tiling(gathering *g)
{
    size_t at = 0;
    for (size_t i = 0; i < g->count && g->status == LEC_OK; i++) {
        lec_span span = g->entries[i].span;
        if (span.start > at) {
            fail_bytes(g, (lec_span){at, span.start}, "unexplained");
        } else if (span.start < at) {
            fail_bytes(g, (lec_span){span.start, span.end < at ? span.end : at}, "explained twice");
        }
        at = span.end;
    }
    size_t length = g->document->source->text.len;
    if (at < length) {
        fail_bytes(g, (lec_span){at, length}, "unexplained");
    } else if (at > length) {
        fail_bytes(g, (lec_span){length, at}, "beyond its end");
    }
}

lec_status lec_entries_gather(lec_arena *arena, lec_explained *so_far, lec_entries *entries,
                              lec_error *error)
{
    const lec_script *script = so_far->timeline->script;
    gathering g = {
        .arena = arena,
        .error = error,
        .document = script->stories[so_far->story].document,
        .script = script,
        .timeline = so_far->timeline,
        .story = so_far->story,
        .line = so_far->line,
        .share.word = so_far->word,
    };
    add_omissions(&g);
    for (size_t i = 0; i < g.document->left_out_count; i++) {
        add_left_out(&g, &g.document->left_out[i]);
    }
    for (size_t i = 0; i < g.document->block_count && g.status == LEC_OK; i++) {
        explain_block(&g, i);
    }
    if (g.count > 0) {
        qsort(g.entries, g.count, sizeof *g.entries, by_start);
    }
    check_tiling(&g);
    so_far->story++;
    so_far->line = g.line;
    so_far->word = g.share.word;
    *entries = (lec_entries){g.entries, g.count};
    return g.status;
}
