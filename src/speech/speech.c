/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session from outside: starts it, hands its takes out in the script's order, ends it. */
#include "base/arena.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/platform.h"
#include "base/str.h"
#include "speech/session.h"

#define SLOTS_PER_JOB    4
#define SLOT_BYTES_LEAST ((uint64_t)16 << 20) /* minutes of sound */

const lec_speech_limits lec_speech_default_limits = {
    .start_ms = 30000,
    .line_ms = 20000,
    .line_us_per_byte = 20000,
    .grace_ms = 500,
    .take_ms = 10000,
    .take_ms_per_byte = 1500,
};

static bool is_cancelled(const lec_speech *s)
{
    return s->options->cancel && *s->options->cancel;
}

/* ---- takes in order ------------------------------------------------------------------------ */

static lec_speaker *speaker_of(const lec_speech *s, const lec_line *line)
{
    return s->cast[line->story * (size_t)LEC_ROLES + (size_t)line->speech.role];
}

static void enter(lec_speech *s, size_t line)
{
    const lec_line *at = &s->options->script->lines[line];
    lec_slot *entered = lec_slot_at(s, s->end++);
    *entered = (lec_slot){.line = line, .state = LEC_SLOT_WAITING};
    if (at->speech.spoken.len == 0) {
        entered->state = LEC_SLOT_SPOKEN;
    } else if (at->speech.spoken.len > LEC_SLOT_TEXT_MAX) {
        entered->state = LEC_SLOT_FAILED;
        entered->why.kind = LEC_FAILED_TOO_LONG;
    } else {
        entered->speaker = speaker_of(s, at);
    }
}

/* Takes back what was handed out, and enters lines as far as there are slots. */
static void turn_ring(lec_speech *s)
{
    if (s->handed_out) {
        const lec_slot *done = lec_slot_at(s, s->first++);
        if (done->speaker && done->speaker->pid) {
            lec_slot_clear(done->speaker->slots, lec_slot_index(s, done));
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

static lec_status hand_out(lec_speech *s, lec_slot *at, lec_take *take, lec_error *error)
{
    static const int16_t silence[1];
    lec_error broken = {0};
    lec_take got = {.line = at->line, .frames = silence};
    if (at->speaker) {
        lec_status status = lec_slot_get_take(at->speaker->slots, lec_slot_index(s, at),
                                              lec_slot_text(s, at).len, &s->arena, &got, &broken);
        if (status == LEC_INTERNAL) {
            lec_slot_charge(at, LEC_FAILED_BROKEN, 0);
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
        lec_slot *head = lec_slot_at(s, s->first);
        status = lec_speech_attend(s, error);
        if (status == LEC_OK && head->state == LEC_SLOT_FAILED) {
            return lec_slot_report(s, head, error);
        }
        if (status == LEC_OK && head->state == LEC_SLOT_SPOKEN) {
            status = hand_out(s, head, take, error);
            if (s->handed_out) {
                return LEC_OK;
            }
        } else if (status == LEC_OK) {
            lec_speech_wait(s);
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
    *speaker = (lec_speaker){.voice = voice, .channel = -1, .slots = {.memory = -1}};
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
            *status = lec_speech_start_speaker(s, &s->speakers[i], error);
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
        lec_speech_wait(s);
        status = lec_speech_attend(s, error);
    }
    return status;
}

/* All slots together are a file, which may be limited. Then rather few slots than small ones: at
 * the least one, in which whatever is too large for it would be too large for an output too. */
static void share_memory(lec_speech *s)
{
    uint64_t limit = lec_memory_file_max(), fit = limit / SLOT_BYTES_LEAST;
    s->slot_count = s->jobs * SLOTS_PER_JOB;
    s->slot_count = fit < s->slot_count ? (fit > 0 ? (size_t)fit : 1) : s->slot_count;
    uint64_t share = limit / s->slot_count;
    s->slot_bytes = share < LEC_SLOT_BYTES ? share : LEC_SLOT_BYTES;
}

static bool allocate(lec_speech *s)
{
    size_t parts = s->options->script->story_count * (size_t)LEC_ROLES;
    s->cast = LEC_NEW(&s->arena, parts, lec_speaker *);
    s->speakers = LEC_NEW(&s->arena, parts, lec_speaker);
    s->watched = LEC_NEW(&s->arena, parts, struct pollfd);
    s->slots = LEC_NEW(&s->arena, s->slot_count, lec_slot);
    s->kept = s->arena.used;
    return s->cast && s->speakers && s->watched && s->slots;
}

static lec_status session_new(const lec_speech_options *options, const lec_speech_limits *limits,
                              lec_speech **speech, lec_error *error)
{
    lec_arena arena;
    /* Where address space is short, the arena leaves some to the engine. */
    void *room = lec_memory_reserve(2 * LEC_ENGINE_MEMORY);
    if (!room) {
        return lec_fail(error, LEC_TRY_AGAIN, "too little memory to speak; %s", LEC_MEMORY_ADVICE);
    }
    lec_status status = lec_arena_init(&arena, 4 * (size_t)LEC_SLOT_BYTES, error);
    lec_memory_release(room, 2 * LEC_ENGINE_MEMORY);
    if (status != LEC_OK) {
        return status;
    }
    lec_speech *s = LEC_NEW(&arena, 1, lec_speech);
    if (!s) {
        lec_arena_free(&arena);
        return lec_fail_memory(error);
    }
    s->arena = arena;
    s->options = options;
    s->limits = *limits;
    s->jobs = (size_t)options->jobs;
    share_memory(s);
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
    if (options->jobs < 1 || options->jobs > LEC_JOBS_MAX) {
        return lec_fail(error, LEC_USAGE, "the number of jobs must be from 1 to %d, not %d",
                        LEC_JOBS_MAX, options->jobs);
    }
    lec_status status = session_new(options, limits, &s, error);
    if (!s) {
        return status;
    }
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
