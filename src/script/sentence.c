/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where sentences end. A mark that may end one is read with what stands around it; the tables of
 * the language say what its abbreviations and first words are. No look reaches further than a fixed
 * number of bytes beyond a run of marks or white space, so that the whole of a text takes linear
 * time, whatever is in it.
 */
#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "script/abbreviation.h"
#include "script/marks.h"
#include "script/rules.h"

enum {
    WORD_MAX = 40,      /* bytes of a word that are looked at */
    FOOTNOTE_MAX = 24,  /* bytes of "[12]" after a mark */
    LIST_MARK_MAX = 8,  /* bytes of "2.1.10" */
    OPENERS_MAX = 8,    /* opening marks and dashes before a word */
    BRACKET_REACH = 400 /* bytes in which a bracket must close to hold a sentence together */
};

/* ---- what is around a mark */

/* A run of marks that may end a sentence, and what closes after it. */
typedef struct mark {
    size_t start, end; /* the marks */
    size_t closed;     /* with closing quotes and brackets */
    size_t dots;       /* full stops; an ellipsis counts three */
    bool hard;         /* holds more than full stops */
    bool tight;        /* holds one that needs no white space after it */
    bool quoted;       /* a quote closes */
    unsigned brackets; /* that close */
} mark;

typedef enum next_kind {
    NEXT_CAPITAL,
    NEXT_SMALL,
    NEXT_LETTER, /* of a script without capitals */
    NEXT_DIGIT,
    NEXT_JOINT, /* a comma or the like, which cannot begin a sentence */
    NEXT_SYMBOL
} next_kind;

/* The first word after a mark. */
typedef struct next {
    next_kind kind;
    lec_str word;   /* of letters; may be empty */
    uint32_t after; /* the character that follows the word */
} next;

/* A text being read from the beginning of a sentence. */
typedef struct scan {
    const lec_rules *rules;
    lec_str text;
    size_t at;
    bool voiced; /* there is something to say before `voiced_to` */
    size_t voiced_to;
    unsigned brackets; /* open ones that the sentence did not begin with */
} scan;

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019;
}

static bool is_bracket_end(uint32_t code)
{
    return code == ')' || code == ']' || code == 0xFF09;
}

/* The letters at `at`, with apostrophes between them. */
static lec_str word_at(lec_str text, size_t at)
{
    size_t end = at;
    for (size_t i = at; i < at + WORD_MAX;) {
        lec_char c = lec_utf8_at(text, i);
        bool letter = c.len > 0 && lec_char_is_letter(c.code);
        if (!letter && !is_apostrophe(c.code)) {
            break;
        }
        i += c.len;
        end = letter ? i : end;
    }
    return lec_str_slice(text, at, end);
}

static bool has_capital_inside(lec_str word)
{
    for (size_t at = lec_utf8_at(word, 0).len; at < word.len;) {
        lec_char c = lec_utf8_at(word, at);
        if (lec_char_is_upper(c.code)) {
            return true;
        }
        at += c.len;
    }
    return false;
}

static next_kind kind_of(uint32_t code, lec_str word)
{
    if (lec_char_is_upper(code)) {
        return NEXT_CAPITAL;
    }
    if (lec_char_is_lower(code)) { /* "iPhone" is as good as a capital */
        return has_capital_inside(word) ? NEXT_CAPITAL : NEXT_SMALL;
    }
    if (lec_char_is_digit(code)) {
        return NEXT_DIGIT;
    }
    if (lec_char_is_letter(code)) {
        return NEXT_LETTER;
    }
    return code == ',' || code == ';' || code == ':' || code == '/' || is_bracket_end(code)
               ? NEXT_JOINT
               : NEXT_SYMBOL;
}

static next look_ahead(lec_str text, size_t at)
{
    lec_char c = lec_utf8_at(text, at);
    for (int i = 0; i < OPENERS_MAX; i++) {
        if (!lec_mark_opens(c.code) && !lec_mark_is_dash(c.code) && c.code != '-' &&
            !lec_char_is_space(c.code)) {
            break;
        }
        at += c.len;
        c = lec_utf8_at(text, at);
    }
    lec_str word = word_at(text, at);
    return (next){.kind = kind_of(c.code, word),
                  .word = word,
                  .after = lec_utf8_at(text, at + word.len).code};
}

