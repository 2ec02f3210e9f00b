/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader gives to the table in sniff.c: one row, in the reader's own file. */
#ifndef LEC_INTAKE_READER_H
#define LEC_INTAKE_READER_H

#include <lectern/document.h>

typedef struct lec_reader_row {
    lec_format info; /**< first, so that a pointer to it is one to the row */
    /** Whether the beginning of a text says that it is of this format; NULL: nothing can. */
    bool (*sniff)(lec_str text);
    /** As lec_document_read(), the format being known. */
    lec_status (*read)(lec_arena *arena, lec_arena scratch, const lec_source *source,
                       lec_document *document, lec_error *error);
} lec_reader_row;

extern const lec_reader_row lec_reader_text; /* plain.c */

#endif
