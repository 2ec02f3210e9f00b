/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mime.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/decode.h"

/* U+FFFD for each byte that is no text. */
static lec_str cleaned(lec_arena *arena, lec_str bytes)
{
    lec_buf buf = {.arena = arena};
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = lec_utf8_at(bytes, at);
        bool text = c.code != LEC_CHAR_INVALID && c.code != 0;
        lec_buf_add(&buf, text ? lec_str_slice(bytes, at, at + c.len) : LEC_STR("\uFFFD"));
        at += c.len;
    }
    return lec_buf_str(&buf);
}

lec_str mime_utf8(lec_arena *arena, lec_str bytes, lec_str charset)
{
    lec_source source;
    lec_error error = {0};
    bool plain = lec_utf8_valid(bytes) == bytes.len && lec_str_find(bytes, '\0', 0) == bytes.len;
    if (plain && lec_text_is_blank(bytes)) {
        return bytes.ptr ? bytes : LEC_STR("");
    }
    lec_status status = lec_decode_as(arena, LEC_STR(""), bytes, charset, &source, &error);
    if (status == LEC_TRY_AGAIN) {
        return (lec_str){0};
    }
    return status == LEC_OK ? source.text : cleaned(arena, bytes);
}
