/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages leave in a text: numbers, running heads, paragraphs that are cut in two. */
#include "intake/pdf_text.h"
#include "intake_fixture.h"

typedef struct joined {
    const char *text;
    size_t dropped;
} joined;

static joined join(fixture *f, const char *pages)
{
    joined made = {0};
    lec_str text = lec_pdf_join_pages(&f->arena, f->scratch, lec_str_of(pages), &made.dropped);
    made.text = lec_arena_cstr(&f->arena, text);
    return made;
}

static void pages_lose_numbers_and_running_heads(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    joined made = join(&f, "The Old Bridge\n\nIt was built long ago.\n\n1\n\f"
                           "The Old Bridge\n\nNobody knows by whom.\n\n2\n\f"
                           "The Old Bridge\n\nIt still stands.\n\n3\n\f");
    assert_string_equal(made.text, "The Old Bridge\n\nIt was built long ago.\n\n"
                                   "Nobody knows by whom.\n\nIt still stands.\n");
    assert_int_equal(made.dropped, 5);
    made = join(&f, "One.\n\nPage 9 of 10\n\fTwo.\n\nPage 10 of 10\n\f");
    assert_string_equal(made.text, "One.\n\nTwo.\n");
    fixture_end(&f);
}

static void numbers_that_count_no_pages_stay(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    joined made =
        join(&f, "Table 1\n\nOne.\n\f\nTable 2\n\nTwo.\n\fText.\n\fTable 3\n\nThree.\n\f");
    assert_string_equal(made.text,
                        "Table 1\n\nOne.\n\nTable 2\n\nTwo.\n\nText.\n\nTable 3\n\nThree.\n");
    assert_int_equal(made.dropped, 0);
    assert_int_equal(join(&f, "It was\n\n1984\n\fIt was\n\n1984\n\f").dropped, 0);
    fixture_end(&f);
}

static void chapters_have_heads_of_their_own(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    joined made = join(&f, "Start.\n\n1\n\fChapter A\n\n2\n\nOne.\n\fChapter A\n\n3\n\nTwo.\n\f"
                           "Chapter B\n\n4\n\nThree.\n\fChapter B\n\n5\n\nFour.\n\fEnd.\n\n6\n\f");
    assert_string_equal(made.text, "Start.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nEnd.\n");
    assert_int_equal(made.dropped, 10);
    fixture_end(&f);
}

static void paragraphs_go_on_across_pages(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_string_equal(join(&f, "The river rose in the\n\n1\n\fnight and fell.\n\n2\n\f").text,
                        "The river rose in the\nnight and fell.\n");
    assert_string_equal(join(&f, "The river fell.\n\fthen it rose.\n\f").text,
                        "The river fell.\n\nthen it rose.\n");
    assert_string_equal(join(&f, "The river\n\fThen it rose.\n\f").text,
                        "The river\n\nThen it rose.\n");
    fixture_end(&f);
}

static void paragraphs_go_on_across_columns(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_string_equal(
        join(&f, "The river rose in\nthe night and it\n\nfell in the\nmorning.\n").text,
        "The river rose in\nthe night and it\nfell in the\nmorning.\n");
    assert_string_equal(join(&f, "The river rose in\nthe night.\n\n\n \nthen fell.\n").text,
                        "The river rose in\nthe night.\n\nthen fell.\n");
    assert_string_equal(join(&f, "apples and some more\npears\n\nplums\n\ncherries\n").text,
                        "apples and some more\npears\n\nplums\n\ncherries\n");
    fixture_end(&f);
}

static void what_stands_once_stays(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    joined made = join(&f, "Year\n\n1984\n");
    assert_string_equal(made.text, "Year\n\n1984\n");
    assert_int_equal(made.dropped, 0);
    made = join(&f, "A head\n\nOne.\n\fA head\n\nTwo.\n\f");
    assert_string_equal(made.text, "A head\n\nOne.\n\nA head\n\nTwo.\n");
    assert_string_equal(join(&f, "").text, "\n");
    assert_string_equal(join(&f, "\f\f \f").text, "\n");
    fixture_end(&f);
}

static const char *flow(fixture *f, const char *text)
{
    return lec_arena_cstr(&f->arena, lec_pdf_flow(&f->arena, f->scratch, lec_str_of(text)));
}

static void lines_flow_into_paragraphs(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_string_equal(flow(&f, "A Title\n\nThe first lines of a text that\nis as wide as the "
                                 "page has it, and\nends here.\nThe second begins without a\n"
                                 "blank line before it, as books do.\n"),
                        "A Title\n\n"
                        "The first lines of a text that is as wide as the page has it, and ends "
                        "here.\n\nThe second begins without a blank line before it, as books "
                        "do.\n\n");
    assert_string_equal(
        flow(&f, "It needs three things, and these are\n\xE2\x80\xA2 a wick that is as "
                 "long as\nthe lamp is high\n\xE2\x80\xA2 a glass\n"),
        "It needs three things, and these are\n\n\xE2\x80\xA2 a wick that is as long as "
        "the lamp is high\n\n\xE2\x80\xA2 a glass\n\n");
    assert_string_equal(flow(&f, "A thing that is well-\nknown is one, but 1914-\n1918 is not.\n"),
                        "A thing that is well-known is one, but 1914- 1918 is not.\n\n");
    fixture_end(&f);
}

static void short_lines_stay(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_string_equal(flow(&f,
                             "A line of prose that is as wide as the page\nand another one that "
                             "is as wide as that is\nand one more that is as wide as the page\n\n"
                             "The lamp is out,\nThe sea is loud,\n"),
                        "A line of prose that is as wide as the page and another one that is as "
                        "wide as that is and one more that is as wide as the page\n\n"
                        "The lamp is out,\n\nThe sea is loud,\n\n");
    assert_string_equal(flow(&f,
                             "1.2. What It Is\nA lamp is a thing that gives a light, and\nit is "
                             "lit by hand, which takes a while.\n"),
                        "1.2. What It Is\n\nA lamp is a thing that gives a light, and it is lit by "
                        "hand, which takes a while.\n\n");
    assert_string_equal(flow(&f, ""), "");
    assert_string_equal(flow(&f, "One line.\n\n\n"), "One line.\n\n");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_lose_numbers_and_running_heads),
        cmocka_unit_test(paragraphs_go_on_across_pages),
        cmocka_unit_test(paragraphs_go_on_across_columns),
        cmocka_unit_test(lines_flow_into_paragraphs),
        cmocka_unit_test(short_lines_stay),
        cmocka_unit_test(numbers_that_count_no_pages_stay),
        cmocka_unit_test(chapters_have_heads_of_their_own),
        cmocka_unit_test(what_stands_once_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
