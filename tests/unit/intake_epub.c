/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Books: their order, their titles, what of them is left out, and those that cannot be read. */
#include "intake_fixture.h"

#include "../support/document_fault.h"
#include "intake/langtag.h"
#include "zip_fixture.h"

/* ---- making books */

#define CONTAINER                                                                                  \
    "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"
#define PAGE(body)                                                                                 \
    "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' "                             \
    "xmlns:epub='http://www.idpf.org/2007/ops'><head><title>x</title></head><body>" body           \
    "</body></html>"
#define ITEM(id, href) "<item id='" id "' href='" href "' media-type='application/xhtml+xml'/>"
#define REF(id)        "<itemref idref='" id "'/>"
#define PACKAGE(meta, items, refs)                                                                 \
    "<package><metadata>" meta "</metadata><manifest>" items "</manifest><spine toc='ncx'>" refs   \
    "</spine></package>"

typedef struct book {
    fixture f;
    lec_arena folder;
    zip_writer zip;
    lec_intake_options options;
} book;

static void book_start(book *b)
{
    *b = (book){0};
    fixture_start(&b->f);
    assert_int_equal(lec_arena_init(&b->folder, (size_t)64 << 20, NULL), LEC_OK);
    b->zip = (zip_writer){.files = {.arena = &b->f.arena}, .folder = {.arena = &b->folder}};
    zip_add(&b->zip, "mimetype", "application/epub+zip");
    zip_add(&b->zip, "META-INF/container.xml", CONTAINER);
}

static lec_status book_read(book *b)
{
    lec_documents documents = {0};
    lec_str bytes = zip_end(&b->zip);
    lec_status status = lec_intake_bytes(&b->f.arena, b->f.scratch, LEC_STR("my.epub"), bytes,
                                         &b->options, &documents, &b->f.error);
    if (status == LEC_OK) {
        assert_int_equal(documents.count, 1);
        b->f.document = documents.items[0];
        assert_null(document_fault(&b->f.document));
    }
    return status;
}

static void book_end(book *b)
{
    lec_arena_free(&b->folder);
    fixture_end(&b->f);
}

/* "rule:text|rule:text" */
static const char *left_out(book *b)
{
    lec_buf buf = {.arena = &b->f.arena};
    for (size_t i = 0; i < b->f.document.left_out_count; i++) {
        const lec_block *block = &b->f.document.left_out[i];
        lec_buf_printf(&buf, "%s%s:%.*s", i ? "|" : "", block->rule, (int)block->text.len,
                       block->text.ptr);
    }
    lec_buf_byte(&buf, '\0');
    return lec_buf_str(&buf).ptr;
}

#define ASSERT_FACT(fact, wanted)                                                                  \
    assert_string_equal(lec_arena_cstr(&b.f.arena, b.f.document.facts.fact), wanted)

/* ---- reading them */

static void the_spine_is_read_in_order_under_the_titles_of_the_contents(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(&b.zip, "OPS/book.opf",
            PACKAGE("<dc:title>Salt &amp; <i>Sea</i></dc:title><dc:language>en-GB</dc:language>",
                    "<item id='nav' href='nav.xhtml' properties='nav' "
                    "media-type='application/xhtml+xml'/>" ITEM("p", "p.xhtml") ITEM(
                        "a", "text/a%20b.xhtml") ITEM("b", "text/../b.xhtml") ITEM("c", "c.xhtml"),
                    REF("p") REF("a") REF("b") REF("c")));
    zip_add(&b.zip, "OPS/nav.xhtml",
            PAGE("<nav epub:type='toc'><ol><li><a href='p.xhtml'>Part One</a><ol>"
                 "<li><a href='text/a%20b.xhtml'>The Road</a></li>"
                 "<li><a href='b.xhtml#start'>Two:\n The W&#xE4;ll</a></li></ol></li></ol></nav>"));
    zip_add(&b.zip, "OPS/p.xhtml", PAGE("<h1>Part One</h1>"));
    zip_add(&b.zip, "OPS/text/a b.xhtml", PAGE("<h1>The Road</h1><p>Long.</p><h2>Bend</h2>"));
    zip_add(&b.zip, "OPS/b.xhtml", PAGE("<p>Two</p><p>The WÄLL!</p><p>High.</p>"));
    zip_add(&b.zip, "OPS/c.xhtml", PAGE("<h2>Later</h2><p>Low.</p>"));
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f),
                        "h1:Salt & Sea|h2:Part One|h3:The Road|p:Long.|h4:Bend|h3:Two: The Wäll|"
                        "p:High.|h4:Later|p:Low.");
    assert_string_equal(left_out(&b), "repeated-title:Two|repeated-title:The WÄLL!");
    ASSERT_FACT(title, "Salt & Sea");
    ASSERT_FACT(lang, "en-GB");
    assert_int_equal(b.f.document.warning.len, 0);
    lec_source_place place =
        lec_source_find(b.f.document.source, b.f.document.blocks[3].span.start);
    assert_string_equal(lec_arena_cstr(&b.f.arena, place.name), "my.epub/OPS/text/a b.xhtml");
    book_end(&b);
}

