/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a message's text is not its own: what others wrote, signatures, and what newsletters say
 * of themselves. Where nothing else is in it, as in a message that was passed on, all of it is
 * read.
 */
#include "intake/email.h"

#include "base/str.h"
#include "intake/title.h"
#include "intake/xml.h"

#include <string.h>

typedef struct mail_rule {
    const char *rule, *reason;
} mail_rule;

static const mail_rule QUOTED = {"quoted-reply", "another message is quoted here"};
static const mail_rule SIGNATURE = {"signature", "a signature is not read"};
static const mail_rule FORWARDED = {"forwarded-header",
                                    "it says where the message that is passed on is from"};
static const mail_rule FOOTER = {"mailing-footer", "the mailing list speaks of itself"};

/* A stretch of a member that is left out. */
typedef struct region {
    lec_span span;
    const mail_rule *rule; /* NULL: there is none */
} region;

enum { NEAR_BYTES = 400 }; /* how far a region is looked into */

static bool holds_any(lec_str text, const char *const *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (memmem(text.ptr, text.len, phrases[i], strlen(phrases[i]))) {
            return true;
        }
    }
    return false;
}

#define HOLDS_ANY(text, phrases) holds_any((text), (phrases), sizeof(phrases) / sizeof(phrases)[0])

/* What is passed on is what there is to read. */
static bool is_forwarded(lec_str text)
{
    static const char *const PHRASES[] = {
        "Forwarded message", "forwarded message",    "Forwarded Message",   "Weitergeleitete",
        "Message transféré", "Mensaje reenviado",    "Messaggio inoltrato", "Doorgestuurd",
        "Vidarebefordrat",   "Mensagem encaminhada", "Begin forwarded",
    };
    return HOLDS_ANY(text, PHRASES);
}

/* ---- plain text */

static lec_str line_at(lec_str text, size_t at, size_t *next)
{
    size_t feed = lec_str_find(text, '\n', at);
    *next = feed < text.len ? feed + 1 : feed;
    size_t end = feed > at && text.ptr[feed - 1] == '\r' ? feed - 1 : feed;
    return lec_str_slice(text, at, end);
}

/* "-----Original Message-----" and its like: hyphens or underscores, words, hyphens. */
static bool is_divider(lec_str line)
{
    size_t dashes = 0;
    while (dashes < line.len && line.ptr[dashes] == '-') {
        dashes++;
    }
    return dashes >= 4 && line.len > 2 * dashes && line.len < 80 &&
           lec_str_ends(lec_str_trim(line), LEC_STR("----"));
}

static bool is_underscores(lec_str line)
{
    lec_str bare = lec_str_trim(line);
    size_t count = 0;
    while (count < bare.len && bare.ptr[count] == '_') {
        count++;
    }
    return count >= 20 && count == bare.len;
}

/* "From: ..." and, in the lines after it, two or more of the same form: the header that some
 * programs set above what they quote. */
static bool is_quoted_header(lec_str text, size_t at)
{
    static const char *const FIRST[] = {
        "From:", "Von:", "De :", "De:", "Da:", "Van:", "Fra:", "Från:"};
    size_t next;
    lec_str line = lec_str_trim(line_at(text, at, &next));
    bool begins = false;
    for (size_t i = 0; i < sizeof FIRST / sizeof *FIRST; i++) {
        begins = begins || lec_str_starts(line, lec_str_of(FIRST[i]));
    }
    size_t fields = 0;
    for (int i = 0; begins && i < 4 && next < text.len; i++) {
        line = line_at(text, next, &next);
        size_t colon = lec_str_find(line, ':', 0);
        fields += colon < line.len && colon > 1 && colon < 16 &&
                  lec_str_find(lec_str_slice(line, 0, colon), ' ', 0) + 1 >= colon;
    }
    return fields >= 2;
}

/* End of the lines that have something in them. */
static size_t paragraph_end(lec_str text, size_t at)
{
    size_t next = at;
    while (at < text.len && lec_str_trim(line_at(text, at, &next)).len > 0) {
        at = next;
    }
    return at;
}

/* A signature is short (RFC 3676, 4.3), and is of something that stands above it. */
static bool is_signature(lec_str text, size_t at)
{
    enum { LINES_MAX = 12 };
    lec_str line = line_at(text, at, &(size_t){0});
    bool dashes = lec_str_equal(line, LEC_STR("-- ")) || lec_str_equal(line, LEC_STR("--"));
    size_t lines = 0;
    for (size_t next = at; dashes && next < text.len && lines <= LINES_MAX + 1;) {
        lines += lec_str_trim(line_at(text, next, &next)).len > 0;
    }
    return dashes && lines <= LINES_MAX + 1 && lec_str_trim(lec_str_slice(text, 0, at)).len > 0;
}

