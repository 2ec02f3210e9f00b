/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/shape.h"
#include "audio/timing.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#include <string.h>

#define BLOCK_FRAMES 32768

struct lec_track {
    lec_timeline timeline;
    lec_frames *lines;
    lec_word_list words;
    lec_timed_chapter *chapters;
    size_t next_line;      /* of the script */
    size_t chapters_begun; /* those whose first word has been heard; the rest wait for it */
    uint64_t sound_end;    /* frame where the last line ended: since then it is silent */
    int fd;
    size_t buffered; /* frames in block */
    int16_t block[BLOCK_FRAMES];
};

static size_t count_lines(const lec_script *script, lec_line_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < script->line_count; i++) {
        count += script->lines[i].kind == kind;
    }
    return count;
}

lec_status lec_track_start(lec_arena *arena, const lec_script *script, int rate_hz,
                           lec_track **track, lec_error *error)
{
    lec_track *made = LEC_NEW(arena, 1, lec_track);
    *track = NULL;
    if (!made) {
        return lec_fail_memory(error);
    }
    made->timeline = (lec_timeline){.script = script, .rate_hz = rate_hz};
    made->lines = LEC_NEW(arena, script->line_count, lec_frames);
    made->chapters = LEC_NEW(arena, count_lines(script, LEC_LINE_CHAPTER), lec_timed_chapter);
    /* Last, so that it can grow in place; it hardly ever has more than the written words. */
    made->words = (lec_word_list){.arena = arena, .capacity = script->word_count};
    made->words.items = LEC_NEW(arena, script->word_count, lec_timed_word);
    if (!made->lines || !made->chapters || !made->words.items) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_file_spool(&made->fd, error);
    if (status == LEC_OK) {
        *track = made;
    }
    return status;
}

/* ---- frames to the spool */

static lec_status flush(lec_track *track, lec_error *error)
{
    int failure = lec_fd_write(track->fd, track->block, track->buffered * sizeof *track->block);
    track->buffered = 0;
    if (failure) {
        return lec_fail(error, LEC_IO,
                        "the sound cannot be kept in a temporary file: %s; set TMPDIR to a folder "
                        "with more room",
                        strerror(failure));
    }
    return LEC_OK;
}

/* Makes room in the block. @return frames that fit, at most `wanted`; at least 1 unless it fails.
 */
static lec_status make_room(lec_track *track, uint64_t wanted, size_t *room, lec_error *error)
{
    if (track->buffered == BLOCK_FRAMES) {
        lec_status status = flush(track, error);
        if (status != LEC_OK) {
            return status;
        }
    }
    size_t left = BLOCK_FRAMES - track->buffered;
    *room = wanted < left ? (size_t)wanted : left;
    return LEC_OK;
}

/* Appends `count` frames: a sound with soft edges, or silence when `sound` is NULL. */
static lec_status append(lec_track *track, const int16_t *sound, uint64_t count, lec_error *error)
{
    for (uint64_t done = 0; done < count;) {
        size_t room = 0;
        lec_status status = make_room(track, count - done, &room, error);
        if (status != LEC_OK) {
            return status;
        }
        int16_t *out = track->block + track->buffered;
        if (sound) {
            lec_shape_copy(sound, count, track->timeline.rate_hz, done, room, out);
        } else {
            memset(out, 0, room * sizeof *out);
        }
        track->buffered += room;
        done += room;
    }
    track->timeline.frame_count += count;
    return LEC_OK;
}

/* ---- the timeline */

uint64_t lec_chapter_start(uint64_t silence, uint64_t sound, uint64_t lead)
{
    uint64_t start = sound > lead ? sound - lead : 0;
    return start > silence ? start : silence;
}

/* Chapters that wait are first heard at `frame`. */
static void begin_chapters(lec_track *track, uint64_t frame)
{
    uint64_t lead = (uint64_t)track->timeline.rate_hz * LEC_CHAPTER_LEAD_MS / 1000;
    uint64_t start = lec_chapter_start(track->sound_end, frame, lead);
    for (; track->chapters_begun < track->timeline.chapter_count; track->chapters_begun++) {
        bool first = track->chapters_begun == 0;
        track->chapters[track->chapters_begun].frames.start = first ? 0 : start;
    }
}

