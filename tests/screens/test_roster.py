from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leadsroom.domain.roster import MembershipStatus
from leadsroom.errors import Refused
from leadsroom.roster.office import Office
from screens.dialogs.member import MemberDialog
from screens.dialogs.roster_file import RosterFileDialog
from screens.roster import RosterScreen
from tests.harborview import SetClock
from tests.roster.sheets import around, harborview, sheet
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def office(sqlite_store):
    """An office, nothing founded yet."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def chapter(office):
    """A group in Los Angeles."""
    return office.found(harborview())


@pytest.fixture
def page(office, chapter):
    """The roster of three."""
    for name, trade in (("Maria Lopez", "Web design"), ("Ann Chu", "Florist"), ("Robert Diaz", "Banking")):
        office.add_member(
            chapter.id, sheet(name, trade, phone_typed="415 555 0101" if trade == "Florist" else "")
        )
    return RosterScreen(office, chapter)


def statuses(office, chapter):
    """Where everybody stands."""
    return {m.person.name: m.status for m in office.members(chapter.id)}


def dialog_is_open(reader):
    """Whether a member's sheet is on top."""
    return isinstance(reader.app.screen, MemberDialog)


async def test_the_list_is_in_table_order(page):
    """Everybody in the order of the seats, with phone and status."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        rows = [row for row in reader.lines if "active" in row and "(" not in row.split()[0]]
        names = [row for row in rows if row.split()[0] in "123"]
        assert [" ".join(row.split()[1:3]) for row in names] == ["Maria Lopez", "Ann Chu", "Robert Diaz"]
        assert "(415) 555-0101" in reader.text


async def test_a_member_is_added(page, office, chapter):
    """A opens an empty sheet; what is typed there is on record afterwards, in the next free seat."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("a")
        await reader.until(lambda: dialog_is_open(reader))
        await reader.paste("Dee Fox")
        await reader.press("enter")
        await reader.paste("Family law")
        await reader.press("tab", "tab", "tab", "tab")
        await reader.paste("February 19, 2020")
        await reader.press("ctrl+s")
        await reader.until_shown("Dee Fox is on the roster")
    added = office.members(chapter.id)[-1]
    assert (added.person.name, added.profession, added.seat) == ("Dee Fox", "Family law", 4)
    assert added.joined_on == date(2020, 2, 19)


async def test_enter_edits_the_one_under_the_cursor(page, office, chapter):
    """The sheet opens as it stands, and what is changed in it is changed, nothing else."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("down")
        assert "edit Ann Chu" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: dialog_is_open(reader))
        await reader.press("tab", "tab")
        await reader.paste("Petal & Stem")
        await reader.press("ctrl+s")
        await reader.until_shown("Ann Chu is changed")
    ann = office.members(chapter.id)[1]
    assert (ann.person.company, ann.person.phone, ann.seat) == ("Petal & Stem", "+14155550101", 2)


async def test_a_refusal_is_shown_in_the_form_and_nothing_is_lost(page, office, chapter):
    """A profession that has its holder is refused in a sentence; the form stands filled in, until it fits."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("a")
        await reader.until(lambda: dialog_is_open(reader))
        await reader.paste("Bea Katz")
        await reader.press("tab")
        await reader.paste("Florist")
        await reader.press("ctrl+s")
        await reader.until_shown("Ann Chu holds the seat of Florist")
        assert "Bea Katz" in reader.text
        await reader.press("tab")
        await reader.retype("Caterer")
        await reader.press("ctrl+s")
        await reader.until_shown("Bea Katz is on the roster")
    assert statuses(office, chapter)["Bea Katz"] is MembershipStatus.ACTIVE


@pytest.mark.parametrize(
    ("tabs", "typed", "sentence"),
    [(5, "soon", "soon"), (8, "first", "is not a seat"), (3, "12", "not a whole phone number")],
)
async def test_what_cannot_be_read_keeps_the_form_open(page, office, chapter, tabs, typed, sentence):
    """A date, a seat or a number that nobody can read is said; the words stay to be corrected."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("enter")
        await reader.until(lambda: dialog_is_open(reader))
        await reader.press(*["tab"] * tabs)
        await reader.retype(typed)
        await reader.press("ctrl+s")
        await reader.until(lambda: sentence in " ".join(reader.text.split()))
        assert typed in reader.text
        assert dialog_is_open(reader)
        await reader.press("escape")
        await reader.until(lambda: not dialog_is_open(reader))
    assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}


async def test_leave_and_back(page, office, chapter):
    """L takes a member on leave, their seat kept; L again brings them back."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("down", "l")
        await reader.until_shown("Ann Chu is on leave; seat 2 stays theirs")
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ON_LEAVE
        await reader.press("l")
        await reader.until_shown("Ann Chu is back from leave")
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ACTIVE


async def test_ending_asks_once(page, office, chapter):
    """One delete asks, the second ends the membership; nothing else is touched."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("delete")
        await reader.until_shown("Has Maria Lopez left the chapter?")
        assert statuses(office, chapter)["Maria Lopez"] is MembershipStatus.ACTIVE
        await reader.press("delete")
        await reader.until_shown("Maria Lopez has left the chapter")
    assert statuses(office, chapter) == {
        "Maria Lopez": MembershipStatus.ENDED,
        "Ann Chu": MembershipStatus.ACTIVE,
        "Robert Diaz": MembershipStatus.ACTIVE,
    }


@pytest.mark.parametrize("otherwise", ["escape", "down"])
async def test_the_question_can_be_left(page, office, chapter, otherwise):
    """Escape, or going elsewhere, takes the question back; a later delete asks again."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("delete")
        await reader.until_shown("Has Maria Lopez left")
        await reader.press(otherwise)
        await reader.until(lambda: "Has Maria Lopez left" not in reader.text)
        await reader.press("delete")
        await reader.until_shown("left the chapter?")
        assert MembershipStatus.ENDED not in statuses(office, chapter).values()
        assert not reader.said(RosterScreen.RosterLeft)


