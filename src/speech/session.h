/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reading session from the inside.
 *
 * Lines in flight or waiting to be taken stand in a ring of slots. A process can vanish or hang at
 * any time: then what it held is asked again from a new one. Only a line that made its own process
 * fail is charged for it, and the second time is the last.
 *
 * speech.c hands takes out in order, attend.c deals with the processes, failure.c with lines that
 * fail.
 */
#ifndef LEC_SPEECH_SESSION_H
#define LEC_SPEECH_SESSION_H

#include "speech/speaker.h"

#define LEC_TICK_MS 50 /* between looks at the clock and the cancel flag */

/** Times count only while lec_speech_next() watches: a program that was stopped is not late. */
typedef struct lec_speech_limits {
    int start_ms;         /**< for an engine to open */
    int line_ms;          /**< for a line, and in addition ... */
    int line_us_per_byte; /**< ... for each byte of it */
    int grace_ms;         /**< for a process to leave by itself */
    int take_ms;          /**< longest sound of a line, and in addition ... */
    int take_ms_per_byte; /**< ... for each byte of it */
} lec_speech_limits;

/** Generous: machines are slow, and slower yet under a memory checker. */
extern const lec_speech_limits lec_speech_default_limits;

/** As lec_speech_start(), with engines and limits of the caller's own, for tests. */
LEC_WARN_UNUSED lec_status lec_speech_start_with(const lec_speech_options *options,
                                                 const lec_engine *const *engines,
                                                 size_t engine_count,
                                                 const lec_speech_limits *limits,
                                                 lec_speech **speech, lec_error *error);

typedef enum lec_slot_state {
    LEC_SLOT_WAITING, /* to be asked */
    LEC_SLOT_ASKED,
    LEC_SLOT_SPOKEN,
    LEC_SLOT_FAILED
} lec_slot_state;

/* Why a line failed. */
typedef enum lec_failure_kind {
    LEC_FAILED_BY_SIGNAL,
    LEC_FAILED_BY_CODE,
    LEC_FAILED_LATE,
    LEC_FAILED_TOO_LONG,
    LEC_FAILED_BROKEN
} lec_failure_kind;

typedef struct lec_failure {
    lec_failure_kind kind;
    int value; /* signal or exit code */
} lec_failure;

typedef struct lec_slot {
    lec_slot_state state;
    size_t line;          /* index into the script's lines */
    lec_speaker *speaker; /* NULL: there is nothing to say */
    int attempts;
    int64_t deadline_ms; /* when asked */
    lec_failure why;
} lec_slot;

struct lec_speech {
    lec_arena arena; /* holds this struct too */
    size_t kept;     /* of the arena; what lies above is the current take's */
    const lec_speech_options *options;
    lec_speech_limits limits;
    int rate_hz;
    size_t jobs;

    lec_speaker *speakers;
    struct pollfd *watched; /* as many */
    size_t speaker_count;
    lec_speaker **cast; /* by story and role; NULL: no line is spoken so */

    lec_slot *slots; /* ring */
    size_t slot_count;
    uint64_t slot_bytes;
    size_t first, end; /* lines in the ring, counted from the beginning of the script */
    size_t next_line;  /* where the script is read on */
    bool handed_out;   /* the caller has the take of slot `first` */

    size_t running;            /* lines that are being spoken */
    int losses, fork_failures; /* in a row */
    int64_t clock_ms, seen_ms; /* time spent watching; the system's clock when last looked at */
    int64_t resume_ms;         /* no line is asked before */
};

/* ---- slots */

/** The slot of a position in the ring. */
lec_slot *lec_slot_at(const lec_speech *s, size_t position);

/** Its number, which is also that of its memory. */
size_t lec_slot_index(const lec_speech *s, const lec_slot *at);

lec_str lec_slot_text(const lec_speech *s, const lec_slot *at);

/** Counts a failed attempt: the line will be asked again, or has failed for good. */
void lec_slot_charge(lec_slot *at, lec_failure_kind kind, int value);

/** The error of a line that has failed for good: its words, its place, and why. */
lec_status lec_slot_report(const lec_speech *s, const lec_slot *at, lec_error *error);

/* ---- processes */

LEC_WARN_UNUSED lec_status lec_speech_start_speaker(lec_speech *s, lec_speaker *speaker,
                                                    lec_error *error);

/** One look at everything, without waiting: hears what ended, ends what is late, asks more. */
LEC_WARN_UNUSED lec_status lec_speech_attend(lec_speech *s, lec_error *error);

/** Waits until a process has something to say, or a tick is over. */
void lec_speech_wait(lec_speech *s);

#endif
