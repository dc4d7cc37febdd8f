"""How the program ends that was not left: by a signal, or because its terminal is gone.

One road for all of them. A signal unwinds the program as ctrl+c does, so that every `finally` is carried
out; a program with screens is asked to leave instead, as if by its key. Either way it then dies of that
signal, which is what whoever has sent it, such as a shell, looks for.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))  # Windows has two of them
_SHELLS_OWN = 128  # where a shell begins to count the programs that a signal has ended

# A closing window sends several signals at once, of which none is impatient.
ONE_MOMENT_SECONDS = 0.5
# An act that waits for somebody else's lock gives up before this.
PATIENCE_SECONDS = 6.0


class Ended(KeyboardInterrupt):
    """A signal ends the program. As with ctrl+c, nobody but `main` has anything to say to it."""


class Endings:
    """The end of this process. Nothing is taken over until it is `watched`."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._ask: Callable[[], object] | None = None
        self._came: SimpleQueue[bool] = SimpleQueue()  # whether a signal; a handler may fill no other queue
        self._is_watched = False
        self._is_late = False
        self._last: list[Callable[[], object]] = []
        self._folders: list[Path] = []

    @property
    def has_begun(self) -> bool:
        """Whether a signal came, or the terminal is gone."""
        return self._number is not None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While this lasts a signal ends the program in good order; afterwards the program is dead of it."""
        if self._is_watched or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = self._take_over()
        watchman = threading.Thread(target=self._be_patient, name="endings", daemon=True)
        watchman.start()
        try:
            yield
        finally:
            self._clear_all_away()
            if self._number is not None:
                self._die(self._number)
            self._is_watched = False
            self._came.put(False)
            watchman.join()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _take_over(self) -> dict[int, Callable[[int, FrameType | None], object] | int | None]:
        self._is_watched = True
        handlers = {number: signal.getsignal(number) for number in SIGNALS}
        # Whoever has started us with a signal ignored, such as nohup, means it.
        heard = {number: by for number, by in handlers.items() if by not in (signal.SIG_IGN, None)}
        for number in heard:
            signal.signal(number, self._hear)
        return dict(heard)

    def take_back(self, loop: AbstractEventLoop) -> None:
        """Take back the signals that were given to a loop meanwhile."""
        for number in SIGNALS if self._is_watched else ():
            if loop.remove_signal_handler(number):
                signal.signal(number, self._hear)

    # It begins

    def asks(self, ask: Callable[[], object]) -> None:
        """From here on the program is asked to leave, in whatever thread, rather than unwound."""
        self._ask = ask
        if self.has_begun:
            ask()

    def asks_nobody(self) -> None:
        """It has been left, and is unwound again."""
        self._ask = None

    def hang_up(self) -> None:
        """The terminal is gone; its signal may come as well or not. To be called by any thread."""
        self._begin(getattr(signal, "SIGHUP", signal.SIGTERM))

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self._number is None:
            self._begin(number)
            if self._ask is None:
                raise Ended
        elif self._is_late:
            self._end_at_once(self._number)

    def _begin(self, number: int) -> None:
        if self._number is None:
            self._number = number
            self._came.put(True)
            if self._ask is not None:
                with suppress(RuntimeError):  # its loop is closed: it has just been left
                    self._ask()

    # It hangs

    @contextmanager
    def at_last(self, act: Callable[[], object]) -> Iterator[None]:
        """What is to be done in any case while this lasts, even when the program is past all `finally`."""
        self._last.append(act)
        try:
            yield
        finally:
            self._last.remove(act)

    def _be_patient(self) -> None:
        """Wait for the first signal, and then so long and no longer."""
        if not self._came.get():
            return
        time.sleep(ONE_MOMENT_SECONDS)
        self._is_late = True
        time.sleep(PATIENCE_SECONDS - ONE_MOMENT_SECONDS)
        self._end_at_once(self._number or signal.SIGTERM)

    def _end_at_once(self, number: int) -> NoReturn:
        for act in reversed(self._last):
            with suppress(Exception):
                act()
        self._clear_all_away()
        self._die(number)

    # Temporary folders

    def make_folder(self, prefix: str) -> Path:
        """A new private folder that does not outlive a watched program."""
        from tempfile import mkdtemp

        folder = Path(mkdtemp(prefix=prefix))
        if self._is_watched:
            self._folders.append(folder)
        return folder

    def _clear_all_away(self) -> None:
        while self._folders:
            from shutil import rmtree

            rmtree(self._folders.pop(), ignore_errors=True)

    # It is over

    @staticmethod
    def _die(number: int) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        if threading.current_thread() is threading.main_thread():
            _dump_no_core()
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        os._exit(_SHELLS_OWN + number)  # another thread cannot give a signal back to the system


def _dump_no_core() -> None:
    """Memory is full of names and numbers: SIGQUIT shall not write it to disk."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        # By 0 Linux would still hand it to a program that collects cores; 1 it takes for a no.
        resource.setrlimit(resource.RLIMIT_CORE, (1 if most else 0, most))


@cache
def endings() -> Endings:
    """The one of this process."""
    return Endings()
