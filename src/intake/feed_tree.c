/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/feed_tree.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/library.h"
#include "base/str.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <string.h>

/* ---- libxml2 */

static struct {
    xmlParserCtxtPtr (*new_parser)(void);
    void (*free_parser)(xmlParserCtxtPtr);
    xmlDocPtr (*read_memory)(xmlParserCtxtPtr, const char *, int, const char *, const char *, int);
    void (*free_doc)(xmlDocPtr);
    void (*stop)(xmlParserCtxtPtr);
    xmlErrorPtr (*last_error)(void *);
} xml;

static lec_status load(lec_error *error)
{
    static const lec_symbol symbols[] = {
        {"xmlNewParserCtxt", (void *)&xml.new_parser},
        {"xmlFreeParserCtxt", (void *)&xml.free_parser},
        {"xmlCtxtReadMemory", (void *)&xml.read_memory},
        {"xmlFreeDoc", (void *)&xml.free_doc},
        {"xmlStopParser", (void *)&xml.stop},
        {"xmlCtxtGetLastError", (void *)&xml.last_error},
    };
    return xml.new_parser ? LEC_OK
                          : lec_library_load("libxml2.so.2", "libxml2", symbols,
                                             sizeof symbols / sizeof *symbols, error);
}

/* ---- what the parser is given */

/* End of a character reference or of one of the five entities that XML knows; `at` for neither. */
static size_t reference_end(lec_str text, size_t at)
{
    static const lec_str KNOWN[] = {
        {"&amp;", 5}, {"&lt;", 4}, {"&gt;", 4}, {"&quot;", 6}, {"&apos;", 6}};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (lec_str_equal(lec_str_slice(text, at, at + KNOWN[i].len), KNOWN[i])) {
            return at + KNOWN[i].len;
        }
    }
    size_t end = at + 1;
    if (end < text.len && text.ptr[end] == '#') {
        end++;
        bool hex = end < text.len && text.ptr[end] == 'x';
        size_t digits = end += hex;
        while (end < text.len && end < digits + 7 &&
               (lec_is_digit(text.ptr[end]) ||
                (hex && (text.ptr[end] | 0x20) >= 'a' && (text.ptr[end] | 0x20) <= 'f'))) {
            end++;
        }
        if (end > digits && end < text.len && text.ptr[end] == ';') {
            return end + 1;
        }
    }
    return at;
}

static size_t end_after(lec_str text, size_t at, lec_str mark)
{
    const char *end =
        at < text.len ? memmem(text.ptr + at, text.len - at, mark.ptr, mark.len) : NULL;
    return end ? (size_t)(end - text.ptr) + mark.len : text.len;
}

/* A document type may have declarations in brackets. */
static size_t doctype_end(lec_str text, size_t at)
{
    size_t end = lec_str_find(text, '>', at);
    size_t bracket = lec_str_find(lec_str_slice(text, 0, end), '[', at);
    return bracket < end ? end_after(text, end_after(text, bracket, LEC_STR("]")), LEC_STR(">"))
                         : end + (end < text.len);
}

/* Where markup that holds no entity ends; `at` when there is none. */
static size_t verbatim_end(lec_str text, size_t at)
{
    static const struct {
        lec_str open, close;
    } KINDS[] = {{{"<![CDATA[", 9}, {"]]>", 3}}, {{"<!--", 4}, {"-->", 3}}, {{"<?", 2}, {"?>", 2}}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (lec_str_starts(lec_str_slice(text, at, text.len), KINDS[i].open)) {
            return end_after(text, at, KINDS[i].close);
        }
    }
    return at;
}

/*
 * The text without a document type, so that it declares no entity, and with every "&" escaped that
 * begins no reference: a bare one would be dropped, an undeclared entity with it.
 */
