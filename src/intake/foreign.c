/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/foreign.h"

#include "base/str.h"

#include <string.h>

/* ---- binary formats */

typedef struct magic {
    const char *name;
    lec_str bytes;
    size_t offset;
    bool weak; /* text may begin so: counts only where there is a NUL byte too */
} magic;

/* The first that matches names the file. */
static const magic MAGIC[] = {
    {.name = "a PDF document", .bytes = {"%PDF-", 5}},
    {.name = "a PNG image", .bytes = {"\x89PNG\r\n\x1A\n", 8}},
    {.name = "a JPEG image", .bytes = {"\xFF\xD8\xFF", 3}},
    {.name = "a GIF image", .bytes = {"GIF87a", 6}, .weak = true},
    {.name = "a GIF image", .bytes = {"GIF89a", 6}, .weak = true},
    {.name = "a WebP image", .bytes = {"WEBP", 4}, .offset = 8, .weak = true},
    {.name = "a WAV file", .bytes = {"WAVE", 4}, .offset = 8, .weak = true},
    {.name = "an AVI video", .bytes = {"AVI ", 4}, .offset = 8, .weak = true},
    {.name = "a RIFF file", .bytes = {"RIFF", 4}, .weak = true},
    {.name = "a TIFF image", .bytes = {"II*\0", 4}},
    {.name = "a TIFF image", .bytes = {"MM\0*", 4}},
    {.name = "a BMP image", .bytes = {"BM", 2}, .weak = true},
    {.name = "an EPUB book", .bytes = {"mimetypeapplication/epub+zip", 28}, .offset = 30},
    {.name = "an OpenDocument file",
     .bytes = {"mimetypeapplication/vnd.oasis.opendocument", 42},
     .offset = 30},
    {.name = "an office document, such as DOCX",
     .bytes = {"[Content_Types].xml", 19},
     .offset = 30},
    {.name = "a ZIP file, which EPUB books and office documents are too",
     .bytes = {"PK\x03\x04", 4}},
    {.name = "a ZIP file", .bytes = {"PK\x05\x06", 4}},
    {.name = "gzip data", .bytes = {"\x1F\x8B", 2}},
    {.name = "bzip2 data", .bytes = {"1AY&SY", 6}, .offset = 4, .weak = true},
    {.name = "xz data", .bytes = {"\xFD\x37zXZ\0", 6}},
    {.name = "zstd data", .bytes = {"\x28\xB5\x2F\xFD", 4}},
    {.name = "a 7-Zip archive", .bytes = {"7z\xBC\xAF\x27\x1C", 6}},
    {.name = "a RAR archive", .bytes = {"Rar!\x1A\x07", 6}},
    {.name = "a tar archive", .bytes = {"ustar", 5}, .offset = 257, .weak = true},
    {.name = "an ELF program",
     .bytes = {"\x7F"
               "ELF",
               4}},
    {.name = "a Windows program", .bytes = {"MZ", 2}, .weak = true},
    {.name = "a Mach-O program", .bytes = {"\xFE\xED\xFA\xCE", 4}},
    {.name = "a Mach-O program", .bytes = {"\xFE\xED\xFA\xCF", 4}},
    {.name = "a Mach-O program", .bytes = {"\xCE\xFA\xED\xFE", 4}},
    {.name = "a Mach-O program", .bytes = {"\xCF\xFA\xED\xFE", 4}},
    {.name = "a Java class or a Mach-O program", .bytes = {"\xCA\xFE\xBA\xBE", 4}},
    {.name = "a WebAssembly module", .bytes = {"\0asm", 4}},
    {.name = "an MP3 file", .bytes = {"ID3", 3}, .weak = true},
    {.name = "an MP3 file", .bytes = {"\xFF\xFB", 2}, .weak = true},
    {.name = "an MP3 file", .bytes = {"\xFF\xF3", 2}, .weak = true},
    {.name = "an Ogg file", .bytes = {"OggS", 4}, .weak = true},
    {.name = "a FLAC file", .bytes = {"fLaC", 4}, .weak = true},
    {.name = "an AIFF file", .bytes = {"FORM", 4}, .weak = true},
    {.name = "an MP4 file", .bytes = {"ftyp", 4}, .offset = 4, .weak = true},
    {.name = "a Matroska or WebM file", .bytes = {"\x1A\x45\xDF\xA3", 4}},
    {.name = "an SQLite database", .bytes = {"SQLite format 3\0", 16}},
    {.name = "an office document of the old kind",
     .bytes = {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}},
    {.name = "a DjVu document", .bytes = {"AT&TFORM", 8}, .weak = true},
    {.name = "a Mobipocket or Kindle book", .bytes = {"BOOKMOBI", 8}, .offset = 60, .weak = true},
    {.name = "a font", .bytes = {"wOF2", 4}, .weak = true},
    {.name = "a font", .bytes = {"OTTO", 4}, .weak = true},
};

