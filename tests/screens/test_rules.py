from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.rules.chapter_rules import NO_RULES
from leadsroom.domain.rules.rule_presets import BNI, POWERTIPPS
from leadsroom.store.read.chapter import chapter as read_chapter
from screens.kit.dialog import PickDialog
from screens.kit.form.box import FormBox
from screens.kit.leaving import PageDraft
from screens.rules.page import RulesScreen, UnsavedRules
from tests.harborview import SetClock, found_chapter
from tests.offices import RulesBook
from tests.past_meetings import hold
from tests.screens.pages import LAPTOP, SMALL, reading

TODAY = date(2026, 11, 18)


@pytest.fixture
def chapter(sqlite_store):
    """Six members; Ann was absent four times in autumn, Dee once."""
    chapter = found_chapter(sqlite_store)
    for weeks in range(1, 9):
        absent = {"Ann Chu": "A"} if weeks % 2 else {"Dee Fox": "A"} if weeks == 2 else {}
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=weeks), absent)
    return chapter


@pytest.fixture
def desk(sqlite_store, chapter):
    """The desk between meetings."""
    desk = Desk(sqlite_store, chapter.id, SetClock(), "front desk")
    yield desk
    desk.close()


def on_record(store, chapter):
    """The rules as they are on record."""
    with store.reading() as connection:
        return read_chapter(connection, chapter.id).rules


async def choose_bni(reader):
    """Take the first preset as a draft."""
    await reader.press("o")
    await reader.until(lambda: isinstance(reader.app.screen, PickDialog))
    await reader.press("enter")
    await reader.until_shown("The rules of BNI")


@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["laptop", "small"])
async def test_a_preset_is_weighed_before_it_is_saved(sqlite_store, desk, chapter, size, snapshot):
    """A preset is read back in sentences and says who would be past its limits; only ctrl+s makes it hold."""
    async with reading(RulesScreen(desk, chapter), size) as reader:
        await choose_bni(reader)
        assert "At most 3 absences in any 6 months" in reader.text
        if size == SMALL:
            await reader.press("tab")
        await reader.until_shown("4 absences, 3 allowed")
        await reader.until_shown("4 others are well within the limits.")
        assert on_record(sqlite_store, chapter) == NO_RULES
        assert "not saved" in reader.text
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines] == snapshot
        await reader.press("ctrl+s")
        await reader.until_shown("Rules saved")
        assert on_record(sqlite_store, chapter) == BNI.rules


async def test_one_rule_is_edited_and_taken_back(sqlite_store, desk, chapter):
    """A rule's form shows the sentence that it makes; u takes the change back, escape asks once."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await reader.until_shown("Absences are not limited.")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("enter")
        await reader.retype("1")
        assert "At most 1 absence in any 6 months; with the 2nd the membership may end." in reader.text
        await reader.press("ctrl+s")
        await reader.until_shown("not saved")
        await reader.press("escape")
        assert "leaving again keeps a draft" in reader.text
        await reader.press("u")
        await reader.until_shown("Absences are not limited.")
        await reader.press("escape")
        assert reader.left_with
    assert on_record(sqlite_store, chapter) == NO_RULES


async def test_a_wrong_figure_is_refused_beside_it(desk, chapter):
    """A number that is none is refused in the form, and what was typed stays there."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await reader.until_shown("Absences are not limited.")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("enter")
        await reader.retype("many")
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, FormBox)
        assert "Type a number from 0 to 99." in reader.text
        assert "many" in reader.text


async def test_rules_changed_elsewhere_are_not_overwritten(sqlite_store, desk, chapter):
    """Saving is refused when another station has changed the rules since they were opened."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await choose_bni(reader)
        other = RulesBook(sqlite_store, SetClock(), "the other desk")
        other.set_rules(chapter.id, NO_RULES.__class__(remark="Be kind."))
        await reader.press("ctrl+s")
        await reader.until_shown("changed elsewhere")
    assert on_record(sqlite_store, chapter).remark == "Be kind."


async def test_a_draft_learns_at_once_of_rules_changed_elsewhere(sqlite_store, desk, chapter):
    """Seen again, the page says so before anything is saved; u goes to what is on record."""
    page, other = RulesScreen(desk, chapter), RulesBook(sqlite_store, SetClock(), "the other desk")
    async with reading(page) as reader:
        await choose_bni(reader)
        await reader.press("delete")
        await reader.until_shown("Taken out.")
        other.set_rules(chapter.id, NO_RULES.__class__(remark="Be kind."))
        page.seen_again()
        await reader.until_shown("changed elsewhere meanwhile")
        assert "Be kind." not in reader.text
        await reader.press("u")
        await reader.until_shown("Be kind.")
        assert "on record" in reader.lines[0]
        assert not reader.app.page_drafts.names
    assert on_record(sqlite_store, chapter).remark == "Be kind."


async def test_a_draft_beside_rules_changed_elsewhere_is_saved_in_their_place(sqlite_store, desk, chapter):
    """Once it was said; left and opened again meanwhile, it is still there."""
    page, other = RulesScreen(desk, chapter), RulesBook(sqlite_store, SetClock(), "the other desk")
    async with reading(page) as reader:
        await choose_bni(reader)
        other.set_rules(chapter.id, NO_RULES.__class__(remark="Be kind."))
        page.seen_again()
        await reader.until_shown("changed elsewhere meanwhile")
        await reader.app.push_screen(RulesScreen(desk, chapter))
        await reader.until_shown("Put back, and not saved yet.")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Rules saved.")
    assert on_record(sqlite_store, chapter) == BNI.rules


async def test_a_change_typed_while_its_rules_are_saved_is_a_draft_of_these(sqlite_store, desk, chapter):
    """Its own save is no change from elsewhere, and u goes back to what was saved."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await choose_bni(reader)
        await reader.press("ctrl+s", "delete")
        await reader.until(lambda: on_record(sqlite_store, chapter) == BNI.rules)
        await reader.until_shown("not saved")
        assert "elsewhere" not in reader.text
        await reader.press("u")
        await reader.until_shown("✓ Undid: no longer: At most 3 absences")
        await reader.until(lambda: "on record" in reader.lines[0])


