"""Which entry of a journal undo and redo are about: two stacks, read off the entries of one station."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import EntryId, MeetingId, StationId

# What a private entry is called where neither money is named nor what only officers read.
PRIVATE_ENTRY = "a private entry"


class EntryKind(StrEnum):
    """What an entry of the journal did to the rows."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Entry(Struct, frozen=True):
    """One entry of the journal. `reverses` is the entry that an undo or a redo is about.

    `meeting_id` is the meeting at whose table it happened; None between meetings. An entry that `is_private`
    is about money, or for officers alone, and stands in no minutes.
    """

    id: EntryId
    at: datetime
    kind: EntryKind
    act: str
    what: str
    station_id: StationId
    reverses: EntryId | None = None
    meeting_id: MeetingId | None = None
    is_private: bool = False

    @property
    def public_words(self) -> str:
        """Its sentence where private entries are not read: an undo of one says only that it is about one."""
        if not self.is_private or self.reverses is None:
            return self.what
        return f"{self.what.partition(':')[0]}: {PRIVATE_ENTRY}"


def at_station(name: str) -> str:
    """`at the table`, `at the computer vm`: nobody logs in, so that is all that is known of who did it."""
    if name.startswith("the "):
        return f"at {name}"
    return f"at the {name}" if name == "command line" else f"at the computer {name}"


def _stacks(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind is EntryKind.DO:
            done.append(entry)
            undone.clear()
        elif entry.kind is EntryKind.UNDO:
            _take(done, entry)
            undone.append(entry)
        else:
            _take(undone, entry)
            done.append(entry)
    return done, undone


def _take(stack: list[Entry], by: Entry) -> None:
    # Not always the top one: an entry that could not be reversed is passed over.
    at = next((n for n in reversed(range(len(stack))) if stack[n].id == by.reverses), None)
    if at is not None:
        del stack[at]


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """What undo could reverse, the latest last: acts, and redone ones, that stand."""
    return _stacks(entries)[0]


def undone(entries: Iterable[Entry]) -> list[Entry]:
    """What redo could bring back, the latest last: undos since the last act."""
    return _stacks(entries)[1]
