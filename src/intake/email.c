/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message -> one document. Its members are the header, of which the subject is the title, and the
 * parts, decoded; what is between them, and what of them is not read, are members too.
 */
#include "intake/email.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/mime.h"

#include <string.h>

typedef struct packer {
    email *mail;
    lec_chain members; /* lec_packed_member */
    size_t done;       /* bytes of the message that are packed */
} packer;

static const struct part_rule {
    const char *rule, *reason;
} RULES[] = {
    [EMAIL_OTHER] = {"other-part", "the text is read from another part, or is no part of it"},
    [EMAIL_ATTACHED] = {"attachment", "what is attached is not read"},
    [EMAIL_INNER] = {"part-header", "it says how the message is packed"},
};

static lec_status pack(packer *p, lec_packed_member member)
{
    if (!member.text.ptr || !member.name.ptr) {
        return lec_fail_memory(p->mail->error);
    }
    if (member.text.len > 0) {
        lec_chain_add(&p->members, &member, 1);
    }
    return LEC_OK;
}

/* What lies between the parts. */
static lec_status pack_until(packer *p, size_t end)
{
    lec_str bytes = lec_str_slice(p->mail->bytes, p->done, end);
    size_t offset = p->mail->start + p->done;
    p->done = end;
    return pack(p, (lec_packed_member){.name = p->mail->unpacking->name,
                                       .text = mime_utf8(p->mail->arena, bytes, LEC_STR("")),
                                       .rule = RULES[EMAIL_INNER].rule,
                                       .reason = RULES[EMAIL_INNER].reason,
                                       .offset = offset});
}

static lec_status pack_header(packer *p)
{
    const email *mail = p->mail;
    bool page = email_is_page(mail->header);
    p->done = mail->parts[0].header.end;
    return pack(p, (lec_packed_member){.name = mail->unpacking->name,
                                       .text = mail->header,
                                       .read = page ? NULL : email_read_header,
                                       .rule = RULES[EMAIL_INNER].rule,
                                       .reason = RULES[EMAIL_INNER].reason,
                                       .offset = mail->start});
}

/* "box.mbox#2/part 1": what parts are called in the ledger. */
static lec_str member_name(const email *mail, size_t index)
{
    const email_part *part = &mail->parts[index];
    lec_str name = mail->unpacking->name;
    if (mail->number) {
        name = lec_arena_printf(mail->arena, "%.*s#%zu", LEC_ARG(name), mail->number);
    }
    if (!name.ptr) {
        return name;
    }
    if (mail->count == 1) {
        return lec_arena_printf(mail->arena, "%.*s/text", LEC_ARG(name));
    }
    return part->file_name.len
               ? lec_arena_printf(mail->arena, "%.*s/%.*s", LEC_ARG(name), LEC_ARG(part->file_name))
               : lec_arena_printf(mail->arena, "%.*s/part %zu", LEC_ARG(name), index);
}

static lec_status pack_part(packer *p, size_t index)
{
    email *mail = p->mail;
    email_part *part = &mail->parts[index];
    bool keep = mail->unpacking->options->keep_all && part->use == EMAIL_OTHER;
    bool read = part->use == EMAIL_READ || keep;
    lec_packed_member member = {.name = member_name(mail, index)};
    if (read && !email_decode(mail, part)) {
        return lec_fail_memory(mail->error);
    }
    p->done = part->body.end;
    if (read) {
        member.format = email_is(part, "text/html") ? "html" : "text";
        member.text = part->text;
        member.whole = email_is_page(mail->header);
    } else {
        lec_str bytes = lec_str_slice(mail->bytes, part->body.start, part->body.end);
        member.text = part->text.ptr ? part->text : mime_utf8(mail->arena, bytes, LEC_STR(""));
        member.rule = RULES[part->use].rule;
        member.reason = RULES[part->use].reason;
    }
    return pack(p, member);
}

static lec_status pack_envelope(packer *p)
{
    email *mail = p->mail;
    return pack(p, (lec_packed_member){.name = mail->unpacking->name,
                                       .text = mime_utf8(mail->arena, mail->envelope, LEC_STR("")),
                                       .rule = RULES[EMAIL_INNER].rule,
                                       .reason = RULES[EMAIL_INNER].reason,
                                       .offset = mail->start - mail->envelope.len});
}

static lec_status pack_all(packer *p)
{
    lec_status status = pack_envelope(p);
    status = status == LEC_OK ? pack_header(p) : status;
    for (size_t i = 0; status == LEC_OK && i < p->mail->count; i++) {
        if (p->mail->parts[i].use == EMAIL_INNER) {
            continue;
        }
        status = pack_until(p, p->mail->parts[i].body.start);
        if (status == LEC_OK) {
            status = pack_part(p, i);
        }
    }
    return status == LEC_OK ? pack_until(p, p->mail->bytes.len) : status;
}