#define NCX(points)                                                                                \
    "<ncx><docTitle><text>No</text></docTitle><navMap>" points "</navMap><pageList><pageTarget>"   \
    "<navLabel><text>1</text></navLabel><content src='b.html'/></pageTarget></pageList></ncx>"
#define POINT(label, src, more)                                                                    \
    "<navPoint><navLabel><text>" label "</text></navLabel><content src='" src "'/>" more           \
    "</navPoint>"

static void an_old_book_has_its_titles_in_the_ncx(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(&b.zip, "OPS/book.opf",
            PACKAGE("<dc:title>Old</dc:title><dc:creator opf:role='trl'>T. Rans</dc:creator>"
                    "<dc:creator opf:role='aut'>Ann</dc:creator><dc:creator>Bob</dc:creator>"
                    "<dc:date opf:event='creation'>2001</dc:date>"
                    "<dc:date>1999-02-30</dc:date><dc:date>1999-02</dc:date>"
                    "<meta name='cover' content='cov'/>",
                    "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
                    "<item id='cov' href='c.jpg' media-type='image/jpeg'/>" ITEM("a", "a.html")
                        ITEM("b", "b.html"),
                    REF("a") REF("b")));
    zip_add(
        &b.zip, "OPS/toc.ncx",
        NCX(POINT("First", "a.html", POINT("Second", "b.html#x", "")) POINT("No", "no.html", "")));
    zip_add(&b.zip, "OPS/a.html", PAGE("<p>Alpha.</p>"));
    zip_add(&b.zip, "OPS/b.html", PAGE("<h4>Second</h4><p>Beta.</p>"));
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f), "h1:Old|h2:First|p:Alpha.|h3:Second|p:Beta.");
    ASSERT_FACT(author, "Ann, Bob");
    ASSERT_FACT(date, "1999-02");
    ASSERT_FACT(image, "OPS/c.jpg");
    book_end(&b);
}

static void refinements_say_which_title_and_who_is_the_author(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(
        &b.zip, "OPS/book.opf",
        PACKAGE("<dc:title id='s'>Sub</dc:title>"
                "<meta refines='#s' property='title-type'>subtitle</meta>"
                "<dc:title id='m'>Main</dc:title>"
                "<meta refines='#m' property='title-type'>main</meta>"
                "<dc:creator id='e'>Ed</dc:creator><dc:creator id='w'>Wri Ter</dc:creator>"
                "<meta refines='#e' property='role'>edt</meta>"
                "<meta refines='#w' property='role'>aut</meta>",
                "<item id='c' href='img/c.png' properties='cover-image' media-type='x/y'/>" ITEM(
                    "a", "a.html"),
                REF("a")));
    zip_add(&b.zip, "OPS/a.html", PAGE("<h1>Main</h1><h2>One</h2><p>Text.</p>"));
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f), "h1:Main|h2:One|p:Text.");
    assert_string_equal(left_out(&b), "repeated-title:Main");
    ASSERT_FACT(author, "Wri Ter");
    ASSERT_FACT(image, "OPS/img/c.png");
    book_end(&b);
}

static void a_language_is_made_a_tag(void **state)
{
    (void)state;
    static const struct {
        const char *said, *tag;
    } ROWS[] = {{"en", "en"},
                {"eng", "en"},
                {"en_US", "en-US"},
                {" de-1996 ", "de-1996"},
                {"ger-AT", "de-AT"},
                {"und", ""},
                {"English", ""},
                {"yue", "yue"},
                {"fr, en", "fr"},
                {"x1", ""},
                {"en-waytoolongforit", "en"},
                {"", ""}};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        fixture_start(&f);
        lec_str tag = lec_langtag(&f.arena, lec_str_of(ROWS[i].said));
        assert_string_equal(lec_arena_cstr(&f.arena, tag), ROWS[i].tag);
        fixture_end(&f);
    }
}

