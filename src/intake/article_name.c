/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that pages use in class and id, whichever the language of their text: they are written
 * by hand, but by people who use the same few systems.
 */
#include "intake/article_name.h"

#include "base/arena.h"

#include <string.h>

enum {
    SLOTS = 1024, /* a power of two, more than twice the words */
    WORD_MAX = 48 /* bytes of two words and the hyphen between them */
};

typedef struct word_row {
    const char *word; /* or two, joined by a hyphen: these go before what each says alone */
    lec_name name;    /* LEC_NAMES: nothing */
} word_row;

static const word_row WORDS[] = {
    {"articlebody", LEC_NAME_TEXT},
    {"article-body", LEC_NAME_TEXT},
    {"article-content", LEC_NAME_BODY},
    {"article-text", LEC_NAME_BODY},
    {"entry-content", LEC_NAME_BODY},
    {"post-content", LEC_NAME_BODY},
    {"post-body", LEC_NAME_BODY},
    {"story-body", LEC_NAME_BODY},
    {"story-content", LEC_NAME_BODY},
    {"body-content", LEC_NAME_BODY},
    {"body-text", LEC_NAME_BODY},
    {"content-body", LEC_NAME_BODY},
    {"rich-text", LEC_NAME_BODY},
    {"richtext", LEC_NAME_BODY},
    {"e-content", LEC_NAME_BODY},
    {"blog-content", LEC_NAME_BODY},
    {"single-content", LEC_NAME_BODY},
    {"page-content", LEC_NAME_BODY},
    {"main-content", LEC_NAME_BODY},
    {"hentry", LEC_NAME_POST},
    {"type-post", LEC_NAME_POST},

    {"nav", LEC_NAME_NAVIGATION},
    {"navbar", LEC_NAME_NAVIGATION},
    {"navigation", LEC_NAME_NAVIGATION},
    {"menu", LEC_NAME_NAVIGATION},
    {"submenu", LEC_NAME_NAVIGATION},
    {"megamenu", LEC_NAME_NAVIGATION},
    {"breadcrumb", LEC_NAME_NAVIGATION},
    {"breadcrumbs", LEC_NAME_NAVIGATION},
    {"pagination", LEC_NAME_NAVIGATION},
    {"pager", LEC_NAME_NAVIGATION},
    {"skip-link", LEC_NAME_NAVIGATION},
    {"skip-to", LEC_NAME_NAVIGATION},
    {"prev-next", LEC_NAME_NAVIGATION},
    {"dropdown-menu", LEC_NAME_NAVIGATION},
    {"subnav", LEC_NAME_NAVIGATION},
    {"masthead", LEC_NAME_NAVIGATION},
    {"toolbar", LEC_NAME_CONTROL},

    {"footer", LEC_NAME_FOOTER},
    {"colophon", LEC_NAME_FOOTER},
    {"copyright", LEC_NAME_FOOTER},
    {"legal", LEC_NAME_FOOTER},
    {"foot", LEC_NAME_FOOTER},
    {"sidebar", LEC_NAME_SIDEBAR},
    {"no-sidebar", LEC_NAMES},
    {"has-sidebar", LEC_NAMES},
    {"with-sidebar", LEC_NAMES},
    {"aside", LEC_NAME_SIDEBAR},
    {"widget-area", LEC_NAME_SIDEBAR},
    {"complementary", LEC_NAME_SIDEBAR},
    {"rail", LEC_NAME_SIDEBAR},
    {"widget", LEC_NAME_WIDGET},
    {"elementor-widget", LEC_NAMES},
    {"widget-wrap", LEC_NAMES},
    {"widget-container", LEC_NAMES},
    {"siteorigin-widget", LEC_NAMES},
    {"so-widget", LEC_NAMES},

    {"share", LEC_NAME_SHARE},
    {"sharing", LEC_NAME_SHARE},
    {"sharedaddy", LEC_NAME_SHARE},
    {"sharebar", LEC_NAME_SHARE},
    {"social", LEC_NAME_SHARE},
    {"socials", LEC_NAME_SHARE},
    {"addthis", LEC_NAME_SHARE},
    {"addtoany", LEC_NAME_SHARE},
    {"follow", LEC_NAME_SHARE},
    {"follow-us", LEC_NAME_SHARE},
    {"likes", LEC_NAME_SHARE},

    {"related", LEC_NAME_RELATED},
    {"recommended", LEC_NAME_RELATED},
    {"recommendations", LEC_NAME_RELATED},
    {"recommendation", LEC_NAME_RELATED},
    {"recirc", LEC_NAME_RELATED},
    {"recirculation", LEC_NAME_RELATED},
    {"popular", LEC_NAME_RELATED},
    {"trending", LEC_NAME_RELATED},
    {"outbrain", LEC_NAME_RELATED},
    {"taboola", LEC_NAME_RELATED},
    {"zergnet", LEC_NAME_RELATED},
    {"read-more", LEC_NAME_TEASER},
    {"readmore", LEC_NAME_TEASER},
    {"read-next", LEC_NAME_RELATED},
    {"up-next", LEC_NAME_RELATED},
    {"see-also", LEC_NAME_RELATED},
    {"more-stories", LEC_NAME_RELATED},
    {"more-from", LEC_NAME_RELATED},
    {"more-articles", LEC_NAME_RELATED},
    {"also-like", LEC_NAME_RELATED},
    {"most-read", LEC_NAME_RELATED},
    {"most-viewed", LEC_NAME_RELATED},
    {"latest", LEC_NAME_RELATED},
    {"recent-posts", LEC_NAME_RELATED},
    {"latest-news", LEC_NAME_RELATED},
    {"post-navigation", LEC_NAME_RELATED},
    {"relatedlinks", LEC_NAME_RELATED},
    {"relatedposts", LEC_NAME_RELATED},
    {"next-post", LEC_NAME_RELATED},
    {"breaking-news", LEC_NAME_RELATED},
    {"teaser", LEC_NAME_TEASER},
    {"teasers", LEC_NAME_TEASER},

    {"comments", LEC_NAME_COMMENTS},
    {"comment", LEC_NAME_COMMENTS},
    {"commentlist", LEC_NAME_COMMENTS},
    {"commentform", LEC_NAME_COMMENTS},
    {"disqus", LEC_NAME_COMMENTS},
    {"respond", LEC_NAME_COMMENTS},
    {"replies", LEC_NAME_COMMENTS},
    {"livefyre", LEC_NAME_COMMENTS},
    {"no-comments", LEC_NAMES},

    {"ad", LEC_NAME_ADVERT},
    {"ads", LEC_NAME_ADVERT},
    {"has-ad", LEC_NAMES},
    {"has-ads", LEC_NAMES},
    {"no-ads", LEC_NAMES},
    {"adsense", LEC_NAME_ADVERT},
    {"adsbygoogle", LEC_NAME_ADVERT},
    {"advert", LEC_NAME_ADVERT},
    {"adverts", LEC_NAME_ADVERT},
    {"advertisement", LEC_NAME_ADVERT},
    {"advertising", LEC_NAME_ADVERT},
    {"sponsor", LEC_NAME_ADVERT},
    {"sponsors", LEC_NAME_ADVERT},
    {"sponsored", LEC_NAME_ADVERT},
    {"promo", LEC_NAME_ADVERT},
    {"promos", LEC_NAME_ADVERT},
    {"promotion", LEC_NAME_ADVERT},
    {"cta", LEC_NAME_ADVERT},
    {"dfp", LEC_NAME_ADVERT},
    {"newsletter", LEC_NAME_NEWSLETTER},
    {"newsletters", LEC_NAME_NEWSLETTER},
    {"subscribe", LEC_NAME_NEWSLETTER},
    {"subscription", LEC_NAME_NEWSLETTER},
    {"signup", LEC_NAME_NEWSLETTER},
    {"sign-up", LEC_NAME_NEWSLETTER},
    {"mailchimp", LEC_NAME_NEWSLETTER},
    {"donate", LEC_NAME_NEWSLETTER},
    {"donation", LEC_NAME_NEWSLETTER},
    {"newsletter-post", LEC_NAMES},

    {"author", LEC_NAME_BYLINE},
    {"authors", LEC_NAME_BYLINE},
    {"author-bio", LEC_NAME_AUTHOR},
    {"author-box", LEC_NAME_AUTHOR},
    {"authorbox", LEC_NAME_AUTHOR},
    {"author-info", LEC_NAME_AUTHOR},
    {"author-card", LEC_NAME_AUTHOR},
    {"author-description", LEC_NAME_AUTHOR},
    {"about-author", LEC_NAME_AUTHOR},
    {"post-author", LEC_NAME_AUTHOR},
    {"bio", LEC_NAME_AUTHOR},
    {"biography", LEC_NAME_AUTHOR},
    {"byline", LEC_NAME_BYLINE},
    {"byl", LEC_NAME_BYLINE},
    {"vcard", LEC_NAME_BYLINE},
    {"posted-by", LEC_NAME_BYLINE},
    {"dateline", LEC_NAME_DATE},
    {"date", LEC_NAME_DATE},
    {"datetime", LEC_NAME_DATE},
    {"timestamp", LEC_NAME_DATE},
    {"published", LEC_NAME_DATE},
    {"posted-on", LEC_NAME_DATE},
    {"pubdate", LEC_NAME_DATE},
    {"datepublished", LEC_NAME_DATE},
    {"datemodified", LEC_NAME_DATE},
    {"reading-time", LEC_NAME_DATE},
    {"read-time", LEC_NAME_DATE},
    {"entry-date", LEC_NAME_DATE},
    {"meta", LEC_NAME_META},
    {"metadata", LEC_NAME_META},
    {"postmetadata", LEC_NAME_META},
    {"post-meta", LEC_NAME_META},
    {"entry-meta", LEC_NAME_META},
    {"article-meta", LEC_NAME_META},
    {"post-info", LEC_NAME_META},
    {"article-info", LEC_NAME_META},
    {"kicker", LEC_NAME_META},
    {"eyebrow", LEC_NAME_META},
    {"caption", LEC_NAME_CAPTION},
    {"figcaption", LEC_NAME_CAPTION},
    {"credit", LEC_NAME_CAPTION},
    {"credits", LEC_NAME_CAPTION},
    {"wp-caption", LEC_NAME_CAPTION},
    {"legende", LEC_NAME_CAPTION},
    {"bildunterschrift", LEC_NAME_CAPTION},
    {"tags", LEC_NAME_TAGS},
    {"tag-list", LEC_NAME_TAGS},
    {"taglist", LEC_NAME_TAGS},
    {"tagcloud", LEC_NAME_TAGS},
    {"topics", LEC_NAME_TAGS},
    {"categories", LEC_NAME_TAGS},
    {"keywords", LEC_NAME_TAGS},
    {"cat-links", LEC_NAME_TAGS},

    {"cookie", LEC_NAME_CONSENT},
    {"cookies", LEC_NAME_CONSENT},
    {"consent", LEC_NAME_CONSENT},
    {"gdpr", LEC_NAME_CONSENT},
    {"onetrust", LEC_NAME_CONSENT},
    {"cookiebot", LEC_NAME_CONSENT},
    {"usercentrics", LEC_NAME_CONSENT},
    {"didomi", LEC_NAME_CONSENT},
    {"cookie-policy", LEC_NAMES},
    {"cookies-policy", LEC_NAMES},
    {"privacy", LEC_NAME_NOTICE},
    {"disclaimer", LEC_NAME_NOTICE},
    {"modal", LEC_NAME_DIALOG},
    {"popup", LEC_NAME_DIALOG},
    {"dialog", LEC_NAME_DIALOG},
    {"lightbox", LEC_NAME_DIALOG},
    {"login", LEC_NAME_DIALOG},
    {"paywall", LEC_NAME_PAYWALL},
    {"form", LEC_NAME_CONTROL},
    {"search", LEC_NAME_CONTROL},
    {"btn", LEC_NAME_CONTROL},
    {"button", LEC_NAME_CONTROL},
    {"buttons", LEC_NAME_CONTROL},
    {"rating", LEC_NAME_CONTROL},
    {"ratings", LEC_NAME_CONTROL},
    {"player", LEC_NAME_PLAYER},
    {"jwplayer", LEC_NAME_PLAYER},
    {"video-player", LEC_NAME_PLAYER},
    {"audio-player", LEC_NAME_PLAYER},
    {"toc", LEC_NAME_CONTENTS},
    {"table-of", LEC_NAME_CONTENTS},
    {"tableofcontents", LEC_NAME_CONTENTS},
    {"jump-links", LEC_NAME_CONTENTS},
    {"sr-only", LEC_NAME_UNSEEN},
    {"visually-hidden", LEC_NAME_UNSEEN},
    {"visuallyhidden", LEC_NAME_UNSEEN},
    {"screen-reader", LEC_NAME_UNSEEN},
    {"noprint", LEC_NAME_UNSEEN},
    {"mw-editsection", LEC_NAME_UNSEEN},
    {"headline", LEC_NAME_TITLE},
    {"entry-title", LEC_NAME_TITLE},
    {"post-title", LEC_NAME_TITLE},
    {"article-title", LEC_NAME_TITLE},
    {"title", LEC_NAME_TITLE},
    {"lead", LEC_NAME_LEAD},
    {"lede", LEC_NAME_LEAD},
    {"intro", LEC_NAME_LEAD},
    {"introduction", LEC_NAME_LEAD},
    {"chapo", LEC_NAME_LEAD},
    {"excerpt", LEC_NAME_LEAD},
    {"summary", LEC_NAME_LEAD},
    {"sommario", LEC_NAME_LEAD},
    {"vorspann", LEC_NAME_LEAD},
    {"entradilla", LEC_NAME_LEAD},
    {"epigraph", LEC_NAME_LEAD},
    {"standfirst", LEC_NAME_LEAD},
    {"teaser-text", LEC_NAME_LEAD},
    {"article-teaser", LEC_NAME_LEAD},
    {"abstract", LEC_NAME_LEAD},
    {"image", LEC_NAME_PICTURE},
    {"img", LEC_NAME_PICTURE},
    {"photo", LEC_NAME_PICTURE},
    {"picture", LEC_NAME_PICTURE},
    {"gallery", LEC_NAME_PICTURE},
    {"video", LEC_NAME_PICTURE},
    {"media", LEC_NAME_PICTURE},
    {"slider", LEC_NAME_PICTURE},
    {"carousel", LEC_NAME_PICTURE},
    {"accordion", LEC_NAME_FOLD},
    {"collapse", LEC_NAME_FOLD},
    {"collapsible", LEC_NAME_FOLD},
    {"faq", LEC_NAME_FOLD},
};

