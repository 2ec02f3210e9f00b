/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character references of HTML and XML. */
#ifndef LEC_INTAKE_ENTITY_H
#define LEC_INTAKE_ENTITY_H

#include <lectern/base.h>

/**
 * What a reference stands for: "&amp;", "&#8212;", "&#x2014;", or another name of the HTML standard
 * (13.5, named character references).
 * @param reference with its ampersand and semicolon.
 * @param[out] text in `arena`; its .ptr is NULL when there is no such reference.
 * @return false when memory has run out.
 */
LEC_WARN_UNUSED bool lec_entity_text(lec_arena *arena, lec_arena scratch, lec_str reference,
                                     lec_str *text);

/** @return where the reference that begins at byte `at` ends; `at` when none does. */
size_t lec_entity_end(lec_str text, size_t at);

#endif
