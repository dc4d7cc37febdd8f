"""What is said of a lead between meetings: a note, a day to look at it again, a reason, dollars."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from msgspec import Struct
from textual.app import ComposeResult

from leadsroom.acts.leads.commands import SayOfLead
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_amount import read_money, typed_money
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput

LOOKS: list[str | PurePath] = [style("page"), style("form"), style("dialog"), style("leads")]


class Noted(Struct, frozen=True):
    """A note, and the day to look at the lead again, if there is one."""

    note: str
    follow_up_on: date | None = None


class Reported(Struct, frozen=True):
    """Dollars, zero for thanks without a figure, and what there is to say."""

    amount: Money
    note: str


def row(name: str, label: str, value: str = "", hint: str = "", *, proposed: bool = False) -> FormRow:
    """A line of a form about a lead."""
    return FormRow(label, LineInput(value, id=name, proposed=proposed), hint, id=f"{name}-row")


class NoteDialog(FormDialog[Noted | None]):
    """A note and a follow-up; the day that stands already stays unless it is changed."""

    CSS_PATH = LOOKS

    def __init__(
        self, heading: str, today: date, follow_up_on: date | None = None, *, at_day: bool = False
    ) -> None:
        super().__init__(heading)
        self._today = today
        self._before = follow_up_on
        self._at_day = at_day

    def rows(self) -> ComposeResult:
        day = near_date(self._before, self._today) if self._before else ""
        if self._at_day:
            yield row("day", "Follow up", day, "fri, in 2 weeks", proposed=True)
            yield row("note", "Note")
        else:
            yield row("note", "Note")
            yield row("day", "Follow up", day, "fri, in 2 weeks", proposed=True)

    def on_mount(self) -> None:
        super().on_mount()
        self.query(LineInput).first().focus()

    def action_save(self) -> None:
        try:
            self.dismiss(self._noted())
        except Refused as no:
            self.refuse(str(no))

    def _noted(self) -> Noted:
        note = self.query_one("#note", LineInput).value
        day = self.read("day", self._day)
        if not clean(note) and day is None and self._before is None:
            raise Refused("Type a note, or a day to look at it again.")
        return Noted(note, day)

    def _day(self, typed: str) -> date | None:
        return _follow_up(typed, self._today, self._before)


def _follow_up(typed: str, today: date, before: date | None) -> date | None:
    """The day that is typed; one that stands already may be past."""
    if before is not None and typed == near_date(before, today):
        return before
    return read_day_ahead(typed, today) if clean(typed) else None


_SHORT = {LeadOutcome.BAD: "bad", LeadOutcome.OUTSIDE: "outside", LeadOutcome.IS_LEAD: "a lead"}


class WordDialog(FormDialog[SayOfLead | None]):
    """A word that was said, to be put right."""

    CSS_PATH = LOOKS

    def __init__(self, heading: str, today: date, said: LeadUpdate, refusal: str = "") -> None:
        super().__init__(heading, refusal)
        self._today = today
        self._said = said
        self._words = tuple(w for w in LeadOutcome if w is not LeadOutcome.NO_FOLLOW_UP or w is said.word)

    def rows(self) -> ComposeResult:
        said = self._said
        choices = [_SHORT.get(word, word.value) for word in self._words]
        word = Choice(choices, self._words.index(said.word), gap=1, id="word")
        yield FormRow("Word", word, id="word-row")
        yield row("note", "Note", said.note)
        day = near_date(said.follow_up_on, self._today) if said.follow_up_on else ""
        yield row("day", "Follow up", day, "fri, in 2 weeks", proposed=True)
        yield FormRow("Thanks", Choice(("no", "yes"), int(said.thanked), id="thanks"), "to the giver")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#word", Choice).focus()

    def action_save(self) -> None:
        said = self._said
        try:
            day = self.read("day", lambda typed: _follow_up(typed, self._today, said.follow_up_on))
        except Refused:
            return
        self.dismiss(
            SayOfLead(
                lead_id=said.lead_id,
                word=self._words[self.query_one("#word", Choice).chosen],
                note=self.query_one("#note", LineInput).value,
                thanked=bool(self.query_one("#thanks", Choice).chosen),
                follow_up_on=day,
                corrects=said.id,
            )
        )


class ReasonDialog(FormDialog[str | None]):
    """Why a lead was a bad one: its giver learns from that."""

    CSS_PATH = LOOKS

    def rows(self) -> ComposeResult:
        yield row("reason", "Reason", hint="its giver will see it")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(LineInput).focus()

    def action_save(self) -> None:
        self.dismiss(self.query_one("#reason", LineInput).value)


class ReportDialog(FormDialog[Reported | None]):
    """Dollars closed from a lead."""

    CSS_PATH = LOOKS

    def __init__(
        self, heading: str, currency: str, country: str, before: Reported | None = None, refusal: str = ""
    ) -> None:
        super().__init__(heading, refusal)
        self._currency = currency
        self._country = country
        self._before = before

    def rows(self) -> ComposeResult:
        was = self._before
        amount = typed_money(was.amount, self._country) if was and was.amount.minor else ""
        yield row("amount", "Amount", amount, "empty: thanks alone", proposed=True)
        yield row("note", "Note", was.note if was else "")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#amount", LineInput).focus()

    def action_save(self) -> None:
        try:
            amount = self.read("amount", self._amount)
        except Refused:
            return
        self.dismiss(Reported(amount, self.query_one("#note", LineInput).value))

    def _amount(self, typed: str) -> Money:
        was = self._before
        currency = was.amount.currency if was else self._currency
        return read_money(typed, currency, self._country) if clean(typed) else Money(0, currency)
