/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"
#include "intake/ssml.h"

enum { BREAK_MAX_MS = 10000 };

static const lec_ssml_element ELEMENTS[] = {
    {"speak", LEC_SSML_PLAIN, "markup", ""},
    {"p", LEC_SSML_PARAGRAPH, "markup", ""},
    {"paragraph", LEC_SSML_PARAGRAPH, "markup", ""},
    {"s", LEC_SSML_SENTENCE, "markup", ""},
    {"sentence", LEC_SSML_SENTENCE, "markup", ""},
    {"w", LEC_SSML_PLAIN, "markup", ""},
    {"token", LEC_SSML_PLAIN, "markup", ""},
    {"mark", LEC_SSML_PLAIN, "markup", ""},
    {"break", LEC_SSML_BREAK, "pause", ""},
    {"sub", LEC_SSML_SUB, "markup", ""},
    {"say-as", LEC_SSML_SAY_AS, "say-as", "it is read as such text is read elsewhere"},
    {"lang", LEC_SSML_PLAIN, "language", "within a paragraph the language does not change"},
    {"voice", LEC_SSML_PLAIN, "voice", "voices are chosen by their own options"},
    {"prosody", LEC_SSML_PLAIN, "prosody", "rate, pitch and volume are the voice's own"},
    {"emphasis", LEC_SSML_PLAIN, "emphasis", "emphasis is left to the voice"},
    {"phoneme", LEC_SSML_PLAIN, "phoneme", "the word is read as it is written"},
    {"lookup", LEC_SSML_PLAIN, "lexicon", "lexicons are chosen by their own options"},
    {"lexicon", LEC_SSML_SILENT, "lexicon", "lexicons are chosen by their own options"},
    {"audio", LEC_SSML_PLAIN, "audio", "no sound is fetched: what stands for it is read"},
    {"desc", LEC_SSML_SILENT, "description", "it describes a sound that is not played"},
    {"meta", LEC_SSML_SILENT, "metadata", "it tells about the text and is no part of it"},
    {"metadata", LEC_SSML_SILENT, "metadata", "it tells about the text and is no part of it"},
};

const lec_ssml_element *lec_ssml_element_of(lec_str name)
{
    static const lec_ssml_element OTHER = {"", LEC_SSML_PLAIN, "markup", ""};
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (lec_str_equal_nocase(name, lec_str_of(ELEMENTS[i].name))) {
            return &ELEMENTS[i];
        }
    }
    return &OTHER;
}

/* ---- breaks */

static uint32_t strength_ms(lec_str strength)
{
    static const struct row {
        const char *name;
        uint32_t ms;
    } ROWS[] = {
        {"none", 0},     {"x-weak", 50},  {"weak", 150},
        {"medium", 400}, {"strong", 700}, {"x-strong", 1200},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (lec_str_equal_nocase(strength, lec_str_of(ROWS[i].name))) {
            return ROWS[i].ms;
        }
    }
    return 400;
}

/* "250ms", "0.5s", "+2s"; false when it is none. */
static bool time_ms(lec_str time, uint32_t *ms)
{
    uint32_t whole = 0;
    uint32_t thousandths = 0;
    uint32_t weight = 1000;
    bool fraction = false;
    size_t at = lec_str_starts(time, LEC_STR("+")) ? 1 : 0;
    size_t start = at;
    for (; at < time.len && (lec_is_digit(time.ptr[at]) || time.ptr[at] == '.'); at++) {
        uint32_t digit = (uint32_t)(time.ptr[at] - '0');
        if (time.ptr[at] == '.') {
            fraction = true;
        } else if (fraction) {
            weight /= 10;
            thousandths += digit * weight;
        } else {
            whole = whole > BREAK_MAX_MS ? whole : whole * 10 + digit;
        }
    }
    lec_str unit = lec_str_slice(time, at, time.len);
    bool seconds = lec_str_equal_nocase(unit, LEC_STR("s"));
    *ms = seconds ? whole * 1000 + thousandths : whole;
    return at > start && (seconds || lec_str_equal_nocase(unit, LEC_STR("ms")));
}

uint32_t lec_ssml_break_ms(const lec_xml_token *token)
{
    uint32_t ms = 0;
    lec_str time = lec_str_trim(lec_xml_attribute(token, "time"));
    if (!time.ptr || !time_ms(time, &ms)) {
        ms = strength_ms(lec_xml_attribute(token, "strength"));
    }
    return ms < BREAK_MAX_MS ? ms : BREAK_MAX_MS;
}

bool lec_ssml_spells(const lec_xml_token *token)
{
    static const char *const WAYS[] = {"characters", "spell-out", "verbatim", "letters", "digits"};
    lec_str way = lec_xml_attribute(token, "interpret-as");
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        if (lec_str_equal_nocase(way, lec_str_of(WAYS[i]))) {
            return true;
        }
    }
    return false;
}
