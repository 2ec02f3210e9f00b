/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of input formats, and which of them an input is. */
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/foreign.h"
#include "intake/reader.h"

/* A format's row is at the same place in both tables. */
enum { FORMAT_TEXT, FORMATS };

static const lec_format INFO[FORMATS] = {
    [FORMAT_TEXT] = {.name = "text",
                     .extensions = ".txt .text",
                     .description = "plain text, one paragraph a line or hard-wrapped"},
};

typedef struct reader {
    bool (*sniff)(lec_str text); /* whether its beginning says so; NULL when nothing can */
    lec_read_fn *read;
} reader;

static const reader READERS[FORMATS] = {
    [FORMAT_TEXT] = {.read = lec_plain_read},
};

const lec_format *lec_format_list(size_t *count)
{
    *count = FORMATS;
    return INFO;
}

static lec_status by_request(lec_arena scratch, const char *format, size_t *row, lec_error *error)
{
    lec_buf names = {.arena = &scratch};
    for (*row = 0; *row < FORMATS; ++*row) {
        if (lec_str_equal_nocase(lec_str_of(format), lec_str_of(INFO[*row].name))) {
            return LEC_OK;
        }
        lec_buf_add(&names, *row ? LEC_STR(", ") : LEC_STR(""));
        lec_buf_add(&names, lec_str_of(INFO[*row].name));
    }
    lec_str list = lec_buf_str(&names);
    return lec_fail(error, LEC_USAGE, "there is no input format '%s'; choose from: %.*s", format,
                    LEC_ARG(list));
}

static bool by_content(lec_str text, size_t *row)
{
    for (*row = 0; *row < FORMATS; ++*row) {
        if (READERS[*row].sniff && READERS[*row].sniff(text)) {
            return true;
        }
    }
    return false;
}

static bool has_extension(lec_str name, lec_str extensions)
{
    while (extensions.len > 0) {
        lec_cut cut = lec_str_cut(extensions, ' ');
        size_t at = name.len - (cut.head.len < name.len ? cut.head.len : name.len);
        if (lec_str_equal_nocase(lec_str_slice(name, at, name.len), cut.head)) {
            return true;
        }
        extensions = cut.tail;
    }
    return false;
}

/* What no name claims is plain text. */
static size_t by_name(lec_str name)
{
    for (size_t row = 0; row < FORMATS; row++) {
        if (has_extension(name, lec_str_of(INFO[row].extensions))) {
            return row;
        }
    }
    return FORMAT_TEXT;
}

static lec_status choose(lec_arena scratch, const lec_source *source, const char *format,
                         size_t *row, lec_error *error)
{
    if (format) {
        return by_request(scratch, format, row, error);
    }
    if (by_content(source->text, row)) {
        return LEC_OK;
    }
    const char *foreign = lec_markup_name(source->text);
    if (foreign) {
        return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                           "this looks like %s, which cannot be read yet; save it as text, or read "
                           "its source aloud with --from=text",
                           foreign);
    }
    *row = by_name(source->name);
    return LEC_OK;
}

lec_status lec_document_read(lec_arena *arena, lec_arena scratch, const lec_source *source,
                             const char *format, lec_document *document, lec_error *error)
{
    size_t row;
    lec_status status = choose(scratch, source, format, &row, error);
    return status == LEC_OK ? READERS[row].read(arena, scratch, source, document, error) : status;
}
