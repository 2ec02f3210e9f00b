/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SSML: what it says, what becomes of how it says it, and that every byte is told of. */
#include "intake_fixture.h"

#include "../support/document_fault.h"

static lec_status read_ssml(fixture *f, lec_str text)
{
    lec_status status = fixture_decode(f, text);
    return status != LEC_OK ? status
                            : lec_document_read(&f->arena, f->scratch, &f->source,
                                                &(lec_intake_options){.format = "ssml"},
                                                &f->document, &f->error);
}

static void start(fixture *f, const char *text)
{
    fixture_start(f);
    assert_int_equal(read_ssml(f, lec_str_of(text)), LEC_OK);
    const char *fault = document_fault(&f->document);
    if (fault) {
        print_message("%s: %s\n", text, fault);
    }
    assert_null(fault);
}

static void expect(const char *text, const char *expected)
{
    fixture f;
    start(&f, text);
    assert_string_equal(fixture_dump(&f), expected);
    fixture_end(&f);
}

static void paragraphs_are_blocks(void **state)
{
    (void)state;
    expect("<speak><p>One.</p> <p> Two.\n <s>Three</s><s>four</s> </p>Five.</speak>",
           "p:One.|p:Two. Three four|p:Five.");
    expect("<speak>One <mark name='x'/>two.</speak>", "p:One two.");
    expect("<?xml version='1.0'?><!-- a --><speak><p>A title</p><p>Text.</p></speak>",
           "h1:A title|p:Text.");
    expect("<speak><p>No title</p></speak>", "p:No title");
    expect("<speak><p>a <![CDATA[<b> & c]]> &lt;d&gt; &#233; &eacute;</p></speak>",
           "p:a <b> & c <d> é é");
}

static void substitutes_are_said(void **state)
{
    (void)state;
    expect("<speak>The <sub alias=\"World  Wide &amp; Web\">W3C</sub>.</speak>",
           "p:The World Wide & Web.");
    expect("<speak>a <sub>b</sub> <sub alias='c'></sub> <sub alias='d'/>e</speak>", "p:a b e");
    expect("<speak>a <sub alias='b'>c. <p>d</p></sub>", "p:a c.|p:d");
    expect("<speak>a <sub alias='b'>c and all the rest", "p:a c and all the rest");
}

static void letters_are_spelled_where_that_is_asked_for(void **state)
{
    (void)state;
    expect("<speak>The <say-as interpret-as='characters'> ABC </say-as>, "
           "<say-as interpret-as='spell-out'>R&amp;D</say-as>.</speak>",
           "p:The A B C , R & D.");
    expect("<speak>On <say-as interpret-as='date' format='ymd'>2024-05-01</say-as>.</speak>",
           "p:On 2024-05-01.");
}

