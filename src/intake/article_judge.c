/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/article_judge.h"

#include "base/str.h"

#include <string.h>

/* ---- worth */

static bool is_heading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

static bool is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ||
           tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_PRE;
}

static int32_t worth_of(const lec_limb *limb)
{
    const lec_measure *own = &limb->own;
    GumboTag tag = lec_limb_tag(limb);
    int32_t plain = (int32_t)(own->length - own->linked);
    if (own->length == 0) {
        return 0;
    }
    if (own->linked * 2 > own->length) {
        return -(int32_t)(own->linked < 100 ? own->linked : 100);
    }
    if (is_heading(tag)) {
        return 0;
    }
    if (own->stops && own->words >= 8) {
        return plain;
    }
    if (own->length >= 100) {
        return plain / 2;
    }
    return is_cell(tag) ? 0 : -10;
}

void lec_judge_worth(lec_tree *tree)
{
    for (uint32_t i = tree->count; i-- > 0;) {
        lec_limb *limb = &tree->limbs[i];
        limb->worth = worth_of(limb);
        limb->prose += limb->worth > 0 ? limb->worth : 0;
        if (i) {
            tree->limbs[limb->parent].prose += limb->prose;
        }
    }
}

/* ---- names */

typedef struct name_rule {
    lec_name name;
    lec_article_rule rule;
    int percent; /* of the page's prose: it may hold no more */
} name_rule;

static const name_rule NAMED[] = {
    {LEC_NAME_UNSEEN, LEC_ARTICLE_HIDDEN, 20},
    {LEC_NAME_NAVIGATION, LEC_ARTICLE_NAVIGATION, 20},
    {LEC_NAME_FOOTER, LEC_ARTICLE_FOOTER, 20},
    {LEC_NAME_SIDEBAR, LEC_ARTICLE_SIDEBAR, 30},
    {LEC_NAME_SHARE, LEC_ARTICLE_SHARE, 10},
    {LEC_NAME_RELATED, LEC_ARTICLE_RELATED, 30},
    {LEC_NAME_COMMENTS, LEC_ARTICLE_COMMENTS, 70},
    {LEC_NAME_ADVERT, LEC_ARTICLE_ADVERT, 15},
    {LEC_NAME_NEWSLETTER, LEC_ARTICLE_NEWSLETTER, 15},
    {LEC_NAME_AUTHOR, LEC_ARTICLE_AUTHOR, 15},
    {LEC_NAME_BYLINE, LEC_ARTICLE_BYLINE, 10},
    {LEC_NAME_DATE, LEC_ARTICLE_DATE, 5},
    {LEC_NAME_META, LEC_ARTICLE_META, 10},
    {LEC_NAME_CAPTION, LEC_ARTICLE_CAPTION, 15},
    {LEC_NAME_TAGS, LEC_ARTICLE_TAGS, 10},
    {LEC_NAME_NOTICE, LEC_ARTICLE_NOTICE, 20},
    {LEC_NAME_DIALOG, LEC_ARTICLE_DIALOG, 20},
    {LEC_NAME_CONTROL, LEC_ARTICLE_CONTROL, 5},
    {LEC_NAME_PLAYER, LEC_ARTICLE_PLAYER, 15},
    {LEC_NAME_CONTENTS, LEC_ARTICLE_CONTENTS, 15},
};

static lec_article_rule by_tag(const lec_limb *limb, int32_t all)
{
    switch ((int)lec_limb_tag(limb)) {
    case GUMBO_TAG_NAV:
        return LEC_ARTICLE_NAVIGATION;
    case GUMBO_TAG_FOOTER:
        return limb->prose * 5 > all ? LEC_ARTICLE_KEPT : LEC_ARTICLE_FOOTER;
    case GUMBO_TAG_ASIDE:
        return limb->prose * 3 > all ? LEC_ARTICLE_KEPT : LEC_ARTICLE_SIDEBAR;
    case GUMBO_TAG_FORM:
        return limb->prose * 5 > all ? LEC_ARTICLE_KEPT : LEC_ARTICLE_CONTROL;
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_LABEL:
        return LEC_ARTICLE_CONTROL;
    case GUMBO_TAG_FIGCAPTION:
        return LEC_ARTICLE_CAPTION;
    case GUMBO_TAG_TIME:
        return limb->all.words <= 8 && !limb->all.stops ? LEC_ARTICLE_DATE : LEC_ARTICLE_KEPT;
    default:
        return LEC_ARTICLE_KEPT;
    }
}

