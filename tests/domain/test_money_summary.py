"""The treasurer's summary: periods that follow one another, and balances that meet."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.money.account import AccountEntry, AccountKind, Method
from leadsroom.domain.money.summary import Figures, figures, periods_between
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.errors import Refused
from tests.domain.accounts import FIRST, books, entry

TODAY = date(2026, 11, 18)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def lines(of: Figures) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """What changed the money in hand, and what changed the members' accounts."""
    hand, owed = (
        [(line.name, line.count, line.minor) for line in movement.lines] for movement in (of.hand, of.owed)
    )
    return hand, owed


def test_a_month_with_an_entry_of_each_kind() -> None:
    """What members owe and what is in hand are apart; what one entry takes back is under its kind."""
    on = {"on": date(2026, 3, 4)}
    written = [
        entry(1, 500, AccountKind.MEAL),
        entry(2, -700, AccountKind.PAYMENT, on=date(2026, 2, 28)),
        entry(3, 12_000, AccountKind.DUES, period="2026-Q1", **on),
        entry(4, 25, AccountKind.FINE, **on),
        entry(5, -12_000, AccountKind.PAYMENT, method=Method.CHECK, reference="1042", **on),
        entry(6, 12_000, AccountKind.PAYMENT, method=Method.CHECK, reverses=5, **on),
        entry(7, 2_000, AccountKind.DONATION, cause="the party", **on),
        entry(8, -2_000, AccountKind.PAYMENT, cause="the party", pays=7, method=Method.CASH, **on),
        entry(9, -300, AccountKind.CREDIT, cause="goodwill", **on),
        entry(10, 150, AccountKind.REFUND, method=Method.CASH, **on),
        entry(11, 900, AccountKind.PAID_OUT, cause="the diner's bill", method=Method.CARD, **on),
        entry(12, -4_000, AccountKind.INCOME, cause="a raffle", **on),
        entry(13, 99, AccountKind.MEAL, on=date(2026, 4, 1)),
    ]
    (of,) = figures(written, [MARCH], "USD")
    hand, owed = lines(of)
    assert (of.hand.opening, hand, of.hand.closing) == (
        700,
        [
            ("Donation: the party", 1, 2_000),
            ("Payment", 2, 0),
            ("Refund", 1, -150),
            ("Paid out: the diner's bill", 1, -900),
            ("Other income: a raffle", 1, 4_000),
        ],
        5_650,
    )
    assert (of.owed.opening, owed, of.owed.closing) == (
        -200,
        [
            ("Dues", 1, 12_000),
            ("Fine", 1, 25),
            ("Donation", 1, 2_000),
            ("Payment", 3, -2_000),
            ("Refund", 1, 150),
            ("Credit", 1, -300),
        ],
        11_675,
    )
    assert [(each.method, each.received, each.paid) for each in of.methods] == [
        (Method.CASH, 2_000, 150),
        (Method.CHECK, 0, 0),
        (Method.CARD, 0, 900),
        (None, 4_000, 0),
    ]


def test_a_currency_that_comes_later_has_zeros_before() -> None:
    """So that each of its periods opens with what the one before closed with."""
    written = [entry(1, 5, on=date(2026, 2, 3), currency="JPY")]
    found = figures(written, periods_between(date(2026, 1, 1), date(2026, 3, 31), PeriodKind.MONTH), "USD")
    assert [(of.first.month, of.currency, of.owed.opening, of.owed.closing) for of in found] == [
        (1, "JPY", 0, 0),
        (2, "JPY", 0, 5),
        (3, "JPY", 5, 5),
    ]


def test_a_chapter_without_entries_has_zeros() -> None:
    """In its own currency, for every period that is asked for."""
    found = figures([], [MARCH, YEAR], "JPY")
    assert [(of.currency, of.hand.opening, of.hand.lines, of.owed.closing) for of in found] == [
        ("JPY", 0, (), 0),
        ("JPY", 0, (), 0),
    ]


