"""Reading who has stood in for whom, and when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.substitutes import StandIn, StoodIn
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import person_of

_member = t.person.alias("member")
_a, _m = t.attendance.c, t.meeting.c
_STOOD_IN = (
    select(t.person, _a.member_id, _member.c.name.label("member"), _m.on_date)
    .join(t.attendance, t.link(_a.substitute_id, t.person))
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .join(_member, t.link(_a.member_id, _member))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.state == MeetingState.CLOSED.value)
    .where(_m.on_date >= bindparam("since", type_=_m.on_date.type))
    .where(_m.id != bindparam("besides"))
    .order_by(_m.on_date, _m.id, _a.seat)
)


def stand_ins_since(
    connection: Connection, chapter_id: ChapterId, since: date, besides: MeetingId
) -> tuple[StandIn, ...]:
    """Who has stood in at closed meetings from a day on, one meeting left out; who did last comes first."""
    people: dict[PersonId, Person] = {}
    times: defaultdict[PersonId, list[StoodIn]] = defaultdict(list)
    here = {"chapter_id": chapter_id, "since": since, "besides": besides}
    for row in connection.execute(_STOOD_IN, here).all():
        people[row.id] = person_of(row)
        times[row.id].append(StoodIn(row.on_date, row.member_id, row.member))
    found = [StandIn(person, tuple(times[person_id])) for person_id, person in people.items()]
    return tuple(sorted(found, key=lambda one: one.times[-1].on, reverse=True))
