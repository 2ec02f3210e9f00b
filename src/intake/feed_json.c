/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Feed, versions 1 and 1.1 (jsonfeed.org). */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/feed.h"

#include <jansson.h>
#include <string.h>

bool lec_feed_is_json(lec_str text)
{
    const lec_str mark = LEC_STR("\xEF\xBB\xBF");
    lec_str all =
        lec_str_trim(lec_str_slice(text, lec_str_starts(text, mark) ? mark.len : 0, text.len));
    const lec_str plain = LEC_STR("://jsonfeed.org/version/");
    const lec_str escaped = LEC_STR(":\\/\\/jsonfeed.org\\/version\\/");
    return lec_str_starts(all, LEC_STR("{")) &&
           (memmem(all.ptr, all.len, plain.ptr, plain.len) ||
            memmem(all.ptr, all.len, escaped.ptr, escaped.len));
}

typedef struct reading {
    lec_arena *arena;
    bool failed; /* memory has run out */
} reading;

/* The text of a member, trimmed; empty when it has none. */
static lec_str text_of(reading *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        return LEC_STR("");
    }
    lec_str text = {json_string_value(value), json_string_length(value)};
    text = lec_str_trim(text);
    char *copy = lec_arena_cstr(r->arena, text);
    for (size_t i = 0; copy && i < text.len; i++) {
        copy[i] = (char)(copy[i] ? copy[i] : ' '); /* "\u0000" */
    }
    r->failed = r->failed || !copy;
    return (lec_str){copy, copy ? text.len : 0};
}

static lec_str either(lec_str first, lec_str second)
{
    return first.len ? first : second;
}

/* Version 1 has one author, 1.1 has several; the first stands for them. */
static lec_str author_of(reading *r, const json_t *object)
{
    const json_t *first = json_array_get(json_object_get(object, "authors"), 0);
    return either(text_of(r, first, "name"), text_of(r, json_object_get(object, "author"), "name"));
}

static lec_feed_item read_item(reading *r, const json_t *object)
{
    lec_str html = text_of(r, object, "content_html");
    lec_str date =
        either(text_of(r, object, "date_published"), text_of(r, object, "date_modified"));
    const lec_feed_item item = {
        .title = {text_of(r, object, "title"), false},
        .content = {either(html, text_of(r, object, "content_text")), html.len > 0},
        .summary = {text_of(r, object, "summary"), false},
        .link = either(text_of(r, object, "url"), text_of(r, object, "external_url")),
        .author = author_of(r, object),
        .lang = text_of(r, object, "language"),
        .image = either(text_of(r, object, "image"), text_of(r, object, "banner_image")),
        .date = lec_feed_date(r->arena, date),
    };
    r->failed = r->failed || !item.date.ptr;
    return item;
}

static lec_status read_feed(lec_arena *arena, const json_t *root, lec_feed *feed, lec_error *error)
{
    reading r = {.arena = arena};
    const json_t *list = json_object_get(root, "items");
    lec_feed_item *items = LEC_NEW(arena, json_array_size(list), lec_feed_item);
    *feed = (lec_feed){
        .title = text_of(&r, root, "title"),
        .author = author_of(&r, root),
        .lang = text_of(&r, root, "language"),
        .base = text_of(&r, root, "home_page_url"),
        .items = items,
        .count = json_array_size(list),
    };
    for (size_t i = 0; items && i < feed->count; i++) {
        items[i] = read_item(&r, json_array_get(list, i));
    }
    return !items || r.failed ? lec_fail_memory(error) : LEC_OK;
}

lec_status lec_feed_read_json(lec_arena *arena, lec_arena scratch, lec_str name, lec_str text,
                              lec_feed *feed, lec_error *error)
{
    (void)scratch;
    json_error_t fault;
    json_t *root = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &fault);
    if (!root) {
        bool memory = json_error_code(&fault) == json_error_out_of_memory;
        return memory ? lec_fail_memory(error)
                      : lec_fail_at(error, LEC_DATA, name, fault.line > 0 ? (size_t)fault.line : 0,
                                    fault.column > 0 ? (size_t)fault.column : 0, "damaged JSON: %s",
                                    fault.text);
    }
    lec_status status = read_feed(arena, root, feed, error);
    json_decref(root);
    return status;
}
