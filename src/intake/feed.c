/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds as containers: which items are read, and the stories that they become. */
#include "intake/feed.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/decode.h"
#include "intake/feed_story.h"
#include "intake/feed_tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is a feed */

static bool root_is(lec_str text, const char *const *names, size_t count)
{
    lec_str root = lec_feed_root_name(text);
    size_t i = 0;
    while (i < count && !lec_str_equal_nocase(root, lec_str_of(names[i]))) {
        i++;
    }
    return i < count;
}

/* RDF describes all kinds of things; it is a feed when the namespace of RSS is declared. */
static bool names_rss(lec_str text)
{
    static const lec_str NAMESPACES[] = {{"purl.org/rss/1.0/", 17},
                                         {"netscape.com/rdf/simple/", 24}};
    lec_str head = lec_str_slice(text, 0, 4096);
    return memmem(head.ptr, head.len, NAMESPACES[0].ptr, NAMESPACES[0].len) ||
           memmem(head.ptr, head.len, NAMESPACES[1].ptr, NAMESPACES[1].len);
}

static bool feed_sniff(lec_str text)
{
    static const char *const PLAIN[] = {"rss", "feed"};
    static const char *const RDF[] = {"rdf"};
    return lec_feed_is_json(text) || root_is(text, PLAIN, 2) ||
           (root_is(text, RDF, 1) && names_rss(text));
}

/* ---- which items are read */

typedef struct dated {
    int64_t seconds;
    size_t index;
} dated;

static int newest_first(const void *a, const void *b)
{
    const dated *x = a;
    const dated *y = b;
    return x->seconds != y->seconds ? (x->seconds < y->seconds) - (x->seconds > y->seconds)
                                    : (x->index > y->index) - (x->index < y->index);
}

static bool is_old(const lec_feed_item *item, const char *since)
{
    lec_str day = lec_str_of(since);
    return day.len && item->date.len &&
           lec_str_compare(lec_str_slice(item->date, 0, day.len), day) < 0;
}

/* Which items are wanted. One without a date is as old as the one before it. */
static bool *choose(lec_arena *arena, lec_arena scratch, const lec_feed *feed,
                    const lec_intake_options *options)
{
    bool *wanted = LEC_NEW(arena, feed->count, bool);
    dated *order = LEC_NEW(&scratch, feed->count, dated);
    size_t count = 0;
    int64_t seconds = INT64_MAX;
    for (size_t i = 0; wanted && order && i < feed->count; i++) {
        const lec_feed_item *item = &feed->items[i];
        seconds = item->date.len ? lec_feed_seconds(item->date) : seconds;
        if (!is_old(item, options->since)) {
            order[count++] = (dated){seconds, i};
        }
    }
    if (!wanted || !order) {
        return NULL;
    }
    qsort(order, count, sizeof *order, newest_first);
    size_t most = options->max_items > 0 ? (size_t)options->max_items : count;
    for (size_t i = 0; i < count && i < most; i++) {
        wanted[order[i].index] = true;
    }
    return wanted;
}

/* ---- unpacking */

static lec_status read_feed(const lec_unpacking *u, lec_source *source, lec_feed *feed)
{
    lec_status status = lec_decode_as(u->arena, u->name, u->bytes, u->charset, source, u->error);
    if (status == LEC_OK) {
        bool json = lec_str_starts(lec_str_trim(source->text), LEC_STR("{"));
        status = (json ? lec_feed_read_json : lec_feed_read_xml)(u->arena, u->scratch, u->name,
                                                                 source->text, feed, u->error);
    }
    if (status == LEC_OK && feed->count == 0) {
        status = lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                             "nothing to speak: there are no items in this feed");
    }
    return status;
}

static lec_status tell_damage(const lec_unpacking *u, const lec_source *source,
                              const lec_feed *feed, lec_chain *notes)
{
    lec_str damage =
        feed->broken_line
            ? lec_arena_printf(u->arena,
                               "the feed is damaged at line %zu; what could be recovered is read",
                               feed->broken_line)
            : LEC_STR("");
    if (!damage.ptr) {
        return lec_fail_memory(u->error);
    }
    if (source->note.len) {
        lec_chain_add(notes, &source->note, 1);
    }
    if (damage.len) {
        lec_chain_add(notes, &damage, 1);
    }
    return LEC_OK;
}

static lec_status pack(const lec_unpacking *u, const lec_feed *feed, int64_t deadline_ms,
                       lec_chain *notes, lec_package *package)
{
    const bool *wanted = choose(u->arena, u->scratch, feed, u->options);
    lec_packed_story *stories = LEC_NEW(u->arena, feed->count, lec_packed_story);
    if (!wanted || !stories) {
        return lec_fail_memory(u->error);
    }
    *package = (lec_package){.stories = stories};
    lec_feed_packing packing = {
        .unpacking = u, .feed = feed, .notes = notes, .deadline_ms = deadline_ms};
    lec_status status = LEC_OK;
    bool any = false;
    for (size_t i = 0; status == LEC_OK && i < feed->count; i++) {
        any = any || wanted[i];
        if (wanted[i]) {
            lec_packed_story *story = &stories[package->count];
            status = lec_feed_pack_item(&packing, i, story);
            package->count += story->member_count > 0;
        }
    }
    if (status == LEC_OK) {
        status = lec_feed_pack_end(&packing);
    }
    if (status == LEC_OK && package->count == 0) {
        status = any ? lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                                   "nothing to speak: no item of this feed has any words")
                     : lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                                   "nothing to speak: no item of this feed is of %s or later",
                                   u->options->since);
    }
    return status;
}

lec_status lec_feed_unpack(const lec_unpacking *unpacking, int64_t deadline_ms,
                           lec_package *package)
{
    lec_unpacking u = *unpacking;
    lec_chain notes = {.arena = &u.scratch, .size = sizeof(lec_str)};
    lec_source source;
    lec_feed feed = {0};
    lec_status status = read_feed(&u, &source, &feed);
    if (status == LEC_OK) {
        status = tell_damage(&u, &source, &feed, &notes);
    }
    if (status == LEC_OK) {
        status = pack(&u, &feed, deadline_ms, &notes, package);
    }
    if (status != LEC_OK) {
        return status;
    }
    package->notes = lec_chain_copy(&notes, u.arena);
    package->note_count = notes.count;
    return package->notes ? LEC_OK : lec_fail_memory(u.error);
}

static lec_status feed_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    return lec_feed_unpack(unpacking, lec_now_ms() + LEC_FEED_FETCH_MS, package);
}

const lec_reader_row lec_reader_feed = {
    .info = {.name = "feed",
             .extensions = ".rss .atom .rdf",
             .description = "RSS, Atom or JSON Feed: each item a story"},
    .sniff = feed_sniff,
    .unpack = feed_unpack,
};
