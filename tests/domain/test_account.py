"""A member's account: entries, what they add up to, the numbers of receipts, and periods of dues."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import (
    Account,
    AccountEntry,
    AccountKind,
    balances,
    leading_balance,
    most_owed_first,
    owed_in_words,
    receipt_numbers,
    statement,
)
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.typed_amount import read_sum
from leadsroom.errors import Refused

NOW = datetime(2026, 11, 18, 15, tzinfo=UTC)
DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))
SUMS = st.lists(st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["USD", "EUR", "JPY"])))
STRETCHES = [PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR]


def entry(number: int, minor: int, kind: AccountKind = AccountKind.FINE, **rest: object) -> AccountEntry:
    """An entry in dollars, or in the currency that is named."""
    currency = str(rest.pop("currency", "USD"))
    money = Money(minor, currency)
    return AccountEntry(LedgerId(number), PersonId(1), kind, money, NOW.date(), NOW, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (entry(1, 12000, AccountKind.DUES, period="2026-Q4"), "Dues 2026-Q4"),
        (entry(1, 12000, AccountKind.DUES), "Dues"),
        (entry(1, 15000, AccountKind.JOIN_FEE), "Joining fee"),
        (entry(1, 1400, AccountKind.MEAL), "Meal"),
        (entry(1, 1650, AccountKind.ORDERED_MEAL), "Meal, as ordered"),
        (entry(1, 25, event=FineEvent.LATE), "Fine: late"),
        (entry(1, 2000, AccountKind.DONATION), "Donation"),
        (entry(1, -12000, AccountKind.PAYMENT), "Payment"),
        (entry(2, 12000, AccountKind.PAYMENT, reverses=1), "Reversed: payment"),
        (entry(3, -12000, AccountKind.PAYMENT, reverses=2), "Put back: payment"),
        (entry(2, -25, event=FineEvent.LATE, reverses=1), "Reversed: fine, late"),
        (entry(3, 25, event=FineEvent.LATE, reverses=2), "Put back: fine, late"),
        (entry(2, -1400, AccountKind.MEAL), "Corrected: meal"),
        (entry(2, -25, event=FineEvent.NO_LEAD), "Corrected: fine, no lead"),
    ],
)
def test_an_entry_in_words(one: AccountEntry, expected: str) -> None:
    """What it is for; what takes it back, puts it back or puts it right says so."""
    assert one.in_words == expected


@given(SUMS)
def test_a_statement_runs_to_the_balances(sums: list[Money]) -> None:
    """The last balance of each currency is the sum of its entries, in whatever order they are given."""
    entries = [
        entry(number, money.minor, currency=money.currency) for number, money in enumerate(sums, start=1)
    ]
    lines = statement(reversed(entries))
    last = {line.balance.currency: line.balance.minor for line in lines}
    expected: Counter[str] = Counter()
    for money in sums:
        expected[money.currency] += money.minor
    assert last == dict(expected)
    assert balances(sums) == tuple(Money(expected[c], c) for c in sorted(expected) if expected[c])
    assert [line.entry.id for line in lines] == list(range(1, len(sums) + 1))


def test_a_statement_is_in_the_order_of_its_days() -> None:
    """What was entered later and is of an earlier day stands before, and so the balance of a day is true."""
    first = entry(1, 500)
    later = AccountEntry(LedgerId(2), PersonId(1), AccountKind.FINE, Money(70, "USD"), date(2026, 11, 3), NOW)
    assert [(line.entry.id, line.balance.minor) for line in statement([first, later])] == [(2, 70), (1, 570)]


def test_a_statement_says_what_was_taken_back_and_shows_receipts() -> None:
    """Each reversed entry names the entry that did it; a payment shows its number."""
    lines = statement(
        [entry(1, -500, AccountKind.PAYMENT), entry(2, 500, AccountKind.PAYMENT, reverses=1)],
        {LedgerId(1): "2026-0001"},
    )
    assert [(line.reversed_by, line.receipt, line.balance.minor) for line in lines] == [
        (2, "2026-0001", -500),
        (None, "", 0),
    ]


def test_what_is_owed_in_words() -> None:
    """Owing, even and ahead; two currencies are never added."""
    expected = [
        owed_in_words(owed, "US")
        for owed in (
            (Money(1200, "USD"),),
            (Money(-2050, "USD"),),
            (),
            (Money(500, "EUR"), Money(-300, "USD")),
        )
    ]
    assert expected == ["owes $12", "$20.50 ahead", "paid up", "owes €5, $3 ahead"]


@pytest.mark.parametrize(
    ("owed", "first"),
    [
        ([], ("USD", 0)),
        ([("EUR", 5), ("USD", 7)], ("USD", 7)),
        ([("EUR", 5), ("USD", -7)], ("EUR", 5)),
        ([("EUR", -5), ("USD", -7)], ("USD", -7)),
        ([("EUR", -5)], ("EUR", -5)),
    ],
)
def test_what_is_paid_first(owed: list[tuple[str, int]], first: tuple[str, int]) -> None:
    """What is owed, in the chapter's own currency before another; what is ahead comes last."""
    balance = leading_balance([Money(minor, currency) for currency, minor in owed], "USD")
    assert (balance.currency, balance.minor) == first