/* ---- what is left out */

static void add_furnished(book *b)
{
    zip_add(
        &b->zip, "OPS/book.opf",
        "<package><metadata><dc:title>Title</dc:title></metadata><manifest>"
        "<item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>"
        "<item id='pic' href='p.svg' media-type='image/svg+xml'/>" ITEM("co", "co.xhtml") ITEM(
            "ti", "ti.xhtml") ITEM("cr", "cr.xhtml") ITEM("li", "li.xhtml") ITEM("a", "a.xhtml")
            ITEM("as", "as.xhtml") ITEM("ix", "ix.xhtml") ITEM(
                "bk", "bk.xhtml") "</manifest><spine>" REF("co") REF("pic") REF("ti") REF("cr")
                REF("nav") REF("li") REF("bk") REF("a") REF(
                    "ix") "<itemref idref='as' linear='no'/></spine>"
                          "<guide><reference type='cover' href='co.xhtml'/><reference type='text' "
                          "href='bk.xhtml'/><reference type='cover' "
                          "href='bk.xhtml#c'/></guide></package>");
    zip_add(&b->zip, "OPS/nav.xhtml",
            PAGE("<nav epub:type='toc'><h2>Contents</h2><ol><li><a href='a.xhtml'>A</a></li></ol>"
                 "</nav><nav epub:type='landmarks'><ol><li>"
                 "<a epub:type='index' href='ix.xhtml'>Index</a></li></ol></nav>"));
    zip_add(&b->zip, "OPS/p.svg", "<svg/>");
    zip_add(&b->zip, "OPS/co.xhtml", PAGE("<p>Cover words</p>"));
    zip_add(&b->zip, "OPS/ti.xhtml", PAGE("<section epub:type='titlepage'><p>by Me</p></section>"));
    zip_add(&b->zip, "OPS/cr.xhtml", PAGE("<p>Copyright by me. ISBN 0</p>"));
    zip_add(&b->zip, "OPS/li.xhtml",
            PAGE("<h1>Plates</h1><p><a href='a'>Plate the first</a></p><p><a href='b'>Plate the "
                 "second</a></p><p><a href='c'>Plate the third</a></p>"));
    zip_add(&b->zip, "OPS/bk.xhtml", PAGE("<h1>Book</h1><p>It begins.</p>"));
    zip_add(&b->zip, "OPS/a.xhtml",
            PAGE("<section epub:type='chapter'><h1>A</h1><p>Text.</p></section>"));
    zip_add(&b->zip, "OPS/ix.xhtml", PAGE("<p>apples, 3</p>"));
    zip_add(&b->zip, "OPS/as.xhtml", PAGE("<p>Aside.</p>"));
}

static void what_is_no_text_is_left_out_by_its_rule(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    add_furnished(&b);
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f), "h1:Title|h2:Book|p:It begins.|h2:A|p:Text.");
    assert_string_equal(left_out(&b),
                        "cover:Cover words|titlepage:by Me|copyright-page:Copyright by me. ISBN 0|"
                        "contents:Plates|contents:Plate the first|contents:Plate the second|"
                        "contents:Plate the third|index:apples, 3|apart:Aside.");
    assert_int_equal(b.f.document.warning.len, 0);
    book_end(&b);
}

static void all_is_kept_on_request(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    add_furnished(&b);
    b.options.keep_all = true;
    assert_int_equal(book_read(&b), LEC_OK);
    const char *all = fixture_dump(&b.f);
    assert_int_equal(b.f.document.left_out_count, 0);
    static const char *const WORDS[] = {"Cover words", "by Me",  "ISBN",  "Plate the second",
                                        "Contents",    "apples", "Aside."};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        assert_non_null(strstr(all, WORDS[i]));
    }
    book_end(&b);
}

