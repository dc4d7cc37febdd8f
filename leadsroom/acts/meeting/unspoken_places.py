"""Places at the table that come and go with a member whom undo or redo takes away or brings back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadsroom.acts.act import Act
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.journal import Later
from leadsroom.store.read.meeting.planning import meetings_to_hold, unspoken_places
from leadsroom.store.unit_of_work import Image, RowChange, image

_HOLDS_SEAT = {status.value for status in MembershipStatus if status.holds_seat}


def with_unspoken_places(
    act: Act, changes: Sequence[RowChange], since: Sequence[Later]
) -> tuple[list[RowChange], list[RowChange]]:
    """The places that go with whoever loses a seat by an undo, and what else of its changes is to be.

    A place that was laid for them `since`, at a meeting to come or at the one that is on, goes as long as
    nothing was said of it. Where they get their seat again it is laid again, unless its meeting was held.
    """
    unit, chapter_id = act.unit, act.chapter.id
    places, laid_since = _of_places(changes), _of_places(c for later in since for c in later.changes)
    laid = {c.id for c in places if c.after is None} | {c.id for c in laid_since if c.before is None}
    leaving = _leaving(changes) if laid else set()
    found = unspoken_places(unit.connection, chapter_id, leaving) if leaving else ()
    going = [RowChange(t.attendance.name, row.id, image(row), None) for row in found if row.id in laid]
    coming = {c.id: c.after["meeting_id"] for c in places if c.before is None and c.after is not None}
    open_still = meetings_to_hold(unit.connection, chapter_id, set(coming.values())) if coming else set()
    left_out = {c.id for c in going} | {place for place, of in coming.items() if of not in open_still}
    return going, [c for c in changes if c.table != t.attendance.name or c.id not in left_out]


def _of_places(changes: Iterable[RowChange]) -> list[RowChange]:
    return [change for change in changes if change.table == t.attendance.name]


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
