/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The article for a person who asks where a piece of it went: what is spoken, and between that what
 * was left out, each piece with the name of its rule; then how often each rule was applied, and
 * why. A margin tells the two apart, and on a terminal colour as well.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "publish/pieces.h"
#include "publish/rendition.h"

#include <string.h>

/* Select graphic rendition (ECMA-48, 8.3.117); empty where colour is not wanted. */
typedef struct style {
    const char *heading, *rule, *left_out, *end;
} style;

static const style PLAIN = {"", "", "", ""};
static const style COLOURED = {"\x1b[1m", "\x1b[33m", "\x1b[2;9m", "\x1b[0m"};

/* How often a rule was applied. */
typedef struct count {
    const char *rule, *reason;
    size_t pieces;
} count;

typedef struct explanation {
    lec_sink sink;
    style style;
    lec_arena *arena;
    count *counts;
    size_t count_count, capacity;
} explanation;

/* NO_COLOR is as no-color.org has it. */
static style style_for(const lec_outfile *out)
{
    const char *terminal = lec_env("TERM");
    bool coloured = out->stream >= 0 && lec_is_terminal(out->stream) && !lec_env("NO_COLOR") &&
                    terminal && strcmp(terminal, "dumb") != 0;
    return coloured ? COLOURED : PLAIN;
}

/* ---- text that is fit for a terminal */

enum { SHOWN_MAX = 80 }; /* characters of what stands in no block: it may be a whole program */

/* What a source holds may be anything: on one line, and made visible. */
static void print_shown(lec_sink *sink, lec_str text)
{
    char shown[64];
    size_t at = lec_spaces_end(text, 0);
    for (size_t i = 0; at < text.len && i < SHOWN_MAX; i++) {
        lec_char c = lec_utf8_at(text, at);
        size_t end = lec_spaces_end(text, at);
        if (end > at) {
            lec_sink_add(sink, end < text.len ? LEC_STR(" ") : LEC_STR(""));
        } else {
            end = at + c.len;
            lec_printable(lec_str_slice(text, at, end), shown, sizeof shown);
            lec_sink_add(sink, lec_str_of(shown));
        }
        at = end;
    }
    lec_sink_add(sink, at < text.len ? LEC_STR("…") : LEC_STR(""));
}

/* ---- lines */

static void print_styled(explanation *e, const char *start, lec_str text)
{
    lec_sink_add(&e->sink, lec_str_of(start));
    lec_sink_add(&e->sink, text);
    lec_sink_add(&e->sink, lec_str_of(e->style.end));
}

static void print_kept(explanation *e, lec_str text, bool heading)
{
    lec_sink_add(&e->sink, LEC_STR("  "));
    if (heading) {
        print_styled(e, e->style.heading, text);
    } else {
        lec_sink_add(&e->sink, text);
    }
    lec_sink_add(&e->sink, LEC_STR("\n\n"));
}

static void print_left_out(explanation *e, const char *rule, lec_str text, bool whole)
{
    lec_sink_printf(&e->sink, "- %s[%s]%s %s", e->style.rule, rule, e->style.end,
                    e->style.left_out);
    if (whole) {
        lec_sink_add(&e->sink, text);
    } else {
        print_shown(&e->sink, text);
    }
    lec_sink_add(&e->sink, lec_str_of(e->style.end));
    lec_sink_add(&e->sink, LEC_STR("\n\n"));
}

/* ---- how often each rule was applied */

static bool count_rule(explanation *e, const char *rule, const char *reason)
{
    for (size_t i = 0; i < e->count_count; i++) {
        if (strcmp(e->counts[i].rule, rule) == 0) {
            e->counts[i].pieces++;
            return true;
        }
    }
    count *grown = lec_arena_grow(e->arena, e->counts, e->count_count, &e->capacity, sizeof *grown);
    if (!grown) {
        return false;
    }
    e->counts = grown;
    e->counts[e->count_count++] = (count){rule, reason, 1};
    return true;
}

static void print_counts(explanation *e)
{
    if (e->count_count == 0) {
        lec_sink_add(&e->sink, LEC_STR("Nothing was left out.\n"));
        return;
    }
    lec_sink_add(&e->sink, LEC_STR("Left out:\n"));
    for (size_t i = 0; i < e->count_count; i++) {
        const count *row = &e->counts[i];
        lec_sink_printf(&e->sink, "%6zu  %-18s ", row->pieces, row->rule);
        lec_sink_add(&e->sink, lec_str_of(row->reason));
        lec_sink_add(&e->sink, LEC_STR("\n"));
    }
}

/* ---- all of it */

/* @return false when memory has run out. */
static bool print_piece(explanation *e, const lec_document *document, lec_piece piece)
{
    const lec_omission *omission = piece.omission;
    if (omission) {
        print_left_out(e, omission->rule, lec_omission_text(document, omission), false);
        return count_rule(e, omission->rule, omission->reason);
    }
    if (piece.block->rule) {
        print_left_out(e, piece.block->rule, piece.block->text, true);
        return count_rule(e, piece.block->rule, piece.block->reason);
    }
    print_kept(e, piece.block->text, piece.block->kind == LEC_BLOCK_HEADING);
    return true;
}

static lec_status print_document(explanation *e, const lec_document *document, lec_error *error)
{
    if (document->facts.title.len && !lec_opens_with_title(document)) {
        print_kept(e, document->facts.title, true);
    }
    lec_pieces pieces = {.document = document};
    for (lec_piece piece; lec_pieces_next(&pieces, &piece);) {
        if (!print_piece(e, document, piece)) {
            return lec_fail_memory(error);
        }
    }
    return LEC_OK;
}

static lec_status write_explanation(const lec_publication *publication, const lec_outfile *out,
                                    lec_arena scratch, lec_error *error)
{
    explanation e = {.sink = {.fd = out->fd}, .style = style_for(out), .arena = &scratch};
    lec_status status = LEC_OK;
    for (size_t i = 0; status == LEC_OK && i < publication->document_count; i++) {
        status = print_document(&e, &publication->documents[i], error);
    }
    print_counts(&e);
    return status == LEC_OK ? lec_sink_flush(&e.sink, out->path, error) : status;
}

const lec_rendition_row lec_rendition_explain = {
    .info = {.name = "explain",
             .description =
                 "the article, with what is left out in its place, by which rule and why",
             .needs = LEC_NEEDS_DOCUMENT},
    .write = write_explanation,
};
