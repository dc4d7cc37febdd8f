"""Who is on leave on a day, and what that means for dues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.membership import beyond_bounds, is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import LeaveRules
from leadsroom.domain.rules.windows import Length, LengthUnit, Window, WindowKind
from tests.laws import tried

TODAY = date(2026, 11, 18)
ACTIVE, ON_LEAVE, ENDED = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE, MembershipStatus.ENDED


def member(status: MembershipStatus, number: int = 1) -> Member:
    """A member of whom nothing else matters."""
    person = Person(PersonId(1), "Ann Chu")
    return Member(MembershipId(number), person, ProfessionId(1), "Florist", "", status, 1, (), None)


@pytest.mark.parametrize(
    ("status", "leaves", "away"),
    [
        (ACTIVE, [], False),
        (ON_LEAVE, [], True),
        (ENDED, [], False),
        (ACTIVE, [Away(TODAY)], True),
        (ACTIVE, [Away(date(2026, 11, 2), TODAY)], True),
        (ON_LEAVE, [Away(date(2026, 11, 2), date(2026, 11, 17))], False),
        (ON_LEAVE, [Away(date(2026, 11, 2), date(2026, 11, 3)), Away(date(2026, 11, 9))], True),
        (ACTIVE, [Away(date(2026, 11, 19))], False),
        (ENDED, [Away(date(2026, 11, 2))], False),
    ],
)
def test_days_decide_and_the_status_only_without_them(
    status: MembershipStatus, leaves: list[Away], away: bool
) -> None:
    """Both days of a leave are in it; whoever has no seat is on leave from nothing."""
    assert is_on_leave(member(status), {MembershipId(1): leaves}, TODAY) is away


def test_leaves_of_another_membership_do_not_count() -> None:
    """Who left while on leave and came back is not on that leave any more."""
    assert not is_on_leave(member(ACTIVE, 2), {MembershipId(1): [Away(date(2026, 1, 1))]}, TODAY)


# ------------------------------------------------------------------------------ how long a leave may last

EIGHT_WEEKS = LeaveRules(longest=Length(8, LengthUnit.WEEKS))
TWO_MONTHS = LeaveRules(longest=Length(2, LengthUnit.MONTHS))
TEN_DAYS = LeaveRules(longest=Length(10, LengthUnit.DAYS))
TWELVE_A_YEAR = LeaveRules(in_all=Length(12, LengthUnit.WEEKS), window=Window(WindowKind.YEAR))
MONTH_IN_SIX = LeaveRules(in_all=Length(1, LengthUnit.MONTHS), window=Window(WindowKind.ROLLING_MONTHS, 6))
BOTH = LeaveRules(Length(8, LengthUnit.WEEKS), Length(12, LengthUnit.WEEKS), Window(WindowKind.YEAR))


def leaves(text: str) -> list[Away]:
    """Leaves as `2026-01-05..2026-02-03 2026-03-01..`."""
    pairs = (word.split("..") for word in text.split())
    return [Away(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in pairs]


@pytest.mark.parametrize(
    ("rules", "leave", "others", "says"),
    [
        # Eight weeks from Wed 18 Nov end on Tue 12 Jan.
        (EIGHT_WEEKS, "2026-11-18..2027-01-12", "", ""),
        (EIGHT_WEEKS, "2026-11-18..2027-01-13", "",
         "A leave lasts at most 8 weeks: this one until Tue 12 Jan 2027."),
        (EIGHT_WEEKS, "2026-11-18..", "", "A leave lasts at most 8 weeks: this one until Tue 12 Jan 2027."),
        (EIGHT_WEEKS, "2026-11-18..2026-11-18", "2026-01-01..2026-11-17", ""),
        # Two months from 31 December end on the eve of the last of February, in a leap year too.
        (TWO_MONTHS, "2026-12-31..2027-02-27", "", ""),
        (TWO_MONTHS, "2026-12-31..2027-02-28", "",
         "A leave lasts at most 2 months: this one until Sat 27 Feb 2027."),
        (TWO_MONTHS, "2027-12-31..2028-02-28", "", ""),
        (TWO_MONTHS, "2027-12-31..2028-02-29", "",
         "A leave lasts at most 2 months: this one until Mon 28 Feb 2028."),
        (TEN_DAYS, "2026-11-18..2026-11-27", "", ""),
        (TEN_DAYS, "2026-11-18..2026-11-28", "", "A leave lasts at most 10 days: this one until Fri 27 Nov."),
        # Twelve weeks are 84 days of a year: 77 before leave seven.
        (TWELVE_A_YEAR, "2026-11-18..2026-11-24", "2026-01-01..2026-03-18", ""),
        (TWELVE_A_YEAR, "2026-11-18..2026-11-25", "2026-01-01..2026-03-18",
         "A member is on leave at most 12 weeks in a year: this one until Tue 24 Nov."),
        (TWELVE_A_YEAR, "2026-11-18..2026-11-18", "2026-01-01..2026-03-25",
         "A member is on leave at most 12 weeks in a year: nothing of that is left."),
        # The new year counts by itself, and so does what is planned for later in this one.
        (TWELVE_A_YEAR, "2027-01-01..2027-03-25", "2026-01-01..2026-03-25", ""),
        (TWELVE_A_YEAR, "2026-11-25..2027-01-31", "2026-01-01..2026-03-18",
         "A member is on leave at most 12 weeks in a year: this one until Tue 1 Dec."),
        (TWELVE_A_YEAR, "2026-11-18..2026-11-20", "2026-12-01..2026-12-31 2026-01-01..2026-02-20",
         "A member is on leave at most 12 weeks in a year: this one until Thu 19 Nov."),
        # A month in six: what began on 3 June falls out of them on 3 December.
        (MONTH_IN_SIX, "2026-12-03..2026-12-03", "2026-06-03..2026-07-02", ""),
        (MONTH_IN_SIX, "2026-12-02..2026-12-02", "2026-06-03..2026-07-02",
         "A member is on leave at most 1 month in any 6 months: nothing of that is left."),
        # The nearer of two bounds is the one that is named.
        (BOTH, "2026-10-01..2026-12-31", "",
         "A leave lasts at most 8 weeks: this one until Wed 25 Nov."),
        (BOTH, "2026-11-18..2026-12-31", "2026-01-01..2026-03-18",
         "A member is on leave at most 12 weeks in a year: this one until Tue 24 Nov."),
        (LeaveRules(), "2026-11-18..", "2020-01-01..2026-11-17", ""),
    ],
)  # fmt: skip
def test_a_leave_beyond_what_the_rules_allow_names_its_last_day(
    rules: LeaveRules, leave: str, others: str, says: str
) -> None:
    """To the day, at the ends of months and years, with what is on record before and after it."""
    (away,), taken = leaves(leave), leaves(others)
    assert beyond_bounds(rules, away, taken, TODAY) == says


@settings(max_examples=tried(120, 15))
@given(
    st.integers(1, 60),
    st.sampled_from(
        [Window(WindowKind.YEAR), Window(WindowKind.CALENDAR_MONTHS, 3), Window(WindowKind.MONTH)]
    ),
    st.integers(0, 50),
    st.integers(1, 70),
    st.integers(-70, 70),
)
def test_what_is_allowed_in_a_window_is_counted_day_by_day(
    most: int, window: Window, before: int, days: int, apart: int
) -> None:
    """A leave goes beyond exactly where some window of its days holds more than allowed."""
    rules = LeaveRules(in_all=Length(most, LengthUnit.DAYS), window=window)
    away = Away(TODAY, TODAY + timedelta(days=days - 1))
    first = TODAY + timedelta(days=days + apart) if apart > 0 else TODAY - timedelta(days=before - apart)
    other = Away(first, first + timedelta(days=before - 1)) if before else None
    taken = [other] if other is not None else []
    every = [TODAY + timedelta(days=day) for day in range(-400, 400)]
    on_leave = [day for day in every if away.holds(day) or any(one.holds(day) for one in taken)]
    too_many = any(
        sum(window.holds(day, on) for day in on_leave) > most
        for on in on_leave
        if on >= TODAY and any(away.holds(day) and window.holds(day, on) for day in on_leave)
    )
    assert bool(beyond_bounds(rules, away, taken, TODAY)) == too_many
