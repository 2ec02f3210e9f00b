/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What books and mail say that their language is, as BCP 47 has it. */
#ifndef LEC_INTAKE_LANGTAG_H
#define LEC_INTAKE_LANGTAG_H

#include <lectern/base.h>

/**
 * A tag, made of what was meant: "en_US", "eng", "de, fr" (the first).
 * @return empty when it is no tag, or says that the language is unknown or several; .ptr is NULL
 * when memory has run out.
 */
lec_str lec_langtag(lec_arena *arena, lec_str text);

#endif