def test_who_owes_most_comes_first() -> None:
    """Then who is even, by name, then who is ahead."""
    owing = [("Zoe", 100), ("Ann", 900), ("bo", 0), ("Bea", 0), ("Cy", -50)]
    accounts = [
        Account(PersonId(n), name, (Money(minor, "USD"),) if minor else ())
        for n, (name, minor) in enumerate(owing)
    ]
    names = [account.name for account in most_owed_first(accounts, "USD")]
    assert names == ["Ann", "Zoe", "Bea", "bo", "Cy"]


@given(st.lists(DAYS, max_size=40), DAYS)
def test_a_receipt_keeps_its_number(days: list[date], later: date) -> None:
    """Numbers count up from one in each year by the order of entry, whatever days the payments are of; a
    further one changes none of them, also where it is dated into an earlier year.
    """
    payments = [(LedgerId(number), on) for number, on in enumerate(days)]
    numbers = receipt_numbers(payments)
    assert len(set(numbers.values())) == len(days)
    for year in {on.year for on in days}:
        of_year = [numbers[each] for each, on in payments if on.year == year]
        assert of_year == [f"{year}-{place:04d}" for place in range(1, len(of_year) + 1)]
    more = receipt_numbers([*payments, (LedgerId(len(days)), later)])
    assert {each: more[each] for each in numbers} == numbers


@pytest.mark.parametrize(
    ("per", "day", "label", "first", "last"),
    [
        (PeriodKind.WEEK, date(2026, 11, 18), "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        (PeriodKind.WEEK, date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (PeriodKind.WEEK, date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        (PeriodKind.MONTH, date(2028, 2, 29), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (PeriodKind.QUARTER, date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.QUARTER, date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodKind.HALF_YEAR, date(2026, 7, 1), "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (PeriodKind.HALF_YEAR, date(2026, 6, 30), "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (PeriodKind.YEAR, date(2026, 6, 30), "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (PeriodKind.MEETING, date(2026, 6, 30), "2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
    ],
)
def test_a_period_of_dues(per: PeriodKind, day: date, label: str, first: date, last: date) -> None:
    """Its label, its first and its last day, over the turn of the year and in a leap year."""
    period = period_of(per, day)
    assert (period.label, period.first, period.last) == (label, first, last)


@given(st.sampled_from(STRETCHES), DAYS)
def test_periods_lie_side_by_side(per: PeriodKind, day: date) -> None:
    """A day is in its period; the next begins the day after; a label names one of them."""
    period = period_of(per, day)
    assert period.first <= day <= period.last
    assert period.after.first == period.last + timedelta(days=1)
    assert period.after.before == period
    assert period.label not in (period.after.label, period.before.label)


@pytest.mark.parametrize("typed", ["", "0", "99999999999999999", "-5", "x", "12.345"])
def test_a_sum_to_pay_is_refused_in_words_that_fit(typed: str) -> None:
    """What is said of a lead's business is not said of a payment."""
    with pytest.raises(Refused) as refused:
        read_sum(typed, "USD")
    assert not {"business", "thanks", "lead"} & set(str(refused.value).lower().replace(".", " ").split())


@pytest.mark.parametrize(
    ("typed", "minor"), [("1,250.50", 125050), (".25", 25), ("$.50", 50), ("$12", 1200), ("0.25", 25)]
)
def test_a_sum_to_pay_is_read_as_any_other(typed: str, minor: int) -> None:
    """With cents and groups, in minor units; a quarter may be typed without its nought."""
    assert read_sum(typed, "USD") == Money(minor, "USD")


def test_an_example_is_of_the_size_of_a_fine() -> None:
    """Nobody thinks of thousands at check-in; a currency without decimals has none in its example."""
    with pytest.raises(Refused, match=r"like 12 or 12\.50\."):
        read_sum("x", "USD")
    with pytest.raises(Refused, match=r"like 4200 or 4,200\."):
        read_sum("x", "JPY", "JP")
