"""The calendar as a file for other calendars: what they read in it, and that they know it again."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import MarkOthersPresent, OpenMeeting
from leadsroom.acts.season.commands import MarkDate, PlanTalk, SetPlace
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.season.calendar import DateKind
from leadsroom.exchange.ics import ics_dates
from leadsroom.store.store import Store
from leadsroom.views.season import season_to_send
from tests.harborview import SetClock, found_chapter
from tests.screens.pages import HOSTILE

WEEKS = 26
TODAY = date(2026, 11, 18)
OPEN_HOUSE, HOLIDAY, ELSEWHERE, EXTRA = (
    date(2026, 12, 2),
    date(2026, 11, 25),
    date(2026, 12, 9),
    date(2026, 12, 11),
)


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """One that meets on Wednesdays at 7 in Los Angeles."""
    return found_chapter(sqlite_store, name="Harborview; north, and \\ [/]")


@pytest.fixture
def desk(sqlite_store: Store, chapter: Chapter) -> SyncDesk:
    """Its calendar, with one date of each kind."""
    desk = SyncDesk(sqlite_store, chapter.id, SetClock(), "desk")
    for command in (
        MarkDate(HOLIDAY, DateKind.HOLIDAY, "the day before Thanksgiving"),
        MarkDate(OPEN_HOUSE, DateKind.OPEN_HOUSE, ""),
        MarkDate(EXTRA, DateKind.EXTRA, HOSTILE["right to left"]),
        SetPlace(ELSEWHERE, "Pier 4, hall\nB"),
        PlanTalk(ELSEWHERE, "Ann Chu", HOSTILE["500 characters"][:60] + HOSTILE["emoji"]),
    ):
        desk.do(command)
    return desk


def written(desk: SyncDesk) -> bytes:
    """The file of half a year."""
    return ics_dates(desk.read(season_to_send, WEEKS * 2), TODAY + timedelta(weeks=WEEKS))


def events(data: bytes) -> dict[date, Any]:
    """What a strict reader finds in it, by the day."""
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    found = [event for event in calendar.walk("VEVENT") if not event.errors]
    return {event.decoded("dtstart").date(): event for event in found}


def test_every_date_to_come_is_an_event_that_ends_when_the_meeting_does(desk: SyncDesk) -> None:
    """Regular ones, an extra one, an open house; a holiday is one that is cancelled, and why."""
    found = events(written(desk))
    assert len(found) == WEEKS + 2
    assert min(found) == TODAY
    regular, holiday = found[TODAY], found[HOLIDAY]
    assert regular.decoded("dtend") - regular.decoded("dtstart") == timedelta(minutes=25)
    assert str(regular["summary"]) == "Harborview; north, and \\ [/]"
    assert (regular["status"], holiday["status"]) == ("CONFIRMED", "CANCELLED")
    assert str(holiday["summary"]).endswith(": no meeting, the day before Thanksgiving")
    assert str(found[OPEN_HOUSE]["summary"]).endswith("[/]: open house")
    assert str(found[EXTRA]["summary"]).endswith(f": extra meeting, {HOSTILE['right to left']}")


def test_the_speaker_and_the_place_of_the_date_are_in_it(desk: SyncDesk) -> None:
    """However long the topic is; a line is folded where the format asks for it."""
    data = written(desk)
    elsewhere = events(data)[ELSEWHERE]
    assert str(elsewhere["location"]) == "Pier 4, hall B"
    about = str(elsewhere["description"])
    assert about.startswith("Speaker: Ann Chu")
    assert "🌷" in about
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_hour_stays_when_the_clocks_change(desk: SyncDesk) -> None:
    """At 7 in the meeting room all year, with the zone's rules in the file; in UTC an hour apart."""
    data = written(desk)
    starts = {on: event.decoded("dtstart") for on, event in events(data).items()}
    assert {start.strftime("%H:%M") for start in starts.values()} == {"07:00"}
    assert {start.astimezone(UTC).hour for on, start in starts.items() if on < date(2027, 3, 14)} == {15}
    assert {start.astimezone(UTC).hour for on, start in starts.items() if on > date(2027, 3, 14)} == {14}
    (zone,) = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert {str(zone["tzid"]), *(each.name for each in zone.subcomponents)} == {
        "America/Los_Angeles",
        "STANDARD",
        "DAYLIGHT",
    }


def test_a_meeting_keeps_its_hours_once_something_is_recorded_in_it(desk: SyncDesk) -> None:
    """A chapter that begins later from now on moves every other date, also one whose table is laid."""

    def begins_at(hour: int) -> list[str]:
        habits = habits_of(desk.read(lambda reading: reading.chapter))
        desk.do(ChangeChapter(replace(habits, starts=time(hour))))
        found = events(written(desk))
        return [found[on].decoded("dtstart").strftime("%H:%M") for on in (TODAY, OPEN_HOUSE)]

    desk.do(OpenMeeting())
    assert begins_at(8) == ["08:00", "08:00"]
    meeting_id = desk.do(OpenMeeting()).subject
    assert meeting_id is not None
    table = SyncDesk(desk.store, desk.chapter_id, SetClock(), "table", MeetingId(meeting_id))
    table.do(MarkOthersPresent())
    assert begins_at(9) == ["08:00", "09:00"]


def test_another_reader_finds_the_same(desk: SyncDesk) -> None:
    """Which is not the library that wrote it."""
    data = written(desk)
    other = vobject.readOne(data.decode())
    theirs = {event.dtstart.value.date(): event.summary.value for event in other.vevent_list}
    assert theirs == {on: str(event["summary"]) for on, event in events(data).items()}


def test_a_calendar_that_has_it_already_changes_its_own(desk: SyncDesk) -> None:
    """Nothing changed, the file is the same to the byte; a change keeps the ids and raises the revision."""
    before = written(desk)
    assert written(desk) == before
    desk.do(SetPlace(OPEN_HOUSE, "City library"))
    first, then = events(before), events(written(desk))
    ids = {str(event["uid"]) for event in first.values()}
    assert len(ids) == len(first)
    assert {on: str(event["uid"]) for on, event in first.items()} == {
        on: str(event["uid"]) for on, event in then.items()
    }
    assert then[OPEN_HOUSE]["sequence"] > first[OPEN_HOUSE]["sequence"]
    assert str(then[OPEN_HOUSE]["location"]) == "City library"
