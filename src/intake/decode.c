/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding bytes are in, and UTF-8 from it. An encoding is a function that gives the
 * character at an offset, so that one loop converts them all, after a first pass that checks and
 * measures.
 */
#include "intake/decode.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"
#include "intake/charset.h"
#include "intake/foreign.h"

typedef lec_char char_at_fn(lec_str bytes, size_t at);

typedef struct codec {
    lec_str name, mark; /* its byte order mark */
    char_at_fn *char_at;
} codec;

/* ---- characters */

static const lec_char INVALID = {LEC_CHAR_INVALID, 1};

static uint32_t byte_at(lec_str bytes, size_t at)
{
    return (unsigned char)bytes.ptr[at];
}

/* RFC 2781, section 2.2. `low` is where the low byte of a unit is. */
static lec_char utf16_at(lec_str bytes, size_t at, size_t low)
{
    size_t high = 1 - low;
    if (bytes.len - at < 2) {
        return INVALID;
    }
    uint32_t unit = byte_at(bytes, at + high) << 8 | byte_at(bytes, at + low);
    if (unit < 0xD800 || unit > 0xDFFF) {
        return (lec_char){unit, 2};
    }
    if (unit > 0xDBFF || bytes.len - at < 4) {
        return INVALID;
    }
    uint32_t second = byte_at(bytes, at + 2 + high) << 8 | byte_at(bytes, at + 2 + low);
    if (second < 0xDC00 || second > 0xDFFF) {
        return INVALID;
    }
    return (lec_char){0x10000 + ((unit & 0x3FF) << 10 | (second & 0x3FF)), 4};
}

static lec_char utf16le_at(lec_str bytes, size_t at)
{
    return utf16_at(bytes, at, 0);
}

static lec_char utf16be_at(lec_str bytes, size_t at)
{
    return utf16_at(bytes, at, 1);
}

static lec_char utf32_at(lec_str bytes, size_t at, bool little)
{
    uint32_t code = 0;
    if (bytes.len - at < 4) {
        return INVALID;
    }
    for (size_t i = 0; i < 4; i++) {
        code = code << 8 | byte_at(bytes, at + (little ? 3 - i : i));
    }
    bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return scalar ? (lec_char){code, 4} : INVALID;
}

static lec_char utf32le_at(lec_str bytes, size_t at)
{
    return utf32_at(bytes, at, true);
}

static lec_char utf32be_at(lec_str bytes, size_t at)
{
    return utf32_at(bytes, at, false);
}

/* Bytes 80 to 9F of Windows-1252; 0 where they have no meaning. The others are as in Latin-1. */
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* UTF-8, and Windows-1252 for each byte that is not. */
static lec_char mixed_at(lec_str bytes, size_t at)
{
    lec_char c = lec_utf8_at(bytes, at);
    if (c.code != LEC_CHAR_INVALID) {
        return c;
    }
    uint32_t byte = byte_at(bytes, at);
    uint32_t code = byte < 0xA0 ? WINDOWS_1252[byte - 0x80] : byte;
    return code ? (lec_char){code, 1} : INVALID;
}

/* ---- converting */

/* Checks and measures. @return offset of the first byte that is no text; bytes.len for none. */
static size_t measure(lec_str bytes, char_at_fn *char_at, size_t *length)
{
    char ignored[4];
    size_t at = 0;
    *length = 0;
    while (at < bytes.len) {
        lec_char c = char_at(bytes, at);
        if (c.code == LEC_CHAR_INVALID || c.code == 0) {
            break;
        }
        *length += lec_utf8_encode(c.code, ignored);
        at += c.len;
    }
    return at;
}

static lec_status convert(lec_arena *arena, lec_str bytes, char_at_fn *char_at, size_t length,
                          lec_source *source, lec_error *error)
{
    if (length > LEC_SOURCE_MAX) {
        return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                           "larger than %zu MB in UTF-8; divide it into smaller files",
                           LEC_SOURCE_MAX >> 20);
    }
    char *text = LEC_NEW(arena, length, char);
    if (!text) {
        return lec_fail_memory(error);
    }
    source->text = (lec_str){text, length};
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = char_at(bytes, at);
        text += lec_utf8_encode(c.code, text);
        at += c.len;
    }
    return LEC_OK;
}

