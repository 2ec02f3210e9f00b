/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our side of a voice's process: starting, asking, hearing, ending. Knows nothing of scripts. */
#ifndef LEC_SPEECH_SPEAKER_H
#define LEC_SPEECH_SPEAKER_H

#include "base/process.h"
#include "speech/zygote.h"

typedef struct lec_speaker {
    const lec_engine *engine;
    const lec_voice *voice;
    int pid;             /**< 0: no process */
    int channel;         /**< our end; -1 when there is no process */
    lec_slots slots;     /**< belong to this process alone */
    int rate_hz;         /**< 0 until it is ready */
    int64_t ready_by_ms; /**< the session's: when it must be ready */
    bool useless;        /**< the session's: to be ended */
} lec_speaker;

/**
 * Starts the process. It is ready when it says so.
 * @param scratch used in the new process only.
 * @return LEC_OK; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_speaker_start(lec_speaker *speaker, size_t slot_count,
                                             uint64_t slot_bytes, size_t jobs, lec_arena *scratch,
                                             lec_error *error);

/** @return 0, or errno (EFBIG: the text is larger than a slot). */
int lec_speaker_ask(const lec_speaker *speaker, size_t slot, lec_str text, uint64_t frame_limit);

/** The next reply, without waiting. LEC_CHANNEL_END: the process is gone or of no use. */
lec_channel_state lec_speaker_hear(const lec_speaker *speaker, lec_reply *reply);

/**
 * Ends the processes of some speakers: they are asked to end their children and leave; those that
 * are still there after `grace_ms` are killed. Takes speakers without a process.
 */
void lec_speakers_end(lec_speaker *speakers, size_t count, int grace_ms);

#endif
