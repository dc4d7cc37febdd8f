"""A scorecard in words: every threshold, its window and its source, as they are printed with each score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from leadsroom.domain.health.scorecards.card import Measure, Of, Per, Scorecard
from leadsroom.domain.health.scorecards.scoring import MeasureScore
from leadsroom.domain.health.statistics import rounded
from leadsroom.domain.text.money import Money, minor_digits, show_money

_MOST_DIGITS = 6
_PER = {
    Per.NONE: "",
    Per.MEETING: " a meeting",
    Per.WEEK: " a week",
    Per.FOUR_WEEKS: " in 4 weeks",
    Per.MONTH: " a month",
}


def title_of(measure: Measure) -> str:
    """`Leads given a week`."""
    return f"{measure.title}{_PER[measure.per]}"


def steps_in_words(measure: Measure, card: Scorecard, country: str) -> str:
    """`more than 0.5: 5, at least 1: 10, 1.2: 15`, and what is not published."""
    if not measure.steps:
        return "shown, and not scored"
    parts, before = [], None
    for step in measure.steps:
        than = "" if step.than is before else f"{step.than.words} "
        parts.append(f"{than}{_limit(step.limit, measure, card.currency, country)}: {step.points}")
        before = step.than
    return f"{', '.join(parts)}{'; other steps are not published' if measure.partly else ''}"


def _limit(limit: Fraction, measure: Measure, currency: str, country: str) -> str:
    plain = plain_number(limit)
    if measure.counted.is_money:
        return show_money(Money(int(limit * 10 ** minor_digits(currency)), currency), country)
    return f"{plain} %" if measure.counted.is_percent else plain


def plain_number(number: Fraction) -> str:
    """`0.083`, `20`: what was written as a decimal, without zeros at its end."""
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{decimal.normalize():,f}"


def figure_in_words(scored: MeasureScore, currency: str, country: str) -> str:
    """`31, 1.24 a week`, `$4,200`, `96.2 %`; `not scored` and why is said elsewhere."""
    number, measure = scored.value.number, scored.measure
    if number is None:
        return "–"
    if measure.counted.is_money:
        return show_money(Money(int(number * 10 ** minor_digits(currency)), currency), country)
    if measure.counted.is_percent:
        behind = f", {scored.value.behind}" if scored.value.behind else ""
        return f"{_apart(number, measure, 1)} %{behind}"
    if scored.figure is None or measure.per is Per.NONE:
        return plain_number(number)
    return f"{plain_number(number)}, {_apart(scored.figure, measure, 2)}{_PER[measure.per]}"


def _apart(figure: Fraction, measure: Measure, digits: int) -> Decimal:
    """A figure rounded so that it does not seem to reach a step which it does not, nor the other way."""
    reached = measure.step_reached(figure)
    while digits < _MOST_DIGITS and measure.step_reached(Fraction(rounded(figure, digits))) != reached:
        digits += 1
    return rounded(figure, digits)


def bands_in_words(card: Scorecard) -> str:
    """`Bands of the total: green from 70, amber from 50, red from 30, grey from 0.`"""
    if not card.bands:
        return "Bands of the total are not published."
    bands = ", ".join(f"{band.name} from {band.least}" for band in card.bands)
    return f"Bands of the total: {bands}."


def origin_of(card: Scorecard) -> str:
    """`United Kingdom 2012. Source: …`; with country and year where its name does not say them, and with what
    a chapter has changed in it.
    """
    changed = f". Different from it: {'; '.join(card.changes)}" if card.changes else ""
    return f"{_origin(card)}{changed}"


def _origin(card: Scorecard) -> str:
    is_named = card.year is not None and str(card.year) in card.name
    where = "" if is_named else ", ".join(str(each) for each in (card.country, card.year) if each)
    beside = f" ({where})" if where else ""
    return f"{card.name}{beside}. Source: {card.source}"


OF_ELSEWHERE = (
    "No published scorecard is of this chapter's country: the usual one is of another. "
    "leadsroom scorecard lists them all, and how to write one."
)


def steps_of(card: Scorecard, country: str) -> Iterator[tuple[str, str]]:
    """Every measure with its steps."""
    for measure in card.measures:
        yield title_of(measure), steps_in_words(measure, card, country)


def how_counted(card: Scorecard) -> tuple[str, str]:
    """Over which window, and what a week is; what becomes of newcomers, zeros, and what is not on record."""
    week = "seven days" if card.by_calendar else "a closed regular meeting"
    new = "A newcomer is scored over the time since joining. " if card.of is Of.MEMBERS else ""
    return (
        f"Counted over {card.window_words}; a week is {week}.",
        f"{new}A zero is scored; what was never recorded is not.",
    )


def changes_in_words(before: Scorecard, after: Scorecard, country: str) -> Iterator[str]:
    """What another scorecard changes, a line each: its measures, its window, its bands, its source."""
    was, now = dict(steps_of(before, country)), dict(steps_of(after, country))
    for title in (*was, *(title for title in now if title not in was)):
        if was.get(title) != now.get(title):
            yield f"{title}: {was.get(title, 'not counted')} → {now.get(title, 'not counted')}"
    for one, other in (
        (how_counted(before)[0], how_counted(after)[0]),
        (bands_in_words(before), bands_in_words(after)),
        (_origin(before), _origin(after)),
    ):
        if one != other:
            yield f"{one.removesuffix('.')} → {other}"
