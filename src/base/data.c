/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/data.h"

#include "base/error.h"
#include "base/platform.h"
#include "base/str.h"

lec_status lec_data_read(lec_arena *arena, const char *path, size_t max, lec_str *bytes,
                         lec_error *error)
{
    lec_error why = {0};
    lec_status status = lec_file_read(arena, path, max, bytes, &why);
    if (status == LEC_NO_INPUT || status == LEC_IO) {
        status = LEC_UNAVAILABLE;
    }
    return status == LEC_OK ? LEC_OK
                            : lec_fail_at(error, status, lec_str_of(why.source), why.line,
                                          why.column, "%s", why.message);
}
