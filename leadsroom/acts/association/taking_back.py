"""Undo and redo of what an association did: a station's latest act of a day, reversed in a new entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from leadsroom.acts.act import Act
from leadsroom.acts.association.areas import refuse_broken_tree
from leadsroom.acts.association.directors import refuse_second_director
from leadsroom.acts.association.templates import refuse_second_template, refuse_taken_away
from leadsroom.domain.ids import EntryId, StationId
from leadsroom.domain.journal import Entry, standing, undone
from leadsroom.errors import Refused
from leadsroom.store.association_journal import changes_in_association, entries_in_association
from leadsroom.store.journal import built_upon, written_over
from leadsroom.store.reading import Reading
from leadsroom.store.row_changes import Overtaken, RowChange
from leadsroom.store.unit_of_work import Occasion

# An association has no midnight of its own.
UNDONE_WITHIN = timedelta(days=1)


def undo_in_association(act: Act) -> Entry:
    """Reverse this station's latest act of the last day. Raises Refused where none is left."""
    return _reverse_last(
        act, standing(_entries(act)), "undone", "Nothing of the last 24 hours is left to undo."
    )


def redo_in_association(act: Act) -> Entry:
    """Do again what this station undid last. Raises Refused where nothing is."""
    return _reverse_last(act, undone(_entries(act)), "done again", "There is nothing to redo.")


def last_in_association(
    reading: Reading, station_id: StationId, passed_over: Collection[EntryId]
) -> Entry | None:
    """The act that undo would take back first; None where nothing is left."""
    since = reading.now - UNDONE_WITHIN
    entries = standing(entries_in_association(reading.connection, station_id, since))
    return next((entry for entry in reversed(entries) if entry.id not in passed_over), None)


def _entries(act: Act) -> list[Entry]:
    return entries_in_association(act.unit.connection, act.station_id, act.now - UNDONE_WITHIN)


def _reverse_last(act: Act, entries: Sequence[Entry], how: str, nothing: str) -> Entry:
    """Reverse the latest entry that can be; one that cannot is passed over the next time."""
    for entry in reversed(entries):
        if entry.id in act.passed_over:
            continue
        try:
            _reverse(act, entry, how)
        except Overtaken:
            act.passed_over.add(entry.id)
            raise
        return entry
    raise Refused(nothing)


def _reverse(act: Act, entry: Entry, how: str) -> None:
    done, since = changes_in_association(act.unit.connection, entry.id)
    changes = [change.reversed() for change in reversed(done)]
    if (later := written_over(changes, since)) is not None:
        raise Overtaken(how, later)
    refuse_taken_away(act, changes)
    try:
        occasion = Occasion(act.now, act.now.date(), act.now - UNDONE_WITHIN)
        act.unit.restore(changes, occasion, lambda: _check(act, changes))
    except Overtaken as overtaken:
        raise Overtaken(how, overtaken.later or built_upon(changes, since)) from overtaken


def _check(act: Act, changes: Sequence[RowChange]) -> None:
    """Whether what was put back can stand beside what has come since. Raises Overtaken."""
    refuse_broken_tree(act, changes)
    refuse_second_director(act, changes)
    refuse_second_template(act, changes)
