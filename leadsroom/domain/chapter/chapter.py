"""The chapter: its habits as data, and the time on its wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from leadsroom.domain.agenda.agenda import CHANGEOVER, PlannedStep
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.rules.chapter_rules import NO_RULES, ChapterRules
from leadsroom.domain.rules.lead_rules import PUBLISHED, LeadRules
from leadsroom.domain.season.calendar import WEEKLY, Calendar, Schedule, SpecialDate


class Chapter(Struct, frozen=True):
    """A chapter and the habits that its meetings follow.

    `timezone` is an IANA name, `country` ISO 3166 alpha-2 (phones, dates), `currency` ISO 4217,
    `weekday` 0 for Monday, `starts` local time, `length` of the whole meeting. `email` is the address to
    which letters are answered, empty where there is none; `founded_on` the day of founding, if it is on
    record. `area_id` is where it stands in its association, None where that is not named; one that is
    `archived_on` a day is only read.
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
    schedule: Schedule = WEEKLY
    email: str = ""
    founded_on: date | None = None
    area_id: AreaId | None = None
    archived_on: date | None = None

    @property
    def asked_of_leads(self) -> LeadRules:
        """What a slip is judged by: the rules for leads, and which leads count by those of the chapter."""
        return self.lead_rules.with_money if self.rules.leads.household_needs_money else self.lead_rules

    def local(self, at: datetime) -> datetime:
        """The moment `at` on the wall of the meeting room."""
        return at.astimezone(ZoneInfo(self.timezone))

    def today(self, now: datetime) -> date:
        """The date in the meeting room."""
        return self.local(now).date()

    def midnight(self, now: datetime) -> datetime:
        """When the day that it is in the meeting room began."""
        return self.day_begins(self.today(now))

    def day_begins(self, day: date) -> datetime:
        """When a day begins in the meeting room, in UTC."""
        return datetime.combine(day, time(), ZoneInfo(self.timezone)).astimezone(UTC)

    def next_midnight(self, now: datetime) -> datetime:
        """When the next day begins in the meeting room, in UTC."""
        return self.day_begins(self.today(now) + timedelta(days=1))

    def starts_at(self, on: date) -> datetime:
        """When a meeting on this date starts, in UTC; a time that summer time skips moves forward.

        Where the clocks are put back, a time that comes twice means the second.
        """
        local = datetime.combine(on, self.starts, ZoneInfo(self.timezone))
        return max(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))

    def calendar(self, special: Iterable[SpecialDate] = ()) -> Calendar:
        """When it meets, with these dates that are special."""
        return Calendar.of(self.weekday, self.schedule, special)


class ReadsTime(Protocol):
    """A chapter, or as much of one as reads the time."""

    @property
    def clock_24h(self) -> bool:
        """19:00, or 7:00 PM."""
        ...

    def local(self, at: datetime) -> datetime:
        """The moment on its wall."""
        ...


def clock_time(at: datetime, chapter: ReadsTime, *, half: bool = False) -> str:
    """`7:41` in the meeting room; with `half`, `7:41 AM` where the chapter counts to twelve."""
    local = chapter.local(at)
    if chapter.clock_24h:
        return f"{local.hour}:{local.minute:02d}"
    text = f"{local.hour % 12 or 12}:{local.minute:02d}"
    return f"{text} {'AM' if local.hour < 12 else 'PM'}" if half else text
