"""Reading seats: leaves, applications and votes, professions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from leadsroom.domain.ids import ChapterId, LeaveId, MembershipId, ProfessionId, VettingId
from leadsroom.domain.people.attendance_record import Away
from leadsroom.domain.people.membership import Leave, MemberFacts
from leadsroom.domain.people.professions import HeldSeat, Profession
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.votes import Verdict, Vetting, Vote
from leadsroom.store import tables as t

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_LEAVE_ROWS = select(t.leave).where(t.leave.c.withdrawn_at.is_(None)).order_by(t.leave.c.since, t.leave.c.id)


def facts_of(connection: Connection, chapter_id: ChapterId) -> dict[MembershipId, MemberFacts]:
    """What is on record of each membership beside its seat."""
    m, sponsor = t.membership.c, t.person.alias("sponsor")
    query = (
        select(m.id, m.applied_on, m.waiting_since, m.sponsor_id, m.note, sponsor.c.name.label("sponsor"))
        .outerjoin(sponsor, t.link(m.sponsor_id, sponsor))
        .where(m.chapter_id == chapter_id)
    )
    leaves, votes = _leaves(connection, chapter_id), _vettings(connection, chapter_id)
    return {
        MembershipId(row.id): MemberFacts(
            leaves=tuple(leaves[row.id]),
            vettings=tuple(votes[row.id]),
            applied_on=row.applied_on,
            waiting_since=row.waiting_since,
            sponsor_id=row.sponsor_id,
            sponsor=row.sponsor or "",
            note=row.note,
        )
        for row in connection.execute(query)
    }


def days_of(
    connection: Connection, chapter_id: ChapterId
) -> dict[MembershipId, tuple[date | None, date | None]]:
    """When each applied, and from when on they waited, where they did: what is asked of them all."""
    m = t.membership.c
    query = select(m.id, m.applied_on, m.waiting_since).where(m.chapter_id == chapter_id)
    return {MembershipId(row.id): (row.applied_on, row.waiting_since) for row in connection.execute(query)}


def leaves_of_membership(
    connection: Connection, chapter_id: ChapterId, membership_id: MembershipId
) -> tuple[Leave, ...]:
    """The leaves of one membership that were not withdrawn, oldest first."""
    leave = t.leave.c
    query = _LEAVE_ROWS.where(leave.chapter_id == chapter_id, leave.membership_id == membership_id)
    return tuple(map(_leave_of, connection.execute(query)))


def _leaves(connection: Connection, chapter_id: ChapterId) -> defaultdict[int, list[Leave]]:
    found: defaultdict[int, list[Leave]] = defaultdict(list)
    for row in connection.execute(_LEAVE_ROWS.where(t.leave.c.chapter_id == chapter_id)):
        found[row.membership_id].append(_leave_of(row))
    return found


def _leave_of(row: Row[Any]) -> Leave:
    return Leave(LeaveId(row.id), MembershipId(row.membership_id), Away(row.since, row.until), row.reason)


def _vettings(connection: Connection, chapter_id: ChapterId) -> defaultdict[int, list[Vetting]]:
    query = (
        select(t.vetting)
        .where(t.vetting.c.chapter_id == chapter_id, t.vetting.c.withdrawn_at.is_(None))
        .order_by(t.vetting.c.on_date, t.vetting.c.id)
    )
    found: defaultdict[int, list[Vetting]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.membership_id].append(
            Vetting(
                VettingId(row.id),
                MembershipId(row.membership_id),
                row.on_date,
                Vote(row.votes_for, row.votes_against),
                Verdict(row.decision),
                row.decided_by,
                row.note,
            )
        )
    return found


def professions(connection: Connection, chapter_id: ChapterId) -> tuple[Profession, ...]:
    """The professions of a chapter by name, each with the number of its memberships of all times."""
    p = t.profession.c
    query = (
        select(p.id, p.name, p.family, p.sphere, func.count(t.membership.c.id).label("memberships"))
        .outerjoin(t.membership, t.link(t.membership.c.profession_id, t.profession))
        .where(p.chapter_id == chapter_id)
        .group_by(p.id, p.name, p.family, p.sphere, p.name_key)
        .order_by(p.name_key)
    )
    return tuple(
        Profession(ProfessionId(row.id), row.name, row.family, row.sphere, row.memberships)
        for row in connection.execute(query)
    )


def held_seats(connection: Connection, chapter_id: ChapterId) -> tuple[HeldSeat, ...]:
    """Every seat that is held now, in table order."""
    m, profession, person = t.membership.c, t.profession.c, t.person.c
    query = (
        select(profession.name.label("profession"), profession.family, person.name)
        .select_from(t.membership)
        .join(t.profession, t.link(m.profession_id, t.profession))
        .join(t.person, t.link(m.person_id, t.person))
        .where(m.chapter_id == chapter_id, m.status.in_(_SEATED))
        .order_by(m.seat, m.id)
    )
    return tuple(HeldSeat(row.profession, row.family, row.name) for row in connection.execute(query))
