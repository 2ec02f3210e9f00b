/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of a page, element by element. */
#include "intake_fixture.h"

#include "intake/document.h"

#include "../support/document_fault.h"

/* A page around an article that is long enough to be found. */
#define FIRST                                                                                      \
    "It rained for most of the night, and when the gate was opened in the morning, the meadow "    \
    "had become a lake. The farmers, who had been waiting since the spring, did not complain."
#define SECOND                                                                                     \
    "The children were sent home from school at noon, since nobody knew how high the river would " \
    "stand in the afternoon. Most of them went to look at it, of course, and came home wet."
#define THIRD                                                                                      \
    "By the evening the water had gone, and what it left behind was mud, a great many frogs, and " \
    "a rowing boat that belongs to nobody in the village. It lies behind the church until then."
#define STORY "<p>" FIRST "</p><p>" SECOND "</p><p>" THIRD "</p>"
#define TOLD  "p:" FIRST "|p:" SECOND "|p:" THIRD

/* @param whole a page; else a part of a document, all of which is the article. */
static lec_status try_page(fixture *f, const char *html, bool whole,
                           const lec_intake_options *options)
{
    lec_intake_options asked = options ? *options : (lec_intake_options){0};
    asked.format = "html";
    assert_int_equal(fixture_decode(f, lec_str_of(html)), LEC_OK);
    if (whole) {
        return lec_document_read(&f->arena, f->scratch, &f->source, &asked, &f->document,
                                 &f->error);
    }
    lec_packed_member member = {.name = LEC_STR("part.html"), .format = "html"};
    lec_packed_story story = {.members = &member, .member_count = 1};
    f->source.members = LEC_NEW(&f->arena, 1, lec_member);
    f->source.member_count = 1;
    return lec_document_make(&f->arena, f->scratch, &f->source, &story, &asked, &f->document,
                             &f->error);
}

static void read_page(fixture *f, const char *html, bool whole, const lec_intake_options *options)
{
    lec_status status = try_page(f, html, whole, options);
    if (status != LEC_OK) {
        print_message("%s\n%s\n", html, f->error.message);
    }
    assert_int_equal(status, LEC_OK);
    const char *fault = document_fault(&f->document);
    if (fault) {
        print_message("%s\n%s\n", html, fault);
    }
    assert_null(fault);
}

typedef struct page {
    const char *html, *dump;
} page;

static void expect_pages(const page *pages, size_t count, bool whole,
                         const lec_intake_options *options)
{
    for (size_t i = 0; i < count; i++) {
        fixture f;
        fixture_start(&f);
        read_page(&f, pages[i].html, whole, options);
        const char *dump = fixture_dump(&f);
        if (strcmp(dump, pages[i].dump) != 0) {
            print_message("%s\n", pages[i].html);
        }
        assert_string_equal(dump, pages[i].dump);
        fixture_end(&f);
    }
}

#define EXPECT(pages, options)                                                                     \
    expect_pages((pages), sizeof(pages) / sizeof *(pages), false, (options))
#define EXPECT_WHOLE(pages, options)                                                               \
    expect_pages((pages), sizeof(pages) / sizeof *(pages), true, (options))

