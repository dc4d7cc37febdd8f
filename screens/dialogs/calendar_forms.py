"""The forms of the calendar: a date and why, who is away, and the schedule. They give a value back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import Calendar, Schedule, ScheduleKind
from leadsroom.domain.season.typed_schedule import WEEKDAYS, read_schedule, schedule_in_words
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput, put_away

_MARKS = (Mark.ABSENT, Mark.MEDICAL, Mark.LATE)
_KINDS = tuple(ScheduleKind)
_STANDING_IN = ("substitute", "trade")
_DATES_SHOWN = 4


class Marked(Struct, frozen=True):
    """A date, and why it is not like the others."""

    on: date
    note: str


class Told(Struct, frozen=True):
    """Who told to be away, how, who stands in, and what there is to say."""

    member_id: PersonId
    mark: Mark
    substitute: str
    trade: str
    note: str


def _line(name: str, label: str, value: str = "", hint: str = "", *, proposed: bool = False) -> FormRow:
    return FormRow(label, LineInput(value, id=name, proposed=proposed), hint, id=f"{name}-row")


class DateDialog(FormDialog[Marked | None]):
    """Why a date is special; with no date `on`, which one too."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("calendar")]

    def __init__(
        self,
        heading: str,
        today: date,
        was: Marked | None = None,
        *,
        on: date | None = None,
        hint: str = "",
        refusal: str = "",
    ) -> None:
        super().__init__(heading, refusal)
        self._today = today
        self._on = on
        self._was = was
        self._hint = hint

    def rows(self) -> ComposeResult:
        if self._on is None:
            day = near_date(self._was.on, self._today) if self._was else ""
            yield _line("day", "Day", day, "fri, 4 dec")
        yield _line("note", "Why", self._was.note if self._was else "", self._hint)

    def on_mount(self) -> None:
        super().on_mount()
        self.query(LineInput).first().focus()

    def action_save(self) -> None:
        try:
            on = self._on or self.read("day", lambda typed: read_day_ahead(typed, self._today))
        except Refused:
            return
        self.dismiss(Marked(on, self.query_one("#note", LineInput).value))


class TellDialog(FormDialog[Told | None]):
    """A member is away, or late, on a date."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("calendar")]

    def __init__(
        self, heading: str, members: Sequence[Person], was: Told | None = None, refusal: str = ""
    ) -> None:
        super().__init__(heading, refusal)
        self._members = tuple(members)
        self._was = was

    def rows(self) -> ComposeResult:
        was = self._was
        yield PersonRow("member", "Member", self._members, was.member_id if was else None)
        mark = _MARKS.index(was.mark) if was and was.mark in _MARKS else 0
        yield FormRow("Will be", Choice([each.word for each in _MARKS], mark, id="mark"), id="mark-row")
        yield _line("substitute", "Stands in", was.substitute if was else "", "empty: nobody")
        yield _line("trade", "Trade", was.trade if was else "", "of the stand-in")
        yield _line("note", "Note", was.note if was else "")

    def on_mount(self) -> None:
        super().on_mount()
        if self._was is None:
            self.query(PersonRow).first().focus_line()
        else:
            self.query_one("#mark").focus()
        self._follow()

    @property
    def _mark(self) -> Mark:
        return _MARKS[self.query_one("#mark", Choice).chosen]

    @on(Choice.Changed, "#mark")
    def _follow(self) -> None:
        """Nobody stands in for who comes late."""
        for name in _STANDING_IN:
            put_away(self.query_one(f"#{name}-row"), away=self._mark is Mark.LATE)

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value

    def action_save(self) -> None:
        try:
            member_id = self.query_one(PersonRow).person_id("is away")
        except Refused:
            return
        late = self._mark is Mark.LATE
        by_substitute, trade = ("" if late else self._typed(name) for name in _STANDING_IN)
        self.dismiss(Told(member_id, self._mark, by_substitute, trade, self._typed("note")))


def told_of(notice: Notice) -> Told:
    """What a notice says, to be changed."""
    by_substitute = notice.substitute
    name, trade = (by_substitute.name, by_substitute.trade) if by_substitute else ("", "")
    mark = notice.mark if notice.mark in _MARKS else Mark.ABSENT
    return Told(notice.member.id, mark, name, trade, notice.note)


class ScheduleDialog(FormDialog[Schedule | None]):
    """How often the group meets; below, the dates that this means."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("calendar")]

    def __init__(self, calendar: Calendar, today: date) -> None:
        super().__init__("How often the group meets")
        self._calendar = calendar
        self._today = today

    def rows(self) -> ComposeResult:
        calendar, schedule = self._calendar, self._calendar.schedule
        kinds = ("weekly", "every two weeks", "monthly")
        at = _KINDS.index(schedule.kind)
        yield FormRow("Meets", Choice(kinds, at, id="kind"), id="kind-row")
        first = Calendar(calendar.weekday, schedule).upcoming(self._today).on
        yield _line(
            *("first", "First on", self._shown(first)),
            f"a {WEEKDAYS[calendar.weekday]}",
            proposed=True,
        )
        words = (
            schedule_in_words(schedule, calendar.weekday).removeprefix("the ").partition(f" {self._day}")[0]
        )
        weeks = words if schedule.kind is ScheduleKind.MONTHLY else "1st and 3rd"
        yield _line("weeks", f"{self._day}s", weeks, "also 4th, last", proposed=True)
        yield Static(id="meaning")

    @property
    def _day(self) -> str:
        return WEEKDAYS[self._calendar.weekday]

    @property
    def _kind(self) -> ScheduleKind:
        return _KINDS[self.query_one("#kind", Choice).chosen]

    def on_mount(self) -> None:
        super().on_mount()
        self._follow()
        self.query_one("#kind").focus()

    @on(Choice.Changed, "#kind")
    @on(Input.Changed)
    def _follow(self) -> None:
        """Show what belongs to the kind of schedule, and what it means."""
        put_away(self.query_one("#first-row"), away=self._kind is not ScheduleKind.EVERY_TWO_WEEKS)
        put_away(self.query_one("#weeks-row"), away=self._kind is not ScheduleKind.MONTHLY)
        self.query_one("#meaning", Static).update(self._meaning())

    def _meaning(self) -> Content:
        try:
            schedule = self._schedule()
        except Refused:
            return Content("")
        calendar = Calendar(self._calendar.weekday, schedule, self._calendar.special)
        dates = ", ".join(self._shown(each.on) for each in calendar.meetings(self._today, _DATES_SHOWN))
        words = schedule_in_words(schedule, calendar.weekday)
        return Content(f"{words[:1].upper()}{words[1:]}: {dates} …")

    def _shown(self, on: date) -> str:
        return near_date(on, self._today)

    def _schedule(self) -> Schedule:
        typed = {
            ScheduleKind.WEEKLY: "weekly",
            ScheduleKind.EVERY_TWO_WEEKS: f"every two weeks from {self._typed('first')}",
            ScheduleKind.MONTHLY: self._typed("weeks"),
        }[self._kind]
        return read_schedule(typed, self._calendar.weekday, self._today, self._today)

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value

    def action_save(self) -> None:
        try:
            self.dismiss(self._schedule())
        except Refused as no:
            self._complain(str(no))

    def _complain(self, sentence: str) -> None:
        name = "first" if self._kind is ScheduleKind.EVERY_TWO_WEEKS else "weeks"
        self.refuse(sentence)
        self.query_one(f"#{name}", LineInput).focus()