static void end_chapters(lec_track *track)
{
    size_t count = track->timeline.chapter_count;
    for (size_t i = 0; i < count; i++) {
        track->chapters[i].frames.end =
            i + 1 < count ? track->chapters[i + 1].frames.start : track->timeline.frame_count;
    }
}

/* Goes over pauses and chapters, up to the next speech line or the end of the script. */
static lec_status advance(lec_track *track, lec_error *error)
{
    const lec_script *script = track->timeline.script;
    lec_status status = LEC_OK;
    for (; status == LEC_OK && track->next_line < script->line_count; track->next_line++) {
        const lec_line *line = &script->lines[track->next_line];
        uint64_t start = track->timeline.frame_count;
        if (line->kind == LEC_LINE_SPEECH) {
            break;
        }
        if (line->kind == LEC_LINE_PAUSE) {
            uint64_t count = (uint64_t)line->pause.ms * (uint64_t)track->timeline.rate_hz / 1000;
            status = append(track, NULL, count, error);
        } else {
            track->chapters[track->timeline.chapter_count++].line = (uint32_t)track->next_line;
        }
        track->lines[track->next_line] = (lec_frames){start, track->timeline.frame_count};
    }
    return status;
}

static lec_status add_sound(lec_track *track, const lec_take *take, lec_error *error)
{
    lec_frames sound = lec_shape_sound(take->frames, take->frame_count, track->timeline.rate_hz);
    uint64_t start = track->timeline.frame_count;
    lec_kept kept = {sound, {start, start + (sound.end - sound.start)}};
    begin_chapters(track, start);
    track->lines[take->line] = kept.of_track;
    track->sound_end = kept.of_track.end;
    const lec_line *line = &track->timeline.script->lines[take->line];
    lec_status status = lec_timing_add(&track->words, &line->speech, take, &kept, error);
    if (status == LEC_OK && sound.end > sound.start) {
        status = append(track, take->frames + sound.start, sound.end - sound.start, error);
    }
    return status;
}

lec_status lec_track_add(lec_track *track, const lec_take *take, lec_error *error)
{
    lec_status status = advance(track, error);
    if (status != LEC_OK) {
        return status;
    }
    if (take->line != track->next_line || take->line >= track->timeline.script->line_count) {
        return lec_fail(error, LEC_INTERNAL, "line %zu was spoken in place of line %zu", take->line,
                        track->next_line);
    }
    track->next_line++;
    return add_sound(track, take, error);
}

lec_status lec_track_finish(lec_track *track, lec_error *error)
{
    lec_status status = advance(track, error);
    if (status != LEC_OK) {
        return status;
    }
    if (track->next_line < track->timeline.script->line_count) {
        return lec_fail(error, LEC_INTERNAL, "line %zu was not spoken", track->next_line);
    }
    begin_chapters(track, track->timeline.frame_count);
    end_chapters(track);
    track->timeline.lines = track->lines;
    track->timeline.words = track->words.items;
    track->timeline.word_count = track->words.count;
    track->timeline.chapters = track->chapters;
    return flush(track, error);
}

const lec_timeline *lec_track_timeline(const lec_track *track)
{
    return &track->timeline;
}

uint64_t lec_timeline_ms(const lec_timeline *timeline, uint64_t frame)
{
    uint64_t rate = (uint64_t)timeline->rate_hz;
    return frame / rate * 1000 + (frame % rate * 1000 + rate / 2) / rate;
}

lec_status lec_track_read(const lec_track *track, uint64_t first, size_t count, int16_t *frames,
                          lec_error *error)
{
    int failure = lec_fd_read_at(track->fd, frames, count * sizeof *frames, first * sizeof *frames);
    if (failure) {
        return lec_fail(error, LEC_IO,
                        "the sound cannot be read back from its temporary file: %s; set TMPDIR to "
                        "a folder on another disk",
                        strerror(failure));
    }
    return LEC_OK;
}

void lec_track_free(lec_track *track)
{
    if (track) {
        lec_fd_close(track->fd);
        track->fd = -1;
    }
}
