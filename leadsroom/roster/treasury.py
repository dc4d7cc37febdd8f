"""The fee that joining costs."""

from __future__ import annotations

from leadsroom.acts.money.account_book import AccountBook
from leadsroom.domain.account import AccountKind
from leadsroom.domain.money import Money
from leadsroom.domain.roster import Member
from leadsroom.roster.act import RosterAct


def charge_join_fee(act: RosterAct, member: Member) -> None:
    """Charge who joins the chapter's fee, in the act in which they join; nothing where it asks for none."""
    fee = act.chapter.rules.money.join_fee
    if fee:
        book = AccountBook(act.unit, act.chapter.id, act.now, act.today)
        book.enter(member.person.id, AccountKind.JOIN_FEE, Money(fee, act.chapter.currency))
