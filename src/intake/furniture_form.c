/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/furniture_form.h"

#include "base/chars.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/chars.h"

/* ---- words */

static bool is_separator(uint32_t code)
{
    return code == '|' || code == 0xB7 || code == 0xBB || code == 0x203A || code == 0x2022 ||
           code == 0x2192 || code == 0xA9;
}

/* A word, from white space to white space. */
typedef struct form_word {
    lec_str text;
    uint32_t first, last; /* characters, without quotation marks and brackets; 0 for none */
    size_t letters, unspaced;
    bool quoted, closed; /* marks before the first, after the last */
    bool small;
    bool speaks; /* it holds a letter or digit */
    uint64_t hash;
} form_word;

/* @param hash of the words before. */
static form_word word_of(lec_str text, uint64_t hash)
{
    form_word w = {.text = text, .hash = hash};
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        at += c.len;
        bool ascii = c.code < 0x80;
        bool digit = ascii ? lec_is_digit((char)c.code) : lec_char_is_digit(c.code);
        bool letter =
            ascii ? (c.code | 32) >= 'a' && (c.code | 32) <= 'z' : lec_char_is_letter(c.code);
        bool mark = !letter && !digit && lec_char_is_quote_or_bracket(c.code);
        w.speaks = w.speaks || letter || digit;
        w.hash = letter || digit ? (w.hash ^ c.code) * 1099511628211u : w.hash; /* FNV-1a */
        w.letters += letter;
        w.unspaced += !ascii && lec_char_is_unspaced(c.code);
        w.small = w.small || (ascii ? c.code >= 'a' && c.code <= 'z' : lec_char_is_lower(c.code));
        w.quoted = w.quoted || (mark && !w.first);
        w.closed = mark && w.first;
        w.first = !w.first && !mark ? c.code : w.first;
        w.last = mark ? w.last : c.code;
    }
    return w;
}

static bool is_address(lec_str text)
{
    size_t at = lec_str_find(text, '@', 0);
    bool mail = at > 0 && at + 1 < text.len;
    return mail || lec_str_starts(text, LEC_STR("http")) || lec_str_starts(text, LEC_STR("www."));
}

/* "0:03:37", "-:-", "/". */
static bool is_clock(lec_str text)
{
    bool colon = false;
    for (size_t i = 0; i < text.len; i++) {
        colon = colon || text.ptr[i] == ':';
        if (!lec_is_digit(text.ptr[i]) && text.ptr[i] != ':' && text.ptr[i] != '-') {
            return text.len == 1 && text.ptr[0] == '/';
        }
    }
    return colon;
}

/* "7:42", "7h42". */
static bool is_time(lec_str text)
{
    bool time = false;
    for (size_t i = 1; i + 1 < text.len && !time; i++) {
        time = (text.ptr[i] == ':' || text.ptr[i] == 'h') && lec_is_digit(text.ptr[i - 1]) &&
               lec_is_digit(text.ptr[i + 1]);
    }
    return time;
}

static bool opens_sentence(const form_word *word)
{
    return word->quoted || lec_char_is_upper(word->first) || lec_char_is_digit(word->first);
}

static void count_word(lec_form *form, const form_word *word)
{
    bool lower = lec_char_is_lower(word->first);
    form->words += word->unspaced > 1 ? (word->unspaced + 1) / 2 : 1;
    form->lower += lower;
    form->upper += lec_char_is_upper(word->first);
    form->joining += lower && word->letters <= 3;
    form->numbers += lec_char_is_digit(word->first);
    form->timed = form->timed || is_time(word->text);
    form->address = form->address || is_address(word->text);
}

/* ---- a block */

