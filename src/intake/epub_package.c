/* SPDX-License-Identifier: GPL-3.0-or-later */
/* container.xml leads to the package document, and that says what the book consists of. */
#include "intake/epub.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/chain.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "intake/langtag.h"

bool epub_has_word(lec_str words, lec_str word)
{
    for (size_t at = 0; at < words.len;) {
        size_t start = at;
        while (at < words.len && !lec_is_space(words.ptr[at])) {
            at++;
        }
        if (lec_str_equal_nocase(lec_str_slice(words, start, at), word)) {
            return true;
        }
        at++;
    }
    return false;
}

/* ---- the package, as it is being read */

/* An element of the metadata: a title, a creator. */
typedef struct saying {
    lec_str id;
    lec_span content;
    lec_str role; /* a relator's code, or a kind of title */
} saying;

/* <meta refines="#id" property="role">aut</meta> */
typedef struct refinement {
    lec_str id, property, value;
} refinement;

typedef struct package_reader {
    epub_book *book;
    lec_str text;
    lec_chain titles, creators, refinements, items, places, landmarks;
    lec_str cover; /* id of its item, as EPUB 2 says */
    bool failed;
} package_reader;

static lec_str value_of(package_reader *r, const lec_xml_token *token, const char *name)
{
    lec_str value = lec_xml_value(r->book->arena, token, name);
    r->failed = r->failed || !value.ptr;
    return value;
}

static lec_str text_of(package_reader *r, lec_span content)
{
    lec_str text = lec_xml_text(r->book->arena, lec_str_slice(r->text, content.start, content.end));
    r->failed = r->failed || !text.ptr;
    return text.ptr ? text : LEC_STR("");
}

/* What stands between an opening tag that ends at `*at` and its closing one. */
static lec_span content_of(lec_str text, const lec_xml_token *open, size_t *at)
{
    lec_xml_token token;
    lec_span content = {*at, *at};
    while (!open->empty && lec_xml_next(text, at, &token)) {
        if (token.kind == LEC_XML_CLOSE && lec_str_equal_nocase(token.name, open->name)) {
            return content;
        }
        content.end = *at;
    }
    return content;
}

/* ---- metadata */

static void take_date(package_reader *r, const lec_xml_token *open, lec_span content)
{
    lec_str event = lec_xml_attribute(open, "opf:event");
    lec_str date = lec_date_of(text_of(r, content));
    bool published = !event.ptr || lec_str_ends(event, LEC_STR("publication"));
    if (published && date.len > 0 && r->book->facts.date.len == 0) {
        r->book->facts.date = date;
    }
}

static void take_saying(package_reader *r, const lec_xml_token *open, lec_span content,
                        lec_chain *sayings)
{
    saying said = {value_of(r, open, "id"), content, value_of(r, open, "opf:role")};
    lec_chain_add(sayings, &said, 1);
}

static void take_meta(package_reader *r, const lec_xml_token *open, lec_span content)
{
    lec_str refined = value_of(r, open, "refines");
    if (lec_str_equal_nocase(lec_xml_attribute(open, "name"), LEC_STR("cover"))) {
        r->cover = value_of(r, open, "content");
    } else if (refined.len > 1) {
        refinement more = {lec_str_slice(refined, 1, refined.len), value_of(r, open, "property"),
                           text_of(r, content)};
        lec_chain_add(&r->refinements, &more, 1);
    }
}

static void take_metadata(package_reader *r, const lec_xml_token *open, size_t *at)
{
    lec_facts *facts = &r->book->facts;
    if (lec_xml_opens(open, "title")) {
        take_saying(r, open, content_of(r->text, open, at), &r->titles);
    } else if (lec_xml_opens(open, "creator")) {
        take_saying(r, open, content_of(r->text, open, at), &r->creators);
    } else if (lec_xml_opens(open, "date")) {
        take_date(r, open, content_of(r->text, open, at));
    } else if (lec_xml_opens(open, "language")) {
        lec_str said = text_of(r, content_of(r->text, open, at));
        lec_str lang = lec_langtag(r->book->arena, said);
        r->failed = r->failed || !lang.ptr;
        facts->lang = facts->lang.len ? facts->lang : lang;
    } else if (lec_xml_opens(open, "meta")) {
        take_meta(r, open, content_of(r->text, open, at));
    }
}

