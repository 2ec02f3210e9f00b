/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of input formats, and which of them an input is. */
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/foreign.h"
#include "intake/reader.h"

/* In the order in which help shows them. */
static const lec_format *const FORMATS[] = {
    &lec_reader_text.info,   &lec_reader_markdown.info, /* before HTML, which it may begin with */
    &lec_reader_html.info,   &lec_reader_epub.info,     &lec_reader_email.info,
    &lec_reader_feed.info,   &lec_reader_opml.info,     &lec_reader_pdf.info,
    &lec_reader_office.info, &lec_reader_ssml.info,
};

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

static bool by_content(lec_str bytes, const lec_format **format)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        const lec_reader_row *row = row_of(FORMATS[i]);
        if ((row->claims && row->claims(bytes)) || (row->sniff && row->sniff(bytes))) {
            *format = FORMATS[i];
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

lec_status lec_format_choose(lec_arena scratch, lec_str name, lec_str bytes, const char *asked,
                             const lec_reader_row **row, lec_error *error)
{
    const lec_format *format = NULL;
    if (asked) {
        if (!by_request(asked, &format)) {
            return fail_unknown(scratch, asked, error);
        }
        *row = row_of(format);
        return LEC_OK;
    }
    bool known = by_content(bytes, &format);
    const char *foreign = known ? NULL : lec_markup_name(bytes);
    if (foreign) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0,
                           "this looks like %s, which cannot be read yet; save it as text, or read "
                           "its source aloud with --from=text",
                           foreign);
    }
    *row = row_of(known ? format : by_name(name));
    return LEC_OK;
}

lec_status lec_container_choose(lec_arena scratch, lec_str name, lec_str bytes, const char *asked,
                                const lec_reader_row **row, lec_error *error)
{
    const lec_format *format = NULL;
    bool known = asked ? by_request(asked, &format) : by_content(bytes, &format);
    *row = NULL;
    if (asked && !known) {
        return fail_unknown(scratch, asked, error);
    }
    format = known ? format : by_name(name);
    if (row_of(format)->unpack) {
        *row = row_of(format);
    }
    return LEC_OK;
}
