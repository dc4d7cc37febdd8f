"""A database from before dates had places of their own."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.season.calendar import DateKind, SpecialDate
from leadsroom.store.maintenance import check_up
from leadsroom.store.read.season import special_dates
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.store.older_version import OlderVersion, left_by, rows_of

pytestmark = ON_BOTH

ON = date(2026, 11, 25)


def _write(old: OlderVersion) -> None:
    old.add("special_date", chapter_id=old.chapter(), on_date=ON, kind="holiday", note="Thanksgiving")


def test_special_dates_of_before_are_at_the_usual_place(databases: Databases) -> None:
    """Every row is as it was, and its place is the chapter's."""
    place = databases.empty()
    found, before = left_by(place, "0016", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        (chapter_id,) = connection.exec_driver_sql("SELECT id FROM chapter").scalars()
        wanted = SpecialDate(ON, DateKind.HOLIDAY, "Thanksgiving")
        assert special_dates(connection, chapter_id) == (wanted,)
    assert check_up(store).faults == ()
    store.close()
    databases.drop(place)
