/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/zip.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/library.h"
#include "base/str.h"

#include <lectern/document.h>

#include <errno.h>
#include <zip.h>

/* libzip's functions, once it is loaded. */
static struct zip_functions {
    __typeof__(zip_error_init) *error_init;
    __typeof__(zip_error_fini) *error_fini;
    __typeof__(zip_error_code_zip) *error_code_zip;
    __typeof__(zip_source_buffer_create) *source_buffer_create;
    __typeof__(zip_source_free) *source_free;
    __typeof__(zip_open_from_source) *open_from_source;
    __typeof__(zip_discard) *discard;
    __typeof__(zip_get_num_entries) *get_num_entries;
    __typeof__(zip_stat_index) *stat_index;
    __typeof__(zip_name_locate) *name_locate;
    __typeof__(zip_file_get_external_attributes) *file_get_external_attributes;
    __typeof__(zip_fopen_index) *fopen_index;
    __typeof__(zip_fread) *read;
    __typeof__(zip_fclose) *close;
    __typeof__(zip_get_error) *get_error;
} libzip;

static lec_status load(lec_error *error)
{
    static const lec_symbol SYMBOLS[] = {
        {"zip_error_init", &libzip.error_init},
        {"zip_error_fini", &libzip.error_fini},
        {"zip_error_code_zip", &libzip.error_code_zip},
        {"zip_source_buffer_create", &libzip.source_buffer_create},
        {"zip_source_free", &libzip.source_free},
        {"zip_open_from_source", &libzip.open_from_source},
        {"zip_discard", &libzip.discard},
        {"zip_get_num_entries", &libzip.get_num_entries},
        {"zip_stat_index", &libzip.stat_index},
        {"zip_name_locate", &libzip.name_locate},
        {"zip_file_get_external_attributes", &libzip.file_get_external_attributes},
        {"zip_fopen_index", &libzip.fopen_index},
        {"zip_fread", &libzip.read},
        {"zip_fclose", &libzip.close},
        {"zip_get_error", &libzip.get_error},
    };
    return lec_library_load("libzip.so.4", "libzip4", SYMBOLS, sizeof SYMBOLS / sizeof *SYMBOLS,
                            error);
}

/* ---- the archive */

static lec_status fail_open(const lec_zip *zip, int code, lec_error *error)
{
    if (code == ZIP_ER_MEMORY || errno == ENOMEM) { /* libzip does not always say so itself */
        return lec_fail_memory(error);
    }
    return lec_fail_at(error, LEC_DATA, zip->name, 0, 0,
                       "this ZIP file is damaged or cut short: its table of contents cannot be "
                       "read; get it once more");
}

lec_status lec_zip_open(lec_str name, lec_str bytes, lec_zip *zip, lec_error *error)
{
    *zip = (lec_zip){.name = name, .allowance = LEC_SOURCE_MAX};
    lec_status status = load(error);
    if (status != LEC_OK) {
        return status;
    }
    zip_error_t failure;
    errno = 0;
    libzip.error_init(&failure);
    zip_source_t *source = libzip.source_buffer_create(bytes.ptr, bytes.len, 0, &failure);
    zip->archive = source ? libzip.open_from_source(source, ZIP_RDONLY, &failure) : NULL;
    if (!zip->archive) {
        status = fail_open(zip, libzip.error_code_zip(&failure), error);
        if (source) {
            libzip.source_free(source);
        }
    }
    libzip.error_fini(&failure);
    zip_int64_t count = zip->archive ? libzip.get_num_entries(zip->archive, 0) : 0;
    if (status == LEC_OK && count > LEC_ZIP_FILES_MAX) {
        status = lec_fail_at(error, LEC_DATA, name, 0, 0,
                             "this ZIP file holds %lld files; more than %d are not read",
                             (long long)count, LEC_ZIP_FILES_MAX);
    }
    zip->count = count > 0 ? (size_t)count : 0;
    return status;
}

