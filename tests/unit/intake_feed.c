/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds: which items become stories, what of them is read, and what is said of the others. */
#include "../support/document_fault.h"
#include "intake/feed.h"
#include "intake/feed_tree.h"
#include "intake_fixture.h"

typedef struct feed_fixture {
    fixture f;
    lec_documents documents;
} feed_fixture;

static lec_status feed_read(feed_fixture *f, const char *text, lec_intake_options options)
{
    return lec_intake_bytes(&f->f.arena, f->f.scratch, LEC_STR("news.xml"), lec_str_of(text),
                            &options, &f->documents, &f->f.error);
}

/* All documents: "NAME h1:Title|p:Text" a line. Each is held to its tiling. */
static const char *feed_dump(feed_fixture *f, const char *text, lec_intake_options options)
{
    lec_buf out = {.arena = &f->f.arena};
    f->f.error = (lec_error){0};
    if (feed_read(f, text, options) != LEC_OK) {
        fail_msg("%s", f->f.error.message);
    }
    for (size_t i = 0; i < f->documents.count; i++) {
        f->f.document = f->documents.items[i];
        const char *fault = document_fault(&f->f.document);
        if (fault) {
            fail_msg("%s", fault);
        }
        lec_str name = f->f.document.source->name;
        lec_buf_printf(&out, "%s%.*s ", i ? "\n" : "", (int)name.len, name.ptr);
        const char *dump = fixture_dump(&f->f);
        lec_buf_printf(&out, "%s", dump);
    }
    lec_buf_byte(&out, '\0');
    assert_false(out.failed);
    return lec_buf_str(&out).ptr;
}

static const char *fact(feed_fixture *f, lec_str value)
{
    return lec_arena_cstr(&f->f.arena, value);
}

static feed_fixture *started(feed_fixture *f)
{
    *f = (feed_fixture){0};
    fixture_start(&f->f);
    return f;
}

static const lec_intake_options PLAIN = {0};

#define ITEM(title, date, text)                                                                    \
    "<item><title>" title "</title><pubDate>" date "</pubDate><content:encoded>" text              \
    "</content:encoded></item>"

#define RSS(items)                                                                                 \
    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "                                               \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                  \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Bell</title>"               \
    "<link>https://bell.example/</link><language>en-gb</language>" items "</channel></rss>"

/* ---- what is read */

static void each_item_is_a_story(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_string_equal(
        feed_dump(&f,
                  RSS(ITEM("One", "Tue, 24 Nov 2026 09:30:00 +0100", "The first text is here.")
                          ITEM("Two", "Mon, 23 Nov 2026 08:00:00 GMT", "The second text is here.")),
                  PLAIN),
        "news.xml#1 h1:One|p:The first text is here.\n"
        "news.xml#2 h1:Two|p:The second text is here.");
    const lec_facts *facts = &f.documents.items[0].facts;
    assert_string_equal(fact(&f, facts->title), "One");
    assert_string_equal(fact(&f, facts->date), "2026-11-24T09:30:00+01:00");
    assert_string_equal(fact(&f, facts->site), "The Bell");
    assert_string_equal(fact(&f, facts->lang), "en-gb");
    const lec_source *source = f.documents.items[0].source;
    assert_int_equal(source->member_count, 2);
    assert_string_equal(fact(&f, source->members[1].name), "news.xml#1/content");
    fixture_end(&f.f);
}

static void facts_of_an_item(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    (void)feed_dump(&f,
                    RSS("<item><title>One</title><link>/a/one?x=1&amp;y=2</link>"
                        "<author>anna@bell.example (Anna Beispiel)</author>"
                        "<dc:language>de</dc:language>"
                        "<enclosure type=\"audio/mpeg\" url=\"https://bell.example/one.mp3\"/>"
                        "<enclosure type=\"image/png\" url=\"https://bell.example/one.png\"/>"
                        "<content:encoded>Ein Text steht hier.</content:encoded></item>"),
                    PLAIN);
    const lec_facts *facts = &f.documents.items[0].facts;
    assert_string_equal(fact(&f, facts->author), "Anna Beispiel");
    assert_string_equal(fact(&f, facts->lang), "de");
    assert_string_equal(fact(&f, facts->url), "https://bell.example/a/one?x=1&y=2");
    assert_string_equal(fact(&f, facts->image), "https://bell.example/one.png");
    fixture_end(&f.f);
}

