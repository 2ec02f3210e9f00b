/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: for every byte of every source what became of it.
 *
 * Two streams explain a source: its omissions, and the blocks' texts, which the script's lines cut
 * into what is said as written, what is read differently, and the white space between. Both ascend;
 * they are merged while they are printed, and a byte that neither or both explain is an error.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "publish/rendition.h"
#include "publish/share.h"

#include <inttypes.h>
#include <string.h>

typedef struct ledger {
    lec_sink sink;
    lec_error *error;
    lec_status status; /* the first failure; nothing is printed after it */
    const lec_timeline *timeline;

    const lec_document *document;
    size_t story;
    lec_str name;    /* of the source, printable */
    size_t at;       /* bytes of the source that are explained */
    size_t omission; /* next one */
    size_t line;     /* next one of the script */

    const lec_block *block;
    size_t text; /* bytes of the block's text that are explained */
    size_t run;  /* the one that holds byte `text` */

    lec_share share; /* of the frames of the line that is explained now; none between lines */
} ledger;

/* ---- entries */

static void fail_bytes(ledger *l, size_t start, size_t end, const char *what)
{
    if (l->status == LEC_OK) {
        l->status = lec_fail(l->error, LEC_INTERNAL, "bytes %zu to %zu of %.*s are %s", start, end,
                             LEC_ARG(l->name), what);
    }
}

/* Begins the entry of a span, which must be the next one. @return whether there is one to end. */
static bool begin_entry(ledger *l, lec_span span, const char *kind)
{
    if (span.start > l->at) {
        fail_bytes(l, l->at, span.start, "unexplained");
    } else if (span.start < l->at) {
        fail_bytes(l, span.start, span.end < l->at ? span.end : l->at, "explained twice");
    }
    if (l->status != LEC_OK || span.start >= span.end) {
        return false;
    }
    l->at = span.end;
    lec_sink_add(&l->sink, LEC_STR("{\"source\":"));
    lec_sink_json(&l->sink, l->name);
    lec_sink_printf(&l->sink, ",\"start\":%zu,\"end\":%zu,\"kind\":\"%s\"", span.start, span.end,
                    kind);
    return true;
}

static void add_member(ledger *l, const char *key, lec_str value)
{
    lec_sink_printf(&l->sink, ",\"%s\":", key);
    lec_sink_json(&l->sink, value);
}

static void add_frames(ledger *l, lec_frames frames)
{
    lec_sink_printf(&l->sink, ",\"frames\":[%" PRIu64 ",%" PRIu64 "]", frames.start, frames.end);
}

static void end_entry(ledger *l)
{
    lec_sink_add(&l->sink, LEC_STR("}\n"));
}

static void add_unheard(ledger *l, lec_span span, const char *rule, const char *reason)
{
    if (begin_entry(l, span, *reason ? "left-out" : "layout")) {
        add_member(l, "rule", lec_str_of(rule));
        if (*reason) {
            add_member(l, "reason", lec_str_of(reason));
        }
        end_entry(l);
    }
}

/* Prints the omissions that begin before a byte. */
static void add_omissions(ledger *l, size_t before)
{
    const lec_document *document = l->document;
    for (; l->omission < document->omission_count; l->omission++) {
        const lec_omission *omission = &document->omissions[l->omission];
        if (omission->span.start >= before || l->status != LEC_OK) {
            break;
        }
        add_unheard(l, omission->span, omission->rule, omission->reason);
    }
}

/* ---- from a block's text to its source */

static size_t run_end(const ledger *l)
{
    bool last = l->run + 1 == l->block->run_count;
    return last ? l->block->text.len : l->block->runs[l->run + 1].text;
}

/* A piece of text, and of the source, that belong together. */
typedef struct piece {
    lec_span text, source;
} piece;

/* Goes to the run that holds byte l->text. */
static const lec_run *find_run(ledger *l)
{
    const lec_run *runs = l->block->runs;
    while (l->run + 1 < l->block->run_count && runs[l->run + 1].text <= l->text) {
        l->run++;
    }
    return &runs[l->run];
}

/* Where the next piece begins in the source. */
static size_t next_source(ledger *l)
{
    const lec_run *run = find_run(l);
    return run->source.start + (l->text - run->text);
}

