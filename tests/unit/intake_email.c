/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: their subject and text, what of them is not read, and those made to harm. */
#include "intake_fixture.h"

#include "../support/document_fault.h"
#include "intake/mime.h"

#define HEAD "From: \"Miller, Ruth\" <ruth@example.org>\r\nTo: tom@example.org\r\n"

typedef struct mail {
    fixture f;
    lec_documents documents;
    lec_intake_options options;
} mail;

static lec_status mail_read_bytes(mail *m, lec_str bytes)
{
    lec_status status = lec_intake_bytes(&m->f.arena, m->f.scratch, LEC_STR("my.eml"), bytes,
                                         &m->options, &m->documents, &m->f.error);
    for (size_t i = 0; status == LEC_OK && i < m->documents.count; i++) {
        assert_null(document_fault(&m->documents.items[i]));
    }
    if (status == LEC_OK) {
        m->f.document = m->documents.items[0];
    }
    return status;
}

static lec_status mail_read(mail *m, const char *text)
{
    *m = (mail){.options = {.voices = "voices"}};
    fixture_start(&m->f);
    return mail_read_bytes(m, lec_str_of(text));
}

static void mail_end(mail *m)
{
    fixture_end(&m->f);
}

/* "rule:text|rule:text" of blocks. */
static const char *left_out(mail *m)
{
    lec_buf buf = {.arena = &m->f.arena};
    for (size_t i = 0; i < m->f.document.left_out_count; i++) {
        const lec_block *block = &m->f.document.left_out[i];
        lec_buf_printf(&buf, "%s%s:%.*s", i ? "|" : "", block->rule, (int)block->text.len,
                       block->text.ptr);
    }
    lec_buf_byte(&buf, '\0');
    return lec_buf_str(&buf).ptr;
}

/* ---- tables of messages */

typedef struct row {
    const char *text, *dump, *left_out;
} row;

static void check(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mail m;
        lec_status status = mail_read(&m, rows[i].text);
        assert_string_equal(m.f.error.message, "");
        assert_int_equal(status, LEC_OK);
        assert_string_equal(fixture_dump(&m.f), rows[i].dump);
        assert_string_equal(left_out(&m), rows[i].left_out);
        mail_end(&m);
    }
}

#define CHECK(rows) check((rows), sizeof(rows) / sizeof *(rows))

static const row SUBJECTS[] = {
    {HEAD "Subject: Plain words\r\n\r\nText.\r\n", "h1:Plain words|p:Text.", ""},
    {HEAD "Subject: Re: AW: Fwd: Plain\n\nText.\n", "h1:Plain|p:Text.", ""},
    {HEAD "Subject: Re[2]: Regarding: it\n\nText.\n", "h1:Regarding: it|p:Text.", ""},
    {HEAD "Subject: Re:\n\nText.\n", "h1:Re:|p:Text.", ""},
    {HEAD "Subject: =?UTF-8?Q?The_caf=C3?= =?UTF-8?Q?=A9_?=\r\n =?iso-8859-1?B?6Q==?= "
          "and\r\n\tmore\r\n\r\nText.",
     "h1:The café é and more|p:Text.", ""},
    {HEAD "Subject: =?KOI8-R?B?8NLJ18XU?=\n\nText.", "h1:Привет|p:Text.", ""},
    {HEAD "Subject: =?x?z?a?= =?UTF-8?q?b =?\n\nText.", "h1:=?x?z?a?= =?UTF-8?q?b =?|p:Text.", ""},
    {HEAD "Subject: caf\xE9\n\nText.", "h1:café|p:Text.", ""},
    {HEAD "Date: today\n\nText.", "p:Text.", ""},
    {"From ann@example.org Tue Mar  3 09:15:00 2026\n" HEAD "Subject: S\n\nText.", "h1:S|p:Text.",
     ""},
};

static void the_subject_is_the_title(void **state)
{
    (void)state;
    CHECK(SUBJECTS);
}

