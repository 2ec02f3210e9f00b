/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ZIP archive in memory, read with libzip, which is loaded for it. Nothing is unpacked to a disk.
 */
#ifndef LEC_INTAKE_ZIP_H
#define LEC_INTAKE_ZIP_H

#include <lectern/base.h>

/** Most files in an archive. */
#define LEC_ZIP_FILES_MAX 20000

typedef struct lec_zip {
    struct zip *archive; /**< libzip's */
    lec_str name;        /**< of the archive, for messages */
    size_t count;        /**< of files and folders */
    size_t allowance;    /**< bytes that may yet be unpacked: LEC_SOURCE_MAX in all */
} lec_zip;

/** One that is there. */
typedef struct lec_zip_entry {
    lec_str path;
    size_t size;    /**< as it says; another is an error */
    bool encrypted; /**< with a password */
    bool link;      /**< its content is the path of another file */
} lec_zip_entry;

/**
 * @param bytes must outlive the archive.
 * @param[out] zip to be closed, also after a failure.
 * @return LEC_OK; LEC_DATA (damaged, cut short, too many files); LEC_UNAVAILABLE (no libzip);
 *         LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_zip_open(lec_str name, lec_str bytes, lec_zip *zip,
                                        lec_error *error);

/** @param index below zip->count. @return false when there is none any more. Its path lives as long
 * as the archive. */
bool lec_zip_entry_at(const lec_zip *zip, size_t index, lec_zip_entry *entry);

/** @param path NUL-terminated. @return index of the first file of that path; zip->count for none.
 */
size_t lec_zip_find(const lec_zip *zip, const char *path);

/**
 * Unpacks a file. Its check sum is held against it.
 * @return LEC_OK; LEC_DATA (damaged, larger than it says or than is allowed, encrypted, a link, or
 *         packed in a way that is not known); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_zip_read(lec_zip *zip, lec_arena *arena, size_t index,
                                        lec_str *bytes, lec_error *error);

/** Takes one that was not opened, and one that is closed. */
void lec_zip_close(lec_zip *zip);

#endif
