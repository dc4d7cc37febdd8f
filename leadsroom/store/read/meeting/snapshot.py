"""The whole picture of a meeting, from the rows alone: a few selects, each made once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
)

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, LeadId, MeetingId, PersonId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.lead import EarlierLead, LeadState, LeadUpdate
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import FROM_DAYS_AGO, TO_DAYS_AGO
from leadsroom.domain.meeting.record_kinds import KINDS, SIMPLE
from leadsroom.domain.meeting.snapshot import EarlierAsk, Meeting, MeetingKind, MeetingState, Snapshot
from leadsroom.domain.people.attendance import Visit
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visits import visit_counts
from leadsroom.domain.season.rota import Rota, StepLeader, Talk
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.journal import ENTRY_COLUMNS, entry_of
from leadsroom.store.read.chapter import chapter
from leadsroom.store.read.leads import ABOUT, business_of, lead_of, update_of
from leadsroom.store.read.meeting.rows import attendee_of, questions_of, step_of, turn_of
from leadsroom.store.read.people.roster import members, person_of
from leadsroom.store.read.people.visitors import uncounted_kind
from leadsroom.store.read.season import (
    kinds_held_before,
    leaders_of_date,
    led_before,
    meeting_of,
    praised_before,
    talk_of_date,
)
from leadsroom.store.records import Reader

T = TypeVar("T", bound=Struct)
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
    query = select(*ENTRY_COLUMNS).where(_of_meeting(t.journal), j.id > bindparam("after_id"))
    return query.order_by(j.id)


def _visits_query() -> Select[Any]:
    """Tonight's visits, each with its number among those visits of that person that count."""
    v, earlier, held = t.visit.c, t.visit.alias("earlier"), t.meeting.alias("held")
    count = (
        select(func.count())
        .select_from(earlier.join(held, t.link(earlier.c.meeting_id, held)))
        .where(earlier.c.chapter_id == v.chapter_id, earlier.c.person_id == v.person_id)
        .where(earlier.c.at <= v.at, earlier.c.withdrawn_at.is_(None), ~earlier.c.of_member_elsewhere)
        .where(held.c.kind != bindparam("uncounted"), held.c.state != MeetingState.DISCARDED.value)
        .scalar_subquery()
    )
    return _rows_of(t.visit, "at", "id").add_columns(count.label("number"))


def _last_meeting() -> Select[Any]:
    """The closed meeting before a date, extra ones left out."""
    m = t.meeting.c
    return (
        select(m.id)
        .where(m.chapter_id == bindparam("chapter_id"), m.state == "closed", ~t.IS_EXTRA)
        .where(m.on_date < bindparam("on_date", type_=m.on_date.type))
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )


_l = t.lead.c
# What is read of an earlier lead, beside the name of its giver.
_OF_EARLIER = (
    *(_l.id, _l.giver_id, _l.receiver_id, _l.prospect, _l.company, _l.need),
    *(_l.passed_at, _l.state, _l.thanked, _l.lead_since),
    *(_l.phone_typed, _l.phone, _l.meeting_id, _l.who_calls, _l.follow_up_on),
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
    heard_since = bindparam("heard_since", type_=lead["last_word_at"].type)
    last: BindParameter[int | None] = bindparam("last_id", type_=lead.meeting_id.type)
    # Each is looked for by itself: an OR over them would keep an index from being used beyond its chapter.
    found = union(
        *(
            select(lead.id).where(here, each, lead.passed_at > open_since)
            for each in (
                lead.state.in_(_GOING_ON),
                lead.meeting_id == last,
                lead["last_word_at"] >= heard_since,
            )
        )
    ).subquery("found")
    return (
        select(*_OF_EARLIER, giver.c.name.label("giver"))
        .select_from(found)
        .join(t.lead, here & (lead.id == found.c.id))
        .join(giver, t.link(lead.giver_id, giver))
        # A second slip has no life of its own: what becomes of its prospect is said of the first.
        .where(lead.withdrawn_at.is_(None), t.counted_lead)
        # A lead passed between meetings is never tonight's, even where it was late in beginning.
        .where(
            or_(
                lead.meeting_id.is_(None) & (lead.passed_at < until),
                (lead.meeting_id != bindparam("meeting_id")) & (lead.passed_at < starts_at),
            )
        )
        .order_by(lead.passed_at, lead.id)
    )


def _to_check_query() -> Select[Any]:
    """The leads of the last closed meeting between two days that were not checked at another meeting."""
    m, lead, check, giver = t.meeting.c, t.lead.c, t.slip_check.c, t.person.alias("giver")
    here: BindParameter[int] = bindparam("chapter_id")
    of_then = (
        select(m.id)
        .where(m.chapter_id == here, m.state == MeetingState.CLOSED.value)
        .where(m.on_date >= bindparam("since"), m.on_date <= bindparam("until"))
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    elsewhere = exists().where(
        check.chapter_id == here,
        check.lead_id == lead.id,
        check.meeting_id != bindparam("meeting_id"),
        check.withdrawn_at.is_(None),
    )
    return (
        select(*_OF_EARLIER, giver.c.name.label("giver"))
        .join(giver, t.link(lead.giver_id, giver))
        .where(lead.chapter_id == here, lead.meeting_id == of_then, lead.withdrawn_at.is_(None))
        .where(t.counted_lead, ~elsewhere)
        .order_by(lead.passed_at, lead.id)
    )


def _updates_query() -> Select[Any]:
    """Tonight's outcomes of leads, each with the people of its lead."""
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
    .add_columns(*(t.lead.c[name] for name in (*ABOUT, "inside")))
    .outerjoin(t.lead, t.link(t.closed_business.c.lead_id, t.lead))
)
_SIMPLE = tuple((kind, _rows_of(t.metadata.tables[kind.table], "at", "id")) for kind in SIMPLE)
_JOURNAL = _journal_query()
_EARLIER_LEADS = _earlier_leads_query()
_TO_CHECK = _to_check_query()
_THESE_EARLIER_LEADS = _EARLIER_LEADS.where(t.lead.c.id.in_(bindparam("only", expanding=True)))
_LAST_MEETING = _last_meeting()
_LAST_HELD = (
    select(t.meeting.c.on_date)
    .where(t.meeting.c.chapter_id == bindparam("chapter_id"), t.meeting.c.state == "closed")
    .where(t.meeting.c.on_date <= bindparam("on_date", type_=t.meeting.c.on_date.type))
    .order_by(t.meeting.c.on_date.desc())
    .limit(1)
)
_UPDATES = _updates_query()
_LAST_ASKS = (
    select(t.turn.c.id, t.turn.c.member_id, t.turn.c.looking_for)
    .where(_of_meeting(t.turn), t.turn.c.looking_for != "")
    .order_by(t.turn.c.asked_at, t.turn.c.id)
)
_PEOPLE = select(t.person).where(
    t.person.c.chapter_id == bindparam("chapter_id"), t.person.c.id.in_(bindparam("ids", expanding=True))
)


class _OfChapter(Struct, frozen=True):
    """A meeting with its chapter."""

    chapter_id: ChapterId
    meeting: Meeting


_of_chapter = Reader(_OfChapter, meeting=meeting_of)
_visit_of = Reader(Visit)
_ask_of = Reader(EarlierAsk, turn_id="id")


class _EarlierRow(Struct, frozen=True):
    """The columns that are read of an earlier lead."""

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    giver: str
    slip: Slip
    passed_at: datetime
    thanked: bool
    state: LeadState
    lead_since: datetime | None
    meeting_id: MeetingId | None
    follow_up_on: date | None


_earlier_row = Reader(_EarlierRow, slip=Reader(Slip))


def visits(connection: Connection, chapter: Chapter, meeting: Meeting) -> tuple[Visit, ...]:
    """Who visits a meeting, each with the number of the visit; of members of other chapters none counts."""
    rules = chapter.rules.visitors
    here = _place(chapter.id, meeting.id) | {"uncounted": uncounted_kind(rules.open_house_counts)}
    counts = visit_counts(rules, open_house=meeting.kind is MeetingKind.OPEN_HOUSE)
    return tuple(
        replace(visit, counts=counts and not visit.of_member_elsewhere)
        for visit in _visit_of.all(connection.execute(_VISITS, here))
    )


def talk_at(connection: Connection, chapter_id: ChapterId, meeting: Meeting) -> Talk | None:
    """Who speaks at a meeting; at another one of that day nobody does whose talk was given already."""
    talk = talk_of_date(connection, chapter_id, meeting.on)
    if talk is None or not talk.is_given:
        return talk
    is_of_other = StepKind.SPEAKER in kinds_held_before(connection, chapter_id, meeting)
    return None if is_of_other or meeting.state is not MeetingState.CLOSED else talk


def leaders_at(connection: Connection, chapter_id: ChapterId, meeting: Meeting) -> dict[StepKind, StepLeader]:
    """Who leads which step of a meeting; not those who led one at an earlier meeting of that day."""
    found = leaders_of_date(connection, chapter_id, meeting.on)
    held = kinds_held_before(connection, chapter_id, meeting) if found else ()
    return {kind: leader for kind, leader in found.items() if kind not in held}


def rota(connection: Connection, chapter: Chapter, meeting: Meeting) -> Rota:
    """Who speaks and leads at a meeting."""
    rules, here, education = chapter.rules.meeting, (connection, chapter.id, meeting.on), StepKind.EDUCATION
    return Rota(
        talk_at(connection, chapter.id, meeting),
        leaders_at(connection, chapter.id, meeting),
        led={education: led_before(*here, education)} if rules.education_due else {},
        praised=praised_before(*here) if rules.testimonials_due else {},
    )


def updates(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> tuple[LeadUpdate, ...]:
    """The outcomes of leads that were noted at a meeting."""
    return tuple(update_of.all(connection.execute(_UPDATES, _place(chapter_id, meeting_id))))


def last_meeting_id(connection: Connection, chapter_id: ChapterId, on: date) -> MeetingId | None:
    """The closed meeting before a date, extra ones left out."""
    return connection.execute(_LAST_MEETING, {"chapter_id": chapter_id, "on_date": on}).scalar()


def last_held(connection: Connection, chapter_id: ChapterId, meeting: Meeting) -> date | None:
    """The date on which the chapter has met last; None once the meeting has begun."""
    if meeting.state is not MeetingState.PLANNED:
        return None
    return connection.execute(_LAST_HELD, {"chapter_id": chapter_id, "on_date": meeting.on}).scalar()


def last_asks(
    connection: Connection, chapter_id: ChapterId, last_id: MeetingId | None
) -> tuple[EarlierAsk, ...]:
    """The asks of members at the last meeting."""
    if last_id is None:
        return ()
    return tuple(_ask_of.all(connection.execute(_LAST_ASKS, _place(chapter_id, last_id))))


def earlier_leads(
    connection: Connection,
    chapter_id: ChapterId,
    meeting: Meeting,
    last_id: MeetingId | None,
    only: Collection[int] | None = None,
) -> tuple[EarlierLead, ...]:
    """The leads of earlier meetings that a meeting shows, the oldest first; `only` looks at these alone."""
    places = _place(chapter_id, meeting.id) | {
        "last_id": last_id,
        "starts_at": meeting.starts_at,
        "open_since": meeting.starts_at - LONGEST_OPEN,
        "until": meeting.ended_at or meeting.starts_at + _LONGEST_MEETING,
        "heard_since": min(meeting.starts_at, meeting.started_at or meeting.starts_at),
    }
    query = _EARLIER_LEADS
    if only is not None:
        query, places = _THESE_EARLIER_LEADS, places | {"only": list(only)}
    return tuple(_earlier(row, last_id) for row in _earlier_row.all(connection.execute(query, places)))


def _earlier(row: _EarlierRow, last_id: MeetingId | None) -> EarlierLead:
    slip = row.slip
    return EarlierLead(
        *(row.id, row.giver_id, row.receiver_id, row.giver, slip.prospect or slip.company, slip.need),
        row.passed_at,
        from_last_meeting=last_id is not None and row.meeting_id == last_id,
        thanked=row.thanked,
        state=row.state,
        qualified=row.lead_since is not None,
        phone=slip.phone_typed or slip.phone,
        meeting_id=row.meeting_id,
        who_calls=slip.who_calls,
        follow_up_on=row.follow_up_on,
    )


def to_check(connection: Connection, chapter: Chapter, meeting: Meeting) -> tuple[EarlierLead, ...]:
    """The leads of two weeks ago that may be checked at a meeting: those that were at no other."""
    if not chapter.rules.meeting.slip_checks:
        return ()
    places = _place(chapter.id, meeting.id) | {
        "since": meeting.on - TO_DAYS_AGO,
        "until": meeting.on - FROM_DAYS_AGO,
    }
    found = _earlier_row.all(connection.execute(_TO_CHECK, places))
    return tuple(_earlier(row, None) for row in found)


def named(picture: Snapshot) -> set[PersonId]:
    """Everybody whom the rows of a meeting name."""
    found = {
        person_id for kind in KINDS for entry in kind.entries(picture) for person_id in kind.named(entry)
    }
    every = (*picture.earlier_leads, *picture.to_check)
    found.update(x for lead in every for x in (lead.giver_id, lead.receiver_id))
    found.update(each.leader.id for each in picture.rota.leaders.values())
    found.update([picture.rota.talk.speaker.id] if picture.rota.talk is not None else [])
    found.update(x for turn in picture.turns for x in (turn.member_id, turn.speaker_id))
    found.update(x for place in picture.attendees for x in (place.member_id, place.substitute_id))
    return {person_id for person_id in found if person_id is not None}


def people(connection: Connection, chapter_id: ChapterId, named: set[PersonId]) -> dict[PersonId, Person]:
    """The chapter's members, past ones too, and everybody else who is named."""
    # A member who left and came back has two memberships: the seat held now names the profession.
    everybody = sorted(members(connection, chapter_id), key=lambda member: member.status.holds_seat)
    people = {member.person.id: member.person for member in everybody}
    return people | persons(connection, chapter_id, named - people.keys())


def persons(
    connection: Connection, chapter_id: ChapterId, ids: Collection[PersonId]
) -> dict[PersonId, Person]:
    """People by their numbers."""
    if not ids:
        return {}
    found = person_of.all(connection.execute(_PEOPLE, {"chapter_id": chapter_id, "ids": sorted(ids)}))
    return {person.id: person for person in found}


def _place(chapter_id: ChapterId, meeting_id: MeetingId) -> dict[str, Any]:
    return {"chapter_id": chapter_id, "meeting_id": meeting_id}


def _meeting(connection: Connection, meeting_id: MeetingId, chapter_id: ChapterId | None) -> _OfChapter:
    query = _MEETING if chapter_id is None else _MEETING_OF_CHAPTER
    row = connection.execute(query, {"chapter_id": chapter_id, "meeting_id": meeting_id}).first()
    if row is None:
        raise Refused(f"There is no meeting {meeting_id} in this database.")
    return _of_chapter(row)


def snapshot(
    connection: Connection,
    meeting_id: MeetingId,
    journal: tuple[Entry, ...] = (),
    chapter_id: ChapterId | None = None,
) -> Snapshot:
    """The whole picture of a meeting. Raises Refused when there is no such meeting.

    `journal` is the beginning of this meeting's journal as far as it was read, to spare reading it again.
    `chapter_id` is whose meeting it is, by which a server of many chapters finds it sooner.
    """
    found = _meeting(connection, meeting_id, chapter_id)
    meeting, here = found.meeting, _place(found.chapter_id, meeting_id)
    here_meets = chapter(connection, found.chapter_id)
    last_id = last_meeting_id(connection, here_meets.id, meeting.on)

    def own(query: Select[Any], reader: Reader[T]) -> tuple[T, ...]:
        return tuple(reader.all(connection.execute(query, here)))

    # The journal only grows, and writers follow one another: what was read before stands, in this order.
    after = here | {"after_id": journal[-1].id if journal else 0}
    seen = Snapshot(
        chapter=here_meets,
        meeting=meeting,
        steps=own(_STEPS, step_of),
        turns=own(_TURNS, turn_of),
        attendees=own(_ATTENDANCE, attendee_of),
        visits=visits(connection, here_meets, meeting),
        leads=own(_LEADS, lead_of),
        business=own(_BUSINESS, business_of),
        entries={kind.table: own(rows, Reader(kind.record)) for kind, rows in _SIMPLE},
        earlier_leads=earlier_leads(connection, here_meets.id, meeting, last_id),
        to_check=to_check(connection, here_meets, meeting),
        updates=updates(connection, here_meets.id, meeting_id),
        last_asks=last_asks(connection, here_meets.id, last_id),
        questions=own(_QUESTIONS, questions_of),
        rota=rota(connection, here_meets, meeting),
        last_held=last_held(connection, here_meets.id, meeting),
        people={},
        journal=(*journal, *entry_of.all(connection.execute(_JOURNAL, after))),
    )
    return replace(seen, people=people(connection, here_meets.id, named(seen)))