static void atom_is_read(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_string_equal(
        feed_dump(&f,
                  "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Log</title>"
                  "<author><name>Ben</name></author>"
                  "<entry><title type='text'>A &amp; B &lt;i&gt;</title>"
                  "<link rel='self' href='https://log.example/self'/>"
                  "<link href='https://log.example/ab'/><updated>2026-02-30</updated>"
                  "<published>2026-11-24T10:00:00Z</published>"
                  "<content type='text'>It stands here.</content></entry></feed>",
                  PLAIN),
        "news.xml#1 h1:A & B <i>|p:It stands here.");
    const lec_facts *facts = &f.documents.items[0].facts;
    assert_string_equal(fact(&f, facts->author), "Ben");
    assert_string_equal(fact(&f, facts->url), "https://log.example/ab");
    assert_string_equal(fact(&f, facts->date), "2026-11-24T10:00:00Z");
    fixture_end(&f.f);
}

static void rdf_has_its_items_beside_the_channel(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_string_equal(
        feed_dump(&f,
                  "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                  "xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'>"
                  "<channel><title>Old</title></channel>"
                  "<item><title>One</title><d:creator>Eva</d:creator>"
                  "<description>A short text, whose page is not known.</description></item>"
                  "</rdf:RDF>",
                  PLAIN),
        "news.xml#1 h1:One|p:A short text, whose page is not known.");
    assert_string_equal(fact(&f, f.documents.items[0].facts.author), "Eva");
    fixture_end(&f.f);
}

static void json_feeds_are_read(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    const char *text =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Notes\",\n"
        " \"authors\": [{\"name\": \"Cleo\"}],\n"
        " \"items\": [{\"id\": \"1\", \"title\": \"One <b>\", \"content_text\": \"Text is "
        "here.\",\n"
        "  \"date_published\": \"2026-11-24T10:00:00-05:00\", \"url\": \"https://n.example/1\"},\n"
        "  {\"id\": \"2\", \"content_text\": \"A note without a title.\"}, {\"id\": \"3\"}]}";
    assert_string_equal(feed_dump(&f, text, PLAIN), "news.xml#1 h1:One <b>|p:Text is here.\n"
                                                    "news.xml#2 p:A note without a title.");
    assert_string_equal(fact(&f, f.documents.items[0].facts.author), "Cleo");
    assert_int_equal(f.documents.note_count, 1);
    assert_string_equal(fact(&f, f.documents.notes[0]),
                        "1 item of the feed has no words and is passed over");
    fixture_end(&f.f);
}

static void other_json_is_no_feed(void **state)
{
    (void)state;
    assert_false(lec_feed_is_json(LEC_STR("{\"version\": \"1\", \"items\": []}")));
    assert_false(lec_feed_is_json(LEC_STR("See https://jsonfeed.org/version/1 for more.")));
    assert_true(
        lec_feed_is_json(LEC_STR(" {\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}")));
}

/* ---- which items */

#define THREE                                                                                      \
    RSS(ITEM("Old", "Sun, 22 Nov 2026 09:30:00 +0100", "The old text is here.")                    \
            ITEM("New", "Tue, 24 Nov 2026 09:30:00 +0100", "The new text is here.")                \
                ITEM("Middle", "2026-11-23", "The middle text is here."))

static void the_newest_are_taken_in_the_order_of_the_feed(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_string_equal(feed_dump(&f, THREE, (lec_intake_options){.max_items = 2}),
                        "news.xml#2 h1:New|p:The new text is here.\n"
                        "news.xml#3 h1:Middle|p:The middle text is here.");
    assert_string_equal(feed_dump(&f, THREE, (lec_intake_options){.since = "2026-11-24"}),
                        "news.xml#2 h1:New|p:The new text is here.");
    assert_int_equal(feed_read(&f, THREE, (lec_intake_options){.since = "2026-12-01"}), LEC_DATA);
    assert_non_null(strstr(f.f.error.message, "2026-12-01 or later"));
    fixture_end(&f.f);
}

static void a_feed_without_items_is_an_error(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_int_equal(feed_read(&f, RSS(""), PLAIN), LEC_DATA);
    assert_non_null(strstr(f.f.error.message, "no items in this feed"));
    f.f.error = (lec_error){0};
    assert_int_equal(feed_read(&f, RSS("<item><link>x</link></item>"), PLAIN), LEC_DATA);
    assert_non_null(strstr(f.f.error.message, "no item of this feed has any words"));
    fixture_end(&f.f);
}

