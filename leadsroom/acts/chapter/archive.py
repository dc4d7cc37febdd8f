"""Where a chapter stands in its association, and whether it is only read."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.chapter.commands import ArchiveChapter, PlaceInArea, ReopenChapter
from leadsroom.acts.chapter.founding import need_area, refuse_same_name
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.rows import live_meeting


@handles(PlaceInArea)
def place_in_area(act: Act, command: PlaceInArea) -> str:
    """The same area again is no act."""
    chapter, area_id = act.chapter, command.area_id
    after = "no area" if area_id is None else need_area(act, area_id)
    before = "no area" if chapter.area_id is None else need_area(act, chapter.area_id)
    if area_id != chapter.area_id:
        refuse_same_name(act, chapter.name, chapter.place, area_id, chapter.id)
        act.unit.update(t.chapter, chapter.id, area_id=area_id)
    return f"{chapter.name}: {before} → {after}"


@handles(ArchiveChapter)
def archive_chapter(act: Act, _command: ArchiveChapter) -> str:
    """Not while a meeting goes on."""
    chapter = act.chapter
    if live_meeting(act.unit.connection, chapter.id) is not None:
        raise Refused("A meeting goes on. Close it; then the chapter can be archived.")
    act.unit.update(t.chapter, chapter.id, archived_on=act.today)
    return f"Archived {chapter.name}"


@handles(ReopenChapter)
def reopen_chapter(act: Act, _command: ReopenChapter) -> str:
    """One that is not archived stays as it is."""
    chapter = act.chapter
    if chapter.archived_on is None:
        raise Refused(f"{chapter.name} is not archived.")
    act.unit.update(t.chapter, chapter.id, archived_on=None)
    return f"Opened {chapter.name} again, archived since {full_day(chapter.archived_on)}"
