/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that was scraped from a page, and text that only looks a little like it. */
#include "intake_fixture.h"

#include "intake/furniture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const lec_intake_options WITH_TABLES = {.format = "text", .voices = "voices"};

static void read_text(fixture *f, const char *text, const lec_intake_options *options)
{
    assert_int_equal(fixture_decode(f, lec_str_of(text)), LEC_OK);
    assert_int_equal(
        lec_document_read(&f->arena, f->scratch, &f->source, options, &f->document, &f->error),
        LEC_OK);
}

/* ---- phrases */

typedef struct phrase_row {
    const char *text;
    lec_furniture_kind kind;
    bool strong;
} phrase_row;

static void phrases(void **state)
{
    (void)state;
    static const phrase_row ROWS[] = {
        {"Skip to content", LEC_FURNITURE_NAVIGATION, true},
        {"SKIP TO CONTENT \xC2\xBB", LEC_FURNITURE_NAVIGATION, true},
        {"Home", LEC_FURNITURE_NAVIGATION, false},
        {"12 comments", LEC_FURNITURE_COMMENTS, true},
        {"1,204 Comments", LEC_FURNITURE_COMMENTS, true},
        {"Share this article", LEC_FURNITURE_SHARE, true},
        {"The harbour seen from the west pier. Getty Images", LEC_FURNITURE_CAPTION, true},
        {"Home | About us | Contact us", LEC_FURNITURE_NAVIGATION, true},
        {"Artikel teilen", LEC_FURNITURE_SHARE, true},
        {"Lire aussi : la gare ferme", LEC_FURNITURE_RELATED, true},
        {"No home is like a home that has a door to the garden", LEC_FURNITURE_NONE, false},
        {"", LEC_FURNITURE_NONE, false},
        {"...", LEC_FURNITURE_NONE, false},
    };
    fixture f;
    fixture_start(&f);
    const lec_furniture *furniture = NULL;
    assert_int_equal(lec_furniture_load(&f.arena, f.scratch, &WITH_TABLES, &furniture, &f.error),
                     LEC_OK);
    assert_non_null(furniture);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        lec_furniture_match found = lec_furniture_find(furniture, lec_str_of(ROWS[i].text));
        if (found.kind != ROWS[i].kind || found.strong != ROWS[i].strong) {
            fail_msg("\"%s\": kind %d, strong %d", ROWS[i].text, (int)found.kind, found.strong);
        }
    }
    fixture_end(&f);
}

static void without_tables_nothing_matches(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    const lec_furniture *furniture = NULL;
    assert_int_equal(lec_furniture_load(&f.arena, f.scratch, &(lec_intake_options){.format = NULL},
                                        &furniture, &f.error),
                     LEC_OK);
    assert_null(furniture);
    assert_int_equal(lec_furniture_find(furniture, LEC_STR("Skip to content")).kind,
                     LEC_FURNITURE_NONE);
    fixture_end(&f);
}

/* A folder with one table, below the folder of temporary files. */
typedef struct rules_folder {
    char top[64], lang[80], table[112];
} rules_folder;