static void what_is_not_followed_is_told(void **state)
{
    (void)state;
    static const struct row {
        const char *text, *omission, *dump;
    } ROWS[] = {
        {"<speak>a <prosody rate='x-slow'>b</prosody></speak>", "prosody:<prosody rate='x-slow'>",
         "p:a b"},
        {"<speak>a <phoneme ph='x'>b</phoneme></speak>", "phoneme:<phoneme ph='x'>", "p:a b"},
        {"<speak>a <audio src='x'><desc>b</desc>c</audio></speak>", "description:<desc>b", "p:a c"},
        {"<speak><metadata>a</metadata>b</speak>", "metadata:<metadata>a", "p:b"},
        {"<speak>a <say-as interpret-as='date'>1/2</say-as></speak>", "say-as:<say-as", "p:a 1/2"},
        {"<speak>a <lang xml:lang='fr'>b</lang></speak>", "language:<lang", "p:a b"},
        {"<!DOCTYPE speak [<!ENTITY a 'bb'>]><speak>x &a; y</speak>", "entity:&a;", "p:x y"},
        {"<speak>a <sub alias='b'/>c</speak>", "alias:<sub alias='b'/>", "p:a c"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        start(&f, ROWS[i].text);
        assert_string_equal(fixture_dump(&f), ROWS[i].dump);
        const char *omissions = fixture_omissions(&f);
        if (!strstr(omissions, ROWS[i].omission)) {
            print_message("%s\n", omissions);
        }
        assert_non_null(strstr(omissions, ROWS[i].omission));
        fixture_end(&f);
    }
}

static void languages_are_kept(void **state)
{
    (void)state;
    fixture f;
    start(&f,
          "<speak xml:lang='en-GB'><p>A.</p><p xml:lang='fr'><lang xml:lang='x\ny'>B.</lang></p>"
          "<lang xml:lang='de'>C. </lang></speak>");
    assert_string_equal(fixture_dump(&f), "p:A.|p:B.|p:C.");
    assert_true(lec_str_equal(f.document.facts.lang, LEC_STR("en-GB")));
    assert_int_equal(f.document.blocks[0].lang.len, 0);
    assert_true(lec_str_equal(f.document.blocks[1].lang, LEC_STR("fr")));
    assert_true(lec_str_equal(f.document.blocks[2].lang, LEC_STR("de")));
    fixture_end(&f);
}

/* ---- pauses */

typedef struct stop_row {
    const char *text;
    lec_stop stops[3]; /* of the last block */
    size_t count;
} stop_row;

static const stop_row STOPS[] = {
    {"<speak>a <break time='250ms'/> b<break/>c</speak>", {{1, 250, false}, {3, 400, false}}, 2},
    {"<speak><p>A.</p><break time='1.5s'/><p>b</p></speak>", {{0, 1500, false}}, 1},
    {"<speak><p>A.<break time='2s'/></p><p>b</p></speak>", {{0, 2000, false}}, 1},
    {"<speak><s>a</s><s>b</s> <s>c</s></speak>", {{1, 0, true}, {3, 0, true}}, 2},
    {"<speak><s>a</s><break strength='x-strong'/><s>b</s></speak>", {{1, 1200, true}}, 1},
    {"<speak>a<break time='99999999999s'/>b<break time='soon' strength='weak'/>c</speak>",
     {{1, 10000, false}, {3, 150, false}},
     2},
    {"<speak>a<break strength='none'/> b</speak>", {{0, 0, false}}, 0},
};

static void breaks_are_pauses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++) {
        fixture f;
        start(&f, STOPS[i].text);
        const lec_block *last = &f.document.blocks[f.document.block_count - 1];
        assert_int_equal(last->stop_count, STOPS[i].count);
        for (size_t k = 0; k < STOPS[i].count; k++) {
            assert_int_equal(last->stops[k].text, STOPS[i].stops[k].text);
            assert_int_equal(last->stops[k].pause_ms, STOPS[i].stops[k].pause_ms);
            assert_int_equal(last->stops[k].sentence, STOPS[i].stops[k].sentence);
        }
        fixture_end(&f);
    }
}

/* ---- bad input */

static void what_is_no_ssml_is_refused(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_int_equal(read_ssml(&f, LEC_STR("just text")), LEC_DATA);
    assert_non_null(strstr(f.error.message, "<speak>"));
    fixture_end(&f);
}

static void a_text_that_stops_in_the_middle_is_told(void **state)
{
    (void)state;
    fixture f;
    start(&f, "<speak><p>One. <emphasis>Two");
    assert_string_equal(fixture_dump(&f), "p:One. Two");
    assert_non_null(strstr(f.document.warning.ptr, "</speak>"));
    fixture_end(&f);
}

