"""Reading for the rules: attendance at closed meetings, decisions, and what members gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    case,
    cast,
    func,
    select,
)

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Mark
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import GivenOn, MemberStanding, member_standing, record_begins
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counting, Given
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import leaves_of
from leadsroom.store.read.people.one_to_ones import met_since
from leadsroom.store.records import Reader

Place = tuple[PersonId, MeetingId]  # of a member at a meeting
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]


_M, _A = t.meeting.c, t.attendance.c
_HELD = (
    (_M.chapter_id == bindparam("chapter_id"))
    & (_M.state == "closed")
    & (_M.on_date >= bindparam("since", type_=_M.on_date.type))
    & ~t.IS_EXTRA  # one more meeting of a week is no second absence of it
)
_DATES = select(_M.id, _M.on_date).where(_HELD).order_by(_M.on_date, _M.id)
# Hardly any mark has a time. Those without are alike but for the member: one row for all of them at a meeting
# is a tenth of the rows.
_WITHOUT_TIMES = (
    select(
        _A.meeting_id,
        _A.mark,
        _A.online,
        func.aggregate_strings(cast(_A.member_id, Text), ",").label("members"),
    )
    .join(t.meeting, t.link(_A.meeting_id, t.meeting))
    .where(_HELD, _A.mark.is_not(None), _A.arrived_at.is_(None), _A.left_at.is_(None))
    .group_by(_A.meeting_id, _A.mark, _A.online)
)
_WITH_TIMES = (
    select(_A.member_id, _A.meeting_id, _A.mark, _A.online, _A.arrived_at, _A.left_at)
    .join(t.meeting, t.link(_A.meeting_id, t.meeting))
    .where(_HELD, _A.mark.is_not(None), _A.arrived_at.is_not(None) | _A.left_at.is_not(None))
)
_SUBSTITUTE = t.person.alias("substitute")
_MARKS_OF = (
    select(_M.id, _M.on_date, _A.mark, _A.left_at, _A.online, _SUBSTITUTE.c.name.label("substitute"))
    .select_from(t.attendance)
    .join(t.meeting, t.link(_A.meeting_id, t.meeting))
    .outerjoin(_SUBSTITUTE, t.link(_A.substitute_id, _SUBSTITUTE))
    .where(_HELD, _A.member_id == bindparam("member_id"))
    .order_by(_M.on_date, _M.id)
)


_D = t.decision.c
_DECISIONS = (
    select(t.decision)
    .where(_D.chapter_id == bindparam("chapter_id"), _D.withdrawn_at.is_(None))
    .where(_D.on_date >= bindparam("since", type_=_D.on_date.type))
    .order_by(_D.on_date, _D.id)
)


# Of years there are many, and the rules look at two kinds of them.
_THAT_COUNT = select(_D.member_id, _D.kind, _D.meeting_id, _D.on_date).where(
    _D.chapter_id == bindparam("chapter_id"),
    _D.withdrawn_at.is_(None),
    _D.kind.in_([DecisionKind.EXCUSED.value, DecisionKind.TRAINING.value]),
)


_decision_of = Reader(Decision, on="on_date")


class _Held(Struct, frozen=True):
    """A closed meeting."""

    id: MeetingId
    on_date: date


class _MarkedAlike(Struct, frozen=True):
    """Members with one mark at a closed meeting."""

    meeting_id: MeetingId
    mark: Mark
    members: tuple[PersonId, ...]
    online: bool = False


class _Marked(Struct, frozen=True):
    """A mark at a closed meeting, with a time."""

    member_id: PersonId
    meeting_id: MeetingId
    mark: Mark
    online: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None


class _ThatCounts(Struct, frozen=True):
    """An absence that was excused, or a training."""

    member_id: PersonId
    kind: DecisionKind
    on_date: date
    meeting_id: MeetingId | None = None


class _Begun(Struct, frozen=True):
    """A step that was begun at a closed meeting."""

    meeting_id: MeetingId
    kind: StepKind
    started_at: datetime


class _Seated(Struct, frozen=True):
    person_id: PersonId
    joined_on: date


class _Gave(Struct, frozen=True):
    """Somebody who gave something: on the date of a meeting, or at the moment `at` of none."""

    member_id: PersonId | None
    at: datetime | None
    on_date: date | None
    is_raw: bool = False


_held, _marked, _begun, _seated = Reader(_Held), Reader(_Marked), Reader(_Begun), Reader(_Seated)
_marked_alike = Reader(
    _MarkedAlike, members=lambda values: [int(number) for number in values["members"].split(",")]
)
_gave, _that_counts = Reader(_Gave), Reader(_ThatCounts)


class MarkOn(Struct, frozen=True):
    """A member's mark at a closed meeting, as their own page shows it; `substitute` is a name."""

    meeting_id: MeetingId
    on: date
    mark: Mark | None
    left_at: datetime | None
    substitute: str = ""
    online: bool = False


