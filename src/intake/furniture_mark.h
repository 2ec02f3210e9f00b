/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unmarked text that was scraped from a page: which of its blocks are the article. */
#ifndef LEC_INTAKE_FURNITURE_MARK_H
#define LEC_INTAKE_FURNITURE_MARK_H

#include "intake/writer.h"

/**
 * Gives a rule to each block that is a page's furniture, finds the headline, and tells captions.
 * Text that shows no signs of a page is left as it is.
 *
 * @return as lec_furniture_load().
 */
LEC_WARN_UNUSED lec_status lec_furniture_mark(lec_arena scratch, const lec_intake_options *options,
                                              lec_draft *draft, lec_error *error);

#endif
