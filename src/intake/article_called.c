/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an element is called, by its tag, its names and its attributes, tells what it is for. Names
 * are given by hand and may mean something else, so none is believed of an element that holds much
 * of the page's text.
 */
#include "intake/article_judge.h"

#include "base/str.h"

#include <string.h>

/* ---- tags and names */

typedef struct called {
    int what; /* GumboTag or lec_name */
    lec_article_rule rule;
    int percent;     /* of the page's prose: it may hold no more */
    bool leads_away; /* so it holds links */
} called;

static const called TAGS[] = {
    {GUMBO_TAG_NAV, LEC_ARTICLE_NAVIGATION, 50, false},
    {GUMBO_TAG_FOOTER, LEC_ARTICLE_FOOTER, 30, false},
    {GUMBO_TAG_ASIDE, LEC_ARTICLE_SIDEBAR, 33, false},
    {GUMBO_TAG_FORM, LEC_ARTICLE_CONTROL, 20, false},
    {GUMBO_TAG_BUTTON, LEC_ARTICLE_CONTROL, 10, false},
    {GUMBO_TAG_LABEL, LEC_ARTICLE_CONTROL, 10, false},
    {GUMBO_TAG_FIGCAPTION, LEC_ARTICLE_CAPTION, 25, false},
    {GUMBO_TAG_TIME, LEC_ARTICLE_DATE, 0, false},
};

static const called NAMES[] = {
    {LEC_NAME_UNSEEN, LEC_ARTICLE_HIDDEN, 20, false},
    {LEC_NAME_NAVIGATION, LEC_ARTICLE_NAVIGATION, 20, true},
    {LEC_NAME_FOOTER, LEC_ARTICLE_FOOTER, 20, false},
    {LEC_NAME_SIDEBAR, LEC_ARTICLE_SIDEBAR, 40, false},
    {LEC_NAME_SHARE, LEC_ARTICLE_SHARE, 10, false},
    {LEC_NAME_WIDGET, LEC_ARTICLE_SIDEBAR, 10, false},
    {LEC_NAME_RELATED, LEC_ARTICLE_RELATED, 50, false},
    {LEC_NAME_TEASER, LEC_ARTICLE_RELATED, 30, true},
    {LEC_NAME_ADVERT, LEC_ARTICLE_ADVERT, 15, false},
    {LEC_NAME_NEWSLETTER, LEC_ARTICLE_NEWSLETTER, 15, false},
    {LEC_NAME_PAYWALL, LEC_ARTICLE_CONTINUES, 35, false},
    {LEC_NAME_AUTHOR, LEC_ARTICLE_AUTHOR, 30, false},
    {LEC_NAME_BYLINE, LEC_ARTICLE_BYLINE, 10, false},
    {LEC_NAME_DATE, LEC_ARTICLE_DATE, 5, false},
    {LEC_NAME_META, LEC_ARTICLE_META, 10, false},
    {LEC_NAME_CAPTION, LEC_ARTICLE_CAPTION, 15, false},
    {LEC_NAME_TAGS, LEC_ARTICLE_TAGS, 10, true},
    {LEC_NAME_CONSENT, LEC_ARTICLE_NOTICE, 60, false},
    {LEC_NAME_NOTICE, LEC_ARTICLE_NOTICE, 20, false},
    {LEC_NAME_DIALOG, LEC_ARTICLE_DIALOG, 20, false},
    {LEC_NAME_CONTROL, LEC_ARTICLE_CONTROL, 5, false},
    {LEC_NAME_PLAYER, LEC_ARTICLE_PLAYER, 15, false},
    {LEC_NAME_CONTENTS, LEC_ARTICLE_CONTENTS, 15, true},
};

/* Of what else is left: where readers' words are all there is, they are what the page is for. */
static const called COMMENTS = {LEC_NAME_COMMENTS, LEC_ARTICLE_COMMENTS, 70, false};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_believed(const called *row, const lec_limb *limb, int32_t all)
{
    return (int64_t)limb->prose * 100 <= (int64_t)all * row->percent &&
           (!row->leads_away || limb->all.linked);
}

/* Words in a picture's frame: a caption or a credit, in whichever element. Tables, quotations and
 * listings have such a frame, too. */