/* ---- what is broken */

static void broken_feeds_are_recovered(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    const char *cut = "\n <rss version='2.0'><channel><title>T</title><item><title>Tom & Jerry "
                      "R&D</title><description>A text that is cut off in the";
    assert_string_equal(feed_dump(&f, cut, PLAIN),
                        "news.xml#1 h1:Tom & Jerry R&D|p:A text that is cut off in the");
    assert_int_equal(f.documents.note_count, 1);
    assert_non_null(strstr(fact(&f, f.documents.notes[0]), "damaged at line 1"));
    fixture_end(&f.f);
}

static void feeds_are_read_in_the_encoding_that_they_name(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_string_equal(feed_dump(&f,
                                  "<?xml version='1.0' encoding='windows-1251'?><rss><item>"
                                  "<title>\xCB\xE0\xEC\xEF\xE0</title>"
                                  "<description>\xCB\xE0\xEC\xEF\xE0 \xE3\xEE\xF0\xE8\xF2."
                                  "</description></item></rss>",
                                  PLAIN),
                        "news.xml#1 h1:\u041b\u0430\u043c\u043f\u0430|"
                        "p:\u041b\u0430\u043c\u043f\u0430 \u0433\u043e\u0440\u0438\u0442.");
    fixture_end(&f.f);
}

static void entities_are_never_expanded(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    const char *bomb =
        "<!DOCTYPE rss [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>"
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n"
        "<rss><channel><item><title>One</title>"
        "<description type='text'>&b;&x; it says.</description></item></channel></rss>";
    assert_string_equal(feed_dump(&f, bomb, PLAIN), "news.xml#1 h1:One|p:&b;&x; it says.");
    fixture_end(&f.f);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    lec_buf deep = {.arena = &f.f.arena};
    lec_buf_printf(&deep, "<rss><item><title>One</title></item>");
    for (int i = 0; i < 100000; i++) {
        lec_buf_printf(&deep, "<a>");
    }
    lec_buf_byte(&deep, '\0');
    assert_string_equal(feed_dump(&f, deep.ptr, PLAIN), "news.xml#1 h1:One");
    assert_int_equal(f.documents.note_count, 1);
    fixture_end(&f.f);
}

/* ---- pieces */

static void dates_of_all_forms(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    static const char *const FORMS[][2] = {
        {"Tue, 24 Nov 2026 09:30:00 +0100", "2026-11-24T09:30:00+01:00"},
        {"24 Nov 26 09:30 EST", "2026-11-24T09:30:00-05:00"},
        {"Tue, 24 November 2026 09:30:00 GMT", "2026-11-24T09:30:00Z"},
        {"24 Nov 2026", "2026-11-24"},
        {"2026-11-24", "2026-11-24"},
        {"2026-11-24T09:30:00.125Z", "2026-11-24T09:30:00Z"},
        {"2026-11-24 09:30:00 +0530", "2026-11-24T09:30:00+05:30"},
        {"2026-11-24T09:30:00", "2026-11-24T09:30:00"},
        {"2024-02-29", "2024-02-29"},
        {"2026-02-29", ""},
        {"31 Nov 2026", ""},
        {"yesterday", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        assert_string_equal(fact(&f, lec_feed_date(&f.f.arena, lec_str_of(FORMS[i][0]))),
                            FORMS[i][1]);
    }
    assert_int_equal(lec_feed_seconds(LEC_STR("1970-01-02T01:00:00+01:00")), 86400);
    assert_int_equal(lec_feed_seconds(LEC_STR("2026-11-24T00:00:00Z")), 1795478400);
    assert_int_equal(lec_feed_seconds(LEC_STR("2000-03-01")), 951868800);
    fixture_end(&f.f);
}

static void texts_are_seen_through(void **state)
{
    (void)state;
    static const char *const CUT[] = {"It goes on [...]",
                                      "It goes on [&#8230;]</p>",
                                      "It goes on\xE2\x80\xA6",
                                      "<p>It goes on. <a href='x'>Continue reading &rarr;</a></p>",
                                      "It goes on. Read more \xC2\xBB",
                                      "It goes on (...)"};
    for (size_t i = 0; i < sizeof CUT / sizeof *CUT; i++) {
        assert_true(lec_feed_is_cut(lec_str_of(CUT[i])));
    }
    assert_false(lec_feed_is_cut(LEC_STR("<p>It ends here.</p>")));
    assert_false(lec_feed_is_cut(LEC_STR("")));
    assert_true(lec_feed_is_html(LEC_STR("caf&eacute;")));
    assert_true(lec_feed_is_html(LEC_STR("an <em>old</em> one")));
    assert_false(lec_feed_is_html(LEC_STR("the <template> element, 3 < 4, A & B; AT&T")));
    assert_int_equal(lec_feed_length(LEC_STR("<p>a b <i>c</i></p> 1 < 2")), 6);
    const lec_str post = LEC_STR("<p>Text.</p>\n<p>The post <a href='x'>One</a> appeared first on "
                                 "<a href='y'>Bell</a>.</p>\n");
    assert_int_equal(lec_feed_footer(post), 13);
    const lec_str none = LEC_STR("<p>The post <a href='x'>office</a> is closed.</p>");
    assert_int_equal(lec_feed_footer(none), none.len);
}

static void roots_are_found_behind_what_may_precede_them(void **state)
{
    (void)state;
    static const char *const ROOTS[][2] = {
        {"<rss>", "rss"},
        {"\xEF\xBB\xBF<?xml version='1.0'?><!-- <html> --><!DOCTYPE x [<!ELEMENT a ANY>]> <a:b "
         "c='d'>",
         "b"},
        {"A text about <rss>", ""},
        {"<rss", ""},
        {"", ""},
    };
    feed_fixture f;
    started(&f);
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++) {
        assert_string_equal(fact(&f, lec_feed_root_name(lec_str_of(ROOTS[i][0]))), ROOTS[i][1]);
    }
    fixture_end(&f.f);
}

