"""Rows of one meeting as the domain's records."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, or_, select

from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Questions, Step, Turn
from leadsroom.domain.people.attendance import Attendee
from leadsroom.store import tables as t
from leadsroom.store.read.season import meeting_of
from leadsroom.store.records import Reader

_clock = Reader(Countdown)
step_of = Reader(Step, clock=_clock)
turn_of = Reader(Turn, clock=_clock)
questions_of = Reader(Questions, clock=_clock)
attendee_of = Reader(Attendee, is_announced="told")


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
    return tuple(meeting_of.all(connection.execute(query.limit(limit))))


def live_meeting(connection: Connection, chapter_id: ChapterId) -> MeetingId | None:
    """The chapter's meeting that is running; there is one at most."""
    m = t.meeting.c
    query = select(m.id).where(m.chapter_id == chapter_id, t.IS_LIVE)
    found = connection.execute(query).scalar()
    return None if found is None else MeetingId(found)


def is_held_after(connection: Connection, chapter_id: ChapterId, meeting: Meeting) -> bool:
    """Whether a chapter has held, or is holding, a meeting later than this one."""
    m = t.meeting.c
    held = m.state.in_([MeetingState.LIVE.value, MeetingState.CLOSED.value])
    is_later = or_(m.on_date > meeting.on, m.number > meeting.number)
    query = select(m.id).where(m.chapter_id == chapter_id, held, m.on_date >= meeting.on, is_later).limit(1)
    return connection.execute(query).first() is not None


def ended_at(
    connection: Connection, chapter_id: ChapterId, meeting_ids: Collection[MeetingId | None]
) -> dict[MeetingId | None, datetime | None]:
    """When those of these meetings were closed that have begun; None for the one that is on."""
    m = t.meeting.c
    query = select(m.id, m.ended_at).where(m.chapter_id == chapter_id, m.id.in_(meeting_ids))
    rows = connection.execute(query.where(m.state.in_([MeetingState.LIVE.value, MeetingState.CLOSED.value])))
    return {MeetingId(row.id): row.ended_at for row in rows}