struct lec_name_index {
    const word_row *slots[SLOTS];
};

static size_t hash(const char *word, size_t length)
{
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        sum = (sum ^ (unsigned char)word[i]) * 16777619u;
    }
    return (sum ^ (sum >> 15)) % SLOTS;
}

static const word_row *find(const lec_name_index *index, const char *word, size_t length)
{
    for (size_t slot = hash(word, length); index->slots[slot]; slot = (slot + 1) % SLOTS) {
        const word_row *row = index->slots[slot];
        if (strncmp(row->word, word, length) == 0 && row->word[length] == '\0') {
            return row;
        }
    }
    return NULL;
}

lec_name_index *lec_name_index_make(lec_arena *arena)
{
    lec_name_index *index = LEC_NEW(arena, 1, lec_name_index);
    for (size_t i = 0; index && i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        size_t slot = hash(WORDS[i].word, strlen(WORDS[i].word));
        while (index->slots[slot]) {
            slot = (slot + 1) % SLOTS;
        }
        index->slots[slot] = &WORDS[i];
    }
    return index;
}

/* ---- words of a name */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Two words of a name, in lower case: what was, and what is being read. */
typedef struct pair {
    char text[WORD_MAX];
    size_t first;       /* length of the word before; 0: there is none */
    size_t length;      /* of all */
    bool used;          /* the word before is part of a pair that is known */
    size_t words;       /* of the name so far */
    lec_name_set names; /* that they stand for */
} pair;

