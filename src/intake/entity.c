/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/entity.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#include <gumbo.h>
#include <string.h>

enum {
    NAME_MAX = 40,      /* the longest name has 31 letters */
    FOUND_MAX = 16,     /* no reference stands for more bytes of text */
    PARSER_SIZE = 65536 /* more than the parser takes for one reference */
};

/* The names that people use; the parser of HTML knows the others. */
static const struct name {
    lec_str name, text;
} NAMES[] = {
    {{"amp", 3}, {"&", 1}},   {{"lt", 2}, {"<", 1}},    {{"gt", 2}, {">", 1}},
    {{"quot", 4}, {"\"", 1}}, {{"apos", 4}, {"'", 1}},  {{"nbsp", 4}, {"\u00A0", 2}},
    {{"mdash", 5}, {"—", 3}}, {{"ndash", 5}, {"–", 3}}, {{"hellip", 6}, {"…", 3}},
    {{"lsquo", 5}, {"‘", 3}}, {{"rsquo", 5}, {"’", 3}}, {{"ldquo", 5}, {"“", 3}},
    {{"rdquo", 5}, {"”", 3}}, {{"copy", 4}, {"©", 2}},  {{"shy", 3}, {"\u00AD", 2}},
};

static bool is_alphanumeric(char c)
{
    return lec_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t lec_entity_end(lec_str text, size_t at)
{
    size_t end = at + 1;
    if (at >= text.len || text.ptr[at] != '&') {
        return at;
    }
    end += end < text.len && text.ptr[end] == '#';
    size_t start = end;
    while (end < text.len && end - at < NAME_MAX && is_alphanumeric(text.ptr[end])) {
        end++;
    }
    return end > start && end < text.len && text.ptr[end] == ';' ? end + 1 : at;
}

/* ---- numbers */

static int digit_value(char c)
{
    return lec_is_digit(c)        ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : 99;
}

/* @return LEC_CHAR_INVALID when it is no number. */
static uint32_t number_of(lec_str digits, int base)
{
    uint32_t code = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int value = digit_value(digits.ptr[i]);
        if (value >= base) {
            return LEC_CHAR_INVALID;
        }
        code = code > 0x10FFFF ? code : code * (uint32_t)base + (uint32_t)value;
    }
    return digits.len ? code : LEC_CHAR_INVALID;
}

static bool number_text(lec_arena *arena, lec_str digits, int base, lec_str *text)
{
    char bytes[4];
    uint32_t code = number_of(digits, base);
    if (code == LEC_CHAR_INVALID) {
        return true;
    }
    bool character = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    size_t len = lec_utf8_encode(character ? code : 0xFFFD, bytes);
    *text = lec_arena_str(arena, (lec_str){bytes, len});
    return text->ptr != NULL;
}

/* ---- names */

static void *take(void *arena, size_t size)
{
    return lec_alloc((lec_arena *)arena, size, 1);
}

static void give(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

static lec_str body_text(const GumboOutput *page)
{
    const GumboVector *of_root = &page->root->v.element.children;
    const GumboNode *body = of_root->length ? of_root->data[of_root->length - 1] : NULL;
    const GumboVector *of_body = body ? &body->v.element.children : NULL;
    const GumboNode *text = of_body && of_body->length ? of_body->data[0] : NULL;
    return text && text->type == GUMBO_NODE_TEXT ? lec_str_of(text->v.text.text) : LEC_STR("");
}

/* The parser does not survive a lack of memory, so that it gets what was seen to be there. */
static bool parse_name(lec_arena *arena, lec_arena scratch, lec_str reference, lec_str *text)
{
    lec_arena memory = scratch;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = give;
    options.userdata = &memory;
    if (!lec_alloc(&scratch, PARSER_SIZE, 1)) {
        return false;
    }
    lec_str found = body_text(gumbo_parse_with_options(&options, reference.ptr, reference.len));
    char bytes[FOUND_MAX]; /* `arena` may begin where the scratch memory does */
    if (found.len == 0 || found.len > sizeof bytes || found.ptr[0] == '&') {
        return true;
    }
    memcpy(bytes, found.ptr, found.len);
    *text = lec_arena_str(arena, (lec_str){bytes, found.len});
    return text->ptr != NULL;
}

bool lec_entity_text(lec_arena *arena, lec_arena scratch, lec_str reference, lec_str *text)
{
    lec_str name = lec_str_slice(reference, 1, reference.len - 1);
    *text = (lec_str){NULL, 0};
    if (lec_str_starts(name, LEC_STR("#"))) {
        bool hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
        return number_text(arena, lec_str_slice(name, hex ? 2 : 1, name.len), hex ? 16 : 10, text);
    }
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (lec_str_equal(name, NAMES[i].name)) {
            *text = NAMES[i].text;
            return true;
        }
    }
    return parse_name(arena, scratch, reference, text);
}