class PlaceOn(Struct, frozen=True):
    """A member's place at a closed meeting."""

    meeting_id: MeetingId
    mark: Mark | None
    left_at: datetime | None
    online: bool = False


_mark_on, _place_on = Reader(MarkOn, meeting_id="id", on="on_date"), Reader(PlaceOn)


def attendance_records(
    connection: Connection, chapter_id: ChapterId, since: date, counting: Counting
) -> dict[PersonId, AttendanceRecord]:
    """The record that the attendance rules look at, by member, from a day on: closed meetings only."""
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
    dates = {held.id: held.on_date for held in _held.all(connection.execute(_DATES, here))}
    some_excused = {meeting_id for _, meeting_id in excused}
    for alike in _marked_alike.all(connection.execute(_WITHOUT_TIMES, here)):
        attended = Attended(dates[alike.meeting_id], alike.mark, online=alike.online)
        for member_id in alike.members:
            is_excused = alike.meeting_id in some_excused and (member_id, alike.meeting_id) in excused
            yield member_id, replace(attended, excused=True) if is_excused else attended
    begun = _steps_begun(connection, chapter_id, since, counting)
    for each in _marked.all(connection.execute(_WITH_TIMES, here)):
        steps = begun.get(each.meeting_id, {})
        yield (
            each.member_id,
            Attended(
                on=dates[each.meeting_id],
                mark=each.mark,
                left_early=each.left_at is not None,
                came_after=_after(steps, each.arrived_at),
                left_before=_before(steps, each.left_at),
                excused=(each.member_id, each.meeting_id) in excused,
                online=each.online,
            ),
        )


def _excused_and_trained(
    connection: Connection, chapter_id: ChapterId
) -> tuple[set[Place], dict[PersonId, list[date]]]:
    """The members excused from meetings, and by member the days of trainings."""
    excused: set[Place] = set()
    trained: dict[PersonId, list[date]] = defaultdict(list)
    for each in _that_counts.all(connection.execute(_THAT_COUNT, {"chapter_id": chapter_id})):
        if each.kind is DecisionKind.TRAINING:
            trained[each.member_id].append(each.on_date)
        elif each.meeting_id is not None:
            excused.add((each.member_id, each.meeting_id))
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


def _seated_since(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, date]:
    """By person, when the membership began that holds: a member who left and came back starts again."""
    m = t.membership.c
    query = select(m.person_id, m.joined_on).where(
        m.chapter_id == chapter_id, m.status.in_(_SEATED), m.joined_on.is_not(None)
    )
    return {each.person_id: each.joined_on for each in _seated.all(connection.execute(query))}


def _after(steps: Mapping[StepKind, datetime], moment: datetime | None) -> frozenset[StepKind]:
    return frozenset(kind for kind, began in steps.items() if moment and began <= moment)


def _before(steps: Mapping[StepKind, datetime], moment: datetime | None) -> frozenset[StepKind]:
    return frozenset(kind for kind, began in steps.items() if moment and began > moment)


def _steps_begun(
    connection: Connection, chapter_id: ChapterId, since: date, counting: Counting
) -> dict[MeetingId, dict[StepKind, datetime]]:
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
    begun: dict[MeetingId, dict[StepKind, datetime]] = defaultdict(dict)
    for step in _begun.all(connection.execute(query)):
        begun[step.meeting_id][step.kind] = step.started_at
    return begun


