/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document and explain: what is left out stands among what is not, with its rule. */
#include "publish_fixture.h"

/* "Menu|Title|Text one.|Text two.|Note|Tail|code", of which a menu, a byline between the texts,
 * and words in no block are left out; the note is spoken last. */
static const char TEXT[] = "Menu|Title|Text <b>one</b>.|By Ann|Note 1.|Text two.|x=1;|\x1b[0m|";

static const lec_run MENU[] = {{0, {0, 4}, false}};
static const lec_run TITLE[] = {{0, {5, 10}, false}};
static const lec_run ONE[] = {{0, {11, 16}, false}, {5, {19, 22}, false}, {8, {26, 27}, false}};
static const lec_run BYLINE[] = {{0, {28, 30}, false}, {2, {30, 31}, true}, {3, {31, 34}, false}};
static const lec_run NOTE[] = {{0, {35, 42}, false}};
static const lec_run TWO[] = {{0, {43, 52}, false}};

#define BLOCK(block_kind, words, its_runs)                                                         \
    .kind = (block_kind), .text = LEC_STR(words), .runs = (its_runs),                              \
    .run_count = sizeof(its_runs) / sizeof *(its_runs)

static const lec_omission OMISSIONS[] = {
    {{4, 5}, "line-break", ""},
    {{10, 11}, "line-break", ""},
    {{16, 19}, "markup", ""},
    {{22, 26}, "markup", ""},
    {{27, 28}, "line-break", ""},
    {{34, 35}, "line-break", ""},
    {{42, 43}, "line-break", ""},
    {{52, 53}, "line-break", ""},
    {{53, 57}, "program", "it is code"},
    {{57, 58}, "line-break", ""},
    {{58, 62}, "control", "no sound"},
    {{62, 63}, "line-break", ""},
};

typedef struct example {
    lec_source source;
    lec_block blocks[4], left_out[2];
    lec_document document;
    lec_publication from;
} example;

static void make(example *e)
{
    *e = (example){
        .source = {.name = LEC_STR("a"), .text = lec_str_of(TEXT), .encoding = LEC_STR("UTF-8")},
        .blocks =
            {
                {BLOCK(LEC_BLOCK_HEADING, "Title", TITLE), .level = 1, .span = {5, 10}},
                {BLOCK(LEC_BLOCK_PARAGRAPH, "Text one.", ONE), .span = {11, 27}},
                {BLOCK(LEC_BLOCK_QUOTE, "Text two.", TWO), .level = 1, .span = {43, 52},
                 .lang = LEC_STR("de")},
                {BLOCK(LEC_BLOCK_NOTE, "Note 1.", NOTE), .span = {35, 42}},
            },
        .left_out =
            {
                {BLOCK(LEC_BLOCK_LIST_ITEM, "Menu", MENU), .level = 1, .rule = "navigation",
                 .reason = "a menu", .span = {0, 4}},
                {BLOCK(LEC_BLOCK_PARAGRAPH, "By Ann", BYLINE), .rule = "byline",
                 .reason = "who wrote it", .span = {28, 34}},
            },
    };
    e->document = (lec_document){
        .source = &e->source,
        .facts = {.title = LEC_STR("Title"), .author = LEC_STR("Ann \"A\"")},
        .warning = LEC_STR("it goes on"),
        .blocks = e->blocks,
        .block_count = 4,
        .left_out = e->left_out,
        .left_out_count = 2,
        .omissions = OMISSIONS,
        .omission_count = sizeof OMISSIONS / sizeof *OMISSIONS,
    };
    e->from = (lec_publication){.documents = &e->document, .document_count = 1};
}

static void test_document(void **state)
{
    example e;
    make(&e);
    assert_text(
        rendered(*state, "document", &e.from),
        "[{\"source\":\"a\",\"encoding\":\"UTF-8\",\"title\":\"Title\","
        "\"author\":\"Ann \\\"A\\\"\",\"warning\":\"it goes on\",\"blocks\":[\n"
        "  {\"kind\":\"list-item\",\"level\":1,\"left_out\":{\"rule\":\"navigation\","
        "\"reason\":\"a menu\"},\"text\":\"Menu\",\"spans\":[[0,4]]},\n"
        "  {\"kind\":\"heading\",\"level\":1,\"text\":\"Title\",\"spans\":[[5,10]]},\n"
        "  {\"kind\":\"paragraph\",\"text\":\"Text one.\",\"spans\":[[11,16],[19,22],[26,27]]},\n"
        "  {\"kind\":\"paragraph\",\"left_out\":{\"rule\":\"byline\",\"reason\":\"who wrote it\"},"
        "\"text\":\"By Ann\",\"spans\":[[28,34]]},\n"
        "  {\"kind\":\"quote\",\"level\":1,\"lang\":\"de\",\"text\":\"Text two.\","
        "\"spans\":[[43,52]]},\n"
        "  {\"kind\":\"note\",\"text\":\"Note 1.\",\"spans\":[[35,42]]}],\"omissions\":[\n"
        "  {\"rule\":\"program\",\"reason\":\"it is code\",\"span\":[53,57]},\n"
        "  {\"rule\":\"control\",\"reason\":\"no sound\",\"span\":[58,62]}]}]\n");
}

