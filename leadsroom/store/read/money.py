"""Reading the accounts: balances, entries, and the charges of meetings with their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select, union_all

from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.money.account import (
    IN_HAND,
    WITH_RECEIPT,
    AccountEntry,
    AccountKind,
    balances,
    numbered_receipt,
    receipt_numbers,
)
from leadsroom.domain.money.charges import AT_CLOSE, ChargeKey, Place
from leadsroom.domain.money.dues import ChargedDues
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_E = t.ledger_entry.c


entry_of = Reader(AccountEntry, on="on_date", amount=Reader(Money, minor="amount_minor"))


class _Sum(Struct, frozen=True):
    """The sum of the entries of an account."""

    member_id: PersonId
    minor: int
    currency: str = ""


# A server adds up in a wider type than it counts in.
_sum_of = Reader(_Sum, minor=lambda values: int(values["minor"]))


class _DuesSum(Struct, frozen=True):
    """The sum of what a person was charged of the dues of a period, and on which day first."""

    member_id: PersonId
    period: str
    minor: int
    first_on: date


_dues_sum_of = Reader(_DuesSum, minor=lambda values: int(values["minor"]))


class _PaidOn(Struct, frozen=True):
    id: LedgerId
    on_date: date


class _HeldOn(Struct, frozen=True):
    id: MeetingId
    on_date: date
    number: int


_paid_on, _held = Reader(_PaidOn), Reader(_HeldOn)


class MeetingRow(Struct, frozen=True):
    """A meeting as it is charged for, with the rules that it keeps since it was closed."""

    id: MeetingId
    chapter_id: ChapterId
    on_date: date
    number: int
    kind: MeetingKind
    state: MeetingState
    charges: dict[str, Any] | None

    @property
    def is_extra(self) -> bool:
        """Whether it stands for no date of the calendar."""
        return self.kind is MeetingKind.EXTRA


_meeting_row = Reader(MeetingRow)


class _Seen(Struct, frozen=True):
    """A place at a meeting, with what other rows say of it."""

    member_id: PersonId
    mark: Mark | None
    left_at: datetime | None
    gave: bool
    was_absent: bool
    online: bool


_seen = Reader(_Seen)


class _Reversing(Struct, frozen=True):
    """An entry by the meeting that it belongs to and what it takes back."""

    meeting_id: MeetingId | None
    reverses: LedgerId | None


_reversing = Reader(_Reversing)


class _Merged(Struct, frozen=True):
    id: PersonId
    merged_into_id: PersonId


_merged = Reader(_Merged)


def owed_by(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId | None = None
) -> dict[PersonId, tuple[Money, ...]]:
    """The balance of each account, or of this one, in each currency; even ones are left out."""
    query = (
        select(_E.member_id, _E.currency, func.sum(_E.amount_minor).label("minor"))
        .where(_E.chapter_id == chapter_id)
        .where(_E.member_id.is_not(None) if member_id is None else _E.member_id == member_id)
        .group_by(_E.member_id, _E.currency)
    )
    found: dict[PersonId, list[Money]] = {}
    for each in _sum_of.all(connection.execute(query)):
        found.setdefault(each.member_id, []).append(Money(each.minor, each.currency))
    return {member_id: owed for member_id, sums in found.items() if (owed := balances(sums))}


def ahead_on(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId, on: date, currency: str
) -> int:
    """What somebody had paid ahead on a day, in minor units, less what was refunded since; what they owed is
    below zero.
    """
    query = select(func.sum(-_E.amount_minor)).where(
        _E.chapter_id == chapter_id,
        _E.member_id == member_id,
        _E.currency == currency,
        or_(_E.on_date <= on, _E.kind == AccountKind.REFUND.value),
    )
    return int(connection.execute(query).scalar() or 0)


def in_hand(connection: Connection, chapter_id: ChapterId) -> tuple[Money, ...]:
    """What the chapter has in hand in each currency; what it has nothing of is left out."""
    query = (
        select(_E.currency, func.sum(-_E.amount_minor).label("minor"))
        .where(_E.chapter_id == chapter_id, _E.kind.in_([kind.value for kind in sorted(IN_HAND)]))
        .group_by(_E.currency)
    )
    rows = connection.execute(query)
    return balances(Money(int(minor), str(currency)) for currency, minor in rows)


def entries(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId | None = None
) -> list[AccountEntry]:
    """The entries of one account, or of all and the chapter's own, in the order of their writing."""
    query = select(t.ledger_entry).where(_E.chapter_id == chapter_id).order_by(_E.id)
    if member_id is not None:
        query = query.where(_E.member_id == member_id)
    return entry_of.all(connection.execute(query))


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
    """The entry that took one back, the one that took that back, and so on."""
    found: list[AccountEntry] = []
    last = entry_id
    while (following := reversal_of(connection, chapter_id, last)) is not None:
        found.append(following)
        last = following.id
    return found


