"""What the treasurer does on the money page: what is asked, the command it is, and what is said then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.acts.command import Command
from leadsroom.acts.money.commands import ChargeDues, ChargeMember, ReverseEntry, TakePayment
from leadsroom.domain.money.account import Account, AccountKind, StatementLine
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.exchange.money.to_csv import write_ledger
from leadsroom.exchange.money.to_text import receipt_file, receipt_text, write_receipt
from leadsroom.views import money as views
from screens.dialogs.dues_dialog import DuesDialog
from screens.dialogs.money_dialogs import (
    Asked,
    ChargeDialog,
    PaymentDialog,
    TakeBackDialog,
)
from screens.kit.styled import short

if TYPE_CHECKING:
    from screens.money import MoneyScreen

_TAKES_BACK = "u takes it back."
_RECEIPT = "r shows it, u takes it back."


async def new(page: MoneyScreen) -> None:
    """A payment: what somebody owes is proposed, and what they pay is asked for."""
    account = page.chosen
    if account is None:
        return
    name, balance = account.name, account.balance(page.chapter.currency)

    def dialog(filled: Asked | None, refusal: str) -> PaymentDialog:
        return PaymentDialog(name, balance, page.chapter, filled, refusal)

    def paid(asked: Asked) -> Command:
        return TakePayment(account.person_id, asked.amount, asked.note)

    await page.fill_in(dialog, paid, then=_RECEIPT)


async def charge(page: MoneyScreen) -> None:
    """A fine, a meal, dues or a fee outside the rules; or a donation, which has a receipt."""
    account = page.chosen
    if account is None:
        return

    def dialog(filled: Asked | None, refusal: str) -> ChargeDialog:
        return ChargeDialog(account.name, page.chapter, filled, refusal)

    def charged(asked: Asked) -> Command:
        if _is_donated(asked):
            return TakePayment(account.person_id, asked.amount, asked.note, donated=True)
        return ChargeMember(account.person_id, asked.kind, asked.amount, asked.event, asked.note)

    await page.fill_in(dialog, charged, then=lambda asked: _RECEIPT if _is_donated(asked) else _TAKES_BACK)


def _is_donated(asked: Asked) -> bool:
    return asked.kind is AccountKind.DONATION


async def delete(page: MoneyScreen) -> None:
    """Take the entry under the cursor back."""
    account, line = page.chosen, page.line
    if account is None or line is None or not page.in_entries:
        page.show_status("Choose an entry of the account first: enter.", "amber")
    else:
        await _take_back(page, account, line)


async def _take_back(page: MoneyScreen, account: Account, line: StatementLine) -> None:
    """Why is asked, as it stands beside the entry; what took another one back is put back."""
    entry, put_back = line.entry, line.entry.took_back
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), page.chapter.country)
    what = f"{entry.named}, {amount}"
    if line.reversed_by is not None:
        done_already = "put back" if put_back else "taken back"
        page.show_status(f"{what[:1].upper()}{what[1:]}, has been {done_already} already.", "amber")
        return
    asked = "Put back" if put_back else "Take back"

    def dialog(filled: str | None, refusal: str) -> TakeBackDialog:
        return TakeBackDialog(f"{asked}: {short(account.name)}, {what}", filled or "", refusal)

    def reversal(why: str) -> Command:
        return ReverseEntry(entry.id, why)

    await page.fill_in(dialog, reversal, at=str(entry.id), then=_TAKES_BACK)


async def dues(page: MoneyScreen) -> None:
    """Of which period is asked, with what it means; then everybody who pays them is charged."""
    try:
        plans = await page.desk.read(views.dues_plans)
    except Refused as no:
        page.show_status(str(no), "amber")
        return
    chosen = await page.app.push_screen_wait(DuesDialog(plans, 1, page.chapter.country))
    if chosen is None:
        return
    await page.act(ChargeDues(chosen.plan.period, chosen.again), then=_TAKES_BACK)


async def receipt(page: MoneyScreen) -> None:
    """The receipt of a payment to read, and to be written into a file."""
    line = page.line
    if line is None or not line.receipt:
        page.show_status(
            "A payment has a receipt. Choose one in the account: enter, then up and down.", "amber"
        )
        return
    try:
        paid = await page.desk.read(views.receipt, line.entry.id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return

    def write_it(typed: str) -> Awaitable[Path]:
        return page.desk.read(write_receipt, typed, line.entry.id)

    heading, text = f"Receipt {paid.number}", receipt_text(paid, page.chapter)
    await page.write_to_file(heading, receipt_file(paid), write_it, text)


async def write(page: MoneyScreen) -> None:
    """Every entry of all accounts, into a file."""
    if page.picture is None:
        return

    def write_it(typed: str) -> Awaitable[Path]:
        return page.desk.read(write_ledger, typed)

    await page.write_to_file("Every entry, as a table", f"leadsroom-money-{page.today}.csv", write_it)


ACTS: Mapping[str, Callable[[MoneyScreen], Awaitable[None]]] = {
    act.__name__: act for act in (new, charge, delete, dues, receipt, write)
}
