/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/flow.h"

#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/inline.h"

static bool record(lec_flow *flow, lec_span span, lec_str text)
{
    if (flow->record) {
        lec_flow_piece piece = {span, text};
        lec_chain_add(flow->record, &piece, 1);
    }
    return flow->record != NULL;
}

static void echo(lec_flow *flow, lec_str text)
{
    if (flow->echo) {
        lec_buf_add(flow->echo, text);
    }
}

static bool is_due(const lec_flow *flow)
{
    return flow->due.start < flow->due.end;
}

static void forget(lec_flow *flow)
{
    flow->due = (lec_span){0};
    flow->due_text = LEC_STR("");
    flow->due_alone = false;
}

static bool is_white(const lec_flow *flow)
{
    return flow->due_text.len == 0 || flow->due_alone;
}

void lec_flow_end(lec_flow *flow)
{
    if (is_due(flow)) {
        lec_leave_out(flow->writer, flow->due, "markup");
    }
    forget(flow);
}

/* Writes what is due: the character `next` comes after it. */
static void settle(lec_flow *flow, uint32_t next)
{
    lec_writer *writer = flow->writer;
    if (!is_due(flow)) {
        return;
    }
    if (is_white(flow) &&
        (lec_writer_length(writer) == 0 || lec_gap_is_seamless(writer->source, flow->due, next))) {
        lec_leave_out(writer, flow->due, "markup");
    } else if (flow->due_text.len) {
        lec_writer_rewrite(writer, flow->due, flow->due_text);
        echo(flow, flow->due_text);
    } else if (flow->due_alone) {
        lec_writer_keep(writer, flow->due);
        echo(flow, lec_str_slice(writer->source, flow->due.start, flow->due.end));
    } else {
        lec_writer_space(writer, flow->due);
        echo(flow, LEC_STR(" "));
    }
    forget(flow);
}

static bool drop(lec_flow *flow, lec_span span)
{
    if (flow->drop.rule) {
        lec_writer_omit(flow->writer, span, flow->drop.rule, flow->drop.reason);
    }
    return flow->drop.rule != NULL;
}

/* `text` is that of a no-break space that is written otherwise, else empty. */
static void await(lec_flow *flow, lec_span span, bool no_break, lec_str text)
{
    if (is_due(flow) && is_white(flow) && flow->due.end == span.start) {
        flow->due.end = span.end;
        flow->due_alone = false;
        flow->due_text = LEC_STR("");
    } else if (is_due(flow)) {
        lec_leave_out(flow->writer, span, "markup");
    } else {
        flow->due = span;
        flow->due_alone = no_break;
        flow->due_text = text;
    }
}

void lec_flow_space(lec_flow *flow, lec_span span)
{
    if (span.start < span.end && !record(flow, span, LEC_STR(" ")) && !drop(flow, span)) {
        await(flow, span, false, LEC_STR(""));
    }
}

void lec_flow_prefix(lec_flow *flow, lec_span span, lec_str text)
{
    lec_flow_end(flow);
    flow->due = span;
    flow->due_text = text;
}

/* The stretch of one use at the beginning of `span`; of characters without sound it is one. */
static lec_span stretch(lec_str text, lec_span span, lec_char_use use)
{
    lec_span found = {span.start, span.start};
    while (found.end < span.end) {
        lec_char c = lec_utf8_at(text, found.end);
        if (lec_char_use_of(c.code) != use) {
            break;
        }
        found.end += c.len;
        if (use != LEC_USE_TEXT && use != LEC_USE_SPACE) {
            break;
        }
    }
    return found;
}

void lec_flow_keep(lec_flow *flow, lec_span span)
{
    lec_str text = flow->writer->source;
    if (span.start >= span.end || record(flow, span, (lec_str){NULL, 0}) || drop(flow, span)) {
        return;
    }
    for (lec_span part; span.start < span.end; span.start = part.end) {
        uint32_t code = lec_utf8_at(text, span.start).code;
        lec_char_use use = lec_char_use_of(code);
        part = stretch(text, span, use);
        if (use == LEC_USE_TEXT) {
            settle(flow, code);
            lec_writer_keep(flow->writer, part);
            echo(flow, lec_str_slice(text, part.start, part.end));
        } else if (use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK) {
            await(flow, part, use == LEC_USE_NO_BREAK, LEC_STR(""));
        } else {
            lec_leave_out(flow->writer, part, "markup");
        }
    }
}

void lec_flow_rewrite(lec_flow *flow, lec_span span, lec_str text)
{
    if (record(flow, span, text) || drop(flow, span)) {
        return;
    }
    uint32_t code = lec_utf8_at(text, 0).code;
    lec_char_use use = lec_char_use_of(code);
    lec_use_info info = lec_use_info_of(use);
    if (use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK) {
        await(flow, span, use == LEC_USE_NO_BREAK, use == LEC_USE_NO_BREAK ? text : LEC_STR(""));
    } else if (info.rule) {
        lec_writer_omit(flow->writer, span, info.rule, info.reason);
    } else {
        settle(flow, code);
        lec_writer_rewrite(flow->writer, span, text);
        echo(flow, text);
    }
}

void lec_flow_play(lec_flow *flow, const lec_flow_piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!pieces[i].text.ptr) {
            lec_flow_keep(flow, pieces[i].span);
        } else {
            lec_flow_rewrite(flow, pieces[i].span, pieces[i].text);
        }
    }
}
