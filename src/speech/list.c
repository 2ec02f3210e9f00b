/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voices that there are: ours, then espeak-ng's. */
#include "base/arena.h"
#include "base/error.h"
#include "base/near.h"
#include "base/platform.h"
#include "base/str.h"
#include "speech/catalogue.h"
#include "speech/engine.h"
#include "speech/manner.h"
#include "speech/voice.h"

#include <stdlib.h>

typedef struct listing {
    lec_voice_search s;
    lec_str lang;
    lec_voice *voices;
    size_t count, capacity;
} listing;

/* "en" takes in "en-GB". */
static bool speaks(lec_str voice_lang, lec_str lang)
{
    lec_str rest = lec_str_slice(voice_lang, lang.len, voice_lang.len);
    return lec_str_equal_nocase(lec_str_slice(voice_lang, 0, lang.len), lang) &&
           (lang.len == 0 || rest.len == 0 || lec_str_starts(rest, LEC_STR("-")));
}

static lec_status list_voice(listing *l, const lec_voice *voice)
{
    if (!speaks(voice->lang, l->lang)) {
        return LEC_OK;
    }
    lec_voice *voices =
        lec_arena_grow(l->s.arena, l->voices, l->count, &l->capacity, sizeof *voices);
    if (!voices) {
        return lec_fail_memory(l->s.error);
    }
    voices[l->count++] = *voice;
    l->voices = voices;
    return LEC_OK;
}

static lec_status list_folder(listing *l, lec_arena scratch, lec_str folder)
{
    const char *path = lec_arena_printf(l->s.arena, "%s/%.*s", l->s.voices, LEC_ARG(folder)).ptr;
    const lec_str *files = NULL;
    size_t count = 0;
    if (!path) {
        return lec_fail_memory(l->s.error);
    }
    if (!lec_folder_exists(path)) {
        return LEC_OK;
    }
    lec_status status = lec_folder_list(l->s.arena, path, &files, &count, l->s.error);
    for (size_t i = 0; status == LEC_OK && i < count; i++) {
        lec_voice voice = {0};
        l->s.asked = lec_voice_of_file(files[i]);
        if (l->s.asked.len == 0) {
            continue;
        }
        status = lec_voice_read(&l->s, scratch, folder, l->s.asked, LEC_STR(""), &voice);
        if (status == LEC_OK) {
            status = list_voice(l, &voice);
        }
    }
    return status;
}

static lec_status list_ours(listing *l, lec_arena scratch)
{
    const lec_str *folders = NULL;
    size_t count = 0;
    lec_status status = lec_folder_list(l->s.arena, l->s.voices, &folders, &count, l->s.error);
    for (size_t i = 0; status == LEC_OK && i < count; i++) {
        status = list_folder(l, scratch, folders[i]);
    }
    return status;
}

/* By language, then name. */
static int voice_order(const void *a, const void *b)
{
    const lec_voice *x = a, *y = b;
    int order = lec_str_compare(x->lang, y->lang);
    return order ? order : lec_str_compare(x->name, y->name);
}

static void sort(lec_voice *voices, size_t count)
{
    if (voices && count > 1) {
        qsort(voices, count, sizeof *voices, voice_order);
    }
}

static bool is_ours(const listing *l, size_t ours, lec_str code)
{
    lec_str language = lec_str_cut(code, '-').head;
    for (size_t i = 0; i < ours; i++) {
        if (lec_str_equal_nocase(lec_str_cut(l->voices[i].lang, '-').head, language)) {
            return true;
        }
    }
    return false;
}

static lec_status list_espeak(listing *l, lec_arena scratch, size_t ours)
{
    lec_catalogue catalogue;
    lec_manner any;
    lec_status status =
        lec_catalogue_read(l->s.arena, scratch, l->s.espeak, &catalogue, l->s.error);
    if (status == LEC_OK) {
        status =
            lec_manner_read(l->s.arena, scratch, l->s.voices, LEC_STR("und"), &any, l->s.error);
    }
    for (size_t i = 0; status == LEC_OK && i < catalogue.entry_count; i++) {
        const lec_entry *entry = &catalogue.entries[i];
        lec_voice voice = {.name = lec_entry_name(&catalogue, entry),
                           .engine = lec_str_of(lec_engine_espeak.name),
                           .engine_voice = entry->path,
                           .lang = lec_entry_code(entry),
                           .description = entry->name,
                           .rate_wpm = any.rate_wpm,
                           .pitch = any.pitch,
                           .range = LEC_VOICE_RANGE};
        status = is_ours(l, ours, voice.lang) ? LEC_OK : list_voice(l, &voice);
    }
    return status;
}

static lec_status list_all(listing *l, lec_arena scratch)
{
    lec_status status = list_ours(l, scratch);
    size_t ours = l->count;
    if (status == LEC_OK) {
        sort(l->voices, ours);
        status = list_espeak(l, scratch, ours);
    }
    if (status == LEC_OK) {
        sort(l->voices ? l->voices + ours : NULL, l->count - ours);
    }
    return status;
}

/* @param every voice there is. */
static lec_status fail_no_voice(const listing *every, lec_arena scratch, lec_str lang)
{
    lec_near near = {.wanted = lang};
    for (size_t i = 0; i < every->count; i++) {
        lec_near_offer(&near, every->voices[i].lang);
    }
    return lec_fail(every->s.error, LEC_UNAVAILABLE,
                    "no voice speaks \"%.*s\"%.*s; --list-voices alone shows all", LEC_ARG(lang),
                    LEC_ARG(lec_near_list(&scratch, &near)));
}

lec_status lec_voice_list(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                          const lec_voice **list, size_t *count, lec_error *error)
{
    listing l = {
        .s = {.arena = arena, .voices = voices, .espeak = lec_espeak_folder(), .error = error},
        .lang = lang};
    lec_status status = list_all(&l, scratch);
    if (status == LEC_OK && l.count == 0) {
        l.lang = LEC_STR("");
        status = list_all(&l, scratch);
        status = status == LEC_OK ? fail_no_voice(&l, scratch, lang) : status;
    }
    *list = l.voices;
    *count = l.count;
    return status;
}
