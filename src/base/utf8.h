/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 (RFC 3629) and the few facts about characters that every stage needs. */
#ifndef LEC_BASE_UTF8_H
#define LEC_BASE_UTF8_H

#include <lectern/base.h>

/** One character and its length in bytes; length 0 at the end of the text. */
typedef struct lec_char {
    uint32_t code;
    uint32_t len;
} lec_char;

/** What stands for a byte that is no UTF-8; its len is 1. */
#define LEC_CHAR_INVALID 0xFFFFFFFFu

/** @return the character at byte `at`. Checks the bytes, so that any text may be given. */
lec_char lec_utf8_at(lec_str s, size_t at);

/** @return the character that ends before byte `at`; valid UTF-8 only. Length 0 at the beginning.
 */
lec_char lec_utf8_before(lec_str s, size_t at);

/** @return offset of the first byte that is not UTF-8; s.len when all is. */
size_t lec_utf8_valid(lec_str s);

/** @return number of bytes written, 1 to 4. `code` is a scalar value. */
size_t lec_utf8_encode(uint32_t code, char out[4]);

/** Characters in valid UTF-8. */
size_t lec_utf8_count(lec_str s);

/** @return the first `count` characters of `s`. */
lec_str lec_utf8_first(lec_str s, size_t count);

/** C0 and C1 controls, delete, line and paragraph separators; not tab and line feed. */
bool lec_char_is_control(uint32_t code);
/** Characters that steer the direction of text (UAX #9), and the byte order mark. */
bool lec_char_is_bidi(uint32_t code);
/** White space (Unicode White_Space). */
bool lec_char_is_space(uint32_t code);
/** @return where the white space that begins at byte `at` ends; `at` when there is none. */
size_t lec_spaces_end(lec_str text, size_t at);
/** @return where the white space that ends before byte `at` begins; `at` when there is none. */
size_t lec_spaces_start(lec_str text, size_t at);
/** Letters and combining marks of any script; locale-free. */
bool lec_char_is_letter(uint32_t code);
bool lec_char_is_upper(uint32_t code);
bool lec_char_is_lower(uint32_t code);
/** The character in lower case, where it has another there (simple mapping); locale-free. */
uint32_t lec_char_lower(uint32_t code);
/** Decimal digits of any script. */
bool lec_char_is_digit(uint32_t code);

/**
 * Makes any bytes fit for a terminal: what is not UTF-8, a control or a bidi character becomes \xNN
 * or \u{NNNN}. Cuts at a character, so that `out` is always valid and terminated.
 * @param size of `out` in bytes, its NUL included; at least 1.
 */
void lec_printable(lec_str s, char *out, size_t size);

#endif
