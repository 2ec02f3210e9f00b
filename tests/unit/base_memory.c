/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/buf.h"
#include "base/platform.h"
#include "base/str.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>
/* cmocka.h needs those above it */
#include <cmocka.h>

static void allocations_are_zeroed_and_aligned(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, 0, NULL), LEC_OK);
    for (size_t size = 1; size < 5000; size = size * 3 + 1) {
        char *at = lec_alloc(&arena, size, 1);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % 16, 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(at[i], 0);
            at[i] = 'x';
        }
    }
    lec_arena_free(&arena);
    lec_arena_free(&arena); /* a zeroed one is fine */
}

/* By value: what is allocated in the copy is gone, and cleared when it is handed out again. */
static char *use_scratch(lec_arena scratch)
{
    char *at = lec_alloc(&scratch, 100000, 1);
    assert_non_null(at);
    memset(at, 'x', 100000);
    return at;
}

static void a_copy_is_scratch_memory(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, 0, NULL), LEC_OK);
    char *kept = lec_arena_cstr(&arena, LEC_STR("kept"));
    size_t used = arena.used;
    char *first = use_scratch(arena);
    assert_ptr_equal(use_scratch(arena), first);
    assert_int_equal(arena.used, used);
    assert_string_equal(kept, "kept");
    char *again = lec_alloc(&arena, 100000, 1);
    assert_int_equal(again[99999], 0);
    lec_arena_free(&arena);
}

static void running_out_is_an_answer(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, (size_t)1 << 20, NULL), LEC_OK);
    assert_null(lec_alloc(&arena, SIZE_MAX / 2, 3));
    assert_null(lec_alloc(&arena, SIZE_MAX, 1));
    assert_null(lec_alloc(&arena, 1, (size_t)2 << 20));
    assert_non_null(lec_alloc(&arena, 1, (size_t)1 << 19));
    assert_null(lec_alloc(&arena, 1, ((size_t)1 << 19) + 1)); /* no room beside the first */
    assert_non_null(lec_alloc(&arena, 1, 64));
    lec_arena_free(&arena);
    assert_null(lec_alloc(&arena, 1, 1));
}

/* Four arenas must fit, and leave room for what libraries map. */
static void arenas_share_what_addresses_there_are(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip(); /* its shadow memory is larger than any limit */
#endif
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    static const size_t limits[] = {64, 256, 1024, 2560, 3072, 5120, 9216, 20480};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct rlimit limit = {limits[i] << 20, before.rlim_max};
        lec_arena arenas[4];
        size_t all = 0;
        assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(lec_arena_init(&arenas[k], 0, NULL), LEC_OK);
            all += arenas[k].reserved;
        }
        assert_true(all <= (limits[i] << 20) / 2 + ((size_t)1 << 20));
        for (size_t k = 0; k < 4; k++) {
            lec_arena_free(&arenas[k]);
        }
    }
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
}

static void arrays_grow_in_place_or_move(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, 0, NULL), LEC_OK);
    int *items = NULL;
    size_t capacity = 0;
    int *before = NULL;
    for (int i = 0; i < 3000; i++) {
        items = lec_arena_grow(&arena, items, (size_t)i, &capacity, sizeof *items);
        assert_non_null(items);
        items[i] = i;
        if (i == 100) {
            before = items;
        }
        if (i == 1000) {
            assert_ptr_equal(items, before); /* nothing lay behind it */
            assert_non_null(lec_alloc(&arena, 1, 1));
        }
    }
    assert_ptr_not_equal(items, before);
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(items[i], i);
    }
    lec_arena_free(&arena);
}

static void buffers_fail_once_and_for_all(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, (size_t)1 << 20, NULL), LEC_OK);
    lec_buf buf = {.arena = &arena};
    assert_int_equal(lec_buf_str(&buf).len, 0);
    assert_non_null(lec_buf_str(&buf).ptr);
    lec_buf_add(&buf, LEC_STR("one "));
    lec_buf_printf(&buf, "%d", 2);
    lec_buf_byte(&buf, '!');
    assert_true(lec_str_equal(lec_buf_str(&buf), LEC_STR("one 2!")));
    for (int i = 0; i < 200000; i++) {
        lec_buf_add(&buf, LEC_STR("0123456789"));
    }
    assert_true(buf.failed);
    size_t len = buf.len;
    lec_buf_byte(&buf, 'x');
    assert_int_equal(buf.len, len);
    lec_arena_free(&arena);
}

static lec_str sink_result(lec_arena *arena, int fd, size_t len)
{
    char *text = lec_alloc(arena, len, 1);
    assert_int_equal(lec_fd_read_at(fd, text, len, 0), 0);
    assert_int_equal(lec_fd_read_at(fd, text, len + 1, 0), EIO); /* and not a byte more */
    return (lec_str){text, len};
}

static void sinks_write_all(void **state)
{
    (void)state;
    lec_arena arena;
    assert_int_equal(lec_arena_init(&arena, 0, NULL), LEC_OK);
    lec_sink sink = {0};
    assert_int_equal(lec_file_spool(&sink.fd, NULL), LEC_OK);
    char *large = lec_alloc(&arena, 40000, 1);
    memset(large, 'L', 40000);
    lec_sink_printf(&sink, "%s=%d;", "a", 7);
    lec_sink_add(&sink, (lec_str){large, 40000});
    lec_sink_json(&sink, LEC_STR("\"\\\n\x1F\x7F\xC3\xA9"));
    assert_int_equal(lec_sink_flush(&sink, "x", NULL), LEC_OK);
    lec_str all = sink_result(&arena, sink.fd, 4 + 40000 + 26);
    assert_true(lec_str_starts(all, LEC_STR("a=7;LL")));
    assert_true(lec_str_ends(all, LEC_STR("L\"\\\"\\\\\\u000a\\u001f\\u007f\xC3\xA9\"")));
    lec_fd_close(sink.fd);
    lec_arena_free(&arena);
}

static void sinks_report_the_first_failure(void **state)
{
    (void)state;
    lec_sink sink = {.fd = -1};
    lec_error error = {0};
    lec_sink_add(&sink, LEC_STR("text"));
    assert_int_equal(lec_sink_flush(&sink, "out.txt", &error), LEC_IO);
    assert_int_equal(sink.failure, EBADF);
    assert_string_equal(error.source, "out.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_and_aligned),
        cmocka_unit_test(a_copy_is_scratch_memory),
        cmocka_unit_test(running_out_is_an_answer),
        cmocka_unit_test(arenas_share_what_addresses_there_are),
        cmocka_unit_test(arrays_grow_in_place_or_move),
        cmocka_unit_test(buffers_fail_once_and_for_all),
        cmocka_unit_test(sinks_write_all),
        cmocka_unit_test(sinks_report_the_first_failure),
    };
    return cmocka_run_group_tests_name("base_memory", tests, NULL, NULL);
}
