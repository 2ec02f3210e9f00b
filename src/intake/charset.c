/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/charset.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/library.h"
#include "base/str.h"
#include "base/utf8.h"

#include <iconv.h>
#include <string.h>
#include <uchardet.h>

/* ---- names */

/* No other name reaches iconv, which has encodings that nobody writes, and options behind slashes.
 */
static const lec_charset CHARSETS[] = {
    {"UTF-8", "UTF-8", "utf-8 utf8 unicode-1-1-utf-8 utf-16 utf-16le utf-16be"},
    {"windows-1252", "WINDOWS-1252",
     "windows-1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 us-ascii ascii cp1252 x-cp1252 "
     "cp819 x-user-defined"},
    {"windows-1250", "WINDOWS-1250", "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "WINDOWS-1251", "windows-1251 cp1251 x-cp1251"},
    {"windows-1253", "WINDOWS-1253", "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "WINDOWS-1254",
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5"},
    {"windows-1255", "WINDOWS-1255", "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "WINDOWS-1256", "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "WINDOWS-1257", "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "WINDOWS-1258", "windows-1258 cp1258 x-cp1258"},
    {"windows-874", "CP874", "windows-874 tis-620 iso-8859-11 iso8859-11 dos-874"},
    {"ISO-8859-2", "ISO-8859-2", "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2"},
    {"ISO-8859-3", "ISO-8859-3", "iso-8859-3 iso8859-3 latin3 l3"},
    {"ISO-8859-4", "ISO-8859-4", "iso-8859-4 iso8859-4 latin4 l4"},
    {"ISO-8859-5", "ISO-8859-5", "iso-8859-5 iso8859-5 cyrillic"},
    {"ISO-8859-6", "ISO-8859-6", "iso-8859-6 iso8859-6 arabic"},
    {"ISO-8859-7", "ISO-8859-7", "iso-8859-7 iso8859-7 greek"},
    {"ISO-8859-8", "ISO-8859-8", "iso-8859-8 iso8859-8 hebrew iso-8859-8-i logical"},
    {"ISO-8859-10", "ISO-8859-10", "iso-8859-10 iso8859-10 latin6 l6"},
    {"ISO-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13"},
    {"ISO-8859-14", "ISO-8859-14", "iso-8859-14 iso8859-14"},
    {"ISO-8859-15", "ISO-8859-15", "iso-8859-15 iso8859-15 iso_8859-15 latin9 l9"},
    {"ISO-8859-16", "ISO-8859-16", "iso-8859-16"},
    {"KOI8-R", "KOI8-R", "koi8-r koi8 koi cskoi8r"},
    {"KOI8-U", "KOI8-U", "koi8-u koi8-ru"},
    {"IBM866", "IBM866", "ibm866 cp866 866"},
    {"macintosh", "MACINTOSH", "macintosh mac x-mac-roman"},
    {"x-mac-cyrillic", "MAC-CYRILLIC", "x-mac-cyrillic x-mac-ukrainian mac-cyrillic"},
    {"gb18030", "GB18030", "gb18030 gbk gb2312 gb_2312-80 chinese iso-ir-58 x-gbk cp936"},
    {"Big5", "BIG5-HKSCS", "big5 big5-hkscs cn-big5 x-x-big5 cp950"},
    {"EUC-JP", "EUC-JP", "euc-jp x-euc-jp"},
    {"ISO-2022-JP", "ISO-2022-JP", "iso-2022-jp csiso2022jp"},
    {"Shift_JIS", "CP932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932"},
    {"EUC-KR", "CP949",
     "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc"},
};

static bool has_label(lec_str labels, lec_str label)
{
    while (labels.len > 0) {
        lec_cut cut = lec_str_cut(labels, ' ');
        if (lec_str_equal_nocase(cut.head, label)) {
            return true;
        }
        labels = cut.tail;
    }
    return false;
}

const lec_charset *lec_charset_of(lec_str label)
{
    label = lec_str_trim(label);
    for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
        if (has_label(lec_str_of(CHARSETS[i].labels), label)) {
            return &CHARSETS[i];
        }
    }
    return NULL;
}

/* ---- what a page says */

/* A text being read from its beginning. */
typedef struct cursor {
    lec_str text;
    size_t at;
} cursor;

static void skip_spaces(cursor *c, bool slashes)
{
    while (c->at < c->text.len &&
           (lec_is_space(c->text.ptr[c->at]) || (slashes && c->text.ptr[c->at] == '/'))) {
        c->at++;
    }
}

static lec_str take_value(cursor *c)
{
    skip_spaces(c, false);
    char quote = c->at < c->text.len ? c->text.ptr[c->at] : '>';
    size_t start = c->at;
    if (quote == '"' || quote == '\'') {
        size_t end = lec_str_find(c->text, quote, start + 1);
        c->at = end + 1;
        return lec_str_slice(c->text, start + 1, end);
    }
    while (c->at < c->text.len && !lec_is_space(c->text.ptr[c->at]) && c->text.ptr[c->at] != '>') {
        c->at++;
    }
    return lec_str_slice(c->text, start, c->at);
}

/* An attribute of a tag. @return false at the end of the tag. */
static bool take_attribute(cursor *c, lec_str *name, lec_str *value)
{
    skip_spaces(c, true);
    size_t start = c->at;
    if (start >= c->text.len || c->text.ptr[start] == '>') {
        return false;
    }
    while (c->at < c->text.len && !lec_is_space(c->text.ptr[c->at]) &&
           (c->text.ptr[c->at] != '=' || c->at == start) && c->text.ptr[c->at] != '/' &&
           c->text.ptr[c->at] != '>') {
        c->at++;
    }
    *name = lec_str_slice(c->text, start, c->at);
    *value = LEC_STR("");
    skip_spaces(c, false);
    if (c->at < c->text.len && c->text.ptr[c->at] == '=') {
        c->at++;
        *value = take_value(c);
    }
    return true;
}

static size_t find_nocase(lec_str text, lec_str wanted)
{
    for (size_t at = 0; at + wanted.len <= text.len; at++) {
        if (lec_str_equal_nocase(lec_str_slice(text, at, at + wanted.len), wanted)) {
            return at;
        }
    }
    return text.len;
}

/* "text/html; charset=koi8-r" */
static lec_str in_content(lec_str content)
{
    const lec_str key = LEC_STR("charset");
    size_t at = find_nocase(content, key);
    cursor c = {content, at + key.len};
    skip_spaces(&c, false);
    if (at == content.len || c.at >= content.len || content.ptr[c.at] != '=') {
        return LEC_STR("");
    }
    c.at++;
    return lec_str_cut(take_value(&c), ';').head;
}

static lec_str in_meta(cursor *c)
{
    lec_str name, value;
    lec_str label = LEC_STR("");
    lec_str content = LEC_STR("");
    bool type = false;
    while (take_attribute(c, &name, &value)) {
        if (lec_str_equal_nocase(name, LEC_STR("charset"))) {
            label = label.len ? label : value;
        } else if (lec_str_equal_nocase(name, LEC_STR("content"))) {
            content = in_content(value);
        } else if (lec_str_equal_nocase(name, LEC_STR("http-equiv"))) {
            type |= lec_str_equal_nocase(value, LEC_STR("content-type"));
        }
    }
    return label.len ? label : type ? content : label;
}

static lec_str in_declaration(lec_str text)
{
    size_t end = lec_str_find(text, '>', 0);
    lec_str declaration = lec_str_slice(text, 0, end);
    size_t at = find_nocase(declaration, LEC_STR("encoding"));
    cursor c = {declaration, at + LEC_STR("encoding").len};
    skip_spaces(&c, false);
    if (c.at >= declaration.len || declaration.ptr[c.at] != '=') {
        return LEC_STR("");
    }
    c.at++;
    return take_value(&c);
}

static bool starts_nocase(cursor c, lec_str beginning)
{
    return lec_str_equal_nocase(lec_str_slice(c.text, c.at, c.at + beginning.len), beginning);
}

lec_str lec_charset_declared(lec_str bytes)
{
    enum { LOOK_AT = 1024 };
    cursor c = {lec_str_slice(bytes, 0, LOOK_AT), 0};
    lec_str label = LEC_STR("");
    if (starts_nocase(c, LEC_STR("<?xml"))) {
        label = in_declaration(c.text);
    }
    for (; !label.len && c.at < c.text.len; c.at = lec_str_find(c.text, '<', c.at + 1)) {
        if (starts_nocase(c, LEC_STR("<!--"))) {
            lec_str rest = lec_str_slice(c.text, c.at, c.text.len);
            const char *end = memmem(rest.ptr, rest.len, "-->", 3);
            c.at = end ? (size_t)(end - c.text.ptr) : c.text.len;
        } else if (starts_nocase(c, LEC_STR("<meta"))) {
            c.at += LEC_STR("<meta").len;
            label = in_meta(&c);
        }
    }
    return label;
}

/* ---- a guess */

typedef struct detector {
    uchardet_t (*make)(void);
    void (*free)(uchardet_t detector);
    int (*take)(uchardet_t detector, const char *data, size_t count);
    void (*end)(uchardet_t detector);
    const char *(*result)(uchardet_t detector);
} detector;

static bool load(detector *d)
{
    const lec_symbol symbols[] = {
        {"uchardet_new", &d->make},           {"uchardet_delete", &d->free},
        {"uchardet_handle_data", &d->take},   {"uchardet_data_end", &d->end},
        {"uchardet_get_charset", &d->result},
    };
    return lec_library_load("libuchardet.so.0", "libuchardet0", symbols,
                            sizeof symbols / sizeof *symbols, NULL) == LEC_OK;
}

const lec_charset *lec_charset_guess(lec_str bytes)
{
    detector d;
    uchardet_t handle = load(&d) ? d.make() : NULL;
    if (!handle) {
        return NULL;
    }
    bool failed = d.take(handle, bytes.ptr, bytes.len) != 0;
    d.end(handle);
    const lec_charset *found = failed ? NULL : lec_charset_of(lec_str_of(d.result(handle)));
    d.free(handle);
    return found;
}

/* ---- converting */

/* What is written so far. A byte is at most three in UTF-8, but two of Big5 can be two characters
 * of four. */
typedef struct maker {
    char *out;
    size_t len, room;
} maker;

static void put(maker *m, lec_str text)
{
    if (m->len + text.len <= m->room) {
        memcpy(m->out + m->len, text.ptr, text.len);
        m->len += text.len;
    }
}

static void run(iconv_t converter, lec_str bytes, maker *m, lec_converted *converted)
{
    char *in; /* what it may change, but does not */
    size_t left = bytes.len;
    memcpy(&in, &bytes.ptr, sizeof in);
    while (left > 0) {
        char *out = m->out + m->len;
        size_t room = m->room - m->len;
        size_t done = iconv(converter, &in, &left, &out, &room);
        m->len = (size_t)(out - m->out);
        if (done == (size_t)-1 && left > 0) {
            converted->first = converted->bad++ ? converted->first : bytes.len - left;
            put(m, LEC_STR("\xEF\xBF\xBD"));
            in++;
            left--;
        }
    }
    converted->text = (lec_str){m->out, m->len};
}

/* Some encodings have numbers for characters that Unicode has not: what iconv makes of these is
 * replaced byte by byte. @return false when memory has run out. */
static bool replace_others(lec_arena *arena, lec_converted *converted)
{
    lec_str text = converted->text;
    maker m = {.room = text.len * 3};
    if (lec_utf8_valid(text) == text.len && lec_str_find(text, '\0', 0) == text.len) {
        return true;
    }
    m.out = LEC_NEW(arena, m.room, char);
    for (size_t at = 0; m.out && at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        bool other = c.code == LEC_CHAR_INVALID || c.code == 0;
        converted->bad += other;
        put(&m, other ? LEC_STR("\xEF\xBF\xBD") : lec_str_slice(text, at, at + c.len));
        at += c.len;
    }
    converted->text = (lec_str){m.out, m.len};
    return m.out != NULL;
}

lec_status lec_charset_convert(lec_arena *arena, lec_str bytes, const lec_charset *charset,
                               lec_converted *converted, lec_error *error)
{
    maker m = {.room = bytes.len * 4 + 4};
    *converted = (lec_converted){0};
    iconv_t converter = iconv_open("UTF-8", charset->iconv);
    if (converter == (iconv_t)-1) {
        return lec_fail(error, LEC_UNAVAILABLE, "this system cannot convert from %s",
                        charset->name);
    }
    m.out = LEC_NEW(arena, m.room, char);
    bool done = m.out != NULL;
    if (done) {
        run(converter, bytes, &m, converted);
        done = replace_others(arena, converted);
    }
    (void)iconv_close(converter);
    return done ? LEC_OK : lec_fail_memory(error);
}
