/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "publish/rendition.h"

#include <string.h>

/* In the order in which help shows them. */
static const lec_rendition *const RENDITIONS[] = {
    &lec_rendition_wav.info,     &lec_rendition_text.info,      &lec_rendition_document.info,
    &lec_rendition_explain.info, &lec_rendition_sentences.info, &lec_rendition_script.info,
    &lec_rendition_plan.info,    &lec_rendition_chapters.info,  &lec_rendition_ledger.info,
};

static const size_t RENDITION_COUNT = sizeof RENDITIONS / sizeof *RENDITIONS;

const lec_rendition *const *lec_rendition_list(size_t *count)
{
    *count = RENDITION_COUNT;
    return RENDITIONS;
}

const lec_rendition *lec_rendition_named(const char *name)
{
    for (size_t i = 0; i < RENDITION_COUNT; i++) {
        if (strcmp(RENDITIONS[i]->name, name) == 0) {
            return RENDITIONS[i];
        }
    }
    return NULL;
}

static bool ends_nocase(lec_str path, lec_str extension)
{
    return path.len >= extension.len &&
           lec_str_equal_nocase(lec_str_slice(path, path.len - extension.len, path.len), extension);
}

const lec_rendition *lec_rendition_for_path(const char *path)
{
    const lec_rendition *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < RENDITION_COUNT; i++) {
        lec_str extension = lec_str_of(RENDITIONS[i]->extension);
        if (extension.len > longest && ends_nocase(lec_str_of(path), extension)) {
            best = RENDITIONS[i];
            longest = extension.len;
        }
    }
    return best;
}

static const lec_rendition_row *row_of(const lec_rendition *rendition)
{
    _Static_assert(offsetof(lec_rendition_row, info) == 0, "the row begins with its info");
    return (const lec_rendition_row *)(const void *)rendition;
}

lec_status lec_rendition_check(const lec_rendition *rendition, const lec_script *script,
                               int rate_hz, uint64_t expected_ms, lec_error *error)
{
    const lec_rendition_row *row = row_of(rendition);
    return row->check ? row->check(script, rate_hz, expected_ms, error) : LEC_OK;
}

/* Whether the pipeline ran as far as the rendition needs it. */
static bool is_ready(const lec_rendition *rendition, const lec_publication *publication)
{
    return (rendition->needs < LEC_NEEDS_SCRIPT || publication->script) &&
           (rendition->needs != LEC_NEEDS_CAST || publication->cast) &&
           (rendition->needs < LEC_NEEDS_TRACK || publication->track);
}

lec_status lec_rendition_write(const lec_rendition *rendition, const lec_publication *publication,
                               const char *path, lec_arena scratch, lec_error *error)
{
    if (!is_ready(rendition, publication)) {
        return lec_fail(error, LEC_INTERNAL, "nothing is there yet to make %s of", rendition->name);
    }
    lec_outfile out;
    lec_status status = lec_outfile_open(&scratch, path, &out, error);
    if (status != LEC_OK) {
        return status;
    }
    out.cancel = publication->cancel;
    status = row_of(rendition)->write(publication, &out, scratch, error);
    if (status != LEC_OK) {
        lec_outfile_discard(&out);
        return status;
    }
    return lec_outfile_commit(&out, error);
}
