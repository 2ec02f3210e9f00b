/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of the spine is: told by the package, by its own markup, or by what it consists of.
 */
#include "intake/epub.h"

#include "base/str.h"

#include <string.h>

enum {
    /* Bytes of text beyond which a file is more than a cover, a title page or a notice. */
    PAGE_BYTES_MAX = 6000,
    LINKS_MIN = 3, /* of a table of contents that nothing calls so */
    NOTES_MIN = 2
};

/* ---- by name */

typedef struct named_kind {
    const char *names; /* of epub:type and of a guide's type */
    epub_kind kind;
    bool page; /* it is short, or it is something else */
} named_kind;

static const named_kind NAMED[] = {
    {"cover", {"cover", "a cover says no more than the title"}, true},
    {"titlepage halftitlepage title-page halftitle fulltitle",
     {"titlepage", "the title is spoken already"},
     true},
    {"copyright-page copyright imprint colophon",
     {"copyright-page", "rights and the printer's particulars are not read"},
     true},
    {"toc landmarks loi lot loa lov page-list doc-toc doc-pagelist",
     {"contents", "a list of what the book holds is not read"},
     false},
    {"index doc-index", {"index", "an index of pages is not read"}, false},
    {"endnotes footnotes rearnotes notes doc-endnotes", {"note", "notes are not asked for"}, false},
};

enum { NAMED_COUNT = sizeof NAMED / sizeof *NAMED };

static const named_kind *named(lec_str words)
{
    for (size_t i = 0; i < NAMED_COUNT; i++) {
        for (lec_str names = lec_str_of(NAMED[i].names); names.len > 0;) {
            lec_cut cut = lec_str_cut(names, ' ');
            if (epub_has_word(words, cut.head)) {
                return &NAMED[i];
            }
            names = cut.tail;
        }
    }
    return NULL;
}

/* ---- what is in a file */

typedef struct epub_sight {
    size_t text, linked, titled; /* bytes that are no white space; those of links and headings */
    size_t links;
    size_t paragraphs, leading; /* those that begin with a link into a file, as notes lead back */
    bool at_start;              /* of a paragraph */
    const named_kind *kind;     /* as its markup says */
    lec_str name;               /* of the element that says so */
    int open;                   /* how many of that name are open, from that one on */
    size_t outside;             /* text that is in none of them */
    bool other;                 /* part of it is something else */
    bool isbn, rights;
} epub_sight;

static size_t ink(lec_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; at++) {
        count += !lec_is_space(text.ptr[at]);
    }
    return count;
}

static bool holds(lec_str text, lec_str words)
{
    return text.len && memmem(text.ptr, text.len, words.ptr, words.len) != NULL;
}

static void see_text(epub_sight *sight, lec_str text, int links, int headings)
{
    size_t count = ink(text);
    sight->text += count;
    sight->at_start = sight->at_start && count == 0;
    sight->outside += sight->open > 0 ? 0 : count;
    sight->linked += links > 0 ? count : 0;
    sight->titled += headings > 0 && links <= 0 ? count : 0;
    sight->isbn = sight->isbn || holds(text, LEC_STR("ISBN"));
    sight->rights = sight->rights || holds(text, LEC_STR("©")) || holds(text, LEC_STR("&copy;")) ||
                    holds(text, LEC_STR("&#169;")) || holds(text, LEC_STR("Copyright")) ||
                    holds(text, LEC_STR("copyright"));
}

static bool is_heading(lec_str name)
{
    return name.len == 2 && (name.ptr[0] | 0x20) == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
}

static void see_link(epub_sight *sight, const lec_xml_token *tag)
{
    bool paragraph =
        lec_xml_opens(tag, "p") || lec_xml_opens(tag, "li") || lec_xml_opens(tag, "dd");
    lec_str href = lec_xml_opens(tag, "a") ? lec_xml_attribute(tag, "href") : LEC_STR("");
    sight->links += href.len > 0;
    sight->leading += sight->at_start && epub_has_fragment(href);
    sight->paragraphs += paragraph && !sight->at_start;
    sight->at_start = paragraph || (sight->at_start && href.len == 0);
}

/* How many elements of a kind are open after a tag of it. */
static int open_after(const lec_xml_token *tag, int open)
{
    int step = tag->kind == LEC_XML_CLOSE ? -1 : !tag->empty;
    return open + step > 0 ? open + step : 0;
}