static lec_status convert_unicode(lec_arena *arena, lec_str bytes, const codec *encoding,
                                  lec_source *source, lec_error *error)
{
    size_t length;
    lec_str body = lec_str_slice(bytes, encoding->mark.len, bytes.len);
    size_t bad = measure(body, encoding->char_at, &length);
    if (bad < body.len) {
        return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                           "damaged %.*s: what stands at byte offset %zu is no character of a text",
                           LEC_ARG(encoding->name), bad + encoding->mark.len);
    }
    source->encoding = encoding->name;
    source->note = lec_arena_printf(arena, "converted from %.*s", LEC_ARG(encoding->name));
    return source->note.ptr ? convert(arena, body, encoding->char_at, length, source, error)
                            : lec_fail_memory(error);
}

/* ---- bytes that are not UTF-8 */

typedef struct tally {
    size_t count, first;
    size_t joined;   /* that follow another */
    size_t accented; /* of them: from C0 on, where single-byte encodings have their letters */
    size_t others;   /* characters beyond ASCII that are UTF-8 */
    size_t letters;  /* of ASCII */
} tally;

static tally count_strays(lec_str bytes)
{
    tally strays = {0};
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = lec_utf8_at(bytes, at);
        if (c.code == LEC_CHAR_INVALID) {
            strays.first = strays.count++ ? strays.first : at;
            strays.accented += byte_at(bytes, at) >= 0xC0;
            strays.joined += at > 0 && lec_utf8_at(bytes, at - 1).code == LEC_CHAR_INVALID;
        }
        strays.letters += (c.code | 0x20) >= 'a' && (c.code | 0x20) <= 'z';
        strays.others += c.len > 1;
        at += c.len;
    }
    return strays;
}

/*
 * In the languages that Windows-1252 serves at most one letter in seven is accented; in Cyrillic,
 * Greek, Arabic or Chinese code pages nearly every letter is a stray byte. Over one in four is
 * refused, a few words such as "Été" aside; and where markup hides how few letters there are, most
 * stray bytes beside one another.
 */
static bool too_dense(tally strays)
{
    size_t letters = strays.letters + strays.others + strays.accented;
    return strays.accented > 4 &&
           (strays.accented > letters / 4 || strays.joined > strays.count / 2);
}

static lec_status convert_mixed(lec_arena *arena, lec_str body, size_t start, size_t length,
                                lec_source *source, lec_error *error)
{
    tally strays = count_strays(body);
    source->encoding = strays.others ? LEC_STR("UTF-8") : LEC_STR("windows-1252");
    source->note = lec_arena_printf(
        arena, "%zu byte%s not UTF-8 and read as Windows-1252, the first at offset %zu",
        strays.count, strays.count == 1 ? " is" : "s are", start + strays.first);
    return source->note.ptr ? convert(arena, body, mixed_at, length, source, error)
                            : lec_fail_memory(error);
}

/* ---- encodings with a name */

static lec_status convert_charset(lec_arena *arena, lec_str body, size_t start,
                                  const lec_charset *charset, lec_source *source, lec_error *error)
{
    lec_converted made;
    lec_status status = lec_charset_convert(arena, body, charset, &made, error);
    if (status != LEC_OK) {
        return status;
    }
    if (made.text.len > LEC_SOURCE_MAX) {
        return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                           "larger than %zu MB in UTF-8; divide it into smaller files",
                           LEC_SOURCE_MAX >> 20);
    }
    source->text = made.text;
    source->encoding = lec_str_of(charset->name);
    source->note = made.bad
                       ? lec_arena_printf(arena,
                                          "converted from %s; %zu byte%s no %s and became "
                                          "U+FFFD, the first at offset %zu",
                                          charset->name, made.bad, made.bad == 1 ? " is" : "s are",
                                          charset->name, start + made.first)
                       : lec_arena_printf(arena, "converted from %s", charset->name);
    return source->note.ptr ? LEC_OK : lec_fail_memory(error);
}

static bool is_named(const lec_charset *charset, const char *name)
{
    return charset && lec_str_equal(lec_str_of(charset->name), lec_str_of(name));
}

