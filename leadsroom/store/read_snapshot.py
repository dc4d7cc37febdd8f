"""The whole picture of a meeting, from the rows alone: a few selects, each made once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    func,
    or_,
    select,
    union,
)

from leadsroom.domain.attendance import Attendee, Became, Visit
from leadsroom.domain.chapter_rules import VisitorRules
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.lead import EarlierLead, Lead, LeadState, LeadUpdate
from leadsroom.domain.roster import Person
from leadsroom.domain.snapshot import (
    ClosedBusiness,
    EarlierAsk,
    Entry,
    MeetingKind,
    MeetingState,
    Snapshot,
    Testimonial,
    Turn,
)
from leadsroom.domain.visits import visit_counts
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read_chapter import chapter, members, person_of
from leadsroom.store.read_guests import uncounted_kind
from leadsroom.store.read_meeting import (
    ABOUT,
    attendee_of,
    business_of,
    entry_of,
    lead_of,
    meeting_of,
    questions_of,
    step_of,
    testimonial_of,
    turn_of,
    update_of,
)

AnyRow = Row[Any]
_Entry = Lead | ClosedBusiness | Testimonial | LeadUpdate | EarlierLead
LONGEST_OPEN = timedelta(days=183)
_LONGEST_MEETING = timedelta(days=1)
_GOING_ON = [state.value for state in LeadState if not state.is_over]


def _of_meeting(table: Table) -> ColumnElement[bool]:
    # With the chapter, because every index begins with it.
    here = table.c.chapter_id == bindparam("chapter_id")
    return here & (table.c.meeting_id == bindparam("meeting_id"))


def _rows_of(table: Table, *order: str) -> Select[Any]:
    """The rows of a table that belong to a meeting, those withdrawn left out."""
    query = select(table).where(_of_meeting(table))
    if "withdrawn_at" in table.c:
        query = query.where(table.c.withdrawn_at.is_(None))
    return query.order_by(*(table.c[name] for name in order))


def _journal_query() -> Select[Any]:
    j = t.journal.c
    columns = (j.id, j.at, j.kind, j.act, j.what, j.station_id, j.reverses)
    query = select(*columns).where(_of_meeting(t.journal), j.id > bindparam("after_id"))
    return query.order_by(j.id)


def _visits_query() -> Select[Any]:
    """Tonight's visits, each with its number among those visits of that person that count."""
    v, earlier, held = t.visit.c, t.visit.alias("earlier"), t.meeting.alias("held")
    count = (
        select(func.count())
        .select_from(earlier.join(held, t.link(earlier.c.meeting_id, held)))
        .where(earlier.c.chapter_id == v.chapter_id, earlier.c.person_id == v.person_id)
        .where(earlier.c.at <= v.at, earlier.c.withdrawn_at.is_(None))
        .where(held.c.kind != bindparam("uncounted"), held.c.state != MeetingState.DISCARDED.value)
        .scalar_subquery()
    )
    return _rows_of(t.visit, "at", "id").add_columns(count.label("number"))


def _last_meeting() -> Select[Any]:
    """The closed meeting before a date."""
    m = t.meeting.c
    return (
        select(m.id)
        .where(m.chapter_id == bindparam("chapter_id"), m.state == "closed")
        .where(m.on_date < bindparam("on_date", type_=m.on_date.type))
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )


def _earlier_leads_query() -> Select[Any]:
    """Leads of earlier meetings that are not over, oldest first; after half a year they drop out.

    Those of the last meeting are all there, to be read back, and those that were over only since this one.
    """
    lead, giver = t.lead.c, t.person.alias("giver")
    here: ColumnElement[bool] = lead.chapter_id == bindparam("chapter_id")
    open_since = bindparam("open_since", type_=lead.passed_at.type)
    starts_at = bindparam("starts_at", type_=lead.passed_at.type)
    until = bindparam("until", type_=lead.passed_at.type)
    heard_since = bindparam("heard_since", type_=lead.last_word_at.type)
    last: BindParameter[int | None] = bindparam("last_id", type_=lead.meeting_id.type)
    # Each is looked for by itself: an OR over them would keep an index from being used beyond its chapter.
    found = union(
        *(
            select(lead.id).where(here, each, lead.passed_at > open_since)
            for each in (
                lead.state.in_(_GOING_ON),
                lead.meeting_id == last,
                lead.last_word_at >= heard_since,
            )
        )
    ).subquery("found")
    return (
        select(
            *(lead.id, lead.giver_id, lead.receiver_id, lead.prospect, lead.company, lead.need),
            *(lead.passed_at, lead.state, lead.thanked, lead.lead_since),
            *(lead.phone_typed, lead.phone, lead.meeting_id),
            giver.c.name.label("giver"),
        )
        .select_from(found)
        .join(t.lead, here & (lead.id == found.c.id))
        .join(giver, t.link(lead.giver_id, giver))
        .where(lead.withdrawn_at.is_(None))
        # What was passed between meetings is never tonight's, even where it was late in beginning.
        .where(
            or_(
                lead.meeting_id.is_(None) & (lead.passed_at < until),
                (lead.meeting_id != bindparam("meeting_id")) & (lead.passed_at < starts_at),
            )
        )
        .order_by(lead.passed_at, lead.id)
    )


