/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mime.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#include <iconv.h>
#include <string.h>

/* What mail calls them (WHATWG Encoding Standard, names and labels), and iconv. No other name
 * reaches iconv, which has encodings that nobody writes, and options behind slashes. */
static const struct charset {
    const char *labels, *name;
} CHARSETS[] = {
    {"iso-8859-1 iso8859-1 latin1 windows-1252 cp1252", "WINDOWS-1252"},
    {"iso-8859-2 latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7 greek", "ISO-8859-7"},
    {"iso-8859-8 iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-9 latin5", "WINDOWS-1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15 latin9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-1250 cp1250", "WINDOWS-1250"},
    {"windows-1251 cp1251", "WINDOWS-1251"},
    {"windows-1253 cp1253", "WINDOWS-1253"},
    {"windows-1254 cp1254", "WINDOWS-1254"},
    {"windows-1255 cp1255", "WINDOWS-1255"},
    {"windows-1256 cp1256", "WINDOWS-1256"},
    {"windows-1257 cp1257", "WINDOWS-1257"},
    {"windows-1258 cp1258", "WINDOWS-1258"},
    {"windows-874 tis-620", "TIS-620"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866 cp866", "IBM866"},
    {"macintosh x-mac-roman", "MACINTOSH"},
    {"gb2312 gbk gb18030 cp936 x-gbk", "GB18030"},
    {"big5 big5-hkscs cp950", "BIG5-HKSCS"},
    {"shift_jis shift-jis sjis ms_kanji windows-31j cp932", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr ks_c_5601-1987 cp949", "CP949"},
    {"utf-16", "UTF-16"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
};

static const char *charset_name(lec_str label)
{
    for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
        for (lec_str labels = lec_str_of(CHARSETS[i].labels); labels.len > 0;) {
            lec_cut cut = lec_str_cut(labels, ' ');
            if (lec_str_equal_nocase(cut.head, label)) {
                return CHARSETS[i].name;
            }
            labels = cut.tail;
        }
    }
    return NULL;
}

/* Text that is being made. */
typedef struct maker {
    char *out;
    size_t len, room;
} maker;

static void put(maker *m, uint32_t code)
{
    char bytes[4];
    size_t len = lec_utf8_encode(code == 0 ? 0xFFFD : code, bytes);
    if (m->len + len <= m->room) {
        memcpy(m->out + m->len, bytes, len);
        m->len += len;
    }
}

/* A byte is at most three in UTF-8, but two of BIG5-HKSCS can be two characters of four. */
static bool make(lec_arena *arena, lec_str bytes, maker *m)
{
    *m = (maker){.room = bytes.len * 4 + 4};
    m->out = LEC_NEW(arena, m->room, char);
    return m->out != NULL;
}

static lec_str from_utf8(lec_arena *arena, lec_str bytes)
{
    maker m;
    if (lec_utf8_valid(bytes) == bytes.len && lec_str_find(bytes, '\0', 0) == bytes.len) {
        return bytes.ptr ? bytes : LEC_STR("");
    }
    if (!make(arena, bytes, &m)) {
        return (lec_str){0};
    }
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = lec_utf8_at(bytes, at);
        put(&m, c.code == LEC_CHAR_INVALID ? 0xFFFD : c.code);
        at += c.len;
    }
    return (lec_str){m.out, m.len};
}

/* iconv() takes its input as what it may change, and does not. */
static lec_str from_charset(lec_arena *arena, lec_str bytes, const char *name)
{
    maker m;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        return from_utf8(arena, bytes);
    }
    lec_str copy = lec_arena_str(arena, bytes);
    if (!copy.ptr || !make(arena, bytes, &m)) {
        (void)iconv_close(converter);
        return (lec_str){0};
    }
    char *in;
    size_t left = bytes.len;
    memcpy(&in, &copy.ptr, sizeof in);
    while (left > 0) {
        char *out = m.out + m.len;
        size_t room = m.room - m.len;
        size_t done = iconv(converter, &in, &left, &out, &room);
        m.len = (size_t)(out - m.out);
        if (done == (size_t)-1 && left > 0) {
            put(&m, 0xFFFD);
            in++;
            left--;
        }
    }
    (void)iconv_close(converter);
    return from_utf8(arena, (lec_str){m.out, m.len});
}

/* Bytes that nobody names and that are not UTF-8, nor mixed with it, are Western more often than
 * anything else. */
static const char *guess(lec_str bytes)
{
    bool stray = false;
    for (size_t at = 0; at < bytes.len;) {
        lec_char c = lec_utf8_at(bytes, at);
        if (c.len > 1) {
            return NULL;
        }
        stray = stray || c.code == LEC_CHAR_INVALID;
        at += c.len;
    }
    return stray ? "WINDOWS-1252" : NULL;
}

lec_str mime_utf8(lec_arena *arena, lec_str bytes, lec_str charset)
{
    const char *name = charset_name(charset);
    name = name ? name : guess(bytes);
    lec_str text = name ? from_charset(arena, bytes, name) : from_utf8(arena, bytes);
    bool marked = lec_str_starts(text, LEC_STR("\xEF\xBB\xBF"));
    return marked ? lec_str_slice(text, 3, text.len) : text;
}
