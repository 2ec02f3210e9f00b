/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ZIP archive, written by hand, so that it can lie (PKWARE APPNOTE 6.3, sections 4.3 and 4.4). */
#ifndef LEC_TESTS_ZIP_FIXTURE_H
#define LEC_TESTS_ZIP_FIXTURE_H

#include "base/buf.h"
#include "base/str.h"

typedef struct zip_writer {
    lec_buf files, folder; /* of different arenas */
    unsigned count;
} zip_writer;

/* What is wrong with a file; zero: nothing. */
typedef struct zip_lie {
    uint32_t size;   /* more than it has */
    bool crc;        /* the check sum is of another file */
    bool locked;     /* with a password */
    uint32_t method; /* of packing, instead of none */
    bool link;
} zip_lie;

static inline void zip_number(lec_buf *buf, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        lec_buf_byte(buf, (char)(value >> (8 * i) & 0xFF));
    }
}

static inline uint32_t zip_crc(lec_str bytes)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        }
    }
    return ~crc;
}

/* The part that both headers have. */
static inline void zip_common(lec_buf *buf, lec_str name, lec_str bytes, zip_lie lie)
{
    zip_number(buf, 20, 2);
    zip_number(buf, lie.locked, 2);
    zip_number(buf, lie.method, 2);
    zip_number(buf, 0x00210000, 4);
    zip_number(buf, zip_crc(bytes) + lie.crc, 4);
    zip_number(buf, (uint32_t)bytes.len, 4);
    zip_number(buf, (uint32_t)bytes.len + lie.size, 4);
    zip_number(buf, (uint32_t)name.len, 2);
    zip_number(buf, 0, 2);
}

static inline void zip_add_lying(zip_writer *zip, const char *path, lec_str bytes, zip_lie lie)
{
    lec_str name = lec_str_of(path);
    uint32_t offset = (uint32_t)zip->files.len;
    zip_number(&zip->files, 0x04034B50, 4);
    zip_common(&zip->files, name, bytes, lie);
    lec_buf_add(&zip->files, name);
    lec_buf_add(&zip->files, bytes);
    zip_number(&zip->folder, 0x02014B50, 4);
    zip_number(&zip->folder, 0x0314, 2);
    zip_common(&zip->folder, name, bytes, lie);
    zip_number(&zip->folder, 0, 2);
    zip_number(&zip->folder, 0, 2);
    zip_number(&zip->folder, 0, 2);
    zip_number(&zip->folder, (lie.link ? 0120777u : 0100644u) << 16, 4);
    zip_number(&zip->folder, offset, 4);
    lec_buf_add(&zip->folder, name);
    zip->count++;
}

static inline void zip_add(zip_writer *zip, const char *path, const char *text)
{
    zip_add_lying(zip, path, lec_str_of(text), (zip_lie){0});
}

/* The whole archive, in the arena of its files. */
static inline lec_str zip_end(zip_writer *zip)
{
    uint32_t start = (uint32_t)zip->files.len;
    lec_str folder = zip->count ? lec_buf_str(&zip->folder) : LEC_STR("");
    lec_buf_add(&zip->files, folder);
    zip_number(&zip->files, 0x06054B50, 4);
    zip_number(&zip->files, 0, 4);
    zip_number(&zip->files, zip->count, 2);
    zip_number(&zip->files, zip->count, 2);
    zip_number(&zip->files, (uint32_t)folder.len, 4);
    zip_number(&zip->files, start, 4);
    zip_number(&zip->files, 0, 2);
    return lec_buf_str(&zip->files);
}

#endif
