"""Commands about the members' accounts. They are private: no minutes and no second screen name them."""

from __future__ import annotations

from leadsroom.acts.command import Command
from leadsroom.domain.account import AccountKind
from leadsroom.domain.chapter_rules import FineEvent
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money import Money


class TakePayment(Command, frozen=True, tag="TakePayment"):
    """A member pays at the table, any amount above zero; `donated` puts nothing against what they owe."""

    is_private = True

    member_id: PersonId
    amount: Money
    note: str = ""
    donated: bool = False


class ChargeMember(Command, frozen=True, tag="ChargeMember"):
    """A member is charged at the table: a fine for an event that is charged by hand, or a meal as ordered."""

    is_private = True

    member_id: PersonId
    kind: AccountKind
    amount: Money
    event: FineEvent | None = None
    note: str = ""