def _updates_query() -> Select[Any]:
    """Tonight's words on leads, each with whose lead it is."""
    lead = t.lead.c
    about = (*(lead[name] for name in ABOUT), lead.giver_id, lead.receiver_id)
    return (
        _rows_of(t.lead_update, "at", "id")
        .add_columns(*about)
        .join(t.lead, t.link(t.lead_update.c.lead_id, t.lead))
        .where(lead.withdrawn_at.is_(None))
    )


_MEETING = select(t.meeting).where(t.meeting.c.id == bindparam("meeting_id"))
_MEETING_OF_CHAPTER = _MEETING.where(t.meeting.c.chapter_id == bindparam("chapter_id"))
_STEPS = _rows_of(t.step, "position", "id")
_TURNS = _rows_of(t.turn, "step_id", "position", "id")
_ATTENDANCE = _rows_of(t.attendance, "seat", "id")
_VISITS = _visits_query()
_QUESTIONS = _rows_of(t.questions, "id")
_LEADS = _rows_of(t.lead, "passed_at", "id")
_BUSINESS = (
    _rows_of(t.closed_business, "at", "id")
    .add_columns(*(t.lead.c[name] for name in ABOUT))
    .outerjoin(t.lead, t.link(t.closed_business.c.lead_id, t.lead))
)
_TESTIMONIALS = _rows_of(t.testimonial, "at", "id")
_JOURNAL = _journal_query()
_EARLIER_LEADS = _earlier_leads_query()
_LAST_MEETING = _last_meeting()
_UPDATES = _updates_query()
_LAST_ASKS = (
    select(t.turn.c.id, t.turn.c.member_id, t.turn.c.looking_for)
    .where(_of_meeting(t.turn), t.turn.c.looking_for != "")
    .order_by(t.turn.c.asked_at, t.turn.c.id)
)
_PEOPLE = select(t.person).where(
    t.person.c.chapter_id == bindparam("chapter_id"), t.person.c.id.in_(bindparam("ids", expanding=True))
)


def _visit_of(row: AnyRow, *, counts: bool) -> Visit:
    return Visit(
        *(row.id, row.person_id, row.host_id, row.number, row.at, row.corrected_at),
        became=Became(row.became) if row.became else None,
        became_note=row.became_note,
        silent=row.silent,
        counts=counts,
    )


def _place(meeting: AnyRow) -> dict[str, Any]:
    return {"chapter_id": meeting.chapter_id, "meeting_id": meeting.id}


def _visits(connection: Connection, meeting: AnyRow, rules: VisitorRules) -> tuple[Visit, ...]:
    here = _place(meeting) | {"uncounted": uncounted_kind(rules.open_house_counts)}
    counts = visit_counts(MeetingKind(meeting.kind), rules)
    return tuple(_visit_of(row, counts=counts) for row in connection.execute(_VISITS, here).all())


def _earlier_leads(connection: Connection, meeting: AnyRow, last_id: int | None) -> tuple[EarlierLead, ...]:
    places = _place(meeting) | {
        "last_id": last_id,
        "starts_at": meeting.starts_at,
        "open_since": meeting.starts_at - LONGEST_OPEN,
        "until": meeting.ended_at or meeting.starts_at + _LONGEST_MEETING,
        "heard_since": min(meeting.starts_at, meeting.started_at or meeting.starts_at),
    }
    return tuple(
        EarlierLead(
            *(r.id, r.giver_id, r.receiver_id, r.giver, r.prospect or r.company, r.need, r.passed_at),
            from_last_meeting=last_id is not None and r.meeting_id == last_id,
            thanked=r.thanked,
            state=LeadState(r.state),
            qualified=r.lead_since is not None,
            phone=r.phone_typed or r.phone,
            meeting_id=r.meeting_id,
        )
        for r in connection.execute(_EARLIER_LEADS, places).all()
    )


