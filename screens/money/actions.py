"""What the treasurer does on the money page: what is asked, the command it is, and what to say of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadsroom.domain.ids import LedgerId
from leadsroom.domain.money.account import AccountEntry
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.exchange.money import receipt_file, receipt_text, write_ledger, write_receipt
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views import money as views
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.money.forms import DuesForm, MoneyForm, ReversalForm, What

if TYPE_CHECKING:
    from screens.kit.list_page import ListPage
    from screens.money.page import MoneyScreen

TAKES_BACK = "u takes it back."
RECEIPT = "r shows it, u takes it back."


async def new(page: MoneyScreen) -> None:
    """A payment, of which what somebody owes is proposed; a donation, a refund, or credit."""
    await _money(page, What.PAYMENT)


async def charge(page: MoneyScreen) -> None:
    """A fine, a meal, dues or a fee outside the rules."""
    await _money(page, What.FINE)


async def _money(page: MoneyScreen, what: What) -> None:
    with page.keys_wait():
        await page.reload()  # what is proposed goes by what is owed now, also where it was paid elsewhere
    if page.chosen is not None:
        form = MoneyForm.between_meetings(page.chapter, page.chosen, what, page.today)
        done = await page.ask(form, then=TAKES_BACK)
        if done is not None and form.has_receipt:
            page.show_done(done, RECEIPT)


async def delete(page: MoneyScreen) -> None:
    """Reverse the entry under the cursor."""
    account, line = page.chosen, page.line
    if account is None or line is None or not page.in_entries:
        page.show_status("Choose an entry of the account first: enter.", "amber")
    else:
        await take_back(page, account.name, line.entry, line.reversed_by, today=page.today)


async def take_back(
    page: ListPage[Any, Any],
    name: str,
    entry: AccountEntry,
    reversed_by: LedgerId | None,
    *,
    today: date,
    at: str = "",
) -> None:
    """A reason is asked for; what reversed another entry is put back. The cursor stays on the entry."""
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), page.chapter.country)
    what = f"{entry.named}, {amount}"
    if reversed_by is not None:
        done_already = "put back" if entry.took_back else "reversed"
        page.show_status(f"{what[:1].upper()}{what[1:]}, has been {done_already} already.", "amber")
    else:
        form = ReversalForm(entry, what, name, today, page.chapter.country)
        await page.ask(form, at=at or str(entry.id), then=TAKES_BACK)


async def dues(page: MoneyScreen) -> None:
    """Of which period is asked, with what it means; then everybody who pays them is charged."""
    try:
        plans = await page.look_up(views.dues_plans)
    except Refused as no:
        page.show_status(str(no), "amber")
        return
    await page.ask(DuesForm(plans, page.chapter.country), then=TAKES_BACK)


async def receipt(page: MoneyScreen) -> None:
    """The receipt of the payment under the cursor, to read and to be written into a file."""
    line = page.line
    if line is None or not line.receipt:
        page.show_status(
            "A payment has a receipt. Choose one in the account: enter, then up and down.", "amber"
        )
        return
    await show_receipt(page, line.entry.id)


async def show_receipt(page: ListPage[Any, Any], entry_id: LedgerId) -> None:
    """The receipt of an entry."""
    try:
        paid = await page.look_up(views.receipt, entry_id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return

    def write_it(wanted: FileWanted) -> Awaitable[Path]:
        return page.desk.read(write_receipt, wanted, entry_id)

    text = receipt_text(paid, page.chapter)
    choice = FileChoice(receipt_file(paid), [FileFormat("txt")], text=text)
    await page.write_to_file(f"Receipt {paid.number}", choice, write_it)


async def write(page: MoneyScreen) -> None:
    """Every entry of all accounts, into a file."""
    if page.picture is None:
        return

    def write_it(wanted: FileWanted) -> Awaitable[Path]:
        return page.desk.read(write_ledger, wanted)

    formats = [FileFormat("csv", "table (csv)"), FileFormat("json")]
    await page.write_to_file("Every entry, as a table", FileChoice(f"money-{page.today}", formats), write_it)


async def summary(page: MoneyScreen) -> None:
    """The treasurer's summary, on a page of its own."""
    page.open_page("summary")


ACTS: Mapping[str, Callable[[MoneyScreen], Awaitable[None]]] = {
    act.__name__: act for act in (new, charge, delete, dues, receipt, write, summary)
}
