/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read of the inputs, as JSON: the man page has its members. Empty ones are left out. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "publish/pieces.h"
#include "publish/place.h"
#include "publish/rendition.h"

static const char *const KINDS[LEC_BLOCK_KINDS] = {
    [LEC_BLOCK_HEADING] = "heading", [LEC_BLOCK_PARAGRAPH] = "paragraph",
    [LEC_BLOCK_QUOTE] = "quote",     [LEC_BLOCK_LIST_ITEM] = "list-item",
    [LEC_BLOCK_CAPTION] = "caption", [LEC_BLOCK_NOTE] = "note",
    [LEC_BLOCK_CODE] = "code",       [LEC_BLOCK_TABLE_ROW] = "table-row",
};

/* The document that is printed now. */
typedef struct printing {
    lec_sink sink;
    const lec_document *document;
    lec_places places;
} printing;

static void print_member(lec_sink *sink, const char *key, lec_str value)
{
    if (value.len) {
        lec_sink_printf(sink, ",\"%s\":", key);
        lec_sink_json(sink, value);
    }
}

static void print_facts(lec_sink *sink, const lec_facts *facts)
{
    print_member(sink, "title", facts->title);
    print_member(sink, "author", facts->author);
    print_member(sink, "date", facts->date);
    print_member(sink, "lang", facts->lang);
    print_member(sink, "site", facts->site);
    print_member(sink, "image", facts->image);
    print_member(sink, "url", facts->url);
}

static void print_names(printing *p)
{
    for (size_t i = 0; p->places.names && i < p->document->source->member_count; i++) {
        lec_sink_add(&p->sink, i ? LEC_STR(",\n  ") : LEC_STR(",\"members\":[\n  "));
        lec_sink_json(&p->sink, p->places.names[i]);
    }
    lec_sink_add(&p->sink, p->places.names ? LEC_STR("]") : LEC_STR(""));
}

/* ---- blocks */

/* Only in a container; else it is the document's. */
static void print_source(printing *p, size_t byte)
{
    if (p->places.names) {
        print_member(&p->sink, "source",
                     lec_places_first(&p->places, (lec_span){byte, byte + 1}).name);
    }
}

static void print_span(printing *p, lec_span span)
{
    lec_span within = lec_places_first(&p->places, span).span;
    lec_sink_printf(&p->sink, "[%zu,%zu]", within.start, within.end);
}

/* A span for each stretch of the source that nothing interrupts. */
static void print_spans(printing *p, const lec_block *block)
{
    const lec_run *runs = block->runs;
    lec_sink_add(&p->sink, LEC_STR(",\"spans\":["));
    for (size_t i = 0, end = 0; i < block->run_count; i = end) {
        lec_span span = runs[i].source;
        for (end = i + 1; end < block->run_count && runs[end].source.start == span.end; end++) {
            span.end = runs[end].source.end;
        }
        lec_sink_add(&p->sink, i ? LEC_STR(",") : LEC_STR(""));
        print_span(p, span);
    }
    lec_sink_add(&p->sink, LEC_STR("]"));
}

static void print_block(printing *p, const lec_block *block)
{
    lec_sink_printf(&p->sink, "{\"kind\":\"%s\"", KINDS[block->kind]);
    if (block->level > 0) {
        lec_sink_printf(&p->sink, ",\"level\":%d", block->level);
    }
    print_member(&p->sink, "lang", block->lang);
    if (block->rule) {
        lec_sink_add(&p->sink, LEC_STR(",\"left_out\":{\"rule\":"));
        lec_sink_json(&p->sink, lec_str_of(block->rule));
        print_member(&p->sink, "reason", lec_str_of(block->reason));
        lec_sink_add(&p->sink, LEC_STR("}"));
    }
    print_member(&p->sink, "text", block->text);
    print_source(p, block->span.start);
    print_spans(p, block);
    lec_sink_add(&p->sink, LEC_STR("}"));
}

static void print_blocks(printing *p)
{
    const char *before = ",\"blocks\":[\n  "; /* there is one at least */
    lec_pieces pieces = {.document = p->document};
    for (lec_piece piece; lec_pieces_next(&pieces, &piece);) {
        if (piece.block) {
            lec_sink_add(&p->sink, lec_str_of(before));
            print_block(p, piece.block);
            before = ",\n  ";
        }
    }
    lec_sink_add(&p->sink, LEC_STR("]"));
}

/* ---- what stands in no block */

static void print_omission(printing *p, const lec_omission *omission, lec_stretch stretch)
{
    lec_sink_add(&p->sink, LEC_STR("{\"rule\":"));
    lec_sink_json(&p->sink, lec_str_of(omission->rule));
    print_member(&p->sink, "reason", lec_str_of(omission->reason));
    if (p->places.names) {
        print_member(&p->sink, "source", stretch.name);
    }
    lec_sink_printf(&p->sink, ",\"span\":[%zu,%zu]}", stretch.span.start, stretch.span.end);
}

/* Those with a reason: what has none is layout. */
static void print_omissions(printing *p)
{
    size_t printed = 0;
    for (size_t i = 0; i < p->document->omission_count; i++) {
        const lec_omission *omission = &p->document->omissions[i];
        lec_span rest = omission->span;
        for (; *omission->reason && rest.start < rest.end; printed++) {
            lec_stretch stretch = lec_places_first(&p->places, rest);
            lec_sink_add(&p->sink, printed ? LEC_STR(",\n  ") : LEC_STR(",\"omissions\":[\n  "));
            print_omission(p, omission, stretch);
            rest.start = stretch.end;
        }
    }
    lec_sink_add(&p->sink, printed ? LEC_STR("]") : LEC_STR(""));
}

/* ---- all of it */

static void print_document(printing *p)
{
    const lec_source *source = p->document->source;
    lec_sink_add(&p->sink, LEC_STR("{\"source\":"));
    lec_sink_json(&p->sink, p->places.name);
    print_member(&p->sink, "encoding", source->encoding);
    print_member(&p->sink, "note", source->note);
    print_names(p);
    print_facts(&p->sink, &p->document->facts);
    print_member(&p->sink, "warning", p->document->warning);
    print_blocks(p);
    print_omissions(p);
    lec_sink_add(&p->sink, LEC_STR("}"));
}

static lec_status write_document(const lec_publication *publication, const lec_outfile *out,
                                 lec_arena scratch, lec_error *error)
{
    printing p = {.sink = {.fd = out->fd}};
    for (size_t i = 0; i < publication->document_count; i++) {
        lec_arena names = scratch;
        p.document = &publication->documents[i];
        p.places = lec_places_of(&names, p.document->source);
        if (!p.places.name.ptr) {
            return lec_fail_memory(error);
        }
        lec_sink_add(&p.sink, i ? LEC_STR(",\n") : LEC_STR("["));
        print_document(&p);
    }
    lec_sink_add(&p.sink, LEC_STR("]\n"));
    return lec_sink_flush(&p.sink, out->path, error);
}

const lec_rendition_row lec_rendition_document = {
    .info = {.name = "document",
             .extension = ".document.json",
             .description = "what was read of the inputs, and what was left out and why, as JSON",
             .needs = LEC_NEEDS_DOCUMENT},
    .write = write_document,
};