def other_half(connection: Connection, chapter_id: ChapterId, entry: AccountEntry) -> AccountEntry | None:
    """Of a donation its payment, of that the donation, or what took the other back last.

    None where there is none, or where it stands no longer and this one does, or the other way around.
    """
    if entry.kind not in (AccountKind.DONATION, AccountKind.PAYMENT):
        return None
    root, turns = entry, 0
    while (
        root.reverses is not None and (before := entry_in(connection, chapter_id, root.reverses)) is not None
    ):
        root, turns = before, turns + 1
    if root.pays is not None:
        other = entry_in(connection, chapter_id, root.pays)
    elif root.kind is AccountKind.DONATION:
        query = select(t.ledger_entry).where(_E.chapter_id == chapter_id, _E.pays == root.id)
        row = connection.execute(query.where(_E.reverses.is_(None))).first()
        other = None if row is None else entry_of(row)
    else:
        other = None
    if other is None:
        return None
    since = reversals_of(connection, chapter_id, other.id)
    return [other, *since][-1] if len(since) % 2 == turns % 2 else None


_RECEIPTS = [kind.value for kind in sorted(WITH_RECEIPT)]


def receipts(connection: Connection, chapter_id: ChapterId) -> dict[LedgerId, str]:
    """The number of the receipt of every payment and other income, for lists."""
    query = select(_E.id, _E.on_date).where(
        _E.chapter_id == chapter_id, _E.kind.in_(_RECEIPTS), _E.reverses.is_(None)
    )
    payments = _paid_on.all(connection.execute(query))
    return receipt_numbers((payment.id, payment.on_date) for payment in payments)


def receipt_number(connection: Connection, chapter_id: ChapterId, entry_id: LedgerId) -> str | None:
    """The number of one payment's receipt, counted off; None for an entry without one."""
    entry = entry_in(connection, chapter_id, entry_id)
    if entry is None or not entry.has_receipt:
        return None
    # Of each kind for itself: asked for both at once SQLite reads every entry that reverses none.
    query = (
        select(func.count())
        .where(_E.chapter_id == chapter_id, _E.kind == bindparam("of_kind"), _E.reverses.is_(None))
        .where(_E.on_date.between(date(entry.on.year, 1, 1), date(entry.on.year, 12, 31)), _E.id <= entry_id)
    )
    counts = [connection.execute(query, {"of_kind": kind}).scalar_one() for kind in _RECEIPTS]
    return numbered_receipt(entry.on, sum(counts))


def receipt_called(connection: Connection, chapter_id: ChapterId, number: str) -> LedgerId | None:
    """The entry whose receipt has this number, as it is written or without its noughts: `2026-7`."""
    year, _, place = number.partition("-")
    if not (year.isdecimal() and len(year) == 4 and place.isdecimal() and len(place) < 9 and int(place)):
        return None
    if int(year) == 0:
        return None
    query = (
        select(_E.id)
        .where(_E.chapter_id == chapter_id, _E.kind.in_(_RECEIPTS), _E.reverses.is_(None))
        .where(_E.on_date.between(date(int(year), 1, 1), date(int(year), 12, 31)))
        .order_by(_E.id)
    )
    found = connection.execute(query.offset(int(place) - 1).limit(1)).scalar()
    return None if found is None else LedgerId(found)


