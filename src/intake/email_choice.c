/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of a message are read. */
#include "intake/email.h"

#include "base/error.h"
#include "base/str.h"
#include "intake/xml.h"

static bool is_text(const email_part *part)
{
    return email_is(part, "text/plain") || email_is(part, "text/html");
}

static bool holds_parts(const email *mail, size_t index)
{
    return index + 1 < mail->count && mail->parts[index + 1].parent == index;
}

/* The index after the part and all parts in it. */
static size_t after_part(const email *mail, size_t index)
{
    size_t next = index + 1;
    while (next < mail->count && mail->parts[next].parent >= index) {
        next++;
    }
    return next;
}

/* Letters and signs that a reader sees. */
static size_t visible(lec_str text, bool html)
{
    size_t count = 0;
    bool hidden = false;
    lec_xml_token token;
    for (size_t at = 0; html && lec_xml_next(text, &at, &token);) {
        bool unseen = lec_str_equal_nocase(token.name, LEC_STR("style")) ||
                      lec_str_equal_nocase(token.name, LEC_STR("script")) ||
                      lec_str_equal_nocase(token.name, LEC_STR("title"));
        hidden = unseen ? token.kind == LEC_XML_OPEN && !token.empty : hidden;
        for (size_t i = token.content.start; !hidden && i < token.content.end; i++) {
            count += !lec_is_space(text.ptr[i]);
        }
    }
    for (size_t i = 0; !html && i < text.len; i++) {
        count += !lec_is_space(text.ptr[i]);
    }
    return count;
}

/* The text that a part of an alternative leads to; count for none. */
static size_t text_in(const email *mail, size_t index)
{
    size_t end = after_part(mail, index);
    while (index < end && !(is_text(&mail->parts[index]) && !mail->parts[index].attachment)) {
        index++;
    }
    return index < end ? index : mail->count;
}

/* ---- choosing */

typedef struct chooser {
    email *mail;
    bool inner_messages; /* are read as well */
    size_t chosen;
    bool failed;
} chooser;

static void choose(chooser *c, size_t index);

/* How much a reader gets of one of several ways to say the same. A page has what plain text lacks,
 * and unless it is a stub it is what the sender wrote. */
static size_t worth(chooser *c, size_t index)
{
    size_t text = text_in(c->mail, index);
    if (text == c->mail->count) {
        return 0;
    }
    email_part *part = &c->mail->parts[text];
    if (!email_decode(c->mail, part)) {
        c->failed = true;
        return 0;
    }
    bool html = email_is(part, "text/html");
    return visible(part->text, html) * (html ? 2 : 1);
}

static void choose_best(chooser *c, size_t index)
{
    size_t best = c->mail->count, best_worth = 0;
    for (size_t i = index + 1, end = after_part(c->mail, index); i < end;) {
        size_t value = worth(c, i);
        if (value > 0 && value >= best_worth) {
            best = i;
            best_worth = value;
        }
        i = after_part(c->mail, i);
    }
    if (best < c->mail->count) {
        choose(c, best);
    }
}

/* The first part is the text, and the others belong to it or sign it. */
static void choose_root(chooser *c, size_t index)
{
    size_t end = after_part(c->mail, index);
    size_t text = text_in(c->mail, index);
    for (size_t i = index + 1; i < end && text < end; i = after_part(c->mail, i)) {
        if (text < after_part(c->mail, i)) {
            choose(c, i);
            return;
        }
    }
}

static void choose_all(chooser *c, size_t index)
{
    for (size_t i = index + 1, end = after_part(c->mail, index); i < end;) {
        choose(c, i);
        i = after_part(c->mail, i);
    }
}

/* Parts are nested no deeper than email_find_parts() goes. */
static void choose(chooser *c, size_t index)
{
    email_part *part = &c->mail->parts[index];
    bool message = email_is(part, "message/rfc822");
    if (part->attachment && !(message && c->inner_messages)) {
        return;
    }
    if (email_is(part, "multipart/alternative")) {
        choose_best(c, index);
    } else if (email_is(part, "multipart/related") || email_is(part, "multipart/signed")) {
        choose_root(c, index);
    } else if (holds_parts(c->mail, index) && (!message || c->inner_messages)) {
        choose_all(c, index);
    } else if (is_text(part) && email_decode(c->mail, part)) {
        bool said = visible(part->text, email_is(part, "text/html")) > 0;
        part->use = said ? EMAIL_READ : part->use;
        c->chosen += said;
    } else if (is_text(part)) {
        c->failed = true;
    }
}

/* ---- the whole message */

static bool is_encrypted(const email_part *part)
{
    return email_is(part, "multipart/encrypted") || email_is(part, "application/pkcs7-mime") ||
           email_is(part, "application/x-pkcs7-mime");
}

static lec_status fail_no_text(const email *mail)
{
    for (size_t i = 0; i < mail->count; i++) {
        if (is_encrypted(&mail->parts[i])) {
            return lec_fail_at(mail->error, LEC_DATA, mail->unpacking->name, 0, 0,
                               "this message is encrypted; decrypt it in your mail program and "
                               "save it from there");
        }
    }
    return lec_fail_at(mail->error, LEC_DATA, mail->unpacking->name, 0, 0,
                       mail->count > 1
                           ? "this message has no text of its own, but only what is attached to it"
                           : "nothing to speak: this message has no text");
}

static void sort_out(email *mail)
{
    for (size_t i = 0; i < mail->count; i++) {
        email_part *part = &mail->parts[i];
        if (holds_parts(mail, i)) {
            part->use = EMAIL_INNER;
        } else if (part->use != EMAIL_READ) {
            part->use = is_text(part) && !part->attachment ? EMAIL_OTHER : EMAIL_ATTACHED;
        }
    }
}

lec_status email_choose(email *mail)
{
    chooser c = {.mail = mail};
    choose(&c, 0);
    if (c.chosen == 0) {
        c.inner_messages = true;
        choose(&c, 0);
    }
    if (c.failed) {
        return lec_fail_memory(mail->error);
    }
    if (c.chosen == 0) {
        return fail_no_text(mail);
    }
    sort_out(mail);
    return LEC_OK;
}
