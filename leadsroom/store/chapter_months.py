"""Keeping up a chapter's figures by month, and counting them anew.

They are no part of an act and stand in no journal: whatever changes what counts, undo too, has them counted
once more in its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select

from leadsroom.domain.association.month import MonthFigures
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t
from leadsroom.store.read.association.months import FIRST_MONTH, LAST_MONTH, count_months, read_months
from leadsroom.store.read.chapter import chapter as read_chapter

_c = t.chapter_month.c
_FORGET = delete(t.chapter_month).where(
    _c.chapter_id == bindparam("chapter"), _c.month.between(bindparam("first"), bindparam("last"))
)
_NOTE = insert(t.chapter_month)
_CHAPTERS = select(t.chapter.c.id).order_by(t.chapter.c.id)


def count_again(
    connection: Connection, chapter: Chapter, first: int = FIRST_MONTH, last: int = LAST_MONTH
) -> None:
    """Count the months of a chapter, from one to another, and write them in place of those on record."""
    found = count_months(connection, chapter, first, last).values()
    write_months(connection, chapter.id, found, first, last)


def count_all_again(connection: Connection) -> None:
    """The same for every chapter of the database, whoever wrote what is in it."""
    for chapter_id in chapter_ids(connection):
        count_again(connection, read_chapter(connection, chapter_id))


class MonthsApart(Struct, frozen=True):
    """A chapter, and the months whose figures as noted are not those that are counted anew."""

    chapter_id: ChapterId
    name: str
    months: tuple[int, ...]


def months_apart(connection: Connection) -> tuple[MonthsApart, ...]:
    """Every chapter of which there are such months; each chapter of the database is counted anew."""
    return tuple(each for each in map(partial(_apart, connection), chapter_ids(connection)) if each.months)


def _apart(connection: Connection, chapter_id: ChapterId) -> MonthsApart:
    chapter = read_chapter(connection, chapter_id)
    counted = count_months(connection, chapter)
    on_record = read_months(connection, [chapter_id], FIRST_MONTH, LAST_MONTH)[chapter_id]
    noted = {each.month: each for each in on_record}
    months = sorted(counted.keys() | noted.keys())
    return MonthsApart(
        chapter_id, chapter.name, tuple(each for each in months if counted.get(each) != noted.get(each))
    )


def chapter_ids(connection: Connection) -> list[ChapterId]:
    """The numbers of all chapters of the database, for what is done to each of them once."""
    return [ChapterId(number) for number in connection.execute(_CHAPTERS).scalars()]


def write_months(
    connection: Connection, chapter_id: ChapterId, months: Iterable[MonthFigures], first: int, last: int
) -> None:
    """Write the figures of months, from one to another, in place of those on record."""
    connection.execute(_FORGET, {"chapter": chapter_id, "first": first, "last": last})
    rows = [as_row(chapter_id, each) for each in months]
    if rows:
        connection.execute(_NOTE, rows)


def as_row(chapter_id: ChapterId, figures: MonthFigures) -> dict[str, Any]:
    """The figures of a month as columns."""
    values = {name: getattr(figures, name) for name in figures.__struct_fields__}
    return values | {"chapter_id": chapter_id, "dollars_by_member": dict(figures.dollars_by_member)}
