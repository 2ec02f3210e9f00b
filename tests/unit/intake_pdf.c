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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_lose_numbers_and_running_heads),
        cmocka_unit_test(paragraphs_go_on_across_pages),
        cmocka_unit_test(paragraphs_go_on_across_columns),
        cmocka_unit_test(what_stands_once_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
