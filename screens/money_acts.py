"""What the treasurer does on the money page: each act is one call to the treasury, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from textual import work
from textual.screen import Screen

from leadsroom.domain.account import Account, AccountKind, Receipt, StatementLine
from leadsroom.domain.dues_periods import DuesPlan, period_of
from leadsroom.domain.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.exchange.ledger_csv import csv_ledger
from leadsroom.exchange.new_file import write_new_file
from leadsroom.exchange.receipt import receipt_file, receipt_text
from screens.asking import AskingPage
from screens.dialogs.dues_dialog import DuesDialog
from screens.dialogs.money_dialogs import (
    Asked,
    ChargeDialog,
    FileDialog,
    PaymentDialog,
    TakeBackDialog,
)
from screens.while_shown import while_shown
from screens.widgets.account_pane import AccountPane
from screens.widgets.words import short

if TYPE_CHECKING:
    from leadsroom.domain.chapter import Chapter
    from leadsroom.roster.treasury import Treasury

V = TypeVar("V")
R = TypeVar("R")


class _Reversal(Struct, frozen=True):
    """How the reversing of an entry is said."""

    asked: str
    did: str
    done: str
    stays: str


# Taking back what took an entry back puts that one back.
_REVERSALS = {
    False: _Reversal("Take back", "Took back", "taken back", "Both stay"),
    True: _Reversal("Put back", "Put back", "put back", "Everything stays"),
}


class MoneyActs(AskingPage):
    """The acts of the money page. They are about the account under the cursor at the press of the key."""

    if TYPE_CHECKING:
        treasury: Treasury
        chapter: Chapter

        @property
        def chosen(self) -> Account | None: ...

        @property
        def line(self) -> StatementLine | None: ...

        @property
        def pane(self) -> AccountPane: ...

        @property
        def in_entries(self) -> bool: ...

        def balance_of(self, account: Account) -> Money: ...

    async def _asked(
        self, dialog: Callable[[V | None, str], Screen[Any]], act: Callable[[V], R], at: str = ""
    ) -> R | None:
        """Ask until the treasury takes what is filled in; the cursor is at this entry then, or the latest."""

        async def take(filled: V) -> R:
            return await self.in_turn(partial(act, filled), at)

        return await self.until_taken(dialog, take)

    def _shown(self, amount: Money) -> str:
        return show_money(amount, self.chapter.country)

    # Payments and charges

    @work
    @while_shown
    async def action_pay(self) -> None:
        account = self.chosen
        if account is None:
            return
        name, balance = account.name, self.balance_of(account)

        def dialog(filled: Asked | None, refusal: str) -> PaymentDialog:
            return PaymentDialog(name, balance, self.chapter, filled, refusal)

        def pay(asked: Asked) -> Receipt:
            return self.treasury.take_payment(self.chapter.id, account.person_id, asked.amount, asked.note)

        receipt = await self._asked(dialog, pay)
        if receipt is not None:
            paid = f"✓ {short(name)} paid {self._shown(receipt.amount)}"
            self.tell(f"{paid}, receipt {receipt.number}. r shows it.")

    @work
    @while_shown
    async def action_charge(self) -> None:
        account = self.chosen
        if account is None:
            return

        def dialog(filled: Asked | None, refusal: str) -> ChargeDialog:
            return ChargeDialog(account.name, self.chapter, filled, refusal)

        said = await self._asked(dialog, partial(self._charge, account))
        if said is not None:
            self.tell(said)

    def _charge(self, account: Account, asked: Asked) -> str:
        """Carry a charge or a donation out; what happened, in words."""
        chapter_id, amount = self.chapter.id, self._shown(asked.amount)
        if asked.kind is AccountKind.DONATION:
            receipt = self.treasury.donate(chapter_id, account.person_id, asked.amount, asked.note)
            return f"✓ {short(account.name)} donated {amount}, receipt {receipt.number}. r shows it."
        entry = self.treasury.charge(
            chapter_id, account.person_id, asked.kind, asked.amount, event=asked.event, note=asked.note
        )
        return f"✓ {short(account.name)}: {entry.named}, {amount}."

    @work
    @while_shown
    async def action_take_back(self) -> None:
        line, account = self.line, self.chosen
        if line is None or account is None or not self.in_entries:
            self.tell("Choose an entry of the account first: enter.", "amber")
            return
        entry, words = line.entry, _REVERSALS[line.entry.took_back]
        what = f"{entry.named}, {self._shown(Money(abs(entry.amount.minor), entry.amount.currency))}"
        if line.reversed_by is not None:
            self.tell(f"{what[:1].upper()}{what[1:]}, has been {words.done} already.", "amber")
            return

        def dialog(filled: str | None, refusal: str) -> TakeBackDialog:
            return TakeBackDialog(f"{words.asked}: {short(account.name)}, {what}", filled or "", refusal)

        reverse = partial(self.treasury.reverse, self.chapter.id, entry.id)
        if await self._asked(dialog, reverse, at=str(entry.id)) is not None:
            self.tell(f"✓ {words.did} {what}. {words.stays} in the account.")

    # Dues

    @work
    @while_shown
    async def action_dues(self) -> None:
        try:
            plans = await asyncio.to_thread(self._dues_plans)
        except Refused as no:
            self.tell(str(no), "amber")
            return
        chosen = await self.app.push_screen_wait(DuesDialog(plans, 1, self.chapter.country))
        if chosen is None:
            return
        period = chosen.plan.period
        charge = partial(self.treasury.charge_dues, self.chapter.id, period, again=chosen.again)
        try:
            done = await self.in_turn(charge)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        count = len(done.members) + (len(done.taken_back) if chosen.again else 0)
        each = self._shown(Money(done.each, done.currency))
        self.tell(f"✓ Charged the dues of {period.label}: {count} × {each}.")

    def _dues_plans(self) -> tuple[DuesPlan, ...]:
        """What charging would do for the period before, this one and the next. Raises Refused."""
        dues = self.chapter.rules.money.dues
        if dues is None:
            raise Refused("The chapter asks for no dues. Its rules can be changed on the rules page.")
        now = period_of(dues.per, self.treasury.today(self.chapter))
        return tuple(self.treasury.dues_plan(self.chapter.id, each) for each in (now.before, now, now.after))

    # Receipts and files

    @work
    @while_shown
    async def action_receipt(self) -> None:
        line = self.line
        if line is None or not line.receipt:
            self.tell("A payment has a receipt. Choose one in the account: enter, then up and down.", "amber")
            return
        try:
            receipt = await asyncio.to_thread(self.treasury.receipt, self.chapter.id, line.entry.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        text = receipt_text(receipt, self.chapter)
        heading = f"Receipt {receipt.number}"
        await self._write(heading, receipt_file(receipt), lambda: text.encode("utf-8"), shown=text)

    @work
    @while_shown
    async def action_write(self) -> None:
        today = self.treasury.today(self.chapter)

        def data() -> bytes:
            return csv_ledger(self.treasury.ledger(self.chapter.id))

        await self._write("Every entry, as a table", f"leadsroom-money-{today}.csv", data)

    async def _write(self, heading: str, name: str, data: Callable[[], bytes], shown: str = "") -> None:
        def dialog(filled: str | None, refusal: str) -> FileDialog:
            return FileDialog(heading, filled or name, shown, refusal)

        def write(typed: str) -> Path:
            return write_new_file(typed, data())

        at = self.pane.entries.key
        path = await self._asked(dialog, write, at)
        if path is not None:
            self.tell(f"✓ Written to {path}.")
