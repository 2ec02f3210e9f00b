# SPDX-License-Identifier: GPL-3.0-or-later
"""A book in EPUB 2: an NCX, no types, Windows-1252, a list of contents of its own."""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from epub import write  # noqa: E402 (the path has to be set first)

PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="id">urn:uuid:6c1f5a0e-3f5b-4a92-9f5f-5f0b9a6f6f11</dc:identifier>
<dc:title>The Miller's Almanac</dc:title>
<dc:creator opf:role="aut">Cornelis Vroom</dc:creator>
<dc:creator opf:role="ill">Ada Pen</dc:creator>
<dc:date opf:event="publication">1998</dc:date>
<dc:language>en</dc:language>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="contents" href="contents.html" media-type="application/xhtml+xml"/>
<item id="rights" href="rights.html" media-type="application/xhtml+xml"/>
<item id="one" href="one.html" media-type="application/xhtml+xml"/>
<item id="two" href="two.html" media-type="application/xhtml+xml"/>
<item id="lost" href="lost.html" media-type="application/xhtml+xml"/>
</manifest>
<spine toc="ncx">
<itemref idref="rights"/><itemref idref="contents"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="lost"/>
</spine>
<guide><reference type="text" href="one.html"/></guide>
</package>
"""

NCX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<docTitle><text>The Miller's Almanac</text></docTitle>
<navMap>
<navPoint id="a" playOrder="1"><navLabel><text>Winter</text></navLabel>
<content src="one.html"/></navPoint>
<navPoint id="b" playOrder="2"><navLabel><text>Spring</text></navLabel>
<content src="two.html#top"/></navPoint>
</navMap>
</ncx>
"""

PAGE = """<?xml version="1.0" encoding="{}"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>
{}
</body></html>
"""

write({
    "book.opf": PACKAGE,
    "toc.ncx": NCX,
    "rights.html": PAGE.format("utf-8", "<p>Copyright 1998 by the miller.</p><p>ISBN 0-000-0000-0</p>"),
    "contents.html": PAGE.format("utf-8", """<h3>Contents</h3>
<p><a href="one.html">Winter, or the long sleep</a></p>
<p><a href="two.html">Spring, or the flood</a></p>
<p><a href="lost.html">Summer, or the dust</a></p>"""),
    "one.html": PAGE.format("windows-1252", """<h3>Winter</h3>
<p>In winter the mill stands still, and the miller's café is open.</p>
<h4>What to mend</h4>
<p>Mend the sails first – they are nearest to the sky.</p>""").encode("cp1252"),
    "two.html": PAGE.format("utf-8", """<p><a id="top"/>SPRING</p>
<p>Spring comes down the river, and it brings everybody's fences along.</p>"""),
})