def meeting_names(connection: Connection, chapter_id: ChapterId) -> dict[MeetingId, MeetingName]:
    """How every meeting of a chapter is called."""
    m = t.meeting.c
    held = _held.all(connection.execute(select(m.id, m.on_date, m.number).where(m.chapter_id == chapter_id)))
    return {meeting.id: MeetingName(meeting.on_date, meeting.number) for meeting in held}


def dues_charged(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId | None = None
) -> ChargedDues:
    """The dues that were charged for a period, of everybody or of one person."""
    query = (
        select(
            *(_E.member_id, _E.period),
            func.sum(_E.amount_minor).label("minor"),
            func.min(_E.on_date).label("first_on"),
        )
        .where(_E.chapter_id == chapter_id, _E.kind == AccountKind.DUES.value, _E.period.is_not(None))
        .group_by(_E.member_id, _E.period)
    )
    if member_id is not None:
        query = query.where(_E.member_id == member_id)
    found: dict[PersonId, dict[str, int]] = {}
    first_on: date | None = None
    for each in _dues_sum_of.all(connection.execute(query)):
        found.setdefault(each.member_id, {})[each.period] = each.minor
        first_on = each.first_on if first_on is None else min(first_on, each.first_on)
    return ChargedDues(found, first_on)


Sums = Counter[tuple[ChargeKey, str]]


def meeting_rows(
    connection: Connection, chapter_id: ChapterId, meeting_ids: Iterable[int]
) -> list[MeetingRow]:
    """Chapter, date, state and frozen charges of meetings."""
    m = t.meeting.c
    query = select(m.id, m.chapter_id, m.on_date, m.number, m.kind, m.state, m.charges).where(
        m.chapter_id == chapter_id, m.id.in_(list(meeting_ids))
    )
    return _meeting_row.all(connection.execute(query.order_by(m.on_date, m.id)))


def closed_after(connection: Connection, meeting: MeetingRow) -> list[int]:
    """The closed meetings whose charges look at this one: extra ones later that day, and the next that is
    none.
    """
    m = t.meeting.c
    closed = _closed(meeting.chapter_id)
    that_day = closed.where(m.on_date == meeting.on_date, m.number > meeting.number, t.IS_EXTRA)
    if meeting.is_extra:
        return list(connection.execute(that_day.order_by(m.number)).scalars())
    later = or_(m.on_date > meeting.on_date, m.id > meeting.id)
    following = closed.where(m.on_date >= meeting.on_date, later, ~t.IS_EXTRA)
    first = following.order_by(m.on_date, m.id).limit(1).subquery("first")
    return list(connection.execute(union_all(that_day, select(first.c.id))).scalars())


def closed_that_day(connection: Connection, meeting: MeetingRow) -> list[int]:
    """The meetings of the same date that were closed before this one."""
    m = t.meeting.c
    query = _closed(meeting.chapter_id).where(m.on_date == meeting.on_date, m.number < meeting.number)
    return list(connection.execute(query.order_by(m.number)).scalars())


def closed_before(connection: Connection, meeting: MeetingRow) -> int | None:
    """The last meeting of the calendar that was closed before a meeting."""
    m = t.meeting.c
    earlier = or_(m.on_date < meeting.on_date, m.id < meeting.id)
    query = (
        _closed(meeting.chapter_id)
        .where(m.on_date <= meeting.on_date, earlier, ~t.IS_EXTRA)
        .order_by(m.on_date.desc(), m.id.desc())
    )
    return connection.execute(query.limit(1)).scalar()


def _closed(chapter_id: int) -> Select[Any]:
    m = t.meeting.c
    return select(m.id).where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value)


