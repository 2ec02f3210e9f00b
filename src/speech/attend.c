/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The processes of a session: what they say, when they are late, what they are asked. */
#include "base/error.h"
#include "base/platform.h"
#include "speech/session.h"

#include <errno.h>

#define LOSSES_MAX        4  /* processes in a row that vanish without having spoken a line */
#define FORK_FAILURES_MAX 40 /* in a row, a tick apart, with nobody speaking */

#define NO_DEADLINE INT64_MAX /* of a line that waits behind others */

/* Advances by what passed since the last look, but never by more than a few ticks: this program may
 * have been stopped, or busy elsewhere, and its children with it. */
static void look_at_clock(lec_speech *s)
{
    int64_t now = lec_now_ms();
    int64_t passed = now - s->seen_ms, most = 4 * (int64_t)LEC_TICK_MS;
    s->clock_ms += passed < most ? passed : most;
    s->seen_ms = now;
}

void lec_speech_wait(lec_speech *s)
{
    for (size_t i = 0; i < s->speaker_count; i++) {
        s->watched[i] = (struct pollfd){.fd = s->speakers[i].channel, .events = POLLIN};
    }
    lec_wait(s->watched, s->speaker_count, LEC_TICK_MS);
}

lec_status lec_speech_start_speaker(lec_speech *s, lec_speaker *speaker, lec_error *error)
{
    speaker->ready_by_ms = s->clock_ms + s->limits.start_ms;
    return lec_speaker_start(speaker, s->slot_count, s->slot_bytes, s->jobs, &s->arena, error);
}

/* Ends a speaker's process. What it was given or holds will be asked again, uncharged. */
static void lose(lec_speech *s, lec_speaker *speaker)
{
    for (size_t i = s->first + (s->handed_out ? 1 : 0); i < s->end; i++) {
        lec_slot *at = lec_slot_at(s, i);
        if (at->speaker != speaker || at->state == LEC_SLOT_FAILED) {
            continue;
        }
        s->running -= at->state == LEC_SLOT_ASKED ? 1 : 0;
        at->state = LEC_SLOT_WAITING;
    }
    lec_speakers_end(speaker, 1, s->limits.grace_ms);
}

static lec_status count_loss(lec_speech *s, const lec_speaker *speaker, lec_error *error)
{
    s->losses++;
    if (!lec_process_has_memory(LEC_ENGINE_MEMORY)) {
        return lec_fail(error, LEC_TRY_AGAIN, "too little memory to start %s; %s",
                        speaker->engine->name, LEC_MEMORY_ADVICE);
    }
    return s->losses < LOSSES_MAX
               ? LEC_OK
               : lec_fail(error, LEC_INTERNAL,
                          "the process that speaks with voice %.*s ended %d times; try another",
                          LEC_ARG(speaker->voice->name), s->losses);
}

static lec_status hear_ready(lec_speech *s, lec_speaker *speaker, const lec_reply *reply,
                             lec_error *error)
{
    if (reply->error.status != LEC_OK) {
        return lec_fail(error, reply->error.status, "%s", reply->error.message);
    }
    if (s->rate_hz && s->rate_hz != reply->rate_hz) {
        return lec_fail(error, LEC_UNAVAILABLE,
                        "voice %.*s makes %d frames a second, another one %d; choose voices that "
                        "agree",
                        LEC_ARG(speaker->voice->name), reply->rate_hz, s->rate_hz);
    }
    speaker->rate_hz = s->rate_hz = reply->rate_hz;
    return LEC_OK;
}

static void hear_ended(lec_speech *s, lec_slot *at, const lec_reply *reply)
{
    s->running--;
    if (reply->by_signal || reply->value != LEC_CHILD_SPOKE) {
        lec_slot_charge(at, reply->by_signal ? LEC_FAILED_BY_SIGNAL : LEC_FAILED_BY_CODE,
                        reply->value);
        return;
    }
    at->state = LEC_SLOT_SPOKEN;
    s->losses = s->fork_failures = 0;
}

/* No process can be had for a line: later, perhaps, when others have ended. */
static lec_status hear_no_child(lec_speech *s, lec_slot *at, lec_error *error)
{
    s->running--;
    at->state = LEC_SLOT_WAITING;
    s->resume_ms = s->clock_ms + LEC_TICK_MS;
    s->fork_failures += s->running == 0 ? 1 : 0;
    return s->fork_failures < FORK_FAILURES_MAX
               ? LEC_OK
               : lec_fail(error, LEC_TRY_AGAIN,
                          "no process can be started to speak; try again, or with fewer --jobs");
}

static lec_status hear_reply(lec_speech *s, lec_speaker *speaker, const lec_reply *reply,
                             lec_error *error)
{
    if (reply->kind == LEC_REPLY_READY) {
        return hear_ready(s, speaker, reply, error);
    }
    lec_slot *at = reply->slot < s->slot_count ? &s->slots[reply->slot] : NULL;
    if (!at || at->state != LEC_SLOT_ASKED || at->speaker != speaker) {
        speaker->useless = true;
        return LEC_OK;
    }
    if (reply->kind == LEC_REPLY_NO_CHILD) {
        return hear_no_child(s, at, error);
    }
    hear_ended(s, at, reply);
    return LEC_OK;
}

