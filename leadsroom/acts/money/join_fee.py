"""The fee of joining: charged in the act in which somebody joins."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.money.account_book import AccountBook
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.text.money import Money


def charge_join_fees(act: Act) -> None:
    """Charge those who join the chapter in this act; nothing where it asks for no fee."""
    if not act.joined:
        return
    fee = act.chapter.rules.money.join_fee
    book = AccountBook(act.unit, act.chapter.id, act.now, act.today)
    for person_id in act.joined if fee else ():
        book.enter(person_id, AccountKind.JOIN_FEE, Money(fee, act.chapter.currency))
