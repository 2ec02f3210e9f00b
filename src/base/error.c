/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const lec_status_info STATUSES[] = {
    {LEC_OK, "EX_OK", "done"},
    {LEC_USAGE, "EX_USAGE", "options or arguments make no sense"},
    {LEC_DATA, "EX_DATAERR", "an input is not what can be read"},
    {LEC_NO_INPUT, "EX_NOINPUT", "an input is missing or unreadable"},
    {LEC_UNAVAILABLE, "EX_UNAVAILABLE", "an engine, a voice or its data is missing"},
    {LEC_INTERNAL, "EX_SOFTWARE", "a sentence could not be spoken, or a fault of lectern itself"},
    {LEC_CANNOT_CREATE, "EX_CANTCREAT", "an output cannot be made"},
    {LEC_IO, "EX_IOERR", "reading or writing failed, as on a full disk"},
    {LEC_TRY_AGAIN, "EX_TEMPFAIL",
     "out of memory, processes or descriptors, or a server is busy; try again later"},
    {LEC_INTERRUPTED, "SIGINT", "stopped by the user"},
    {LEC_TERMINATED, "SIGTERM", "stopped by a signal"},
};

const char *lec_version(void)
{
    return LEC_VERSION;
}

const lec_status_info *lec_status_list(size_t *count)
{
    *count = sizeof STATUSES / sizeof *STATUSES;
    return STATUSES;
}

LEC_PRINTF(5, 0)
static void error_set(lec_error *error, lec_status status, lec_str source, lec_place place,
                      const char *format, va_list args)
{
    if (!error || error->status != LEC_OK) {
        return;
    }
    char text[2 * LEC_ERROR_MESSAGE_MAX];
    int length = vsnprintf(text, sizeof text, format, args);
    size_t kept = length < 0 ? 0 : (size_t)length;
    kept = kept < sizeof text ? kept : sizeof text - 1;
    lec_printable((lec_str){text, kept}, error->message, sizeof error->message);
    lec_printable(source, error->source, sizeof error->source);
    error->status = status;
    error->line = place.line;
    error->column = place.column;
}

lec_status lec_fail(lec_error *error, lec_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    error_set(error, status, LEC_STR(""), (lec_place){0}, format, args);
    va_end(args);
    return status;
}

lec_status lec_fail_at(lec_error *error, lec_status status, lec_str source, size_t line,
                       size_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    error_set(error, status, source, (lec_place){line, column}, format, args);
    va_end(args);
    return status;
}

static const char NO_MEMORY[] = "out of memory; try again, or with less text";

lec_status lec_fail_memory(lec_error *error)
{
    return lec_fail(error, LEC_TRY_AGAIN, "%s", NO_MEMORY);
}

bool lec_error_is_memory(const lec_error *error)
{
    return error->status == LEC_TRY_AGAIN && strcmp(error->message, NO_MEMORY) == 0;
}

lec_place lec_place_of(lec_str text, size_t offset)
{
    lec_place place = {1, 1};
    size_t line_start = 0;
    for (size_t i = 0; i < offset && i < text.len; i++) {
        bool lone_cr = text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n');
        if (text.ptr[i] == '\n' || lone_cr) {
            place.line++;
            line_start = i + 1;
        }
    }
    size_t end = offset < text.len ? offset : text.len;
    place.column = 1 + lec_utf8_count((lec_str){text.ptr + line_start, end - line_start});
    return place;
}
