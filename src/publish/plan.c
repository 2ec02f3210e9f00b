/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be spoken and for how long, from the script alone. */
#include "base/buf.h"
#include "base/utf8.h"
#include "publish/rendition.h"

#include <inttypes.h>

typedef struct tally {
    size_t sentences, words;
    uint64_t ms;
} tally;

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

static void print_tally(lec_sink *sink, const tally *sum)
{
    lec_sink_printf(sink, "%zu sentence%s, %zu word%s, about ", sum->sentences,
                    sum->sentences == 1 ? "" : "s", sum->words, sum->words == 1 ? "" : "s");
    print_time(sink, sum->ms);
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

/* Written words: stretches between spaces that hold a letter or a digit. */
static size_t count_words(lec_str text)
{
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        at += c.len;
        if (lec_char_is_space(c.code)) {
            inside = false;
        } else if (!inside && (lec_char_is_letter(c.code) || lec_char_is_digit(c.code))) {
            inside = true;
            words++;
        }
    }
    return words;
}

static void add_line(tally *sum, const lec_line *line)
{
    if (line->kind == LEC_LINE_SPEECH) {
        sum->sentences += line->speech.opens_sentence;
        sum->words += count_words(line->speech.display);
    }
    sum->ms += lec_line_estimate_ms(line);
}

/* When a chapter would start that stands at line `at`: as in the track, shortly before its first
 * word, inside the pause before it, or at the beginning of all. */
static uint64_t chapter_start_ms(const lec_script *script, size_t at, uint64_t now_ms)
{
    uint64_t silent_since_ms = now_ms;
    for (size_t i = at; i > 0 && script->lines[i - 1].kind != LEC_LINE_SPEECH; i--) {
        silent_since_ms -= lec_line_estimate_ms(&script->lines[i - 1]);
    }
    for (size_t i = at; i < script->line_count && script->lines[i].kind != LEC_LINE_SPEECH; i++) {
        now_ms += lec_line_estimate_ms(&script->lines[i]);
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
    tally all = {0};
    size_t at = 0;
    for (size_t story = 0; story < script->story_count; story++) {
        tally before = all;
        lec_sink_add(&sink, story ? LEC_STR("\n") : LEC_STR(""));
        lec_sink_add(&sink, script->stories[story].title);
        lec_sink_add(&sink, LEC_STR("\n"));
        for (; at < script->line_count && script->lines[at].story == story; at++) {
            const lec_line *line = &script->lines[at];
            if (line->kind == LEC_LINE_CHAPTER) {
                print_chapter(&sink, &line->chapter, chapter_start_ms(script, at, all.ms));
            }
            add_line(&all, line);
        }
        print_tally(&sink, &(tally){all.sentences - before.sentences, all.words - before.words,
                                    all.ms - before.ms});
    }
    if (script->story_count > 1) {
        lec_sink_add(&sink, LEC_STR("\nAll\n"));
        print_tally(&sink, &all);
    }
    return lec_sink_flush(&sink, out->path, error);
}

const lec_rendition_row lec_rendition_plan = {
    .info = {.name = "plan",
             .description = "what would be spoken and for how long, without speaking",
             .needs = LEC_NEEDS_SCRIPT},
    .write = write_plan,
};