static void a_long_file_is_no_title_page(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    lec_buf page = {.arena = &b.folder};
    lec_buf_add(&page, LEC_STR("<html><body epub:type='titlepage'>"));
    for (int i = 0; i < 300; i++) {
        lec_buf_add(&page, LEC_STR("<p>A paragraph that says a lot.</p>"));
    }
    zip_add(&b.zip, "OPS/book.opf", PACKAGE("", ITEM("a", "a.xhtml"), REF("a")));
    lec_str all = lec_arena_str(&b.f.scratch, lec_buf_str(&page));
    b.zip.folder = (lec_buf){.arena = &b.folder};
    b.zip.files = (lec_buf){.arena = &b.f.arena};
    b.zip.count = 0;
    zip_add(&b.zip, "META-INF/container.xml", CONTAINER);
    zip_add(&b.zip, "OPS/book.opf", PACKAGE("", ITEM("a", "a.xhtml"), REF("a")));
    zip_add_lying(&b.zip, "OPS/a.xhtml", all, (zip_lie){0});
    assert_int_equal(book_read(&b), LEC_OK);
    assert_int_equal(b.f.document.block_count, 300);
    book_end(&b);
}

#define NOTES                                                                                      \
    PAGE("<h2>Notes</h2><p id='n1'><a href='a.xhtml#r1'>1</a>. The first note says more.</p>"      \
         "<p id='n2'><a href='a.xhtml#r2'>2</a>. The second note says a little more.</p>")

static void notes_in_a_file_of_their_own_are_read_when_they_are_asked_for(void **state)
{
    (void)state;
    for (int asked = 0; asked < 2; asked++) {
        book b;
        book_start(&b);
        b.options.notes = asked ? LEC_NOTES_END : LEC_NOTES_NONE;
        zip_add(&b.zip, "OPS/book.opf",
                PACKAGE("", ITEM("a", "a.xhtml") ITEM("n", "n.xhtml"), REF("a") REF("n")));
        zip_add(&b.zip, "OPS/a.xhtml",
                PAGE("<p>Text.<sup><a id='r1' href='n.xhtml#n1'>1</a></sup></p>"
                     "<h2>Empty</h2><section epub:type='footnotes'><h2>Below</h2><ol>"
                     "<li epub:type='footnote'>A note below.</li></ol></section>"));
        zip_add(&b.zip, "OPS/n.xhtml", NOTES);
        assert_int_equal(book_read(&b), LEC_OK);
        assert_int_equal(strncmp(fixture_dump(&b.f), "p:Text.", 7), 0);
        assert_true((strstr(fixture_dump(&b.f), "second note") != NULL) == asked);
        assert_null(strstr(fixture_dump(&b.f), "Below"));
        assert_non_null(strstr(fixture_dump(&b.f), "Empty"));
        book_end(&b);
    }
}

/* ---- books that are not whole */

#define ONE  PACKAGE("<dc:title>T</dc:title>", ITEM("a", "a.xhtml"), REF("a"))
#define TEXT PAGE("<p>Some text.</p>")

static void a_missing_text_is_told(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(&b.zip, "OPS/book.opf",
            PACKAGE("", ITEM("a", "a.xhtml") ITEM("gone", "gone.xhtml"),
                    REF("a") REF("gone") REF("nowhere") REF("a")));
    zip_add(&b.zip, "OPS/a.xhtml", TEXT);
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f), "p:Some text.");
    assert_string_equal(lec_arena_cstr(&b.f.arena, b.f.document.warning),
                        "2 of the 4 texts of this book are missing or cannot be read; the first is "
                        "'OPS/gone.xhtml'");
    book_end(&b);
}

static void of_two_files_with_one_name_the_first_is_read(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(&b.zip, "OPS/book.opf", ONE);
    zip_add(&b.zip, "OPS/a.xhtml", TEXT);
    zip_add(&b.zip, "OPS/a.xhtml", PAGE("<p>Other.</p>"));
    assert_int_equal(book_read(&b), LEC_OK);
    assert_string_equal(fixture_dump(&b.f), "h1:T|p:Some text.");
    assert_string_equal(lec_arena_cstr(&b.f.arena, b.f.document.warning),
                        "this book holds 'OPS/a.xhtml' more than once; the first is read");
    book_end(&b);
}

#define LOCK(algorithm, path)                                                                      \
    "<encryption><EncryptedData><EncryptionMethod Algorithm='" algorithm                           \
    "'/><KeyInfo><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/></KeyInfo>"     \
    "<CipherData><CipherReference URI='" path "'/></CipherData></EncryptedData></encryption>"

