/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a family of renditions gives to the table in publish.c: one row each. */
#ifndef LEC_PUBLISH_RENDITION_H
#define LEC_PUBLISH_RENDITION_H

#include "base/platform.h"

#include <lectern/publish.h>

typedef struct lec_rendition_row {
    lec_rendition info; /**< first, so that a pointer to it is one to the row */
    /** Whether the format can hold what the script makes; NULL: it always can. */
    lec_status (*check)(const lec_script *script, int rate_hz, uint64_t expected_ms,
                        lec_error *error);
    /** Writes to out->fd, from its beginning. */
    lec_status (*write)(const lec_publication *publication, const lec_outfile *out,
                        lec_arena scratch, lec_error *error);
} lec_rendition_row;

extern const lec_rendition_row lec_rendition_text;      /* text.c */
extern const lec_rendition_row lec_rendition_document;  /* document.c */
extern const lec_rendition_row lec_rendition_explain;   /* explain.c */
extern const lec_rendition_row lec_rendition_sentences; /* text.c */
extern const lec_rendition_row lec_rendition_script;    /* text.c */
extern const lec_rendition_row lec_rendition_plan;      /* plan.c */
extern const lec_rendition_row lec_rendition_chapters;  /* chapters.c */
extern const lec_rendition_row lec_rendition_ledger;    /* ledger.c */
extern const lec_rendition_row lec_rendition_wav;       /* wav.c */

#endif
