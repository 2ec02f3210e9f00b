/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First it is decided whether a text shows signs of a page at all; one that does not is left whole,
 * as a lost paragraph is worse than a line too many. Then the article's place is found by the whole
 * of the page, then its headline above it, then what stands within it and is none of it.
 */
#include "intake/furniture_mark.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "intake/furniture_span.h"
#include "intake/furniture_title.h"

#include <string.h>

typedef struct page {
    lec_block *blocks;
    lec_form *forms;
    bool *inside; /* the block belongs to the article */
    size_t count;
    size_t first; /* of the article's blocks; count when there is none */
    size_t title; /* count when there is none */
} page;

/* ---- forms */

/* Counts of hashes, in a table that is at least twice as large. */
static bool mark_repeated(lec_arena scratch, lec_form *forms, size_t count)
{
    size_t slots = 64;
    while (slots < count * 2) {
        slots *= 2;
    }
    lec_form **table = LEC_NEW(&scratch, slots, lec_form *);
    for (size_t i = 0; table && i < count; i++) {
        size_t at = (forms[i].hash ^ forms[i].hash >> 32) & (slots - 1);
        while (table[at] && table[at]->hash != forms[i].hash) {
            at = (at + 1) & (slots - 1);
        }
        if (table[at]) {
            forms[i].repeated = table[at]->repeated = true;
        } else {
            table[at] = &forms[i];
        }
    }
    return table != NULL;
}

static bool measure(lec_arena *scratch, const lec_furniture *furniture, page *p)
{
    p->forms = LEC_NEW(scratch, p->count, lec_form);
    p->inside = LEC_NEW(scratch, p->count, bool);
    if (!p->forms || !p->inside) {
        return false;
    }
    for (size_t i = 0; i < p->count; i++) {
        p->forms[i] = lec_form_of(furniture, p->blocks[i].text);
    }
    if (!mark_repeated(*scratch, p->forms, p->count)) {
        return false;
    }
    for (size_t i = 0; i < p->count; i++) {
        p->forms[i].score = lec_form_score(&p->forms[i]);
    }
    return true;
}

/* Who wrote a message that the article cites: "— Ann (@ann) May 3, 2019". */
static bool signs_message(const lec_block *block)
{
    uint32_t code = lec_utf8_at(block->text, 0).code;
    return code == 0x2014 || code == 0x2013 || code == '-';
}

/* Dates in a row, each with prose after it. */
typedef struct date_row {
    size_t first, last;
    size_t dates;
    bool prose; /* since the last */
} date_row;

/* Returns whether there are as many now as what readers wrote has. */
static bool add_date(date_row *row, size_t i)
{
    enum { DATES = 3, APART = 12 };
    bool follows = row->dates > 0 && row->prose && i - row->last <= APART;
    row->first = follows ? row->first : i;
    row->dates = follows ? row->dates + 1 : row->dates > 0 && !row->prose ? row->dates : 1;
    row->last = i;
    row->prose = false;
    return row->dates == DATES;
}

/* Readers' comments: what each wrote stands under a line with its date. Lists of other articles
 * have dates too, but hardly ever the time of day, below an article. */
static void find_talk(page *p)
{
    enum { DATE_WORDS = 16, ARTICLE_WORDS = 60 };
    date_row any = {0};
    date_row timed = {0};
    size_t above = 0; /* words of prose */
    bool found = false;
    for (size_t i = 0; i < p->count; i++) {
        const lec_form *form = &p->forms[i];
        bool prose = form->ends_sentence || form->words >= DATE_WORDS;
        any.prose = any.prose || prose;
        timed.prose = timed.prose || prose;
        above += lec_form_is_prose(form) ? form->words : 0;
        if (form->match.kind != LEC_FURNITURE_DATE || form->words > DATE_WORDS ||
            signs_message(&p->blocks[i])) {
            continue;
        }
        if (!found && add_date(&any, i)) {
            p->forms[any.first].talk = found = true;
        }
        if (form->timed && above >= ARTICLE_WORDS && add_date(&timed, i)) {
            p->forms[timed.first].sure_talk = true;
            return;
        }
    }
}

/* ---- signs of a page */

enum {
    SIGNS_MIN = 3,
    SIGN_KINDS_MIN = 2,
    BLOCKS_A_SIGN = 60, /* in a longer text without more signs, they say nothing */
    KINDS_MIN = 3,
    FOOTER_BLOCKS = 8,
    BLOCKS_A_MATCH = 40,
    MENU_LINES = 12,
    MENU_WORDS = 4,
    MENU_REPEATED_MIN = 4,
    PROSE_WORDS = 25
};

/* Kinds of phrases that only a page has reason for. Other texts have captions, names, dates and
 * rights too. */
