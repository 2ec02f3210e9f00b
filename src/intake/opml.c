/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OPML 1.0 and 2.0: a list of feeds, each of which is fetched. Lists in a list are not followed. */
#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/decode.h"
#include "intake/feed.h"
#include "intake/feed_tree.h"
#include "intake/fetch.h"

enum { FEEDS_MAX = 200 };

static bool opml_sniff(lec_str text)
{
    return lec_str_equal_nocase(lec_feed_root_name(text), LEC_STR("opml"));
}

/* ---- gathering */

typedef struct gathering {
    const lec_unpacking *list;
    lec_chain stories, notes;
    size_t named, read; /* feeds */
    int64_t deadline_ms;
    lec_error first; /* failure */
    lec_str first_url;
} gathering;

static lec_status add_note(gathering *g, lec_str note)
{
    lec_chain_add(&g->notes, &note, 1);
    return note.ptr ? LEC_OK : lec_fail_memory(g->list->error);
}

static lec_status read_feed(gathering *g, lec_arena scratch, lec_str url, lec_package *package,
                            lec_error *error)
{
    lec_fetched fetched;
    const lec_unpacking *list = g->list;
    if (!lec_is_url(url)) {
        return lec_fail_at(error, LEC_DATA, url, 0, 0,
                           "only feeds at addresses with http:// or https:// are read from a list");
    }
    if (lec_now_ms() > g->deadline_ms) {
        return lec_fail_at(error, LEC_TRY_AGAIN, url, 0, 0,
                           "the feeds before it have taken too long; divide the list");
    }
    lec_status status = lec_fetch(list->arena, scratch, url, list->options, &fetched, error);
    const lec_unpacking feed = {.name = url,
                                .bytes = fetched.bytes,
                                .charset = fetched.charset,
                                .url = fetched.url,
                                .options = list->options,
                                .arena = list->arena,
                                .scratch = scratch,
                                .error = error};
    return status == LEC_OK ? lec_feed_unpack(&feed, g->deadline_ms, package) : status;
}

/* A feed that cannot be read is passed over with a note. */
static lec_status take_feed(gathering *g, lec_arena scratch, lec_str url)
{
    lec_package package = {0};
    lec_error failure = {0};
    lec_status status = read_feed(g, scratch, url, &package, &failure);
    if (status == LEC_INTERRUPTED || lec_error_is_memory(&failure)) {
        return lec_fail(g->list->error, status, "%s", failure.message);
    }
    if (status != LEC_OK) {
        if (g->first.status == LEC_OK) {
            g->first = failure;
            g->first_url = url;
        }
        return add_note(g, lec_arena_printf(g->list->arena, "passed over %.*s: %s", LEC_ARG(url),
                                            failure.message));
    }
    g->read++;
    lec_chain_add(&g->stories, package.stories, package.count);
    lec_chain_add(&g->notes, package.notes, package.note_count);
    return LEC_OK;
}

static lec_status gather(gathering *g, lec_arena scratch, const lec_feed_node *root)
{
    lec_status status = LEC_OK;
    for (const lec_feed_node *node = root; status == LEC_OK && node;
         node = lec_feed_walk(node, root)) {
        lec_str url = lec_str_trim(lec_feed_attribute_of(node, "xmlUrl"));
        bool feed = lec_feed_node_is(node, "outline") && url.len > 0;
        g->named += feed;
        if (feed && g->named <= FEEDS_MAX) {
            status = take_feed(g, scratch, url);
        }
    }
    if (status == LEC_OK && g->named > FEEDS_MAX) {
        status = add_note(g, lec_arena_printf(g->list->arena,
                                              "of the %zu feeds of the list the first %d are read",
                                              g->named, FEEDS_MAX));
    }
    return status;
}

/* ---- unpacking */

static lec_status check(const gathering *g)
{
    const lec_unpacking *list = g->list;
    if (g->named == 0) {
        return lec_fail_at(list->error, LEC_DATA, list->name, 0, 0,
                           "nothing to speak: this list names no feed");
    }
    if (g->read == 0) {
        return lec_fail_at(list->error, g->first.status, list->name, 0, 0,
                           "none of the %zu feed%s of the list can be read; the first, %.*s: %s",
                           g->named, g->named == 1 ? "" : "s", LEC_ARG(g->first_url),
                           g->first.message);
    }
    return LEC_OK;
}

static lec_status hand_over(const gathering *g, lec_package *package)
{
    *package = (lec_package){
        .stories = lec_chain_copy(&g->stories, g->list->arena),
        .count = g->stories.count,
        .notes = lec_chain_copy(&g->notes, g->list->arena),
        .note_count = g->notes.count,
    };
    return package->stories && package->notes ? LEC_OK : lec_fail_memory(g->list->error);
}

static lec_status opml_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    lec_arena memory; /* the chains', of which what reads a feed takes none */
    lec_source source;
    const lec_feed_node *root = NULL;
    size_t broken_line = 0;
    lec_status status = lec_decode_as(unpacking->arena, unpacking->name, unpacking->bytes,
                                      unpacking->charset, &source, unpacking->error);
    if (status == LEC_OK) {
        status = lec_feed_tree_parse(unpacking->arena, unpacking->scratch, unpacking->name,
                                     source.text, &root, &broken_line, unpacking->error);
    }
    if (status == LEC_OK) {
        status = lec_arena_init(&memory, 0, unpacking->error);
    }
    if (status != LEC_OK) {
        return status;
    }
    gathering g = {.list = unpacking,
                   .deadline_ms = lec_now_ms() + LEC_FEED_FETCH_MS,
                   .stories = {.arena = &memory, .size = sizeof(lec_packed_story)},
                   .notes = {.arena = &memory, .size = sizeof(lec_str)}};
    status = gather(&g, unpacking->scratch, root);
    if (status == LEC_OK) {
        status = check(&g);
    }
    if (status == LEC_OK) {
        status = hand_over(&g, package);
    }
    lec_arena_free(&memory);
    return status;
}

const lec_reader_row lec_reader_opml = {
    .info = {.name = "opml",
             .extensions = ".opml",
             .description = "OPML: a list of feeds, which are fetched"},
    .sniff = opml_sniff,
    .unpack = opml_unpack,
};