static void a_header_gives_facts(void **state)
{
    (void)state;
    static const struct {
        const char *from, *author;
    } ROWS[] = {
        {"\"Miller, Ruth\" <r@example.org>, b@example.org", "Miller, Ruth"},
        {"r@example.org (Ruth Miller)", "Ruth Miller"},
        {"<r@example.org>", "r@example.org"},
        {"=?utf-8?q?R=C3=BCth?= <r@example.org>", "Rüth"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        mail m;
        lec_arena text;
        assert_int_equal(lec_arena_init(&text, 0, NULL), LEC_OK);
        lec_str all = lec_arena_printf(&text,
                                       "From: %s\nDate: Tue, 3 Mar 2026 09:15:00 +0100\n"
                                       "Content-Language: en-GB\nSubject: S\n\nText.",
                                       ROWS[i].from);
        assert_int_equal(mail_read(&m, all.ptr), LEC_OK);
        const lec_facts *facts = &m.f.document.facts;
        assert_string_equal(lec_arena_cstr(&text, facts->author), ROWS[i].author);
        assert_string_equal(lec_arena_cstr(&text, facts->date), "2026-03-03T09:15:00+01:00");
        assert_string_equal(lec_arena_cstr(&text, facts->title), "S");
        assert_string_equal(lec_arena_cstr(&text, facts->lang), "en-GB");
        lec_arena_free(&text);
        mail_end(&m);
    }
}

#define PLAIN "Content-Type: text/plain; charset="

static const row BODIES[] = {
    {HEAD "Subject: S\n" PLAIN "iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
          "The caf=E9 is open until seven =\no'clock.",
     "h1:S|p:The café is open until seven o'clock.", ""},
    {HEAD "Subject: S\n" PLAIN "\"utf-8\"\nContent-Transfer-Encoding: BASE64\n\n"
          "VGhlIGNh\r\nZsOpLg==\r\n",
     "h1:S|p:The café.", ""},
    {HEAD "Subject: S\n" PLAIN "windows-1251\nContent-Transfer-Encoding: 8bit\n\n\xCF\xF0\xE8.",
     "h1:S|p:При.", ""},
    {HEAD "Subject: S\n" PLAIN "utf-8; format=flowed\n\n"
          "One line that goes on \nin the next one.\n\nAnd another.",
     "h1:S|p:One line that goes on in the next one.|p:And another.", ""},
    {HEAD "Subject: S\n" PLAIN "utf-8; format=flowed; delsp=yes\n\nOne wo \nrd.",
     "h1:S|p:One word.", ""},
    {HEAD "Subject: S\n" PLAIN "unheard-of\n\nText.", "h1:S|p:Text.", ""},
    {HEAD "Subject: S\nContent-Type: text/html\n\n<p>A <b>bold</b> word.</p>",
     "h1:S|p:A bold word.", ""},
};

static void bodies_are_decoded(void **state)
{
    (void)state;
    CHECK(BODIES);
}

#define MIXED(parts)                                                                               \
    HEAD "Subject: S\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"a b\"\n\n"      \
         "Preamble.\n--a b\n" parts "\n--a b--\nEpilogue.\n"
#define ALTERNATIVE(plain, html)                                                                   \
    "Content-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/plain\n\n" plain \
    "\n--in\nContent-Type: text/html\n\n" html "\n--in--\n"

static const row PARTS[] = {
    {MIXED(ALTERNATIVE("The plain words.", "<h1>Head</h1><p>The marked words.</p>")),
     "h1:S|h2:Head|p:The marked words.", ""},
    {MIXED(ALTERNATIVE("All the plain words that there are in it.", "<p>See the text.</p>")),
     "h1:S|p:All the plain words that there are in it.", ""},
    {MIXED(ALTERNATIVE("The plain words.", "<style>p { color: red; background: blue }</style>")),
     "h1:S|p:The plain words.", ""},
    {MIXED("\nFirst.\n--a b\nContent-Type: text/plain\nContent-Disposition: attachment; "
           "filename=b.txt\n\nAttached.\n--a b\n\nSecond."),
     "h1:S|p:First.|p:Second.", ""},
    {MIXED("Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: image/png\n\nAAAA\n"
           "--r\nContent-Type: text/html\n\n<p>Page.</p>\n--r\nContent-Type: text/html\n\n"
           "<p>Frame.</p>\n--r--"),
     "h1:S|p:Page.", ""},
    {MIXED("Content-Type: message/rfc822\n\n" HEAD "Subject: Inner\n\nInner words."),
     "h1:S|p:Inner words.", ""},
    {MIXED("\nOuter.\n--a b\nContent-Type: message/rfc822\n\n" HEAD "Subject: I\n\nInner."),
     "h1:S|p:Outer.", ""},
    {HEAD "Subject: S\nContent-Type: multipart/signed; boundary=s\n\n--s\n\nSigned.\n--s\n"
          "Content-Type: text/plain\n\nSignature.\n--s--",
     "h1:S|p:Signed.", ""},
};

static void the_parts_that_say_it_best_are_read(void **state)
{
    (void)state;
    CHECK(PARTS);
}

static void other_parts_stand_in_the_ledger(void **state)
{
    (void)state;
    mail m;
    assert_int_equal(mail_read(&m, MIXED("\nText.\n--a b\nContent-Type: application/pdf\n"
                                         "Content-Disposition: attachment; "
                                         "filename*0*=utf-8''r%C3%A9; filename*1=port.pdf\n\n"
                                         "JVBERi0=")),
                     LEC_OK);
    const lec_document *document = &m.f.document;
    bool found = false;
    for (size_t i = 0; i < document->omission_count; i++) {
        const lec_omission *omission = &document->omissions[i];
        if (strcmp(omission->rule, "attachment") == 0) {
            lec_source_place place = lec_source_find(document->source, omission->span.start);
            assert_string_equal(lec_arena_cstr(&m.f.arena, place.name), "my.eml/réport.pdf");
            assert_true(omission->reason[0] != '\0');
            found = true;
        }
    }
    assert_true(found);
    mail_end(&m);
}

#define TEXT(body) HEAD "Subject: S\n\n" body
#define HTML(body) HEAD "Subject: S\nContent-Type: text/html; charset=utf-8\n\n" body

static const row OTHERS[] = {
    {TEXT("Yes, it is.\n\nOn Mon, 2 Mar 2026, Tom <t@example.org> wrote:\n> Is it?\n> > Was it?\n"),
     "h1:S|p:Yes, it is.",
     "quoted-reply:On Mon, 2 Mar 2026, Tom <t@example.org> wrote:|quoted-reply:Is it?|"
     "quoted-reply:Was it?"},
    {TEXT("It is free.\n\n-- \nRuth\nKeeper\n"), "h1:S|p:It is free.",
     "signature:Ruth|signature:Keeper"},
    {TEXT("All of it stands here.\n-- \n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7\n\n8\n\n9\n\n10\n"
          "\n11\n\n12\n\n13\n"),
     "h1:S|p:All of it stands here.|p:1|p:2|p:3|p:4|p:5|p:6|p:7|p:8|p:9|p:10|p:11|p:12|p:13", ""},
    {TEXT("-- \nAll of it stands here.\n"), "h1:S|p:All of it stands here.", ""},
    {TEXT("It is fine.\n\n-----Original Message-----\nFrom: Tom\nSent: Mon\n\nIs it?\n"),
     "h1:S|p:It is fine.",
     "quoted-reply:-----Original Message----- From: Tom|quoted-reply:Sent: Mon|"
     "quoted-reply:Is it?"},
    {TEXT("Ja, gern.\n\nVon: Tom\nGesendet: Montag\nAn: Ruth\nBetreff: S\n\nKommst du?\n"),
     "h1:S|p:Ja, gern.",
     "quoted-reply:Von: Tom|quoted-reply:Gesendet: Montag|quoted-reply:An: Ruth|"
     "quoted-reply:Betreff: S|quoted-reply:Kommst du?"},
    {TEXT("---------- Forwarded message ---------\nFrom: Tom\nDate: Mon\nSubject: P\nTo: Ann\n\n"
          "We go at noon.\n"),
     "h1:S|p:We go at noon.",
     "forwarded-header:---------- Forwarded message --------- From: Tom|"
     "forwarded-header:Date: Mon|forwarded-header:Subject: P|forwarded-header:To: Ann"},
    {TEXT("> All of it is quoted.\n"), "h1:S|q1:All of it is quoted.", ""},
    {TEXT("Words -- and more.\n\nFrom here on it is easy: walk.\n"),
     "h1:S|p:Words -- and more.|p:From here on it is easy: walk.", ""},
    {HTML("<div>Thanks.</div><div class='gmail_quote'><div class='gmail_attr'>On Tue, Tom wrote:"
          "</div><blockquote class='gmail_quote'><div>Old <div>words</div></div></blockquote>"
          "</div><p>After.</p><div class='gmail_signature'>Ann</div>"),
     "h1:S|p:Thanks.|p:After.",
     "quoted-reply:On Tue, Tom wrote:|quoted-reply:Old|quoted-reply:words|signature:Ann"},
    {HTML("<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------"
          "</div><p>What matters.</p></div>"),
     "h1:S|p:What matters.", "forwarded-header:---------- Forwarded message ---------"},
    {HTML("<p>Fine.</p><hr><div id='divRplyFwdMsg'>From: Tom</div><p>Old.</p>"), "h1:S|p:Fine.",
     "quoted-reply:From: Tom|quoted-reply:Old."},
    {HTML("<p>Yes.</p><p>On Monday, Tom wrote:</p><blockquote type='cite'><p>No?</p></blockquote>"),
     "h1:S|p:Yes.", "quoted-reply:On Monday, Tom wrote:|quoted-reply:No?"},
    {HTML("<h1>S!</h1><p>Text.</p>"), "h1:S|p:Text.", "repeated-title:S!"},
};

static void what_is_not_its_own_is_left_out(void **state)
{
    (void)state;
    CHECK(OTHERS);
}

static void all_is_kept_on_request(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        mail m = {.options = {.keep_all = true}};
        fixture_start(&m.f);
        assert_int_equal(mail_read_bytes(&m, lec_str_of(OTHERS[i].text)), LEC_OK);
        assert_int_equal(m.f.document.left_out_count, 0);
        mail_end(&m);
    }
}

