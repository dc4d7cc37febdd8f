"""Money that changes hands: payments, donations, refunds, money paid out, other income; and credit."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.money.account_book import AccountBook, Paid, contrary, need_some
from leadsroom.acts.money.commands import CreditMember, PayOut, RefundMember, TakeIncome, TakePayment
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind, owed_in_words
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people import roster as read_roster


@handles(TakePayment)
def take_payment(act: Act, command: TakePayment) -> Done:
    """Enter a payment; the answer has the receipt's number, and the payment is the subject."""
    name, book = name_of_payer(act, command.member_id), book_of(act)
    _need_as_seen(act, command, name)
    paid, deed = Paid(command.method, command.reference), "paid"
    if command.donated:
        deed, cause = "donated", command.cause
        entry_id = book.donate(command.member_id, command.amount, paid, cause, command.note)
    else:
        entry_id = book.pay(command.member_id, command.amount, paid, command.note)
    amount, number = _shown(act, command.amount), _receipt(act, entry_id)
    return Done(f"{name} {deed} {amount}, receipt {number}", subject=entry_id)


@handles(RefundMember)
def refund_member(act: Act, command: RefundMember) -> Done:
    """Give back what was paid ahead. Raises Refused for more than that; the refund is the subject."""
    name, amount = name_of_payer(act, command.member_id), command.amount
    need_some(amount)
    ahead = -_owed_in(act, command.member_id, amount.currency)
    if ahead < amount.minor:
        stands = owed_in_words((Money(-ahead, amount.currency),), act.chapter.country)
        way = "Refund no more than that" if ahead > 0 else "Give credit first, or reverse what was charged"
        raise Refused(f"A refund is of what was paid ahead ({name}: {stands}). {way}.")
    entry_id = book_of(act).enter(
        command.member_id,
        AccountKind.REFUND,
        amount,
        note=command.note,
        paid=Paid(command.method, command.reference),
    )
    return Done(f"{name} was refunded {_shown(act, amount)}", subject=entry_id)


@handles(CreditMember)
def credit_member(act: Act, command: CreditMember) -> Done:
    """Put an account in credit; the entry is the subject."""
    name = name_of_payer(act, command.member_id)
    need_some(command.amount)
    cause = _cause(command.cause, "Type what the credit is for, such as goodwill.")
    entry_id = book_of(act).enter(
        command.member_id, AccountKind.CREDIT, contrary(command.amount), note=command.note, cause=cause
    )
    return Done(f"{name} has {_shown(act, command.amount)} to their credit: {cause}", subject=entry_id)


@handles(PayOut)
def pay_out(act: Act, command: PayOut) -> Done:
    """Pay somebody out of what the chapter has in hand; the entry is the subject."""
    need_some(command.amount)
    payee = clean(command.payee)
    if not payee:
        raise Refused("Type who is paid.")
    cause = _cause(command.cause, "Type what is paid for.")
    entry_id = book_of(act).enter(
        None,
        AccountKind.PAID_OUT,
        command.amount,
        note=command.note,
        paid=Paid(command.method, command.reference),
        cause=cause,
        payee=payee,
    )
    return Done(f"Paid {payee} {_shown(act, command.amount)}: {cause}", subject=entry_id)


@handles(TakeIncome)
def take_income(act: Act, command: TakeIncome) -> Done:
    """Take money that is on nobody's account; it has a receipt, and is the subject."""
    need_some(command.amount)
    cause = _cause(command.cause, "Type what the money is for, or where it is from.")
    payer = clean(command.payer)
    entry_id = book_of(act).enter(
        None,
        AccountKind.INCOME,
        contrary(command.amount),
        note=command.note,
        paid=Paid(command.method, command.reference),
        cause=cause,
        payee=payer,
    )
    whose = f" from {payer}" if payer else ""
    amount, number = _shown(act, command.amount), _receipt(act, entry_id)
    return Done(f"Took {amount}{whose}: {cause}, receipt {number}", subject=entry_id)


def _cause(typed: str, otherwise: str) -> str:
    if not clean(typed):
        raise Refused(otherwise)
    return clean(typed)


def _shown(act: Act, amount: Money) -> str:
    return show_money(amount, act.chapter.country)


def _receipt(act: Act, entry_id: LedgerId) -> str | None:
    return read_money.receipt_number(act.unit.connection, act.chapter.id, entry_id)


def _owed_in(act: Act, member_id: PersonId, currency: str) -> int:
    owed = read_money.owed_by(act.unit.connection, act.chapter.id, member_id).get(member_id, ())
    return sum(each.minor for each in owed if each.currency == currency)


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


def book_of(act: Act) -> AccountBook:
    """The accounts, for what is entered in this act."""
    return AccountBook(act.unit, act.chapter.id, act.now, act.today, act.meeting_id)
