/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot of the session: where it stands, what its line says, and why that failed. */
#include "base/error.h"
#include "base/utf8.h"
#include "speech/session.h"

#define ATTEMPTS_MAX       2
#define EXCERPT_CHARACTERS 60

lec_slot *lec_slot_at(const lec_speech *s, size_t position)
{
    return &s->slots[position % s->slot_count];
}

size_t lec_slot_index(const lec_speech *s, const lec_slot *at)
{
    return (size_t)(at - s->slots);
}

lec_str lec_slot_text(const lec_speech *s, const lec_slot *at)
{
    return s->options->script->lines[at->line].speech.spoken;
}

void lec_slot_charge(lec_slot *at, lec_failure_kind kind, int value)
{
    at->why = (lec_failure){kind, value};
    at->attempts++;
    at->state = at->attempts < ATTEMPTS_MAX ? LEC_SLOT_WAITING : LEC_SLOT_FAILED;
}

#define REWORD "; reword it or choose another voice"

static void describe_code(int code, lec_error *reason)
{
    switch (code) {
    case LEC_CHILD_FLOODED:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine does not stop speaking" REWORD);
        break;
    case LEC_CHILD_NO_MEMORY:
        (void)lec_fail(reason, LEC_TRY_AGAIN, "out of memory; %s", LEC_MEMORY_ADVICE);
        break;
    case LEC_CHILD_CRAMPED:
        (void)lec_fail(reason, LEC_IO,
                       "it is larger than files may be; raise the limit (ulimit -f)");
        break;
    case LEC_CHILD_REFUSED:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine refused it twice" REWORD);
        break;
    default:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine ended twice, with code %d" REWORD, code);
    }
}

static lec_error describe(lec_failure why)
{
    lec_error reason = {0};
    switch (why.kind) {
    case LEC_FAILED_BY_SIGNAL:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine was ended twice, by signal %d" REWORD,
                       why.value);
        break;
    case LEC_FAILED_BY_CODE:
        describe_code(why.value, &reason);
        break;
    case LEC_FAILED_LATE:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine did not finish in time, twice" REWORD);
        break;
    case LEC_FAILED_TOO_LONG:
        (void)lec_fail(&reason, LEC_INTERNAL, "it is too long" REWORD);
        break;
    case LEC_FAILED_BROKEN:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine's process left no sound, twice" REWORD);
        break;
    }
    return reason;
}

lec_status lec_slot_report(const lec_speech *s, const lec_slot *at, lec_error *error)
{
    const lec_line *line = &s->options->script->lines[at->line];
    const lec_document *document = s->options->script->stories[line->story].document;
    const lec_block *block = &document->blocks[line->speech.block];
    lec_str display = line->speech.display;
    size_t start = (size_t)(display.ptr - block->text.ptr);
    lec_span span = lec_block_source_span(block, (lec_span){start, start + display.len});
    lec_source_place place = lec_source_find(document->source, span.start);
    lec_str excerpt = lec_utf8_first(display, EXCERPT_CHARACTERS);
    lec_error reason = describe(at->why);
    return lec_fail_at(error, reason.status, place.name, place.line, place.column,
                       "cannot speak \"%.*s%s\": %s", LEC_ARG(excerpt),
                       excerpt.len < display.len ? "..." : "", reason.message);
}
