/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands before a text between two lines of "---" (YAML) or "+++" (TOML) and tells about it.
 */
#ifndef LEC_INTAKE_FRONTMATTER_H
#define LEC_INTAKE_FRONTMATTER_H

#include "intake/reader.h"

/** @return where the front matter that begins at byte `start` ends; `start` when there is none. */
size_t lec_frontmatter_end(lec_str text, size_t start);

/**
 * Reads facts from the front matter and leaves it out, but for the title where the text does not
 * begin with it as a heading: then it is the first block.
 * @param memory gone when the source is read.
 * @param[out] end as of lec_frontmatter_end(). @param[out] titled the title is written.
 * @return false when memory has run out.
 */
LEC_WARN_UNUSED bool lec_frontmatter_read(const lec_reading *reading, lec_arena *memory,
                                          size_t *end, bool *titled);

#endif