async def test_the_same_rules_saved_elsewhere_are_no_draft_any_more(sqlite_store, desk, chapter):
    """Nothing is to be saved in place of anything."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await choose_bni(reader)
        RulesBook(sqlite_store, SetClock(), "the other desk").set_rules(chapter.id, BNI.rules)
        await reader.press("ctrl+s")
        await reader.until_shown("These rules were saved elsewhere already.")
        assert "on record" in reader.lines[0]
        assert not reader.app.page_drafts.names


async def test_u_takes_the_draft_back_first_and_then_what_was_saved(sqlite_store, desk, chapter):
    """With a draft u stays within it; with none left it goes to what is on record, which ctrl+y repeats."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await choose_bni(reader)
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Rules saved.")
        await reader.press("delete")
        await reader.until_shown("Taken out. u brings it back.")
        await reader.press("ctrl+y")
        await reader.until_shown("Not saved yet: ctrl+s saves, u takes back.")
        await reader.press("u")
        await reader.until_shown("✓ Undid: no longer: ")
        assert on_record(sqlite_store, chapter) == BNI.rules
        await reader.press("u")
        await reader.until_shown("✓ Undid: Rules: ")
        assert on_record(sqlite_store, chapter) == NO_RULES
        assert "Absences are not limited." in reader.text
        assert "on record" in reader.lines[0]
        await reader.press("ctrl+y")
        await reader.until_shown("✓ Redid: Rules: ")
    assert on_record(sqlite_store, chapter) == BNI.rules


async def left_unsaved(reader):
    """The rules of BNI, not saved before the page was left."""
    await choose_bni(reader)
    await reader.press("escape")
    await reader.until_shown("leaving again keeps a draft")
    await reader.press("escape")
    await reader.until(lambda: reader.left_with)


async def test_what_was_not_saved_is_put_back(sqlite_store, desk, chapter):
    """Opened again, the page shows the draft and says so; u takes it back, and then nothing is left of it."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await left_unsaved(reader)
        assert on_record(sqlite_store, chapter) == NO_RULES
        await reader.app.push_screen(RulesScreen(desk, chapter))
        await reader.until_shown("Put back, and not saved yet.")
        assert "At most 3 absences in any 6 months" in reader.text
        await reader.press("u")
        await reader.until_shown("Absences are not limited.")
        assert not reader.app.page_drafts.names


async def test_what_was_put_back_is_saved(sqlite_store, desk, chapter):
    """With its fines and sets as they were; what is saved is no draft."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await reader.until_shown("Absences are not limited.")
        unsaved = UnsavedRules((NO_RULES,), POWERTIPPS.rules)
        draft = PageDraft(reader.app, "rules", UnsavedRules)
        assert draft.put_back(lambda _stood: None, reader.app.log)
        draft.keep(unsaved)
        await reader.app.push_screen(RulesScreen(desk, chapter))
        await reader.until_shown("Put back, and not saved yet.")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Rules saved.")
        assert not reader.app.page_drafts.names
    assert on_record(sqlite_store, chapter) == POWERTIPPS.rules


async def test_a_draft_that_other_rules_have_overtaken_is_let_go(sqlite_store, desk, chapter):
    """Somebody else set rules since: theirs stand, and it is said."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await left_unsaved(reader)
        other = RulesBook(sqlite_store, SetClock(), "the other desk")
        other.set_rules(chapter.id, NO_RULES.__class__(remark="Be kind."))
        await reader.app.push_screen(RulesScreen(desk, chapter))
        await reader.until_shown("what you had not saved was let go")
        assert "Be kind." in reader.text
        assert "At most 3 absences" not in reader.text
        assert not reader.app.page_drafts.names


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"before":[],"now":{"limits":7}}', "\ud800"])
async def test_a_draft_that_cannot_be_read_harms_nothing(desk, chapter, text):
    """Whatever stands in it, the rules are as they are on record, and it is said."""
    async with reading(RulesScreen(desk, chapter)) as reader:
        await reader.until_shown("Absences are not limited.")
        reader.app.page_drafts.keep("rules", {"page": text})
        await reader.app.push_screen(RulesScreen(desk, chapter))
        await reader.until_shown("could not be put back")
        assert "Absences are not limited." in reader.text
        assert not reader.app.page_drafts.names


async def test_a_narrow_window_shows_the_rules_or_the_table(desk, chapter):
    """Tab goes to the other one and escape back; what acts on a rule is for the rules alone."""
    async with reading(RulesScreen(desk, chapter), SMALL) as reader:
        await reader.until_shown("Absences are not limited.")
        assert "tab the table" in reader.key_line
        await reader.press("tab")
        await reader.until_shown("The table today")
        assert "Absences are not limited." not in reader.text
        assert "tab the rules" in reader.key_line
        assert "take out" not in reader.key_line
        await reader.press("escape")
        await reader.until_shown("Absences are not limited.")
        assert not reader.left_with