static bool is_in_figure(const lec_tree *tree, uint32_t at)
{
    const lec_limb *limb = &tree->limbs[at];
    GumboTag around = lec_limb_tag(&tree->limbs[limb->parent]);
    GumboTag tag = lec_limb_tag(limb);
    return around == GUMBO_TAG_FIGURE && limb->all.length && tag != GUMBO_TAG_TABLE &&
           tag != GUMBO_TAG_PRE && tag != GUMBO_TAG_BLOCKQUOTE && tag != GUMBO_TAG_DIV &&
           !lec_tag_is_heading(tag) && limb->prose * 10 <= tree->limbs[0].prose;
}

static lec_article_rule by_tag(const lec_limb *limb, int32_t all)
{
    for (size_t i = 0; i < COUNT(TAGS); i++) {
        if (TAGS[i].what == (int)lec_limb_tag(limb) && is_believed(&TAGS[i], limb, all)) {
            return TAGS[i].rule;
        }
    }
    return LEC_ARTICLE_KEPT;
}

static lec_article_rule by_name(const lec_limb *limb, int32_t all)
{
    GumboTag tag = lec_limb_tag(limb);
    if (tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TD ||
        tag == GUMBO_TAG_TH) { /* their names tell what the table is about */
        return LEC_ARTICLE_KEPT;
    }
    for (size_t i = 0; limb->names && i < COUNT(NAMES); i++) {
        bool elsewhere = NAMES[i].what == LEC_NAME_WIDGET && limb->anchored;
        if (!elsewhere && limb->names & LEC_NAME_BIT(NAMES[i].what) &&
            is_believed(&NAMES[i], limb, all)) {
            return NAMES[i].rule;
        }
    }
    return LEC_ARTICLE_KEPT;
}

/* Part of a sentence, which is no furniture even where it is called a date or an author; or what is
 * clicked on to open what it is the heading of. */
static bool is_in_sentence(const lec_tree *tree, const lec_limb *limb)
{
    if (lec_limb_tag(limb) == GUMBO_TAG_BUTTON &&
        lec_tag_is_heading(lec_limb_tag(&tree->limbs[limb->parent]))) {
        return true;
    }
    const lec_measure *block = &tree->limbs[limb->block].own;
    return !lec_limb_is_block(limb) && block->stops && limb->all.length * 2 < block->length;
}

/* A sign beside a heading that is a link to the heading itself. */
static bool is_permalink(const lec_tree *tree, const lec_limb *limb)
{
    enum { LENGTH_MAX = 2 };
    if (lec_limb_tag(limb) != GUMBO_TAG_A || limb->all.length > LENGTH_MAX ||
        !lec_tag_is_heading(lec_limb_tag(&tree->limbs[limb->block]))) {
        return false;
    }
    const GumboAttribute *to = gumbo_get_attribute(&limb->node->v.element.attributes, "href");
    return to && strchr(to->value, '#');
}

/* ---- hidden */

static bool has_style(const char *style, const char *what, const char *value)
{
    const char *at = strstr(style, what);
    if (!at) {
        return false;
    }
    at += strlen(what);
    at += strspn(at, " :");
    return strncmp(at, value, strlen(value)) == 0;
}

/* A part that comes late and is shown by script as soon as it is there (React's streams). */
static bool is_streamed(const GumboVector *attributes)
{
    const GumboAttribute *id = gumbo_get_attribute(attributes, "id");
    return id && strncmp(id->value, "S:", 2) == 0;
}

static bool hides(const GumboAttribute *a, const GumboVector *attributes)
{
    return (strcmp(a->name, "hidden") == 0 && !is_streamed(attributes)) ||
           (strcmp(a->name, "aria-hidden") == 0 && strcmp(a->value, "true") == 0) ||
           (strcmp(a->name, "style") == 0 && (has_style(a->value, "display", "none") ||
                                              has_style(a->value, "visibility", "hidden")));
}

/* What opens when it is clicked on is there to be read. */
static bool is_hidden(const lec_limb *limb)
{
    if (lec_limb_is_text(limb) || limb->names & LEC_NAME_BIT(LEC_NAME_FOLD)) {
        return false;
    }
    const GumboVector *attributes = &limb->node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        if (hides(attributes->data[i], attributes)) {
            return true;
        }
    }
    return false;
}

/* ---- other articles */

