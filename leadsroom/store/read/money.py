"""Reading the accounts: balances, entries, what a meeting charges by and has charged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.money.account import (
    AccountEntry,
    AccountKind,
    balances,
    numbered_receipt,
    receipt_numbers,
)
from leadsroom.domain.money.charges import AT_CLOSE, ChargeKey, Place
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t

AnyRow = Row[Any]
_E = t.ledger_entry.c


def entry_of(row: AnyRow) -> AccountEntry:
    """An entry from a row of `ledger_entry`."""
    return AccountEntry(
        id=LedgerId(row.id),
        member_id=PersonId(row.member_id),
        kind=AccountKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        on=row.on_date,
        at=row.at,
        event=FineEvent(row.event) if row.event else None,
        period=row.period,
        note=row.note,
        meeting_id=None if row.meeting_id is None else MeetingId(row.meeting_id),
        reverses=None if row.reverses is None else LedgerId(row.reverses),
    )


def owed_by(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId | None = None
) -> dict[PersonId, tuple[Money, ...]]:
    """What each account, or this one, stands at in each currency; those that are even are left out."""
    query = (
        select(_E.member_id, _E.currency, func.sum(_E.amount_minor).label("minor"))
        .where(_E.chapter_id == chapter_id)
        .group_by(_E.member_id, _E.currency)
    )
    if member_id is not None:
        query = query.where(_E.member_id == member_id)
    found: dict[PersonId, list[Money]] = {}
    for row in connection.execute(query):
        # A server adds up in a wider type than it counts in.
        found.setdefault(PersonId(row.member_id), []).append(Money(int(row.minor), row.currency))
    return {member_id: owed for member_id, sums in found.items() if (owed := balances(sums))}


def entries(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId | None = None
) -> list[AccountEntry]:
    """The entries of one account, or of all, in the order in which they were written."""
    query = select(t.ledger_entry).where(_E.chapter_id == chapter_id).order_by(_E.id)
    if member_id is not None:
        query = query.where(_E.member_id == member_id)
    return [entry_of(row) for row in connection.execute(query)]


def entry_in(connection: Connection, chapter_id: ChapterId, entry_id: LedgerId) -> AccountEntry | None:
    """One entry of a chapter."""
    query = select(t.ledger_entry).where(_E.id == entry_id, _E.chapter_id == chapter_id)
    row = connection.execute(query).first()
    return None if row is None else entry_of(row)


def reversal_of(connection: Connection, chapter_id: ChapterId, entry_id: LedgerId) -> AccountEntry | None:
    """The entry that takes another one back, if one does."""
    query = select(t.ledger_entry).where(_E.chapter_id == chapter_id, _E.reverses == entry_id)
    row = connection.execute(query).first()
    return None if row is None else entry_of(row)


def reversals_of(connection: Connection, chapter_id: ChapterId, entry_id: LedgerId) -> list[AccountEntry]:
    """What took an entry back, what took that back, and so on."""
    found: list[AccountEntry] = []
    last = entry_id
    while (following := reversal_of(connection, chapter_id, last)) is not None:
        found.append(following)
        last = following.id
    return found


def receipts(connection: Connection, chapter_id: ChapterId) -> dict[LedgerId, str]:
    """The number of the receipt of every payment, for lists."""
    query = select(_E.id, _E.on_date).where(
        _E.chapter_id == chapter_id, _E.kind == AccountKind.PAYMENT.value, _E.reverses.is_(None)
    )
    return receipt_numbers((LedgerId(row.id), row.on_date) for row in connection.execute(query))


def receipt_number(connection: Connection, chapter_id: ChapterId, entry_id: LedgerId) -> str | None:
    """The number of one payment's receipt, counted off; None for an entry that is no payment."""
    entry = entry_in(connection, chapter_id, entry_id)
    if entry is None or entry.kind is not AccountKind.PAYMENT or entry.reverses is not None:
        return None
    query = (
        select(func.count())
        .where(_E.chapter_id == chapter_id, _E.kind == AccountKind.PAYMENT.value, _E.reverses.is_(None))
        .where(_E.on_date.between(date(entry.on.year, 1, 1), date(entry.on.year, 12, 31)), _E.id <= entry_id)
    )
    return numbered_receipt(entry.on, connection.execute(query).scalar_one())


def account_names(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, str]:
    """The name of everybody the chapter knows."""
    p = t.person.c
    rows = connection.execute(select(p.id, p.name).where(p.chapter_id == chapter_id))
    return {PersonId(row.id): row.name for row in rows}


def meeting_days(connection: Connection, chapter_id: ChapterId) -> dict[MeetingId, date]:
    """The date of every meeting of a chapter."""
    m = t.meeting.c
    rows = connection.execute(select(m.id, m.on_date).where(m.chapter_id == chapter_id))
    return {MeetingId(row.id): row.on_date for row in rows}


def dues_of(connection: Connection, chapter_id: ChapterId, period: str) -> dict[PersonId, int]:
    """What stands of the dues charged for a period, in minor units; 0 where they were taken back."""
    query = (
        select(_E.member_id, func.sum(_E.amount_minor).label("minor"))
        .where(_E.chapter_id == chapter_id, _E.kind == AccountKind.DUES.value, _E.period == period)
        .group_by(_E.member_id)
    )
    return {PersonId(row.member_id): int(row.minor) for row in connection.execute(query)}


Sums = Counter[tuple[ChargeKey, str]]


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
