/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_fixture.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES(literal)                                                                             \
    {                                                                                              \
        ("" literal ""), sizeof(literal) - 1                                                       \
    }

/* ---- what can be read */

typedef struct good {
    lec_str bytes;
    const char *text, *encoding, *note;
} good;

static const good GOOD[] = {
    {BYTES("plain"), "plain", "UTF-8", ""},
    {BYTES("Caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"), "Café € 😀", "UTF-8", ""},
    {BYTES("\xEF\xBB\xBF"
           "mark"),
     "mark", "UTF-8", ""},
    {BYTES("a\r\nb\rc\n"), "a\r\nb\rc\n", "UTF-8", ""},
    {BYTES("\xFF\xFE"
           "C\0a\0f\0\xE9\0"),
     "Café", "UTF-16LE", "converted from UTF-16LE"},
    {BYTES("\xFE\xFF"
           "\0C\0a\0f\0\xE9"),
     "Café", "UTF-16BE", "converted from UTF-16BE"},
    {BYTES("\xFF\xFE"
           "\x3D\xD8\x00\xDE"
           "!\0"),
     "😀!", "UTF-16LE", "converted from UTF-16LE"},
    {BYTES("\xFF\xFE\0\0"
           "A\0\0\0"
           "\x00\xF6\x01\x00"),
     "A😀", "UTF-32LE", "converted from UTF-32LE"},
    {BYTES("\0\0\xFE\xFF"
           "\0\0\0A"
           "\x00\x01\xF6\x00"),
     "A😀", "UTF-32BE", "converted from UTF-32BE"},
    {BYTES("H\0i\0 \0\x42\x04"), "Hi т", "UTF-16LE", "converted from UTF-16LE"},
    {BYTES("\0H\0i\0 \x04\x42"), "Hi т", "UTF-16BE", "converted from UTF-16BE"},
    {BYTES("Caf\xE9"), "Café", "windows-1252",
     "1 byte is not UTF-8 and read as Windows-1252, the first at offset 3"},
    {BYTES("\x93Ol\xE9\x94 \x96 \x80"
           "5"),
     "“Olé” – €5", "windows-1252",
     "5 bytes are not UTF-8 and read as Windows-1252, the first at offset 0"},
    {BYTES("\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0. \xCA\xE0\xEA \xE4\xE5\xEB\xE0?"),
     "Привет, мир. Как дела?", "windows-1251", "converted from windows-1251"},
    {BYTES("<meta charset=KOI8-R><p>\xF0\xD2\xC9\xD7\xC5\xD4"), "<meta charset=KOI8-R><p>Привет",
     "KOI8-R", "converted from KOI8-R"},
    {BYTES("<!-- <meta charset=big5> --><META content='text/html; charset=\"euc-jp\"' "
           "http-equiv=Content-Type>\xC6\xFC\xCB\xDC"),
     "<!-- <meta charset=big5> --><META content='text/html; charset=\"euc-jp\"' "
     "http-equiv=Content-Type>日本",
     "EUC-JP", "converted from EUC-JP"},
    {BYTES("<meta charset=shift_jis>\x93\xFA\x96\x7B"), "<meta charset=shift_jis>日本", "Shift_JIS",
     "converted from Shift_JIS"},
    {BYTES("<meta charset=gb2312>\xD6\xD0\xB9\xFA"), "<meta charset=gb2312>中国", "gb18030",
     "converted from gb18030"},
    {BYTES("<?xml version='1.0' encoding='iso-8859-2'?><p>\xB3\xF3"
           "d\xBC"),
     "<?xml version='1.0' encoding='iso-8859-2'?><p>łódź", "ISO-8859-2",
     "converted from ISO-8859-2"},
    {BYTES("<meta charset=euc-kr>\xC7\xD1\xFF!"), "<meta charset=euc-kr>한\xEF\xBF\xBD!", "EUC-KR",
     "converted from EUC-KR; 1 byte is no EUC-KR and became U+FFFD, the first at offset 23"},
    {BYTES("<meta charset=iso-2022-jp>\x1B$BF|K\\\x1B(B"), "<meta charset=iso-2022-jp>日本",
     "ISO-2022-JP", "converted from ISO-2022-JP"},
    {BYTES("<meta charset=koi8-r>Caf\xC3\xA9 in UTF-8"), "<meta charset=koi8-r>Café in UTF-8",
     "UTF-8", ""},
    {BYTES("<meta charset=iso-8859-1>\xE9\xE8\xE9\xE8\xE9\xE8"), "<meta charset=iso-8859-1>éèéèéè",
     "windows-1252", "6 bytes are not UTF-8 and read as Windows-1252, the first at offset 25"},
    {BYTES("<p>"
           "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456"
           "789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd"
           "ef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234"
           "56789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"
           "cdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef012"
           "3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\0 zero"),
     "<p>"
     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc"
     "def0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
     "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456"
     "789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123"
     "456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
     "123456789abcdef0123456789abcdef0123456789abcdef  zero",
     "UTF-8", "its zero bytes are read as spaces"},
    {BYTES("Caf\xC3\xA9, Caf\xE9"), "Café, Café", "UTF-8",
     "1 byte is not UTF-8 and read as Windows-1252, the first at offset 10"},
    {BYTES("\xEF\xBB\xBF"
           "Caf\xE9"),
     "Café", "windows-1252", "1 byte is not UTF-8 and read as Windows-1252, the first at offset 6"},
    {BYTES("cut off \xC3"), "cut off Ã", "windows-1252",
     "1 byte is not UTF-8 and read as Windows-1252, the first at offset 8"},
    {BYTES("overlong \xC0\xAF it is"), "overlong À¯ it is", "windows-1252",
     "2 bytes are not UTF-8 and read as Windows-1252, the first at offset 9"},
    {BYTES("\xC9t\xE9"), "Été", "windows-1252",
     "2 bytes are not UTF-8 and read as Windows-1252, the first at offset 0"},
    {BYTES("GIF89a is the name of a format"), "GIF89a is the name of a format", "UTF-8", ""},
    {BYTES("MZ is how it begins"), "MZ is how it begins", "UTF-8", ""},
};

