/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown: what each of its elements becomes, and that every byte is told of. */
#include "intake_fixture.h"

#include "../support/document_fault.h"

static lec_status read_with(fixture *f, const char *text, lec_intake_options options)
{
    options.format = "markdown";
    lec_status status = fixture_decode(f, lec_str_of(text));
    return status != LEC_OK ? status
                            : lec_document_read(&f->arena, f->scratch, &f->source, &options,
                                                &f->document, &f->error);
}

static void expect_with(const char *text, const char *expected, lec_intake_options options)
{
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_with(&f, text, options), LEC_OK);
    const char *fault = document_fault(&f.document);
    if (fault) {
        print_message("%s: %s\n", text, fault);
    }
    assert_null(fault);
    assert_string_equal(fixture_dump(&f), expected);
    fixture_end(&f);
}

static void expect(const char *text, const char *expected)
{
    expect_with(text, expected, (lec_intake_options){0});
}

/* ---- blocks */

static void headings_have_levels(void **state)
{
    (void)state;
    expect("# Title\n\n## Part ##\n\ntext\n", "h1:Title|h2:Part|p:text");
    expect("Title\n=====\n\nPart\n----\ntext", "h1:Title|h2:Part|p:text");
    expect("# One\n\na\n\n# Two\n\nb", "h1:One|p:a|h2:Two|p:b");
    expect("## First\n\na\n\n### Third\n\nb", "h1:First|p:a|h3:Third|p:b");
    expect("Before.\n\n# One\n\na", "p:Before.|h1:One|p:a");
    expect("# \n\n> # Quoted\n\na", "q1:Quoted|p:a");
}

static void lines_of_a_paragraph_are_joined(void **state)
{
    (void)state;
    expect("a  \nb\\\nc\n   d", "p:a b c d");
    expect("a well-\nknown thing", "p:a well-known thing");
    expect("日本\n語", "p:日本語");
    expect("a\r\nb\r\n\r\nc\r\n", "p:a b|p:c");
    expect("  a   b\tc \xC2\xA0", "p:a b c");
}

static void quotes_and_lists_have_depth(void **state)
{
    (void)state;
    expect("> a\n> b\n>\n> > c\n\nd", "q1:a b|q2:c|p:d");
    expect("- a\n  - b\n    - c\n- d", "li1:a|li2:b|li3:c|li1:d");
    expect("- - a\n- > b", "li2:a|q1:b");
    expect("- a\n\n  b\n\n- c", "li1:a|p:b|li1:c");
    expect("-\n  a\n-\n- b", "li1:a|li1:b");
}

static void numbers_are_spoken(void **state)
{
    (void)state;
    expect("1. a\n2. b", "li1:1. a|li1:2. b");
    expect("1. a\n1. b\n1. c", "li1:1. a|li1:2. b|li1:3. c");
    expect("7) a\n8) b", "li1:7) a|li1:8) b");
    expect("1. - a\n   - b\n2. c", "li2:a|li2:b|li1:2. c");
    expect("1.\n2. b", "li1:2. b");
    expect("1.\n   a", "li1:1. a");
    expect("* * *\n* a\n\n[x]: y\n1. b", "li1:a|li1:1. b");
}

static void boxes_of_tasks_are_left_out(void **state)
{
    (void)state;
    expect("- [ ] a\n- [x] b\n- [y] c", "li1:a|li1:b|li1:[y] c");
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_with(&f, "- [x] b", (lec_intake_options){0}), LEC_OK);
    assert_string_equal(fixture_omissions(&f),
                        "list-mark:-|white-space: |task-box:[x]|white-space: ");
    fixture_end(&f);
}

static void code_is_announced(void **state)
{
    (void)state;
    expect("a\n\n```sh\nls -l\n\ncd\n```\n\nb", "p:a|code:Code, 3 lines.|p:b");
    expect("a\n\n    ls\n    cd\n\nb", "p:a|code:Code, 2 lines.|p:b");
    expect("- ~~~\n  ls\n  ~~~\n- b", "code:Code, 1 line.|li1:b");
    expect("a\n\n```\n```\n\nb", "p:a|code:Code, 1 line.|p:b");
    expect_with("a\n\n```\nls  -l\n\n  cd\n```", "p:a|code:Code, 3 lines.|code:ls -l cd",
                (lec_intake_options){.keep_all = true});
    expect("type `ls  -l` now", "p:type ls -l now");
}

