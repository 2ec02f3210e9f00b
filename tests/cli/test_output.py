# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written, and where."""
import os
import re
import shutil
import subprocess

import box


def test_default_name(b):
    """without -o, the input's stem .wav in the current folder, never over a file"""
    (b.work / "sub").mkdir()
    b.write("sub/one.two.txt", box.SHORT)
    result = b.ok("--voice=tone", "sub/one.two.txt")
    assert len(result.lines) == 1 and result.lines[0].startswith("one.two.wav: "), result
    made = b.read("one.two.wav")
    b.write("one.two.wav", b"old")
    b.fails(73, ["one.two.wav", "--force"], "--voice=tone", "sub/one.two.txt")
    b.ok("--voice=tone", "--force", "sub/one.two.txt")
    assert b.read("one.two.wav") == made
    b.write(".hidden", box.SHORT)
    b.write("-dash.txt", box.SHORT)
    b.ok("--voice=tone", ".hidden")
    b.ok("--voice=tone", "--", "-dash.txt")
    assert b.read(".hidden.wav") == b.read("-dash.wav") == made


def test_summary(b):
    """one line for each file: how long, how many chapters"""
    b.ok("--voice=tone", box.ARTICLE, "-o", "a.wav")
    result = b.ok("--voice=tone", box.ARTICLE, "-o", "a.wav", "-o", "b.wav")
    assert [line.split(": ")[0] for line in result.lines] == ["a.wav", "b.wav"], result
    wav = box.Wav(b.read("a.wav"))
    seconds = round(wav.frames / wav.rate)
    length = (f"{seconds // 60} min " if seconds >= 60 else "") + f"{seconds % 60} s"
    assert result.lines[0] == f"a.wav: {length}, {len(wav.cues())} chapters", result


def test_wav(b):
    """a WAV of 16-bit mono whose chapters, titles and tags are what was asked for"""
    b.ok("--voice=tone", box.ARTICLE, "--title=Whispers", "--author=M. E.", "--date=2025-03-04",
         "-o", "a.wav", "--chapters=heading")
    wav = box.Wav(b.read("a.wav"))
    rows = [row.split("\t") for row in
            b.ok("--voice=tone", box.ARTICLE, "--title=Whispers", "-t", "chapters",
                 "--chapters=heading").out.decode().splitlines()]
    assert wav.titles() == [row[2] for row in rows] and rows[0][2] == "Whispers", rows
    assert [row[1] for row in rows] == ["1", "2", "2", "2"], rows
    assert wav.cues()[0] == 0 and float(rows[0][0]) == 0
    for cue, row in zip(wav.cues(), rows):
        assert abs(cue / wav.rate - float(row[0])) < 0.001, (cue, row)
    info = wav.info()
    assert info["INAM"] == "Whispers" and info["IART"] == "M. E.", info
    assert info["ICRD"] == "2025-03-04" and info["ISFT"].startswith("lectern"), info


def test_standard_output(b):
    """-o -, -t wav and a file hold the same"""
    name = b.short()
    b.ok("--voice=tone", name, "-o", "a.wav")
    made = b.read("a.wav")
    for args in (["-o", "-"], ["-t", "wav"], ["-t", "wav", "-o", "-"]):
        result = b.ok("--voice=tone", name, *args)
        assert result.out == made and result.err == b"", (args, result)
    with open(b.work / "c.wav", "wb") as file:
        b.ok("--voice=tone", name, "-o", "-", stdout=file)
    assert b.read("c.wav") == made
    assert b.ok("--voice=tone", "-", "-f", "text", "-o", "-", input=box.SHORT.encode()).out == made
    assert b.ok(name, "-t", "text", "-o", "-").out == b.ok(name, "-t", "text").out


def test_both(b):
    """-t and -o together: one reading, both outputs"""
    name = b.short()
    result = b.ok("--voice=tone", name, "-t", "chapters", "-o", "a.wav")
    assert result.out.startswith(b"0.000\t1\tA Short Title\n"), result
    assert box.Wav(b.read("a.wav")).cues() == [0]


def test_texts(b):
    """text, sentences and script speak nothing and say nothing"""
    name = b.short()
    assert b.ok(name, "-t", "text").out.decode() == box.SHORT
    assert b.ok(name, "-t", "sentences").out.decode().splitlines() == [
        "A Short Title", "The first sentence.", "The second one is here.", "A new paragraph."]
    assert b.ok(name, "-t", "script").err == b""