/* ---- files and their order */

static void take_item(package_reader *r, const lec_xml_token *open)
{
    epub_item item = {.id = value_of(r, open, "id"),
                      .href = value_of(r, open, "href"),
                      .media = value_of(r, open, "media-type"),
                      .properties = value_of(r, open, "properties"),
                      .fallback = value_of(r, open, "fallback")};
    lec_chain_add(&r->items, &item, 1);
}

static void take_place(package_reader *r, const lec_xml_token *open)
{
    bool apart = lec_str_equal_nocase(lec_xml_attribute(open, "linear"), LEC_STR("no"));
    epub_place place = {value_of(r, open, "idref"), apart};
    lec_chain_add(&r->places, &place, 1);
}

/* A guide that leads elsewhere is of no use, but no reason to refuse a book. */
static void take_landmark(package_reader *r, const lec_xml_token *open)
{
    epub_landmark landmark = {.type = value_of(r, open, "type")};
    lec_str href = value_of(r, open, "href");
    lec_error ignored = {0};
    epub_book book = *r->book;
    book.error = &ignored;
    lec_status status = epub_resolve(&book, r->book->package.path, href, &landmark.path);
    r->failed = r->failed || status == LEC_TRY_AGAIN;
    if (status == LEC_OK) {
        landmark.inside = epub_has_fragment(href);
        lec_chain_add(&r->landmarks, &landmark, 1);
    }
}

static void take_open(package_reader *r, const lec_xml_token *open, size_t *at)
{
    if (lec_xml_opens(open, "item")) {
        take_item(r, open);
    } else if (lec_xml_opens(open, "itemref")) {
        take_place(r, open);
    } else if (lec_xml_opens(open, "spine")) {
        r->book->ncx = value_of(r, open, "toc");
    } else if (lec_xml_opens(open, "reference")) {
        take_landmark(r, open);
    } else {
        take_metadata(r, open, at);
    }
}

/* ---- what follows from all of it */

static void refine(saying *sayings, size_t count, const refinement *more, const char *property)
{
    for (size_t i = 0; lec_str_equal(more->property, lec_str_of(property)) && i < count; i++) {
        if (lec_str_equal(sayings[i].id, more->id)) {
            sayings[i].role = more->value;
        }
    }
}

/* The main title, or the first. */
static const saying *main_title(const saying *titles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lec_str_equal_nocase(titles[i].role, LEC_STR("main"))) {
            return &titles[i];
        }
    }
    return count ? titles : NULL;
}

/* Authors, and not translators and editors unless there are none. */
static lec_str authors(package_reader *r, const saying *creators, size_t count)
{
    lec_buf buf = {.arena = r->book->arena};
    lec_buf_add(&buf, LEC_STR(""));
    for (size_t i = 0; i < count; i++) {
        bool author =
            creators[i].role.len == 0 || lec_str_equal_nocase(creators[i].role, LEC_STR("aut"));
        lec_str name = author ? text_of(r, creators[i].content) : LEC_STR("");
        if (name.len) {
            lec_buf_add(&buf, buf.len ? LEC_STR(", ") : LEC_STR(""));
            lec_buf_add(&buf, name);
        }
    }
    r->failed = r->failed || buf.failed;
    return buf.len == 0 && count ? text_of(r, creators[0].content) : (lec_str){buf.ptr, buf.len};
}

static const epub_item *find_cover(const package_reader *r)
{
    const epub_item *items = r->book->items.rows;
    for (size_t i = 0; i < r->book->items.count; i++) {
        if (epub_has_word(items[i].properties, LEC_STR("cover-image"))) {
            return &items[i];
        }
    }
    return epub_table_find(&r->book->items, r->cover);
}

/* At most one element in a hundred has a refinement, but a made-up book may have a million of both.
 */
enum { SAYINGS_MAX = 100 };

static size_t at_most(size_t count, size_t most)
{
    return count < most ? count : most;
}

