/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be spoken and for how long, from the script and the rates of its voices. */
#include "base/buf.h"
#include "publish/rendition.h"

#include <inttypes.h>

static void print_time(lec_sink *sink, uint64_t ms)
{
    uint64_t s = (ms + 500) / 1000;
    if (s >= 3600) {
        lec_sink_printf(sink, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64, s / 3600, s / 60 % 60,
                        s % 60);
    } else {
        lec_sink_printf(sink, "%" PRIu64 ":%02" PRIu64, s / 60, s % 60);
    }
}

static void print_tally(lec_sink *sink, size_t sentences, size_t words, uint64_t ms)
{
    lec_sink_printf(sink, "%zu sentence%s, %zu word%s, about ", sentences,
                    sentences == 1 ? "" : "s", words, words == 1 ? "" : "s");
    print_time(sink, ms);
    lec_sink_add(sink, LEC_STR("\n"));
}

static void print_chapter(lec_sink *sink, const lec_chapter_line *chapter, uint64_t start_ms)
{
    for (int i = 0; i < chapter->level && i < 8; i++) {
        lec_sink_add(sink, LEC_STR("  "));
    }
    print_time(sink, start_ms);
    lec_sink_add(sink, LEC_STR("  "));
    lec_sink_add(sink, chapter->title);
    lec_sink_add(sink, LEC_STR("\n"));
}

/* When a chapter would start that stands at line `at`: as in the track, shortly before its first
 * word, inside the pause before it, or at the beginning of all. */
static uint64_t chapter_start_ms(const lec_script *script, const lec_voice *cast, size_t at,
                                 uint64_t now_ms)
{
    uint64_t silent_since_ms = now_ms;
    for (size_t i = at; i > 0 && script->lines[i - 1].kind != LEC_LINE_SPEECH; i--) {
        silent_since_ms -= lec_line_expected_ms(&script->lines[i - 1], cast);
    }
    for (size_t i = at; i < script->line_count && script->lines[i].kind != LEC_LINE_SPEECH; i++) {
        now_ms += lec_line_expected_ms(&script->lines[i], cast);
    }
    bool first = silent_since_ms == 0;
    return first ? 0 : lec_chapter_start(silent_since_ms, now_ms, LEC_CHAPTER_LEAD_MS);
}

static lec_status write_plan(const lec_publication *publication, const lec_outfile *out,
                             lec_arena scratch, lec_error *error)
{
    (void)scratch;
    const lec_script *script = publication->script;
    lec_sink sink = {.fd = out->fd};
    uint64_t now_ms = 0;
    size_t at = 0;
    for (size_t i = 0; i < script->story_count; i++) {
        const lec_story *story = &script->stories[i];
        uint64_t start_ms = now_ms;
        lec_sink_add(&sink, i ? LEC_STR("\n") : LEC_STR(""));
        lec_sink_add(&sink, story->title);
        lec_sink_add(&sink, LEC_STR("\n"));
        for (; at < script->line_count && script->lines[at].story == i; at++) {
            const lec_line *line = &script->lines[at];
            if (line->kind == LEC_LINE_CHAPTER) {
                print_chapter(&sink, &line->chapter,
                              chapter_start_ms(script, publication->cast, at, now_ms));
            }
            now_ms += lec_line_expected_ms(line, publication->cast);
        }
        print_tally(&sink, story->sentence_count, story->word_count, now_ms - start_ms);
    }
    if (script->story_count > 1) {
        lec_sink_add(&sink, LEC_STR("\nAll\n"));
        print_tally(&sink, script->sentence_count, script->word_count, now_ms);
    }
    return lec_sink_flush(&sink, out->path, error);
}

const lec_rendition_row lec_rendition_plan = {
    .info = {.name = "plan",
             .description = "what would be spoken and for how long, without speaking",
             .needs = LEC_NEEDS_CAST},
    .write = write_plan,
};
