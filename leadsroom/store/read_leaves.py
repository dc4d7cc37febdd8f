"""When members are on leave: planning and counting go by it."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.attendance_record import Away
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.store import tables as t

_LEAVES = (
    select(t.membership.c.person_id, t.leave.c.since, t.leave.c.until)
    .join(t.membership, t.membership.c.id == t.leave.c.membership_id)
    .where(t.leave.c.chapter_id == bindparam("chapter_id"), t.leave.c.withdrawn_at.is_(None))
    .order_by(t.leave.c.since, t.leave.c.id)
)


def leaves_of(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, tuple[Away, ...]]:
    """Every leave of a chapter that was not withdrawn, by person, of all their memberships, oldest first."""
    found: defaultdict[PersonId, list[Away]] = defaultdict(list)
    for row in connection.execute(_LEAVES, {"chapter_id": chapter_id}):
        found[PersonId(row.person_id)].append(Away(row.since, row.until))
    return {person: tuple(leaves) for person, leaves in found.items()}
