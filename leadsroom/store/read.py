"""Rows to the domain's dataclasses. ORM-free: a select, a loop, a frozen picture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Table, func, or_, select

from leadsroom.domain.agenda import PlannedStep, StepKind
from leadsroom.domain.attendance import Attendee, Mark, Visit
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.countdown import Countdown
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.money import Money
from leadsroom.domain.roster import Member, MembershipStatus, Person
from leadsroom.domain.slip import Lead, OpenLead, Slip
from leadsroom.domain.snapshot import (
    ClosedBusiness,
    Entry,
    EntryKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Outcome,
    Snapshot,
    Step,
    Testimonial,
    Turn,
)
from leadsroom.errors import Refused
from leadsroom.store import tables as t

AnyRow = Row[Any]


def agenda_as_data(agenda: Iterable[PlannedStep]) -> list[dict[str, Any]]:
    """An agenda template as JSON; lengths in seconds."""
    return [
        {
            "kind": step.kind.value,
            "title": step.title,
            "planned_seconds": int(step.planned.total_seconds()),
            "turn_seconds": int(step.turn_length.total_seconds()) if step.turn_length else None,
            "autostart": step.autostart,
        }
        for step in agenda
    ]


def _planned_step(data: dict[str, Any]) -> PlannedStep:
    turn = data["turn_seconds"]
    return PlannedStep(
        StepKind(data["kind"]),
        data["title"],
        timedelta(seconds=data["planned_seconds"]),
        timedelta(seconds=turn) if turn else None,
        data["autostart"],
    )


def chapter_of(row: AnyRow) -> Chapter:
    """A chapter from its row."""
    return Chapter(
        id=ChapterId(row.id),
        name=row.name,
        place=row.place,
        timezone=row.timezone,
        country=row.country,
        currency=row.currency,
        clock_24h=row.clock_24h,
        weekday=row.weekday,
        starts=row.starts,
        length=row.length,
        pitch=row.pitch,
        changeover=row.changeover,
        agenda=tuple(_planned_step(data) for data in row.agenda),
    )


def chapters(connection: Connection) -> tuple[Chapter, ...]:
    """Every chapter of the database, by name."""
    rows = connection.execute(select(t.chapter).order_by(t.chapter.c.name))
    return tuple(chapter_of(row) for row in rows)


def chapter(connection: Connection, chapter_id: ChapterId) -> Chapter:
    """One chapter."""
    return chapter_of(connection.execute(select(t.chapter).where(t.chapter.c.id == chapter_id)).one())


def person_of(row: AnyRow) -> Person:
    """A person from a row of `person`."""
    return Person(PersonId(row.id), row.name, row.trade, row.company, row.phone, row.phone_typed, row.email)


def members(
    connection: Connection, chapter_id: ChapterId, statuses: Iterable[MembershipStatus] | None = None
) -> tuple[Member, ...]:
    """The memberships of a chapter in table order, those of the given statuses or all."""
    columns = [
        t.membership,
        t.profession.c.name.label("profession"),
        t.profession.c.sphere,
        *(t.person.c[name].label(f"person_{name}") for name in _PERSON_COLUMNS),
    ]
    query = (
        select(*columns)
        .join(t.person, t.person.c.id == t.membership.c.person_id)
        .join(t.profession, t.profession.c.id == t.membership.c.profession_id)
        .where(t.membership.c.chapter_id == chapter_id)
        .order_by(t.membership.c.seat, t.membership.c.id)
    )
    if statuses is not None:
        query = query.where(t.membership.c.status.in_([s.value for s in statuses]))
    return tuple(_member_of(row) for row in connection.execute(query))


_PERSON_COLUMNS = ("name", "company", "phone", "phone_typed", "email")


def _member_of(row: AnyRow) -> Member:
    person = Person(
        PersonId(row.person_id),
        row.person_name,
        row.profession,
        row.person_company,
        row.person_phone,
        row.person_phone_typed,
        row.person_email,
    )
    return Member(
        id=row.id,
        person=person,
        profession_id=row.profession_id,
        profession=row.profession,
        sphere=row.sphere,
        status=MembershipStatus(row.status),
        seat=row.seat,
        offices=tuple(row.offices),
        joined_on=row.joined_on,
        ended_on=row.ended_on,
    )


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


def _countdown(row: AnyRow) -> Countdown:
    return Countdown(row.allotted, row.started_at, row.ended_at, row.added, row.paused_at, row.paused_for)


def _outcome(row: AnyRow) -> Outcome | None:
    return Outcome(row.outcome) if row.outcome else None


def _step_of(row: AnyRow) -> Step:
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


def _turn_of(row: AnyRow) -> Turn:
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


def _attendee_of(row: AnyRow) -> Attendee:
    return Attendee(
        id=row.id,
        member_id=row.member_id,
        seat=row.seat,
        mark=Mark(row.mark) if row.mark else None,
        substitute_id=row.substitute_id,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
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


def _business_of(row: AnyRow) -> ClosedBusiness:
    return ClosedBusiness(
        id=row.id,
        reported_by_id=row.reported_by_id,
        credited_to_id=row.credited_to_id,
        amount=Money(row.amount_minor, row.currency),
        lead_id=row.lead_id,
        note=row.note,
        at=row.at,
    )


def _testimonial_of(row: AnyRow) -> Testimonial:
    return Testimonial(row.id, row.by_id, row.about_id, row.words, row.at)


def _entry_of(row: AnyRow) -> Entry:
    return Entry(row.id, row.at, EntryKind(row.kind), row.act, row.what, row.station_id, row.reverses)


def _rows_of(connection: Connection, table: Table, meeting_id: MeetingId, *order: str) -> list[AnyRow]:
    query = select(table).where(table.c.meeting_id == meeting_id)
    if "withdrawn_at" in table.c:
        query = query.where(table.c.withdrawn_at.is_(None))
    return list(connection.execute(query.order_by(*(table.c[name] for name in order))))


def _journal(connection: Connection, meeting_id: MeetingId) -> tuple[Entry, ...]:
    j = t.journal.c
    query = (
        select(j.id, j.at, j.kind, j.act, j.what, j.station_id, j.reverses)
        .where(j.meeting_id == meeting_id)
        .order_by(j.id)
    )
    return tuple(_entry_of(row) for row in connection.execute(query))


def _visits(connection: Connection, meeting: AnyRow) -> tuple[Visit, ...]:
    earlier = t.visit.alias("earlier")
    count = (
        select(func.count())
        .select_from(earlier)
        .where(
            earlier.c.person_id == t.visit.c.person_id,
            earlier.c.at <= t.visit.c.at,
            earlier.c.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    query = select(t.visit, count.label("number")).where(
        t.visit.c.meeting_id == meeting.id, t.visit.c.withdrawn_at.is_(None)
    )
    rows = connection.execute(query.order_by(t.visit.c.at, t.visit.c.id))
    return tuple(Visit(r.id, r.person_id, r.host_id, r.number, r.at) for r in rows)


LONGEST_OPEN = timedelta(days=183)


def _open_leads(connection: Connection, meeting: AnyRow) -> tuple[OpenLead, ...]:
    """Leads of earlier meetings without word, oldest first; after half a year they no longer stand in the round."""
    lead, giver = t.lead.c, t.person.alias("giver")
    last = (
        select(func.max(t.meeting.c.on_date))
        .where(t.meeting.c.chapter_id == meeting.chapter_id, t.meeting.c.state == "closed")
        .where(t.meeting.c.on_date < meeting.on_date)
        .scalar_subquery()
    )
    query = (
        select(t.lead, giver.c.name.label("giver"), (t.meeting.c.on_date == last).label("latest"))
        .join(giver, giver.c.id == lead.giver_id)
        .outerjoin(t.meeting, t.meeting.c.id == lead.meeting_id)
        .where(lead.chapter_id == meeting.chapter_id, lead.state == "open", lead.withdrawn_at.is_(None))
        .where(lead.passed_at > meeting.starts_at - LONGEST_OPEN, lead.passed_at < meeting.starts_at)
        .where(or_(lead.meeting_id.is_(None), lead.meeting_id != meeting.id))
        .order_by(lead.passed_at, lead.id)
    )
    return tuple(
        OpenLead(r.id, r.giver_id, r.receiver_id, r.giver, r.prospect, r.need, r.passed_at, bool(r.latest))
        for r in connection.execute(query)
    )


def _people(connection: Connection, ids: set[int], seated: Iterable[Member]) -> dict[PersonId, Person]:
    people = {member.person.id: member.person for member in seated}
    missing = ids - people.keys()
    if missing:
        rows = connection.execute(select(t.person).where(t.person.c.id.in_(missing)))
        people |= {PersonId(row.id): person_of(row) for row in rows}
    return people


def _person_ids(rows: Iterable[AnyRow]) -> set[int]:
    columns = (
        "member_id",
        "speaker_id",
        "substitute_id",
        "person_id",
        "host_id",
        "giver_id",
        "receiver_id",
        "spoken_by_id",
        "reported_by_id",
        "credited_to_id",
        "by_id",
        "about_id",
    )
    found = {getattr(row, column, None) for row in rows for column in columns}
    return {person_id for person_id in found if person_id is not None}


def snapshot(connection: Connection, meeting_id: MeetingId) -> Snapshot:
    """The whole picture of a meeting, from the rows alone."""
    row = connection.execute(select(t.meeting).where(t.meeting.c.id == meeting_id)).first()
    if row is None:
        raise Refused(f"There is no meeting {meeting_id} in this database.")
    steps = _rows_of(connection, t.step, meeting_id, "position", "id")
    turns = _rows_of(connection, t.turn, meeting_id, "step_id", "position", "id")
    attendance = _rows_of(connection, t.attendance, meeting_id, "seat", "id")
    leads = _rows_of(connection, t.lead, meeting_id, "passed_at", "id")
    business = _rows_of(connection, t.closed_business, meeting_id, "at", "id")
    testimonials = _rows_of(connection, t.testimonial, meeting_id, "at", "id")
    visits = _visits(connection, row)
    ids = _person_ids([*turns, *attendance, *leads, *business, *testimonials])
    ids |= {p for v in visits for p in (v.person_id, v.host_id) if p is not None}
    seated = members(connection, row.chapter_id)
    return Snapshot(
        chapter=chapter(connection, row.chapter_id),
        meeting=meeting_of(row),
        steps=tuple(_step_of(r) for r in steps),
        turns=tuple(_turn_of(r) for r in turns),
        attendees=tuple(_attendee_of(r) for r in attendance),
        visits=visits,
        leads=tuple(lead_of(r) for r in leads),
        business=tuple(_business_of(r) for r in business),
        testimonials=tuple(_testimonial_of(r) for r in testimonials),
        open_leads=_open_leads(connection, row),
        people=_people(connection, ids, seated),
        journal=_journal(connection, meeting_id),
    )
