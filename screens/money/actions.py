"""What the treasurer does on the money page: what is asked, the command it is, and what to say of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.domain.money.account import Account, StatementLine
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.exchange.money import receipt_file, receipt_text, write_ledger, write_receipt
from leadsroom.views import money as views
from screens.money.forms import DuesForm, MoneyForm, What, reversal_form

if TYPE_CHECKING:
    from screens.money.page import MoneyScreen

_TAKES_BACK = "u takes it back."
_RECEIPT = "r shows it, u takes it back."


async def new(page: MoneyScreen) -> None:
    """A payment: what somebody owes is proposed."""
    await _money(page, What.PAYMENT)


async def charge(page: MoneyScreen) -> None:
    """A fine, a meal, dues or a fee outside the rules; or a donation, which has a receipt."""
    await _money(page, What.FINE)


async def _money(page: MoneyScreen, what: What) -> None:
    with page.keys_wait():
        await page.reload()  # what is proposed goes by what is owed now, also where it was paid elsewhere
    if page.chosen is not None:
        form = MoneyForm.between_meetings(page.chapter, page.chosen, what)
        done = await page.ask(form, then=_TAKES_BACK)
        if done is not None and form.has_receipt:
            page.show_done(done, _RECEIPT)


async def delete(page: MoneyScreen) -> None:
    """Reverse the entry under the cursor."""
    account, line = page.chosen, page.line
    if account is None or line is None or not page.in_entries:
        page.show_status("Choose an entry of the account first: enter.", "amber")
    else:
        await _take_back(page, account, line)


async def _take_back(page: MoneyScreen, account: Account, line: StatementLine) -> None:
    """A reason is asked for; what reversed another entry is put back."""
    entry = line.entry
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), page.chapter.country)
    what = f"{entry.named}, {amount}"
    if line.reversed_by is not None:
        done_already = "put back" if entry.took_back else "reversed"
        page.show_status(f"{what[:1].upper()}{what[1:]}, has been {done_already} already.", "amber")
    else:
        await page.ask(reversal_form(entry, what, account.name), at=str(entry.id), then=_TAKES_BACK)


async def dues(page: MoneyScreen) -> None:
    """Of which period is asked, with what it means; then everybody who pays them is charged."""
    try:
        plans = await page.look_up(views.dues_plans)
    except Refused as no:
        page.show_status(str(no), "amber")
        return
    await page.ask(DuesForm(plans, page.chapter.country), then=_TAKES_BACK)


async def receipt(page: MoneyScreen) -> None:
    """The receipt of a payment to read, and to be written into a file."""
    line = page.line
    if line is None or not line.receipt:
        page.show_status(
            "A payment has a receipt. Choose one in the account: enter, then up and down.", "amber"
        )
        return
    try:
        paid = await page.look_up(views.receipt, line.entry.id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return

    def write_it(typed: str) -> Awaitable[Path]:
        return page.desk.read(write_receipt, typed, line.entry.id)

    title, text = f"Receipt {paid.number}", receipt_text(paid, page.chapter)
    await page.write_to_file(title, receipt_file(paid), write_it, text)


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
