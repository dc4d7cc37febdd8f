"""Adding entries to accounts: a charge, a payment, a donation, and reversing one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from leadsroom.domain.ids import ChapterId, LedgerId, MeetingId, PersonId
from leadsroom.domain.money.account import AccountEntry, AccountKind
from leadsroom.domain.money.dues import Due
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import MOST_MINOR, Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import money as read_money
from leadsroom.store.unit_of_work import Unit


class AccountBook(Struct, frozen=True):
    """The place of entries: which chapter's, when, for which day, and at which meeting if at one."""

    unit: Unit
    chapter_id: ChapterId
    now: datetime
    on: date
    meeting_id: MeetingId | None = None

    def enter(
        self,
        member_id: PersonId,
        kind: AccountKind,
        amount: Money,
        *,
        event: FineEvent | None = None,
        period: str | None = None,
        note: str = "",
        reverses: LedgerId | None = None,
    ) -> LedgerId:
        """Add one entry as it stands."""
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
        _need_some(amount)
        if kind is AccountKind.FINE and event is None:
            raise Refused("Type what the fine is for.")
        if kind in (AccountKind.PAYMENT, AccountKind.DONATION):
            raise Refused("A payment or a donation is not a charge.")
        return self.enter(member_id, kind, amount, event=event, note=note)

    def pay(self, member_id: PersonId, amount: Money, note: str = "") -> LedgerId:
        """Enter a payment; more than they owe stays to their credit."""
        _need_some(amount)
        return self.enter(member_id, AccountKind.PAYMENT, Money(-amount.minor, amount.currency), note=note)

    def donate(self, member_id: PersonId, amount: Money, note: str = "") -> LedgerId:
        """Enter a donation and its payment: the balance stays as it is. The payment, which has the
        receipt.
        """
        _need_some(amount)
        self.enter(member_id, AccountKind.DONATION, amount, note=note)
        return self.pay(member_id, amount, note or "donation")

    def take_back(self, entry: AccountEntry, why: str = "") -> LedgerId:
        """Reverse an entry by another one. Raises Refused where that has been done."""
        if read_money.reversal_of(self.unit.connection, self.chapter_id, entry.id) is not None:
            raise Refused("That entry has been reversed already. Reverse the reversal instead.")
        contrary = Money(-entry.amount.minor, entry.amount.currency)
        return self.enter(
            entry.member_id,
            entry.kind,
            contrary,
            event=entry.event,
            period=entry.period,
            note=why or entry.note,
            reverses=entry.id,
        )


def _need_some(amount: Money) -> None:
    from babel.numbers import list_currencies

    if amount.currency not in list_currencies():
        shown = clean(amount.currency)
        raise Refused(f"“{shown}” is not a currency. Write its three letters, like USD, CAD or EUR.")
    if amount.minor <= 0:
        raise Refused("Type an amount above zero.")
    if amount.minor > MOST_MINOR:
        raise Refused("That is more than anybody has paid here. Check the amount and type it again.")
