/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each element of Markdown does to the document; md4c tells of them in markdown.c. */
#ifndef LEC_INTAKE_MARKDOWN_BLOCK_H
#define LEC_INTAKE_MARKDOWN_BLOCK_H

#include "intake/markdown.h"

void lec_md_quote(lec_md *md, bool begins);
void lec_md_list(lec_md *md, bool ordered, char mark, unsigned start);
void lec_md_list_end(lec_md *md);
void lec_md_item(lec_md *md, const MD_BLOCK_LI_DETAIL *item);
void lec_md_rule(lec_md *md);
void lec_md_heading(lec_md *md, int level);
/** @param fence its character; '\0': the code is indented. */
void lec_md_code(lec_md *md, char fence);

/** Text in which marks of notes may stand. */
void lec_md_put_marked(lec_md *md, lec_span span);
/** A note is to be written where notes go. */
void lec_md_ask_note(lec_md *md, size_t note);
/** Writes the notes that wait. markdown.c. @return false when it failed, with the error set. */
bool lec_md_write_notes(lec_md *md);

#endif
