/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* Lengths and limits by first byte: RFC 3629, section 4. `least` rejects overlong forms. */
static lec_char utf8_long(const unsigned char *bytes, size_t left)
{
    unsigned char first = bytes[0];
    uint32_t len = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    uint32_t least = len == 4 ? 0x10000 : len == 3 ? 0x800 : 0x80;
    uint32_t code = first & (0x7Fu >> len);
    if (first < 0xC2 || first > 0xF4 || left < len) {
        return (lec_char){LEC_CHAR_INVALID, 1};
    }
    for (uint32_t i = 1; i < len; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return (lec_char){LEC_CHAR_INVALID, 1};
        }
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    bool scalar = code >= least && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return scalar ? (lec_char){code, len} : (lec_char){LEC_CHAR_INVALID, 1};
}

lec_char lec_utf8_at(lec_str s, size_t at)
{
    if (at >= s.len) {
        return (lec_char){0, 0};
    }
    const unsigned char *bytes = (const unsigned char *)s.ptr + at;
    return *bytes < 0x80 ? (lec_char){*bytes, 1} : utf8_long(bytes, s.len - at);
}

lec_char lec_utf8_before(lec_str s, size_t at)
{
    if (at == 0 || at > s.len) {
        return (lec_char){0, 0};
    }
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80) {
        start--;
    }
    return lec_utf8_at(s, start);
}

size_t lec_utf8_valid(lec_str s)
{
    size_t at = 0;
    while (at < s.len) {
        lec_char c = lec_utf8_at(s, at);
        if (c.code == LEC_CHAR_INVALID) {
            break;
        }
        at += c.len;
    }
    return at;
}

size_t lec_utf8_encode(uint32_t code, char out[4])
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

size_t lec_utf8_count(lec_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

lec_str lec_utf8_first(lec_str s, size_t count)
{
    size_t at = 0;
    while (count-- > 0 && at < s.len) {
        at += lec_utf8_at(s, at).len;
    }
    return (lec_str){s.ptr, at};
}

bool lec_char_is_control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code <= 0x9F) ||
           code == 0x2028 || code == 0x2029;
}

bool lec_char_is_bidi(uint32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xFEFF;
}

bool lec_char_is_space(uint32_t code)
{
    return (code >= '\t' && code <= '\r') || code == ' ' || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

size_t lec_spaces_end(lec_str text, size_t at)
{
    lec_char c = lec_utf8_at(text, at);
    while (c.len > 0 && lec_char_is_space(c.code)) {
        at += c.len;
        c = lec_utf8_at(text, at);
    }
    return at;
}

size_t lec_spaces_start(lec_str text, size_t at)
{
    lec_char c = lec_utf8_before(text, at);
    while (c.len > 0 && lec_char_is_space(c.code)) {
        at -= c.len;
        c = lec_utf8_before(text, at);
    }
    return at;
}

static utf8proc_category_t category(uint32_t code)
{
    return code > 0x10FFFF ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)code);
}

bool lec_char_is_letter(uint32_t code)
{
    utf8proc_category_t c = category(code);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool lec_char_is_upper(uint32_t code)
{
    utf8proc_category_t c = category(code);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool lec_char_is_lower(uint32_t code)
{
    return category(code) == UTF8PROC_CATEGORY_LL;
}

uint32_t lec_char_lower(uint32_t code)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

bool lec_char_is_digit(uint32_t code)
{
    return category(code) == UTF8PROC_CATEGORY_ND;
}

/* How one character is shown: itself, or its number in ASCII. */
static size_t show(lec_char c, const char *bytes, char out[16])
{
    if (c.code == LEC_CHAR_INVALID) {
        return (size_t)snprintf(out, 16, "\\x%02X", (unsigned)(unsigned char)*bytes);
    }
    if (c.code == '\n' || c.code == '\t' || lec_char_is_control(c.code) ||
        lec_char_is_bidi(c.code)) {
        return (size_t)snprintf(out, 16, "\\u{%04X}", (unsigned)c.code);
    }
    memcpy(out, bytes, c.len);
    return c.len;
}

void lec_printable(lec_str s, char *out, size_t size)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        char shown[16];
        lec_char c = lec_utf8_at(s, at);
        size_t more = show(c, s.ptr + at, shown);
        if (more >= size - len) {
            break;
        }
        memcpy(out + len, shown, more);
        len += more;
        at += c.len;
    }
    out[len] = '\0';
}
