/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the lines above an article is its headline. */
#ifndef LEC_INTAKE_FURNITURE_TITLE_H
#define LEC_INTAKE_FURNITURE_TITLE_H

#include "intake/furniture_form.h"

/** Whether one text begins with the other, which is cut short or has the site's name after it. */
bool lec_title_is_said(lec_str title, lec_str text);

/**
 * Finds the headline: a line without a sentence's form, near the article, of words that recur in
 * it, and the better when the page says it twice.
 * @param first the article's first block. @return `count` when there is none.
 */
size_t lec_title_find(const lec_block *blocks, const lec_form *forms, const bool *inside,
                      size_t count, size_t first);

#endif
