"""What is missing to more points, in plain words: to the next step of each measure, and to the next band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from leadsroom.domain.health.scorecards.card import Band, Measure, Scorecard, Step, Than
from leadsroom.domain.health.scorecards.scoring import MeasureScore, Score, Spans
from leadsroom.domain.text.money import Money, minor_digits, show_money
from leadsroom.domain.text.wording import counted, listed

SHOWN_FIRST = 3
_TENTH = Fraction(1, 10)


class Change(Struct, frozen=True):
    """By how much a count must change to reach a step, and how many points that wins.

    `by` is in the unit of the count, more or fewer as the measure goes: whole, of money in whole major units,
    of a share in tenths of a percent.
    """

    by: Fraction
    points: int


class Gap(Struct, frozen=True):
    """What is missing of a measure: to its next step, and to all its points. Both may be the same."""

    scored: MeasureScore
    nearest: Change
    whole: Change

    @property
    def measure(self) -> Measure:
        """What it is missing of."""
        return self.scored.measure


def gaps(score: Score, spans: Spans) -> tuple[Gap, ...]:
    """Where points are still to be won, most points first; of as many in the order of the scorecard.

    What was never recorded, or has no number, is none of them.
    """
    found = [gap for each in score.measures if (gap := _gap(each, spans)) is not None]
    places = {each.measure.key: place for place, each in enumerate(score.measures)}
    return tuple(sorted(found, key=lambda gap: (-gap.whole.points, places[gap.measure.key])))


def _gap(scored: MeasureScore, spans: Spans) -> Gap | None:
    number, measure = scored.value.number, scored.measure
    if number is None or scored.figure is None:
        return None
    changes = [
        Change(by, step.points - scored.lowest)
        for step in measure.steps
        if not step.holds(scored.figure) and (by := _missing(step, measure, number, spans)) is not None
    ]
    return Gap(scored, changes[0], changes[-1]) if changes else None


def _missing(step: Step, measure: Measure, number: Fraction, spans: Spans) -> Fraction | None:
    """By how much a count is short of a step, or over it; None where no count could reach it."""
    limit, unit = step.limit * spans.divisor(measure), _TENTH if measure.counted.is_percent else Fraction(1)
    short = (limit - number if step.than.counts_up else number - limit) / unit
    by = (floor(short) + 1 if step.than in (Than.MORE, Than.LESS) else ceil(short)) * unit
    if measure.counted.is_percent and step.than.counts_up and number + by > 100:
        return None
    return by if step.than.counts_up or by <= number else None


# To the next band


class NextBand(Struct, frozen=True):
    """The next band above the one that is certain, the points to it, and changes that would win them.

    `is_sure`: it is not that of the member already if only what could not be scored were known. `is_highest`:
    none is above it.
    """

    band: Band
    points: int
    way: tuple[tuple[Gap, Change], ...]
    is_sure: bool
    is_highest: bool


def next_band(score: Score, found: Iterable[Gap]) -> NextBand | None:
    """What is missing to the next band; None at the highest one, where there are no bands, and where nothing
    was scored.
    """
    total = sum(each.lowest for each in score.measures)
    above = [band for band in score.card.bands if band.least > total]
    if not above or not score.of:
        return None
    missing = above[-1].least - total
    return NextBand(
        band=above[-1],
        points=missing,
        way=_way(missing, tuple(found)),
        is_sure=not score.left_out,
        is_highest=len(above) == 1,
    )


def _way(missing: int, found: tuple[Gap, ...]) -> tuple[tuple[Gap, Change], ...]:
    """Changes that win so many points: next steps where these are enough, else all that is still to win.

    The biggest ones first, so that they are few; none where even all are not enough.
    """
    for changes in (
        [(gap, gap.nearest) for gap in found],
        [(gap, gap.whole) for gap in found],
    ):
        changes.sort(key=lambda each: -each[1].points)
        won = list(_until(missing, changes))
        if sum(change.points for _, change in won) >= missing:
            return tuple(won)
    return ()


def _until(missing: int, changes: Iterable[tuple[Gap, Change]]) -> Iterator[tuple[Gap, Change]]:
    for gap, change in changes:
        if missing <= 0:
            return
        missing -= change.points
        yield gap, change


# In words


def change_in_words(gap: Gap, change: Change, currency: str, country: str) -> str:
    """`7 more leads`, `1 absence fewer`, `$1,200 more closed business`, `attendance 5.5 percentage points
    higher`.
    """
    measure, by = gap.measure, change.by
    what, more = measure.counted, measure.counts_up
    if what.is_money:
        money = Money(int(by * 10 ** minor_digits(currency)), currency)
        return f"{show_money(money, country)} {'more' if more else 'less'} {what.title.lower()}"
    if what.is_percent:
        amount = f"{Decimal(by.numerator) / Decimal(by.denominator):.1f} percentage points"
        return f"{what.title.lower()} {amount} {'higher' if more else 'lower'}"
    number = int(by)
    if not more:
        return f"{number} {what.one} fewer" if number == 1 else f"{number} {what.many} fewer"
    if what.is_net:
        return what.of(number)
    noun = what.one if number == 1 else what.many
    return f"{number:,} more {noun}"


def gap_in_words(gap: Gap, card: Scorecard, country: str) -> str:
    """`7 more leads in this window: 5 points; 19 more leads: 15 points`. Of a window that is over they can
    only come in the next one; what has been too often cannot be undone: `with 1 absence fewer`.
    """
    currency = card.currency
    nearest, whole = gap.nearest, gap.whole
    first = change_in_words(gap, nearest, currency, country)
    if not gap.measure.counts_up:
        first = f"with {first}"
    here = " over the next such window" if card.completed else " in this window"
    if not gap.measure.counts_up or gap.measure.counted.is_stock or gap.measure.counted.is_percent:
        here = ""
    line = f"{first}{here}: {_points(gap, nearest)}"
    if nearest == whole:
        return line
    more = "" if gap.measure.counts_up else "with "
    return f"{line}; {more}{change_in_words(gap, whole, currency, country)}: {_points(gap, whole)}"


def _points(gap: Gap, change: Change) -> str:
    """Where fewer points than those of the step may be had already, nobody knows how many it wins."""
    most = "up to " if gap.scored.highest > gap.scored.lowest else ""
    return f"{most}{counted(change.points, 'point')}"


def next_band_in_words(found: NextBand, currency: str, country: str) -> str:
    """`12 points to amber: for instance 7 more leads and 1 more training`; where something was not scored,
    `to amber or better`, or of the highest `to green for certain`.
    """
    beside = "" if found.is_sure else " for certain" if found.is_highest else " or better"
    band = f"{found.band.name}{beside}"
    line = f"{counted(found.points, 'point')} to {band}"
    if not found.way:
        return f"{line}, more than can be won by what is scored"
    steps = [change_in_words(gap, change, currency, country) for gap, change in found.way]
    return f"{line}: for instance {listed(steps)}"
