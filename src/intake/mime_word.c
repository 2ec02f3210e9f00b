/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/mime.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "intake/oneline.h"

/* Longer ones than the standard has are seen, but there is an end to looking for theirs. */
enum { WORD_MAX = 2000 };

/* =?charset?Q?text?= */
typedef struct encoded_word {
    lec_str charset, text;
    bool base64;
    size_t end;
} encoded_word;

static bool word_at(lec_str text, size_t at, size_t end, encoded_word *word)
{
    lec_str rest = lec_str_slice(text, at, end - at > WORD_MAX ? at + WORD_MAX : end);
    if (!lec_str_starts(rest, LEC_STR("=?"))) {
        return false;
    }
    size_t charset = lec_str_find(rest, '?', 2);
    char kind = charset + 2 < rest.len ? (char)(rest.ptr[charset + 1] | 0x20) : ' ';
    if ((kind != 'q' && kind != 'b') || rest.ptr[charset + 2] != '?') {
        return false;
    }
    size_t mark = charset + 3;
    while (mark + 1 < rest.len && !(rest.ptr[mark] == '?' && rest.ptr[mark + 1] == '=')) {
        if (rest.ptr[mark] == '\n') {
            return false;
        }
        mark++;
    }
    if (mark + 1 >= rest.len) {
        return false;
    }
    /* A language may follow the charset (RFC 2231, section 5). */
    word->charset = lec_str_cut(lec_str_slice(rest, 2, charset), '*').head;
    word->text = lec_str_slice(rest, charset + 3, mark);
    word->base64 = kind == 'b';
    word->end = at + mark + 2;
    return true;
}

static lec_str bytes_of(lec_arena *arena, const encoded_word *word)
{
    return word->base64 ? mime_unbase64(arena, word->text) : mime_unquoted(arena, word->text, true);
}

static size_t skip_space(lec_str text, size_t at, size_t end)
{
    while (at < end && lec_is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

/* White space between encoded words is none; a character may be divided between two of a charset.
 */
static bool take_encoded(lec_arena *arena, lec_str text, encoded_word word, size_t end,
                         mime_words *words)
{
    lec_buf said = {.arena = arena};
    bool more = true;
    lec_buf_add(&said, LEC_STR(""));
    while (more) {
        lec_buf bytes = {.arena = arena};
        lec_str charset = word.charset;
        do {
            lec_str piece = bytes_of(arena, &word);
            lec_buf_add(&bytes, piece.ptr ? piece : LEC_STR(""));
            bytes.failed = bytes.failed || !piece.ptr;
            words->span.end = word.end;
            more = word_at(text, skip_space(text, word.end, end), end, &word);
        } while (more && lec_str_equal_nocase(charset, word.charset));
        lec_str utf8 = mime_utf8(arena, (lec_str){bytes.ptr, bytes.len}, charset);
        said.failed = said.failed || bytes.failed;
        said.failed = said.failed || !utf8.ptr;
        lec_buf_add(&said, utf8.ptr ? utf8 : LEC_STR(""));
    }
    words->text = said.failed ? LEC_STR("") : lec_oneline(arena, lec_buf_str(&said));
    return !said.failed && words->text.ptr != NULL;
}

bool mime_next_words(lec_arena *arena, lec_str text, size_t at, size_t end, mime_words *words)
{
    encoded_word word;
    *words = (mime_words){.span = {at, at}};
    if (word_at(text, at, end, &word)) {
        return take_encoded(arena, text, word, end, words);
    }
    do {
        at++;
    } while (at < end && !(text.ptr[at] == '=' && word_at(text, at, end, &word)));
    words->span.end = at;
    return true;
}

lec_str mime_decoded_value(lec_arena *arena, lec_str value)
{
    lec_buf buf = {.arena = arena};
    mime_words words;
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t at = 0; at < value.len; at = words.span.end) {
        if (!mime_next_words(arena, value, at, value.len, &words)) {
            return (lec_str){0};
        }
        lec_buf_add(&buf, words.text.ptr ? words.text
                                         : lec_str_slice(value, words.span.start, words.span.end));
    }
    if (buf.failed) {
        return (lec_str){0};
    }
    return lec_oneline(arena, lec_buf_str(&buf));
}
