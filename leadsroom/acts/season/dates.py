"""The season: when the chapter meets, what is special about a date, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.notice import Notice
from leadsroom.domain.rhythm_words import rhythm_in_words
from leadsroom.domain.season_dates import Calendar, DateKind, Rhythm, RhythmKind, SeasonDate
from leadsroom.domain.snapshot import MeetingKind, MeetingState
from leadsroom.domain.text import clean
from leadsroom.domain.typed_day import refuse_far_off
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.called_off import clear_old_dates
from leadsroom.roster.door import Door
from leadsroom.store import read
from leadsroom.store import read_calendar as kept
from leadsroom.store import tables as t
from leadsroom.store.read_notices import notices_since
from leadsroom.store.read_season import latest_meeting, meetings_of_date
from leadsroom.store.rules_data import rhythm_as_data

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_NOTE = 60


class KnownDate(Struct, frozen=True):
    """A date of the season and what is known of it. `meeting_id` where one is planned, on, or was held."""

    what: SeasonDate
    state: MeetingState | None = None
    meeting_id: MeetingId | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def on(self) -> date:
        """The day."""
        return self.what.on

    @property
    def was_held(self) -> bool:
        """Whether its meeting is over."""
        return self.state is MeetingState.CLOSED


class Season(Struct, frozen=True):
    """The chapter as it is on record, its calendar, and its dates in order; those before `today` are past.

    Of the past it has the meetings that were held, the dates that were special, and since the first of those
    the dates on which nothing was held.
    """

    chapter: Chapter
    calendar: Calendar
    today: date
    dates: tuple[KnownDate, ...]


class NewRhythm(Struct, frozen=True):
    """A chapter in its new rhythm, and what was cleared with the old one, in words; empty for nothing."""

    chapter: Chapter
    cleared: str


class CalendarDoor(Door):
    """The door to a chapter's calendar. Every write raises Refused with nothing changed."""

    def season(self, chapter_id: ChapterId, since: date, most: int) -> Season:
        """The dates from a day on, so many of them still to come."""
        with self._store.reading() as connection:
            chapter = read.chapter(connection, chapter_id)
            return season_of(connection, chapter, self.today(chapter), since, most)

    def set_rhythm(self, chapter_id: ChapterId, rhythm: Rhythm) -> NewRhythm:
        """Meet in another rhythm from now on. What stands for dates of the old one alone is cleared."""
        _check_rhythm(rhythm)
        with self.act(chapter_id, "SetRhythm") as act:
            before = kept.calendar_of(act.unit.connection, act.chapter)
            act.unit.update(t.chapter, chapter_id, rhythm=rhythm_as_data(rhythm))
            words = rhythm_in_words(rhythm, act.chapter.weekday)
            since = f" from {short_date(rhythm.anchor)}" if rhythm.anchor else ""
            act.chapter = read.chapter(act.unit.connection, chapter_id)
            cleared = clear_old_dates(act, before)
            act.what = "; ".join(filter(None, (f"Meets {words}{since}", cleared)))
            return NewRhythm(act.chapter, cleared)

    def mark_date(self, chapter_id: ChapterId, on: date, kind: DateKind, note: str = "") -> None:
        """Make a date a holiday, an open house, or the date of an extra meeting; `note` says why."""
        note = _checked_note(note)
        with self.act(chapter_id, "MarkDate") as act:
            calendar = kept.calendar_of(act.unit.connection, act.chapter)
            _refuse_out_of_reach(act, on)
            _refuse_kind(calendar, on, kind, act.today)
            _settle_meetings(act, on, kind)
            found = kept.special_date_id(act.unit.connection, chapter_id, on)
            columns = {"kind": kind.value, "note": note}
            if found is None:
                act.unit.insert(t.special_date, chapter_id=chapter_id, on_date=on, **columns)
            else:
                act.unit.update(t.special_date, found, **columns)
            act.what = f"{short_date(on)}: {kind.value}" + (f", {note}" if note else "")

    def clear_date(self, chapter_id: ChapterId, on: date) -> None:
        """A date like the others again; an extra meeting is none then."""
        with self.act(chapter_id, "ClearDate") as act:
            found = kept.special_date_id(act.unit.connection, chapter_id, on)
            if found is None:
                raise Refused(f"{short_date(on)} is a date like the others already.")
            calendar = kept.calendar_of(act.unit.connection, act.chapter)
            was = calendar.special[on].kind
            _refuse_out_of_reach(act, on)
            _settle_meetings(act, on, None if calendar.has(on) else DateKind.HOLIDAY)
            act.unit.delete(t.special_date, found)
            act.what = f"{short_date(on)}: no {was.value} any more"


