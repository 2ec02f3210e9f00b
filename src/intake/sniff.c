/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of input formats, and which of them an input is. */
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/foreign.h"
#include "intake/reader.h"

/* In the order in which help shows them. */
static const lec_format *const FORMATS[] = {&lec_reader_text.info};

#define FORMAT_COUNT (sizeof FORMATS / sizeof *FORMATS)

const lec_format *const *lec_format_list(size_t *count)
{
    *count = FORMAT_COUNT;
    return FORMATS;
}

static const lec_reader_row *row_of(const lec_format *format)
{
    _Static_assert(offsetof(lec_reader_row, info) == 0, "the row begins with its info");
    return (const lec_reader_row *)(const void *)format;
}

static bool by_request(const char *name, const lec_format **format)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (lec_str_equal_nocase(lec_str_of(name), lec_str_of(FORMATS[i]->name))) {
            *format = FORMATS[i];
            return true;
        }
    }
    return false;
}

static const lec_format *by_content(lec_str text)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        const lec_reader_row *row = row_of(FORMATS[i]);
        if (row->sniff && row->sniff(text)) {
            return FORMATS[i];
        }
    }
    return NULL;
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
static const lec_format *by_name(lec_str name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (has_extension(name, lec_str_of(FORMATS[i]->extensions))) {
            return FORMATS[i];
        }
    }
    return &lec_reader_text.info;
}

static lec_status fail_unknown(lec_arena scratch, const char *format, lec_error *error)
{
    lec_buf names = {.arena = &scratch};
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        lec_buf_printf(&names, "%s%s", i ? ", " : "", FORMATS[i]->name);
    }
    lec_str list = lec_buf_str(&names);
    return lec_fail(error, LEC_USAGE, "there is no input format '%s'; choose from: %.*s", format,
                    LEC_ARG(list));
}

static lec_status choose(lec_arena scratch, const lec_source *source, const char *asked,
                         const lec_format **format, lec_error *error)
{
    if (asked) {
        return by_request(asked, format) ? LEC_OK : fail_unknown(scratch, asked, error);
    }
    *format = by_content(source->text);
    const char *foreign = *format ? NULL : lec_markup_name(source->text);
    if (foreign) {
        return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                           "this looks like %s, which cannot be read yet; save it as text, or read "
                           "its source aloud with --from=text",
                           foreign);
    }
    *format = *format ? *format : by_name(source->name);
    return LEC_OK;
}

lec_status lec_document_read(lec_arena *arena, lec_arena scratch, const lec_source *source,
                             const char *format, lec_document *document, lec_error *error)
{
    const lec_format *chosen = &lec_reader_text.info;
    lec_status status = choose(scratch, source, format, &chosen, error);
    return status == LEC_OK ? row_of(chosen)->read(arena, scratch, source, document, error)
                            : status;
}
