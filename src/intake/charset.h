/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The encodings of the web (WHATWG Encoding Standard), and what says which one a text is in. */
#ifndef LEC_INTAKE_CHARSET_H
#define LEC_INTAKE_CHARSET_H

#include <lectern/base.h>

typedef struct lec_charset {
    const char *name;   /**< of the standard, e.g. "windows-1252" */
    const char *iconv;  /**< what iconv calls it */
    const char *labels; /**< what pages call it, space separated, in lower case */
} lec_charset;

/** @return the encoding that a label means; NULL when it is none that is known. */
const lec_charset *lec_charset_of(lec_str label);

/**
 * The label in the first 1,024 bytes of a page: of a meta element (HTML standard, 13.2.3.2), or of
 * an XML declaration. Empty when they have none.
 */
lec_str lec_charset_declared(lec_str bytes);

/** A guess by how often bytes stand beside each other (uchardet); NULL when there is none, or no
 * such library. */
const lec_charset *lec_charset_guess(lec_str bytes);

/** What became of bytes that were converted. */
typedef struct lec_converted {
    lec_str text;
    size_t bad;   /**< bytes that the encoding has not, each of which is U+FFFD now */
    size_t first; /**< of these */
} lec_converted;

/** @return LEC_OK; LEC_UNAVAILABLE (iconv has no such encoding); LEC_TRY_AGAIN. */
LEC_WARN_UNUSED lec_status lec_charset_convert(lec_arena *arena, lec_str bytes,
                                               const lec_charset *charset, lec_converted *converted,
                                               lec_error *error);

#endif
