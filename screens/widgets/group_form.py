"""The habits of a group as a form: each row says beside it what was understood, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from leadsroom.acts.chapter.habits import NewChapter, currency_of
from leadsroom.acts.chapter.proposal import counts_to_24
from leadsroom.domain.text.country import (
    country_name,
    country_of_timezone,
    matching_timezones,
    read_country,
    read_currency,
    read_timezone,
)
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_time import read_meeting_length, read_pitch, read_time
from leadsroom.domain.text.wording import length_in_words
from leadsroom.errors import Refused
from screens.widgets.choice import Choice
from screens.widgets.day_plan import Plan, pitch_in_words
from screens.widgets.form_row import FormRow, LineInput, put_away
from screens.widgets.type_ahead import TypeAhead

PITCHES = tuple(timedelta(seconds=s) for s in (30, 45, 60, 90, 120, 180, 300))
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def read_name(typed: str) -> str:
    """The group's name. Raises Refused."""
    if not clean(typed):
        raise Refused("Type the name of your group.")
    return clean(typed)


class GroupDraft(Struct, frozen=True):
    """What stood in the form: the words of each row, the choices made, and what was proposed by then."""

    typed: Mapping[str, str]
    chosen: Mapping[str, int]
    proposed: NewChapter
    habit_chosen: bool