/* ---- marks */

/* A mark one space after another belongs to it: ". . .", "? !". Not the stop of ".net". */
static bool goes_on(lec_str text, size_t at)
{
    lec_char space = lec_utf8_at(text, at);
    lec_char c = lec_utf8_at(text, at + space.len);
    return lec_char_is_space(space.code) && c.len > 0 && lec_char_ends_sentence(c.code) &&
           !lec_mark_is_voiced(lec_utf8_at(text, at + space.len + c.len).code);
}

static void read_marks(lec_str text, size_t at, mark *m)
{
    *m = (mark){.start = at};
    for (;;) {
        lec_char c = lec_utf8_at(text, at);
        if (c.len > 0 && lec_char_ends_sentence(c.code)) {
            m->dots += c.code == '.' ? 1 : c.code == 0x2026 ? 3 : 0;
            m->hard |= c.code != '.' && c.code != 0x2026;
            m->tight |= lec_char_is_terminal(c.code);
            at += c.len;
        } else if (goes_on(text, at)) {
            at += c.len;
        } else {
            break;
        }
    }
    m->end = at;
}

/* Length of the mark of a footnote, as "[12]". */
static size_t footnote_length(lec_str text, size_t at)
{
    lec_str rest = lec_str_slice(text, at, at + FOOTNOTE_MAX);
    if (rest.len == 0 || rest.ptr[0] != '[') {
        return 0;
    }
    size_t end = lec_str_find(rest, ']', 1);
    return end < rest.len ? end + 1 : 0;
}

/* After "。" an opening quote of the next sentence may stand without a space. */
static bool closes_after(const mark *m, uint32_t code)
{
    return lec_mark_closes(code) && !(m->tight && (code == 0x201C || code == 0x2018));
}

static void read_closers(lec_str text, mark *m)
{
    m->closed = m->end;
    for (;;) {
        lec_char c = lec_utf8_at(text, m->closed);
        size_t note = footnote_length(text, m->closed);
        if (c.len == 0 || (note == 0 && !closes_after(m, c.code))) {
            break;
        }
        m->quoted |= note == 0 && lec_mark_is_quote(c.code);
        m->brackets += note == 0 && is_bracket_end(c.code);
        m->closed += note > 0 ? note : c.len;
    }
    /* French sets a space before the quote that closes. */
    size_t at = lec_spaces_end(text, m->closed);
    lec_char c = lec_utf8_at(text, at);
    uint32_t after = lec_utf8_at(text, at + c.len).code;
    if (at > m->closed && (c.code == 0x00BB || c.code == 0x203A) && !lec_mark_is_voiced(after)) {
        m->closed = at + c.len;
        m->quoted = true;
    }
}

/* ---- the verdict */

static bool is_opener(const lec_rules *rules, next n)
{
    if (n.kind != NEXT_CAPITAL || n.after == '.') {
        return false;
    }
    lec_str word = n.word;
    if (lec_rules_word(rules, word) & LEC_WORD_OPENER) {
        return true;
    }
    size_t end = 0; /* "It's" as "It" */
    while (end < word.len && !is_apostrophe(lec_utf8_at(word, end).code)) {
        end += lec_utf8_at(word, end).len;
    }
    return end < word.len &&
           (lec_rules_word(rules, lec_str_slice(word, 0, end)) & LEC_WORD_OPENER) != 0;
}

/* "Vol. II", "Fig. C", "Fig. S1"; but "No. I did not." */
static bool is_numeral(next n)
{
    if (lec_is_digit((char)(n.after < 0x80 ? n.after : 0))) {
        return true;
    }
    bool single = lec_utf8_at(n.word, 0).len == n.word.len;
    if (single && lec_char_is_space(n.after) && (n.word.ptr[0] == 'I' || n.word.ptr[0] == 'A')) {
        return false;
    }
    for (size_t i = 0; i < n.word.len && !single; i++) {
        if (lec_str_find(LEC_STR("IVXLCDM"), n.word.ptr[i], 0) == 7) {
            return false;
        }
    }
    return true;
}

