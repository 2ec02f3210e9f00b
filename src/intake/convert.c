/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lectern does not read itself is converted by programs that many machines have. Each is a row
 * of a table, run without a shell and within limits; where one is missing, the message names its
 * package.
 */
#include "base/arena.h"
#include "base/command.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/decode.h"
#include "intake/pdf_text.h"
#include "intake/reader.h"

#include <string.h>

enum { TIME_MS = 60000 };

static const size_t MEMORY_MAX = (size_t)2 << 30;

/* ---- the table */

typedef struct converter {
    const char *what;              /* e.g. "a PDF document" */
    lec_str extension;             /* of its files */
    bool (*claims)(lec_str bytes); /* NULL: nothing in it says what it is */
    const char *package;           /* of Debian */
    const char *format;            /* of what comes out: whose reader reads it */
    const char *arguments[12];
} converter;

static bool is_pdf(lec_str bytes)
{
    return lec_str_starts(bytes, LEC_STR("%PDF-"));
}

static bool holds(lec_str bytes, lec_str wanted)
{
    return bytes.len > 0 && memmem(bytes.ptr, bytes.len, wanted.ptr, wanted.len) != NULL;
}

static bool is_zip(lec_str bytes)
{
    return lec_str_starts(bytes, LEC_STR("PK\x03\x04"));
}

static bool is_docx(lec_str bytes)
{
    return is_zip(bytes) && holds(bytes, LEC_STR("[Content_Types].xml")) &&
           holds(bytes, LEC_STR("word/"));
}

static bool is_odt(lec_str bytes)
{
    return is_zip(bytes) && holds(lec_str_slice(bytes, 0, 200),
                                  LEC_STR("mimetypeapplication/vnd.oasis.opendocument.text"));
}

static bool is_rtf(lec_str bytes)
{
    const lec_str mark = LEC_STR("{\\rtf");
    char next = bytes.len > mark.len ? bytes.ptr[mark.len] : ' ';
    return lec_str_starts(bytes, mark) && (lec_is_digit(next) || next == '\\');
}

static bool is_doc(lec_str bytes)
{
    return lec_str_starts(bytes, LEC_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

/* The order of reading, not of the layout: columns one after another. */
static const converter PDF = {
    .what = "a PDF document",
    .extension = {".pdf", 4},
    .claims = is_pdf,
    .package = "poppler-utils",
    .format = "text",
    .arguments = {"pdftotext", "-enc", "UTF-8", "-eol", "unix", "-", "-"},
};

#define PANDOC(from)                                                                               \
    {                                                                                              \
        "pandoc", "-f", (from), "-t", "html", "--standalone", "--wrap=none", "--sandbox",          \
            "--quiet"                                                                              \
    }

static const converter OFFICE[] = {
    {.what = "a Word document",
     .extension = {".docx", 5},
     .claims = is_docx,
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("docx")},
    {.what = "an OpenDocument text",
     .extension = {".odt", 4},
     .claims = is_odt,
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("odt")},
    {.what = "an RTF document",
     .extension = {".rtf", 4},
     .claims = is_rtf,
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("rtf")},
    {.what = "a Word document of the old kind",
     .extension = {".doc", 4},
     .claims = is_doc,
     .package = "antiword",
     .format = "text",
     .arguments = {"antiword", "-m", "UTF-8.txt", "-w", "0", "-"}},
    {.what = "a LaTeX document",
     .extension = {".tex", 4},
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("latex")},
    {.what = "reStructuredText",
     .extension = {".rst", 4},
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("rst")},
    {.what = "an Org document",
     .extension = {".org", 4},
     .package = "pandoc",
     .format = "html",
     .arguments = PANDOC("org")},
};

#define OFFICE_COUNT (sizeof OFFICE / sizeof *OFFICE)

static const converter *office_of(lec_str name, lec_str bytes)
{
    for (size_t i = 0; i < OFFICE_COUNT; i++) {
        if (OFFICE[i].claims && OFFICE[i].claims(bytes)) {
            return &OFFICE[i];
        }
    }
    for (size_t i = 0; i < OFFICE_COUNT; i++) {
        lec_str end = OFFICE[i].extension;
        size_t at = name.len - (end.len < name.len ? end.len : name.len);
        if (lec_str_equal_nocase(lec_str_slice(name, at, name.len), end)) {
            return &OFFICE[i];
        }
    }
    return NULL;
}

/* ---- running one */

static lec_status fail_run(const lec_unpacking *u, const converter *c,
                           const lec_command_result *result)
{
    const char *program = c->arguments[0];
    switch (result->end) {
    case LEC_COMMAND_CANCELLED:
        return lec_fail(u->error, LEC_INTERRUPTED, "interrupted");
    case LEC_COMMAND_TIMED_OUT:
        return lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                           "%s has not converted it in %d s; divide it into smaller files", program,
                           TIME_MS / 1000);
    case LEC_COMMAND_TOO_MUCH:
        return lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                           "%s makes more than %zu MB of it; divide it into smaller files", program,
                           LEC_SOURCE_MAX >> 20);
    case LEC_COMMAND_KILLED:
        return lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                           "%s cannot convert it and was ended by signal %d", program,
                           result->value);
    case LEC_COMMAND_EXITED:
        break;
    }
    return lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                       "%s cannot convert it (exit status %d): it is damaged, or protected by a "
                       "password",
                       program, result->value);
}

