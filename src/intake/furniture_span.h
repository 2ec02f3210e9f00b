/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where among the blocks of a page the article stands. */
#ifndef LEC_INTAKE_FURNITURE_SPAN_H
#define LEC_INTAKE_FURNITURE_SPAN_H

#include "intake/furniture_form.h"

/**
 * Finds the stretch, or the stretches with furniture between them, that speak most for an article.
 * @param[out] inside a flag a form. @return false when memory has run out.
 */
LEC_WARN_UNUSED bool lec_span_find(lec_arena scratch, const lec_form *forms, size_t count,
                                   bool *inside);

#endif
