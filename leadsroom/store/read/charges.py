"""Reading what a meeting charges by, and what it has charged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, or_, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.charges import AT_CLOSE, ChargeKey, Place
from leadsroom.domain.people.attendance import Mark
from leadsroom.store import tables as t
from leadsroom.store.read.money import entry_of

AnyRow = Row[Any]
Sums = Counter[tuple[ChargeKey, str]]
_E = t.ledger_entry.c


def meeting_rows(connection: Connection, chapter_id: ChapterId, meeting_ids: Iterable[int]) -> list[AnyRow]:
    """Chapter, date, state and frozen charges of meetings."""
    m = t.meeting.c
    query = select(m.id, m.chapter_id, m.on_date, m.state, m.charges).where(
        m.chapter_id == chapter_id, m.id.in_(list(meeting_ids))
    )
    return list(connection.execute(query.order_by(m.on_date, m.id)))


def closed_after(connection: Connection, meeting: AnyRow) -> int | None:
    """The closed meeting that follows a meeting, if one does."""
    m = t.meeting.c
    later = or_(m.on_date > meeting.on_date, m.id > meeting.id)
    query = _closed(meeting.chapter_id).where(m.on_date >= meeting.on_date, later).order_by(m.on_date, m.id)
    return connection.execute(query.limit(1)).scalar()


def closed_before(connection: Connection, meeting: AnyRow) -> int | None:
    """The last meeting that was closed before a meeting."""
    m = t.meeting.c
    earlier = or_(m.on_date < meeting.on_date, m.id < meeting.id)
    query = (
        _closed(meeting.chapter_id)
        .where(m.on_date <= meeting.on_date, earlier)
        .order_by(m.on_date.desc(), m.id.desc())
    )
    return connection.execute(query.limit(1)).scalar()


def _closed(chapter_id: int) -> Select[Any]:
    m = t.meeting.c
    return select(m.id).where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value)


def places_at(connection: Connection, meeting: AnyRow) -> list[Place]:
    """The places of a meeting as they are charged for."""
    a, lead, before = t.attendance.c, t.lead.c, t.attendance.alias("before")
    gave = exists().where(
        lead.chapter_id == a.chapter_id,
        lead.meeting_id == a.meeting_id,
        lead.giver_id == a.member_id,
        lead.withdrawn_at.is_(None),
    )
    was_absent = exists().where(
        before.c.chapter_id == a.chapter_id,
        before.c.meeting_id == closed_before(connection, meeting),
        before.c.member_id == a.member_id,
        before.c.mark == Mark.ABSENT.value,
    )
    query = select(a.member_id, a.mark, a.left_at, gave.label("gave"), was_absent.label("was_absent")).where(
        a.chapter_id == meeting.chapter_id, a.meeting_id == meeting.id
    )
    return [
        Place(
            PersonId(row.member_id),
            Mark(row.mark) if row.mark else None,
            left_early=row.left_at is not None,
            gave_lead=bool(row.gave),
            absent_before=bool(row.was_absent),
        )
        for row in connection.execute(query)
    ]


def charged_at(connection: Connection, chapter_id: ChapterId, meeting_id: int) -> tuple[Sums, Sums]:
    """What a meeting's close has charged, and what a treasurer has taken back or put back of that since.

    Both in minor units by key and currency. A treasurer's entries belong to no meeting.
    """
    of_close = or_(
        _E.kind.in_([AccountKind.MEAL.value, AccountKind.DUES.value]),
        and_(_E.kind == AccountKind.FINE.value, _E.event.in_([event.value for event in AT_CLOSE])),
    )
    here = select(t.ledger_entry).where(_E.chapter_id == chapter_id)
    rows = list(connection.execute(here.where(_E.meeting_id == meeting_id, of_close)))
    charged, forgiven = _sums(rows), Counter[tuple[ChargeKey, str]]()
    while rows:
        ids = [row.id for row in rows]
        rows = list(connection.execute(here.where(_E.reverses.in_(ids), _E.meeting_id.is_(None))))
        forgiven.update(_sums(rows))
    return charged, forgiven


def _sums(rows: Iterable[AnyRow]) -> Sums:
    sums: Sums = Counter()
    for entry in map(entry_of, rows):
        sums[ChargeKey(entry.member_id, entry.kind, entry.event), entry.amount.currency] += entry.amount.minor
    return sums


def reversed_among(connection: Connection, chapter_id: ChapterId, entry_ids: Iterable[int]) -> set[int]:
    """Which of these entries have been taken back."""
    query = select(_E.reverses).where(_E.chapter_id == chapter_id, _E.reverses.in_(list(entry_ids)))
    return set(connection.execute(query).scalars())


def meetings_of_reversed(
    connection: Connection, chapter_id: ChapterId, entry_ids: Iterable[int]
) -> list[int]:
    """The meetings that the first entries of these chains belong to, each taking back the one before."""
    ids, found = set(entry_ids), set()
    while ids:
        query = select(_E.meeting_id, _E.reverses).where(_E.chapter_id == chapter_id, _E.id.in_(ids))
        rows = connection.execute(query).all()
        found |= {row.meeting_id for row in rows if row.meeting_id is not None}
        ids = {row.reverses for row in rows if row.meeting_id is None and row.reverses is not None}
    return sorted(found)


def known_as_now(connection: Connection, chapter_id: ChapterId, person_ids: Iterable[int]) -> list[PersonId]:
    """Who these people are now: of a spelling that was merged since, whoever was kept."""
    ids, p = list(person_ids), t.person.c
    query = select(p.id, p.merged_into_id).where(
        p.chapter_id == chapter_id, p.id.in_(ids), p.merged_into_id.is_not(None)
    )
    kept = {row.id: row.merged_into_id for row in connection.execute(query)} if ids else {}
    return [PersonId(kept.get(each, each)) for each in ids]
