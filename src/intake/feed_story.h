/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an item of a feed to a story. */
#ifndef LEC_INTAKE_FEED_STORY_H
#define LEC_INTAKE_FEED_STORY_H

#include "base/chain.h"
#include "intake/feed.h"

/** The feed whose items become stories. */
typedef struct lec_feed_packing {
    const lec_unpacking *unpacking;
    const lec_feed *feed;
    lec_chain *notes;    /**< of lec_str */
    size_t silent;       /**< items with nothing to say, so far */
    int64_t deadline_ms; /**< by lec_now_ms(), for asking for pages */
    size_t late;         /**< teasers whose pages were not asked for, for want of time */
    int out_of_reach;    /**< pages in a row that could not be reached */
} lec_feed_packing;

/**
 * Makes the story of an item: of the text that the feed carries or, when that is a teaser, of the
 * page behind its link, which is fetched.
 * @param[out] story without members when the item has nothing to say.
 * @return LEC_OK; LEC_INTERRUPTED; LEC_TRY_AGAIN (no memory).
 */
LEC_WARN_UNUSED lec_status lec_feed_pack_item(lec_feed_packing *packing, size_t index,
                                              lec_packed_story *story);

/** Adds the notes on all of them. */
LEC_WARN_UNUSED lec_status lec_feed_pack_end(lec_feed_packing *packing);

#endif
