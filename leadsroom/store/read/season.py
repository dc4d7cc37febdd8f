"""Reading the calendar, and across meetings: which there are, and the last ones in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    TextClause,
    Tuple,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId, SpecialDateId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Outcome
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import Calendar, SeasonDate, SpecialDate
from leadsroom.domain.season.rota import StepLeader, Talk
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

meeting_of = Reader(Meeting, on="on_date")


class MeetingInNumbers(Struct, frozen=True):
    """A closed meeting with its key numbers."""

    id: MeetingId
    on: date
    number: int
    ends_at: datetime
    ended_at: datetime
    seats: int
    at_table: int
    substitutes: int
    visitors: int
    leads: int
    qualified: int
    testimonials: int = 0


class ClosedAt(Struct, frozen=True):
    """A report of closed business, and the meeting at which it was made."""

    meeting_id: MeetingId
    report: ClosedBusiness


_in_numbers = Reader(MeetingInNumbers, on="on_date")
_closed_at = Reader(ClosedAt, report=Reader(ClosedBusiness, amount=Reader(Money, minor="amount_minor")))
REGULAR = "regular"  # the kind of a date of which only the place is special

_special_date = Reader(SpecialDate, on="on_date")


class _SpecialRow(Struct, frozen=True):
    id: SpecialDateId
    on_date: date


_special_row = Reader(_SpecialRow)
_HELD = [MeetingState.LIVE.value, MeetingState.CLOSED.value]
_AT_TABLE = [mark.value for mark in (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)]


def _of_meeting(what: ColumnElement[Any], table: Table, *where: ColumnElement[bool]) -> Any:
    """A figure over the rows of one meeting, those withdrawn left out; the meeting is the outer query's."""
    query = select(what).where(t.link(table.c.meeting_id, t.meeting), *where)
    if "withdrawn_at" in table.c:
        query = query.where(table.c.withdrawn_at.is_(None))
    return query.scalar_subquery()


