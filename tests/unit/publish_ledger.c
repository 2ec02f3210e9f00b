/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger of documents made by hand: a source, its runs, its omissions, and what is said. */
#include "publish_fixture.h"

/* One document, one story; every test fills in what it needs. */
typedef struct example {
    lec_source source;
    lec_block blocks[4];
    lec_omission omissions[8];
    lec_document document;
    lec_story story;
    lec_line lines[8];
    lec_script script;
    lec_track *track;
    lec_publication from;
} example;

static void set_source(example *e, const char *name, const char *text)
{
    *e = (example){.source = {.name = lec_str_of(name), .text = lec_str_of(text)}};
    e->document =
        (lec_document){.source = &e->source, .blocks = e->blocks, .omissions = e->omissions};
    e->story.document = &e->document;
}

static void add_block(example *e, const char *text, const lec_run *runs, size_t run_count)
{
    e->blocks[e->document.block_count++] =
        (lec_block){.kind = LEC_BLOCK_PARAGRAPH,
                    .text = lec_str_of(text),
                    .runs = runs,
                    .run_count = run_count,
                    .span = {runs[0].source.start, runs[run_count - 1].source.end}};
}

static void omit(example *e, size_t start, size_t end, const char *rule, const char *reason)
{
    e->omissions[e->document.omission_count++] = (lec_omission){{start, end}, rule, reason};
}

static lec_speech_line *say(example *e, uint32_t block, size_t start, size_t end)
{
    lec_line *line = &e->lines[e->script.line_count++];
    *line = speech_of(lec_str_slice(e->blocks[block].text, start, end));
    line->speech.block = block;
    return &line->speech;
}

static void speak(example *e, lec_arena *arena)
{
    e->script = script_of(e->lines, e->script.line_count, &e->story, 1);
    e->track = track_of(arena, &e->script, RATE);
    e->from = (lec_publication){
        .documents = &e->document, .document_count = 1, .script = &e->script, .track = e->track};
}

static void assert_ledger(example *e, lec_arena *arena, const char *expected)
{
    speak(e, arena);
    assert_text(rendered(arena, "ledger", &e->from), expected);
    lec_track_free(e->track);
}

static void assert_refused(example *e, lec_arena *arena, const char *message)
{
    speak(e, arena);
    const char *path = temporary_path(arena, ".ledger.jsonl");
    lec_error error = {0};
    assert_int_equal(
        lec_rendition_write(lec_rendition_named("ledger"), &e->from, path, *arena, &error),
        LEC_INTERNAL);
    assert_string_equal(error.message, message);
    assert_int_not_equal(access(path, F_OK), 0);
    lec_track_free(e->track);
}

#define ENTRY(start, end, kind, rest)                                                              \
    "{\"source\":\"a\",\"start\":" #start ",\"end\":" #end ",\"kind\":\"" kind "\"," rest "}\n"

static void test_sentences_of_a_block(void **state)
{
    static const lec_run runs[] = {{0, {0, 12}, false}};
    example e;
    set_source(&e, "a", "Yes. No, no.");
    add_block(&e, "Yes. No, no.", runs, 1);
    say(&e, 0, 0, 4);
    say(&e, 0, 5, 12);
    assert_ledger(&e, *state,
                  ENTRY(0, 4, "spoken", "\"frames\":[0,80]")
                      ENTRY(4, 5, "layout", "\"rule\":\"space\"")
                          ENTRY(5, 12, "spoken", "\"frames\":[80,220]"));
}

