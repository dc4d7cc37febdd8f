"""Founding the sample chapter and holding its meetings, week by week, up to the one about to start."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from leadsroom.acts.chapter.commands import FoundChapter, NewChapter
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.meeting.planning import plan_meeting
from leadsroom.acts.people.commands import AddMember, EndMembership, MemberSheet
from leadsroom.demo.agreed import Agreed, HandMovedClock
from leadsroom.demo.asked import Asked
from leadsroom.demo.attendance import VisitorBook, Whereabouts, whereabouts
from leadsroom.demo.leads import Bucket, needed_in
from leadsroom.demo.people import CHAPTER, EMAIL, LEAVER, MEMBERS, NEWCOMER, PLACE, Seat
from leadsroom.demo.script import LeadEvent, Praise, Script
from leadsroom.demo.sitting import Sitting, outcome_command
from leadsroom.demo.words import GOOD_WORDS, MET_OVER, PROFESSIONS
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.people.roster import Member
from leadsroom.store import tables as t
from leadsroom.store.journal import station_id, write_entry
from leadsroom.store.read.chapter import agenda_as_data, chapter
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from leadsroom.views.people import members

TIMEZONE = "America/Los_Angeles"
STATION = "the table"
WEEKS = 30
LEAVES_BEFORE, JOINS_BEFORE = 12, 17
_NOTED_BETWEEN_MEETINGS = 4
_STARTS, _LENGTH, _PITCH = time(7, 0), timedelta(minutes=90), timedelta(seconds=60)
_PRAISED_FOR_LEAD = 0.4
_TWO_DAYS = timedelta(days=2)
_MEET_SINCE = 6  # weeks: of one-to-ones before that nothing was noted
_FOUNDED_BEFORE = timedelta(days=12 * 365)  # some weeks before its first members joined
_FIVE_MINUTES, _NOT_LONG = timedelta(minutes=5), timedelta(seconds=80)
# The chapter's own lengths: with eighteen at the table they fill the ninety minutes.
_REPEATED_EVERY = 10  # weeks: one prospect is given to a receiver by two members
_OWN_MINUTES = {StepKind.SPEAKER: 12, StepKind.TESTIMONIALS: 6, StepKind.BUCKET: 24}


# Called before each meeting is written, with its number and how many there will be.
Progress = Callable[[int, int], object]


def in_silence(_number: int, _of: int) -> None:
    """Nobody waits for it."""


def fill_demo(
    store: Store,
    now: datetime,
    timezone: str = TIMEZONE,
    weeks: int = WEEKS,
    *,
    progress: Progress = in_silence,
) -> Chapter:
    """Write the sample chapter into an empty store: closed meetings, and one about to start at `now`.

    The same date in `timezone` gives the same rows, apart from when that one starts.
    """
    sample = write_season(store, now, timezone, weeks, progress=progress)
    start_soon(store, sample, now)
    return sample


def write_season(
    store: Store,
    now: datetime,
    timezone: str = TIMEZONE,
    weeks: int = WEEKS,
    *,
    progress: Progress = in_silence,
) -> Chapter:
    """Write the sample chapter and its closed meetings, one a week, the last of them a week before `now`."""
    return _Season(store, now, timezone, weeks).write(progress)


def start_soon(store: Store, sample: Chapter, now: datetime) -> None:
    """Plan today's meeting, to start at the next full five minutes, or at those not long past."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    fives = math.ceil((now - _NOT_LONG - midnight) / _FIVE_MINUTES)
    starts_at = midnight + fives * _FIVE_MINUTES
    with store.writing(sample.id) as unit:
        meeting_id = plan_meeting(unit, sample, sample.today(now))
    with store.writing(sample.id) as unit:
        unit.update(t.meeting, meeting_id, starts_at=starts_at, ends_at=starts_at + sample.length)
        # An entry of its own: what has been recorded in a meeting no longer follows the chapter's habits.
        write_entry(
            unit,
            chapter_id=sample.id,
            meeting_id=meeting_id,
            station=station_id(unit.connection, STATION),
            command_id=f"demo{meeting_id:012d}{int(now.timestamp()):016d}",
            at=now,
            act="Plan",
            what=f"Planned to start at {clock_time(starts_at, sample, half=True)}",
        )


