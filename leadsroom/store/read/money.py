"""Reading the ledger of the chapter's money: balances, the entries of an account, what a meeting charged."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.money.account import (
    AccountEntry,
    AccountKind,
    balances,
    numbered_receipt,
    receipt_numbers,
)
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