/* A guess is believed when every byte bears it out, and it is not what was tried before. */
static const lec_charset *guess_of(lec_arena *arena, lec_str body)
{
    const lec_charset *guess = lec_charset_guess(body);
    lec_arena scratch = *arena;
    lec_converted made;
    bool fits = guess && !is_named(guess, "windows-1252") &&
                lec_charset_convert(&scratch, body, guess, &made, NULL) == LEC_OK && !made.bad;
    return fits ? guess : NULL;
}

static lec_status refuse_unknown(lec_str bytes, size_t at, lec_source *source, lec_error *error)
{
    return lec_fail_at(error, LEC_DATA, source->name, 0, 0,
                       "neither UTF-8 nor Western text: byte 0x%02X at offset %zu; convert the "
                       "file with: iconv -f ENCODING -t UTF-8",
                       (unsigned)byte_at(bytes, at), at);
}

/*
 * Bytes that are not all UTF-8. What is said of them counts, unless it is UTF-8 or Western, which
 * are said of everything; these are taken where the bytes bear it out, else a guess.
 */
static lec_status convert_other(lec_arena *arena, lec_str bytes, size_t start,
                                const lec_charset *said, lec_source *source, lec_error *error)
{
    size_t length;
    lec_str body = lec_str_slice(bytes, start, bytes.len);
    bool western = is_named(said, "windows-1252");
    if (said && !western && !is_named(said, "UTF-8")) {
        return convert_charset(arena, body, start, said, source, error);
    }
    size_t bad = measure(body, mixed_at, &length);
    tally strays = count_strays(body);
    if (bad == body.len && (western || !too_dense(strays))) {
        return convert_mixed(arena, body, start, length, source, error);
    }
    const lec_charset *guess = said ? said : guess_of(arena, body);
    size_t at = start + (bad < body.len ? bad : strays.first);
    return guess ? convert_charset(arena, body, start, guess, source, error)
                 : refuse_unknown(bytes, at, source, error);
}

/* ---- which encoding */

/* UTF-32LE begins like UTF-16LE, and comes first. */
static const codec MARKED[] = {
    {{"UTF-32LE", 8}, {"\xFF\xFE\0\0", 4}, utf32le_at},
    {{"UTF-32BE", 8}, {"\0\0\xFE\xFF", 4}, utf32be_at},
    {{"UTF-16LE", 8}, {"\xFF\xFE", 2}, utf16le_at},
    {{"UTF-16BE", 8}, {"\xFE\xFF", 2}, utf16be_at},
};

static const codec UNMARKED[] = {
    {{"UTF-16LE", 8}, {"", 0}, utf16le_at},
    {{"UTF-16BE", 8}, {"", 0}, utf16be_at},
};

static const codec *by_mark(lec_str bytes)
{
    for (size_t i = 0; i < sizeof MARKED / sizeof *MARKED; i++) {
        if (lec_str_starts(bytes, MARKED[i].mark)) {
            return &MARKED[i];
        }
    }
    return NULL;
}

static bool is_ascii_pair(uint32_t unit)
{
    return unit >> 8 >= ' ' && unit >> 8 < 0x7F && (unit & 0xFF) >= ' ' && (unit & 0xFF) < 0x7F;
}

/* Text, with more units of which one byte is zero than units that are two letters of ASCII text. */
static bool is_utf16(lec_str bytes, char_at_fn *char_at)
{
    size_t zeros = 0;
    size_t pairs = 0;
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = char_at(bytes, at);
        if (c.code == LEC_CHAR_INVALID || lec_char_use_of(c.code) == LEC_USE_CONTROL) {
            return false;
        }
        zeros += c.code < 0x100;
        pairs += c.code < 0x10000 && is_ascii_pair(c.code);
        at += c.len;
    }
    return zeros > pairs;
}

static const codec *by_zeros(lec_str bytes)
{
    size_t zeros[2] = {0, 0};
    for (size_t at = 0; at < bytes.len; at++) {
        zeros[at % 2] += bytes.ptr[at] == '\0';
    }
    const codec *encoding = &UNMARKED[zeros[0] > zeros[1]];
    return is_utf16(bytes, encoding->char_at) ? encoding : NULL;
}

