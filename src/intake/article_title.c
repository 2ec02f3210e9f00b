/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which heading is the article's title: the one that says most of what the page calls itself in
 * <title> or its metadata, where the name of the site often stands beside it.
 */
#include "intake/article_judge.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { LENGTH_MAX = 512 }; /* bytes of a title that is compared */

/* ---- what is compared: letters and digits, ASCII in lower case */

typedef struct bare {
    char text[LENGTH_MAX];
    size_t length;
} bare;

static void bare_add(bare *to, lec_str text)
{
    for (size_t at = 0; at < text.len;) {
        lec_char c = lec_utf8_at(text, at);
        bool wanted = lec_char_is_letter(c.code) || lec_char_is_digit(c.code);
        if (wanted && to->length + c.len <= LENGTH_MAX) {
            memcpy(to->text + to->length, text.ptr + at, c.len);
            if (c.code >= 'A' && c.code <= 'Z') {
                to->text[to->length] = (char)(c.code - 'A' + 'a');
            }
            to->length += c.len;
        }
        at += c.len;
    }
}

/* How much of `whole` a heading is, in percent; 0 when it is no part of it. */
static uint32_t share(const bare *whole, const bare *heading)
{
    enum { LENGTH_MIN = 4 };
    if (heading->length < LENGTH_MIN || heading->length > whole->length ||
        !memmem(whole->text, whole->length, heading->text, heading->length)) {
        return 0;
    }
    return (uint32_t)(heading->length * 100 / whole->length);
}

/* ---- what the page calls itself */

static bool attribute_is(const GumboElement *element, const char *name, const char *value)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);
    return found && lec_str_equal_nocase(lec_str_of(found->value), lec_str_of(value));
}

static void add_child_text(const GumboElement *element, bare *to)
{
    for (unsigned i = 0; i < element->children.length; i++) {
        const GumboNode *child = element->children.data[i];
        if (child->type == GUMBO_NODE_TEXT) {
            bare_add(to, lec_str_of(child->v.text.text));
        }
    }
}

static const GumboNode *head_of(const GumboOutput *page)
{
    const GumboVector *parts = &page->root->v.element.children;
    for (unsigned i = 0; i < parts->length; i++) {
        const GumboNode *part = parts->data[i];
        if (part->type == GUMBO_NODE_ELEMENT && part->v.element.tag == GUMBO_TAG_HEAD) {
            return part;
        }
    }
    return NULL;
}

/* <title> and what <meta> says for cards that link to the page. */
static void page_titles(const GumboOutput *page, bare *title, bare *card)
{
    const GumboNode *head = head_of(page);
    for (unsigned i = 0; head && i < head->v.element.children.length; i++) {
        const GumboNode *node = head->v.element.children.data[i];
        const GumboElement *element = &node->v.element;
        if (node->type != GUMBO_NODE_ELEMENT) {
            continue;
        }
        const GumboAttribute *content = gumbo_get_attribute(&element->attributes, "content");
        if (element->tag == GUMBO_TAG_TITLE && !title->length) {
            add_child_text(element, title);
        } else if (content && !card->length &&
                   (attribute_is(element, "property", "og:title") ||
                    attribute_is(element, "name", "twitter:title"))) {
            bare_add(card, lec_str_of(content->value));
        }
    }
}

/* ---- headings */

static void limb_text(const lec_tree *tree, uint32_t at, bare *to)
{
    for (uint32_t i = at; i < tree->limbs[at].end; i++) {
        if (lec_limb_is_text(&tree->limbs[i])) {
            bare_add(to, lec_str_of(tree->limbs[i].node->v.text.text));
        }
    }
}

static bool may_be_title(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    bool named = lec_limb_is_block(limb) && limb->names & LEC_NAME_BIT(LEC_NAME_TITLE);
    return limb->all.length && limb->all.length < LENGTH_MAX &&
           ((tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H3) || named);
}

/*
 * A heading of the first level counts for more; one behind the article's beginning for less. One of
 * another level that says only a small part of the title is that of a section.
 */
static uint32_t points(const lec_limb *limb, uint32_t share_percent)
{
    enum { SHARE_MIN = 40 };
    GumboTag tag = lec_limb_tag(limb);
    uint32_t sum = tag == GUMBO_TAG_H1 || share_percent >= SHARE_MIN ? share_percent * 2 : 0;
    sum += tag == GUMBO_TAG_H1 ? 40 : tag == GUMBO_TAG_H2 ? 10 : 0;
    sum += limb->names & LEC_NAME_BIT(LEC_NAME_TITLE) ? 10 : 0;
    return limb->rule == LEC_ARTICLE_HIDDEN || limb->rule == LEC_ARTICLE_RELATED ? sum / 2 : sum;
}

bool lec_judge_title(const lec_tree *tree, lec_arena scratch, const GumboOutput *page,
                     uint32_t root, uint32_t *title)
{
    enum { POINTS_MIN = 40 };
    uint32_t most = POINTS_MIN - 1;
    bare *all = LEC_NEW(&scratch, 3, bare); /* of the page, of its card, of a heading */
    *title = 0;
    if (!all) {
        return false;
    }
    page_titles(page, &all[0], &all[1]);
    for (uint32_t i = 1; i < tree->limbs[root].end; i++) {
        if (!may_be_title(&tree->limbs[i])) {
            continue;
        }
        all[2].length = 0;
        limb_text(tree, i, &all[2]);
        uint32_t first = share(&all[0], &all[2]);
        uint32_t second = share(&all[1], &all[2]);
        uint32_t sum = points(&tree->limbs[i], first > second ? first : second);
        if (sum > most) {
            most = sum;
            *title = i;
        }
    }
    return true;
}
