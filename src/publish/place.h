/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where bytes of a source stand for who reads of them: in which file, and where in that. */
#ifndef LEC_PUBLISH_PLACE_H
#define LEC_PUBLISH_PLACE_H

#include <lectern/document.h>

/** A source whose names can be shown. */
typedef struct lec_places {
    const lec_source *source;
    lec_str name;         /**< of the source, printable; .ptr is NULL when memory has run out */
    const lec_str *names; /**< of its members, likewise; NULL when it has none */
} lec_places;

/** @param arena holds the names. */
lec_places lec_places_of(lec_arena *arena, const lec_source *source);

/** Bytes that lie in one member of a source. */
typedef struct lec_stretch {
    lec_str name;  /**< of the source, or of its member */
    lec_span span; /**< within that */
    size_t end;    /**< in the source's text */
} lec_stretch;

/** The first stretch of a span, which is not empty: all of it, but where a member ends in it. */
lec_stretch lec_places_first(const lec_places *places, lec_span span);

#endif
