/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The XML of feeds and lists of feeds as a tree. What is broken is recovered as far as it goes.
 * No entity is ever expanded: "&eacute;", which feeds have though XML does not know it, stays as it
 * is, for the reader of HTML.
 */
#ifndef LEC_INTAKE_FEED_TREE_H
#define LEC_INTAKE_FEED_TREE_H

#include <lectern/base.h>

typedef struct lec_feed_attribute lec_feed_attribute;
struct lec_feed_attribute {
    lec_str name, value;
    const lec_feed_attribute *next;
};

/** An element, or text. */
typedef struct lec_feed_node lec_feed_node;
struct lec_feed_node {
    /** Of an element: that of RSS and Atom without a prefix, of XHTML too; of other namespaces that
     * are known with the usual one ("content:encoded"), whatever the feed calls it. Of text: empty.
     */
    lec_str name;
    lec_str text;
    const lec_feed_attribute *attributes;
    lec_feed_node *parent, *first, *last, *next;
};

/**
 * @param text valid UTF-8, whatever encoding it names.
 * @param[out] root the element; its own, in `arena`.
 * @param[out] broken_line where the XML is broken, from 1; 0: it is whole.
 * @return LEC_OK; LEC_DATA (no XML at all); LEC_UNAVAILABLE (no libxml2); LEC_TRY_AGAIN.
 */
LEC_WARN_UNUSED lec_status lec_feed_tree_parse(lec_arena *arena, lec_arena scratch, lec_str name,
                                               lec_str text, const lec_feed_node **root,
                                               size_t *broken_line, lec_error *error);

/** Name of the element that a text begins with, without its prefix; empty when it is no XML. */
lec_str lec_feed_root_name(lec_str text);

bool lec_feed_node_is(const lec_feed_node *node, const char *name);
/** @return the first child of that name; NULL when there is none. */
const lec_feed_node *lec_feed_child(const lec_feed_node *node, const char *name);
/** @return the value; empty when there is none. */
lec_str lec_feed_attribute_of(const lec_feed_node *node, const char *name);
/** The node after `node` in `top`, as written: its first child, else the next beside or above it;
 * NULL at the end. */
const lec_feed_node *lec_feed_walk(const lec_feed_node *node, const lec_feed_node *top);
/** All text in an element. .ptr is NULL when memory has run out. */
lec_str lec_feed_node_text(lec_arena *arena, const lec_feed_node *node);
/** What is in an element as HTML. .ptr is NULL when memory has run out. */
lec_str lec_feed_node_html(lec_arena *arena, const lec_feed_node *node);

#endif
