"""The treasury: the door to the members' accounts between meetings."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec import Struct

from leadsroom.acts.money.account_book import AccountBook
from leadsroom.acts.money.dues import dues_plan
from leadsroom.acts.money.meeting_charges import need_still_standing
from leadsroom.domain.account import (
    Account,
    AccountEntry,
    AccountKind,
    Receipt,
    StatementLine,
    entry_name,
    is_taken_back,
    most_owed_first,
    statement,
)
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.chapter_rules import FineEvent
from leadsroom.domain.dues_periods import DuesPeriod, DuesPlan
from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.money import Money, show_money
from leadsroom.domain.roster import Member, Person
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.door import Door
from leadsroom.store import read, read_money
from leadsroom.store.read_leaves import leaves_by_membership


class Accounts(Struct, frozen=True):
    """The accounts of everybody with a balance or a seat, who owes most first, as the chapter is now."""

    chapter: Chapter
    accounts: tuple[Account, ...]


class Ledger(Struct, frozen=True):
    """Everything written to the accounts, or to some of them: the lines of each, the oldest first.

    `days` are the dates of the meetings that entries belong to.
    """

    chapter: Chapter
    pages: tuple[tuple[Account, tuple[StatementLine, ...]], ...]
    days: dict[MeetingId, date]


class Treasury(Door):
    """The door to a chapter's accounts. Every write adds entries, or raises Refused with nothing changed."""

    # Reading

    def accounts(self, chapter_id: ChapterId) -> Accounts:
        """Who owes what."""
        with self._store.reading() as connection:
            chapter = read.chapter(connection, chapter_id)
            owed = read_money.owed_by(connection, chapter_id)
            names = read_money.account_names(connection, chapter_id)
            members = _by_person(read.members(connection, chapter_id))
        seated = {person_id for person_id, member in members.items() if member.status.holds_seat}
        return Accounts(
            chapter,
            most_owed_first(
                (_account(each, names[each], owed, members.get(each)) for each in owed.keys() | seated),
                chapter.currency,
            ),
        )

    def account_holders(self, chapter_id: ChapterId) -> tuple[Person, ...]:
        """Everybody whose account can be asked for: members, who have left too, and whoever has a balance."""
        listed = self.accounts(chapter_id).accounts
        with self._store.reading() as connection:
            members = _by_person(read.members(connection, chapter_id))
        others = {each.person_id: Person(each.person_id, each.name) for each in listed}
        return tuple((others | {each: member.person for each, member in members.items()}).values())

    def statement(self, chapter_id: ChapterId, person_id: PersonId) -> tuple[StatementLine, ...]:
        """Every entry of one account, the oldest first, with the balance after it."""
        with self._store.reading() as connection:
            entries = read_money.entries(connection, chapter_id, person_id)
            return statement(entries, read_money.receipts(connection, chapter_id))

    def receipt(self, chapter_id: ChapterId, entry_id: LedgerId) -> Receipt:
        """The receipt of a payment, again. Raises Refused for an entry that is none."""
        with self._store.reading() as connection:
            entry = read_money.entry_in(connection, chapter_id, entry_id)
            number = read_money.receipt_number(connection, chapter_id, entry_id)
            if entry is None or number is None:
                raise Refused("Only a payment has a receipt. Choose a payment.")
            return Receipt(
                number=number,
                entry_id=entry.id,
                member_id=entry.member_id,
                name=read_money.account_names(connection, chapter_id)[entry.member_id],
                amount=Money(-entry.amount.minor, entry.amount.currency),
                on=entry.on,
                note=entry.note,
                taken_back=is_taken_back(entry, read_money.reversals_of(connection, entry_id)),
                owed=read_money.owed_by(connection, chapter_id, entry.member_id).get(entry.member_id, ()),
            )

    def ledger(self, chapter_id: ChapterId, person_id: PersonId | None = None) -> Ledger:
        """Every account that is listed or has entries, or the one that is asked for."""
        listed = self.accounts(chapter_id)
        with self._store.reading() as connection:
            entries = read_money.entries(connection, chapter_id, person_id)
            names = read_money.account_names(connection, chapter_id)
            receipts = read_money.receipts(connection, chapter_id)
            days = read_money.meeting_days(connection, chapter_id)
        written: defaultdict[PersonId, list[AccountEntry]] = defaultdict(list)
        for entry in entries:
            written[entry.member_id].append(entry)
        known = {account.person_id: account for account in listed.accounts}
        known = {each: Account(each, names[each]) for each in written} | known
        pages = tuple(
            (account, statement(written[account.person_id], receipts))
            for account in most_owed_first(known.values(), listed.chapter.currency)
            if person_id in (None, account.person_id)
        )
        return Ledger(listed.chapter, pages, days)

    # Payments, charges, corrections

    def take_payment(
        self, chapter_id: ChapterId, person_id: PersonId, amount: Money, note: str = ""
    ) -> Receipt:
        """Take what somebody pays; its receipt."""
        with self.act(chapter_id, "TakePayment") as act:
            name = _name(act, person_id)
            entry_id = _book(act).pay(person_id, amount, note)
            act.what = f"{name} paid {_shown(act, amount)}, receipt {_number(act, entry_id)}"
        return self.receipt(chapter_id, entry_id)

    def donate(self, chapter_id: ChapterId, person_id: PersonId, amount: Money, note: str = "") -> Receipt:
        """Take a donation, which leaves what is owed as it is; its receipt."""
        with self.act(chapter_id, "TakePayment") as act:
            name = _name(act, person_id)
            entry_id = _book(act).donate(person_id, amount, note)
            act.what = f"{name} donated {_shown(act, amount)}, receipt {_number(act, entry_id)}"
        return self.receipt(chapter_id, entry_id)

    def charge(
        self,
        chapter_id: ChapterId,
        person_id: PersonId,
        kind: AccountKind,
        amount: Money,
        *,
        event: FineEvent | None = None,
        note: str = "",
    ) -> AccountEntry:
        """Charge somebody: a fine for an event, a meal, dues or a fee that no rule charges."""
        with self.act(chapter_id, "ChargeMember") as act:
            name = _name(act, person_id)
            entry_id = _book(act).charge(person_id, kind, amount, event, note)
            act.what = f"{name}: {entry_name(kind, event).lower()}, {_shown(act, amount)}"
            return _entry(act, entry_id)

    def reverse(self, chapter_id: ChapterId, entry_id: LedgerId, why: str = "") -> AccountEntry:
        """Take an entry back with another one; each is taken back once. `why` is kept with it."""
        with self.act(chapter_id, "ReverseEntry") as act:
            entry = _entry(act, entry_id)
            need_still_standing(act.unit, entry)
            taken_back = _entry(act, _book(act).take_back(entry, why))
            how = "put back" if entry.took_back else "took back"
            shown = _shown(act, Money(abs(entry.amount.minor), entry.amount.currency))
            act.what = f"{_name(act, entry.member_id)}: {how} {entry.named}, {shown}"
            return taken_back

    # Dues

    def dues_plan(self, chapter_id: ChapterId, period: DuesPeriod) -> DuesPlan:
        """Whom charging the dues of a period would charge. Raises Refused where there are none to charge."""
        with self._store.reading() as connection:
            chapter = read.chapter(connection, chapter_id)
            charged = read_money.dues_of(connection, chapter_id, period.label)
            leaves = leaves_by_membership(connection, chapter_id)
            return dues_plan(chapter, period, read.members(connection, chapter_id), leaves, charged)

    def charge_dues(self, chapter_id: ChapterId, period: DuesPeriod, *, again: bool = False) -> DuesPlan:
        """Charge the dues of a period, each member once; what was done.

        Whose dues were taken back is left out, unless they are to be charged `again`.
        """
        with self.act(chapter_id, "ChargeDues") as act:
            charged = read_money.dues_of(act.unit.connection, chapter_id, period.label)
            leaves = leaves_by_membership(act.unit.connection, chapter_id)
            plan = dues_plan(act.chapter, period, act.members(), leaves, charged)
            paying = (*plan.members, *plan.taken_back) if again else plan.members
            if not paying:
                raise Refused(f"The dues of {period.label} have been charged to everybody already.")
            each, book = Money(plan.each, plan.currency), _book(act)
            for member in paying:
                book.enter(member.person.id, AccountKind.DUES, each, period=period.label)
            count = f"{len(paying)} {'member' if len(paying) == 1 else 'members'}"
            act.what = f"Dues {period.label}: {count} × {_shown(act, each)}"
            return plan