def test_several_inputs(b):
    """several inputs are stories of one briefing, each a chapter, in order"""
    b.write("one.txt", "First Things\n\nSomething happened.\n")
    b.write("two.txt", "Second Things\n\nSomething else did.\n")
    rows = b.ok("--voice=tone", "two.txt", "one.txt", "-t", "chapters", "-o", "a.wav").out
    titles = [row.split("\t")[2] for row in rows.decode().splitlines()]
    assert titles == ["Second Things", "First Things"] == box.Wav(b.read("a.wav")).titles()
    mixed = b.ok("-", "one.txt", "-t", "sentences", input=b"From a pipe\n\nIt works.\n").out
    assert mixed.decode().split("\n")[0] == "From a pipe"


def test_dry_run(b):
    """--dry-run tells what would be spoken, and writes nothing"""
    name = b.short()
    before = b.listing()
    for args in ([], ["-o", "a.wav"], ["-o", "-"]):
        result = b.ok("--dry-run", name, *args)
        assert b"A Short Title" in result.out and b"4 sentences" in result.out, result
    assert b.listing() == before
    signs = b.write("signs.txt", "A title\n\nFish & chips cost 5 % more\n")
    assert b"2 sentences, 9 words" in b.ok("--dry-run", signs).out
    assert "2 sentences, 9 words" in " ".join(b.ok("-v", "--voice=tone", signs).lines)
    b.fails(64, [".mp7"], "--dry-run", name, "-o", "a.mp7")
    b.fails(66, ["missing"], "--dry-run", "missing")
    b.fails(69, ["nobody"], "--dry-run", name, "--voice=nobody")
    assert b.ok("--dry-run", "--rate=100", name).out != b.ok("--dry-run", "--rate=300", name).out


def test_too_long(b):
    """4 GiB of sound at the rate that was asked for are refused before anything is spoken"""
    book = b.book(200000)
    b.fails(65, ["4 GiB"], "--rate=80", book, "-o", "a.wav", timeout=60)


def test_extension(b):
    """an unknown extension lists the known ones"""
    name = b.short()
    b.fails(64, ["a.mp7", ".wav"], name, "-o", "a.mp7")
    b.fails(64, ["wav"], name, "-o", "wav")
    b.ok("--voice=tone", name, "-o", "A.WAV")


def test_folder(b):
    """a folder as output is refused"""
    name = b.short()
    (b.work / "show").mkdir()
    for path in ("show", "show/", "new/", "."):
        b.fails(64, ["folder of episodes", "not possible yet"], name, "-o", path)


def test_missing_folder(b):
    """a folder that is not there"""
    b.fails(73, ["nowhere/a.wav", "folder"], b.short(), "-o", "nowhere/a.wav")
    b.fails(73, [], b.short(), "-o", "x" * 300 + ".wav")


def test_input_as_output(b):
    """an output that is an input is refused, through links too"""
    b.write("in.wav", box.SHORT)
    (b.work / "link.wav").symlink_to("in.wav")
    os.link(b.work / "in.wav", b.work / "hard.wav")
    for name in ("in.wav", "./in.wav", "link.wav", "hard.wav", str(b.work / "in.wav")):
        b.fails(64, ["is an input"], "in.wav", "-o", name)
    b.fails(64, ["is an input"], "in.wav", "--force")
    b.fails(73, ["--force"], "in.wav")


def test_same_output_twice(b):
    """two outputs of one name are refused"""
    name = b.short()
    b.fails(64, ["two outputs"], name, "-o", "a.wav", "-o", "a.wav")
    b.fails(64, ["two outputs"], name, "-o", "-", "-o", "-")


def test_terminal(b):
    """sound is not written to a terminal"""
    name = b.short()
    for args in (["-o", "-"], ["-t", "wav"]):
        code, shown = b.terminal("--voice=tone", name, *args, streams=("stdout", "stderr"))
        assert code == 64 and b"terminal" in shown and shown.count(b"\n") == 1, (code, shown)
    code, shown = b.terminal(name, "-t", "text", streams=("stdout",))
    assert code == 0 and b"A Short Title" in shown


