"""How a chapter stands: each reason at its threshold and just beside it, and the order of chapters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.association.area_figures import (
    ChapterInArea,
    HalfYear,
    difference_of_halves,
    missing_since,
)
from leadsroom.domain.association.standing import Standing, needs_me_most, standing
from leadsroom.domain.association.states import REASONS, State
from leadsroom.domain.health.meetings import MeetingInPeriod, not_closed
from leadsroom.domain.health.statistics import Share, difference_of_shares
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import WEEKLY, Calendar, DateKind, Schedule, ScheduleKind, SpecialDate
from tests.association.ten_chapters import LAST, TEN, TODAY, WEDNESDAY, chapter, half

WELL = chapter("Well", 20, half(20, 0.9, 1.0), half(20, 0.9, 1.0))
_WEEK = timedelta(weeks=1)


def keys(of: ChapterInArea) -> list[str]:
    """The reasons that a chapter has, by their keys."""
    return [REASONS[place].key for place, _ in standing(of).found]


def with_now(**figures: Any) -> ChapterInArea:
    """The chapter that is well, with other figures of now."""
    return replace(WELL, now=replace(WELL.now, **figures))


def test_a_chapter_that_is_well_has_no_reason() -> None:
    """It is steady, and growing from three more members on."""
    assert standing(WELL) == Standing(State.STEADY)
    assert standing(replace(WELL, members=22)).state is State.STEADY
    assert standing(replace(WELL, members=23)).state is State.GROWING


PLACES = WELL.now.places
AT_THRESHOLDS: list[tuple[str, ChapterInArea, bool]] = [
    ("few_members", replace(WELL, members=11, members_before=11), True),
    ("few_members", replace(WELL, members=12, members_before=12), False),
    ("few_members", replace(WELL, members=11, members_before=8), False),
    ("few_members", replace(WELL, members=11, members_before=9), True),
    ("gaps", replace(WELL, gaps=Share(7, 26)), True),
    ("gaps", replace(WELL, gaps=Share(6, 24)), False),
    ("missing", replace(WELL, in_a_row=(LAST,)), True),
    ("missing", replace(WELL, in_a_row=(LAST - _WEEK, LAST)), False),
    ("missing_two", replace(WELL, in_a_row=(LAST - _WEEK, LAST)), True),
    ("missing_two", replace(WELL, in_a_row=(LAST - 2 * _WEEK, LAST - _WEEK, LAST)), False),
    ("low_attendance", with_now(present=PLACES * 7 // 10 - 1, late=0), True),
    ("low_attendance", with_now(present=PLACES * 7 // 10, late=0), False),
    ("shrinking", replace(WELL, members=18), True),
    ("shrinking", replace(WELL, members=19), False),
    ("shrinking", replace(WELL, members=38, members_before=40), True),
    ("shrinking", replace(WELL, members=39, members_before=41), False),
    ("no_head", replace(WELL, vacant_head="President"), True),
    ("no_head", replace(WELL, vacant_head="President", members=0, members_before=0), False),
    ("small", replace(WELL, members=14, members_before=14), True),
    ("small", replace(WELL, members=15, members_before=15), False),
    ("small", replace(WELL, members=14, members_before=14, founded_on=date(2024, 12, 2)), False),
    ("small", replace(WELL, members=14, members_before=14, founded_on=None), False),
    ("small", replace(WELL, members=14, members_before=11), False),
    ("small", replace(WELL, members=14, members_before=12), True),
    ("nobody_new", replace(WELL, last_joined_on=TODAY - 26 * _WEEK), True),
    ("nobody_new", replace(WELL, last_joined_on=TODAY - 26 * _WEEK + timedelta(days=1)), False),
    ("nobody_new", replace(WELL, last_joined_on=None), False),
    ("nobody_new", replace(WELL, last_joined_on=TODAY - 250 * _WEEK, members_before=None), False),
    ("raw", with_now(leads=300, raw=101), True),
    ("raw", with_now(leads=300, raw=100), False),
    ("own", with_now(own_minor=300_001), True),
    ("own", with_now(own_minor=300_000), False),
    ("own", with_now(own_minor=0, dollars_minor=0), False),
    ("late", with_now(present=84, late=16), True),
    ("late", with_now(present=85, late=15), False),
    ("few_leads", with_now(leads=PLACES * 7 // 10 - 1), True),
    ("few_leads", with_now(leads=PLACES * 7 // 10), False),
    ("few_visitors", with_now(visits=25), True),
    ("few_visitors", with_now(visits=26), False),
    ("too_little", with_now(meetings=5), True),
    ("too_little", with_now(meetings=6), False),
    ("not_visited", replace(WELL, visited_on=TODAY - 26 * _WEEK), True),
    ("not_visited", replace(WELL, visited_on=TODAY - 26 * _WEEK + timedelta(days=1)), False),
    ("not_visited", replace(WELL, visited_on=None), False),
]


@pytest.mark.parametrize(("key", "of", "has_it"), AT_THRESHOLDS)
def test_each_reason_at_its_threshold(key: str, of: ChapterInArea, *, has_it: bool) -> None:
    """It is there, or just not yet."""
    assert (key in keys(of)) is has_it


@pytest.mark.parametrize(
    ("schedule", "missing", "state"),
    [
        (Schedule(), 2, State.STEADY),
        (Schedule(), 3, State.SILENT),
        (Schedule(ScheduleKind.MONTHLY, weeks=(1,)), 1, State.STEADY),
        (Schedule(ScheduleKind.MONTHLY, weeks=(1,)), 2, State.SILENT),
    ],
)
def test_silence_begins_later_where_a_chapter_meets_every_week(
    schedule: Schedule, missing: int, state: State
) -> None:
    """Three dates in a row, or two of those that are further apart."""
    dates = tuple(LAST - back * _WEEK for back in reversed(range(missing)))
    assert standing(replace(WELL, schedule=schedule, in_a_row=dates)).state is state


def test_below_its_threshold_no_figure_is_a_reason() -> None:
    """A chapter of five meetings is told to have too little on record, whatever these were like."""
    poor = HalfYear(meetings=5, places=50, present=8, late=1, leads=2, visits=0, months=1)
    found = replace(WELL, now=poor, before=WELL.before)
    assert keys(found) == ["too_little"]
    assert standing(found).state is State.UNKNOWN


def test_a_new_chapter_is_judged_by_silence_alone() -> None:
    """For six months from its founding; then as any other one."""
    poor = replace(WELL, members=8, members_before=None, now=half(8, 0.6, 0.2, meetings=8))
    founded = date(2026, 6, 2)
    assert standing(replace(poor, founded_on=founded)).state is State.NEW
    assert standing(replace(poor, founded_on=date(2026, 6, 1))).state is State.FAILING
    silent = replace(poor, founded_on=founded, in_a_row=(LAST - 2 * _WEEK, LAST - _WEEK, LAST))
    assert standing(silent).state is State.SILENT


def test_a_new_chapter_without_any_meeting_is_new() -> None:
    """Nobody can have closed one yet; where its founding is not on record, nothing is, until it is silent."""
    founded = replace(WELL, founded_on=TODAY, last_closed_on=None, now=HalfYear(), before=HalfYear())
    assert standing(founded).state is State.NEW
    unknown = replace(founded, founded_on=None)
    assert standing(unknown).state is State.UNKNOWN
    assert standing(unknown).reasons(unknown) == ("no meeting closed yet",)
    assert standing(replace(unknown, members=3)).state is State.UNKNOWN
    silent = replace(unknown, in_a_row=(LAST - 2 * _WEEK, LAST - _WEEK, LAST))
    assert standing(silent).state is State.SILENT
    assert standing(silent).reasons(silent)[0] == "no meeting closed yet, 3 dates since 11 Nov"


def test_no_figure_is_read_twice() -> None:
    """What two reasons are made of is given once; a chapter that is silent is not called patchy as well."""
    low = replace(WELL, now=replace(WELL.now, present=300, late=0, leads=200), gaps=Share(10, 26))
    assert keys(low) == ["gaps", "low_attendance", "attendance_fell", "leads_fell", "few_leads"]
    assert standing(low).reasons(low) == (
        "10 of 26 dates without a closed meeting",
        "attendance 57.7 %, under 70 %",
        "attendance was 90.0 % before",
        "leads a member 0.38, before 1.00",
    )
    silent = replace(low, in_a_row=(LAST - 2 * _WEEK, LAST - _WEEK, LAST))
    assert keys(silent)[:2] == ["silent", "low_attendance"]


def test_rates_are_named_by_what_they_are_over() -> None:
    """By the meeting where a chapter does not meet every week."""
    few = with_now(leads=PLACES // 2, visits=13)
    few = replace(few, before=replace(few.before, leads=PLACES // 2))
    monthly = replace(few, schedule=Schedule(ScheduleKind.MONTHLY, weeks=(1,)))
    assert standing(few).reasons(few) == (
        "0.50 leads a member a week, under 0.7",
        "0.5 visitors a week, under 1",
    )
    assert standing(monthly).reasons(monthly) == (
        "0.50 leads a member a meeting, under 0.7",
        "0.5 visitors a meeting, under 1",
    )


def test_an_archived_chapter_is_not_judged() -> None:
    """It stands behind all others."""
    archived = replace(TEN[1], archived_on=date(2026, 11, 1))
    assert standing(archived) == Standing(State.ARCHIVED)
    assert min([archived, WELL], key=lambda of: needs_me_most(of, standing(of))) == WELL


@given(st.integers(0, 520), st.integers(0, 520))
def test_attendance_has_fallen_only_where_that_is_no_chance(now: int, before: int) -> None:
    """And by five points at least."""
    found = difference_of_shares(Share(now, 520), Share(before, 520))
    assert found is not None
    fell = not found.could_be_chance and found.by <= -0.05
    of = replace(
        WELL,
        now=replace(WELL.now, present=now, late=0),
        before=replace(WELL.before, present=before, late=0),
    )
    assert ("attendance_fell" in keys(of)) is fell


@given(st.integers(0, 400), st.integers(0, 400), st.integers(60, 520), st.integers(60, 520))
def test_the_rough_look_spares_no_fall_of_leads(now: int, before: int, places: int, earlier: int) -> None:
    """What it calls chance, the exact interval does too."""
    of = replace(
        WELL,
        now=replace(WELL.now, leads=now, places=places, present=places, late=0),
        before=replace(WELL.before, leads=before, places=earlier, present=earlier, late=0),
    )
    found = difference_of_halves(of.now, of.before, "leads")
    fell = found is not None and not found.could_be_chance and found.by <= -0.05
    assert ("leads_fell" in keys(of)) is fell


def test_the_worse_figure_comes_first_then_the_next_reason_then_the_name() -> None:
    """Of chapters with the same gravest reason."""
    lost_two, lost_four = replace(WELL, members=18), replace(WELL, members=16)
    late = replace(lost_two, now=replace(WELL.now, present=400, late=80))
    named = replace(lost_two, name="Abbey")
    shown = sorted([lost_two, named, late, lost_four], key=lambda of: needs_me_most(of, standing(of)))
    assert shown == [lost_four, late, named, lost_two]


@given(st.permutations(TEN))
def test_the_order_is_the_same_whatever_comes_first(some: list[ChapterInArea]) -> None:
    """No two chapters are alike to it."""
    assert tuple(sorted(some, key=lambda of: needs_me_most(of, standing(of)))) == TEN


# Meetings that are missing


def dates(last: date, *special: SpecialDate, schedule: Schedule = WEEKLY, today: date = TODAY) -> list[str]:
    """The dates missing since a closed meeting, in a calendar of Wednesdays."""
    found = missing_since(Calendar.of(WEDNESDAY, schedule, special), last, today)
    return [f"{each:%m-%d}" for each in found]


def test_each_date_up_to_yesterday_is_missing() -> None:
    """From the one after the last closed meeting on; that of today is not."""
    assert dates(date(2026, 11, 11)) == ["11-18", "11-25"]
    assert dates(date(2026, 11, 11), today=date(2026, 11, 25)) == ["11-18"]
    assert dates(date(2026, 11, 25)) == []


def test_a_meeting_of_another_day_stands_for_its_date() -> None:
    """Before it or after it."""
    assert dates(date(2026, 11, 23)) == []
    assert dates(date(2026, 11, 26)) == []
    assert dates(date(2026, 11, 20)) == ["11-25"]


def test_a_holiday_is_not_missing_and_an_added_date_is() -> None:
    """As the calendar has them."""
    holiday = SpecialDate(date(2026, 11, 18), DateKind.HOLIDAY)
    added = SpecialDate(date(2026, 11, 20), DateKind.OPEN_HOUSE)
    assert dates(date(2026, 11, 11), holiday) == ["11-25"]
    assert dates(date(2026, 11, 11), holiday, added) == ["11-20", "11-25"]


def test_a_monthly_chapter_misses_its_own_dates_alone() -> None:
    """The first Wednesday of each month."""
    monthly = Schedule(ScheduleKind.MONTHLY, weeks=(1,))
    assert dates(date(2026, 9, 2), schedule=monthly) == ["10-07", "11-04"]


@given(st.integers(0, 60), st.integers(0, 6), st.sampled_from(list(ScheduleKind)))
def test_the_quick_look_finds_every_chapter_that_misses_one(
    back: int, weekday: int, kind: ScheduleKind
) -> None:
    """Where nothing is special about any date, it says what the calendar says."""
    last = TODAY - timedelta(days=back)
    schedule = Schedule(kind, anchor=date(2026, 1, 5), weeks=(2,))
    of = replace(WELL, weekday=weekday, schedule=schedule, last_closed_on=last)
    assert of.seems_to_miss is bool(missing_since(Calendar(weekday, schedule), last, TODAY))


_DAYS = st.integers(1, 90).map(lambda back: TODAY - timedelta(days=back))


@given(
    st.sets(_DAYS, min_size=1, max_size=12),
    st.dictionaries(_DAYS, st.sampled_from([DateKind.HOLIDAY, DateKind.OPEN_HOUSE]), max_size=4),
    st.sampled_from([WEEKLY, Schedule(ScheduleKind.EVERY_TWO_WEEKS, anchor=date(2026, 1, 5))]),
)
def test_what_is_missing_in_a_row_is_missing_on_the_chapters_own_pages(
    held: set[date], special: dict[date, DateKind], schedule: Schedule
) -> None:
    """Of all dates without a closed meeting, those after the one for which the last meeting stands."""
    calendar = Calendar.of(WEDNESDAY, schedule, (SpecialDate(on, kind) for on, kind in special.items()))
    meetings = [
        MeetingInPeriod(MeetingId(number), on, 1, MeetingKind.REGULAR, MeetingState.CLOSED)
        for number, on in enumerate(sorted(held), start=1)
    ]
    last = max(held)
    found = missing_since(calendar, last, TODAY)
    period = Period(TODAY - timedelta(days=90), TODAY)
    never = [each.on for each in not_closed(calendar, period, meetings, TODAY, min(held))]
    assert set(found) <= set(never)
    stood_for = calendar.stood_for(last) or last
    assert [on for on in never if on > max(stood_for, last)] == [on for on in found if on > last]
