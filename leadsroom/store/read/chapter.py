"""Rows of chapters and rosters as the domain's records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.lead_rules import PUBLISHED, Fact, LeadRules
from leadsroom.store import tables as t
from leadsroom.store.rules_data import rhythm_of, rules_of

AnyRow = Row[Any]

# Statements are made once: putting one together costs more than SQLite needs to answer it.
_ONE_CHAPTER = select(t.chapter).where(t.chapter.c.id == bindparam("chapter_id"))
_CHAPTERS = select(t.chapter).order_by(t.chapter.c.name, t.chapter.c.id)


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


def lead_rules_as_data(rules: LeadRules) -> dict[str, Any]:
    """What a chapter asks of a lead, as JSON."""
    return {"must": sorted(rules.must), "unless_denied": sorted(rules.unless_denied)}


def _lead_rules(data: dict[str, Any] | None) -> LeadRules:
    # A chapter that never chose follows the published definition.
    if data is None:
        return PUBLISHED
    return LeadRules(frozenset(map(Fact, data["must"])), frozenset(map(Fact, data["unless_denied"])))


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
        lead_rules=_lead_rules(row.lead_rules),
        rules=rules_of(row.rules),
        rhythm=rhythm_of(row.rhythm),
    )


def chapters(connection: Connection) -> tuple[Chapter, ...]:
    """Every chapter of the database, by name."""
    return tuple(chapter_of(row) for row in connection.execute(_CHAPTERS))


def chapter(connection: Connection, chapter_id: ChapterId) -> Chapter:
    """One chapter."""
    return chapter_of(connection.execute(_ONE_CHAPTER, {"chapter_id": chapter_id}).one())


def chapter_names(connection: Connection) -> dict[ChapterId, str]:
    """The names of all chapters, in order; cheap where there are thousands."""
    c = t.chapter.c
    return {
        ChapterId(row.id): row.name for row in connection.execute(select(c.id, c.name).order_by(c.name, c.id))
    }


def chapter_by_name(connection: Connection, name: str) -> Chapter | None:
    """The chapter of exactly this name; of several, the first that was founded."""
    row = connection.execute(_CHAPTERS.where(t.chapter.c.name == name)).first()
    return None if row is None else chapter_of(row)


def person_of(row: AnyRow) -> Person:
    """A person from a row of `person`."""
    return Person(PersonId(row.id), row.name, row.trade, row.company, row.phone, row.phone_typed, row.email)


def _members_query() -> Select[Any]:
    m, p = t.membership.c, t.person.c
    return (
        select(
            *(m.id, m.person_id, m.profession_id, m.status, m.seat, m.offices, m.joined_on, m.ended_on),
            *(t.profession.c.name.label("profession"), t.profession.c.sphere),
            *(p.name, p.company, p.phone, p.phone_typed, p.email),
        )
        .join(t.person, t.link(m.person_id, t.person))
        .join(t.profession, t.link(m.profession_id, t.profession))
        .where(m.chapter_id == bindparam("chapter_id"))
        .order_by(m.seat, m.id)
    )


_MEMBERS = _members_query()
_MEMBERS_OF_STATUS = _MEMBERS.where(t.membership.c.status.in_(bindparam("statuses", expanding=True)))


def members(
    connection: Connection, chapter_id: ChapterId, statuses: Iterable[MembershipStatus] | None = None
) -> tuple[Member, ...]:
    """The memberships of a chapter in table order, those of the given statuses or all."""
    if statuses is None:
        rows = connection.execute(_MEMBERS, {"chapter_id": chapter_id})
    else:
        wanted = [status.value for status in statuses]
        rows = connection.execute(_MEMBERS_OF_STATUS, {"chapter_id": chapter_id, "statuses": wanted})
    return tuple(_member_of(row) for row in rows.all())


def _member_of(row: AnyRow) -> Member:
    return Member(
        id=row.id,
        person=Person(
            row.person_id, row.name, row.profession, row.company, row.phone, row.phone_typed, row.email
        ),
        profession_id=row.profession_id,
        profession=row.profession,
        sphere=row.sphere,
        status=MembershipStatus(row.status),
        seat=row.seat,
        offices=tuple(row.offices),
        joined_on=row.joined_on,
        ended_on=row.ended_on,
    )
