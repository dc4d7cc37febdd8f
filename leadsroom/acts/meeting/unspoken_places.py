"""Places at the table that come and go with a member whom undo or redo takes away or brings back."""

from __future__ import annotations

from collections.abc import Sequence

from leadsroom.acts.act import Act
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.planning import meetings_to_hold, unspoken_places
from leadsroom.store.unit_of_work import Image, RowChange, image

_HOLDS_SEAT = {status.value for status in MembershipStatus if status.holds_seat}


def with_unspoken_places(act: Act, changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes of an undo or redo, with the places of whoever loses or gets back a seat by them.

    A place that was laid for them at a meeting to come, or at the one that is on, goes with them as long as
    nothing was said of it. Where that is done again it is laid again, unless its meeting was held since.
    """
    unit, chapter_id = act.unit, act.chapter.id
    leaving = _leaving(changes)
    found = unspoken_places(unit.connection, chapter_id, leaving) if leaving else ()
    going = [RowChange(t.attendance.name, row.id, image(row), None) for row in found]
    laid = {change.id: change.after["meeting_id"] for change in changes if _is_laid(change) and change.after}
    open_still = meetings_to_hold(unit.connection, chapter_id, set(laid.values())) if laid else set()
    gone, late = {change.id for change in going}, {row for row, of in laid.items() if of not in open_still}
    kept = [c for c in changes if c.table != t.attendance.name or c.id not in gone | late]
    return [*going, *kept]


def _leaving(changes: Sequence[RowChange]) -> set[PersonId]:
    """Who holds a seat before these changes, and none, or is not there, after them."""
    before: dict[int, Image | None] = {}
    after: dict[int, Image | None] = {}
    for change in changes:
        if change.table == t.membership.name:
            before.setdefault(change.id, change.before)
            after[change.id] = change.after
    return {
        PersonId(was["person_id"])
        for row_id, was in before.items()
        if was is not None and _holds_seat(was) and not _holds_seat(after[row_id])
    }


def _holds_seat(membership: Image | None) -> bool:
    return membership is not None and membership["status"] in _HOLDS_SEAT


def _is_laid(change: RowChange) -> bool:
    """Whether a place comes back with nothing said of it."""
    row = change.after
    return change.table == t.attendance.name and change.before is None and row is not None and not row["mark"]