static lec_name_set bit_of(const word_row *row)
{
    return row && row->name < LEC_NAMES ? LEC_NAME_BIT(row->name) : 0;
}

/* The word that is being read has ended. What the word before says alone is said only now that it
 * is known to be no part of a pair. */
static void end_word(const lec_name_index *index, pair *at)
{
    size_t start = at->first ? at->first + 1 : 0;
    const word_row *both = at->first ? find(index, at->text, at->length) : NULL;
    if (at->length <= start) {
        return;
    }
    if (both) {
        at->names |= bit_of(both);
    } else if (at->first && !at->used) {
        at->names |= bit_of(find(index, at->text, at->first));
    }
    at->used = both != NULL;
    memmove(at->text, at->text + start, at->length - start);
    at->first = at->length - start;
    at->length = at->first;
    at->words++;
}

/* A name of many words is a heading made into one, and tells nothing of what it is for. */
static lec_name_set end_name(const lec_name_index *index, pair *at)
{
    enum { WORDS_MANY = 6 };
    end_word(index, at);
    lec_name_set names = at->words < WORDS_MANY ? at->names : 0;
    if (names == at->names && at->first && !at->used) {
        names |= bit_of(find(index, at->text, at->first));
    }
    *at = (pair){0};
    return names;
}

static void add_letter(pair *at, char c)
{
    if (at->first && at->length == at->first && at->length < WORD_MAX) {
        at->text[at->length++] = '-';
    }
    if (at->length < WORD_MAX) {
        at->text[at->length++] = is_upper(c) ? (char)(c - 'A' + 'a') : c;
    }
}

/* Words are parted by what is no letter, and by a capital after a small one; names by a space. */
static lec_name_set names_in(const lec_name_index *index, const char *value)
{
    lec_name_set names = 0;
    pair at = {0};
    char before = ' ';
    for (const char *c = value; *c; before = *c, c++) {
        bool letter = is_upper(*c) || is_lower(*c);
        if (*c == ' ' || *c == '\n' || *c == '\t') {
            names |= end_name(index, &at);
        } else if (!letter || (is_upper(*c) && is_lower(before))) {
            end_word(index, &at);
        }
        if (letter) {
            add_letter(&at, *c);
        }
    }
    return names | end_name(index, &at);
}

lec_name_set lec_names_of(const lec_name_index *index, const GumboElement *element)
{
    static const char *const told[] = {"class", "id", "role", "itemprop", "data-testid"};
    lec_name_set names = 0;
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        for (size_t k = 0; k < sizeof(told) / sizeof(told[0]); k++) {
            if (strcmp(attribute->name, told[k]) == 0) {
                names |= names_in(index, attribute->value);
            }
        }
    }
    return names;
}
