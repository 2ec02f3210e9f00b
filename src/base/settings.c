/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/settings.h"

#include "base/arena.h"
#include "base/data.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ini.h>
#include <string.h>

static const size_t SETTINGS_FILE_MAX = 65536;

typedef struct reading {
    lec_arena *arena;
    lec_vocabulary vocabulary;
    char *target;
    lec_str rest;      /* of the file */
    int line;          /* that inih holds, from 1 */
    lec_error failure; /* what is wrong with that line, but for its syntax */
} reading;

/* inih's source of lines. It cuts one that does not fit, and goes on behind an error: neither is
 * wanted here. */
static char *line_next(char *out, int size, void *user)
{
    reading *r = user;
    if (r->rest.len == 0 || r->failure.status != LEC_OK) {
        return NULL;
    }
    lec_cut cut = lec_str_cut(r->rest, '\n');
    r->rest = cut.tail;
    r->line++;
    if (cut.head.len + 2 > (size_t)size) {
        (void)lec_fail(&r->failure, LEC_DATA, "the line is longer than %d bytes; shorten it",
                       size - 2);
        return NULL;
    }
    memcpy(out, cut.head.ptr, cut.head.len);
    out[cut.head.len] = '\0';
    return out;
}

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
    for (size_t i = 0; i < r->vocabulary.count; i++) {
        const lec_setting *setting = &r->vocabulary.settings[i];
        if (strcmp(section, setting->section) != 0) {
            continue;
        }
        if (!setting->key) {
            return 1;
        }
        if (strcmp(key, setting->key) == 0) {
            return setting_store(r, setting, lec_str_of(value)) == LEC_OK;
        }
    }
    (void)lec_fail(&r->failure, LEC_DATA, "[%s] has no setting %s", section, key);
    return 0;
}

lec_status lec_settings_read(lec_arena *arena, lec_arena scratch, const char *path,
                             lec_vocabulary vocabulary, void *target, lec_error *error)
{
    lec_str bytes;
    lec_status status = lec_data_read(&scratch, path, SETTINGS_FILE_MAX, &bytes, error);
    if (status != LEC_OK) {
        return status;
    }
    if (lec_utf8_valid(bytes) < bytes.len) {
        return lec_fail_at(error, LEC_DATA, lec_str_of(path), 0, 0, "not UTF-8");
    }
    reading r = {.arena = arena, .vocabulary = vocabulary, .target = target, .rest = bytes};
    int line = ini_parse_stream(line_next, &r, setting_read, &r);
    if (line < 0) {
        return lec_fail_memory(error);
    }
    if (r.failure.status != LEC_OK && (line == 0 || line == r.line)) {
        return lec_fail_at(error, r.failure.status, lec_str_of(path), (size_t)r.line, 0, "%s",
                           r.failure.message);
    }
    return line == 0 ? LEC_OK
                     : lec_fail_at(error, LEC_DATA, lec_str_of(path), (size_t)line, 0,
                                   "expected [section] or key = value");
}