class _Season:
    """The season being written."""

    def __init__(self, store: Store, now: datetime, timezone: str, weeks: int) -> None:
        self._store = store
        self._now = now
        self._timezone = timezone
        self._weeks = weeks
        self._rng = Random(CHAPTER)  # noqa: S311 - a story that is the same every time
        self._money_rng = Random(PLACE)  # noqa: S311 - of its own: dues change nothing at the table
        self._visitors = VisitorBook(self._rng)
        self._bucket = Bucket(self._rng)

    def write(self, progress: Progress) -> Chapter:
        sample = self._found()
        asked = Asked(self._store, sample, STATION)
        for week in range(self._weeks):
            progress(week + 1, self._weeks)
            if week == LEAVES_BEFORE:
                self._leave(sample, LEAVER)
            if week == JOINS_BEFORE:
                self._join(sample, NEWCOMER, self._date(week))
            self._hold(sample, week)
            if _MEET_SINCE <= week < self._weeks - _NOTED_BETWEEN_MEETINGS:
                asked.meet(self._date(week) + _TWO_DAYS, week, pairs=1 + week % 2)
        asked.givers(self._date(self._weeks) - _TWO_DAYS)
        self._agreed(sample).people_and_dates(self._date(self._weeks))
        return sample

    def _agreed(self, sample: Chapter) -> Agreed:
        return Agreed(self._store, sample, STATION, self._money_rng)

    def _date(self, week: int) -> date:
        """The date of a week's meeting; the last was a week before today."""
        local = self._now.astimezone(ZoneInfo(self._timezone))
        return date(local.year, local.month, local.day) - timedelta(weeks=self._weeks - week)

    def _noon(self, on: date) -> datetime:
        """The moment of acts between meetings: noon of a date, in the chapter's city."""
        return datetime.combine(on, time(20), UTC)

    def _clock(self, on: date) -> HandMovedClock:
        """The clock at that moment."""
        return HandMovedClock(self._noon(on))

    def _members(self, sample: Chapter) -> tuple[Member, ...]:
        return self._desk(sample, self._now).read(members)

    def _found(self) -> Chapter:
        before = self._date(0) - timedelta(days=2)
        desk = SyncDesk(self._store, None, self._clock(before), STATION)
        habits = NewChapter(
            name=CHAPTER,
            place=PLACE,
            timezone=self._timezone,
            country="US",
            currency="USD",
            clock_24h=False,
            weekday=self._date(0).weekday(),
            starts=_STARTS,
            length=_LENGTH,
            pitch=_PITCH,
            email=EMAIL,
            founded_on=before - _FOUNDED_BEFORE,
        )
        desk.do(FoundChapter(habits))
        sample = desk.read(chapter_here)
        for seat in (*MEMBERS, LEAVER):
            self._join(sample, seat, before - timedelta(days=round(seat.years * 365)))
        agenda = tuple(_own_length(step) for step in sample.agenda)
        with self._store.writing(sample.id) as unit:
            unit.update(t.chapter, sample.id, agenda=agenda_as_data(agenda))
            sample = chapter(unit.connection, sample.id)
        return self._agreed(sample).rules(before)

    def _join(self, sample: Chapter, seat: Seat, joined_on: date) -> None:
        sheet = MemberSheet(
            name=seat.name,
            profession=seat.profession,
            company=seat.company,
            phone_typed=seat.phone,
            email=seat.email,
            joined_on=joined_on,
            sphere=seat.sphere,
            offices=(seat.office,) if seat.office else (),
        )
        at = self._noon(max(joined_on, self._date(0) - timedelta(days=2)))
        self._desk(sample, at).do(AddMember(sheet))

    def _leave(self, sample: Chapter, seat: Seat) -> None:
        at = self._noon(self._date(LEAVES_BEFORE) - timedelta(days=1))
        member = next(m for m in self._members(sample) if m.person.name == seat.name)
        self._desk(sample, at).do(EndMembership(member.id))
        self._note(sample, at, self._bucket.left_behind(seat.name))

    def _hold(self, sample: Chapter, week: int) -> None:
        seats = _seats(week)
        by_name = {seat.name: seat for seat in seats}
        listed = self._members(sample)
        self._agreed(sample).collect_dues(self._date(week), [m for m in listed if m.status.holds_seat])
        with self._store.writing(sample.id) as unit:
            meeting_id = plan_meeting(unit, sample, self._date(week))
            here = station_id(unit.connection, STATION)
            sitting = Sitting(unit, meeting_id, here, self._script(week, seats), self._rng)
            sitting.hold()
        for lead_id, slip in sitting.passed:
            self._bucket.remember(lead_id, slip, week, by_name[slip.receiver])
        if week >= self._weeks - _NOTED_BETWEEN_MEETINGS:
            self._note_between(sample, week, sitting.now)

    def _note_between(self, sample: Chapter, week: int, closed_at: datetime) -> None:
        """In the last weeks members note the first call themselves, and whom they met."""
        at = self._note(sample, closed_at, self._bucket.between(week))
        self._one_to_one(sample, at, week)

    def _desk(self, sample: Chapter, at: datetime) -> SyncDesk:
        return SyncDesk(self._store, sample.id, HandMovedClock(at), STATION)

    def _note(self, sample: Chapter, at: datetime, lead_events: tuple[LeadEvent, ...]) -> datetime:
        """Outcomes between meetings, one after the other; when the last was noted."""
        for each in lead_events:
            at += timedelta(minutes=self._rng.randint(20, 75))
            command = outcome_command(each, sample.today(at))
            self._desk(sample, at).do(replace(command, command_id=f"note{each.lead.id:028d}"))
        return at

    def _one_to_one(self, sample: Chapter, at: datetime, week: int) -> None:
        people = [member.person.id for member in self._members(sample)]
        first, second = self._rng.sample(people[:-1], 2)
        met = LogOneToOne(first, second, sample.today(at), self._rng.choice(MET_OVER))
        self._desk(sample, at).do(replace(met, command_id=f"met{week:029d}"))

    def _script(self, week: int, seats: tuple[Seat, ...]) -> Script:
        rng = self._rng
        where = whereabouts(rng, week, seats, needed_in(week))
        taking_part = {seat.name for seat in seats if where.takes_part(seat.name)}
        coming = {seat.name for seat in seats if where.comes(seat.name)}
        return Script(
            starts_late=timedelta(seconds=rng.choice((-20, 15, 40, 70, 110, 160, 230))),
            absent=where.absent,
            medical=where.medical,
            late=where.late,
            leaves_early=where.leaves_early,
            substitutes=where.substitutes,
            visitors=self._visitors.visitors(week),
            slips=self._bucket.slips(week, seats, taking_part),
            lead_events=self._bucket.lead_events(week, coming),
            completions=self._bucket.completions(week, taking_part),
            praise=self._praise(seats, where),
            asks={s.name: rng.choice(PROFESSIONS[s.profession].asks) for s in seats if rng.random() < 0.7},
            takes_one_back=rng.random() < 0.2,
            corrects_one=week == self._weeks - 1,
            repeats_one=week % _REPEATED_EVERY == _REPEATED_EVERY // 2,
        )

    def _praise(self, seats: tuple[Seat, ...], where: Whereabouts) -> tuple[Praise, ...]:
        there = [seat.name for seat in seats if where.comes(seat.name)]
        pairs = [self._rng.sample(there, 2) for _ in range(self._rng.randint(1, 4))]
        testimonials = [
            Praise(by, about, self._rng.choice(GOOD_WORDS).format(about=about.split()[0]))
            for by, about in pairs
        ]
        done = [
            lead for lead in self._bucket.passed if lead.paid and {lead.giver, lead.receiver} <= set(there)
        ]
        if done and self._rng.random() < _PRAISED_FOR_LEAD:
            lead = self._rng.choice(done)
            words = self._rng.choice(GOOD_WORDS).format(about=lead.receiver.split()[0])
            testimonials.append(Praise(lead.giver, lead.receiver, words, lead.id))
        return tuple(testimonials)


def _seats(week: int) -> tuple[Seat, ...]:
    """The members who hold a seat in a week."""
    last = (LEAVER,) if week < LEAVES_BEFORE else (NEWCOMER,) if week >= JOINS_BEFORE else ()
    return (*MEMBERS, *last)


def _own_length(step: PlannedStep) -> PlannedStep:
    minutes = _OWN_MINUTES.get(step.kind)
    return step if minutes is None else replace(step, planned=timedelta(minutes=minutes))
