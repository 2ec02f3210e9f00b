/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is an address, what links mean, and what a server's word on a page's type is good for. Pages
 * are fetched in tests/cli/test_fetch.py. */
#include "intake/fetch.h"
#include "intake/fetch_cache.h"
#include "intake_fixture.h"

#include <stdlib.h>

static void addresses_are_told_from_files(void **state)
{
    (void)state;
    assert_true(lec_is_url(LEC_STR("http://a.example/")));
    assert_true(lec_is_url(LEC_STR("HTTPS://a.example/")));
    assert_false(lec_is_url(LEC_STR("http:/a")));
    assert_false(lec_is_url(LEC_STR("ftp://a.example/")));
    assert_false(lec_is_url(LEC_STR("file:///etc/hostname")));
    assert_false(lec_is_url(LEC_STR("")));
}

static void links_are_seen_from_their_page(void **state)
{
    (void)state;
    static const struct {
        const char *base, *link, *meant;
    } LINKS[] = {
        {"", "https://b.example/x", "https://b.example/x"},
        {"https://a.example/news/", " two ", "https://a.example/news/two"},
        {"https://a.example/news/one?x", "/two?a=1&b=2", "https://a.example/two?a=1&b=2"},
        {"https://a.example/news/one", "../two", "https://a.example/two"},
        {"https://a.example/", "//b.example/x", "https://b.example/x"},
        {"https://a.example/", "mailto:anna@a.example", ""},
        {"https://a.example/", "file:///etc/hostname", ""},
        {"https://a.example/", "javascript:alert(1)", ""},
        {"https://a.example/", "", ""},
        {"", "two", ""},
        {"/news", "two", ""},
    };
    fixture f;
    fixture_start(&f);
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
        lec_str meant = lec_url_resolve(&f.arena, f.scratch, lec_str_of(LINKS[i].base),
                                        lec_str_of(LINKS[i].link));
        assert_string_equal(lec_arena_cstr(&f.arena, meant), LINKS[i].meant);
    }
    fixture_end(&f);
}

static void types_name_formats(void **state)
{
    (void)state;
    assert_string_equal(lec_type_format(LEC_STR("text/html")), "html");
    assert_string_equal(lec_type_format(LEC_STR("application/atom+xml")), "feed");
    assert_string_equal(lec_type_format(LEC_STR("application/pdf")), "pdf");
    assert_null(lec_type_format(LEC_STR("text/plain")));
    assert_null(lec_type_format(LEC_STR("")));
}

static void pages_are_kept_and_found(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    char folder[] = "/tmp/lectern-cache-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(setenv("XDG_CACHE_HOME", folder, 1), 0);
    const lec_str url = LEC_STR("https://a.example/x");
    const lec_cached page = {.url = LEC_STR("https://a.example/y"),
                             .type = LEC_STR("text/html; charset=utf-8"),
                             .etag = LEC_STR("\"one\""),
                             .modified = LEC_STR(""),
                             .bytes = LEC_STR("a\n\nb\0c\n")};
    lec_cached found;
    assert_false(lec_cache_find(&f.arena, url, &found));
    lec_cache_keep(f.scratch, url, &page);
    assert_true(lec_cache_find(&f.arena, url, &found));
    assert_true(lec_str_equal(found.url, page.url));
    assert_true(lec_str_equal(found.type, page.type));
    assert_true(lec_str_equal(found.etag, page.etag));
    assert_int_equal(found.modified.len, 0);
    assert_true(lec_str_equal(found.bytes, page.bytes));
    assert_false(lec_cache_find(&f.arena, LEC_STR("https://a.example/y"), &found));
    lec_cached forged = page;
    forged.etag = LEC_STR("\"two\"\nX: y");
    lec_cache_keep(f.scratch, LEC_STR("https://a.example/z"), &forged);
    assert_false(lec_cache_find(&f.arena, LEC_STR("https://a.example/z"), &found));
    lec_str remove = lec_arena_printf(&f.arena, "rm -r %s", folder);
    assert_int_equal(system(remove.ptr), 0); /* NOLINT(cert-env33-c): a folder of its own */
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_told_from_files),
        cmocka_unit_test(links_are_seen_from_their_page),
        cmocka_unit_test(types_name_formats),
        cmocka_unit_test(pages_are_kept_and_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