/* The region that begins with the line at byte `at`; most go on to the end. */
static region region_at(lec_str text, size_t at, size_t *next)
{
    static const char *const LISTS[] = {"mailing list", "Mailingliste", "liste de diffusion"};
    lec_str line = line_at(text, at, next);
    lec_str near = lec_str_slice(text, at, at + NEAR_BYTES);
    lec_span rest = {at, text.len};
    if (is_signature(text, at)) {
        return (region){rest, &SIGNATURE};
    }
    if (is_divider(line) && is_forwarded(line)) {
        return (region){{at, paragraph_end(text, at)}, &FORWARDED};
    }
    if (is_divider(line) || is_quoted_header(text, at)) {
        return (region){rest, &QUOTED};
    }
    bool footer = is_underscores(line) && HOLDS_ANY(near, LISTS);
    return (region){rest, footer ? &FOOTER : NULL};
}

static region next_in_text(lec_str text, size_t at)
{
    while (at < text.len) {
        size_t next;
        region found = region_at(text, at, &next);
        if (found.rule) {
            return found;
        }
        at = next;
    }
    return (region){0};
}

/* ---- HTML */

typedef struct marked {
    const char *attribute, *value;
    const mail_rule *rule;
    bool to_end; /* what is quoted comes after the element */
    bool head;   /* it is the header of what is quoted, or passed on */
} marked;

/* How mail programs mark what they quote, and signatures. */
static const marked MARKED[] = {
    {.attribute = "class", .value = "gmail_quote", .rule = &QUOTED},
    {.attribute = "class", .value = "gmail_quote_container", .rule = &QUOTED},
    {.attribute = "class", .value = "gmail_attr", .rule = &QUOTED, .head = true},
    {.attribute = "class", .value = "moz-email-headers-table", .rule = &FORWARDED, .head = true},
    {.attribute = "class", .value = "yahoo_quoted", .rule = &QUOTED},
    {.attribute = "class", .value = "moz-cite-prefix", .rule = &QUOTED},
    {.attribute = "class", .value = "protonmail_quote", .rule = &QUOTED},
    {.attribute = "class", .value = "tutanota_quote", .rule = &QUOTED},
    {.attribute = "class", .value = "zmail_extra", .rule = &QUOTED},
    {.attribute = "class", .value = "OutlookMessageHeader", .rule = &QUOTED, .to_end = true},
    {.attribute = "type", .value = "cite", .rule = &QUOTED},
    {.attribute = "id", .value = "divRplyFwdMsg", .rule = &QUOTED, .to_end = true},
    {.attribute = "id", .value = "appendonsend", .rule = &QUOTED, .to_end = true},
    {.attribute = "id", .value = "mail-editor-reference-message-container", .rule = &QUOTED},
    {.attribute = "class", .value = "gmail_signature", .rule = &SIGNATURE},
    {.attribute = "class", .value = "moz-signature", .rule = &SIGNATURE},
    {.attribute = "class", .value = "protonmail_signature_block", .rule = &SIGNATURE},
    {.attribute = "id", .value = "Signature", .rule = &SIGNATURE},
    {.attribute = "id", .value = "ms-outlook-mobile-signature", .rule = &SIGNATURE},
    {.attribute = "id", .value = "AppleMailSignature", .rule = &SIGNATURE},
};

static bool has_word(lec_str words, lec_str word)
{
    while (words.len > 0) {
        lec_cut cut = lec_str_cut(words, ' ');
        if (lec_str_equal_nocase(cut.head, word)) {
            return true;
        }
        words = cut.tail;
    }
    return false;
}

static const marked *mark_of(const lec_xml_token *tag)
{
    for (size_t i = 0; i < sizeof MARKED / sizeof *MARKED; i++) {
        if (has_word(lec_xml_attribute(tag, MARKED[i].attribute), lec_str_of(MARKED[i].value))) {
            return &MARKED[i];
        }
    }
    return NULL;
}

/* Where the element ends that a tag has opened. */
static size_t element_end(lec_str text, const lec_xml_token *open)
{
    lec_xml_token token;
    size_t depth = 1;
    size_t at = open->span.end;
    while (depth > 0 && lec_xml_next(text, &at, &token)) {
        bool same = lec_str_equal_nocase(token.name, open->name);
        depth += same && token.kind == LEC_XML_OPEN && !token.empty;
        depth -= same && token.kind == LEC_XML_CLOSE;
    }
    return at;
}

static region next_in_html(lec_str text, size_t at)
{
    lec_xml_token token;
    while (lec_xml_next(text, &at, &token)) {
        bool element = token.kind == LEC_XML_OPEN && !token.empty && token.attributes.len > 0;
        const marked *mark = element ? mark_of(&token) : NULL;
        bool forwarded = mark && is_forwarded(lec_str_slice(text, at, at + NEAR_BYTES));
        if (mark && (mark->head || !forwarded)) {
            size_t end = mark->to_end ? text.len : element_end(text, &token);
            return (region){{token.span.start, end}, forwarded ? &FORWARDED : mark->rule};
        }
    }
    return (region){0};
}

/* ---- blocks */

static bool leave_out(lec_block *block, const mail_rule *rule)
{
    if (block->rule) {
        return false;
    }
    block->rule = rule->rule;
    block->reason = rule->reason;
    return true;
}