def season_of(connection: Connection, chapter: Chapter, today: date, since: date, most: int) -> Season:
    """The season of a chapter: what was from `since` on, and so many dates from today on."""
    calendar, first = kept.calendar_of(connection, chapter), min(since, today)
    meetings = {row.on_date: row for row in kept.meetings_since(connection, chapter.id, first)}
    notices = notices_since(connection, chapter.id, first)
    coming = {each.on: each for each in islice(_to_come(connection, chapter, calendar, today), most)}
    held = {on for on, row in meetings.items() if row.state in (MeetingState.CLOSED, MeetingState.LIVE)}
    others = held | {on for on in calendar.special if first <= on < today}
    since = min(others | {notice.on for notice in notices}, default=today)
    dates = []
    for on in sorted(others | set(coming) | _without_meeting(calendar, held, since, today)):
        row, told = meetings.get(on), tuple(notice for notice in notices if notice.on == on)
        state, meeting_id = (MeetingState(row.state), MeetingId(row.id)) if row else (None, None)
        dates.append(KnownDate(coming.get(on) or _dated(calendar, on), state, meeting_id, told))
    return Season(chapter, calendar, today, tuple(dates))


def _without_meeting(calendar: Calendar, held: set[date], since: date, today: date) -> set[date]:
    """The dates of a meeting before today for which none was held, on that day or on another."""
    stood_for = {calendar.stood_for(on) for on in held}
    past = takewhile(lambda each: each.on < today, calendar.season(since))
    return {each.on for each in past if each.meets and each.on not in stood_for}


def _to_come(
    connection: Connection, chapter: Chapter, calendar: Calendar, today: date
) -> Iterator[SeasonDate]:
    """The dates from today on but the one for which a meeting has been held on another day already."""
    last = latest_meeting(connection, chapter.id, MeetingState.CLOSED)
    done = None if last is None else calendar.stood_for(last.on_date)
    return (each for each in calendar.season(today) if each.on != done or not each.meets)


def _dated(calendar: Calendar, on: date) -> SeasonDate:
    special = calendar.special.get(on)
    return SeasonDate(on, special.kind, special.note) if special else SeasonDate(on)


def _check_rhythm(rhythm: Rhythm) -> None:
    if rhythm.kind is RhythmKind.EVERY_TWO_WEEKS and rhythm.anchor is None:
        raise Refused("Say on which date every two weeks begins.")
    if rhythm.kind is RhythmKind.MONTHLY and not (rhythm.weeks and set(rhythm.weeks) <= set(range(1, 6))):
        raise Refused("Say in which weeks of a month the group meets: 1st to 4th, or last.")


def _checked_note(note: str) -> str:
    note = clean(note)
    if len(note) > LONGEST_NOTE:
        raise Refused(f"A note has up to {LONGEST_NOTE} letters; this one has {len(note)}.")
    return note


def _refuse_out_of_reach(act: RosterAct, on: date) -> None:
    if on < act.today:
        raise Refused(f"{short_date(on)} is past. Choose a date to come.")
    refuse_far_off(on, act.today)


def _refuse_kind(calendar: Calendar, on: date, kind: DateKind, today: date) -> None:
    """Refuse what a date cannot be: a holiday where nobody meets, an extra meeting where everybody does."""
    found, day = calendar.on(on), short_date(on)
    if kind is DateKind.EXTRA:
        if found is not None and not found.meets:
            raise Refused(f"{day} is a holiday. Make it a date like the others again, and the group meets.")
        if found is not None and found.kind is not DateKind.EXTRA:
            raise Refused(f"The group meets on {day} anyway.")
        return
    if found is None:
        nearest = short_date(calendar.nearest(on, today))
        raise Refused(f"The group does not meet on {day}. The nearest meeting is {nearest}.")
    if kind is DateKind.HOLIDAY and not calendar.has(on):
        raise Refused(f"{day} is an extra meeting. Make it a date like the others again to call it off.")


def _settle_meetings(act: RosterAct, on: date, kind: DateKind | None) -> None:
    """The meetings of a date are of its kind. Refuses where one was held, or is on and would not be."""
    wanted = MeetingKind.OPEN_HOUSE if kind is DateKind.OPEN_HOUSE else MeetingKind.REGULAR
    for row in meetings_of_date(act.unit.connection, act.chapter.id, on):
        if row.state == MeetingState.CLOSED:
            raise Refused(f"The meeting of {short_date(on)} was held. Its date stays as it was.")
        if row.state == MeetingState.LIVE and kind is DateKind.HOLIDAY:
            raise Refused(f"The meeting of {short_date(on)} is on. Close it first.")
        if kind is not DateKind.HOLIDAY:
            act.unit.update(t.meeting, row.id, kind=wanted.value)
