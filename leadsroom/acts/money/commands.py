"""Commands about the members' accounts. They are private: no minutes and no second screen name them.

`on` is the day that an entry is of, between meetings: today (None), or one of the last two years.
"""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.ids import LedgerId, OwnCostId, PersonId
from leadsroom.domain.money.account import AccountKind, Method
from leadsroom.domain.money.dues_periods import DuesPeriod
from leadsroom.domain.rules.chapter_rules import FineEvent, Share
from leadsroom.domain.text.money import Money


class TakePayment(Command, frozen=True, tag="TakePayment"):
    """Somebody pays any amount above zero; `donated` puts nothing against what they owe, for a `cause`.

    How it is paid is a `method`, with a `reference` such as the number of a check. At a table members of that
    table pay, between meetings anybody on record of the chapter. `seen` is what they owed where the payment
    was proposed, in its currency: it is refused once that is another sum.
    """

    is_private = True

    member_id: PersonId
    amount: Money
    note: str = ""
    donated: bool = False
    seen: Money | None = None
    method: Method | None = None
    reference: str = ""
    cause: str = ""
    on: date | None = None


class RefundMember(Command, frozen=True, tag="RefundMember"):
    """A member gets back what they have paid ahead, or a part of it, in its currency."""

    is_private = True

    member_id: PersonId
    amount: Money
    method: Method | None = None
    reference: str = ""
    note: str = ""
    on: date | None = None


class CreditMember(Command, frozen=True, tag="CreditMember"):
    """A member's account is put in credit, and no money changes hands: goodwill, something overpaid."""

    is_private = True

    member_id: PersonId
    amount: Money
    cause: str
    note: str = ""
    on: date | None = None


class PayOut(Command, frozen=True, tag="PayOut"):
    """The chapter pays somebody, who need not be on record, for a cause: the diner, a speaker's gift."""

    is_private = True

    payee: str
    amount: Money
    cause: str
    method: Method | None = None
    reference: str = ""
    note: str = ""
    on: date | None = None


class TakeIncome(Command, frozen=True, tag="TakeIncome"):
    """The chapter is given money that is on no member's account: a raffle, a visitor's donation to a cause,
    or what there was in hand before. `payer` may be left open.
    """

    is_private = True

    amount: Money
    cause: str
    payer: str = ""
    method: Method | None = None
    reference: str = ""
    note: str = ""
    on: date | None = None


class ChargeMember(Command, frozen=True, tag="ChargeMember"):
    """Somebody is charged by hand. At a table it is a fine that its close does not charge, or a meal as
    ordered; between meetings dues and the joining fee too, outside the rules.
    """

    is_private = True

    member_id: PersonId
    kind: AccountKind
    amount: Money
    event: FineEvent | None = None
    note: str = ""
    on: date | None = None


class ReverseEntry(Command, frozen=True, tag="ReverseEntry"):
    """An entry is taken back by another one, once; `why` stands beside it in the account."""

    is_private = True

    entry_id: LedgerId
    why: str = ""
    on: date | None = None


class ChargeDues(Command, frozen=True, tag="ChargeDues"):
    """The dues of a period are charged, to each member once.

    Members whose dues were taken back are left out, unless they are to be charged `again`. Who has left and
    was not charged pays the share `leaving`; None: as the chapter's rules have it.
    """

    is_private = True

    period: DuesPeriod
    again: bool = False
    leaving: Share | None = None


class ChargeDuesUntil(Command, frozen=True, tag="ChargeDuesUntil"):
    """What is due of each member until a day is charged: parts of a period, and periods of their own.

    None: until today.
    """

    is_private = True

    until: date | None = None
    again: bool = False
    leaving: Share | None = None


class EnterOwnCost(Command, frozen=True, tag="EnterOwnCost"):
    """A member enters what they spent on the chapter besides, such as travel, or corrects it.

    It is on no account.
    """

    is_private = True

    member_id: PersonId
    amount: Money
    note: str = ""
    on: date | None = None
    corrects: OwnCostId | None = None


class WithdrawOwnCost(Command, frozen=True, tag="WithdrawOwnCost"):
    """A member's own cost was entered by mistake."""

    is_private = True

    cost_id: OwnCostId
