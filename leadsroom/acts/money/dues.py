"""Charging the dues of a period to everybody who pays them, and the fee to members who join."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done
from leadsroom.acts.money.account_book import AccountBook
from leadsroom.acts.money.commands import ChargeDues
from leadsroom.acts.people.roster import members
from leadsroom.acts.registry import handles
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.dues import plan_dues
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people.absences import leaves_by_membership


def charge_join_fees(act: Act) -> None:
    """Charge those who join the chapter in this act; nothing where it asks for no fee."""
    if not act.joined:
        return
    fee = act.chapter.rules.money.join_fee
    book = AccountBook(act.unit, act.chapter.id, act.now, act.today)
    for person_id in act.joined if fee else ():
        book.enter(person_id, AccountKind.JOIN_FEE, Money(fee, act.chapter.currency))


@handles(ChargeDues)
def charge_dues(act: Act, command: ChargeDues) -> Done:
    """Charge the dues of a period. Raises Refused where nobody is left to be charged."""
    connection, chapter, period = act.unit.connection, act.chapter, command.period
    charged = read_money.dues_of(connection, chapter.id, period.label)
    leaves = leaves_by_membership(connection, chapter.id)
    plan = plan_dues(chapter, period, members(act), leaves, charged)
    paying = plan.paying(again=command.again)
    if not paying:
        raise Refused(f"The dues of {period.label} have been charged to everybody already.")
    each, book = Money(plan.each, plan.currency), AccountBook(act.unit, chapter.id, act.now, act.today)
    book.charge_all([member.person.id for member in paying], AccountKind.DUES, each, period.label)
    count, shown = len(paying), show_money(each, chapter.country)
    counted = f"{count} {'member' if count == 1 else 'members'}"
    return Done(
        f"Dues {period.label}: {counted} × {shown}",
        f"Charged the dues of {period.label}: {count} × {shown}",
    )
