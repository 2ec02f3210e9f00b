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
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(box.SHORT.encode(), timeout=60)
    assert process.returncode == 0 and (b.work / "a.wav").exists(), err


def test_waiting_input(b):
    """SIGINT and SIGTERM while it waits for standard input"""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        process = b.start("-", "-o", "a.wav")
        time.sleep(0.3)
        stops(b, process, number, code)
        assert not (b.work / "a.wav").exists()


def test_waiting_output(b):
    """SIGTERM while it waits for a pipe that nobody reads: it can still say so"""
    process = b.start(b.book(), "-t", "text")
    time.sleep(1)
    assert process.poll() is None
    stops(b, process, signal.SIGTERM, 143)
    assert process.stderr.read() == b"lectern: stopped by a signal\n"


def children(pid):
    """Processes below one, and whether each has children of its own."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if fields[0] != "Z":
                    parents[int(entry.name)] = int(fields[1])
        except OSError:
            pass
    below, found = {pid}, []
    while True:
        more = [p for p, parent in parents.items() if parent in below and p not in below]
        if not more:
            return [(p, p in parents.values()) for p in found]
        below.update(more)
        found += more


def test_killed_worker(b):
    """a process that speaks is killed: the run goes on, and makes the same bytes"""
    text = b.book(8000)
    b.ok(text, "-o", "ref.wav")
    for parents in (False, True):
        process = b.start("--progress=json", text, "-o", "a.wav")
        for line in process.stderr:
            if json.loads(line)["event"] == "progress":
                break
        killed = 0
        end = time.monotonic() + 5
        while not killed and time.monotonic() < end and process.poll() is None:
            for pid, has_children in children(process.pid):
                if has_children == parents and not killed:
                    try:
                        os.kill(pid, signal.SIGKILL)
                        killed = pid
                    except ProcessLookupError:
                        pass
        err = process.stderr.read()
        code = process.wait(timeout=60)
        if killed:
            assert code == 0 and b.read("a.wav") == b.read("ref.wav"), (parents, code, err[-500:])
        b.clean()
    assert process.stdout.read() == b""
