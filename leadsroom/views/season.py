"""The season as it is seen: the dates of the chapter, with the record of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import Calendar, SeasonDate
from leadsroom.domain.season.rota import StepLeader, Talk, lasts_in_words, longest_ago
from leadsroom.domain.text.wording import ZERO
from leadsroom.store.read.chapter import journal_ends
from leadsroom.store.read.meeting.planning import with_its_hours
from leadsroom.store.read.people.absences import notices_of_date, notices_since, seated_on
from leadsroom.store.read.people.roster import people as everybody
from leadsroom.store.read.season import (
    calendar_of,
    last_of_calendar,
    leaders_since,
    meetings_since,
    talks_given,
    talks_since,
    waits_for_date,
)
from leadsroom.store.reading import Reading

if TYPE_CHECKING:
    from leadsroom.domain.season.public_holidays import Proposal, PublicHolidays
    from leadsroom.domain.season.schedule_change import SeasonAhead


class DateRecord(Struct, frozen=True):
    """A date of the season with its record. `meeting` is the one that is planned, on, or was held.

    `more` are extra meetings beside it, on or held.
    """

    what: SeasonDate
    meeting: Meeting | None = None
    notices: tuple[Notice, ...] = ()
    talk: Talk | None = None
    leaders: tuple[StepLeader, ...] = ()
    more: tuple[Meeting, ...] = ()

    @property
    def on(self) -> date:
        """The day."""
        return self.what.on

    @property
    def state(self) -> MeetingState | None:
        """How far its meeting is."""
        return self.meeting.state if self.meeting is not None else None

    @property
    def meeting_id(self) -> MeetingId | None:
        """Its meeting."""
        return self.meeting.id if self.meeting is not None else None

    @property
    def was_held(self) -> bool:
        """Whether its meeting is over."""
        return self.state is MeetingState.CLOSED


class Season(Struct, frozen=True):
    """The chapter as it is on record, its calendar, and its dates in order; those before `today` are past.

    Of the past it has the meetings that were held, the dates that were special, and since the first of those
    the dates on which nothing was held. `undated` are the talks for which a date is to be found: one on which
    nobody meets, or nobody spoke, is none.
    """

    chapter: Chapter
    calendar: Calendar
    today: date
    dates: tuple[DateRecord, ...]
    ahead: SeasonAhead
    undated: tuple[Talk, ...] = ()

    @property
    def rota(self) -> tuple[DateRecord, ...]:
        """The dates to come on which the chapter meets, with who speaks there."""
        return tuple(x for x in self.dates if x.on >= self.today and x.what.meets and not x.was_held)

    def proposed(self, holidays: PublicHolidays, until: date | None = None) -> dict[date, Proposal]:
        """The dates to come, up to a day, on which nobody may want to meet: they are on public holidays."""
        from leadsroom.domain.season.public_holidays import proposals

        coming = (x.what for x in self.rota if x.state is None and (until is None or x.on <= until))
        return proposals(coming, holidays)


class SeasonToSend(Struct, frozen=True):
    """A season for a calendar elsewhere, which may have it already: `origin` names the chapter there for
    good, `revision` grows with what is on record, and `as_of` is when it last did.
    """

    season: Season
    origin: str
    revision: int
    as_of: datetime


class Speakers(Struct, frozen=True):
    """Who may be asked to speak: members who never did, by seat, those who did longest ago, then the others.

    Whoever is away on the date comes after the members who are there. `why` says that of them, and of the
    others when they spoke last; `waiting` are the talks for which a date is to be found.
    """

    people: tuple[Person, ...]
    why: dict[int, str]
    waiting: tuple[Talk, ...] = ()


def speakers(reading: Reading, on: date | None = None) -> Speakers:
    """Who may be asked to speak on a date, the one who is due first."""
    connection, chapter_id = reading.connection, reading.chapter_id
    past = talks_given(connection, chapter_id)
    seated = {x.person.id: x.person for x in seated_on(connection, chapter_id, on or reading.today)}
    away = _away_on(reading, on) if on is not None else {}
    in_turn = sorted(longest_ago(list(seated), past), key=lambda person_id: person_id in away)
    others = [person for person in everybody(connection, chapter_id) if person.id not in seated]
    why = dict.fromkeys(in_turn, "never spoke") | lasts_in_words(past, reading.today) | away
    people = (*(seated[person_id] for person_id in in_turn), *others)
    return Speakers(people, {int(person_id): words for person_id, words in why.items()}, _waiting(reading))


def _away_on(reading: Reading, on: date) -> dict[PersonId, str]:
    """Who announced to be away on a date, and so cannot speak there; who comes late can."""
    notices = notices_of_date(reading.connection, reading.chapter_id, on)
    return {one: "away that day" for one, notice in notices.items() if notice.mark is not Mark.LATE}


def _waiting(reading: Reading) -> tuple[Talk, ...]:
    """The talks for which a date is to be found."""
    connection, chapter = reading.connection, reading.chapter
    talks = [x for x in talks_since(connection, chapter.id, reading.today - _REMEMBERED) if not x.is_given]
    first = min((talk.on for talk in talks if talk.on is not None), default=reading.today)
    meetings = _of_calendar(meetings_since(connection, chapter.id, first)) if talks else {}
    calendar, today = calendar_of(connection, chapter), reading.today
    return tuple(x for x in talks if waits_for_date(x, calendar, today, _of(meetings, x)))


_BEGUN = (MeetingState.CLOSED, MeetingState.LIVE)
_REMEMBERED = timedelta(weeks=26)  # so long a talk that was not given waits for another date


def season(reading: Reading, most: int, back: timedelta = ZERO) -> Season:
    """The season of a chapter: so many dates from today on, and those of the time before that."""
    from leadsroom.domain.season.schedule_change import SeasonAhead

    connection, chapter, today = reading.connection, reading.chapter, reading.today
    calendar, first = calendar_of(connection, chapter), today - max(back, ZERO)
    found = meetings_since(connection, chapter.id, first)
    meetings = _of_calendar(found)
    begun = [x for x in found if _is_one_more(x) and x.state is not MeetingState.PLANNED]
    notices = notices_since(connection, chapter.id, first)
    coming = {each.on: each for each in islice(_to_come(reading, calendar), most)}
    held = {on for on, meeting in meetings.items() if meeting.state in _BEGUN}
    stood_for = {calendar.stood_for(on) for on in held if meetings[on].kind is not MeetingKind.EXTRA}
    others = held | {on for on in calendar.special if first <= on < today}
    since = min(others | {notice.on for notice in notices}, default=today)
    talks = talks_since(connection, chapter.id, first)
    undated = tuple(talk for talk in talks if waits_for_date(talk, calendar, today, _of(meetings, talk)))
    talk_of = {talk.on: talk for talk in talks if talk not in undated}
    leaders = leaders_since(connection, chapter.id, first)
    dates = []
    for on in sorted(others | set(coming) | _without_meeting(calendar, stood_for, since, today)):
        meeting, announced = meetings.get(on), tuple(notice for notice in notices if notice.on == on)
        meeting = with_its_hours(connection, chapter, meeting) if meeting is not None else None
        what = coming.get(on) or _dated(calendar, on)
        leading = tuple(leader for leader in leaders if leader.on == on)
        more = tuple(each for each in begun if each.on == on)
        dates.append(DateRecord(what, meeting, announced, talk_of.get(on), leading, more))
    ahead = SeasonAhead(
        calendar,
        today,
        frozenset(x.on for x in found if x.on >= today and x.state in _BEGUN),
        tuple(each for each in notices if each.on >= today),
        tuple(each for each in talks if each.on is not None and each.on >= today),
        tuple(each for each in leaders if each.on >= today),
    )
    return Season(chapter, calendar, today, tuple(dates), ahead, undated)


def season_to_send(reading: Reading, most: int) -> SeasonToSend:
    """So many dates from today on, with what tells the calendar that takes them which they are."""
    found, ends = season(reading, most), journal_ends(reading.connection, reading.chapter_id)
    if ends is None:
        return SeasonToSend(found, f"{reading.chapter_id}", 0, reading.chapter.midnight(reading.now))
    origin = f"{reading.chapter_id}-{ends.began_at.astimezone(UTC):%Y%m%d%H%M%S%f}"
    return SeasonToSend(found, origin, ends.last_id, ends.last_at)


def holidays_ahead(reading: Reading, last: date) -> PublicHolidays:
    """The public holidays of the chapter's country from today to a day."""
    from leadsroom.domain.season.public_holidays import public_holidays

    return public_holidays(reading.chapter.country, reading.today, last)


