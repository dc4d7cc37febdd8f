"""The members' accounts: who owes what, the most first, and the account under the cursor."""

from __future__ import annotations

from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Account, StatementLine
from leadsroom.errors import Refused
from leadsroom.views.money import account_statement, accounts
from screens import money_acts
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.account_pane import NO_ENTRIES, AccountPane
from screens.widgets.form_row import LineInput
from screens.widgets.money_lines import ACCOUNT_COLUMNS, account_lines, owed_together

_NOBODY = "Nobody is on the roster yet. Members are added there: escape, then r."
_NOBODY_FITS = "Nobody fits. Escape shows all."


class MoneyScreen(RecordPage):
    """Two lists with cursors. Acts are about the account under the cursor at the press of the key."""

    CSS_PATH = [style("page"), style("form"), style("money")]
    BINDINGS = [
        Binding("enter", "open", "entries", id="main", tooltip="Into the account; on a payment its receipt"),
        Binding("p", "pay", "payment", id="pay", tooltip="Take a payment; what is owed is proposed"),
        Binding("c", "charge", "charge", id="charge", tooltip="Charge a fine, a meal; or take a donation"),
        Binding("d", "dues", "dues", id="dues", tooltip="Charge the dues of a period to everybody"),
        Binding(
            "delete,x",
            "take_back",
            "take back",
            id="take-back",
            key_display="del",
            tooltip="Take the entry under the cursor back; x does the same",
        ),
        Binding("r", "receipt", "receipt", id="receipt", tooltip="Show a payment's receipt, and write it"),
        Binding("slash", "find", "find", id="find", key_display="/", tooltip="Find by name or profession"),
        *RecordPage.BINDINGS,
        Binding("left", "close", "to the list", id="close", show=False, tooltip="Back to the list"),
        Binding("right", "enter", "to the entries", id="enter", show=False, tooltip="Into the account"),
        Binding(
            "escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to the list, or home"
        ),
        Binding("w", "write", "CSV", id="write", tooltip="Write every entry of all accounts to a CSV file"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#accounts"
    names_money = True

    class MoneyLeft(Message):
        """The accounts were left."""

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk)
        self.chapter = chapter
        self._today: date | None = None
        self._accounts: tuple[Account, ...] | None = None
        self._read_for: PersonId | None = None

    def body(self) -> ComposeResult:
        with Container(id="money-page"):
            with Vertical(id="list-side"):
                wanted = LineInput(placeholder="any part of a name or profession", id="wanted")
                wanted.display = False
                yield wanted
                yield Static(id="nobody")
                yield Listing(ACCOUNT_COLUMNS, id="accounts")
            yield AccountPane(self.chapter.country, id="account")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#nobody").display = False
        self._read()

    # What is shown

    @property
    def listing(self) -> Listing:
        return self.query_one("#accounts", Listing)

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
    def _wanted(self) -> LineInput:
        return self.query_one("#wanted", LineInput)

    @property
    def chosen(self) -> Account | None:
        """Whose account is under the cursor."""
        listed = self._accounts or ()
        return next((each for each in listed if str(each.person_id) == self.listing.key), None)

    @property
    def today(self) -> date:
        """The date in the meeting room, as the accounts were read last."""
        assert self._today is not None
        return self._today

    @property
    def line(self) -> StatementLine | None:
        """The entry under the cursor of the account that is shown."""
        account = self.chosen
        return self.pane.line if account is not None and self._read_for == account.person_id else None

    @work
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        """Show the accounts as they are on record, the cursor in the one that is chosen at this entry."""
        try:
            listed = await self.desk.read(accounts)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self.chapter, self._accounts = listed.chapter, listed.accounts
        self._today = listed.today
        self._show()
        await self._read_account(at)

    def _show(self) -> None:
        listed = self._accounts
        if listed is None:
            return
        lines = account_lines(listed, self.chapter.country, self._wanted.value)
        self.listing.show(lines)
        nobody = self.query_one("#nobody", Static)
        nobody.update(Content(_NOBODY_FITS if listed else _NOBODY))
        nobody.display = not lines
        title = Content.assemble(words("Money"), quiet(f" · {self.chapter.name}"))
        self.top_line.show(TopWords(title, right=owed_together(listed, self.chapter.country)))
        self.say_keys()

    def say_keys(self) -> None:
        """What Enter does now."""
        if self._wanted.has_focus:
            self.key_line.say("to the list")
        elif self.in_entries:
            paid = self.line is not None and self.line.receipt
            self.key_line.say("show the receipt" if paid else "")
        else:
            self.key_line.say("read the account" if self.chosen else "")

    # The account under the cursor

    @on(OptionList.OptionHighlighted, "#accounts")
    def _moved(self) -> None:
        self.forget_told()
        self.say_keys()
        self._look_closer()

    @on(OptionList.OptionHighlighted, "#entries")
    def _moved_in(self) -> None:
        self.forget_told()
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
            self.tell(str(no), "wrong")
            return
        if self.chosen == account:
            self._read_for = account.person_id
            self.pane.show(account, lines, self.today, at)
            self.say_keys()

    @on(OptionList.OptionSelected, "#accounts")
    def _selected(self) -> None:
        self.action_enter()

    @on(OptionList.OptionSelected, "#entries")
    def _entry_selected(self) -> None:
        if self.line is not None and self.line.receipt:
            self.action_receipt()

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
            self.tell(NO_ENTRIES, "amber")

    def action_close(self) -> None:
        """Back to the list."""
        self.remove_class("-opened")
        self.listing.focus()

    def on_descendant_focus(self) -> None:
        self.say_keys()

    # Finding

    def action_find(self) -> None:
        self.action_close()
        self._wanted.display = True
        self._wanted.focus()

    @on(Input.Changed, "#wanted")
    def _find(self) -> None:
        self._show()
        self._look_closer()

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.listing.focus()

    def action_back(self) -> None:
        """Out of an account, out of a search, or out of the accounts."""
        if self.in_entries or self.has_class("-opened"):
            self.action_close()
        elif self._wanted.display:
            self._wanted.value = ""
            self._wanted.display = False
            self.listing.focus()
        else:
            self.post_message(self.MoneyLeft())

    # What is done

    @work
    @ignore_if_unmounted
    async def action_pay(self) -> None:
        if self.chosen is not None:
            await money_acts.take_payment(self, self.chosen)

    @work
    @ignore_if_unmounted
    async def action_charge(self) -> None:
        if self.chosen is not None:
            await money_acts.charge(self, self.chosen)

    @work
    @ignore_if_unmounted
    async def action_take_back(self) -> None:
        account, line = self.chosen, self.line
        if account is None or line is None or not self.in_entries:
            self.tell("Choose an entry of the account first: enter.", "amber")
        else:
            await money_acts.take_back(self, account, line)

    @work
    @ignore_if_unmounted
    async def action_dues(self) -> None:
        await money_acts.charge_dues(self)

    @work
    @ignore_if_unmounted
    async def action_receipt(self) -> None:
        line = self.line
        if line is None or not line.receipt:
            self.tell("A payment has a receipt. Choose one in the account: enter, then up and down.", "amber")
        else:
            await money_acts.show_receipt(self, line)

    @work
    @ignore_if_unmounted
    async def action_write(self) -> None:
        if self._today is not None:
            await money_acts.write_accounts(self)