def attendance_rows(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId, since: date
) -> list[MarkOn]:
    """A member's places at closed meetings from a day on, those without a mark too."""
    here = {"chapter_id": chapter_id, "since": since, "member_id": member_id}
    return _mark_on.all(connection.execute(_MARKS_OF, here))


def decisions(connection: Connection, chapter_id: ChapterId, since: date = date.min) -> list[Decision]:
    """The chapter's decisions from a day on, by day; those withdrawn are left out."""
    here = {"chapter_id": chapter_id, "since": since}
    return _decision_of.all(connection.execute(_DECISIONS, here))


def dates_held(connection: Connection, chapter_id: ChapterId, since: date) -> list[date]:
    """The dates of the closed meetings from a day on."""
    held = _held.all(connection.execute(_DATES, {"chapter_id": chapter_id, "since": since}))
    return [meeting.on_date for meeting in held]


def place_on(connection: Connection, chapter_id: ChapterId, member_id: PersonId, on: date) -> PlaceOn | None:
    """A member's place at the closed meeting of a date."""
    a, m = t.attendance.c, t.meeting.c
    query = (
        select(a.meeting_id, a.mark, a.left_at, a.online)
        .join(t.attendance, t.link(a.meeting_id, t.meeting))
        .where(m.chapter_id == chapter_id, m.on_date == on, m.state == "closed", a.member_id == member_id)
    )
    row = connection.execute(query.order_by(t.IS_EXTRA, m.id.desc()).limit(1)).first()
    return None if row is None else _place_on(row)


def _given(table: Table, member: Column[Any], at: Column[Any], *more: ColumnElement[Any]) -> Select[Any]:
    """Rows of who gave something, with the date of the meeting at which, or of no meeting when."""
    return (
        select(member.label("member_id"), case((_M.on_date.is_(None), at)).label("at"), _M.on_date, *more)
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == bindparam("chapter_id"))
        .where(at >= bindparam("moment", type_=at.type), table.c.withdrawn_at.is_(None))
    )


_LEADS_GIVEN = _given(
    t.lead, t.lead.c.giver_id, t.lead.c.passed_at, t.lead.c.lead_since.is_(None).label("is_raw")
).where(t.counted_lead)
_UPDATES_GIVEN = _given(t.lead_update, t.lead.c.receiver_id, t.lead_update.c.at).join(
    t.lead, t.link(t.lead_update.c.lead_id, t.lead)
)
_GIVEN: tuple[tuple[Given, Select[Any]], ...] = (
    (Given.LEAD, _LEADS_GIVEN),
    (Given.VISITOR, _given(t.visit, t.visit.c.host_id, t.visit.c.at).where(t.counted_visit)),
    (Given.TESTIMONIAL, _given(t.testimonial, t.testimonial.c.by_id, t.testimonial.c.at)),
    (Given.UPDATE, _UPDATES_GIVEN),
)


def given_since(
    connection: Connection,
    chapter: Chapter,
    since: date,
    kinds: Collection[Given] = tuple(Given),
) -> dict[PersonId, list[GivenOn]]:
    """By member, what of some kinds may satisfy a quota, from a day on.

    An entry at a table counts on its date. A lead stands for raw ones too.
    """
    found: dict[PersonId, list[GivenOn]] = defaultdict(list)
    # A day early: the chapter's midnight may lie before that of UTC.
    places = {"chapter_id": chapter.id, "moment": datetime.combine(since, time(), UTC) - timedelta(days=1)}
    for what, query in _GIVEN:
        if what not in kinds and not (what is Given.LEAD and Given.RAW_LEAD in kinds):
            continue
        for each in _gave.all(connection.execute(query, places)):
            on = each.on_date or (chapter.local(each.at).date() if each.at else since)
            if on >= since and each.member_id is not None:
                kind = Given.RAW_LEAD if each.is_raw else what
                found[each.member_id].append(GivenOn(kind, on))
    for first_id, second_id, on in (
        met_since(connection, chapter.id, since) if Given.ONE_TO_ONE in kinds else ()
    ):
        for member_id in (first_id, second_id):
            found[member_id].append(GivenOn(Given.ONE_TO_ONE, on))
    return found
