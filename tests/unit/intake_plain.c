/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text in, blocks out. Each row is a text that somebody might have written. */
#include "intake_fixture.h"

typedef struct row {
    const char *text, *blocks;
} row;

static void check(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_read(&f, lec_str_of(rows[i].text)), LEC_OK);
        assert_string_equal(fixture_dump(&f), rows[i].blocks);
        fixture_end(&f);
    }
}

#define CHECK(rows) check((rows), sizeof(rows) / sizeof *(rows))

/* ---- line ends */

static void line_ends(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"One.", "p:One."},
        {"one\ntwo\n", "p:one two"},
        {"one\r\ntwo\r\n\r\nthree", "p:one two|p:three"},
        {"one\rtwo\r\rthree\r", "p:one two|p:three"},
        {"one\n\rtwo", "p:one|p:two"},
        {"\n\n  one \t\n \t \n\n two  \n", "p:one|p:two"},
        {"one\ftwo\vthree", "p:one two three"},
        {"one\n\ntwo\n\n\n\n\nthree", "p:one|p:two|p:three"},
    };
    CHECK(ROWS);
}

/* ---- where paragraphs end */

static void wrapped_at_72(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"The harbour master had kept the same hours for thirty years, and nobody\n"
         "in the town could remember a morning on which the lamp at the end of\n"
         "the pier had burned past seven. Then, in the second week of October,\n"
         "it did.\n"
         "\n"
         "At first people took it for a mistake. The baker saw it, and so did the\n"
         "two sisters who sold nets; they looked at each other and said nothing\n"
         "at all about it.\n",
         "p:The harbour master had kept the same hours for thirty years, and nobody in the town "
         "could remember a morning on which the lamp at the end of the pier had burned past seven. "
         "Then, in the second week of October, it did."
         "|p:At first people took it for a mistake. The baker saw it, and so did the two sisters "
         "who sold nets; they looked at each other and said nothing at all about it."},
        /* A name at a line's start is no new paragraph; a sentence that ends early ends one. */
        {"The letter was addressed to nobody in particular, and was signed by\n"
         "Miss Harriet Lowe, who had left the island eleven years before with\n"
         "Captain Brandt. She asked for her piano.\n"
         "The piano had been sold in the spring after she left, to a man from\n"
         "the mainland who paid for it in coal and never came to collect it.\n",
         "p:The letter was addressed to nobody in particular, and was signed by Miss Harriet Lowe, "
         "who had left the island eleven years before with Captain Brandt. She asked for her piano."
         "|p:The piano had been sold in the spring after she left, to a man from the mainland who "
         "paid for it in coal and never came to collect it."},
    };
    CHECK(ROWS);
}

static void wrapped_at_40(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"A kettle that sings is a kettle that\n"
         "leaks. My grandmother said so, and she\n"
         "had owned nine of them before the war.\n"
         "\n"
         "None of the nine was ever repaired, as\n"
         "she held that a thing which is mended\n"
         "remembers it.\n",
         "p:A kettle that sings is a kettle that leaks. My grandmother said so, and she had owned "
         "nine of them before the war."
         "|p:None of the nine was ever repaired, as she held that a thing which is mended "
         "remembers "
         "it."},
    };
    CHECK(ROWS);
}

static void first_line_indents(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"CHAPTER ONE\n"
         "\n"
         "The road to the quarry had been closed since the slide, and those who\n"
         "used it did so at night, without lamps, holding the rope.\n"
         "  \"You are late,\" said the foreman when I came in at the gate.\n"
         "  \"The rope is wet,\" I said. It was the first thing that came into my\n"
         "head, and it happened to be true.\n"
         "  He wrote it down in the book that he kept for such remarks, and he\n"
         "never spoke to me of it again.\n",
         "h1:CHAPTER ONE"
         "|p:The road to the quarry had been closed since the slide, and those who used it did so "
         "at night, without lamps, holding the rope."
         "|p:\"You are late,\" said the foreman when I came in at the gate."
         "|p:\"The rope is wet,\" I said. It was the first thing that came into my head, and it "
         "happened to be true."
         "|p:He wrote it down in the book that he kept for such remarks, and he never spoke to me "
         "of it again."},
        /* Hanging indents: the rest of an entry is indented. */
        {"Almond, Peter. On the habits of herring gulls in the harbours of the\n"
         "    north coast. Second edition.\n"
         "Birch, Anna. A grammar of whistles, with notes on the dog and on the\n"
         "    shepherd who taught it.\n",
         "p:Almond, Peter. On the habits of herring gulls in the harbours of the north coast. "
         "Second edition."
         "|p:Birch, Anna. A grammar of whistles, with notes on the dog and on the shepherd who "
         "taught it."},
    };
    CHECK(ROWS);
}