static void good_bytes_are_decoded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        fixture f;
        fixture_start(&f);
        lec_status status = fixture_decode(&f, GOOD[i].bytes);
        assert_string_equal(f.error.message, "");
        assert_int_equal(status, LEC_OK);
        assert_string_equal(lec_arena_cstr(&f.arena, f.source.text), GOOD[i].text);
        assert_string_equal(lec_arena_cstr(&f.arena, f.source.encoding), GOOD[i].encoding);
        assert_string_equal(lec_arena_cstr(&f.arena, f.source.note), GOOD[i].note);
        fixture_end(&f);
    }
}

/* ---- what is refused */

typedef struct bad {
    lec_str bytes;
    const char *why; /* in the message */
} bad;

static const bad BAD[] = {
    {BYTES(""), "nothing to speak: it is empty"},
    {BYTES("\xEF\xBB\xBF"), "nothing to speak: it is blank"},
    {BYTES(" \t\r\n \x0C\n"), "nothing to speak: it is blank"},
    {BYTES("\x01\x1B\n\xE2\x80\x8B\xC2\xAD\xE2\x80\x8E\xC2\xA0"), "nothing to speak: it is blank"},
    {BYTES("stray \x81 byte"), "byte 0x81 at offset 6; convert the file with: iconv"},
    {BYTES("stray \x9D byte"), "byte 0x9D at offset 6"},
    {BYTES("\xEF\xBB\xBFstray \x8F byte"), "byte 0x8F at offset 9"},
    {BYTES("\xF0\x81\xFF\x8D\xFE\x8F\xF9\x9D"), "byte 0x81 at offset 1"},
    {BYTES("surrogate \xED\xA0\x8D"), "byte 0x8D at offset 12"},
    {BYTES("\xFF\xFE"
           "a\0\0\xD8"),
     "damaged UTF-16LE: what stands at byte offset 4"},
    {BYTES("\xFF\xFE\x3D\xD8\x41\x00"), "damaged UTF-16LE: what stands at byte offset 2"},
    {BYTES("\xE2\x80\x8D\n\xE2\x80\x8C"), "nothing to speak: it is blank"},
    {BYTES("\xFE\xFF"
           "\0a\0"),
     "damaged UTF-16BE: what stands at byte offset 4"},
    {BYTES("\xFF\xFE"
           "a\0\0\0"),
     "damaged UTF-16LE"},
    {BYTES("\0\0\xFE\xFF"
           "\0\0\0A\0\x11\0\0"),
     "damaged UTF-32BE: what stands at byte offset 8"},
    {BYTES("text\0with a zero byte"), "binary data (a zero byte at offset 4)"},
    {BYTES("abc\0defg"), "binary data (a zero byte at offset 3)"},
    {BYTES("A\0\0\0B\0\0\0"), "binary data (a zero byte at offset 1)"},
    {BYTES("\x89PNG\r\n\x1A\n"), "looks like a PNG image"},
    {BYTES("%PDF-1.7\nwithout a zero byte"), "looks like a PDF document"},
    {BYTES("\xFF\xD8\xFF\xE0"), "looks like a JPEG image"},
    {BYTES("GIF89a\x01\0\x01\0"), "looks like a GIF image"},
    {BYTES("RIFF\x24\0\0\0WEBPVP8 "), "looks like a WebP image"},
    {BYTES("RIFF\x24\0\0\0WAVEfmt "), "looks like a WAV file"},
    {BYTES("PK\x03\x04\x14"), "looks like a ZIP file, which EPUB books and office documents are"},
    {BYTES("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "mimetypeapplication/epub+zip"),
     "looks like an EPUB book"},
    {BYTES("\x1F\x8B\x08"), "looks like gzip data"},
    {BYTES("BZh91AY&SY\0"), "looks like bzip2 data"},
    {BYTES("\xFD\x37zXZ\0"), "looks like xz data"},
    {BYTES("\x28\xB5\x2F\xFD"), "looks like zstd data"},
    {BYTES("7z\xBC\xAF\x27\x1C"), "looks like a 7-Zip archive"},
    {BYTES("\x7F"
           "ELF\x02"),
     "looks like an ELF program"},
    {BYTES("MZ\x90\0"), "looks like a Windows program"},
    {BYTES("\xCF\xFA\xED\xFE"), "looks like a Mach-O program"},
    {BYTES("ID3\x03\0"), "looks like an MP3 file"},
    {BYTES("OggS\0"), "looks like an Ogg file"},
    {BYTES("fLaC\0"), "looks like a FLAC file"},
    {BYTES("\0\0\0\x20"
           "ftypisom"),
     "looks like an MP4 file"},
    {BYTES("SQLite format 3\0"), "looks like an SQLite database"},
};

static void bad_bytes_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        fixture f;
        fixture_start(&f);
        lec_status status = fixture_decode(&f, BAD[i].bytes);
        if (!strstr(f.error.message, BAD[i].why)) {
            assert_string_equal(f.error.message, BAD[i].why);
        }
        assert_int_equal(status, LEC_DATA);
        assert_string_equal(f.error.source, "name.txt");
        fixture_end(&f);
    }
}

