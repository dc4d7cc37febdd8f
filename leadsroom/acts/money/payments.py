"""Payments, and charges by hand: at a table, and between meetings."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.money.account_book import AccountBook
from leadsroom.acts.money.charges import need_still_standing
from leadsroom.acts.money.commands import ChargeMember, ReverseEntry, TakePayment
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import AccountKind, entry_name, owed_in_words, within
from leadsroom.domain.money.charges import AT_CLOSE
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.roster import names_of


@handles(ReverseEntry)
def reverse_entry(act: Act, command: ReverseEntry) -> Done:
    """Take an entry back; the one that does so is the subject. It belongs to no meeting: it is by hand."""
    connection, chapter = act.unit.connection, act.chapter
    entry = read_money.entry_in(connection, chapter.id, command.entry_id)
    if entry is None:
        raise Refused("This chapter has no such entry.")
    need_still_standing(act.unit, entry)
    contrary = AccountBook(act.unit, chapter.id, act.now, act.today).take_back(entry, command.why)
    name = names_of(connection, chapter.id)[entry.member_id]
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), chapter.country)
    how, stays = ("put back", "Everything stays") if entry.took_back else ("reversed", "Both stay")
    what = f"{how} {entry.named}, {amount}"
    return Done(f"{name}: {what}", f"{what[:1].upper()}{what[1:]}. {stays} in the account", subject=contrary)


@handles(TakePayment)
def take_payment(act: Act, command: TakePayment) -> Done:
    """Enter a payment; the answer has the receipt's number, and the payment is the subject."""
    name, book = _payer(act, command.member_id), _book(act)
    _need_as_seen(act, command, name)
    pay = book.donate if command.donated else book.pay
    entry_id = pay(command.member_id, command.amount, command.note)
    number = read_money.receipt_number(act.unit.connection, act.chapter.id, entry_id)
    deed = "donated" if command.donated else "paid"
    amount = show_money(command.amount, act.chapter.country)
    return Done(f"{name} {deed} {amount}, receipt {number}", subject=entry_id)


@handles(ChargeMember)
def charge_member(act: Act, command: ChargeMember) -> Done:
    """Charge somebody by hand; the charge is the subject."""
    name = _payer(act, command.member_id)
    if act.picture is not None:
        _need_charge_of_table(command)
    book = _book(act)
    entry_id = book.charge(command.member_id, command.kind, command.amount, command.event, command.note)
    what = within(entry_name(command.kind, command.event))
    note = f" ({clean(command.note)})" if clean(command.note) else ""
    return Done(f"{name}: {what}{note}, {show_money(command.amount, act.chapter.country)}", subject=entry_id)


def _need_charge_of_table(command: ChargeMember) -> None:
    """Refuse a charge that the close of the meeting makes, since once is enough, or that belongs to none."""
    if command.kind is AccountKind.FINE and command.event in AT_CLOSE:
        raise Refused(
            f"The fine for “{command.event}” is charged when the meeting closes, by the chapter's rules. "
            "Choose other, and give the reason, to charge one more."
        )
    if command.kind not in (AccountKind.FINE, AccountKind.ORDERED_MEAL):
        raise Refused("At the table a fine or a meal is charged. Dues are charged on the money page.")


def _need_as_seen(act: Act, command: TakePayment, name: str) -> None:
    """Refuse a payment that somebody else may have entered meanwhile."""
    seen, member_id = command.seen, command.member_id
    if seen is None:
        return
    owed = read_money.owed_by(act.unit.connection, act.chapter.id, member_id).get(member_id, ())
    if sum(each.minor for each in owed if each.currency == seen.currency) != seen.minor:
        now = owed_in_words(owed, act.chapter.country)
        raise Refused(f"{name}'s account was changed elsewhere meanwhile: {now}. Close this and look again.")


def _payer(act: Act, person_id: PersonId) -> str:
    """The name of a member of this table; between meetings of anybody on record."""
    if act.picture is not None:
        if not act.holds_seat(person_id):
            raise Refused("Choose a member of this table from the list.")
        return act.before.name(person_id)
    name = read_roster.name_of(act.unit.connection, act.chapter.id, person_id)
    if name is None:
        raise Refused("Choose a member from the list.")
    return name


def _book(act: Act) -> AccountBook:
    return AccountBook(act.unit, act.chapter.id, act.now, act.today, act.meeting_id)
