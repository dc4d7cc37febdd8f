"""The mouse presses keys too, and ctrl+c copies what is under the cursor."""

from __future__ import annotations

from textual import events

from leadsroom.acts.desk import Desk
from leadsroom.store.store import Store
from screens.kit.keyboard.keys_in_order import NOTHING_TO_COPY, Copied
from screens.leads.page import LeadsScreen
from tests.databases import SqliteFiles
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.pages import reading
from tests.screens.table import Moderator, moderator, networking, second_pitch
from tests.screens.week_before import bucket_with_leads

JANE = "Jane Doe\n(415) 555-0101\na new web shop\nfrom Robert Diaz"


async def click(hands: Moderator, words: str, times: int = 1) -> None:
    """Click on words of the bottom line."""
    screen = hands.app.screen
    y = screen.query_one("#go-bar").region.y
    x = hands.lines()[y].index(words)
    for event in (events.MouseDown, events.MouseUp) * times:
        hands.app.post_message(event(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await hands.settle()


async def test_a_click_on_go_is_go(sqlite_files: SqliteFiles) -> None:
    """On the sign or on its words."""
    async with moderator(sqlite_files, networking) as hands:
        await click(hands, "on to Welcome")
        assert hands.snapshot.step == hands.snapshot.steps[1]


async def test_a_double_click_is_one_go(sqlite_files: SqliteFiles) -> None:
    """Who clicks twice out of habit ends one step and not two."""
    async with moderator(sqlite_files, networking) as hands:
        await click(hands, "⏎", times=3)
        assert hands.snapshot.step == hands.snapshot.steps[1]


async def test_a_click_on_another_key_is_that_key(sqlite_files: SqliteFiles) -> None:
    """A form opens, and in it pause and Go can be clicked; its own words are no keys of the table."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await click(hands, "lead")
        assert hands.form == "Lead"
        acts = len(hands.acts)
        await click(hands, "f5")
        await click(hands, "f6")
        assert hands.acts[acts:] == ["Pause", "Go"]
        assert hands.form == "Lead"


async def test_a_click_beside_the_keys_does_nothing(sqlite_files: SqliteFiles) -> None:
    """Between two keys there is none."""
    async with moderator(sqlite_files, networking) as hands:
        before = hands.journal
        await click(hands, "   space")
        assert hands.journal == before
        assert hands.form == ""


def test_pressed_again_more_is_copied() -> None:
    """The number first, then the slip, then the number; of another lead the number again."""
    copied, jane, felix = Copied(), ("555-0101", "Jane Doe\n555-0101"), ("555-0202", "Felix Cole")
    assert [copied.next_of(jane) for _ in range(3)] == [jane[0], jane[1], jane[0]]
    assert copied.next_of(felix) == felix[0]


async def test_the_lead_in_the_bucket_is_copied(sqlite_files: SqliteFiles) -> None:
    """What is under the cursor of the bucket's list: the number to dial, then all of it; not in a form."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        assert hands.screen.to_copy() == ("(415) 555-0101", JANE)
        await hands.press("l")
        assert hands.screen.to_copy() == ()
        await hands.press("escape", "tab")
        assert hands.screen.to_copy() == ("Joe\na bouquet\nfrom Dee Fox",)


async def test_without_a_list_there_is_nothing_to_copy(sqlite_files: SqliteFiles) -> None:
    """While networking no lead is under any cursor."""
    async with moderator(sqlite_files, networking) as hands:
        assert hands.screen.to_copy() == ()


async def test_the_lead_under_the_cursor_is_copied(sqlite_store: Store) -> None:
    """On the page of leads: the number, pressed again the slip; the status line says what was copied."""
    chapter, clock = found_chapter(sqlite_store), SetClock()
    table = Table.lay(sqlite_store, chapter, clock)
    table.do(table.lead())
    table.desk.close()
    desk = Desk(sqlite_store, chapter.id, clock, "front desk")
    async with reading(LeadsScreen(desk, chapter, clock.now())) as page:
        await page.until_shown("Jane Doe")
        await page.press("ctrl+c")
        assert page.app.clipboard == "(415) 555-0101"
        assert "Copied: (415) 555-0101" in page.text
        await page.press("ctrl+c")
        assert page.app.clipboard.startswith("Jane Doe\nPhone: (415) 555-0101\nNeed: a new web shop")
        assert "Copied: Jane Doe …" in page.text
        await page.press("slash", *"nobody", "enter", "ctrl+c")
        assert NOTHING_TO_COPY in page.text
