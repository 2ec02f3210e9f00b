/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole path of the text: bytes -> source -> document -> script -> every rendition that needs
 * no sound; then the ledger over a track whose takes are a few frames each. What must hold for any
 * bytes is checked on the way.
 */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#include <lectern/lectern.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Slow enough that a pause of two seconds is a few frames. */
enum { RATE_HZ = 1000, TAKE_FRAMES = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool held, const char *what)
{
    if (!held) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

/* ---- document ------------------------------------------------------------------------------- */

static int span_order(const void *a, const void *b)
{
    const lec_span *x = a;
    const lec_span *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* All runs and all omissions, in the order of the source; empty ones are left out. */
static lec_span *spans_gather(lec_arena *arena, const lec_document *document, size_t *count)
{
    size_t most = document->omission_count;
    for (size_t i = 0; i < document->block_count; i++) {
        most += document->blocks[i].run_count;
    }
    lec_span *spans = LEC_NEW(arena, most + 1, lec_span);
    hold(spans != NULL, "memory is there");
    *count = 0;
    for (size_t i = 0; i < document->omission_count; i++) {
        spans[*count] = document->omissions[i].span;
        *count += spans[*count].end > spans[*count].start;
    }
    for (size_t i = 0; i < document->block_count; i++) {
        for (size_t r = 0; r < document->blocks[i].run_count; r++) {
            spans[*count] = document->blocks[i].runs[r].source;
            *count += spans[*count].end > spans[*count].start;
        }
    }
    qsort(spans, *count, sizeof *spans, span_order);
    return spans;
}

static void check_tiles(lec_arena scratch, const lec_document *document)
{
    size_t count;
    const lec_span *spans = spans_gather(&scratch, document, &count);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        hold(spans[i].start == at, "every byte of the source is explained once");
        at = spans[i].end;
    }
    hold(at == document->source->text.len, "the source is explained to its end");
}

static void check_document(lec_arena scratch, const lec_document *document)
{
    hold(lec_utf8_valid(document->source->text) == document->source->text.len, "source is UTF-8");
    hold(document->block_count > 0, "a document has a block");
    for (size_t i = 0; i < document->block_count; i++) {
        lec_str text = document->blocks[i].text;
        hold(text.len > 0, "a block has text");
        hold(lec_utf8_valid(text) == text.len, "a block is UTF-8");
        hold(lec_str_find(text, '\n', 0) == text.len, "a block is one line");
    }
    check_tiles(scratch, document);
}

/* ---- script --------------------------------------------------------------------------------- */

static void check_sentences(const lec_rules *rules, lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t length = lec_sentence_length(rules, lec_str_slice(text, at, text.len));
        hold(length > 0 && length <= text.len - at, "sentences tile a block");
        at += length;
        lec_char next = lec_utf8_at(text, at);
        hold(at == text.len || next.code != LEC_CHAR_INVALID, "a sentence ends at a character");
    }
}

static void check_speech(const lec_speech_line *line)
{
    hold(line->display.len > 0, "a line shows something");
    hold(lec_utf8_valid(line->display) == line->display.len, "display is UTF-8");
    hold(lec_utf8_valid(line->spoken) == line->spoken.len, "spoken is UTF-8");
    size_t before = 0;
    for (size_t at = 0; at < line->spoken.len; at++) {
        lec_span shown = lec_speech_line_display(line, at);
        hold(shown.start <= shown.end && shown.end <= line->display.len, "words are in the line");
        hold(shown.start >= before, "words ascend");
        before = shown.start;
    }
}

static void check_script(const lec_script *script, const lec_document *document)
{
    size_t speech = 0;
    const char *at = NULL;
    size_t block = SIZE_MAX;
    for (size_t i = 0; i < script->line_count; i++) {
        if (script->lines[i].kind != LEC_LINE_SPEECH) {
            continue;
        }
        const lec_speech_line *line = &script->lines[i].speech;
        hold(line->block < document->block_count, "a line is of a block");
        lec_str text = document->blocks[line->block].text;
        if (line->block != block) {
            at = text.ptr;
            block = line->block;
        }
        hold(line->display.ptr >= at, "lines of a block ascend");
        at = line->display.ptr + line->display.len;
        hold(at <= text.ptr + text.len, "a line is in its block");
        check_speech(line);
        speech++;
    }
    hold(speech == script->speech_count, "speech lines are counted");
}