/* Lines broken in the source, an indentation, blank lines, a list mark, a control character. */
static void test_layout_and_omissions(void **state)
{
    static const char text[] = "* One\n  two\n\n\x01"
                               "Three\nfour &amp; five\n";
    static const lec_run first[] = {{0, {2, 5}, false}, {3, {5, 8}, true}, {4, {8, 11}, false}};
    /* "\n" became a space in a run that is as long as its source */
    static const lec_run second[] = {
        {0, {14, 25}, false}, {11, {25, 30}, true}, {12, {30, 35}, false}};
    example e;
    set_source(&e, "a", text);
    add_block(&e, "One two", first, 3);
    add_block(&e, "Three four & five", second, 3);
    omit(&e, 0, 2, "list-mark", "");
    omit(&e, 11, 13, "blank-line", "");
    omit(&e, 13, 14, "control-character", "it cannot be said");
    omit(&e, 35, 36, "blank-line", "");
    say(&e, 0, 0, 7);
    say(&e, 1, 0, 17);
    assert_ledger(
        &e, *state,
        ENTRY(0, 2, "layout", "\"rule\":\"list-mark\"") ENTRY(2, 5, "spoken", "\"frames\":[0,80]")
            ENTRY(5, 8, "layout", "\"rule\":\"line-break\"")
                ENTRY(8, 11, "spoken", "\"frames\":[80,140]")
                    ENTRY(11, 13, "layout", "\"rule\":\"blank-line\"")
                        ENTRY(13, 14, "left-out",
                              "\"rule\":\"control-character\",\"reason\":\"it cannot be said\"")
                            ENTRY(14, 19, "spoken", "\"frames\":[140,260]")
                                ENTRY(19, 20, "layout", "\"rule\":\"line-break\"")
                                    ENTRY(20, 25, "spoken", "\"frames\":[260,360]")
                                        ENTRY(25, 30, "read",
                                              "\"frames\":[360,400],\"before\":\"&amp;\",\"after\":"
                                              "\"&\",\"rule\":\"notation\"")
                                            ENTRY(30, 35, "spoken", "\"frames\":[400,480]")
                                                ENTRY(35, 36, "layout", "\"rule\":\"blank-line\""));
}

/* A reading at the beginning, one that is not said inside, one over a broken line, one at the end
 * that is not said. */
static void test_readings(void **state)
{
    static const lec_run runs[] = {
        {0, {0, 15}, false}, {15, {15, 17}, true}, {16, {17, 23}, false}};
    static const lec_reading readings[] = {
        {{0, 3}, {0, 6}, "abbreviation"},
        {{8, 11}, {11, 11}, "reference"},
        {{13, 18}, {13, 26}, "unit"},
        {{19, 22}, {27, 27}, "reference"},
    };
    example e;
    set_source(&e, "a", "Dr. Lee [1], 10\n km [2]");
    add_block(&e, "Dr. Lee [1], 10 km [2]", runs, 3);
    lec_speech_line *line = say(&e, 0, 0, 22);
    line->spoken = LEC_STR("Doctor Lee , ten kilometre ");
    line->readings = readings;
    line->reading_count = 4;
    assert_ledger(
        &e, *state,
        ENTRY(0, 3, "read",
              "\"frames\":[0,140],\"before\":\"Dr.\",\"after\":\"Doctor\","
              "\"rule\":\"abbreviation\"") ENTRY(3, 8, "spoken", "\"frames\":[140,220]")
            ENTRY(8, 11, "left-out", "\"rule\":\"reference\",\"reason\":\"it is not said\"")
                ENTRY(11, 13, "spoken", "\"frames\":[220,260]")
                    ENTRY(13, 19, "read",
                          "\"frames\":[260,540],\"before\":\"10\\u000a km\",\"after\":"
                          "\"ten kilometre\",\"rule\":\"unit\"")
                        ENTRY(19, 20, "layout", "\"rule\":\"space\"")
                            ENTRY(20, 23, "left-out",
                                  "\"rule\":\"reference\",\"reason\":\"it is not said\""));
}

/* What was left out in the middle of a reading keeps its own entry. */
static void test_omission_in_a_reading(void **state)
{
    static const lec_run runs[] = {{0, {0, 2}, false}, {2, {5, 8}, false}};
    static const lec_reading readings[] = {{{0, 5}, {0, 13}, "unit"}};
    example e;
    set_source(&e, "a", "10<b> km");
    add_block(&e, "10 km", runs, 2);
    omit(&e, 2, 5, "markup", "");
    lec_speech_line *line = say(&e, 0, 0, 5);
    line->spoken = LEC_STR("ten kilometre");
    line->readings = readings;
    line->reading_count = 1;
    assert_ledger(&e, *state,
                  ENTRY(0, 2, "read",
                        "\"frames\":[0,260],\"before\":\"10\",\"after\":\"ten kilometre\","
                        "\"rule\":\"unit\"") ENTRY(2, 5, "layout", "\"rule\":\"markup\"")
                      ENTRY(5, 8, "read",
                            "\"frames\":[260,260],\"before\":\" km\",\"after\":\"\","
                            "\"rule\":\"unit\""));
}