const char *lec_binary_name(lec_str bytes)
{
    bool nul = lec_str_find(bytes, '\0', 0) < bytes.len;
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++) {
        const magic *row = &MAGIC[i];
        lec_str at = lec_str_slice(bytes, row->offset, row->offset + row->bytes.len);
        if ((nul || !row->weak) && lec_str_equal(at, row->bytes)) {
            return row->name;
        }
    }
    return NULL;
}

/* ---- text formats */

static lec_str skip_space(lec_str text)
{
    size_t at = 0;
    while (at < text.len && lec_is_space(text.ptr[at])) {
        at++;
    }
    return lec_str_slice(text, at, text.len);
}

/* What follows `opening` and the next `closing`; `text` itself when it does not start so. */
static lec_str skip_between(lec_str text, lec_str opening, lec_str closing)
{
    if (!lec_str_starts(text, opening)) {
        return text;
    }
    const char *end = memmem(text.ptr, text.len, closing.ptr, closing.len);
    return end ? lec_str_slice(text, (size_t)(end - text.ptr) + closing.len, text.len)
               : (lec_str){text.ptr, 0};
}

/* Skips what may come before the first element: declaration, instructions, comments. */
static lec_str skip_prolog(lec_str text)
{
    for (;;) {
        lec_str rest = skip_space(text);
        rest = skip_between(rest, LEC_STR("<!--"), LEC_STR("-->"));
        rest = skip_between(rest, LEC_STR("<?xml"), LEC_STR("?>"));
        if (rest.len == text.len) {
            return rest;
        }
        text = rest;
    }
}

/* Whether `text` starts with a tag of that name, in any case. */
static bool starts_with_tag(lec_str text, lec_str tag)
{
    char after = tag.len < text.len ? text.ptr[tag.len] : ' ';
    return lec_str_equal_nocase(lec_str_slice(text, 0, tag.len), tag) && tag.len < text.len &&
           (after == '>' || lec_is_space(after));
}

static const struct element {
    lec_str tag;
    const char *name;
} ELEMENTS[] = {
    {{"<rdf:RDF", 8}, "an RDF document"},
    {{"<svg", 4}, "an SVG image"},
    {{"<!doctype", 9}, "an XML document"},
};

/* A text may mention tags, so that only the one that a document begins with counts. */
static const char *element_name(lec_str text)
{
    lec_str rest = skip_prolog(text);
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (starts_with_tag(rest, ELEMENTS[i].tag)) {
            return ELEMENTS[i].name;
        }
    }
    return starts_with_tag(skip_space(text), LEC_STR("<?xml")) ? "an XML document" : NULL;
}

/* {"key": or [{"key": at the beginning, and the bracket closed at the end. */
static bool is_json(lec_str text)
{
    lec_str all = lec_str_trim(text);
    char last = all.len ? all.ptr[all.len - 1] : '\0';
    bool list = lec_str_starts(all, LEC_STR("["));
    lec_str rest = list ? skip_space(lec_str_slice(all, 1, all.len)) : all;
    if (!lec_str_starts(rest, LEC_STR("{")) || last != (list ? ']' : '}')) {
        return false;
    }
    rest = skip_space(lec_str_slice(rest, 1, rest.len));
    size_t quote = lec_str_find(rest, '"', 1);
    lec_str after = skip_space(lec_str_slice(rest, quote + 1, rest.len));
    return lec_str_starts(rest, LEC_STR("\"")) && lec_str_starts(after, LEC_STR(":"));
}

const char *lec_markup_name(lec_str text)
{
    const char *name = element_name(text);
    if (name) {
        return name;
    }
    if (lec_str_starts(text, LEC_STR("%!PS-Adobe"))) {
        return "a PostScript document";
    }
    return is_json(text) ? "a JSON document" : NULL;
}
