/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a take gets from the process that speaks to ours: through a slot, a stretch of memory that
 * both share as a file. We write the text into it; the engine's process writes the take over it.
 */
#ifndef LEC_SPEECH_RECORDER_H
#define LEC_SPEECH_RECORDER_H

#include <lectern/voice.h>

/** Most that a slot holds; memory is used only for what is written. */
#define LEC_SLOT_BYTES ((uint64_t)128 << 20)

/** The slots of a process, one behind the other. */
typedef struct lec_slots {
    int memory;          /**< its descriptor; -1 when there is none */
    uint64_t slot_bytes; /**< of each; LEC_SLOT_BYTES, unless files may not become so large */
} lec_slots;

/** Longest text of a line, in bytes. */
#define LEC_SLOT_TEXT_MAX ((size_t)16 << 20)

/** What an engine speaks into. */
typedef struct lec_recorder {
    int memory;           /* descriptor of the shared memory */
    uint64_t slot, end;   /* where the slot begins and ends */
    uint64_t frame_count; /* recorded so far */
    uint64_t frame_limit; /* a voice that does not end is stopped here */
    size_t text_len;      /* bytes of the text, which words must lie in */
    lec_word *words;
    size_t word_count, word_capacity;
    lec_arena *arena;
    bool flooded;   /* reached the limit */
    bool exhausted; /* the memory cannot be had */
    bool cramped;   /* the slot is full, and is smaller than it should be */
} lec_recorder;

/** Records frames. @return false when the engine must stop. */
bool lec_record_frames(lec_recorder *recorder, const int16_t *frames, size_t count);

/**
 * Records a word. Engines name places that go back or lie outside of the text: those are dropped,
 * so that words ascend both in the text and in time.
 * @param spoken byte offset of its first character.
 */
void lec_record_word(lec_recorder *recorder, size_t spoken, uint64_t frame);

/** @return byte offset after which the next word may begin; 0 before the first word. */
size_t lec_record_words_end(const lec_recorder *recorder);

/** Completes the take. @return false when the memory cannot be had. */
bool lec_record_finish(lec_recorder *recorder);

/* ---- the slot */

/** Puts a text into a slot. @return 0, or errno (EFBIG: it is larger than the slot). */
int lec_slot_put_text(lec_slots slots, size_t slot, lec_str text);

/** Takes it out. @return NUL-terminated text in the arena; NULL on failure. */
char *lec_slot_get_text(lec_slots slots, size_t slot, size_t len, lec_arena *arena);

/** A recorder into a slot. */
lec_recorder lec_slot_recorder(lec_slots slots, size_t slot, size_t text_len, uint64_t frame_limit,
                               lec_arena *arena);

/**
 * Reads a take that is complete, and checks it: a process that went wrong wrote it.
 * @param[out] take in the arena; all but `line`.
 * @return LEC_OK; LEC_INTERNAL (it is none); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_slot_get_take(lec_slots slots, size_t slot, size_t text_len,
                                             lec_arena *arena, lec_take *take, lec_error *error);

/** Gives the slot's memory back. */
void lec_slot_clear(lec_slots slots, size_t slot);

#endif