static void ssml_is_known_by_its_element(void **state)
{
    (void)state;
    fixture f;
    lec_documents documents;
    fixture_start(&f);
    lec_str text = LEC_STR("<?xml version='1.0'?>\n<!-- x -->\n<speak>A <break/>b.</speak>");
    assert_int_equal(
        lec_intake_bytes(&f.arena, f.scratch, LEC_STR("-"), text, NULL, &documents, &f.error),
        LEC_OK);
    f.document = documents.items[0];
    assert_string_equal(fixture_dump(&f), "p:A b.");
    fixture_end(&f);
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
    "b c ",
    "Word. ",
    " ",
    "\n",
    "<p>",
    "</p>",
    "<s>",
    "</s>",
    "<break/>",
    "</break>",
    "<break time='1s'/>",
    "<sub alias='x y'>",
    "</sub>",
    "<sub alias=''>",
    "<sub alias='z'/>",
    "<say-as interpret-as='characters'>",
    "</say-as>",
    "<voice>",
    "</voice>",
    "<p xml:lang='de'>",
    "<desc>",
    "</desc>",
    "<metadata>",
    "</metadata>",
    "<audio src='x'>",
    "</audio>",
    "<!-- a -->",
    "<!--",
    "<![CDATA[ & <",
    "]]>",
    "<?x?>",
    "<!DOCTYPE a [",
    "]>",
    "&amp;",
    "&nope;",
    "&#x41;",
    "&#7;",
    "&",
    "<",
    ">",
    "</speak>",
    "<speak>",
    "\xC2\xA0",
    "\xC2\xAD",
    "\x01",
    "é",
    "\xE2\x80\x8F",
    "<x",
    "</",
    "'",
    "\"",
};

static void generated_texts_are_tiled(void **state)
{
    (void)state;
    uint64_t seed = 20240302;
    size_t documents = 0;
    for (size_t i = 0; i < 2500; i++) {
        fixture f;
        fixture_start(&f);
        lec_buf text = {.arena = &f.scratch};
        lec_buf_add(&text, LEC_STR("<speak>"));
        for (uint32_t n = 1 + random_below(&seed, 50); n > 0; n--) {
            uint32_t piece = random_below(&seed, sizeof PIECES / sizeof *PIECES);
            lec_buf_add(&text, lec_str_of(PIECES[piece]));
        }
        if (read_ssml(&f, lec_buf_str(&text)) == LEC_OK) {
            const char *fault = document_fault(&f.document);
            if (fault) {
                print_message("text %zu: %s\n%.*s\n", i, fault, (int)text.len, text.ptr);
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
    {"<speak>", "<p>", "a", 60000},
    {"<speak>", "<voice>a</voice>", "", 40000},
    {"<speak>", "<voice>", "a", 40000},
    {"<speak>a", "</voice>", "", 40000},
    {"<speak>a", "<break/>", "b", 40000},
    {"<speak>a", "<break/>b", "", 30000},
    {"<speak>", "<sub alias='x'>", "a", 20000},
    {"<speak>a", "<sub alias='x'>b</sub>", "", 12000},
    {"<speak>", "<", "a", 60000},
    {"<speak>a", "&x;", "", 20000},
    {"<speak>a", "<!--", "", 60000},
    {"<speak>a", "<![CDATA[", "", 30000},
    {"<speak>", "<s>a</s>", "", 30000},
    {"<speak>", "<p> </p>", "a", 30000},
    {"<speak><say-as interpret-as='characters'>", "a", "", 200000},
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
        size_t before = f.arena.used;
        if (read_ssml(&f, lec_buf_str(&text)) != LEC_OK) {
            print_message("text %zu: %s\n", i, f.error.message);
        }
        assert_int_equal(f.error.status, LEC_OK);
        assert_null(document_fault(&f.document));
        assert_true(f.arena.used - before <= 100 * text.len + 4096);
        lec_arena_free(&memory);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_blocks),
        cmocka_unit_test(substitutes_are_said),
        cmocka_unit_test(letters_are_spelled_where_that_is_asked_for),
        cmocka_unit_test(what_is_not_followed_is_told),
        cmocka_unit_test(languages_are_kept),
        cmocka_unit_test(breaks_are_pauses),
        cmocka_unit_test(what_is_no_ssml_is_refused),
        cmocka_unit_test(a_text_that_stops_in_the_middle_is_told),
        cmocka_unit_test(ssml_is_known_by_its_element),
        cmocka_unit_test(generated_texts_are_tiled),
        cmocka_unit_test(hostile_texts_cost_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
