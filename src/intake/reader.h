/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers: one for each input format, each a file of its own and a row in sniff.c. */
#ifndef LEC_INTAKE_READER_H
#define LEC_INTAKE_READER_H

#include <lectern/document.h>

/** Makes a document of a source. As lec_document_read(), the format being known. */
typedef lec_status lec_read_fn(lec_arena *arena, lec_arena scratch, const lec_source *source,
                               lec_document *document, lec_error *error);

lec_read_fn lec_plain_read;

#endif
