"""Reading when members are away: on leave, or by what they said in advance."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from leadsroom.domain.ids import ChapterId, MembershipId, PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.attendance_record import Away
from leadsroom.domain.people.membership import is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import members

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


_n = t.notice.c
_MEMBER, _SUBSTITUTE = t.person.alias("member"), t.person.alias("substitute")


def _notices_query() -> Select[Any]:
    member, substitute = _MEMBER.c, _SUBSTITUTE.c
    return (
        select(
            *(_n.id, _n.on_date, _n.mark, _n.note, _n.member_id, _n.substitute_id),
            *(member.name.label("member"), member.trade.label("trade")),
            *(substitute.name.label("substitute"), substitute.trade.label("substitute_trade")),
        )
        .join(_MEMBER, t.link(_n.member_id, _MEMBER))
        .outerjoin(_SUBSTITUTE, t.link(_n.substitute_id, _SUBSTITUTE))
        .where(_n.chapter_id == bindparam("chapter_id"), _n.withdrawn_at.is_(None))
        .order_by(_n.on_date, _n.id)
    )


_SINCE = _notices_query().where(_n.on_date >= bindparam("since"))
_OF_DATE = _notices_query().where(_n.on_date == bindparam("on"))


def notices_since(connection: Connection, chapter_id: ChapterId, since: date) -> tuple[Notice, ...]:
    """What was told for a day and those after it, the earliest date first."""
    rows = connection.execute(_SINCE, {"chapter_id": chapter_id, "since": since})
    return tuple(_notice_of(row) for row in rows)


def notices_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> dict[PersonId, Notice]:
    """What was told for a date, by member."""
    rows = connection.execute(_OF_DATE, {"chapter_id": chapter_id, "on": on})
    return {row.member_id: _notice_of(row) for row in rows}


def _notice_of(row: Row[Any]) -> Notice:
    stands_in = row.substitute_id is not None
    return Notice(
        id=row.id,
        member=Person(row.member_id, row.member, row.trade),
        on=row.on_date,
        mark=Mark(row.mark),
        substitute=Person(row.substitute_id, row.substitute, row.substitute_trade) if stands_in else None,
        note=row.note,
    )
