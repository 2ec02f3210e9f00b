/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/feed_story.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/chars.h"
#include "intake/decode.h"
#include "intake/fetch.h"
#include "intake/inline.h"
#include "intake/xml.h"

enum {
    SUMMARY_FULL = 1000, /* bytes of text from which on a summary is taken for the article */
    OUT_OF_REACH_MAX = 3 /* pages in a row after which no more are asked for */
};

/* ---- notes */

static lec_status add_note(lec_feed_packing *p, lec_str note)
{
    if (!note.ptr) {
        return lec_fail_memory(p->unpacking->error);
    }
    lec_chain_add(p->notes, &note, 1);
    return p->notes->failed ? lec_fail_memory(p->unpacking->error) : LEC_OK;
}

static lec_status note_late(lec_feed_packing *packing)
{
    return add_note(packing,
                    lec_arena_printf(packing->unpacking->arena,
                                     "of %zu item%s what the feed carries is read: the pages "
                                     "before have taken too long",
                                     packing->late, packing->late == 1 ? "" : "s"));
}

lec_status lec_feed_pack_end(lec_feed_packing *packing)
{
    lec_status status = packing->late ? note_late(packing) : LEC_OK;
    if (status != LEC_OK || packing->silent == 0) {
        return status;
    }
    bool one = packing->silent == 1;
    return add_note(packing,
                    lec_arena_printf(packing->unpacking->arena,
                                     "%zu item%s of the feed %s no words and %s passed over",
                                     packing->silent, one ? "" : "s", one ? "has" : "have",
                                     one ? "is" : "are"));
}

/* ---- facts */

/* A language tag, with the hyphens that some feeds have as underscores; empty when it is none. */
static lec_str language(lec_arena *arena, lec_str text)
{
    enum { TAG_MAX = 35 };
    char tag[TAG_MAX];
    if (text.len > TAG_MAX) {
        return LEC_STR("");
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i] == '_' ? '-' : text.ptr[i];
        bool fits = lec_is_digit(c) || c == '-' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (!fits) {
            return LEC_STR("");
        }
        tag[i] = c;
    }
    return lec_arena_str(arena, (lec_str){tag, text.len});
}

static lec_str either(lec_str first, lec_str second)
{
    return first.len ? first : second;
}

static lec_status make_facts(const lec_feed_packing *p, const lec_feed_item *item, lec_facts *facts)
{
    const lec_unpacking *u = p->unpacking;
    lec_str base = either(p->feed->base, u->url);
    *facts = (lec_facts){
        .author = lec_xml_text(u->arena, either(item->author, p->feed->author)),
        .date = item->date,
        .lang = language(u->arena, either(item->lang, p->feed->lang)),
        .site = lec_xml_text(u->arena, p->feed->title),
        .image = lec_url_resolve(u->arena, u->scratch, base, item->image),
        .url = lec_url_resolve(u->arena, u->scratch, base, item->link),
    };
    bool made = facts->author.ptr && facts->lang.ptr && facts->site.ptr && facts->image.ptr &&
                facts->url.ptr;
    return made ? LEC_OK : lec_fail_memory(u->error);
}

/* ---- what the feed carries */

static bool has_words(lec_feed_text text)
{
    return !lec_text_is_blank(text.text) && (!text.html || lec_feed_length(text.text) > 0);
}

static lec_feed_text best_text(const lec_feed_item *item)
{
    return has_words(item->content) ? item->content : item->summary;
}

/* A title is one line. */
static lec_str title_line(lec_arena *arena, lec_str title)
{
    lec_str line = lec_arena_str(arena, title);
    char *at = line.ptr ? LEC_NEW(arena, title.len, char) : NULL;
    if (!at) {
        return (lec_str){0};
    }
    size_t length = 0;
    for (size_t i = 0; i < title.len; i++) {
        bool space = lec_is_space(title.ptr[i]);
        if (!space || (length > 0 && at[length - 1] != ' ')) {
            at[length++] = space ? ' ' : title.ptr[i];
        }
    }
    return (lec_str){at, length};
}

