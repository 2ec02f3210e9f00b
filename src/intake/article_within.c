/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Furniture within the article, by what it holds and what it says. */
#include "intake/article_judge.h"

#include "base/arena.h"
#include "base/str.h"

/* ---- links */

static bool is_list(GumboTag tag)
{
    return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV ||
           tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_DL ||
           tag == GUMBO_TAG_HEADER;
}

/* Mostly links, and hardly a sentence. */
static bool is_link_list(const lec_limb *limb)
{
    return is_list(lec_limb_tag(limb)) &&
           (lec_measure_is_linked(limb->all, 90) ||
            (lec_measure_is_linked(limb->all, 50) && limb->all.stops < 2));
}

/* A paragraph that is a link, or little more. */
static bool is_link_line(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    return (tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV) && lec_measure_is_linked(limb->own, 80) &&
           limb->own.words >= 3;
}

/* Leaves out a block's own text, and the block with it when it has no other. */
static void leave_out(lec_tree *tree, uint32_t block, uint8_t rule)
{
    lec_limb *limb = &tree->limbs[block];
    if (!rule) {
        return;
    }
    if (limb->own.length == limb->all.length) {
        limb->rule = rule;
        return;
    }
    for (uint32_t i = lec_tree_text_after(tree, block, block); i;
         i = lec_tree_text_after(tree, block, i)) {
        tree->limbs[i].rule = rule;
    }
}

/* ---- phrases */

static const uint8_t BY_KIND[LEC_FURNITURE_KINDS] = {
    [LEC_FURNITURE_NAVIGATION] = LEC_ARTICLE_NAVIGATION,
    [LEC_FURNITURE_SHARE] = LEC_ARTICLE_SHARE,
    [LEC_FURNITURE_PLAYER] = LEC_ARTICLE_PLAYER,
    [LEC_FURNITURE_CONSENT] = LEC_ARTICLE_NOTICE,
    [LEC_FURNITURE_CALL] = LEC_ARTICLE_NEWSLETTER,
    [LEC_FURNITURE_CONTINUES] = LEC_ARTICLE_CONTINUES,
    [LEC_FURNITURE_RELATED] = LEC_ARTICLE_RELATED,
    [LEC_FURNITURE_COMMENTS] = LEC_ARTICLE_COMMENTS,
    [LEC_FURNITURE_CAPTION] = LEC_ARTICLE_CAPTION,
    [LEC_FURNITURE_BYLINE] = LEC_ARTICLE_BYLINE,
    [LEC_FURNITURE_DATE] = LEC_ARTICLE_DATE,
    [LEC_FURNITURE_ADVERT] = LEC_ARTICLE_ADVERT,
    [LEC_FURNITURE_LEGAL] = LEC_ARTICLE_FOOTER,
};

typedef struct within {
    lec_tree *tree;
    lec_arena scratch;
    const lec_furniture *furniture;
    lec_article_place place;
    bool failed; /* memory has run out */
} within;

/* By what a block says; only what is said in markup of its own is known to be said alone. */
static uint8_t by_phrase(within *w, uint32_t at)
{
    enum { WORDS_MAX = 30 };
    const lec_limb *limb = &w->tree->limbs[at];
    lec_arena scratch = w->scratch;
    if (!w->furniture || !lec_limb_is_block(limb) || !limb->own.length ||
        limb->own.words > WORDS_MAX) {
        return LEC_ARTICLE_KEPT;
    }
    lec_str text = lec_tree_text(w->tree, &scratch, at);
    w->failed |= !text.ptr;
    lec_furniture_match match = lec_furniture_find(w->furniture, lec_str_trim(text));
    return match.strong ? BY_KIND[match.kind] : LEC_ARTICLE_KEPT;
}

/* ---- headings without text */

/* Whether all of a paragraph is set in bold, or ends with a colon. */
static bool is_set_apart(within *w, uint32_t at)
{
    const lec_limb *first = &w->tree->limbs[at + 1];
    GumboTag tag = lec_limb_tag(first);
    bool bold =
        tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_B || tag == GUMBO_TAG_U || tag == GUMBO_TAG_EM;
    lec_arena scratch = w->scratch;
    lec_str text = lec_tree_text(w->tree, &scratch, at);
    w->failed |= !text.ptr;
    return (bold && first->all.length == w->tree->limbs[at].own.length) ||
           lec_str_ends(lec_str_trim(text), LEC_STR(":"));
}

