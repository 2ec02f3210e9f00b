/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a message: how it is told, what it says, and its subject as a title. */
#include "intake/email.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/feed.h"
#include "intake/flow.h"
#include "intake/langtag.h"
#include "intake/mime.h"

enum {
    SNIFF_BYTES_MAX = 65536,
    SNIFF_FIELDS_MIN = 2 /* of those that mail has */
};

/* ---- telling a message */

/* Fields of mail; those that are hardly ever seen elsewhere count as a proof. */
static const struct known_field {
    const char *name;
    bool proof;
} KNOWN[] = {
    {"From", true},
    {"Received", true},
    {"Return-Path", true},
    {"Message-ID", true},
    {"MIME-Version", true},
    {"Delivered-To", true},
    {"DKIM-Signature", true},
    {"To", false},
    {"Date", false},
    {"Subject", false},
    {"Content-Type", false},
    {"Reply-To", false},
    {"Cc", false},
    {"List-Unsubscribe", false},
};

bool email_claims(lec_str bytes)
{
    lec_str text = lec_str_slice(bytes, 0, SNIFF_BYTES_MAX);
    size_t at = 0;
    size_t known = 0;
    bool proof = false;
    mime_field field;
    if (lec_str_starts(text, LEC_STR("From "))) { /* as in an mbox */
        at = lec_str_find(text, '\n', 0) + 1;
    }
    while (at < text.len && mime_next_field(text, &at, text.len, &field)) {
        for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
            if (lec_str_equal_nocase(field.name, lec_str_of(KNOWN[i].name))) {
                known++;
                proof = proof || KNOWN[i].proof;
            }
        }
    }
    bool ends = at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
    return ends && proof && known >= SNIFF_FIELDS_MIN;
}

bool email_is_page(lec_str header)
{
    return mime_field_value(header, "Snapshot-Content-Location").len > 0 ||
           lec_str_starts(mime_field_value(header, "From"), LEC_STR("<Saved by"));
}

bool email_is_mailing(lec_str header)
{
    return mime_field_value(header, "List-Unsubscribe").len > 0 ||
           mime_field_value(header, "List-Id").len > 0 ||
           lec_str_equal_nocase(mime_field_value(header, "Precedence"), LEC_STR("bulk"));
}

/* ---- the subject */

/* Marks of an answer, or of a message that is passed on. */
static const char *const REPLY_MARKS[] = {"re", "fwd", "fw",  "aw",  "wg",  "sv",  "vs", "antw",
                                          "tr", "rv",  "rif", "ynt", "odp", "res", "enc"};

/* End of the mark at byte `at`, with the colon and white space; `at` when there is none. */
static size_t reply_mark_end(lec_str text, size_t at, size_t end)
{
    size_t word = at;
    while (word < end && ((text.ptr[word] | 0x20) >= 'a' && (text.ptr[word] | 0x20) <= 'z')) {
        word++;
    }
    size_t colon = word;
    if (colon < end && text.ptr[colon] == '[') { /* Re[2]: */
        colon = lec_str_find(lec_str_slice(text, 0, end), ']', colon) + 1;
    }
    bool mark = false;
    for (size_t i = 0; i < sizeof REPLY_MARKS / sizeof *REPLY_MARKS; i++) {
        mark =
            mark || lec_str_equal_nocase(lec_str_slice(text, at, word), lec_str_of(REPLY_MARKS[i]));
    }
    if (!mark || colon >= end || text.ptr[colon] != ':') {
        return at;
    }
    colon++;
    while (colon < end && lec_is_space(text.ptr[colon])) {
        colon++;
    }
    return colon;
}

static size_t skip_reply_marks(lec_str text, lec_span value)
{
    size_t at = value.start;
    for (size_t next = reply_mark_end(text, at, value.end); next > at;) {
        at = next;
        next = reply_mark_end(text, at, value.end);
    }
    return at < value.end ? at : value.start;
}

/* ---- facts */

