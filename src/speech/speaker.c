/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/speaker.h"

#include "base/error.h"
#include "base/platform.h"

#include <errno.h>
#include <string.h>

static lec_status no_process(int failure, lec_error *error)
{
    return failure == EMFILE || failure == ENFILE
               ? lec_fail(error, LEC_TRY_AGAIN,
                          "no file descriptor for a speaking process; raise the limit (ulimit -n)")
               : lec_fail(error, LEC_TRY_AGAIN, "cannot start a speaking process: %s; try again",
                          strerror(failure));
}

lec_status lec_speaker_start(lec_speaker *speaker, size_t slot_count, uint64_t slot_bytes,
                             size_t jobs, lec_arena *scratch, lec_error *error)
{
    int ends[2] = {-1, -1};
    lec_slots slots = {lec_memory_file(), slot_bytes};
    int failure = slots.memory < 0 ? errno : lec_channel_open(ends);
    int pid = failure ? -1 : lec_process_fork();
    if (pid == 0) {
        lec_zygote_run((lec_zygote){speaker->engine, speaker->voice, ends[1], slots, slot_count,
                                    jobs, scratch});
    }
    failure = failure ? failure : errno;
    if (pid < 0) {
        lec_fd_close(slots.memory);
        lec_fd_close(ends[0]);
        lec_fd_close(ends[1]);
        return no_process(failure, error);
    }
    lec_fd_close(ends[1]);
    speaker->pid = pid;
    speaker->channel = ends[0];
    speaker->slots = slots;
    speaker->rate_hz = 0;
    return LEC_OK;
}

int lec_speaker_ask(const lec_speaker *speaker, size_t slot, lec_str text, uint64_t frame_limit)
{
    lec_request request = {(uint32_t)slot, (uint32_t)text.len, frame_limit};
    int failure = lec_slot_put_text(speaker->slots, slot, text);
    return failure ? failure : lec_channel_send(speaker->channel, &request, sizeof request, false);
}

lec_channel_state lec_speaker_hear(const lec_speaker *speaker, lec_reply *reply)
{
    return lec_channel_receive(speaker->channel, reply, sizeof *reply);
}

/* The channel's end shows that a process is gone: it alone holds the other side. */
static bool has_left(const lec_speaker *speaker)
{
    lec_reply unheard;
    lec_channel_state state;
    do {
        state = lec_channel_receive(speaker->channel, &unheard, sizeof unheard);
    } while (state == LEC_CHANNEL_PACKET);
    return state == LEC_CHANNEL_END;
}

static void wait_until_left(const lec_speaker *speaker, int64_t deadline_ms)
{
    struct pollfd watched = {.fd = speaker->channel, .events = POLLIN};
    for (int64_t left; !has_left(speaker) && (left = deadline_ms - lec_now_ms()) > 0;) {
        lec_wait(&watched, 1, (int)left);
    }
}

void lec_speakers_end(lec_speaker *speakers, size_t count, int grace_ms)
{
    for (size_t i = 0; i < count; i++) {
        if (speakers[i].pid) {
            lec_channel_finish(speakers[i].channel);
        }
    }
    int64_t deadline_ms = lec_now_ms() + grace_ms;
    for (size_t i = 0; i < count; i++) {
        lec_speaker *speaker = &speakers[i];
        if (!speaker->pid) {
            continue;
        }
        wait_until_left(speaker, deadline_ms);
        lec_process_kill(speaker->pid);
        (void)lec_process_wait(speaker->pid);
        lec_fd_close(speaker->channel);
        lec_fd_close(speaker->slots.memory);
        *speaker = (lec_speaker){.engine = speaker->engine,
                                 .voice = speaker->voice,
                                 .channel = -1,
                                 .slots = {.memory = -1}};
    }
}
