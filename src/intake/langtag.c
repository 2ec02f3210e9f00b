/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/langtag.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Codes of three letters that BCP 47 does not have, since there is one of two (ISO 639-2, both
 * kinds); and those that name no language. */
static const struct code {
    const char *three, *two;
} CODES[] = {
    {"eng", "en"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"spa", "es"},
    {"ita", "it"}, {"por", "pt"}, {"nld", "nl"}, {"dut", "nl"}, {"rus", "ru"}, {"ukr", "uk"},
    {"pol", "pl"}, {"ces", "cs"}, {"cze", "cs"}, {"slk", "sk"}, {"slo", "sk"}, {"hun", "hu"},
    {"ron", "ro"}, {"rum", "ro"}, {"bul", "bg"}, {"ell", "el"}, {"gre", "el"}, {"tur", "tr"},
    {"swe", "sv"}, {"dan", "da"}, {"nor", "no"}, {"nob", "nb"}, {"nno", "nn"}, {"fin", "fi"},
    {"est", "et"}, {"lav", "lv"}, {"lit", "lt"}, {"isl", "is"}, {"ice", "is"}, {"gle", "ga"},
    {"cym", "cy"}, {"wel", "cy"}, {"cat", "ca"}, {"eus", "eu"}, {"baq", "eu"}, {"glg", "gl"},
    {"hrv", "hr"}, {"srp", "sr"}, {"slv", "sl"}, {"heb", "he"}, {"ara", "ar"}, {"fas", "fa"},
    {"per", "fa"}, {"hin", "hi"}, {"ben", "bn"}, {"tam", "ta"}, {"jpn", "ja"}, {"kor", "ko"},
    {"zho", "zh"}, {"chi", "zh"}, {"vie", "vi"}, {"tha", "th"}, {"ind", "id"}, {"msa", "ms"},
    {"may", "ms"}, {"lat", "la"}, {"epo", "eo"}, {"afr", "af"}, {"und", ""},   {"mul", ""},
    {"mis", ""},   {"zxx", ""},
};

static bool is_alphanumeric(char c)
{
    char lower = (char)(c | 0x20);
    return lec_is_digit(c) || (lower >= 'a' && lower <= 'z');
}

/* End of a subtag, of 1 to 8 letters and digits; `at` when there is none. */
static size_t subtag_end(lec_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_alphanumeric(text.ptr[end])) {
        end++;
    }
    return end - at <= 8 ? end : at;
}

static lec_str language_of(lec_str subtag)
{
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        if (lec_str_equal_nocase(subtag, lec_str_of(CODES[i].three))) {
            return lec_str_of(CODES[i].two);
        }
    }
    bool letters = subtag.len == 2 || subtag.len == 3;
    for (size_t i = 0; i < subtag.len; i++) {
        letters = letters && !lec_is_digit(subtag.ptr[i]);
    }
    return letters ? subtag : LEC_STR("");
}

lec_str lec_langtag(lec_arena *arena, lec_str text)
{
    lec_str tag = lec_str_trim(lec_str_cut(text, ',').head);
    lec_buf buf = {.arena = arena};
    size_t at = subtag_end(tag, 0);
    lec_str language = language_of(lec_str_slice(tag, 0, at));
    lec_buf_add(&buf, language);
    while (language.len && at + 1 < tag.len && (tag.ptr[at] == '-' || tag.ptr[at] == '_')) {
        size_t end = subtag_end(tag, at + 1);
        if (end == at + 1) {
            break;
        }
        lec_buf_byte(&buf, '-');
        lec_buf_add(&buf, lec_str_slice(tag, at + 1, end));
        at = end;
    }
    return lec_buf_str(&buf);
}
