"""What the treasurer is asked on the money page: an amount, a reason, the dues of a period, a file."""

from __future__ import annotations

from pathlib import PurePath

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.account import AccountKind, owed_in_words
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_amount import read_sum, typed_money
from leadsroom.errors import Refused
from screens.dialogs.lead_word import row
from screens.dialogs.plan_step import FormDialog
from screens.kit.styled import short, words
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput, put_away

LOOKS: list[str | PurePath] = [style("page"), style("form"), style("dialog"), style("money")]
_CHARGES = (
    AccountKind.FINE,
    AccountKind.ORDERED_MEAL,
    AccountKind.DONATION,
    AccountKind.DUES,
    AccountKind.JOIN_FEE,
)
_WORDS = ("fine", "meal", "donation", "dues", "join fee")
_EVENTS_ON_A_LINE = 4
_EVENTS = {
    FineEvent.LATE: "late",
    FineEvent.ABSENT: "absent",
    FineEvent.LEFT_EARLY: "left early",
    FineEvent.NO_LEAD: "no lead",
    FineEvent.ABSENT_LAST_WEEK: "absent last week",
    FineEvent.PHONE: "phone",
    FineEvent.OTHER: "other",
}


class Asked(Struct, frozen=True):
    """An amount that changes hands, and what for."""

    kind: AccountKind
    amount: Money
    event: FineEvent | None = None
    note: str = ""


class PaymentDialog(FormDialog[Asked | None]):
    """What somebody pays: proposed is what they owe, in the currency in which they owe it."""

    CSS_PATH = LOOKS

    def __init__(
        self, name: str, balance: Money, chapter: Chapter, before: Asked | None = None, refusal: str = ""
    ) -> None:
        super().__init__(f"{short(name)} pays", refusal)
        self._country = chapter.country
        self._owed = balance
        self._currency = balance.currency if balance.minor > 0 else chapter.currency
        self._before = before

    def rows(self) -> ComposeResult:
        was = self._before.amount if self._before else self._owed
        amount = typed_money(was, self._country) if was.minor > 0 else ""
        yield row("amount", "Amount", amount, owed_in_words((self._owed,), self._country), proposed=True)
        yield row("note", "Note", self._before.note if self._before else "", "cash, check 1204")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#amount", LineInput).focus()

    def action_save(self) -> None:
        try:
            amount = self.read("amount", lambda typed: read_sum(typed, self._currency, self._country))
        except Refused:
            return
        self.dismiss(Asked(AccountKind.PAYMENT, amount, note=self.query_one("#note", LineInput).value))


class ChargeDialog(FormDialog[Asked | None]):
    """A fine for an event, a meal, a donation, or dues and a fee outside the rules."""

    CSS_PATH = LOOKS

    def __init__(self, name: str, chapter: Chapter, before: Asked | None = None, refusal: str = "") -> None:
        super().__init__(f"Charge {short(name)}", refusal)
        self._chapter = chapter
        self._before = before or Asked(AccountKind.FINE, Money(0, chapter.currency), FineEvent.PHONE)
        self._proposed = self._proposal(self._before.kind, self._before.event)

    def rows(self) -> ComposeResult:
        was = self._before
        yield FormRow("What", Choice(_WORDS, _CHARGES.index(was.kind), id="what"), id="what-row")
        at = list(_EVENTS).index(was.event or FineEvent.PHONE)
        event = Choice(tuple(_EVENTS.values()), at, on_a_line=_EVENTS_ON_A_LINE, id="event")
        yield FormRow("For", event, id="event-row")
        amount = typed_money(was.amount, self._chapter.country) if was.amount.minor else self._proposed
        yield row("amount", "Amount", amount, proposed=True)
        yield row("note", "Note", was.note)

    def on_mount(self) -> None:
        super().on_mount()
        self._follow()
        self.query_one("#what", Choice).focus()

    @property
    def _kind(self) -> AccountKind:
        return _CHARGES[self.query_one("#what", Choice).chosen]

    @property
    def _event(self) -> FineEvent | None:
        is_fine = self._kind is AccountKind.FINE
        return list(_EVENTS)[self.query_one("#event", Choice).chosen] if is_fine else None

    @on(Choice.Changed)
    def _follow(self) -> None:
        put_away(self.query_one("#event-row"), away=self._kind is not AccountKind.FINE)
        line, proposal = self.query_one("#amount", LineInput), self._proposal(self._kind, self._event)
        if line.value in ("", self._proposed):
            line.value = proposal
        self._proposed = proposal
        hint = "given at once: leaves what is owed" if self._kind is AccountKind.DONATION else ""
        self.query_one("#amount-row", FormRow).hint(hint or ("by the rules" if proposal else ""))

    def _proposal(self, kind: AccountKind, event: FineEvent | None) -> str:
        """What the chapter's rules ask for such a thing; empty where they do not say."""
        money = self._chapter.rules.money
        minor = {
            AccountKind.FINE: money.fines.get(event, 0) if event else 0,
            AccountKind.ORDERED_MEAL: money.meal,
            AccountKind.DUES: money.dues.amount if money.dues else 0,
            AccountKind.JOIN_FEE: money.join_fee,
        }.get(kind, 0)
        return typed_money(Money(minor, self._chapter.currency), self._chapter.country) if minor else ""

    def action_save(self) -> None:
        chapter = self._chapter
        try:
            amount = self.read("amount", lambda typed: read_sum(typed, chapter.currency, chapter.country))
        except Refused:
            return
        note = self.query_one("#note", LineInput).value
        self.dismiss(Asked(self._kind, amount, self._event, note))


class TakeBackDialog(FormDialog[str | None]):
    """Why an entry is taken back; it stays in the account beside what took it back."""

    CSS_PATH = LOOKS

    def __init__(self, heading: str, why: str = "", refusal: str = "") -> None:
        super().__init__(heading, refusal)
        self._why = why

    def rows(self) -> ComposeResult:
        yield row("why", "Why", self._why, "stands beside it in the account")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(LineInput).focus()

    def action_save(self) -> None:
        try:
            self.dismiss(self.read("why", _reason))
        except Refused:
            return


def _reason(typed: str) -> str:
    if not clean(typed):
        raise Refused("Say why.")
    return typed


class FileDialog(FormDialog[str | None]):
    """A text if there is one to be read first, and the name of the file that it is written to."""

    CSS_PATH = LOOKS

    def __init__(self, heading: str, name: str, shown: str = "", refusal: str = "") -> None:
        super().__init__(heading, refusal)
        self._file = name
        self._shown = shown

    def rows(self) -> ComposeResult:
        if self._shown:
            yield Static(words(self._shown), id="shown")
        yield row("file", "File", self._file, "enter writes it", proposed=True)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(LineInput).focus()

    def action_save(self) -> None:
        self.dismiss(self.query_one("#file", LineInput).value)
