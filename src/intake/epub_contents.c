/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of contents: the navigation document of EPUB 3 (section 5.4), or the NCX of EPUB 2. */
#include "intake/epub.h"

#include "base/arena.h"
#include "base/chain.h"
#include "base/error.h"
#include "base/str.h"

typedef struct contents_reader {
    epub_book *book;
    lec_str text;
    lec_chain entries, landmarks;
    int depth;
    lec_span label; /* of the entry at hand */
    bool failed;
} contents_reader;

/* A line that leads nowhere, or out of the book, is no reason to refuse it. */
static lec_str resolved(contents_reader *r, lec_str href)
{
    lec_str path = LEC_STR("");
    lec_error ignored = {0};
    epub_book book = *r->book;
    book.error = &ignored;
    lec_status status =
        href.ptr ? epub_resolve(&book, r->book->contents.path, href, &path) : LEC_TRY_AGAIN;
    r->failed = r->failed || status == LEC_TRY_AGAIN;
    return status == LEC_OK ? path : LEC_STR("");
}

static void add_entry(contents_reader *r, lec_str href)
{
    epub_entry entry = {resolved(r, href), r->depth > 0 ? r->depth : 1, r->label};
    lec_chain_add(&r->entries, &entry, 1);
}

/* What a tag does to the depth. */
static int step(const lec_xml_token *tag)
{
    return tag->kind == LEC_XML_CLOSE ? -1 : !tag->empty;
}

/* ---- nav */

/* Which of a navigation document's lists is at hand. */
typedef enum nav_list { NAV_NONE, NAV_CONTENTS, NAV_LANDMARKS, NAV_OTHER } nav_list;

static nav_list list_of(const lec_xml_token *nav)
{
    lec_str type = lec_xml_attribute(nav, "epub:type");
    lec_str role = lec_xml_attribute(nav, "role");
    if (epub_has_word(type, LEC_STR("toc")) || epub_has_word(role, LEC_STR("doc-toc"))) {
        return NAV_CONTENTS;
    }
    return epub_has_word(type, LEC_STR("landmarks")) ? NAV_LANDMARKS : NAV_OTHER;
}

static void take_landmark(contents_reader *r, const lec_xml_token *link, lec_str href)
{
    epub_landmark landmark = {.path = resolved(r, href),
                              .type = lec_xml_value(r->book->arena, link, "epub:type"),
                              .inside = epub_has_fragment(href)};
    r->failed = r->failed || !landmark.type.ptr;
    lec_chain_add(&r->landmarks, &landmark, 1);
}

static void read_nav(contents_reader *r)
{
    nav_list list = NAV_NONE;
    lec_str href = LEC_STR("");
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(r->text, &at, &token) && !r->failed;) {
        if (lec_xml_opens(&token, "nav")) {
            list = list_of(&token);
            r->depth = 0;
        } else if (lec_xml_closes(&token, "nav")) {
            list = NAV_NONE;
        } else if (list == NAV_LANDMARKS && lec_xml_opens(&token, "a")) {
            take_landmark(r, &token, lec_xml_value(r->book->arena, &token, "href"));
        } else if (list != NAV_CONTENTS) {
            continue;
        } else if (lec_xml_opens(&token, "ol") || lec_xml_closes(&token, "ol")) {
            r->depth += step(&token);
        } else if (lec_xml_opens(&token, "a")) {
            href = lec_xml_value(r->book->arena, &token, "href");
            r->label = (lec_span){at, at};
        } else if (lec_xml_closes(&token, "a") && href.len) {
            r->label.end = token.span.start;
            add_entry(r, href);
            href = LEC_STR("");
        }
    }
}

/* ---- NCX */

/* <navPoint><navLabel><text>Label</text></navLabel><content src="..."/> and those below it. */
static void read_ncx(contents_reader *r)
{
    bool inside = false;
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(r->text, &at, &token) && !r->failed;) {
        if (lec_xml_opens(&token, "navMap") || lec_xml_closes(&token, "navMap")) {
            inside = token.kind == LEC_XML_OPEN;
        } else if (!inside) {
            continue;
        } else if (lec_xml_opens(&token, "navPoint") || lec_xml_closes(&token, "navPoint")) {
            r->depth += step(&token);
            r->label = (lec_span){at, at};
        } else if (lec_xml_opens(&token, "text")) {
            r->label = (lec_span){at, at};
        } else if (lec_xml_closes(&token, "text")) {
            r->label.end = token.span.start;
        } else if (lec_xml_opens(&token, "content")) {
            add_entry(r, lec_xml_value(r->book->arena, &token, "src"));
        }
    }
}

/* ---- both */

static const epub_item *find_nav(const epub_book *book)
{
    const epub_item *items = book->items.rows;
    for (size_t i = 0; i < book->items.count; i++) {
        if (epub_has_word(items[i].properties, LEC_STR("nav"))) {
            return &items[i];
        }
    }
    return NULL;
}

/* Where a book of EPUB 2 forgets to say which it is, its media type does. */
static const epub_item *find_ncx(const epub_book *book)
{
    const epub_item *named = book->ncx.len ? epub_table_find(&book->items, book->ncx) : NULL;
    const epub_item *items = book->items.rows;
    for (size_t i = 0; !named && i < book->items.count; i++) {
        if (lec_str_equal(items[i].media, LEC_STR("application/x-dtbncx+xml"))) {
            named = &items[i];
        }
    }
    return named;
}

static lec_status open_contents(epub_book *book)
{
    const epub_item *item = find_nav(book);
    book->contents_is_nav = item != NULL;
    item = item ? item : find_ncx(book);
    book->contents = (epub_file){.path = LEC_STR(""), .text = LEC_STR("")};
    if (!item) {
        return LEC_OK;
    }
    lec_str path;
    lec_status status = epub_resolve(book, book->package.path, item->href, &path);
    return status == LEC_OK ? epub_read(book, path, &book->contents) : status;
}

/* Those of the guide come first. */
static lec_status conclude(contents_reader *r)
{
    epub_book *book = r->book;
    book->entries = (epub_table){lec_chain_copy(&r->entries, book->arena), r->entries.count,
                                 sizeof(epub_entry)};
    book->landmarks = (epub_table){lec_chain_copy(&r->landmarks, book->arena), r->landmarks.count,
                                   sizeof(epub_landmark)};
    bool made = !r->failed && book->entries.rows && book->landmarks.rows &&
                epub_table_sort(&book->entries, book->arena) &&
                epub_table_sort(&book->landmarks, book->arena);
    return made ? LEC_OK : lec_fail_memory(book->error);
}

lec_status epub_read_contents(epub_book *book)
{
    lec_status status = open_contents(book);
    if (status != LEC_OK) {
        return status;
    }
    contents_reader r = {
        .book = book,
        .text = book->contents.text,
        .entries = {.arena = book->arena, .size = sizeof(epub_entry)},
        .landmarks = {.arena = book->arena, .size = sizeof(epub_landmark)},
    };
    lec_chain_add(&r.landmarks, book->landmarks.rows, book->landmarks.count);
    if (book->contents_is_nav) {
        read_nav(&r);
    } else {
        read_ncx(&r);
    }
    return conclude(&r);
}
