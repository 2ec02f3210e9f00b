/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/html_number.h"

#include "base/arena.h"
#include "base/str.h"

static const long NUMBER_MAX = 1000000000;

static bool number_of(const GumboNode *node, const char *name, long *value)
{
    lec_str text = lec_str_trim(lec_html_attribute(node, name));
    bool negative = lec_str_starts(text, LEC_STR("-"));
    bool found = lec_str_to_long(lec_str_slice(text, negative, text.len), 0, NUMBER_MAX, value);
    *value = found && negative ? -*value : *value;
    return found;
}

static long count_items(const GumboNode *list)
{
    long count = 0;
    const GumboVector *children = lec_html_children(list);
    for (unsigned i = 0; i < children->length; i++) {
        count += lec_html_tag(children->data[i]) == GUMBO_TAG_LI;
    }
    return count;
}

lec_html_numbering lec_html_numbering_of(const GumboNode *list)
{
    lec_str type = lec_html_attribute(list, "type");
    bool reversed = lec_html_attribute(list, "reversed").ptr != NULL;
    lec_html_numbering numbering = {
        .next = reversed ? count_items(list) : 1,
        .step = reversed ? -1 : 1,
        .type = type.len == 1 ? type.ptr[0] : '1',
    };
    (void)number_of(list, "start", &numbering.next);
    return numbering;
}

/* 1 is "a", 27 is "aa". */
static lec_str letters(lec_arena *arena, long number, char first)
{
    char text[16];
    size_t at = sizeof text;
    while (number > 0 && at > 0) {
        number--;
        text[--at] = (char)(first + number % 26);
        number /= 26;
    }
    return lec_arena_printf(arena, "%.*s. ", (int)(sizeof text - at), text + at);
}

static lec_str roman(lec_arena *arena, long number, bool upper)
{
    static const struct digit {
        long value;
        const char *lower, *upper;
    } DIGITS[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                  {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                  {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                  {1, "i", "I"}};
    char text[32];
    size_t at = 0;
    for (size_t i = 0; i < sizeof DIGITS / sizeof *DIGITS; i++) {
        for (; number >= DIGITS[i].value; number -= DIGITS[i].value) {
            for (const char *c = upper ? DIGITS[i].upper : DIGITS[i].lower; *c; c++) {
                text[at++] = *c;
            }
        }
    }
    return lec_arena_printf(arena, "%.*s. ", (int)at, text);
}

lec_str lec_html_number_next(lec_arena *arena, lec_html_numbering *numbering, const GumboNode *item)
{
    (void)number_of(item, "value", &numbering->next);
    long number = numbering->next;
    numbering->next += numbering->step;
    bool letter = numbering->type == 'a' || numbering->type == 'A';
    bool numeral = numbering->type == 'i' || numbering->type == 'I';
    if (letter && number > 0) {
        return letters(arena, number, numbering->type);
    }
    if (numeral && number > 0 && number < 4000) {
        return roman(arena, number, numbering->type == 'I');
    }
    return lec_arena_printf(arena, "%ld. ", number);
}
