"""The accounts and the decisions of a chapter in tests: what is done with them, and what is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.money.commands import (
    ChargeDues,
    ChargeDuesUntil,
    ChargeMember,
    CreditMember,
    PayOut,
    RefundMember,
    ReverseEntry,
    TakeIncome,
    TakePayment,
)
from leadsroom.acts.people.commands import Decide, TakeBackDecision
from leadsroom.clock import Clock
from leadsroom.domain.ids import ChapterId, DecisionId, LedgerId, PersonId
from leadsroom.domain.money.account import AccountEntry, AccountKind, Method, Receipt, StatementLine
from leadsroom.domain.money.dues import DuesPlan
from leadsroom.domain.money.dues_periods import DuesPeriod
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.store.read.money import entry_in
from leadsroom.store.store import Store
from leadsroom.views.money import (
    Accounts,
    Ledger,
    Summary,
    account_statement,
    accounts,
    dues_plan,
    ledger,
    receipt,
    summary,
)


@dataclass(slots=True)
class _Station:
    """Somebody at a station between meetings."""

    store: Store
    clock: Clock
    station: str

    def desk(self, chapter_id: ChapterId) -> SyncDesk:
        """The desk of a chapter."""
        return SyncDesk(self.store, chapter_id, self.clock, self.station)

    def do(self, chapter_id: ChapterId, command: Command) -> Done:
        """Carry out a command."""
        return self.desk(chapter_id).do(command)


class Treasurer(_Station):
    """Whoever keeps the accounts."""

    def accounts(self, chapter_id: ChapterId) -> Accounts:
        """Who owes what."""
        return self.desk(chapter_id).read(accounts)

    def statement(self, chapter_id: ChapterId, person_id: PersonId) -> tuple[StatementLine, ...]:
        """Every entry of one account."""
        return self.desk(chapter_id).read(account_statement, person_id)

    def receipt(self, chapter_id: ChapterId, entry_id: LedgerId) -> Receipt:
        """The receipt of a payment."""
        return self.desk(chapter_id).read(receipt, entry_id)

    def ledger(self, chapter_id: ChapterId, person_id: PersonId | None = None) -> Ledger:
        """Every account, or one."""
        return self.desk(chapter_id).read(ledger, person_id)

    def dues_plan(self, chapter_id: ChapterId, period: DuesPeriod) -> DuesPlan:
        """What charging the dues of a period would do."""
        return self.desk(chapter_id).read(dues_plan, period)

    def summary(
        self, chapter_id: ChapterId, first: date, last: date, by: PeriodKind | None = None
    ) -> Summary:
        """The treasurer's summary."""
        return self.desk(chapter_id).read(summary, first, last, by)

    def take_payment(
        self,
        chapter_id: ChapterId,
        person_id: PersonId,
        amount: Money,
        note: str = "",
        *,
        method: Method | None = None,
        reference: str = "",
    ) -> Receipt:
        """Take what somebody pays; its receipt."""
        command = TakePayment(person_id, amount, note, method=method, reference=reference)
        return self.receipt(chapter_id, LedgerId(self.do(chapter_id, command).subject or 0))

    def donate(
        self, chapter_id: ChapterId, person_id: PersonId, amount: Money, note: str = "", *, cause: str = ""
    ) -> Receipt:
        """Take a donation; its receipt."""
        done = self.do(chapter_id, TakePayment(person_id, amount, note, donated=True, cause=cause))
        return self.receipt(chapter_id, LedgerId(done.subject or 0))

    def refund(self, chapter_id: ChapterId, person_id: PersonId, amount: Money) -> AccountEntry:
        """Give back in cash what somebody has paid ahead; the entry."""
        return self._entry(chapter_id, self.do(chapter_id, RefundMember(person_id, amount, Method.CASH)))

    def credit(
        self, chapter_id: ChapterId, person_id: PersonId, amount: Money, cause: str = "goodwill"
    ) -> AccountEntry:
        """Put somebody's account in credit; the entry."""
        return self._entry(chapter_id, self.do(chapter_id, CreditMember(person_id, amount, cause)))

    def pay_out(self, chapter_id: ChapterId, payee: str, amount: Money, cause: str) -> AccountEntry:
        """Pay somebody a bill by check; the entry."""
        command = PayOut(payee, amount, cause, Method.CHECK)
        return self._entry(chapter_id, self.do(chapter_id, command))

    def take_income(self, chapter_id: ChapterId, amount: Money, cause: str, payer: str = "") -> Receipt:
        """Take money that is on nobody's account; its receipt."""
        done = self.do(chapter_id, TakeIncome(amount, cause, payer, Method.CASH))
        return self.receipt(chapter_id, LedgerId(done.subject or 0))

    def charge(
        self,
        chapter_id: ChapterId,
        person_id: PersonId,
        kind: AccountKind,
        amount: Money,
        *,
        event: FineEvent | None = None,
        note: str = "",
    ) -> AccountEntry:
        """Charge somebody by hand; the entry."""
        return self._entry(
            chapter_id, self.do(chapter_id, ChargeMember(person_id, kind, amount, event, note))
        )

    def reverse(self, chapter_id: ChapterId, entry_id: LedgerId, why: str = "") -> AccountEntry:
        """Take an entry back; the one that does so."""
        return self._entry(chapter_id, self.do(chapter_id, ReverseEntry(entry_id, why)))

    def charge_dues(self, chapter_id: ChapterId, period: DuesPeriod, *, again: bool = False) -> str:
        """Charge the dues of a period; what was done, in words."""
        return self.do(chapter_id, ChargeDues(period, again)).what

    def charge_due(self, chapter_id: ChapterId, until: date, *, again: bool = False) -> str:
        """Charge what is due until a day; what was done, in words."""
        return self.do(chapter_id, ChargeDuesUntil(until, again)).what

    def _entry(self, chapter_id: ChapterId, done: Done) -> AccountEntry:
        with self.store.reading() as connection:
            found = entry_in(connection, chapter_id, LedgerId(done.subject or 0))
        assert found is not None
        return found


class Decisions(_Station):
    """Whoever records what the chapter decides."""

    def decide(
        self,
        chapter_id: ChapterId,
        member_id: PersonId,
        kind: DecisionKind,
        on: date | None = None,
        *,
        decided_by: str = "",
        note: str = "",
    ) -> None:
        """Record a decision."""
        self.do(chapter_id, Decide(member_id, kind, on, decided_by, note))

    def take_back(self, chapter_id: ChapterId, decision_id: DecisionId) -> None:
        """A decision was a mistake."""
        self.do(chapter_id, TakeBackDecision(decision_id))
