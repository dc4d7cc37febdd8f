"""Where a chapter stands in its association, and whether it is only read."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.chapter.commands import ArchiveChapter, PlaceInArea, ReopenChapter
from leadsroom.acts.chapter.founding import need_area, refuse_same_name
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association.areas import tree
from leadsroom.store.read.association.directory import label_of_chapter
from leadsroom.store.read.meeting.rows import live_meeting


@handles(PlaceInArea)
def place_in_area(act: Act, command: PlaceInArea) -> str:
    """The same area again is no act."""
    chapter, area_id = act.chapter, command.area_id
    called, before, after = _called(act), _area(act, chapter.area_id), _area(act, area_id)
    if area_id != chapter.area_id:
        refuse_same_name(act, chapter.name, chapter.place, area_id, chapter.id)
        act.unit.update(t.chapter, chapter.id, area_id=area_id)
    return f"{called}: {before} → {after}"


def _called(act: Act) -> str:
    """The chapter as it is told apart from others of its name."""
    return label_of_chapter(act.unit.connection, act.chapter.id)


def _area(act: Act, area_id: AreaId | None) -> str:
    """An area as it is told apart from others of its name. Raises Refused."""
    if area_id is None:
        return "no area"
    need_area(act, area_id)
    return tree(act.unit.connection).named(area_id)


@handles(ArchiveChapter)
def archive_chapter(act: Act, _command: ArchiveChapter) -> str:
    """Not while a meeting goes on."""
    chapter = act.chapter
    if live_meeting(act.unit.connection, chapter.id) is not None:
        raise Refused("A meeting goes on. Close it; then the chapter can be archived.")
    act.unit.update(t.chapter, chapter.id, archived_on=act.today)
    return f"Archived {_called(act)}"


@handles(ReopenChapter)
def reopen_chapter(act: Act, _command: ReopenChapter) -> str:
    """One that is not archived stays as it is."""
    chapter = act.chapter
    if chapter.archived_on is None:
        raise Refused(f"{_called(act)} is not archived.")
    act.unit.update(t.chapter, chapter.id, archived_on=None)
    return f"Opened {_called(act)} again, archived since {full_day(chapter.archived_on)}"
