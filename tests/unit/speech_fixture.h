/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script made of bare sentences, and an engine that misbehaves on demand. */
#ifndef LEC_TEST_SPEECH_FIXTURE_H
#define LEC_TEST_SPEECH_FIXTURE_H

#include "base/arena.h"
#include "base/str.h"
#include "speech/session.h"

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- a script of one story: a block a sentence, each on a line of its own in the source */

#define LINES_MAX 64

typedef struct fixture {
    lec_arena arena;
    lec_source source;
    lec_document document;
    lec_block blocks[LINES_MAX];
    lec_run runs[LINES_MAX];
    lec_line lines[LINES_MAX];
    lec_story story;
    lec_script script;
    lec_voice cast[LEC_ROLES];
    lec_cancel cancel;
    lec_speech_options options;
    lec_speech *speech;
    lec_error error;
} fixture;

static inline void fixture_voice(fixture *f, const char *engine, const char *name)
{
    for (size_t i = 0; i < LEC_ROLES; i++) {
        f->cast[i] = (lec_voice){.name = lec_str_of(name),
                                 .engine = lec_str_of(engine),
                                 .engine_voice = lec_str_of(name),
                                 .lang = LEC_STR("en"),
                                 .description = LEC_STR(""),
                                 .rate_wpm = 175,
                                 .pitch = 50,
                                 .range = 50};
    }
}

static inline void fixture_script(fixture *f, const char *const *sentences, size_t count)
{
    char *text = lec_alloc(&f->arena, 1 << 20, 1);
    size_t len = 0;
    assert_non_null(text);
    assert_true(count <= LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(sentences[i]);
        lec_str said = {text + len, size};
        memcpy(text + len, sentences[i], size);
        text[len + size] = '\n';
        f->runs[i] = (lec_run){0, {len, len + size}, false};
        f->blocks[i] = (lec_block){.kind = LEC_BLOCK_PARAGRAPH,
                                   .text = said,
                                   .runs = &f->runs[i],
                                   .run_count = 1,
                                   .span = {len, len + size}};
        f->lines[i] = (lec_line){.kind = LEC_LINE_SPEECH};
        f->lines[i].speech = (lec_speech_line){
            .display = said, .spoken = said, .block = (uint32_t)i, .opens_sentence = true};
        len += size + 1;
    }
    f->source = (lec_source){.name = LEC_STR("article.txt"), .text = {text, len}};
    f->document = (lec_document){.source = &f->source, .blocks = f->blocks, .block_count = count};
    f->story = (lec_story){.document = &f->document, .title = LEC_STR("A"), .lang = LEC_STR("en")};
    f->script = (lec_script){.stories = &f->story,
                             .story_count = 1,
                             .lines = f->lines,
                             .line_count = count,
                             .speech_count = count};
    f->options = (lec_speech_options){
        .script = &f->script, .cast = f->cast, .jobs = 2, .cancel = &f->cancel};
}

static inline int fixture_setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    assert_int_equal(lec_arena_init(&f->arena, 0, &f->error), LEC_OK);
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    fixture *f = *state;
    lec_speech_free(f->speech);
    lec_arena_free(&f->arena);
    free(f);
    return 0;
}

/* ---- takes, compared by a checksum (FNV-1a) of everything in them */

static inline uint64_t fold(uint64_t sum, const void *bytes, size_t count)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < count; i++) {
        sum = (sum ^ at[i]) * 0x100000001b3u;
    }
    return sum;
}

static inline uint64_t take_sum(const lec_take *take)
{
    uint64_t sum = fold(0xcbf29ce484222325u, &take->frame_count, sizeof take->frame_count);
    sum = fold(sum, take->frames, (size_t)take->frame_count * sizeof *take->frames);
    for (size_t i = 0; i < take->word_count; i++) {
        sum = fold(sum, &take->words[i].spoken, sizeof take->words[i].spoken);
        sum = fold(sum, &take->words[i].frame, sizeof take->words[i].frame);
    }
    return sum;
}

/* ---- processes, seen from outside; zombies apart */

typedef struct process {
    pid_t pid, parent, group;
    char state;
} process;

static inline bool process_read(const char *name, process *p)
{
    char path[64], line[512];
    (void)snprintf(path, sizeof path, "/proc/%.20s/stat", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        return false;
    }
    char *rest = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    (void)fclose(file);
    if (!rest || strlen(rest) < 4) {
        return false;
    }
    p->pid = (pid_t)strtol(name, NULL, 10);
    p->state = rest[2];
    p->parent = (pid_t)strtol(rest + 4, &rest, 10);
    p->group = (pid_t)strtol(rest, NULL, 10);
    return true;
}

/** Those of a group (0: any) and a parent (0: any). @return how many. */
static inline size_t processes_of(pid_t group, pid_t parent, pid_t *pids, size_t max)
{
    DIR *folder = opendir("/proc");
    size_t count = 0;
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        process p;
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && process_read(entry->d_name, &p) &&
            p.state != 'Z' && (!group || p.group == group) && (!parent || p.parent == parent)) {
            if (count < max) {
                pids[count] = p.pid;
            }
            count++;
        }
    }
    assert_int_equal(closedir(folder), 0);
    return count;
}

static inline void assert_no_children(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

#endif
