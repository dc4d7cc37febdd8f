"""Reading for a meeting that comes to the table: whether it is there, and what has been recorded in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, or_, select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.meeting.rotation import LastRound
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Outcome, Step
from leadsroom.domain.people.attendance import Attendee
from leadsroom.store import tables as t
from leadsroom.store.journal import changes_in
from leadsroom.store.read.meeting.rows import attendee_of, step_of
from leadsroom.store.read.season import meetings_of_date
from leadsroom.store.row_changes import RowChange


def planned_meeting_id(connection: Connection, chapter_id: ChapterId, on: date) -> MeetingId | None:
    """The meeting planned for a date, if one is."""
    m = t.meeting.c
    query = select(m.id).where(
        m.chapter_id == chapter_id, m.on_date == on, m.state == MeetingState.PLANNED.value
    )
    return connection.execute(query).scalar()


def closed_before(connection: Connection, chapter_id: ChapterId, on: date) -> int:
    """How many meetings of a chapter were closed before a date, extra ones left out."""
    m = t.meeting.c
    query = select(func.count()).where(
        m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value, m.on_date < on, ~t.IS_EXTRA
    )
    return connection.execute(query).scalar_one()


def last_round(connection: Connection, chapter_id: ChapterId, on: date) -> LastRound | None:
    """The pitches of the last meeting closed before a date, extra ones left out; None where none was."""
    m, s, turn = t.meeting.c, t.step.c, t.turn.c
    closed = (m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value, m.on_date < on, ~t.IS_EXTRA)
    latest = select(m.id, m.starting_seat).where(*closed).order_by(m.on_date.desc(), m.ended_at.desc())
    meeting = connection.execute(latest.limit(1)).first()
    if meeting is None:
        return None
    query = (
        select(turn.member_id)
        .join(t.step, t.link(turn.step_id, t.step))
        .where(_at(t.turn, chapter_id, meeting.id), s.kind == StepKind.PITCHES.value)
        .where(or_(turn.outcome.is_(None), turn.outcome == Outcome.SKIPPED.value))
        .order_by(s.position, turn.position)
    )
    return LastRound(meeting.starting_seat, tuple(connection.execute(query).scalars()))


def _at(table: Table, chapter_id: ChapterId, meeting_id: MeetingId) -> ColumnElement[bool]:
    """Whether a row of a table is of a meeting."""
    return and_(table.c.chapter_id == chapter_id, table.c.meeting_id == meeting_id)


def step_rows(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> Sequence[Row[Any]]:
    """The rows of a meeting's steps, in the order of the agenda."""
    query = select(t.step).where(_at(t.step, chapter_id, meeting_id)).order_by(t.step.c.position)
    return connection.execute(query).all()


def speaker_steps(connection: Connection, chapter_id: ChapterId, on: date) -> list[tuple[MeetingState, Step]]:
    """The steps for a speaker at the meetings of a date, each with how far its meeting is."""
    m = t.meeting.c
    query = (
        select(t.step, m.state)
        .join(t.meeting, t.link(t.step.c.meeting_id, t.meeting))
        .where(m.chapter_id == chapter_id, m.on_date == on, m.state != MeetingState.DISCARDED.value)
        .where(t.step.c.kind == StepKind.SPEAKER.value)
        .order_by(m.id, t.step.c.position)
    )
    return [(MeetingState(row.state), step_of(row)) for row in connection.execute(query)]


