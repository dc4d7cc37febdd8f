"""Two members beside one another in a box: who is chosen, what is shown, and what could be chance."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.desk import Desk
from leadsroom.domain.rules.windows import Period
from leadsroom.store.store import Store
from leadsroom.views.health.compare import compare
from leadsroom.views.people import members
from screens.health.chapter_figures import ChapterFiguresScreen
from screens.health.compare import CompareBox, ComparePane, compare_box
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import SMALL, reading
from tests.seen import seen

YEAR = Period(date(2025, 11, 19), SAMPLE_NOW.date())


def test_every_line_has_both_figures_and_the_difference(demo_store: Store) -> None:
    """Below each line what there is to say of it, at whatever width."""
    chapter = sample_chapter(demo_store)
    people = [each.person for each in seen(demo_store, chapter, SAMPLE_NOW, members)]
    found = seen(demo_store, chapter, SAMPLE_NOW, compare, people[0].id, people[1].id, YEAR)
    for width in (60, 100):
        drawn = ComparePane().draw(found, width).plain.split("\n")
        assert max(map(len, drawn)) <= width
        assert sum("difference: none" in line or ", likely " in line for line in drawn) == 7
        assert sum("could be" in line or "unlikely" in line for line in drawn) >= 3
        assert drawn[0].split()[:2] == people[0].name.split()


async def test_another_member_is_found_by_letters(demo_store: Store) -> None:
    """Over any page with a list; the member themselves is not among them."""
    chapter = sample_chapter(demo_store)
    desk = Desk(demo_store, chapter.id, SetClock(SAMPLE_NOW), "desk")
    people = [each.person for each in seen(demo_store, chapter, SAMPLE_NOW, members)]
    page = ChapterFiguresScreen(desk, chapter)
    async with reading(page, SMALL) as reader:
        page.run_worker(compare_box(page, people[0], people, YEAR))
        await reader.until_shown("With")
        await reader.press(f"'{people[0].name.split()[0].lower()}", "enter")
        assert "Nobody here matches" in reader.text
        await reader.press("escape")
        await reader.at_rest()
        page.run_worker(compare_box(page, people[0], people, YEAR))
        await reader.until_shown("With")
        await reader.press(f"'{people[1].name.lower()}", "enter")
        await reader.until_shown(f"{people[0].name} beside {people[1].name}")
        assert [type(screen) for screen in reader.app.screen_stack][-1] is CompareBox
        await reader.press("down", "down", "up", "escape")
        assert reader.app.screen_stack[-1] is page
