# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that cannot be read, and what is said of them."""
import os
import pathlib

import box


def refused(b, content, code, *needles, name="in.txt", **more):
    """An input that is refused, over an older output, which stays."""
    b.write("out.wav", b"old")
    b.write(name, content)
    return b.fails(code, needles, name, "-o", "out.wav", **more)


def test_missing(b):
    """a file that is not there"""
    b.write("out.wav", b"old")
    b.fails(66, ["nowhere.txt"], "nowhere.txt", "-o", "out.wav")
    b.fails(66, ["no/such/file"], "no/such/file", "-t", "text")


def test_folder(b):
    """a folder"""
    (b.work / "inside").mkdir()
    b.write("out.wav", b"old")
    b.fails(66, ["inside", "folder"], "inside", "-o", "out.wav")


def test_unreadable(b):
    """a file that may not be read"""
    secret = b.root / "secret.txt"
    secret.write_text(box.SHORT)
    secret.chmod(0)
    before = lambda: None
    if os.getuid() == 0:  # root reads everything: be somebody else
        for folder in (b.root, b.work, b.tmp):
            folder.chmod(0o777)
        if any(not parent.stat().st_mode & 1 for parent in pathlib.Path(box.LECTERN).parents):
            raise box.Skip("this is root, and nobody else may run the program that is tested")
        before = lambda: (os.setgid(65534), os.setuid(65534))
    b.fails(66, ["secret.txt"], secret, "-t", "text", before=before)


def test_empty(b):
    """empty and blank files: nothing to speak"""
    for content in (b"", b"\n", b" \t\r\n\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u00a0\u2003\n".encode()):
        refused(b, content, 65, "in.txt", "nothing to speak")
    b.fails(65, ["nothing to speak"], "-", "-t", "text", input=b"")


def test_ornaments(b):
    """a file of nothing but marks"""
    refused(b, "* * *\n\n-----\n", 65, "nothing to speak")


def test_encodings(b):
    """text in other encodings is read, with a note; what is no text is refused at a byte"""
    for encoding, mark in (("utf-16", ""), ("cp1252", "")):
        b.write("in.txt", "Café society\n\nThe café is “open” – always. It costs £5.\n".encode(encoding))
        result = b.ok("in.txt", "-t", "text")
        assert result.out.decode().startswith("Café society\n\nThe café is “open” – always."), result
        assert len(result.lines) == 1 and result.lines[0].startswith("lectern: in.txt: "), result
        assert b.ok("-q", "in.txt", "-t", "text").err == b""
    refused(b, b"Good words and then \x81\x8d\x8f\x90\x9d, which are none.\n", 65, "in.txt", "byte")


def test_binary(b):
    """binary files are refused by the name of what they look like"""
    for kind, content in (("png", b"\x89PNG\r\n\x1a\n" + bytes(60)),
                          ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(60)),
                          ("zip", b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(60)),
                          ("wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(60)),
                          ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(range(60))),
                          ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(60)),
                          ("in.txt", pathlib.Path(box.LECTERN).read_bytes()[:5000]),
                          ("in.txt", b"words\0and zeros\0" * 3),
                          ("in.txt", bytes(5000))):
        refused(b, content, 65, "in.txt", kind)


def test_long_line(b):
    """a line of 10 MB is read whole"""
    words = " ".join(f"word{i}" for i in range(1_000_000))[:10_000_000]
    b.write("in.txt", words + "\n")
    assert b.ok("in.txt", "-t", "text").out.decode() == words + "\n"
    script = b.ok("in.txt", "-t", "script").out.decode()
    assert script.split() == words.split()
    b.clean()


def test_long_word(b):
    """a word of 100 KB is spoken in parts"""
    b.write("in.txt", "A title\n\nThen comes " + "abcdefghij" * 10_000 + " at last.\n")
    b.ok("in.txt", "--voice=tone", "-o", "out.wav")
    assert box.Wav(b.read("out.wav")).frames > 0
    b.clean()


def test_names(b):
    """names with control characters are never shown raw"""
    name = "evil\x1b]0;title\x07\u202etxt.txt"
    b.fails(66, ["evil", "\\u{001B}"], name, "-o", "out.wav")
    b.write(name, box.SHORT)
    result = b.ok(name, "--voice=tone")
    assert not [c for c in result.err.decode()[:-1] if not c.isprintable()], result
    assert (b.work / name.replace(".txt", ".wav")).exists()
    b.fails(66, ["\\xFF"], b"bad\xff.txt".decode(errors="surrogateescape"), "-o", "out.wav")


def test_control_characters(b):
    """control and bidirectional characters do not reach text output"""
    b.write("in.txt", "A\x1b[31m title\n\nRed \x1b[1mbold\x07 and \u202ereversed\u202c.\x7f\n")
    for noun in ("text", "sentences", "script", "chapters"):
        voice = ["--voice=tone"] if noun == "chapters" else []
        out = b.ok("in.txt", "-t", noun, *voice).out.decode()
        assert not [c for c in out if not (c.isprintable() or c in "\n\t")], out


def test_voices(b):
    """unknown languages and voices, with near names"""
    name = b.short()
    b.fails(69, ["klingonese"], "--lang=klingonese", name, "-o", "out.wav")
    b.fails(69, ["no-such-voice"], "--voice=no-such-voice", name, "-o", "out.wav")
    b.ok("--voice=de-AT", "--dry-run", name)
    b.fails(69, ["narator"], "--voice=narator", name, "-o", "out.wav")
    b.fails(69, ["\\u{001B}"], "--voice=\x1b[2J", name, "-o", "out.wav")
    b.fails(69, [], "--voice=../../etc/passwd", name, "-o", "out.wav")


def test_voices_folder(b):
    """a folder of voices that is not there, or holds nonsense"""
    name = b.short()
    b.fails(69, ["nowhere"], name, "-t", "script", env={"LECTERN_VOICES": "/nowhere"})
    voices = b.work / "voices"
    import shutil
    shutil.copytree(b.env["LECTERN_VOICES"], voices)
    (voices / "en" / "lang.conf").write_text("[pauses]\nsentence = soon\n")
    b.fails(65, ["lang.conf:2"], name, "-t", "script", env={"LECTERN_VOICES": str(voices)})


def test_stdin(b):
    """standard input can be read once, and has no name to call an output by"""
    b.fails(64, ["-o"], "-", input=box.SHORT.encode())
    b.fails(64, ["once"], "-", "-", "-o", "out.wav", input=box.SHORT.encode())
    b.fails(65, ["nothing to speak"], "-", "-o", "out.wav", input=b"")


def test_second_input(b):
    """the second input is bad: nothing is spoken, and it is named"""
    b.short()
    b.write("out.wav", b"old")
    b.fails(66, ["second.txt"], "short.txt", "second.txt", "-o", "out.wav")