static const bool IS_SIGN[LEC_FURNITURE_KINDS] = {
    [LEC_FURNITURE_NAVIGATION] = true, [LEC_FURNITURE_SHARE] = true,
    [LEC_FURNITURE_PLAYER] = true,     [LEC_FURNITURE_CONSENT] = true,
    [LEC_FURNITURE_CALL] = true,       [LEC_FURNITURE_RELATED] = true,
    [LEC_FURNITURE_COMMENTS] = true,   [LEC_FURNITURE_ADVERT] = true,
    [LEC_FURNITURE_CONTINUES] = true,
};

static lec_furniture_kind kind_at(const page *p, size_t i)
{
    return p->forms[i].clock ? LEC_FURNITURE_PLAYER : p->forms[i].match.kind;
}

/* What the phrases of a text add up to. */
typedef struct evidence {
    size_t signs;      /* strong phrases of such kinds */
    size_t sign_kinds; /* their kinds */
    size_t matches;    /* phrases of such kinds, weak ones too */
    size_t kinds;      /* of phrases of any sort */
    size_t footer;     /* strong ones that state rights, at the end */
} evidence;

static evidence weigh_phrases(const page *p)
{
    evidence found = {0};
    bool signs[LEC_FURNITURE_KINDS] = {false};
    bool kinds[LEC_FURNITURE_KINDS] = {false};
    for (size_t i = 0; i < p->count; i++) {
        lec_furniture_kind kind = kind_at(p, i);
        bool strong = p->forms[i].match.strong || p->forms[i].clock;
        bool sign = IS_SIGN[kind] && strong;
        found.footer += kind == LEC_FURNITURE_LEGAL && strong && i + FOOTER_BLOCKS >= p->count;
        found.signs += sign;
        found.sign_kinds += sign && !signs[kind];
        found.matches += IS_SIGN[kind];
        found.kinds += kind && !kinds[kind];
        signs[kind] = signs[kind] || sign;
        kinds[kind] = true;
    }
    return found;
}

/* Several phrases of several kinds that hardly any other text has as lines. */
static bool has_several(const page *p, const evidence *found)
{
    return found->signs >= SIGNS_MIN && found->sign_kinds >= SIGN_KINDS_MIN &&
           found->signs * BLOCKS_A_SIGN >= p->count;
}

/* Two such phrases, or one, where many lines are like those of a page. */
static bool has_some(const page *p, const evidence *found)
{
    bool two = found->sign_kinds >= SIGN_KINDS_MIN && found->signs * BLOCKS_A_SIGN >= p->count;
    return two || (found->signs + found->footer >= 1 && found->kinds >= KINDS_MIN &&
                   found->matches + found->footer >= SIGNS_MIN &&
                   found->matches * BLOCKS_A_MATCH >= p->count);
}

static bool is_menu_line(const page *p, size_t i)
{
    const lec_form *form = &p->forms[i];
    return form->words <= MENU_WORDS && !form->ends_sentence && !form->ends_open &&
           form->commas == 0 && !form->begins_lower && p->blocks[i].kind != LEC_BLOCK_QUOTE;
}

/* Whether many lines in a row are like a menu's, from one end of the text to its first prose, and
 * some of them stand elsewhere as well. */
static bool has_menu(const page *p, bool at_end)
{
    size_t run = 0;
    size_t repeated = 0;
    for (size_t i = 0; i < p->count; i++) {
        size_t at = at_end ? p->count - 1 - i : i;
        const lec_form *form = &p->forms[at];
        if (form->words >= PROSE_WORDS && form->ends_sentence) {
            return false;
        }
        bool menu = is_menu_line(p, at);
        run = menu ? run + 1 : 0;
        repeated = menu ? repeated + form->repeated : 0;
        if (run >= MENU_LINES && repeated >= MENU_REPEATED_MIN) {
            return true;
        }
    }
    return false;
}

/* How much of a text its article may be at least, in hundredths of the words, by how sure it is
 * that the text is a page; 0 for one that is none. */
static size_t share_of_page(const page *p)
{
    enum { SURE = 3, LIKELY = 25 };
    evidence found = weigh_phrases(p);
    if (has_several(p, &found)) {
        return SURE;
    }
    return has_some(p, &found) || (has_menu(p, false) && has_menu(p, true)) ? LIKELY : 0;
}

/* ---- within the article */

enum { AROUND = 3, KEEP = -20 };

static int score_at(const page *p, size_t i)
{
    enum { SHIFT = 50, MAX = 200 };
    int score = p->forms[i].score + SHIFT;
    return score > MAX ? MAX : score < -MAX ? -MAX : score;
}