static const char *format_of(lec_feed_text text)
{
    return text.html ? "html" : lec_reader_text.info.name;
}

enum { MEMBERS_MAX = 3 };

static lec_str member_name(const lec_feed_packing *p, lec_str story, const char *what)
{
    return lec_arena_printf(p->unpacking->arena, "%.*s/%s", LEC_ARG(story), what);
}

/* A title in plain text is what it is: no mark in it is taken for one of a list. */
static lec_status read_title(const lec_reading *reading)
{
    lec_span content = lec_content_trim(reading->source->text, reading->span);
    lec_leave_out(reading->writer, (lec_span){reading->span.start, content.start}, "white-space");
    lec_writer_open(reading->writer, LEC_BLOCK_HEADING, 1);
    lec_write_content(reading->writer, content, false);
    lec_writer_close(reading->writer);
    lec_leave_out(reading->writer, (lec_span){content.end, reading->span.end}, "white-space");
    return LEC_OK;
}

/* What the first member says is the title; where the text begins with it again, it is read once. */
static void settle_title(const lec_packed_story *story, lec_draft *draft)
{
    lec_block *title = draft->blocks;
    bool alone = story->member_count == 1;
    size_t end = alone ? draft->source->text.len : draft->source->members[1].start;
    if (draft->block_count == 0 || title->span.end > end) {
        return;
    }
    title->kind = LEC_BLOCK_HEADING;
    title->level = 1;
    title->rule = title->reason = NULL;
    lec_block *next = title + 1;
    if (draft->block_count > 1 && !next->rule && next->kind == LEC_BLOCK_HEADING &&
        lec_str_equal(next->text, title->text)) {
        next->rule = "repeated-title";
        next->reason = "the title stands above it already";
    }
}

/* The story of what the feed carries: title, text, and what the feed's software adds at its end. */
static lec_status pack_carried(const lec_feed_packing *p, const lec_feed_item *item,
                               lec_packed_story *story)
{
    lec_arena *arena = p->unpacking->arena;
    lec_packed_member *members = LEC_NEW(arena, MEMBERS_MAX, lec_packed_member);
    lec_feed_text text = best_text(item);
    size_t end = text.html ? lec_feed_footer(text.text) : text.text.len;
    size_t count = 0;
    if (!members) {
        return lec_fail_memory(p->unpacking->error);
    }
    if (has_words(item->title)) {
        members[count++] = (lec_packed_member){.name = member_name(p, story->name, "title"),
                                               .format = format_of(item->title),
                                               .read = item->title.html ? NULL : read_title,
                                               .text = title_line(arena, item->title.text)};
        story->settle = settle_title;
    }
    if (has_words(text)) {
        members[count++] = (lec_packed_member){.name = member_name(p, story->name, "content"),
                                               .format = format_of(text),
                                               .text = lec_str_slice(text.text, 0, end)};
    }
    if (end < text.text.len) {
        members[count++] = (lec_packed_member){.name = member_name(p, story->name, "footer"),
                                               .text = lec_str_slice(text.text, end, text.text.len),
                                               .rule = "feed-footer",
                                               .reason = "it says where the item was published"};
    }
    for (size_t i = 0; i < count; i++) {
        if (!members[i].name.ptr || !members[i].text.ptr) {
            return lec_fail_memory(p->unpacking->error);
        }
    }
    story->members = members;
    story->member_count = count;
    return LEC_OK;
}

/* ---- the page behind it */

/* Whether the feed has no more than a teaser. An item without a title is a note, and whole. */
static bool is_teaser(const lec_feed_item *item)
{
    if (!has_words(item->title)) {
        return false;
    }
    if (has_words(item->content)) {
        return lec_feed_is_cut(item->content.text);
    }
    return lec_feed_length(item->summary.text) < SUMMARY_FULL ||
           lec_feed_is_cut(item->summary.text);
}

static bool is_page(const lec_fetched *fetched)
{
    const char *format = lec_type_format(fetched->type);
    return format && lec_str_equal(lec_str_of(format), LEC_STR("html"));
}

