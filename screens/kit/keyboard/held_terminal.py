"""The terminal as it was before: put back once, whichever way the program ends, and not taken after that."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from leadsroom.endings import Endings

if TYPE_CHECKING:
    from textual.driver import Driver

# A sequence cut short, a frame begun, keyboard, mouse, paste, focus, sizes, wrap, screen, cursor, colours.
BACK = (
    b"\x18\x1b[?2026l\x1b[<u\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[?2004l\x1b[?1004l\x1b[?2048l"
    b"\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"
)
_NO_PIXELS = "\x1b[?1016l"  # Textual leaves the mouse counting in pixels where it has found it able to


class HeldTerminal:
    """What a driver changes in the terminal of this process, and the way back without one.

    `fail` is called with what went wrong while keys were read, by the thread that reads them.
    """

    def __init__(self, endings: Endings, fail: Callable[[Exception], object]) -> None:
        self._endings, self._fail = endings, fail
        self._before: list[Any] | None = None
        self._is_open = False
        self._is_held = False
        self._is_deaf = False
        self._is_watched = False

    def write_no_more(self) -> None:
        """The thread that writes has ended: whatever is handed to it stays where it is."""
        self._is_deaf = True

    def put_back(self) -> None:
        """By hand, past a driver that hangs or was never finished; it waits for nothing."""
        if self._is_held:
            self._is_held = False
            _set_back(self._before)
            _write_back()

    # A driver that keeps to this

    def driver(self, driver: type[Driver]) -> type[Driver]:
        """A driver that lets go of the terminal once, and does not touch it any more."""
        hold = self

        def start_application_mode(self: Driver) -> None:
            hold._take(lambda: driver.start_application_mode(self))

        def write(self: Driver, data: str) -> None:
            if hold._may_write():
                driver.write(self, data)

        def disable_input(self: Driver) -> None:
            if hold._is_held:
                driver.disable_input(self)

        def stop_application_mode(self: Driver) -> None:
            if hold._is_held:
                write(self, _NO_PIXELS)
            hold._let_go(lambda: driver.stop_application_mode(self))

        def close(self: Driver) -> None:
            if not hold._is_deaf:  # else it would wait until somebody has read what is to be written
                driver.close(self)

        ways = (start_application_mode, write, disable_input, stop_application_mode, close)
        return type(driver.__name__, (driver,), {way.__name__: way for way in ways} | self._reading(driver))

    def _reading(self, driver: type[Driver]) -> dict[str, Callable[[Driver], None]]:
        read: Callable[[Driver], None] | None = getattr(driver, "run_input_thread", None)
        if read is None:
            return {}
        hold = self

        def run_input_thread(self: Driver) -> None:
            try:
                read(self)
            except OSError:
                hold._endings.hang_up()
            except Exception as fault:  # noqa: BLE001 - Textual would end over it without a word
                hold._fail(fault)

        return {"run_input_thread": run_input_thread}

    def _take(self, start: Callable[[], None]) -> None:
        if self._endings.has_begun:
            return  # by now it may be the shell's
        self._before = _attributes()
        self._is_open = True
        start()
        self._is_open = self._is_held  # in the background Textual's returns at once, with nothing written
        self._watch()

    def _may_write(self) -> bool:
        self._is_held = self._is_held or self._is_open
        return self._is_open and not self._is_deaf

    def _let_go(self, stop: Callable[[], None]) -> None:
        if self._is_held and is_ours():
            stop()
            self._is_held = self._is_deaf
        self._is_open = False
        self.put_back()

    def _watch(self) -> None:
        """Have its end noticed: the signal that tells of it does not reach everybody, and some ignore it."""
        if not self._is_watched and self._before is not None and hasattr(select, "poll"):
            self._is_watched = True
            Thread(target=self._wait_until_closed, name="terminal", daemon=True).start()

    def _wait_until_closed(self) -> None:
        poll = select.poll()
        poll.register(_keyboard(), 0)  # no events asked for: what is left is that the other end is closed
        poll.poll()
        self._endings.hang_up()


def is_ours() -> bool:
    """Whether we are in the foreground: to set anything from elsewhere would stop this process."""
    try:
        return os.tcgetpgrp(_keyboard()) == os.getpgrp()
    except (OSError, AttributeError):
        return True


def _keyboard() -> int:
    return 0 if sys.__stdin__ is None else sys.__stdin__.fileno()


def _attributes() -> list[Any] | None:
    with suppress(ImportError, OSError, ValueError):
        import termios

        with suppress(termios.error):
            return termios.tcgetattr(_keyboard())
    return None


def _set_back(attributes: list[Any] | None) -> None:
    if attributes is None or not is_ours():
        return
    import termios

    with suppress(termios.error, OSError):
        termios.tcsetattr(_keyboard(), termios.TCSANOW, attributes)
        termios.tcflush(_keyboard(), termios.TCIFLUSH)


def _write_back() -> None:
    with suppress(OSError, ValueError, AttributeError):
        # Opened anew, so that a terminal that takes nothing more does not hold us up.
        way = os.open(os.ttyname(_keyboard()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        os.write(way, BACK)
        os.close(way)
