/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources: a path, standard input, or memory. */
#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"
#include "intake/decode.h"

lec_status lec_source_read(lec_arena *arena, lec_arena scratch, const char *path,
                           lec_source *source, lec_error *error)
{
    (void)scratch;
    lec_str bytes;
    lec_str name = lec_arena_str(arena, lec_str_of(path));
    if (!name.ptr) {
        return lec_fail_memory(error);
    }
    lec_status status = lec_file_read(arena, path, LEC_SOURCE_MAX, &bytes, error);
    return status == LEC_OK ? lec_decode(arena, name, bytes, source, error) : status;
}

lec_status lec_source_decode(lec_arena *arena, lec_arena scratch, lec_str name, lec_str bytes,
                             lec_source *source, lec_error *error)
{
    (void)scratch;
    lec_str copy = lec_arena_str(arena, bytes);
    return copy.ptr ? lec_decode(arena, name, copy, source, error) : lec_fail_memory(error);
}