static lec_article_rule by_name(const lec_limb *limb, int32_t all)
{
    GumboTag tag = lec_limb_tag(limb);
    if (tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ||
        tag == GUMBO_TAG_TBODY) {
        return LEC_ARTICLE_KEPT;
    }
    for (size_t i = 0; limb->names && i < sizeof(NAMED) / sizeof(NAMED[0]); i++) {
        if (limb->names & LEC_NAME_BIT(NAMED[i].name) &&
            (int64_t)limb->prose * 100 <= (int64_t)all * NAMED[i].percent) {
            return NAMED[i].rule;
        }
    }
    return LEC_ARTICLE_KEPT;
}

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

static bool is_hidden(const lec_limb *limb)
{
    if (limb->node->type != GUMBO_NODE_ELEMENT || limb->names & LEC_NAME_BIT(LEC_NAME_FOLD)) {
        return false;
    }
    const GumboVector *attributes = &limb->node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *a = attributes->data[i];
        if ((strcmp(a->name, "hidden") == 0 && !is_streamed(attributes)) ||
            (strcmp(a->name, "aria-hidden") == 0 && strcmp(a->value, "true") == 0) ||
            (strcmp(a->name, "style") == 0 && (has_style(a->value, "display", "none") ||
                                               has_style(a->value, "visibility", "hidden")))) {
            return true;
        }
    }
    return false;
}

/* ---- teasers */

/* A heading that is a link leads to the article that it is the heading of. */
static bool is_linked_heading(const lec_limb *limb)
{
    return is_heading(lec_limb_tag(limb)) && limb->all.length &&
           limb->all.linked * 10 >= limb->all.length * 8;
}

/* Whether an element is a list of other articles: their headings, each with little to read. */
static bool is_teasers(const lec_limb *limb, int32_t all)
{
    return limb->leads >= 3 && limb->prose / (int32_t)limb->leads <= 350 &&
           (int64_t)limb->prose * 100 <= (int64_t)all * 40;
}

static void count_leads(lec_tree *tree)
{
    for (uint32_t i = tree->count; i-- > 1;) {
        lec_limb *limb = &tree->limbs[i];
        limb->leads += is_linked_heading(limb);
        tree->limbs[limb->parent].leads += limb->leads;
    }
}

/* The nearest article around a limb, other than itself; 0 for none. */
static uint32_t article_around(const lec_tree *tree, uint32_t limb)
{
    uint32_t i = tree->limbs[limb].parent;
    while (i && lec_limb_tag(&tree->limbs[i]) != GUMBO_TAG_ARTICLE) {
        i = tree->limbs[i].parent;
    }
    return i;
}

/* An article within an article, which has text of its own. */
static bool is_nested(const lec_tree *tree, uint32_t at)
{
    if (lec_limb_tag(&tree->limbs[at]) != GUMBO_TAG_ARTICLE) {
        return false;
    }
    uint32_t around = article_around(tree, at);
    return around && tree->limbs[at].prose * 5 < tree->limbs[around].prose * 2;
}

/* ---- the names of all */

void lec_judge_names(lec_tree *tree)
{
    int32_t all = tree->limbs[0].prose;
    count_leads(tree);
    for (uint32_t i = 1; i < tree->count; i++) {
        lec_limb *limb = &tree->limbs[i];
        if (is_hidden(limb) && limb->prose * 3 <= all) {
            limb->rule = LEC_ARTICLE_HIDDEN;
        }
        if (!limb->rule) {
            limb->rule = (uint8_t)by_tag(limb, all);
        }
        if (!limb->rule) {
            limb->rule = (uint8_t)by_name(limb, all);
        }
        if (!limb->rule && (is_teasers(limb, all) || is_nested(tree, i))) {
            limb->rule = LEC_ARTICLE_RELATED;
        }
    }
    for (uint32_t i = 0; i < tree->count; i++) {
        tree->limbs[i].prose = 0;
    }
    for (uint32_t i = tree->count; i-- > 1;) {
        lec_limb *limb = &tree->limbs[i];
        limb->sum += limb->worth;
        limb->prose += limb->worth > 0 ? limb->worth : 0;
        if (limb->rule) {
            limb->sum = limb->prose = 0;
        }
        tree->limbs[limb->parent].sum += limb->sum;
        tree->limbs[limb->parent].prose += limb->prose;
    }
    tree->limbs[0].sum += tree->limbs[0].worth;
}

