# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read and what is left out, as far as the command shows it."""
import json

MADE = "Tea Time\n\nFirst we\x02 boil \u202eone\u202c litre.\n\n> Then we wait.\n"


def test_document(b):
    """-t document: facts, and blocks with what they stand for"""
    name = b.write("a.txt", MADE)
    b.write("b.txt", "Plain words, nothing else.\n")
    made = b.ok("-t", "document", name, "b.txt").out
    first, second = json.loads(made)
    assert list(first) == ["source", "encoding", "title", "blocks", "omissions"], first
    assert (first["source"], first["encoding"], first["title"]) == ("a.txt", "UTF-8", "Tea Time")
    kinds = [(block["kind"], block.get("level"), block["text"]) for block in first["blocks"]]
    assert kinds == [("heading", 1, "Tea Time"), ("paragraph", None, "First we boil one litre."),
                     ("quote", 1, "Then we wait.")], kinds
    for block in first["blocks"]:
        pieces = [MADE.encode()[start:end].decode() for start, end in block["spans"]]
        assert "".join(pieces) == block["text"], block
    assert {omission["rule"] for omission in first["omissions"]} == {"control-character",
                                                                     "bidi-character"}, first
    assert all(omission["reason"] for omission in first["omissions"]), first
    assert second["source"] == "b.txt" and "omissions" not in second, second
    b.ok(name, "b.txt", "-o", "all.document.json")
    assert b.read("all.document.json") == made


def test_document_of_windows_1252(b):
    """-t document: how bytes were decoded, and the note"""
    b.write("w.txt", "The caf\u00e9 is open today.\n".encode("cp1252"))
    document, = json.loads(b.ok("-t", "document", "w.txt").out)
    assert document["encoding"] == "windows-1252" and document["note"], document


def test_explain_plain(b):
    """--explain: the whole article, and no escape codes where nobody sees them"""
    name = b.write("a.txt", MADE)
    made = b.ok("--explain", name)
    assert made.out == b.ok("-t", "explain", name).out
    assert made.out.startswith(b"  Tea Time\n\n  First we boil one litre.\n\n"), made
    assert b"\x1b" not in made.out and made.out.endswith(b"\nNothing was left out.\n"), made


def test_explain_colour(b):
    """--explain on a terminal: colour, unless NO_COLOR or TERM=dumb says no"""
    name = b.write("a.txt", MADE)
    for env, coloured in (({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False),
                          ({"TERM": "xterm", "NO_COLOR": "1"}, False),
                          ({"TERM": "xterm", "NO_COLOR": ""}, True)):
        code, shown = b.terminal("--explain", name, streams=("stdout",), env=env)
        assert code == 0 and b"Tea Time" in shown, shown
        assert (b"\x1b[" in shown) == coloured, (env, shown)


def test_rules_folder(b):
    """--rules and the user's own folder: their tables count, and no others do"""
    b.write("a.txt", "Title\n\nThe qqx. Moss is wet. It rains.\n")
    plain = b.ok("-t", "sentences", "a.txt").out
    assert b"The qqx.\n" in plain, plain
    folder = b.home / "settings/lectern/rules/en"
    folder.mkdir(parents=True)
    header = (b.tables() / "en/abbreviations.tsv").read_text().splitlines()
    row = next(line for line in header if line.startswith("Dr."))
    (folder / "abbreviations.tsv").write_text(row.replace("Dr.", "qqx.", 1) + "\n")
    for more, env in (([f"--rules={folder.parent}"], {}), ([], {"XDG_CONFIG_HOME": str(b.home / "settings")})):
        made = b.ok("-t", "sentences", *more, "a.txt", env=env).out
        assert b"The qqx. Moss is wet.\n" in made, (more, env, made)
    (b.home / "settings").rename(b.home / ".config")
    assert b"The qqx. Moss" in b.ok("-t", "sentences", "a.txt").out
    assert b.ok("-t", "sentences", "a.txt", env={"XDG_CONFIG_HOME": "relative"}).out != plain
    assert b.ok("-t", "sentences", "a.txt", env={"XDG_CONFIG_HOME": "/nonexistent"}).out == plain
    b.empty_home()
    b.fails(69, ["nowhere", "is no folder"], "-t", "text", "--rules=nowhere", "a.txt")


def test_default_name_of_an_address(b):
    """without -o the sound is named after the last part of an address"""
    b.write("page.wav", "old")
    for address in ("http://127.0.0.1:9/a/page.html", "http://127.0.0.1:9/a/page.html?x=/y.z#w",
                    "http://127.0.0.1:9/page/"):
        b.fails(73, ["page.wav", "--force"], address)
