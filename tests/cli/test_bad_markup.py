# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages, feeds, books and messages that are broken, hostile, or not what they seem."""
import io
import struct
import zipfile

from test_bad_input import refused

PARAGRAPH = "The lamp on the pier was lit at six, as on every evening of that long winter. "
FEED = '<rss version="2.0"><channel><title>News of the pier</title>{}</channel></rss>'


def page(body, head="<title>The lamp</title>"):
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


def text_of(b, name, content, *more):
    """What is read of an input, and what is said of it."""
    b.write(name, content)
    result = b.ok("-t", "text", name, *more)
    return result.out.decode(), result.lines


# ---- pages

def test_script_page(b):
    """a page that is all script is refused by that cause"""
    refused(b, page('<div id="root"></div><noscript>You need to enable JavaScript.</noscript>'
                    "<script>" + "start();" * 300 + "</script>"), 65, "script", name="in.html")


def test_empty_page(b):
    """a page without words"""
    refused(b, page("<p> </p><img src=a.png>", ""), 65, "in.html", name="in.html")
    refused(b, "<html>", 65, "in.html", name="in.html")


def test_login_page(b):
    """a page that wants a login is refused, or said to be one"""
    b.write("in.html", page("<h1>Sign in</h1><form action=/login method=post><label>Email "
                            "<input type=email></label><label>Password <input type=password></label>"
                            "<button>Sign in</button></form>", "<title>Sign in</title>"))
    result = b.run("-t", "text", "in.html")
    assert result.code == 65 and b"sign" in result.err, result


def test_paywall(b):
    """where a page breaks off for those who do not pay, a warning says so"""
    text, lines = text_of(b, "in.html", page(
        f"<article><h1>The lamp</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p>"
        "<div class=paywall><p>This article is for subscribers. Subscribe to continue reading.</p></div>"
        "</article>", '<title>The lamp</title><script type="application/ld+json">{"@type": '
                      '"NewsArticle", "headline": "The lamp", "isAccessibleForFree": false}</script>'))
    assert PARAGRAPH.strip() in text and "Subscribe" not in text, text
    assert len(lines) == 1 and lines[0].startswith("lectern: in.html: "), lines


def test_page_that_goes_on(b):
    """a page that says that its article goes on elsewhere is told of; a list that says it often is not"""
    article = f"<article><h1>The lamp</h1><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH}</p>{{}}</article>"
    for more in ("<p><a href=/x>Continue reading</a></p>", "<p><a href=/x>Read the full story</a></p>",
                 "<div class=paywall><p>To continue reading, subscribe or log in.</p></div>",
                 "<p>This article is for subscribers only.</p>"):
        text, lines = text_of(b, "in.html", page(article.format(more)))
        assert [line.endswith("goes on elsewhere") for line in lines] == [True], (more, lines)
        assert "ontinue" not in text and "full story" not in text, text
    often = f"<h2><a href=/a>One</a></h2><p>{PARAGRAPH}</p><a href=/a>Continue reading</a>" * 4
    for content in (article.format(""), often):
        assert text_of(b, "in.html", page(content))[1] == [], content


def test_truncated_page(b):
    """a page that breaks off inside a tag is read as far as it goes"""
    whole = page(f"<article><h1>The lamp</h1><p>{PARAGRAPH}</p><p class='last'>{PARAGRAPH}</p></article>")
    for end in ("<p class='la", "<p class='last'>The lamp on", "</article"):
        text, _ = text_of(b, "in.html", whole[:whole.index(end) + len(end)])
        assert text.startswith("The lamp\n\n" + PARAGRAPH.strip()), (end, text)


def test_deep_page(b):
    """a page that is 40,000 elements deep is read in seconds, and to the last byte"""
    for tag in ("div", "b", "blockquote", "ul><li", "table><tr><td", "svg", "template"):
        deep = f"<{tag}>" * 40_000
        b.write("in.html", page(f"<p>{PARAGRAPH}</p>{deep}<p>{PARAGRAPH}</p>"))
        result = b.run("-t", "text", "in.html", timeout=60)
        assert result.code == 0 and PARAGRAPH.strip().encode() in result.out, (tag, str(result)[:300])
        assert result.seconds < 20, (tag, result.seconds)
    b.write("in.html", page(f"<p>{PARAGRAPH}</p>{'<div>' * 40_000}<p>Deep.</p>"))
    b.ok("-t", "ledger", "--voice=tone", "in.html")