static void tables_are_read_row_by_row(void **state)
{
    (void)state;
    expect("| A | B |\n|---|:-:|\n| 1 | 2 |\n| 3 | |\n| | 4 |", "row:A: 1; B: 2|row:A: 3|row:B: 4");
    expect("A | B\n---|---\n1 | 2\n3 | 4\n\nc", "row:A: 1; B: 2|row:A: 3; B: 4|p:c");
    expect("| | B |\n| - | -: |\n| **x** | <b>y</b> &amp; `z` |", "row:x; B: y & z");
    expect("|A|B|C|\n|---|---|---|\n|1||3|", "row:A: 1; C: 3");
    expect("> | A |\n> |---|\n> | 1 |\n", "row:A: 1");
}

static void cells_without_a_column_are_not_lost_silently(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_with(&f, "|A|\n|---|\n|1|two|\n", (lec_intake_options){0}), LEC_OK);
    assert_non_null(strstr(fixture_omissions(&f), "table-cell:|two|"));
    fixture_end(&f);
}

static void long_tables_are_announced(void **state)
{
    (void)state;
    const char *text = "|A|\n|---|\n|1|\n|2|\n|3|\n|4|\n|5|\n|6|\n|7|\n|8|\n|9|\n\nb";
    expect(text, "row:Table, 9 rows|p:b");
    expect_with(text,
                "row:A|row:Table, 9 rows|row:1|row:2|row:3|row:4|row:5|row:6|row:7|row:8|row:9|p:b",
                (lec_intake_options){.keep_all = true});
}

/* ---- text */

static void syntax_is_no_text(void **state)
{
    (void)state;
    expect("*a* __b__ `c` ***d*** \\*e\\* f\\\\g", "p:a b c d *e* f\\g");
    expect("&amp; &hellip; &#8212; &#x41; &CounterClockwiseContourIntegral; &nope; &",
           "p:& … — A ∳ &nope; &");
    expect("a&shy;b&#7;c&nbsp;&nbsp;d&#0;", "p:abc d\xEF\xBF\xBD");
    expect("a ~~b~~ c", "p:a c");
    expect("http://a.b <http://c.d>", "p:http://a.b http://c.d");
}

static void addresses_are_left_out(void **state)
{
    (void)state;
    expect("[a](http://b \"c\") [d][e] [e] [*f*](<g h>)[i](j(k)l)\n\n[e]: http://m 'n\no'\n",
           "p:a d e fi");
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_with(&f, "[a](b) [c][d]\n\n[d]: e\n", (lec_intake_options){0}), LEC_OK);
    assert_string_equal(fixture_omissions(&f),
                        "markup:[|link-address:](b)|markup:[|link-address:][d]|blank-line:\\n\\n|"
                        "link-address:[d]:|white-space: |link-address:e|line-break:\\n");
    fixture_end(&f);
}

static void pictures_have_captions(void **state)
{
    (void)state;
    const char *text =
        "a ![b *c*\nd](e \"f\") g\n\n[![h](i)](j)\n\n<img src=k alt=\"l &amp; m\">\n";
    expect(text, "p:a g");
    expect_with(text, "p:a g|caption:b c d|caption:h|caption:l & m",
                (lec_intake_options){.captions = true});
}

static void raw_html_loses_its_tags(void **state)
{
    (void)state;
    expect("a <b class=\"x\n y\">c</b><br>d <!-- e --> f <del>g</del> h", "p:a c d f h");
    expect("<div align='center'>\na <i>b</i>\nc\n</div>\n\nd", "p:a b c|p:d");
    expect("<h1>T</h1>\n<p>a &lt;b&gt;</p><p>c</p>\n<ul><li>d<li>e</ul>",
           "h1:T|p:a <b>|p:c|li1:d|li1:e");
    expect("<h3 id=x>T</h3>\n\na", "h1:T|p:a");
    expect("<script>\nvar a = '<p>';\n</script>\n\n<style>b</style>\n\nc", "p:c");
    expect("<!-- a\n\nb -->\n\nc", "p:c");
    expect("<pre>\na  b\n</pre>\n\nc", "code:Code, 1 line.|p:c");
    expect("<pre>a\n<b>b</b> &lt;c\n</pre>d", "code:Code, 2 lines.|p:d");
    expect("<div\nlost text\n\nb", "p:lost text|p:b");
}

