"""Charges: of meetings, as these close or are corrected, of dues and joining, and by hand; and reversals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.money.account_book import AccountBook, contrary
from leadsroom.acts.money.charged_for import meetings_concerned, reversed_by_hand
from leadsroom.acts.money.commands import (
    ChargeDues,
    ChargeDuesUntil,
    ChargeMember,
    ReverseEntry,
)
from leadsroom.acts.money.payments import book_of, name_of_payer, on_its_day
from leadsroom.acts.people.roster import members
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.money.account import AccountEntry, AccountKind, entry_name, within
from leadsroom.domain.money.charges import AT_CLOSE, ChargeKey, charges_of_extra, meeting_charges
from leadsroom.domain.money.dues import DuesPlan, DuesRecord
from leadsroom.domain.rules.chapter_rules import MoneyRules
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import need_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.chapter import money_as_data, money_of
from leadsroom.store.read.people.absences import leaves_by_membership, on_leave_on
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.row_changes import RowChange
from leadsroom.store.unit_of_work import Occasion, Unit

if TYPE_CHECKING:
    from leadsroom.store.read.money import MeetingRow


_CLOSED = MeetingState.CLOSED.value


def frozen_rules(unit: Unit, chapter: Chapter, on: date) -> dict[str, Any]:
    """The chapter's money rules as the meeting of a date keeps them that closes now, with its currency."""
    on_leave = [member.person.id for member in on_leave_on(unit.connection, chapter.id, on)]
    return money_as_data(chapter.rules.money) | {"currency": chapter.currency, "on_leave": on_leave}


def settle_charges(unit: Unit, chapter: Chapter, now: datetime, *, going_on: MeetingId | None = None) -> None:
    """Adjust the charges of meetings that this unit has closed, opened again or corrected.

    Only the difference is entered, for each member and event. An absence may be charged at the next meeting:
    that one is looked at too. So is the meeting of what a treasurer has put back: it may have been corrected
    since that was taken back. `going_on` is a meeting that was not closed before, which has charged nothing
    yet.
    """
    occasion = Occasion.of(chapter, now)
    by_hand = read_money.meetings_of_reversed(unit.connection, chapter.id, reversed_by_hand(unit.changes))
    found = dict.fromkeys(by_hand, False) | meetings_concerned(unit.changes)
    concerned = {
        meeting_id: closes for meeting_id, closes in found.items() if closes or meeting_id != going_on
    }
    for meeting in read_money.meeting_rows(unit.connection, chapter.id, concerned) if concerned else ():
        if meeting.state != _CLOSED and not concerned[meeting.id]:
            continue  # it goes on, and has charged nothing yet
        _settle(unit, meeting, occasion)
        following = read_money.closed_after(unit.connection, meeting)
        for after in read_money.meeting_rows(unit.connection, chapter.id, following) if following else ():
            _settle(unit, after, occasion)


def _settle(unit: Unit, meeting: MeetingRow, occasion: Occasion) -> None:
    due, is_closed = _due(unit, meeting), meeting.state == _CLOSED
    charged, by_hand = read_money.charged_at(unit.connection, meeting.chapter_id, meeting.id)
    on = occasion.today if charged else meeting.on_date
    book = AccountBook(unit, meeting.chapter_id, occasion.now, on, meeting.id)
    for key, currency in sorted(due.keys() | charged.keys(), key=_in_order):
        hand = by_hand[key, currency]
        wanted = with_treasurer(due.get((key, currency), 0), hand) if is_closed else 0
        minor = wanted - charged[key, currency] - hand
        if minor:
            period = meeting.on_date.isoformat() if key.kind is AccountKind.DUES else None
            book.enter(key.member_id, key.kind, Money(minor, currency), event=key.event, period=period)


def with_treasurer(due: int, by_hand: int) -> int:
    """The amount of a charge that is to stand where a treasurer has taken some of it back, or put it back.

    A charge that was forgiven stays forgiven, and nobody is given more than they were charged, or charged
    twice.
    """
    return min(max(0, due + by_hand), max(due, by_hand))