lec_form lec_form_of(const lec_furniture *furniture, lec_str text)
{
    lec_form form = {.match = lec_furniture_find(furniture, text),
                     .hash = 14695981039346656037u,
                     .capitals = true,
                     .clock = true};
    form_word word = {0};
    size_t clocks = 0;
    bool ended = false;
    for (lec_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = lec_str_cut(cut.tail, ' ');
        bool begins = form.words == 0;
        word = word_of(cut.head, form.hash);
        form.hash = word.hash;
        form.sentences += ended && opens_sentence(&word);
        form.clock = form.clock && is_clock(cut.head);
        clocks += is_clock(cut.head);
        if (word.speaks) {
            count_word(&form, &word);
            form.begins_lower = form.begins_lower || (begins && lec_char_is_lower(word.first));
            form.begins_quote = form.begins_quote || (begins && word.quoted);
        }
        form.capitals = form.capitals && !word.small;
        ended = lec_char_ends_sentence(word.last);
    }
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        form.commas += c.code == ',' || c.code == 0x3001 || c.code == 0xFF0C;
        form.separators += is_separator(c.code);
        form.sentences += c.code >= 0x80 && lec_char_is_terminal(c.code) && at + c.len < text.len;
        at += c.len;
    }
    form.capitals = form.capitals && form.upper > 0;
    form.clock = form.clock && clocks > 0;
    form.ends_sentence = ended;
    form.ends_open = word.last == ':';
    form.trails_off = word.last == 0x2026 || lec_str_ends(text, LEC_STR("..."));
    form.sentences += ended;
    return form;
}

/* ---- how it speaks for running text */

/* What is weighed: 0 or 1, or hundredths where a share is meant. */
enum {
    SHORTEST, /* 1 word */
    SHORTER,  /* 2 or 3 */
    SHORT,    /* 4 to 7 */
    MIDDLE,   /* 8 to 14 */
    LONG,     /* 15 to 24 */
    LONGER,   /* 25 to 39 */
    LONGEST,  /* 40 to 79 */
    BEYOND,   /* 80 and more */
    ENDS_SENTENCE,
    ENDS_OPEN,
    TRAILS_OFF,
    SENTENCE, /* 10 words and more, most small, with a sentence's end */
    TWO_SENTENCES,
    FOUR_SENTENCES,
    LOWER,      /* share of small words */
    TITLE_CASE, /* 3 words and more, few small */
    JOINING,    /* share of small words of up to three letters */
    COMMAS,     /* a word */
    NUMBERS,    /* share */
    SEPARATORS,
    STRONG,
    WEAK,
    CAPITALS,
    BEGINS_LOWER,
    BEGINS_QUOTE,
    REPEATED,
    ADDRESS,
    FORM_TRAITS, /* those below are of a block within the article */
    BEFORE = FORM_TRAITS,
    AFTER,
    AROUND,
    RUN, /* tenths, at most ten */
    LONG_RUN,
    AFTER_RELATED,
    AFTER_OPENING,
    IS_RELATED,
    IS_CAPTION,
    IS_BYLINE,
    IS_CALL,
    TRAITS
};

/* Fitted to the lines of 1,400 public pages of news and blogs by logistic regression. */
static const struct {
    int anywhere, inside;
} WEIGHTS[TRAITS] = {
    [SHORTEST] = {-479, -282},
    [SHORTER] = {-444, -361},
    [SHORT] = {-199, 15},
    [MIDDLE] = {-210, -17},
    [LONG] = {-153, 42},
    [LONGER] = {-66, 68},
    [LONGEST] = {-17, 103},
    [BEYOND] = {-13, 106},
    [ENDS_SENTENCE] = {102, 70},
    [ENDS_OPEN] = {199, 148},
    [TRAILS_OFF] = {-252, -65},
    [SENTENCE] = {91, 76},
    [TWO_SENTENCES] = {-44, -28},
    [FOUR_SENTENCES] = {-22, -4},
    [LOWER] = {159, 88},
    [TITLE_CASE] = {57, 37},
    [JOINING] = {-77, -50},
    [COMMAS] = {111, 87},
    [NUMBERS] = {164, 100},
    [SEPARATORS] = {-115, -37},
    [STRONG] = {-277, -264},
    [WEAK] = {-185, -127},
    [CAPITALS] = {-27, 1},
    [BEGINS_LOWER] = {-44, -99},
    [BEGINS_QUOTE] = {115, 53},
    [REPEATED] = {-112, -177},
    [ADDRESS] = {-48, -114},
    [BEFORE] = {0, 8},
    [AFTER] = {0, 16},
    [AROUND] = {0, 66},
    [RUN] = {0, -78},
    [LONG_RUN] = {0, 61},
    [AFTER_RELATED] = {0, -181},
    [AFTER_OPENING] = {0, 133},
    [IS_RELATED] = {0, -2},
    [IS_CAPTION] = {0, -6},
    [IS_BYLINE] = {0, -34},
    [IS_CALL] = {0, -34},
};

