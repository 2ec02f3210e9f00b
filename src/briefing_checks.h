/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be refused before anything is read. */
#ifndef LEC_BRIEFING_CHECKS_H
#define LEC_BRIEFING_CHECKS_H

#include <lectern/lectern.h>

/**
 * Looks at the numbers, the inputs' names, and whether each output can be written.
 * @param[out] renditions one for each output, in `arena`.
 * @return LEC_OK; LEC_USAGE; LEC_UNAVAILABLE; LEC_CANNOT_CREATE; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_briefing_check(lec_arena *arena, lec_arena scratch,
                                              const lec_briefing_options *options,
                                              const lec_rendition ***renditions, lec_error *error);

#endif
