/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine that misbehaves on demand, and sessions with it. */
#ifndef LEC_TEST_SPEECH_MOODY_H
#define LEC_TEST_SPEECH_MOODY_H

#include "speech_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* ---- an engine that does what the text says ------------------------------------------------ */

/* Shared with every process: how often a line was begun, by its first word. */
typedef struct tally {
    volatile int crashes, hangs, opens, lasts, stuck;
} tally;

static tally *shared;

static inline bool has(const char *text, const char *word)
{
    return strstr(text, word) != NULL;
}

static inline void hang(void)
{
    for (;;) {
        (void)pause();
    }
}

static inline bool flood(lec_recorder *recorder)
{
    static const int16_t noise[22050];
    while (lec_record_frames(recorder, noise, 22050)) {
    }
    return false;
}

static inline bool moody_speak(const char *text, size_t len, lec_recorder *recorder)
{
    (void)!write(STDOUT_FILENO, "noise", 5);
    (void)!write(STDERR_FILENO, "noise", 5);
    if (has(text, "crash always") || (has(text, "crash once") && shared->crashes++ == 0)) {
        abort();
    }
    if (has(text, "hang always") || (has(text, "hang once") && shared->hangs++ == 0)) {
        shared->stuck++;
        hang();
    }
    if (has(text, "flood")) {
        return flood(recorder);
    }
    if (has(text, "refuse")) {
        return false;
    }
    if (has(text, "leave")) {
        _exit(0);
    }
    if (has(text, "slow")) {
        (void)usleep(30000);
    }
    if (has(text, "last")) {
        shared->lasts++;
        (void)usleep(2500000);
    }
    return has(text, "nothing") || lec_engine_tone.speak(text, len, recorder);
}

static const char *moody_version(void)
{
    return "";
}

static inline lec_status moody_open(const lec_voice *voice, int *rate_hz, lec_error *error)
{
    (void)error;
    shared->opens++;
    if (has(voice->engine_voice.ptr, "dies")) {
        abort();
    }
    if (has(voice->engine_voice.ptr, "hangs")) {
        hang();
    }
    *rate_hz = has(voice->engine_voice.ptr, "other rate") ? 16000 : 22050;
    return LEC_OK;
}

static const lec_engine moody = {"moody", "", moody_version, moody_open, moody_speak};
static const lec_engine *const engines[] = {&moody, &lec_engine_tone, &lec_engine_espeak};

static const lec_speech_limits quick = {
    .start_ms = 1500, /* processes start slowly under a memory checker */
    .line_ms = 2000,
    .line_us_per_byte = 0,
    .grace_ms = 200,
    .take_ms = 10000,
    .take_ms_per_byte = 1500,
};

static inline lec_status begin_within(fixture *f, const lec_speech_limits *limits)
{
    return lec_speech_start_with(&f->options, engines, 3, limits, &f->speech, &f->error);
}

static inline lec_status begin(fixture *f)
{
    return begin_within(f, &quick);
}

/* Speaks all; checks that lines come in order. @return how many takes came before the end. */
static inline size_t speak_all(fixture *f, lec_status *status, uint64_t *sums)
{
    lec_take take;
    for (size_t count = 0;; count++) {
        *status = lec_speech_next(f->speech, &take, &f->error);
        if (*status != LEC_OK || !take.frames) {
            return count;
        }
        assert_int_equal(take.line, count);
        if (sums) {
            sums[count] = take_sum(&take);
        }
    }
}

static inline void end(fixture *f)
{
    lec_speech_free(f->speech);
    f->speech = NULL;
    assert_no_children();
}

static const char *const plain[] = {
    "A first sentence.",
    "Second, a longer one that takes its time.",
    "Third.",
    "A slow fourth one.",
    "The fifth sentence is said here.",
    "Six.",
    "Seven is slow too.",
    "Eight.",
    "Nine sentences so far.",
    "Ten, and the end.",
};
#define PLAIN (sizeof plain / sizeof plain[0])

static inline bool moody_init(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return shared != MAP_FAILED;
}

#endif
