"""When a chapter meets: the laws of schedules, holidays and extra meetings, and a few dates by hand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.season.calendar import (
    WEEKLY,
    Calendar,
    DateKind,
    Schedule,
    ScheduleKind,
    SpecialDate,
    read_schedule,
    schedule_in_words,
)
from leadsroom.errors import Refused

DAYS = st.dates(date(1999, 12, 1), date(2099, 12, 31))
WEEKDAYS = st.integers(0, 6)
TWO_WEEKS = st.builds(Schedule, st.just(ScheduleKind.EVERY_TWO_WEEKS), DAYS)
WEEKS = st.lists(st.integers(1, 5), min_size=1, unique=True).map(lambda weeks: tuple(sorted(weeks)))
MONTHLY = st.builds(Schedule, st.just(ScheduleKind.MONTHLY), st.none(), WEEKS)
SCHEDULES = st.one_of(st.just(WEEKLY), TWO_WEEKS, MONTHLY)
WEDNESDAY = 2
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar with up to a dozen special dates in the two years after a day."""
    since = draw(DAYS)
    days = draw(st.lists(st.integers(0, 730), max_size=12, unique=True))
    special = [
        SpecialDate(since + timedelta(days=day), draw(st.sampled_from(DateKind)), "why") for day in days
    ]
    return Calendar.of(draw(WEEKDAYS), draw(SCHEDULES), special)


def dates(schedule: Schedule, weekday: int, since: date, most: int) -> list[date]:
    """So many dates of a schedule."""
    return list(islice(schedule.dates(weekday, since), most))


@given(SCHEDULES, WEEKDAYS, DAYS)
def test_every_date_of_a_schedule_is_on_its_weekday(schedule: Schedule, weekday: int, since: date) -> None:
    """In order, none twice, none before the day asked for, whatever the schedule."""
    found = dates(schedule, weekday, since, 30)
    assert {day.weekday() for day in found} == {weekday}
    assert all(one < other for one, other in pairwise(found))
    assert found[0] >= since


@given(SCHEDULES, WEEKDAYS, DAYS, st.integers(0, 400))
def test_a_schedule_does_not_depend_on_where_one_looks_from(
    schedule: Schedule, weekday: int, since: date, later: int
) -> None:
    """The dates from a later day on are the earlier ones that are not before it."""
    after = since + timedelta(days=later)
    all_of_them = [day for day in dates(schedule, weekday, since, 80) if day >= after]
    assert dates(schedule, weekday, after, 5) == all_of_them[:5]


@given(TWO_WEEKS, WEEKDAYS, DAYS)
def test_two_weeks_are_fourteen_days(schedule: Schedule, weekday: int, since: date) -> None:
    """Across summer time, year ends and leap days, and always in the weeks of the anchor."""
    found = dates(schedule, weekday, since, 40)
    assert {other - one for one, other in pairwise(found)} == {2 * WEEK}
    assert schedule.anchor is not None
    mondays = [day - day.weekday() * DAY for day in (found[0], schedule.anchor)]
    assert (mondays[0] - mondays[1]).days % 14 == 0


@given(DAYS, DAYS)
def test_the_anchor_is_one_of_its_dates(anchor: date, since: date) -> None:
    """On its own weekday it is met, looked at from any day before it."""
    schedule = Schedule(ScheduleKind.EVERY_TWO_WEEKS, anchor)
    first = min(since, anchor)
    assert anchor in Calendar(anchor.weekday(), schedule, {}).schedule.dates(anchor.weekday(), first)


@given(WEEKS, WEEKDAYS, DAYS)
def test_monthly_dates_are_those_weekdays_of_their_month(
    weeks: tuple[int, ...], weekday: int, since: date
) -> None:
    """The 1st to 4th of a weekday in the month, 5 the last; no month is left out."""
    found = dates(Schedule(ScheduleKind.MONTHLY, weeks=weeks), weekday, since, 40)
    for day in found:
        is_last = day.day + 7 > monthrange(day.year, day.month)[1]
        assert (day.day - 1) // 7 + 1 in weeks or (5 in weeks and is_last)
    assert all((other - one).days <= 35 for one, other in pairwise(found))