static lec_status convert(const lec_unpacking *u, const converter *c, lec_str *output)
{
    lec_command_result result = {0};
    lec_arena scratch = u->scratch;
    const lec_command command = {
        .path = lec_command_find(&scratch, c->arguments[0]),
        .arguments = c->arguments,
        .input = u->bytes,
        .output_max = LEC_SOURCE_MAX,
        .memory_max = MEMORY_MAX,
        .time_ms = TIME_MS,
        .cancel = u->options->cancel,
    };
    if (!command.path) {
        return lec_fail_at(u->error, LEC_UNAVAILABLE, u->name, 0, 0,
                           "this looks like %s; install %s to have it read", c->what, c->package);
    }
    lec_status status = lec_command_run(u->arena, &command, &result, u->error);
    if (status == LEC_OK && (result.end != LEC_COMMAND_EXITED || result.value != 0)) {
        status = fail_run(u, c, &result);
    }
    *output = result.output;
    return status;
}

/* ---- what comes out */

/* The head that pandoc writes has nothing of the document that its body has not. */
static lec_str body_of(lec_str page)
{
    const lec_str open = LEC_STR("<body>\n");
    const lec_str close = LEC_STR("</body>");
    const char *start = page.len ? memmem(page.ptr, page.len, open.ptr, open.len) : NULL;
    size_t from = start ? (size_t)(start - page.ptr) + open.len : 0;
    size_t end = page.len;
    while (end > from && !lec_str_starts(lec_str_slice(page, end, page.len), close)) {
        end--;
    }
    return lec_str_slice(page, from, end > from ? end : page.len);
}

static lec_status fail_silent(const lec_unpacking *u, const converter *c)
{
    return lec_fail_at(u->error, LEC_DATA, u->name, 0, 0,
                       "nothing to speak: there are no words in this document%s",
                       c == &PDF ? "; it may be pictures of pages" : "");
}

static lec_status pack(const lec_unpacking *u, const converter *c, lec_str output, size_t dropped,
                       lec_package *package)
{
    lec_packed_member *member = LEC_NEW(u->arena, 1, lec_packed_member);
    lec_packed_story *story = LEC_NEW(u->arena, 1, lec_packed_story);
    lec_source source;
    if (!member || !story) {
        return lec_fail_memory(u->error);
    }
    if (lec_str_trim(output).len == 0) {
        return fail_silent(u, c);
    }
    lec_status status = lec_decode(u->arena, u->name, output, &source, u->error);
    if (status != LEC_OK) {
        return status;
    }
    const char *program = c->arguments[0];
    lec_str lines =
        dropped ? lec_arena_printf(u->arena,
                                   "; %zu line%s at the edges of its pages (numbers, "
                                   "running heads) %s left out",
                                   dropped, dropped == 1 ? "" : "s", dropped == 1 ? "is" : "are")
                : LEC_STR("");
    *member = (lec_packed_member){.name = u->name, .format = c->format, .text = source.text};
    *story = (lec_packed_story){
        .members = member,
        .member_count = 1,
        .encoding = lec_arena_printf(u->arena, "converted by %s", program),
        .note = lec_arena_printf(u->arena, "converted by %s%.*s", program, LEC_ARG(lines)),
    };
    *package = (lec_package){.stories = story, .count = 1};
    return story->encoding.ptr && story->note.ptr ? LEC_OK : lec_fail_memory(u->error);
}

static lec_status pdf_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    lec_str output = LEC_STR("");
    size_t dropped = 0;
    lec_status status = convert(unpacking, &PDF, &output);
    if (status == LEC_OK) {
        output = lec_pdf_join_pages(unpacking->arena, unpacking->scratch, output, &dropped);
        output = output.ptr ? lec_pdf_flow(unpacking->arena, unpacking->scratch, output) : output;
        status = output.ptr ? LEC_OK : lec_fail_memory(unpacking->error);
    }
    return status == LEC_OK ? pack(unpacking, &PDF, output, dropped, package) : status;
}

static lec_status office_unpack(const lec_unpacking *unpacking, lec_package *package)
{
    const converter *c = office_of(unpacking->name, unpacking->bytes);
    lec_str output = LEC_STR("");
    if (!c) {
        return lec_fail_at(
            unpacking->error, LEC_DATA, unpacking->name, 0, 0,
            "neither its content nor its name tells which kind of office document "
            "it is; let its name end in .docx, .odt, .rtf, .doc, .tex, .rst or .org");
    }
    lec_status status = convert(unpacking, c, &output);
    if (status != LEC_OK) {
        return status;
    }
    bool page = strcmp(c->format, "html") == 0;
    return pack(unpacking, c, page ? body_of(output) : output, 0, package);
}

static bool office_claims(lec_str bytes)
{
    return office_of(LEC_STR(""), bytes) != NULL;
}

const lec_reader_row lec_reader_pdf = {
    .info = {.name = "pdf",
             .extensions = ".pdf",
             .description = "PDF, by pdftotext (poppler-utils)"},
    .claims = is_pdf,
    .unpack = pdf_unpack,
};

const lec_reader_row lec_reader_office = {
    .info = {.name = "office",
             .extensions = ".docx .odt .rtf .doc .tex .rst .org",
             .description = "office documents, by pandoc; .doc by antiword"},
    .claims = office_claims,
    .unpack = office_unpack,
};