static bool follows_number(lec_str text, size_t token_start)
{
    lec_char c = lec_utf8_before(text, lec_spaces_start(text, token_start));
    return c.len > 0 && lec_char_is_digit(c.code);
}

/* "1.", "2.1." or "a." at the beginning counts what follows. */
static bool is_list_mark(lec_str text, size_t stop)
{
    size_t start = 0;
    lec_char c = lec_utf8_at(text, 0);
    for (int i = 0; i < OPENERS_MAX && lec_mark_opens(c.code); i++) {
        start += c.len;
        c = lec_utf8_at(text, start);
    }
    lec_str item = lec_str_slice(text, start, stop);
    if (item.len == c.len && lec_char_is_letter(c.code)) {
        return true;
    }
    if (item.len == 0 || item.len > LIST_MARK_MAX) {
        return false;
    }
    bool dotted = lec_str_find(item, '.', 0) < item.len; /* "1989." is a year */
    for (size_t i = 0; i < item.len; i++) {
        if (!lec_is_digit(item.ptr[i]) && item.ptr[i] != '.') {
            return false;
        }
    }
    return dotted || item.len <= 3;
}

static bool stop_ends(const scan *s, const mark *m, next n)
{
    if (is_list_mark(s->text, m->start)) {
        return false;
    }
    lec_str token = lec_token_before(s->text, m->end);
    switch (lec_abbreviation_of(s->rules, token)) {
    case LEC_ABBREVIATION_TITLE:
    case LEC_ABBREVIATION_INSIDE:
        return false;
    case LEC_ABBREVIATION_NUMBER:
        return n.kind == NEXT_LETTER || (n.kind == NEXT_CAPITAL && !is_numeral(n));
    case LEC_ABBREVIATION_UNIT:
        return n.kind != NEXT_DIGIT || !follows_number(s->text, m->end - token.len);
    case LEC_ABBREVIATION_MONTH:
    case LEC_ABBREVIATION_MAY_END:
    case LEC_ABBREVIATION_NAME:
        return is_opener(s->rules, n);
    case LEC_ABBREVIATION_NONE:
    case LEC_ABBREVIATIONS:
        break;
    }
    return true;
}

/* The stop after a word inside of a name: "Dr. Quill", "A. Lee". */
static bool is_name_stop(const lec_rules *rules, lec_str text, size_t start, size_t end)
{
    lec_str token = lec_str_slice(text, start, end + 1);
    if (!lec_str_ends(token, LEC_STR("."))) {
        return false;
    }
    lec_abbreviation kind = lec_abbreviation_of(rules, token);
    return kind == LEC_ABBREVIATION_TITLE || kind == LEC_ABBREVIATION_MAY_END;
}

/* "Stop!" John Smith cried. */
static bool is_reported(const lec_rules *rules, lec_str text, size_t at, next n)
{
    if (n.kind != NEXT_CAPITAL || is_opener(rules, n)) {
        return false;
    }
    for (int words = 0; words < 4; words++) {
        lec_str word = word_at(text, at);
        uint32_t kinds = lec_rules_word(rules, word);
        if (!lec_char_is_upper(lec_utf8_at(word, 0).code)) {
            return words > 0 && (kinds & LEC_WORD_REPORTING);
        }
        size_t end = at + word.len;
        bool stop = is_name_stop(rules, text, at, end);
        if ((kinds & LEC_WORD_OPENER) && !stop) {
            return false;
        }
        end += stop;
        at = end + (lec_utf8_at(text, end).code == ' ' ? 1 : 0);
        if (at == end) {
            return false;
        }
    }
    return false;
}

/* "I... I do not know." */
static bool is_stammer(lec_str text, const mark *m, next n)
{
    lec_str before = lec_token_before(text, m->start);
    return n.word.len > 0 && lec_str_equal(before, n.word);
}

/* "the (so-called!) experts": a mark for itself in brackets. */
static bool is_aside(lec_str text, const mark *m)
{
    lec_char before = lec_utf8_before(text, m->start);
    return m->brackets > 0 && (before.code == '(' || before.code == '[');
}

