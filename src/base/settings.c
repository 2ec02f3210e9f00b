/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/settings.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ini.h>
#include <string.h>

static const size_t SETTINGS_FILE_MAX = 65536;

typedef struct reading {
    lec_arena *arena;
    const lec_setting *vocabulary;
    size_t count;
    char *target;
    lec_error failure; /* of the first bad value; the caller adds the line */
} reading;

static lec_status setting_store(reading *r, const lec_setting *setting, lec_str value)
{
    char *at = r->target + setting->offset;
    if (setting->min == 0 && setting->max == 0) {
        lec_str copy = lec_arena_str(r->arena, value);
        memcpy(at, &copy, sizeof copy);
        return copy.ptr ? LEC_OK : lec_fail_memory(&r->failure);
    }
    long number;
    if (!lec_str_to_long(value, setting->min, setting->max, &number)) {
        return lec_fail(&r->failure, LEC_DATA, "%s must be a whole number from %ld to %ld",
                        setting->key, setting->min, setting->max);
    }
    int stored = (int)number;
    memcpy(at, &stored, sizeof stored);
    return LEC_OK;
}

/* inih's handler: 0 stops with an error at this line. */
static int setting_read(void *user, const char *section, const char *key, const char *value)
{
    reading *r = user;
    for (size_t i = 0; i < r->count; i++) {
        const lec_setting *setting = &r->vocabulary[i];
        if (strcmp(section, setting->section) == 0 && strcmp(key, setting->key) == 0) {
            return setting_store(r, setting, lec_str_of(value)) == LEC_OK;
        }
    }
    (void)lec_fail(&r->failure, LEC_DATA, "[%s] has no setting %s", section, key);
    return 0;
}

lec_status lec_settings_read(lec_arena *arena, lec_arena scratch, const char *path,
                             const lec_setting *vocabulary, size_t count, void *target,
                             lec_error *error)
{
    lec_str bytes;
    lec_status status = lec_file_read(&scratch, path, SETTINGS_FILE_MAX, &bytes, error);
    if (status != LEC_OK) {
        return status;
    }
    if (lec_utf8_valid(bytes) < bytes.len) {
        return lec_fail_at(error, LEC_DATA, lec_str_of(path), 0, 0, "not UTF-8");
    }
    const char *text = lec_arena_cstr(&scratch, bytes);
    if (!text) {
        return lec_fail_memory(error);
    }
    reading r = {arena, vocabulary, count, target, {0}};
    int line = ini_parse_string(text, setting_read, &r);
    if (line < 0) {
        return lec_fail_memory(error);
    }
    if (line > 0) {
        bool named = r.failure.status != LEC_OK;
        return lec_fail_at(error, named ? r.failure.status : LEC_DATA, lec_str_of(path),
                           (size_t)line, 0, "%s",
                           named ? r.failure.message : "expected [section] or key = value");
    }
    return LEC_OK;
}