static lec_str tame(lec_arena *arena, lec_str text)
{
    lec_buf out = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '&' && text.ptr[end] != '<') {
            end++;
        }
        lec_buf_add(&out, lec_str_slice(text, at, end));
        at = end;
        if (at == text.len) {
            break;
        }
        lec_str rest = lec_str_slice(text, at, text.len);
        bool reference = text.ptr[at] == '&';
        end = reference ? reference_end(text, at) : verbatim_end(text, at);
        if (end > at) {
            lec_buf_add(&out, lec_str_slice(text, at, end));
        } else if (reference) {
            lec_buf_add(&out, LEC_STR("&amp;"));
            end = at + 1;
        } else if (lec_str_equal_nocase(lec_str_slice(rest, 0, 9), LEC_STR("<!doctype"))) {
            end = doctype_end(text, at);
        } else {
            lec_buf_byte(&out, '<');
            end = at + 1;
        }
        at = end;
    }
    return lec_buf_str(&out);
}

/* ---- building */

typedef struct builder {
    lec_arena *arena;
    xmlParserCtxtPtr parser;
    lec_feed_node *root, *open;
    lec_buf text; /* that has come since the last tag: it comes in pieces */
    bool failed;
} builder;

static void *make(builder *b, size_t size)
{
    void *made = b->failed ? NULL : lec_alloc(b->arena, 1, size);
    if (!made && !b->failed) {
        b->failed = true;
        xml.stop(b->parser);
    }
    return made;
}

static lec_str str_of(const xmlChar *text)
{
    return lec_str_of((const char *)text);
}

/* The name by which code knows an element or attribute. */
static lec_str name_of(builder *b, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    static const struct {
        const char *uri, *prefix;
    } NAMESPACES[] = {
        {"http://www.w3.org/2005/Atom", ""},
        {"http://purl.org/atom/ns#", ""},
        {"http://purl.org/rss/1.0/", ""},
        {"http://my.netscape.com/rdf/simple/0.9/", ""},
        {"http://www.w3.org/1999/xhtml", ""},
        {"http://purl.org/rss/1.0/modules/content/", "content"},
        {"http://purl.org/dc/elements/1.1/", "dc"},
        {"http://purl.org/dc/terms/", "dc"},
        {"http://search.yahoo.com/mrss/", "media"},
        {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    };
    lec_str found = str_of(prefix);
    for (size_t i = 0; uri && i < sizeof NAMESPACES / sizeof *NAMESPACES; i++) {
        if (lec_str_equal(str_of(uri), lec_str_of(NAMESPACES[i].uri))) {
            found = lec_str_of(NAMESPACES[i].prefix);
        }
    }
    lec_str plain = str_of(local);
    lec_str name = found.len
                       ? lec_arena_printf(b->arena, "%.*s:%.*s", LEC_ARG(found), LEC_ARG(plain))
                       : lec_arena_str(b->arena, plain);
    if (!name.ptr && !b->failed) {
        b->failed = true;
        xml.stop(b->parser);
    }
    return name;
}

static lec_feed_node *add_node(builder *b)
{
    lec_feed_node *node = make(b, sizeof *node);
    if (node && b->open) {
        node->parent = b->open;
        if (b->open->last) {
            b->open->last->next = node;
        } else {
            b->open->first = node;
        }
        b->open->last = node;
    }
    return node;
}

static void take_text(void *user, const xmlChar *text, int length)
{
    builder *b = user;
    if (length > 0) {
        lec_buf_add(&b->text, (lec_str){(const char *)text, (size_t)length});
    }
}

static void add_text(builder *b)
{
    lec_feed_node *node = b->open && b->text.len > 0 ? add_node(b) : NULL;
    if (node) {
        node->text = lec_arena_str(b->arena, lec_buf_str(&b->text));
        b->failed = b->failed || !node->text.ptr;
    }
    b->failed = b->failed || b->text.failed;
    b->text.len = 0;
}

/* libxml2 hands over an attribute as five pointers. */
enum { LOCAL, PREFIX, URI, VALUE, VALUE_END, FIELDS };

static void add_attributes(builder *b, lec_feed_node *node, const xmlChar **fields, int count)
{
    for (int i = 0; i < count && !b->failed; i++, fields += FIELDS) {
        lec_feed_attribute *attribute = make(b, sizeof *attribute);
        if (!attribute) {
            return;
        }
        const char *value = (const char *)fields[VALUE];
        attribute->name = name_of(b, fields[LOCAL], fields[PREFIX], fields[URI]);
        attribute->value = lec_arena_str(
            b->arena, (lec_str){value, (size_t)((const char *)fields[VALUE_END] - value)});
        attribute->next = node->attributes;
        node->attributes = attribute;
        b->failed = b->failed || !attribute->value.ptr;
    }
}

/* NOLINTNEXTLINE(readability-function-size): libxml2 has it so */
static void open_element(void *user, const xmlChar *local, const xmlChar *prefix,
                         const xmlChar *uri, int namespaces, const xmlChar **declared, int count,
                         int defaulted, const xmlChar **fields)
{
    (void)namespaces, (void)declared, (void)defaulted;
    builder *b = user;
    add_text(b);
    lec_feed_node *node = b->root && !b->open ? NULL : add_node(b);
    if (!node) {
        return;
    }
    node->name = name_of(b, local, prefix, uri);
    add_attributes(b, node, fields, count);
    b->root = b->root ? b->root : node;
    b->open = node;
}

static void close_element(void *user, const xmlChar *local, const xmlChar *prefix,
                          const xmlChar *uri)
{
    (void)local, (void)prefix, (void)uri;
    builder *b = user;
    add_text(b);
    b->open = b->open ? b->open->parent : NULL;
}

/* A text with a byte that XML cannot hold has lost that byte, and no more. */
static size_t line_of_damage(xmlParserCtxtPtr parser, xmlErrorPtr last)
{
    if (parser->wellFormed || !last || last->code == XML_ERR_INVALID_CHAR) {
        return 0;
    }
    return last->line > 0 ? (size_t)last->line : 1;
}

/* Without one, a lack of memory would be printed. */
static void keep_quiet(void *user, xmlErrorPtr error)
{
    (void)user, (void)error;
}

static void parse(builder *b, lec_str text, size_t *broken_line)
{
    const xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = open_element,
        .endElementNs = close_element,
        .characters = take_text,
        .ignorableWhitespace = take_text,
        .cdataBlock = take_text,
        .serror = keep_quiet,
    };
    memcpy(b->parser->sax, &handler, sizeof handler);
    b->parser->userData = b;
    int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xml.free_doc(xml.read_memory(b->parser, text.ptr, (int)text.len, NULL, "UTF-8", options));
    add_text(b); /* where the end is missing */
    xmlErrorPtr last = xml.last_error(b->parser);
    b->failed = b->failed || (last && last->code == XML_ERR_NO_MEMORY);
    *broken_line = line_of_damage(b->parser, last);
}

