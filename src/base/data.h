/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of voices/. They belong to lectern: one that cannot be read is no wrong input, but a
 * part of lectern that is missing. */
#ifndef LEC_BASE_DATA_H
#define LEC_BASE_DATA_H

#include <lectern/base.h>

/** @return LEC_OK; LEC_UNAVAILABLE (missing, unreadable); LEC_DATA (larger than `max`);
 *         LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status lec_data_read(lec_arena *arena, const char *path, size_t max,
                                         lec_str *bytes, lec_error *error);

#endif
