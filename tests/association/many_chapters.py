"""Many chapters, written as rows: named again and again alike, in ten areas, some of them archived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Connection, Table

from leadsroom.domain.agenda.agenda import agenda_for
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import agenda_as_data
from leadsroom.store.store import Store

ALL_OF_AN_ASSOCIATION = 11_000
_LENGTH, _PITCH = timedelta(minutes=90), timedelta(seconds=60)
_AGENDA = agenda_as_data(agenda_for(_LENGTH, _PITCH))
_PLACES = ("Leeds", "York", "Zürich", "Hull")


def write_areas(store: Store, names: Iterable[str]) -> list[AreaId]:
    """Areas of these names, all of one level."""
    with store.begun() as connection:
        return [
            AreaId(_insert(connection, t.area, {"level": "area", "name": name, "name_key": fold(name)}))
            for name in names
        ]


def chapter_row(name: str, place: str = "", **columns: Any) -> dict[str, Any]:
    """The columns of a chapter."""
    return {
        "name": name,
        "name_key": fold(name),
        "place": place,
        "timezone": "America/Los_Angeles",
        "country": "US",
        "currency": "USD",
        "clock_24h": False,
        "weekday": 2,
        "starts": time(7),
        "length": _LENGTH,
        "pitch": _PITCH,
        "changeover": timedelta(seconds=5),
        "agenda": _AGENDA,
        "area_id": None,
        "archived_on": None,
        **columns,
    }


def write_chapters(store: Store, rows: Iterable[dict[str, Any]]) -> list[ChapterId]:
    """Chapters of these columns; their numbers."""
    with store.begun() as connection:
        return [ChapterId(_insert(connection, t.chapter, row)) for row in rows]


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    number: int = connection.execute(table.insert().values(row).returning(table.c.id)).scalar_one()
    return number


def write_many(store: Store, count: int = ALL_OF_AN_ASSOCIATION) -> None:
    """So many chapters at one go: `Harborview 0`, `Harborview 1`…, of which every hundredth is archived, and
    so many called `Early Birds` that nobody would read through them.
    """
    areas = write_areas(store, (f"Area {number}" for number in range(10)))
    rows = [
        chapter_row(
            "Early Birds" if number % 10 == 0 else f"Harborview {number}",
            _PLACES[number % len(_PLACES)],
            area_id=areas[number // 10 % len(areas)],
            archived_on=date(2026, 1, 31) if number % 100 == 99 else None,
        )
        for number in range(count)
    ]
    with store.begun() as connection:
        connection.execute(t.chapter.insert(), rows)
