# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, help and the man page."""
import json
import pathlib
import re
import shutil
import subprocess

import box

OPTIONS = """output from to force dry-run explain keep speak footnotes since max-items allow-private
             rules lang voice rate pitch chapters title author date jobs progress quiet verbose
             list-voices list-formats help version""".split()


def test_no_input(b):
    """without arguments, one usage line"""
    b.fails(64, ["usage: lectern"])
    b.fails(64, ["usage: lectern"], "-o", "a.wav")


def test_unknown(b):
    """an unknown option, with the nearest known one"""
    name = b.short()
    b.fails(64, ["--titel", "did you mean --title?"], "--titel=X", name)
    b.fails(64, ["--chapers", "did you mean --chapters?"], "--chapers", "none", name)
    b.fails(64, ["--frobnicate", "--help"], "--frobnicate", name)
    b.fails(64, ["-Z", "--help"], "-qZ", name)
    b.fails(64, ["\\xC3"], b"-\xc3\xa9".decode(), name)
    b.fails(64, ["there is no option"], "--" + "x" * 5000, name)


def test_ambiguous(b):
    """an ambiguous abbreviation, with its candidates"""
    b.fails(64, ["--list", "--list-voices", "--list-formats"], "--list")
    b.fails(64, ["--to", "--title"], "--t=text", b.short())


def test_values(b):
    """values that are missing, or given where none is taken"""
    name = b.short()
    b.fails(64, ["--output needs a value"], name, "-o")
    b.fails(64, ["--rate needs a value"], name, "--rate")
    b.fails(64, ["--force takes no value"], name, "--force=yes")
    b.fails(64, ["--lang"], name, "--lang=")
    b.fails(64, ["-o names no file"], name, "-o", "")
    b.fails(64, ["--list-voices"], name, "--voice=heading=")


def test_numbers(b):
    """numbers out of range, with the bounds"""
    name = b.short()
    for option, bounds, wrong in (("rate", ["80", "449"], ["79", "450", "fast", "", "1e2", "99999999999"]),
                                  ("pitch", ["0", "100"], ["-1", "101", "5.5"]),
                                  ("jobs", ["1", "64"], ["0", "-2", "65", "x"]),
                                  ("max-items", ["1", "10000"], ["0", "-1", "10001", "all"])):
        for value in wrong:
            b.fails(64, [f"--{option}", *bounds], f"--{option}={value}", name, "-o", "a.wav")


def test_choices(b):
    """words that are none of those that may be given"""
    name = b.short()
    b.fails(64, ["--chapters", "auto, story, heading, paragraph, none"], "--chapters=some", name)
    b.fails(64, ["--progress", "auto, bar, json, none"], "--progress=loud", name)
    b.fails(64, ["--from", "text"], "-f", "msword", name)
    b.fails(64, ["--to", "sentences", "ledger"], "-t", "mp7", name)
    b.fails(64, ["--voice", "heading"], "--voice=villain=tone", name)
    b.fails(64, ["--keep", "auto, all"], "--keep=some", name)
    b.fails(64, ["--footnotes", "none, end, inline"], "--footnotes=start", name)
    for value in ("menus", "captions,menus", "captions,", "", "captions menus"):
        b.fails(64, ["--speak", "captions"], f"--speak={value}", name)
    text = b.ok("-t", "text", name).out
    for value in ("captions", "captions,captions"):
        assert b.ok("-t", "text", f"--speak={value}", "--speak=captions", name).out == text


def test_dates(b):
    """dates that are in the calendar, and others"""
    name = b.short()
    for date in ("2024", "2024-12", "2024-02-29", "2000-02-29", "0001-01-01"):
        b.ok("--dry-run", f"--date={date}", name)
    for date in ("24", "2024-13", "2024-00", "2023-02-29", "1900-02-29", "2024-04-31", "2024-1-1",
                 "2024/01/01", "2024-01-00", "+024", "2024-01-01T00:00", "yesterday", ""):
        b.fails(64, ["--date", "YYYY-MM-DD"], "--dry-run", f"--date={date}", name)


def test_since(b):
    """--since takes a whole day"""
    name = b.short()
    b.ok("-t", "text", "--since=2024-02-29", name)
    for date in ("2024", "2024-12", "2023-02-29", "2024-1-1", "today", ""):
        b.fails(64, ["--since", "YYYY-MM-DD"], "-t", "text", f"--since={date}", name)


def test_titles(b):
    """titles that are a line of text, and others"""
    name = b.short()
    b.fails(64, ["--title", "control character"], "--title=a\nb", name)
    b.fails(64, ["--title", "control character"], "--title=a\x1b[31mb", name)
    b.fails(64, ["--author", "UTF-8", "byte 1"], b"--author=a\xffb".decode(errors="surrogateescape"), name)


def test_abbreviations(b):
    """abbreviations, bundled letters, and values that stand apart"""
    name = b.short()
    text = b.ok("-t", "sentences", name).out
    assert b.ok("--to=sentences", name).out == text
    assert b.ok(name, "--to", "sentences").out == text
    assert b.ok("-qtsentences", name).out == text
    assert b.ok("-qt", "sentences", "--chap=none", "--tit", "X", name).out == text
    assert b"--output" in b.ok("--he").out


def test_double_dash(b):
    """what follows -- is an input"""
    b.write("-t.txt", box.SHORT)
    b.write("--help", box.SHORT)
    assert b.ok("-t", "text", "--", "-t.txt").out == b.ok("-t", "text", "--", "--help").out


def test_help(b):
    """--help names every option, once, in 80 columns"""
    help_text = b.ok("--help").out.decode()
    assert re.findall(r"^ +(?:-\w, |   )--([\w-]+)", help_text, re.M) == OPTIONS
    assert max(map(len, help_text.splitlines())) < 80
    assert b.ok("-h", "--frobnicate").out.decode() == help_text