static lec_status hear(lec_speech *s, lec_speaker *speaker, lec_error *error)
{
    lec_reply reply;
    lec_status status = LEC_OK;
    while (status == LEC_OK && speaker->pid) {
        switch (lec_speaker_hear(speaker, &reply)) {
        case LEC_CHANNEL_PACKET:
            status = hear_reply(s, speaker, &reply, error);
            break;
        case LEC_CHANNEL_EMPTY:
            return LEC_OK;
        case LEC_CHANNEL_END:
            lose(s, speaker);
            return count_loss(s, speaker, error);
        }
    }
    return status;
}

static int64_t deadline_of(const lec_speech *s, const lec_slot *at)
{
    size_t bytes = lec_slot_text(s, at).len;
    return s->clock_ms + s->limits.line_ms + (int64_t)bytes * s->limits.line_us_per_byte / 1000;
}

/* The time of a line runs once it is spoken: when no more are asked than there are jobs. */
static void start_time(lec_speech *s)
{
    for (size_t i = s->first; i < s->end && s->running <= s->jobs; i++) {
        lec_slot *at = lec_slot_at(s, i);
        if (at->state == LEC_SLOT_ASKED && at->deadline_ms == NO_DEADLINE) {
            at->deadline_ms = deadline_of(s, at);
        }
    }
}

/* Lines and openings that take too long cost their process; others that it speaks are not charged.
 */
static lec_status end_late(lec_speech *s, lec_error *error)
{
    for (size_t i = s->first; i < s->end; i++) {
        lec_slot *at = lec_slot_at(s, i);
        if (at->state == LEC_SLOT_ASKED && at->deadline_ms < s->clock_ms) {
            s->running--;
            lec_slot_charge(at, LEC_FAILED_LATE, 0);
            at->speaker->useless = true;
        }
    }
    lec_status status = LEC_OK;
    for (size_t i = 0; i < s->speaker_count && status == LEC_OK; i++) {
        lec_speaker *speaker = &s->speakers[i];
        if (speaker->pid && !speaker->rate_hz && speaker->ready_by_ms < s->clock_ms) {
            speaker->useless = true;
            status = count_loss(s, speaker, error);
        }
        if (speaker->useless) {
            lose(s, speaker);
        }
    }
    return status;
}

static lec_status ask(lec_speech *s, lec_slot *at, lec_error *error)
{
    lec_str text = lec_slot_text(s, at);
    uint64_t take_ms =
        (uint64_t)s->limits.take_ms + (uint64_t)s->limits.take_ms_per_byte * text.len;
    uint64_t frame_limit = take_ms * (uint64_t)s->rate_hz / 1000;
    switch (lec_speaker_ask(at->speaker, lec_slot_index(s, at), text, frame_limit)) {
    case 0:
        at->state = LEC_SLOT_ASKED;
        at->deadline_ms = s->running < s->jobs ? deadline_of(s, at) : NO_DEADLINE;
        s->running++;
        return LEC_OK;
    case ENOSPC:
    case ENOMEM:
        return lec_fail_memory(error);
    case EFBIG:
        at->state = LEC_SLOT_FAILED;
        at->why = (lec_failure){LEC_FAILED_BY_CODE, LEC_CHILD_CRAMPED};
        return LEC_OK;
    default:
        return LEC_OK; /* the process is gone, or stopped: its time will run out */
    }
}

/* Asks lines in the script's order: as many as may be spoken at the same time, and one that waits
 * with its process, so that no processor idles while the end of another is being told. */
static lec_status ask_waiting(lec_speech *s, lec_error *error)
{
    lec_status status = LEC_OK;
    for (size_t i = s->first; i < s->end && status == LEC_OK; i++) {
        lec_slot *at = lec_slot_at(s, i);
        if (s->running > s->jobs || s->clock_ms < s->resume_ms) {
            break;
        }
        if (at->state != LEC_SLOT_WAITING) {
            continue;
        }
        if (!at->speaker->pid) {
            status = lec_speech_start_speaker(s, at->speaker, error);
        } else if (at->speaker->rate_hz) {
            status = ask(s, at, error);
        }
    }
    return status;
}

/* One look at everything, without waiting. */
lec_status lec_speech_attend(lec_speech *s, lec_error *error)
{
    lec_status status = LEC_OK;
    look_at_clock(s);
    for (size_t i = 0; i < s->speaker_count && status == LEC_OK; i++) {
        status = hear(s, &s->speakers[i], error);
    }
    if (status == LEC_OK) {
        start_time(s);
        status = end_late(s, error);
    }
    return status == LEC_OK ? ask_waiting(s, error) : status;
}
