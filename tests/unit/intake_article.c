/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which texts of a page are the article, and by which rule the others are left out. */
#include "intake/article.h"

#include "intake_fixture.h"

#define SENTENCE                                                                                   \
    "The harbour of the small town lay quiet, and nobody had seen the ferry since the morning. "
#define PARAGRAPH "<p>" SENTENCE "At noon the bells rang, as they did on every day of the year.</p>"
#define OTHER     "<p>In the evening the wind turned, and the boats came home one after another.</p>"
#define STORY     PARAGRAPH OTHER
/* A page with a menu above it and a foot below it. */
#define PAGE(content)                                                                              \
    "<!DOCTYPE html><html><head><title>The quiet harbour - Coast News</title></head><body>"        \
    "<nav><a href=/>Start</a> <a href=/sea>Sea</a></nav>" content                                  \
    "<footer>Coast News, Pier 4</footer></body></html>"

typedef struct judged {
    fixture f;
    GumboOutput *page;
    lec_article *article;
} judged;

static void judge(judged *j, const char *html)
{
    fixture_start(&j->f);
    j->page = gumbo_parse(html);
    assert_int_equal(
        lec_article_mark(&j->f.arena, j->f.scratch, j->page, NULL, &j->article, &j->f.error),
        LEC_OK);
}

static void judged_end(judged *j)
{
    gumbo_destroy_output(&kGumboDefaultOptions, j->page);
    fixture_end(&j->f);
}

static const GumboNode *next_node(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_ELEMENT && node->v.element.children.length) {
        return node->v.element.children.data[0];
    }
    while (node->parent && node->parent->type == GUMBO_NODE_ELEMENT) {
        const GumboVector *siblings = &node->parent->v.element.children;
        if (node->index_within_parent + 1 < siblings->length) {
            return siblings->data[node->index_within_parent + 1];
        }
        node = node->parent;
    }
    return NULL;
}

/* The text that has `words` in it. */
static const GumboNode *find_text(const judged *j, const char *words)
{
    const GumboNode *node = j->page->root;
    while (node && !(node->type == GUMBO_NODE_TEXT && strstr(node->v.text.text, words))) {
        node = next_node(node);
    }
    if (!node) {
        fail_msg("the page has no text \"%s\"", words);
    }
    return node;
}

static const char *rule_of(const judged *j, const char *words)
{
    const lec_verdict *verdict = lec_article_verdict(j->article, find_text(j, words));
    return verdict ? verdict->rule : "kept";
}

static void assert_rule(const char *html, const char *words, const char *rule)
{
    judged j;
    judge(&j, html);
    const char *found = rule_of(&j, words);
    if (strcmp(found, rule) != 0) {
        fail_msg("\"%s\" is \"%s\" instead of \"%s\" in %s", words, found, rule, html);
    }
    judged_end(&j);
}

/* ---- one piece of furniture in a page */

