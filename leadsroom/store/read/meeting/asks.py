"""Reading what members asked for in their turns, and how many leads answered it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, func, select

from leadsroom.domain.ids import ChapterId, MeetingId, PersonId, TurnId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_HELD = [MeetingState.LIVE.value, MeetingState.CLOSED.value]


class Ask(Struct, frozen=True):
    """What a member looked for on a date, and who said so for them: the member or a substitute."""

    turn_id: TurnId
    meeting_id: MeetingId
    on: date
    looking_for: str
    speaker_id: PersonId


class _Answered(Struct, frozen=True):
    """A turn with an ask, and how many leads answered it."""

    answers_id: TurnId
    leads: int


_ask_of, _answered = Reader(Ask, turn_id="id", on="on_date"), Reader(_Answered)


def asks_of(connection: Connection, chapter_id: ChapterId, member_id: PersonId, most: int) -> list[Ask]:
    """The last asks of a member, the latest first; those of meetings that were discarded left out."""
    turn, meeting = t.turn.c, t.meeting.c
    query = (
        select(turn.id, turn.meeting_id, turn.looking_for, turn.speaker_id, meeting.on_date)
        .join(t.meeting, t.link(turn.meeting_id, t.meeting))
        .where(turn.chapter_id == chapter_id, turn.member_id == member_id, turn.looking_for != "")
        .where(meeting.state.in_(_HELD))
        .order_by(meeting.on_date.desc(), turn.id.desc())
        .limit(most)
    )
    return _ask_of.all(connection.execute(query))


def asks_in(connection: Connection, chapter_id: ChapterId, turn_ids: Collection[TurnId]) -> dict[TurnId, str]:
    """What was looked for in each of these turns."""
    turn = t.turn.c
    query = select(turn.id, turn.looking_for).where(turn.chapter_id == chapter_id, turn.id.in_(turn_ids))
    rows = connection.execute(query) if turn_ids else ()
    return {TurnId(row.id): row.looking_for for row in rows}


def answers_to(
    connection: Connection, chapter_id: ChapterId, turn_ids: Sequence[TurnId]
) -> dict[TurnId, int]:
    """How many leads that stand answered the asks of these turns."""
    lead = t.lead.c
    query = (
        select(lead.answers_id, func.count().label("leads"))
        .where(lead.chapter_id == chapter_id, lead.answers_id.in_(turn_ids), lead.withdrawn_at.is_(None))
        .where(t.counted_lead)
        .group_by(lead.answers_id)
    )
    return {each.answers_id: each.leads for each in _answered.all(connection.execute(query))}
