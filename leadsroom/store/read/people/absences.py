"""Reading when members are away: on leave, or by a notice."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, select

from leadsroom.domain.ids import ChapterId, MembershipId, PersonId
from leadsroom.domain.people.attendance import Away, Notice
from leadsroom.domain.people.membership import is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import members
from leadsroom.store.records import Reader, Values

_LEAVES = (
    select(t.leave.c.membership_id, t.membership.c.person_id, t.leave.c.since, t.leave.c.until)
    .join(t.membership, t.link(t.leave.c.membership_id, t.membership))
    .where(t.leave.c.chapter_id == bindparam("chapter_id"), t.leave.c.withdrawn_at.is_(None))
    .order_by(t.leave.c.since, t.leave.c.id)
)


class _LeaveRow(Struct, frozen=True):
    membership_id: MembershipId
    person_id: PersonId
    away: Away


_leave_row = Reader(_LeaveRow, away=Reader(Away))


def leaves_of(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, tuple[Away, ...]]:
    """Every leave of a chapter that was not withdrawn, by person, of all their memberships, oldest first."""
    found: defaultdict[PersonId, list[Away]] = defaultdict(list)
    for row in _leave_row.all(connection.execute(_LEAVES, {"chapter_id": chapter_id})):
        found[row.person_id].append(row.away)
    return {person: tuple(leaves) for person, leaves in found.items()}


def leaves_by_membership(connection: Connection, chapter_id: ChapterId) -> dict[MembershipId, list[Away]]:
    """Every leave of a chapter that was not withdrawn, oldest first, by whose it is."""
    found: defaultdict[MembershipId, list[Away]] = defaultdict(list)
    for row in _leave_row.all(connection.execute(_LEAVES, {"chapter_id": chapter_id})):
        found[row.membership_id].append(row.away)
    return dict(found)


def seated_on(connection: Connection, chapter_id: ChapterId, day: date) -> tuple[Member, ...]:
    """The members with a place at the table on a day: those who hold a seat and are on no leave then."""
    leaves = leaves_by_membership(connection, chapter_id)
    return tuple(m for m in _holders(connection, chapter_id) if not is_on_leave(m, leaves, day))


def on_leave_on(connection: Connection, chapter_id: ChapterId, day: date) -> tuple[Member, ...]:
    """The members on leave on a day, whose seat stays theirs."""
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
            *(member.name.label("member"), member["trade"]),
            *(substitute.name.label("substitute"), substitute["trade"].label("profession_of_substitute")),
        )
        .join(_MEMBER, t.link(_n.member_id, _MEMBER))
        .outerjoin(_SUBSTITUTE, t.link(_n.substitute_id, _SUBSTITUTE))
        .where(_n.chapter_id == bindparam("chapter_id"), _n.withdrawn_at.is_(None))
        .order_by(_n.on_date, _n.id)
    )


_SINCE = _notices_query().where(_n.on_date >= bindparam("since"))
_OF_DATE = _notices_query().where(_n.on_date == bindparam("on"))


_member_of = Reader(Person, id="member_id", name="member", profession="trade")
_named_substitute = Reader(
    Person, id="substitute_id", name="substitute", profession="profession_of_substitute"
)


def _substitute_of(row: Values) -> Person | None:
    return None if row["substitute_id"] is None else _named_substitute(row)


_notice_of = Reader(Notice, on="on_date", member=_member_of, substitute=_substitute_of)


def notices_since(connection: Connection, chapter_id: ChapterId, since: date) -> tuple[Notice, ...]:
    """The notices for a day and those after it, the earliest date first."""
    return tuple(_notice_of.all(connection.execute(_SINCE, {"chapter_id": chapter_id, "since": since})))


def notices_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> dict[PersonId, Notice]:
    """The notices for a date, by member."""
    found = _notice_of.all(connection.execute(_OF_DATE, {"chapter_id": chapter_id, "on": on}))
    return {notice.member.id: notice for notice in found}
