/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications by hand, and what was written of them. */
#ifndef LEC_TESTS_PUBLISH_FIXTURE_H
#define LEC_TESTS_PUBLISH_FIXTURE_H

#include "audio_fixture.h"
#include "base/platform.h"

#include <lectern/publish.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** A name for a file that is not there yet. */
static inline const char *temporary_path(lec_arena *arena, const char *extension)
{
    static int number;
    const char *folder = getenv("TMPDIR");
    const char *path = lec_arena_printf(arena, "%s/lectern-test-%ld-%d%s", folder ? folder : "/tmp",
                                        (long)getpid(), number++, extension)
                           .ptr;
    assert_non_null(path);
    return path;
}

/** Everything in a file, which is then removed. */
static inline lec_str take_file(lec_arena *arena, const char *path)
{
    lec_str bytes = {0};
    assert_int_equal(lec_file_read(arena, path, (size_t)1 << 30, &bytes, NULL), LEC_OK);
    assert_int_equal(unlink(path), 0);
    return bytes;
}

/** What a rendition writes. */
static inline lec_str rendered(lec_arena *arena, const char *name, const lec_publication *from)
{
    const lec_rendition *rendition = lec_rendition_named(name);
    assert_non_null(rendition);
    const char *path = temporary_path(arena, "");
    lec_error error = {0};
    lec_status status = lec_rendition_write(rendition, from, path, *arena, &error);
    if (status != LEC_OK) {
        fail_msg("%s: %s", name, error.message);
    }
    return take_file(arena, path);
}

static inline void assert_text(lec_str got, const char *expected)
{
    if (!lec_str_equal(got, lec_str_of(expected))) {
        fail_msg("expected:\n%s\ngot:\n%.*s", expected, (int)got.len, got.ptr);
    }
}

#endif