/* The words on the body and its sections; on smaller elements they speak of those alone. */
static lec_str type_of(const lec_xml_token *tag)
{
    static const char *const SECTIONS[] = {"body", "section", "article", "nav", "div"};
    lec_str type = lec_xml_attribute(tag, "epub:type");
    lec_str role = lec_xml_attribute(tag, "role");
    bool section = false;
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS; i++) {
        section = section || lec_xml_opens(tag, SECTIONS[i]);
    }
    type = type.len || !lec_str_starts(role, LEC_STR("doc-")) ? type : role;
    return section ? type : LEC_STR("");
}

static void see_kind(epub_sight *sight, const lec_xml_token *tag)
{
    lec_str type = type_of(tag);
    const named_kind *kind = named(type);
    bool matter =
        epub_has_word(type, LEC_STR("frontmatter")) || epub_has_word(type, LEC_STR("backmatter"));
    bool conflict = kind ? sight->kind && kind != sight->kind : type.len > 0 && !matter;
    sight->other = sight->other || conflict;
    if (kind && sight->open == 0) {
        sight->kind = kind;
        sight->name = tag->name;
        sight->open = !tag->empty;
    } else if (sight->open > 0 && lec_str_equal_nocase(tag->name, sight->name)) {
        sight->open = open_after(tag, sight->open);
    }
}

static epub_sight look(lec_str text)
{
    epub_sight sight = {0};
    bool body = false;
    int links = 0, headings = 0;
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(text, &at, &token);) {
        body = body || lec_xml_opens(&token, "body");
        if (!body || token.kind == LEC_XML_OTHER) {
            continue;
        }
        if (token.kind == LEC_XML_TEXT || token.kind == LEC_XML_CDATA) {
            see_text(&sight, lec_str_slice(text, token.content.start, token.content.end), links,
                     headings);
            continue;
        }
        see_kind(&sight, &token);
        see_link(&sight, &token);
        links = lec_str_equal_nocase(token.name, LEC_STR("a")) ? open_after(&token, links) : links;
        headings = is_heading(token.name) ? open_after(&token, headings) : headings;
    }
    sight.other = sight.other || (sight.kind && sight.outside * 10 > sight.text);
    return sight;
}

bool epub_has_heading(lec_str text)
{
    lec_xml_token token;
    for (size_t at = 0; lec_xml_next(text, &at, &token);) {
        if (token.kind == LEC_XML_OPEN && is_heading(token.name)) {
            return true;
        }
    }
    return false;
}

/* ---- which it is */

/* What leads into a file that goes on with other things says little about it. */
static const named_kind *by_landmark(const epub_book *book, const epub_file *file, size_t text)
{
    const epub_landmark *landmark = epub_table_find(&book->landmarks, file->path);
    size_t count = landmark ? epub_table_same(&book->landmarks, landmark) : 0;
    const named_kind *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const named_kind *kind = named(landmark[i].type);
        if (!kind && !landmark[i].inside) {
            return NULL;
        }
        bool fits = kind && (!landmark[i].inside || text <= PAGE_BYTES_MAX);
        found = found || !fits ? found : kind;
    }
    return found;
}

/* A short page with a book number and a notice of rights; paragraphs that lead back to where they
 * are referred to; one that is nearly all links. */
static const named_kind *by_sight(const epub_sight *sight)
{
    if (sight->isbn && sight->rights && sight->text <= PAGE_BYTES_MAX) {
        return named(LEC_STR("copyright-page"));
    }
    size_t plain = sight->text - sight->titled;
    if (sight->leading >= NOTES_MIN && sight->leading * 10 >= sight->paragraphs * 7 &&
        sight->linked * 3 <= plain) {
        return named(LEC_STR("notes"));
    }
    bool list = sight->links >= LINKS_MIN && sight->linked * 5 >= plain * 4;
    return list && !sight->other ? named(LEC_STR("toc")) : NULL;
}

/* Notes in a file of their own are read where that stands, when they are asked for. */
static bool is_wanted(const epub_book *book, const named_kind *kind)
{
    return kind == named(LEC_STR("notes")) && book->unpacking->options->notes != LEC_NOTES_NONE;
}

epub_kind epub_kind_of(const epub_book *book, const epub_file *file, bool apart)
{
    if (lec_str_equal(file->path, book->contents.path)) {
        return named(LEC_STR("toc"))->kind;
    }
    epub_sight sight = look(file->text);
    const named_kind *kind = sight.other ? NULL : sight.kind;
    kind = kind ? kind : by_landmark(book, file, sight.text);
    kind = kind ? kind : by_sight(&sight);
    if (kind && is_wanted(book, kind)) {
        return (epub_kind){0};
    }
    if (kind && !(kind->page && sight.text > PAGE_BYTES_MAX)) {
        return kind->kind;
    }
    return apart ? (epub_kind){"apart", "the book sets it apart from its reading order"}
                 : (epub_kind){0};
}
