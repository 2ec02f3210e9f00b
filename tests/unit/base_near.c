/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that resemble a wrong one. */
#include "base/arena.h"
#include "base/near.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static lec_arena arena;

static void assert_list(const lec_near *near, const char *wanted)
{
    lec_str list = lec_near_list(&arena, near);
    assert_int_equal(list.len, strlen(wanted));
    assert_memory_equal(list.ptr ? list.ptr : "", wanted, list.len);
}

static void edits_are_counted(void **state)
{
    (void)state;
    static const char fifty[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    static const struct {
        const char *a, *b;
        size_t edits;
    } rows[] = {
        {"", "", 0},
        {"jobs", "jobs", 0},
        {"jobs", "JOBS", 0},
        {"", "abc", 3},
        {"jobs", "job", 1},
        {"jobs", "jabs", 1},
        {"jbos", "jobs", 1},
        {"force", "froce", 1},
        {"kitten", "sitting", 3},
        {"ca", "abc", 3},
        {"abcdef", "uvwxyz", 6},
        {fifty, "a", SIZE_MAX},
        {"a", fifty, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lec_str a = lec_str_of(rows[i].a), b = lec_str_of(rows[i].b);
        assert_int_equal(lec_near_distance(a, b), rows[i].edits);
        assert_int_equal(lec_near_distance(b, a), rows[i].edits);
    }
}

static void at_most_five_names_and_the_nearest_first(void **state)
{
    (void)state;
    static const char *const offered[] = {"abcdxx", "abcdex", "abcdef", "zzz",   "ABCDEG",
                                          "abcdeh", "bcdef",  "abcdei", "abcdex"};
    lec_near near = {.wanted = LEC_STR("abcdef")};
    for (size_t i = 0; i < sizeof offered / sizeof offered[0]; i++) {
        lec_near_offer(&near, lec_str_of(offered[i]));
    }
    assert_list(&near, "; near: abcdef, ABCDEG, abcdeh, abcdei, abcdex");
    near = (lec_near){.wanted = LEC_STR("zzz")};
    assert_list(&near, "");
}

static void a_beginning_is_near(void **state)
{
    (void)state;
    lec_near near = {.wanted = LEC_STR("english")};
    lec_near_offer(&near, LEC_STR("English (Great Britain)"));
    lec_near_offer(&near, LEC_STR("Spanish (Latin America)"));
    assert_list(&near, "; near: English (Great Britain)");
}

int main(void)
{
    if (lec_arena_init(&arena, 1 << 20, NULL) != LEC_OK) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(at_most_five_names_and_the_nearest_first),
        cmocka_unit_test(a_beginning_is_near),
    };
    int failed = cmocka_run_group_tests_name("base_near", tests, NULL, NULL);
    lec_arena_free(&arena);
    return failed;
}
