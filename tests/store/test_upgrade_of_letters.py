"""A database of the twentieth version: nobody was asked about letters, and no chapter had an address."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import ChangeMember
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.ids import ChapterId
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.chapter import chapter_here
from leadsroom.views.people import roster
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    old.member(old.chapter(), 1, "Ann Chu", "Florist")


def test_members_of_the_twentieth_version_are_written_to_until_they_say_no(databases: Databases) -> None:
    """Every row is as it was; a no and an address are set, and taken back by undo."""
    place = databases.empty()
    found, before = left_by(place, "0020", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
    assert check_up(store).faults == ()
    desk = SyncDesk(store, ChapterId(before["chapter"][0]["id"]), SetClock(BEGAN), "office")
    (ann,), chapter = desk.read(roster).members, desk.read(chapter_here)
    assert ann.person.may_write_to(is_member=True)
    assert chapter.email == ""
    desk.do(ChangeMember(ann.id, replace(sheet_of(ann, "US"), letters=False)))
    desk.do(ChangeChapter(replace(habits_of(chapter), email=" hello@harborview.example ")))
    (changed,) = desk.read(roster).members
    assert not changed.person.may_write_to(is_member=True)
    assert desk.read(chapter_here).email == "hello@harborview.example"
    desk.do(Undo())
    desk.do(Undo())
    assert desk.read(roster).members == (ann,)
    assert desk.read(chapter_here) == chapter
    store.close()
    databases.drop(place)