static void a_paragraph_a_line(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"The Shop on the Corner\n"
         "It opened in the year of the two floods, and it has never had a name. People call it the "
         "shop, and everyone within a mile knows which one is meant. It sells string.\n"
         "The owner is the fourth of her family. She has a cat, which has a name, and which may be "
         "older than she admits; the cat does the accounts, as she likes to say.\n"
         "Tea\n"
         "Coffee\n"
         "The cat, who keeps the list, has written these two words on it and nothing else for as "
         "long as anyone remembers, and the wholesaler has never asked what they might mean.\n"
         "Closing time\n"
         "It closes when the bus has gone. On Sundays there is no bus, and so on Sundays it does "
         "not close, at least in theory, though nobody has ever tried to buy string then.\n",
         "h1:The Shop on the Corner"
         "|p:It opened in the year of the two floods, and it has never had a name. People call it "
         "the shop, and everyone within a mile knows which one is meant. It sells string."
         "|p:The owner is the fourth of her family. She has a cat, which has a name, and which may "
         "be older than she admits; the cat does the accounts, as she likes to say."
         "|p:Tea|p:Coffee"
         "|p:The cat, who keeps the list, has written these two words on it and nothing else for "
         "as long as anyone remembers, and the wholesaler has never asked what they might mean."
         "|h2:Closing time"
         "|p:It closes when the bus has gone. On Sundays there is no bus, and so on Sundays it "
         "does "
         "not close, at least in theory, though nobody has ever tried to buy string then."},
        /* Few lines have another below them; what the others are like tells how the text is made.
         */
        {"Harbour News\n"
         "\n"
         "The new crane was lowered on to the east quay on Monday, three weeks later than planned "
         "and two metres shorter than it was in the drawings.\n"
         "\n"
         "New crane on the east quay at last\n"
         "please wait\n"
         "\n"
         "Its driver, who has waited for it since the spring, said that two metres are two metres, "
         "and asked for a longer ladder to be going on with.\n",
         "h1:Harbour News"
         "|p:The new crane was lowered on to the east quay on Monday, three weeks later than "
         "planned and two metres shorter than it was in the drawings."
         "|h2:New crane on the east quay at last"
         "|p:please wait"
         "|p:Its driver, who has waited for it since the spring, said that two metres are two "
         "metres, and asked for a longer ladder to be going on with."},
    };
    CHECK(ROWS);
}

/* Lines that somebody broke by hand: where a sentence ends says nothing. */
static void broken_by_hand(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"The ferry leaves at nine in the morning.\n"
         "It carries goats, and on Sundays a priest who sings.\n"
         "The fare is paid in eggs.\n"
         "Nobody has ever counted them.\n",
         "p:The ferry leaves at nine in the morning. It carries goats, and on Sundays a priest who "
         "sings. The fare is paid in eggs.|p:Nobody has ever counted them."},
    };
    CHECK(ROWS);
}