@given(calendars(), st.integers(0, 700))
def test_holidays_are_never_among_the_meetings(calendar: Calendar, later: int) -> None:
    """They stand in the season, where the schedule has a meeting, and nobody meets."""
    since = min(calendar.special, default=date(2026, 1, 1)) + timedelta(days=later)
    holidays = {day for day, each in calendar.special.items() if each.kind is DateKind.HOLIDAY}
    assert not holidays & {each.on for each in calendar.meetings(since, 40)}
    for each in islice(calendar.season(since), 40):
        assert each.meets is (each.on not in holidays)


@given(calendars())
def test_extra_meetings_and_open_houses_are_in_the_season(calendar: Calendar) -> None:
    """Each once, in order, on any day of the week."""
    first = min(calendar.special, default=date(2026, 1, 1))
    season = [each.on for each in islice(calendar.season(first), 160)]
    assert season == sorted(set(season))
    wanted = {day for day, each in calendar.special.items() if each.meets}
    assert {day for day in wanted if day <= season[-1]} <= set(season)


@given(calendars(), st.integers(0, 700))
def test_a_meeting_that_was_held_is_not_the_next(calendar: Calendar, later: int) -> None:
    """Held on its date, the next one is the one after it."""
    today = min(calendar.special, default=date(2026, 1, 1)) + timedelta(days=later)
    first, second = calendar.meetings(today, 2)
    assert calendar.upcoming(today) == first
    assert calendar.upcoming(first.on, first.on) == second
    assert calendar.upcoming(today, today - 30 * DAY) == first


@given(calendars(), DAYS)
def test_the_nearest_meeting_is_a_meeting(calendar: Calendar, day: date) -> None:
    """And none lies nearer."""
    nearest = calendar.nearest(day)
    around = [each.on for each in islice(calendar.season(day - 70 * DAY), 60) if each.meets]
    assert nearest in around
    assert abs(nearest - day) == min(abs(on - day) for on in around)


@pytest.mark.parametrize(
    ("weeks", "since", "expected"),
    [
        ((5,), date(2028, 2, 1), [date(2028, 2, 23), date(2028, 3, 29), date(2028, 4, 26)]),
        ((5,), date(2034, 2, 1), [date(2034, 2, 22), date(2034, 3, 29), date(2034, 4, 26)]),
        ((4, 5), date(2026, 2, 1), [date(2026, 2, 25), date(2026, 3, 25), date(2026, 4, 22)]),
        ((1, 3), date(2026, 12, 16), [date(2026, 12, 16), date(2027, 1, 6), date(2027, 1, 20)]),
        ((1,), date(2026, 7, 2), [date(2026, 8, 5), date(2026, 9, 2), date(2026, 10, 7)]),
        ((), date(2026, 7, 1), [date(2026, 7, 1), date(2026, 8, 5), date(2026, 9, 2)]),
    ],
    ids=[
        "last, leap year",
        "last",
        "4th and last are one",
        "over the year",
        "first was yesterday",
        "no week",
    ],
)
def test_months_by_hand(weeks: tuple[int, ...], since: date, expected: list[date]) -> None:
    """Wednesdays, as a wall calendar has them."""
    assert dates(Schedule(ScheduleKind.MONTHLY, weeks=weeks), WEDNESDAY, since, 3) == expected


def test_another_weekday_stays_in_the_same_weeks() -> None:
    """A chapter that goes from Wednesdays to Tuesdays meets a day earlier, not a week later."""
    schedule = Schedule(ScheduleKind.EVERY_TWO_WEEKS, date(2026, 11, 18))
    assert dates(schedule, WEDNESDAY, date(2026, 11, 16), 2) == [date(2026, 11, 18), date(2026, 12, 2)]
    assert dates(schedule, 1, date(2026, 11, 16), 2) == [date(2026, 11, 17), date(2026, 12, 1)]


