"""Reading what the rules look at: attendance at closed meetings, decisions, and what members gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, select

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.attendance_record import AttendanceRecord, Attended
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import GivenOn, MemberStanding, member_standing, record_begins
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counting, Given
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import leaves_of

AnyRow = Row[Any]
Place = tuple[int, int]  # of a member at a meeting
_MARKS = {mark.value: mark for mark in Mark}
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]


_M, _A = t.meeting.c, t.attendance.c
_HELD = (
    (_M.chapter_id == bindparam("chapter_id"))
    & (_M.state == "closed")
    & (_M.on_date >= bindparam("since", type_=_M.on_date.type))
)
_DATES = select(_M.id, _M.on_date).where(_HELD).order_by(_M.on_date, _M.id)
_MARKED = (
    select(_A.member_id, _A.meeting_id, _A.mark)
    .join(t.meeting, t.link(_A.meeting_id, t.meeting))
    .where(_HELD, _A.mark.is_not(None))
)
# Hardly any has a time: reading none of them with the others halves the work.
_WITHOUT_TIMES = _MARKED.where(_A.arrived_at.is_(None), _A.left_at.is_(None))
_WITH_TIMES = _MARKED.add_columns(_A.arrived_at, _A.left_at).where(
    _A.arrived_at.is_not(None) | _A.left_at.is_not(None)
)
_STAND_IN = t.person.alias("substitute")
_MARKS_OF = (
    select(_M.id, _M.on_date, _A.mark, _A.left_at, _STAND_IN.c.name.label("substitute"))
    .select_from(t.attendance)
    .join(t.meeting, t.link(_A.meeting_id, t.meeting))
    .outerjoin(_STAND_IN, t.link(_A.substitute_id, _STAND_IN))
    .where(_HELD, _A.mark.is_not(None), _A.member_id == bindparam("member_id"))
    .order_by(_M.on_date, _M.id)
)


_D = t.decision.c
_DECISIONS = (
    select(t.decision)
    .where(_D.chapter_id == bindparam("chapter_id"), _D.withdrawn_at.is_(None))
    .order_by(_D.on_date, _D.id)
)


def attendance_records(
    connection: Connection, chapter_id: ChapterId, since: date, counting: Counting
) -> dict[PersonId, AttendanceRecord]:
    """By member, what the attendance rules look at, from a day on: closed meetings only."""
    seated, leaves = _seated_since(connection, chapter_id), leaves_of(connection, chapter_id)
    excused, trained = _excused_and_trained(connection, chapter_id)
    attended: dict[PersonId, list[Attended]] = defaultdict(list)
    for member_id, each in _attended(connection, chapter_id, since, counting, excused):
        if member_id not in seated or each.on >= seated[member_id]:
            attended[member_id].append(each)
    return {
        member_id: AttendanceRecord(
            tuple(attended[member_id]),
            leaves.get(member_id, ()),
            tuple(day for day in trained[member_id] if day >= seated.get(member_id, day)),
        )
        for member_id in {*attended, *leaves, *trained}
    }


def _attended(
    connection: Connection, chapter_id: ChapterId, since: date, counting: Counting, excused: set[Place]
) -> Iterator[tuple[PersonId, Attended]]:
    here = {"chapter_id": chapter_id, "since": since}
    dates = {row.id: row.on_date for row in connection.execute(_DATES, here)}
    alike: dict[tuple[int, str, bool], Attended] = {}
    for member_id, meeting_id, mark in connection.execute(_WITHOUT_TIMES, here).all():
        key = (meeting_id, mark, (member_id, meeting_id) in excused)
        found = alike.get(key)
        if found is None:
            found = alike[key] = Attended(dates[meeting_id], _MARKS[mark], excused=key[2])
        yield member_id, found
    begun = _steps_begun(connection, chapter_id, since, counting)
    for member_id, meeting_id, mark, arrived_at, left_at in connection.execute(_WITH_TIMES, here):
        steps = begun.get(meeting_id, {})
        yield (
            member_id,
            Attended(
                on=dates[meeting_id],
                mark=_MARKS[mark],
                left_early=left_at is not None,
                came_after=_after(steps, arrived_at),
                left_before=_before(steps, left_at),
                excused=(member_id, meeting_id) in excused,
            ),
        )


def _excused_and_trained(
    connection: Connection, chapter_id: ChapterId
) -> tuple[set[Place], dict[PersonId, list[date]]]:
    """Who is excused from which meeting, and by member the days of trainings."""
    query = select(_D.member_id, _D.meeting_id, _D.kind, _D.on_date).where(
        _D.chapter_id == chapter_id,
        _D.withdrawn_at.is_(None),
        _D.kind.in_((DecisionKind.EXCUSED.value, DecisionKind.TRAINING.value)),
    )
    excused: set[Place] = set()
    trained: dict[PersonId, list[date]] = defaultdict(list)
    for member_id, meeting_id, kind, on in connection.execute(query).all():
        if kind == DecisionKind.EXCUSED:
            excused.add((member_id, meeting_id))
        else:
            trained[PersonId(member_id)].append(on)
    return excused, trained


def standings(
    connection: Connection,
    chapter: Chapter,
    on: date,
    tonight: Mapping[PersonId, Attended] | None = None,
    rules: ChapterRules | None = None,
) -> dict[PersonId, MemberStanding]:
    """Where everybody who was ever expected stands on the day `on`, by the chapter's rules or by others.

    `tonight` is what the table of a meeting that is not closed says so far.
    """
    rules, tonight = rules or chapter.rules, tonight or {}
    records = attendance_records(connection, chapter.id, record_begins(rules, on), rules.counting)
    found = {}
    for member_id in records.keys() | tonight.keys():
        record = records.get(member_id, AttendanceRecord())
        if member_id in tonight:
            record = replace(record, attended=(*record.attended, tonight[member_id]))
        found[member_id] = member_standing(rules, record, on)
    return found


def _seated_since(connection: Connection, chapter_id: ChapterId) -> dict[int, date]:
    """By person, when the membership began that holds: who left and came back begins anew."""
    m = t.membership.c
    query = select(m.person_id, m.joined_on).where(
        m.chapter_id == chapter_id, m.status.in_(_SEATED), m.joined_on.is_not(None)
    )
    return {row.person_id: row.joined_on for row in connection.execute(query).all()}


def _after(steps: Mapping[StepKind, datetime], moment: datetime | None) -> frozenset[StepKind]:
    return frozenset(kind for kind, began in steps.items() if moment and began <= moment)


def _before(steps: Mapping[StepKind, datetime], moment: datetime | None) -> frozenset[StepKind]:
    return frozenset(kind for kind, began in steps.items() if moment and began > moment)


def _steps_begun(
    connection: Connection, chapter_id: ChapterId, since: date, counting: Counting
) -> dict[int, dict[StepKind, datetime]]:
    """When the steps that the rules speak of began, by meeting; the first of a kind."""
    kinds = [kind.value for kind in (counting.absent_from, counting.absent_before) if kind]
    if not kinds:
        return {}
    s, m = t.step.c, t.meeting.c
    query = (
        select(s.meeting_id, s.kind, s.started_at)
        .join(t.meeting, t.link(s.meeting_id, t.meeting))
        .where(m.chapter_id == chapter_id, m.state == "closed", m.on_date >= since)
        .where(s.kind.in_(kinds), s.started_at.is_not(None))
        .order_by(s.started_at.desc())
    )
    begun: dict[int, dict[StepKind, datetime]] = defaultdict(dict)
    for meeting_id, kind, started_at in connection.execute(query).all():
        begun[meeting_id][StepKind(kind)] = started_at
    return begun


def attendance_rows(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId, since: date
) -> list[AnyRow]:
    """A member's marks at closed meetings from a day on, each with the name of its `substitute`."""
    here = {"chapter_id": chapter_id, "since": since, "member_id": member_id}
    return [*connection.execute(_MARKS_OF, here)]


