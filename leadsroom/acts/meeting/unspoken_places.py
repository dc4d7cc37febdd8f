"""Places at the table that follow a member or a notice, where undo or redo takes that away or back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadsroom.acts.act import Act
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import CameAbout
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.journal import Later
from leadsroom.store.read.meeting.planning import (
    announced_places,
    last_entry_of,
    meetings_to_hold,
    unspoken_places,
)
from leadsroom.store.row_changes import Image, Overtaken, RowChange, image

_HOLDS_SEAT = {status.value for status in MembershipStatus if status.holds_seat}


def with_unspoken_places(
    act: Act, changes: Sequence[RowChange], since: Sequence[Later]
) -> tuple[list[RowChange], list[RowChange]]:
    """The places that follow an undo, and what else of its changes is to be. Raises Overtaken.

    A place that was laid `since` for whoever loses a seat by it, at a meeting to come or at the one that is
    on, goes as long as nothing was said of it. Where they get their seat again it is laid again, unless its
    meeting was held. One that was marked by a notice that goes is as unmarked as it was.
    """
    unit, chapter_id = act.unit, act.chapter.id
    places, laid_since = _of_places(changes), _of_places(c for later in since for c in later.changes)
    laid = {c.id for c in places if c.after is None} | {c.id for c in laid_since if c.before is None}
    leaving = _leaving(changes) if laid else set()
    found = unspoken_places(unit.connection, chapter_id, leaving) if leaving else ()
    going = [RowChange(t.attendance.name, row.id, image(row), None) for row in found if row.id in laid]
    going += _unmarked(act, changes, {c.id for c in [*places, *laid_since]} - {c.id for c in going})
    _refuse_people_spoken_of(act, changes, laid_since, {c.id for c in [*places, *going]})
    coming = {c.id: c.after["meeting_id"] for c in places if c.before is None and c.after is not None}
    open_still = meetings_to_hold(unit.connection, chapter_id, set(coming.values())) if coming else set()
    left_out = {c.id for c in going} | {place for place, of in coming.items() if of not in open_still}
    return going, [c for c in changes if c.table != t.attendance.name or c.id not in left_out]


def _unmarked(act: Act, changes: Sequence[RowChange], among: set[int]) -> list[RowChange]:
    """What takes the marks of notices that go off `among` these places, or puts back those before them."""
    notices = [change for change in changes if change.table == t.notice.name]
    going = {_whose(c.before) for c in notices if _stands(c.before) and not _stands(c.after)}
    if not going or not among:
        return []
    back = {_whose(c.after): c.after for c in notices if _stands(c.after) and not _stands(c.before)}
    found = []
    for place_id, on in announced_places(act.unit.connection, act.chapter.id, among).items():
        before = act.unit.row(t.attendance, place_id) or {}
        whose = before["member_id"], on.isoformat()
        if whose in going:
            found.append(
                RowChange(t.attendance.name, place_id, before, before | _columns_of(back.get(whose)))
            )
    return found


def _stands(notice: Image | None) -> bool:
    return notice is not None and not notice["withdrawn_at"]


def _whose(notice: Image | None) -> tuple[int, str]:
    assert notice is not None
    return notice["member_id"], notice["on_date"]


def _columns_of(notice: Image | None) -> Image:
    """The columns that a notice sets on a place; None sets nothing."""
    at_table = {"marked_at": None, "marked_by": None}
    if notice is None:
        return {"mark": None, "substitute_id": None, "told": False, "came_about": None, **at_table}
    announced = {"told": True, "came_about": CameAbout.ANNOUNCED.value, **at_table}
    return {"mark": notice["mark"], "substitute_id": notice["substitute_id"], **announced}


def _refuse_people_spoken_of(
    act: Act, changes: Sequence[RowChange], laid_since: Sequence[RowChange], besides: set[int]
) -> None:
    """Somebody who would be unknown then, and was at a place with an entry at the table, stays.

    Also where it was taken back: it may be said again.
    """
    gone = {change.id for change in changes if change.table == t.person.name and change.after is None}
    for change in laid_since if gone else ():
        images = [image for image in (change.before, change.after) if image is not None]
        named = {image.get(name) for image in images for name in ("member_id", "substitute_id")}
        if change.id in besides or not named & gone:
            continue
        of = images[0]["meeting_id"]
        if (entry := last_entry_of(act.unit.connection, act.chapter.id, of, change.id)) is not None:
            raise Overtaken(later=entry)


def _of_places(changes: Iterable[RowChange]) -> list[RowChange]:
    return [change for change in changes if change.table == t.attendance.name]


def _leaving(changes: Sequence[RowChange]) -> set[PersonId]:
    """The members who hold a seat before these changes and none after them."""
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
