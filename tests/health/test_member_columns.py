"""The columns of the members' lines: cells, what is behind them, medians, and what is for officers alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.cost import Charges, Cost
from leadsroom.domain.health.figures import Figures, HowSoon
from leadsroom.domain.health.member_health import Advice, MemberHealth, ServedCount
from leadsroom.domain.health.statistics import TOO_LITTLE, Share
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle, median_cell
from leadsroom.views.health.member_columns import COLUMNS, column_named
from tests.health.test_advice import somebody

_LONG_AGO = ("paid_once", "paid_long_ago")


def cell(key: str, **more: Any) -> Cell:
    """A cell of somebody's line."""
    return column_named(key).cell(somebody(**more))


def test_keys_are_unique_and_everything_is_explained() -> None:
    """Each column has a definition that is a sentence, and headings; shares, answers and what must be long
    ago have a threshold.
    """
    assert len({column.key for column in COLUMNS}) == len(COLUMNS)
    for column in COLUMNS:
        assert column.definition.endswith(".")
        assert column.title
        assert len(column.short) <= 9
        assert column.is_number or column.unit == ""
        needs = column.unit == "percent" or column.officers_only or column.key in _LONG_AGO
        assert bool(column.threshold) == needs, column.key


def test_what_givers_heard_is_for_officers_alone() -> None:
    """No other column is."""
    assert {column.key for column in COLUMNS if column.officers_only} == {
        "served_well",
        "served_so_so",
        "served_complaints",
    }


@pytest.mark.parametrize(
    ("key", "more", "value"),
    [
        ("given", {}, 0),
        ("given", {"given": 7}, 7),
        ("raw_share", {"given": 20, "given_raw": 10}, Decimal("33.3")),
        ("raw_share", {"given": 20, "given_raw": 20}, Decimal("50.0")),
        ("raw_share", {"given": 7, "given_raw": 1}, TooLittle(behind="1 of 8")),
        ("bad_share", {"given": 9, "given_raw": 7, "bad": 1}, Decimal("6.3")),
        ("attendance", {"present": 9, "unmarked": 20}, Decimal("90.0")),
        ("attendance", {"present": 9, "unmarked": 21}, TooLittle(behind="9 of 9")),
        ("attended", {"present": 9, "late": 2}, 11),
        ("paid_once_share", {"paid_once": Share(9, 10)}, Decimal("90.0")),
        ("paid_once", {"paid_once": Share(2, 3)}, 2),
        ("paid_long_ago", {"paid_once": Share(2, 3)}, 3),
        ("paid_once", {"paid_once": None}, TooLittle("needs a window of half a year")),
        ("paid_long_ago", {"paid_once": None}, TooLittle("needs a window of half a year")),
        ("paid_once_share", {"paid_once": None}, TooLittle("needs a window of half a year")),
        ("dollars_in", {"reported": (DollarSum("EUR", first=5), DollarSum("USD", first=12_345))}, "123.45"),
        ("dollars_in", {"reported": (DollarSum("EUR", first=5),)}, "0.00"),
        ("dollars_since", {"reported": (DollarSum("USD", first=1, since=250),)}, "2.50"),
        ("own_dollars_given", {"credited": (DollarSum("USD", first=900, own=700),)}, "7.00"),
        ("cost", {"cost": Cost("USD", dues=36_000, fines=50, credits=1_000)}, "350.50"),
        ("hours", {"cost": Cost("USD", hours=timedelta(minutes=1_359))}, Decimal("22.7")),
        ("first_lead", {"first_lead": HowSoon(3, date(2026, 3, 4))}, 3),
        ("first_lead", {"first_lead": HowSoon(why="no day of joining on record")}, NoFigure),
        ("served_well", {"served": ServedCount(3, 1, 1)}, 3),
        ("served_well", {"served": ServedCount(4)}, TooLittle()),
        ("months", {}, None),
        ("months", {"months_since_joined": 0}, 0),
        ("renews_on", {"renews_on": date(2027, 2, 28)}, date(2027, 2, 28)),
        ("advice", {}, ""),
        ("advice", {"advice": (Advice("a", "first", ""), Advice("b", "second", ""))}, "first"),
    ],
)
def test_a_cell(key: str, more: dict[str, Any], value: object) -> None:
    """Zeros are zeros; a share has one decimal, half rounded up; money is in major units of the chapter's."""
    found = cell(key, **more)
    if value is NoFigure:
        assert found == NoFigure("no day of joining on record")
    elif isinstance(value, str) and key != "advice":
        assert str(found) == value
    else:
        assert found == value


def test_other_currencies_stand_by_themselves() -> None:
    """Whatever they were for."""
    sums = (DollarSum("EUR", first=500, since=70_000), DollarSum("JPY", first=300), DollarSum("USD", first=1))
    cost = Cost("USD", dues=100, others=(Charges("EUR", dues=9_000),))
    found = cell("other_currencies", reported=sums, credited=sums[:1], cost=cost)
    assert found == "in 705.00 EUR and 300 JPY; credited 705.00 EUR; cost 90.00 EUR"
    assert cell("other_currencies", reported=sums[2:]) == ""


def test_behind_a_share_are_its_numbers() -> None:
    """Also where there are too few of them."""
    share = column_named("raw_share")
    assert share.behind is not None
    assert share.behind(somebody(given=20, given_raw=10)) == "10 of 30"
    assert share.threshold == "from 10 leads and raw leads given on"
    assert TooLittle().words == TOO_LITTLE


def lines(values: list[dict[str, Any]]) -> list[MemberHealth]:
    """A member for each."""
    return [somebody(number, **more) for number, more in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("key", "values", "median"),
    [
        ("given", [{"given": n} for n in (1, 2, 30, 4, 5)], Decimal(4)),
        ("given", [{"given": n} for n in (1, 2, 3, 4, 5, 60)], Decimal("3.5")),
        ("given", [{"given": n} for n in (1, 2, 3, 4)], TooLittle(behind="4 of 4")),
        ("months", [{"months_since_joined": n} for n in (1, 2, 3, 4, None)], TooLittle(behind="4 of 5")),
        (
            "dollars_in",
            [{"reported": (DollarSum("USD", first=n),)} for n in (1, 2, 3, 4, 5, 6)],
            Decimal("0.04"),
        ),
        # The exact shares count: 33.33… and 33.4 are halfway at 33.36…
        (
            "raw_share",
            [{"given": 2, "given_raw": 1}] * 3
            + [{"given": 20, "given_raw": 10}] * 3
            + [{"given": 666, "given_raw": 334}] * 3,
            Decimal("33.4"),
        ),
        ("attendance", [{"meetings": 30, "present": 27}] * 6, Decimal("90.0")),
        ("renews_on", [{"renews_on": date(2027, 1, 1)}] * 6, None),
        ("advice", [{}] * 6, None),
    ],
)
def test_a_median_beside(key: str, values: list[dict[str, Any]], median: Cell) -> None:
    """Of those who have a figure, from five on; shares with a decimal, money to the cent, others with one
    decimal at most.
    """
    assert median_cell(column_named(key), lines(values)) == median


def test_a_column_that_cannot_be_added_up_has_no_total() -> None:
    """How soon, months and renewals are of one member each."""
    assert {column.key for column in COLUMNS if column.total is None} == {
        "first_lead",
        "first_dollar",
        "months",
        "renews_on",
        "advice",
    }
    nobody = replace(somebody(), figures=Figures(currency="USD"))
    for column in COLUMNS:
        if column.total is not None:
            assert column.total(nobody) == column.cell(nobody)