def decisions(connection: Connection, chapter_id: ChapterId) -> list[Decision]:
    """What the group decided, by the day of it; what was withdrawn is left out."""
    return [decision_of(row) for row in connection.execute(_DECISIONS, {"chapter_id": chapter_id}).all()]


def decision_of(row: AnyRow) -> Decision:
    """A decision from its row."""
    return Decision(
        id=row.id,
        member_id=row.member_id,
        kind=DecisionKind(row.kind),
        on=row.on_date,
        decided_by=row.decided_by,
        note=row.note,
        at=row.at,
        meeting_id=row.meeting_id,
    )


def dates_held(connection: Connection, chapter_id: ChapterId, since: date) -> list[date]:
    """The dates of the closed meetings from a day on."""
    return [row.on_date for row in connection.execute(_DATES, {"chapter_id": chapter_id, "since": since})]


def place_on(connection: Connection, chapter_id: ChapterId, member_id: PersonId, on: date) -> AnyRow | None:
    """A member's place at the closed meeting of a date: `meeting_id`, `mark`, `left_at`."""
    a, m = t.attendance.c, t.meeting.c
    query = (
        select(a.meeting_id, a.mark, a.left_at)
        .join(t.attendance, t.link(a.meeting_id, t.meeting))
        .where(m.chapter_id == chapter_id, m.on_date == on, m.state == "closed", a.member_id == member_id)
    )
    found: list[AnyRow] = list(connection.execute(query.order_by(m.id.desc()).limit(1)))
    return found[0] if found else None


def _given(table: Table, member: Column[Any], at: Column[Any], *more: Column[Any]) -> Select[Any]:
    """Rows of who gave something when; `on_date` of the meeting at which, if at one."""
    m = t.meeting.c
    return (
        select(member.label("member_id"), at.label("at"), m.on_date, *more)
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == bindparam("chapter_id"))
        .where(at >= bindparam("moment", type_=at.type), table.c.withdrawn_at.is_(None))
    )


_GIVEN: tuple[tuple[Given, Select[Any]], ...] = (
    (Given.LEAD, _given(t.lead, t.lead.c.giver_id, t.lead.c.passed_at, t.lead.c.lead_since)),
    (Given.VISITOR, _given(t.visit, t.visit.c.host_id, t.visit.c.at)),
    (Given.TESTIMONIAL, _given(t.testimonial, t.testimonial.c.by_id, t.testimonial.c.at)),
    (
        Given.UPDATE,
        _given(t.lead_update, t.lead.c.receiver_id, t.lead_update.c.at).join(
            t.lead, t.link(t.lead_update.c.lead_id, t.lead)
        ),
    ),
)


def given_since(connection: Connection, chapter: Chapter, since: date) -> dict[PersonId, list[GivenOn]]:
    """By member, what may satisfy a quota, from a day on; what is said at a table counts on its date."""
    found: dict[PersonId, list[GivenOn]] = defaultdict(list)
    # A day early: the chapter's midnight may lie before that of UTC.
    places = {"chapter_id": chapter.id, "moment": datetime.combine(since, time(), UTC) - timedelta(days=1)}
    for what, query in _GIVEN:
        for row in connection.execute(query, places).all():
            on = row.on_date or chapter.local(row.at).date()
            if on >= since and row.member_id is not None:
                kind = Given.RAW_LEAD if what is Given.LEAD and row.lead_since is None else what
                found[PersonId(row.member_id)].append(GivenOn(kind, on))
    return found
