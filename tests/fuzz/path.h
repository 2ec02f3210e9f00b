/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole path of the text, for one format: bytes -> documents -> script -> every rendition that
 * needs no sound; then the ledger over a track whose takes are a few frames each. What must hold
 * for any bytes is checked on the way. LEC_FUZZ_FORMAT is the format.
 */
#ifndef LEC_TESTS_FUZZ_PATH_H
#define LEC_TESTS_FUZZ_PATH_H

#include "../support/document_fault.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

#include <lectern/lectern.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Slow enough that a pause of two seconds is a few frames. */
enum { RATE_HZ = 1000, TAKE_FRAMES = 40 };

/* What a document may take, for 8 KiB of input. */
#define MEMORY_MAX ((size_t)256 << 20)

static void hold(bool held, const char *what)
{
    if (!held) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

/* Instead of lec_fetch(), by the linker: nothing is fetched here, whatever a feed links to. */
lec_status __wrap_lec_fetch(lec_arena *arena, lec_arena scratch, lec_str url,
                            const lec_intake_options *options, void *fetched, lec_error *error);
lec_status __wrap_lec_fetch(lec_arena *arena, lec_arena scratch, lec_str url,
                            const lec_intake_options *options, void *fetched, lec_error *error)
{
    (void)arena, (void)scratch, (void)url, (void)options, (void)fetched;
    return lec_fail(error, LEC_NO_INPUT, "there is no net");
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

static void check_document(const lec_document *document)
{
    const char *fault = document_fault(document);
    hold(!fault, fault);
    for (size_t i = 0; i < document->block_count; i++) {
        check_sentences(english(), document->blocks[i].text);
    }
}

static void narrate(lec_arena *arena, lec_arena scratch, const lec_documents *documents,
                    lec_chapter_mode chapters)
{
    static const lec_voice cast[LEC_ROLES];
    lec_publication publication = {.documents = documents->items,
                                   .document_count = documents->count};
    publish(&publication, LEC_NEEDS_DOCUMENT, scratch);
    for (size_t i = 0; i < documents->count; i++) {
        const lec_script_input input = {
            .document = &documents->items[i], .rules = english(), .lang = LEC_STR("en")};
        lec_error error = {0};
        lec_script script;
        lec_status status = lec_script_write(arena, scratch, &input, 1, chapters, &script, &error);
        hold(status == LEC_OK || status == LEC_DATA, error.message);
        if (status == LEC_OK) {
            check_script(&script, input.document);
            publication.script = &script;
            publication.cast = cast;
            publish(&publication, LEC_NEEDS_SCRIPT, scratch);
            publish(&publication, LEC_NEEDS_CAST, scratch);
            sound(arena, publication);
        }
    }
}

/** @param choice of options: any number. */
static void path_run(lec_arena *arena, lec_arena scratch, lec_str bytes, unsigned choice)
{
    const lec_intake_options options = {
        .format = LEC_FUZZ_FORMAT,
        .voices = choice % 4 ? NULL : LEC_FUZZ_VOICES,
        .lang = "en",
        .keep_all = choice % 8 == 7,
        .captions = choice % 3 == 1,
        .notes = (lec_notes)(choice / 8 % LEC_NOTES_MODES),
    };
    lec_error error = {0};
    lec_documents documents;
    if (lec_intake_bytes(arena, scratch, LEC_STR("fuzz"), bytes, &options, &documents, &error) !=
        LEC_OK) {
        hold(error.message[0] != '\0', "a failure has a message");
        hold(error.status == LEC_DATA || error.status == LEC_NO_INPUT, error.message);
        return;
    }
    hold(documents.count > 0, "there is a document");
    for (size_t i = 0; i < documents.count; i++) {
        check_document(&documents.items[i]);
    }
    narrate(arena, scratch, &documents, (lec_chapter_mode)(choice % LEC_CHAPTER_MODES));
}

#endif