/* Takes the next piece of the block's text: at most to `end`, but a rewritten run whole. */
static piece take(ledger *l, size_t end)
{
    if (l->block->run_count == 0) {
        fail_bytes(l, l->at, l->block->span.end, "unexplained");
        l->text = end;
        return (piece){{end, end}, {l->at, l->at}};
    }
    const lec_run *run = find_run(l);
    piece taken = {{l->text, run_end(l)}, run->source};
    if (!run->rewritten) {
        taken.text.end = taken.text.end < end ? taken.text.end : end;
        taken.source.start = run->source.start + (taken.text.start - run->text);
        taken.source.end = run->source.start + (taken.text.end - run->text);
    }
    l->text = taken.text.end;
    return taken;
}

static lec_str text_of(const ledger *l, lec_span span)
{
    return lec_str_slice(l->block->text, span.start, span.end);
}

static lec_str source_of(const ledger *l, lec_span span)
{
    return lec_str_slice(l->document->source->text, span.start, span.end);
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

static void add_heard(ledger *l, piece part, lec_str after, const char *rule)
{
    lec_frames frames = lec_share_take(&l->share, part.text.end);
    if (!rule && frames.start == frames.end && is_blank(text_of(l, part.text))) {
        add_unheard(l, part.source, "space", ""); /* between two words that are read differently */
    } else if (lec_share_is_silent(&l->share)) {
        add_unheard(l, part.source, "no-sound", "the voice makes no sound of it");
    } else if (begin_entry(l, part.source, rule ? "read" : "spoken")) {
        add_frames(l, frames);
        if (rule) {
            add_member(l, "before", source_of(l, part.source));
            add_member(l, "after", after);
            add_member(l, "rule", lec_str_of(rule));
        }
        end_entry(l);
    }
}

/* A stretch whose source was rewritten when the block was made. */
static void add_rewritten(ledger *l, piece part)
{
    lec_str text = text_of(l, part.text);
    if (is_blank(text)) {
        add_unheard(l, part.source, white_space_rule(source_of(l, part.source)), "");
    } else {
        add_heard(l, part, text, "notation");
    }
}

/* A stretch of as many bytes as its source: where they differ, a line break became a space. */
static void add_copied(ledger *l, piece part)
{
    const char *text = l->block->text.ptr + part.text.start;
    const char *source = l->document->source->text.ptr + part.source.start;
    size_t count = part.text.end - part.text.start;
    for (size_t at = 0; at < count && l->status == LEC_OK;) {
        size_t end = at + 1;
        bool same = text[at] == source[at];
        while (end < count && (text[end] == source[end]) == same) {
            end++;
        }
        piece stretch = {{part.text.start + at, part.text.start + end},
                         {part.source.start + at, part.source.start + end}};
        if (same) {
            add_heard(l, stretch, (lec_str){0}, NULL);
        } else {
            add_rewritten(l, stretch);
        }
        at = end;
    }
}

/* Text that is said as it is written, up to `end`. */
static void explain_verbatim(ledger *l, size_t end)
{
    while (l->text < end && l->status == LEC_OK) {
        piece part = take(l, end);
        add_omissions(l, part.source.start);
        size_t written = part.source.end - part.source.start;
        if (written == part.text.end - part.text.start) {
            add_copied(l, part);
        } else {
            add_rewritten(l, part);
        }
    }
}

/* Takes pieces up to `end` for as long as one follows the other in the source. */
static piece take_stretch(ledger *l, size_t end)
{
    piece whole = take(l, end);
    while (l->text < end && l->status == LEC_OK && next_source(l) == whole.source.end) {
        piece more = take(l, end);
        whole.text.end = more.text.end;
        whole.source.end = more.source.end;
    }
    return whole;
}

/* Text that is said in other words, up to `end`. Where something was left out in its middle the
 * bytes before that carry the words and all frames. */
static void explain_reading(ledger *l, size_t end, const lec_reading *reading, lec_str spoken)
{
    lec_str after = lec_str_slice(spoken, reading->spoken.start, reading->spoken.end);
    bool said = after.len > 0;
    while (l->text < end && l->status == LEC_OK) {
        piece part = take_stretch(l, end);
        add_omissions(l, part.source.start);
        if (said) {
            part.text.end = part.text.end > end ? part.text.end : end;
            add_heard(l, part, after, reading->rule);
            after.len = 0;
        } else {
            add_unheard(l, part.source, reading->rule, "it is not said");
        }
    }
}

/* ---- blocks and sources */

/* White space between lines. Anything else there would be lost text. */
static void explain_gap(ledger *l, size_t end)
{
    while (l->text < end && l->status == LEC_OK) {
        piece part = take(l, end);
        add_omissions(l, part.source.start);
        if (!is_blank(text_of(l, part.text))) {
            fail_bytes(l, part.source.start, part.source.end, "unexplained");
        }
        lec_str source = source_of(l, part.source);
        bool kept = lec_str_equal(source, text_of(l, part.text));
        add_unheard(l, part.source, kept ? "space" : white_space_rule(source), "");
    }
}

static void explain_line(ledger *l, size_t index)
{
    const lec_speech_line *line = &l->timeline->script->lines[index].speech;
    size_t start = (size_t)(line->display.ptr - l->block->text.ptr);
    explain_gap(l, start);
    l->share = lec_share_of(l->timeline, index, start, l->share.word);
    for (size_t i = 0; i < line->reading_count; i++) {
        const lec_reading *reading = &line->readings[i];
        explain_verbatim(l, start + reading->display.start);
        explain_reading(l, start + reading->display.end, reading, line->spoken);
    }
    explain_verbatim(l, start + line->display.len);
}

/* @return whether the script's next speech line says part of this block; l->line is then its index.
 */
static bool next_line(ledger *l, size_t block)
{
    const lec_script *script = l->timeline->script;
    while (l->line < script->line_count && script->lines[l->line].kind != LEC_LINE_SPEECH) {
        l->line++;
    }
    return l->line < script->line_count && script->lines[l->line].story == l->story &&
           script->lines[l->line].speech.block == block;
}

static void explain_block(ledger *l, size_t index)
{
    l->block = &l->document->blocks[index];
    l->text = 0;
    l->run = 0;
    for (; l->status == LEC_OK && next_line(l, index); l->line++) {
        explain_line(l, l->line);
    }
    explain_gap(l, l->block->text.len);
}

/* A name may hold any bytes. */
static bool name_source(ledger *l, lec_arena *scratch)
{
    enum { ESCAPED_MAX = 10 }; /* bytes that lec_printable() makes of one, at most */
    lec_str name = l->document->source->name;
    size_t size = name.len * ESCAPED_MAX + 1;
    char *printable = LEC_NEW(scratch, size, char);
    if (printable) {
        lec_printable(name, printable, size);
        l->name = lec_str_of(printable);
    }
    return printable != NULL;
}

static void explain_source(ledger *l, lec_arena scratch)
{
    l->at = 0;
    l->omission = 0;
    if (!name_source(l, &scratch)) {
        l->status = lec_fail_memory(l->error);
        return;
    }
    for (size_t i = 0; i < l->document->block_count && l->status == LEC_OK; i++) {
        explain_block(l, i);
    }
    size_t length = l->document->source->text.len;
    add_omissions(l, length);
    (void)begin_entry(l, (lec_span){length, length}, "");
}

static lec_status write_ledger(const lec_publication *publication, const lec_outfile *out,
                               lec_arena scratch, lec_error *error)
{
    ledger l = {
        .sink = {.fd = out->fd},
        .error = error,
        .timeline = lec_track_timeline(publication->track),
    };
    const lec_script *script = l.timeline->script;
    for (; l.story < script->story_count && l.status == LEC_OK; l.story++) {
        l.document = script->stories[l.story].document;
        explain_source(&l, scratch);
    }
    return l.status == LEC_OK ? lec_sink_flush(&l.sink, out->path, error) : l.status;
}

const lec_rendition_row lec_rendition_ledger = {
    .info = {.name = "ledger",
             .extension = ".ledger.jsonl",
             .description = "what became of every byte of the input, as JSON lines",
             .needs = LEC_NEEDS_TRACK},
    .write = write_ledger,
};
