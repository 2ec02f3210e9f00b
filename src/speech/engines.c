/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"
#include "speech/engine.h"

static const lec_engine *const engines[] = {&lec_engine_espeak, &lec_engine_tone};
#define ENGINE_COUNT (sizeof engines / sizeof engines[0])

const lec_engine *const *lec_engines(size_t *count)
{
    *count = ENGINE_COUNT;
    return engines;
}

const lec_engine *lec_engine_named(const lec_engine *const *table, size_t count, lec_str name)
{
    for (size_t i = 0; i < count; i++) {
        if (lec_str_equal(lec_str_of(table[i]->name), name)) {
            return table[i];
        }
    }
    return NULL;
}

const lec_engine_info *lec_engine_list(size_t *count)
{
    /* Filled with the same values each time: the versions are those of the libraries in use. */
    static lec_engine_info rows[ENGINE_COUNT];
    for (size_t i = 0; i < ENGINE_COUNT; i++) {
        rows[i] =
            (lec_engine_info){engines[i]->name, engines[i]->description, engines[i]->version()};
    }
    *count = ENGINE_COUNT;
    return rows;
}