static const row NEWSLETTERS[] = {
    {HEAD "Subject: S\nList-Unsubscribe: <mailto:u@example.org>\nContent-Type: text/html\n\n"
          "<table><tr><td><p>View this email in your browser</p></td></tr><tr><td><h1>Bridge</h1>"
          "<p>It is open again, and all who came were glad.</p></td></tr><tr><td><p>You are "
          "receiving this email because you signed up.</p><p>Unsubscribe from this list</p></td>"
          "</tr></table><img src='http://example.org/p.gif' width='1' height='1'>",
     "h1:S|h2:Bridge|p:It is open again, and all who came were glad.",
     "call:View this email in your browser|"
     "call:You are receiving this email because you signed up.|call:Unsubscribe from this list"},
};

static void newsletters_do_not_speak_of_themselves(void **state)
{
    (void)state;
    CHECK(NEWSLETTERS);
}

/* ---- several messages, and pages */

static void an_mbox_gives_a_story_for_each_message(void **state)
{
    (void)state;
    mail m;
    assert_int_equal(mail_read(&m, "From a@example.org Tue Mar  3 09:15:00 2026\n" HEAD
                                   "Subject: One\n\nFirst.\n\nFrom there it is near.\n\n"
                                   "From b@example.org Tue Mar  3 09:16:00 2026\n" HEAD
                                   "Subject: Two\n\nSecond.\n\n"
                                   "From c@example.org Tue Mar  3 09:17:00 2026\n" HEAD
                                   "Subject: Three\nContent-Type: image/png\n\nAAAA\n"),
                     LEC_OK);
    assert_int_equal(m.documents.count, 2);
    assert_string_equal(fixture_dump(&m.f), "h1:One|p:First.|p:From there it is near.");
    m.f.document = m.documents.items[1];
    assert_string_equal(fixture_dump(&m.f), "h1:Two|p:Second.");
    assert_int_equal(m.documents.note_count, 1);
    assert_string_equal(lec_arena_cstr(&m.f.arena, m.documents.notes[0]),
                        "1 of 3 messages are passed over: nothing to speak: this message has no "
                        "text");
    mail_end(&m);
}