static size_t unquoted_comma(lec_str text)
{
    bool quoted = false;
    size_t at = 0;
    for (; at < text.len && (quoted || text.ptr[at] != ','); at++) {
        quoted = text.ptr[at] == '"' ? !quoted : quoted;
    }
    return at;
}

static lec_str without_quotes(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] != '"' && text.ptr[at] != '\\') {
            lec_buf_byte(&buf, text.ptr[at]);
        }
    }
    return lec_buf_str(&buf);
}

/* "Name" <address>; address (Name); address. */
static lec_str sender(lec_arena *arena, lec_str from)
{
    lec_str first = lec_str_slice(from, 0, unquoted_comma(from));
    lec_cut angle = lec_str_cut(first, '<');
    lec_cut comment = lec_str_cut(first, '(');
    lec_str name = lec_str_trim(angle.head);
    if (angle.found && name.len == 0) {
        name = lec_str_cut(angle.tail, '>').head;
    } else if (!angle.found && comment.found) {
        name = lec_str_cut(comment.tail, ')').head;
    }
    lec_str plain = without_quotes(arena, name);
    return plain.ptr ? mime_decoded_value(arena, plain) : plain;
}

bool email_facts(lec_arena *arena, lec_str header, lec_facts *facts)
{
    lec_str subject = mime_field_value(header, "Subject");
    lec_str date = mime_decoded_value(arena, mime_field_value(header, "Date"));
    size_t start = skip_reply_marks(subject, (lec_span){0, subject.len});
    bool page = email_is_page(header);
    *facts = (lec_facts){
        .title = page ? LEC_STR("")
                      : mime_decoded_value(arena, lec_str_slice(subject, start, subject.len)),
        .author = page ? LEC_STR("") : sender(arena, mime_field_value(header, "From")),
        .date = date.ptr ? lec_feed_date(arena, date) : date,
        .lang = lec_langtag(arena, mime_field_value(header, "Content-Language")),
        .site = LEC_STR(""),
        .image = LEC_STR(""),
        .url = mime_decoded_value(arena, mime_field_value(header, "Snapshot-Content-Location")),
    };
    return facts->title.ptr && facts->author.ptr && facts->date.ptr && facts->lang.ptr &&
           facts->url.ptr;
}

/* ---- the member */

static const char HEADER_REASON[] = "of a message's header only the subject is read";

static bool write_subject(const lec_reading *reading, lec_span value)
{
    lec_str text = reading->source->text;
    lec_flow flow = {.writer = reading->writer};
    mime_words words;
    bool made = true;
    lec_writer_open(reading->writer, LEC_BLOCK_HEADING, 1);
    for (size_t at = value.start; made && at < value.end; at = words.span.end) {
        made = mime_next_words(reading->arena, text, at, value.end, &words);
        if (words.text.len) {
            lec_flow_rewrite(&flow, words.span, words.text);
        } else if (words.text.ptr) {
            lec_writer_omit(reading->writer, words.span, "header", HEADER_REASON);
        } else {
            lec_flow_keep(&flow, words.span);
        }
    }
    lec_flow_end(&flow);
    lec_writer_close(reading->writer);
    return made;
}

lec_status email_read_header(const lec_reading *reading)
{
    lec_str text = reading->source->text;
    lec_span span = reading->span;
    mime_field field;
    size_t at = span.start;
    bool found = false;
    while (!found && mime_next_field(text, &at, span.end, &field)) {
        found = lec_str_equal_nocase(field.name, LEC_STR("Subject"));
    }
    if (found) {
        size_t start = skip_reply_marks(text, field.value);
        lec_writer_omit(reading->writer, (lec_span){span.start, field.value.start}, "header",
                        HEADER_REASON);
        lec_writer_omit(reading->writer, (lec_span){field.value.start, start}, "reply-mark",
                        "it says that this is an answer");
        if (!write_subject(reading, (lec_span){start, field.value.end})) {
            return lec_fail_memory(reading->error);
        }
        span.start = field.value.end;
    }
    lec_writer_omit(reading->writer, span, "header", HEADER_REASON);
    return LEC_OK;
}