/* A heading, or a short line that stands for one, is of what follows it. 0: it is neither. */
static int heading_level(within *w, uint32_t at)
{
    enum { WORDS_MAX = 10, LINE = 7 };
    const lec_limb *limb = &w->tree->limbs[at];
    GumboTag tag = lec_limb_tag(limb);
    if (lec_tag_is_heading(tag)) {
        return (int)(tag - GUMBO_TAG_H1) + 1;
    }
    return (tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV) && limb->own.length &&
                   limb->own.words <= WORDS_MAX && !limb->own.stops && is_set_apart(w, at)
               ? LINE
               : 0;
}

typedef struct pending {
    uint32_t heading[8]; /* by level: what no text has followed yet; 0: none */
    bool missing;        /* something has been left out since the last text that is kept */
} pending;

/* Headings of `level` and below have nothing after them but what is left out. */
static void end_sections(within *w, pending *open, int level)
{
    for (int i = level; i < 8; i++) {
        if (open->heading[i] && open->missing) {
            w->tree->limbs[open->heading[i]].rule = LEC_ARTICLE_RELATED;
        }
        open->heading[i] = 0;
    }
}

/* What a heading is furniture with. A single link is not enough: it may be a thing's own. */
static bool leads_elsewhere(const lec_limb *limb)
{
    static const bool elsewhere[LEC_ARTICLE_RULES] = {
        [LEC_ARTICLE_NAVIGATION] = true, [LEC_ARTICLE_SHARE] = true,
        [LEC_ARTICLE_RELATED] = true,    [LEC_ARTICLE_COMMENTS] = true,
        [LEC_ARTICLE_NEWSLETTER] = true, [LEC_ARTICLE_AUTHOR] = true,
        [LEC_ARTICLE_TAGS] = true,       [LEC_ARTICLE_CONTROL] = true,
        [LEC_ARTICLE_CONTENTS] = true,   [LEC_ARTICLE_LINKS] = true,
    };
    return elsewhere[limb->rule] && limb->all.words >= 8;
}

static void leave_out_lone_headings(within *w)
{
    pending open = {0};
    const lec_limb *root = &w->tree->limbs[w->place.root];
    for (uint32_t i = w->place.root + 1; i < root->end; i++) {
        const lec_limb *limb = &w->tree->limbs[i];
        int level = limb->rule ? 0 : heading_level(w, i);
        if (limb->rule) {
            open.missing |= leads_elsewhere(limb);
            i = limb->end - 1;
        } else if (!limb->own.length || i == w->place.title) {
            continue;
        } else if (level) {
            end_sections(w, &open, level);
            open.heading[level] = i;
            open.missing = false;
        } else {
            open = (pending){0};
        }
    }
    end_sections(w, &open, 1);
}

/* ---- all */

/* What is in a limb that is left out is left out with it. */
static void spread(lec_tree *tree, uint32_t root)
{
    for (uint32_t i = root + 1; i < tree->limbs[root].end; i++) {
        uint8_t around = tree->limbs[tree->limbs[i].parent].rule;
        tree->limbs[i].rule = around ? around : tree->limbs[i].rule;
    }
}

bool lec_judge_within(lec_tree *tree, lec_arena scratch, const lec_furniture *furniture,
                      lec_article_place place)
{
    within w = {tree, scratch, furniture, place, false};
    for (uint32_t i = place.root + 1; i < tree->limbs[place.root].end; i++) {
        lec_limb *limb = &tree->limbs[i];
        if (limb->rule || i == place.title) {
            i = limb->end - 1;
            continue;
        }
        uint8_t said = by_phrase(&w, i);
        if (said == LEC_ARTICLE_CONTINUES) {
            leave_out(tree, i, said);
        } else if (is_link_list(limb)) {
            limb->rule = LEC_ARTICLE_LINKS;
        } else {
            leave_out(tree, i, is_link_line(limb) ? LEC_ARTICLE_LINKS : said);
        }
    }
    leave_out_lone_headings(&w);
    spread(tree, place.root);
    return !w.failed;
}
