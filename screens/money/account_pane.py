"""The account under the cursor: whose it is, its entries with a cursor, and the one under that in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from leadsroom.domain.money.account import Account, StatementLine, owed_in_words
from screens.kit.listing import Listing
from screens.kit.styled import amber, quiet, strong
from screens.money.lines import ENTRY_COLUMNS, entry_in_full, entry_lines

NO_ENTRIES = "No entries yet. n takes a payment, c charges something, d charges everybody's dues."


class AccountPane(Vertical):
    """Shows the account of `person_id`; empty as long as there is none to be shown."""

    def __init__(self, country: str, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="-empty")
        self._country = country
        self._lines: tuple[StatementLine, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="whose")
        yield Static(quiet(NO_ENTRIES), id="no-entries")
        yield Listing(ENTRY_COLUMNS, id="entries")
        yield Static(id="in-full")

    @property
    def entries(self) -> Listing:
        """The list of its entries."""
        return self.query_one("#entries", Listing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written to it."""
        return not self._lines

    @property
    def line(self) -> StatementLine | None:
        """The entry under the cursor."""
        return next((each for each in self._lines if str(each.entry.id) == self.entries.key), None)

    def show(self, account: Account, lines: Sequence[StatementLine], today: date, at: str = "") -> None:
        """Show an account, the oldest entry first in `lines`; the cursor at one of them, or at the latest."""
        self._lines = tuple(lines)
        self.query_one("#whose", Static).update(self._whose(account))
        latest = str(lines[-1].entry.id) if lines else ""
        self.entries.show(entry_lines(lines, self._country, today), at or latest)
        self.entries.display = bool(lines)
        self.query_one("#no-entries").display = not lines
        self._show_in_full()

    def _whose(self, account: Account) -> Content:
        owes = any(money.minor > 0 for money in account.owed)
        balance = (amber if owes else quiet)(owed_in_words(account.owed, self._country))
        about = quiet(f" · {account.profession}" if account.profession else "")
        return Content.assemble(strong(account.name), Content("  "), balance, about)

    @on(OptionList.OptionHighlighted, "#entries")
    def _show_in_full(self) -> None:
        line = self.line
        in_full = entry_in_full(line, self._country) if line is not None else ""
        self.query_one("#in-full", Static).update(quiet(in_full))
