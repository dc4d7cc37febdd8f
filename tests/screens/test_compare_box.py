"""Two members beside one another in a box: who is chosen, what is shown, and what could be chance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.store.store import Store
from leadsroom.views.health.pairs.compare import compare
from screens.health.compare import CompareBox, ComparePane
from screens.health.health_page import HealthScreen
from tests.harborview import START, SetClock, found_chapter
from tests.past_meetings import hold
from tests.screens.pages import SMALL, reading
from tests.seen import seen

TODAY = date(2026, 11, 18)
YEAR = Period(TODAY - timedelta(days=364), TODAY)


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """Twenty meetings, at half of which Ann was absent."""
    chapter = found_chapter(sqlite_store)
    for week in range(1, 21):
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=week), {"Ann Chu": "A"} if week % 2 else {})
    return chapter


def test_every_line_has_both_figures_and_the_difference(sqlite_store: Store, chapter: Chapter) -> None:
    """Below each line what there is to say of it, at whatever width."""
    found = seen(sqlite_store, chapter, START, compare, PersonId(1), PersonId(2), YEAR)
    for width in (60, 100):
        drawn = ComparePane().draw(found, width).plain.split("\n")
        assert max(map(len, drawn)) <= width
        below = ("difference: none", "difference: too little data", ", likely ")
        assert sum(any(words in line for words in below) for line in drawn) == 7
        whole = " ".join(" ".join(drawn).split())
        assert "+50.0 points, likely +24.3 to +70.1 · unlikely to be chance" in whole
        assert whole.count("too little data for medians") == 2
        assert drawn[0].split() == ["Maria", "Lopez", "Ann", "Chu"]


async def test_another_member_is_found_by_letters(sqlite_store: Store, chapter: Chapter) -> None:
    """From the page of the chapter's health; the member themselves is not among them."""
    page = HealthScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Maria Lopez")
        assert page.chosen is not None
        own = page.chosen.person.name
        await reader.press("c")
        await reader.until_shown("With")
        assert "⏎ compare" in reader.text
        await reader.press(f"'{own.lower()}", "enter")
        assert "Nobody here matches" in reader.text
        await reader.press("escape", "c")
        await reader.until_shown("With")
        other = "Paul Whitfield" if own != "Paul Whitfield" else "Ann Chu"
        await reader.press(f"'{other.lower()}", "enter")
        await reader.until_shown(f"{own} beside {other}")
        assert [type(screen) for screen in reader.app.screen_stack][-1] is CompareBox
        await reader.press("down", "down", "up", "w")
        await reader.until_shown("Two members beside one another")
        await reader.press("escape")
        assert reader.app.screen_stack[-1] is page
