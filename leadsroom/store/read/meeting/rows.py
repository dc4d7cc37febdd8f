"""Rows of one meeting as the domain's records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import Lead, LeadState, LeadUpdate, Paid, Standing, Word
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
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
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t

AnyRow = Row[Any]
ABOUT = ("prospect", "company", "need", "phone_typed", "phone")  # in the order of `Slip.about`


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


_b, _u = t.closed_business.c, t.lead_update.c
_REPORTS_OF_LEAD = (
    select(t.closed_business)
    .where(_b.chapter_id == bindparam("chapter_id"), _b.lead_id == bindparam("lead_id"))
    .where(_b.withdrawn_at.is_(None))
    .order_by(_b.at, _b.id)
)
_UPDATES_OF_LEAD = (
    select(t.lead_update)
    .where(_u.chapter_id == bindparam("chapter_id"), _u.lead_id == bindparam("lead_id"))
    .where(_u.withdrawn_at.is_(None))
    .order_by(_u.at, _u.id)
)


def reports_of_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[ClosedBusiness]:
    """The reports of dollars and thanks for a lead that stand, in order."""
    which = {"chapter_id": chapter_id, "lead_id": lead_id}
    return [business_of(row) for row in connection.execute(_REPORTS_OF_LEAD, which).all()]


def updates_of_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[LeadUpdate]:
    """The words on a lead that stand, in order."""
    which = {"chapter_id": chapter_id, "lead_id": lead_id}
    return [update_of(row) for row in connection.execute(_UPDATES_OF_LEAD, which).all()]


def paid_for_lead(connection: Connection, chapter_id: ChapterId, lead_id: int) -> list[Paid]:
    """What was reported for a lead, as far as it says where that stands."""
    return [Paid(report.amount, report.at) for report in reports_of_lead(connection, chapter_id, lead_id)]


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


def slip_of(row: AnyRow) -> Slip:
    """The slip written in a row of `lead`."""
    return Slip(
        prospect=row.prospect,
        phone=row.phone,
        phone_typed=row.phone_typed,
        need=row.need,
        expecting_call=row.expecting_call,
        inside=row.inside,
        company=row.company,
        address=row.address,
        email=row.email,
        who_calls=WhoCalls(row.who_calls),
        knows_caller=row.knows_caller,
        when=When(row.when_likely) if row.when_likely else None,
        note=row.note,
    )


def standing_of_row(row: AnyRow) -> Standing:
    """Where a lead stands, as its row has it."""
    return Standing(
        state=LeadState(row.state),
        thanked=row.thanked,
        receiver_says=row.receiver_says,
        why=row.why,
        last_word_at=row.last_word_at,
        follow_up_on=row.follow_up_on,
    )


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
        missing=tuple(map(Fact, row.missing or ())),
        lead_since=row.lead_since,
        standing=standing_of_row(row),
        family_id=row.family_id,
        answers_id=row.answers_id,
        meeting_id=row.meeting_id,
        corrected_at=row.corrected_at,
    )


def update_of(row: AnyRow) -> LeadUpdate:
    """A word on a lead from its row; whose lead it is, where the row says so."""
    said = row._mapping
    return LeadUpdate(
        id=row.id,
        lead_id=row.lead_id,
        word=Word(row.word),
        note=row.note,
        thanked=row.thanked,
        at=row.at,
        meeting_id=row.meeting_id,
        follow_up_on=row.follow_up_on,
        corrected_at=row.corrected_at,
        about=about_in(row._mapping),
        giver_id=said.get("giver_id"),
        receiver_id=said.get("receiver_id"),
    )


def about_in(columns: Mapping[Any, Any]) -> str:
    """`Slip.about` from the columns of a lead, or of a row that tells of its lead; else nothing."""
    return next(filter(None, (columns.get(name) for name in ABOUT)), "")


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
        corrected_at=row.corrected_at,
        about=about_in(row._mapping),
    )


def testimonial_of(row: AnyRow) -> Testimonial:
    """A testimonial from its row."""
    return Testimonial(row.id, row.by_id, row.about_id, row.words, row.at, row.lead_id, row.corrected_at)


_J = t.journal.c
ENTRY_COLUMNS = (_J.id, _J.at, _J.kind, _J.act, _J.what, _J.station_id, _J.reverses, _J.meeting_id)


def entry_of(row: AnyRow) -> Entry:
    """An entry of the journal from its row, without the row images."""
    kind = EntryKind(row.kind)
    return Entry(row.id, row.at, kind, row.act, row.what, row.station_id, row.reverses, row.meeting_id)
