"""A database of the sixteenth version: no seat was marked as one of multi-level marketing."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import ChangeMember
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.ids import ChapterId
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.people import roster
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    old.member(old.chapter(), 1, "Ann Chu", "Florist")


def test_seats_of_the_sixteenth_version_can_be_marked(databases: Databases) -> None:
    """Every row is as it was and nobody is marked; a mark is set on a sheet, and undone."""
    place = databases.empty()
    found, before = left_by(place, "0016", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = SyncDesk(store, ChapterId(before["chapter"][0]["id"]), SetClock(BEGAN), "office")
    (ann,) = desk.read(roster).members
    assert not ann.person.multi_level
    desk.do(ChangeMember(ann.id, replace(sheet_of(ann, "US"), multi_level=True)))
    assert desk.read(roster).members[0].person.multi_level
    desk.do(Undo())
    assert desk.read(roster).members == (ann,)
    store.close()
    databases.drop(place)
