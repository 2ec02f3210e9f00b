# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses as inputs, from a server of these tests' own on the loopback."""
import contextlib
import gzip
import http.server
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time

import box

PAGE = """<!DOCTYPE html><html lang="en"><head><title>The Lamp on the Pier</title></head><body>
<article><h1>The Lamp on the Pier</h1>
<p>The lamp was lit every evening by a man who never spoke of it, and nobody asked him why.</p>
<p>When he was gone, the boats went on looking for the light, and the town put up another one.</p>
</article></body></html>"""
WORDS = b"The lamp was lit every evening"


class Server:
    """Answers by path: `pages` has functions that are given the request."""

    def __init__(self, context=None):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append((self.path, dict(self.headers)))
                page = outer.pages.get(self.path, lambda r: answer(r, 404, b"none"))
                self.close_connection = True
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    page(self)

            def log_message(self, *_):
                pass

        self.pages, self.requests = {}, []
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if context:
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path, body, kind="text/html; charset=utf-8", code=200, **headers):
        """Has a path answered always alike."""
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = lambda r: answer(r, code, data, kind, headers)
        return self.url(path)

    def asked(self, path):
        return [headers for name, headers in self.requests if name == path]


def answer(request, code, body, kind="text/html", headers=()):
    request.send_response(code)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body)))
    for name, value in dict(headers).items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def cache(b):
    return {"XDG_CACHE_HOME": str(b.root / "cache")}


def fetched(b, *args, **more):
    """Runs the command, which must succeed, where private addresses are allowed."""
    return b.ok("--allow-private", "-t", "text", *args, env=dict(cache(b), **more.pop("env", {})),
                **more)


def refused(b, code, needles, *args, **more):
    return b.fails(code, needles, "--allow-private", "-t", "text", *args,
                   env=dict(cache(b), **more.pop("env", {})), **more)