static void short_and_long_lines_among_wrapped_ones(void **state)
{
    (void)state;
    static const row ROWS[] = {
        /* A short line goes on in lower case; a tiny one does not. */
        {"The council met in the smaller of the two rooms above the fire station,\n"
         "and the chairman read\n"
         "the question from a card. The eleven members who were awake considered\n"
         "it until lunch, at which they were given a choice of soup or another:\n"
         "leek\n"
         "leek with bread, which most of them took, as it was cold in both of the\n"
         "rooms.\n",
         "p:The council met in the smaller of the two rooms above the fire station, and the "
         "chairman read the question from a card. The eleven members who were awake considered it "
         "until lunch, at which they were given a choice of soup or another: leek"
         "|p:leek with bread, which most of them took, as it was cold in both of the rooms."},
        /* One that was not wrapped is a paragraph of its own. */
        {"The notes that we keep on the shelf by\n"
         "the stove are of several hands, and no\n"
         "two of them agree on what a note is or\n"
         "on how wide a page should be. In June\n"
         "we bought a ruler, but it was not used.\n"
         "\n"
         "Nobody wraps all lines of a text in an\n"
         "editor, as some of them are pasted into\n"
         "it later by another hand, and then they\n"
         "stay as they are until someone cares:\n"
         "this one, for example, which runs on past the edge of any window, over the desk, out at "
         "the door, and down to the harbour without a stop\n"
         "and here it is wrapped again, as it was\n"
         "before.\n",
         "p:The notes that we keep on the shelf by the stove are of several hands, and no two of "
         "them agree on what a note is or on how wide a page should be. In June we bought a ruler, "
         "but it was not used."
         "|p:Nobody wraps all lines of a text in an editor, as some of them are pasted into it "
         "later by another hand, and then they stay as they are until someone cares: this one, for "
         "example, which runs on past the edge of any window, over the desk, out at the door, and "
         "down to the harbour without a stop|p:and here it is wrapped again, as it was before."},
        /* One column is a slip of the hand, two are an indentation. */
        {"The clerk counted the lamps twice, and wrote the same number both times.\n"
         " Then he counted the stairs and the windows of the house and the tiles\n"
         "of its roof, of which there were four hundred and five, two being new.\n"
         "  He slept well.\n",
         "p:The clerk counted the lamps twice, and wrote the same number both times. Then he "
         "counted the stairs and the windows of the house and the tiles of its roof, of which "
         "there were four hundred and five, two being new.|p:He slept well."},
        /* Two long lines prove no wrapping. */
        {"In the first of the two paragraphs of this text the reader learns that a lamp was lit at "
         "the end of the pier, that it was put out again, and that nobody saw who did it.\n"
         "In the second one the reader learns no more than that, but at greater length, because "
         "there was room left on the page, and because the editor had gone home early on that "
         "day.\n",
         "p:In the first of the two paragraphs of this text the reader learns that a lamp was lit "
         "at the end of the pier, that it was put out again, and that nobody saw who did it."
         "|p:In the second one the reader learns no more than that, but at greater length, because "
         "there was room left on the page, and because the editor had gone home early on that "
         "day."},
        {"one,\ntwo,\nthree,\nfour,\nfive,\nsix,\nseven,\neight,\nnine,\nten,\n"
         "and then, in a list of numbers that had been so short and so even, came a line which was "
         "as long as all the others taken together.\nEleven.",
         "p:one, two, three, four, five, six, seven, eight, nine, ten, and then, in a list of "
         "numbers that had been so short and so even, came a line which was as long as all the "
         "others taken together.|p:Eleven."},
    };
    CHECK(ROWS);
}

/* Verse and addresses come through whole, whatever their lines are taken for. */
static void short_lines(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"The rain came up the valley,\nit knocked at every door,\nand found us all at table,\n"
         "and asked for nothing more.\n",
         "p:The rain came up the valley, it knocked at every door, and found us all at table, and "
         "asked for nothing more."},
        {"Miss H. Lowe\n4 Harbour Steps\nLynde\n", "p:Miss H. Lowe|p:4 Harbour Steps|p:Lynde"},
        {"Hello.\nHow are you?\n", "p:Hello. How are you?"},
        {"Milk\nEggs\nBread\n", "p:Milk|p:Eggs|p:Bread"},
    };
    CHECK(ROWS);
}

static void words_divided_by_a_line_end(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"the well-\nknown man", "p:the well-known man"},
        {"the exam\xC2\xAD\nple", "p:the example"},
        {"from 1939 -\nas he said", "p:from 1939 - as he said"},
        {"日本語の文章は、\n空白を使いません。", "p:日本語の文章は、空白を使いません。"},
        {"> the well-\n> known man", "q1:the well-known man"},
    };
    CHECK(ROWS);
}

/* ---- headings */