/* The page as a story, with what the feed carries in its place when there is no reading it. */
static lec_status pack_page(const lec_feed_packing *p, const lec_fetched *page,
                            const lec_packed_story *carried, lec_packed_story *story,
                            lec_error *error)
{
    lec_arena *arena = p->unpacking->arena;
    lec_packed_member *member = LEC_NEW(arena, 1, lec_packed_member);
    lec_packed_story *otherwise = LEC_NEW(arena, 1, lec_packed_story);
    lec_source source = {0};
    if (!member || !otherwise) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_decode_as(arena, page->url, page->bytes, page->charset, &source, error);
    if (status != LEC_OK) {
        return status;
    }
    *otherwise = *carried;
    *member = (lec_packed_member){
        .name = page->url, .format = "html", .text = source.text, .whole = true};
    *story = (lec_packed_story){
        .facts = carried->facts,
        .members = member,
        .member_count = 1,
        .name = carried->name,
        .encoding = source.encoding,
        .note = source.note,
        .otherwise = otherwise,
    };
    story->facts.url = page->url;
    return LEC_OK;
}

static lec_status fetch_page(const lec_feed_packing *p, lec_str url,
                             const lec_packed_story *carried, lec_packed_story *story,
                             lec_error *error)
{
    const lec_unpacking *u = p->unpacking;
    lec_fetched page;
    lec_status status = lec_fetch(u->arena, u->scratch, url, u->options, &page, error);
    if (status != LEC_OK) {
        return status;
    }
    return is_page(&page) ? pack_page(p, &page, carried, story, error)
                          : lec_fail(error, LEC_DATA, "it is no page but %.*s", LEC_ARG(page.type));
}

/* A page that cannot be had is no failure: what the feed carries is read. */
static lec_status note_failure(lec_feed_packing *p, size_t index, const lec_error *failure)
{
    lec_arena *arena = p->unpacking->arena;
    bool hopeless = failure->status == LEC_UNAVAILABLE;
    p->out_of_reach = failure->status == LEC_TRY_AGAIN ? p->out_of_reach + 1
                      : hopeless                       ? OUT_OF_REACH_MAX
                                                       : 0;
    const char *rest =
        p->out_of_reach == OUT_OF_REACH_MAX ? ", and no more pages are asked for" : "";
    return add_note(p, lec_arena_printf(arena,
                                        "item %zu: what the feed carries of it is read, since its "
                                        "page cannot be: %s%s",
                                        index + 1, failure->message, rest));
}

lec_status lec_feed_pack_item(lec_feed_packing *packing, size_t index, lec_packed_story *story)
{
    const lec_unpacking *u = packing->unpacking;
    const lec_feed_item *item = &packing->feed->items[index];
    lec_error failure = {0};
    *story = (lec_packed_story){
        .name = lec_arena_printf(u->arena, "%.*s#%zu", LEC_ARG(u->name), index + 1)};
    lec_status status =
        story->name.ptr ? make_facts(packing, item, &story->facts) : lec_fail_memory(u->error);
    if (status == LEC_OK) {
        status = pack_carried(packing, item, story);
    }
    if (status != LEC_OK) {
        return status;
    }
    const lec_packed_story carried = *story;
    if (is_teaser(item) && carried.facts.url.len && packing->out_of_reach < OUT_OF_REACH_MAX) {
        bool late = lec_now_ms() > packing->deadline_ms;
        packing->late += late;
        status = late ? LEC_OK : fetch_page(packing, carried.facts.url, &carried, story, &failure);
    }
    if (status == LEC_OK) {
        packing->out_of_reach =
            packing->out_of_reach < OUT_OF_REACH_MAX ? 0 : packing->out_of_reach;
        packing->silent += story->member_count == 0;
        return LEC_OK;
    }
    return status == LEC_INTERRUPTED || lec_error_is_memory(&failure)
               ? lec_fail(u->error, status, "%s", failure.message)
               : note_failure(packing, index, &failure);
}
