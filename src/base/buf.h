/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing text with a sticky failure: write freely, check once, at the end. */
#ifndef LEC_BASE_BUF_H
#define LEC_BASE_BUF_H

#include <lectern/base.h>

typedef struct lec_buf {
    lec_arena *arena;
    char *ptr;
    size_t len, capacity;
    bool failed; /**< memory ran out; later writes do nothing */
} lec_buf;

void lec_buf_add(lec_buf *buf, lec_str s);
void lec_buf_byte(lec_buf *buf, char c);
LEC_PRINTF(2, 3) void lec_buf_printf(lec_buf *buf, const char *format, ...);

/** @return what was written; .ptr is NULL when the buffer failed, and only then. */
lec_str lec_buf_str(const lec_buf *buf);

/**
 * Text on its way to a file descriptor, written in blocks. The first failure is kept and later
 * writes do nothing: check at lec_sink_flush().
 */
typedef struct lec_sink {
    int fd;
    int failure; /**< errno of the first failed write; 0 for none */
    size_t len;
    char block[16384];
} lec_sink;

void lec_sink_add(lec_sink *sink, lec_str s);
LEC_PRINTF(2, 3) void lec_sink_printf(lec_sink *sink, const char *format, ...);
/** `s` as a JSON string (RFC 8259), quotes included. `s` is valid UTF-8. */
void lec_sink_json(lec_sink *sink, lec_str s);
/** @param name of the output, for the message. @return LEC_OK or LEC_IO. */
LEC_WARN_UNUSED lec_status lec_sink_flush(lec_sink *sink, const char *name, lec_error *error);

#endif
