/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linked data: JSON-LD in a script, with the terms of schema.org. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/html.h"

#include <jansson.h>
#include <string.h>

enum {
    DATA_MAX = 1 << 20, /* bytes of a script */
    NESTED_MAX = 6,     /* lists and graphs in one another */
    AUTHORS_MAX = 5,
    RANK = 2
};

static lec_str string_of(const json_t *value)
{
    return json_is_string(value) ? (lec_str){json_string_value(value), json_string_length(value)}
                                 : (lec_str){0};
}

/* The text of a value, or of what names it: {"name": "Ada North"}, of several the first. */
static lec_str name_of(const json_t *value, const char *key)
{
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    return string_of(json_is_object(value) ? json_object_get(value, key) : value);
}

static bool is_article(const json_t *object)
{
    static const char *const TYPES[] = {"Article", "BlogPosting",     "Report",
                                        "Review",  "LiveBlogPosting", "SocialMediaPosting"};
    lec_str type = name_of(json_object_get(object, "@type"), "");
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (lec_str_equal(type, lec_str_of(TYPES[i]))) {
            return true;
        }
    }
    return lec_str_ends(type, LEC_STR("Article"));
}

static lec_str authors_of(lec_arena *arena, const json_t *value)
{
    lec_buf buf = {.arena = arena};
    if (!json_is_array(value)) {
        return lec_html_clean(arena, name_of(value, "name"));
    }
    for (size_t i = 0; i < json_array_size(value) && i < AUTHORS_MAX; i++) {
        lec_str name = name_of(json_array_get(value, i), "name");
        lec_buf_add(&buf, buf.len && name.len ? LEC_STR(", ") : LEC_STR(""));
        lec_buf_add(&buf, name);
    }
    return lec_html_clean(arena, lec_buf_str(&buf));
}

static void read_article(lec_html *page, lec_html_claims *claims, const json_t *object,
                         const GumboNode *script)
{
    lec_arena *memory = page->memory;
    lec_str title = string_of(json_object_get(object, "headline"));
    lec_str authors = authors_of(memory, json_object_get(object, "author"));
    lec_str date = string_of(json_object_get(object, "datePublished"));
    lec_str image = name_of(json_object_get(object, "image"), "url");
    lec_str site = name_of(json_object_get(object, "publisher"), "name");
    lec_str url = name_of(json_object_get(object, "url"), "@id");
    lec_html_claim(claims, LEC_HTML_TITLE, RANK + 2, lec_html_clean(memory, title), script);
    lec_html_claim(claims, LEC_HTML_AUTHOR, RANK, authors, script);
    lec_html_claim(claims, LEC_HTML_DATE, RANK, lec_html_clean(memory, date), script);
    lec_html_claim(claims, LEC_HTML_IMAGE, RANK, lec_html_clean(memory, image), script);
    lec_html_claim(claims, LEC_HTML_SITE, RANK, lec_html_clean(memory, site), script);
    lec_html_claim(claims, LEC_HTML_URL, RANK, lec_html_clean(memory, url), script);
    const json_t *access = json_object_get(object, "isAccessibleForFree");
    page->closed |=
        json_is_false(access) || lec_str_equal_nocase(string_of(access), LEC_STR("false"));
}

static void read_value(lec_html *page, lec_html_claims *claims, const json_t *value,
                       const GumboNode *script, int nested)
{
    const json_t *list = json_is_object(value) ? json_object_get(value, "@graph") : value;
    if (json_is_object(value) && is_article(value)) {
        read_article(page, claims, value, script);
    }
    for (size_t i = 0; nested < NESTED_MAX && i < json_array_size(list); i++) {
        read_value(page, claims, json_array_get(list, i), script, nested + 1);
    }
}

static json_t *load(const char *text)
{
    json_error_t error;
    size_t length = strlen(text);
    return length <= DATA_MAX ? json_loadb(text, length, JSON_ALLOW_NUL, &error) : NULL;
}

bool lec_html_data_read(lec_html *page, lec_html_claims *claims, const GumboNode *script)
{
    lec_str type = lec_html_attribute(script, "type");
    const GumboVector *children = lec_html_children(script);
    const GumboNode *text = children->length ? children->data[0] : NULL;
    if (!text || !type.len || !strstr(type.ptr, "ld+json")) {
        return true;
    }
    json_t *data = load(text->v.text.text);
    if (data) {
        read_value(page, claims, data, script, 0);
        json_decref(data);
    }
    return true;
}
