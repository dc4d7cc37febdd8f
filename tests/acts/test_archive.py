"""An archived chapter is only read until it is opened again; those of one name differ in place or area."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.chapter.commands import (
    ArchiveChapter,
    ChangeChapter,
    FoundChapter,
    PlaceInArea,
    ReopenChapter,
    habits_of,
)
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import AddTime, Go, OpenMeeting
from leadsroom.acts.people.commands import AddMember, MemberSheet
from leadsroom.domain.ids import AreaId, MeetingId
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from tests.association.many_chapters import write_areas
from tests.databases import ON_BOTH
from tests.harborview import START, SetClock
from tests.roster.sheets import every_row, harborview, journal_of

IS_ARCHIVED = "Harborview was archived on 18 Nov 2026, and is only read"
MEMBER = AddMember(MemberSheet(name="Jo Park", profession="Beekeeping"))


@pytest.fixture
def desk(store: Store) -> SyncDesk:
    """The desk of a chapter with one member."""
    desk = SyncDesk(store, None, SetClock(), "office")
    desk.do(FoundChapter(harborview()))
    desk.do(MEMBER)
    return desk


def test_an_archived_chapter_refuses_what_writes(desk: SyncDesk, store: Store) -> None:
    """Nothing changes between meetings until it is opened again; it can be looked at meanwhile."""
    assert desk.do(ArchiveChapter()).what == "Archived Harborview"
    before = every_row(store)
    jo = AddMember(MemberSheet(name="Al Fry", profession="Law"))
    for command in (jo, OpenMeeting(), ArchiveChapter(), ChangeChapter(harborview(name="Lakeside"))):
        with pytest.raises(Refused, match=IS_ARCHIVED):
            desk.do(command)
    assert every_row(store) == before
    assert desk.read(chapter_here).archived_on == START.date()
    assert desk.do(ReopenChapter()).what == "Opened Harborview again, archived since 18 Nov 2026"
    assert desk.do(jo).what
    with pytest.raises(Refused, match="Harborview is not archived"):
        desk.do(ReopenChapter())


def test_archiving_is_taken_back_and_nothing_before_it(desk: SyncDesk) -> None:
    """Undo opens an archived chapter again at the station that has archived it, and changes nothing of its
    record at another.
    """
    other = SyncDesk(desk.store, desk.chapter_id, SetClock(), "other")
    other.do(AddMember(MemberSheet(name="Al Fry", profession="Law")))
    desk.do(ArchiveChapter())
    with pytest.raises(Refused, match=IS_ARCHIVED):
        other.do(Undo())
    assert desk.do(Undo()).what == "Undid: Archived Harborview"
    assert desk.read(chapter_here).archived_on is None
    assert desk.do(Redo()).what == "Redid: Archived Harborview"
    assert desk.do(Undo()).entry is not None
    assert other.do(Undo()).entry is not None


def test_no_chapter_is_archived_while_a_meeting_goes_on(desk: SyncDesk) -> None:
    """Nor is anything done at the table of an archived one."""
    opened = desk.do(OpenMeeting())
    assert opened.subject is not None
    table = SyncDesk(desk.store, desk.chapter_id, SetClock(), "table", MeetingId(opened.subject))
    desk.do(ArchiveChapter())
    with pytest.raises(Refused, match=IS_ARCHIVED):
        table.do(Go())
    desk.do(ReopenChapter())
    table.do(Go())
    with pytest.raises(Refused, match="A meeting goes on"):
        desk.do(ArchiveChapter())
    table.do(AddTime(timedelta(minutes=1)))


def test_a_chapter_is_placed_in_an_area(desk: SyncDesk, store: Store) -> None:
    """Which stands in its journal, can be taken back, and is done to an archived one too."""
    (north,) = write_areas(store, ("North",))
    assert desk.do(PlaceInArea(north)).what == "Harborview: no area → North"
    assert desk.do(PlaceInArea(north)).entry is None
    assert desk.read(chapter_here).area_id == north
    assert desk.do(Undo()).entry is not None
    desk.do(ArchiveChapter())
    desk.do(PlaceInArea(north))
    assert desk.do(PlaceInArea(None)).what == "Harborview: North → no area"
    with pytest.raises(Refused, match="That area is no longer on record"):
        desk.do(PlaceInArea(AreaId(99)))
    assert [act for act, _, _ in journal_of(store)].count("PlaceInArea") == 3


@ON_BOTH
def test_chapters_of_one_name_differ_in_place_or_area(store: Store) -> None:
    """A name is refused only where name, place and area are those of another, whichever act brings it there:
    founding, changing or placing.
    """
    north, south = write_areas(store, ("North", "South"))

    def found(place: str, area_id: AreaId | None = None) -> SyncDesk:
        desk = SyncDesk(store, None, SetClock(), "office")
        desk.do(FoundChapter(harborview(place=place), area_id))
        return desk

    leeds, in_north, in_south = found("Leeds"), found("Leeds", north), found("Leeds", south)
    york = found("York")
    with pytest.raises(Refused, match="called Harborview at Leeds already"):
        found(" LEEDS ")
    with pytest.raises(Refused, match="called Harborview at Leeds in the area North already"):
        found("Leeds", north)
    with pytest.raises(Refused, match="called Harborview at Leeds already"):
        york.do(ChangeChapter(harborview(name="HARBORVIEW", place="Leeds")))
    with pytest.raises(Refused, match="called Harborview at Leeds in the area North already"):
        in_south.do(PlaceInArea(north))
    with pytest.raises(Refused, match="That area is no longer on record"):
        found("Hull", AreaId(99))
    in_north.do(ArchiveChapter())
    with pytest.raises(Refused, match="in the area North already, which is archived"):
        leeds.do(PlaceInArea(north))
    york.do(ChangeChapter(harborview(place="Hull")))
    leeds.do(ChangeChapter(harborview(name="harborview", place="Leeds")))
    assert habits_of(leeds.read(chapter_here)).name == "harborview"


def test_no_undo_makes_two_chapters_alike(store: Store) -> None:
    """What another chapter has come to be called meanwhile stays with that one."""
    first, second = (SyncDesk(store, None, SetClock(), "office") for _ in range(2))
    first.do(FoundChapter(harborview()))
    first.do(ChangeChapter(harborview(name="Lakeside")))
    second.do(FoundChapter(harborview()))
    with pytest.raises(Refused, match="another chapter is called Harborview there"):
        first.do(Undo())
    assert first.read(chapter_here).name == "Lakeside"
    second.do(ChangeChapter(harborview(place="York")))
    fresh = SyncDesk(store, first.chapter_id, SetClock(), "office")
    fresh.do(Undo())
    assert fresh.read(chapter_here).name == "Harborview"
