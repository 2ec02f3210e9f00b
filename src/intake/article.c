/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges a page step by step, and keeps what came of it by node. */
#include "intake/article.h"

#include "base/arena.h"
#include "base/error.h"
#include "intake/article_judge.h"

#include <stdint.h>
#include <string.h>

struct lec_article {
    const GumboNode *title;
    size_t mask; /* slots less one */
    const GumboNode **slots;
    uint8_t *rules; /* of each slot */
};

static const lec_verdict VERDICTS[LEC_ARTICLE_RULES] = {
    [LEC_ARTICLE_OUTSIDE] = {"outside-article", "stands outside of the article"},
    [LEC_ARTICLE_NAVIGATION] = {"navigation", "a menu or path of the site"},
    [LEC_ARTICLE_FOOTER] = {"page-footer", "the foot of the page"},
    [LEC_ARTICLE_SIDEBAR] = {"sidebar", "stands beside the article"},
    [LEC_ARTICLE_SHARE] = {"share", "buttons to share or follow"},
    [LEC_ARTICLE_RELATED] = {"related", "leads to other articles"},
    [LEC_ARTICLE_COMMENTS] = {"comments", "comments of readers"},
    [LEC_ARTICLE_ADVERT] = {"advert", "an advert or a call to buy"},
    [LEC_ARTICLE_CONTINUES] = {"continues", "it says that the article goes on elsewhere"},
    [LEC_ARTICLE_NEWSLETTER] = {"newsletter", "a call to subscribe"},
    [LEC_ARTICLE_AUTHOR] = {"about-author", "a note on the author"},
    [LEC_ARTICLE_BYLINE] = {"byline", "names the author"},
    [LEC_ARTICLE_DATE] = {"date", "the date of the article"},
    [LEC_ARTICLE_META] = {"article-facts", "facts about the article"},
    [LEC_ARTICLE_CAPTION] = {"caption", "the caption or credit of a picture"},
    [LEC_ARTICLE_TAGS] = {"tags", "keywords of the article"},
    [LEC_ARTICLE_NOTICE] = {"notice", "a notice on cookies, privacy or the law"},
    [LEC_ARTICLE_DIALOG] = {"dialog", "opens over the page"},
    [LEC_ARTICLE_CONTROL] = {"control", "a button, a form or the like"},
    [LEC_ARTICLE_PLAYER] = {"player", "belongs to a player"},
    [LEC_ARTICLE_CONTENTS] = {"contents", "a table of contents"},
    [LEC_ARTICLE_HIDDEN] = {"hidden", "is not shown"},
    [LEC_ARTICLE_LINKS] = {"links", "links to other pages"},
    [LEC_ARTICLE_REPEATED] = {"repeated", "was said before in the same words"},
};

/* ---- by node */

static size_t slot_of(const lec_article *article, const GumboNode *node)
{
    size_t slot = ((uintptr_t)node >> 4) * 0x9E3779B97F4A7C15u >> 20 & article->mask;
    while (article->slots[slot] && article->slots[slot] != node) {
        slot = (slot + 1) & article->mask;
    }
    return slot;
}

static bool keep_rules(lec_arena *arena, const lec_tree *tree, lec_article *article)
{
    size_t slots = 16;
    while (slots < (size_t)tree->count * 2) {
        slots *= 2;
    }
    article->mask = slots - 1;
    article->slots = LEC_NEW(arena, slots, const GumboNode *);
    article->rules = LEC_NEW(arena, slots, uint8_t);
    for (uint32_t i = 0; article->slots && article->rules && i < tree->count; i++) {
        size_t slot = slot_of(article, tree->limbs[i].node);
        article->slots[slot] = tree->limbs[i].node;
        article->rules[slot] = tree->limbs[i].rule;
    }
    return article->slots && article->rules;
}

/* ---- the whole */

static const GumboNode *body_of(const GumboOutput *page)
{
    const GumboVector *children = &page->root->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY) {
            return child;
        }
    }
    return page->root;
}

static bool judge(lec_tree *tree, lec_arena scratch, const GumboOutput *page,
                  const lec_furniture *furniture, bool timid, lec_article_place *place)
{
    lec_judge_called(tree, timid);
    place->root = lec_judge_root(tree);
    if (!lec_judge_title(tree, scratch, page, place->root, &place->title)) {
        return false;
    }
    lec_judge_outside(tree, *place);
    return lec_judge_within(tree, scratch, furniture, *place) &&
           lec_judge_repeated(tree, scratch, *place);
}

/* Whether next to nothing is left of a page that has text. */
static bool is_too_little(const lec_tree *tree, lec_article_place place)
{
    enum { LITTLE = 200, TIMES = 3 };
    int64_t kept = 0, all = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const lec_limb *limb = &tree->limbs[i];
        all += limb->worth > 0 ? limb->worth : 0;
        kept += lec_limb_is_text(limb) && !limb->rule ? limb->all.length : 0;
    }
    kept -= place.title ? tree->limbs[place.title].all.length : 0;
    return kept < LITTLE && kept * TIMES < all;
}

/* Where what elements are called leaves nothing of a page, it cannot be true of this one. */
static bool judge_twice(lec_tree *tree, lec_arena scratch, const GumboOutput *page,
                        const lec_furniture *furniture, lec_article_place *place)
{
    return judge(tree, scratch, page, furniture, false, place) &&
           (!is_too_little(tree, *place) || judge(tree, scratch, page, furniture, true, place));
}

lec_status lec_article_mark(lec_arena *arena, lec_arena scratch, const GumboOutput *page,
                            const lec_furniture *furniture, lec_article **article, lec_error *error)
{
    lec_tree tree;
    lec_article_place place;
    *article = LEC_NEW(arena, 1, lec_article);
    if (!*article || !lec_tree_make(&scratch, body_of(page), &tree) ||
        !judge_twice(&tree, scratch, page, furniture, &place)) {
        return lec_fail_memory(error);
    }
    (*article)->title = place.title ? tree.limbs[place.title].node : NULL;
    return keep_rules(arena, &tree, *article) ? LEC_OK : lec_fail_memory(error);
}

const lec_verdict *lec_article_verdict(const lec_article *article, const GumboNode *node)
{
    size_t slot = slot_of(article, node);
    uint8_t rule = article->slots[slot] ? article->rules[slot] : LEC_ARTICLE_KEPT;
    return rule == LEC_ARTICLE_KEPT ? NULL : &VERDICTS[rule];
}

const GumboNode *lec_article_title(const lec_article *article)
{
    return article->title;
}