static void headings(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"Title\n\nFirst.\nSecond.\n\n- milk\n", "h1:Title|p:First. Second.|li1:milk"},
        {"Title\n\nBy Ann Other\n\nText comes here, and a full stop.\n",
         "h1:Title|h2:By Ann Other|p:Text comes here, and a full stop."},
        {"Title\n\nBy Ann Other\n\nThe Beginning\n\nText comes here.\n",
         "h1:Title|p:By Ann Other|h2:The Beginning|p:Text comes here."},
        {"Who stole the kettle?\n\nNobody knows.\n\nDoes anybody care?\n\nNo.",
         "h1:Who stole the kettle?|p:Nobody knows.|p:Does anybody care?|p:No."},
        {"“Quoted” and gone\n\nText here.", "h1:“Quoted” and gone|p:Text here."},
        {"[ A note in brackets ]\n\nSee the page at /index/\n\nText here.",
         "p:[ A note in brackets ]|p:See the page at /index/|p:Text here."},
        {"lower case is none\n\nText here.", "p:lower case is none|p:Text here."},
        {"Dear Ruth,\n\nThe hall is free.", "p:Dear Ruth,|p:The hall is free."},
        {"A sentence.\n\nAnother one.", "p:A sentence.|p:Another one."},
        {"Only One Line", "p:Only One Line"},
        {"Milk\n\nEggs\n\nBread", "p:Milk|p:Eggs|p:Bread"},
        {"Text first.\n\n1. Introduction\n\nThe text of it.\n\n2. Method\n\nMore text.",
         "p:Text first.|h2:1. Introduction|p:The text of it.|h2:2. Method|p:More text."},
        {"1984\n\nNo letters, no heading.", "p:1984|p:No letters, no heading."},
        {"Ein Titel\n\nÜber die Brücke\n\nText kommt.", "h1:Ein Titel|h2:Über die Brücke|p:Text "
                                                        "kommt."},
        {"Text.\n\nThe End", "p:Text.|p:The End"},
        /* A line that is more than 80 characters long is too long for one. */
        {"Far too long a line to be the heading of anything that anybody would ever want to read\n"
         "\nText.",
         "p:Far too long a line to be the heading of anything that anybody would ever want to read"
         "|p:Text."},
        {"# Title\n## Part ##\n### Detail\nText.\n# Next\nText.",
         "h1:Title|h2:Part|h3:Detail|p:Text.|h2:Next|p:Text."},
        {"#hashtag and\n####### seven signs", "p:#hashtag and|p:####### seven signs"},
        {"# Using C#\n\n# #\n\nText", "h1:Using C#|p:Text"},
        {"Title\n=====\n\nText.\n\nPart\n----\nMore.", "h1:Title|p:Text.|h2:Part|p:More."},
        {"=====\nTitle\n=====\nText.", "h1:Title|p:Text."},
        {"A sentence.\n-----\nText.", "p:A sentence.|p:Text."},
        {"Text here is fine,\nand goes on.\n-----\nMore.",
         "p:Text here is fine, and goes on.|p:More."},
        {"Kind regards\n--\nTom\n", "p:Kind regards|p:Tom"},
    };
    CHECK(ROWS);
}

static void title_is_the_first_heading(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"The Title\n\nText.", "The Title"}, {"## The Title\nText.", "The Title"},
        {"Text.\n\n# Late\n\nMore.", ""},    {"Text.", ""},
        {"> Quoted\n\nText.", ""},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_read(&f, lec_str_of(ROWS[i].text)), LEC_OK);
        assert_string_equal(lec_arena_cstr(&f.arena, f.document.facts.title), ROWS[i].blocks);
        assert_int_equal(
            f.document.facts.author.len + f.document.facts.date.len + f.document.facts.lang.len, 0);
        fixture_end(&f);
    }
}

/* ---- lists */

static void lists(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"- milk\n- eggs\n", "li1:milk|li1:eggs"},
        {"* milk\n• eggs\n– bread", "li1:milk|li1:eggs|li1:bread"},
        {"•\xC2\xA0milk", "li1:milk"},
        {"You need:\n- a warm layer, even\n  in July\n- a torch\n\nThat is all.",
         "p:You need:|li1:a warm layer, even in July|li1:a torch|p:That is all."},
        {"- milk\n  - whole\n  - skimmed\n- eggs\n    * brown\n",
         "li1:milk|li2:whole|li2:skimmed|li1:eggs|li2:brown"},
        {"1. One.\n2. Two.\n", "li1:1. One.|li1:2. Two."},
        {"1) One.\n\n2) Two.\n", "li1:1) One.|li1:2) Two."},
        {"a) One.\nb) Two.\n", "li1:a) One.|li1:b) Two."},
        {"9. One,\n   going on here\n10. Two", "li1:9. One, going on here|li1:10. Two"},
        {"1. One\n  - inner\n2. Two", "li1:1. One|li2:inner|li1:2. Two"},
        {"- milk\n  Eggs too", "li1:milk Eggs too"},
        {"- a\n - b\n\t- c", "li1:a|li1:b|li2:c"},
        {"- a\n  - b\n - c", "li1:a|li2:b|li2:c"},
        {"- a\n\n# Head\n\n  - b", "li1:a|h2:Head|li1:b"},
        {"1. One\n\n   More of it.\n\n2. Two", "li1:1. One|p:More of it.|li1:2. Two"},
        /* One number alone is none. */
        {"They say that it began in the summer of\n1984. What a year it was.",
         "p:They say that it began in the summer of 1984. What a year it was."},
        {"The brass band played on the pier on May\n3. Nobody had asked it to, and nobody\n"
         "thanked it.",
         "p:The brass band played on the pier on May 3. Nobody had asked it to, and nobody thanked "
         "it."},
        {"a) Alone it stands.", "p:a) Alone it stands."},
        /* A dash inside a sentence. */
        {"Nobody lived in the house on the hill\n- so they said - and yet the lamp in its\n"
         "window was lit each night at eleven.",
         "p:Nobody lived in the house on the hill - so they said - and yet the lamp in its window "
         "was lit each night at eleven."},
        {"-5 degrees\n\n*Stars* around", "p:-5 degrees|p:*Stars* around"},
        {"- \n-\n- milk", "li1:milk"},
        {"- milk\nEggs are next", "li1:milk|p:Eggs are next"},
    };
    CHECK(ROWS);
}

