"""Two members beside one another, over the meetings that both could attend and over nothing else.

A meeting counts where it is closed, stands for a date of the season, and both had a place at it. Of each
only what was entered at these meetings is compared, so that a member who joined later is not behind for that.
Below 8 such meetings nothing is said of a difference, and one that could be chance is said to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct, field

from leadsroom.domain.health.statistics import (
    CASES_FOR_MEDIAN,
    CASES_FOR_SHARE,
    MEETINGS_FOR_TREND,
    TOO_LITTLE,
    Difference,
    Share,
    difference_of_rates,
    difference_of_shares,
    median_of,
    rounded,
)
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import counted

COULD_BE_CHANCE = "could be chance"
UNLIKELY = "unlikely to be chance"
NO_INTERVAL = "no interval, since one payment can decide"

DEFINITION = (
    "Compared over the meetings at which both had a place; what was entered between meetings, one-to-ones "
    f"and extra meetings are not in it. A difference a meeting needs {MEETINGS_FOR_TREND} meetings and "
    f"{CASES_FOR_SHARE} leads or visitors of both together, one of shares {CASES_FOR_SHARE} marks of each, a "
    f"median {CASES_FOR_MEDIAN} payments. “Likely” is an interval of 95 in 100: where zero lies within it, "
    "the difference could be chance, and of twenty differences that are none one is outside of it."
)


class Side(Struct, frozen=True, kw_only=True):
    """What one member did at the meetings that both could attend; zeros are zeros.

    `marked` are the meetings at which anybody marked them, `in_person` of these those at which they were
    themselves. `dollars_in` are the payments that they reported there, `dollars_credited` those reported to
    their credit, each in minor units of the chapter's currency.
    """

    person: Person
    marked: int = 0
    in_person: int = 0
    substitutes: int = 0
    given: int = 0
    given_raw: int = 0
    received: int = 0
    received_raw: int = 0
    visitors: int = 0
    dollars_in: tuple[int, ...] = ()
    dollars_credited: tuple[int, ...] = ()


class Compared(Struct, frozen=True):
    """One line: both figures, the first less the second, and what must be said of it.

    `data` are the same as numbers: percent, or a number a meeting; money in major units.
    """

    key: str
    title: str
    one: str
    other: str
    difference: str = ""
    remark: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


_COUNTS = (
    ("given", "Leads given"),
    ("given_raw", "Raw leads given"),
    ("received", "Leads received"),
    ("received_raw", "Raw leads received"),
    ("visitors", "Visitors brought"),
)
_SHARES = (("in_person", "Attendance in person"), ("substitutes", "Substitutes"))
_DOLLARS = (("dollars_in", "Dollars in"), ("dollars_credited", "Dollars credited"))


def compared(one: Side, other: Side, meetings: int, currency: str, country: str) -> tuple[Compared, ...]:
    """Every line of two members over so many meetings."""
    return (
        *_of_counts(one, other, meetings),
        *_of_shares(one, other, meetings),
        *_of_dollars(one, other, currency, country),
    )


def _of_counts(one: Side, other: Side, meetings: int) -> Iterator[Compared]:
    for name, title in _COUNTS:
        here, there = getattr(one, name), getattr(other, name)
        # The share of one among both needs as many cases as any other.
        difference = difference_of_rates(here, there, meetings) if here + there >= CASES_FOR_SHARE else None
        rates = [
            None if meetings < MEETINGS_FOR_TREND else rounded(Fraction(each, meetings), 2)
            for each in (here, there)
        ]
        first, second = (
            f"{count}" if rate is None else f"{count}, {rate} a meeting"
            for count, rate in zip((here, there), rates, strict=True)
        )
        exact = Fraction(here - there, meetings) if meetings else None
        words, remark = _in_words(difference, exact, 2, "a meeting")
        data = _data(difference, exact, 2) | {"one": here, "other": there, "unit": "a meeting"}
        data |= {"one_a_meeting": rates[0], "other_a_meeting": rates[1]}
        yield Compared(name, title, first, second, words, remark, data)


def _of_shares(one: Side, other: Side, meetings: int) -> Iterator[Compared]:
    for name, title in _SHARES:
        here, there = (Share(getattr(each, name), each.marked) for each in (one, other))
        difference = difference_of_shares(here, there) if meetings >= MEETINGS_FOR_TREND else None
        difference = None if difference is None else _in_percent(difference)
        percents = [each.percent if difference is not None else None for each in (here, there)]
        shown = [
            f"{share.count} of {share.of}" + ("" if percent is None else f", {rounded(percent)} %")
            for share, percent in zip((here, there), percents, strict=True)
        ]
        first, second = percents
        exact = None if first is None or second is None else first - second
        words, remark = _in_words(difference, exact, 1, "points")
        data = _data(difference, exact, 1) | {"one": here.count, "other": there.count, "unit": "points"}
        data |= {"one_of": here.of, "other_of": there.of}
        yield Compared(name, title, shown[0], shown[1], words, remark, data)


def _in_percent(of: Difference) -> Difference:
    return Difference(of.by * 100, of.low * 100, of.high * 100)


def _in_words(
    difference: Difference | None, exact: Fraction | None, digits: int, unit: str
) -> tuple[str, str]:
    """`+0.25 a meeting, likely -0.10 to +0.60`, and whether that could be chance."""
    if difference is None or exact is None:
        return TOO_LITTLE, ""
    if not exact:
        return "none", ""
    low, high = (rounded(Fraction(bound), digits) for bound in (difference.low, difference.high))
    remark = COULD_BE_CHANCE if difference.could_be_chance else UNLIKELY
    return f"{rounded(exact, digits):+} {unit}, likely {low:+} to {high:+}", remark


def _data(difference: Difference | None, exact: Fraction | None, digits: int) -> dict[str, Any]:
    if difference is None or exact is None:
        return {"difference": None, "low": None, "high": None, "could_be_chance": None}
    return {
        "difference": rounded(exact, digits),
        "low": rounded(Fraction(difference.low), digits),
        "high": rounded(Fraction(difference.high), digits),
        "could_be_chance": difference.could_be_chance,
    }


def _of_dollars(one: Side, other: Side, currency: str, country: str) -> Iterator[Compared]:
    for name, title in _DOLLARS:
        here, there = getattr(one, name), getattr(other, name)
        first, second = (_payments_in_words(each, currency, country) for each in (here, there))
        data = {
            "one": _amount(sum(here), currency),
            "other": _amount(sum(there), currency),
            "unit": currency,
            "one_payments": len(here),
            "other_payments": len(there),
            "one_median": _median(here, currency),
            "other_median": _median(there, currency),
        }
        medians = _medians_in_words(here, there, currency, country)
        yield Compared(name, title, first, second, "", f"{medians}; {NO_INTERVAL}", data)


def _payments_in_words(payments: Sequence[int], currency: str, country: str) -> str:
    """`$4,200 in 6 payments`."""
    total = show_money(Money(sum(payments), currency), country)
    return f"{total} in {counted(len(payments), 'payment')}" if payments else total


def _medians_in_words(one: Sequence[int], other: Sequence[int], currency: str, country: str) -> str:
    """`medians: $1,330 and $3,560`."""
    middles = [median_of(each).middle for each in (one, other)]
    if middles == [None, None]:
        return f"{TOO_LITTLE} for medians"
    first, second = (
        TOO_LITTLE if middle is None else show_money(Money(int(rounded(middle, 0)), currency), country)
        for middle in middles
    )
    return f"medians: {first} and {second}"


def _median(payments: Sequence[int], currency: str) -> Decimal | None:
    middle = median_of(payments).middle
    return None if middle is None else _amount(int(rounded(middle, 0)), currency)


def _amount(minor: int, currency: str) -> Decimal:
    return Money(minor, currency).amount
