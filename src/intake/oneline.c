/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/oneline.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

lec_str lec_oneline(lec_arena *arena, lec_str text)
{
    lec_buf buf = {.arena = arena};
    bool gap = false;
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        lec_char_use use = lec_char_use_of(c.code);
        if (use == LEC_USE_TEXT) {
            lec_buf_add(&buf, gap && buf.len ? LEC_STR(" ") : LEC_STR(""));
            lec_buf_add(&buf, lec_str_slice(text, at, at + c.len));
            gap = false;
        }
        gap = gap || use == LEC_USE_SPACE || use == LEC_USE_NO_BREAK;
        at += c.len;
    }
    return lec_buf_str(&buf);
}
