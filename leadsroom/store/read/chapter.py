"""Reading chapters, and their agenda and rules of leads as data."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct, convert
from msgspec.json import decode, encode
from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.rules.chapter_rules import ChapterRules, MoneyRules
from leadsroom.domain.rules.lead_rules import LeadRules
from leadsroom.domain.season.calendar import Schedule
from leadsroom.store import tables as t
from leadsroom.store.records import Reader, Values

Data = dict[str, Any]


def as_data(record: object) -> Any:
    """A record as JSON reads it back: images of rows are compared, and a tuple is no list."""
    return decode(encode(record, enc_hook=dict))  # of what msgspec does not know we have read-only mappings


def rules_as_data(rules: ChapterRules) -> Data:
    """A chapter's rules as JSON; money in minor units, steps by their kind."""
    data: Data = as_data(rules)
    for quota in data["quotas"]:
        quota["satisfied_by"].sort()
    return data


def money_as_data(money: MoneyRules) -> Data:
    """The charges, as JSON; fines in the order in which they were agreed on."""
    data: Data = as_data(money)
    return data


def money_of(data: Data) -> MoneyRules:
    """The charges, from JSON."""
    return convert(data, MoneyRules)


def schedule_as_data(schedule: Schedule) -> Data:
    """How often a chapter meets, as JSON."""
    data: Data = as_data(schedule)
    return data


# Statements are made once: putting one together costs more than SQLite needs to answer it.
# Every view begins with the chapter: without the texts of its own, which may be long and few ask for.
_NOT_READ = ("member_scorecard", "chapter_scorecard", "catalogue", "name_key")
_READ = [column for column in t.chapter.c if column.name not in _NOT_READ]
_ONE_CHAPTER = select(*_READ).where(t.chapter.c.id == bindparam("chapter_id"))
_CHAPTERS = select(*_READ).order_by(t.chapter.c.name, t.chapter.c.id)


_FIRST_ENTRY = (
    select(t.journal.c.at)
    .where(t.journal.c.chapter_id == bindparam("chapter_id"))
    .order_by(t.journal.c.id)
    .limit(1)
)
_LAST_ENTRY = (
    select(t.journal.c.id, t.journal.c.at)
    .where(t.journal.c.chapter_id == bindparam("chapter_id"))
    .order_by(t.journal.c.id.desc())
    .limit(1)
)


class JournalEnds(Struct, frozen=True):
    """When a chapter's journal begins, which stays so wherever it goes, and its last entry."""

    began_at: datetime
    last_id: int
    last_at: datetime


def journal_ends(connection: Connection, chapter_id: ChapterId) -> JournalEnds | None:
    """Both ends of a chapter's journal; None while nothing stands in it."""
    first = connection.execute(_FIRST_ENTRY, {"chapter_id": chapter_id}).scalar()
    last = connection.execute(_LAST_ENTRY, {"chapter_id": chapter_id}).one_or_none()
    return None if first is None or last is None else JournalEnds(first, last.id, last.at)


class _AgendaLine(Struct, frozen=True):
    """A step of an agenda as it is stored: lengths are whole seconds, and no time of a turn is null."""

    kind: StepKind
    title: str
    planned_seconds: int
    turn_seconds: int | None = None
    autostart: bool = False


def agenda_as_data(agenda: Iterable[PlannedStep]) -> list[dict[str, Any]]:
    """An agenda template as JSON; lengths in seconds."""
    lines: list[dict[str, Any]] = as_data([_agenda_line(step) for step in agenda])
    return lines


def _agenda_line(step: PlannedStep) -> _AgendaLine:
    planned, turn = (int(x.total_seconds()) if x else 0 for x in (step.planned, step.turn_length))
    return _AgendaLine(step.kind, step.title, planned, turn or None, step.autostart)


def _planned_step(line: _AgendaLine) -> PlannedStep:
    turn = timedelta(seconds=line.turn_seconds) if line.turn_seconds else None
    return PlannedStep(line.kind, line.title, timedelta(seconds=line.planned_seconds), turn, line.autostart)


def lead_rules_as_data(rules: LeadRules) -> dict[str, Any]:
    """What a chapter asks of a lead, as JSON."""
    return {"must": sorted(rules.must), "unless_denied": sorted(rules.unless_denied)}


def agenda_from_data(data: Any) -> tuple[PlannedStep, ...]:
    """The same read back. Raises msgspec.ValidationError for what is no agenda."""
    return tuple(map(_planned_step, convert(data, list[_AgendaLine])))


def _agenda_in(values: Values) -> tuple[PlannedStep, ...]:
    return agenda_from_data(values["agenda"])


# Whoever never chose rules, a schedule, or what a lead needs has the usual ones.
chapter_of = Reader(Chapter, agenda=_agenda_in, schedule="rhythm")


def chapters(connection: Connection, most: int | None = None) -> tuple[Chapter, ...]:
    """The chapters of the database, by name; no more than `most`."""
    return tuple(chapter_of.all(connection.execute(_CHAPTERS.limit(most))))


def chapters_among(connection: Connection, ids: Collection[ChapterId]) -> tuple[Chapter, ...]:
    """Some of them, by name."""
    return tuple(chapter_of.all(connection.execute(_CHAPTERS.where(t.chapter.c.id.in_(ids)))))


def chapter(connection: Connection, chapter_id: ChapterId) -> Chapter:
    """One chapter."""
    return chapter_of(connection.execute(_ONE_CHAPTER, {"chapter_id": chapter_id}).one())
