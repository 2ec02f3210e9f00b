/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The session: gives lines to the processes of their voices, a few ahead of the one that is wanted
 * next, and hands the takes out in the script's order.
 *
 * Lines in flight or waiting to be taken stand in a ring of slots. A process can vanish or hang at
 * any time: then what it held is asked again from a new one. Only a line that made its own process
 * fail is charged for it, and the second time is the last.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"
#include "speech/session.h"
#include "speech/speaker.h"

#include <errno.h>

#define JOBS_MAX           64
#define SLOTS_PER_JOB      4
#define ATTEMPTS_MAX       2
#define LOSSES_MAX         4  /* processes in a row that vanish without having spoken a line */
#define TICK_MS            50 /* between looks at the clock and the cancel flag */
#define FORK_FAILURES_MAX  40 /* in a row, a tick apart, with nobody speaking */
#define EXCERPT_CHARACTERS 60

const lec_speech_limits lec_speech_default_limits = {
    .start_ms = 30000,
    .line_ms = 30000,
    .line_us_per_byte = 20000,
    .grace_ms = 500,
    .take_ms = 10000,
    .take_ms_per_byte = 1500,
};

typedef enum slot_state {
    SLOT_WAITING, /* to be asked */
    SLOT_ASKED,
    SLOT_SPOKEN,
    SLOT_FAILED
} slot_state;

/* Why a line failed. */
typedef enum failure_kind {
    FAILED_BY_SIGNAL,
    FAILED_BY_CODE,
    FAILED_LATE,
    FAILED_TOO_LONG,
    FAILED_BROKEN
} failure_kind;

typedef struct failure {
    failure_kind kind;
    int value; /* signal or exit code */
} failure;

typedef struct slot {
    slot_state state;
    size_t line;          /* index into the script's lines */
    lec_speaker *speaker; /* NULL: there is nothing to say */
    int attempts;
    int64_t deadline_ms;
    failure why;
} slot;

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

    slot *slots; /* ring */
    size_t slot_count;
    size_t first, end; /* lines in the ring, counted from the beginning of the script */
    size_t next_line;  /* where the script is read on */
    bool handed_out;   /* the caller has the take of slot `first` */

    size_t running;            /* lines that are being spoken */
    int losses, fork_failures; /* in a row */
    int64_t clock_ms, seen_ms; /* time spent watching; the system's clock when last looked at */
    int64_t resume_ms;         /* no line is asked before */
};

/* ---- small helpers ------------------------------------------------------------------------- */

static slot *slot_at(const lec_speech *s, size_t position)
{
    return &s->slots[position % s->slot_count];
}

static size_t slot_index(const lec_speech *s, const slot *at)
{
    return (size_t)(at - s->slots);
}

static lec_str spoken_text(const lec_speech *s, const slot *at)
{
    return s->options->script->lines[at->line].speech.spoken;
}

static bool is_cancelled(const lec_speech *s)
{
    return s->options->cancel && *s->options->cancel;
}

/* Advances by what passed since the last look, but never by more than a few ticks: this program may
 * have been stopped, or busy elsewhere, and its children with it. */
static void look_at_clock(lec_speech *s)
{
    int64_t now = lec_now_ms();
    int64_t passed = now - s->seen_ms;
    s->clock_ms += passed < 4 * TICK_MS ? passed : 4 * TICK_MS;
    s->seen_ms = now;
}

static void wait_a_tick(lec_speech *s)
{
    for (size_t i = 0; i < s->speaker_count; i++) {
        s->watched[i] = (struct pollfd){.fd = s->speakers[i].channel, .events = POLLIN};
    }
    lec_wait(s->watched, s->speaker_count, TICK_MS);
}

/* ---- lines that fail ----------------------------------------------------------------------- */

static void charge(slot *at, failure_kind kind, int value)
{
    at->why = (failure){kind, value};
    at->attempts++;
    at->state = at->attempts < ATTEMPTS_MAX ? SLOT_WAITING : SLOT_FAILED;
}

static void describe_code(int code, lec_error *reason)
{
    switch (code) {
    case LEC_CHILD_FLOODED:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine does not stop speaking");
        break;
    case LEC_CHILD_NO_MEMORY:
        (void)lec_fail(reason, LEC_TRY_AGAIN, "out of memory");
        break;
    case LEC_CHILD_REFUSED:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine refused it twice");
        break;
    default:
        (void)lec_fail(reason, LEC_INTERNAL, "the engine ended twice, with code %d", code);
    }
}

static lec_error describe(failure why)
{
    lec_error reason = {0};
    switch (why.kind) {
    case FAILED_BY_SIGNAL:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine was ended twice, by signal %d",
                       why.value);
        break;
    case FAILED_BY_CODE:
        describe_code(why.value, &reason);
        break;
    case FAILED_LATE:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine did not finish in time, twice");
        break;
    case FAILED_TOO_LONG:
        (void)lec_fail(&reason, LEC_INTERNAL, "it is too long");
        break;
    case FAILED_BROKEN:
        (void)lec_fail(&reason, LEC_INTERNAL, "the engine's process left no sound, twice");
        break;
    }
    return reason;
}

