"""What somebody scores by a scorecard: the points of each measure, the total, and its band.

A zero is scored. What was never recorded is no zero: it is left out, and so is what is not published. Then
the total is of fewer points, and the band is given only as far as the points left out cannot change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.health.scorecards.card import Band, Measure, Per, Scorecard

NO_WEEKS = "there is no closed meeting or whole week to divide by"
NOT_PUBLISHED = "points below the published step are not published"


class Spans(Struct, frozen=True):
    """Over how much somebody is scored: closed regular meetings, and weeks and months as fractions.

    `members` are by how many a count of the chapter is divided, where it is one of each member.
    """

    meetings: int
    weeks: Fraction
    months: Fraction
    members: Fraction = Fraction(1)

    def divisor(self, measure: Measure) -> Fraction:
        """By what a count of a measure is divided; 0 where there is nothing to divide by."""
        by = {
            Per.NONE: Fraction(1),
            Per.MEETING: Fraction(self.meetings),
            Per.WEEK: self.weeks,
            Per.FOUR_WEEKS: self.weeks / 4,
            Per.MONTH: self.months,
        }[measure.per]
        return by * self.members if measure.counted.a_member else by


class Value(Struct, frozen=True):
    """What was counted in the window: money in major units, a share in percent; None where `why` says so.

    `behind` are the numbers of a share: `27 of 30 marks`.
    """

    number: Fraction | None
    why: str = ""
    behind: str = ""


class MeasureScore(Struct, frozen=True):
    """A measure, what was counted, and its points; None where it cannot be scored, and `why`.

    `figure` is the number as the steps ask for it: divided by weeks where they do. Its points are between
    `lowest` and `highest`.
    """

    measure: Measure
    value: Value
    figure: Fraction | None
    points: int | None
    lowest: int
    highest: int
    why: str = ""

    @property
    def share(self) -> Fraction | None:
        """How much of its own maximum it has, in percent."""
        if self.points is None or not self.measure.most:
            return None
        return Fraction(self.points * 100, self.measure.most)

    @property
    def points_words(self) -> str:
        """`10 of 20`; `–` where it is not scored."""
        return "–" if self.points is None else f"{self.points} of {self.measure.most}"


class Score(Struct, frozen=True):
    """The points of all measures of a scorecard."""

    card: Scorecard
    measures: tuple[MeasureScore, ...]

    @property
    def points(self) -> int:
        """The total of what could be scored."""
        return sum(each.points or 0 for each in self.measures)

    @property
    def of(self) -> int:
        """The most points of what could be scored."""
        return sum(each.measure.most for each in self.measures if each.points is not None)

    @property
    def left_out(self) -> tuple[MeasureScore, ...]:
        """The measures that earn points and could not be scored."""
        return tuple(each for each in self.measures if each.points is None and each.measure.most)

    @property
    def lowest_band(self) -> Band | None:
        """The band if what was left out had no points at all; None where there are no bands."""
        return self.card.band_at(sum(each.lowest for each in self.measures))

    @property
    def highest_band(self) -> Band | None:
        """The band if what was left out had all points that it can have."""
        return self.card.band_at(sum(each.highest for each in self.measures))

    @property
    def band(self) -> Band | None:
        """The band that is certain; None where there is none."""
        return self.lowest_band if self.lowest_band == self.highest_band else None

    @property
    def band_words(self) -> str:
        """`amber`, or `red to green` where what was left out decides; empty where there are no bands."""
        low, high = self.lowest_band, self.highest_band
        if low is None or high is None:
            return ""
        if not self.of:
            return ""
        return low.name if low == high else f"{low.name} to {high.name}"

    @property
    def total_words(self) -> str:
        """`55 of 100`, and `40 of 85` where something was left out; `–` where nothing was scored."""
        return "–" if not self.of else f"{self.points} of {self.of}"


def score(card: Scorecard, values: Mapping[str, Value], spans: Spans) -> Score:
    """What somebody scores of whom this was counted, by the keys of the measures."""
    return Score(card, tuple(_scored(measure, values[measure.key], spans) for measure in card.measures))


def _scored(measure: Measure, value: Value, spans: Spans) -> MeasureScore:
    most, by = measure.most, spans.divisor(measure)
    if value.number is None or not by:
        why = NO_WEEKS if value.number is not None else value.why
        return MeasureScore(measure, value, None, None, 0, most, why)
    figure = value.number / by
    if not measure.steps:
        return MeasureScore(measure, value, figure, None, 0, 0)
    reached = measure.step_reached(figure)
    if reached is None and measure.partly:
        # Some points below those of the easiest step that is published.
        return MeasureScore(measure, value, figure, None, 0, measure.steps[0].points - 1, NOT_PUBLISHED)
    if reached is not None and measure.partly and reached is not measure.steps[-1]:
        return _between(measure, value, figure, reached.points)
    points = reached.points if reached is not None else 0
    return MeasureScore(measure, value, figure, points, points, points)


def _between(measure: Measure, value: Value, figure: Fraction, points: int) -> MeasureScore:
    """Between two steps of which others in between are not published."""
    harder = next(step for step in measure.steps if step.points > points)
    return MeasureScore(measure, value, figure, None, points, harder.points - 1, NOT_PUBLISHED)