static void write_rules(rules_folder *rules, const char *text)
{
    (void)snprintf(rules->top, sizeof rules->top, "/tmp/lectern-rules-XXXXXX");
    assert_non_null(mkdtemp(rules->top));
    (void)snprintf(rules->lang, sizeof rules->lang, "%s/en", rules->top);
    (void)snprintf(rules->table, sizeof rules->table, "%s/furniture.tsv", rules->lang);
    assert_int_equal(mkdir(rules->lang, 0700), 0);
    FILE *file = fopen(rules->table, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_rules(const rules_folder *rules)
{
    assert_int_equal(unlink(rules->table), 0);
    assert_int_equal(rmdir(rules->lang), 0);
    assert_int_equal(rmdir(rules->top), 0);
}

static void a_table_of_the_users_adds_phrases(void **state)
{
    (void)state;
    fixture f;
    rules_folder rules;
    fixture_start(&f);
    write_rules(&rules, "# mine\nread it in the app **\tcall\tstrong\tof one paper\n");
    const lec_intake_options options = {.voices = "voices", .rules = rules.top};
    const lec_furniture *furniture = NULL;
    assert_int_equal(lec_furniture_load(&f.arena, f.scratch, &options, &furniture, &f.error),
                     LEC_OK);
    assert_int_equal(lec_furniture_find(furniture, LEC_STR("Read it in the app: it is free")).kind,
                     LEC_FURNITURE_CALL);
    assert_int_equal(lec_furniture_find(furniture, LEC_STR("Share this article")).kind,
                     LEC_FURNITURE_SHARE);
    remove_rules(&rules);
    fixture_end(&f);
}

static void a_malformed_table_is_named(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "# mine\nread it\tcalls\tstrong\n",
        "# mine\nread it\tcall\tsure\n",
        "# mine\n**\tcall\tstrong\n",
        "# mine\nread it\tcall\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        fixture f;
        rules_folder rules;
        fixture_start(&f);
        write_rules(&rules, TEXTS[i]);
        const lec_intake_options options = {.rules = rules.top};
        const lec_furniture *furniture = NULL;
        assert_int_equal(lec_furniture_load(&f.arena, f.scratch, &options, &furniture, &f.error),
                         LEC_DATA);
        assert_int_equal(f.error.line, 2);
        assert_non_null(strstr(f.error.source, "furniture.tsv"));
        remove_rules(&rules);
        fixture_end(&f);
    }
}

/* ---- a page */

#define HEADLINE "Ferry to the Outer Islands Returns After Nine Years"
#define SUMMARY  "The ferry to the outer islands sailed again on Monday after a pause of nine years."
#define LEAD                                                                                       \
    SUMMARY " Two hundred people stood on the quay at Hallow to see it leave, said the harbour "   \
            "master, Ruth Vane, and most of them had brought a flask."
#define SECOND                                                                                     \
    "\"We counted the days,\" said Ms Vane, who has kept the harbour's books since the last boat " \
    "was sold. The new one carries forty cars, she added, and runs on batteries that are charged " \
    "at night."
#define THIRD                                                                                      \
    "The council has paid half of the price of the boat, about six million crowns. The other "     \
    "half comes from the islanders, who held a lottery, three concerts and a sale of knitted "     \
    "gloves."
#define CAPTION "A woman waves from the deck as the boat passes the light at the end of the pier."

static const char PAGE[] = "Skip to main content\n\n"
                           "Menu\n\n"
                           "News\n\n"
                           "Sign in\n\n" HEADLINE "\n\n" CAPTION "\n\n" SUMMARY "\n\n" LEAD "\n\n"
                           "Ferry to the Outer Islands Returns After Nine Yea\n"
                           "please wait\n\n"
                           "No media source currently available\n\n"
                           "0:00 0:02:11 0:00\n\n" SECOND "\n\n"
                           "Advertisement\n\n" THIRD "\n\n"
                           "Related stories\n"
                           "Island School Gets a Second Teacher\n"
                           "Lighthouse To Be Painted in Spring\n\n"
                           "Share this article\n\n"
                           "12 comments\n\n"
                           "Privacy Policy\n";

static void a_page_gives_its_article(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_text(&f, PAGE, &WITH_TABLES);
    assert_string_equal(fixture_dump(&f), "h1:" HEADLINE "|p:" LEAD "|p:" SECOND "|p:" THIRD);
    assert_true(lec_str_equal(f.document.facts.title, LEC_STR(HEADLINE)));
    fixture_end(&f);
}

static const lec_block *left_out(const fixture *f, const char *text)
{
    for (size_t i = 0; i < f->document.left_out_count; i++) {
        if (lec_str_equal(f->document.left_out[i].text, lec_str_of(text))) {
            return &f->document.left_out[i];
        }
    }
    fail_msg("\"%s\" was not left out", text);
    return NULL;
}

static void each_piece_has_its_rule(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rule;
    } ROWS[] = {
        {"Skip to main content", "navigation"},
        {CAPTION, "caption"},
        {SUMMARY, "repeated"},
        {"Ferry to the Outer Islands Returns After Nine Yea", "repeated"},
        {"0:00 0:02:11 0:00", "player"},
        {"No media source currently available", "player"},
        {"Advertisement", "advert"},
        {"Related stories", "related"},
        {"Lighthouse To Be Painted in Spring", "page"},
        {"Share this article", "share"},
        {"12 comments", "comments"},
        {"Privacy Policy", "legal"},
    };
    fixture f;
    fixture_start(&f);
    read_text(&f, PAGE, &WITH_TABLES);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const lec_block *block = left_out(&f, ROWS[i].text);
        assert_string_equal(block->rule, ROWS[i].rule);
        assert_true(block->reason && *block->reason);
    }
    assert_int_equal(left_out(&f, CAPTION)->kind, LEC_BLOCK_CAPTION);
    fixture_end(&f);
}

static void all_can_be_kept(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_text(&f, PAGE,
              &(lec_intake_options){.format = "text", .voices = "voices", .keep_all = true});
    assert_int_equal(f.document.left_out_count, 0);
    assert_int_equal(f.document.block_count, 21);
    fixture_end(&f);
}

static void captions_can_be_spoken(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_text(&f, PAGE,
              &(lec_intake_options){.format = "text", .voices = "voices", .captions = true});
    assert_string_equal(fixture_dump(&f),
                        "h1:" HEADLINE "|caption:" CAPTION "|p:" LEAD "|p:" SECOND "|p:" THIRD);
    fixture_end(&f);
}