@pytest.mark.parametrize(
    ("first", "last", "by", "expected"),
    [
        (*YEAR, None, ["01-01 12-31"]),
        (*YEAR, PeriodKind.HALF_YEAR, ["01-01 06-30", "07-01 12-31"]),
        (
            date(2026, 2, 10),
            date(2026, 4, 2),
            PeriodKind.MONTH,
            ["02-10 02-28", "03-01 03-31", "04-01 04-02"],
        ),
        (date(2026, 2, 10), date(2026, 2, 10), PeriodKind.QUARTER, ["02-10 02-10"]),
    ],
)
def test_periods_between_two_days(
    first: date, last: date, by: PeriodKind | None, expected: list[str]
) -> None:
    """By the calendar, the first and the last one cut to the days that are asked for."""
    found = periods_between(first, last, by)
    assert [f"{one:%m-%d} {other:%m-%d}" for one, other in found] == expected


def test_periods_that_are_none_or_too_many_are_refused() -> None:
    """The refusal says what to do."""
    with pytest.raises(Refused, match="Turn them around"):
        periods_between(YEAR[1], YEAR[0])
    with pytest.raises(Refused, match="Choose longer ones"):
        periods_between(date(1990, 1, 1), YEAR[1], PeriodKind.MONTH)


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [
        (Stretch.of(PeriodKind.YEAR, TODAY), "2025-01-01 2025-12-31", "2027-01-01 2027-12-31"),
        (Stretch.of(PeriodKind.QUARTER, TODAY), "2026-07-01 2026-09-30", "2027-01-01 2027-03-31"),
        (Stretch.of(PeriodKind.MONTH, date(2026, 3, 31)), "2026-02-01 2026-02-28", "2026-04-01 2026-04-30"),
        (Stretch(date(2026, 3, 1), date(2026, 3, 10)), "2026-02-19 2026-02-28", "2026-03-11 2026-03-20"),
        (Stretch(date.min, date.max), "0001-01-01 9999-12-31", "0001-01-01 9999-12-31"),
    ],
)
def test_periods_lie_beside_each_other(shown: Stretch, before: str, after: str) -> None:
    """The one before ends where this one begins; any days move by as many. At the end of time they stay."""
    found = [f"{beside.first} {beside.last}" for beside in (shown.moved(-1), shown.moved(1))]
    assert found == [before, after]


@given(books(), st.integers(0, 400), st.sampled_from([PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER]))
def test_a_period_closes_with_what_the_next_one_opens_with(
    written: list[AccountEntry], days: int, by: PeriodKind
) -> None:
    """In every currency; the lines of all periods add up to those of the whole, and to the entries."""
    last = FIRST + timedelta(days=days)
    found = figures(written, periods_between(FIRST, last, by), "USD")
    for currency in {of.currency for of in found}:
        same = [of for of in found if of.currency == currency]
        for one, following in pairwise(same):
            assert one.last + timedelta(days=1) == following.first
            assert one.hand.closing == following.hand.opening
            assert one.owed.closing == following.owed.opening
    whole = figures(written, [(FIRST, last)], "USD")
    for of in whole:
        parts = [each for each in found if each.currency == of.currency]
        for name in ("hand", "owed"):
            sums = Counter[tuple[AccountKind, str]]()
            for part in parts:
                for line in getattr(part, name).lines:
                    sums[line.kind, line.cause] += line.minor
            movement = getattr(of, name)
            assert {k: n for k, n in sums.items() if n} == {
                (line.kind, line.cause): line.minor for line in movement.lines if line.minor
            }
            assert movement.opening + sum(line.minor for line in movement.lines) == movement.closing
        moved = [each for each in written if each.on <= last and each.amount.currency == of.currency]
        assert of.hand.closing == sum(each.in_hand for each in moved)
        assert of.owed.closing == sum(each.amount.minor for each in moved if each.member_id is not None)
        assert sum(each.received - each.paid for each in of.methods) == of.hand.closing - of.hand.opening