/* Spans are those of the member, and an omission over two of them is two. */
static void test_document_with_members(void **state)
{
    const lec_member members[] = {{.name = LEC_STR("a/1"), .start = 0},
                                  {.name = LEC_STR("a/2"), .start = 28},
                                  {.name = LEC_STR("a/3"), .start = 55}};
    example e;
    make(&e);
    e.source.members = members;
    e.source.member_count = 3;
    lec_str made = rendered(*state, "document", &e.from);
    static const char *const parts[] = {
        ",\"members\":[\n  \"a/1\",\n  \"a/2\",\n  \"a/3\"],\"title\"",
        "\"text\":\"Title\",\"source\":\"a/1\",\"spans\":[[5,10]]",
        "\"text\":\"By Ann\",\"source\":\"a/2\",\"spans\":[[0,6]]",
        "\"text\":\"Text two.\",\"source\":\"a/2\",\"spans\":[[15,24]]",
        "\"reason\":\"it is code\",\"source\":\"a/2\",\"span\":[25,27]},\n",
        "\"reason\":\"it is code\",\"source\":\"a/3\",\"span\":[0,2]},\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!memmem(made.ptr, made.len, parts[i], strlen(parts[i]))) {
            fail_msg("no %s in\n%.*s", parts[i], (int)made.len, made.ptr);
        }
    }
}

static void test_two_documents(void **state)
{
    example e;
    make(&e);
    const lec_document two[] = {e.document, e.document};
    e.from = (lec_publication){.documents = two, .document_count = 2};
    lec_str once =
        rendered(*state, "document", &(lec_publication){.documents = two, .document_count = 1});
    lec_str twice = rendered(*state, "document", &e.from);
    lec_str inner = lec_str_slice(once, 1, once.len - 2);
    assert_text(twice, lec_arena_printf(*state, "[%.*s,\n%.*s]\n", (int)inner.len, inner.ptr,
                                        (int)inner.len, inner.ptr)
                           .ptr);
}

static void test_explain(void **state)
{
    example e;
    make(&e);
    assert_text(rendered(*state, "explain", &e.from), "- [navigation] Menu\n\n"
                                                      "  Title\n\n"
                                                      "  Text one.\n\n"
                                                      "- [byline] By Ann\n\n"
                                                      "  Text two.\n\n"
                                                      "  Note 1.\n\n"
                                                      "- [program] x=1;\n\n"
                                                      "- [control] \\u{001B}[0m\n\n"
                                                      "Left out:\n"
                                                      "     1  navigation         a menu\n"
                                                      "     1  byline             who wrote it\n"
                                                      "     1  program            it is code\n"
                                                      "     1  control            no sound\n");
    lec_tally tally = lec_document_left_out(&e.document);
    assert_int_equal(tally.pieces, 4);
    assert_int_equal(tally.characters, 4 + 6 + 4 + 4);
}

/* Nothing but what is said, under a title that no block has. */
static void test_explain_title(void **state)
{
    example e;
    make(&e);
    e.document.facts.title = LEC_STR("Another");
    e.document.left_out_count = 0;
    e.document.omission_count = 8;
    assert_text(rendered(*state, "explain", &e.from), "  Another\n\n  Title\n\n  Text one.\n\n"
                                                      "  Text two.\n\n  Note 1.\n\n"
                                                      "Nothing was left out.\n");
    assert_int_equal(lec_document_left_out(&e.document).pieces, 0);
}

/* Of what stands in no block only the beginning, on one line. */
static void test_explain_long(void **state)
{
    example e;
    make(&e);
    lec_str text = lec_arena_printf(*state, "%.53s%s%01000d", TEXT, "\n a\n \t\xC3\xA9", 0);
    const lec_omission omission = {{53, text.len}, "program", "it is code"};
    e.source.text = text;
    e.document.omissions = &omission;
    e.document.omission_count = 1;
    lec_str made = rendered(*state, "explain", &e.from);
    const char *found = memmem(made.ptr, made.len, "- [program] a \u00e9000", 19);
    assert_non_null(found);
    const char *end = memchr(found, '\n', (size_t)(made.ptr + made.len - found));
    assert_non_null(end);
    assert_memory_equal(end - 4, "0\xE2\x80\xA6", 4);
    assert_true(end - found < 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_document),      ARENA_TEST(test_document_with_members),
        ARENA_TEST(test_two_documents), ARENA_TEST(test_explain),
        ARENA_TEST(test_explain_title), ARENA_TEST(test_explain_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