/* What readers wrote is prose too, but it stands under names and dates. */
static void comments_are_not_the_article(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_text(
        &f,
        "Skip to content\n\nLog in\n\nShare this article\n\n" HEADLINE "\n\n" LEAD "\n\n" SECOND
        "\n\n" THIRD "\n\n"
        "Anna on March 3, 2021 at 4:12 pm\n\n"
        "I was on the quay that morning, and the flask was mine. It had soup in it.\n\n"
        "Bo on March 4, 2021 at 9:01 am\n\n"
        "Soup is the right thing for it, as anybody knows who has waited there in the rain.\n\n"
        "Carl on March 4, 2021 at 9:30 am\n\n"
        "When does the next boat leave, and may dogs travel on it without a ticket?\n",
        &WITH_TABLES);
    assert_string_equal(fixture_dump(&f), "h1:" HEADLINE "|p:" LEAD "|p:" SECOND "|p:" THIRD);
    fixture_end(&f);
}

/* ---- texts that were never on a page */

static const char *const WHOLE[] = {
    /* an email */
    "From: Ada\nSubject: Thursday\nDate: 3 March 2021\n\nDear Bo,\n\n"
    "can you bring the ladder on Thursday? I have asked Carl, but his is too short.\n\n"
    "Please wait for me at the gate. I shall be late.\n\nAda\n\n--\nAda Lind\nHome: 555 0100\n",
    /* a README */
    "kettle\n======\n\nkettle boils water over the network.\n\nInstallation\n------------\n\n"
    "Run make and then make install.\n\nContact\n-------\n\nSend patches to the list.\n\n"
    "License\n-------\n\nCopyright (c) 2019 The kettle authors. All rights reserved.\n",
    /* a poem */
    "Share\n\nI had one apple\nand you had none\n\nI had a half then\nand you had one\n\n"
    "Home\n\nThe light went on\nthe door stood wide\n\nI had the street\nand you the inside\n",
    /* a play */
    "THE LAST TRAM\n\nANNA\nBO\nTHE DRIVER\n\nANNA: Is this the last one?\n\n"
    "BO: It is the next one.\n\nTHE DRIVER: Please wait.\n\nANNA: For what?\n\n"
    "THE DRIVER: For the next one.\n",
    /* a recipe */
    "Bread for Two\n\n300 g of flour\n1 pinch of salt\n2 spoons of oil\nwater\n\n"
    "1. Mix the flour with the salt.\n2. Add oil and water.\n3. Wait.\n\nServes two. Print it.\n",
    /* a list */
    "Things to do\n\n- call the bank\n- search for the key\n- reply to Bo\n- more tea\n- "
    "subscribe\n",
    /* a transcript */
    "Anna: Did you follow him?\nBo: No. He closed the menu and went home.\n"
    "Anna: What did he say?\nBo: \"Next.\"\nAnna: Next?\nBo: Yes. As in a shop.\n",
    /* prose with one stray line of a page */
    LEAD "\n\n" SECOND "\n\nAdvertisement\n\n" THIRD "\n",
};

static void other_texts_come_through_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
        fixture plain, tables;
        fixture_start(&plain);
        fixture_start(&tables);
        read_text(&plain, WHOLE[i], &(lec_intake_options){.format = "text", .keep_all = true});
        read_text(&tables, WHOLE[i], &WITH_TABLES);
        assert_int_equal(tables.document.left_out_count, 0);
        assert_string_equal(fixture_dump(&tables), fixture_dump(&plain));
        fixture_end(&tables);
        fixture_end(&plain);
    }
}

static void a_byline_is_no_heading(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    read_text(&f,
              HEADLINE "\n\nBy Ann Lind\n\nMarch 3, 2021\n\n" LEAD "\n\nBy the River\n\n" SECOND,
              &WITH_TABLES);
    assert_string_equal(fixture_dump(&f), "h1:" HEADLINE "|p:By Ann Lind|p:March 3, 2021|p:" LEAD
                                          "|h2:By the River|p:" SECOND);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases),
        cmocka_unit_test(without_tables_nothing_matches),
        cmocka_unit_test(a_table_of_the_users_adds_phrases),
        cmocka_unit_test(a_malformed_table_is_named),
        cmocka_unit_test(a_page_gives_its_article),
        cmocka_unit_test(each_piece_has_its_rule),
        cmocka_unit_test(all_can_be_kept),
        cmocka_unit_test(captions_can_be_spoken),
        cmocka_unit_test(comments_are_not_the_article),
        cmocka_unit_test(a_byline_is_no_heading),
        cmocka_unit_test(other_texts_come_through_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
