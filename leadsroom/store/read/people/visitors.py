"""Reading who has visited, and which seats are held: what is to be known of whoever comes in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.visits import KnownGuest
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import person_of

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_v, _m, _ship = t.visit.c, t.meeting.c, t.membership.c
_VISITS = (
    select(t.person, _m.on_date, _m.kind, _v.became)
    .join(t.visit, t.link(_v.person_id, t.person))
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.on_date >= bindparam("since", type_=_m.on_date.type))
    .where(_m.id != bindparam("besides"), _m.state != MeetingState.DISCARDED.value)
    .where(_v.withdrawn_at.is_(None))
    .order_by(_v.at, _v.id)
)
_SEATS = (
    select(
        *(_ship.person_id, t.person.c.name, t.profession.c.family),
        t.profession.c.name.label("profession"),
    )
    .join(t.person, t.link(_ship.person_id, t.person))
    .join(t.profession, t.link(_ship.profession_id, t.profession))
    .where(_ship.chapter_id == bindparam("chapter_id"), _ship.status.in_(_SEATED))
    .order_by(_ship.seat, _ship.id)
)


def uncounted_kind(open_house_counts: bool) -> str:
    """The kind of meeting whose visits do not count; empty when all do."""
    return "" if open_house_counts else MeetingKind.OPEN_HOUSE.value


def guests_since(
    connection: Connection, chapter_id: ChapterId, since: date, besides: MeetingId, *, open_house_counts: bool
) -> tuple[KnownGuest, ...]:
    """Who has visited from a day on, one meeting left out; who came last comes first."""
    uncounted = uncounted_kind(open_house_counts)
    found: dict[PersonId, KnownGuest] = {}
    here = {"chapter_id": chapter_id, "since": since, "besides": besides}
    for row in connection.execute(_VISITS, here).all():
        before = found.pop(row.id, None)
        visits = (before.visits if before else 0) + (row.kind != uncounted)
        became = Became(row.became) if row.became else before.became if before else None
        found[row.id] = KnownGuest(person_of(row), visits, row.on_date, became)
    return tuple(reversed(found.values()))


def held_seats(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, HeldSeat]:
    """The seats of a chapter that are held, on leave too, by who holds them, in table order."""
    rows = connection.execute(_SEATS, {"chapter_id": chapter_id}).all()
    return {PersonId(row.person_id): HeldSeat(row.profession, row.family, row.name) for row in rows}
