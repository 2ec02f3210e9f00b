# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are stopped, and processes that die."""
import json
import os
import pathlib
import signal
import threading
import time

import box

WITHIN = 1.5  # seconds: one, and what a sanitizer or a busy machine adds


def started(b, *args):
    """A long run that has begun to speak. Its standard error is read on, so that it never waits."""
    b.write("out.wav", b"old")
    process = b.start("--progress=json", b.book(), "-o", "out.wav", *args)
    for line in process.stderr:
        event = json.loads(line)
        assert event["event"] == "progress", event
        if event["lines"] >= 20:
            break
    threading.Thread(target=process.stderr.read, daemon=True).start()
    assert process.poll() is None, "the run has ended before it could be disturbed"
    return process


def stops(b, process, number, code, target=None):
    """Sends a signal; the run must end in time and leave nothing."""
    start = time.monotonic()
    (target or os.kill)(process.pid, number)
    assert process.wait(timeout=30) == code
    seconds = time.monotonic() - start
    assert seconds < WITHIN, f"{seconds:.2f} s"
    b.clean(0.5)


def check_stop(b, number, code, target=None):
    process = started(b)
    stops(b, process, number, code, target)
    assert sorted(os.listdir(b.work)) == ["book.txt", "out.wav"]
    assert b.read("out.wav") == b"old"


def test_interrupt(b):
    """SIGINT in the middle of a run"""
    check_stop(b, signal.SIGINT, 130)


def test_interrupt_group(b):
    """Ctrl-C: SIGINT to all processes of the run"""
    check_stop(b, signal.SIGINT, 130, os.killpg)


def test_terminate(b):
    """SIGTERM in the middle of a run"""
    check_stop(b, signal.SIGTERM, 143)


def test_hang_up(b):
    """SIGHUP in the middle of a run ends it as SIGTERM does"""
    check_stop(b, signal.SIGHUP, 143)


def test_kill(b):
    """SIGKILL in the middle of a run: no process outlives it, the old file stays"""
    check_stop(b, signal.SIGKILL, -9)


def test_ignored(b):
    """a signal that the caller ignores does not end the run (nohup)"""
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process = b.start("-q", "--voice=tone", "-", "-o", "a.wav", before=ignore)
    catches(process, signal.SIGALRM)
    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(box.SHORT.encode(), timeout=60)
    assert process.returncode == 0 and (b.work / "a.wav").exists(), err


def test_waiting_input(b):
    """SIGINT and SIGTERM while it waits for standard input"""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        process = b.start("-", "-o", "a.wav")
        catches(process, signal.SIGALRM)
        stops(b, process, number, code)
        assert not (b.work / "a.wav").exists()


def test_waiting_output(b):
    """SIGTERM while it waits for a pipe that nobody reads: it can still say so"""
    process = b.start(b.book(), "-t", "text")
    assert process.stdout.peek(1), "nothing was written"
    stops(b, process, signal.SIGTERM, 143)
    assert process.stderr.read() == b"lectern: stopped by a signal\n"


def catches(process, number):
    """Waits until a process that was just started catches or ignores a signal."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
        masks = [int(line.split()[1], 16) for line in lines if line[:7] in ("SigCgt:", "SigIgn:")]
        if any(mask >> (number - 1) & 1 for mask in masks):
            return
        time.sleep(0.01)
    raise AssertionError(f"{process.args} does not catch signal {number}")


def children(pid):
    """The zygote of a run, and the processes that it has started to speak."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                state, parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:2]
                if state != "Z":
                    parents[int(entry.name)] = int(parent)
        except OSError:
            pass
    zygotes = [child for child, parent in parents.items() if parent == pid]
    return zygotes, [child for child, parent in parents.items() if parent in zygotes]


def kill_one(process, workers):
    """Kills the zygote or a worker of a run. @return whether one was found before the run ended."""
    while process.poll() is None:
        try:
            for pid in children(process.pid)[workers]:
                os.kill(pid, signal.SIGKILL)
                return True
        except ProcessLookupError:
            pass
    return False


def survives_kill(b, text, workers):
    """Runs a text of which a process is killed while it speaks. @return whether one was."""
    process = b.start("--progress=json", text, "-o", "a.wav")
    for line in process.stderr:
        if json.loads(line)["event"] == "progress":
            break
    killed = kill_one(process, workers)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0 and out == b"", (workers, process.returncode, err[-500:])
    b.clean()
    return killed


def test_killed_worker(b):
    """a process that speaks is killed: the run goes on, and makes the same bytes"""
    for words in (8000, 32000):
        text = b.book(words)
        b.ok(text, "-o", "ref.wav")
        killed = []
        for workers in (False, True):
            killed.append(survives_kill(b, text, workers))
            assert b.read("a.wav") == b.read("ref.wav"), (words, workers)
        if all(killed):
            return
    raise AssertionError(f"the run was over before a process could be killed: {killed}")