static const struct row {
    const char *html, *words, *rule;
} ROWS[] = {
    {PAGE(STORY), "ferry", "kept"},
    {PAGE(STORY), "Start", "navigation"},
    {PAGE(STORY), "Pier 4", "page-footer"},
    {PAGE("<article>" STORY "</article><div><p>Elsewhere, a train was late, and few minded.</p>"
          "</div>"),
     "a train", "outside-article"},

    /* by what it is called */
    {PAGE("<article>" STORY "<aside>Beside the point.</aside></article>"), "Beside", "sidebar"},
    {PAGE("<article>" STORY "<div class=share-tools>Tell a friend</div></article>"), "friend",
     "share"},
    {PAGE("<article>" STORY "<div class='post-share'>Tell a friend</div></article>"), "friend",
     "share"},
    {PAGE("<article>" STORY "<div id=relatedPosts><a href=/1>A storm</a></div></article>"),
     "A storm", "related"},
    {PAGE("<article>" STORY "<section id=comments>" OTHER "</section></article>"), "ferry", "kept"},
    {PAGE("<article>" STORY "<section id=comments><p>I was there, too.</p></section></article>"),
     "I was there", "comments"},
    {PAGE("<article>" STORY "<div class='ad-slot'>Buy a sail</div></article>"), "a sail", "advert"},
    {PAGE("<article>" STORY "<div class=newsletter-box>A letter each week.</div></article>"),
     "A letter", "newsletter"},
    {PAGE("<article>" STORY "<div class=author-bio>Ann writes of the sea.</div></article>"), "Ann",
     "about-author"},
    {PAGE("<article><p class=byline>By Ann Lee</p>" STORY "</article>"), "Ann", "byline"},
    {PAGE("<article><time>4 May</time>" STORY "</article>"), "4 May", "date"},
    {PAGE("<article><figure><figcaption>The pier.</figcaption></figure>" STORY "</article>"),
     "The pier", "caption"},
    {PAGE("<article>" STORY "<ul class=tags><li><a href=/t>harbours</a></ul></article>"),
     "harbours", "tags"},
    {PAGE("<article>" STORY "<div class=cookie-bar>We use some.</div></article>"), "We use",
     "notice"},
    {PAGE("<article>" STORY "<div role=dialog>Stay a while.</div></article>"), "Stay", "dialog"},
    {PAGE("<article>" STORY "<button>Listen</button></article>"), "Listen", "control"},
    {PAGE("<article>" STORY "<div class=video-player>0:00</div></article>"), "0:00", "player"},
    {PAGE("<article>" STORY "<ul class=toc><li><a href=#a>Noon</a></ul></article>"), "Noon",
     "contents"},

    /* hidden */
    {PAGE("<article>" STORY "<p hidden>Unseen.</p></article>"), "Unseen", "hidden"},
    {PAGE("<article>" STORY "<p aria-hidden=true>Unseen.</p></article>"), "Unseen", "hidden"},
    {PAGE("<article>" STORY "<p style='color:red; display : none'>Unseen.</p></article>"), "Unseen",
     "hidden"},
    {PAGE("<article>" STORY "<p style='display:block'>Seen.</p></article>"), "Seen", "kept"},
    {PAGE("<article>" STORY "<span class=sr-only>Unseen</span></article>"), "Unseen", "hidden"},
    {PAGE("<article>" STORY "<div class=faq style='display:none'><p>It opens when it is clicked "
          "on, and says more.</p></div></article>"),
     "It opens", "kept"},

    /* by what it holds */
    {PAGE("<article>" STORY "<ul><li><a href=/1>A storm at sea</a><li><a href=/2>A calm</a></ul>"
          "</article>"),
     "A storm", "links"},
    {PAGE("<article>" STORY "<p><a href=/1>What the pilots say</a></p></article>"), "pilots",
     "links"},
    {PAGE("<article>" STORY "<ul><li>Bring <a href=/r>rope</a> and a lamp<li>Wear a coat</ul>"
          "</article>"),
     "rope", "kept"},
    {PAGE("<article>" STORY "<h3>More</h3><ul><li><a href=/1>A storm at sea in the north</a>"
          "<li><a href=/2>Calm weather for some</a></ul></article>"),
     "More", "related"},
    {PAGE("<article>" STORY "<h3>Later</h3>" OTHER "</article>"), "Later", "kept"},
    {PAGE(STORY "<div><div><h3><a href=/1>A storm</a></h3><p>It blew.</p></div>"
                "<div><h3><a href=/2>A calm</a></h3><p>It did not.</p></div>"
                "<div><h3><a href=/3>A fog</a></h3><p>Nobody saw it.</p></div></div>"),
     "It blew", "related"},
    {PAGE("<article><p>" SENTENCE "</p><blockquote>" SENTENCE "</blockquote>" OTHER "</article>"),
     "The harbour", "kept"},

    {PAGE("<article><figure><img src=a><span>Photo: Bo</span></figure>" STORY "</article>"),
     "Photo: Bo", "caption"},

    /* what looks like furniture and is none */
    {PAGE("<article>" STORY "<h2 id=how-to-share-a-boat-with-friends>Sharing</h2>" OTHER
          "</article>"),
     "Sharing", "kept"},
    {PAGE("<article>" STORY "<h3><button>Noon</button></h3>" OTHER "</article>"), "Noon", "kept"},
    {PAGE("<article>" STORY "<div class=widget><p>A part of it.</p></div></article>"), "A part",
     "kept"},
    {PAGE("<div><article>" STORY "</article><div class=widget><p>No part of it.</p></div></div>"),
     "No part", "sidebar"},
    {PAGE("<article><p>It was <time>4 May</time> when the ferry left, and rain fell.</p>" OTHER
          "</article>"),
     "4 May", "kept"},
    {PAGE("<div class='content has-sidebar no-comments'>" STORY "</div>"), "ferry", "kept"},
    {PAGE("<form><div class=main-content>" STORY "</div></form>"), "ferry", "kept"},
    {PAGE("<div class=sidebar>" STORY "</div>"), "ferry", "kept"},
    {PAGE("<article>" STORY "<table><tr class=player-7><td>Ann<td>4 goals</table></article>"),
     "4 goals", "kept"},
    {PAGE("<article>" STORY "<h2>Rope</h2><ol><li>Coil it.<li>Hang it.</ol></article>"), "Hang it",
     "kept"},
    {PAGE("<article>" STORY "<pre>make harbour</pre></article>"), "make harbour", "kept"},
    {PAGE("<div id=S:1 hidden>" STORY "</div>"), "ferry", "kept"},
};

static void furniture_is_left_out_by_its_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        assert_rule(ROWS[i].html, ROWS[i].words, ROWS[i].rule);
    }
}

/* ---- the whole */

static void a_summary_in_the_same_words_is_heard_once(void **state)
{
    (void)state;
    judged j;
    judge(&j, PAGE("<article><p class=summary>" SENTENCE "</p><div class=x><p>" SENTENCE "</p>"
                   "</div>" OTHER "</article>"));
    const GumboNode *first = find_text(&j, "The harbour");
    const GumboNode *second = next_node(first);
    while (second->type != GUMBO_NODE_TEXT) {
        second = next_node(second);
    }
    assert_null(lec_article_verdict(j.article, first));
    assert_string_equal(lec_article_verdict(j.article, second)->rule, "repeated");
    judged_end(&j);
}

