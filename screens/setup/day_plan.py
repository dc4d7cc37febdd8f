"""What a chapter's habits make of its morning: every step with its time, and whether it fits."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.agenda.agenda import (
    CHANGEOVER,
    USUAL_TABLE,
    PlannedStep,
    StepKind,
    agenda_for,
    changeover_of,
    round_length,
)
from leadsroom.domain.text.wording import SECOND, forecast, length_in_words, seconds_or_minutes, whole_minutes
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, strong

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COLUMNS = (Column(right=True), Column(least=8, fills=True), Column(right=True))


class Plan(Struct, frozen=True):
    """The habits a meeting is planned from. `members` is None while nobody knows how many will pitch."""

    weekday: int
    starts: time
    clock_24h: bool
    length: timedelta
    pitch: timedelta
    members: int | None = None
    changeover: timedelta = CHANGEOVER

    @property
    def people(self) -> int:
        """How many are counted with."""
        return USUAL_TABLE if self.members is None else self.members

    def steps(self) -> list[tuple[time, PlannedStep, timedelta]]:
        """When each step starts and how long it takes; a round nobody is expected in is left out."""
        at, shown = datetime.combine(date.min, self.starts), []
        for step in agenda_for(self.length, self.pitch):
            length = self._length_of(step)
            if length:
                shown.append((at.time(), step, length))
            at += length
        return shown

    def _length_of(self, step: PlannedStep) -> timedelta:
        if step.turn_length is None:
            return step.planned
        people = self.people if step.kind is StepKind.PITCHES else 0
        return round_length(people, step.turn_length, changeover_of(step, self.changeover))

    @property
    def spare(self) -> timedelta:
        """What is left of the meeting's length; negative when it does not fit."""
        return self.length - sum((length for _, _, length in self.steps()), timedelta())

    @property
    def ends(self) -> time:
        """When the last step is over, as far as full minutes say."""
        due = datetime.combine(date.min, self.starts) + self.length
        return forecast(due - self.spare, due).time()

    def clock(self, at: time, *, half: bool = False) -> str:
        """A time of day in the chapter's habit."""
        if self.clock_24h:
            return f"{at.hour}:{at.minute:02d}"
        text = f"{at.hour % 12 or 12}:{at.minute:02d}"
        return f"{text} {'AM' if at.hour < 12 else 'PM'}" if half else text

    @property
    def round_of_pitches(self) -> str:
        """How long all pitches take: `19 min 30 s`."""
        return length_in_words(round_length(self.people, self.pitch, self.changeover))

    @property
    def pitches(self) -> str:
        """`18 pitches of 60 s, 19 min 30 s with changeovers`."""
        plural = "es" if self.people != 1 else ""
        each = seconds_or_minutes(self.pitch)
        return f"{self.people} pitch{plural} of {each}, {self.round_of_pitches} with changeovers"

    @property
    def verdict(self) -> str:
        """Whether it fits, in words."""
        minutes = whole_minutes(self.spare)
        if self.spare <= -SECOND:
            over = f"{-minutes} min" if minutes else length_in_words(-self.spare)
            return f"{over} too long: shorter pitches, or a longer meeting"
        return f"{minutes} min to spare" if minutes else "it just fits"


class DayPlan(TallPane[Plan | str]):
    """The plan, beside the form that makes it; until there is one, a sentence on what it waits for."""

    def draw(self, picture: Plan | str, width: int) -> Content:
        if isinstance(picture, str):
            return lines(*quiet(picture).wrap(width))
        day = f"{_WEEKDAYS[picture.weekday]}s at {picture.clock(picture.starts, half=True)}"
        rows: list[Row] = [
            (Content(picture.clock(at)), Content(step.title), quiet(length_in_words(length)))
            for at, step, length in picture.steps()
        ]
        rows.append((Content(picture.clock(picture.ends)), quiet("ends"), Content("")))
        fits = quiet if picture.spare >= timedelta() else amber
        table = (
            "" if picture.members is not None else f"{USUAL_TABLE} people assumed until there is a roster."
        )
        return lines(
            strong(day),
            Content(""),
            *table_lines(rows, _COLUMNS, width),
            Content(""),
            *quiet(picture.pitches).wrap(width),
            *fits(picture.verdict[0].upper() + picture.verdict[1:] + ".").wrap(width),
            Content(""),
            *quiet(table).wrap(width),
        )