static lec_status make_story(email *mail, lec_packed_story *story)
{
    packer p = {.mail = mail, .members = {.arena = mail->arena, .size = sizeof(lec_packed_member)}};
    email_known *known = LEC_NEW(mail->arena, 1, email_known);
    *story = (lec_packed_story){.settle = email_settle, .known = known};
    if (!known || !email_facts(mail->arena, mail->header, &story->facts)) {
        return lec_fail_memory(mail->error);
    }
    *known = (email_known){mail->furniture, email_is_mailing(mail->header)};
    lec_status status = pack_all(&p);
    if (status != LEC_OK) {
        return status;
    }
    story->warning =
        mail->cut ? LEC_STR("this message is cut short: its last part has no end") : LEC_STR("");
    story->members = lec_chain_copy(&p.members, mail->arena);
    story->member_count = p.members.count;
    return story->members ? LEC_OK : lec_fail_memory(mail->error);
}

static lec_status read_message(email *mail, lec_packed_story *story)
{
    lec_status status = email_find_parts(mail);
    if (status != LEC_OK) {
        return status;
    }
    lec_str header = lec_str_slice(mail->bytes, 0, mail->parts[0].header.end);
    mail->header = mime_utf8(mail->arena, header, LEC_STR(""));
    status = mail->header.ptr ? email_choose(mail) : lec_fail_memory(mail->error);
    return status == LEC_OK ? make_story(mail, story) : status;
}

/* ---- several of them (RFC 4155) */

/* Where the line begins that parts the message at byte `at` from the next: "From " after a blank
 * line, with a header after it. The end when there is none. */
static size_t message_end(lec_str bytes, size_t at)
{
    const lec_str mark = LEC_STR("\nFrom ");
    while (at < bytes.len) {
        const char *found = memmem(bytes.ptr + at, bytes.len - at, mark.ptr, mark.len);
        if (!found) {
            break;
        }
        at = (size_t)(found - bytes.ptr);
        bool blank = at > 0 && (bytes.ptr[at - 1] == '\n' || bytes.ptr[at - 1] == '\r');
        at++;
        if (blank && email_claims(lec_str_slice(bytes, at, bytes.len))) {
            return at;
        }
    }
    return bytes.len;
}

/* The message at `*at` of the input. */
static email next_message(const lec_unpacking *unpacking, const lec_furniture *furniture,
                          size_t *at)
{
    lec_str rest = lec_str_slice(unpacking->bytes, *at, unpacking->bytes.len);
    email mail = {.unpacking = unpacking,
                  .arena = unpacking->arena,
                  .furniture = furniture,
                  .envelope = LEC_STR("")};
    size_t end = rest.len;
    if (lec_str_starts(rest, LEC_STR("From "))) {
        size_t line = lec_str_find(rest, '\n', 0);
        end = message_end(rest, line);
        mail.envelope = lec_str_slice(rest, 0, line + 1);
    }
    mail.bytes = lec_str_slice(rest, mail.envelope.len, end);
    mail.start = *at + mail.envelope.len;
    *at += end;
    return mail;
}

static lec_status pass_on(const lec_unpacking *unpacking, const lec_chain *stories, size_t failed,
                          const lec_error *first, lec_package *package)
{
    lec_str *note = LEC_NEW(unpacking->arena, 1, lec_str);
    *package = (lec_package){.stories = lec_chain_copy(stories, unpacking->arena),
                             .count = stories->count,
                             .notes = note,
                             .note_count = failed > 0};
    if (!package->stories || !note) {
        return lec_fail_memory(unpacking->error);
    }
    if (stories->count == 0) {
        return lec_fail_at(unpacking->error, LEC_DATA, unpacking->name, 0, 0, "%s",
                           failed ? first->message : "there is no message in it");
    }
    if (failed) {
        *note = lec_arena_printf(unpacking->arena, "%zu of %zu messages are passed over: %s",
                                 failed, failed + stories->count, first->message);
    }
    return !failed || note->ptr ? LEC_OK : lec_fail_memory(unpacking->error);
}

/* One that cannot be read is passed over where there are others. */
static lec_status email_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    lec_chain stories = {.arena = unpacking->arena, .size = sizeof(lec_packed_story)};
    lec_error first = {0};
    size_t failed = 0;
    const lec_furniture *furniture = NULL;
    lec_status loaded = lec_furniture_load(unpacking->arena, unpacking->scratch, unpacking->options,
                                           &furniture, unpacking->error);
    if (loaded != LEC_OK) {
        return loaded;
    }
    size_t number = 1;
    for (size_t at = 0; at < unpacking->bytes.len; number++) {
        lec_error error = {0};
        lec_packed_story story;
        email mail = next_message(unpacking, furniture, &at);
        mail.number = mail.envelope.len ? number : 0;
        mail.error = &error;
        lec_status status = read_message(&mail, &story);
        if (status == LEC_OK) {
            lec_chain_add(&stories, &story, 1);
        } else if (status == LEC_DATA) {
            first = failed++ ? first : error;
        } else {
            return lec_fail_memory(unpacking->error);
        }
    }
    return pass_on(unpacking, &stories, failed, &first, package);
}

const lec_reader_row lec_reader_email = {
    .info = {.name = "email",
             .extensions = ".eml .mbox .mht .mhtml",
             .description = "a message, an mbox, or a page saved as MHTML"},
    .claims = email_claims,
    .unpack = email_unpack,
};