lec_status lec_feed_tree_parse(lec_arena *arena, lec_arena scratch, lec_str name, lec_str text,
                               const lec_feed_node **root, size_t *broken_line, lec_error *error)
{
    lec_status status = load(error);
    lec_str trimmed = lec_str_trim(text); /* nothing may stand before the declaration */
    lec_str tamed = tame(&scratch, trimmed);
    if (status != LEC_OK) {
        return status;
    }
    if (!tamed.ptr || tamed.len > INT_MAX) {
        return lec_fail_memory(error);
    }
    builder b = {.arena = arena, .parser = xml.new_parser(), .text.arena = &scratch};
    if (!b.parser) {
        return lec_fail_memory(error);
    }
    parse(&b, tamed, broken_line);
    xml.free_parser(b.parser);
    *root = b.root;
    if (b.failed) {
        return lec_fail_memory(error);
    }
    return b.root ? LEC_OK
                  : lec_fail_at(error, LEC_DATA, name, *broken_line, 0,
                                "damaged XML: there is no element in it that could be read");
}

/* ---- looking */

lec_str lec_feed_root_name(lec_str text)
{
    const lec_str mark = LEC_STR("\xEF\xBB\xBF");
    size_t at = lec_str_starts(text, mark) ? mark.len : 0;
    for (;;) {
        while (at < text.len && lec_is_space(text.ptr[at])) {
            at++;
        }
        size_t end = verbatim_end(text, at);
        if (lec_str_equal_nocase(lec_str_slice(text, at, at + 9), LEC_STR("<!doctype"))) {
            end = doctype_end(text, at);
        }
        if (end == at) {
            break;
        }
        at = end;
    }
    size_t start = at + 1;
    size_t end = start;
    while (end < text.len && !lec_is_space(text.ptr[end]) && text.ptr[end] != '>' &&
           text.ptr[end] != '/') {
        start = text.ptr[end++] == ':' ? end : start;
    }
    bool tag = at < text.len && text.ptr[at] == '<' && end < text.len;
    return tag ? lec_str_slice(text, start, end) : LEC_STR("");
}

