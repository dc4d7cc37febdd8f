"""What another schedule or weekday does to what stands for dates, date by date, and its laws."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import NoticeId, PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import (
    WEEKLY,
    Calendar,
    DateKind,
    Schedule,
    ScheduleKind,
    SpecialDate,
)
from leadsroom.domain.season.schedule_change import SeasonAhead, schedule_change

TODAY = date(2026, 11, 18)  # a Wednesday
WED, THU, TUE = 2, 3, 1
SECOND = Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY)
FIRST = Schedule(ScheduleKind.MONTHLY, weeks=(1,))
SCHEDULES = (WEEKLY, SECOND, FIRST, Schedule(ScheduleKind.MONTHLY, weeks=(2, 5)))


def day(typed: str) -> date:
    """`11-25` of this season."""
    return date.fromisoformat(f"2026-{typed}")


def ahead(*special: SpecialDate, held: tuple[str, ...] = (), weekday: int = WED) -> SeasonAhead:
    """A weekly chapter with these special dates, Ann away on Wed 25 Nov."""
    ann = Notice(NoticeId(1), Person(PersonId(1), "Ann"), day("11-25"), Mark.ABSENT)
    calendar = Calendar.of(weekday, WEEKLY, special)
    return SeasonAhead(calendar, TODAY, frozenset(map(day, held)), (ann,))


THANKSGIVING = SpecialDate(day("11-25"), DateKind.HOLIDAY, "Thanksgiving")
OPEN = SpecialDate(day("12-02"), DateKind.OPEN_HOUSE)
EXTRA = SpecialDate(day("12-04"), DateKind.EXTRA, "Party")
ANN = "“Ann absent” on Wed 25 Nov is withdrawn"


@pytest.mark.parametrize(
    ("before", "weekday", "schedule", "words"),
    [
        (ahead(THANKSGIVING, OPEN, EXTRA), WED, WEEKLY, ()),
        (
            ahead(THANKSGIVING),
            THU,
            WEEKLY,
            ("the holiday “Thanksgiving” moves from Wed 25 Nov to Thu 26 Nov", ANN),
        ),
        (ahead(OPEN), TUE, WEEKLY, ("the open house moves from Wed 2 Dec to Tue 1 Dec", ANN)),
        (ahead(EXTRA), THU, WEEKLY, (ANN,)),
        # Nobody meets in its week: an open house goes, a holiday waits.
        (
            ahead(OPEN),
            WED,
            Schedule(ScheduleKind.MONTHLY, weeks=(2,)),
            ("the open house of Wed 2 Dec is cleared", ANN),
        ),
        (ahead(THANKSGIVING), WED, SECOND, (ANN,)),
        # It is a date of both schedules: it stands as it is.
        (ahead(OPEN), WED, SECOND, (ANN,)),
        (ahead(OPEN), WED, FIRST, (ANN,)),
        # The date of its week is taken, or behind the chapter.
        (
            ahead(OPEN, SpecialDate(day("12-03"), DateKind.EXTRA)),
            THU,
            WEEKLY,
            ("the open house of Wed 2 Dec is cleared", ANN),
        ),
        (
            ahead(SpecialDate(TODAY, DateKind.OPEN_HOUSE, "Bring [/]")),
            TUE,
            WEEKLY,
            ("the open house of Wed 18 Nov (Bring [/]) is cleared", ANN),
        ),
        # Its meeting is on, or was held.
        (ahead(SpecialDate(TODAY, DateKind.OPEN_HOUSE), held=("11-18",)), THU, WEEKLY, (ANN,)),
    ],
)
def test_what_another_schedule_does(
    before: SeasonAhead, weekday: int, schedule: Schedule, words: tuple[str, ...]
) -> None:
    """A special date moves within its week where that has a date for it; all that is lost is named."""
    assert schedule_change(before, weekday, schedule).words == words


@st.composite
def seasons(draw: st.DrawFn) -> SeasonAhead:
    """Any special dates of a chapter, some of them past."""
    days = draw(st.sets(st.integers(-20, 90), max_size=9))
    special = [SpecialDate(TODAY + timedelta(days=each), draw(st.sampled_from(DateKind))) for each in days]
    weekday, schedule = draw(st.integers(0, 6)), draw(st.sampled_from(SCHEDULES))
    return SeasonAhead(Calendar.of(weekday, schedule, special), TODAY)


@given(seasons(), st.integers(0, 6), st.sampled_from(SCHEDULES))
def test_no_two_dates_are_one_afterwards(before: SeasonAhead, weekday: int, schedule: Schedule) -> None:
    """What moves is a date of the new schedule in the same week that nothing else has, and never one of
    the past; nothing is moved and cleared too, and no extra meeting is either.
    """
    change = schedule_change(before, weekday, schedule)
    after = Calendar(weekday, schedule)
    gone = {each.was.on for each in change.moved} | {each.on for each in change.cleared}
    left = set(before.calendar.special) - gone
    targets = [each.to for each in change.moved]
    assert len({*targets}) == len(targets) == len(gone) - len(change.cleared)
    assert not left & {*targets}
    for moved in change.moved:
        assert moved.to >= TODAY
        assert after.is_regular(moved.to)
        assert moved.to.isocalendar()[:2] == moved.was.on.isocalendar()[:2]
    assert all(before.calendar.special[on].kind is not DateKind.EXTRA and on >= TODAY for on in gone)