static void an_article_in_several_parts_is_whole(void **state)
{
    (void)state;
    const char *html = PAGE("<div class=article-body>" PARAGRAPH "</div><div class=ad>Boats</div>"
                            "<div class=article-body>" OTHER "</div>");
    assert_rule(html, "ferry", "kept");
    assert_rule(html, "In the evening", "kept");
    assert_rule(html, "Boats", "advert");
}

static void what_leads_from_the_title_into_the_article_is_kept(void **state)
{
    (void)state;
    const char *html =
        PAGE("<main><h1>The quiet harbour</h1>"
             "<p>A ferry is missed, and a whole town waits for it, until the evening comes.</p>"
             "<div class=article-body>" STORY "</div></main>");
    assert_rule(html, "A ferry is missed", "kept");
}

/* Names that would leave nothing of a page are not true of it. */
static void a_page_is_not_left_empty(void **state)
{
    (void)state;
    const char *html = PAGE("<div><div class=related>" OTHER "</div><div class=related>"
                            "<p>At night the lamp on the pier was lit, and a dog barked at it.</p>"
                            "</div><div class=related>"
                            "<p>By dawn the boats were out again, all but one with a leak.</p>"
                            "</div></div>");
    assert_rule(html, "the lamp", "kept");
    assert_rule(html, "By dawn", "kept");
    assert_rule(html, "Pier 4", "page-footer");
}

static void readers_are_heard_where_nobody_else_speaks(void **state)
{
    (void)state;
    assert_rule(PAGE("<h1>Where is the ferry?</h1><div id=comments>" STORY "</div>"), "ferry since",
                "kept");
    assert_rule(PAGE("<div class=cookie-box>" STORY "</div><div id=comments>" STORY "</div>"),
                "ferry since", "notice");
}

static void the_title_is_the_heading_that_the_page_is_called_by(void **state)
{
    (void)state;
    judged j;
    judge(&j, PAGE("<header><h1>Coast News</h1></header><article><h2>The quiet harbour</h2>" STORY
                   "<h2>Around the pier</h2>" OTHER "</article>"));
    const GumboNode *title = lec_article_title(j.article);
    assert_non_null(title);
    assert_int_equal(title->v.element.tag, GUMBO_TAG_H2);
    assert_ptr_not_equal(title, find_text(&j, "Around the pier")->parent);
    assert_null(lec_article_verdict(j.article, title));
    judged_end(&j);
}

static void a_page_without_a_heading_has_no_title(void **state)
{
    (void)state;
    judged j;
    judge(&j, PAGE(STORY));
    assert_null(lec_article_title(j.article));
    judged_end(&j);
}

static void an_empty_page_has_no_article(void **state)
{
    (void)state;
    static const char *const PAGES[] = {"", "<html>", "<body></body>", "<p>",
                                        "<frameset></frameset>"};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        judged j;
        judge(&j, PAGES[i]);
        assert_null(lec_article_title(j.article));
        judged_end(&j);
    }
}

/* Every rule has a name and a reason, and what is left out within furniture has the same. */
static void what_is_in_furniture_is_the_same_furniture(void **state)
{
    (void)state;
    judged j;
    judge(&j, PAGE("<article>" STORY "<aside><p class=byline>By Bo</p></aside></article>"));
    const GumboNode *text = find_text(&j, "By Bo");
    for (const GumboNode *node = text; node->v.element.tag != GUMBO_TAG_ARTICLE || node == text;
         node = node->parent) {
        const lec_verdict *verdict = lec_article_verdict(j.article, node);
        assert_string_equal(verdict->rule, "sidebar");
        assert_true(strlen(verdict->reason) > 0);
    }
    judged_end(&j);
}

static void memory_that_runs_out_is_an_error(void **state)
{
    (void)state;
    lec_arena none = {0};
    fixture f;
    fixture_start(&f);
    GumboOutput *page = gumbo_parse(PAGE("<article>" STORY "</article>"));
    lec_article *article = NULL;
    assert_int_equal(lec_article_mark(&f.arena, none, page, NULL, &article, &f.error),
                     LEC_TRY_AGAIN);
    assert_string_not_equal(f.error.message, "");
    assert_int_equal(lec_article_mark(&none, f.scratch, page, NULL, &article, &f.error),
                     LEC_TRY_AGAIN);
    gumbo_destroy_output(&kGumboDefaultOptions, page);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(furniture_is_left_out_by_its_rule),
        cmocka_unit_test(a_summary_in_the_same_words_is_heard_once),
        cmocka_unit_test(an_article_in_several_parts_is_whole),
        cmocka_unit_test(what_leads_from_the_title_into_the_article_is_kept),
        cmocka_unit_test(a_page_is_not_left_empty),
        cmocka_unit_test(readers_are_heard_where_nobody_else_speaks),
        cmocka_unit_test(the_title_is_the_heading_that_the_page_is_called_by),
        cmocka_unit_test(a_page_without_a_heading_has_no_title),
        cmocka_unit_test(an_empty_page_has_no_article),
        cmocka_unit_test(what_is_in_furniture_is_the_same_furniture),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
