"""Rows of one meeting as the domain's records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import (
    Meeting,
    MeetingKind,
    MeetingState,
    Outcome,
    Questions,
    Step,
    Turn,
)
from leadsroom.domain.people.attendance import Attendee, Mark
from leadsroom.errors import Refused
from leadsroom.store import tables as t

AnyRow = Row[Any]


def meeting_of(row: AnyRow) -> Meeting:
    """A meeting from its row."""
    return Meeting(
        id=MeetingId(row.id),
        on=row.on_date,
        kind=MeetingKind(row.kind),
        state=MeetingState(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        starting_seat=row.starting_seat,
        started_at=row.started_at,
        ended_at=row.ended_at,
        step_id=row.step_id,
        turn_id=row.turn_id,
        up_since=row.up_since,
        prompt=row.prompt,
        prompt_until=row.prompt_until,
    )


def meetings(
    connection: Connection,
    chapter_id: ChapterId,
    state: MeetingState | None = None,
    limit: int | None = None,
) -> tuple[Meeting, ...]:
    """The meetings of a chapter, the latest first."""
    m = t.meeting.c
    query = select(t.meeting).where(m.chapter_id == chapter_id).order_by(m.on_date.desc(), m.id.desc())
    if state is not None:
        query = query.where(m.state == state.value)
    return tuple(meeting_of(row) for row in connection.execute(query.limit(limit)))


def live_meeting(connection: Connection, chapter_id: ChapterId) -> MeetingId | None:
    """The chapter's meeting that is running; there is one at most."""
    m = t.meeting.c
    query = select(m.id).where(m.chapter_id == chapter_id, t.IS_LIVE)
    found = connection.execute(query).scalar()
    return None if found is None else MeetingId(found)


def chapter_of_meeting(connection: Connection, meeting_id: MeetingId) -> ChapterId:
    """Whose meeting it is. Raises Refused when there is no such meeting."""
    found = connection.execute(select(t.meeting.c.chapter_id).where(t.meeting.c.id == meeting_id)).scalar()
    if found is None:
        raise Refused(f"There is no meeting {meeting_id} in this database.")
    return ChapterId(found)


def _countdown(row: AnyRow) -> Countdown:
    return Countdown(row.allotted, row.started_at, row.ended_at, row.added, row.paused_at, row.paused_for)


def _outcome(row: AnyRow) -> Outcome | None:
    return Outcome(row.outcome) if row.outcome else None


def step_of(row: AnyRow) -> Step:
    """A step from its row."""
    return Step(
        id=row.id,
        position=row.position,
        kind=StepKind(row.kind),
        title=row.title,
        planned=row.planned,
        turn_length=row.turn_length,
        autostart=row.autostart,
        clock=_countdown(row),
        outcome=_outcome(row),
    )


def turn_of(row: AnyRow) -> Turn:
    """A turn from its row."""
    return Turn(
        id=row.id,
        step_id=row.step_id,
        position=row.position,
        member_id=row.member_id,
        speaker_id=row.speaker_id,
        clock=_countdown(row),
        outcome=_outcome(row),
        looking_for=row.looking_for,
        asked_at=row.asked_at,
        nothing_today=row.nothing_today,
    )


def questions_of(row: AnyRow) -> Questions:
    """Questions after a turn or in a step, from their row."""
    return Questions(row.id, row.step_id, row.turn_id, _countdown(row))


def attendee_of(row: AnyRow) -> Attendee:
    """A place at the table from its row."""
    return Attendee(
        id=row.id,
        member_id=row.member_id,
        seat=row.seat,
        mark=Mark(row.mark) if row.mark else None,
        substitute_id=row.substitute_id,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        pitch=row.pitch,
        told=row.told,
    )
