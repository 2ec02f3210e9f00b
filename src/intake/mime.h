/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as they travel: header fields (RFC 5322), bodies and parts (RFC 2045, 2046), words that
 * are not ASCII (RFC 2047, 2231). Everything is read as leniently as mail is written. */
#ifndef LEC_INTAKE_MIME_H
#define LEC_INTAKE_MIME_H

#include <lectern/base.h>

/* ---- mime_header.c */

/** Where the body begins that follows the header at byte `at`: after the blank line, or at `end`.
 */
size_t mime_body(lec_str text, size_t at, size_t end);

/** A header field. */
typedef struct mime_field {
    lec_span span; /**< all of it, its line end included */
    lec_str name;
    lec_span value; /**< folded as it may be, without white space at its ends */
} mime_field;

/**
 * The field at byte `*at`, and goes to the next.
 * @return false at the end of the header: a blank line, `end`, or what is no field.
 */
bool mime_next_field(lec_str text, size_t *at, size_t end, mime_field *field);

/** @return the value of the first field of that name, in any case; empty, with a NULL .ptr, when
 * there is none. */
lec_str mime_field_value(lec_str header, const char *name);

/** @return the part of "text/html; charset=x" before the semicolon, trimmed. */
lec_str mime_main_value(lec_str value);

/** A parameter, e.g. "charset", unquoted; also one in parts or with a charset (RFC 2231).
 * Empty when there is none; .ptr is NULL when memory has run out. */
lec_str mime_parameter(lec_arena *arena, lec_str value, const char *name);

/* ---- mime_word.c */

/** A stretch of a field's value. */
typedef struct mime_words {
    lec_span span;
    lec_str text; /**< what it says; .ptr is NULL: its bytes are what it says */
} mime_words;

/**
 * The stretch at byte `at` of a value that is not at its end: encoded words in a row, or what
 * stands before some. @param end of the value.
 * @return false when memory has run out.
 */
LEC_WARN_UNUSED bool mime_next_words(lec_arena *arena, lec_str text, size_t at, size_t end,
                                     mime_words *words);

/** A value on one line, decoded. .ptr is NULL when memory has run out. */
lec_str mime_decoded_value(lec_arena *arena, lec_str value);

/* ---- mime_body.c */

/** Undoes a transfer encoding: "base64", "quoted-printable"; others are none. .ptr is NULL when
 * memory has run out. */
lec_str mime_untransferred(lec_arena *arena, lec_str body, lec_str encoding);

/** Quoted-printable alone; in words an underscore is a space. .ptr as above. */
lec_str mime_unquoted(lec_arena *arena, lec_str body, bool word);
/** base64 alone. .ptr as above. */
lec_str mime_unbase64(lec_arena *arena, lec_str body);

/** Joins what format=flowed has divided (RFC 3676). @param delete_space of DelSp. .ptr as above. */
lec_str mime_unflowed(lec_arena *arena, lec_str text, bool delete_space);

/* ---- mime_charset.c */

/** Bytes as valid UTF-8 without NUL and byte order mark, whatever they are: what has no meaning
 * becomes U+FFFD. @param charset as a message names it; empty or unknown: by the bytes. .ptr is
 * NULL when memory has run out. */
lec_str mime_utf8(lec_arena *arena, lec_str bytes, lec_str charset);

#endif