static bool hard_ends(const scan *s, const mark *m, size_t next_at, next n)
{
    if (is_aside(s->text, m)) {
        return false;
    }
    if (m->quoted) {
        return !is_reported(s->rules, s->text, next_at, n);
    }
    lec_str name = lec_token_before(s->text, m->end); /* "Yahoo!" */
    return lec_abbreviation_of(s->rules, name) == LEC_ABBREVIATION_NONE || is_opener(s->rules, n);
}

static bool ends(const scan *s, const mark *m, size_t next_at)
{
    next n = look_ahead(s->text, next_at);
    if (n.kind == NEXT_SMALL || n.kind == NEXT_JOINT) {
        return false;
    }
    if (m->hard) {
        return hard_ends(s, m, next_at, n);
    }
    if (m->dots > 1) {
        return (n.kind == NEXT_CAPITAL || n.kind == NEXT_LETTER) && !is_stammer(s->text, m, n);
    }
    return stop_ends(s, m, n);
}

/* ---- reading on */

static bool voiced_before(scan *s, size_t end)
{
    while (!s->voiced && s->voiced_to < end) {
        lec_char c = lec_utf8_at(s->text, s->voiced_to);
        s->voiced = lec_mark_is_voiced(c.code);
        s->voiced_to += c.len;
    }
    return s->voiced;
}

/* Whether the mark stands in brackets that hold the sentence together: they do when they were
 * opened inside of it and close again soon. */
static bool in_brackets(scan *s, const mark *m)
{
    if (s->brackets <= m->brackets) {
        return false;
    }
    lec_str reach = lec_str_slice(s->text, m->closed, m->closed + BRACKET_REACH);
    for (size_t at = 0; at < reach.len;) {
        lec_char c = lec_utf8_at(reach, at);
        if (is_bracket_end(c.code)) {
            return true;
        }
        at += c.len;
    }
    s->brackets = 0;
    return false;
}

/* Where the next sentence begins when this one ends at the mark; 0 when it goes on. */
static size_t boundary(scan *s, const mark *m)
{
    size_t next_at = lec_spaces_end(s->text, m->closed);
    if (next_at == s->text.len) {
        return next_at;
    }
    if ((next_at == m->closed && !m->tight) || !voiced_before(s, m->start) ||
        !ends(s, m, next_at) || in_brackets(s, m)) {
        return 0;
    }
    return next_at;
}

static void note_bracket(scan *s, uint32_t code)
{
    if (is_bracket_end(code)) {
        s->brackets -= s->brackets > 0;
    } else if (voiced_before(s, s->at)) {
        s->brackets++;
    }
}

/* Length of the characters from `at` that can be neither mark nor bracket. */
static size_t plain_length(lec_str text, size_t at)
{
    static const bool stops[128] = {['.'] = true, ['!'] = true, ['?'] = true, ['('] = true,
                                    [')'] = true, ['['] = true, [']'] = true};
    size_t start = at;
    while (at < text.len) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte < 0x80 ? stops[byte] : byte >= 0xD6) {
            break;
        }
        at++; /* to U+0580 no character beyond ASCII is of interest */
    }
    return at - start;
}

/* Moves to the next mark; false at the end of the text. */
static bool find_mark(scan *s)
{
    for (;;) {
        s->at += plain_length(s->text, s->at);
        lec_char c = lec_utf8_at(s->text, s->at);
        if (c.len == 0 || lec_char_ends_sentence(c.code)) {
            return c.len > 0;
        }
        if (is_bracket_end(c.code) || c.code == '(' || c.code == '[' || c.code == 0xFF08) {
            note_bracket(s, c.code);
        }
        s->at += c.len;
    }
}

size_t lec_sentence_length(const lec_rules *rules, lec_str text)
{
    scan s = {.rules = rules, .text = text};
    while (find_mark(&s)) {
        mark m;
        read_marks(text, s.at, &m);
        read_closers(text, &m);
        size_t end = boundary(&s, &m);
        if (end > 0) {
            return end;
        }
        s.at = m.end;
    }
    return text.len;
}
