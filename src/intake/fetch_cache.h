/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages that were fetched before, in XDG_CACHE_HOME/lectern or ~/.cache/lectern, each in a file of
 * its own. The server is always asked whether they are still right. Whatever goes wrong here goes
 * wrong in silence: then a page is fetched again.
 */
#ifndef LEC_INTAKE_FETCH_CACHE_H
#define LEC_INTAKE_FETCH_CACHE_H

#include <lectern/base.h>

/** Bytes that all kept pages may take, their number, and bytes of one. */
#define LEC_CACHE_MAX       ((uint64_t)128 << 20)
#define LEC_CACHE_PAGES_MAX 1000
#define LEC_CACHE_PAGE_MAX  ((size_t)8 << 20)

/** A page, and what the server told of it. */
typedef struct lec_cached {
    lec_str url;            /**< where it was in the end */
    lec_str type;           /**< the whole of Content-Type */
    lec_str etag, modified; /**< ETag and Last-Modified; empty when not sent */
    lec_str bytes;
} lec_cached;

/** @param url that was asked for. @param[out] page in `arena`. @return false when none is kept. */
bool lec_cache_find(lec_arena *arena, lec_str url, lec_cached *page);

/** Keeps a page, and removes those that were kept longest when there are too many. */
void lec_cache_keep(lec_arena scratch, lec_str url, const lec_cached *page);

#endif
