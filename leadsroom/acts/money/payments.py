"""Money at the table: payments and charges by hand, and what a meeting charges when it closes."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.money import meeting_charges as settling
from leadsroom.acts.money.account_book import AccountBook
from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.acts.registry import handles
from leadsroom.domain.account import AccountKind, entry_name
from leadsroom.domain.charges import AT_CLOSE
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money import show_money
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.store import read_money


@handles(TakePayment)
def take_payment(act: Act, command: TakePayment) -> str:
    """Take what a member pays; the words say the receipt's number."""
    name, book = _seated(act, command.member_id), _book(act)
    pay = book.donate if command.donated else book.pay
    entry_id = pay(command.member_id, command.amount, command.note)
    number = read_money.receipt_number(act.unit.connection, act.chapter.id, entry_id)
    deed = "donated" if command.donated else "paid"
    return f"{name} {deed} {show_money(command.amount, act.chapter.country)}, receipt {number}"


@handles(ChargeMember)
def charge_member(act: Act, command: ChargeMember) -> str:
    """Charge a member by hand. What the close of the meeting charges is refused: once is enough."""
    name = _seated(act, command.member_id)
    if command.kind is AccountKind.FINE and command.event in AT_CLOSE:
        raise Refused(
            f"The fine for “{command.event}” is charged when the meeting closes, by the chapter's rules. "
            "Choose other, and say why, to charge one more."
        )
    if command.kind not in (AccountKind.FINE, AccountKind.ORDERED_MEAL):
        raise Refused("At the table a fine or a meal is charged. Dues are charged on the money page.")
    _book(act).charge(command.member_id, command.kind, command.amount, command.event, command.note)
    what = entry_name(command.kind, command.event).lower()
    note = f" ({clean(command.note)})" if clean(command.note) else ""
    return f"{name}: {what}{note}, {show_money(command.amount, act.chapter.country)}"


def _seated(act: Act, member_id: PersonId) -> str:
    """The name of a member of this table."""
    if not act.holds_seat(member_id):
        raise Refused("Choose a member of this table from the list.")
    return act.before.name(member_id)


def _book(act: Act) -> AccountBook:
    return AccountBook(act.unit, act.chapter.id, act.now, act.chapter.today(act.now), act.meeting_id)


def freeze_charges(act: Act) -> None:
    """The meeting keeps the money rules by which it closes; a later correction is charged by the same."""
    act.set_meeting(charges=settling.frozen_rules(act.unit, act.chapter, act.before.meeting.on))


def settle_charges(act: Act) -> None:
    """Enter what the meeting charges, or the difference where it has charged already."""
    settling.settle_charges(act.unit, act.chapter, act.now)
