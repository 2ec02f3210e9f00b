/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a feed says, whatever it is written in; and the stories that are made of it. */
#ifndef LEC_INTAKE_FEED_H
#define LEC_INTAKE_FEED_H

#include "intake/reader.h"

/** Text of an item. */
typedef struct lec_feed_text {
    lec_str text; /**< empty when there is none */
    bool html;
} lec_feed_text;

typedef struct lec_feed_item {
    lec_feed_text title, content, summary;
    lec_str link, author, lang, image; /**< as the feed has them */
    lec_str date;                      /**< ISO 8601; empty when unknown */
} lec_feed_item;

typedef struct lec_feed {
    lec_str title, author, lang;
    lec_str base;               /**< what its links are relative to; empty when unknown */
    const lec_feed_item *items; /**< in the feed's order */
    size_t count;
    size_t broken_line; /**< where its XML is broken, from 1; 0: it is whole */
} lec_feed;

/** @param text decoded. @return LEC_OK; LEC_DATA; LEC_UNAVAILABLE; LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status lec_feed_read_xml(lec_arena *arena, lec_arena scratch, lec_str name,
                                             lec_str text, lec_feed *feed, lec_error *error);
LEC_WARN_UNUSED lec_status lec_feed_read_json(lec_arena *arena, lec_arena scratch, lec_str name,
                                              lec_str text, lec_feed *feed, lec_error *error);

/** Whether a text is a feed in JSON: an object that names the version of that format. */
bool lec_feed_is_json(lec_str text);

/**
 * A date of e-mail ("Tue, 24 Nov 2026 09:30:00 +0100") or of ISO 8601, in the form of the latter.
 * @return empty when it is none; .ptr is NULL when memory has run out.
 */
lec_str lec_feed_date(lec_arena *arena, lec_str text);
/** @return seconds since 1970 of such a date, for comparing; 0 for an empty one. */
int64_t lec_feed_seconds(lec_str date);

/** Whether a text whose kind is not told is HTML: there are tags of HTML or entities in it. */
bool lec_feed_is_html(lec_str text);
/** Whether a text of an item ends in the middle ("[...]", "Read more"). */
bool lec_feed_is_cut(lec_str text);
/** Bytes of a text that are neither tags nor white space. */
size_t lec_feed_length(lec_str text);
/** Where the paragraph begins that says which site the item is from; the end when there is none. */
size_t lec_feed_footer(lec_str html);

/** How long pages are asked for, for one input. */
#define LEC_FEED_FETCH_MS ((int64_t)10 * 60 * 1000)

/**
 * Reads a feed and makes its items stories of a package.
 * @param deadline_ms by lec_now_ms(): after that no more pages are asked for.
 * @return as lec_reader_row.unpack.
 */
LEC_WARN_UNUSED lec_status lec_feed_unpack(const lec_unpacking *unpacking, int64_t deadline_ms,
                                           lec_package *package);

#endif
