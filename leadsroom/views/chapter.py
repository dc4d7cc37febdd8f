"""A chapter as it is seen: its habits, the list of its settings, and the table that its agenda is for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.roster import MembershipStatus, Person
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.season import next_meeting
from leadsroom.store.reading import Reading
from leadsroom.store.writers import refuse_if_handed_over
from leadsroom.views.season import DateRecord, Season, season

if TYPE_CHECKING:
    from leadsroom.domain.chapter.hand_over import HandOver

_DATES_IN_SETTINGS = 13


class SettingsPicture(Struct, frozen=True):
    """The chapter, how many sit at its table, its season, and to whom all of it was handed over.

    `in_association` are sentences on where it stands in its association. `handed_down` says how it stands
    with what that hands down, empty where there is nothing.
    """

    season: Season
    members: int
    professions: int
    handed_over: HandOver | None = None
    in_association: tuple[str, ...] = ()
    handed_down: str = ""

    @property
    def chapter(self) -> Chapter:
        """As it is on record."""
        return self.season.chapter

    @property
    def coming(self) -> list[DateRecord]:
        """The dates to come whose meeting has not been held."""
        return [date for date in self.season.dates if date.on >= self.season.today and not date.was_held]


class AgendaPicture(Struct, frozen=True):
    """A chapter, the date of today's meeting or the next one, and how many active members it has."""

    chapter: Chapter
    next_on: date
    members: int


def all_chapters(reading: Reading) -> tuple[Chapter, ...]:
    """Every chapter of the database, by name."""
    return read_chapter.chapters(reading.connection)


def chapter_here(reading: Reading) -> Chapter:
    """The chapter as it is on record."""
    return reading.chapter


def chapter_to_write(reading: Reading) -> Chapter:
    """The same, where anything is to be entered. Raises Refused where the database was handed over."""
    refuse_if_handed_over(reading.connection)
    return reading.chapter


def people_with_seats(reading: Reading) -> tuple[Person, ...]:
    """The members who hold a seat, around the table."""
    seated = (status for status in MembershipStatus if status.holds_seat)
    return tuple(
        member.person for member in read_roster.members(reading.connection, reading.chapter_id, seated)
    )


def settings_picture(reading: Reading) -> SettingsPicture:
    """The picture of the settings."""
    from leadsroom.store.hand_over import hand_over_in_force

    members = read_roster.members(reading.connection, reading.chapter_id)
    seated = [member for member in members if member.status.holds_seat]
    professions = {member.profession_id for member in seated}
    coming, away = season(reading, _DATES_IN_SETTINGS), hand_over_in_force(reading.connection)
    return SettingsPicture(coming, len(seated), len(professions), away)


def agenda_picture(reading: Reading) -> AgendaPicture:
    """The table that the agenda is planned for."""
    active = read_roster.members(reading.connection, reading.chapter_id, (MembershipStatus.ACTIVE,))
    following = next_meeting(reading.connection, reading.chapter, reading.now)
    return AgendaPicture(reading.chapter, following.on, len(active))
