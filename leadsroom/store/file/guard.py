"""The guard of an open store's file: no act is begun in one that is not what it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol

from leadsroom.store.file.custody import Custody
from leadsroom.store.file.parts import Seen, real
from leadsroom.store.file.rescue import Rescue, not_saved, rescue
from leadsroom.store.file.shadow import Shadow


class GoesOnElsewhere(Protocol):
    """A store that can change its file."""

    def go_on_in(self, place: str) -> None:
        """Work in another file from here on."""
        ...

    def witness(self) -> sqlite3.Connection:
        """A connection to the file that is open, for nobody else."""
        ...


class Guard:
    """Looks after the file, from any thread. `rescues` is the news, the latest last."""

    def __init__(
        self, store: GoesOnElsewhere, place: Path, file: Path, shadows: Path | None, opened: Seen | None
    ) -> None:
        """`place` is where it is looked for, `file` where it is. Without a folder there is no second copy.

        `opened` is what was seen when it was opened: it may be gone already. Raises sqlite3.Error.
        """
        self._store, self._place, self._shadows = store, real(place), shadows
        self._writing = RLock()
        self._custody = Custody(real(file), store.witness(), opened)
        self.rescues: list[Rescue] = []

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block that writes: begun in a file that is whole, and taken into the second copy."""
        with self._writing:
            self._check()
            yield
            self._custody.settle()

    def check(self) -> None:
        """Go on elsewhere if need be; nothing while somebody writes, who has checked. Raises Refused."""
        if self._writing.acquire(blocking=False):
            try:
                self._check()
            finally:
                self._writing.release()

    def check_in_turn(self) -> None:
        """The same once whoever writes has written. Raises Refused."""
        with self._writing:
            self._check()

    def catch_up(self) -> None:
        """Make the second copy, or its pages anew where they are behind; or see it to disk.

        Acts do not wait for that.
        """
        custody, shadow = self._custody, self._custody.shadow
        try:
            if shadow is None and self._shadows is not None:
                self._adopt(custody, Shadow(custody.file, self._shadows, self._place))
            elif shadow is not None and shadow.is_behind:
                run = shadow.copied_pages()
                with self._writing:
                    if self._is_of(custody):
                        shadow.adopt(run)
            elif shadow is not None:
                shadow.to_disk()
        except sqlite3.Error:
            pass  # next time, or in a file that is whole
        except OSError:
            if self._is_of(custody):
                self._shadows = None  # without room for a copy there is none
        if shadow is not None and not self._is_of(custody):
            shadow.close()  # it was closed while its pages were copied: they are to go as well

    def _is_of(self, custody: Custody) -> bool:
        """Whether it is still this file that is looked after."""
        return custody is self._custody and self._shadows is not None

    def _adopt(self, custody: Custody, shadow: Shadow) -> None:
        with self._writing:
            if self._is_of(custody):
                custody.shadow = shadow
                shadow.follow()
            else:
                shadow.close()

    def _check(self) -> None:
        before = self._custody
        trouble = before.trouble()
        if trouble is None:
            return
        try:
            done = rescue(before, trouble, self._place)
            self._store.go_on_in(str(done.goes_on_in))
            self._custody = Custody(done.goes_on_in, self._store.witness())
        except (OSError, sqlite3.Error) as wrong:
            raise not_saved(trouble, self._place, str(wrong)) from wrong
        before.clear_leftovers()
        before.close()
        self.rescues.append(done)

    def close(self) -> None:
        """Nobody writes any more."""
        with self._writing:
            self._shadows = None
            self._custody.close()