/* A line of which the voice makes no sound. */
static void test_no_sound(void **state)
{
    static const lec_run runs[] = {{0, {0, 7}, false}};
    example e;
    set_source(&e, "a", "Yes. --");
    add_block(&e, "Yes. --", runs, 1);
    say(&e, 0, 0, 4);
    say(&e, 0, 5, 7)->spoken = LEC_STR("");
    assert_ledger(&e, *state,
                  ENTRY(0, 4, "spoken", "\"frames\":[0,80]")
                      ENTRY(4, 5, "layout", "\"rule\":\"space\"")
                          ENTRY(5, 7, "left-out",
                                "\"rule\":\"no-sound\",\"reason\":\"the voice makes no sound of "
                                "it\""));
}

static void test_names_and_quotes(void **state)
{
    static const lec_run runs[] = {{0, {0, 5}, false}};
    static const lec_reading readings[] = {{{1, 4}, {1, 4}, "spelling"}};
    example e;
    const char name[] = {'b', (char)0xFF, '\n', '"', 'c', (char)0xE2, (char)0x80, (char)0xAE, '\0'};
    set_source(&e, name, "<\"\\\">");
    add_block(&e, "<\"\\\">", runs, 1);
    lec_speech_line *line = say(&e, 0, 0, 5);
    line->readings = readings;
    line->reading_count = 1;
    speak(&e, *state);
    lec_str got = rendered(*state, "ledger", &e.from);
    lec_track_free(e.track);
    assert_text(lec_str_slice(got, 0, lec_str_find(got, ',', 0)),
                "{\"source\":\"b\\\\xFF\\\\u{000A}\\\"c\\\\u{202E}\"");
    assert_non_null(memmem(got.ptr, got.len, "\"before\":\"\\\"\\\\\\\"\"", 17));
}

/* A note that is said after what follows it, and a title from the end: frames go back. */
static void test_moved_blocks(void **state)
{
    static const lec_run title[] = {{0, {11, 15}, false}};
    static const lec_run story[] = {{0, {6, 11}, false}};
    static const lec_run note[] = {{0, {3, 5}, false}, {2, {0, 2}, false}};
    example e;
    set_source(&e, "a", "yz[wx]StoryTea!");
    add_block(&e, "Tea!", title, 1);
    add_block(&e, "Story", story, 1);
    add_block(&e, "wxyz", note, 2);
    omit(&e, 2, 3, "markup", "");
    omit(&e, 5, 6, "markup", "");
    say(&e, 0, 0, 4);
    say(&e, 1, 0, 5);
    say(&e, 2, 0, 4);
    assert_ledger(&e, *state,
                  ENTRY(0, 2, "spoken", "\"frames\":[220,260]")
                      ENTRY(2, 3, "layout", "\"rule\":\"markup\"")
                          ENTRY(3, 5, "spoken", "\"frames\":[180,220]")
                              ENTRY(5, 6, "layout", "\"rule\":\"markup\"")
                                  ENTRY(6, 11, "spoken", "\"frames\":[80,180]")
                                      ENTRY(11, 15, "spoken", "\"frames\":[0,80]"));
}

/* Each stretch without markup in it is one entry, whatever its runs are. */
static void test_left_out_blocks(void **state)
{
    static const lec_run kept[] = {{0, {0, 3}, false}};
    static const lec_run dropped[] = {
        {0, {4, 7}, false}, {3, {7, 12}, true}, {4, {12, 13}, false}, {5, {16, 18}, false}};
    example e;
    set_source(&e, "a", "Tea\nby &amp;B<b>c.");
    add_block(&e, "Tea", kept, 1);
    const lec_block left_out = {.text = LEC_STR("by &Bc."),
                                .rule = "byline",
                                .reason = "who wrote it",
                                .runs = dropped,
                                .run_count = 4,
                                .span = {4, 18}};
    e.document.left_out = &left_out;
    e.document.left_out_count = 1;
    omit(&e, 3, 4, "blank-line", "");
    omit(&e, 13, 16, "markup", "");
    say(&e, 0, 0, 3);
    assert_ledger(
        &e, *state,
        ENTRY(0, 3, "spoken", "\"frames\":[0,60]") ENTRY(3, 4, "layout", "\"rule\":\"blank-line\"")
            ENTRY(4, 13, "left-out", "\"rule\":\"byline\",\"reason\":\"who wrote it\"")
                ENTRY(13, 16, "layout", "\"rule\":\"markup\"")
                    ENTRY(16, 18, "left-out", "\"rule\":\"byline\",\"reason\":\"who wrote it\""));
    speak(&e, *state);
    e.omissions[1].span.start = 12;
    lec_error error = {0};
    const char *path = temporary_path(*state, ".ledger.jsonl");
    assert_int_equal(lec_rendition_write(lec_rendition_named("ledger"), &e.from, path,
                                         *(lec_arena *)*state, &error),
                     LEC_INTERNAL);
    assert_string_equal(error.message, "bytes 12 to 13 of a are explained twice");
    lec_track_free(e.track);
}

