"""The members' accounts: who owes what, the most first, and the account under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from leadsroom.acts.act import Done
from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Account, StatementLine, owed_in_words
from leadsroom.errors import Refused
from leadsroom.views.money import Accounts, account_statement, accounts
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, Listing
from screens.kit.status_message import StatusLine
from screens.kit.styled import amber, quiet, short, strong
from screens.kit.theme import style
from screens.money import actions
from screens.money.lines import (
    ACCOUNT_COLUMNS,
    ENTRY_COLUMNS,
    account_lines,
    entry_in_full,
    entry_lines,
    in_hand,
    owed_together,
)

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


class MoneyScreen(ListPage[Accounts, Account]):
    """Two lists with cursors: accounts, and the entries of one. What is done stands in `actions`."""

    CSS_PATH = [style("page"), style("money")]
    BINDINGS = [
        keys.enter("entries", "Into the account; on a payment its receipt"),
        keys.new("payment", "A new payment, donation, refund or credit; what is owed is proposed"),
        keys.act("c", "charge", "charge", "Charge a fine, a meal, dues or the joining fee"),
        keys.delete("reverse", "Reverse the entry under the cursor; both stay in the account"),
        keys.act("r", "receipt", "receipt", "Show a payment's receipt, and write it"),
        keys.act("d", "dues", "dues", "Charge the dues of a period to everybody"),
        keys.act("s", "summary", "summary", "What came in and went out, bills, other income, age of debts"),
        keys.write("Write every entry of all accounts to a CSV file"),
        keys.member_page("The page of whose account it is"),
        Binding("left", "close", "to the list", id="close", show=False, tooltip="Back to the list"),
        Binding("right", "enter", "to the entries", id="enter", show=False, tooltip="Into the account"),
        *ListPage.BINDINGS,
    ]
    ACTS = actions.ACTS

    heading = "Money"
    columns = ACCOUNT_COLUMNS
    find_hint = "any part of a name or profession"
    empty = "Nobody is on the roster yet. Members are added there: escape, then r."
    names_money = True

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._read_for: PersonId | None = None

    def body(self) -> ComposeResult:
        with Container(id="money-page"):
            with Vertical(id="list-side"):
                yield from self.list_parts()
            yield AccountPane(self.chapter.country, id="account")
        yield StatusLine()

    # What is shown

    @property
    def pane(self) -> AccountPane:
        return self.query_one(AccountPane)

    @property
    def in_entries(self) -> bool:
        return self.focused is self.pane.entries

    @property
    def cursor(self) -> str:
        return f"{self.listing.key}:{self.pane.entries.key}" if self.in_entries else self.listing.key

    @property
    def today(self) -> date:
        """The date in the meeting room, as the accounts were read last."""
        assert self.picture is not None
        return self.picture.today

    @property
    def line(self) -> StatementLine | None:
        """The entry under the cursor of the account that is shown."""
        account = self.chosen
        return self.pane.line if account is not None and self._read_for == account.person_id else None

    def show_done(self, done: Done, then: str = "") -> None:
        """Say what came of it, a long name in short."""
        if self.chosen is not None:
            name = self.chosen.name
            done = replace(done, sentence=done.words.replace(name, short(name), 1))
        super().show_done(done, then)

    async def read(self) -> Accounts:
        return await self.desk.read(accounts)

    def take(self, picture: Accounts) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def show(self, at: str = "") -> None:
        """The cursor stays in the account that is chosen; `at` is one of its entries."""
        super().show()

    async def read_beside(self, at: str) -> None:
        await self._read_account(at)

    def lines(self, picture: Accounts, wanted: str) -> Sequence[Line]:
        return account_lines(picture.accounts, picture.chapter.country, wanted)

    def item(self, picture: Accounts, key: str) -> Account | None:
        return next((each for each in picture.accounts if str(each.person_id) == key), None)

    def beside_title(self, picture: Accounts) -> Content:
        country = picture.chapter.country
        return Content.assemble(owed_together(picture.accounts, country), in_hand(picture.in_hand, country))

    def main_does(self) -> str:
        if self.in_entries:
            return "show the receipt" if self.line is not None and self.line.receipt else ""
        return "read the account" if self.chosen else ""

    @property
    def member_id(self) -> PersonId | None:
        account = self.chosen
        return account.person_id if account is not None and account.status is not None else None

    def show_status(self, sentence: str, tone: str = "good") -> None:
        """A long name in short."""
        account = self.chosen
        if account is not None:
            sentence = sentence.replace(account.name, short(account.name), 1)
        super().show_status(sentence, tone)

    # The account under the cursor

    def cursor_moved(self) -> None:
        self._look_closer()

    @on(OptionList.OptionHighlighted, "#entries")
    def _moved_in(self) -> None:
        self.forget_status()
        self.say_keys()

    @work(exclusive=True, group="account")
    @ignore_if_unmounted
    async def _look_closer(self) -> None:
        """Another account is read; the same one has been by what changed it."""
        account = self.chosen
        if account is None or self._read_for != account.person_id:
            await self._read_account()
        else:
            self.pane.remove_class("-empty")

    async def _read_account(self, at: str = "") -> None:
        """Show the account under the cursor, if it still is there when it has been read."""
        account = self.chosen
        self.pane.set_class(account is None, "-empty")
        if account is None:
            return
        try:
            lines = await self.desk.read(account_statement, account.person_id)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        if self.chosen == account:
            self._read_for = account.person_id
            self.pane.show(account, lines, self.today, at)
            self.say_keys()

    @on(OptionList.OptionSelected, "#entries")
    def _entry_selected(self) -> None:
        if self.line is not None and self.line.receipt:
            self.action_act("receipt")

    def action_open(self) -> None:
        """What Enter does where the keyboard is."""
        if self.in_entries:
            self._entry_selected()
        else:
            self.action_enter()

    def action_enter(self) -> None:
        """Into the account."""
        if self.chosen is not None and not self.pane.is_empty:
            self.add_class("-opened")
            self.pane.entries.focus()
        elif self.chosen is not None:
            self.show_status(NO_ENTRIES, "amber")

    def action_close(self) -> None:
        """Back to the list."""
        self.to_list()

    def to_list(self) -> None:
        self.remove_class("-opened")
        super().to_list()

    def action_back(self) -> None:
        """Out of an account, out of a search, or out of the accounts."""
        if self.in_entries or self.has_class("-opened"):
            self.to_list()
        else:
            super().action_back()
