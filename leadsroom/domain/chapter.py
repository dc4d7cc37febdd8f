"""The chapter: one local group, its habits as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from leadsroom.domain.agenda import CHANGEOVER, PlannedStep
from leadsroom.domain.chapter_rules import NO_RULES, ChapterRules
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.season_dates import WEEKLY, Rhythm
from leadsroom.domain.slip import PUBLISHED, LeadRules


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter and the habits that its meetings follow.

    `timezone` is an IANA name, `country` ISO 3166 alpha-2 (phones, dates), `currency` ISO 4217,
    `weekday` 0 for Monday, `starts` local time, `length` of the whole meeting.
    """

    id: ChapterId
    name: str
    place: str
    timezone: str
    country: str
    currency: str
    clock_24h: bool
    weekday: int
    starts: time
    length: timedelta
    pitch: timedelta
    agenda: tuple[PlannedStep, ...]
    changeover: timedelta = CHANGEOVER
    lead_rules: LeadRules = PUBLISHED
    rules: ChapterRules = NO_RULES
    rhythm: Rhythm = WEEKLY

    def local(self, at: datetime) -> datetime:
        """The moment `at` on the wall of the meeting room."""
        return at.astimezone(ZoneInfo(self.timezone))

    def today(self, now: datetime) -> date:
        """The date in the meeting room."""
        return self.local(now).date()

    def starts_at(self, on: date) -> datetime:
        """When a meeting on this date starts, in UTC; a time that summer time skips moves forward."""
        import pendulum

        local = pendulum.datetime(
            on.year, on.month, on.day, self.starts.hour, self.starts.minute, tz=self.timezone
        )
        # A plain datetime: the lengths that pendulum makes of two moments do not divide by plain ones.
        return datetime.fromtimestamp(local.timestamp(), UTC)

    def next_date(self, now: datetime, last_closed: date | None = None) -> date:
        """The date of today's meeting or the next one; a date whose meeting has been closed is past.

        A meeting held on another day of the week stands for the chapter's date nearest to it.
        """
        today = self.today(now)
        on = today + timedelta(days=(self.weekday - today.weekday()) % 7)
        return on + timedelta(weeks=1) if last_closed and on == self._nearest_date(last_closed) else on

    def _nearest_date(self, held_on: date) -> date:
        after = (self.weekday - held_on.weekday()) % 7
        return held_on + timedelta(days=after if after <= 3 else after - 7)


def starting_seat(meetings_before: int, seats: tuple[int, ...]) -> int:
    """The seat that speaks first: one further around the table each week (FIELD §3)."""
    return sorted(seats)[meetings_before % len(seats)] if seats else 1