static lec_status report_failed(const lec_speech *s, const slot *at, lec_error *error)
{
    const lec_line *line = &s->options->script->lines[at->line];
    const lec_document *document = s->options->script->stories[line->story].document;
    const lec_block *block = &document->blocks[line->speech.block];
    lec_str display = line->speech.display;
    size_t start = (size_t)(display.ptr - block->text.ptr);
    lec_span span = lec_block_source_span(block, (lec_span){start, start + display.len});
    lec_place place = lec_place_of(document->source->text, span.start);
    lec_str excerpt = lec_utf8_first(display, EXCERPT_CHARACTERS);
    lec_error reason = describe(at->why);
    return lec_fail_at(error, reason.status, document->source->name, place.line, place.column,
                       "cannot speak \"%.*s%s\": %s; reword it or choose another voice",
                       LEC_ARG(excerpt), excerpt.len < display.len ? "..." : "", reason.message);
}

/* ---- processes ----------------------------------------------------------------------------- */

static lec_status start(lec_speech *s, lec_speaker *speaker, lec_error *error)
{
    speaker->ready_by_ms = s->clock_ms + s->limits.start_ms;
    return lec_speaker_start(speaker, s->slot_count, &s->arena, error);
}

/* Ends a speaker's process. What it was given or holds will be asked again, uncharged. */
static void lose(lec_speech *s, lec_speaker *speaker)
{
    for (size_t i = s->first + (s->handed_out ? 1 : 0); i < s->end; i++) {
        slot *at = slot_at(s, i);
        if (at->speaker != speaker || at->state == SLOT_FAILED) {
            continue;
        }
        s->running -= at->state == SLOT_ASKED ? 1 : 0;
        at->state = SLOT_WAITING;
    }
    lec_speakers_end(speaker, 1, s->limits.grace_ms);
}

