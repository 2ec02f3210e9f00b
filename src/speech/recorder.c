/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/recorder.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/process.h"

#include <errno.h>

/* A slot: this header, then the frames, then the words. Complete when the mark is there. */
typedef struct slot_header {
    uint64_t mark;
    uint64_t frame_count;
    uint64_t word_count;
} slot_header;

static const uint64_t COMPLETE = 0x656b6174; /* "take" */

static uint64_t slot_start(lec_slots slots, size_t slot)
{
    return slot * slots.slot_bytes;
}

static uint64_t frames_start(uint64_t slot)
{
    return slot + sizeof(slot_header);
}

/* ---- recording ----------------------------------------------------------------------------- */

static bool must_stop(const lec_recorder *recorder)
{
    return recorder->flooded || recorder->exhausted || recorder->cramped;
}

static bool recorder_write(lec_recorder *recorder, const void *bytes, size_t count, uint64_t at)
{
    if (at + count > recorder->end) {
        recorder->cramped = recorder->end - recorder->slot < LEC_SLOT_BYTES;
        recorder->flooded = !recorder->cramped;
        return false;
    }
    int failure = lec_fd_write_at(recorder->memory, bytes, count, at);
    recorder->cramped = failure == EFBIG;
    recorder->exhausted = failure != 0 && failure != EFBIG;
    return failure == 0;
}

static uint64_t recorder_end(const lec_recorder *recorder)
{
    return frames_start(recorder->slot) + recorder->frame_count * sizeof(int16_t);
}

bool lec_record_frames(lec_recorder *recorder, const int16_t *frames, size_t count)
{
    if (count > recorder->frame_limit - recorder->frame_count) {
        recorder->flooded = true;
    }
    if (must_stop(recorder)) {
        return false;
    }
    if (!recorder_write(recorder, frames, count * sizeof *frames, recorder_end(recorder))) {
        return false;
    }
    recorder->frame_count += count;
    return true;
}

size_t lec_record_words_end(const lec_recorder *recorder)
{
    size_t count = recorder->word_count;
    return count > 0 ? recorder->words[count - 1].spoken + (size_t)1 : 0;
}

void lec_record_word(lec_recorder *recorder, size_t spoken, uint64_t frame)
{
    size_t count = recorder->word_count;
    bool goes_back = count > 0 && frame < recorder->words[count - 1].frame;
    if (spoken >= recorder->text_len || spoken < lec_record_words_end(recorder) || goes_back ||
        recorder->exhausted) {
        return;
    }
    lec_word *words = lec_arena_grow(recorder->arena, recorder->words, count,
                                     &recorder->word_capacity, sizeof *words);
    if (!words) {
        recorder->exhausted = true;
        return;
    }
    words[count] = (lec_word){.spoken = (uint32_t)spoken, .frame = frame};
    recorder->words = words;
    recorder->word_count++;
}

bool lec_record_finish(lec_recorder *recorder)
{
    /* Words are announced before their frames; some never get any. */
    while (recorder->word_count > 0 &&
           recorder->words[recorder->word_count - 1].frame >= recorder->frame_count) {
        recorder->word_count--;
    }
    slot_header header = {COMPLETE, recorder->frame_count, recorder->word_count};
    return !recorder->exhausted &&
           recorder_write(recorder, recorder->words, recorder->word_count * sizeof(lec_word),
                          recorder_end(recorder)) &&
           recorder_write(recorder, &header, sizeof header, recorder->slot);
}

/* ---- the slot ------------------------------------------------------------------------------ */

int lec_slot_put_text(lec_slots slots, size_t slot, lec_str text)
{
    slot_header none = {0};
    if (sizeof none + text.len > slots.slot_bytes) {
        return EFBIG;
    }
    int failure = lec_fd_write_at(slots.memory, &none, sizeof none, slot_start(slots, slot));
    return failure ? failure
                   : lec_fd_write_at(slots.memory, text.ptr, text.len,
                                     frames_start(slot_start(slots, slot)));
}

char *lec_slot_get_text(lec_slots slots, size_t slot, size_t len, lec_arena *arena)
{
    char *text = lec_alloc(arena, len + 1, 1);
    if (!text ||
        lec_fd_read_at(slots.memory, text, len, frames_start(slot_start(slots, slot))) != 0) {
        return NULL;
    }
    return text;
}

lec_recorder lec_slot_recorder(lec_slots slots, size_t slot, size_t text_len, uint64_t frame_limit,
                               lec_arena *arena)
{
    return (lec_recorder){.memory = slots.memory,
                          .slot = slot_start(slots, slot),
                          .end = slot_start(slots, slot) + slots.slot_bytes,
                          .text_len = text_len,
                          .frame_limit = frame_limit,
                          .arena = arena};
}

static bool words_make_sense(const lec_take *take, size_t text_len)
{
    for (size_t i = 0; i < take->word_count; i++) {
        const lec_word *word = &take->words[i];
        if (word->spoken >= text_len || word->frame >= take->frame_count ||
            (i > 0 && (word->spoken <= word[-1].spoken || word->frame < word[-1].frame))) {
            return false;
        }
    }
    return true;
}

lec_status lec_slot_get_take(lec_slots slots, size_t slot, size_t text_len, lec_arena *arena,
                             lec_take *take, lec_error *error)
{
    slot_header header;
    uint64_t at = slot_start(slots, slot);
    if (lec_fd_read_at(slots.memory, &header, sizeof header, at) != 0 || header.mark != COMPLETE ||
        header.frame_count > slots.slot_bytes / sizeof(int16_t) || header.word_count > text_len) {
        return lec_fail(error, LEC_INTERNAL, "the engine's process left no take");
    }
    int16_t *frames = LEC_NEW(arena, header.frame_count, int16_t);
    lec_word *words = LEC_NEW(arena, header.word_count, lec_word);
    if (!frames || !words) {
        return lec_fail_memory(error);
    }
    size_t frame_bytes = header.frame_count * sizeof *frames;
    take->frames = frames;
    take->frame_count = header.frame_count;
    take->words = words;
    take->word_count = header.word_count;
    at = frames_start(at);
    if (lec_fd_read_at(slots.memory, frames, frame_bytes, at) != 0 ||
        lec_fd_read_at(slots.memory, words, header.word_count * sizeof *words, at + frame_bytes) !=
            0 ||
        !words_make_sense(take, text_len)) {
        return lec_fail(error, LEC_INTERNAL, "the engine's process left a broken take");
    }
    return LEC_OK;
}

void lec_slot_clear(lec_slots slots, size_t slot)
{
    lec_memory_file_discard(slots.memory, slot_start(slots, slot), slots.slot_bytes);
}
