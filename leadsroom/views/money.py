"""The accounts: balances, every entry, receipts, the treasurer's summary, and a preview of charging dues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, MeetingId, PersonId
from leadsroom.domain.money.account import (
    Account,
    AccountEntry,
    Receipt,
    ReceiptLine,
    StatementLine,
    balances,
    is_taken_back,
    most_owed_first,
    statement,
)
from leadsroom.domain.money.dues import DuesPlan, DuesRecord, uncharged_in_words
from leadsroom.domain.money.dues_periods import DuesPeriod, period_of
from leadsroom.domain.money.settlement import Debt, debts, paid_for
from leadsroom.domain.money.summary import Figures, figures, periods_between
from leadsroom.domain.people.roster import Member, Person
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.rules.windows import PeriodKind, months_later
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.absences import leaves_by_membership
from leadsroom.store.reading import Reading


class Accounts(Struct, frozen=True):
    """The accounts of everybody with a balance or a seat, who owes most first, as the chapter is `today`.

    `in_hand` is what the chapter has, in each currency.
    """

    chapter: Chapter
    today: date
    accounts: tuple[Account, ...]
    in_hand: tuple[Money, ...] = ()


class Ledger(Struct, frozen=True):
    """Everything written to the accounts, or to some of them: the lines of each, the oldest first.

    `own` are the chapter's own entries, with what they have come to. `meetings` are the names of those that
    entries belong to.
    """

    chapter: Chapter
    pages: tuple[tuple[Account, tuple[StatementLine, ...]], ...]
    meetings: dict[MeetingId, MeetingName]
    own: tuple[StatementLine, ...] = ()


class CashLine(Struct, frozen=True):
    """An entry that changed what the chapter has in hand: who paid or was paid, and what is in hand after it
    in its currency.
    """

    entry: AccountEntry
    name: str
    in_hand: Money
    receipt: str = ""
    reversed_by: LedgerId | None = None


class Summary(Struct, frozen=True):
    """The treasurer's summary of the days from `first` to `last`: its periods, each currency for itself; how
    old the debts were at the end, or are today where it is still to come; and what changed the money in hand,
    the oldest first.
    """

    chapter: Chapter
    today: date
    first: date
    last: date
    figures: tuple[Figures, ...]
    debts_on: date
    debts: tuple[Debt, ...]
    names: dict[PersonId, str]
    cash: tuple[CashLine, ...]


class _People(Struct, frozen=True):
    """The people, and the balance of each account."""

    names: dict[PersonId, str]
    members: dict[PersonId, Member]
    owed: dict[PersonId, tuple[Money, ...]]

    def account(self, person_id: PersonId) -> Account:
        """Whose account it is and how it stands."""
        member = self.members.get(person_id)
        status, profession = (member.status, member.profession) if member else (None, "")
        return Account(person_id, self.names[person_id], self.owed.get(person_id, ()), status, profession)

    @property
    def listed(self) -> set[PersonId]:
        """Everybody with a balance or a seat."""
        seated = {person_id for person_id, member in self.members.items() if member.status.holds_seat}
        return self.owed.keys() | seated


def _people(reading: Reading) -> _People:
    connection, chapter_id = reading.connection, reading.chapter_id
    return _People(
        read_roster.names_of(connection, chapter_id),
        _by_person(read_roster.members(connection, chapter_id)),
        read_money.owed_by(connection, chapter_id),
    )


def _by_person(members: Iterable[Member]) -> dict[PersonId, Member]:
    """Each person's membership: the seat they hold, or the one they held last."""
    ordered = sorted(members, key=lambda member: (member.status.holds_seat, member.id))
    return {member.person.id: member for member in ordered}


def accounts(reading: Reading) -> Accounts:
    """The accounts with a balance or a seat."""
    people, chapter = _people(reading), reading.chapter
    listed = most_owed_first(map(people.account, people.listed), chapter.currency)
    in_hand = read_money.in_hand(reading.connection, reading.chapter_id)
    return Accounts(chapter, reading.today, listed, in_hand)


def account_holders(reading: Reading) -> tuple[Person, ...]:
    """Everybody with an account: members, former ones too, and anybody with a balance."""
    people = _people(reading)
    others = {each: Person(each, people.names[each]) for each in people.listed}
    return tuple((others | {each: member.person for each, member in people.members.items()}).values())


def account_statement(reading: Reading, person_id: PersonId) -> tuple[StatementLine, ...]:
    """Every entry of one account, the oldest first, with the balance after it."""
    entries = read_money.entries(reading.connection, reading.chapter_id, person_id)
    return statement(entries, read_money.receipts(reading.connection, reading.chapter_id))


def receipt(reading: Reading, entry_id: LedgerId) -> Receipt:
    """The receipt of a payment or other income. Raises Refused for an entry that is neither."""
    connection, chapter_id = reading.connection, reading.chapter_id
    entry = read_money.entry_in(connection, chapter_id, entry_id)
    number = read_money.receipt_number(connection, chapter_id, entry_id)
    if entry is None or number is None:
        raise Refused("Only a payment has a receipt. Choose a payment.")
    amount = Money(-entry.amount.minor, entry.amount.currency)
    name, owed = entry.payee, tuple[Money, ...]()
    settled: tuple[ReceiptLine, ...] = (ReceiptLine(entry.cause, amount),)
    if entry.member_id is not None:
        account = read_money.entries(connection, chapter_id, entry.member_id)
        name = read_roster.names_of(connection, chapter_id)[entry.member_id]
        settled, owed = paid_for(entry, account), balances(each.amount for each in account)
    return Receipt(
        number=number,
        entry_id=entry.id,
        member_id=entry.member_id,
        name=name,
        amount=amount,
        on=entry.on,
        note=entry.note,
        taken_back=is_taken_back(entry, read_money.reversals_of(connection, chapter_id, entry_id)),
        owed=owed,
        settled=settled,
        means=entry.means,
    )


