"""A database of the eighth version: nobody was asked whether one may write, and no profession was planned."""

from __future__ import annotations

from sqlalchemy import select

from leadsroom.store import tables as t
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.store.older_version import OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    old.member(chapter, 1, "Ann Chu", "Florist")
    old.add("profession", chapter_id=chapter, name="Plumber", name_key="plumber")


def test_what_the_eighth_version_left_is_listed_as_before_and_nobody_was_asked(databases: Databases) -> None:
    """Every row is as it was; a profession without members was added on purpose, and stays."""
    place = databases.empty()
    found, before = left_by(place, "0008", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        assert connection.scalars(select(t.person.c.may_write)).all() == [None]
        planned = connection.execute(select(t.profession.c.name, t.profession.c.is_planned))
        assert dict(planned.all()) == {"Florist": False, "Plumber": True}
    assert check_up(store).faults == ()
    store.close()
    databases.drop(place)
