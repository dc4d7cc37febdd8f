"""Saving all of a database whose file is gone, another one or damaged, and going on in a file beside it.

Not in its place: SQLite clears away a log by its name. Whoever closes the file that was there last would take
away the log of the one that stands there since.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.errors import Refused
from leadsroom.files import free_name, make_folder, to_disk
from leadsroom.paths import data_folder
from leadsroom.store.file.custody import Custody, Trouble, is_whole, record_of
from leadsroom.store.file.forwarding import alone_with, forget, forward, forwarded, noted
from leadsroom.store.file.parts import connect, index_of, journal_of, log_of, real

_Copy = Callable[[Path], None]
_NEWEST = 200  # entries: more than anybody makes within the second in which it is noticed


class Rescue(Struct, frozen=True):
    """What was done. `only_here` are acts that stand in `also_in` alone: another program was quicker."""

    trouble: Trouble
    place: Path
    goes_on_in: Path
    only_here: tuple[str, ...] = ()
    also_in: Path | None = None

    @property
    def sentence(self) -> str:
        """What a moderator is to know: what has happened, that nothing is lost, where it is."""
        happened = _happened(self.trouble, self.place)
        goes_on = f"leadsroom goes on in {self._where(self.goes_on_in)}."
        if not self.only_here:
            return f"{happened} Nothing is lost: {goes_on}"
        acts = "One act" if len(self.only_here) == 1 else f"{len(self.only_here)} acts"
        also_in = self._where(self.also_in or self.place)
        return (
            f"{happened} Another window has saved it; {goes_on} {acts} of this window came too late for "
            f"that, do them again: {'; '.join(self.only_here)}. They are also in {also_in}."
        )

    def _where(self, file: Path) -> str:
        return f"{file.name}, beside it" if file.parent == self.place.parent else str(file)


def _happened(trouble: Trouble, place: Path) -> str:
    name = place.name
    return {
        Trouble.GONE: f"{name} was deleted or moved away by another program.",
        Trouble.REPLACED: f"{name} was replaced by another program.",
        Trouble.LOG_GONE: f"The newest part of {name} was deleted by another program.",
        Trouble.DAMAGED: f"{name} was damaged by another program.",
    }[trouble]


def rescue(custody: Custody, trouble: Trouble, place: Path) -> Rescue:
    """Save it, or go where another program has. `place` is where it stood at first.

    Raises Refused where it can be saved nowhere.
    """
    with alone_with(place):
        there = noted(place)
        if there == custody.file:
            saved = _save(custody, trouble, place)
            forward(place, saved)
            return Rescue(trouble, place, saved)
        if is_whole(there, custody.record):
            return Rescue(trouble, place, there)
        saved = _save(custody, trouble, place)
        return Rescue(trouble, place, there, _only_in(saved, there), saved)


def _save(custody: Custody, trouble: Trouble, place: Path) -> Path:
    """A whole copy in a new file: of what is still open, or else of the shadow."""
    why = "there is no copy of it"
    for target in _targets(place, custody.file):
        for copy in _ways(custody, trouble):
            try:
                make_folder(target.parent)
                target.touch(mode=0o600, exist_ok=False)
                copy(target)
            except (OSError, sqlite3.Error) as wrong:
                why = str(wrong)
            else:
                if is_whole(target, custody.record):
                    return target
            for file in (target, log_of(target), index_of(target), journal_of(target)):
                with suppress(OSError):
                    file.unlink(missing_ok=True)
    raise not_saved(trouble, place, why)


def not_saved(trouble: Trouble, place: Path, why: str) -> Refused:
    """What is to be done where it could be saved nowhere, for now."""
    return Refused(
        f"{_happened(trouble, place)} It could not be saved ({why}). Make room on "
        "the disk: what this window alone has is lost when it is closed."
    )


def _ways(custody: Custody, trouble: Trouble) -> list[_Copy]:
    def from_what_is_open(target: Path) -> None:
        custody.reader.execute("VACUUM INTO ?", (str(target),))  # an empty file that is there is filled

    ways: list[_Copy] = [from_what_is_open]
    if custody.shadow is not None:
        ways.append(custody.shadow.write_to)
    return ways[::-1] if trouble is Trouble.DAMAGED else ways


def _targets(place: Path, last: Path) -> Iterator[Path]:
    """New names beside it; in our own folder where the one it was in is gone, or may not be written.

    The name of the `last` one is not new, also where it is gone: its log would be cleared away by that name.
    """
    stem = f"{place.stem}-saved"
    saved_before = re.fullmatch(rf"{re.escape(stem)}(?:-(\d+))?", last.stem)
    first = 1 if saved_before is None else int(saved_before[1] or 1) + 1
    for folder in (place.parent, data_folder() / "saved"):
        yield free_name(folder, stem, place.suffix, first)


def _only_in(ours: Path, theirs: Path) -> tuple[str, ...]:
    """The acts, in words, that stand in one file and not in another."""
    query = "SELECT command_id, what, is_private FROM journal ORDER BY id DESC LIMIT ?"
    with closing(connect(ours)) as connection:
        here = connection.execute(query, (_NEWEST,)).fetchall()
    there: set[str] = set()
    with suppress(sqlite3.Error), closing(connect(theirs)) as connection:
        there = {command for command, *_ in connection.execute(query, (2 * _NEWEST,))}
    missing = ((what, private) for command, what, private in reversed(here) if command not in there)
    return tuple(PRIVATE_ENTRY if private else what for what, private in missing)


def come_home(place: Path, say: Callable[[str], object] = lambda _: None) -> Path:
    """Put a database that had to leave its place back there, once nobody has it open; where it is now.

    What stands in its place meanwhile is put aside, unless it holds all of it: then it has come home already.
    `say` is called with a sentence for whoever opens it, once it has come home.
    """
    with alone_with(place):
        there = forwarded(place)
        if there == place or not _is_unused(there):
            return there
        try:
            with closing(connect(there)) as connection:
                record = record_of(connection)
            home, aside = real(place), None  # a link to it stays one
            if not (home.exists() and is_whole(home, record)):
                with _on_disk_of(home, there) as arrived:
                    aside = _put_aside(home)
                    arrived.replace(home)
                there.unlink(missing_ok=True)
            forget(place)
        except (OSError, sqlite3.Error):  # no room yet, a folder that may not be written, or it is damaged
            return there
        say(_at_home(place, aside))
        return place


def _at_home(place: Path, aside: Path | None) -> str:
    other = (
        f" What stood there meanwhile is {aside.name}: delete it if nothing in it is needed." if aside else ""
    )
    return f"{place.name} is back in its place.{other}"


@contextmanager
def _on_disk_of(home: Path, there: Path) -> Iterator[Path]:
    """It itself, or a copy of it where it had to go to another disk."""
    if there.stat().st_dev == home.parent.stat().st_dev:
        yield there
        return
    half = home.with_name(f".{home.name}.half")
    try:
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        shutil.copyfile(there, half)
        to_disk(half)
        yield half
    finally:
        half.unlink(missing_ok=True)


def _is_unused(file: Path) -> bool:
    """Whether nobody has a database open."""
    try:
        with closing(connect(file)) as connection:
            for statement in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"):
                connection.execute(statement)
    except sqlite3.Error:
        return False
    return True


def _put_aside(place: Path) -> Path | None:
    """Where it is then; None where there is nothing but what is left of a log."""
    if not place.exists():
        for rest in (log_of(place), index_of(place)):
            rest.unlink(missing_ok=True)
        return None
    aside = free_name(place.parent, f"{place.stem}-aside", place.suffix)
    for of in (log_of, index_of):
        with suppress(FileNotFoundError):
            of(place).replace(of(aside))
    return place.replace(aside)
