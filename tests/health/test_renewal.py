"""The day on which the next year of a seat begins."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.renewal import renews_on
from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import ChapterRules, Dues, DuesFrom, MoneyRules, Share
from leadsroom.domain.rules.windows import PeriodKind

TODAY = date(2026, 12, 1)
YEARLY = Dues(36_000, PeriodKind.YEAR)
FROM_JOINING = replace(YEARLY, starts=DuesFrom.JOINING)


def member(joined_on: date | None, status: MembershipStatus = MembershipStatus.ACTIVE) -> Member:
    """Somebody who joined on a day."""
    return Member(
        id=MembershipId(1),
        person=Person(PersonId(1), "Ann Chu"),
        profession_id=ProfessionId(1),
        profession="Florist",
        sphere="",
        status=status,
        seat=1,
        terms=(),
        joined_on=joined_on,
    )


def renewal(joined_on: date | None, dues: Dues | None = None, today: date = TODAY) -> date | None:
    """When their next year begins."""
    return renews_on(member(joined_on), ChapterRules(money=MoneyRules(dues=dues)), today)


@pytest.mark.parametrize("dues", [None, FROM_JOINING, replace(FROM_JOINING, parts=4)])
@pytest.mark.parametrize(
    ("joined_on", "today", "on"),
    [
        (date(2019, 3, 6), TODAY, date(2027, 3, 6)),
        (date(2019, 12, 2), TODAY, date(2026, 12, 2)),
        (date(2019, 12, 1), TODAY, TODAY),
        (date(2019, 11, 30), TODAY, date(2027, 11, 30)),
        (TODAY, TODAY, date(2027, 12, 1)),
        (date(2026, 12, 24), TODAY, date(2027, 12, 24)),
        (date(2024, 2, 29), date(2026, 12, 1), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_a_year_begins_on_the_anniversary_of_joining(
    dues: Dues | None, joined_on: date, today: date, on: date
) -> None:
    """Where dues are counted from it, in parts or not, and where there are none; never on that day itself."""
    assert renewal(joined_on, dues, today) == on


@pytest.mark.parametrize("dues", [YEARLY, replace(YEARLY, parts=12), replace(YEARLY, joining=Share.MONTHS)])
@pytest.mark.parametrize(
    ("joined_on", "today", "on"),
    [
        (date(2019, 3, 6), TODAY, date(2027, 1, 1)),
        (None, TODAY, date(2027, 1, 1)),
        (date(2019, 3, 6), date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2028, 1, 1)),
        (TODAY, TODAY, date(2027, 1, 1)),
    ],
)
def test_by_the_calendar_it_begins_for_all_at_once(
    dues: Dues, joined_on: date | None, today: date, on: date
) -> None:
    """Also of somebody of whom no day of joining is on record; who joins on that day has begun a year."""
    assert renewal(joined_on, dues, today) == on


@pytest.mark.parametrize(
    "dues", [Dues(100, per) for per in PeriodKind if per is not PeriodKind.YEAR] + [Dues(0, PeriodKind.YEAR)]
)
def test_dues_of_other_periods_leave_it_to_the_anniversary(dues: Dues) -> None:
    """Also yearly ones that cost nothing."""
    assert renewal(date(2019, 3, 6), dues) == date(2027, 3, 6)


def test_without_a_day_of_joining_there_is_none() -> None:
    """Where it is counted from that."""
    assert renewal(None) is renewal(None, FROM_JOINING) is None


@pytest.mark.parametrize("status", MembershipStatus)
def test_only_seats_are_renewed(status: MembershipStatus) -> None:
    """A leave changes nothing; who applies, waits or has left has nothing to renew."""
    on = renews_on(member(date(2019, 3, 6), status), ChapterRules(), TODAY)
    assert on == (date(2027, 3, 6) if status.holds_seat else None)
