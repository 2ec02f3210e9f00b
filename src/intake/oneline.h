/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text on one line, for facts. */
#ifndef LEC_INTAKE_ONELINE_H
#define LEC_INTAKE_ONELINE_H

#include <lectern/base.h>

/** White space trimmed, and one space within; what has no sound is gone. .ptr is NULL when memory
 * has run out. */
lec_str lec_oneline(lec_arena *arena, lec_str text);

#endif
