/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page as a tree, and what is asked of its nodes. */
#ifndef LEC_INTAKE_HTML_TREE_H
#define LEC_INTAKE_HTML_TREE_H

#include <lectern/base.h>

#include <gumbo.h>

/**
 * Parses a page. All of the tree is in `arena`; there is nothing to free.
 * @param parsed must outlive the tree.
 * @return NULL when memory has run out.
 */
const GumboOutput *lec_html_parse(lec_arena *arena, lec_str parsed);

/** An element, or NULL. Templates are none. */
const GumboElement *lec_html_element(const GumboNode *node);
/** GUMBO_TAG_UNKNOWN for what is no element. */
GumboTag lec_html_tag(const GumboNode *node);
/** The children of an element or of the document; none for others. */
const GumboVector *lec_html_children(const GumboNode *node);

/** An attribute's value; .ptr is NULL when there is none. */
lec_str lec_html_attribute(const GumboNode *node, const char *name);
/** Whether one of the words of an attribute is `word`, in any case. */
bool lec_html_has_word(const GumboNode *node, const char *name, const char *word);

/** The node after this one in document order, within `root`; its descendants first, or not. */
const GumboNode *lec_html_next(const GumboNode *node, const GumboNode *root, bool inside);

/** The text in a node, white space collapsed, at most `max` bytes of it; .ptr is NULL when memory
 * has run out. */
lec_str lec_html_text_of(lec_arena *arena, const GumboNode *node, size_t max);

/** A text as one line without white space at its ends; .ptr is NULL when memory has run out. */
lec_str lec_html_clean(lec_arena *arena, lec_str text);

/** Letters and digits alone, ASCII in lower case: for comparing what two texts say. */
lec_str lec_html_bare(lec_arena *arena, lec_str text);

#endif
