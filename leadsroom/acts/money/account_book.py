"""Adding entries to accounts: one as it stands, a charge, a donation with its payment, and reversing one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.money.account import AccountEntry, AccountKind, Method
from leadsroom.domain.money.dues import Due
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import MOST_MINOR, Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import money as read_money
from leadsroom.store.unit_of_work import Unit


class Paid(Struct, frozen=True):
    """How money changed hands, with the number of the check or whatever else the bank knows it by."""

    method: Method | None = None
    reference: str = ""


class AccountBook(Struct, frozen=True):
    """The place of entries: which chapter's, when, for which day, and at which meeting if at one."""

    unit: Unit
    chapter_id: ChapterId
    now: datetime
    on: date
    meeting_id: MeetingId | None = None

    def enter(
        self,
        member_id: PersonId | None,
        kind: AccountKind,
        amount: Money,
        *,
        event: FineEvent | None = None,
        period: str | None = None,
        note: str = "",
        reverses: LedgerId | None = None,
        paid: Paid | None = None,
        cause: str = "",
        payee: str = "",
        pays: LedgerId | None = None,
    ) -> LedgerId:
        """Add one entry as it stands."""
        paid = paid or Paid()
        return LedgerId(
            self.unit.insert(
                t.ledger_entry,
                chapter_id=self.chapter_id,
                member_id=member_id,
                meeting_id=self.meeting_id,
                kind=kind.value,
                event=event.value if event else None,
                period=period,
                amount_minor=amount.minor,
                currency=amount.currency,
                on_date=self.on,
                note=clean(note),
                reverses=reverses,
                at=self.now,
                method=paid.method.value if paid.method else None,
                reference=clean(paid.reference),
                cause=clean(cause),
                payee=clean(payee),
                pays=pays,
            )
        )

    def charge_dues(self, dues: Sequence[Due], currency: str) -> None:
        """Charge what is due of several members, in one statement."""
        self.unit.insert_all(
            t.ledger_entry,
            [
                {
                    "chapter_id": self.chapter_id,
                    "member_id": due.member.person.id,
                    "meeting_id": self.meeting_id,
                    "kind": AccountKind.DUES.value,
                    "period": due.period.label,
                    "amount_minor": due.minor,
                    "currency": currency,
                    "on_date": self.on,
                    "note": "",
                    "at": self.now,
                }
                for due in dues
            ],
        )

    def charge(
        self,
        member_id: PersonId,
        kind: AccountKind,
        amount: Money,
        event: FineEvent | None = None,
        note: str = "",
    ) -> LedgerId:
        """Charge somebody by hand. Raises Refused for what is not a charge."""
        need_some(amount)
        if kind is AccountKind.FINE and event is None:
            raise Refused("Type what the fine is for.")
        if kind not in _BY_HAND:
            raise Refused(f"{kind.value.capitalize()} is not a charge.")
        return self.enter(member_id, kind, amount, event=event, note=note)

    def pay(self, member_id: PersonId, amount: Money, paid: Paid, note: str = "") -> LedgerId:
        """Enter a payment; more than they owe stays to their credit."""
        need_some(amount)
        return self.enter(member_id, AccountKind.PAYMENT, contrary(amount), note=note, paid=paid)

    def donate(
        self, member_id: PersonId, amount: Money, paid: Paid, cause: str = "", note: str = ""
    ) -> LedgerId:
        """Enter a donation and its payment: the balance stays as it is. The payment, which has the
        receipt.
        """
        need_some(amount)
        given = self.enter(member_id, AccountKind.DONATION, amount, cause=cause, note=note)
        return self.enter(
            member_id, AccountKind.PAYMENT, contrary(amount), note=note, paid=paid, cause=cause, pays=given
        )

    def take_back(self, entry: AccountEntry, why: str = "") -> LedgerId:
        """Reverse an entry by another one, and with a donation its payment, or the other way around.

        Raises Refused where that has been done.
        """
        if read_money.reversal_of(self.unit.connection, self.chapter_id, entry.id) is not None:
            raise Refused("That entry has been reversed already. Reverse the reversal instead.")
        other = read_money.other_half(self.unit.connection, self.chapter_id, entry)
        if other is not None:
            self._take_back(other, why)
        return self._take_back(entry, why)

    def _take_back(self, entry: AccountEntry, why: str) -> LedgerId:
        return self.enter(
            entry.member_id,
            entry.kind,
            contrary(entry.amount),
            event=entry.event,
            period=entry.period,
            note=why or entry.note,
            reverses=entry.id,
            paid=Paid(entry.method, entry.reference),
            cause=entry.cause,
            payee=entry.payee,
            pays=entry.pays,
        )


_BY_HAND = frozenset(
    {AccountKind.FINE, AccountKind.MEAL, AccountKind.ORDERED_MEAL, AccountKind.DUES, AccountKind.JOIN_FEE}
)


def contrary(amount: Money) -> Money:
    """The same below zero, or above."""
    return Money(-amount.minor, amount.currency)


def need_some(amount: Money) -> None:
    """Raises Refused for what is no amount above zero in a currency."""
    from babel.numbers import list_currencies

    if amount.currency not in list_currencies():
        shown = clean(amount.currency)
        raise Refused(f"“{shown}” is not a currency. Write its three letters, like USD, CAD or EUR.")
    if amount.minor <= 0:
        raise Refused("Type an amount above zero.")
    if amount.minor > MOST_MINOR:
        raise Refused("That is more than anybody has paid here. Check the amount and type it again.")