def receipt_called(reading: Reading, number: str) -> Receipt:
    """The receipt of a number such as `2026-0007`. Raises Refused where there is none."""
    entry_id = read_money.receipt_called(reading.connection, reading.chapter_id, number.strip())
    if entry_id is None:
        raise Refused(f"There is no receipt “{clean(number)}”. Its number is like 2026-0007.")
    return receipt(reading, entry_id)


def summary(reading: Reading, first: date, last: date, by: PeriodKind | None = None) -> Summary:
    """The treasurer's summary from one day to another, in periods where it is asked for `by` one."""
    connection, chapter_id, chapter = reading.connection, reading.chapter_id, reading.chapter
    periods = periods_between(first, last, by)
    entries = read_money.entries(connection, chapter_id)
    names = read_roster.names_of(connection, chapter_id)
    return Summary(
        chapter=chapter,
        today=reading.today,
        first=first,
        last=last,
        figures=figures(entries, periods, chapter.currency),
        debts_on=min(last, reading.today),
        debts=debts(entries, min(last, reading.today)),
        names=names,
        cash=tuple(
            line
            for line in _cash_lines(entries, names, read_money.receipts(connection, chapter_id))
            if first <= line.entry.on <= last
        ),
    )


def _cash_lines(
    entries: Iterable[AccountEntry], names: Mapping[PersonId, str], receipts: Mapping[LedgerId, str]
) -> Iterator[CashLine]:
    """By the days they are of, since a balance is that of a day."""
    some = sorted((each for each in entries if each.in_hand), key=lambda each: (each.on, each.id))
    reversed_by = {each.reverses: each.id for each in some if each.reverses is not None}
    sums: defaultdict[str, int] = defaultdict(int)
    for each in some:
        sums[each.amount.currency] += each.in_hand
        yield CashLine(
            entry=each,
            name=each.payee if each.member_id is None else names[each.member_id],
            in_hand=Money(sums[each.amount.currency], each.amount.currency),
            receipt=receipts.get(each.id, ""),
            reversed_by=reversed_by.get(each.id),
        )


def ledger(reading: Reading, person_id: PersonId | None = None) -> Ledger:
    """Every account that is listed or has entries and the chapter's own entries, or the account asked for."""
    connection, chapter_id, people = reading.connection, reading.chapter_id, _people(reading)
    written: defaultdict[PersonId, list[AccountEntry]] = defaultdict(list)
    own: list[AccountEntry] = []
    for entry in read_money.entries(connection, chapter_id, person_id):
        (own if entry.member_id is None else written[entry.member_id]).append(entry)
    receipts = read_money.receipts(connection, chapter_id)
    holders = map(people.account, written.keys() | people.listed)
    pages = tuple(
        (account, statement(written[account.person_id], receipts))
        for account in most_owed_first(holders, reading.chapter.currency)
        if person_id in (None, account.person_id)
    )
    meetings = read_money.meeting_names(connection, chapter_id)
    return Ledger(reading.chapter, pages, meetings, statement(own, receipts))


def dues_plan(reading: Reading, period: DuesPeriod) -> DuesPlan:
    """The members whom charging the dues of a period would charge. Raises Refused where there are none."""
    return dues_record(reading).plan_of(period)


def dues_plan_until(reading: Reading, until: date) -> DuesPlan:
    """What is due of each member until a day and was not charged. Raises Refused where there are no dues."""
    return dues_record(reading).plan_until(until)


def dues_record(reading: Reading) -> DuesRecord:
    """What is on record of the chapter's dues: members, leaves, and what each was charged."""
    connection, chapter_id = reading.connection, reading.chapter_id
    listed, leaves = read_roster.members(connection, chapter_id), leaves_by_membership(connection, chapter_id)
    return DuesRecord(reading.chapter, listed, leaves, read_money.dues_charged(connection, chapter_id))


def dues_plans(reading: Reading) -> tuple[DuesPlan, ...]:
    """The same for the period before, the one that today lies in, and the next; or, where members do not
    pay for the same periods, for what is due today, and in a month.
    """
    record, today = dues_record(reading), reading.today
    if record.dues.by_calendar:
        now = period_of(record.dues.per, today)
        return tuple(record.plan_of(each) for each in (now.before, now, now.after))
    return record.plan_until(today), record.plan_until(months_later(today, 1))


def leaving_in_words(reading: Reading, leavers: Iterable[Member], share: Share | None = None) -> list[str]:
    """A sentence for each who would leave today and was not charged all dues, with what is asked of them."""
    record, today, sentences = dues_record(reading), reading.today, list[str]()
    for leaver in leavers if record.has_dues else ():
        found = record.uncharged(replace(leaver, ended_on=today))
        if found is not None:
            asked = record.asked_of(found) if share is None else share
            words = uncharged_in_words(found, reading.chapter.currency, reading.chapter.country, asked)
            sentences.append(f"{leaver.person.name} leaves; {words}.")
    return sentences
