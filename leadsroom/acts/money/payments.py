"""Money that changes hands: payments, donations, refunds, money paid out, other income; and credit."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.money.account_book import AccountBook, Paid, contrary, need_some
from leadsroom.acts.money.commands import CreditMember, PayOut, RefundMember, TakeIncome, TakePayment
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind, owed_in_words
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import need_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people import roster as read_roster


@handles(TakePayment)
def take_payment(act: Act, command: TakePayment) -> Done:
    """Enter a payment; the answer has the receipt's number, and the payment is the subject."""
    name, book = name_of_payer(act, command.member_id), book_of(act, command.on)
    _need_as_seen(act, command, name)
    paid, deed = Paid(command.method, command.reference), "paid"
    if command.donated:
        deed, cause = "donated", command.cause
        entry_id = book.donate(command.member_id, command.amount, paid, cause, command.note)
    else:
        entry_id = book.pay(command.member_id, command.amount, paid, command.note)
    amount, number = _shown(act, command.amount), _receipt(act, entry_id)
    return Done(f"{name} {deed} {amount}{on_its_day(book, act)}, receipt {number}", subject=entry_id)


@handles(RefundMember)
def refund_member(act: Act, command: RefundMember) -> Done:
    """Give back what was paid ahead. Raises Refused for more than that; the refund is the subject."""
    name, amount = name_of_payer(act, command.member_id), command.amount
    book = book_of(act, command.on)
    need_some(amount)
    ahead = read_money.ahead_on(
        act.unit.connection, act.chapter.id, command.member_id, book.on, amount.currency
    )
    if ahead < amount.minor:
        stands = owed_in_words((Money(-ahead, amount.currency),), act.chapter.country)
        way = "Refund no more than that" if ahead > 0 else "Give credit first, or reverse what was charged"
        raise Refused(f"A refund is of what was paid ahead ({name}{on_its_day(book, act)}: {stands}). {way}.")
    entry_id = book.enter(
        command.member_id,
        AccountKind.REFUND,
        amount,
        note=command.note,
        paid=Paid(command.method, command.reference),
    )
    return Done(f"{name} was refunded {_shown(act, amount)}{on_its_day(book, act)}", subject=entry_id)


@handles(CreditMember)
def credit_member(act: Act, command: CreditMember) -> Done:
    """Put an account in credit; the entry is the subject."""
    name = name_of_payer(act, command.member_id)
    need_some(command.amount)
    cause = _cause(command.cause, "Type what the credit is for, such as goodwill.")
    book = book_of(act, command.on)
    entry_id = book.enter(
        command.member_id, AccountKind.CREDIT, contrary(command.amount), note=command.note, cause=cause
    )
    amount = f"{_shown(act, command.amount)} to their credit{on_its_day(book, act)}"
    return Done(f"{name} has {amount}: {cause}", subject=entry_id)


@handles(PayOut)
def pay_out(act: Act, command: PayOut) -> Done:
    """Pay somebody out of what the chapter has in hand; the entry is the subject."""
    need_some(command.amount)
    payee = clean(command.payee)
    if not payee:
        raise Refused("Type who is paid.")
    cause = _cause(command.cause, "Type what is paid for.")
    book = book_of(act, command.on)
    entry_id = book.enter(
        None,
        AccountKind.PAID_OUT,
        command.amount,
        note=command.note,
        paid=Paid(command.method, command.reference),
        cause=cause,
        payee=payee,
    )
    amount = f"{_shown(act, command.amount)}{on_its_day(book, act)}"
    return Done(f"Paid {payee} {amount}: {cause}", subject=entry_id)


@handles(TakeIncome)
def take_income(act: Act, command: TakeIncome) -> Done:
    """Take money that is on nobody's account; it has a receipt, and is the subject."""
    need_some(command.amount)
    cause = _cause(command.cause, "Type what the money is for, or where it is from.")
    payer = clean(command.payer)
    book = book_of(act, command.on)
    entry_id = book.enter(
        None,
        AccountKind.INCOME,
        contrary(command.amount),
        note=command.note,
        paid=Paid(command.method, command.reference),
        cause=cause,
        payee=payer,
    )
    whose = f" from {payer}" if payer else ""
    amount, number = f"{_shown(act, command.amount)}{on_its_day(book, act)}", _receipt(act, entry_id)
    return Done(f"Took {amount}{whose}: {cause}, receipt {number}", subject=entry_id)


def _cause(typed: str, otherwise: str) -> str:
    if not clean(typed):
        raise Refused(otherwise)
    return clean(typed)


def _shown(act: Act, amount: Money) -> str:
    return show_money(amount, act.chapter.country)


def _receipt(act: Act, entry_id: LedgerId) -> str | None:
    return read_money.receipt_number(act.unit.connection, act.chapter.id, entry_id)


def _need_as_seen(act: Act, command: TakePayment, name: str) -> None:
    """Refuse a payment that somebody else may have entered meanwhile."""
    seen, member_id = command.seen, command.member_id
    if seen is None:
        return
    owed = read_money.owed_by(act.unit.connection, act.chapter.id, member_id).get(member_id, ())
    if sum(each.minor for each in owed if each.currency == seen.currency) != seen.minor:
        now = owed_in_words(owed, act.chapter.country)
        raise Refused(f"{name}'s account was changed elsewhere meanwhile: {now}. Close this and look again.")


def name_of_payer(act: Act, person_id: PersonId) -> str:
    """The name of a member of this table; between meetings of anybody on record. Raises Refused."""
    if act.picture is not None:
        if not act.holds_seat(person_id):
            raise Refused("Choose a member of this table from the list.")
        return act.before.name(person_id)
    name = read_roster.name_of(act.unit.connection, act.chapter.id, person_id)
    if name is None:
        raise Refused("Choose a member from the list.")
    return name


def book_of(act: Act, on: date | None) -> AccountBook:
    """The accounts, for what is entered in this act and is of a day, or of today. Raises Refused."""
    if on is not None:
        need_day_back(on, act.today)
        if act.picture is not None and on != act.today:
            raise Refused("At the table money is entered as of today. Date it on the money page.")
    return AccountBook(act.unit, act.chapter.id, act.now, on or act.today, act.meeting_id)


def on_its_day(book: AccountBook, act: Act) -> str:
    """` on Tue 3 Nov`; nothing for an entry of today."""
    return "" if book.on == act.today else f" on {near_date(book.on, act.today)}"
