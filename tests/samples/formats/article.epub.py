#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the article of article.html as an EPUB 3, the same bytes each time."""
import io
import pathlib
import sys
import zipfile

PAGE = (pathlib.Path(__file__).parent / "article.html").read_text()
ARTICLE = PAGE[PAGE.index("<p>Every evening"):PAGE.index("</article>")].replace(
    "&ldquo;", "“").replace("&rdquo;", "”").replace(
    'alt="The ferry at its pier">', 'alt="The ferry at its pier"/>')
TITLE = "The Ferry That Waits for One"
XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">
<head><title>{title}</title></head>
<body>{body}</body>
</html>
"""
PACKAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:5b3c1a52-7c60-4d3b-8a7e-1f0c5c7f0a11</dc:identifier>
<dc:title>{TITLE}</dc:title>
<dc:language>en</dc:language>
<dc:creator>Runa Fell</dc:creator>
<dc:date>2025-11-03</dc:date>
<meta property="dcterms:modified">2025-11-03T08:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="text"/></spine>
</package>
"""
FILES = {
    "META-INF/container.xml": """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""",
    "OPS/book.opf": PACKAGE,
    "OPS/nav.xhtml": XHTML.format(title="Contents", body=f"""<nav epub:type="toc"><h1>Contents</h1><ol>
<li><a href="text.xhtml">{TITLE}</a></li></ol></nav>"""),
    "OPS/text.xhtml": XHTML.format(title=TITLE, body=f"<section>\n<h1>{TITLE}</h1>\n{ARTICLE}</section>"),
}


def main():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, text in FILES.items():
            book.writestr(zipfile.ZipInfo(name), text, compress_type=zipfile.ZIP_DEFLATED)
    sys.stdout.buffer.write(out.getvalue())


main()