def test_manual(b):
    """the man page has the options of --help, and every exit status"""
    page = pathlib.Path(box.LECTERN).parent / "lectern.1"
    if not page.exists():
        raise box.Skip(f"no {page}")
    text = page.read_text()
    assert re.findall(r"^(?:\\fB\\-\w\\fR, )?\\fB\\-\\-([\w\\-]+)\\fR", text.replace("\\-", "-").replace(
        "\\fB-", "\\fB\\-").replace("\\fB\\--", "\\fB\\-\\-"), re.M) == OPTIONS
    for code in (0, 64, 65, 66, 69, 70, 73, 74, 75, 130, 143):
        assert f"\\fB{code}\\fR" in text, code
    for row in b.ok("--list-formats").out.decode().splitlines():
        if row.startswith("  "):
            assert f"\\fB{row.split()[0]}\\fR" in text, row


def test_manual_lint(b):
    """mandoc and man find nothing wrong with the man page"""
    page = pathlib.Path(box.LECTERN).parent / "lectern.1"
    if not page.exists() or not shutil.which("mandoc"):
        raise box.Skip(f"no {page}, or no mandoc")
    lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True)
    assert lint.returncode == 0 and not lint.stdout, lint.stdout.decode()
    if shutil.which("man"):
        shown = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, env=b.env)
        assert shown.returncode == 0 and not shown.stderr, shown.stderr.decode()
        assert b"EXIT STATUS" in shown.stdout


def test_version(b):
    """--version names lectern and the libraries in use"""
    lines = b.ok("--version").out.decode().splitlines()
    assert re.fullmatch(r"lectern \d+\.\d+\.\d+", lines[0]), lines
    assert any(re.match(r"espeak.* 1\.\d+", line) for line in lines), lines
    assert any(re.match(r"libsndfile.1\.\d+", line) for line in lines), lines


def test_lists(b):
    """--list-voices and --list-formats"""
    formats = b.ok("--list-formats").out.decode()
    assert re.search(r"^  text ", formats, re.M) and re.search(r"^  wav +\.wav ", formats, re.M)
    voices = b.ok("--list-voices").out.decode().splitlines()
    assert any(line.startswith("en") for line in voices), voices[:5]
    german = b.ok("--list-voices", "--lang=de").out.decode().splitlines()
    assert german and all(line.startswith("de") for line in german), german


def test_list_printable(b):
    """--list-voices shows what files say without sending it to the terminal raw"""
    shutil.copytree(box.TOP / "voices", b.work / "voices")
    b.write("voices/en/odd.conf", "[voice]\nname = gmw/en\nlang = en-GB\n"
                                  "description = red \x1b[31m and \u202eback\n")
    voices = b.ok("--list-voices", env={"LECTERN_VOICES": "voices"}).out
    assert b"red \\u{001B}[31m and \\u{202E}back" in voices, voices


def test_json(b):
    """--progress=json: one object a line, the last of them \"done\""""
    name = b.book(3000)
    result = b.ok("--voice=tone", "--progress=json", name, "-o", "a.wav")
    events = [json.loads(line) for line in result.lines]
    assert [event["event"] for event in events[:-1]] == ["progress"] * (len(events) - 1)
    for event in events[:-1]:
        assert set(event) == {"event", "percent", "lines", "lines_total", "audio_seconds", "speed",
                              "eta_seconds"}
        assert 0 <= event["percent"] <= 100 and event["lines"] <= event["lines_total"]
    assert events[-2]["percent"] == 100 and events[-2]["lines"] == events[-2]["lines_total"]
    assert [e["lines"] for e in events[:-1]] == sorted(e["lines"] for e in events[:-1])
    wav = box.Wav(b.read("a.wav"))
    assert events[-1]["event"] == "done"
    assert abs(events[-1]["audio_seconds"] - wav.frames / wav.rate) < 0.01
    assert events[-1]["chapters"] == len(wav.cues())
    assert events[-1]["left_out_pieces"] == events[-1]["left_out_characters"] == 0
    failed = b.run("--progress=json", "missing.txt", "-o", "b.wav")
    assert failed.code == 66 and json.loads(failed.err)["status"] == 66, failed


def test_quiet(b):
    """-q says nothing; without a terminal there is no bar"""
    name = b.short()
    assert b.ok("-q", "--voice=tone", name, "-o", "a.wav").err == b""
    assert b.ok("--voice=tone", name, "-o", "a.wav").lines == ["a.wav: " + x for x in [b.ok(
        "--voice=tone", name, "-o", "a.wav").lines[0].split(": ")[1]]]
    assert len(b.ok("-v", "--voice=tone", name, "-o", "a.wav").lines) > 1


def test_bar(b):
    """a bar on a terminal: no escape codes, fitted to its width, erased at the end"""
    name = b.book(20000)
    for columns in (80, 40, 12):
        code, shown = b.terminal("--voice=tone", "--progress=bar", name, "-o", "a.wav", columns=columns)
        assert code == 0 and b"\x1b" not in shown, (code, shown[:200])
        assert b" %" in shown, shown[:200]
        lines = shown.replace(b"\r\n", b"\n").split(b"\n")
        for part in lines[0].split(b"\r")[:-1]:
            assert len(part) < columns, (columns, part)
        assert lines[0].split(b"\r")[-2].strip() == b"", lines[0][-200:]
        assert lines[0].split(b"\r")[-1].startswith(b"a.wav: "), lines
        assert lines[1:] == [b""], lines
    code, shown = b.terminal("--voice=tone", name, "-o", "a.wav")
    assert b" %" in shown, shown[:200]