static int score_around(const page *p, size_t i)
{
    int sum = 0;
    int seen = 0;
    for (size_t at = i < AROUND ? 0 : i - AROUND; at < p->count && at <= i + AROUND; at++) {
        sum += at != i ? score_at(p, at) : 0;
        seen += at != i;
    }
    return seen ? sum / seen : 0;
}

/* Leaves out what is none of the article in a run of blocks that are no prose, or one that is. */
static void prune_run(page *p, size_t start, size_t end, size_t run)
{
    lec_form_context context = {.run = run};
    for (size_t i = start; i < end; i++) {
        context.before = i > 0 ? score_at(p, i - 1) : -200;
        context.after = i + 1 < p->count ? score_at(p, i + 1) : -200;
        context.around = score_around(p, i);
        bool kept = lec_form_score_inside(&p->forms[i], &context) > KEEP && !p->forms[i].clock;
        p->inside[i] = p->inside[i] && kept;
        const lec_form *form = &p->forms[i];
        context.after_related = context.after_related ||
                                (form->match.strong && form->match.kind == LEC_FURNITURE_RELATED);
        context.after_opening = context.after_opening || (form->ends_open && form->words > 2);
    }
}

/* Whether a line that was pruned stands between two paragraphs: a heading, or a short sentence. */
static bool stands_between(const page *p, size_t i)
{
    enum { LINE_WORDS = 10 };
    const lec_form *form = &p->forms[i];
    bool plain = !form->match.kind && !form->repeated && form->separators == 0 && !form->address &&
                 !form->begins_lower && form->words <= LINE_WORDS;
    size_t above = i;
    while (plain && above > 0 && p->forms[above - 1].match.kind) {
        above--;
    }
    return plain && above > 0 && p->inside[above - 1] && lec_form_is_prose(&p->forms[above - 1]) &&
           i + 1 < p->count && p->inside[i + 1] && lec_form_is_prose(&p->forms[i + 1]);
}

static void prune(page *p)
{
    for (size_t i = 0; i < p->count;) {
        size_t end = i + 1;
        bool prose = lec_form_is_prose(&p->forms[i]);
        while (!prose && end < p->count && !lec_form_is_prose(&p->forms[end])) {
            end++;
        }
        prune_run(p, i, end, prose ? 0 : end - i);
        i = end;
    }
}

/* A name or a date under the title is no heading. */
static void settle_byline(page *p)
{
    enum { BELOW = 3 };
    for (size_t i = 1; i < p->count && i <= BELOW; i++) {
        const lec_form *form = &p->forms[i];
        bool name = form->match.kind == LEC_FURNITURE_BYLINE &&
                    form->lower == (form->begins_lower ? 1 : 0) && form->upper > 1;
        bool says = name || (form->match.kind == LEC_FURNITURE_DATE && form->numbers > 0);
        if (says && p->blocks[i].kind == LEC_BLOCK_HEADING && p->blocks[i].level > 1) {
            p->blocks[i].kind = LEC_BLOCK_PARAGRAPH;
            p->blocks[i].level = 0;
        }
    }
}

/* ---- what is said twice, and captions */

enum { LEAD_LOOK_AHEAD = 3, SUMMARY_WORDS_MIN = 5, CAPTION_WORDS_MAX = 40, CAPTION_BLOCKS = 8 };

static void leave_out(page *p, size_t i, const char *rule, const char *reason)
{
    if (!p->blocks[i].rule) {
        p->blocks[i].rule = rule;
        p->blocks[i].reason = reason;
    }
    p->inside[i] = false;
}

static const char REPEATED[] = "repeated";

/* The paragraph that begins with what this block says; count when there is none. */
static size_t lead_of(const page *p, size_t i)
{
    size_t seen = 0;
    for (size_t at = i + 1; at < p->count && seen < LEAD_LOOK_AHEAD; at++) {
        if (p->inside[at]) {
            lec_str text = p->blocks[at].text;
            if (lec_str_starts(text, p->blocks[i].text)) {
                return at;
            }
            seen++;
        }
    }
    return p->count;
}

/* A picture stands between the headline and what sums the article up. */
static void find_captions(page *p, size_t summary)
{
    bool near = p->title < summary && summary - p->title <= CAPTION_BLOCKS;
    for (size_t i = near ? p->title + 1 : summary; i < summary; i++) {
        const lec_form *form = &p->forms[i];
        bool single = form->sentences <= 1 && form->words <= CAPTION_WORDS_MAX;
        if (single && form->ends_sentence && form->words >= SUMMARY_WORDS_MIN) {
            p->blocks[i].kind = LEC_BLOCK_CAPTION;
            p->inside[i] = true;
        }
    }
}

static bool repeats_title(const page *p, size_t i)
{
    return p->title < p->count && i != p->title &&
           lec_title_is_said(p->blocks[p->title].text, p->blocks[i].text);
}