static void a_saved_page_is_read_as_a_page(void **state)
{
    (void)state;
    mail m;
    assert_int_equal(
        mail_read(&m,
                  "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\n"
                  "Subject: The bridge is open - Paper\nMIME-Version: 1.0\n"
                  "Content-Type: multipart/related; type=\"text/html\"; boundary=\"--x\"\n\n"
                  "----x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
                  "<html><head><title>The bridge is open - Paper</title></head><body><nav>"
                  "<a href=3D\"/\">Home</a> <a href=3D\"/n\">News</a></nav><article>"
                  "<h1>The bridge is open</h1><p>The bridge over the river is open again, and all "
                  "the town was there to see it on its first day.</p><p>There was music in the "
                  "street, and there was cake for each and every one who came.</p></article>"
                  "</body></html>\n----x\nContent-Type: text/css\n\np {}\n----x--\n"),
        LEC_OK);
    assert_int_equal(strncmp(fixture_dump(&m.f), "h1:The bridge is open|p:The bridge over", 39), 0);
    assert_null(strstr(fixture_dump(&m.f), "Home"));
    assert_string_equal(lec_arena_cstr(&m.f.arena, m.f.document.facts.url),
                        "https://example.org/a");
    assert_int_equal(m.f.document.facts.author.len, 0);
    mail_end(&m);
}