def meetings_in_numbers(
    connection: Connection, chapter_id: ChapterId, limit: int, *, before: Meeting | None = None
) -> list[MeetingInNumbers]:
    """The last closed meetings of a chapter, the latest first, each with its key numbers, in one query.

    `before` a meeting: only those that were held before it.
    """
    m, mark, substitute = t.meeting.c, t.attendance.c.mark, Mark.SUBSTITUTE.value
    count = func.count()
    query = (
        select(
            m.id,
            m.on_date,
            m.number,
            m.ends_at,
            m.ended_at,
            _of_meeting(count, t.attendance).label("seats"),
            _of_meeting(count, t.attendance, mark.in_(_AT_TABLE)).label("at_table"),
            _of_meeting(count, t.attendance, mark == substitute).label("substitutes"),
            _of_meeting(count, t.visit, t.counted_visit).label("visitors"),
            _of_meeting(count, t.lead, t.counted_lead).label("leads"),
            _of_meeting(count, t.lead, t.counted_lead & t.lead.c.lead_since.is_not(None)).label("qualified"),
            _of_meeting(count, t.testimonial).label("testimonials"),
        )
        .where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value)
        .order_by(m.on_date.desc(), m.number.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(_place() < _place_of(before))
    return _in_numbers.all(connection.execute(query))


def _place() -> Tuple:
    """Where a meeting stands among those of a chapter: by its date, and by its number on that date."""
    return tuple_(t.meeting.c.on_date, t.meeting.c.number)


def _place_of(meeting: Meeting) -> Tuple:
    return tuple_(literal(meeting.on, t.meeting.c.on_date.type), literal(meeting.number))


def meeting_beside(
    connection: Connection, chapter_id: ChapterId, meeting: Meeting, way: int
) -> MeetingId | None:
    """The meeting held next after another one (1), or last before it (-1); the live one counts as held."""
    m, here = t.meeting.c, _place_of(meeting)
    order = (m.on_date, m.number) if way > 0 else (m.on_date.desc(), m.number.desc())
    query = (
        select(m.id)
        .where(m.chapter_id == chapter_id, m.state.in_(_HELD))
        .where(_place() > here if way > 0 else _place() < here)
        .order_by(*order)
        .limit(1)
    )
    found = connection.execute(query).scalar()
    return None if found is None else MeetingId(found)


def closed_at(connection: Connection, chapter_id: ChapterId, meeting_ids: Sequence[int]) -> list[ClosedAt]:
    """The dollars reported at these meetings, report by report, in the order of a meeting's own picture."""
    business = t.closed_business.c
    query = (
        select(t.closed_business)
        .where(business.chapter_id == chapter_id, business.meeting_id.in_(meeting_ids))
        .where(business.withdrawn_at.is_(None))
        .order_by(business.at, business.id)
    )
    return _closed_at.all(connection.execute(query))


def meetings_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> list[Meeting]:
    """The meetings of a date, discarded ones left out; what is live first, then closed, then planned."""
    m = t.meeting.c
    rank = case({MeetingState.LIVE.value: 0, MeetingState.CLOSED.value: 1}, value=m.state, else_=2)
    query = (
        select(t.meeting)
        .where(m.chapter_id == chapter_id, m.on_date == on, m.state.not_in(_NOT_OF_SEASON))
        .order_by(rank, m.id.desc())
    )
    return meeting_of.all(connection.execute(query))


def _is_in(state: MeetingState) -> ColumnElement[bool] | TextClause:
    # There is one live meeting at most, and an index of it alone, which only its own condition uses.
    return t.IS_LIVE if state is MeetingState.LIVE else t.meeting.c.state == state.value


def held_before(connection: Connection, chapter_id: ChapterId, on: date) -> date | None:
    """The date of the last closed meeting before a day."""
    m = t.meeting.c
    query = (
        select(m.on_date)
        .where(m.chapter_id == chapter_id, _is_in(MeetingState.CLOSED), m.on_date < on)
        .order_by(m.on_date.desc())
        .limit(1)
    )
    found: date | None = connection.execute(query).scalar()
    return found


def latest_meeting(connection: Connection, chapter_id: ChapterId, state: MeetingState) -> Meeting | None:
    """The latest meeting in a state."""
    m = t.meeting.c
    query = (
        select(t.meeting)
        .where(m.chapter_id == chapter_id, _is_in(state))
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else meeting_of(row)


def last_of_calendar(connection: Connection, chapter_id: ChapterId) -> Meeting | None:
    """The latest closed meeting that stands for a date of the season: no extra one does."""
    m = t.meeting.c
    query = (
        select(t.meeting)
        .where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value, ~t.IS_EXTRA)
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else meeting_of(row)


# What may be put on record at a table, the most frequent first.
_OF_RECORD = (t.lead, t.lead_update, t.closed_business, t.visit, t.testimonial, t.announcement)


def last_meeting(connection: Connection, chapter_id: ChapterId) -> Meeting | None:
    """The last closed meeting, as people mean it: with something on record, and no extra one.

    Where nothing was ever put on record it is the last that stands for a date of the season, and where none
    does the last at all.
    """
    m = t.meeting.c
    has_entries = or_(
        *(
            select(table.c.id)
            .where(t.link(table.c.meeting_id, t.meeting), table.c.withdrawn_at.is_(None))
            .exists()
            for table in _OF_RECORD
        )
    )
    query = (
        select(t.meeting)
        .where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value, ~t.IS_EXTRA, has_entries)
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is not None:
        return meeting_of(row)
    of_calendar = last_of_calendar(connection, chapter_id)
    return of_calendar or latest_meeting(connection, chapter_id, MeetingState.CLOSED)


def following_number(connection: Connection, chapter_id: ChapterId, on: date) -> int:
    """The number of one more meeting on a date."""
    m = t.meeting.c
    begun = m.state.in_(_HELD)
    query = select(func.max(m.number)).where(m.chapter_id == chapter_id, m.on_date == on, begun)
    return (connection.execute(query).scalar() or 0) + 1


_s, _m = t.special_date.c, t.meeting.c
_NOT_OF_SEASON = (MeetingState.DISCARDED.value, MeetingState.BEFORE.value)
_SPECIAL = (
    select(_s.on_date, func.nullif(_s.kind, REGULAR).label("kind"), _s.note, _s.place)
    .where(_s.chapter_id == bindparam("chapter_id"))
    .order_by(_s.on_date)
)
_MEETINGS_SINCE = (
    select(t.meeting)
    .where(
        _m.chapter_id == bindparam("chapter_id"),
        _m.on_date >= bindparam("since"),
        _m.state.not_in(_NOT_OF_SEASON),
    )
    .order_by(_m.on_date, _m.id)
)


def special_dates(connection: Connection, chapter_id: ChapterId) -> tuple[SpecialDate, ...]:
    """The dates of a chapter that are not like the others, the earliest first."""
    return tuple(_special_date.all(connection.execute(_SPECIAL, {"chapter_id": chapter_id})))


def calendar_of(connection: Connection, chapter: Chapter) -> Calendar:
    """When a chapter meets."""
    return chapter.calendar(special_dates(connection, chapter.id))


def next_meeting(connection: Connection, chapter: Chapter, now: datetime) -> SeasonDate:
    """Today's meeting or the next one: a date whose meeting has been closed is past."""
    last = last_of_calendar(connection, chapter.id)
    return calendar_of(connection, chapter).upcoming(chapter.today(now), last.on if last else None)


def special_date_id(connection: Connection, chapter_id: ChapterId, on: date) -> SpecialDateId | None:
    """The row that says what is special about a date."""
    query = select(_s.id).where(_s.chapter_id == chapter_id, _s.on_date == on)
    found = connection.execute(query).scalar()
    return None if found is None else SpecialDateId(found)


def special_date_ids(connection: Connection, chapter_id: ChapterId) -> dict[date, SpecialDateId]:
    """The row of each date that is not like the others."""
    query = select(_s.id, _s.on_date).where(_s.chapter_id == chapter_id)
    return {each.on_date: each.id for each in _special_row.all(connection.execute(query))}


def meetings_since(connection: Connection, chapter_id: ChapterId, since: date) -> list[Meeting]:
    """Every meeting from a day on but the discarded, in order."""
    return meeting_of.all(connection.execute(_MEETINGS_SINCE, {"chapter_id": chapter_id, "since": since}))


# The rota


def _was_held(on: ColumnElement[Any], kind: ColumnElement[Any] | str) -> ColumnElement[bool]:
    """Whether a step of a kind was held at a closed meeting of a date."""
    return (
        select(_step.id)
        .join(t.meeting, t.link(_step.meeting_id, t.meeting))
        .where(_m.chapter_id == bindparam("chapter_id"), _m.on_date == on)
        .where(_m.state == MeetingState.CLOSED.value)
        .where(_step.kind == kind, _step.outcome == _DONE)
        .exists()
    )


_HELD_BEFORE = (
    select(t.step.c.kind)
    .distinct()
    .join(t.meeting, t.link(t.step.c.meeting_id, t.meeting))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.on_date == bindparam("on", type_=_m.on_date.type))
    .where(_m.number < bindparam("number"), _m.state == MeetingState.CLOSED.value)
    .where(t.step.c.outcome == Outcome.DONE.value)
)


def kinds_held_before(connection: Connection, chapter_id: ChapterId, meeting: Meeting) -> frozenset[StepKind]:
    """The kinds of step that an earlier meeting of the date has held: who spoke and led is of that one."""
    if meeting.number == 1:
        return frozenset()
    here = {"chapter_id": chapter_id, "on": meeting.on, "number": meeting.number}
    return frozenset(StepKind(kind) for kind in connection.execute(_HELD_BEFORE, here).scalars())


def _with_person(
    table: Table, person: ColumnElement[Any], held: ColumnElement[bool], name: str
) -> Select[Any]:
    """The rows of a table, each with its person, and whether it came about."""
    p = t.person.c
    return (
        select(*table.c, p.name, p["trade"].label("profession"), p.company, held.label(name))
        .join(t.person, t.link(person, t.person))
        .where(table.c.chapter_id == bindparam("chapter_id"))
        .order_by(table.c.on_date, table.c.id)
    )


_step, _talk, _leads = t.step.c, t.talk.c, t.step_leader.c
_DONE = Outcome.DONE.value
_TALKS = _with_person(t.talk, _talk.speaker_id, _was_held(_talk.on_date, StepKind.SPEAKER.value), "is_given")
_LEADERS = _with_person(t.step_leader, _leads.leader_id, _was_held(_leads.on_date, _leads.kind), "has_led")
_SINCE = bindparam("since", type_=_m.on_date.type)
_TALKS_SINCE = _TALKS.where(_talk.on_date.is_(None) | (_talk.on_date >= _SINCE))
_TALK_OF_DATE = _TALKS.where(_talk.on_date == bindparam("on", type_=_m.on_date.type))
_LEADERS_SINCE = _LEADERS.where(_leads.on_date >= _SINCE)
_LEADERS_OF_DATE = _LEADERS.where(_leads.on_date == bindparam("on", type_=_m.on_date.type))

_talk_of = Reader(Talk, on="on_date", speaker=Reader(Person, id="speaker_id"))
_leader_of = Reader(StepLeader, on="on_date", leader=Reader(Person, id="leader_id"))


def talks_since(connection: Connection, chapter_id: ChapterId, since: date) -> tuple[Talk, ...]:
    """The talks of a day and those after it, and those without a date."""
    found = connection.execute(_TALKS_SINCE, {"chapter_id": chapter_id, "since": since})
    return tuple(_talk_of.all(found))


def waits_for_date(talk: Talk, calendar: Calendar, today: date, meeting: Meeting | None) -> bool:
    """Whether nobody meets on the date of a talk, or it was not given at its `meeting`, or is past."""
    if talk.on is None or talk.is_given:
        return talk.on is None
    if meeting is not None and meeting.state in (MeetingState.CLOSED, MeetingState.LIVE):
        return meeting.state is MeetingState.CLOSED
    found = calendar.on(talk.on)
    return talk.on < today or found is None or not found.meets


def talk_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> Talk | None:
    """Who speaks on a date."""
    row = connection.execute(_TALK_OF_DATE, {"chapter_id": chapter_id, "on": on}).first()
    return None if row is None else _talk_of(row)


def talks_given(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, tuple[date, ...]]:
    """When each of those who ever spoke did so, the latest first."""
    talks = talks_since(connection, chapter_id, date.min)
    return by_person((talk.speaker.id, talk.on) for talk in talks if talk.is_given and talk.on is not None)


def by_person(days: Iterable[tuple[PersonId, date]]) -> dict[PersonId, tuple[date, ...]]:
    """The days of each person, the latest first."""
    found: defaultdict[PersonId, set[date]] = defaultdict(set)
    for person_id, on in days:
        found[person_id].add(on)
    return {person_id: tuple(sorted(each, reverse=True)) for person_id, each in found.items()}


def leaders_since(connection: Connection, chapter_id: ChapterId, since: date) -> tuple[StepLeader, ...]:
    """Who leads which step on a day and after it."""
    found = connection.execute(_LEADERS_SINCE, {"chapter_id": chapter_id, "since": since})
    return tuple(_leader_of.all(found))


def leaders_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> dict[StepKind, StepLeader]:
    """Who leads which step on a date."""
    found = connection.execute(_LEADERS_OF_DATE, {"chapter_id": chapter_id, "on": on})
    return {each.kind: each for each in _leader_of.all(found)}


def led_before(
    connection: Connection, chapter_id: ChapterId, on: date, kind: StepKind
) -> dict[PersonId, tuple[date, ...]]:
    """When each of those who ever led such a step did so before a date, the latest first."""
    leaders = leaders_since(connection, chapter_id, date.min)
    return by_person((x.leader.id, x.on) for x in leaders if x.has_led and x.kind is kind and x.on < on)


_PRAISE = (
    select(t.testimonial.c.by_id, _m.on_date)
    .join(t.meeting, t.link(t.testimonial.c.meeting_id, t.meeting))
    .where(t.testimonial.c.chapter_id == bindparam("chapter_id"), t.testimonial.c.withdrawn_at.is_(None))
    .where(_m.on_date < bindparam("on", type_=_m.on_date.type))
)


def praised_before(
    connection: Connection, chapter_id: ChapterId, on: date
) -> dict[PersonId, tuple[date, ...]]:
    """When each of those who ever gave a testimonial did so before a date, the latest first."""
    rows = connection.execute(_PRAISE, {"chapter_id": chapter_id, "on": on})
    return by_person((PersonId(row.by_id), row.on_date) for row in rows)
