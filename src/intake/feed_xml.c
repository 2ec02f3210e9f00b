/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RSS 0.9 to 2.0 (with RDF) and Atom 0.3 and 1.0 (RFC 4287), as one: what an element means is told
 * by its name, in whichever of them it is found, since feeds mix them.
 */
#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/feed.h"
#include "intake/feed_tree.h"

/* What is read of an element that names a value. Of two rows for one value the first counts. */
typedef struct field {
    const char *name;
    size_t offset; /* of the lec_str in a lec_feed_item */
} field;

static const field FIELDS[] = {
    {"dc:creator", offsetof(lec_feed_item, author)},
    {"author", offsetof(lec_feed_item, author)},
    {"itunes:author", offsetof(lec_feed_item, author)},
    {"published", offsetof(lec_feed_item, date)},
    {"pubDate", offsetof(lec_feed_item, date)},
    {"dc:date", offsetof(lec_feed_item, date)},
    {"issued", offsetof(lec_feed_item, date)},
    {"created", offsetof(lec_feed_item, date)},
    {"updated", offsetof(lec_feed_item, date)},
    {"modified", offsetof(lec_feed_item, date)},
    {"dc:language", offsetof(lec_feed_item, lang)},
    {"language", offsetof(lec_feed_item, lang)},
};

typedef struct reading {
    lec_arena *arena;
    bool failed; /* memory has run out */
} reading;

static lec_str text_of(reading *r, const lec_feed_node *node)
{
    lec_str text = lec_feed_node_text(r->arena, node);
    r->failed = r->failed || !text.ptr;
    return lec_str_trim(text);
}

/* ---- values */

/* Atom has the name in an element of its own. */
static lec_str value_of(reading *r, const lec_feed_node *node)
{
    const lec_feed_node *name = lec_feed_child(node, "name");
    return text_of(r, name ? name : node);
}

/* The text of the first of several elements. */
static lec_str first_of(reading *r, const lec_feed_node *parent, size_t offset)
{
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        const lec_feed_node *node =
            FIELDS[i].offset == offset ? lec_feed_child(parent, FIELDS[i].name) : NULL;
        lec_str value = node ? value_of(r, node) : LEC_STR("");
        if (value.len) {
            return value;
        }
    }
    return LEC_STR("");
}

/* "anna@example.org (Anna Beispiel)" and "Anna Beispiel <anna@example.org>" are the name. */
static lec_str person(lec_str text)
{
    lec_cut open = lec_str_cut(text, '(');
    bool address = lec_str_find(text, '@', 0) < text.len;
    if (!address) {
        return text;
    }
    if (open.found) {
        return lec_str_trim(lec_str_cut(open.tail, ')').head);
    }
    lec_cut angle = lec_str_cut(text, '<');
    return angle.found ? lec_str_trim(angle.head) : LEC_STR("");
}

/* ---- links */

static bool is_page(const lec_feed_node *link)
{
    lec_str rel = lec_feed_attribute_of(link, "rel");
    lec_str type = lec_feed_attribute_of(link, "type");
    return (rel.len == 0 || lec_str_equal(rel, LEC_STR("alternate"))) &&
           (type.len == 0 || lec_str_ends(type, LEC_STR("html")) ||
            lec_str_ends(type, LEC_STR("html+xml")));
}

/* RSS has the address in the element, Atom in an attribute. */
static lec_str link_of(reading *r, const lec_feed_node *parent)
{
    for (const lec_feed_node *child = parent->first; child; child = child->next) {
        if (!lec_feed_node_is(child, "link") || !is_page(child)) {
            continue;
        }
        lec_str address = lec_str_trim(lec_feed_attribute_of(child, "href"));
        address = address.len ? address : text_of(r, child);
        if (address.len) {
            return address;
        }
    }
    const lec_feed_node *guid = lec_feed_child(parent, "guid");
    bool permanent =
        guid && !lec_str_equal(lec_feed_attribute_of(guid, "isPermaLink"), LEC_STR("false"));
    return permanent ? text_of(r, guid) : LEC_STR("");
}

static bool is_picture(const lec_feed_node *node)
{
    return lec_feed_node_is(node, "media:thumbnail") ||
           ((lec_feed_node_is(node, "media:content") || lec_feed_node_is(node, "enclosure")) &&
            (lec_str_equal(lec_feed_attribute_of(node, "medium"), LEC_STR("image")) ||
             lec_str_starts(lec_feed_attribute_of(node, "type"), LEC_STR("image/"))));
}

/* Pictures may lie in a group. */
static lec_str picture_of(const lec_feed_node *item)
{
    for (const lec_feed_node *node = item; node; node = lec_feed_walk(node, item)) {
        lec_str href = lec_feed_attribute_of(node, "href");
        if (is_picture(node)) {
            return lec_feed_attribute_of(node, "url");
        }
        if (lec_feed_node_is(node, "itunes:image") && href.len) {
            return href;
        }
    }
    return LEC_STR("");
}