/* ---- quotes */

static void quotes(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"> one\n> two\n\nthree", "q1:one two|p:three"},
        {"> > deep\n> shallow\n>>> deepest", "q2:deep|q1:shallow|q3:deepest"},
        {"> one\n>\n> two", "q1:one|q1:two"},
        {">without a space", "q1:without a space"},
        {"> quoted\nreply", "q1:quoted|p:reply"},
        {"> - item one\n> - item two", "q1:- item one|q1:- item two"},
        {"a > b\n\n>5 is more\n\n>= 5", "p:a > b|p:>5 is more|p:>= 5"},
        {"> # no heading", "q1:# no heading"},
        {"> one\n  > two", "q1:one two"},
        {"->arrow", "p:->arrow"},
    };
    CHECK(ROWS);
}

/* ---- what is left out */

static void separators(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"One.\n\n* * *\n\nTwo.", "p:One.|p:Two."},
        {"One.\n-----\nTwo.", "p:One.|p:Two."},
        {"One.\n\n⁂\n\nTwo.\n\n───────\n", "p:One.|p:Two."},
        {"One.\n\n?!\n\n👍", "p:One.|p:?!|p:👍"},
        {"One.\n\n...\n\nTwo.", "p:One.|p:Two."},
    };
    CHECK(ROWS);
}

static void characters(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"a\x01"
         "b \x1B c",
         "p:ab c"},
        {"co\xC2\xADoper", "p:cooper"},
        {"zero\xE2\x80\x8Bwidth \xEF\xBB\xBFmark", "p:zerowidth mark"},
        {"\xE2\x80\xAEleft\xE2\x80\xAC right\xE2\x80\x8F", "p:left right"},
        {"क्‍ष 👨‍👩‍👧", "p:क्‍ष 👨‍👩‍👧"},
        {"a\xC2\xA0"
         "b",
         "p:a\xC2\xA0"
         "b"},
        {"a\xC2\xA0\xC2\xA0"
         "b \xC2\xA0 c\xC2\xA0",
         "p:a b c"},
        {"10\xE2\x80\xAF"
         "000\xE2\x80\x87"
         "km",
         "p:10\xE2\x80\xAF"
         "000\xE2\x80\x87"
         "km"},
        {"a \t  b\tc", "p:a b c"},
        {"a\xE2\x80\xA8"
         "b\xC2\x85"
         "c\xE3\x80\x80"
         "d",
         "p:a b c d"},
    };
    CHECK(ROWS);
}