def charge_join_fee(act: RosterAct, member: Member) -> None:
    """Charge who joins the chapter's fee, in the act in which they join; nothing where it asks for none."""
    fee = act.chapter.rules.money.join_fee
    if fee:
        _book(act).enter(member.person.id, AccountKind.JOIN_FEE, Money(fee, act.chapter.currency))


def _by_person(members: tuple[Member, ...]) -> dict[PersonId, Member]:
    """Each person's membership: the seat they hold, or the one they held last."""
    ordered = sorted(members, key=lambda member: (member.status.holds_seat, member.id))
    return {member.person.id: member for member in ordered}


def _account(
    person_id: PersonId, name: str, owed: dict[PersonId, tuple[Money, ...]], member: Member | None
) -> Account:
    status, profession = (member.status, member.profession) if member else (None, "")
    return Account(person_id, name, owed.get(person_id, ()), status, profession)


def _book(act: RosterAct) -> AccountBook:
    return AccountBook(act.unit, act.chapter.id, act.now, act.today)


def _entry(act: RosterAct, entry_id: LedgerId) -> AccountEntry:
    found = read_money.entry_in(act.unit.connection, act.chapter.id, entry_id)
    if found is None:
        raise Refused("That entry is none of this chapter.")
    return found


def _name(act: RosterAct, person_id: PersonId) -> str:
    name = read_money.account_names(act.unit.connection, act.chapter.id).get(person_id)
    if name is None:
        raise Refused("Choose a member from the list.")
    return name


def _number(act: RosterAct, entry_id: LedgerId) -> str | None:
    return read_money.receipt_number(act.unit.connection, act.chapter.id, entry_id)


def _shown(act: RosterAct, amount: Money) -> str:
    return show_money(amount, act.chapter.country)