def need_still_standing(unit: Unit, entry: AccountEntry) -> None:
    """Refuse to take back a charge of a close that was put right already: it would be given back twice.

    Nor is what put one right taken back where the charge stands again: it would be charged twice.
    """
    if entry.meeting_id is None or entry.member_id is None:
        return
    key = (ChargeKey(entry.member_id, entry.kind, entry.event), entry.amount.currency)
    charged, by_hand = read_money.charged_at(unit.connection, unit.of_chapter, entry.meeting_id)
    stands = charged[key] + by_hand[key]
    if key in charged and stands < entry.amount.minor:
        raise Refused("That charge is gone already: it was corrected with its meeting.")
    if key in charged and entry.amount.minor < 0 < stands:
        raise Refused("That charge is back already: it was corrected with its meeting.")


def without_taken_back(unit: Unit, changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes of an undo, without the charges of a close that a treasurer has taken back meanwhile.

    They stand in nobody's way: what is left to put right is settled afterwards.
    """
    charges = [change.id for change in changes if _takes_charge_away(change)]
    if not charges:
        return list(changes)
    taken_back = read_money.reversed_among(unit.connection, unit.of_chapter, charges)
    return [c for c in changes if not (c.table == "ledger_entry" and c.id in taken_back)]


def _takes_charge_away(change: RowChange) -> bool:
    row = change.before
    if change.table != "ledger_entry" or change.after is not None or row is None or row["meeting_id"] is None:
        return False
    is_fine = row["kind"] == AccountKind.FINE and row["event"] in AT_CLOSE
    return is_fine or row["kind"] in (AccountKind.MEAL, AccountKind.DUES)


def _due(unit: Unit, meeting: MeetingRow) -> dict[tuple[ChargeKey, str], int]:
    """The charges of a meeting as it stands: none unless it is closed, and then by the rules it keeps."""
    if meeting.state != _CLOSED or meeting.charges is None:
        return {}
    charged = _by_its_rules(unit, meeting)
    if charged and meeting.is_extra:
        charged = charges_of_extra(charged, _before_that_day(unit, meeting))
    return {(key, meeting.charges["currency"]): minor for key, minor in charged.items()}


def _by_its_rules(unit: Unit, meeting: MeetingRow) -> dict[ChargeKey, int]:
    """What a closed meeting charges by itself, whatever else was held on its date."""
    if meeting.charges is None:
        return {}
    rules = money_of(meeting.charges)
    if rules == MoneyRules():
        return {}
    on_leave = read_money.merged_as_now(unit.connection, meeting.chapter_id, meeting.charges["on_leave"])
    return meeting_charges(rules, read_money.places_at(unit.connection, meeting), on_leave)


def _before_that_day(unit: Unit, meeting: MeetingRow) -> set[ChargeKey]:
    """What the meetings before this one charge on its date: for what one of them does not, another has."""
    before = read_money.closed_that_day(unit.connection, meeting)
    rows = read_money.meeting_rows(unit.connection, meeting.chapter_id, before) if before else []
    return {key for row in rows for key in _by_its_rules(unit, row)}


def _in_order(charge: tuple[ChargeKey, str]) -> tuple[int, str, str, str]:
    key, currency = charge
    return key.member_id, key.kind.value, key.event.value if key.event else "", currency


def charge_join_fees(act: Act) -> None:
    """Charge those who join the chapter in this act; nothing where it asks for no fee."""
    if not act.joined:
        return
    fee = act.chapter.rules.money.join_fee
    book = AccountBook(act.unit, act.chapter.id, act.now, act.today)
    for person_id in act.joined if fee else ():
        book.enter(person_id, AccountKind.JOIN_FEE, Money(fee, act.chapter.currency))


def charge_leavers(act: Act) -> None:
    """Charge the dues of those who leave in this act; what they are let off is charged and reversed."""
    book = AccountBook(act.unit, act.chapter.id, act.now, act.today)
    book.charge_dues(act.dues_of_leavers, act.chapter.currency)
    for due in act.dues_let_off:
        let_off, whose, label = Money(due.minor, act.chapter.currency), due.member.person.id, due.period.label
        charge = book.enter(whose, AccountKind.DUES, let_off, period=label)
        why = "let off on leaving"
        book.enter(whose, AccountKind.DUES, contrary(let_off), period=label, note=why, reverses=charge)


@handles(ChargeDues)
def charge_dues(act: Act, command: ChargeDues) -> Done:
    """Charge the dues of a period. Raises Refused where nobody is left to be charged."""
    return _charge(act, _dues_record(act).plan_of(command.period), command)


@handles(ChargeDuesUntil)
def charge_dues_until(act: Act, command: ChargeDuesUntil) -> Done:
    """Charge what is due of each member until a day. Raises Refused where nothing is."""
    return _charge(act, _dues_record(act).plan_until(command.until or act.today), command)


def _dues_record(act: Act) -> DuesRecord:
    connection, chapter = act.unit.connection, act.chapter
    leaves = leaves_by_membership(connection, chapter.id)
    return DuesRecord(chapter, members(act), leaves, read_money.dues_charged(connection, chapter.id))


def _charge(act: Act, plan: DuesPlan, command: ChargeDues | ChargeDuesUntil) -> Done:
    chapter, paying = act.chapter, plan.paying(again=command.again, leaving=command.leaving)
    if not paying and plan.taken_back:
        raise Refused(
            f"What is left of the {plan.titled} was charged already and taken back. Choose “charge again”."
        )
    if not paying:
        raise Refused(f"The {plan.titled} have been charged to everybody already.")
    AccountBook(act.unit, chapter.id, act.now, act.today).charge_dues(paying, plan.currency)
    counted = plan.counted(paying, chapter.country)
    return Done(f"Dues {plan.name}: {counted}", f"Charged the {plan.titled}: {counted}")


@handles(ReverseEntry)
def reverse_entry(act: Act, command: ReverseEntry) -> Done:
    """Take an entry back; the one that does so is the subject. It belongs to no meeting: it is by hand."""
    connection, chapter = act.unit.connection, act.chapter
    entry = read_money.entry_in(connection, chapter.id, command.entry_id)
    if entry is None:
        raise Refused("This chapter has no such entry.")
    need_still_standing(act.unit, entry)
    on = command.on or act.today
    need_day_back(on, act.today)
    if command.on is not None and on < entry.on:
        raise Refused(f"That entry is of {near_date(entry.on, act.today)}. Reverse it on that day, or later.")
    book = AccountBook(act.unit, chapter.id, act.now, on)
    reversal = book.take_back(entry, command.why)
    name = entry.payee or "The chapter"
    if entry.member_id is not None:
        name = names_of(connection, chapter.id)[entry.member_id]
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), chapter.country)
    how, stays = ("put back", "Everything stays") if entry.took_back else ("reversed", "Both stay")
    what = f"{how} {entry.named}, {amount}{on_its_day(book, act)}"
    return Done(f"{name}: {what}", f"{what[:1].upper()}{what[1:]}. {stays} in the account", subject=reversal)


@handles(ChargeMember)
def charge_member(act: Act, command: ChargeMember) -> Done:
    """Charge somebody by hand; the charge is the subject."""
    name = name_of_payer(act, command.member_id)
    if act.picture is not None:
        _need_charge_of_table(command)
    book = book_of(act, command.on)
    entry_id = book.charge(command.member_id, command.kind, command.amount, command.event, command.note)
    what = within(entry_name(command.kind, command.event))
    note = f" ({clean(command.note)})" if clean(command.note) else ""
    amount = f"{show_money(command.amount, act.chapter.country)}{on_its_day(book, act)}"
    return Done(f"{name}: {what}{note}, {amount}", subject=entry_id)


def _need_charge_of_table(command: ChargeMember) -> None:
    """Refuse a charge that the close of the meeting makes, since once is enough, or that belongs to none."""
    if command.kind is AccountKind.FINE and command.event in AT_CLOSE:
        raise Refused(
            f"The fine for “{command.event}” is charged when the meeting closes, by the chapter's rules. "
            "Choose other, and give the reason, to charge one more."
        )
    if command.kind not in (AccountKind.FINE, AccountKind.ORDERED_MEAL):
        raise Refused("At the table a fine or a meal is charged. Dues are charged on the money page.")
