# SPDX-License-Identifier: GPL-3.0-or-later
"""A place of its own for one test: a working folder, a TMPDIR, and the command."""
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import uuid

LECTERN = ""
TOP = pathlib.Path(__file__).resolve().parents[2]
ARTICLE = TOP / "tests/samples/article.txt"
SHORT = "A Short Title\n\nThe first sentence. The second one is here.\n\nA new paragraph.\n"


class Skip(Exception):
    """What a test needs is not here."""


class Result:
    """How a run went."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    @property
    def lines(self):
        return self.err.decode(errors="backslashreplace").splitlines()

    def __str__(self):
        return f"exit {self.code}, stdout {self.out[:200]!r}, stderr {self.err[:600]!r}"


def reset_signals():
    """A shell's background jobs ignore SIGINT, and their children too: not these."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Box:
    """The folder `work` is where the command runs; `tmp` is its TMPDIR."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="lectern-cli-"))
        self.work, self.tmp, self.home = (self.root / name for name in ("work", "tmp", "home"))
        for folder in (self.work, self.tmp, self.home):
            folder.mkdir()
        self.sessions = set()
        self.mark = f"LECTERN_TEST={uuid.uuid4()}"
        voices = os.environ.get("LECTERN_VOICES", str(TOP / "voices"))
        self.env = {"PATH": os.environ["PATH"], "TMPDIR": str(self.tmp), "LECTERN_VOICES": voices,
                    "HOME": str(self.home), "TERM": "dumb"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.env.update([self.mark.split("=")])
        return self

    def __exit__(self, *_):
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)

    # ---- running

    def start(self, *args, **more):
        """Starts the command; its streams are pipes unless told."""
        streams = {name: subprocess.PIPE for name in ("stdin", "stdout", "stderr")}
        env = dict(self.env, **more.pop("env", {}))
        before = more.pop("before", lambda: None)

        def prepare():
            reset_signals()
            before()
        process = subprocess.Popen([LECTERN, *map(str, args)], cwd=more.pop("cwd", self.work),
                                   env=env, preexec_fn=prepare, start_new_session=True,
                                   **dict(streams, **more))
        self.sessions.add(process.pid)
        return process

    def run(self, *args, input=b"", timeout=120, **more):
        """Runs the command to its end."""
        start = time.monotonic()
        process = self.start(*args, **more)
        try:
            out, err = process.communicate(input, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"still running after {timeout} s: {args}") from None
        return Result(process.returncode, out or b"", err or b"", time.monotonic() - start)

    def ok(self, *args, **more):
        """Runs the command, which must succeed."""
        result = self.run(*args, **more)
        assert result.code == 0, result
        return result

    def fails(self, code, needles, *args, **more):
        """Runs the command, which must fail, with one line, and leave everything as it was."""
        before = self.listing()
        result = self.run(*args, **more)
        assert result.code == code, f"expected exit {code}: {result}"
        assert len(result.lines) == 1 and result.err.endswith(b"\n"), f"not one line: {result}"
        assert result.lines[0].startswith("lectern: "), result
        assert result.out == b"", result
        assert not [byte for byte in result.err[:-1] if byte < 32 or byte == 127], result
        for needle in needles:
            assert needle.lower() in result.lines[0].lower(), f"no {needle!r} in {result}"
        assert self.listing() == before, f"{before} became {self.listing()}"
        self.clean()
        return result

    def terminal(self, *args, streams=("stderr",), columns=80, timeout=60, env=()):
        """Runs the command with a terminal; returns its status and what was shown there."""
        leader, follower = pty.openpty()
        import fcntl
        import termios
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        more = {name: follower for name in streams}
        process = self.start(*args, **dict({"stdin": subprocess.DEVNULL,
                                            "stdout": subprocess.DEVNULL,
                                            "stderr": subprocess.DEVNULL}, **more), env=dict(env))
        os.close(follower)
        shown, end = b"", time.monotonic() + timeout
        while time.monotonic() < end:
            if not select.select([leader], [], [], 0.1)[0]:
                continue
            try:
                block = os.read(leader, 65536)
            except OSError:  # the other side is closed
                break
            if not block:
                break
            shown += block
        os.close(leader)
        return process.wait(timeout=10), shown

    # ---- looking

    def write(self, name, content):
        """Puts a file into the working folder; returns its name."""
        data = content if isinstance(content, bytes) else content.encode()
        (self.work / name).write_bytes(data)
        return name

    def read(self, name):
        return (self.work / name).read_bytes()

    def short(self):
        return self.write("short.txt", SHORT)

    def listing(self):
        """Everything in the working folder, with what it holds."""
        return {str(path.relative_to(self.work)): path.read_bytes() if path.is_file() else None
                for path in sorted(self.work.rglob("*"))}

    def owns(self, entry):
        """Whether a process, by its entry in /proc, was started by this test: by its session, or by
        its environment, which those that shield themselves show to root alone."""
        state, _, _, session = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:4]
        if state == "Z":
            return False
        try:
            return int(session) in self.sessions or (
                self.mark.encode() in (entry / "environ").read_bytes())
        except PermissionError:
            return False

    def processes(self):
        """Living processes that this test has started."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and self.owns(entry):
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                pass
        return found

    def clean(self, seconds=2.0):
        """Nothing is left in TMPDIR and HOME, and no process."""
        end = time.monotonic() + seconds
        while self.processes() and time.monotonic() < end:
            time.sleep(0.02)
        assert not self.processes(), f"left running: {self.processes()}"
        left = [*self.tmp.iterdir(), *self.home.iterdir()]
        assert not left, f"left behind: {left}"

    def tables(self):
        """The folder voices/ that the command uses."""
        return pathlib.Path(self.env["LECTERN_VOICES"])

    def empty_home(self):
        """Forgets what a test has put there."""
        shutil.rmtree(self.home)
        self.home.mkdir()

    def book(self, words=40000):
        """A long input."""
        text = subprocess.run([sys.executable, TOP / "tests/support/book.py", str(words)],
                              check=True, capture_output=True).stdout
        return self.write("book.txt", text)


