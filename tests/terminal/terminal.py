"""A real terminal around a real program: a pty, and behind it pyte as the emulator.

What is seen is what a person would see: a screen counts as seen only between two frames, never half painted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType

from tests.terminal.emulator import Screen, Stream

KEYS = {
    "enter": "\r",
    "space": " ",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

FRAMES_ASKED_FOR, FRAMES_GRANTED = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"

# What pyte would print or misread: private sequences other than `?`, and questions about modes.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:[<>=][0-9;:]*[ -/]*[@-~]|\?[0-9;]*(?:\$p|u))")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?]*[ -/]*)?\Z")

# The terminal becomes the program's own: when it goes away, with the test if need be, so does the program.
_TAKE_TERMINAL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_IN_OWN_TERMINAL = (sys.executable, "-SEc", _TAKE_TERMINAL)

_PATIENCE_SECONDS = 30.0
_QUIET_SECONDS = 0.15
_KILLED = -signal.SIGKILL


class Terminal:
    """A program in a terminal of its own. Keys go in by name, the screen comes out as text."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        width: int = 120,
        height: int = 36,
        keep_open: Collection[int] = (),
    ) -> None:
        """The program and what it starts hold the files to be kept open for as long as they live."""
        self.screen = Screen(width, height)
        self._stream = Stream(self.screen)
        self.written = bytearray()  # all that the program has written so far
        self._rest = b""
        self._in_frame = False
        self._open = True
        self._fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        # A session of its own, so that ending it ends what it started, and nothing else.
        self._process = subprocess.Popen(
            [*_IN_OWN_TERMINAL, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            pass_fds=keep_open,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    # In

    def send(self, keys: bytes) -> None:
        """Send bytes as the terminal would."""
        os.write(self._fd, keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.send(text.encode())

    def press(self, *names: str) -> None:
        """Press keys by name: `enter`, `f5`, `ctrl+s`; a single character is itself."""
        self.type("".join(KEYS.get(name, name) for name in names))

    # Out

    @property
    def lines(self) -> list[str]:
        """The screen, a line each, without the blanks at the end."""
        return [line.rstrip() for line in self.screen.display]

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def wait_for(self, what: str | Callable[[], bool], seconds: float = _PATIENCE_SECONDS) -> None:
        """Look on until a text is on the screen, or something is true. Fails with the screen as it stands."""
        seen = what if callable(what) else lambda: what in self.text()
        deadline = time.monotonic() + seconds
        while self._in_frame or not seen():
            left = deadline - time.monotonic()
            if left <= 0 or not self.look(left):
                reason = "not seen in time" if self._open else "the program ended"
                raise AssertionError(f"{what if isinstance(what, str) else seen}: {reason}\n{self.text()}")

    def wait_until(self, comes_true: Callable[[], bool]) -> None:
        """Look on until something is so that the screen need not tell."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not comes_true():
            self.look(0.05)
            assert time.monotonic() < deadline, self.text()

    def wait_for_quiet(self) -> None:
        """Look on until the program has nothing more to write."""
        while self.look(_QUIET_SECONDS):
            pass

    def look(self, seconds: float) -> bool:
        """Take in what the program writes next. Whether it wrote anything in that time."""
        written = self.read(seconds)
        self.feed(written)
        return bool(written)

    def read(self, seconds: float) -> bytes:
        """The bytes that the program writes next, kept from the screen; none if none come in that time."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, seconds))
        if not ready or not self._open:
            return b""
        try:
            written = os.read(self._fd, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            written = b""
        self._open = bool(written)
        self.written += written
        return written

    def feed(self, written: bytes) -> None:
        """Show what was read, frame by frame."""
        if FRAMES_ASKED_FOR in written:
            self.send(FRAMES_GRANTED)
        whole = self._rest + written
        unfinished = _UNFINISHED.search(whole)
        end = unfinished.start() if unfinished else len(whole)
        whole, self._rest = whole[:end], whole[end:]
        began, ended = whole.rfind(FRAME_BEGINS), whole.rfind(FRAME_ENDS)
        if began != ended:
            self._in_frame = began > ended
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", whole))

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    def fileno(self) -> int:
        """The terminal as a file that `select` can wait for."""
        return self._fd

    # The end

    def kill(self) -> None:
        """SIGKILL, to this program alone; it may be dead already."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def close(self) -> None:
        """Close the window over the program, as a person may."""
        os.close(self._fd)
        self._fd, self._open = -1, False

    @property
    def killed(self) -> bool:
        """Whether it was SIGKILL that ended it."""
        return self._process.poll() == _KILLED

    def wait_for_end(self, seconds: float = _PATIENCE_SECONDS) -> int:
        """Look on until the program has ended; its exit code."""
        deadline = time.monotonic() + seconds
        while self._open and time.monotonic() < deadline:
            self.look(deadline - time.monotonic())
        return self._process.wait(max(0.1, deadline - time.monotonic()))
