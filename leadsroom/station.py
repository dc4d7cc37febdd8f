"""The writers of a database: a machine by an id of its own, and each program running on it by a number."""

from __future__ import annotations

import atexit
import os
import platform
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO
from uuid import uuid4

from msgspec import Struct

from leadsroom.files import make_folder, open_private
from leadsroom.locks import locked
from leadsroom.paths import state_folder

FIRST, _MOST = 1, 64
_ID_SIGNS = frozenset("0123456789abcdef")
_ID_LENGTH = 32


class Station(Struct, frozen=True):
    """Where somebody sits: undo is its own. Two of one name are two; the name is only for people to read.

    Number 0 is the command line of a machine, from 1 on they are its programs that run at the same time.
    """

    machine: str
    number: int
    name: str

    @classmethod
    def named(cls, name: str) -> Station:
        """A station of no machine, known by its name alone."""
        return cls(name, 0, name)


@cache
def claim_station() -> Station:
    """This program's station for as long as it runs; the same whenever it asks.

    Its number is the first that no other program of this machine has: after a crash it is the same again.
    """
    name = platform.node() or "this computer"
    return claimed_in(state_folder() / "stations", name, _hold)


def command_line() -> Station:
    """The station of commands that are typed on this machine."""
    return Station(machine_id(), 0, "command line")


def machine_id() -> str:
    """The id of this machine; empty where none can be stored."""
    return _machine_or_none(state_folder() / "stations") or ""


def _hold(lock: IO[bytes]) -> None:
    """Keep a lock for as long as the program runs: the numbers are claimed by their locks."""
    atexit.register(lock.close)


def claimed_in(folder: Path, name: str, keep: Callable[[IO[bytes]], object]) -> Station:
    """The station of a program whose machine keeps its id in a folder; `keep` is given the lock to hold.

    Where nothing can be kept or locked, it is a machine of this run alone: its undo then begins afresh.
    """
    machine = _machine_or_none(folder)
    for number in range(FIRST, _MOST) if machine else ():
        try:
            held = locked(folder / f"{number}.lock")
        except OSError:
            break
        if held is not None:
            keep(held)
            return Station(str(machine), number, name if number == FIRST else f"{name} ({number})")
    return Station(uuid4().hex, FIRST, name)


def _machine_or_none(folder: Path) -> str | None:
    try:
        return _machine(folder)
    except OSError:
        return None


def _machine(folder: Path) -> str:
    """The id of this machine, made at random the first time. Raises OSError where it cannot be kept."""
    file = folder / "machine"
    with suppress(FileNotFoundError):
        machine = file.read_text("ascii", errors="replace").strip()
        if len(machine) == _ID_LENGTH and _ID_SIGNS.issuperset(machine):
            return machine
    make_folder(folder)
    new = folder / f"machine-{uuid4().hex}"
    with os.fdopen(open_private(new, os.O_WRONLY), "w", encoding="ascii") as file_of_id:
        file_of_id.write(uuid4().hex)
    try:
        # Whole or not there: of two programs that start at once, both read what the first has put in place.
        if file.exists():
            new.replace(file)  # it was damaged
        else:
            with suppress(FileExistsError):
                os.link(new, file)
    finally:
        new.unlink(missing_ok=True)
    return file.read_text("ascii").strip()