def places(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> dict[PersonId, Attendee]:
    """The places of a meeting's table by member."""
    query = select(t.attendance).where(_at(t.attendance, chapter_id, meeting_id))
    return {place.member_id: place for place in attendee_of.all(connection.execute(query))}


def is_recorded(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> bool:
    """Whether anything has happened at this meeting, taken back or not. A notice has not."""
    j, a = t.journal.c, t.attendance.c
    entry = select(j.id).where(_at(t.journal, chapter_id, meeting_id))
    of_place = _at(t.attendance, chapter_id, meeting_id)
    marked = select(a.id).where(of_place, a.mark.is_not(None), a["told"].is_(False))
    return any(connection.execute(query.limit(1)).first() for query in (entry, marked))


def with_its_hours(connection: Connection, chapter: Chapter, meeting: Meeting) -> Meeting:
    """A meeting with the hours that it will have: until something has been recorded in it, the chapter's."""
    if meeting.state is not MeetingState.PLANNED or is_recorded(connection, chapter.id, meeting.id):
        return meeting
    starts = chapter.starts_at(meeting.on)
    return replace(meeting, starts_at=starts, ends_at=starts + chapter.length)


def start_of(connection: Connection, chapter: Chapter, on: date) -> datetime:
    """When the meeting of a date starts."""
    meetings = meetings_of_date(connection, chapter.id, on)
    if not meetings:
        return chapter.starts_at(on)
    return with_its_hours(connection, chapter, meetings[0]).starts_at


def places_in_journal(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> set[int]:
    """The ids of the places that entries of this meeting's journal have changed."""
    query = select(t.journal.c.rows).where(_at(t.journal, chapter_id, meeting_id))
    entries = connection.execute(query).scalars()
    return {change.id for rows in entries for change in changes_in(rows) if _is_of_place(change)}


def unspoken_places(
    connection: Connection, chapter_id: ChapterId, members: Collection[PersonId]
) -> list[Row[Any]]:
    """The places of members at meetings that were not held yet and that were never touched."""
    a, m = t.attendance.c, t.meeting.c
    query = (
        select(t.attendance)
        .join(t.meeting, t.link(a.meeting_id, t.meeting))
        .where(a.chapter_id == chapter_id, a.member_id.in_(members), m.state != MeetingState.CLOSED.value)
        .where(*(a[name].is_(None) for name in ("mark", "substitute_id", "pitch", "arrived_at", "left_at")))
        .order_by(a.id)
    )
    found = connection.execute(query).all()
    spoken_of: set[int] = set()
    for meeting_id in {row.meeting_id for row in found}:
        spoken_of |= places_in_journal(connection, chapter_id, meeting_id)
    return [row for row in found if row.id not in spoken_of]


def announced_places(
    connection: Connection, chapter_id: ChapterId, among: Collection[int]
) -> dict[int, date]:
    """Those of some places whose mark was announced and that were not touched since; each its date.

    Once a round has begun a member who is away has no turn in it: that counts as touched, too.
    """
    a, m = t.attendance.c, t.meeting.c
    dealt = select(t.turn.c.id).where(t.link(t.turn.c.meeting_id, t.meeting)).exists()
    query = (
        select(a.id, a.meeting_id, m.on_date)
        .join(t.meeting, t.link(a.meeting_id, t.meeting))
        .where(a.chapter_id == chapter_id, a.id.in_(among), a["told"])
        .where(m.state != MeetingState.CLOSED.value, ~dealt)
        .order_by(a.id)
    )
    found = connection.execute(query).all()
    spoken_of: set[int] = set()
    for meeting_id in {row.meeting_id for row in found}:
        spoken_of |= places_in_journal(connection, chapter_id, meeting_id)
    return {row.id: row.on_date for row in found if row.id not in spoken_of}


def last_entry_of(
    connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId, place: int
) -> str | None:
    """The latest entry of a meeting's journal that changed a place, taken back or not; None for none."""
    j = t.journal.c
    query = select(j.what, j.rows).where(_at(t.journal, chapter_id, meeting_id)).order_by(j.id.desc())
    for what, rows in connection.execute(query):
        if any(_is_of_place(change) and change.id == place for change in changes_in(rows)):
            return str(what)
    return None


def meetings_to_hold(
    connection: Connection, chapter_id: ChapterId, among: Collection[MeetingId]
) -> set[MeetingId]:
    """Those of some meetings that are planned or on."""
    m = t.meeting.c
    query = select(m.id).where(
        m.chapter_id == chapter_id, m.id.in_(among), m.state != MeetingState.CLOSED.value
    )
    return set(connection.execute(query).scalars())


def places_marked(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> set[int]:
    """The ids of the places whose marks were changed by acts of this meeting that still stand."""
    j = t.journal.c
    of_meeting = _at(t.journal, chapter_id, meeting_id)
    query = select(j.id, j.reverses, j.rows).where(of_meeting).order_by(j.id.desc())
    taken_back: set[int] = set()
    found: set[int] = set()
    for entry in connection.execute(query):
        if entry.id in taken_back:
            continue
        if entry.reverses is not None:
            taken_back.add(entry.reverses)
        else:
            found |= {change.id for change in changes_in(entry.rows) if _is_marking(change)}
    return found


def _is_of_place(change: RowChange) -> bool:
    return change.table == t.attendance.name


def _is_marking(change: RowChange) -> bool:
    marks = [
        [(image or {}).get(name) for name in ("mark", "substitute_id")]
        for image in (change.before, change.after)
    ]
    return _is_of_place(change) and marks[0] != marks[1]


def visitors(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> set[PersonId]:
    """The people on a meeting's list of visitors."""
    v = t.visit.c
    query = select(v.person_id).where(_at(t.visit, chapter_id, meeting_id), v.withdrawn_at.is_(None))
    return set(connection.execute(query).scalars())