void lec_zip_close(lec_zip *zip)
{
    if (zip->archive) {
        libzip.discard(zip->archive);
        zip->archive = NULL;
    }
}

/* ---- its files */

static bool is_link(const lec_zip *zip, size_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    (void)libzip.file_get_external_attributes(zip->archive, index, 0, &system, &attributes);
    return system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
}

bool lec_zip_entry_at(const lec_zip *zip, size_t index, lec_zip_entry *entry)
{
    zip_stat_t stat;
    if (libzip.stat_index(zip->archive, index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME) ||
        !(stat.valid & ZIP_STAT_SIZE)) {
        return false;
    }
    *entry = (lec_zip_entry){
        .path = lec_str_of(stat.name),
        .size = stat.size > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)stat.size,
        .encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != 0,
        .link = is_link(zip, index),
    };
    return true;
}

size_t lec_zip_find(const lec_zip *zip, const char *path)
{
    zip_int64_t index = libzip.name_locate(zip->archive, path, 0);
    return index >= 0 ? (size_t)index : zip->count;
}

static lec_status fail_entry(const lec_zip *zip, const lec_zip_entry *entry, const char *what,
                             lec_error *error)
{
    return lec_fail_at(error, LEC_DATA, zip->name, 0, 0, "'%.*s' in this ZIP file %s",
                       LEC_ARG(entry->path), what);
}

static lec_status check_entry(const lec_zip *zip, const lec_zip_entry *entry, lec_error *error)
{
    if (entry->encrypted) {
        return fail_entry(zip, entry, "is locked with a password; unlock it first", error);
    }
    if (entry->link) {
        return fail_entry(zip, entry, "is a link to another file; links are not followed", error);
    }
    if (entry->size > zip->allowance) {
        return lec_fail_at(error, LEC_DATA, zip->name, 0, 0,
                           "'%.*s' in this ZIP file makes it larger than %zu MB unpacked, which "
                           "is more than can be read",
                           LEC_ARG(entry->path), LEC_SOURCE_MAX >> 20);
    }
    return LEC_OK;
}

/* Why libzip gives no file, or no more of it. */
static lec_status fail_read(const lec_zip *zip, const lec_zip_entry *entry, lec_error *error)
{
    int code = libzip.error_code_zip(libzip.get_error(zip->archive));
    if (code == ZIP_ER_MEMORY) {
        return lec_fail_memory(error);
    }
    return fail_entry(zip, entry,
                      code == ZIP_ER_COMPNOTSUPP ? "is packed in a way that is not known"
                                                 : "is damaged; get the file once more",
                      error);
}

/* All of it, and a byte more if there is one: only at the end is the check sum looked at. */
static bool read_all(zip_file_t *file, char *text, size_t size)
{
    size_t got = 0;
    for (;;) {
        zip_int64_t count = libzip.read(file, text + got, size + 1 - got);
        if (count <= 0) {
            return count == 0 && got == size;
        }
        got += (size_t)count;
        if (got > size) {
            return false;
        }
    }
}

lec_status lec_zip_read(lec_zip *zip, lec_arena *arena, size_t index, lec_str *bytes,
                        lec_error *error)
{
    lec_zip_entry entry = {0};
    errno = 0;
    if (!lec_zip_entry_at(zip, index, &entry)) {
        return fail_open(zip, 0, error);
    }
    lec_status status = check_entry(zip, &entry, error);
    if (status != LEC_OK) {
        return status;
    }
    char *text = LEC_NEW(arena, entry.size + 1, char);
    if (!text) {
        return lec_fail_memory(error);
    }
    zip_file_t *file = libzip.fopen_index(zip->archive, index, 0);
    if (!file) {
        return fail_read(zip, &entry, error);
    }
    bool whole = read_all(file, text, entry.size);
    (void)libzip.close(file);
    zip->allowance -= entry.size;
    *bytes = (lec_str){text, entry.size};
    return whole ? LEC_OK : fail_entry(zip, &entry, "is damaged; get the file once more", error);
}