/* ---- notes */

static const char NOTED[] =
    "# T\n\na[^1] b[^n].\n\n[^1]: One\n    more.\n\n    Two.\n[^n]: Three[^2].\n"
    "\nc\n\n## P\n\nd\n\n[^2]: Four\n[^3]: Five *six*\n";

static void notes_are_placed(void **state)
{
    (void)state;
    expect(NOTED, "h1:T|p:a b.|p:c|h2:P|p:d");
    expect_with(NOTED,
                "h1:T|p:a b.|note:One more.|note:Two.|note:Three.|note:Four|p:c|h2:P|p:d|"
                "note:Five six",
                (lec_intake_options){.notes = LEC_NOTES_INLINE});
    expect_with(NOTED,
                "h1:T|p:a b.|p:c|note:One more.|note:Two.|note:Three.|note:Four|h2:P|p:d|"
                "note:Five six",
                (lec_intake_options){.notes = LEC_NOTES_END});
}

static void only_notes_are_notes(void **state)
{
    (void)state;
    expect("a[^x] b[^1] c\\[^1] `d[^1]`", "p:a[^x] b c[^1] d[^1]");
    expect("```\n[^1]: a\n```\n\nb[^2]\n\n[^2]: c\n", "code:Code, 1 line.|p:b");
    expect("*a*[^1] **b**[^1] _c_[^1]\n\n[^1]: http://x", "p:a b c");
}

/* ---- front matter */

static void front_matter_is_about_the_text(void **state)
{
    (void)state;
    expect("---\ntitle: A b\n---\n\nc", "h1:A b|p:c");
    expect("---\ntitle: 'A: it''s'\n---\n# A, its\n\nc", "h1:A, its|p:c");
    expect("---\ntitle: \"A \\\"b\\\"\"\n---\n# C\n\nd", "h1:A \"b\"|h2:C|p:d");
    expect("+++\ntitle = \"A\"\n[extra]\ntitle = \"B\"\n+++\nc", "h1:A|p:c");
    expect("---\n\na\n\n---\n\nb", "p:a|p:b");
    expect("---\ntitle: A\n\nb", "p:title: A|p:b");
}

static void front_matter_gives_facts(void **state)
{
    (void)state;
    static const struct row {
        const char *text, *author, *date, *lang;
    } ROWS[] = {
        {"---\nauthor: Ann  Lee # x\ndate: 2024-05-01 10:00\nlang: de_AT\n---\na", "Ann Lee",
         "2024-05-01", "de-AT"},
        {"---\nauthors: [Ann, \"Bo, Jr.\"]\ndate: 2024-05-01T10:00:00Z\n---\na", "Ann, Bo, Jr.",
         "2024-05-01T10:00:00Z", ""},
        {"---\nauthors:\n  - name: Ann\n    url: x\n  - name: Bo\ndate: soon\n---\na", "Ann, Bo",
         "", ""},
        {"---\nauthor:\n- Ann\n- 'Bo'\ndate: 2024-05\nlanguage: \"en\"\n---\na", "Ann, Bo",
         "2024-05", "en"},
        {"+++\nauthors = [\n  \"Ann\",\n  \"Bo\"\n]\ndate = 2024-05-01\n+++\na", "Ann, Bo",
         "2024-05-01", ""},
        {"---\ndate: 2024-02-31\n---\na", "", "", ""},
        {"---\ndate: 2024-05-01T99:99\n---\na", "", "2024-05-01", ""},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(read_with(&f, ROWS[i].text, (lec_intake_options){0}), LEC_OK);
        assert_null(document_fault(&f.document));
        lec_facts facts = f.document.facts;
        assert_true(lec_str_equal(facts.author, lec_str_of(ROWS[i].author)));
        assert_true(lec_str_equal(facts.date, lec_str_of(ROWS[i].date)));
        assert_true(lec_str_equal(facts.lang, lec_str_of(ROWS[i].lang)));
        fixture_end(&f);
    }
}

/* ---- what it is */