/* Places are those of the member's file: an omission that reaches into the next ones is cut. */
static void test_members(void **state)
{
    const lec_member members[] = {{.name = LEC_STR("b/one"), .start = 0},
                                  {.name = LEC_STR("b/none"), .start = 5},
                                  {.name = LEC_STR("b/two\x07"), .start = 5, .offset = 40},
                                  {.name = LEC_STR("b/3"), .start = 8}};
    static const lec_run first[] = {{0, {1, 3}, false}};
    static const lec_run last[] = {{0, {9, 11}, false}};
    example e;
    set_source(&e, "b", "<Hi>\n...>Yo");
    e.source.members = members;
    e.source.member_count = 4;
    add_block(&e, "Hi", first, 1);
    add_block(&e, "Yo", last, 1);
    omit(&e, 0, 1, "markup", "");
    omit(&e, 3, 9, "markup", "");
    say(&e, 0, 0, 2);
    say(&e, 1, 0, 2);
    assert_ledger(&e, *state,
                  "{\"source\":\"b/one\",\"start\":0,\"end\":1,\"kind\":\"layout\","
                  "\"rule\":\"markup\"}\n"
                  "{\"source\":\"b/one\",\"start\":1,\"end\":3,\"kind\":\"spoken\","
                  "\"frames\":[0,40]}\n"
                  "{\"source\":\"b/one\",\"start\":3,\"end\":5,\"kind\":\"layout\","
                  "\"rule\":\"markup\"}\n"
                  "{\"source\":\"b/two\\\\u{0007}\",\"start\":40,\"end\":43,\"kind\":\"layout\","
                  "\"rule\":\"markup\"}\n"
                  "{\"source\":\"b/3\",\"start\":0,\"end\":1,\"kind\":\"layout\","
                  "\"rule\":\"markup\"}\n"
                  "{\"source\":\"b/3\",\"start\":1,\"end\":3,\"kind\":\"spoken\","
                  "\"frames\":[40,80]}\n");
    e.omissions[1].span.end = 8;
    assert_refused(&e, *state, "bytes 0 to 1 of b/3 are unexplained");
}

static void test_unexplained(void **state)
{
    static const lec_run whole[] = {{0, {0, 12}, false}};
    static const lec_run hole[] = {{0, {0, 4}, false}, {4, {5, 13}, false}};
    example e;
    set_source(&e, "a", "Yes. No, no.");
    add_block(&e, "Yes. No, no.", whole, 1);
    say(&e, 0, 5, 12);
    assert_refused(&e, *state, "bytes 0 to 5 of a are unexplained");

    set_source(&e, "a", "Yes. No, no.");
    add_block(&e, "Yes. No, no.", whole, 1);
    say(&e, 0, 0, 4);
    assert_refused(&e, *state, "bytes 4 to 12 of a are unexplained");

    set_source(&e, "a", "Yes.x No, no.");
    add_block(&e, "Yes. No, no.", hole, 2);
    say(&e, 0, 0, 12);
    assert_refused(&e, *state, "bytes 4 to 5 of a are unexplained");

    set_source(&e, "a", "Yes. No, no.\n\n");
    add_block(&e, "Yes. No, no.", whole, 1);
    omit(&e, 12, 13, "blank-line", "");
    say(&e, 0, 0, 12);
    assert_refused(&e, *state, "bytes 13 to 14 of a are unexplained");

    const lec_block bare = {.text = LEC_STR("Yes. No, no."), .span = {0, 12}};
    set_source(&e, "a", "Yes. No, no.");
    e.blocks[e.document.block_count++] = bare;
    say(&e, 0, 0, 12);
    assert_refused(&e, *state, "bytes 0 to 12 of a are unexplained");
}

