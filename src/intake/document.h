/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a source whose format is known to a document. */
#ifndef LEC_INTAKE_DOCUMENT_H
#define LEC_INTAKE_DOCUMENT_H

#include "intake/reader.h"

/**
 * Reads all members of a source, each by its own reader, and decides what is spoken.
 * @param members one a member of `source`, or one for all of it when it has none.
 * @param facts, warning what is known already.
 * @param[out] document `*document` has no blocks when there is nothing to speak.
 * @return LEC_OK; LEC_DATA; LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_document_make(lec_arena *arena, lec_arena scratch,
                                             const lec_source *source,
                                             const lec_packed_story *story,
                                             const lec_intake_options *options,
                                             lec_document *document, lec_error *error);

#endif
