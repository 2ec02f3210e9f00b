/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/platform.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool buf_reserve(lec_buf *buf, size_t more)
{
    while (!buf->failed && (!buf->ptr || buf->capacity - buf->len < more)) {
        char *grown =
            lec_arena_grow(buf->arena, buf->ptr, buf->ptr ? buf->capacity : 0, &buf->capacity, 1);
        buf->failed = !grown;
        buf->ptr = grown ? grown : buf->ptr;
    }
    return !buf->failed;
}

void lec_buf_add(lec_buf *buf, lec_str s)
{
    if (s.len && buf_reserve(buf, s.len)) {
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
        buf->len += s.len;
    }
}

void lec_buf_byte(lec_buf *buf, char c)
{
    lec_buf_add(buf, (lec_str){&c, 1});
}

void lec_buf_printf(lec_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0 || !buf_reserve(buf, (size_t)length + 1)) {
        buf->failed = true;
        return;
    }
    va_start(args, format);
    (void)vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, args);
    va_end(args);
    buf->len += (size_t)length;
}

lec_str lec_buf_str(const lec_buf *buf)
{
    if (buf->failed) {
        return (lec_str){0};
    }
    return buf->ptr ? (lec_str){buf->ptr, buf->len} : LEC_STR("");
}

static void sink_write(lec_sink *sink, const char *bytes, size_t count)
{
    if (!sink->failure) {
        sink->failure = lec_fd_write(sink->fd, bytes, count);
    }
}

void lec_sink_add(lec_sink *sink, lec_str s)
{
    if (s.len > sizeof sink->block - sink->len) {
        sink_write(sink, sink->block, sink->len);
        sink->len = 0;
    }
    if (s.len > sizeof sink->block) {
        sink_write(sink, s.ptr, s.len);
    } else if (s.len) {
        memcpy(sink->block + sink->len, s.ptr, s.len);
        sink->len += s.len;
    }
}

void lec_sink_printf(lec_sink *sink, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text) {
        sink->failure = sink->failure ? sink->failure : EOVERFLOW; /* not meant for long text */
        return;
    }
    lec_sink_add(sink, (lec_str){text, (size_t)length});
}

void lec_sink_json(lec_sink *sink, lec_str s)
{
    lec_sink_add(sink, LEC_STR("\""));
    size_t done = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            continue;
        }
        lec_sink_add(sink, (lec_str){s.ptr + done, i - done});
        lec_sink_printf(sink, c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
        done = i + 1;
    }
    lec_sink_add(sink, (lec_str){s.ptr + done, s.len - done});
    lec_sink_add(sink, LEC_STR("\""));
}

lec_status lec_sink_flush(lec_sink *sink, const char *name, lec_error *error)
{
    sink_write(sink, sink->block, sink->len);
    sink->len = 0;
    if (!sink->failure) {
        return LEC_OK;
    }
    return lec_fail_at(error, LEC_IO, (lec_str){name, strlen(name)}, 0, 0, "cannot write: %s",
                       strerror(sink->failure));
}
