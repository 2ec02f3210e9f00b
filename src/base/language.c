/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

#include <string.h>

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

static bool is_number(const lec_setting *setting)
{
    return setting->key && (setting->min != 0 || setting->max != 0);
}

/* Every number starts below its range, so that one which no file sets is noticed. */
static void clear_numbers(lec_vocabulary vocabulary, char *target)
{
    for (size_t i = 0; i < vocabulary.count; i++) {
        if (is_number(&vocabulary.settings[i])) {
            int none = (int)(vocabulary.settings[i].min - 1);
            memcpy(target + vocabulary.settings[i].offset, &none, sizeof none);
        }
    }
}

static lec_status check_complete(const char *path, lec_vocabulary vocabulary, const char *target,
                                 lec_error *error)
{
    for (size_t i = 0; i < vocabulary.count; i++) {
        if (!is_number(&vocabulary.settings[i])) {
            continue;
        }
        int number;
        memcpy(&number, target + vocabulary.settings[i].offset, sizeof number);
        if (number < vocabulary.settings[i].min) {
            return lec_fail_at(error, LEC_DATA, lec_str_of(path), 0, 0,
                               "\"%s\" is missing from section [%s]", vocabulary.settings[i].key,
                               vocabulary.settings[i].section);
        }
    }
    return LEC_OK;
}

lec_status lec_language_read(lec_arena *arena, lec_arena scratch, const char *voices, lec_str lang,
                             lec_vocabulary vocabulary, void *target, lec_language *language,
                             lec_error *error)
{
    lec_status status = lec_language_find(arena, scratch, voices, lang, language, error);
    if (status != LEC_OK) {
        return status;
    }
    const char *base = lec_arena_printf(&scratch, "%s/und/lang.conf", voices).ptr;
    const char *own = lec_arena_printf(&scratch, "%s/lang.conf", language->folder).ptr;
    if (!base || !own) {
        return lec_fail_memory(error);
    }
    clear_numbers(vocabulary, target);
    status = lec_settings_read(arena, scratch, base, vocabulary, target, error);
    if (status == LEC_OK) {
        status = check_complete(base, vocabulary, target, error);
    }
    if (status == LEC_OK && !lec_str_equal(language->tag, LEC_STR("und")) && lec_file_exists(own)) {
        status = lec_settings_read(arena, scratch, own, vocabulary, target, error);
    }
    return status;
}