typedef struct bad_book {
    const char *package; /* NULL: there is none */
    const char *lock;    /* META-INF/encryption.xml; NULL for none */
    zip_lie lie;         /* about the text */
    const char *message; /* NULL: it is read */
} bad_book;

static const bad_book BAD[] = {
    {ONE,
     LOCK("urn:aes", "OPS/a.xhtml"),
     {0},
     "this EPUB is encrypted (DRM: whose is not said): only its seller's software can read it; get "
     "a copy without DRM"},
    {ONE, LOCK("urn:aes", "OPS/other.xhtml"), {0}, NULL},
    {ONE, LOCK("http://www.idpf.org/2008/embedding", "OPS/a.xhtml"), {0}, NULL},
    {NULL,
     NULL,
     {0},
     "this is no readable EPUB: the package document that its container names is missing"},
    {PACKAGE("", ITEM("a", "../../../etc/passwd"), REF("a")),
     NULL,
     {0},
     "this EPUB refers to a file outside of itself: '../../../etc/passwd'; it is damaged, or made "
     "to harm"},
    {PACKAGE("", ITEM("a", "/etc/passwd"), REF("a")),
     NULL,
     {0},
     "this EPUB refers to a file outside of itself: '/etc/passwd'; it is damaged, or made to harm"},
    {PACKAGE("", ITEM("a", "%2e%2e/%2e%2e/a"), REF("a")),
     NULL,
     {0},
     "this EPUB refers to a file outside of itself: '%2e%2e/%2e%2e/a'; it is damaged, or made to "
     "harm"},
    {PACKAGE("", ITEM("a", "..\\a"), REF("a")),
     NULL,
     {0},
     "this EPUB refers to a file outside of itself: '..\\a'; it is damaged, or made to harm"},
    {PACKAGE("", ITEM("a", "http://127.0.0.1/a"), REF("a")),
     NULL,
     {0},
     "of the 1 texts that this EPUB names in reading order none can be read"},
    {ONE, NULL, {.size = 1}, "'OPS/a.xhtml' in this ZIP file is damaged; get the file once more"},
    {ONE, NULL, {.crc = true}, "'OPS/a.xhtml' in this ZIP file is damaged; get the file once more"},
    {ONE,
     NULL,
     {.size = 0x7F000000},
     "'OPS/a.xhtml' in this ZIP file makes it larger than 64 MB unpacked, which is more than can "
     "be read"},
    {ONE,
     NULL,
     {.locked = true},
     "'OPS/a.xhtml' in this ZIP file is locked with a password; unlock it first"},
    {ONE,
     NULL,
     {.link = true},
     "'OPS/a.xhtml' in this ZIP file is a link to another file; links are not followed"},
    {ONE,
     NULL,
     {.method = 97},
     "'OPS/a.xhtml' in this ZIP file is packed in a way that is not known"},
};

static void bad_books_are_refused_with_the_cause(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        book b;
        book_start(&b);
        if (BAD[i].package) {
            zip_add(&b.zip, "OPS/book.opf", BAD[i].package);
        }
        if (BAD[i].lock) {
            zip_add(&b.zip, "META-INF/encryption.xml", BAD[i].lock);
        }
        zip_add_lying(&b.zip, "OPS/a.xhtml", lec_str_of(TEXT), BAD[i].lie);
        lec_status status = book_read(&b);
        assert_string_equal(b.f.error.message, BAD[i].message ? BAD[i].message : "");
        assert_int_equal(status, BAD[i].message ? LEC_DATA : LEC_OK);
        book_end(&b);
    }
}

static void a_spine_without_end_is_refused(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    lec_buf package = {.arena = &b.f.scratch};
    lec_buf_add(&package, LEC_STR("<package><manifest>" ITEM("a", "a.xhtml") "</manifest><spine>"));
    for (int i = 0; i < 20001; i++) {
        lec_buf_add(&package, LEC_STR(REF("a")));
    }
    lec_buf_add(&package, LEC_STR("</spine></package>"));
    zip_add_lying(&b.zip, "OPS/book.opf", lec_buf_str(&package), (zip_lie){0});
    zip_add(&b.zip, "OPS/a.xhtml", TEXT);
    assert_int_equal(book_read(&b), LEC_DATA);
    assert_string_equal(b.f.error.message,
                        "this EPUB names 20001 texts in reading order; more than 20000 are not "
                        "read");
    book_end(&b);
}