def _named(
    turns: Iterable[Turn],
    attendees: Iterable[Attendee],
    visits: Iterable[Visit],
    entries: Iterable[_Entry],
) -> set[PersonId]:
    """Everybody whom the rows of a meeting name."""
    found = {person_id for entry in entries for person_id in _named_in(entry)}
    found.update(x for turn in turns for x in (turn.member_id, turn.speaker_id))
    found.update(x for place in attendees for x in (place.member_id, place.substitute_id))
    found.update(x for visit in visits for x in (visit.person_id, visit.host_id))
    return {person_id for person_id in found if person_id is not None}


def _named_in(entry: _Entry) -> tuple[PersonId | None, ...]:
    if isinstance(entry, Lead):
        return entry.giver_id, entry.receiver_id, entry.spoken_by_id
    if isinstance(entry, LeadUpdate | EarlierLead):
        return entry.giver_id, entry.receiver_id
    if isinstance(entry, ClosedBusiness):
        return entry.reported_by_id, entry.credited_to_id
    return entry.by_id, entry.about_id


def _people(connection: Connection, chapter_id: ChapterId, named: set[PersonId]) -> dict[PersonId, Person]:
    """The chapter's members, past ones too, and whoever else is named."""
    # Who left and came back has two memberships: the seat held now says what their trade is.
    known = sorted(members(connection, chapter_id), key=lambda member: member.status.holds_seat)
    people = {member.person.id: member.person for member in known}
    missing = named - people.keys()
    if missing:
        rows = connection.execute(_PEOPLE, {"chapter_id": chapter_id, "ids": sorted(missing)})
        people |= {PersonId(row.id): person_of(row) for row in rows}
    return people


def _journal(connection: Connection, meeting: AnyRow, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    # The journal only grows, and writers follow one another: what was read before stands, in this order.
    after_id = known[-1].id if known else 0
    rows = connection.execute(_JOURNAL, _place(meeting) | {"after_id": after_id}).all()
    return known + tuple(map(entry_of, rows))


def _meeting(connection: Connection, meeting_id: MeetingId, chapter_id: ChapterId | None) -> AnyRow:
    query = _MEETING if chapter_id is None else _MEETING_OF_CHAPTER
    row = connection.execute(query, {"chapter_id": chapter_id, "meeting_id": meeting_id}).first()
    if row is None:
        raise Refused(f"There is no meeting {meeting_id} in this database.")
    return row


def snapshot(
    connection: Connection,
    meeting_id: MeetingId,
    journal: tuple[Entry, ...] = (),
    chapter_id: ChapterId | None = None,
) -> Snapshot:
    """The whole picture of a meeting. Raises Refused when there is no such meeting.

    `journal` is the beginning of this meeting's journal as far as it is known, to spare reading it again.
    `chapter_id` is whose meeting it is, by which a server of many chapters finds it sooner.
    """
    row = _meeting(connection, meeting_id, chapter_id)
    here = _place(row)
    here_meets = chapter(connection, row.chapter_id)
    turns = tuple(map(turn_of, connection.execute(_TURNS, here).all()))
    attendees = tuple(map(attendee_of, connection.execute(_ATTENDANCE, here).all()))
    visits = _visits(connection, row, here_meets.rules.visitors)
    leads = tuple(map(lead_of, connection.execute(_LEADS, here).all()))
    business = tuple(map(business_of, connection.execute(_BUSINESS, here).all()))
    testimonials = tuple(map(testimonial_of, connection.execute(_TESTIMONIALS, here).all()))
    updates = tuple(map(update_of, connection.execute(_UPDATES, here).all()))
    before = {"chapter_id": row.chapter_id, "on_date": row.on_date}
    last_id = connection.execute(_LAST_MEETING, before).scalar()
    asks = connection.execute(_LAST_ASKS, here | {"meeting_id": last_id}).all() if last_id is not None else []
    earlier = _earlier_leads(connection, row, last_id)
    named = _named(turns, attendees, visits, (*leads, *business, *testimonials, *updates, *earlier))
    return Snapshot(
        chapter=here_meets,
        meeting=meeting_of(row),
        steps=tuple(map(step_of, connection.execute(_STEPS, here).all())),
        turns=turns,
        attendees=attendees,
        visits=visits,
        leads=leads,
        business=business,
        testimonials=testimonials,
        earlier_leads=earlier,
        updates=updates,
        last_asks=tuple(EarlierAsk(ask.id, ask.member_id, ask.looking_for) for ask in asks),
        questions=tuple(map(questions_of, connection.execute(_QUESTIONS, here).all())),
        people=_people(connection, row.chapter_id, named),
        journal=_journal(connection, row, journal),
    )
