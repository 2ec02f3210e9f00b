/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: for every byte of every source what became of it, as JSON lines. */
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "publish/entries.h"
#include "publish/place.h"
#include "publish/rendition.h"

#include <inttypes.h>

static const char *const FATES[LEC_FATES] = {
    [LEC_FATE_SPOKEN] = "spoken",
    [LEC_FATE_READ] = "read",
    [LEC_FATE_LEFT_OUT] = "left-out",
    [LEC_FATE_LAYOUT] = "layout",
};

static void print_text(lec_sink *sink, const char *key, lec_str value)
{
    lec_sink_printf(sink, ",\"%s\":", key);
    lec_sink_json(sink, value);
}

static void print_heard(lec_sink *sink, const lec_entry *entry, lec_str before)
{
    lec_sink_printf(sink, ",\"frames\":[%" PRIu64 ",%" PRIu64 "]", entry->frames.start,
                    entry->frames.end);
    if (entry->fate == LEC_FATE_READ) {
        print_text(sink, "before", before);
        print_text(sink, "after", entry->after);
        print_text(sink, "rule", lec_str_of(entry->rule));
    }
}

static void print_unheard(lec_sink *sink, const lec_entry *entry)
{
    print_text(sink, "rule", lec_str_of(entry->rule));
    if (entry->fate == LEC_FATE_LEFT_OUT) {
        print_text(sink, "reason", lec_str_of(entry->reason));
    }
}

/* A line for each member that the entry has bytes of. */
static void print_entry(lec_sink *sink, const lec_places *places, const lec_entry *entry)
{
    for (size_t at = entry->span.start, end; at < entry->span.end; at = end) {
        lec_stretch stretch = lec_places_first(places, (lec_span){at, entry->span.end});
        end = stretch.end;
        lec_sink_add(sink, LEC_STR("{\"source\":"));
        lec_sink_json(sink, stretch.name);
        lec_sink_printf(sink, ",\"start\":%zu,\"end\":%zu,\"kind\":\"%s\"", stretch.span.start,
                        stretch.span.end, FATES[entry->fate]);
        if (entry->fate == LEC_FATE_SPOKEN || entry->fate == LEC_FATE_READ) {
            print_heard(sink, entry, lec_str_slice(places->source->text, at, end));
        } else {
            print_unheard(sink, entry);
        }
        lec_sink_add(sink, LEC_STR("}\n"));
    }
}

/* Explains and prints the next story. */
static lec_status write_story(lec_sink *sink, lec_explained *so_far, lec_arena scratch,
                              lec_error *error)
{
    const lec_script *script = so_far->timeline->script;
    const lec_source *source = script->stories[so_far->story].document->source;
    lec_places places = lec_places_of(&scratch, source);
    lec_entries entries = {0};
    lec_status status = places.name.ptr ? lec_entries_gather(&scratch, so_far, &entries, error)
                                        : lec_fail_memory(error);
    for (size_t i = 0; status == LEC_OK && i < entries.count; i++) {
        print_entry(sink, &places, &entries.items[i]);
    }
    return status;
}

static lec_status write_ledger(const lec_publication *publication, const lec_outfile *out,
                               lec_arena scratch, lec_error *error)
{
    lec_sink sink = {.fd = out->fd};
    lec_explained so_far = {.timeline = lec_track_timeline(publication->track)};
    lec_status status = LEC_OK;
    while (status == LEC_OK && so_far.story < so_far.timeline->script->story_count) {
        status = write_story(&sink, &so_far, scratch, error);
    }
    return status == LEC_OK ? lec_sink_flush(&sink, out->path, error) : status;
}

const lec_rendition_row lec_rendition_ledger = {
    .info = {.name = "ledger",
             .extension = ".ledger.jsonl",
             .description = "what became of every byte of the input, as JSON lines",
             .needs = LEC_NEEDS_TRACK},
    .write = write_ledger,
};
