/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/place.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

/* A name may hold any bytes. */
static lec_str printable_name(lec_arena *arena, lec_str name)
{
    enum { ESCAPED_MAX = 10 }; /* bytes that lec_printable() makes of one, at most */
    size_t size = name.len * ESCAPED_MAX + 1;
    char *printable = LEC_NEW(arena, size, char);
    if (!printable) {
        return (lec_str){0};
    }
    lec_printable(name, printable, size);
    return lec_str_of(printable);
}

lec_places lec_places_of(lec_arena *arena, const lec_source *source)
{
    lec_places places = {.source = source, .name = printable_name(arena, source->name)};
    lec_str *names = source->member_count ? LEC_NEW(arena, source->member_count, lec_str) : NULL;
    for (size_t i = 0; i < source->member_count && places.name.ptr; i++) {
        lec_str name = names ? printable_name(arena, source->members[i].name) : (lec_str){0};
        if (name.ptr) {
            names[i] = name;
        } else {
            places.name = (lec_str){0};
        }
    }
    places.names = names;
    return places;
}

/* The last member that starts at or before a byte; of those that are empty none holds it. */
static size_t member_at(const lec_source *source, size_t byte)
{
    size_t low = 0;
    size_t high = source->member_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->members[middle].start <= byte) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

lec_stretch lec_places_first(const lec_places *places, lec_span span)
{
    const lec_source *source = places->source;
    if (!places->names) {
        return (lec_stretch){places->name, span, span.end};
    }
    size_t member = member_at(source, span.start);
    bool last = member + 1 == source->member_count;
    size_t start = source->members[member].start;
    size_t limit = last ? source->text.len : source->members[member + 1].start;
    size_t end = span.end < limit ? span.end : limit;
    size_t offset = source->members[member].offset;
    lec_span within = {span.start - start + offset, end - start + offset};
    return (lec_stretch){places->names[member], within, end};
}
