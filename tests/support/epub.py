# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes EPUB books of the texts of tests, the same bytes each time."""
import io
import sys
import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def page(title, body, attributes=""):
    """A file of the book."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{title}</title></head>
<body{attributes}>
{body.strip()}
</body>
</html>
"""


def write(files):
    """Prints a book with these files, which are given by their paths below OPS/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for path, text in {"META-INF/container.xml": CONTAINER,
                           **{f"OPS/{path}": text for path, text in files.items()}}.items():
            book.writestr(zipfile.ZipInfo(path), text, compress_type=zipfile.ZIP_DEFLATED)
    sys.stdout.buffer.write(out.getvalue())
