"""Where a database is that had to leave its place: a note for all programs of this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json

from leadsroom.errors import Refused
from leadsroom.files import make_folder, write_file
from leadsroom.locks import in_turn
from leadsroom.paths import state_folder
from leadsroom.store.file.parts import real


class _Note(Struct, frozen=True):
    place: str
    moved_to: str


def forwarded(place: Path) -> Path:
    """Where the database of a place is: mostly there, and there too if what it had gone to is gone."""
    there = noted(place)
    with suppress(OSError):
        if there.stat().st_size:
            return there
    return place


def noted(place: Path) -> Path:
    """Where the database of a place has gone by the note, whatever has become of it there."""
    for file in (_note_of(place), _note_beside(place)):
        with suppress(OSError, DecodeError):
            note = json.decode(file.read_bytes(), type=_Note)
            if note.place == str(real(place)):
                return Path(note.moved_to)
    return place


def forward(place: Path, to: Path) -> None:
    """Leave the note, in place of any other; where it cannot be written, beside the place.

    Where neither can be, the next program finds what stands at the place.
    """
    data = json.encode(_Note(str(real(place)), str(real(to))))
    for note, other in ((_note_of(place), _note_beside(place)), (_note_beside(place), _note_of(place))):
        with suppress(OSError, Refused):
            make_folder(note.parent)
            write_file(note, data, otherwise="", replaces=True)
            other.unlink(missing_ok=True)
            return


def forget(place: Path) -> None:
    """The database is in its place again."""
    for note in (_note_of(place), _note_beside(place)):
        with suppress(NotADirectoryError):
            note.unlink(missing_ok=True)


@contextmanager
def alone_with(place: Path) -> Iterator[None]:
    """A block that one program at a time is in, for one place. Raises Refused where another one hangs."""
    lock = _note_of(place).with_suffix(".lock")
    with suppress(OSError):  # without such a folder there is no note to quarrel about either
        make_folder(lock.parent)
    with in_turn(lock, f"Another window is saving {place.name} at this moment. Try again in a moment."):
        yield


def _note_of(place: Path) -> Path:
    which = hashlib.sha256(os.fsencode(real(place))).hexdigest()[:16]
    return state_folder() / "moved" / f"{which}.json"


def _note_beside(place: Path) -> Path:
    home = real(place)
    return home.with_name(f".{home.name}.moved")
