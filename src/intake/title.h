/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A title that is spoken, and stands again in the text after it. */
#ifndef LEC_INTAKE_TITLE_H
#define LEC_INTAKE_TITLE_H

#include <lectern/document.h>

/** Leaves out the blocks that say what the title says, and no more: among the first ones that are
 * spoken, after at most one other, such as a number. */
void lec_title_leave_out(lec_block *blocks, size_t count, lec_str title);

#endif
