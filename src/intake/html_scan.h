/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over the tags of a page before it is parsed. What comes out is parsed in time that grows
 * with the page: scripts, styles and comments are emptied, elements nested too deep lose their tags
 * but not their text, and formatting that is never closed is not repeated for ever. In XHTML
 * an element that closes itself is closed.
 */
#ifndef LEC_INTAKE_HTML_SCAN_H
#define LEC_INTAKE_HTML_SCAN_H

#include <lectern/document.h>

/** A stretch of what is parsed that was copied from the source. */
typedef struct lec_html_stretch {
    size_t parsed, source, length;
} lec_html_stretch;

typedef struct lec_html_scan {
    lec_str parsed;
    const lec_html_stretch *stretches; /**< ascending */
    size_t stretch_count;
    const lec_omission *cuts; /**< bytes of the source that are not in `parsed`, and why */
    size_t cut_count;
    bool scripted; /**< there is a script */
} lec_html_scan;

/** @param text a page, or a part of one. @return false when memory has run out. */
LEC_WARN_UNUSED bool lec_html_scan_make(lec_arena *arena, lec_str text, lec_html_scan *scan);

/** @return what a stretch of `parsed` stands for in the source; it may be empty. */
lec_span lec_html_source_span(const lec_html_scan *scan, lec_span parsed);

#endif