static void markdown_is_known_by_name_or_front_matter(void **state)
{
    (void)state;
    static const struct row {
        const char *name, *text, *expected;
    } ROWS[] = {
        {"a.md", "# *A*\n\nb", "h1:A|p:b"},
        {"a.MARKDOWN", "*b*", "p:b"},
        {"a.txt", "*b*", "p:*b*"},
        {"-", "---\ntitle: A\n---\n\n## B\n\n*c*", "h1:A|h2:B|p:c"},
        {"-", "---\nA: b\n---\n\n*c*", "h1:A: b|p:*c*"},
        {"-", "<h1 align=center>A</h1>\n<p>b</p>\n\n## C\n\n*d*", "h1:A|p:b|h2:C|p:d"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        lec_documents documents;
        fixture_start(&f);
        assert_int_equal(lec_intake_bytes(&f.arena, f.scratch, lec_str_of(ROWS[i].name),
                                          lec_str_of(ROWS[i].text), NULL, &documents, &f.error),
                         LEC_OK);
        f.document = documents.items[0];
        assert_string_equal(fixture_dump(&f), ROWS[i].expected);
        fixture_end(&f);
    }
}

/* ---- any text */

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
    "B c",
    "word ",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  \n",
    "    ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    ">",
    "# ",
    "## ",
    "#",
    "===",
    "---",
    "* * *",
    "```",
    "~~~",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "[",
    "]",
    "](",
    ")",
    "](u \"t\")",
    "![",
    "[^1]",
    "[^n]: ",
    "\n[^1]: ",
    "[r]: /u\n",
    "][r]",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<div>",
    "</div>",
    "\n<h2>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<img alt='p q'>",
    "<del>",
    "</del>",
    "<http://x.y>",
    "&amp;",
    "&hellip;",
    "&#9;",
    "&bogus;",
    "&",
    "\\",
    "\\*",
    "|",
    "| ",
    " | ",
    "\n|-|-|\n",
    "|---|",
    "- [ ] ",
    "- [x] ",
    "!",
    "é",
    "日本",
    "\xC2\xA0",
    "\xC2\xAD",
    "\x01",
    "\xE2\x80\x8B",
    "\xE2\x80\x8F",
    "\xE2\x80\xA8",
    "---\n",
    "title: T\n",
    "+++\n",
    "author: [a,\n",
};

static void generated_texts_are_tiled(void **state)
{
    (void)state;
    uint64_t seed = 20240301;
    size_t documents = 0;
    for (size_t i = 0; i < 2500; i++) {
        fixture f;
        fixture_start(&f);
        lec_buf text = {.arena = &f.scratch};
        lec_buf_add(&text, i % 8 ? LEC_STR("") : LEC_STR("---\ntitle: T\n"));
        for (uint32_t n = 1 + random_below(&seed, 50); n > 0; n--) {
            uint32_t piece = random_below(&seed, sizeof PIECES / sizeof *PIECES);
            lec_buf_add(&text, lec_str_of(PIECES[piece]));
        }
        lec_buf_byte(&text, '\0');
        lec_intake_options options = {.notes = (lec_notes)(i % LEC_NOTES_MODES),
                                      .keep_all = i % 2 == 0};
        if (read_with(&f, lec_buf_str(&text).ptr, options) == LEC_OK) {
            const char *fault = document_fault(&f.document);
            if (fault) {
                print_message("text %zu: %s\n%s\n", i, fault, text.ptr);
            }
            assert_null(fault);
            documents++;
        } else {
            assert_int_equal(f.error.status, LEC_DATA);
        }
        fixture_end(&f);
    }
    assert_true(documents > 2000);
}

typedef struct hostile {
    const char *start, *repeated, *end;
    size_t times;
} hostile;

static const hostile HOSTILE[] = {
    {"", "> ", "a", 20000},
    {"", "- ", "a", 10000},
    {"", "[", "a", 60000},
    {"", "![", "a", 40000},
    {"", "*a ", "", 60000},
    {"", "**a _b ", "", 30000},
    {"", "`", "a", 100000},
    {"", "<b>", "a", 60000},
    {"a\n\n", "<!-- ", "", 40000},
    {"<div>", "<", "a", 60000},
    {"<div>", "<script> ", "</script>a", 20000},
    {"", "<div><b>x</b>", "", 60000},
    {"<div>\n", "a\n", "", 60000},
    {"a", "[^1]", "\n\n[^1]: b", 30000},
    {"", "[^1]: a\n", "\nb", 30000},
    {"a\n\n", "[^1]: [^1]\n", "", 20000},
    {"", "1. a\n", "", 40000},
    {"|a|\n|---|\n", "|\n", "", 30000},
    {"", "|", "\n\na", 60000},
    {"", "&hellip;", "", 30000},
    {"---\n", "a: b\n", "---\na", 40000},
    {"---\nauthors: [", "a, ", "]\n---\na", 30000},
    {"", "[a]: /b\n", "[a]", 30000},
    {"", "    a\n\n", "", 30000},
    {"", "a\n", "", 80000},
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
        lec_buf_byte(&text, '\0');
        size_t before = f.arena.used;
        if (read_with(&f, lec_buf_str(&text).ptr, (lec_intake_options){0}) != LEC_OK) {
            print_message("text %zu: %s\n", i, f.error.message);
        }
        assert_int_equal(f.error.status, LEC_OK);
        assert_null(document_fault(&f.document));
        assert_true(f.arena.used - before <= 120 * text.len + 4096);
        lec_arena_free(&memory);
        fixture_end(&f);
    }
}

