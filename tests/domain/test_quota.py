"""Quotas: the period, what satisfies it, and what is asked of whom was not always expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.people.standing import GivenOn, QuotaStanding, quota_standing
from leadsroom.domain.people.standing_words import quota_standing_sentence
from leadsroom.domain.rules.chapter_rules import Given, Quota
from leadsroom.domain.rules.windows import PeriodKind, days_of
from tests.domain.histories import days
from tests.laws import tried

WEDNESDAYS = days("2026-10-28 2026-11-04 11 18 25")
DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("per", "on", "first", "last"),
    [
        (PeriodKind.MEETING, "2026-11-18", "2026-11-18", "2026-11-18"),
        (PeriodKind.WEEK, "2026-11-16", "2026-11-16", "2026-11-22"),  # a Monday
        (PeriodKind.WEEK, "2026-11-22", "2026-11-16", "2026-11-22"),
        (PeriodKind.WEEK, "2027-01-01", "2026-12-28", "2027-01-03"),
        (PeriodKind.MONTH, "2028-02-10", "2028-02-01", "2028-02-29"),
        (PeriodKind.MONTH, "2026-02-10", "2026-02-01", "2026-02-28"),
        (PeriodKind.MONTH, "2026-12-31", "2026-12-01", "2026-12-31"),
        (PeriodKind.QUARTER, "2026-11-18", "2026-10-01", "2026-12-31"),
        (PeriodKind.QUARTER, "2026-03-31", "2026-01-01", "2026-03-31"),
        (PeriodKind.HALF_YEAR, "2026-06-30", "2026-01-01", "2026-06-30"),
        (PeriodKind.HALF_YEAR, "2026-07-01", "2026-07-01", "2026-12-31"),
        (PeriodKind.YEAR, "2028-02-29", "2028-01-01", "2028-12-31"),
    ],
)
def test_the_period_of_a_day(per: PeriodKind, on: str, first: str, last: str) -> None:
    """First and last day; a week goes from Monday to Sunday, over the turn of the year too."""
    assert days_of(per, date.fromisoformat(on)) == (date.fromisoformat(first), date.fromisoformat(last))


def of(
    quota: Quota,
    gave: str,
    expected: Sequence[date] = WEDNESDAYS,
    on: str = "2026-11-20",
    held: Sequence[date] = WEDNESDAYS,
) -> QuotaStanding:
    """A standing; `gave` as `lead@2026-11-04 visitor@2026-11-11`."""
    pairs = [word.split("@") for word in gave.split()]
    given = [GivenOn(Given(what.replace("_", " ")), date.fromisoformat(day)) for what, day in pairs]
    return quota_standing(quota, given, held, expected, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("satisfied_by", "gave", "given"),
    [
        ({Given.LEAD}, "lead@2026-11-04 raw_lead@2026-11-04 visitor@2026-11-04", 1),
        ({Given.LEAD, Given.RAW_LEAD}, "lead@2026-11-04 raw_lead@2026-11-04", 2),
        ({Given.TESTIMONIAL, Given.UPDATE}, "testimonial@2026-11-04 update@2026-11-11 lead@2026-11-11", 2),
        ({Given.VISITOR}, "visitor@2026-10-31 visitor@2026-11-01 visitor@2026-11-20", 2),
        ({Given.VISITOR}, "visitor@2026-11-21", 0),  # the day is the 20th
        (set(), "lead@2026-11-04", 0),
    ],
)
def test_what_satisfies_a_quota(satisfied_by: set[Given], gave: str, given: int) -> None:
    """What the chapter says does, given in the period and by that day."""
    assert of(Quota(4, PeriodKind.MONTH, frozenset(satisfied_by)), gave).given == given


LEADS_ONLY = Quota(2, PeriodKind.MONTH)


@pytest.mark.parametrize(
    ("gave", "on", "given", "says"),
    [
        ("", "2026-11-20", 0, "0 leads this month; 2 expected."),
        ("raw_lead@2026-11-04", "2026-11-20", 0,
         "0 leads this month; 2 expected. 1 raw lead does not count."),
        ("raw_lead@2026-11-04 raw_lead@2026-11-11 raw_lead@2026-11-18", "2026-11-20", 0,
         "0 leads this month; 2 expected. 3 raw leads do not count."),
        ("lead@2026-11-04 raw_lead@2026-11-11", "2026-11-20", 1,
         "1 lead this month; 2 expected. 1 raw lead does not count."),
        ("lead@2026-11-01 lead@2026-11-30 raw_lead@2026-11-30", "2026-11-30", 2,
         "2 leads this month; 2 expected. 1 raw lead does not count."),
        ("lead@2026-10-31 raw_lead@2026-10-31", "2026-11-30", 0, "0 leads this month; 2 expected."),
        ("lead@2026-11-30 raw_lead@2026-11-30", "2026-12-01", 0, "0 leads this month; 2 expected."),
        ("raw_lead@2026-11-21 lead@2026-11-21", "2026-11-20", 0, "0 leads this month; 2 expected."),
        ("visitor@2026-11-04 testimonial@2026-11-04 lead@2026-11-20", "2026-11-20", 1,
         "1 lead this month; 2 expected."),
    ],
)  # fmt: skip
def test_a_quota_of_leads_counts_no_raw_one(gave: str, on: str, given: int, says: str) -> None:
    """Raw leads of the period are named, and satisfy nothing."""
    stands = of(LEADS_ONLY, gave, on=on)
    counted = [word for word in gave.split() if word[:5] == "lead@" and on[:7] in word and word[5:] <= on]
    assert stands.given == given == len(counted)
    assert quota_standing_sentence(stands) == says


@pytest.mark.parametrize(
    ("amount", "expected", "asked"),
    [
        (4, "2026-11-04 11 18", 4),
        (4, "2026-11-11 18", 3),  # two thirds of four, rounded up
        (4, "2026-11-18", 2),
        (2, "2026-11-18", 1),
        (1, "2026-11-18", 1),
        (4, "", 0),
        (4, "2026-11-04 11 18 25", 4),  # the 25th is still to come
        (4, "2026-10-28", 0),
    ],
)
def test_who_was_expected_less_often_is_asked_for_less(amount: int, expected: str, asked: int) -> None:
    """Their part of the quota, rounded up; by the 20th three meetings were held."""
    assert of(Quota(amount, PeriodKind.MONTH), "", days(expected)).asked == asked


def test_a_quota_of_each_meeting_is_told_of_the_last_one() -> None:
    """What was given there counts, and whoever was not expected is asked for nothing."""
    quota = Quota(1, PeriodKind.MEETING)
    there = of(quota, "lead@2026-11-18 lead@2026-11-11")
    assert (there.first, there.given, there.asked, there.left) == (date(2026, 11, 18), 1, 1, 0)
    away = of(quota, "", days("2026-11-11"))
    assert (away.given, away.asked) == (0, 0)
    assert of(quota, "", (), held=()).asked == 1


@pytest.mark.parametrize(
    ("quota", "says"),
    [
        (Quota(1, PeriodKind.MEETING), "1 lead at the last meeting; 1 expected."),
        (Quota(2, PeriodKind.WEEK), "1 lead this week; 2 expected."),
        (Quota(3, PeriodKind.QUARTER), "1 lead this quarter; 3 expected."),
        (
            Quota(6, PeriodKind.HALF_YEAR, frozenset(Given)),
            "1 lead, raw lead, visitor, testimonial, update or one-to-one this half-year; 6 expected.",
        ),
        (
            Quota(12, PeriodKind.YEAR, frozenset({Given.LEAD, Given.RAW_LEAD})),
            "1 lead or raw lead this year; 12 expected.",
        ),
    ],
)
def test_a_quota_in_words(quota: Quota, says: str) -> None:
    """Shown quietly: so much of so much, and of when."""
    assert quota_standing_sentence(of(quota, "lead@2026-11-18")) == says


@settings(max_examples=tried(200, 25))
@given(
    st.builds(Quota, st.integers(1, 9), st.sampled_from(PeriodKind)),
    st.lists(st.builds(GivenOn, st.sampled_from(Given), DATES), max_size=8),
    st.sets(DATES, max_size=30),
    st.data(),
    DATES,
)
def test_laws_of_quotas(
    quota: Quota, gave: list[GivenOn], held: set[date], data: st.DataObject, on: date
) -> None:
    """A period holds its day; no more is asked than the quota; who gives owes no more."""
    first, last = days_of(quota.per, on)
    assert first <= on <= last
    assert days_of(quota.per, last) == (first, last)
    assert quota.per is PeriodKind.MEETING or days_of(quota.per, last + timedelta(days=1))[
        0
    ] == last + timedelta(1)
    dates = sorted(held)
    expected = [day for day in dates if data.draw(st.booleans())]
    standing = quota_standing(quota, gave, dates, expected, on)
    assert 0 <= standing.asked <= quota.amount
    assert 0 <= standing.left <= standing.asked
    assert standing.given <= len(gave)
    assert quota_standing(quota, gave[::-1], dates, expected[::-1], on) == standing
    assert quota_standing(quota, gave, dates, dates, on).asked == quota.amount
    more = quota_standing(quota, [*gave, GivenOn(Given.LEAD, on)], dates, expected, on)
    assert more.left <= standing.left