/* ---- renditions ----------------------------------------------------------------------------- */

static lec_status add_takes(lec_track *track, const lec_script *script, lec_error *error)
{
    static int16_t frames[TAKE_FRAMES];
    for (int i = 0; i < TAKE_FRAMES; i++) {
        frames[i] = (int16_t)(i % 2 ? 9000 : -9000);
    }
    for (size_t i = 0; i < script->line_count; i++) {
        if (script->lines[i].kind == LEC_LINE_SPEECH) {
            const lec_word word = {0, 0};
            const lec_take take = {i, frames, TAKE_FRAMES, &word, 1};
            lec_status status = lec_track_add(track, &take, error);
            if (status != LEC_OK) {
                return status;
            }
        }
    }
    return lec_track_finish(track, error);
}

static void publish(const lec_publication *publication, lec_need has, lec_arena scratch)
{
    size_t count;
    const lec_rendition *const *renditions = lec_rendition_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (renditions[i]->needs == has && !renditions[i]->binary) {
            lec_error error = {0};
            lec_status status =
                lec_rendition_write(renditions[i], publication, "/dev/null", scratch, &error);
            hold(status == LEC_OK, error.message);
        }
    }
}

static void sound(lec_arena *arena, lec_publication publication)
{
    lec_error error = {0};
    lec_track *track = NULL;
    lec_status status = lec_track_start(arena, publication.script, RATE_HZ, &track, &error);
    if (status == LEC_OK) {
        status = add_takes(track, publication.script, &error);
    }
    hold(status == LEC_OK, error.message);
    publication.track = track;
    publish(&publication, LEC_NEEDS_TRACK, *arena);
    lec_track_free(track);
}

/* ---- entry ---------------------------------------------------------------------------------- */

static lec_arena rules_arena;

static const lec_rules *english(void)
{
    static const lec_rules *rules;
    lec_error error = {0};
    if (!rules) {
        hold(lec_arena_init(&rules_arena, 0, &error) == LEC_OK, error.message);
        lec_arena scratch;
        hold(lec_arena_init(&scratch, 0, &error) == LEC_OK, error.message);
        hold(lec_rules_load(&rules_arena, scratch, LEC_FUZZ_VOICES, NULL, LEC_STR("en"), &rules,
                            &error) == LEC_OK,
             error.message);
        lec_arena_free(&scratch);
    }
    return rules;
}

/* The first byte chooses how chapters are set; the rest is the input. */
static void run(lec_arena *arena, lec_arena scratch, lec_str bytes, lec_chapter_mode chapters)
{
    lec_error error = {0};
    lec_source source;
    lec_document document;
    if (lec_source_decode(arena, scratch, LEC_STR("fuzz"), bytes, &source, &error) != LEC_OK ||
        lec_document_read(arena, scratch, &source, &(lec_intake_options){.format = "text"},
                          &document, &error) != LEC_OK) {
        hold(error.status != LEC_OK && error.message[0] != '\0', "a failure has a message");
        hold(error.status == LEC_DATA, error.message);
        return;
    }
    check_document(scratch, &document);
    const lec_rules *rules = english();
    for (size_t i = 0; i < document.block_count; i++) {
        check_sentences(rules, document.blocks[i].text);
    }

    const lec_script_input input = {.document = &document, .rules = rules, .lang = LEC_STR("en")};
    lec_script script;
    lec_status status = lec_script_write(arena, scratch, &input, 1, chapters, &script, &error);
    hold(status == LEC_OK || status == LEC_DATA, error.message);
    if (status == LEC_OK) {
        check_script(&script, &document);
        static const lec_voice cast[LEC_ROLES];
        const lec_publication publication = {
            .documents = &document, .document_count = 1, .script = &script, .cast = cast};
        publish(&publication, LEC_NEEDS_DOCUMENT, scratch);
        publish(&publication, LEC_NEEDS_SCRIPT, scratch);
        publish(&publication, LEC_NEEDS_CAST, scratch);
        sound(arena, publication);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    lec_error error = {0};
    lec_arena arena;
    lec_arena scratch;
    hold(lec_arena_init(&arena, 0, &error) == LEC_OK, error.message);
    hold(lec_arena_init(&scratch, 0, &error) == LEC_OK, error.message);
    run(&arena, scratch, (lec_str){(const char *)data + 1, size - 1},
        (lec_chapter_mode)(data[0] % LEC_CHAPTER_MODES));
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return 0;
}