static void every_beginning_of_a_book_is_refused(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    zip_add(&b.zip, "OPS/book.opf", ONE);
    zip_add(&b.zip, "OPS/a.xhtml", TEXT);
    lec_str bytes = zip_end(&b.zip);
    for (size_t len = 4; len < bytes.len; len++) {
        fixture f;
        lec_documents documents;
        fixture_start(&f);
        assert_int_equal(lec_intake_bytes(&f.arena, f.scratch, LEC_STR("x.epub"),
                                          lec_str_slice(bytes, 0, len), NULL, &documents, &f.error),
                         LEC_DATA);
        fixture_end(&f);
    }
    book_end(&b);
}

/* One byte of a good book after another is another: it is read, or refused, and nothing else. */
static void damaged_books_are_read_or_refused(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    add_furnished(&b);
    lec_str bytes = zip_end(&b.zip);
    size_t refused = 0;
    for (size_t at = 0; at < bytes.len; at += 3) {
        fixture f;
        lec_documents documents;
        fixture_start(&f);
        lec_str copy = lec_arena_str(&f.arena, bytes);
        char *writable;
        memcpy(&writable, &copy.ptr, sizeof writable);
        writable[at] ^= 0x15;
        lec_status status = lec_intake_bytes(&f.arena, f.scratch, LEC_STR("x.epub"), copy, NULL,
                                             &documents, &f.error);
        assert_true(status == LEC_OK || (status == LEC_DATA && f.error.message[0]));
        refused += status != LEC_OK;
        if (status == LEC_OK) {
            assert_null(document_fault(&documents.items[0]));
        }
        fixture_end(&f);
    }
    assert_true(refused > 100);
    book_end(&b);
}

static void what_is_no_epub_is_named(void **state)
{
    (void)state;
    static const struct {
        lec_str bytes;
        const char *message;
    } ROWS[] = {
        {{"Only text.", 10}, "this is no EPUB: it is no ZIP file"},
        {{"%PDF-1.7 and so on", 18}, "this is no EPUB: it looks like a PDF document"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        fixture f;
        lec_documents documents;
        fixture_start(&f);
        const lec_intake_options options = {.format = "epub"};
        assert_int_equal(lec_intake_bytes(&f.arena, f.scratch, LEC_STR("x"), ROWS[i].bytes,
                                          &options, &documents, &f.error),
                         LEC_DATA);
        assert_string_equal(f.error.message, ROWS[i].message);
        fixture_end(&f);
    }
}

static void a_zip_of_other_things_is_no_epub(void **state)
{
    (void)state;
    book b;
    book_start(&b);
    b.zip = (zip_writer){.files = {.arena = &b.f.arena}, .folder = {.arena = &b.folder}};
    zip_add(&b.zip, "notes.txt", "Notes.");
    b.options.format = "epub";
    assert_int_equal(book_read(&b), LEC_DATA);
    assert_string_equal(b.f.error.message,
                        "this is no EPUB: it has no META-INF/container.xml, and looks like a ZIP "
                        "file, which EPUB books and office documents are too");
    book_end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_spine_is_read_in_order_under_the_titles_of_the_contents),
        cmocka_unit_test(an_old_book_has_its_titles_in_the_ncx),
        cmocka_unit_test(refinements_say_which_title_and_who_is_the_author),
        cmocka_unit_test(a_language_is_made_a_tag),
        cmocka_unit_test(what_is_no_text_is_left_out_by_its_rule),
        cmocka_unit_test(all_is_kept_on_request),
        cmocka_unit_test(a_long_file_is_no_title_page),
        cmocka_unit_test(notes_in_a_file_of_their_own_are_read_when_they_are_asked_for),
        cmocka_unit_test(a_missing_text_is_told),
        cmocka_unit_test(of_two_files_with_one_name_the_first_is_read),
        cmocka_unit_test(bad_books_are_refused_with_the_cause),
        cmocka_unit_test(a_spine_without_end_is_refused),
        cmocka_unit_test(every_beginning_of_a_book_is_refused),
        cmocka_unit_test(damaged_books_are_read_or_refused),
        cmocka_unit_test(what_is_no_epub_is_named),
        cmocka_unit_test(a_zip_of_other_things_is_no_epub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
