# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that are full or may not be written: in a mount namespace of their own."""
import resource
import subprocess

import box

MOUNT = """
set -e
disk=$1; shift
mount -t tmpfs -o "size=$SIZE" none "$disk"
printf old >"$disk/out.wav"
[ "$MODE" = rw ] || mount -o remount,bind,ro "$disk"
set +e
"$@"
code=$?
ls -A "$disk" >"$RESULT"
cat "$disk/out.wav" >>"$RESULT"
exit $code
"""


def on_disk(b, size, mode, *args):
    """Runs the command with a small or read-only disk at `disk`, which holds an old out.wav."""
    unshare = ["unshare", "-rm", "--propagation=private"]
    try:
        works = subprocess.run([*unshare, "mount", "-t", "tmpfs", "none", b.tmp],
                               capture_output=True).returncode == 0
    except FileNotFoundError:
        works = False
    if not works:
        raise box.Skip("no mount namespaces here (unshare -rm)")
    (b.work / "disk").mkdir(exist_ok=True)
    left = b.root / "left"
    env = dict(b.env, SIZE=size, MODE=mode, RESULT=str(left))
    run = subprocess.run([*unshare, "sh", "-c", MOUNT, "sh", b.work / "disk", box.LECTERN, *args],
                         cwd=b.work, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                         timeout=120)
    assert left.read_text() == "out.wav\nold", f"on the disk: {left.read_text()!r}"
    result = box.Result(run.returncode, run.stdout, run.stderr, 0)
    assert len(result.lines) == 1 and result.lines[0].startswith("lectern: "), result
    b.clean()
    return result


def test_full_disk(b):
    """the output's disk is full: 74, and the old file stays"""
    result = on_disk(b, "64k", "rw", "--voice=tone", box.ARTICLE, "-o", "disk/out.wav")
    assert result.code == 74 and "disk/out.wav" in result.lines[0], result
    assert "no space left" in result.lines[0].lower(), result


def test_size_limit(b):
    """files may not grow beyond a limit (ulimit -f): 74 and one line, and the old file stays"""
    def limited(size, needles, *args):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        b.fails(74, needles, *args, before=limit)
    b.write("out.txt", "old")
    b.write("out.wav", "old")
    limited(20000, ["out.txt", "too large"], b.book(8000), "-o", "out.txt")
    limited(20000, ["ulimit"], "--voice=tone", b.book(8000), "-o", "out.wav")
    limited(2000000, ["too large"], "--voice=tone", box.ARTICLE, "-o", "out.wav")


def test_full_tmpdir(b):
    """the disk of TMPDIR is full: 74, and the old file stays"""
    b.env["TMPDIR"] = str(b.work / "disk")
    result = on_disk(b, "64k", "rw", "--voice=tone", box.ARTICLE, "-o", "out2.wav")
    assert result.code == 74 and "no space left" in result.lines[0].lower(), result
    assert not (b.work / "out2.wav").exists()


def test_read_only(b):
    """a read-only folder: 73, and the old file stays"""
    for name in ("disk/out.wav", "disk/new.wav"):
        result = on_disk(b, "64k", "ro", "--voice=tone", box.ARTICLE, "-o", name)
        assert result.code == 73 and name in result.lines[0], result
    b.env["TMPDIR"] = str(b.work / "disk")
    result = on_disk(b, "64k", "ro", "--voice=tone", box.ARTICLE, "-o", "out2.wav")
    assert result.code == 73 and "TMPDIR" in result.lines[0], result
