# SPDX-License-Identifier: GPL-3.0-or-later
"""A novel in EPUB 3: parts with chapters, one of which has its title in the navigation alone."""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from epub import page, write  # noqa: E402 (the path has to be set first)

PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:0b0b7a54-8a54-4d58-93a0-3f2d33f5b5c1</dc:identifier>
<dc:title id="sub">A Story of the Marsh</dc:title>
<meta refines="#sub" property="title-type">subtitle</meta>
<dc:title id="main">Reeds &amp; Water</dc:title>
<meta refines="#main" property="title-type">main</meta>
<dc:creator id="writer">Ilse Brandt</dc:creator>
<meta refines="#writer" property="role" scheme="marc:relators">aut</meta>
<dc:language>en</dc:language>
<dc:date>2024-05-06</dc:date>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
<item id="rights" href="rights.xhtml" media-type="application/xhtml+xml"/>
<item id="part1" href="text/part-1.xhtml" media-type="application/xhtml+xml"/>
<item id="ch1" href="text/chapter-1.xhtml" media-type="application/xhtml+xml"/>
<item id="ch2" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>
<item id="part2" href="text/part-2.xhtml" media-type="application/xhtml+xml"/>
<item id="ch3" href="text/chapter-3.xhtml" media-type="application/xhtml+xml"/>
<item id="notes" href="text/notes.xhtml" media-type="application/xhtml+xml"/>
<item id="index" href="text/index.xhtml" media-type="application/xhtml+xml"/>
<item id="image" href="cover.png" media-type="image/png" properties="cover-image"/>
</manifest>
<spine>
<itemref idref="cover" linear="no"/><itemref idref="title"/><itemref idref="rights"/>
<itemref idref="nav"/><itemref idref="part1"/><itemref idref="ch1"/><itemref idref="ch2"/>
<itemref idref="part2"/><itemref idref="ch3"/><itemref idref="notes"/><itemref idref="index"/>
</spine>
</package>
"""

NAV = """
<nav epub:type="toc"><h1>Contents</h1>
<ol>
<li><a href="text/part-1.xhtml">Part One</a>
<ol>
<li><a href="text/chapter-1.xhtml">The Ferryman</a></li>
<li><a href="text/chapter%202.xhtml">High
  Water &#8211; <i>April</i></a></li>
</ol></li>
<li><a href="text/part-2.xhtml">Part Two</a>
<ol><li><a href="text/chapter-3.xhtml#start">Three: The Heron</a></li></ol></li>
</ol></nav>
<nav epub:type="landmarks" hidden=""><ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="index" href="text/index.xhtml">Index</a></li>
</ol></nav>
"""

write({
    "book.opf": PACKAGE,
    "nav.xhtml": page("Contents", NAV),
    "cover.png": "",
    "cover.xhtml": page("Cover", '<p><img src="cover.png" alt="A heron among reeds"/></p>'),
    "title.xhtml": page("Title", """
<section epub:type="titlepage"><h1>Reeds &amp; Water</h1><p>by Ilse Brandt</p></section>"""),
    "rights.xhtml": page("Rights", """
<section epub:type="frontmatter copyright-page"><p>Copyright © 2024 by Ilse Brandt</p>
<p>All rights reserved.</p></section>"""),
    "text/part-1.xhtml": page("Part One", '<section epub:type="part"><h1>Part One</h1></section>'),
    "text/chapter-1.xhtml": page("1", """
<section epub:type="chapter">
<h1>The Ferryman</h1>
<p>Old Joost had rowed the ferry for forty years, and he had never learned to
swim.<a epub:type="noteref" href="notes.xhtml#n1">1</a></p>
<p>“The water knows me,” he used to say. “We leave each other <span epub:type="pagebreak"
id="p12" title="12"/>alone.”</p>
<h2>A stranger</h2>
<p>Then a woman came to the bank, and she had no luggage but a clock.</p>
</section>"""),
    "text/chapter 2.xhtml": page("2", """
<p>In April the marsh and the sea were one, and Joost tied the boat to his own door.</p>
<p>The clock had stopped. Nobody had wound it.</p>"""),
    "text/part-2.xhtml": page("Part Two", '<section epub:type="part"><h1>Part Two</h1></section>'),
    "text/chapter-3.xhtml": page("3", """
<p class="number" id="start">Three</p>
<p class="title">The Heron</p>
<p>A heron stood where the road had been. It looked at them as a clerk looks at people who come
too late.</p>"""),
    "text/notes.xhtml": page("Notes", """
<section epub:type="endnotes"><h1>Notes</h1>
<ol><li id="n1" epub:type="endnote">Few ferrymen of the marsh ever did.</li></ol></section>"""),
    "text/index.xhtml": page("Index", "<h1>Index</h1><p>clock, 13, 15</p><p>heron, 21</p>"),
})