enum { NEIGHBOUR_MAX = 200, RUN_MAX = 10, RUN_LONG = 5, PROSE_WORDS = 10, SENTENCE_WORDS = 6 };

static int share(size_t part, size_t whole, int max)
{
    size_t percent = whole ? part * 100 / whole : 0;
    return percent > (size_t)max ? max : (int)percent;
}

static int length_trait(size_t words)
{
    static const size_t LAST[] = {1, 3, 7, 14, 24, 39, 79};
    int trait = SHORTEST;
    while (trait < BEYOND && words > LAST[trait]) {
        trait++;
    }
    return trait;
}

static bool is_sentence(const lec_form *form)
{
    return form->ends_sentence && form->words >= PROSE_WORDS &&
           share(form->lower, form->lower + form->upper, 100) > 50;
}

bool lec_form_is_prose(const lec_form *form)
{
    return is_sentence(form) || (form->ends_sentence && form->words >= SENTENCE_WORDS);
}

static void measure(const lec_form *form, int values[TRAITS])
{
    int lower = share(form->lower, form->lower + form->upper, 100);
    values[length_trait(form->words)] = 100;
    values[ENDS_SENTENCE] = 100 * form->ends_sentence;
    values[ENDS_OPEN] = 100 * form->ends_open;
    values[TRAILS_OFF] = 100 * form->trails_off;
    values[SENTENCE] = 100 * is_sentence(form);
    values[TWO_SENTENCES] = 100 * (form->sentences >= 2);
    values[FOUR_SENTENCES] = 100 * (form->sentences >= 4);
    values[LOWER] = lower;
    values[TITLE_CASE] = 100 * (form->words >= 3 && lower < 35);
    values[JOINING] = share(form->joining, form->words, 40);
    values[COMMAS] = share(form->commas, form->words, 20);
    values[NUMBERS] = share(form->numbers, form->words, 100);
    values[SEPARATORS] = 100 * (form->separators > 0);
    values[STRONG] = 100 * (form->match.kind && form->match.strong);
    values[WEAK] = 100 * (form->match.kind && !form->match.strong);
    values[CAPITALS] = 100 * form->capitals;
    values[BEGINS_LOWER] = 100 * form->begins_lower;
    values[BEGINS_QUOTE] = 100 * form->begins_quote;
    values[REPEATED] = 100 * form->repeated;
    values[ADDRESS] = 100 * form->address;
}

int lec_form_score(const lec_form *form)
{
    int values[TRAITS] = {0};
    int score = 0;
    measure(form, values);
    for (int i = 0; i < FORM_TRAITS; i++) {
        score += WEIGHTS[i].anywhere * values[i];
    }
    return score / 100;
}

static int clamp(int score)
{
    return score > NEIGHBOUR_MAX ? NEIGHBOUR_MAX : score < -NEIGHBOUR_MAX ? -NEIGHBOUR_MAX : score;
}

static void measure_context(const lec_form *form, const lec_form_context *c, int values[TRAITS])
{
    const int known = form->match.strong ? 100 : 50;
    values[BEFORE] = clamp(c->before);
    values[AFTER] = clamp(c->after);
    values[AROUND] = c->around;
    values[RUN] = 100 * (int)(c->run < RUN_MAX ? c->run : RUN_MAX) / RUN_MAX;
    values[LONG_RUN] = 100 * (c->run >= RUN_LONG);
    values[AFTER_RELATED] = 100 * c->after_related;
    values[AFTER_OPENING] = 100 * c->after_opening;
    values[IS_RELATED] = known * (form->match.kind == LEC_FURNITURE_RELATED ||
                                  form->match.kind == LEC_FURNITURE_CONTINUES);
    values[IS_CAPTION] = known * (form->match.kind == LEC_FURNITURE_CAPTION);
    values[IS_BYLINE] = known * (form->match.kind == LEC_FURNITURE_BYLINE);
    values[IS_CALL] = known * (form->match.kind == LEC_FURNITURE_CALL);
}

int lec_form_score_inside(const lec_form *form, const lec_form_context *context)
{
    int values[TRAITS] = {0};
    int score = 0;
    measure(form, values);
    measure_context(form, context, values);
    for (int i = 0; i < TRAITS; i++) {
        score += WEIGHTS[i].inside * values[i];
    }
    return score / 100;
}