def test_wide_page(b):
    """a page of many elements, attributes and entities is read in seconds"""
    for name, piece in (("p", f"<p>{PARAGRAPH}</p>"), ("a", "<a href=/b>link</a> "), ("x", "<x y=z "),
                        ("amp", "&amp;&lt;&#65;"), ("open", "<b><i>one "), ("table", "<table>"),
                        ("li", "<ul><li>item"), ("comment", "<!-- a"), ("quote", "<a b='")):
        b.write("in.html", page(f"<p>{PARAGRAPH}</p>" + piece * (200_000 // len(piece))))
        result = b.run("-t", "text", "in.html", timeout=100)
        assert result.code == 0 and result.seconds < 20, (name, str(result)[:300], result.seconds)


def test_charsets(b):
    """a page says in what it is written, and is believed unless it cannot be so"""
    said = "<meta charset={}><title>Käse</title>"
    for name, encoding in (("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("utf-8", "utf-8"),
                           ("shift_jis", "shift_jis"), ("utf-8", "utf-16")):
        word = {"cp1251": "Сыр лежит в подвале.", "shift_jis": "チーズは地下にある。"}.get(
            encoding, "Der Käse liegt im Keller.")
        head = said.format(name) if encoding in ("cp1252", "utf-8", "utf-16") else f"<meta charset={name}>"
        text, _ = text_of(b, "in.html", page(f"<p>{word} {word}</p>", head).encode(encoding))
        assert word in text, (name, encoding, text)


# ---- feeds

def test_empty_feed(b):
    """a feed without items"""
    refused(b, FEED.format(""), 65, "in.xml", name="in.xml")
    refused(b, '{"version": "https://jsonfeed.org/version/1.1", "items": []}', 65, "in.json",
            name="in.json")


def test_entities(b):
    """entities are not expanded, from outside or into bombs"""
    b.write("secret.txt", "TheSecret")
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    b.write("in.xml", '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "boom">' + bomb +
            '<!ENTITY out SYSTEM "secret.txt">]>' + FEED.format(
                f"<item><title>Lamp</title><description>{PARAGRAPH} &out; &a11;</description></item>"))
    result = b.run("-t", "text", "in.xml", timeout=30)
    assert result.code in (0, 65) and b"TheSecret" not in result.out, result
    assert result.out.count(b"boom") < 100 and result.seconds < 10, result.seconds


def test_broken_feed(b):
    """a feed with broken XML is read as far as can be"""
    item = "<item><title>Lamp {}</title><description>" + PARAGRAPH + "</description></item>"
    text, _ = text_of(b, "in.xml", FEED.format(
        item.format("one & two") + item.format("<three") + item.format("four"))[:-30])
    assert "Lamp one & two" in text and PARAGRAPH.strip() in text, text


def test_feed_that_is_none(b):
    """what is said to be a feed and is none"""
    b.write("out.wav", b"old")
    b.write("in.txt", PARAGRAPH)
    b.fails(65, ["in.txt"], "-f", "feed", "in.txt", "-o", "out.wav")


# ---- books

CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>
<dc:title>The lamp</dc:title><dc:language>en</dc:language></metadata>
<manifest>{}</manifest><spine>{}</spine></package>"""


def book(chapters, more=(), container=CONTAINER.format("book.opf")):
    """An EPUB of these chapters, given by name."""
    items = "".join(f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml"/>'
                    for i, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        file.writestr("META-INF/container.xml", container)
        file.writestr("book.opf", PACKAGE.format(items, spine))
        for name, text in [*chapters.items(), *more]:
            if text is not None:
                file.writestr(name, text)
    return out.getvalue()


def chapter(text):
    return (f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
            f"<h1>One</h1><p>{text}</p></body></html>")


def test_book_without_text(b):
    """a book whose reading order is empty, or leads to nothing"""
    refused(b, book({}), 65, "reading order", name="in.epub")
    refused(b, book({"one.xhtml": None}), 65, "reading order", name="in.epub")


def test_truncated_book(b):
    """a book that breaks off is refused"""
    whole = book({"one.xhtml": chapter(PARAGRAPH * 20)})
    for size in (30, len(whole) // 2, len(whole) - 10):
        refused(b, whole[:size], 65, "in.epub", name="in.epub")


def test_locked_book(b):
    """a book with its text encrypted is named as such"""
    lock = ('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
            'Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><enc:CipherData>'
            '<enc:CipherReference URI="one.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>')
    refused(b, book({"one.xhtml": bytes(range(256)) * 8}, [("META-INF/encryption.xml", lock)]), 65,
            "in.epub", "encrypt", name="in.epub")


def test_paths_of_a_book(b):
    """a book reaches nothing outside of itself"""
    (b.root / "secret.xhtml").write_text(chapter("TheSecret is here."))
    for path in ("../secret.xhtml", "/etc/passwd", "..%2Fsecret.xhtml", str(b.root / "secret.xhtml")):
        b.write("in.epub", book({path: None, "one.xhtml": chapter(PARAGRAPH)}))
        result = b.run("-t", "text", "in.epub")
        assert result.code in (0, 65) and b"TheSecret" not in result.out, result
        assert b"root:" not in result.out and result.err, result
    refused(b, book({"one.xhtml": chapter(PARAGRAPH)}, container=CONTAINER.format("../book.opf")), 65,
            "in.epub", name="in.epub")


def test_zip_bomb(b):
    """a chapter that unpacks to gigabytes is refused before it does"""
    blown = bytearray(book({"one.xhtml": chapter("a" * (80 << 20))}))
    result = refused(b, bytes(blown), 65, "in.epub", name="in.epub")
    assert result.seconds < 20, result.seconds
    lying = bytearray(book({"one.xhtml": chapter(PARAGRAPH)}))
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24:at + 28] = struct.pack("<I", 0xFFFFFFF0)
    refused(b, bytes(lying), 65, "in.epub", name="in.epub")


# ---- messages

def test_message_without_text(b):
    """a message that holds nothing to read"""
    head = "From: a@b.example\nSubject: {}\nMIME-Version: 1.0\nContent-Type: {}\n\n"
    refused(b, head.format("", "image/png") + "aGVsbG8=\n", 65, "in.eml", name="in.eml")


def test_nested_message(b):
    """a message with parts 2,000 deep is read in seconds"""
    body = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(2000))
    b.write("in.eml", f"From: a@b.example\nSubject: Lamp\nMIME-Version: 1.0\n{body}"
                      f"Content-Type: text/plain\n\n{PARAGRAPH}\n")
    result = b.run("-t", "text", "in.eml", timeout=60)
    assert result.code in (0, 65) and result.seconds < 10, (str(result)[:300], result.seconds)
