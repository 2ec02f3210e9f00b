/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages from the net: GET over http and https alone, within limits of size, time and redirects.
 * What the server lets be kept is kept in the user's cache and asked for again only when it has
 * changed.
 *
 * Addresses of private networks are refused, when the name has been resolved and for the very
 * address that is connected to, after each redirect too; a proxy would hide that address, so that
 * those of the environment (http_proxy and the like) are used only where private addresses are
 * allowed.
 */
#ifndef LEC_INTAKE_FETCH_H
#define LEC_INTAKE_FETCH_H

#include <lectern/document.h>

typedef struct lec_fetched {
    lec_str bytes;   /**< without the encoding of the transfer (gzip and the like) */
    lec_str url;     /**< after all redirects */
    lec_str type;    /**< Content-Type without parameters, lower case; empty when none was sent */
    lec_str charset; /**< its parameter; empty when there is none */
} lec_fetched;

/** Whether an input is an address that can be fetched: it begins with http:// or https://. */
bool lec_is_url(lec_str name);

/**
 * @param arena holds the bytes and the texts.
 * @param options allow_private and cancel count.
 * @return LEC_OK; LEC_DATA (too large); LEC_NO_INPUT (not there, refused, private);
 *         LEC_UNAVAILABLE (no libcurl); LEC_INTERRUPTED; LEC_TRY_AGAIN (a server that is busy, slow
 *         or out of reach).
 */
LEC_WARN_UNUSED lec_status lec_fetch(lec_arena *arena, lec_arena scratch, lec_str url,
                                     const lec_intake_options *options, lec_fetched *fetched,
                                     lec_error *error);

/** An address as it may be shown: without the name and password of a user. Others are left as they
 * are. @return .ptr is NULL when memory has run out. */
lec_str lec_url_bare(lec_arena *arena, lec_str url);

/** What a link means on a page. @param base empty when unknown. @return empty when it is no address
 * that can be fetched; .ptr is NULL when memory has run out. */
lec_str lec_url_resolve(lec_arena *arena, lec_arena scratch, lec_str base, lec_str link);

/** The format that a Content-Type names, as in -f; NULL when it tells nothing. */
const char *lec_type_format(lec_str type);

#endif
