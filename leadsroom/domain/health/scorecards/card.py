"""A scorecard: what is counted over which window, how many points that earns, and the bands of the total."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.health.scorecards.counted import Counted
from leadsroom.domain.rules.windows import Period, Window, WindowKind, months_later


class Of(StrEnum):
    """Who is scored."""

    MEMBERS = "members"
    CHAPTER = "chapter"


class Per(StrEnum):
    """By what a count is divided; by nothing it is the count of the whole window."""

    NONE = "none"
    MEETING = "meeting"
    WEEK = "week"
    FOUR_WEEKS = "4 weeks"
    MONTH = "month"


class Than(StrEnum):
    """How a figure stands to the limit of a step that it reaches."""

    AT_LEAST = "at_least"
    MORE = "more_than"
    AT_MOST = "at_most"
    LESS = "less_than"

    @property
    def counts_up(self) -> bool:
        """Whether more of it earns more."""
        return self in (Than.AT_LEAST, Than.MORE)

    @property
    def words(self) -> str:
        """`at least`."""
        return self.value.replace("_", " ")


class Step(Struct, frozen=True):
    """A limit, and the points that reaching it earns."""

    than: Than
    limit: Fraction
    points: int

    def holds(self, figure: Fraction) -> bool:
        """Whether a figure reaches it, exactly: nothing is rounded before."""
        if self.than is Than.AT_LEAST:
            return figure >= self.limit
        if self.than is Than.MORE:
            return figure > self.limit
        return figure <= self.limit if self.than is Than.AT_MOST else figure < self.limit


class Measure(Struct, frozen=True):
    """What is counted, by what it is divided, and its steps, the easiest first; all of them go one way.

    Without a step it is shown and earns nothing. `partly`: its other steps are not published, so nobody can
    say how many points a figure has that reaches none of these.
    """

    counted: Counted
    title: str
    per: Per = Per.NONE
    steps: tuple[Step, ...] = ()
    partly: bool = False

    @property
    def key(self) -> str:
        """Its name as data."""
        return self.counted.key

    @property
    def most(self) -> int:
        """The points of the hardest step."""
        return self.steps[-1].points if self.steps else 0

    @property
    def counts_up(self) -> bool:
        """Whether more of it earns more."""
        return not self.steps or self.steps[0].than.counts_up

    def step_reached(self, figure: Fraction) -> Step | None:
        """The hardest step that a figure reaches."""
        return next((step for step in reversed(self.steps) if step.holds(figure)), None)


class Band(Struct, frozen=True):
    """What a total is called from so many points on."""

    name: str
    least: int


class Scorecard(Struct, frozen=True, kw_only=True):
    """A way to score, and where it is from. `currency` is that of its amounts; empty where it has none.

    The window is of so many `months` up to today, or where `completed` the last ones that are over. A week is
    a closed regular meeting, or where `by_calendar` seven days. `bands` go down from the highest one, and the
    last begins at 0; there may be none. `changes` are what a chapter has changed in a published one, a
    sentence each.
    """

    of: Of
    name: str
    source: str
    country: str = ""
    year: int | None = None
    remark: str = ""
    currency: str = ""
    months: int = 6
    completed: bool = False
    by_calendar: bool = False
    measures: tuple[Measure, ...]
    bands: tuple[Band, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """The most points that anybody can have."""
        return sum(measure.most for measure in self.measures)

    def band_at(self, points: int) -> Band | None:
        """The band of a total; None where there are no bands."""
        return next((band for band in self.bands if points >= band.least), None)

    def window(self, today: date) -> Period:
        """The days that count today."""
        if self.completed:
            first = today.replace(day=1)
            return Period(months_later(first, -self.months), first - timedelta(days=1))
        return Period(Window(WindowKind.ROLLING_MONTHS, self.months).first_day(today), today)

    @property
    def window_words(self) -> str:
        """`the last 6 months`."""
        months = f"{self.months} months" if self.months > 1 else "month"
        return f"the last {months} of the calendar that are over" if self.completed else f"the last {months}"
