/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_fixture.h"

static void test_every_row(void **state)
{
    size_t count = 0;
    const lec_rendition *const *list = lec_rendition_list(&count);
    (void)state;
    assert_true(count >= 7);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(list[i]->name) > 0);
        assert_true(strlen(list[i]->description) > 0);
        assert_ptr_equal(lec_rendition_named(list[i]->name), list[i]);
        if (list[i]->extension) {
            assert_int_equal(list[i]->extension[0], '.');
            assert_ptr_equal(lec_rendition_for_path(list[i]->extension), list[i]);
        }
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(list[i]->name, list[k]->name);
        }
    }
    assert_null(lec_rendition_named("Wav"));
    assert_null(lec_rendition_named(""));
}

static void test_paths(void **state)
{
    static const struct {
        const char *path, *name;
    } cases[] = {
        {"a.wav", "wav"},      {"folder.txt/b.WaV", "wav"},    {"notes.TXT", "text"},
        {"a.wav.txt", "text"}, {"x.Chapters.TSV", "chapters"}, {"x.ledger.jsonl", "ledger"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_ptr_equal(lec_rendition_for_path(cases[i].path), lec_rendition_named(cases[i].name));
    }
    static const char *const unknown[] = {"a", "", "wav", "a.wav2", "a.tsv", "a.jsonl", "a.wav/"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_null(lec_rendition_for_path(unknown[i]));
    }
}

static void test_needs(void **state)
{
    const lec_publication nothing = {0};
    size_t count = 0;
    const lec_rendition *const *list = lec_rendition_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (list[i]->needs == LEC_NEEDS_DOCUMENT) {
            continue;
        }
        const char *path = temporary_path(*state, "");
        assert_int_equal(lec_rendition_write(list[i], &nothing, path, *(lec_arena *)*state, NULL),
                         LEC_INTERNAL);
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

static void test_place_that_cannot_be_written(void **state)
{
    const lec_publication nothing = {0};
    lec_error error = {0};
    assert_int_equal(lec_rendition_write(lec_rendition_named("text"), &nothing,
                                         "/nonexistent/folder/a.txt", *(lec_arena *)*state, &error),
                     LEC_CANNOT_CREATE);
    assert_string_equal(error.source, "/nonexistent/folder/a.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row),
        cmocka_unit_test(test_paths),
        ARENA_TEST(test_needs),
        ARENA_TEST(test_place_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
