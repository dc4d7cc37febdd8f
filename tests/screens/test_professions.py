from __future__ import annotations

import pytest

from leadsroom.acts.people.commands import ApplicationSheet
from screens.kit.form.box import FormBox
from screens.people.professions import ProfessionsScreen
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import harborview, sheet
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading


@pytest.fixture
def office(sqlite_store):
    """An office, nothing founded yet."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def chapter(office):
    """A group in Los Angeles."""
    return office.found(harborview())


@pytest.fixture
def seating(sqlite_store, office, chapter):
    """Four who hold seats, two of which lie close; one waits, one applies."""
    for name, profession in (
        ("Maria Lopez", "Web design"),
        ("Ann Chu", "Florist"),
        ("Robert Diaz", "Life insurance"),
        ("Gil Page", "Auto insurance"),
    ):
        office.add_member(
            chapter.id, sheet(name, profession, sphere="Home" if profession == "Florist" else "")
        )
    seating = Seating(sqlite_store, SetClock(), "front desk")
    seating.apply(chapter.id, ApplicationSheet(name="Bo Lind", profession="Florist"))
    seating.apply(chapter.id, ApplicationSheet(name="Eve Stone", profession="Flowers"))
    return seating


def page_of(people, chapter):
    """The page of the professions."""
    return ProfessionsScreen(people.awaited(chapter.id), chapter)


def names(seating, chapter):
    """The professions by name."""
    return [p.name for p in seating.professions(chapter.id)]


async def test_a_family_parts_two_seats(seating, chapter):
    """Enter edits the seat under the cursor; a family given by hand ends what only the names said. `p` leads
    to who holds it.
    """
    page = page_of(seating, chapter)
    async with reading(page) as reader:
        await reader.until_shown("Life insurance (Robert Diaz)")
        assert "edit Auto insurance" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.until_shown("blank: Insurance")
        await reader.press("tab")
        await reader.paste("Cars")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Auto insurance is changed.")
        assert "Cars" in reader.text
        assert "Overlapping professions" in reader.text
        await reader.press("down", "down", "down", "enter", "tab")
        await reader.paste("People")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Life insurance is changed.")
        assert "one family, Insurance" not in reader.text
        await reader.press("p")
        holder = page.picture.holder(page.chosen.id)
        assert (holder.person.name, reader.wanted) == ("Robert Diaz", [("me", holder.person.id)])


async def test_a_seat_is_added_and_removed(seating, chapter):
    """N adds a seat; a name that is there is refused in the form; delete removes what nobody had."""
    async with reading(page_of(seating, chapter)) as reader:
        await reader.until_shown("Web design")
        await reader.press("n")
        await reader.paste("florist")
        await reader.press("ctrl+s")
        await reader.until_shown("“florist” is a profession here already.")
        await reader.retype("Baker")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Baker is a profession here.")
        await reader.press("down", "delete")
        await reader.until_shown("✓ Baker is removed.")
        await reader.press("u")
        await reader.until_shown("✓ Undid: Baker is removed.")
        assert "Baker" in names(seating, chapter)
        await reader.press("ctrl+y")
        await reader.until_shown("✓ Redid: Baker is removed.")
        await reader.press("home", "delete")
        await reader.until_shown("Auto insurance is on record of members, so it stays.")
        await reader.press("escape")
        assert len(reader.left_with) == 1
    assert "Baker" not in names(seating, chapter)


async def test_what_the_catalogue_has_and_nobody_holds_is_planned(seating, chapter):
    """It stands in a group of its own below the chapter's; Enter plans it with its sphere, and undo takes
    that back.
    """
    async with reading(page_of(seating, chapter)) as reader:
        await reader.until_shown("Missing, by the catalogue · 2")
        before = len(names(seating, chapter))
        await reader.press("slash")
        await reader.paste("attorney")
        await reader.press("enter")
        await reader.until(lambda: "plan Attorney" in reader.key_line)
        await reader.press("enter", "ctrl+s")
        await reader.until_shown("✓ Attorney is a profession here.")
        planned = next(p for p in seating.professions(chapter.id) if p.name == "Attorney")
        assert planned.sphere == "Law"
        await reader.press("escape", "u")
        await reader.until_shown("✓ Undid: Attorney is a profession here.")
        assert len(names(seating, chapter)) == before


async def test_two_spellings_of_a_seat(seating, chapter):
    """M finds the other spelling by a few letters; who applies for the one is in line for the other."""
    async with reading(page_of(seating, chapter)) as reader:
        await reader.until_shown("Web design")
        await reader.press("down", "m")
        await reader.until_shown("Name stays")
        await reader.paste("flow")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Flowers and Florist are one profession: Florist.")
    assert "Flowers" not in names(seating, chapter)
    assert [w.member.person.name for w in seating.roster(chapter.id).waiting] == ["Bo Lind", "Eve Stone"]


async def test_hostile_names_are_letters(office, chapter, seating):
    """Markup in a profession or a name is shown as typed, in the list and below it."""
    for name in HOSTILE.values():
        office.add_member(chapter.id, sheet(name, f"{name} insurance"))
    async with reading(page_of(seating, chapter)) as reader:
        await reader.until_shown("[Anna] insurance")
        await reader.until_shown("[@click=app.quit]x[/]")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
async def test_the_professions(seating, chapter, size, snapshot):
    """The list at two sizes, and which seats lie close."""
    async with reading(page_of(seating, chapter), size) as reader:
        await reader.until_shown("Web design")
        assert "\n".join(line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines) == snapshot


async def test_no_profession_yet(office):
    """A new group is told where professions come from."""
    chapter = office.found(harborview(name="Another group"))
    async with reading(page_of(office, chapter)) as reader:
        await reader.until_shown("There is no profession yet.")
        await reader.press("enter", "delete", "m")