/* A table of n columns and n rows, most of them empty, and n links to one long address. */
static void tables_and_links_do_not_multiply(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    lec_arena memory;
    assert_int_equal(lec_arena_init(&memory, (size_t)64 << 20, NULL), LEC_OK);
    lec_buf text = {.arena = &memory};
    for (int line = 0; line < 2; line++) {
        for (int n = 0; n < 20000; n++) {
            lec_buf_add(&text, line ? LEC_STR("|---") : LEC_STR("|a"));
        }
        lec_buf_byte(&text, '\n');
    }
    for (int n = 0; n < 20000; n++) {
        lec_buf_add(&text, LEC_STR("|b\n"));
    }
    lec_buf_byte(&text, '\0');
    assert_int_equal(read_with(&f, lec_buf_str(&text).ptr, (lec_intake_options){0}), LEC_OK);
    assert_null(document_fault(&f.document));
    lec_buf links = {.arena = &memory};
    for (int n = 0; n < 40000; n++) {
        lec_buf_add(&links, LEC_STR("[a] "));
    }
    lec_buf_add(&links, LEC_STR("\n\n[a]: /b&amp;"));
    for (int n = 0; n < 200000; n++) {
        lec_buf_byte(&links, 'c');
    }
    lec_buf_byte(&links, '\0');
    assert_int_equal(read_with(&f, lec_buf_str(&links).ptr, (lec_intake_options){0}), LEC_DATA);
    assert_non_null(strstr(f.error.message, "links"));
    lec_arena_free(&memory);
    fixture_end(&f);
}

static void memory_that_runs_out_is_said(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    lec_buf text = {.arena = &f.scratch};
    for (int i = 0; i < 4000; i++) {
        lec_buf_add(&text, LEC_STR("a[^1] ![b](c)\n\n"));
    }
    assert_int_equal(fixture_decode(&f, lec_buf_str(&text)), LEC_OK);
    lec_arena little;
    assert_int_equal(lec_arena_init(&little, 4096, NULL), LEC_OK);
    assert_int_equal(lec_document_read(&little, f.scratch, &f.source,
                                       &(lec_intake_options){.format = "markdown"}, &f.document,
                                       &f.error),
                     LEC_TRY_AGAIN);
    lec_arena_free(&little);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_have_levels),
        cmocka_unit_test(lines_of_a_paragraph_are_joined),
        cmocka_unit_test(quotes_and_lists_have_depth),
        cmocka_unit_test(numbers_are_spoken),
        cmocka_unit_test(boxes_of_tasks_are_left_out),
        cmocka_unit_test(code_is_announced),
        cmocka_unit_test(tables_are_read_row_by_row),
        cmocka_unit_test(cells_without_a_column_are_not_lost_silently),
        cmocka_unit_test(long_tables_are_announced),
        cmocka_unit_test(syntax_is_no_text),
        cmocka_unit_test(addresses_are_left_out),
        cmocka_unit_test(pictures_have_captions),
        cmocka_unit_test(raw_html_loses_its_tags),
        cmocka_unit_test(notes_are_placed),
        cmocka_unit_test(only_notes_are_notes),
        cmocka_unit_test(front_matter_is_about_the_text),
        cmocka_unit_test(front_matter_gives_facts),
        cmocka_unit_test(markdown_is_known_by_name_or_front_matter),
        cmocka_unit_test(generated_texts_are_tiled),
        cmocka_unit_test(hostile_texts_cost_no_more),
        cmocka_unit_test(tables_and_links_do_not_multiply),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
