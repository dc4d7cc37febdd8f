"""Where a database is that had to leave its place: a note for all programs of this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json

from leadsroom.files import make_folder
from leadsroom.paths import state_folder


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
    with suppress(OSError, DecodeError):
        note = json.decode(_note_of(place).read_bytes(), type=_Note)
        if note.place == str(place.absolute()):
            return Path(note.moved_to)
    return place


def forward(place: Path, to: Path) -> None:
    """Leave the note; where it cannot be written, the next program finds what stands at the place."""
    with suppress(OSError):
        note = _note_of(place)
        make_folder(note.parent)
        new = note.with_suffix(f".{os.getpid()}")
        new.touch(mode=0o600)
        new.write_bytes(json.encode(_Note(str(place.absolute()), str(to))))
        new.replace(note)


def forget(place: Path) -> None:
    """The database is in its place again."""
    _note_of(place).unlink(missing_ok=True)


@contextmanager
def alone_with(place: Path) -> Iterator[None]:
    """A block that one program at a time is in, for one place."""
    lock = _note_of(place).with_suffix(".lock")
    try:
        make_folder(lock.parent)
        file = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "wb")
    except OSError:
        yield  # without such a folder there is no note to quarrel about either
        return
    with file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _note_of(place: Path) -> Path:
    return (
        state_folder() / "moved" / f"{hashlib.sha256(str(place.absolute()).encode()).hexdigest()[:16]}.json"
    )
