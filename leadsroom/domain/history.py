"""Which entry of a journal undo and redo are about: two stacks, read off the entries of one station."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.snapshot import Entry, EntryKind


def _stacks(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind is EntryKind.DO:
            done.append(entry)
            undone.clear()
        elif entry.kind is EntryKind.UNDO:
            done.pop()
            undone.append(entry)
        else:
            undone.pop()
            done.append(entry)
    return done, undone


def last_done(entries: Iterable[Entry]) -> Entry | None:
    """What undo would reverse: the last act, or redo, that stands."""
    done, _ = _stacks(entries)
    return done[-1] if done else None


def last_undone(entries: Iterable[Entry]) -> Entry | None:
    """What redo would bring back: the last undo, unless something was done since."""
    _, undone = _stacks(entries)
    return undone[-1] if undone else None
