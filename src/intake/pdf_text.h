/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of pages, as pdftotext gives it, as one text. */
#ifndef LEC_INTAKE_PDF_TEXT_H
#define LEC_INTAKE_PDF_TEXT_H

#include <lectern/base.h>

/**
 * Takes away what stands at the edges of pages - their numbers, and lines that come again page
 * after page - and joins a paragraph that a page or a column cuts.
 * @param text pages that end in form feeds, paragraphs with blank lines between them.
 * @param[out] dropped lines taken away.
 * @return the text, in `arena`; .ptr is NULL when memory has run out.
 */
lec_str lec_pdf_join_pages(lec_arena *arena, lec_arena scratch, lec_str text, size_t *dropped);

/** Makes a line of each paragraph (pdf_flow.c). .ptr is NULL when memory has run out. */
lec_str lec_pdf_flow(lec_arena *arena, lec_arena scratch, lec_str text);

#endif