static void no_page_is_asked_for_when_time_is_over(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    const lec_unpacking unpacking = {
        .name = LEC_STR("news.xml"),
        .bytes = LEC_STR("<rss><item><title>One</title><link>http://127.0.0.1/</link>"
                         "<description>A teaser.</description></item></rss>"),
        .options = &PLAIN,
        .arena = &f.f.arena,
        .scratch = f.f.scratch,
        .error = &f.f.error};
    lec_package package = {0};
    assert_int_equal(lec_feed_unpack(&unpacking, 0, &package), LEC_OK);
    assert_int_equal(package.count, 1);
    assert_int_equal(package.stories[0].member_count, 2);
    assert_int_equal(package.note_count, 1);
    assert_string_equal(
        fact(&f, package.notes[0]),
        "of 1 item what the feed carries is read: the pages before have taken too long");
    fixture_end(&f.f);
}

static void lists_of_feeds_without_one_are_an_error(void **state)
{
    (void)state;
    feed_fixture f;
    started(&f);
    assert_int_equal(feed_read(&f, "<opml version='2.0'><body/></opml>", PLAIN), LEC_DATA);
    assert_non_null(strstr(f.f.error.message, "names no feed"));
    f.f.error = (lec_error){0};
    assert_int_equal(feed_read(&f,
                               "<opml version='2.0'><body><outline text='Group'>"
                               "<outline xmlUrl='file:///etc/passwd'/></outline></body></opml>",
                               PLAIN),
                     LEC_DATA);
    assert_non_null(strstr(f.f.error.message, "none of the 1 feed of the list can be read"));
    assert_non_null(strstr(f.f.error.message, "http://"));
    fixture_end(&f.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_is_a_story),
        cmocka_unit_test(facts_of_an_item),
        cmocka_unit_test(atom_is_read),
        cmocka_unit_test(rdf_has_its_items_beside_the_channel),
        cmocka_unit_test(json_feeds_are_read),
        cmocka_unit_test(other_json_is_no_feed),
        cmocka_unit_test(the_newest_are_taken_in_the_order_of_the_feed),
        cmocka_unit_test(a_feed_without_items_is_an_error),
        cmocka_unit_test(broken_feeds_are_recovered),
        cmocka_unit_test(feeds_are_read_in_the_encoding_that_they_name),
        cmocka_unit_test(entities_are_never_expanded),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(dates_of_all_forms),
        cmocka_unit_test(texts_are_seen_through),
        cmocka_unit_test(roots_are_found_behind_what_may_precede_them),
        cmocka_unit_test(no_page_is_asked_for_when_time_is_over),
        cmocka_unit_test(lists_of_feeds_without_one_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
