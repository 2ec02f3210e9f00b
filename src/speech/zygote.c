/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/zygote.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/process.h"

#include <stdlib.h>

/* An engine that fails to open with fewer than these left to it failed for want of them. */
#define DESCRIPTORS_OF_ENGINE 4

/* A child that failed when there was less than this failed for want of memory. */
#define MEMORY_OF_CHILD ((size_t)4 << 20)

typedef struct zygote {
    lec_zygote with;
    int *children; /* process id by slot; 0: none */
    size_t running;
    int endings; /* readable when a child has ended */
} zygote;

/* ---- the child of a line ------------------------------------------------------------------- */

/* Control characters are commands to some engines, in plain text too. */
static void drop_commands(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) {
            text[i] = ' ';
        }
    }
}

static int speak(const lec_zygote *with, const lec_request *request)
{
    char *text = lec_slot_get_text(with->slots, request->slot, request->text_len, with->arena);
    if (!text) {
        return LEC_CHILD_NO_MEMORY;
    }
    drop_commands(text, request->text_len);
    lec_recorder recorder = lec_slot_recorder(with->slots, request->slot, request->text_len,
                                              request->frame_limit, with->arena);
    bool spoke =
        with->engine->speak(text, request->text_len, &recorder) && lec_record_finish(&recorder);
    if (recorder.flooded) {
        return LEC_CHILD_FLOODED;
    }
    if (recorder.cramped) {
        return LEC_CHILD_CRAMPED;
    }
    if (recorder.exhausted) {
        return LEC_CHILD_NO_MEMORY;
    }
    return spoke ? LEC_CHILD_SPOKE : LEC_CHILD_REFUSED;
}

/* ---- the zygote ---------------------------------------------------------------------------- */

static void end(zygote *z, int code)
{
    for (size_t i = 0; i < z->with.slot_count; i++) {
        lec_process_kill(z->children[i]);
    }
    for (size_t i = 0; i < z->with.slot_count; i++) {
        if (z->children[i]) {
            (void)lec_process_wait(z->children[i]);
        }
    }
    lec_process_exit(code);
}

static void reply(zygote *z, const lec_reply *message)
{
    if (lec_channel_send(z->with.channel, message, sizeof *message, true) != 0) {
        end(z, EXIT_FAILURE);
    }
}

static void start_child(zygote *z, const lec_request *request)
{
    if (request->slot >= z->with.slot_count || z->children[request->slot]) {
        end(z, EXIT_FAILURE);
    }
    int pid = lec_process_fork();
    if (pid == 0) {
        lec_fd_close(z->with.channel);
        lec_process_endings_close(z->endings);
        lec_process_exit(speak(&z->with, request));
    }
    if (pid < 0) {
        reply(z, &(lec_reply){.kind = LEC_REPLY_NO_CHILD, .slot = request->slot});
        return;
    }
    z->children[request->slot] = pid;
    z->running++;
}

/* Engines crash or refuse when memory runs out; what is left to a child is left to us too. */
static lec_reply reply_of(lec_ending ending, uint32_t slot)
{
    bool failed = ending.by_signal || ending.value == LEC_CHILD_REFUSED;
    bool starved = failed && !lec_process_has_memory(MEMORY_OF_CHILD);
    return (lec_reply){.kind = LEC_REPLY_ENDED,
                       .slot = slot,
                       .by_signal = ending.by_signal && !starved,
                       .value = starved ? LEC_CHILD_NO_MEMORY : ending.value};
}

static void report_endings(zygote *z)
{
    lec_ending ending;
    lec_process_endings_read(z->endings);
    while (lec_process_reap(&ending)) {
        for (size_t i = 0; i < z->with.slot_count; i++) {
            if (z->children[i] == ending.pid) {
                z->children[i] = 0;
                z->running--;
                lec_reply ended = reply_of(ending, (uint32_t)i);
                reply(z, &ended);
            }
        }
    }
}

static void take_requests(zygote *z)
{
    lec_request request;
    while (z->running < z->with.jobs) {
        switch (lec_channel_receive(z->with.channel, &request, sizeof request)) {
        case LEC_CHANNEL_PACKET:
            start_child(z, &request);
            break;
        case LEC_CHANNEL_EMPTY:
            return;
        case LEC_CHANNEL_END:
            end(z, EXIT_SUCCESS);
        }
    }
}

/* Gets everything ready that a child needs; whatever fails is in the reply. */
static void get_ready(zygote *z, lec_reply *ready)
{
    int keep[] = {z->with.channel, z->with.slots.memory};
    int failure = lec_process_settle(keep, sizeof keep / sizeof keep[0]);
    z->endings = failure ? -1 : lec_process_endings();
    if (failure || z->endings < 0) {
        (void)lec_fail(&ready->error, LEC_TRY_AGAIN,
                       "no file descriptor for a speaking process; raise the limit (ulimit -n)");
        return;
    }
    z->children = LEC_NEW(z->with.arena, z->with.slot_count, int);
    if (!z->children) {
        (void)lec_fail_memory(&ready->error);
        return;
    }
    if (!lec_process_has_memory(LEC_ENGINE_MEMORY)) {
        (void)lec_fail(&ready->error, LEC_TRY_AGAIN, "too little memory to start %s; %s",
                       z->with.engine->name, LEC_MEMORY_ADVICE);
        return;
    }
    if (z->with.engine->open(z->with.voice, &ready->rate_hz, &ready->error) != LEC_OK &&
        lec_process_descriptors_left(DESCRIPTORS_OF_ENGINE) < DESCRIPTORS_OF_ENGINE) {
        ready->error = (lec_error){0};
        (void)lec_fail(&ready->error, LEC_TRY_AGAIN,
                       "too few file descriptors to start %s; raise the limit (ulimit -n)",
                       z->with.engine->name);
    }
}

_Noreturn void lec_zygote_run(lec_zygote with)
{
    zygote z = {.with = with};
    lec_reply ready = {.kind = LEC_REPLY_READY};
    get_ready(&z, &ready);
    if (ready.error.status != LEC_OK || !z.children) {
        (void)lec_channel_send(with.channel, &ready, sizeof ready, true);
        lec_process_exit(EXIT_FAILURE);
    }
    reply(&z, &ready);
    for (;;) {
        struct pollfd watched[] = {
            /* Its end is seen also when all are busy and no request is wanted. */
            {.fd = with.channel, .events = POLLRDHUP | (z.running < with.jobs ? POLLIN : 0)},
            {.fd = z.endings, .events = POLLIN},
        };
        lec_wait(watched, 2, -1);
        if (watched[0].revents & (POLLHUP | POLLRDHUP)) {
            end(&z, EXIT_SUCCESS);
        }
        report_endings(&z);
        take_requests(&z);
    }
}
