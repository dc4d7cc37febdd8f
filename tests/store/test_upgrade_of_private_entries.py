"""A database of the sixth version, whose journal did not say which of its entries are about money."""

from __future__ import annotations

from sqlalchemy import select

from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.store.older_version import BEGAN, OlderVersion, migrate, rows_of, tables_as_found

pytestmark = ON_BOTH


def test_a_payment_of_the_sixth_version_is_private_and_what_took_it_back_too(databases: Databases) -> None:
    """So is the redo of that undo; a lead and its undo are for everybody, and founding is known again."""
    place = databases.empty()
    engine = make_engine(database_url(place))
    migrate(engine, "0006")
    found = tables_as_found(engine)
    with engine.begin() as connection:
        old = OlderVersion(connection, found)
        chapter = old.chapter()
        station = old.add("station", machine="m", number=0, name="table")

        def entry(act: str, reverses: int | None = None) -> int:
            kind = "do" if reverses is None else "undo"
            return old.add(
                "journal",
                chapter_id=chapter,
                station_id=station,
                command_id=f"{act} {reverses}",
                rows=[],
                at=BEGAN,
                kind=kind,
                act=act,
                what=act,
                reverses=reverses,
            )

        entry("FoundChapter")
        paid, lead = entry("TakePayment"), entry("PassLead")
        redone = entry("Redo", entry("Undo", paid))
        undone = entry("Undo", lead)
        before = rows_of(connection, found)
    engine.dispose()
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        private = connection.scalars(select(t.journal.c.id).where(t.journal.c.is_private)).all()
        assert set(private) == {paid, redone, redone - 1}
        assert undone not in private
        assert connection.scalars(select(t.chapter.c.command_id)).all() == ["FoundChapter None"]
    store.close()