static void omissions_name_their_rule(void **state)
{
    (void)state;
    static const row ROWS[] = {
        {"# A #\n", "heading-mark:# |white-space: |heading-mark:#|line-break:\\n"},
        {"A\n===\n\nB", "line-break:\\n|heading-mark:===|blank-line:\\n\\n"},
        {"- a\r\n- b", "list-mark:- |line-break:\\r\\n|list-mark:- "},
        {"1. a\n2. b", "line-break:\\n"},
        {"> a\n> b\n>\n> c", "quote-mark:> |quote-mark:> |line-break:\\n|quote-mark:>|line-break:"
                             "\\n|quote-mark:> "},
        {"  a\n\n* * *\n\nb ", "white-space:  |blank-line:\\n\\n|separator:* * *|blank-line:\\n\\n"
                               "|white-space: "},
        {"a\x01\xC2\xAD\xE2\x80\x8B\xE2\x80\x8E"
         "b",
         "control-character:\x01|soft-hyphen:\xC2\xAD|invisible-character:\xE2\x80\x8B"
         "|bidi-character:\xE2\x80\x8E"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_read(&f, lec_str_of(ROWS[i].text)), LEC_OK);
        assert_string_equal(fixture_omissions(&f), ROWS[i].blocks);
        for (size_t o = 0; o < f.document.omission_count; o++) {
            const lec_omission *omission = &f.document.omissions[o];
            bool meant = strstr(omission->rule, "-character") != NULL;
            assert_int_equal(omission->reason[0] != '\0', meant);
        }
        fixture_end(&f);
    }
}

static void nothing_to_speak(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"-----\n", "* * *\n\n...", "> \n>", "\"\"", "\xCC\x81"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        fixture f;
        fixture_start(&f);
        assert_int_equal(fixture_read(&f, lec_str_of(TEXTS[i])), LEC_DATA);
        assert_non_null(strstr(f.error.message, "nothing to speak"));
        assert_string_equal(f.error.source, "name.txt");
        fixture_end(&f);
    }
}

/* ---- from text back to source */

static lec_span span_of(const fixture *f, size_t start, size_t end)
{
    return lec_block_source_span(&f->document.blocks[0], (lec_span){start, end});
}

static void assert_span(lec_span span, size_t start, size_t end)
{
    assert_int_equal(span.start, start);
    assert_int_equal(span.end, end);
}

static void spans_lead_to_the_source(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    /*                          0    5      10  13       21 */
    assert_int_equal(fixture_read(&f, LEC_STR("  one,\r\n    two\xC2\xADthree\n")), LEC_OK);
    assert_string_equal(fixture_dump(&f), "p:one, twothree");
    assert_span(f.document.blocks[0].span, 2, 22);
    assert_span(span_of(&f, 0, 13), 2, 22);
    assert_span(span_of(&f, 0, 4), 2, 6);   /* one, */
    assert_span(span_of(&f, 1, 2), 3, 4);   /* n */
    assert_span(span_of(&f, 4, 5), 6, 12);  /* the space is a line end and an indentation */
    assert_span(span_of(&f, 3, 6), 5, 13);  /* ", t" */
    assert_span(span_of(&f, 5, 8), 12, 15); /* two */
    assert_span(span_of(&f, 7, 9), 14, 18); /* "ot" and the soft hyphen between */
    assert_span(span_of(&f, 8, 13), 17, 22);
    assert_span(span_of(&f, 8, 99), 17, 22);
    assert_span(span_of(&f, 8, 8), 17, 17);
    assert_span(span_of(&f, 13, 13), 22, 22);
    assert_span(span_of(&f, 99, 100), 22, 22);
    fixture_end(&f);
}

/* A line end alone is as long as its space: one run serves the whole paragraph. */
static void wrapping_costs_no_run(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    assert_int_equal(fixture_read(&f, LEC_STR("one,\ntwo,\tthree,\rfour.")), LEC_OK);
    assert_string_equal(fixture_dump(&f), "p:one, two, three, four.");
    assert_int_equal(f.document.blocks[0].run_count, 1);
    assert_int_equal(f.document.omission_count, 0);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends),
        cmocka_unit_test(wrapped_at_72),
        cmocka_unit_test(wrapped_at_40),
        cmocka_unit_test(first_line_indents),
        cmocka_unit_test(a_paragraph_a_line),
        cmocka_unit_test(broken_by_hand),
        cmocka_unit_test(short_and_long_lines_among_wrapped_ones),
        cmocka_unit_test(short_lines),
        cmocka_unit_test(words_divided_by_a_line_end),
        cmocka_unit_test(headings),
        cmocka_unit_test(title_is_the_first_heading),
        cmocka_unit_test(lists),
        cmocka_unit_test(quotes),
        cmocka_unit_test(separators),
        cmocka_unit_test(characters),
        cmocka_unit_test(omissions_name_their_rule),
        cmocka_unit_test(nothing_to_speak),
        cmocka_unit_test(spans_lead_to_the_source),
        cmocka_unit_test(wrapping_costs_no_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
