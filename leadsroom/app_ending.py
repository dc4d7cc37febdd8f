"""How the app ends that was not left by a key: by a signal, a terminal that is gone, a fault of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import WorkerFailed

from leadsroom.endings import Endings
from screens.kit.keyboard.held_terminal import HeldTerminal
from screens.kit.leaving import KeepsDrafts

if TYPE_CHECKING:
    from textual.app import App

_WRITES = "textual-output"  # the thread by which everything comes to the terminal


class AppEnding:
    """Asks one app to leave, with what is half typed on disk, and puts its terminal back.

    `fault` is what went wrong first, if anything did.
    """

    def __init__(self, app: App[None], endings: Endings) -> None:
        self._app, self._endings = app, endings
        self.terminal = HeldTerminal(endings, self._fail)
        self.fault: BaseException | None = None

    @property
    def has_begun(self) -> bool:
        """Whether a signal came, or the terminal is gone."""
        return self._endings.has_begun

    @contextmanager
    def watched(self) -> Iterator[None]:
        """A block in which the app runs in a terminal; that is as before in the end."""
        threading.excepthook, hook = self._thread_failed, threading.excepthook
        try:
            with self._endings.at_last(self.terminal.put_back):
                yield
        finally:
            self._endings.asks_nobody()
            self.terminal.put_back()
            threading.excepthook = hook

    def listen(self) -> None:
        """From here on, in the app's own loop, whoever ends the program asks the app to leave."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._fault_on_loop)
        self._endings.asks(partial(loop.call_soon_threadsafe, self._leave, context=copy_context()))

    def take_back_signals(self) -> None:
        """Once a driver has started: one for browsers takes some for itself."""
        self._endings.take_back(asyncio.get_running_loop())

    def note_fault(self, fault: Exception) -> None:
        """The app is about to end over it."""
        if self.fault is None:
            self.fault = fault.error if isinstance(fault, WorkerFailed) else fault
            self._keep_drafts()

    def _leave(self) -> None:
        """Asked to by somebody who is not at the keyboard."""
        self._keep_drafts()
        self._app.exit()

    def _keep_drafts(self) -> None:
        """As far as can be: there is nobody to tell that one could not be kept."""
        for screen in self._app.screen_stack:
            if isinstance(screen, KeepsDrafts):
                with suppress(Exception):
                    screen.keep_drafts()

    # A fault of our own, somewhere else than in a handler of Textual's

    def _fail(self, fault: BaseException) -> None:
        self._app.call_later(_raise, fault)

    def _fault_on_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task that nobody waits for, or a callback: what it was to go on with stands still."""
        fault = context.get("exception")
        is_ours = "handle" in context or isinstance(context.get("future"), asyncio.Task)
        if is_ours and isinstance(fault, Exception) and self._app.is_running:
            self._fail(fault)
        else:
            loop.default_exception_handler(context)

    def _thread_failed(self, of: threading.ExceptHookArgs) -> None:
        """A thread has ended over something that it did not expect."""
        writes = of.thread is not None and of.thread.name == _WRITES
        if writes:
            self.terminal.write_no_more()
        if writes and isinstance(of.exc_value, OSError):
            self._endings.hang_up()
        elif of.exc_value is not None:
            self._fail(of.exc_value)


def _raise(fault: BaseException) -> None:
    raise fault
