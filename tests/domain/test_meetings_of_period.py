"""The dates of a period that were not closed, by the calendar and by the meetings on record."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.health.meetings import MeetingInPeriod, not_closed
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import WEEKLY, Calendar, DateKind, SpecialDate

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))  # Wednesdays: 4, 11, 18, 25
TODAY = date(2026, 12, 2)
CLOSED, PLANNED, LIVE, DISCARDED = (
    MeetingState.CLOSED,
    MeetingState.PLANNED,
    MeetingState.LIVE,
    MeetingState.DISCARDED,
)


def held(
    *days: int, state: MeetingState = CLOSED, kind: MeetingKind = MeetingKind.REGULAR
) -> list[MeetingInPeriod]:
    """Meetings of these days of November."""
    return [MeetingInPeriod(MeetingId(day), date(2026, 11, day), 1, kind, state) for day in days]


def missing(
    meetings: list[MeetingInPeriod],
    *,
    today: date = TODAY,
    begins: date | None = date(2026, 1, 7),
    special: tuple[SpecialDate, ...] = (),
) -> list[tuple[int, str]]:
    """(day, why) of each date of November that was not closed."""
    calendar = Calendar.of(2, WEEKLY, special)
    return [(each.on.day, each.why) for each in not_closed(calendar, NOVEMBER, meetings, today, begins)]


NOTHING = "no meeting on record"
HOLIDAY = SpecialDate(date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving")


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        (held(4, 11, 18, 25), []),
        (held(4, 18, 25), [(11, NOTHING)]),
        (held(4, 12, 18, 25), []),  # a day late
        (held(4, 18, 25) + held(11, state=PLANNED), [(11, "planned, not closed")]),
        (held(4, 18, 25) + held(11, state=DISCARDED), [(11, "discarded")]),
        (held(4, 11, 18, 25) + held(11, state=DISCARDED), []),
        (held(4, 11, 18) + held(25, state=LIVE), [(25, "still going on")]),
        (held(4, 18, 25) + held(11, kind=MeetingKind.EXTRA), []),
        (held(4, 18, 25) + held(12, kind=MeetingKind.EXTRA), [(11, NOTHING)]),
        ([], [(4, NOTHING), (11, NOTHING), (18, NOTHING), (25, NOTHING)]),
    ],
)
def test_dates_that_were_not_closed(meetings: list[MeetingInPeriod], expected: list[tuple[int, str]]) -> None:
    """Planned, live and discarded meetings are named, and dates of which nothing is on record."""
    assert missing(meetings) == expected


def test_what_is_not_missing() -> None:
    """No holiday, no date before the record begins or still to come, and not today before it has begun."""
    assert missing(held(4, 11, 18), special=(HOLIDAY,)) == []
    assert missing([], begins=None) == []
    assert missing(held(11), begins=date(2026, 11, 11), today=date(2026, 11, 18)) == []
    assert missing(held(11), begins=date(2026, 11, 11), today=date(2026, 11, 19)) == [(18, NOTHING)]
    live = held(11) + held(18, state=LIVE) + held(25, state=PLANNED)
    assert missing(live, begins=date(2026, 11, 11), today=date(2026, 11, 18)) == [(18, "still going on")]
