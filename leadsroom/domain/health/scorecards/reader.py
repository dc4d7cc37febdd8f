"""Reading a scorecard from a text in TOML, and what is wrong with one, by measure and step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from leadsroom.domain.health.scorecards.card import Band, Measure, Of, Per, Scorecard, Step, Than
from leadsroom.domain.health.scorecards.counted import OF_CHAPTER, OF_MEMBERS
from leadsroom.domain.health.toml_text import name_in, quoted, read_toml, refuse_other_keys, text_in
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused

MOST_MEASURES = 20
MOST_STEPS = 20
MOST_POINTS = 1_000
MOST_MONTHS = 60
_LARGEST_LIMIT = 10**12
_MOST_DECIMALS = 9
_LONGEST_REMARK = 1_000
_CALLED = "The scorecard"
_KEYS = ("of", "name", "country", "year", "source", "remark", "currency", "window", "measure", "band")
_WINDOW_KEYS = ("months", "kind", "weeks")
_MEASURE_KEYS = ("key", "title", "per", "published", "steps")
_BAND_KEYS = ("name", "from")
_THANS = [than.value for than in Than]


def read_scorecard(text: str, of: Of | None = None) -> Scorecard:
    """What a text says; `of` whom it is to be. Raises Refused: what is wrong with it, and where."""
    table = read_toml(text, _CALLED)
    refuse_other_keys(table, _KEYS, _CALLED)
    found = Of(_choice(table, "of", [each.value for each in Of], Of.MEMBERS, _CALLED))
    if of not in (None, found):
        raise Refused(f"{_CALLED} is one of {_whom(found)}, and one of {_whom(of or found)} is wanted.")
    window = _table(table.get("window", {}), "[window]")
    refuse_other_keys(window, _WINDOW_KEYS, "[window]")
    measures = _measures(table, found)
    currency = _letters(table, "currency", 3, "USD")
    if any(measure.counted.is_money and measure.steps for measure in measures) and not currency:
        raise Refused(f'{_CALLED} has amounts and names no money. Write like currency = "USD".')
    return Scorecard(
        of=found,
        name=name_in(table.get("name"), f"{_CALLED}: name"),
        source=_source(table),
        country=_letters(table, "country", 2, "US"),
        year=_year(table),
        remark=_sentences(table, "remark"),
        currency=currency,
        months=_number(window.get("months", 6), 1, MOST_MONTHS, "[window]: months"),
        completed=_choice(window, "kind", ["rolling", "completed"], "rolling", "[window]") == "completed",
        by_calendar=_choice(window, "weeks", ["meetings", "calendar"], "meetings", "[window]") == "calendar",
        measures=measures,
        bands=_bands(table.get("band", []), sum(measure.most for measure in measures)),
    )


def _whom(of: Of) -> str:
    return "members" if of is Of.MEMBERS else "the chapter"


def _sentences(table: Mapping[str, Any], key: str) -> str:
    """What is printed with every score; empty where there is nothing."""
    text = text_in(table, key, _CALLED)
    if len(text) > _LONGEST_REMARK:
        raise Refused(f"{_CALLED}: the {key} has more than {_LONGEST_REMARK:,} letters. Shorten it.")
    return text


def _source(table: Mapping[str, Any]) -> str:
    source = _sentences(table, "source")
    if not source:
        raise Refused(
            f"{_CALLED} names no source, and none is shown without one. "
            'Write like source = "agreed on by our members".'
        )
    return source


def _year(table: Mapping[str, Any]) -> int | None:
    return _number(table["year"], 1900, 2100, f"{_CALLED}: year") if "year" in table else None


def _letters(table: Mapping[str, Any], key: str, number: int, example: str) -> str:
    """A code of so many letters; empty where there is none."""
    code = text_in(table, key, _CALLED).upper()
    if code and not (code.isascii() and code.isalpha() and len(code) == number):
        raise Refused(f'{_CALLED}: {key} is to be {number} letters, like "{example}", not {quoted(code)}.')
    return code


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"{where} is to be a table.")
    return value


def _tables(value: Any, name: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Refused(f"{_CALLED}: write each {name} below a line [[{name}]].")
    return value


def _choice(table: Mapping[str, Any], key: str, allowed: Sequence[str], usual: str, where: str) -> str:
    value = table.get(key, usual)
    if value not in allowed:
        raise Refused(f"{where}: {key} is to be one of {', '.join(allowed)}, not {quoted(value)}.")
    return str(value)


def _number(value: Any, least: int, most: int, where: str) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Refused(f"{where} is to be a whole number from {least:,} to {most:,}, not {quoted(value)}.")
    return value


def _limit(value: Any, where: str) -> Fraction:
    is_number = type(value) is int or (isinstance(value, Decimal) and value.is_finite())
    if not is_number or abs(value) > _LARGEST_LIMIT:
        raise Refused(f"{where} is to be a number, not {quoted(value)}.")
    # A fraction of 1e-99999999 would have as many digits.
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -_MOST_DECIMALS:
        raise Refused(f"{where} has more than {_MOST_DECIMALS} decimals: {quoted(value)}.")
    return Fraction(value)


# Measures and their steps


def _measures(table: Mapping[str, Any], of: Of) -> tuple[Measure, ...]:
    rows = _tables(table.get("measure", []), "measure")
    if not rows:
        raise Refused(f"{_CALLED} has no measure. Write each below a line [[measure]].")
    if len(rows) > MOST_MEASURES:
        raise Refused(f"{_CALLED} has more than {MOST_MEASURES} measures. Take some out.")
    found = tuple(_measure(row, number, of) for number, row in enumerate(rows, 1))
    keys = [measure.key for measure in found]
    for key in keys:
        if keys.count(key) > 1:
            raise Refused(f"The measure {quoted(key)} stands twice in the scorecard. Take one of them out.")
    if not any(measure.steps for measure in found):
        raise Refused(f"{_CALLED} has no step that earns points.")
    return found


def _measure(row: Mapping[str, Any], number: int, of: Of) -> Measure:
    countable = OF_MEMBERS if of is Of.MEMBERS else OF_CHAPTER
    key = row.get("key")
    if not isinstance(key, str) or key not in countable:
        named = "names no key" if key is None else f"counts {quoted(key)}, and that is nothing of these"
        raise Refused(f"Measure {number} {named}: {', '.join(countable)}.")
    where, counted = f"The measure {quoted(key)}", countable[key]
    refuse_other_keys(row, _MEASURE_KEYS, where)
    per = Per(_choice(row, "per", [each.value for each in Per], Per.NONE, where))
    if per is not Per.NONE and not counted.is_divided:
        raise Refused(f"{where} is not counted by the {per.value}. Take “per” out.")
    steps = row.get("steps", [])
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise Refused(f"{where}: steps is to be a list of at most {MOST_STEPS}.")
    found = sorted(
        (_step(step, f"{where}, step {n}") for n, step in enumerate(steps, 1)), key=lambda step: step.points
    )
    _refuse_disorder(found, where)
    return Measure(
        counted,
        name_in(row["title"], f"{where}: title") if "title" in row else counted.title,
        per,
        tuple(found),
        _choice(row, "published", ["partly", "whole"], "whole", where) == "partly",
    )


def _step(value: Any, where: str) -> Step:
    if not isinstance(value, dict):
        raise Refused(f"{where} is to be like {{ at_least = 1, points = 5 }}.")
    refuse_other_keys(value, (*_THANS, "points"), where)
    limits = [than for than in Than if than.value in value]
    if len(limits) != 1:
        raise Refused(f"{where} is to have one limit: {', '.join(_THANS)}.")
    points = _number(value.get("points", "nothing"), 1, MOST_POINTS, f"{where}: points")
    (than,) = limits
    return Step(than, _limit(value[than.value], f"{where}: {than.value}"), points)


def _refuse_disorder(steps: Sequence[Step], where: str) -> None:
    """Steps go one way, and one that earns more is harder: so no figure has two scores."""
    for easier, harder in pairwise(steps):
        if easier.than.counts_up is not harder.than.counts_up:
            raise Refused(f"{where} has steps both ways: {easier.than} and {harder.than}. Choose one.")
        if harder.points == easier.points:
            raise Refused(f"{where} has two steps of {harder.points} points. Take one of them out.")
        if not _is_harder(easier, harder):
            raise Refused(
                f"{where}: the step of {harder.points} points is not harder to reach than that of "
                f"{easier.points}."
            )


def _is_harder(easier: Step, harder: Step) -> bool:
    """Whether every figure that reaches the harder one reaches the easier one, and not the other way."""
    if easier.limit == harder.limit:
        return (easier.than, harder.than) in ((Than.AT_LEAST, Than.MORE), (Than.AT_MOST, Than.LESS))
    beyond: Callable[[Fraction, Fraction], bool] = (
        Fraction.__gt__ if harder.than.counts_up else Fraction.__lt__
    )
    return beyond(harder.limit, easier.limit)


# Bands


def _bands(value: Any, most: int) -> tuple[Band, ...]:
    found = tuple(_band(row, number) for number, row in enumerate(_tables(value, "band"), 1))
    for higher, lower in pairwise(found):
        if lower.least >= higher.least:
            raise Refused(
                f"The band {quoted(lower.name)} begins at {lower.least} points, not below "
                f"{quoted(higher.name)} at {higher.least}. Write the highest band first."
            )
    names = [clean(band.name).casefold() for band in found]
    if len(set(names)) < len(names):
        raise Refused("Two bands have one name. Give each its own.")
    if found and found[-1].least != 0:
        raise Refused(
            f"The last band, {quoted(found[-1].name)}, is to begin from = 0: every total has a band."
        )
    if found and found[0].least > most:
        raise Refused(
            f"The band {quoted(found[0].name)} begins at {found[0].least} points; there are {most} in all."
        )
    return found


def _band(row: Mapping[str, Any], number: int) -> Band:
    where = f"Band {number}"
    refuse_other_keys(row, _BAND_KEYS, where)
    name = name_in(row.get("name"), f"{where}: name")
    return Band(name, _number(row.get("from", "nothing"), 0, 10**6, f"The band {quoted(name)}: from"))
