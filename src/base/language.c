/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/settings.h"
#include "base/str.h"

#define PAUSE_MAX_MS 60000
#define PAUSE(name, member)                                                                        \
    {                                                                                              \
        .section = "pauses", .key = (name), .max = PAUSE_MAX_MS,                                   \
        .offset = offsetof(lec_language, member)                                                   \
    }

static const lec_setting vocabulary[] = {
    PAUSE("head", head_ms),
    PAUSE("clause", clause_ms),
    PAUSE("sentence", sentence_ms),
    PAUSE("paragraph", paragraph_ms),
    PAUSE("before-heading", before_heading_ms),
    PAUSE("after-heading", after_heading_ms),
    PAUSE("story", story_ms),
    PAUSE("tail", tail_ms),
    {.section = "voice", .key = "name", .offset = offsetof(lec_language, voice)},
    {.section = "voice",
     .key = "rate",
     .min = 80,
     .max = 449,
     .offset = offsetof(lec_language, rate_wpm)},
    {.section = "voice", .key = "pitch", .max = 100, .offset = offsetof(lec_language, pitch)},
};
#define VOCABULARY_COUNT (sizeof vocabulary / sizeof vocabulary[0])

static const lec_str *find_name(const lec_str *names, size_t count, lec_str wanted)
{
    for (size_t i = 0; i < count; i++) {
        if (lec_str_equal_nocase(names[i], wanted)) {
            return &names[i];
        }
    }
    return NULL;
}

/* Drops the last subtag, and with it a single letter or digit before it, as "x" in "de-x-old". */
static lec_str drop_subtag(lec_str tag)
{
    size_t end = tag.len;
    do {
        while (end > 0 && tag.ptr[end - 1] != '-' && tag.ptr[end - 1] != '_') {
            end--;
        }
        end = end > 0 ? end - 1 : 0;
    } while (end >= 2 && (tag.ptr[end - 2] == '-' || tag.ptr[end - 2] == '_'));
    return lec_str_slice(tag, 0, end);
}

lec_status lec_language_find(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                             lec_language *language, lec_error *error)
{
    const lec_str *names = NULL;
    size_t count = 0;
    lec_status status = lec_folder_list(&scratch, voices, &names, &count, error);
    if (status != LEC_OK) {
        return status;
    }
    const lec_str *name = NULL;
    for (lec_str tag = lang; tag.len > 0 && !name; tag = drop_subtag(tag)) {
        name = find_name(names, count, tag);
    }
    if (!name) {
        name = find_name(names, count, LEC_STR("und"));
    }
    if (!name) {
        return lec_fail(error, LEC_UNAVAILABLE,
                        "%s has no folder \"und\": it is not the folder of lectern's voices",
                        voices);
    }
    language->folder = lec_arena_printf(arena, "%s/%.*s", voices, LEC_ARG(*name)).ptr;
    language->tag = lec_arena_printf(arena, "%.*s", LEC_ARG(*name));
    return language->folder && language->tag.ptr ? LEC_OK : lec_fail_memory(error);
}

/* Every number starts as -1, so that one which no file sets is noticed. */
static lec_status check_complete(const char *path, const lec_language *language, lec_error *error)
{
    for (size_t i = 0; i < VOCABULARY_COUNT; i++) {
        const lec_setting *setting = &vocabulary[i];
        const char *member = (const char *)language + setting->offset;
        if (setting->max > 0 && *(const int *)(const void *)member < 0) {
            return lec_fail_at(error, LEC_DATA, lec_str_of(path), 0, 0,
                               "\"%s\" is missing from section [%s]", setting->key,
                               setting->section);
        }
    }
    return LEC_OK;
}

static lec_status read_conf(lec_arena *arena, lec_arena scratch, const char *path,
                            lec_language *language, lec_error *error)
{
    return lec_settings_read(arena, scratch, path, vocabulary, VOCABULARY_COUNT, language, error);
}

lec_status lec_language_read(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                             lec_language *language, lec_error *error)
{
    *language = (lec_language){0};
    for (size_t i = 0; i < VOCABULARY_COUNT; i++) {
        char *member = (char *)language + vocabulary[i].offset;
        if (vocabulary[i].max > 0) {
            *(int *)(void *)member = -1;
        }
    }
    lec_status status = lec_language_find(arena, scratch, voices, lang, language, error);
    if (status != LEC_OK) {
        return status;
    }
    const char *base = lec_arena_printf(&scratch, "%s/und/lang.conf", voices).ptr;
    const char *own = lec_arena_printf(&scratch, "%s/lang.conf", language->folder).ptr;
    if (!base || !own) {
        return lec_fail_memory(error);
    }
    status = read_conf(arena, scratch, base, language, error);
    if (status == LEC_OK) {
        status = check_complete(base, language, error);
    }
    if (status == LEC_OK && !lec_str_equal(language->tag, LEC_STR("und")) && lec_file_exists(own)) {
        status = read_conf(arena, scratch, own, language, error);
    }
    return status;
}