static const page INLINE[] = {
    {"<p>One\n  two</p>", "p:One two"},
    {"<p> One <b> two </b> three </p>", "p:One two three"},
    {"<p>One<b>two</b></p>", "p:Onetwo"},
    {"<p>A &amp; B &lt;c&gt; &copy2024 &notit; &#8212; &#x2014;", "p:A & B <c> ©2024 ¬it; — —"},
    {"<p>&amp;amp; &foo; &AMP AT&T a&b;c", "p:&amp; &foo; & AT&T a&b;c"},
    {"<p>a&nbsp;b&nbsp; c&nbsp;</p>", "p:a\xC2\xA0"
                                      "b c"},
    {"<p>so&shy;ft h\xC2\xAD"
     "yphen<wbr>s</p>",
     "p:soft hyphens"},
    {"<p>1 < 2 and a</b> stray tag</p>", "p:1 < 2 and a stray tag"},
    {"<p>H<sub>2</sub>O x<sup>2</sup> 1<sup>st</sup>", "p:H2O x2 1st"},
    {"<p>was <del>old</del><s>older</s> new", "p:was new"},
    {"<p>He said <q>yes</q>.", "p:He said “yes”."},
    {"<p>the <abbr title='World Wide Web'>WWW</abbr>", "p:the WWW"},
    {"<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "p:漢字"},
    {"<p>日本\n語", "p:日本語"},
    {"<p>It is <span hidden>not</span> <i aria-hidden=true>x</i> seen", "p:It is seen"},
    {"<p>It is <span style='color:red; DISPLAY : none'>not</span> seen", "p:It is seen"},
    {"<p>Press <button>OK</button> <select><option>1<option>2</select> now", "p:Press now"},
    {"<p>Smile <img class=emoji alt='😀'> now", "p:Smile 😀 now"},
    {"<p>The sum <math alttext='x squared'><mi>x</mi></math> is", "p:The sum x squared is"},
    {"<p>Call <code>main()</code> first", "p:Call main() first"},
    {"<p>A<!-- not --> B<script>var c = '</p>';</script></p>", "p:A B"},
};

static void inline_text_is_one_line(void **state)
{
    (void)state;
    EXPECT(INLINE, NULL);
}

static const page BLOCKS[] = {
    {"<h2>Two</h2><p>a</p><h3>Three <br>lines</h3><p>b", "h2:Two|p:a|h3:Three lines|p:b"},
    {"<div>bare <p>para</p> rest</div>", "p:bare|p:para|p:rest"},
    {"<p>one<p>two", "p:one|p:two"},
    {"<p>The first paragraph is here.<br><br>The second one is here.",
     "p:The first paragraph is here.|p:The second one is here."},
    {"<p>A sentence.<br>Another one.", "p:A sentence.|p:Another one."},
    {"<p>Roses are red,<br>Violets are blue", "p:Roses are red,|p:Violets are blue"},
    {"<p>a line that is broken<br>in the middle", "p:a line that is broken in the middle"},
    {"<blockquote><p>out</p><blockquote>in</blockquote></blockquote>", "q1:out|q2:in"},
    {"<ul><li>a<li>b<ul><li>c</ul></ul>", "li1:a|li1:b|li2:c"},
    {"<ol><li>a<li value=5>b<li>c</ol>", "li1:1. a|li1:5. b|li1:6. c"},
    {"<ol start=0 type=a><li>x<li>y<li>z</ol>", "li1:0. x|li1:a. y|li1:b. z"},
    {"<ol reversed><li>a<li><p>b</ol>", "li1:2. a|li1:1. b"},
    {"<ol type=i start=4><li>x</ol>", "li1:iv. x"},
    {"<ol><li><ol><li>in</ol></ol>", "li2:1. in"},
    {"<dl><dt>Term<dd>What it is</dl>", "li1:Term|li1:What it is"},
    {"<p>before<pre><code>int a;\nint b;\n</code></pre>after",
     "p:before|code:Code, 2 lines.|p:after"},
    {"<div lang=de-AT>vor<pre>a = 1</pre></div>", "p:vor|code:Quelltext, 1 Zeile."},
    {"<p>a<hr>b", "p:a|p:b"},
    {"<figure><img src=a alt='A dog'><figcaption>Rex</figcaption></figure><p>text", "p:text"},
};

static void blocks_are_told_apart(void **state)
{
    (void)state;
    EXPECT(BLOCKS, NULL);
}

static const page TABLES[] = {
    {"<p>t<table><caption>Fares</caption><tr><th>From<th>Price<tr><td>Quay<td>2 <i>pounds</i>"
     "<tr><td>Isle<td></table>",
     "p:t|p:Fares|row:From: Quay; Price: 2 pounds|row:From: Isle"},
    {"<p>t<table><tr><td></td><th>Area<tr><th>Berlin<td>891<tr><th>Bonn<td>141</table>",
     "p:t|row:Berlin: Area: 891|row:Bonn: Area: 141"},
    {"<p>t<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
     "p:t|row:A: 1; B: 2; C: 3|row:B: 4; C: 5"},
    {"<table role=presentation><tr><td>left<td>right<tr><td>a<td>b</table>",
     "p:left|p:right|p:a|p:b"},
    {"<table><tr><td><h2>Head</h2><p>text</table>", "h2:Head|p:text"},
    {"<p>t<table><tr><th>N<th>M<tr><td>1<td>1<tr><td>2<td>2<tr><td>3<td>3<tr><td>4<td>4<tr><td>5"
     "<td>5<tr><td>6<td>6<tr><td>7<td>7<tr><td>8<td>8<tr><td>9<td>9</table>",
     "p:t|row:Table, 9 rows"},
};

static void tables_are_read_by_rows(void **state)
{
    (void)state;
    EXPECT(TABLES, NULL);
}

static const char NOTES[] =
    "<h2>One</h2><p>First<sup><a href=#n1 id=r1>1</a></sup> text.<p>More.<h2>Two</h2><p>End"
    "<a href='#n2' role=doc-noteref>*</a>.<ol><li id=n1>Note one. <a href=#r1>↩</a><li id=n2>"
    "Note two.</ol>";

static void notes_go_where_they_are_wanted(void **state)
{
    (void)state;
    const page none[] = {{NOTES, "h2:One|p:First text.|p:More.|h2:Two|p:End."}};
    const page end[] = {
        {NOTES, "h2:One|p:First text.|p:More.|note:Note one.|h2:Two|p:End.|note:Note two."}};
    const page in_line[] = {
        {NOTES, "h2:One|p:First text.|note:Note one.|p:More.|h2:Two|p:End.|note:Note two."}};
    EXPECT(none, NULL);
    EXPECT(end, &(lec_intake_options){.notes = LEC_NOTES_END});
    EXPECT(in_line, &(lec_intake_options){.notes = LEC_NOTES_INLINE});
}

#define POST(name)                                                                                 \
    "<div><p>" name "<sup><a href=#fn1>1</a></sup> text.<p>More.<ol><li id=fn1>Note of " name      \
    ".</ol></div>"
#define POST_TOLD(name) "p:" name " text.|note:Note of " name ".|p:More."

static void posts_of_a_page_have_their_own_notes(void **state)
{
    (void)state;
    const page posts[] = {
        {POST("Ada") POST("Bo") POST("Cy"),
         POST_TOLD("Ada") "|" POST_TOLD("Bo") "|" POST_TOLD("Cy")},
        /* after the last of them, the first is as good as any */
        {POST("Ada") POST("Bo") "<p>End<sup><a href=#fn1>1</a></sup>.",
         POST_TOLD("Ada") "|" POST_TOLD("Bo") "|p:End."},
    };
    EXPECT(posts, &(lec_intake_options){.notes = LEC_NOTES_INLINE});
}

/* A mark whose target is too large for a note is a link to a part of the text. */
static void large_targets_are_no_notes(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    lec_buf html = {.arena = &f.arena};
    lec_buf_add(&html, LEC_STR("<p>First<sup><a href=#n1>1</a></sup>.<div id=n1>Short."));
    for (int i = 0; i < 3000; i++) {
        lec_buf_add(&html, LEC_STR("<i></i>"));
    }
    lec_buf_add(&html, LEC_STR("</div>"));
    lec_buf_byte(&html, '\0');
    read_page(&f, lec_buf_str(&html).ptr, false, &(lec_intake_options){.notes = LEC_NOTES_INLINE});
    assert_string_equal(fixture_dump(&f), "p:First.|p:Short.");
    fixture_end(&f);
}

static void captions_are_asked_for(void **state)
{
    (void)state;
    const page pages[] = {{"<p>before <img alt='A &quot;dog&quot;'> "
                           "after<figure><figcaption>Rex</figcaption></figure>",
                           "p:before after|caption:A \"dog\"|caption:Rex"}};
    EXPECT(pages, &(lec_intake_options){.captions = true});
}

static const page TITLES[] = {
    {"<title>Rain at last | The Herald</title><h1>Rain <i>at</i> last</h1>" STORY,
     "h1:Rain at last|" TOLD},
    {"<title>Rain at last | The Herald</title>" STORY, "h1:Rain at last|" TOLD},
    {"<title>A &amp; B - Post</title><meta property=og:site_name content=Post>" STORY,
     "h1:A & B|" TOLD},
    {"<meta property='og:title' content='Rain &amp; wind'>" STORY, "h1:Rain & wind|" TOLD},
    {"<title>Rain in our town | Post</title><h1><i>Weather</i> Rain <b>in</b> our town</h1>" STORY,
     "h1:Rain in our town|" TOLD},
    {"<title>Rain in our town | Post</title><h1>News<br><span>Rain in our "
     "<b>town</b></span></h1>" STORY,
     "h1:Rain in our town|" TOLD},
    {"<title>Rain at last</title><h1>Rain at last</h1><h2>Rain at last!</h2>" STORY,
     "h1:Rain at last|" TOLD},
    /* A kicker is told by its name, whether or not the data repeat it. */
    {"<title>Weather: Rain at last</title><h1><span class=overline>Weather</span> Rain at "
     "last</h1>" STORY,
     "h1:Rain at last|" TOLD},
    {"<title>Rain at last - Weather</title><h1><b><small>Weather</small><br>Rain at "
     "last</b></h1>" STORY,
     "h1:Rain at last|" TOLD},
    {"<title>Rain at last</title><h1><span>Weather</span><i>: </i><span class=headline>Rain at "
     "last</span></h1>" STORY,
     "h1:Rain at last|" TOLD},
    {"<title>Rain in our town</title><h1><span class=label>Rain</span> <b>falls</b></h1>" STORY,
     "h1:Rain falls|" TOLD},
    /* The heading that is seen counts when any of the data say it. */
    {"<title>Wet days for all of us</title><meta property=og:title content='Rain at last, they "
     "say'><h1>Wet days for all of us</h1>" STORY,
     "h1:Wet days for all of us|" TOLD},
    /* A heading of a section is no title because the title begins with its words. */
    {"<title>Weather in our town - why it rains again</title><h1>Why does it rain again?</h1>"
     "<h2>Weather in our</h2>" STORY,
     "h1:Why does it rain again?|h2:Weather in our|" TOLD},
    {"<title>The rain came at last - The Herald</title><h1>Weather</h1>" STORY,
     "h1:The rain came at last|h1:Weather|" TOLD},
    /* Of "site - title" the part that the page shows is the title. */
    {"<title>The Herald of Today: Rain at last here</title><p><b>Rain at last here</b></p>" STORY,
     "h1:Rain at last here|p:Rain at last here|" TOLD},
    {"<body><title>Rain at last</title>" STORY, "h1:Rain at last|" TOLD},
};

static void the_title_is_said_once(void **state)
{
    (void)state;
    EXPECT_WHOLE(TITLES, NULL);
}

static const page BROKEN[] = {
    {"<p>text <b>bold <i>both</b> italic</i> plain", "p:text bold both italic plain"},
    {"<table><tr><td>cell</td>stray</tr></table><p>x", "p:stray|p:cell|p:x"},
    {"<div><p>unclosed <a href='x", "p:unclosed"},
    {"<p>a <div>b</p> c", "p:a|p:b|p:c"},
    {"<p>a<!-- never closed", "p:a"},
    {"<p>a<script>if (1 < 2) document.write('<!--<script></script>')</script><p>b", "p:a|p:b"},
    {"<p>a<script>never closed", "p:a"},
    {"<p a=1 a=2 b='>'>ok", "p:ok"},
    {"<html xmlns='http://www.w3.org/1999/xhtml'><body><p><a id='x'/>kept</p><script src='s'/>"
     "<p>kept too</p></body></html>",
     "p:kept|p:kept too"},
    {"<svg><title>no</title><path/><text>no</text></svg><p>yes", "p:yes"},
};

static void broken_pages_are_read(void **state)
{
    (void)state;
    EXPECT(BROKEN, NULL);
}

static void all_is_kept_when_asked(void **state)
{
    (void)state;
    const page pages[] = {{"<title>T</title><nav>Home</nav><p>was <del>old</del> new<button>OK"
                           "</button><script>no</script><aside hidden>H</aside>",
                           "h1:T|p:Home|p:was old newOK|p:H"}};
    EXPECT_WHOLE(pages, &(lec_intake_options){.keep_all = true});
}

static void facts_are_found(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_page(&f,
              "<html lang=en_GB><head><title>T</title><script type='application/ld+json'>"
              "{\"@graph\": [{\"@type\": \"NewsArticle\", \"headline\": \"T\", \"author\": "
              "[{\"name\": \"Ada North\"}, {\"name\": \"Bo West\"}], \"datePublished\": "
              "\"2024-03-12T08:30:00+01:00\"}]}</script><meta name=author content=Nobody>"
              "<meta property=og:site_name content='The &amp; Herald'>"
              "<meta property=og:image content=http://x.example/a.png>"
              "<link rel=canonical href=http://x.example/a></head>" STORY,
              true, NULL);
    const lec_facts *facts = &f.document.facts;
    const struct fact {
        lec_str found;
        const char *wanted;
    } all[] = {{facts->title, "T"},
               {facts->author, "Ada North, Bo West"},
               {facts->date, "2024-03-12T08:30:00+01:00"},
               {facts->lang, "en-GB"},
               {facts->site, "The & Herald"},
               {facts->image, "http://x.example/a.png"},
               {facts->url, "http://x.example/a"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_string_equal(lec_arena_cstr(&f.arena, all[i].found), all[i].wanted);
    }
    fixture_end(&f);
}

static const struct date {
    const char *written, *read;
} DATES[] = {
    {"2024-03-12", "2024-03-12"},
    {"2024/03/12 08:30", "2024-03-12T08:30"},
    {"Tue, 12 Mar 2024 08:30:00 GMT", "2024-03-12"},
    {"March 5, 2024", "2024-03-05"},
    {"yesterday", ""},
    {"2024-13-12", ""},
    {"2024-02-31T99:99", ""},
    {"2024-02-29T99:99", "2024-02-29"},
    {"2023/02/29", ""},
    {"31 June 2024", ""},
};

static void dates_become_iso(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++) {
        fixture f;
        fixture_start(&f);
        lec_str html =
            lec_arena_printf(&f.arena, "<meta name=date content='%s'>" STORY, DATES[i].written);
        read_page(&f, html.ptr, true, NULL);
        assert_string_equal(lec_arena_cstr(&f.arena, f.document.facts.date), DATES[i].read);
        fixture_end(&f);
    }
}

static void blocks_have_their_language(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_page(&f, "<html lang=en><p>one<p lang=fr>deux<blockquote xml:lang=de>drei</blockquote>",
              false, NULL);
    assert_int_equal(f.document.block_count, 3);
    assert_int_equal(f.document.blocks[0].lang.len, 0);
    assert_true(lec_str_equal(f.document.blocks[1].lang, LEC_STR("fr")));
    fixture_end(&f);
}

/* ---- what is said of a page that is no article, or not all of one */

static const struct notice {
    const char *html;
    const char *refusal, *warning; /* a part of it; NULL: none */
} NOTICES[] = {
    {"<body><div id=root></div><script>go()</script><noscript>Enable it.</noscript>",
     "it is built by script", NULL},
    {"<title>Sign in</title><h1>Sign in</h1><p>Name<input><input type=password>",
     "a page for signing in", NULL},
    {"<title>404 Not Found</title><h1>404 Not Found</h1><p>Nothing is here.", "is not there", NULL},
    {STORY "<p><a href=/more>Continue reading</a>", NULL, "goes on elsewhere"},
    {"<link rel=next href=p2>" STORY, NULL, "next page"},
    {"<script type=application/ld+json>{\"@type\": \"Article\", \"isAccessibleForFree\": false}"
     "</script>" STORY,
     NULL, "pay for the article"},
    {STORY, NULL, NULL},
};

static void incomplete_pages_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof NOTICES / sizeof *NOTICES; i++) {
        const struct notice *row = &NOTICES[i];
        fixture f;
        fixture_start(&f);
        lec_status status =
            try_page(&f, row->html, true, &(lec_intake_options){.voices = "voices"});
        assert_int_equal(status, row->refusal ? LEC_DATA : LEC_OK);
        assert_non_null(strstr(f.error.message, row->refusal ? row->refusal : ""));
        lec_str warning = f.document.warning;
        assert_int_equal(warning.len > 0, row->warning != NULL);
        assert_non_null(strstr(warning.len ? warning.ptr : "", row->warning ? row->warning : ""));
        fixture_end(&f);
    }
}

