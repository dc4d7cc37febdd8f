"""Reading chapters, and their agenda and rules of leads as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
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