def places_at(connection: Connection, meeting: MeetingRow) -> list[Place]:
    """The places of a meeting as they are charged for."""
    a, lead, before = t.attendance.c, t.lead.c, t.attendance.alias("before")
    gave = exists().where(
        lead.chapter_id == a.chapter_id,
        lead.meeting_id == a.meeting_id,
        lead.giver_id == a.member_id,
        lead.withdrawn_at.is_(None),
        t.counted_lead,
    )
    was_absent = exists().where(
        before.c.chapter_id == a.chapter_id,
        before.c.meeting_id == closed_before(connection, meeting),
        before.c.member_id == a.member_id,
        before.c.mark == Mark.ABSENT.value,
    )
    seen_by_others = gave.label("gave"), was_absent.label("was_absent")
    query = select(a.member_id, a.mark, a.left_at, a.online, *seen_by_others).where(
        a.chapter_id == meeting.chapter_id, a.meeting_id == meeting.id
    )
    return [
        Place(seen.member_id, seen.mark, seen.left_at is not None, seen.gave, seen.was_absent, seen.online)
        for seen in _seen.all(connection.execute(query))
    ]


def charged_at(connection: Connection, chapter_id: ChapterId, meeting_id: int) -> tuple[Sums, Sums]:
    """The charges of a meeting's close, and what a treasurer has taken back or put back of them since.

    Both in minor units by key and currency. A treasurer's entries belong to no meeting.
    """
    of_close = or_(
        _E.kind.in_([AccountKind.MEAL.value, AccountKind.DUES.value]),
        and_(_E.kind == AccountKind.FINE.value, _E.event.in_([event.value for event in AT_CLOSE])),
    )
    here = select(t.ledger_entry).where(_E.chapter_id == chapter_id)
    found = entry_of.all(connection.execute(here.where(_E.meeting_id == meeting_id, of_close)))
    charged, forgiven = _sums(found), Counter[tuple[ChargeKey, str]]()
    while found:
        taken_back = _E.reverses.in_([entry.id for entry in found])
        found = entry_of.all(connection.execute(here.where(taken_back, _E.meeting_id.is_(None))))
        forgiven.update(_sums(found))
    return charged, forgiven


def _sums(entries: Iterable[AccountEntry]) -> Sums:
    sums: Sums = Counter()
    for entry in entries:
        assert entry.member_id is not None  # a close charges members alone
        sums[ChargeKey(entry.member_id, entry.kind, entry.event), entry.amount.currency] += entry.amount.minor
    return sums


def reversed_among(connection: Connection, chapter_id: ChapterId, entry_ids: Iterable[int]) -> set[int]:
    """Which of these entries have been taken back."""
    query = select(_E.reverses).where(_E.chapter_id == chapter_id, _E.reverses.in_(list(entry_ids)))
    return set(connection.execute(query).scalars())


def meetings_of_reversed(
    connection: Connection, chapter_id: ChapterId, entry_ids: Iterable[int]
) -> list[MeetingId]:
    """The meetings that the first entries of these chains belong to, each taking back the one before."""
    ids, found = set(entry_ids), set[MeetingId]()
    while ids:
        query = select(_E.meeting_id, _E.reverses).where(_E.chapter_id == chapter_id, _E.id.in_(ids))
        rows = _reversing.all(connection.execute(query))
        found |= {row.meeting_id for row in rows if row.meeting_id is not None}
        ids = {row.reverses for row in rows if row.meeting_id is None and row.reverses is not None}
    return sorted(found)


def merged_as_now(
    connection: Connection, chapter_id: ChapterId, person_ids: Iterable[PersonId]
) -> list[PersonId]:
    """The people that these ids stand for: of a spelling that was merged since, the one that stayed."""
    ids, p = list(person_ids), t.person.c
    query = select(p.id, p.merged_into_id).where(
        p.chapter_id == chapter_id, p.id.in_(ids), p.merged_into_id.is_not(None)
    )
    merged = _merged.all(connection.execute(query)) if ids else []
    merged_into = {person.id: person.merged_into_id for person in merged}
    return [merged_into.get(each, each) for each in ids]
