/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page is read as a walk through four states: before the article, in it, in a gap of it, after
 * it. Each block in the article earns its score, weighed by its length when that is above 0; going
 * back in from a gap costs, the more the more lines in the gap say that the article is over. The
 * best walk is found in one pass (A. J. Viterbi, 1967).
 */
#include "intake/furniture_span.h"

#include "base/arena.h"

enum state { BEFORE, IN, GAP, AFTER, STATES };

/* Hundredths of the logarithm of the odds. Fitted to the same pages as the weights of forms. */
enum {
    SHIFT = 60, /* what stands between paragraphs is more likely one than others */
    SCORE_MAX = 200,
    SCORE_MIN = -700,
    TOLL_PERCENT = 50,    /* of a score below 0 */
    WORDS_MAX = 60,       /* a longer block weighs no more */
    WORDS_ONE = 20,       /* one of so many words weighs one */
    PARAGRAPH_WORDS = 20, /* in two sentences: what leads to another article is shorter */
    RETURN = 250,         /* from a gap */
    GAP_LINE = 40,
    PAST_TALK = 2000,       /* no article comes after what its readers wrote */
    PAST_SURE_TALK = 40000, /* however much that is */
    START_BELOW_DATE = 120, /* an article begins close below a name or a date */
    DATE_NEAR = 3,          /* blocks */
    NAME_WORDS = 14         /* a longer line names its writer in passing */
};

#define NEVER (INT64_MIN / 2)

/* What a line of a gap that is certain to be furniture costs on the return. */
static const int64_t RETURN_PAST[LEC_FURNITURE_KINDS] = {
    [LEC_FURNITURE_RELATED] = 245,   [LEC_FURNITURE_COMMENTS] = 4000, [LEC_FURNITURE_LEGAL] = 1000,
    [LEC_FURNITURE_CONTINUES] = 245, [LEC_FURNITURE_CALL] = 120,      [LEC_FURNITURE_BYLINE] = 80,
    [LEC_FURNITURE_DATE] = 490,
};

/* What such a line costs within the article. What readers write is linked from the top too. */
static const int64_t STAY_PAST[LEC_FURNITURE_KINDS] = {
    [LEC_FURNITURE_COMMENTS] = 500,
    [LEC_FURNITURE_LEGAL] = 500,
};

static int64_t earned(const lec_form *form)
{
    int score = form->score + SHIFT;
    if (score <= 0) {
        return (int64_t)(score < SCORE_MIN ? SCORE_MIN : score) * TOLL_PERCENT / 100;
    }
    size_t words = form->words < WORDS_MAX ? form->words : WORDS_MAX;
    bool paragraph = form->sentences >= 2 && form->words >= PARAGRAPH_WORDS;
    int64_t sum = (int64_t)(score > SCORE_MAX ? SCORE_MAX : score) * (int64_t)words / WORDS_ONE;
    return paragraph ? sum * 2 : sum;
}

static int64_t talk_toll(const lec_form *form)
{
    return form->sure_talk ? PAST_SURE_TALK : form->talk ? PAST_TALK : 0;
}

/* @param tolls by kind. */
static int64_t toll(const lec_form *form, const int64_t *tolls)
{
    int64_t talk = talk_toll(form);
    bool counts = form->match.strong || form->match.kind == LEC_FURNITURE_DATE;
    return talk ? talk : counts ? tolls[form->match.kind] : 0;
}

static bool heads_article(const lec_form *form)
{
    return form->match.kind == LEC_FURNITURE_DATE ||
           (form->match.kind == LEC_FURNITURE_BYLINE && form->words <= NAME_WORDS);
}

typedef struct walk {
    int64_t sums[STATES]; /* of the best walk that is in a state now */
} walk;

/* The states that the best walks came from. */
typedef struct steps {
    uint8_t from[STATES];
} steps;

static void step(walk *w, steps *s, enum state to, const enum state *from, const int64_t *sums,
                 size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        best = sums[i] > sums[best] ? i : best;
    }
    w->sums[to] = sums[best];
    s->from[to] = (uint8_t)from[best];
}

/* @param start what beginning the article here earns. */
static walk step_on(const walk *w, const lec_form *form, int64_t start, steps *s)
{
    walk next = *w;
    step(&next, s, IN, (const enum state[]){IN, BEFORE, GAP},
         (const int64_t[]){w->sums[IN], w->sums[BEFORE] + start, w->sums[GAP] - RETURN}, 3);
    step(&next, s, GAP, (const enum state[]){GAP, IN}, (const int64_t[]){w->sums[GAP], w->sums[IN]},
         2);
    step(&next, s, AFTER, (const enum state[]){AFTER, IN},
         (const int64_t[]){w->sums[AFTER], w->sums[IN]}, 2);
    s->from[BEFORE] = BEFORE;
    next.sums[IN] += earned(form) - toll(form, STAY_PAST);
    next.sums[GAP] -= toll(form, RETURN_PAST) + GAP_LINE;
    next.sums[BEFORE] -= talk_toll(form);
    return next;
}

bool lec_span_find(lec_arena scratch, const lec_form *forms, size_t count, bool *inside)
{
    steps *trail = LEC_NEW(&scratch, count, steps);
    walk w = {.sums = {[IN] = NEVER, [GAP] = NEVER, [AFTER] = NEVER}};
    size_t below = 0; /* as many blocks since the date may stand between it and the article */
    for (size_t i = 0; trail && i < count; i++) {
        w = step_on(&w, &forms[i], below ? START_BELOW_DATE : 0, &trail[i]);
        below = heads_article(&forms[i]) ? DATE_NEAR : below ? below - 1 : 0;
    }
    enum state at = w.sums[AFTER] > w.sums[IN] ? AFTER : IN;
    for (size_t i = count; trail && i-- > 0;) {
        inside[i] = at == IN;
        at = (enum state)trail[i].from[at];
    }
    return trail != NULL;
}