/* Half of the text within is in one part without such headings: what stands beside a list. */
static bool has_text_beside(const lec_tree *tree, uint32_t at)
{
    const lec_limb *limb = &tree->limbs[at];
    for (uint32_t i = at + 1; i < limb->end; i = tree->limbs[i].end) {
        if (!tree->limbs[i].leads && tree->limbs[i].prose * 2 > limb->prose) {
            return true;
        }
    }
    return false;
}

/* A list of other articles: their headings, each with little to read. */
static bool is_teasers(const lec_tree *tree, uint32_t at)
{
    enum { LEADS_MIN = 3, PROSE_MAX = 350, PERCENT_MAX = 40 };
    const lec_limb *limb = &tree->limbs[at];
    return limb->leads >= LEADS_MIN && !limb->heads && limb->prose / limb->leads <= PROSE_MAX &&
           (int64_t)limb->prose * 100 <= (int64_t)tree->limbs[0].prose * PERCENT_MAX &&
           !has_text_beside(tree, at);
}

/* An article within an article, which has more text: by its name or its heading it is another. */
static bool is_nested(const lec_tree *tree, uint32_t at)
{
    const lec_limb *limb = &tree->limbs[at];
    uint32_t around = limb->parent;
    bool is_post = limb->leads || limb->names & LEC_NAME_BIT(LEC_NAME_POST);
    if (lec_limb_tag(limb) != GUMBO_TAG_ARTICLE || !is_post) {
        return false;
    }
    while (around && lec_limb_tag(&tree->limbs[around]) != GUMBO_TAG_ARTICLE) {
        around = tree->limbs[around].parent;
    }
    return around && limb->prose * 5 < tree->limbs[around].prose * 2;
}

/* ---- all */

static lec_article_rule rule_of(const lec_tree *tree, uint32_t at, bool timid)
{
    const lec_limb *limb = &tree->limbs[at];
    int32_t all = tree->limbs[0].prose;
    lec_article_rule rule = LEC_ARTICLE_KEPT;
    if (lec_limb_is_text(limb)) {
        return rule;
    }
    if (is_hidden(limb) && limb->prose <= all / 3) {
        return LEC_ARTICLE_HIDDEN;
    }
    if (is_permalink(tree, limb)) {
        return LEC_ARTICLE_CONTROL;
    }
    rule = is_in_sentence(tree, limb) ? rule : by_tag(limb, all);
    if (timid) {
        return rule;
    }
    rule = rule || is_in_sentence(tree, limb) ? rule : by_name(limb, all);
    if (!rule && is_in_figure(tree, at)) {
        return LEC_ARTICLE_CAPTION;
    }
    if (!rule && (is_teasers(tree, at) || is_nested(tree, at))) {
        return LEC_ARTICLE_RELATED;
    }
    return rule;
}

/* What is left when furniture is taken away. */
static void sum_up(lec_tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        tree->limbs[i].prose = tree->limbs[i].sum = 0;
    }
    for (uint32_t i = tree->count; i-- > 0;) {
        lec_limb *limb = &tree->limbs[i];
        limb->sum = limb->rule ? 0 : limb->sum + limb->worth;
        limb->prose = limb->rule ? 0 : limb->prose + (limb->worth > 0 ? limb->worth : 0);
        if (i) {
            tree->limbs[limb->parent].sum += limb->sum;
            tree->limbs[limb->parent].prose += limb->prose;
        }
    }
}

static void leave_out_comments(lec_tree *tree)
{
    for (uint32_t i = 1; i < tree->count; i++) {
        lec_limb *limb = &tree->limbs[i];
        if (!limb->rule && limb->names & LEC_NAME_BIT(COMMENTS.what) &&
            !is_in_sentence(tree, limb) && is_believed(&COMMENTS, limb, tree->limbs[0].prose)) {
            limb->rule = (uint8_t)COMMENTS.rule;
        }
    }
}

void lec_judge_called(lec_tree *tree, bool timid)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        tree->limbs[i].rule = LEC_ARTICLE_KEPT;
    }
    sum_up(tree);
    for (uint32_t i = 1; i < tree->count; i++) {
        tree->limbs[i].rule = (uint8_t)rule_of(tree, i, timid);
    }
    sum_up(tree);
    if (!timid) {
        leave_out_comments(tree);
        sum_up(tree);
    }
}
