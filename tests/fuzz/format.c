/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes, read as one format. Each format is a target of its own. The last byte chooses the
 * options; it is part of the input all the same. */
#include "path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    lec_error error = {0};
    lec_arena arena;
    lec_arena scratch;
    hold(lec_arena_init(&arena, MEMORY_MAX, &error) == LEC_OK, error.message);
    hold(lec_arena_init(&scratch, MEMORY_MAX, &error) == LEC_OK, error.message);
    path_run(&arena, scratch, (lec_str){(const char *)data, size}, data[size - 1]);
    lec_arena_free(&scratch);
    lec_arena_free(&arena);
    return 0;
}