static lec_status count_loss(lec_speech *s, const lec_speaker *speaker, lec_error *error)
{
    s->losses++;
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

static void hear_ended(lec_speech *s, slot *at, const lec_reply *reply)
{
    s->running--;
    if (reply->by_signal || reply->value != LEC_CHILD_SPOKE) {
        charge(at, reply->by_signal ? FAILED_BY_SIGNAL : FAILED_BY_CODE, reply->value);
        return;
    }
    at->state = SLOT_SPOKEN;
    s->losses = s->fork_failures = 0;
}

/* No process can be had for a line: later, perhaps, when others have ended. */
static lec_status hear_no_child(lec_speech *s, slot *at, lec_error *error)
{
    s->running--;
    at->state = SLOT_WAITING;
    s->resume_ms = s->clock_ms + TICK_MS;
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
    slot *at = reply->slot < s->slot_count ? &s->slots[reply->slot] : NULL;
    if (!at || at->state != SLOT_ASKED || at->speaker != speaker) {
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

/* Lines and openings that take too long cost their process; others that it speaks are not charged.
 */
static lec_status end_late(lec_speech *s, lec_error *error)
{
    for (size_t i = s->first; i < s->end; i++) {
        slot *at = slot_at(s, i);
        if (at->state == SLOT_ASKED && at->deadline_ms < s->clock_ms) {
            s->running--;
            charge(at, FAILED_LATE, 0);
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

static lec_status ask(lec_speech *s, slot *at, lec_error *error)
{
    lec_str text = spoken_text(s, at);
    uint64_t take_ms =
        (uint64_t)s->limits.take_ms + (uint64_t)s->limits.take_ms_per_byte * text.len;
    uint64_t frame_limit = take_ms * (uint64_t)s->rate_hz / 1000;
    switch (lec_speaker_ask(at->speaker, slot_index(s, at), text, frame_limit)) {
    case 0:
        at->state = SLOT_ASKED;
        at->deadline_ms =
            s->clock_ms + s->limits.line_ms + (int64_t)text.len * s->limits.line_us_per_byte / 1000;
        s->running++;
        return LEC_OK;
    case ENOSPC:
    case ENOMEM:
    case EFBIG:
        return lec_fail_memory(error);
    default:
        return LEC_OK; /* the process is gone, or stopped: its time will run out */
    }
}

/* Asks lines in the script's order, no more than may be spoken at the same time. */
static lec_status ask_waiting(lec_speech *s, lec_error *error)
{
    lec_status status = LEC_OK;
    for (size_t i = s->first; i < s->end && status == LEC_OK; i++) {
        slot *at = slot_at(s, i);
        if (s->running >= s->jobs || s->clock_ms < s->resume_ms) {
            break;
        }
        if (at->state != SLOT_WAITING) {
            continue;
        }
        if (!at->speaker->pid) {
            status = start(s, at->speaker, error);
        } else if (at->speaker->rate_hz) {
            status = ask(s, at, error);
        }
    }
    return status;
}

/* One look at everything, without waiting. */
static lec_status attend(lec_speech *s, lec_error *error)
{
    lec_status status = LEC_OK;
    look_at_clock(s);
    for (size_t i = 0; i < s->speaker_count && status == LEC_OK; i++) {
        status = hear(s, &s->speakers[i], error);
    }
    if (status == LEC_OK) {
        status = end_late(s, error);
    }
    return status == LEC_OK ? ask_waiting(s, error) : status;
}

/* ---- takes in order ------------------------------------------------------------------------ */

static lec_speaker *speaker_of(const lec_speech *s, const lec_line *line)
{
    return s->cast[line->story * (size_t)LEC_ROLES + (size_t)line->speech.role];
}

static void enter(lec_speech *s, size_t line)
{
    const lec_line *at = &s->options->script->lines[line];
    slot *entered = slot_at(s, s->end++);
    *entered = (slot){.line = line, .state = SLOT_WAITING};
    if (at->speech.spoken.len == 0) {
        entered->state = SLOT_SPOKEN;
    } else if (at->speech.spoken.len > LEC_SLOT_TEXT_MAX) {
        entered->state = SLOT_FAILED;
        entered->why.kind = FAILED_TOO_LONG;
    } else {
        entered->speaker = speaker_of(s, at);
    }
}

/* Takes back what was handed out, and enters lines as far as there are slots. */
static void turn_ring(lec_speech *s)
{
    if (s->handed_out) {
        const slot *done = slot_at(s, s->first++);
        if (done->speaker && done->speaker->pid) {
            lec_slot_clear(done->speaker->memory, slot_index(s, done));
        }
        s->handed_out = false;
        s->arena.used = s->kept;
    }
    const lec_script *script = s->options->script;
    for (; s->next_line < script->line_count && s->end - s->first < s->slot_count; s->next_line++) {
        if (script->lines[s->next_line].kind == LEC_LINE_SPEECH) {
            enter(s, s->next_line);
        }
    }
}

static lec_status hand_out(lec_speech *s, slot *at, lec_take *take, lec_error *error)
{
    static const int16_t silence[1];
    lec_error broken = {0};
    lec_take got = {.line = at->line, .frames = silence};
    if (at->speaker) {
        lec_status status = lec_slot_get_take(at->speaker->memory, slot_index(s, at),
                                              spoken_text(s, at).len, &s->arena, &got, &broken);
        if (status == LEC_INTERNAL) {
            charge(at, FAILED_BROKEN, 0);
            return LEC_OK;
        }
        if (status != LEC_OK) {
            return lec_fail(error, status, "%s", broken.message);
        }
    }
    *take = got;
    s->handed_out = true;
    return LEC_OK;
}

lec_status lec_speech_next(lec_speech *s, lec_take *take, lec_error *error)
{
    *take = (lec_take){0};
    turn_ring(s);
    lec_status status = LEC_OK;
    while (status == LEC_OK && s->first < s->end) {
        if (is_cancelled(s)) {
            return lec_fail(error, LEC_INTERRUPTED, "interrupted");
        }
        slot *head = slot_at(s, s->first);
        status = attend(s, error);
        if (status == LEC_OK && head->state == SLOT_FAILED) {
            return report_failed(s, head, error);
        }
        if (status == LEC_OK && head->state == SLOT_SPOKEN) {
            status = hand_out(s, head, take, error);
            if (s->handed_out) {
                return LEC_OK;
            }
        } else if (status == LEC_OK) {
            wait_a_tick(s);
        }
    }
    return status;
}

/* ---- start and end ------------------------------------------------------------------------- */

static bool same_voice(const lec_voice *a, const lec_voice *b)
{
    return lec_str_equal(a->engine, b->engine) && lec_str_equal(a->engine_voice, b->engine_voice) &&
           a->rate_wpm == b->rate_wpm && a->pitch == b->pitch && a->range == b->range;
}

static lec_speaker *speaker_with(lec_speech *s, const lec_voice *voice)
{
    for (size_t i = 0; i < s->speaker_count; i++) {
        if (same_voice(s->speakers[i].voice, voice)) {
            return &s->speakers[i];
        }
    }
    lec_speaker *speaker = &s->speakers[s->speaker_count++];
    *speaker = (lec_speaker){.voice = voice, .channel = -1, .memory = -1};
    return speaker;
}

/* One speaker for each voice that is needed; at least one, so that there is a sample rate. */
static void cast_speakers(lec_speech *s)
{
    const lec_script *script = s->options->script;
    for (size_t i = 0; i < script->line_count; i++) {
        const lec_line *line = &script->lines[i];
        if (line->kind == LEC_LINE_SPEECH && line->speech.spoken.len > 0) {
            size_t part = line->story * (size_t)LEC_ROLES + (size_t)line->speech.role;
            s->cast[part] =
                s->cast[part] ? s->cast[part] : speaker_with(s, &s->options->cast[part]);
        }
    }
    if (s->speaker_count == 0) {
        (void)speaker_with(s, &s->options->cast[0]);
    }
}

static lec_status open_speakers(lec_speech *s, const lec_engine *const *engines,
                                size_t engine_count, lec_error *error)
{
    for (size_t i = 0; i < s->speaker_count; i++) {
        lec_str name = s->speakers[i].voice->engine;
        s->speakers[i].engine = lec_engine_named(engines, engine_count, name);
        if (!s->speakers[i].engine) {
            return lec_fail(error, LEC_UNAVAILABLE, "there is no engine %.*s", LEC_ARG(name));
        }
    }
    return LEC_OK;
}

/* Starts whatever has no process. @return how many are not ready yet. */
static size_t start_missing(lec_speech *s, lec_status *status, lec_error *error)
{
    size_t missing = 0;
    for (size_t i = 0; i < s->speaker_count && *status == LEC_OK; i++) {
        if (!s->speakers[i].pid) {
            *status = start(s, &s->speakers[i], error);
        }
        missing += s->speakers[i].rate_hz ? 0 : 1;
    }
    return missing;
}

static lec_status wait_until_ready(lec_speech *s, lec_error *error)
{
    lec_status status = LEC_OK;
    while (start_missing(s, &status, error) > 0 && status == LEC_OK) {
        if (is_cancelled(s)) {
            return lec_fail(error, LEC_INTERRUPTED, "interrupted");
        }
        wait_a_tick(s);
        status = attend(s, error);
    }
    return status;
}

static bool allocate(lec_speech *s)
{
    size_t parts = s->options->script->story_count * (size_t)LEC_ROLES;
    s->cast = LEC_NEW(&s->arena, parts, lec_speaker *);
    s->speakers = LEC_NEW(&s->arena, parts, lec_speaker);
    s->watched = LEC_NEW(&s->arena, parts, struct pollfd);
    s->slots = LEC_NEW(&s->arena, s->slot_count, slot);
    s->kept = s->arena.used;
    return s->cast && s->speakers && s->watched && s->slots;
}

static lec_status session_new(const lec_speech_options *options, const lec_speech_limits *limits,
                              lec_speech **speech, lec_error *error)
{
    lec_arena arena;
    lec_status status = lec_arena_init(&arena, 4 * (size_t)LEC_SLOT_BYTES, error);
    if (status != LEC_OK) {
        return status;
    }
    lec_speech *s = LEC_NEW(&arena, 1, lec_speech);
    if (!s) {
        lec_arena_free(&arena);
        return lec_fail_memory(error);
    }
    int jobs = options->jobs < 1 ? 1 : options->jobs;
    s->arena = arena;
    s->options = options;
    s->limits = *limits;
    s->jobs = jobs < JOBS_MAX ? (size_t)jobs : JOBS_MAX;
    s->slot_count = s->jobs * SLOTS_PER_JOB;
    s->seen_ms = lec_now_ms();
    *speech = s;
    return allocate(s) ? LEC_OK : lec_fail_memory(error);
}

lec_status lec_speech_start_with(const lec_speech_options *options,
                                 const lec_engine *const *engines, size_t engine_count,
                                 const lec_speech_limits *limits, lec_speech **speech,
                                 lec_error *error)
{
    lec_speech *s = NULL;
    *speech = NULL;
    lec_status status = session_new(options, limits, &s, error);
    if (status == LEC_OK) {
        cast_speakers(s);
        status = open_speakers(s, engines, engine_count, error);
    }
    if (status == LEC_OK) {
        status = wait_until_ready(s, error);
    }
    if (status != LEC_OK) {
        lec_speech_free(s);
        return status;
    }
    *speech = s;
    return LEC_OK;
}

lec_status lec_speech_start(const lec_speech_options *options, lec_speech **speech,
                            lec_error *error)
{
    size_t count;
    const lec_engine *const *engines = lec_engines(&count);
    return lec_speech_start_with(options, engines, count, &lec_speech_default_limits, speech,
                                 error);
}

int lec_speech_rate_hz(const lec_speech *speech)
{
    return speech->rate_hz;
}

void lec_speech_free(lec_speech *speech)
{
    if (!speech) {
        return;
    }
    lec_speakers_end(speech->speakers, speech->speaker_count, speech->limits.grace_ms);
    lec_arena arena = speech->arena; /* the session lies in it: from here this one owns it */
    lec_arena_free(&arena);
}