class Wav:
    """What a WAV file says of itself. Every length must agree with the file."""

    def __init__(self, data):
        assert data[:4] == b"RIFF" and data[8:12] == b"WAVE", data[:16]
        assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
        self.chunks, at = [], 12
        while at < len(data):
            name, size = data[at:at + 4], struct.unpack("<I", data[at + 4:at + 8])[0]
            assert at + 8 + size <= len(data), f"{name} is longer than the file"
            self.chunks.append((name, data[at + 8:at + 8 + size]))
            at += 8 + size + (size & 1)
        self.rate = struct.unpack("<I", self.chunk(b"fmt ")[4:8])[0]
        self.frames = len(self.chunk(b"data")) // 2

    def chunk(self, name):
        found = [body for key, body in self.chunks if key == name]
        assert found, f"no {name} chunk"
        return found[0]

    def cues(self):
        body = self.chunk(b"cue ")
        return [struct.unpack("<I", body[at + 20:at + 24])[0] for at in range(4, len(body), 24)]

    def titles(self):
        """Labels, as LIST adtl holds them."""
        body = next(b for key, b in self.chunks if key == b"LIST" and b[:4] == b"adtl")[4:]
        titles, at = [], 0
        while at < len(body):
            size = struct.unpack("<I", body[at + 4:at + 8])[0]
            titles.append(body[at + 12:at + 8 + size].split(b"\0")[0].decode())
            at += 8 + size + (size & 1)
        return titles

    def info(self):
        """INFO tags."""
        body = next(b for key, b in self.chunks if key == b"LIST" and b[:4] == b"INFO")[4:]
        tags, at = {}, 0
        while at < len(body):
            size = struct.unpack("<I", body[at + 4:at + 8])[0]
            tags[body[at:at + 4].decode()] = body[at + 8:at + 8 + size].split(b"\0")[0].decode()
            at += 8 + size + (size & 1)
        return tags
