"""A database of the twelfth version, in which two meetings of one date had one name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.store.older_version import BEGAN, OlderVersion, migrate, tables_as_found

pytestmark = ON_BOTH


def test_the_second_meeting_of_a_date_is_an_extra_one(databases: Databases) -> None:
    """By the order in which they began; an open house stays one, and what was only planned is number 1."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "0012")
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()

        def meeting(hours: float | None, kind: str = "regular", **more: Any) -> int:
            began = None if hours is None else BEGAN + timedelta(hours=hours)
            columns = {
                "chapter_id": chapter,
                "on_date": BEGAN.date(),
                "kind": kind,
                "state": "planned" if began is None else "closed",
                "starts_at": BEGAN,
                "ends_at": BEGAN + timedelta(minutes=25),
                "starting_seat": 1,
                "started_at": began,
            }
            return old.add("meeting", **columns | more)

        third, first, second = meeting(4, "open house"), meeting(0), meeting(2)
        planned, another_day = meeting(None), meeting(0, on_date=BEGAN.date() + timedelta(days=7))
    engine.dispose()
    store = open_store(place)
    assert check_up(store).faults == ()
    with store.reading() as connection:
        rows = connection.execute(select(t.meeting.c.id, t.meeting.c.number, t.meeting.c.kind)).all()
    assert {row.id: (row.number, row.kind) for row in rows} == {
        first: (1, "regular"),
        second: (2, "extra meeting"),
        third: (3, "open house"),
        planned: (1, "regular"),
        another_day: (1, "regular"),
    }
    store.close()
    databases.drop(place)
