"""Undo and redo from the row images of the journal, at the table and between meetings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadsroom.acts.leads.recompute import settle_all
from leadsroom.acts.money.meeting_charges import without_taken_back
from leadsroom.domain.ids import EntryId
from leadsroom.domain.snapshot import Entry
from leadsroom.store.journal import leads_touched
from leadsroom.store.unit import Occasion, Overtaken, RowChange, Unit


def reverse_last(
    entries: Sequence[Entry], passed_over: set[EntryId], reverse: Callable[[Entry], None]
) -> Entry | None:
    """Reverse the latest entry that can be. Raises Overtaken, once for each that cannot.

    After that it is passed over, so that one conflict does not bar the way to all that came before.
    """
    conflict: Overtaken | None = None
    for entry in reversed(entries):
        try:
            reverse(entry)
        except Overtaken as overtaken:
            if entry.id not in passed_over:
                passed_over.add(entry.id)
                raise
            conflict = conflict or overtaken
        else:
            return entry
    if conflict is not None:
        raise conflict
    return None


def undid(what: str) -> str:
    """Words for taking back an act, however often it was taken back and done again before."""
    return f"Undid: {_act(what)}"


def redid(what: str) -> str:
    """Words for doing again what was taken back."""
    return f"Redid: {_act(what)}"


def _act(what: str) -> str:
    while what.startswith(("Undid: ", "Redid: ")):
        what = what[len("Undid: ") :]
    return what


def put_back(
    unit: Unit, changes: list[RowChange], occasion: Occasion, check: Callable[[], None] | None = None
) -> None:
    """Carry out changes as recorded, and work out again where the leads among them stand."""
    unit.restore(without_taken_back(unit, changes), occasion, check)
    settle_all(unit, leads_touched(changes))
