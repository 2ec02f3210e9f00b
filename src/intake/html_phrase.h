/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in place of what is not read, in the language of the page. */
#ifndef LEC_INTAKE_HTML_PHRASE_H
#define LEC_INTAKE_HTML_PHRASE_H

#include <lectern/base.h>

/** "Table: CAPTION, 20 rows". @param caption may be empty. @return .ptr is NULL when memory has run
 * out. */
lec_str lec_html_say_table(lec_arena *arena, lec_str lang, lec_str caption, size_t rows);

/** "Code, 3 lines." @return as above. */
lec_str lec_html_say_code(lec_arena *arena, lec_str lang, size_t lines);

#endif
