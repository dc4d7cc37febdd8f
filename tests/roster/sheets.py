"""Forms filled in for tests, and how a table looks at a glance."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy import select

from leadsroom.acts.chapter.commands import NewChapter
from leadsroom.acts.people.commands import MemberSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.offices import Office


def harborview(**habits: Any) -> NewChapter:
    """A chapter in Los Angeles; `habits` are what is different."""
    usual: dict[str, Any] = {
        "name": "Harborview",
        "timezone": "America/Los_Angeles",
        "country": "US",
        "clock_24h": False,
        "weekday": 2,
        "starts": time(7, 0),
        "length": timedelta(minutes=90),
        "pitch": timedelta(seconds=60),
    }
    return NewChapter(**(usual | habits))


def sheet(name: str, profession: str, **rest: Any) -> MemberSheet:
    """A member's sheet."""
    return MemberSheet(name=name, profession=profession, **rest)


def seat_all(office: Office, chapter: Chapter, *names: str) -> None:
    """Members A, B, C … with professions of their own, in seats 1, 2, 3 …"""
    for name in names:
        office.add_member(chapter.id, sheet(name, f"Trade of {name}"))


def around(office: Office, chapter: Chapter) -> dict[int, str]:
    """Who sits where."""
    return {m.seat: m.person.name for m in office.members(chapter.id) if m.status.holds_seat}


def journal_of(store: Store) -> list[tuple[str, str, int | None]]:
    """The journal: act, words, meeting."""
    j = t.journal.c
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(j.act, j.what, j.meeting_id).order_by(j.id))]


def every_row(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables but the stations, and how often a chapter was written."""
    with store.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in t.metadata.tables.items()
            if name not in ("station", "revision")
        }
