"""When members are on leave: planning and counting go by it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.ids import ChapterId, MembershipId, PersonId
from leadsroom.domain.people.attendance_record import Away
from leadsroom.domain.people.membership import is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import members

_LEAVES = (
    select(t.leave.c.membership_id, t.membership.c.person_id, t.leave.c.since, t.leave.c.until)
    .join(t.membership, t.link(t.leave.c.membership_id, t.membership))
    .where(t.leave.c.chapter_id == bindparam("chapter_id"), t.leave.c.withdrawn_at.is_(None))
    .order_by(t.leave.c.since, t.leave.c.id)
)


def leaves_of(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, tuple[Away, ...]]:
    """Every leave of a chapter that was not withdrawn, by person, of all their memberships, oldest first."""
    found: defaultdict[PersonId, list[Away]] = defaultdict(list)
    for row in connection.execute(_LEAVES, {"chapter_id": chapter_id}):
        found[PersonId(row.person_id)].append(Away(row.since, row.until))
    return {person: tuple(leaves) for person, leaves in found.items()}


def leaves_by_membership(connection: Connection, chapter_id: ChapterId) -> dict[MembershipId, list[Away]]:
    """Every leave of a chapter that was not withdrawn, oldest first, by whose it is."""
    found: defaultdict[MembershipId, list[Away]] = defaultdict(list)
    for row in connection.execute(_LEAVES, {"chapter_id": chapter_id}):
        found[MembershipId(row.membership_id)].append(Away(row.since, row.until))
    return dict(found)


def seated_on(connection: Connection, chapter_id: ChapterId, day: date) -> tuple[Member, ...]:
    """Who has a place at the table on a day: those who hold a seat and are on no leave then."""
    leaves = leaves_by_membership(connection, chapter_id)
    return tuple(m for m in _holders(connection, chapter_id) if not is_on_leave(m, leaves, day))


def on_leave_on(connection: Connection, chapter_id: ChapterId, day: date) -> tuple[Member, ...]:
    """Whose seat is kept while they are away on a day."""
    leaves = leaves_by_membership(connection, chapter_id)
    return tuple(m for m in _holders(connection, chapter_id) if is_on_leave(m, leaves, day))


def _holders(connection: Connection, chapter_id: ChapterId) -> tuple[Member, ...]:
    return members(connection, chapter_id, [status for status in MembershipStatus if status.holds_seat])
