"""What the page of the chapter's health shows: the figures of the members, and the day of today."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.rules.windows import Period
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import days_of_page
from leadsroom.views.health.member_health import HealthOfMembers, member_health


class HealthPicture(Struct, frozen=True):
    """The figures of some days; `today` is the day in the meeting room."""

    figures: HealthOfMembers
    today: date

    @property
    def chapter(self) -> Chapter:
        """The chapter as it is on record."""
        return self.figures.chapter

    @property
    def period(self) -> Period:
        """The days of the figures."""
        return self.figures.period

    @property
    def members(self) -> tuple[MemberHealth, ...]:
        """A line for each, in the order of the roster."""
        return self.figures.members


def health_page(reading: Reading, days: Period | None = None) -> HealthPicture:
    """The figures of these days until today, or else of the last twelve months. Raises Refused for days to
    come.
    """
    return HealthPicture(member_health(reading, days_of_page(reading, days)), reading.today)
