"""The association's desk beside the chapter's: what is done on a page of its own is undone there alone."""

from __future__ import annotations

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AddProfession, ProfessionSheet
from leadsroom.app import LeadsroomApp
from leadsroom.station import claim_station
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.association.areas import areas_picture
from screens.association.areas_page import AreasScreen
from screens.home.page import HomeScreen
from screens.kit.form.box import FormBox
from screens.kit.leaving import PageWanted
from tests.harborview import SetClock, found_chapter
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.test_app import sat_down_at, shown

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")


def _entries(store: Store) -> int:
    with store.reading() as connection:
        return len(connection.execute(t.journal.select()).all())


async def test_undo_on_the_areas_page_takes_back_what_was_done_there(sqlite_store: Store) -> None:
    """And nothing of the chapter, whose own last act stays what its pages would undo."""
    chapter = found_chapter(sqlite_store)
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=chapter)
    async with sat_down_at(app) as hands:
        await hands.until(lambda: shown(app) is HomeScreen)
        await app.session.between.do(AddProfession(ProfessionSheet("Baker")))
        entries = _entries(sqlite_store)
        app.post_message(PageWanted("areas"))
        await hands.until(lambda: shown(app) is AreasScreen)
        await hands.press("n")
        await hands.until(lambda: shown(app) is FormBox)
        await hands.press("'North", "ctrl+s")
        await hands.until_shown("✓ North is a new area.")
        await hands.press("u")
        await hands.until_shown("✓ Undid: North is a new area.")
        await hands.press("u")
        await hands.until_shown("Nothing of the last 24 hours is left to undo.")
        assert _entries(sqlite_store) == entries
        found = await app.session.between.next_undo()
        assert found is not None
        assert "Baker" in found.what
    assert not SyncDesk(sqlite_store, None, SetClock(), claim_station()).read(areas_picture).lines