/* ---- what is HTML */

static const struct sniffed {
    const char *text;
    bool html;
} SNIFFED[] = {
    {"<!DOCTYPE html>\n<title>x</title>", true},
    {"\n  <!-- x -->\n<HTML lang=en>", true},
    {"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", true},
    {"<head><title>x</title>", true},
    {"<div><p>One</p><p>Two</p></div>", true},
    {"<p>A text that begins with one tag.", false},
    {"<b>Note</b>: a text may begin so.", false},
    {"Learn <html> in a day. <p>x</p><p>y</p>", false},
};

static void pages_are_told_from_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SNIFFED / sizeof *SNIFFED; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_decode(&f, lec_str_of(SNIFFED[i].text)), LEC_OK);
        lec_str all = lec_str_trim(lec_str_of(SNIFFED[i].text));
        lec_status status =
            lec_document_read(&f.arena, f.scratch, &f.source, NULL, &f.document, &f.error);
        bool as_text = status == LEC_OK && lec_str_equal(f.document.blocks[0].text, all);
        assert_int_equal(!as_text, SNIFFED[i].html);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inline_text_is_one_line),
        cmocka_unit_test(blocks_are_told_apart),
        cmocka_unit_test(tables_are_read_by_rows),
        cmocka_unit_test(notes_go_where_they_are_wanted),
        cmocka_unit_test(posts_of_a_page_have_their_own_notes),
        cmocka_unit_test(large_targets_are_no_notes),
        cmocka_unit_test(captions_are_asked_for),
        cmocka_unit_test(the_title_is_said_once),
        cmocka_unit_test(broken_pages_are_read),
        cmocka_unit_test(all_is_kept_when_asked),
        cmocka_unit_test(facts_are_found),
        cmocka_unit_test(dates_become_iso),
        cmocka_unit_test(blocks_have_their_language),
        cmocka_unit_test(incomplete_pages_are_named),
        cmocka_unit_test(pages_are_told_from_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