/* French has one accented letter in twenty-five; in Cyrillic every letter is a stray byte. */
static void density_decides(void **state)
{
    (void)state;
    char text[400];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = i % 5 ? 'a' : '\xE9';
    }
    fixture f;
    fixture_start(&f);
    assert_int_equal(fixture_decode(&f, (lec_str){text, sizeof text}), LEC_OK);
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = i % 3 ? 'a' : '\xE9';
    }
    assert_int_equal(fixture_decode(&f, (lec_str){text, sizeof text}), LEC_DATA);
    fixture_end(&f);
}

/* Also text that outgrows the limit only by being decoded. */
static void large_input_is_refused(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    size_t size = LEC_SOURCE_MAX + 2;
    char *bytes = LEC_NEW(&f.arena, size, char);
    assert_non_null(bytes);
    memset(bytes, 'a', size);
    assert_int_equal(fixture_decode(&f, (lec_str){bytes, size}), LEC_DATA);
    assert_non_null(strstr(f.error.message, "larger than 64 MB"));
    f.error = (lec_error){0};
    memset(bytes, 0x4E, size - 2); /* U+4E4E: two bytes become three */
    bytes[0] = '\xFE';
    bytes[1] = '\xFF';
    assert_int_equal(fixture_decode(&f, (lec_str){bytes, size - 2}), LEC_DATA);
    assert_non_null(strstr(f.error.message, "larger than 64 MB in UTF-8"));
    fixture_end(&f);
}

static void decoding_takes_no_hold_of_bytes(void **state)
{
    (void)state;
    char bytes[] = "volatile";
    fixture f;
    fixture_start(&f);
    assert_int_equal(fixture_decode(&f, (lec_str){bytes, sizeof bytes - 1}), LEC_OK);
    memset(bytes, 'x', sizeof bytes);
    assert_string_equal(lec_arena_cstr(&f.arena, f.source.text), "volatile");
    fixture_end(&f);
}

/* ---- files */

static lec_status read_path(fixture *f, const char *path)
{
    return lec_source_read(&f->arena, f->scratch, path, &f->source, &f->error);
}

static void files_are_read(void **state)
{
    (void)state;
    char path[] = "/tmp/lectern-intake-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "Caf\xE9", 4), 4);
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_path(&f, path), LEC_OK);
    assert_string_equal(lec_arena_cstr(&f.arena, f.source.text), "Café");
    assert_string_equal(lec_arena_cstr(&f.arena, f.source.name), path);

    /* Sparse, and far larger than memory: refused by its size alone. */
    assert_int_equal(ftruncate(fd, (off_t)10 << 30), 0);
    size_t used = f.arena.used;
    assert_int_equal(read_path(&f, path), LEC_DATA);
    assert_non_null(strstr(f.error.message, "larger than 64 MB"));
    assert_true(f.arena.used - used < 4096);
    assert_int_equal(close(fd), 0);
    assert_int_equal(unlink(path), 0);

    f.error = (lec_error){0};
    assert_int_equal(read_path(&f, path), LEC_NO_INPUT);
    assert_string_equal(f.error.source, path);
    f.error = (lec_error){0};
    assert_int_equal(read_path(&f, "/"), LEC_NO_INPUT);
    assert_non_null(strstr(f.error.message, "folder"));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_bytes_are_decoded),
        cmocka_unit_test(bad_bytes_are_refused),
        cmocka_unit_test(density_decides),
        cmocka_unit_test(large_input_is_refused),
        cmocka_unit_test(decoding_takes_no_hold_of_bytes),
        cmocka_unit_test(files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