THANKSGIVING = SpecialDate(date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving")


@pytest.mark.parametrize(
    ("today", "last_held", "expected"),
    [
        (date(2026, 11, 19), date(2026, 11, 18), date(2026, 12, 2)),
        (date(2026, 11, 25), None, date(2026, 12, 2)),
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 12, 2)),
        (date(2026, 11, 27), date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 9)),
    ],
    ids=["after the last one", "on the holiday", "made up before", "made up after", "the day before"],
)
def test_a_holiday_is_skipped(today: date, last_held: date | None, expected: date) -> None:
    """A meeting that makes up for it takes none of the others away."""
    calendar = Calendar.of(WEDNESDAY, WEEKLY, [THANKSGIVING])
    assert calendar.upcoming(today, last_held).on == expected


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2026, 12, 20), date(2027, 1, 6)),
        (date(2027, 1, 4), date(2027, 2, 3)),
        (date(2027, 1, 1), date(2027, 2, 3)),
        (date(2026, 12, 30), date(2027, 1, 6)),
    ],
    ids=["between", "two days before", "five days before", "a week before"],
)
def test_a_meeting_in_between_takes_no_date_away(held_on: date, expected: date) -> None:
    """In a chapter that meets once a month it stands for a date less than a week away, or for none."""
    calendar = Calendar.of(WEDNESDAY, Schedule(ScheduleKind.MONTHLY, weeks=(1,)))
    assert calendar.upcoming(max(held_on, date(2027, 1, 1)), held_on).on == expected


TODAY = date(2026, 11, 18)
FOLLOWING = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "schedule"),
    [
        ("Weekly", WEEKLY),
        ("every week", WEEKLY),
        ("biweekly", Schedule(ScheduleKind.EVERY_TWO_WEEKS, FOLLOWING)),
        ("every two weeks from 2 dec", Schedule(ScheduleKind.EVERY_TWO_WEEKS, date(2026, 12, 2))),
        ("Every other week from wed", Schedule(ScheduleKind.EVERY_TWO_WEEKS, FOLLOWING)),
        ("1st and 3rd", Schedule(ScheduleKind.MONTHLY, weeks=(1, 3))),
        ("third and first wednesdays", Schedule(ScheduleKind.MONTHLY, weeks=(1, 3))),
        ("the last Wednesday of the month", Schedule(ScheduleKind.MONTHLY, weeks=(5,))),
        ("2, 4", Schedule(ScheduleKind.MONTHLY, weeks=(2, 4))),
        ("month", Schedule(ScheduleKind.MONTHLY, weeks=(1,))),
        ("monthly", Schedule(ScheduleKind.MONTHLY, weeks=(1,))),
    ],
)
def test_a_schedule_as_people_say_it(typed: str, schedule: Schedule) -> None:
    """In words or in figures; every two weeks begins with the next meeting unless a day is named."""
    assert read_schedule(typed, WEDNESDAY, TODAY, FOLLOWING) == schedule


@pytest.mark.parametrize(
    "typed", ["", " ", "sometimes", "every 3 weeks", "5th", "1st tuesday", "every two weeks from thu", "and"]
)
def test_what_is_no_schedule_is_refused(typed: str) -> None:
    """In one sentence that says what can be typed."""
    with pytest.raises(Refused, match=r"Type (weekly|a day)"):
        read_schedule(typed, WEDNESDAY, TODAY, FOLLOWING)


@given(MONTHLY, WEEKDAYS)
def test_a_schedule_is_read_back(schedule: Schedule, weekday: int) -> None:
    """What it is called means the same when it is typed."""
    assert read_schedule(schedule_in_words(schedule, weekday), weekday, TODAY, FOLLOWING) == schedule


def test_rhythms_in_words() -> None:
    """As a sentence about the group would have them."""
    two_weeks = Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY)
    monthly = Schedule(ScheduleKind.MONTHLY, weeks=(1, 3, 5))
    assert schedule_in_words(WEEKLY, 0) == "every Monday"
    assert schedule_in_words(two_weeks, WEDNESDAY) == "every second Wednesday"
    assert schedule_in_words(monthly, 3) == "the 1st, 3rd and last Thursday of the month"


@pytest.mark.parametrize(("day", "regular"), [(18, True), (25, True), (20, False), (27, False)])
def test_a_day_is_regular_by_the_schedule_alone(day: int, regular: bool) -> None:
    """An open house or a holiday on it changes nothing of that."""
    on = date(2026, 11, day)
    special = [SpecialDate(on, DateKind.OPEN_HOUSE)]
    assert Calendar.of(2, WEEKLY, special).is_regular(on) is regular
