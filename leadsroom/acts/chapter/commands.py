"""Commands about a chapter, and its habits as the form they carry and in the words of the journal."""

from __future__ import annotations

from datetime import date, time, timedelta

from msgspec import Struct

from leadsroom.acts.command import Command
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.ids import AreaId
from leadsroom.domain.rules.lead_rules import LeadRules
from leadsroom.domain.season.calendar import Schedule
from leadsroom.domain.text.wording import full_day, length_in_words

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class NewChapter(Struct, frozen=True, kw_only=True):
    """A chapter to be founded, or its new habits.

    `timezone` is an IANA name, `country` ISO 3166 alpha-2, `currency` ISO 4217 (empty: the country's own),
    `weekday` 0 for Monday, `starts` local time, `length` of the whole meeting, `pitch` of one pitch. `email`
    is the address to which letters are answered, empty where there is none; `founded_on` the day of founding,
    None where it is not on record.
    """

    name: str
    place: str = ""
    timezone: str
    country: str
    currency: str = ""
    clock_24h: bool
    weekday: int
    starts: time
    length: timedelta
    pitch: timedelta
    email: str = ""
    founded_on: date | None = None


def habits_of(chapter: Chapter) -> NewChapter:
    """The habits as a form."""
    return NewChapter(
        name=chapter.name,
        place=chapter.place,
        timezone=chapter.timezone,
        country=chapter.country,
        currency=chapter.currency,
        clock_24h=chapter.clock_24h,
        weekday=chapter.weekday,
        starts=chapter.starts,
        length=chapter.length,
        pitch=chapter.pitch,
        email=chapter.email,
        founded_on=chapter.founded_on,
    )


def habits_difference(before: NewChapter, after: NewChapter) -> str:
    """The differences, from what to what: `starts 07:00 → 07:30, pitch 60 s → 45 s`."""
    was, now = _in_words(before), _in_words(after)
    return ", ".join(
        f"{what} {was[what] or '–'} → {now[what] or '–'}" for what in was if was[what] != now[what]
    )


def _in_words(habits: NewChapter) -> dict[str, str]:
    return {
        "name": habits.name,
        "place": habits.place,
        "time zone": habits.timezone,
        "country": habits.country,
        "money": habits.currency,
        "clock": "24 hours" if habits.clock_24h else "12 hours",
        "day": _DAYS[habits.weekday],
        "starts": f"{habits.starts:%H:%M}",
        "length": length_in_words(habits.length),
        "pitch": length_in_words(habits.pitch),
        "email": habits.email,
        "founded": "" if habits.founded_on is None else full_day(habits.founded_on),
    }


def sums_to_enter_again(before: Chapter, after: Chapter) -> str:
    """A sentence where a change of currency has taken the rules' sums away; empty where it has not."""
    if not are_sums_cleared(before, after):
        return ""
    return f"Dues, fees and fines were in {before.currency}: enter them again in the rules."


def are_sums_cleared(before: Chapter, after: Chapter) -> bool:
    """Whether a change of currency has taken sums of the rules away."""
    money = before.rules.money
    return before.currency != after.currency and money != money.without_sums


def currency_of(country: str) -> str:
    """The currency a country pays in today, as ISO 4217; USD when there is none on record."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country.upper())
    return str(found[0]) if found else "USD"


class FoundChapter(Command, frozen=True, tag="FoundChapter"):
    """Found a chapter, its agenda made for the length of its meetings and pitches; in an area, where one is
    named.
    """

    is_undoable = False

    habits: NewChapter
    area_id: AreaId | None = None


class ChangeChapter(Command, frozen=True, tag="ChangeChapter"):
    """Change a chapter's habits, and in the same act its schedule and what makes a slip a lead, where these
    are named; an agenda that was never edited is rebuilt for its lengths.

    With another currency the sums of the rules are cleared: they were in the old one. With another weekday or
    schedule, what stands for dates of the old one moves within its week or is cleared. With `seen`, only
    where the habits on record still are those.
    """

    habits: NewChapter
    seen: NewChapter | None = None
    schedule: Schedule | None = None
    lead_rules: LeadRules | None = None


class PlaceInArea(Command, frozen=True, tag="PlaceInArea"):
    """Place a chapter in an area of its association; in none, where that is None."""

    is_for_archived = True

    area_id: AreaId | None


class ArchiveChapter(Command, frozen=True, tag="ArchiveChapter"):
    """Let a chapter only be read from today on: it is proposed and counted nowhere, and its record stays."""


class ReopenChapter(Command, frozen=True, tag="ReopenChapter"):
    """Let a chapter that was archived be written again."""

    is_for_archived = True


class SetScorecard(Command, frozen=True, tag="SetScorecard"):
    """Score members, or the chapter, by a scorecard of this text in TOML; empty for the usual one.

    With `seen`, only where the text on record still is that one.
    """

    of: Of
    text: str = ""
    seen: str | None = None


class SetCatalogue(Command, frozen=True, tag="SetCatalogue"):
    """Have a catalogue of spheres and professions of this text in TOML; empty for the usual one.

    With `seen`, only where the text on record still is that one.
    """

    text: str = ""
    seen: str | None = None
