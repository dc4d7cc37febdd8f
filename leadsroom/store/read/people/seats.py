"""Reading seats: leaves, applications and votes, professions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, case, func, select

from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.decisions import Vetting, Vote
from leadsroom.domain.people.membership import Leave, MemberFacts
from leadsroom.domain.people.professions import Profession
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import APPLIED_IN_VAIN
from leadsroom.store.records import Reader

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_LEAVE_ROWS = select(t.leave).where(t.leave.c.withdrawn_at.is_(None)).order_by(t.leave.c.since, t.leave.c.id)


class _FactsRow(Struct, frozen=True):
    id: MembershipId
    facts: MemberFacts


_facts_row = Reader(_FactsRow, facts=Reader(MemberFacts))
_leave_of = Reader(Leave, away=Reader(Away))
_vetting_of = Reader(Vetting, on="on_date", vote=Reader(Vote))
_profession_of = Reader(Profession)


def facts_of(connection: Connection, chapter_id: ChapterId) -> dict[MembershipId, MemberFacts]:
    """The record of each membership beside its seat."""
    m, sponsor = t.membership.c, t.person.alias("sponsor")
    query = (
        select(m.id, m.applied_on, m.waiting_since, m.sponsor_id, m.note, sponsor.c.name.label("sponsor"))
        .outerjoin(sponsor, t.link(m.sponsor_id, sponsor))
        .where(m.chapter_id == chapter_id)
    )
    leaves, votes = _leaves(connection, chapter_id), _vettings(connection, chapter_id)
    return {
        row.id: replace(row.facts, leaves=tuple(leaves[row.id]), vettings=tuple(votes[row.id]))
        for row in _facts_row.all(connection.execute(query))
    }


def days_of(
    connection: Connection, chapter_id: ChapterId
) -> dict[MembershipId, tuple[date | None, date | None]]:
    """When each applied, and from when on they waited, where they did."""
    m = t.membership.c
    query = select(m.id, m.applied_on, m.waiting_since).where(m.chapter_id == chapter_id)
    rows = _facts_row.all(connection.execute(query))
    return {row.id: (row.facts.applied_on, row.facts.waiting_since) for row in rows}


def leaves_of_membership(
    connection: Connection, chapter_id: ChapterId, membership_id: MembershipId
) -> tuple[Leave, ...]:
    """The leaves of one membership that were not withdrawn, oldest first."""
    return leaves_of_memberships(connection, chapter_id, [membership_id])[membership_id]


def leaves_of_memberships(
    connection: Connection, chapter_id: ChapterId, membership_ids: Collection[MembershipId]
) -> dict[MembershipId, tuple[Leave, ...]]:
    """The same of several, in one query."""
    leave = t.leave.c
    query = _LEAVE_ROWS.where(leave.chapter_id == chapter_id, leave.membership_id.in_(membership_ids))
    found = _leave_of.all(connection.execute(query)) if membership_ids else []
    return {which: tuple(each for each in found if each.membership_id == which) for which in membership_ids}


def _leaves(connection: Connection, chapter_id: ChapterId) -> defaultdict[MembershipId, list[Leave]]:
    found: defaultdict[MembershipId, list[Leave]] = defaultdict(list)
    for leave in _leave_of.all(connection.execute(_LEAVE_ROWS.where(t.leave.c.chapter_id == chapter_id))):
        found[leave.membership_id].append(leave)
    return found


def _vettings(connection: Connection, chapter_id: ChapterId) -> defaultdict[MembershipId, list[Vetting]]:
    query = (
        select(t.vetting)
        .where(t.vetting.c.chapter_id == chapter_id, t.vetting.c.withdrawn_at.is_(None))
        .order_by(t.vetting.c.on_date, t.vetting.c.id)
    )
    found: defaultdict[MembershipId, list[Vetting]] = defaultdict(list)
    for vetting in _vetting_of.all(connection.execute(query)):
        found[vetting.membership_id].append(vetting)
    return found


def professions(connection: Connection, chapter_id: ChapterId) -> tuple[Profession, ...]:
    """The professions that a chapter lists, by name, each with the number of its memberships of all times."""
    p, m = t.profession.c, t.membership.c
    query = (
        select(
            *(p.id, p.name, p.family, p.sphere, p.is_planned, func.count(m.id).label("memberships")),
            func.count(case((APPLIED_IN_VAIN, m.id))).label("applied_in_vain"),
        )
        .outerjoin(t.membership, t.link(m.profession_id, t.profession))
        .where(p.chapter_id == chapter_id)
        .group_by(p.id, p.name, p.family, p.sphere, p.is_planned, p.name_key)
        .order_by(p.name_key)
    )
    found = _profession_of.all(connection.execute(query))
    return tuple(profession for profession in found if profession.is_listed)
