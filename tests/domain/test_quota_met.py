"""How often quotas were met: which periods count for whom; members and periods add up to the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.health.quotas import QuotaFacts, QuotaMet, quota_met
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.rules.chapter_rules import Given, Quota
from leadsroom.domain.rules.windows import Period, PeriodKind
from tests.laws import tried

ANN, BO = PersonId(1), PersonId(2)
HELD = [date(2026, 7, 1) + timedelta(weeks=week) for week in range(22)]  # Wednesdays, to 25 November
WINDOW, TODAY = Period(date(2026, 7, 1), date(2026, 12, 1)), date(2026, 12, 1)
ALWAYS = (Stay(ANN, "Ann Chu"),)
ONE_A_MONTH = Quota(1, PeriodKind.MONTH)


def met(
    quota: Quota = ONE_A_MONTH,
    *gave: date,
    seats: Sequence[Stay] = ALWAYS,
    leaves: Sequence[Away] = (),
    window: Period = WINDOW,
    today: date = TODAY,
    held: Sequence[date] = HELD,
) -> QuotaMet:
    """How often Ann met a quota of leads, who `gave` one on each of these days."""
    expected = [day for day in held if not any(leave.holds(day) for leave in leaves)]
    facts = QuotaFacts(seats, {ANN: expected, BO: held}, {Given.LEAD: {ANN: gave}}, held)
    return quota_met(quota, window, today, facts)


def of_ann(found: QuotaMet) -> tuple[int, int]:
    """In how many of how many periods."""
    return next(((each.met.count, each.met.of) for each in found.members if each.person_id == ANN), (0, 0))


JULY, OCTOBER = date(2026, 7, 15), date(2026, 10, 7)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (met(), (0, 5)),  # July to November: December goes on
        (met(ONE_A_MONTH, JULY, JULY, OCTOBER), (2, 5)),
        (met(ONE_A_MONTH, date(2026, 12, 1)), (0, 5)),
        (met(ONE_A_MONTH, today=date(2026, 11, 30), window=Period(WINDOW.first, date(2026, 11, 30))), (0, 4)),
        (met(ONE_A_MONTH, window=Period(date(2026, 7, 2), TODAY)), (0, 4)),  # July is not whole
        (met(ONE_A_MONTH, window=Period(WINDOW.first, date(2026, 11, 29))), (0, 4)),  # nor is November
        (met(Quota(2, PeriodKind.QUARTER), JULY, date(2026, 9, 30), OCTOBER), (1, 1)),
        (met(Quota(1, PeriodKind.MEETING), HELD[0], HELD[3], HELD[3] + timedelta(days=1)), (2, 22)),
        (met(Quota(1, PeriodKind.WEEK)), (0, 21)),  # the first week began before the window
        (met(Quota(1, PeriodKind.YEAR), JULY), (0, 0)),
        (met(seats=[Stay(ANN, "Ann Chu", since=date(2026, 8, 1))]), (0, 4)),
        (met(seats=[Stay(ANN, "Ann Chu", since=date(2026, 8, 2))]), (0, 3)),
        (met(seats=[Stay(ANN, "Ann Chu", until=date(2026, 8, 31))]), (0, 2)),
        (met(seats=[Stay(ANN, "Ann Chu", until=date(2026, 8, 30))]), (0, 1)),
        (met(seats=[Stay(ANN, "Ann Chu", has_left=True)]), (0, 0)),  # nobody can say when
        (met(leaves=[Away(date(2026, 8, 1), date(2026, 8, 31))]), (0, 4)),  # nothing was asked of her
        (met(Quota(0, PeriodKind.MONTH)), (0, 0)),
        (met(held=[day for day in HELD if day.month != 8]), (0, 4)),  # nobody met in August
        (met(held=[]), (0, 0)),
    ],
)
def test_which_periods_count_for_a_member(found: QuotaMet, expected: tuple[int, int]) -> None:
    """Whole ones that are over, with a meeting, a seat on all their days, and something asked."""
    assert of_ann(found) == expected


def test_members_and_periods_are_the_same_cases() -> None:
    """By member in the order of the table, by period the oldest first, and both add up to the whole."""
    seats = (Stay(BO, "Bo Lind", since=date(2026, 10, 1)), Stay(ANN, "Ann Chu"))
    found = met(ONE_A_MONTH, JULY, OCTOBER, seats=seats)
    assert [(each.who, each.met) for each in found.members] == [
        ("Bo Lind", Share(0, 2)),
        ("Ann Chu", Share(2, 5)),
    ]
    assert [(each.period.first.month, each.met.count, each.met.of) for each in found.periods] == [
        (7, 1, 1),
        (8, 0, 1),
        (9, 0, 1),
        (10, 1, 2),
        (11, 0, 2),
    ]
    assert found.whole == Share(2, 7)


def test_a_member_who_came_back_is_one() -> None:
    """Two memberships of one person are counted together."""
    seats = (Stay(ANN, "Ann Chu", until=date(2026, 8, 15)), Stay(ANN, "Ann Chu", since=date(2026, 9, 20)))
    assert of_ann(met(ONE_A_MONTH, OCTOBER, seats=seats)) == (1, 3)


_DAYS = st.dates(date(2026, 6, 1), date(2026, 12, 31))


@settings(max_examples=tried(200, 20), deadline=None)
@given(
    per=st.sampled_from(list(PeriodKind)),
    amount=st.integers(0, 3),
    gave=st.lists(_DAYS, max_size=12),
    first=_DAYS,
    days=st.integers(0, 200),
)
def test_what_is_met_adds_up(per: PeriodKind, amount: int, gave: list[date], first: date, days: int) -> None:
    """Over members and over periods it is the same sum, and a longer window has what a shorter one has."""
    seats = (Stay(ANN, "Ann Chu"), Stay(BO, "Bo Lind", since=date(2026, 8, 20)))
    window = Period(first, first + timedelta(days=days))
    found = met(Quota(amount, per), *gave, seats=seats, window=window)
    assert sum(each.met.of for each in found.members) == found.whole.of
    assert sum(each.met.count for each in found.members) == found.whole.count <= found.whole.of
    wider = met(Quota(amount, per), *gave, seats=seats, window=Period(first, window.last + timedelta(days=9)))
    assert set(found.periods) <= set(wider.periods)