/* ---- texts */

/* As its type says (RFC 4287, 3.1 and 4.1.3); else as it looks. */
static lec_feed_text prose(reading *r, const lec_feed_node *node)
{
    if (!node) {
        return (lec_feed_text){0};
    }
    lec_str type = lec_feed_attribute_of(node, "type");
    bool tree = lec_str_equal_nocase(type, LEC_STR("xhtml")) ||
                lec_str_equal_nocase(type, LEC_STR("application/xhtml+xml"));
    lec_feed_text made = {.html = true};
    if (tree || (node->first && node->first->name.len)) {
        made.text = lec_feed_node_html(r->arena, node);
        r->failed = r->failed || !made.text.ptr;
        return made;
    }
    made.text = text_of(r, node);
    bool plain = lec_str_equal_nocase(type, LEC_STR("text")) ||
                 lec_str_equal_nocase(type, LEC_STR("text/plain"));
    bool foreign =
        lec_str_find(type, '/', 0) < type.len && !plain && !lec_str_ends(type, LEC_STR("html"));
    made.html =
        !plain && (lec_str_equal_nocase(type, LEC_STR("html")) || lec_feed_is_html(made.text));
    made.text = foreign ? LEC_STR("") : made.text;
    return made;
}

/* Of an item, or of the feed. */
static lec_feed_text title_of(reading *r, const lec_feed_node *item)
{
    const lec_feed_node *node = lec_feed_child(item, "title");
    node = node ? node : lec_feed_child(item, "dc:title");
    return prose(r, node);
}

static lec_feed_text first_prose(reading *r, const lec_feed_node *item, const char *const *names,
                                 size_t count)
{
    lec_feed_text text = {0};
    for (size_t i = 0; i < count && text.text.len == 0; i++) {
        text = prose(r, lec_feed_child(item, names[i]));
    }
    return text;
}

#define FIRST_PROSE(r, item, names)                                                                \
    first_prose((r), (item), (names), sizeof(names) / sizeof *(names))

static lec_feed_item read_item(reading *r, const lec_feed_node *node)
{
    static const char *const FULL[] = {"content:encoded", "content", "xhtml:body", "body"};
    static const char *const SHORT[] = {"description", "summary", "dc:description",
                                        "itunes:summary", "media:description"};
    lec_feed_item item = {
        .title = title_of(r, node),
        .content = FIRST_PROSE(r, node, FULL),
        .summary = FIRST_PROSE(r, node, SHORT),
        .link = link_of(r, node),
        .author = person(first_of(r, node, offsetof(lec_feed_item, author))),
        .lang = first_of(r, node, offsetof(lec_feed_item, lang)),
        .image = picture_of(node),
    };
    lec_str lang = lec_feed_attribute_of(node, "xml:lang");
    item.lang = item.lang.len ? item.lang : lang;
    item.date = lec_feed_date(r->arena, first_of(r, node, offsetof(lec_feed_item, date)));
    r->failed = r->failed || !item.date.ptr;
    return item;
}

/* ---- feeds */

static bool is_item(const lec_feed_node *node)
{
    return lec_feed_node_is(node, "item") || lec_feed_node_is(node, "entry");
}

/* The element that speaks of the feed: RSS has one for it, beside which or in which items stand. */
static void read_head(reading *r, const lec_feed_node *root, lec_feed *feed)
{
    const lec_feed_node *channel = lec_feed_child(root, "channel");
    const lec_feed_node *head = channel ? channel : root;
    lec_str lang = lec_feed_attribute_of(head, "xml:lang");
    lec_str base = lec_feed_attribute_of(head, "xml:base");
    feed->title = title_of(r, head).text;
    feed->author = person(first_of(r, head, offsetof(lec_feed_item, author)));
    feed->lang = first_of(r, head, offsetof(lec_feed_item, lang));
    feed->lang = feed->lang.len ? feed->lang : lang;
    feed->base = base.len ? base : link_of(r, head);
}

lec_status lec_feed_read_xml(lec_arena *arena, lec_arena scratch, lec_str name, lec_str text,
                             lec_feed *feed, lec_error *error)
{
    const lec_feed_node *root = NULL;
    *feed = (lec_feed){0};
    lec_status status =
        lec_feed_tree_parse(arena, scratch, name, text, &root, &feed->broken_line, error);
    if (status != LEC_OK) {
        return status;
    }
    reading r = {.arena = arena};
    lec_chain items = {.arena = &scratch, .size = sizeof(lec_feed_item)};
    read_head(&r, root, feed);
    for (const lec_feed_node *node = root; node; node = lec_feed_walk(node, root)) {
        if (is_item(node)) {
            const lec_feed_item item = read_item(&r, node);
            lec_chain_add(&items, &item, 1);
        }
    }
    feed->count = items.count;
    feed->items = lec_chain_copy(&items, arena);
    return r.failed || !feed->items ? lec_fail_memory(error) : LEC_OK;
}