/* ---- what is no message, and what is none to read */

static void text_that_only_looks_like_it_is_no_message(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "Title: A thing\nDate: today\n\nText.",
        "From: here\n\nText.",
        "Dear Tom,\n\nFrom: nobody\nTo: nobody\n",
        "From the hill one sees the sea.\nSubject: none\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        fixture f;
        lec_documents documents;
        fixture_start(&f);
        assert_int_equal(lec_intake_bytes(&f.arena, f.scratch, LEC_STR("a.txt"),
                                          lec_str_of(TEXTS[i]), NULL, &documents, &f.error),
                         LEC_OK);
        assert_int_equal(documents.items[0].source->member_count, 0);
        fixture_end(&f);
    }
}

static void messages_without_text_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } ROWS[] = {
        {HEAD "Subject: S\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n"
              "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--x--\n",
         "this message is encrypted; decrypt it in your mail program and save it from there"},
        {HEAD "Subject: S\nContent-Type: application/pkcs7-mime\n\nAAAA",
         "this message is encrypted; decrypt it in your mail program and save it from there"},
        {MIXED("Content-Type: image/png\n\nAAAA"),
         "this message has no text of its own, but only what is attached to it"},
        {HEAD "Subject: S\n\n  \n", "nothing to speak: this message has no text"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        mail m;
        assert_int_equal(mail_read(&m, ROWS[i].text), LEC_DATA);
        assert_string_equal(m.f.error.message, ROWS[i].message);
        mail_end(&m);
    }
}

static void a_message_that_is_cut_short_says_so(void **state)
{
    (void)state;
    mail m;
    assert_int_equal(mail_read(&m, HEAD "Subject: S\nContent-Type: multipart/mixed; boundary=x\n\n"
                                        "--x\n\nThe beginning of"),
                     LEC_OK);
    assert_string_equal(lec_arena_cstr(&m.f.arena, m.f.document.warning),
                        "this message is cut short: its last part has no end");
    mail_end(&m);
}

/* ---- made to harm: beyond the linear these would not end, or not fit */

typedef struct hostile {
    const char *start, *repeated, *end;
    size_t times;
} hostile;

#define MULTI "Subject: S\nContent-Type: multipart/mixed; boundary=x\n\n"