/* ---- root */

#define ANCHOR_NAMES (LEC_NAME_BIT(LEC_NAME_TEXT) | LEC_NAME_BIT(LEC_NAME_BODY))

/* How much of the text of an element that holds the article one within must have, to be what holds
 * it; in percent. 0: it is not said to be one. */
static int32_t anchor_percent(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    if (tag == GUMBO_TAG_UNKNOWN) {
        return 0;
    }
    if (limb->names & LEC_NAME_BIT(LEC_NAME_TEXT)) {
        return 40;
    }
    if (tag == GUMBO_TAG_ARTICLE) {
        return 50;
    }
    if (limb->names & LEC_NAME_BIT(LEC_NAME_BODY)) {
        return 70;
    }
    return tag == GUMBO_TAG_MAIN ? 50 : 0;
}

static uint32_t most_worth(const lec_tree *tree)
{
    uint32_t root = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const lec_limb *limb = &tree->limbs[i];
        if (limb->rule) {
            i = limb->end - 1;
            continue;
        }
        if (lec_tag_is_block(lec_limb_tag(limb)) && limb->sum >= tree->limbs[root].sum) {
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
    return (int64_t)tree->limbs[at].prose * 100 < (int64_t)all * 90;
}

static uint32_t descend(const lec_tree *tree, uint32_t root)
{
    for (uint32_t i = root + 1; i < tree->limbs[root].end; i++) {
        const lec_limb *limb = &tree->limbs[i];
        int32_t percent = anchor_percent(limb);
        if (limb->rule) {
            i = limb->end - 1;
        } else if (percent &&
                   (int64_t)limb->prose * 100 >= (int64_t)tree->limbs[root].prose * percent) {
            if (limb->names & ANCHOR_NAMES && is_split(tree, root, i)) {
                break;
            }
            root = i;
        }
    }
    return root;
}

/* What is around a root that has no name of its own, adds next to nothing, and is called the text.
 */
static uint32_t climb(const lec_tree *tree, uint32_t root)
{
    for (uint32_t i = tree->limbs[root].parent; i; i = tree->limbs[i].parent) {
        const lec_limb *limb = &tree->limbs[i];
        if ((int64_t)limb->prose * 10 > (int64_t)tree->limbs[root].prose * 12) {
            break;
        }
        if (limb->names & ANCHOR_NAMES && !anchor_percent(&tree->limbs[root])) {
            return i;
        }
    }
    return root;
}

uint32_t lec_judge_root(const lec_tree *tree)
{
    return climb(tree, descend(tree, most_worth(tree)));
}

/* ---- within */

static bool is_link_list(const lec_limb *limb)
{
    GumboTag tag = lec_limb_tag(limb);
    return lec_tag_is_block(tag) && limb->all.length && limb->all.linked * 2 > limb->all.length &&
           limb->all.stops < 2 && tag != GUMBO_TAG_P;
}

void lec_judge_within(lec_tree *tree, uint32_t root)
{
    for (uint32_t i = root + 1; i < tree->limbs[root].end; i++) {
        lec_limb *limb = &tree->limbs[i];
        if (limb->rule) {
            i = limb->end - 1;
        } else if (is_link_list(limb)) {
            limb->rule = LEC_ARTICLE_LINKS;
        }
    }
}

/* ---- title */

uint32_t lec_judge_title(const lec_tree *tree, const GumboOutput *page, uint32_t root)
{
    (void)page;
    uint32_t best = 0;
    for (uint32_t i = 0; i < tree->limbs[root].end; i++) {
        if (lec_limb_tag(&tree->limbs[i]) == GUMBO_TAG_H1 && tree->limbs[i].all.length) {
            best = i;
        }
    }
    return best;
}