/* "On Monday, Tom wrote:" before what he wrote. */
static bool is_attribution(const lec_block *block)
{
    static const char *const WORDS[] = {
        "wrote", "schrieb",  "a écrit", "escribió",  "ha scritto", "schreef",
        "skrev", "escreveu", "napisał", "kirjoitti", "@",
    };
    return block->kind == LEC_BLOCK_PARAGRAPH && block->text.len < NEAR_BYTES &&
           lec_str_ends(block->text, LEC_STR(":")) && HOLDS_ANY(block->text, WORDS);
}

/* Quotes of plain text: lines behind ">". */
static void leave_out_quotes(lec_block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == LEC_BLOCK_QUOTE && leave_out(&blocks[i], &QUOTED) && i > 0 &&
            is_attribution(&blocks[i - 1])) {
            (void)leave_out(&blocks[i - 1], &QUOTED);
        }
    }
}

/* Blocks of a member, whose text begins at byte `base` of the source. */
static void leave_out_regions(lec_str text, size_t base, bool html, lec_block *blocks, size_t count)
{
    size_t i = 0;
    for (size_t at = 0;;) {
        region found = html ? next_in_html(text, at) : next_in_text(text, at);
        if (!found.rule) {
            return;
        }
        while (i < count && blocks[i].span.start - base < found.span.start) {
            i++;
        }
        if (i > 0 && found.rule == &QUOTED && is_attribution(&blocks[i - 1])) {
            (void)leave_out(&blocks[i - 1], found.rule);
        }
        while (i < count && blocks[i].span.start - base < found.span.end) {
            (void)leave_out(&blocks[i++], found.rule);
        }
        at = found.span.end;
    }
}

/* What newsletters have around them, as pages do. */
static void leave_out_furniture(const lec_furniture *furniture, lec_block *blocks, size_t count)
{
    for (size_t i = 0; furniture && i < count; i++) {
        lec_furniture_match match = lec_furniture_find(furniture, blocks[i].text);
        lec_furniture_rule rule = lec_furniture_rule_of(match.kind);
        if (match.kind != LEC_FURNITURE_NONE && match.strong && !blocks[i].rule) {
            blocks[i].rule = rule.rule;
            blocks[i].reason = rule.reason;
        }
    }
}

/* ---- the message */

/* The blocks of the members that are read. */
typedef struct body {
    lec_block *blocks;
    size_t count, base, end;
} body;

/* Blocks stand in the order of their members. */
static body body_of(const lec_draft *draft, size_t member)
{
    const lec_source *source = draft->source;
    bool last = member + 1 >= source->member_count;
    body found = {.blocks = draft->blocks,
                  .base = source->members[member].start,
                  .end = last ? source->text.len : source->members[member + 1].start};
    const lec_block *end = draft->blocks + draft->block_count;
    while (found.blocks < end && found.blocks->span.start < found.base) {
        found.blocks++;
    }
    while (found.blocks + found.count < end && found.blocks[found.count].span.start < found.end) {
        found.count++;
    }
    return found;
}

static void settle_body(const lec_packed_story *story, size_t member, const body *b, lec_str text)
{
    const email_known *known = story->known;
    bool html = strcmp(story->members[member].format, "html") == 0;
    lec_str own = lec_str_slice(text, b->base, b->end);
    if (!html) {
        leave_out_quotes(b->blocks, b->count);
    }
    leave_out_regions(own, b->base, html, b->blocks, b->count);
    if (html || known->mailing) {
        leave_out_furniture(known->furniture, b->blocks, b->count);
    }
}

static size_t count_spoken(const body *b)
{
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++) {
        count += !b->blocks[i].rule;
    }
    return count;
}

static void read_quotes(const body *b)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->blocks[i].rule == QUOTED.rule) {
            b->blocks[i].rule = b->blocks[i].reason = NULL;
        }
    }
}

/* Level 1 is the subject. */
static void settle_title(const lec_packed_story *story, lec_draft *draft)
{
    bool titled = story->facts.title.len > 0 && draft->block_count > 0;
    for (size_t i = 1; titled && i < draft->block_count; i++) {
        lec_block *block = &draft->blocks[i];
        block->level += block->kind == LEC_BLOCK_HEADING && block->level < 6;
    }
    if (titled) {
        lec_title_leave_out(draft->blocks + 1, draft->block_count - 1, story->facts.title);
    }
}

void email_settle(const lec_packed_story *story, lec_draft *draft)
{
    size_t spoken = 0;
    settle_title(story, draft);
    for (size_t i = 0; i < story->member_count; i++) {
        if (story->members[i].format && !story->members[i].whole) {
            body b = body_of(draft, i);
            settle_body(story, i, &b, draft->source->text);
            spoken += count_spoken(&b);
        }
    }
    for (size_t i = 0; spoken == 0 && i < story->member_count; i++) {
        if (story->members[i].format) {
            body b = body_of(draft, i);
            read_quotes(&b);
        }
    }
}