static lec_status refuse_binary(lec_str name, const char *what, size_t zero, lec_error *error)
{
    if (what) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0,
                           "this looks like %s; only text can be read aloud", what);
    }
    return lec_fail_at(error, LEC_DATA, name, 0, 0,
                       "this looks like binary data (a zero byte at offset %zu); only text can be "
                       "read aloud",
                       zero);
}

/* What the bytes are said to be in; NULL when nothing known is said. */
static const lec_charset *said_of(lec_str bytes, lec_str charset)
{
    const lec_charset *said = lec_charset_of(charset);
    return said ? said : lec_charset_of(lec_charset_declared(bytes));
}

/* Text of seven bits that says so in shifts. */
static bool shifts(const lec_charset *said, lec_str bytes)
{
    return is_named(said, "ISO-2022-JP") && lec_str_find(bytes, '\x1B', 0) < bytes.len;
}

/* A page with a few zero bytes is damaged, but no less a page. */
static bool is_damaged_page(lec_str bytes)
{
    enum { BYTES_A_ZERO = 256 };
    size_t zeros = 0;
    for (size_t at = lec_str_find(bytes, '\0', 0); at < bytes.len;
         at = lec_str_find(bytes, '\0', at + 1)) {
        zeros++;
    }
    return lec_str_starts(lec_str_trim(bytes), LEC_STR("<")) && zeros < bytes.len / BYTES_A_ZERO;
}

/* The bytes with spaces for zeros; .ptr is NULL when memory has run out. */
static lec_str without_zeros(lec_arena *arena, lec_str bytes)
{
    char *copy = lec_arena_cstr(arena, bytes);
    for (size_t at = 0; copy && at < bytes.len; at++) {
        copy[at] = copy[at] ? copy[at] : ' ';
    }
    return (lec_str){copy, bytes.len};
}

static lec_status decode_any(lec_arena *arena, lec_str bytes, lec_str charset, lec_source *source,
                             lec_error *error)
{
    const lec_str mark = LEC_STR("\xEF\xBB\xBF");
    const codec *encoding = by_mark(bytes);
    const char *binary = encoding ? NULL : lec_binary_name(bytes);
    size_t zero = lec_str_find(bytes, '\0', 0);
    if (!encoding && !binary && zero < bytes.len) {
        encoding = by_zeros(bytes);
    }
    if (encoding) {
        return convert_unicode(arena, bytes, encoding, source, error);
    }
    if (!binary && zero < bytes.len && is_damaged_page(bytes)) {
        bytes = without_zeros(arena, bytes);
        zero = bytes.len;
        source->note = LEC_STR("its zero bytes are read as spaces");
        if (!bytes.ptr) {
            return lec_fail_memory(error);
        }
    }
    if (binary || zero < bytes.len) {
        return refuse_binary(source->name, binary, zero, error);
    }
    size_t start = lec_str_starts(bytes, mark) ? mark.len : 0;
    source->text = lec_str_slice(bytes, start, bytes.len);
    const lec_charset *said = start ? NULL : said_of(bytes, charset);
    return lec_utf8_valid(source->text) == source->text.len && !shifts(said, bytes)
               ? LEC_OK
               : convert_other(arena, bytes, start, said, source, error);
}

lec_status lec_decode(lec_arena *arena, lec_str name, lec_str bytes, lec_source *source,
                      lec_error *error)
{
    return lec_decode_as(arena, name, bytes, LEC_STR(""), source, error);
}

lec_status lec_decode_as(lec_arena *arena, lec_str name, lec_str bytes, lec_str charset,
                         lec_source *source, lec_error *error)
{
    *source = (lec_source){.name = name, .encoding = LEC_STR("UTF-8"), .note = LEC_STR("")};
    if (bytes.len > LEC_SOURCE_MAX) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0,
                           "larger than %zu MB; divide it into smaller files",
                           LEC_SOURCE_MAX >> 20);
    }
    lec_status status = decode_any(arena, bytes, charset, source, error);
    if (status == LEC_OK && lec_text_is_blank(source->text)) {
        return lec_fail_at(error, LEC_DATA, name, 0, 0, "nothing to speak: it is %s",
                           bytes.len ? "blank" : "empty");
    }
    return status;
}
