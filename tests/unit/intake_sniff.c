/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_fixture.h"

static const struct row {
    const char *text;
    const char *name; /* that it is refused by; NULL: it is read */
} ROWS[] = {
    {"Plain text.", NULL},
    {"<grin> That was fun. A tag like <html> is no page.", NULL},
    {"Learn <html> in a day.", NULL},
    {"<3 you all", NULL},
    {"<htmlish> names are no tags.", NULL},
    {"<!-- a note --> and then text", NULL},
    {"{curly} text", NULL},
    {"[1] A footnote in brackets [2]", NULL},
    {"\"quoted\": text", NULL},
    {"{\"a\": unfinished", NULL},
    {"{\\rtf is how it begins", NULL},
    {"<rdf:RDF xmlns=''>", "an RDF document"},
    {"<?xml version=\"1.0\"?><article>", "an XML document"},
    {"<svg width='1'>", "an SVG image"},
    {"{\"title\": \"x\"}", "a JSON document"},
    {" [ { \"a\" : 1 } ]\n", "a JSON document"},
    {"%!PS-Adobe-3.0\nshowpage", "a PostScript document"},
};

static void markup_is_refused_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_decode(&f, lec_str_of(ROWS[i].text)), LEC_OK);
        lec_status status =
            lec_document_read(&f.arena, f.scratch, &f.source, NULL, &f.document, &f.error);
        lec_str wanted = LEC_STR("");
        if (ROWS[i].name) {
            wanted = lec_arena_printf(&f.arena,
                                      "this looks like %s, which cannot be read yet; save it as "
                                      "text, or read its source aloud with --from=text",
                                      ROWS[i].name);
            assert_string_equal(f.error.source, "name.txt");
        }
        assert_string_equal(f.error.message, lec_arena_cstr(&f.arena, wanted));
        assert_int_equal(status, ROWS[i].name ? LEC_DATA : LEC_OK);
        fixture_end(&f);
    }
}

static const struct row CONTAINERS[] = {
    {"{\\rtf1 text}", "office"},
    {"<?xml version=\"1.0\"?><rss version=\"2.0\">", "feed"},
    {"<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns=''>", "feed"},
    {"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"},
    {"{\"version\": \"https://jsonfeed.org/version/1\"}", "feed"},
    {"<opml version='2.0'>", "opml"},
};

static void containers_are_no_single_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CONTAINERS / sizeof *CONTAINERS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_decode(&f, lec_str_of(CONTAINERS[i].text)), LEC_OK);
        assert_int_equal(
            lec_document_read(&f.arena, f.scratch, &f.source, NULL, &f.document, &f.error),
            LEC_DATA);
        lec_str wanted = lec_arena_printf(&f.arena, "this is no single text but a container (%s)",
                                          CONTAINERS[i].name);
        assert_string_equal(f.error.message, wanted.ptr);
        fixture_end(&f);
    }
}

static void on_request_all_of_it_is_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_read(&f, lec_str_of(ROWS[i].text)), LEC_OK);
        assert_true(f.document.block_count > 0);
        fixture_end(&f);
    }
}

static void unknown_format_names_the_known(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_int_equal(fixture_decode(&f, LEC_STR("Text.")), LEC_OK);
    assert_int_equal(lec_document_read(&f.arena, f.scratch, &f.source,
                                       &(lec_intake_options){.format = "docx"}, &f.document,
                                       &f.error),
                     LEC_USAGE);
    assert_non_null(strstr(f.error.message, "'docx'"));
    size_t count;
    const lec_format *const *formats = lec_format_list(&count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(strstr(f.error.message, formats[i]->name));
        assert_true(formats[i]->extensions[0] == '.');
        assert_true(formats[i]->description[0] != '\0');
    }
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_refused_by_name),
        cmocka_unit_test(containers_are_no_single_text),
        cmocka_unit_test(on_request_all_of_it_is_text),
        cmocka_unit_test(unknown_format_names_the_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