static const hostile HOSTILE[] = {
    {HEAD "Subject: ", "=?utf-8?q?", "\n\nText.", 20000},
    {HEAD "Subject: ", "=?utf-8?q?a?= ", "\n\nText.", 10000},
    {HEAD "Subject: ", "Re: ", "x\n\nText.", 20000},
    {HEAD "Subject: a\n", " b\n", "\nText.", 20000},
    {HEAD, "X: y\n", "Subject: S\n\nText.", 20000},
    {HEAD MULTI, "--x\n", "\nText.", 100000},
    {HEAD MULTI, "--x", "\n\nText.", 100000},
    {HEAD MULTI "--x\n", "Content-Type: message/rfc822\n\n", "From: a\n\nText.\n", 5000},
    {HEAD MULTI "--x\n", "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "\nText.", 5000},
    {HEAD "Subject: S\n\n", "> ", "\nText.", 50000},
    {HEAD "Subject: S\n\n", "From: a\nTo: b\nDate: c\n\n", "Text.", 10000},
    {HEAD "Subject: S\n\n", "-----a-----\n", "Text.", 20000},
    {HEAD "Subject: S\nContent-Type: text/html\n\n", "<a class='gmail_quote'>", "Text.", 2000},
    {HEAD "Subject: S\nContent-Type: text/html\n\n<p>T", "<a class=\"", "Text.", 20000},
    {HEAD "Content-Type: text/plain; ", "name*0*=a; ", "\n\nText.", 5000},
    {"From a\n" HEAD "\nText.\n", "\nFrom b\n", "\nText.", 20000},
};

static void hostile_messages_cost_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        mail m = {0};
        fixture_start(&m.f);
        lec_arena memory;
        assert_int_equal(lec_arena_init(&memory, (size_t)64 << 20, NULL), LEC_OK);
        lec_buf text = {.arena = &memory};
        lec_buf_add(&text, lec_str_of(HOSTILE[i].start));
        for (size_t n = 0; n < HOSTILE[i].times; n++) {
            lec_buf_add(&text, lec_str_of(HOSTILE[i].repeated));
        }
        lec_buf_add(&text, lec_str_of(HOSTILE[i].end));
        lec_status status = mail_read_bytes(&m, lec_buf_str(&text));
        assert_true(status == LEC_OK || (status == LEC_DATA && m.f.error.message[0]));
        lec_arena_free(&memory);
        mail_end(&m);
    }
}

/* ---- the pieces */

static void pieces_are_decoded_as_written(void **state)
{
    (void)state;
    fixture f;
    fixture_start(&f);
    lec_arena *a = &f.arena;
    const lec_str value = LEC_STR("text/html; a=\"x;\\\"y\" ; Charset = \"utf-8\"; b");
    assert_string_equal(lec_arena_cstr(a, mime_parameter(a, value, "charset")), "utf-8");
    assert_string_equal(lec_arena_cstr(a, mime_parameter(a, value, "a")), "x;\"y");
    assert_int_equal(mime_parameter(a, value, "c").len, 0);
    assert_string_equal(lec_arena_cstr(a, mime_unquoted(a, LEC_STR("a=3Db= \r\nc=ZZ_="), false)),
                        "a=bc=ZZ_");
    assert_string_equal(lec_arena_cstr(a, mime_unbase64(a, LEC_STR("aGk=aGk!"))), "hihi");
    assert_string_equal(lec_arena_cstr(a, mime_utf8(a, (lec_str){"a\0b", 3}, LEC_STR("utf-8"))),
                        "a\xEF\xBF\xBD"
                        "b");
    assert_string_equal(lec_arena_cstr(a, mime_utf8(a,
                                                    LEC_STR("\x1B$B"
                                                            "$3"
                                                            "\x1B(B"),
                                                    LEC_STR("iso-2022-jp"))),
                        "こ");
    assert_string_equal(lec_arena_cstr(a, mime_utf8(a, LEC_STR("é\xE9"), LEC_STR("utf-8//X"))),
                        "éé");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_subject_is_the_title),
        cmocka_unit_test(a_header_gives_facts),
        cmocka_unit_test(bodies_are_decoded),
        cmocka_unit_test(the_parts_that_say_it_best_are_read),
        cmocka_unit_test(other_parts_stand_in_the_ledger),
        cmocka_unit_test(what_is_not_its_own_is_left_out),
        cmocka_unit_test(all_is_kept_on_request),
        cmocka_unit_test(newsletters_do_not_speak_of_themselves),
        cmocka_unit_test(an_mbox_gives_a_story_for_each_message),
        cmocka_unit_test(a_saved_page_is_read_as_a_page),
        cmocka_unit_test(text_that_only_looks_like_it_is_no_message),
        cmocka_unit_test(messages_without_text_are_refused),
        cmocka_unit_test(a_message_that_is_cut_short_says_so),
        cmocka_unit_test(hostile_messages_cost_no_more),
        cmocka_unit_test(pieces_are_decoded_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
