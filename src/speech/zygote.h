/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The process of one voice. It opens the engine, speaks nothing itself, and has every line spoken
 * by a child of its own: each child starts from the same state, so that a take depends on its line
 * alone.
 *
 *     ours --lec_request--> zygote --fork--> child: text in the slot -> take in the slot
 *          <--lec_reply----
 */
#ifndef LEC_SPEECH_ZYGOTE_H
#define LEC_SPEECH_ZYGOTE_H

#include "speech/engine.h"

/**
 * Memory without which no engine is opened. espeak-ng needs 10 MB, more for some languages, and
 * aborts without it.
 */
#define LEC_ENGINE_MEMORY ((size_t)32 << 20)

#define LEC_MEMORY_ADVICE "try again, or raise the limit (ulimit -v)"

/** Speak the text that is in a slot. */
typedef struct lec_request {
    uint32_t slot;
    uint32_t text_len;
    uint64_t frame_limit;
} lec_request;

typedef enum lec_reply_kind {
    LEC_REPLY_READY,   /**< the first reply: the engine is open, or why it is not */
    LEC_REPLY_ENDED,   /**< a child ended */
    LEC_REPLY_NO_CHILD /**< no process could be had for the line */
} lec_reply_kind;

/** How a child ends; what it says by its exit code. Apart from those of sanitizers and shells. */
typedef enum lec_child_code {
    LEC_CHILD_SPOKE = 0,
    LEC_CHILD_REFUSED = 40,   /**< the engine reported a failure */
    LEC_CHILD_FLOODED = 41,   /**< more sound than its text can have */
    LEC_CHILD_NO_MEMORY = 42, /**< the slot's or its own memory cannot be had */
    LEC_CHILD_CRAMPED = 43    /**< files may not become as large as the take */
} lec_child_code;

typedef struct lec_reply {
    lec_reply_kind kind;
    uint32_t slot;
    bool by_signal; /**< ended: `value` is a signal number, else an exit code */
    int value;
    int rate_hz;     /**< ready */
    lec_error error; /**< ready: status is LEC_OK, or why not */
} lec_reply;

/** What a zygote works with. */
typedef struct lec_zygote {
    const lec_engine *engine;
    const lec_voice *voice;
    int channel; /**< its end */
    lec_slots slots;
    size_t slot_count;
    size_t jobs; /**< children at the same time; further requests wait in the channel */
    lec_arena *arena;
} lec_zygote;

/** The life of a fresh child as a zygote; ends with the other side of the channel. */
_Noreturn void lec_zygote_run(lec_zygote with);

#endif
