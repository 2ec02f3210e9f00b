/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chapters as a table: start in seconds, level, title. */
#include "base/buf.h"
#include "publish/rendition.h"

#include <inttypes.h>

static lec_status write_chapters(const lec_publication *publication, const lec_outfile *out,
                                 lec_arena scratch, lec_error *error)
{
    (void)scratch;
    const lec_timeline *timeline = lec_track_timeline(publication->track);
    lec_sink sink = {.fd = out->fd};
    for (size_t i = 0; i < timeline->chapter_count; i++) {
        const lec_timed_chapter *chapter = &timeline->chapters[i];
        const lec_chapter_line *line = &timeline->script->lines[chapter->line].chapter;
        uint64_t ms = lec_timeline_ms(timeline, chapter->frames.start);
        lec_sink_printf(&sink, "%" PRIu64 ".%03" PRIu64 "\t%d\t", ms / 1000, ms % 1000,
                        line->level);
        lec_sink_add(&sink, line->title);
        lec_sink_add(&sink, LEC_STR("\n"));
    }
    return lec_sink_flush(&sink, out->path, error);
}

const lec_rendition_row lec_rendition_chapters = {
    .info = {.name = "chapters",
             .extension = ".chapters.tsv",
             .description = "the chapters: start in seconds, tab, level, tab, title",
             .needs = LEC_NEEDS_TRACK},
    .write = write_chapters,
};
