"""The meetings of a period: which count, which dates were not closed, and what was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import Calendar
from leadsroom.domain.text.wording import short_date


class MeetingInPeriod(Struct, frozen=True):
    """A meeting of a period; the second of a date has the number 2."""

    id: MeetingId
    on: date
    number: int
    kind: MeetingKind
    state: MeetingState

    @property
    def is_closed(self) -> bool:
        """Whether it counts."""
        return self.state is MeetingState.CLOSED

    @property
    def counts_attendance(self) -> bool:
        """Whether its marks count: it stands for a date of the season."""
        return self.kind is not MeetingKind.EXTRA


class NotClosed(Struct, frozen=True, order=True):
    """A date of a period of which nothing counts, and why."""

    on: date
    why: str

    @property
    def words(self) -> str:
        """`Wed 18 Nov: planned, not closed`."""
        return f"{short_date(self.on)}: {self.why}"


_WHY = {
    MeetingState.LIVE: "still going on",
    MeetingState.PLANNED: "planned, not closed",
    MeetingState.DISCARDED: "discarded",
}
_NOTHING = "no meeting on record"


def not_closed(
    calendar: Calendar,
    period: Period,
    meetings: Sequence[MeetingInPeriod],
    today: date,
    record_begins: date | None,
) -> tuple[NotClosed, ...]:
    """The dates until today of which no meeting was closed: one is planned or live, or there is none.

    `meetings` are those of the period, and of some days before and after it. Before the record begins no
    date is missing; nor is that of today, as long as nobody has opened it. A meeting held on another day
    stands for the date nearest to it. Of a date that was made up for by a meeting of the day nothing is said.
    """
    last = min(period.last, today)
    closed = {meeting.on for meeting in meetings if meeting.is_closed}
    found = {
        meeting.on: _WHY[meeting.state]
        for meeting in meetings
        if meeting.state in (MeetingState.PLANNED, MeetingState.LIVE) and period.first <= meeting.on <= last
    }
    if record_begins is not None and max(period.first, record_begins) <= last:
        discarded = {meeting.on for meeting in meetings if meeting.state is MeetingState.DISCARDED}
        held = {calendar.stood_for(m.on) for m in meetings if m.is_closed and m.counts_attendance}
        for on in _dates(calendar, max(period.first, record_begins), min(last, _before(today))):
            if on not in held:
                found.setdefault(on, _WHY[MeetingState.DISCARDED] if on in discarded else _NOTHING)
    return tuple(sorted(NotClosed(on, why) for on, why in found.items() if on not in closed))


def _before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))


def _dates(calendar: Calendar, first: date, last: date) -> Iterable[date]:
    season = takewhile(lambda each: each.on <= last, calendar.season(first))
    return [each.on for each in season if each.meets]


# What was changed afterwards


class LateEntry(Struct, frozen=True, order=True):
    """Something that was put right or entered once it was over, about a date; when, and in words."""

    on: date
    at: datetime
    what: str


class DatedBack(Struct, frozen=True):
    """A one-to-one of two people, or a training of one, that was entered after the period was over."""

    on_date: date
    at: datetime
    one: str
    other: str = ""

    @property
    def entry(self) -> LateEntry:
        """The same in words."""
        what = f"One-to-one of {self.one} and {self.other}" if self.other else f"Training of {self.one}"
        return LateEntry(self.on_date, self.at, what)
