"""Rows of one meeting as the domain's dataclasses."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from leadsroom.domain.agenda import StepKind
from leadsroom.domain.attendance import Attendee, Mark
from leadsroom.domain.countdown import Countdown
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.money import Money
from leadsroom.domain.slip import Lead, Slip
from leadsroom.domain.snapshot import (
    ClosedBusiness,
    Entry,
    EntryKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Outcome,
    Questions,
    Step,
    Testimonial,
    Turn,
)
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
    query = select(m.id).where(m.chapter_id == chapter_id, m.state == MeetingState.LIVE.value)
    found = connection.execute(query).scalar()
    return None if found is None else MeetingId(found)


def chapter_of_meeting(connection: Connection, meeting_id: MeetingId) -> ChapterId:
    """Whose meeting it is. Raises Refused when there is no such meeting."""
    found = connection.execute(select(t.meeting.c.chapter_id).where(t.meeting.c.id == meeting_id)).scalar()
    if found is None:
        raise Refused(f"There is no meeting {meeting_id} in this database.")
    return ChapterId(found)


def amounts_reported(connection: Connection, lead_id: int) -> list[int]:
    """What the reports that stand say of a lead, in minor units; zero is thanks without a figure."""
    b = t.closed_business.c
    query = select(b.amount_minor).where(b.lead_id == lead_id, b.withdrawn_at.is_(None))
    return list(connection.execute(query).scalars())


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
    )


def slip_of(row: AnyRow) -> Slip:
    """The slip written in a row of `lead`."""
    return Slip(row.prospect, row.phone, row.phone_typed, row.need, row.expecting_call, row.inside)


def lead_of(row: AnyRow) -> Lead:
    """A lead from its row."""
    return Lead(
        id=row.id,
        giver_id=row.giver_id,
        receiver_id=row.receiver_id,
        slip=slip_of(row),
        passed_at=row.passed_at,
        spoken_by_id=row.spoken_by_id,
        from_lead_id=row.from_lead_id,
    )


def business_of(row: AnyRow) -> ClosedBusiness:
    """Closed business from its row."""
    return ClosedBusiness(
        id=row.id,
        reported_by_id=row.reported_by_id,
        credited_to_id=row.credited_to_id,
        amount=Money(row.amount_minor, row.currency),
        lead_id=row.lead_id,
        note=row.note,
        at=row.at,
    )


def testimonial_of(row: AnyRow) -> Testimonial:
    """A testimonial from its row."""
    return Testimonial(row.id, row.by_id, row.about_id, row.words, row.at)


def entry_of(row: AnyRow) -> Entry:
    """An entry of the journal from its row, without the row images."""
    return Entry(row.id, row.at, EntryKind(row.kind), row.act, row.what, row.station_id, row.reverses)