static lec_status conclude_metadata(package_reader *r)
{
    epub_book *book = r->book;
    saying *titles = lec_chain_copy(&r->titles, book->arena);
    saying *creators = lec_chain_copy(&r->creators, book->arena);
    const refinement *more = lec_chain_copy(&r->refinements, book->arena);
    if (!titles || !creators || !more) {
        return lec_fail_memory(book->error);
    }
    size_t title_count = at_most(r->titles.count, SAYINGS_MAX);
    size_t creator_count = at_most(r->creators.count, SAYINGS_MAX);
    for (size_t i = 0; i < r->refinements.count; i++) {
        refine(titles, title_count, &more[i], "title-type");
        refine(creators, creator_count, &more[i], "role");
    }
    const saying *title = main_title(titles, title_count);
    if (title) {
        book->title = title->content;
        book->facts.title = text_of(r, title->content);
    }
    book->facts.author = authors(r, creators, creator_count);
    return r->failed ? lec_fail_memory(book->error) : LEC_OK;
}

static lec_status conclude(package_reader *r)
{
    epub_book *book = r->book;
    book->items =
        (epub_table){lec_chain_copy(&r->items, book->arena), r->items.count, sizeof(epub_item)};
    book->places = lec_chain_copy(&r->places, book->arena);
    book->place_count = r->places.count;
    book->landmarks = (epub_table){lec_chain_copy(&r->landmarks, book->arena), r->landmarks.count,
                                   sizeof(epub_landmark)};
    if (!book->items.rows || !book->places || !book->landmarks.rows ||
        !epub_table_sort(&book->items, book->arena) ||
        !epub_table_sort(&book->landmarks, book->arena)) {
        return lec_fail_memory(book->error);
    }
    lec_status status = conclude_metadata(r);
    const epub_item *cover = find_cover(r);
    if (status == LEC_OK && cover) {
        status = epub_resolve(book, book->package.path, cover->href, &book->facts.image);
    }
    return status;
}

/* ---- finding it */

static lec_status fail_no_package(const epub_book *book, const char *what)
{
    return lec_fail_at(book->error, LEC_DATA, book->unpacking->name, 0, 0,
                       "this is no readable EPUB: %s", what);
}

/* The path of the first package that the container names (EPUB OCF 3.3, section 4.2.6.3.1). */
static lec_status find_package(epub_book *book, lec_str *path)
{
    epub_file container;
    lec_xml_token token;
    *path = LEC_STR("");
    lec_status status = epub_read(book, LEC_STR("META-INF/container.xml"), &container);
    if (status == LEC_OK && !container.text.ptr) {
        return fail_no_package(book, "it has no META-INF/container.xml");
    }
    for (size_t at = 0; status == LEC_OK && lec_xml_next(container.text, &at, &token);) {
        if (lec_xml_opens(&token, "rootfile")) {
            lec_str full = lec_xml_value(book->arena, &token, "full-path");
            return full.ptr ? epub_resolve(book, LEC_STR(""), full, path)
                            : lec_fail_memory(book->error);
        }
    }
    return status;
}

static lec_status read_package(epub_book *book)
{
    lec_arena *arena = book->arena;
    package_reader r = {
        .book = book,
        .text = book->package.text,
        .titles = {.arena = arena, .size = sizeof(saying)},
        .creators = {.arena = arena, .size = sizeof(saying)},
        .refinements = {.arena = arena, .size = sizeof(refinement)},
        .items = {.arena = arena, .size = sizeof(epub_item)},
        .places = {.arena = arena, .size = sizeof(epub_place)},
        .landmarks = {.arena = arena, .size = sizeof(epub_landmark)},
    };
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(r.text, &at, &token) && !r.failed;) {
        if (token.kind == LEC_XML_OPEN) {
            take_open(&r, &token, &at);
        }
    }
    return r.failed ? lec_fail_memory(book->error) : conclude(&r);
}

lec_status epub_read_package(epub_book *book)
{
    lec_str path;
    lec_status status = find_package(book, &path);
    if (status == LEC_OK) {
        status = epub_read(book, path, &book->package);
    }
    if (status == LEC_OK && !book->package.text.ptr) {
        return fail_no_package(book, "the package document that its container names is missing");
    }
    return status == LEC_OK ? read_package(book) : status;
}