async def test_finding_by_name_and_by_profession(page):
    """A slash, then letters of a name or a profession, leave only who fits; escape shows all again."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("slash", *"flo")
        await reader.until(lambda: "Robert Diaz" not in reader.text)
        assert "Ann Chu" in reader.text
        await reader.press("enter")
        assert "edit Ann Chu" in reader.key_line
        await reader.press("escape")
        await reader.until_shown("Robert Diaz")
        assert not reader.said(RosterScreen.RosterLeft)
        await reader.press("escape")
        assert len(reader.said(RosterScreen.RosterLeft)) == 1


async def test_a_bad_file_changes_nothing(page, office, chapter):
    """I reads a file and lists what is wrong with it; escape leaves the roster as it was."""
    async with reading(page, (120, 60)) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, RosterFileDialog))
        await reader.paste(str(DATA / "roster-messy.csv"))
        await reader.press("enter")
        await reader.until_shown("have to be put right")
        await reader.until_shown("2/30/2024")
        await reader.press("escape")
        await reader.until_shown("? keys")
    assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}


async def test_an_empty_roster_says_what_to_do(office, chapter):
    """Without anybody the page says how to add members; enter and delete do no harm."""
    async with reading(RosterScreen(office, chapter)) as reader:
        await reader.until_shown("Nobody is on the roster yet. Press a")
        await reader.press("enter", "delete", "l")
        assert not dialog_is_open(reader)


async def test_a_whole_file_into_an_empty_roster(office, chapter):
    """Eighteen members come in from a file, in their seats."""
    async with reading(RosterScreen(office, chapter)) as reader:
        await reader.until_shown("Nobody is on the roster yet")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, RosterFileDialog))
        await reader.paste(str(DATA / "roster.csv"))
        await reader.press("enter")
        await reader.until_shown("18 new members")
        await reader.press("enter")
        await reader.until_shown("Added 18 members")
        await reader.until_shown("Maria Lopez")
    assert sorted(around(office, chapter)) == list(range(1, 19))


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_hostile_names_are_shown_literally(office, chapter, size):
    """Markup and links in a name or a profession are letters, in the list, the form and the question."""
    for name in HOSTILE.values():
        office.add_member(chapter.id, replace(sheet(name, name), company=name))
    async with reading(RosterScreen(office, chapter), size) as reader:
        for name in HOSTILE.values():
            await reader.until_shown(name[:12])
            await reader.press("l")
            await reader.until_shown("is on leave")
            assert statuses(office, chapter)[name] is MembershipStatus.ON_LEAVE
            await reader.press("delete")
            await reader.until_shown(f"Has {name[:12]}")
            await reader.press("enter")
            await reader.until(lambda: dialog_is_open(reader))
            await reader.until_shown(f"Edit {name[:12]}")
            await reader.press("escape")
            await reader.until(lambda: not dialog_is_open(reader))
            await reader.press("down")
    assert [m.person.name for m in office.members(chapter.id)] == list(HOSTILE.values())


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_roster(page, size, snapshot):
    """The list at two sizes."""
    async with reading(page, size) as reader:
        await reader.until_shown("Robert Diaz")
        assert reader.text == snapshot


async def test_a_database_that_is_busy_on_entering(page, office, monkeypatch):
    """It is said in a sentence; the page stands, and what comes next can be done."""

    def busy(_chapter_id):
        raise Refused("The database is busy. Try again in a moment.")

    monkeypatch.setattr(office, "members", busy)
    async with reading(page) as reader:
        await reader.until_shown("The database is busy. Try again in a moment.")
        await reader.press("escape")
        assert reader.said(RosterScreen.RosterLeft)


async def test_a_change_that_was_made_is_not_asked_for_again(page, office, chapter, monkeypatch):
    """When only the reading afterwards is refused, the sheet is not shown again: it is on record."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        change = office.change_member

        def change_and_lock(*words):
            member = change(*words)
            monkeypatch.setattr(office, "members", busy)
            return member

        def busy(_chapter_id):
            raise Refused("The database is busy.")

        read = office.members
        monkeypatch.setattr(office, "change_member", change_and_lock)
        await reader.press("enter")
        await reader.until(lambda: dialog_is_open(reader))
        await reader.paste(" the Elder")
        await reader.press("ctrl+s")
        await reader.until_shown("is changed")
        assert not dialog_is_open(reader)
    assert "Maria Lopez the Elder" in {m.person.name for m in read(chapter.id)}


@pytest.mark.parametrize("size", [SMALL, LAPTOP, WIDE])
async def test_nobodys_phone_or_mail_is_cut(office, chapter, size):
    """A phone is whole at every width; a mail address is whole or not there, and takes no room from names."""
    mail, trade = "bartholomew.featherstonehaugh@harborview.example", "Residential real estate"
    for number in range(3):
        full = replace(
            sheet(f"Bartholomew Featherston {number}", f"{trade} {number}"), company="Harbor Realty"
        )
        called = replace(full, phone_typed=f"415 555 010{number}", email=f"{number}{mail}")
        office.add_member(chapter.id, replace(called, offices=("Education coordinator",)))
    async with reading(RosterScreen(office, chapter), size) as reader:
        await reader.until_shown("active")
        for number in range(3):
            assert f"(415) 555-010{number}" in reader.text
            assert (f"{number}{mail}" in reader.text) == (size == WIDE)
            assert (f"{trade} {number}" in reader.text) == (size != SMALL)
