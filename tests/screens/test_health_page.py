"""The page of the chapter's health: sorting, days, officers, and where its keys lead."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from screens.health.health_page import HealthScreen
from tests.harborview import SetClock, found_chapter
from tests.past_meetings import hold
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

TODAY = date(2026, 11, 18)


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """Twelve meetings of six; one of them has a name that is markup, and was absent twice."""
    chapter = found_chapter(sqlite_store)
    with sqlite_store.writing(chapter.id) as unit:
        unit.connection.execute(
            t.person.update().where(t.person.c.name == "Dee Fox").values(name=HOSTILE["tag"])
        )
    for week in range(1, 13):
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=week), {HOSTILE["tag"]: "A"} if week < 3 else {})
    return chapter


@pytest.fixture
def page(sqlite_store: Store, chapter: Chapter) -> HealthScreen:
    """The page on the day of the thirteenth."""
    return HealthScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)


async def test_sorting_and_going_to_a_member(page: HealthScreen) -> None:
    """The chosen column stands beside the names, in a narrow window too; Enter opens the member's page."""
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Maria Lopez")
        assert "12 meetings" in reader.text
        assert HOSTILE["tag"] in reader.text
        while "there %▼" not in reader.text:
            await reader.press("right")
        assert "by there %, highest first" in reader.text
        await reader.press("s", "home")
        assert "there %▲" in reader.text
        assert page.chosen is not None
        assert page.chosen.person.name == HOSTILE["tag"]
        assert "Attendance: 83.3 % (10 of 12)" in reader.text
        await reader.press("enter", "t", "x", "k")
        assert [name for name, _ in reader.wanted] == ["me", "chapter_figures", "matrix", "scores"]


async def test_what_officers_read_and_finding(page: HealthScreen) -> None:
    """It is there only after `o`, and says for whom; `/` finds by name and profession."""
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        assert "for officers" not in reader.text.replace("o for officers", "")
        await reader.press("o")
        assert "well▼" in reader.text
        assert "Served well: too little data." in reader.text
        await reader.press("o", "slash", *"florist", "enter")
        assert "well" not in reader.text
        assert "Ann Chu" in reader.text
        assert "Maria Lopez" not in reader.text


async def test_opened_for_officers(sqlite_store: Store, chapter: Chapter) -> None:
    """What they read is there from the first frame, and `o` hides it."""
    desk = Desk(sqlite_store, chapter.id, SetClock(), "desk")
    async with reading(HealthScreen(desk, chapter, officers=True), LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        assert "well▼" in reader.text
        await reader.press("o")
        assert "well" not in reader.text


async def test_a_cursor_on_the_first_line_stays_there(page: HealthScreen) -> None:
    """However the lines are sorted; anywhere else it goes with the member. Below them stand the medians."""
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        assert page.chosen is not None
        first = page.chosen.person.name
        assert "Median" in reader.text
        await reader.press("left", "s")
        assert page.listing.highlighted == 0
        assert page.chosen.person.name != first
        await reader.press("down")
        name = page.chosen.person.name
        await reader.press("s")
        assert page.chosen.person.name == name
        assert page.listing.highlighted != 1


async def test_other_days(page: HealthScreen) -> None:
    """`d` asks for them, and for none to come; what `t` opens is of the same days then."""
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        assert "26 Aug 2026 to 18 Nov 2026" in reader.text
        await reader.press("d")
        await reader.until_shown("Days of the figures")
        await reader.press("home", "tab")
        await reader.retype("2027-10-01")
        await reader.press("tab")
        await reader.retype("2027-10-31")
        await reader.press("ctrl+s")
        await reader.until_shown("Nothing is on record of days to come.")
        await reader.retype("2026-10-01")
        await reader.press("tab")
        await reader.retype("2026-10-31")
        await reader.press("ctrl+s")
        await reader.until_shown("4 meetings")
        assert "1 Oct 2026 to 31 Oct 2026" in reader.text
        await reader.press("t")
        ((_, days),) = reader.wanted
        assert isinstance(days, Period)
        assert (days.first, days.last) == (date(2026, 10, 1), date(2026, 10, 31))


async def test_two_members_side_by_side(page: HealthScreen) -> None:
    """`c` asks beside whom, `r` where the renewal sheet goes, both of the member under the cursor."""
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        await reader.press("c")
        await reader.until_shown("Compare")
        await reader.press(*"robert", "enter")
        await reader.until_shown("Maria Lopez beside Robert Diaz")
        await reader.press("escape", "r")
        await reader.until_shown("The renewal sheet of Maria Lopez")


def written_in(folder: Path, name: str) -> str:
    """The one file of this name somewhere in a folder."""
    (file,) = folder.rglob(name)
    return file.read_text(encoding="utf-8-sig")


async def test_writing_a_file(page: HealthScreen, documents: Path) -> None:
    """`w` and Enter write the table; the dialog asks for whom."""
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("Maria Lopez")
        await reader.press("w")
        await reader.until_shown("The figures of the members")
        assert "officers" in reader.text
        await reader.press("enter")
        await reader.until_shown("Written to")
    assert "Served well" not in written_in(documents, "health-members-2026-08-26-to-2026-11-18.csv")
