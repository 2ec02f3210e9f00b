/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/share.h"

#include "base/utf8.h"

static const lec_speech_line *speech_of(const lec_share *share)
{
    return &share->timeline->script->lines[share->line].speech;
}

/* Without the readings at the line's end that are not said, and the space before them. */
static size_t heard_end_of(const lec_speech_line *line)
{
    size_t end = line->display.len;
    for (size_t i = line->reading_count; i > 0; i--) {
        const lec_reading *reading = &line->readings[i - 1];
        bool said = reading->spoken.start < reading->spoken.end;
        if (said || reading->display.end != end) {
            break;
        }
        end = reading->display.start;
        for (lec_char c = lec_utf8_before(line->display, end); c.len && lec_char_is_space(c.code);
             c = lec_utf8_before(line->display, end)) {
            end -= c.len;
        }
    }
    return end;
}

lec_share lec_share_of(const lec_timeline *timeline, size_t line, size_t start, size_t word)
{
    while (word < timeline->word_count && timeline->words[word].line < line) {
        word++;
    }
    lec_share share = {
        .timeline = timeline,
        .line = line,
        .start = start,
        .word = word,
        .given_to = timeline->lines[line].start,
    };
    share.heard_end = heard_end_of(speech_of(&share));
    return share;
}

/* Inside a word its frames go by its bytes. */
static uint64_t frame_in_word(const lec_timed_word *word, size_t at)
{
    size_t inside = at - word->display;
    uint64_t frames = word->frames.end - word->frames.start;
    return inside >= word->length ? word->frames.end
                                  : word->frames.start + frames * inside / word->length;
}

static bool has_word_at(const lec_share *share, size_t word, size_t at)
{
    const lec_timeline *timeline = share->timeline;
    return word < timeline->word_count && timeline->words[word].line == share->line &&
           timeline->words[word].display <= at;
}

/* When byte `at` of the displayed text is heard. `at` never descends. */
static uint64_t frame_at(lec_share *share, size_t at)
{
    while (has_word_at(share, share->word + 1, at)) {
        share->word++;
    }
    const lec_frames *line = &share->timeline->lines[share->line];
    if (at >= share->heard_end || !has_word_at(share, share->word, at)) {
        return line->end;
    }
    return frame_in_word(&share->timeline->words[share->word], at);
}

lec_frames lec_share_take(lec_share *share, size_t end)
{
    uint64_t to = frame_at(share, end - share->start);
    lec_frames taken = {share->given_to, to > share->given_to ? to : share->given_to};
    share->given_to = taken.end;
    return taken;
}

bool lec_share_is_silent(const lec_share *share)
{
    const lec_frames *line = &share->timeline->lines[share->line];
    return line->start == line->end;
}
