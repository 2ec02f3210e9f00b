/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any valid UTF-8, in two languages: sentences tile it, and one by itself is one sentence. */
#include "base/str.h"
#include "base/utf8.h"

#include <lectern/script.h>

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const lec_rules *load(lec_arena *arena, lec_str lang)
{
    lec_error error = {0};
    lec_arena scratch;
    const lec_rules *rules = NULL;
    if (lec_arena_init(&scratch, 0, &error) != LEC_OK ||
        lec_rules_load(arena, scratch, LEC_FUZZ_VOICES, NULL, lang, &rules, &error) != LEC_OK) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    lec_arena_free(&scratch);
    return rules;
}

static void check(const lec_rules *rules, lec_str text)
{
    for (size_t at = 0, length; at < text.len; at += length) {
        length = lec_sentence_length(rules, lec_str_slice(text, at, text.len));
        if (length == 0 || length > text.len - at ||
            lec_sentence_length(rules, lec_str_slice(text, at, at + length)) != length) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lec_arena arena;
    static const lec_rules *english, *any;
    if (!arena.base) {
        lec_error error = {0};
        if (lec_arena_init(&arena, 0, &error) != LEC_OK) {
            abort();
        }
        english = load(&arena, LEC_STR("en"));
        any = load(&arena, LEC_STR("und"));
    }
    lec_str text = {(const char *)data, size};
    text = lec_str_slice(text, 0, lec_utf8_valid(text));
    check(english, text);
    check(any, text);
    return 0;
}