def note_of_holiday(reading: Reading, on: date) -> str:
    """The note that is proposed where nobody meets on a date: the public holiday that it is, or is beside."""
    from leadsroom.domain.season.public_holidays import proposals

    found = calendar_of(reading.connection, reading.chapter).on(on)
    proposed = proposals([found], holidays_ahead(reading, on)) if found is not None else {}
    return proposed[on].words if on in proposed else ""


def _of_calendar(meetings: Iterable[Meeting]) -> dict[date, Meeting]:
    """The meeting of each date; an extra one beside it left out."""
    return {meeting.on: meeting for meeting in meetings if not _is_one_more(meeting)}


def _of(meetings: Mapping[date, Meeting], talk: Talk) -> Meeting | None:
    return None if talk.on is None else meetings.get(talk.on)


def _is_one_more(meeting: Meeting) -> bool:
    """Whether it is an extra meeting beside another one, or one that was never held: no date is about it."""
    is_held = meeting.state in (MeetingState.CLOSED, MeetingState.LIVE)
    return meeting.kind is MeetingKind.EXTRA and (meeting.number > 1 or not is_held)


def _without_meeting(calendar: Calendar, stood_for: set[date | None], since: date, today: date) -> set[date]:
    """The dates of a meeting before today for which none was held, on that day or on another."""
    past = takewhile(lambda each: each.on < today, calendar.season(since))
    return {each.on for each in past if each.meets and each.on not in stood_for}


def _to_come(reading: Reading, calendar: Calendar) -> Iterator[SeasonDate]:
    """The dates from today on but the one for which a meeting has been held on another day already."""
    last = last_of_calendar(reading.connection, reading.chapter_id)
    done = None if last is None else calendar.stood_for(last.on)
    return (each for each in calendar.season(reading.today) if each.on != done or not each.meets)


def _dated(calendar: Calendar, on: date) -> SeasonDate:
    special = calendar.special.get(on)
    if special is None:
        return SeasonDate(on)
    return SeasonDate(on, special.kind, special.note, special.place)
