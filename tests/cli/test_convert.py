# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF and office documents, which other programs convert."""
import io
import os
import shutil
import zipfile

import box


def pdf(pages, more=b""):
    """A PDF document. Each page is a list of (x, y, text), from its foot in points."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 "
               b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        stream = b"".join(b"BT /F1 11 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode("cp1252"))
                          for x, y, text in lines)
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, more, start)


LEFT = ["The bridge over the river was", "built by people of whom no", "name is known today. It stood",
        "through every flood, and the", "old men of the town used to"]
RIGHT = ["say that it would outlast the", "church. They were wrong about", "it, as it turned out, because",
         "the church is still there and", "the bridge is not."]


def needs(program):
    if not shutil.which(program):
        raise box.Skip(f"there is no {program}")


def test_pdf_columns(b):
    """a PDF document in two columns is read one after the other"""
    needs("pdftotext")
    lines = [(60, 780, "The Bridge")]
    for x, column in ((60, LEFT), (310, RIGHT)):
        lines += [(x, 740 - 14 * i, text) for i, text in enumerate(column)]
    result = b.ok("-t", "text", b.write("bridge.pdf", pdf([lines])))
    assert result.out.decode() == "The Bridge\n\n" + " ".join(LEFT + RIGHT) + "\n", result
    assert result.lines == ["lectern: bridge.pdf: converted by pdftotext"], result


def test_pdf_pages(b):
    """of pages no number and no running head is read, and a paragraph goes on in the next"""
    needs("pdftotext")
    pages = []
    for number, text in enumerate(("It began in the", "middle of the night,", "and then it ended."), 1):
        pages.append([(60, 800, "A History of Bridges"), (60, 740, text), (290, 40, str(number))])
    result = b.ok("-t", "text", b.write("history.pdf", pdf(pages)))
    assert result.out.decode() == ("A History of Bridges\n\nIt began in the middle of the night, "
                                   "and then it ended.\n"), result
    assert "5 lines at the edges of its pages" in result.lines[0], result


def test_pdf_refused(b):
    """a PDF document without words, and one that is none"""
    needs("pdftotext")
    b.fails(65, ["nothing to speak", "pictures"], b.write("blank.pdf", pdf([[]])), "-t", "text")
    b.fails(65, ["pdftotext cannot convert it"], b.write("in.pdf", b"%PDF-1.4\n\0\n"), "-t", "text")


def test_pdf_ledger(b):
    """the ledger is about the converted text, and the document says what converted it"""
    needs("pdftotext")
    b.write("a.pdf", pdf([[(60, 740, "One sentence stands here.")]]))
    assert b'"kind":"spoken"' in b.ok("-t", "ledger", "--voice=tone", "a.pdf").out
    assert b"converted by pdftotext" in b.ok("-t", "document", "a.pdf").out


def docx(paragraphs):
    """A Word document with one style: of titles."""
    def paragraph(style, text):
        kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml":
            f'{head}<Types xmlns="{types}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/></Types>',
        "_rels/.rels":
            f'{head}<Relationships xmlns="{relations}"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels":
            f'{head}<Relationships xmlns="{relations}"><Relationship Id="r1" '
            f'Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml":
            f'{head}<w:styles {space}><w:style w:type="paragraph" w:styleId="Title">'
            '<w:name w:val="Title"/></w:style></w:styles>',
        "word/document.xml":
            f"{head}<w:document {space}><w:body>"
            + "".join(paragraph(*each) for each in paragraphs) + "</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


def test_office(b):
    """office documents, by their content or their names"""
    needs("pandoc")
    data = docx([("Title", "The Bridge"), ("", "It stood for ages."), ("", "Then it fell.")])
    text = b"The Bridge\n\nIt stood for ages.\n\nThen it fell.\n"
    for name in ("bridge.docx", "bridge"):
        assert b.ok("-t", "text", b.write(name, data)).out == text
    assert b.ok("-f", "office", "-t", "text", b.write("odd.name", data)).out == text
    b.write("a.rst", "The Bridge\n==========\n\nIt stood for *ages*.\n\nThen it fell.\n")
    assert b.ok("-t", "text", "a.rst").out == text
    b.write("a.org", "#+TITLE: The Bridge\n\nIt stood for /ages/.\n\nThen it fell.\n")
    assert b.ok("-t", "text", "a.org").out == text
    b.write("a.rtf", r"{\rtf1 The Bridge\par It stood for {\i ages}.\par Then it fell.\par}")
    assert b"It stood for ages." in b.ok("-t", "text", "a.rtf").out
    b.write("a.tex", r"\documentclass{article}\title{The Bridge}\begin{document}\maketitle "
                     "It stood for ages.\n\nThen it fell.\\input{/etc/hostname}\\end{document}")
    assert b.ok("-t", "text", "a.tex").out == text


def test_office_refused(b):
    """office documents that are damaged, or of a kind that nothing tells"""
    needs("pandoc")
    data = docx([("", "It stood for ages.")])
    b.fails(65, ["pandoc cannot convert it"], b.write("a.docx", data[:300]), "-t", "text")
    b.fails(65, [".docx", "which kind"], "-f", "office", b.write("a.bin", b"some text"), "-t",
            "text")


def test_no_program(b):
    """where a program is missing, its package is named"""
    empty = b.root / "empty"
    empty.mkdir()
    for name, data, needles in (("a.pdf", pdf([[(60, 740, "One.")]]), ["a PDF", "poppler-utils"]),
                                ("a.docx", docx([("", "One.")]), ["a Word", "pandoc"]),
                                ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["antiword"]),
                                ("a.odt", b"PK", ["an OpenDocument", "pandoc"])):
        b.fails(69, needles, b.write(name, data), "-t", "text", env={"PATH": str(empty)})


def test_old_word(b):
    """what is no Word document, though it begins like one"""
    needs("antiword")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    b.fails(65, ["antiword cannot convert it"], b.write("a.doc", data), "-t", "text")


def test_slow_program(b):
    """a program that makes too much is stopped; one that fails is named"""
    tools = b.root / "tools"
    tools.mkdir()
    data = b.write("a.pdf", pdf([[(60, 740, "One.")]]))
    env = {"PATH": f"{tools}:{os.environ['PATH']}"}

    def tool(script):
        (tools / "pdftotext").write_text(f"#!/bin/sh\n{script}\n")
        (tools / "pdftotext").chmod(0o755)

    tool("exec yes")
    b.fails(65, ["more than 64 MB"], data, "-t", "text", env=env)
    tool("exit 3")
    b.fails(65, ["pdftotext", "exit status 3"], data, "-t", "text", env=env)
    tool("kill -SEGV $$")
    b.fails(65, ["pdftotext", "signal 11"], data, "-t", "text", env=env)
    tool("printf 'One \\303\\050 two.'")
    assert b"One" in b.ok("-t", "text", data, env=env).out