static void leave_out_repeated(page *p)
{
    for (size_t i = 0; i < p->count; i++) {
        if (!p->inside[i] || i == p->title) {
            continue;
        }
        if (repeats_title(p, i)) {
            leave_out(p, i, REPEATED, "it repeats the headline");
        } else if (p->forms[i].words >= SUMMARY_WORDS_MIN && lead_of(p, i) < p->count) {
            leave_out(p, i, REPEATED, "the paragraph below begins with it");
            find_captions(p, i);
        }
    }
}

/* ---- all of it */

/* What stands above the headline is none of the article. */
static void leave_out_above(page *p)
{
    for (size_t i = 0; p->title < p->count && i < p->title; i++) {
        p->inside[i] = false;
    }
    if (p->title < p->count) {
        p->inside[p->title] = true;
    }
}

/* Whether what was found is an article, and not a few lines of something else. */
static bool is_article(const page *p, size_t share)
{
    enum { WORDS_MIN = 40 };
    size_t inside = 0;
    size_t all = 0;
    for (size_t i = 0; i < p->count; i++) {
        inside += p->inside[i] ? p->forms[i].words : 0;
        all += p->forms[i].words;
    }
    return inside >= WORDS_MIN && inside * 100 >= all * share;
}

static void find_first(page *p)
{
    p->first = 0;
    while (p->first < p->count && !p->inside[p->first]) {
        p->first++;
    }
}

/* Everything that is none of the article gets its rule. */
static void give_rules(page *p)
{
    for (size_t i = 0; i < p->count; i++) {
        lec_furniture_kind kind = kind_at(p, i);
        if (p->inside[i]) {
            continue;
        }
        if (repeats_title(p, i)) {
            leave_out(p, i, REPEATED, "it repeats the headline");
        }
        lec_furniture_rule rule = lec_furniture_rule_of(kind);
        if (kind) {
            leave_out(p, i, rule.rule, rule.reason);
        } else {
            leave_out(p, i, "page", "it stands outside of the article's text");
        }
    }
}

static void settle_headings(page *p)
{
    for (size_t i = 0; i < p->count; i++) {
        lec_block *block = &p->blocks[i];
        if (i == p->title) {
            block->kind = LEC_BLOCK_HEADING;
            block->level = 1;
        } else if (block->kind == LEC_BLOCK_HEADING && block->level == 1) {
            block->level = 2;
        }
    }
}

static lec_status mark(lec_arena *memory, const lec_furniture *furniture, page *p, lec_error *error)
{
    if (!measure(memory, furniture, p)) {
        return lec_fail_memory(error);
    }
    settle_byline(p);
    size_t share = share_of_page(p);
    if (share == 0) {
        return LEC_OK;
    }
    find_talk(p);
    if (!lec_span_find(*memory, p->forms, p->count, p->inside)) {
        return lec_fail_memory(error);
    }
    prune(p);
    for (size_t i = 0; i < p->count; i++) {
        p->inside[i] = p->inside[i] || stands_between(p, i);
    }
    if (!is_article(p, share)) {
        return LEC_OK;
    }
    find_first(p);
    p->title = lec_title_find(p->blocks, p->forms, p->inside, p->count, p->first);
    leave_out_above(p);
    leave_out_repeated(p);
    give_rules(p);
    settle_headings(p);
    return LEC_OK;
}

/* Once or twice: a list of articles says it of each. */
static bool says_that_it_goes_on(const lec_draft *draft)
{
    const char *rule = lec_furniture_rule_of(LEC_FURNITURE_CONTINUES).rule;
    size_t count = 0;
    for (size_t i = 0; i < draft->block_count; i++) {
        count += draft->blocks[i].rule && strcmp(draft->blocks[i].rule, rule) == 0;
    }
    return count > 0 && count <= LEC_FURNITURE_GOES_ON_MAX;
}

lec_status lec_furniture_mark(lec_arena scratch, const lec_intake_options *options,
                              lec_draft *draft, lec_error *error)
{
    const lec_furniture *furniture = NULL;
    page p = {.blocks = draft->blocks, .count = draft->block_count};
    lec_arena memory;
    lec_status status = lec_arena_init(&memory, 0, error);
    if (status != LEC_OK) {
        return status;
    }
    status = lec_furniture_load(&memory, scratch, options, &furniture, error);
    if (status == LEC_OK) {
        status = mark(&memory, furniture, &p, error);
    }
    if (status == LEC_OK && says_that_it_goes_on(draft) && draft->warning.len == 0) {
        draft->warning = LEC_FURNITURE_GOES_ON;
    }
    lec_arena_free(&memory);
    return status;
}