class GroupForm(Vertical):
    """Name, place, zone, country, money, day, time, length, pitch."""

    _READ: Mapping[str, Callable[[str], Any]] = {
        "name": read_name,
        "place": clean,
        "timezone": read_timezone,
        "country": read_country,
        "currency": read_currency,
        "starts": read_time,
        "length": read_meeting_length,
        "other": read_pitch,
    }
    _CHOSEN = ("weekday", "clock", "pitch")

    class Edited(Message):
        """What the form says has changed."""

    def __init__(self, proposed: NewChapter, *, on_record: bool = False) -> None:
        """Habits that are `on_record` are shown as they are, those that are proposed by their time zone."""
        super().__init__()
        self._proposed = proposed if on_record else _by_timezone(proposed)
        self._habit_chosen = self._on_record = on_record

    def compose(self) -> ComposeResult:
        was = self._proposed
        yield _heading("Your group")
        yield _row("name", "Name", LineInput(was.name))
        yield _row("place", "Place", LineInput(was.place), "may stay empty")
        yield _heading("Where it is")
        yield _row(
            "timezone", "Time zone", TypeAhead(matching_timezones, was.timezone), "type a large city nearby"
        )
        yield _row("country", "Country", LineInput(was.country, proposed=True))
        yield _row("currency", "Money", LineInput(was.currency, proposed=True), "for closed business")
        yield _heading("The meeting")
        yield _row("weekday", "Day", Choice(_DAYS, was.weekday, gap=1), "← → or first letter")
        yield _row(
            "starts",
            "Starts",
            LineInput(
                Plan(0, was.starts, was.clock_24h, was.length, was.pitch).clock(
                    was.starts, half=self._on_record
                ),
                proposed=True,
            ),
        )
        yield _row("clock", "Clock", Choice(("12 hours", "24 hours"), int(was.clock_24h)))
        yield _row(
            "length",
            "Minutes",
            LineInput(str(int(was.length.total_seconds() // 60)), proposed=True),
            "for the whole meeting",
        )
        words = (*(pitch_in_words(p) for p in PITCHES), "other")
        chosen = PITCHES.index(was.pitch) if was.pitch in PITCHES else len(PITCHES)
        yield _row("pitch", "One pitch", Choice(words, chosen))
        yield Static(id="pitch-note")
        other = "" if was.pitch in PITCHES else length_in_words(was.pitch)
        yield _row("other", "Other length", LineInput(other), "15 s to 10 min, like 75 s")

    def on_mount(self) -> None:
        self._show_meanings()

    def row(self, name: str) -> FormRow:
        return self.query_one(f"#{name}-row", FormRow)

    def control(self, name: str) -> Widget:
        """What has the focus while this row is filled in."""
        control = self.query_one(f"#{name}")
        return control.input if isinstance(control, TypeAhead) else control

    def _typed(self, name: str) -> str:
        control = self.query_one(f"#{name}")
        return control.value if isinstance(control, (LineInput, TypeAhead)) else ""

    @property
    def draft(self) -> GroupDraft:
        """Everything in it, so that it can be put back."""
        typed = {name: self._typed(name) for name in self._READ}
        chosen = {name: self._choice(name) for name in self._CHOSEN}
        return GroupDraft(typed, chosen, self._proposed, self._habit_chosen)

    def put_back(self, draft: GroupDraft) -> None:
        """Fill it in as it was left."""
        self._proposed, self._habit_chosen = draft.proposed, draft.habit_chosen
        for name, typed in draft.typed.items():
            control = self.query_one(f"#{name}")
            if isinstance(control, (LineInput, TypeAhead)):
                control.value = typed
        for name, chosen in draft.chosen.items():
            self.query_one(f"#{name}", Choice).chosen = chosen

    def _choice(self, name: str) -> int:
        return self.query_one(f"#{name}", Choice).chosen

    @property
    def _needed(self) -> tuple[str, ...]:
        return tuple(name for name in self._READ if name != "other" or self.other_pitch)

    @property
    def other_pitch(self) -> bool:
        """Whether the length of a pitch is typed rather than chosen."""
        return self._choice("pitch") == len(PITCHES)

    def _value(self, name: str) -> Any:
        return self._READ[name](self._typed(name))

    def check(self, name: str) -> bool:
        """Whether the row can be understood; it says what is wrong when not."""
        try:
            self._value(name)
        except Refused as no:
            self.row(name).complain(str(no))
            return False
        self.row(name).complain("")
        return True

    def first_wrong(self) -> str | None:
        """Check everything; the first row that has to be put right."""
        return next((name for name, good in [(n, self.check(n)) for n in self._needed] if not good), None)

    def new_chapter(self) -> NewChapter:
        """The group as the form has it. Raises Refused."""
        return NewChapter(
            name=self._value("name"),
            place=self._value("place"),
            timezone=self._value("timezone"),
            country=self._value("country"),
            currency=self._value("currency"),
            clock_24h=bool(self._choice("clock")),
            weekday=self._choice("weekday"),
            starts=self._value("starts"),
            length=self._value("length"),
            pitch=self._value("other") if self.other_pitch else PITCHES[self._choice("pitch")],
        )

    def plan(self, members: int | None) -> Plan:
        """The plan of a meeting; what cannot be understood yet is as it was proposed."""
        was = self._proposed
        pitch = self._or("other", was.pitch) if self.other_pitch else PITCHES[self._choice("pitch")]
        starts, length = self._or("starts", was.starts), self._or("length", was.length)
        return Plan(self._choice("weekday"), starts, bool(self._choice("clock")), length, pitch, members)

    def _or(self, name: str, otherwise: Any) -> Any:
        try:
            return self._value(name)
        except Refused:
            return otherwise

    @property
    def country(self) -> str:
        """The country typed, or proposed."""
        return str(self._or("country", self._proposed.country))

    @property
    def timezone(self) -> str:
        """The time zone typed, or proposed."""
        return str(self._or("timezone", self._proposed.timezone))

    def say_of_pitches(self, note: str) -> None:
        """What the chosen length comes to, below it."""
        self.query_one("#pitch-note", Static).update(Content(note))

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        row = next((node for node in event.input.ancestors if isinstance(node, FormRow)), None)
        if row is not None and row.wrong:
            row.complain("")
        self._show_meanings()
        self.post_message(self.Edited())

    @on(Choice.Changed)
    def _choosing(self, event: Choice.Changed) -> None:
        self._habit_chosen |= event.choice.id == "clock" and event.choice.has_focus
        self._show_meanings()
        self.post_message(self.Edited())

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        row = next((node for node in event.widget.ancestors if isinstance(node, FormRow)), None)
        name = (row.id or "").removesuffix("-row") if row else ""
        if name in self._needed and self._typed(name).strip() and self.check(name):
            self._follow(name)

    def _follow(self, name: str) -> None:
        """What a time zone or a country suggests is taken over, unless something else was typed."""
        if self._on_record:
            return
        if name == "timezone" and self._typed("country") == self._proposed.country:
            country = country_of_timezone(self.timezone) or self._proposed.country
            self._proposed = replace(self._proposed, country=country)
            self.query_one("#country", LineInput).value = country
            self._follow_country(country)
        elif name == "country":
            self._follow_country(self.country)

    def _follow_country(self, country: str) -> None:
        if self._typed("currency") == self._proposed.currency:
            self._proposed = replace(self._proposed, currency=currency_of(country))
            self.query_one("#currency", LineInput).value = self._proposed.currency
        if not self._habit_chosen:
            self.query_one("#clock", Choice).chosen = int(counts_to_24(country))

    def _show_meanings(self) -> None:
        put_away(self.row("other"), away=not self.other_pitch)
        self.row("country").hint(country_name(str(self._or("country", ""))) or "its two letters or name")
        plan = self.plan(None)
        self.row("starts").hint(plan.clock(plan.starts, half=True))
        self.row("clock").hint("7:30 PM" if not plan.clock_24h else "19:30")


def _by_timezone(proposed: NewChapter) -> NewChapter:
    country = country_of_timezone(proposed.timezone) or proposed.country
    return replace(proposed, country=country, currency=currency_of(country), clock_24h=counts_to_24(country))


def _heading(text: str) -> Static:
    return Static(Content(text), classes="heading")


def _row(name: str, label: str, control: Widget, hint: str = "") -> FormRow:
    control.id = name
    return FormRow(label, control, hint, id=f"{name}-row")
