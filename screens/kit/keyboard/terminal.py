"""The terminal: into its background and back; and what it can show where its encoding is not ours."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from textual.driver import Driver


def stop_until_continued() -> bool:
    """Stop, with all that the shell has started together. Whether a shell has let us go on.

    It is the system that decides: where there is no shell to come back from, it lets nobody stop. Textual's
    own way asks nobody and stops this process alone: `make run`, or a window without a shell, would hang.
    """
    if sys.platform == "win32":
        return False
    continued: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        continued.append(number)

    before = {
        signal.SIGCONT: signal.signal(signal.SIGCONT, note),
        signal.SIGTSTP: signal.signal(signal.SIGTSTP, signal.SIG_DFL),
    }
    try:
        os.kill(0, signal.SIGTSTP)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return bool(continued)


_PLAIN, _COERCED = ("C", "POSIX"), ("C.UTF-8", "C.utf8", "UTF-8")
_UTF_8 = ("utf-8", "utf8")


def encoding_of(terminal: TextIO | None, environment: Mapping[str, str]) -> str:
    """In which encoding a terminal is written to.

    Python takes UTF-8 where the locale says nothing; but one that asks for plain C means it, unless Python
    was given an encoding. For `LANG=C` Python itself writes the coerced type into its environment.
    """
    encoding = getattr(terminal, "encoding", None) or "utf-8"
    of_letters = environment.get("LC_CTYPE")
    if of_letters in _COERCED and environment.get("LANG") in _PLAIN:
        of_letters = environment["LANG"]
    asked_for = environment.get("LC_ALL") or of_letters or environment.get("LANG")
    chosen = environment.get("PYTHONIOENCODING") or environment.get("PYTHONUTF8")
    return "ascii" if asked_for in _PLAIN and not chosen and sys.platform != "win32" else encoding


def driver_for(driver: type[Driver], terminal: TextIO | None, environment: Mapping[str, str]) -> type[Driver]:
    """A driver that writes only what this terminal can show, and passes over what it cannot read."""
    encoding = encoding_of(terminal, environment)
    return _reading_on(driver if encoding.lower() in _UTF_8 else _writing_in(encoding, driver))


def _writing_in(encoding: str, driver: type[Driver]) -> type[Driver]:
    """All that is painted goes through `write`: there each sign is replaced by one that the encoding has."""
    from leadsroom.domain.text.signs import SignsOf

    signs = SignsOf(encoding)

    def write(self: Driver, data: str) -> None:
        driver.write(self, data.translate(signs))

    return type(driver.__name__, (driver,), {"write": write})


def _reading_on(driver: type[Driver]) -> type[Driver]:
    """Textual takes all keys for UTF-8, and ends over the first letter that is not, or noise on the line."""
    read: Callable[[Driver], None] | None = getattr(driver, "run_input_thread", None)
    if read is None:
        return driver

    def run_input_thread(self: Driver) -> None:
        while True:
            try:
                read(self)
            except UnicodeDecodeError:
                continue
            return

    return type(driver.__name__, (driver,), {"run_input_thread": run_input_thread})
