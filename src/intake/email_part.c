/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/email.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/mime.h"

#include <string.h>

enum {
    DEPTH_MAX = 16, /* of parts in parts: what is deeper is one part */
    PARTS_MAX = 2000,
    BOUNDARY_MAX = 200
};

/* ---- one part */

bool email_is(const email_part *part, const char *type)
{
    lec_str wanted = lec_str_of(type);
    lec_str is = wanted.len && wanted.ptr[wanted.len - 1] == '/'
                     ? lec_str_slice(part->type, 0, wanted.len)
                     : part->type;
    return lec_str_equal_nocase(is, wanted);
}

/* @return false when memory has run out. */
static bool take_header(email *mail, email_part *part)
{
    lec_str header = mime_utf8(
        mail->arena, lec_str_slice(mail->bytes, part->header.start, part->header.end), LEC_STR(""));
    lec_str disposition = mime_field_value(header, "Content-Disposition");
    part->type_field = mime_field_value(header, "Content-Type");
    part->type = mime_main_value(part->type_field);
    part->type = part->type.len ? part->type : LEC_STR("text/plain");
    part->encoding = mime_main_value(mime_field_value(header, "Content-Transfer-Encoding"));
    part->attachment = lec_str_equal_nocase(mime_main_value(disposition), LEC_STR("attachment"));
    lec_str name = mime_parameter(mail->arena, disposition, "filename");
    if (name.ptr && !name.len) {
        name = mime_parameter(mail->arena, part->type_field, "name");
    }
    part->file_name = name.ptr ? mime_decoded_value(mail->arena, name) : name;
    return header.ptr && part->file_name.ptr;
}

bool email_decode(email *mail, email_part *part)
{
    if (part->text.ptr) {
        return true;
    }
    lec_str charset = mime_parameter(mail->arena, part->type_field, "charset");
    lec_str format = mime_parameter(mail->arena, part->type_field, "format");
    lec_str delete_space = mime_parameter(mail->arena, part->type_field, "delsp");
    lec_str body = lec_str_slice(mail->bytes, part->body.start, part->body.end);
    lec_str bytes = mime_untransferred(mail->arena, body, part->encoding);
    if (!charset.ptr || !format.ptr || !delete_space.ptr || (!bytes.ptr && body.len)) {
        return false;
    }
    part->text = mime_utf8(mail->arena, bytes, charset);
    if (part->text.ptr && lec_str_equal_nocase(format, LEC_STR("flowed")) &&
        email_is(part, "text/plain")) {
        part->text = mime_unflowed(mail->arena, part->text,
                                   lec_str_equal_nocase(delete_space, LEC_STR("yes")));
    }
    return part->text.ptr != NULL;
}

/* ---- parts in parts */

typedef struct part_finder {
    email *mail;
    lec_chain parts;
    bool too_many, failed;
} part_finder;

/* A part that is still to be looked into. */
typedef struct open_part {
    lec_str boundary; /* with its two hyphens */
    size_t at, end;   /* of what is not looked at yet */
    size_t index;
} open_part;

static size_t after_line(lec_str text, size_t at, size_t end)
{
    size_t feed = lec_str_find(lec_str_slice(text, 0, end), '\n', at);
    return feed < end ? feed + 1 : end;
}

/* The next line that begins with the boundary; `end` when there is none. */
static size_t find_boundary(const email *mail, const open_part *open, size_t at)
{
    while (at < open->end) {
        const char *found =
            memmem(mail->bytes.ptr + at, open->end - at, open->boundary.ptr, open->boundary.len);
        size_t line = found ? (size_t)(found - mail->bytes.ptr) : open->end;
        if (!found || line == 0 || mail->bytes.ptr[line - 1] == '\n') {
            return line;
        }
        at = line + 1;
    }
    return open->end;
}

/* The line end before a boundary belongs to it (RFC 2046, section 5.1.1). */
static size_t before_line_end(const email *mail, size_t start, size_t end)
{
    end -= end > start && mail->bytes.ptr[end - 1] == '\n';
    end -= end > start && mail->bytes.ptr[end - 1] == '\r';
    return end;
}

/* Adds a part and says whether there are parts in it. */
static bool add_part(part_finder *f, lec_span all, size_t parent, open_part *inner)
{
    email_part part = {.header = {all.start, mime_body(f->mail->bytes, all.start, all.end)},
                       .parent = parent};
    part.body = (lec_span){part.header.end, all.end};
    f->failed = f->failed || !take_header(f->mail, &part);
    lec_chain_add(&f->parts, &part, 1);
    f->too_many = f->parts.count > PARTS_MAX;
    *inner = (open_part){.at = part.body.start, .end = part.body.end, .index = f->parts.count - 1};
    if (email_is(&part, "message/rfc822")) {
        return true;
    }
    lec_str boundary = email_is(&part, "multipart/")
                           ? mime_parameter(f->mail->arena, part.type_field, "boundary")
                           : LEC_STR("");
    f->failed = f->failed || !boundary.ptr;
    if (boundary.len == 0 || boundary.len > BOUNDARY_MAX) {
        return false;
    }
    inner->boundary = lec_arena_printf(f->mail->arena, "--%.*s", LEC_ARG(boundary));
    f->failed = f->failed || !inner->boundary.ptr;
    return true;
}

/* The next part of an open one. @return false when there is none any more. */
static bool next_span(email *mail, open_part *open, lec_span *span)
{
    if (!open->boundary.len) { /* a message in the message */
        *span = (lec_span){open->at, open->end};
        open->at = open->end;
        return span->start < span->end;
    }
    size_t line = find_boundary(mail, open, open->at);
    size_t after = line + open->boundary.len;
    bool last =
        after + 1 < open->end && mail->bytes.ptr[after] == '-' && mail->bytes.ptr[after + 1] == '-';
    if (line >= open->end || last) {
        mail->cut = mail->cut || (!last && line >= mail->bytes.len);
        open->at = open->end;
        return false;
    }
    size_t start = after_line(mail->bytes, after, open->end);
    size_t next = find_boundary(mail, open, start);
    *span = (lec_span){start, next < open->end ? before_line_end(mail, start, next) : next};
    open->at = next;
    return true;
}

static void find_parts(part_finder *f)
{
    open_part open[DEPTH_MAX];
    lec_span all = {0, f->mail->bytes.len};
    int depth = add_part(f, all, 0, &open[0]) ? 1 : 0;
    while (depth > 0 && !f->failed && !f->too_many) {
        lec_span span;
        open_part inner;
        if (!next_span(f->mail, &open[depth - 1], &span)) {
            depth--;
        } else if (add_part(f, span, open[depth - 1].index, &inner) && depth < DEPTH_MAX) {
            open[depth++] = inner;
        }
    }
}

lec_status email_find_parts(email *mail)
{
    part_finder f = {.mail = mail, .parts = {.arena = mail->arena, .size = sizeof(email_part)}};
    find_parts(&f);
    if (f.too_many) {
        return lec_fail_at(mail->error, LEC_DATA, mail->unpacking->name, 0, 0,
                           "this message has more than %d parts", PARTS_MAX);
    }
    mail->parts = f.failed ? NULL : lec_chain_copy(&f.parts, mail->arena);
    mail->count = f.parts.count;
    return mail->parts ? LEC_OK : lec_fail_memory(mail->error);
}