static void test_explained_twice(void **state)
{
    static const lec_run whole[] = {{0, {0, 12}, false}};
    example e;
    set_source(&e, "a\n", "Yes. No, no.\n");
    add_block(&e, "Yes. No, no.", whole, 1);
    omit(&e, 10, 13, "blank-line", "");
    say(&e, 0, 0, 12);
    assert_refused(&e, *state, "bytes 10 to 12 of a\\u{000A} are explained twice");

    set_source(&e, "a", "Yes. No, no.");
    add_block(&e, "Yes. No, no.", whole, 1);
    omit(&e, 3, 5, "mark", "none");
    say(&e, 0, 0, 12);
    assert_refused(&e, *state, "bytes 3 to 5 of a are explained twice");
}

/* ---- documents that are generated */

static uint32_t random_state;

static size_t below(size_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

enum { TEXT_MAX = 4000, PIECE_MAX = 400, LINE_MAX = 100 };

/* A document of one block that is made piece by piece, with what is said of it. */
typedef struct generated {
    char source[TEXT_MAX], text[TEXT_MAX], spoken[TEXT_MAX];
    size_t source_len, text_len, spoken_len;
    lec_run runs[PIECE_MAX];
    size_t run_count;
    lec_omission omissions[PIECE_MAX];
    size_t omission_count;
    lec_reading readings[PIECE_MAX];
    size_t reading_count;
    lec_line lines[2 * LINE_MAX];
    size_t line_count;
} generated;

static void put(char *to, size_t *len, const char *text)
{
    size_t count = strlen(text);
    assert_true(*len + count < TEXT_MAX);
    memcpy(to + *len, text, count + 1);
    *len += count;
}

static void put_run(generated *g, const char *source, const char *text)
{
    lec_run *run = &g->runs[g->run_count++];
    run->text = g->text_len;
    run->source.start = g->source_len;
    put(g->source, &g->source_len, source);
    put(g->text, &g->text_len, text);
    run->source.end = g->source_len;
    run->rewritten = strlen(source) != strlen(text);
}

static void put_omission(generated *g)
{
    static const char *const what[][3] = {
        {"\n\n", "blank-line", ""}, {"\x02", "control", "it cannot be said"}, {"> ", "mark", ""}};
    size_t i = below(3);
    size_t start = g->source_len;
    put(g->source, &g->source_len, what[i][0]);
    g->omissions[g->omission_count++] =
        (lec_omission){{start, g->source_len}, what[i][1], what[i][2]};
}

static void put_word(generated *g)
{
    static const char *const words[] = {"tea", "Dr.", "milk,", "a", "caf\xC3\xA9", "12", "\"on\""};
    const char *word = words[below(7)];
    if (below(5) == 0) {
        put_omission(g);
    }
    put_run(g, word, word);
    if (below(6) == 0) {
        put_run(g, "&amp;", "&");
    }
}

static void put_space(generated *g)
{
    static const char *const spaces[] = {" ", "\n", "\n   ", "\t  ", " \r\n"};
    put_run(g, spaces[below(5)], " ");
}

/* What is said of the words since `start`: as written, in other words, or nothing.
 * @return whether anything is. */
static bool put_spoken(generated *g, size_t line_start, size_t start, bool must)
{
    size_t spoken_start = g->spoken_len;
    size_t choice = must ? 0 : below(4);
    put(g->spoken, &g->spoken_len, choice == 0 ? "said so" : choice == 1 ? "" : g->text + start);
    if (choice <= 1) {
        g->readings[g->reading_count++] =
            (lec_reading){{start - line_start, g->text_len - line_start},
                          {spoken_start, g->spoken_len},
                          choice == 0 ? "other" : "nothing"};
    }
    return choice != 1;
}

static void put_line(generated *g)
{
    size_t start = g->text_len;
    size_t spoken = g->spoken_len;
    size_t readings = g->reading_count;
    bool said = false;
    for (size_t words = 1 + below(6); words > 0; words--) {
        size_t from = g->text_len;
        put_word(g);
        if (below(3) == 0) { /* a reading may reach over a broken line */
            put_space(g);
            put_word(g);
        }
        said |= put_spoken(g, start, from, words == 1 && !said);
        if (words > 1) {
            put(g->spoken, &g->spoken_len, " ");
            put_space(g);
        }
    }
    for (size_t i = readings; i < g->reading_count; i++) {
        g->readings[i].spoken.start -= spoken;
        g->readings[i].spoken.end -= spoken;
    }
    lec_line *line = &g->lines[g->line_count++];
    *line = speech_of((lec_str){g->text + start, g->text_len - start});
    line->speech.spoken = (lec_str){g->spoken + spoken, g->spoken_len - spoken};
    line->speech.readings = g->readings + readings;
    line->speech.reading_count = (uint32_t)(g->reading_count - readings);
    g->lines[g->line_count++] = pause_ms(1 + (uint32_t)below(50));
}

static size_t number_after(lec_str line, const char *key)
{
    const char *at = memmem(line.ptr, line.len, key, strlen(key));
    return at ? (size_t)strtoul(at + strlen(key), NULL, 10) : SIZE_MAX;
}

/* Spans tile the source; frames ascend, and are those of all lines. */
static void assert_tiles(lec_str got, size_t length, const lec_timeline *timeline)
{
    size_t at = 0;
    uint64_t frame = 0;
    uint64_t heard = 0;
    while (got.len) {
        size_t end = lec_str_find(got, '\n', 0);
        lec_str line = lec_str_slice(got, 0, end);
        got = lec_str_slice(got, end + 1, got.len);
        assert_int_equal(number_after(line, "\"start\":"), at);
        assert_true(number_after(line, "\"end\":") > at);
        at = number_after(line, "\"end\":");
        uint64_t from = number_after(line, "\"frames\":[");
        if (from != SIZE_MAX) {
            const char *comma = memchr(strstr(line.ptr, "frames\":["), ',', 40);
            uint64_t to = strtoul(comma + 1, NULL, 10);
            assert_true(from >= frame && to >= from);
            heard += to - from;
            frame = to;
        }
    }
    assert_int_equal(at, length);
    for (size_t i = 0; i < timeline->script->line_count; i++) {
        bool speech_line = timeline->script->lines[i].kind == LEC_LINE_SPEECH;
        heard -= speech_line ? timeline->lines[i].end - timeline->lines[i].start : 0;
    }
    assert_int_equal(heard, 0);
}

static void test_generated(void **state)
{
    generated *g = LEC_NEW((lec_arena *)*state, 1, generated);
    assert_non_null(g);
    for (uint32_t seed = 0; seed < 300; seed++) {
        random_state = seed * 2654435761u + 1;
        memset(g, 0, sizeof *g);
        for (size_t lines = 1 + below(8); lines > 0; lines--) {
            put_line(g);
            if (lines > 1) {
                put_space(g);
            }
        }
        put_omission(g);
        const lec_source source = {.name = LEC_STR("g"), .text = {g->source, g->source_len}};
        const lec_block block = {
            .text = {g->text, g->text_len}, .runs = g->runs, .run_count = g->run_count};
        const lec_document document = {.source = &source,
                                       .blocks = &block,
                                       .block_count = 1,
                                       .omissions = g->omissions,
                                       .omission_count = g->omission_count};
        const lec_story story = {.document = &document};
        lec_script script = script_of(g->lines, g->line_count, &story, 1);
        lec_track *track = track_of(*state, &script, RATE);
        const lec_publication from = {.script = &script, .track = track};
        assert_tiles(rendered(*state, "ledger", &from), g->source_len, lec_track_timeline(track));
        lec_track_free(track);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_sentences_of_a_block),
        ARENA_TEST(test_layout_and_omissions),
        ARENA_TEST(test_readings),
        ARENA_TEST(test_omission_in_a_reading),
        ARENA_TEST(test_no_sound),
        ARENA_TEST(test_names_and_quotes),
        ARENA_TEST(test_moved_blocks),
        ARENA_TEST(test_left_out_blocks),
        ARENA_TEST(test_members),
        ARENA_TEST(test_unexplained),
        ARENA_TEST(test_explained_twice),
        ARENA_TEST(test_generated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
