/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes -> UTF-8. */
#ifndef LEC_INTAKE_DECODE_H
#define LEC_INTAKE_DECODE_H

#include <lectern/document.h>

/** As lec_source_decode(), but the source's text may lie in `bytes`, which must outlive it. */
LEC_WARN_UNUSED lec_status lec_decode(lec_arena *arena, lec_str name, lec_str bytes,
                                      lec_source *source, lec_error *error);

/** As above. @param charset of the bytes by what came with them, as in HTTP; or empty. */
LEC_WARN_UNUSED lec_status lec_decode_as(lec_arena *arena, lec_str name, lec_str bytes,
                                         lec_str charset, lec_source *source, lec_error *error);

#endif
