/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the article is. The element with the most running text, links and labels taken off, holds
 * it, and perhaps more; where the page says within which of its elements the article is, that is
 * gone by.
 */
#include "intake/article_judge.h"

#define ANCHOR_NAMES (LEC_NAME_BIT(LEC_NAME_TEXT) | LEC_NAME_BIT(LEC_NAME_BODY))

static bool has_percent(int32_t part, int32_t whole, int32_t percent)
{
    return (int64_t)part * 100 >= (int64_t)whole * percent;
}

/* How much of the text of an element that holds the article one within must have, to be what holds
 * it; in percent. 0: it is not said to be one. */
static int32_t anchor_percent(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    if (lec_limb_is_text(limb)) {
        return 0;
    }
    if (limb->names & LEC_NAME_BIT(LEC_NAME_TEXT)) {
        return 40;
    }
    if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) {
        return 50;
    }
    return limb->names & LEC_NAME_BIT(LEC_NAME_BODY) ? 70 : 0;
}

/* Of two that hold as much the inner one is the closer; one that is beside the other is not. */
static bool holds_more(const lec_tree *tree, uint32_t at, uint32_t root)
{
    int32_t sum = tree->limbs[at].sum, most = tree->limbs[root].sum;
    return sum > most || (sum == most && at < tree->limbs[root].end);
}

static uint32_t most_worth(const lec_tree *tree)
{
    uint32_t root = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const lec_limb *limb = &tree->limbs[i];
        if (limb->rule) {
            i = limb->end - 1;
        } else if (lec_limb_is_block(limb) && holds_more(tree, i, root)) {
            root = i;
        }
    }
    return root;
}

/* Whether the text of a page is in several elements that are called alike, of which `at` is one. */
static bool is_split(const lec_tree *tree, uint32_t root, uint32_t at)
{
    int32_t all = 0;
    lec_name_set names = tree->limbs[at].names & ANCHOR_NAMES;
    for (uint32_t i = root + 1; i < tree->limbs[root].end; i++) {
        const lec_limb *limb = &tree->limbs[i];
        if (limb->rule || (limb->names & ANCHOR_NAMES) == names) {
            all += limb->rule ? 0 : limb->prose;
            i = limb->end - 1;
        }
    }
    return names && !has_percent(tree->limbs[at].prose, all, 90);
}

/* Goes to the anchor within, and to that within it, as long as they hold enough. */
static uint32_t descend(const lec_tree *tree, uint32_t root)
{
    for (uint32_t i = root + 1; i < tree->limbs[root].end; i++) {
        const lec_limb *limb = &tree->limbs[i];
        int32_t percent = anchor_percent(limb);
        if (limb->rule) {
            i = limb->end - 1;
        } else if (percent && has_percent(limb->prose, tree->limbs[root].prose, percent)) {
            if (is_split(tree, root, i)) {
                break;
            }
            root = i;
        }
    }
    return root;
}

/* A paragraph, heading or the like is no article: what stands around it may be. */
static bool is_part(const lec_limb *limb)
{
    static const GumboTag PARTS[] = {
        GUMBO_TAG_P,          GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4,
        GUMBO_TAG_H5,         GUMBO_TAG_H6, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI,
        GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_PRE,
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (lec_limb_tag(limb) == PARTS[i]) {
            return true;
        }
    }
    return false;
}

static uint32_t out_of_parts(const lec_tree *tree, uint32_t root)
{
    while (root && is_part(&tree->limbs[root])) {
        root = tree->limbs[root].parent;
    }
    return root;
}

/* To what is around a root without a name, adds next to nothing, and is called the text; where
 * there is little running text to go by, the page's elements for an article count, too. */
static uint32_t climb(const lec_tree *tree, uint32_t root)
{
    enum { LITTLE = 800 };
    bool little = tree->limbs[root].prose < LITTLE;
    for (uint32_t i = tree->limbs[root].parent; i; i = tree->limbs[i].parent) {
        const lec_limb *limb = &tree->limbs[i];
        if (anchor_percent(&tree->limbs[root]) ||
            !has_percent(tree->limbs[root].prose, limb->prose, 83)) {
            break;
        }
        if (limb->names & ANCHOR_NAMES || (little && anchor_percent(limb))) {
            return i;
        }
    }
    return root;
}

uint32_t lec_judge_root(const lec_tree *tree)
{
    return climb(tree, descend(tree, out_of_parts(tree, most_worth(tree))));
}

/* ---- what is outside */

/* Between the title and the article: a paragraph that leads into it, or what is called its lead. */
static bool leads_in(const lec_tree *tree, lec_article_place place, uint32_t at)
{
    enum { LENGTH_MIN = 40, WORDS_MIN = 6 };
    const lec_limb *limb = &tree->limbs[at];
    lec_name_set names = limb->names | tree->limbs[limb->parent].names;
    if (!place.title || at < place.title || at >= place.root || !lec_limb_is_block(limb) ||
        limb->own.length < LENGTH_MIN || limb->own.words < WORDS_MIN ||
        lec_measure_is_linked(limb->own, 30) || names & LEC_NAME_BIT(LEC_NAME_PICTURE)) {
        return false;
    }
    return names & LEC_NAME_BIT(LEC_NAME_LEAD) ||
           (limb->own.stops && !lec_tag_is_heading(lec_limb_tag(limb)));
}

/* `at` is within `around`, or it. */
static bool is_within(const lec_tree *tree, uint32_t at, uint32_t around)
{
    return at >= around && at < tree->limbs[around].end;
}

/* In a title, too, stand buttons, and words for those who hear the page. */
static uint8_t settled_in_title(uint8_t own, uint8_t around)
{
    return own == LEC_ARTICLE_CONTROL || own == LEC_ARTICLE_HIDDEN ? own : around;
}

/* A limb within furniture is the same furniture; one in what is only outside may be another. */
static uint8_t settled(const lec_tree *tree, lec_article_place place, uint32_t at)
{
    const lec_limb *limb = &tree->limbs[at];
    uint8_t around = at ? tree->limbs[limb->parent].rule : LEC_ARTICLE_KEPT;
    if (place.title && is_within(tree, at, place.title)) {
        return at == place.title ? LEC_ARTICLE_KEPT : settled_in_title(limb->rule, around);
    }
    if (around && around != LEC_ARTICLE_OUTSIDE) {
        return around;
    }
    if (limb->rule || at == place.root) {
        return limb->rule;
    }
    if (is_within(tree, at, place.root)) {
        return around;
    }
    bool is_part = limb->block != at && !tree->limbs[limb->block].rule;
    return is_part || leads_in(tree, place, at) ? LEC_ARTICLE_KEPT : LEC_ARTICLE_OUTSIDE;
}

void lec_judge_outside(lec_tree *tree, lec_article_place place)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        tree->limbs[i].rule = settled(tree, place, i);
    }
}
