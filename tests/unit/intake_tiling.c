/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of any text: generated ones, and ones that were made to hurt. */
#include "intake_fixture.h"

#include "../support/document_fault.h"

/* xorshift64*: the same texts on every machine. */
static uint32_t random_below(uint64_t *seed, uint32_t limit)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (uint32_t)((*seed * 0x2545F4914F6CDD1Du) >> 33) % limit;
}

static const char *const PIECES[] = {
    "a",
    "B",
    "word ",
    "Long enough to be a line of its own, more or less ",
    "end.",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    " ",
    "    ",
    "\t",
    "\f",
    "- ",
    "* ",
    "• ",
    "– ",
    "1. ",
    "2. ",
    "a) ",
    "b) ",
    "> ",
    ">",
    "# ",
    " ##",
    "=====",
    "-----",
    "* * *",
    "well-",
    "é",
    "日本",
    "👍",
    "e\xCC\x81",
    "\xC2\xA0",
    "\xC2\xAD",
    "\x01",
    "\x7F",
    "\xE2\x80\x8B",
    "\x1B[1m",
    "…",
    "\"",
    "\xE2\x80\x8F",
    "\xE2\x80\xA8",
    "\xE2\x80\x8D",
    "\xEF\xBB\xBF",
    "?",
};

static void generated_texts_are_tiled(void **state)
{
    (void)state;
    uint64_t seed = 20240229;
    size_t documents = 0;
    for (size_t i = 0; i < 4000; i++) {
        fixture f;
        fixture_start(&f);
        lec_buf text = {.arena = &f.scratch};
        for (uint32_t n = 1 + random_below(&seed, 60); n > 0; n--) {
            uint32_t piece = random_below(&seed, sizeof PIECES / sizeof *PIECES);
            lec_buf_add(&text, lec_str_of(PIECES[piece]));
        }
        if (fixture_read(&f, lec_buf_str(&text)) == LEC_OK) {
            const char *fault = document_fault(&f.document);
            if (fault) {
                print_message("text %zu: %.*s\n", i, (int)text.len, text.ptr);
            }
            assert_null(fault);
            documents++;
        } else {
            assert_int_equal(f.error.status, LEC_DATA);
        }
        fixture_end(&f);
    }
    assert_true(documents > 3000);
}

/* ---- hostile texts: with time or memory beyond the linear these would not end, or not fit */

typedef struct hostile {
    const char *start, *repeated, *end;
    size_t times;
} hostile;

static const hostile HOSTILE[] = {
    {"", "one line, ", "all of it", 60000},
    {"", "A b. ", "", 80000},
    {"", "A b.\n", "", 80000},
    {"", "a\n", "", 200000},
    {"", "A\n\n", "text.", 100000},
    {"", "a\r", "", 200000},
    {"", ">", " deep", 10000},
    {"", "> \n", "end", 80000},
    {"> a", "\n> \x01 b", "", 40000},
    {"", "1. a\n\n\n", "", 40000},
    {"", "1. a\n2) b\na) c\n", "", 20000},
    {"", "- a\n", "", 80000},
    {"", "\n", "1. a", 400000},
    {"a", "\xCC\x81", "", 200000},
    {"a", " \x01", "b", 100000},
    {"a", "\xC2\xAD\n", "b", 60000},
    {"# a ", "#", "", 400000},
    {"", "# ", "a", 200000},
    {"", "-----\n", "a", 60000},
    {"a\n", " ", "\nb", 400000},
    {"", "a-\n", "b", 120000},
    {"", "<!-- -->", "text", 40000},
    {"", "日\n", "", 80000},
};

static void hostile_texts_cost_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        fixture f;
        fixture_start(&f);
        lec_arena memory;
        assert_int_equal(lec_arena_init(&memory, (size_t)64 << 20, NULL), LEC_OK);
        lec_buf text = {.arena = &memory};
        lec_buf_add(&text, lec_str_of(HOSTILE[i].start));
        for (size_t n = 0; n < HOSTILE[i].times; n++) {
            lec_buf_add(&text, lec_str_of(HOSTILE[i].repeated));
        }
        lec_buf_add(&text, lec_str_of(HOSTILE[i].end));
        assert_int_equal(fixture_decode(&f, lec_buf_str(&text)), LEC_OK);
        size_t before = f.arena.used;
        assert_int_equal(
            lec_document_read(&f.arena, f.scratch, &f.source, NULL, &f.document, &f.error), LEC_OK);
        assert_null(document_fault(&f.document));
        assert_true(f.arena.used - before <= 100 * text.len + 4096);
        lec_arena_free(&memory);
        fixture_end(&f);
    }
}

static void memory_that_runs_out_is_said(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    lec_buf text = {.arena = &f.scratch};
    for (int i = 0; i < 20000; i++) {
        lec_buf_add(&text, LEC_STR("a\n\n"));
    }
    assert_int_equal(fixture_decode(&f, lec_buf_str(&text)), LEC_OK);
    lec_arena little;
    assert_int_equal(lec_arena_init(&little, 4096, NULL), LEC_OK);
    assert_int_equal(lec_document_read(&little, f.scratch, &f.source,
                                       &(lec_intake_options){.format = "text"}, &f.document,
                                       &f.error),
                     LEC_TRY_AGAIN);
    f.error = (lec_error){0};
    assert_int_equal(
        lec_source_decode(&little, f.scratch, LEC_STR("x"), f.source.text, &f.source, &f.error),
        LEC_OK);
    lec_arena_free(&little);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generated_texts_are_tiled),
        cmocka_unit_test(hostile_texts_cost_no_more),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