def test_links_and_modes(b):
    """a link is followed; a file that is replaced keeps its mode, a new one gets the umask's"""
    name = b.short()
    (b.work / "sub").mkdir()
    b.write("sub/real.wav", b"old")
    (b.work / "sub/real.wav").chmod(0o640)
    (b.work / "link.wav").symlink_to("sub/real.wav")
    b.ok("--voice=tone", name, "-o", "link.wav", "-o", "new.wav", before=lambda: os.umask(0o027))
    assert (b.work / "link.wav").is_symlink()
    assert b.read("sub/real.wav") == b.read("new.wav") != b"old"
    assert (b.work / "sub/real.wav").stat().st_mode & 0o777 == 0o640
    assert (b.work / "new.wav").stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(b.work / "sub")) == ["real.wav"]


def test_closed_streams(b):
    """closed standard streams: a file is made all the same, but lost output is an error"""
    name = b.short()
    b.ok("--voice=tone", name, "-o", "a.wav")
    made = b.read("a.wav")
    for fds in ((0,), (1,), (2,), (0, 1, 2)):
        result = b.run("--voice=tone", name, "-o", "a.wav", before=lambda f=fds: [os.close(x) for x in f])
        assert result.code == 0 and b.read("a.wav") == made, (fds, result)
    for args in (["--help"], ["--version"], ["--list-formats"], [name, "-t", "text"],
                 [name, "--voice=tone", "-t", "wav"], [name, "--dry-run"]):
        b.fails(74, ["standard output" if args[0][0] == "-" else ""], *args, before=lambda: os.close(1))


def test_full_device(b):
    """/dev/full gives 74"""
    name = b.short()
    for args in (["--help"], ["--version"], ["--list-voices"], [name, "-t", "text"],
                 [name, "--voice=tone", "-o", "-"], [name, "--dry-run"]):
        with open("/dev/full", "wb") as full:
            b.fails(74, ["no space left"], *args, stdout=full)


def test_closed_pipe(b):
    """a pipe that nobody reads gives 74, and a line that says so"""
    name = b.book(40000)
    for args in ([name, "-t", "text"], [name, "-t", "script"], ["--help"]):
        reader, writer = os.pipe()
        os.close(reader)
        b.fails(74, ["pipe"], *args, stdout=writer)
        os.close(writer)


def test_bytes(b):
    """the same bytes at every --jobs, in every folder, language and time zone"""
    for voice in ("tone", None):
        option = [f"--voice={voice}"] if voice else []
        if not voice and not engine_speaks(b):
            raise box.Skip("espeak-ng does not speak here")
        b.ok(*option, box.ARTICLE, "-o", "ref.wav", "-j1")
        made = b.read("ref.wav")
        (b.work / "elsewhere").mkdir(exist_ok=True)
        other = {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8"}
        for jobs in (1, 2, 3, 8):
            b.ok(*option, box.ARTICLE, "-o", "a.wav", f"--jobs={jobs}")
            assert b.read("a.wav") == made, f"--jobs={jobs}, voice {voice}"
        for _ in range(10):
            b.ok(*option, box.ARTICLE, "-o", "../a.wav", cwd=b.work / "elsewhere", env=other)
            assert b.read("a.wav") == made, f"a repeat differs, voice {voice}"


def engine_speaks(b):
    return b.run(b.short(), "-o", "probe.wav").code == 0


def test_date_from_environment(b):
    """SOURCE_DATE_EPOCH is the date of what has no other"""
    name = b.short()
    b.ok("--voice=tone", name, "-o", "a.wav", env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert box.Wav(b.read("a.wav")).info()["ICRD"] == "2023-11-14"
    b.ok("--voice=tone", name, "-o", "a.wav")
    assert "ICRD" not in box.Wav(b.read("a.wav")).info()


def test_stranger(b):
    """another program reads the WAV and its chapters"""
    if not shutil.which("ffprobe"):
        raise box.Skip("no ffprobe")
    b.ok("--voice=tone", box.ARTICLE, "-o", "a.wav")
    probe = subprocess.run(["ffprobe", "-v", "error", "-show_chapters", "-show_format", b.work / "a.wav"],
                           capture_output=True, text=True, check=True)
    assert not probe.stderr, probe.stderr
    wav = box.Wav(b.read("a.wav"))
    assert re.findall(r"TAG:title=(.*)", probe.stdout)[:len(wav.titles())] == wav.titles(), probe.stdout