bool lec_feed_node_is(const lec_feed_node *node, const char *name)
{
    return lec_str_equal_nocase(node->name, lec_str_of(name));
}

const lec_feed_node *lec_feed_child(const lec_feed_node *node, const char *name)
{
    const lec_feed_node *child = node->first;
    while (child && !lec_feed_node_is(child, name)) {
        child = child->next;
    }
    return child;
}

lec_str lec_feed_attribute_of(const lec_feed_node *node, const char *name)
{
    for (const lec_feed_attribute *a = node->attributes; a; a = a->next) {
        if (lec_str_equal_nocase(a->name, lec_str_of(name))) {
            return a->value;
        }
    }
    return LEC_STR("");
}

/* What comes after all of a node. */
static const lec_feed_node *beyond(const lec_feed_node *node, const lec_feed_node *top)
{
    while (node != top && !node->next) {
        node = node->parent;
    }
    return node == top ? NULL : node->next;
}

const lec_feed_node *lec_feed_walk(const lec_feed_node *node, const lec_feed_node *top)
{
    return node->first ? node->first : beyond(node, top);
}

lec_str lec_feed_node_text(lec_arena *arena, const lec_feed_node *node)
{
    lec_buf out = {.arena = arena};
    for (const lec_feed_node *n = node; n; n = lec_feed_walk(n, node)) {
        lec_buf_add(&out, n->text);
    }
    return lec_buf_str(&out);
}

static void add_escaped(lec_buf *out, lec_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '<' || c == '&' || c == '"') {
            lec_buf_add(out, c == '<'   ? LEC_STR("&lt;")
                             : c == '&' ? LEC_STR("&amp;")
                                        : LEC_STR("&quot;"));
        } else {
            lec_buf_byte(out, c);
        }
    }
}

static void add_tag(lec_buf *out, const lec_feed_node *node)
{
    lec_buf_byte(out, '<');
    lec_buf_add(out, node->name);
    for (const lec_feed_attribute *a = node->attributes; a; a = a->next) {
        lec_buf_byte(out, ' ');
        lec_buf_add(out, a->name);
        lec_buf_add(out, LEC_STR("=\""));
        add_escaped(out, a->value);
        lec_buf_byte(out, '"');
    }
    lec_buf_byte(out, '>');
}

static bool is_void(const lec_feed_node *node)
{
    static const char *const NAMES[] = {"br", "hr", "img", "wbr", "col", "source", "input"};
    size_t i = 0;
    while (i < sizeof NAMES / sizeof *NAMES && !lec_feed_node_is(node, NAMES[i])) {
        i++;
    }
    return i < sizeof NAMES / sizeof *NAMES;
}

static void close_tag(lec_buf *out, const lec_feed_node *node)
{
    if (node->name.len && !is_void(node)) {
        lec_buf_add(out, LEC_STR("</"));
        lec_buf_add(out, node->name);
        lec_buf_byte(out, '>');
    }
}

lec_str lec_feed_node_html(lec_arena *arena, const lec_feed_node *node)
{
    lec_buf out = {.arena = arena};
    for (const lec_feed_node *n = node->first; n;) {
        if (n->name.len) {
            add_tag(&out, n);
        } else {
            add_escaped(&out, n->text);
        }
        if (n->first) {
            n = n->first;
            continue;
        }
        close_tag(&out, n);
        while (!n->next && n->parent != node) {
            n = n->parent;
            close_tag(&out, n);
        }
        n = n->next;
    }
    return lec_buf_str(&out);
}