def test_page(b):
    """a page at an address is read, and the request says who asks"""
    with Server() as server:
        url = server.serve("/lamp", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
        result = fetched(b, url)
        assert result.out.startswith(b"The Lamp on the Pier\n\n" + WORDS), result
        headers = server.asked("/lamp")[0]
        assert headers["User-Agent"].startswith("lectern/"), headers
        assert "gzip" in headers["Accept-Encoding"], headers
        assert [*headers].count("Cookie") == 0, headers


def test_types(b):
    """the server's word on what it is counts, but for feeds that it calls something else"""
    with Server() as server:
        plain = fetched(b, server.serve("/a", "A line <b>\n\nof plain text.\n", "text/plain"))
        assert b"A line <b>" in plain.out, plain
        page = fetched(b, server.serve("/b.txt", PAGE))
        assert page.out.startswith(b"The Lamp on the Pier\n"), page
        feed = fetched(b, server.serve("/c", FEED.format(url="x"), "text/html"))
        assert feed.out.startswith(b"One\n"), feed


def test_charset(b):
    """the charset that the server names is the page's, and a feed's"""
    text = "\u041b\u0430\u043c\u043f\u0430 \u0433\u043e\u0440\u0435\u043b\u0430."
    page = f"<html><body><article><p>{text}</p></article></body></html>"
    feed = FEED.format(url="x").replace("A short summary of it.", text)
    with Server() as server:
        for name, body in (("/page", page), ("/feed", feed)):
            for charset in ("windows-1251", "koi8-r", "utf-8"):
                url = server.serve(name, body.encode(charset), f'text/html; charset="{charset}"')
                assert text in fetched(b, url).out.decode(), (name, charset)


def test_redirects(b):
    """redirects are followed, ten of them, and to http and https alone"""
    with Server() as server:
        server.serve("/lamp", PAGE)
        for i in range(12):
            to = f"/r{i - 1}" if i else "/lamp"
            server.serve(f"/r{i}", b"", code=302, Location=to)
        assert WORDS in fetched(b, server.url("/r9")).out
        refused(b, 66, ["redirected more than 10 times"], server.url("/r11"))
        for target in ("file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1:1/x"):
            server.serve("/away", b"", code=301, Location=target)
            refused(b, 66, ["neither http nor https"], server.url("/away"))


def test_private(b):
    """private addresses are refused, however they are written, before anything is asked"""
    with Server() as server:
        server.serve("/lamp", PAGE)
        for host in ("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0.0.0.0",
                     "[::ffff:127.0.0.1]", "[::1]"):
            b.fails(66, ["private network", "--allow-private"],
                    f"http://{host}:{server.port}/lamp", "-t", "text", env=cache(b))
        assert not server.requests, server.requests


def test_schemes(b):
    """addresses of other schemes are named as what is not fetched"""
    for url in ("file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/1"):
        refused(b, 66, ["http://"], url)


def test_proxy(b):
    """a proxy of the environment is asked only where private addresses are allowed"""
    with Server() as server:
        server.pages["http://lamp.invalid/"] = lambda r: answer(r, 200, PAGE.encode())
        env = {"http_proxy": server.url("")}
        b.fails(75, ["not known"], "http://lamp.invalid/", "-t", "text", env=dict(cache(b), **env))
        assert not server.requests, server.requests
        assert WORDS in fetched(b, "http://lamp.invalid/", env=env).out


def test_statuses(b):
    """what a server says instead of a page is named; the exit status tells whether to try again"""
    with Server() as server:
        for code, status, needle in ((404, 66, "does not exist"), (410, 66, "gone"),
                                     (401, 66, "who asks"), (403, 66, "refuses"),
                                     (418, 66, "no page"), (429, 75, "too many requests"),
                                     (500, 75, "trouble"), (503, 75, "trouble")):
            url = server.serve(f"/{code}", PAGE, code=code)
            refused(b, status, [url, needle, f"({code})"], url)
        refused(b, 65, ["nothing to speak"], server.serve("/empty", b""))


def test_out_of_reach(b):
    """nobody at the address, and a connection that breaks off"""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        refused(b, 75, ["nobody answers"], f"http://127.0.0.1:{port}/")

    def break_off(request):
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        request.wfile.write(b"The beginning")

    with Server() as server:
        server.pages["/half"] = break_off
        refused(b, 75, ["broke off"], server.url("/half"))
    refused(b, 66, ["no address"], "http://a b/")
    refused(b, 75, ["not known"], "http://nowhere.invalid/")


def test_size(b):
    """a bomb is stopped at the largest size"""
    bomb = gzip.compress(b"a " * (40 << 20))
    with Server() as server:
        url = server.serve("/bomb", bomb, Content_Encoding="gzip")
        refused(b, 65, ["larger than 64 MB"], url)
        url = server.serve("/torn", b"\x1f\x8bnothing that was ever compressed",
                           Content_Encoding="gzip")
        refused(b, 65, ["compressed"], url)


def drip(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(90):
        request.wfile.write(b"<")
        request.wfile.flush()
        time.sleep(1)


def test_drip(b):
    """a server that drips is left after a while"""
    with Server() as server:
        server.pages["/drip"] = drip
        result = refused(b, 75, ["too slow"], server.url("/drip"))
        assert 15 < result.seconds < 40, result.seconds


def test_interrupt(b):
    """a fetch stops with the run"""
    with Server() as server:
        server.pages["/drip"] = drip
        process = b.start("--allow-private", server.url("/drip"), "-o", "out.wav", env=cache(b))
        end = time.monotonic() + 20
        while not server.requests and time.monotonic() < end:
            time.sleep(0.02)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 130, (process.returncode, err)
        assert time.monotonic() - start < 3, "it took too long"
        assert not b.listing(), b.listing()


def test_cache(b):
    """a page is kept, asked for again, and taken from there when it is the same"""
    def page(request):
        if request.headers["If-None-Match"] == '"one"':
            answer(request, 304, b"", headers={"ETag": '"one"'})
        else:
            answer(request, 200, PAGE.encode(), headers={"ETag": '"one"'})

    with Server() as server:
        server.pages["/lamp"] = page
        first, second = (fetched(b, server.url("/lamp")) for _ in range(2))
        assert first.out == second.out and WORDS in first.out, second
        asked = server.asked("/lamp")
        assert "If-None-Match" not in asked[0] and asked[1]["If-None-Match"] == '"one"', asked
        folder = b.root / "cache/lectern"
        kept = [*folder.iterdir()]
        assert len(kept) == 1 and folder.stat().st_mode & 0o77 == 0, kept
        kept[0].write_bytes(kept[0].read_bytes()[:20])  # damaged: it is fetched anew
        assert fetched(b, server.url("/lamp")).out == first.out
        server.serve("/lamp", PAGE.replace("evening", "morning"), ETag='"two"')
        assert b"every morning" in fetched(b, server.url("/lamp")).out
        # gone from the server, it is gone
        server.serve("/lamp", b"", code=404)
        refused(b, 66, ["404"], server.url("/lamp"))


def test_cache_of_another_page(b):
    """an address that leads to another page now is not answered with what was kept of the first"""
    def page(words, tag):
        return lambda r: (answer(r, 304, b"") if r.headers["If-None-Match"]
                          else answer(r, 200, PAGE.replace("evening", words).encode(),
                                      headers={"ETag": tag}))

    with Server() as server:
        server.pages.update({"/new": page("morning", '"n"'), "/old": page("noon", '"o"')})
        server.serve("/latest", b"", code=302, Location="/new")
        assert b"every morning" in fetched(b, server.url("/latest")).out
        assert b"every morning" in fetched(b, server.url("/latest")).out
        server.serve("/latest", b"", code=302, Location="/old")
        assert b"every noon" in fetched(b, server.url("/latest")).out


def test_password(b):
    """the name and password in an address are sent, and shown and kept nowhere"""
    with Server() as server:
        url = server.serve("/lamp", PAGE, ETag='"one"').replace("//", "//ann:secret@")
        result = b.ok("--allow-private", "-t", "document", url, env=cache(b))
        assert server.asked("/lamp")[0]["Authorization"].startswith("Basic "), server.requests
        kept = b"".join(p.read_bytes() for p in (b.root / "cache/lectern").iterdir())
        assert b"secret" not in result.out + result.err + kept, result
        server.serve("/lamp", b"", code=404)
        result = refused(b, 66, ["404"], url)
        assert b"secret" not in result.err, result


def test_not_kept(b):
    """what may not be kept, or cannot be asked for again, is not"""
    with Server() as server:
        fetched(b, server.serve("/a", PAGE, ETag='"one"', Cache_Control="private, No-Store"))
        fetched(b, server.serve("/b", PAGE))
        assert not (b.root / "cache").exists()
        # a cache that cannot be made is none
        (b.root / "cache").write_text("in the way")
        assert WORDS in fetched(b, server.serve("/c", PAGE, ETag='"one"')).out


def test_certificate(b):
    """a certificate that nobody vouches for is refused"""
    if not shutil.which("openssl"):
        raise box.Skip("there is no openssl to make a certificate with")
    key, certificate = b.root / "key.pem", b.root / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Server(context) as server:
        server.serve("/lamp", PAGE)
        refused(b, 66, ["certificate"], f"https://127.0.0.1:{server.port}/lamp")
        refused(b, 75, ["try again"], server.url("/lamp"))
        assert not server.requests, server.requests


# ---- feeds

FEED = """<rss version="2.0"><channel><title>Harbour News</title>
<item><title>One</title><link>{url}</link><description>A short summary of it.</description></item>
</channel></rss>"""


def test_feed_pages(b):
    """the page behind a teaser is read; where there is none, the teaser is, with a note"""
    with Server() as server:
        url = server.serve("/lamp", PAGE)
        b.write("feed.xml", FEED.format(url=url))
        assert WORDS in fetched(b, "feed.xml").out
        server.serve("/lamp", b"", code=404)
        result = fetched(b, "feed.xml")
        assert result.out == b"One\n\nA short summary of it.\n", result
        assert len(result.lines) == 1 and "does not exist (404)" in result.lines[0], result
        server.serve("/lamp", b"\x00\x01", "application/octet-stream")
        result = fetched(b, "feed.xml")
        assert result.out == b"One\n\nA short summary of it.\n", result
        assert "application/octet-stream" in result.lines[0], result
        server.serve("/lamp", "<html><body><script>build()</script></body></html>")
        result = fetched(b, "feed.xml")
        assert result.out == b"One\n\nA short summary of it.\n", result
        assert len(result.lines) == 1 and "what the feed carries is read" in result.lines[0], result


def test_feed_links(b):
    """links of a feed are seen from where it is; a private page is refused like any other"""
    with Server() as server:
        server.serve("/news/lamp", PAGE)
        url = server.serve("/news/feed", FEED.format(url="lamp"), "application/rss+xml")
        assert WORDS in fetched(b, url).out
        b.write("feed.xml", FEED.format(url=server.url("/news/lamp")))
        result = b.ok("-t", "text", "feed.xml", env=cache(b))
        assert "private network" in result.lines[0], result
        assert len(server.asked("/news/lamp")) == 1, server.requests


def test_feed_server_down(b):
    """pages that are out of reach are not asked for again and again"""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        item = FEED.format(url=url).splitlines()[1]
        b.write("feed.xml", FEED.format(url=url).replace(item, item * 10))
        result = fetched(b, "feed.xml")
        assert result.out.count(b"A short summary of it.") == 10, result
        assert len(result.lines) == 3 and "no more pages" in result.lines[2], result


def test_list(b):
    """a list of feeds: each is fetched, one that cannot be is a note, none that can an error"""
    with Server() as server:
        url = server.serve("/feed", FEED.format(url=server.serve("/lamp", PAGE)), "text/xml")
        outlines = "".join(f'<outline type="rss" xmlUrl="{each}"/>'
                           for each in (url, server.url("/none"), "feeds/local.xml"))
        b.write("list.opml", f"<opml version='2.0'><body><outline text='News'>{outlines}</outline>"
                             "</body></opml>")
        result = fetched(b, "list.opml")
        assert WORDS in result.out, result
        assert len(result.lines) == 2, result
        assert "/none" in result.lines[0] and "(404)" in result.lines[0], result
        assert "feeds/local.xml" in result.lines[1], result
        server.pages.clear()
        refused(b, 66, ["none of the 3 feeds", "404"], "list.opml")
