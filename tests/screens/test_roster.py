from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from leadsroom.acts.people.commands import ApplicationSheet, LeaveSheet, VoteSheet, WithdrawLeave
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from screens.kit.form.box import FormBox
from screens.people.actions import LeavesDialog
from screens.people.file_box import FileBox
from screens.people.roster import RosterScreen
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
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
def seating(sqlite_store):
    """The door to seats."""
    return Seating(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def page(office, seating, chapter):
    """The roster of three."""
    for name, profession in (
        ("Maria Lopez", "Web design"),
        ("Ann Chu", "Florist"),
        ("Robert Diaz", "Banking"),
    ):
        office.add_member(
            chapter.id, sheet(name, profession, phone_typed="415 555 0101" if profession == "Florist" else "")
        )
    return page_of(office, chapter)


def page_of(office, chapter):
    """The page of the roster."""
    return RosterScreen(office.awaited(chapter.id), chapter, office.clock.now())


def statuses(office, chapter):
    """Where everybody stands."""
    return {m.person.name: m.status for m in office.members(chapter.id)}


def says(reader, words):
    """Whether words can be read, wherever the lines are broken."""
    return words in " ".join(reader.text.split())


def form_is_open(reader):
    """Whether a form is on top."""
    return isinstance(reader.app.screen, FormBox)


async def test_the_list_is_in_table_order(page):
    """Everybody in the order of the seats, with the phone; a status only where it is not simply active."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        names = [row for row in reader.lines if row.split()[:1] in (["1"], ["2"], ["3"])]
        assert "active" not in "".join(names)
        assert [" ".join(row.split()[1:3]) for row in names] == ["Maria Lopez", "Ann Chu", "Robert Diaz"]
        assert "(415) 555-0101" in reader.text


async def test_a_narrow_window_keeps_names_and_professions_whole(page, office, seating, chapter):
    """A status takes the place of the phone; with more room each has a column of its own."""
    ann = office.members(chapter.id)[1]
    seating.take_leave(ann.id, LeaveSheet(date(2026, 11, 1), date(2026, 12, 18)))
    office.add_member(chapter.id, sheet("Luis Fernández-Ortiz", "Residential real estate"))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Phone or status")
        assert "Luis Fernández-Ortiz  Residential real estate" in reader.text
        assert "◔ away to 18 Dec" in reader.text
        assert "(415) 555-0101" not in reader.text
        await reader.resize(*LAPTOP)
        await reader.until_shown("(415) 555-0101")
        assert "◔ away to 18 Dec" in reader.text


async def test_a_member_is_added(page, office, chapter):
    """N opens an empty sheet; what is typed there is on record afterwards, in the next free seat."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("n")
        await reader.until(lambda: form_is_open(reader))
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


async def test_e_edits_the_one_under_the_cursor_and_enter_opens_them(page, office, chapter):
    """The sheet opens as it stands and changes what is typed; enter asks for the member's page."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("down")
        assert "open Ann Chu" in reader.key_line
        await reader.press("enter")
        ((name, person_id),) = reader.wanted
        assert name == "me"
        assert person_id == next(
            m.person.id for m in office.members(chapter.id) if m.person.name == "Ann Chu"
        )
        await reader.press("e")
        await reader.until(lambda: form_is_open(reader))
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
        await reader.press("n")
        await reader.until(lambda: form_is_open(reader))
        await reader.paste("Bea Katz")
        await reader.press("tab")
        await reader.paste("Florist")
        await reader.press("ctrl+s")
        await reader.until_shown("Ann Chu holds the seat of Florist")
        assert "Bea Katz" in reader.text
        await reader.retype("Caterer")
        await reader.press("ctrl+s")
        await reader.until_shown("Bea Katz is on the roster")
    assert statuses(office, chapter)["Bea Katz"] is MembershipStatus.ACTIVE


async def test_what_cannot_be_read_keeps_the_form_open(page, office, chapter):
    """A date, a seat or a number that nobody can read is said; the words stay to be corrected."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("e")
        await reader.until(lambda: form_is_open(reader))
        wrong_lines = (
            (8, "tab", "first", "is not a seat"),
            (3, "shift+tab", "soon", "soon"),
            (2, "shift+tab", "12", "not a whole phone number"),
        )
        for steps, key, typed, sentence in wrong_lines:
            await reader.press(*[key] * steps)
            await reader.retype(typed)
            await reader.press("ctrl+s")
            await reader.until(partial(says, reader, sentence))
            assert typed in reader.text
            assert form_is_open(reader)
            await reader.retype("")
        await reader.press("escape")
        await reader.until(lambda: not form_is_open(reader))
    assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}


async def test_leave_and_back(page, office, seating, chapter):
    """L asks from when until when; L again says that they are back, and u takes either back."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("down", "l")
        await reader.until(lambda: form_is_open(reader))
        await reader.press("tab")
        await reader.paste("soon")
        await reader.press("ctrl+s")
        await reader.until_shown("is not a day")
        await reader.retype("18 dec")
        await reader.press("ctrl+s")
        await reader.until_shown("Ann Chu is on leave until Fri 18 Dec; seat 2 stays theirs")
        await reader.until_shown("◔ away to 18 Dec")
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ON_LEAVE
        await reader.press("l")
        await reader.until_shown(
            "✓ Ann Chu is back from leave, in seat 2. L shows the leaves. u takes it back."
        )
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ACTIVE
        await reader.press("u")
        await reader.until_shown("✓ Undid: Ann Chu is back from leave.")
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ON_LEAVE
        await reader.press("u")
        await reader.until_shown("✓ Undid: Ann Chu is on leave until Fri 18 Dec.")
        await reader.press("ctrl+y")
        await reader.until_shown("✓ Redid: Ann Chu is on leave until Fri 18 Dec.")
        assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ON_LEAVE


async def test_a_leave_on_record_is_withdrawn(page, seating, office, chapter):
    """In the list of leaves, delete withdraws the one under the cursor and Enter puts it right."""
    ann = office.members(chapter.id)[1]
    seating.take_leave(ann.id, LeaveSheet(date(2026, 12, 1), None, "Peru"))
    async with reading(page) as reader:
        await reader.until_shown("away from 1 Dec")
        await reader.press("down", "L")
        await reader.until_shown("from Tue 1 Dec, no end known")
        await reader.press("enter")
        await reader.until(lambda: form_is_open(reader))
        await reader.press("tab")
        await reader.paste("2027-01-10")
        await reader.press("ctrl+s")
        await reader.until_shown("goes on leave on Tue 1 Dec, until Sun 10 Jan 2027")
        await reader.press("L")
        await reader.until(lambda: isinstance(reader.app.screen, LeavesDialog))
        await reader.press("delete")
        await reader.until_shown("is withdrawn")
    assert seating.roster(chapter.id).of(ann).leaves == ()


async def test_a_leave_that_another_station_withdrew_is_not_taken_anew(page, seating, office, chapter):
    """What was to be put right is no longer there, and the form says so; no leave begins by that."""
    ann = office.members(chapter.id)[1]
    seating.take_leave(ann.id, LeaveSheet(date(2026, 12, 1), None, "Peru"))
    (leave,) = seating.roster(chapter.id).of(ann).leaves
    async with reading(page) as reader:
        await reader.until_shown("away from 1 Dec")
        await reader.press("down", "L")
        await reader.until_shown("from Tue 1 Dec, no end known")
        await reader.press("enter")
        await reader.until(lambda: form_is_open(reader))
        page.desk.sync.do(WithdrawLeave(leave.id))
        await reader.press("tab")
        await reader.paste("2027-01-10")
        await reader.press("ctrl+s")
        await reader.until_shown("That leave is no longer on record.")
    assert seating.roster(chapter.id).of(ann).leaves == ()


async def test_from_the_application_to_the_seat(page, office, seating, chapter):
    """A takes an application, which says what its seat lies close to; V the vote; Y takes them in."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("a")
        await reader.until(lambda: form_is_open(reader))
        await reader.paste("Bo Lind")
        await reader.press("enter")
        await reader.paste("Web development")
        await reader.until_shown("Perhaps the seat of Web design (Maria Lopez). Say below whether it is.")
        await reader.press("ctrl+s")
        await reader.until_shown("Is it Web design (Maria Lopez), or a seat of its own?")
        await reader.press("left")
        await reader.until_shown(
            "The seat is free. It overlaps with Web design (Maria Lopez), one family, Web."
        )
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Bo Lind applies for the seat of Web development, which is free.")
        await reader.press("y")
        await reader.until(partial(says, reader, "seat 4. No vote is recorded. u takes it back."))
        await reader.press("u")
        await reader.until_shown("✓ Undid: Bo Lind joins for Web development, seat 4.")
        await reader.press("v")
        await reader.until(lambda: form_is_open(reader))
        await reader.paste("7")
        await reader.press("ctrl+s")
        await reader.until_shown("7 votes were counted, and 3 members hold a seat")
        await reader.retype("3")
        await reader.until_shown("3 for and 0 against: the majority is in favor.")
        await reader.press("ctrl+s")
        await reader.until_shown("accepted 3:0")
        await reader.press("y")
        await reader.until_shown("✓ Bo Lind joins for Web development, seat 4.")
    assert around(office, chapter)[4] == "Bo Lind"


async def test_the_first_of_the_waiting_list(page, office, seating, chapter):
    """When a seat opens the page names who waits first; where Y passes somebody over, it says so."""
    for name, day in (("Bo Lind", 11), ("Cy Orr", 4)):
        seating.apply(
            chapter.id, ApplicationSheet(name=name, profession="Florist", applied_on=date(2026, 11, day))
        )
    async with reading(page) as reader:
        await reader.until_shown("since 4 Nov")
        await reader.press("down", "delete")
        await reader.until_shown("✓ Ann Chu has left the chapter.")
        assert "Florist is open; Cy Orr is first in line, since Wed 4 Nov. y offers it." in reader.text
        await reader.press("home", "down", "down", "down", "y")
        await reader.until_shown("Cy Orr has waited for it longer, since Wed 4 Nov. u takes it back.")
        await reader.press("u")
        await reader.until_shown("✓ Undid: The seat of Florist is offered to Bo Lind.")
        await reader.press("up", "y")
        await reader.until_shown("✓ The seat of Florist is offered to Cy Orr. u takes it back.")
        assert "The seat of Florist is open" not in reader.text


async def test_two_spellings(page, office, seating, chapter):
    """M finds the other spelling by a few letters; which name stays is chosen there."""
    left = office.add_member(chapter.id, sheet("Bob Diaz", "Bank"))
    office.end_membership(left.id)
    async with reading(page) as reader:
        await reader.until_shown("Bob Diaz")
        await reader.press("down", "down", "m")
        await reader.until_shown("Name stays")
        await reader.paste("ann")
        await reader.press("ctrl+s")
        await reader.until(partial(says, reader, "End one of the memberships first"))
        await reader.retype("bob")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Bob Diaz and Robert Diaz are one person: Robert Diaz")
    assert [m.person.name for m in office.members(chapter.id)][2:] == ["Robert Diaz", "Robert Diaz"]


async def test_leaving_is_one_key_and_so_is_taking_it_back(page, office, chapter):
    """Delete ends the membership and says how it is taken back; r brings back somebody who left."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("delete")
        await reader.until(
            partial(says, reader, "✓ Maria Lopez has left the chapter. Their record stays. u takes")
        )
        assert statuses(office, chapter)["Maria Lopez"] is MembershipStatus.ENDED
        await reader.press("u")
        await reader.until_shown("✓ Undid: Maria Lopez has left the chapter.")
        assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}
        await reader.press("home", "delete")
        await reader.until(lambda: statuses(office, chapter)["Maria Lopez"] is MembershipStatus.ENDED)
        await reader.until_shown("Have left · 1")
        await reader.press("end", "delete")
        await reader.until_shown("Maria Lopez has left already. r brings them back.")
        await reader.press("r")
        await reader.until_shown("✓ Maria Lopez is back as Web design, in seat 1. u takes it back.")
        assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}


async def test_nothing_left_to_undo_is_said(page, office, chapter):
    """Another station's acts are not this one's to take back."""
    page.desk.sync._station = "another desk"
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("u")
        await reader.until_shown("There is nothing to undo.")
    assert len(office.members(chapter.id)) == 3


async def test_a_leave_that_began_is_entered_when_the_page_opens(office, seating, chapter):
    """Nobody need say that somebody is away now; that is no act to be undone."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    seating.take_leave(ann.id, LeaveSheet(date(2026, 12, 1), None))
    later = Office(office.store, SetClock(SetClock().now() + timedelta(days=14)), "front desk")
    async with reading(page_of(later, chapter)) as reader:
        await reader.until_shown("◔ on leave")
        await reader.press("u")
        await reader.until_shown("Nothing of today is left")
    assert statuses(office, chapter)["Ann Chu"] is MembershipStatus.ON_LEAVE


async def test_finding_by_name_and_by_profession(page):
    """A slash, then letters of a name or a profession, leave only who fits; escape shows all again."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("slash", *"flo")
        await reader.until(lambda: not any("Robert Diaz" in line for line in reader.lines[:-1]))
        assert "Ann Chu" in reader.text
        await reader.press("enter")
        assert "open Ann Chu" in reader.key_line
        await reader.press("escape")
        await reader.until_shown("Robert Diaz")
        assert not reader.left_with
        await reader.press("escape")
        assert len(reader.left_with) == 1


async def test_only_keys_that_do_something_with_the_chosen_one_are_shown(page, seating, chapter):
    """A member can go on leave, an applicant is voted on and taken in, and somebody who left brought back."""
    seating.apply(chapter.id, ApplicationSheet(name="Bo Lind", profession="Web development"))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Robert Diaz")
        assert reader.key_line.endswith("e edit  l leave  del end membership  n new  ? keys")
        await reader.press("slash", *"bo lind", "enter")
        await reader.until(lambda: "edit Bo Lind" in reader.key_line)
        assert "v vote  y take in  del end application" in reader.key_line
        assert "l leave" not in reader.key_line
        await reader.press("delete")
        await reader.until(lambda: "open Bo Lind" in reader.key_line)
        assert "r bring back" in reader.key_line
        assert "del end" not in reader.key_line


async def test_a_file_is_found_and_read_again_at_the_decision(page, office, chapter, tmp_path, monkeypatch):
    """It is offered before a letter is typed, tab completes its path; corrected since, it is shown again."""
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "Downloads" / "our members.csv"
    file.parent.mkdir()
    file.write_text("Name,Profession\nJo Park,Tiler\n")
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("i")
        await reader.until_shown("our members.csv")
        await reader.paste("~/Down")
        await reader.press("tab")
        await reader.until_shown("~/Downloads/")
        await reader.press("tab")
        await reader.until_shown("~/Downloads/our members.csv")
        await reader.press("enter")
        await reader.until_shown("1 new member")
        file.write_text("Name,Profession\nJo Park,Tiler\nKit Moss,Baker\n")
        await reader.press("enter")
        await reader.until_shown("2 new members")
        assert "read again" in reader.text
        assert len(office.members(chapter.id)) == 3
        await reader.press("enter")
        await reader.until_shown("Added 2 members")


async def test_what_is_in_doubt_about_a_file_is_asked(page, office, chapter, tmp_path):
    """Which column has the profession is asked with a sample; what each column means is a key away."""
    file = tmp_path / "ours.csv"
    file.write_text("Name,What they do,Pager\nJo Park,Tiler,55-1\nKit Moss,Baker,55-2\n")
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, FileBox))
        await reader.paste(str(file))
        await reader.press("enter")
        await reader.until_shown("Which column has the profession?")
        await reader.press("enter", "right")
        await reader.until_shown("2 new members")
        assert "What they do: Tiler" in reader.text
        await reader.press("f2")
        await reader.until_shown("55-1")
        await reader.press("down", "left")
        await reader.until_shown("“Pager” is left out")  # the file is read anew by what was answered
        await reader.press("ctrl+s")
        await reader.until_shown("Added 2 members")
    added = [each for each in office.members(chapter.id) if each.person.name in ("Jo Park", "Kit Moss")]
    assert [(each.profession, each.note) for each in added] == [("Tiler", ""), ("Baker", "")]


async def test_a_waiting_list_is_taken_in(page, office, chapter, tmp_path):
    """Enter passes over who they are, as a rule members; whoever goes there says that they are applicants."""
    file = tmp_path / "waiting.csv"
    file.write_text("Name,Profession\nJo Park,Tiler\nKit Moss,Baker\n")
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, FileBox))
        await reader.paste(str(file))
        await reader.press("enter")
        await reader.until_shown("2 new members")
        assert "⏎ take them in" in reader.text
        await reader.press("tab", "a")
        await reader.until_shown("2 new applicants")
        await reader.press("enter")
        await reader.until_shown("Added 2 applicants")
    added = [each for each in office.members(chapter.id) if each.person.name in ("Jo Park", "Kit Moss")]
    assert [each.status for each in added] == [MembershipStatus.WAITING] * 2


async def test_a_bad_file_changes_nothing(page, office, chapter):
    """I reads a file and lists what is wrong with it; escape leaves the roster as it was."""
    async with reading(page, (120, 60)) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, FileBox))
        await reader.paste(str(DATA / "roster-messy.csv"))
        await reader.press("enter")
        await reader.until_shown("have to be put right")
        await reader.until_shown("2/30/2024")
        await reader.press("escape")
        await reader.until_shown("? keys")
    assert around(office, chapter) == {1: "Maria Lopez", 2: "Ann Chu", 3: "Robert Diaz"}


async def test_the_roster_is_written_to_a_file(page, documents, chapter):
    """W asks where to, writes over nothing that is there without a second Enter, and says where it is."""
    folder = documents / chapter.name
    folder.mkdir()
    (folder / "there.csv").touch()
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        await reader.press("w")
        await reader.until_shown("The roster, as a table")
        await reader.retype("there.csv")
        await reader.press("enter")
        await reader.until_shown("“there.csv” is there already.")
        assert not (folder / "there.csv").stat().st_size
        await reader.press("enter")
        await reader.until_shown(f"Written to ~/Documents/{chapter.name}/there.csv.")
    assert "Robert Diaz" in (folder / "there.csv").read_text(encoding="utf-8")


async def test_an_empty_roster_says_what_to_do(office, seating, chapter):
    """Without anybody the page says how to add members; enter and delete do no harm."""
    async with reading(page_of(office, chapter)) as reader:
        await reader.until_shown("Nobody is on the roster yet. Press n")
        await reader.press("enter", "delete", "l")
        assert not form_is_open(reader)


async def test_a_whole_file_into_an_empty_roster(office, seating, chapter):
    """Eighteen members come in from a file, in their seats; one key takes the whole file back."""
    async with reading(page_of(office, chapter)) as reader:
        await reader.until_shown("Nobody is on the roster yet")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, FileBox))
        await reader.paste(str(DATA / "roster.csv"))
        await reader.press("enter")
        await reader.until_shown("18 new members")
        await reader.press("enter")
        await reader.until_shown("Added 18 members")
        await reader.until_shown("Maria Lopez")
        assert sorted(around(office, chapter)) == list(range(1, 19))
        await reader.press("u")
        await reader.until_shown("Nobody is on the roster yet")
    assert office.members(chapter.id) == ()


async def test_hostile_names_are_shown_literally(office, seating, chapter):
    """Markup and links in a name or a profession are letters, in the list, the form and what was done."""
    for name in HOSTILE.values():
        office.add_member(chapter.id, replace(sheet(name, name), company=name))
    async with reading(page_of(office, chapter), SMALL) as reader:
        for name in HOSTILE.values():
            await reader.until_shown(name[:12])
            await reader.press("delete")
            await reader.until_shown(f"✓ {name[:12]}")
            await reader.press("u")
            await reader.until_shown("✓ Undid: ")
            await reader.press("e")
            await reader.until(lambda: form_is_open(reader))
            await reader.until_shown(f"Edit {name[:12]}")
            await reader.press("escape")
            await reader.until(lambda: not form_is_open(reader))
            await reader.press("down")
        await reader.press("l")
        await reader.until_shown("Leave of Zoë")
        await reader.press("ctrl+s")
        await reader.until_shown("Müller is on leave; seat 6 stays theirs.")
    assert [m.person.name for m in office.members(chapter.id)] == list(HOSTILE.values())


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
async def test_the_roster(page, office, seating, chapter, size, snapshot):
    """The list at two sizes: leaves, applicants, a waiting list, an open seat, and who is gone."""
    maria, ann, robert = office.members(chapter.id)
    seating.take_leave(maria.id, LeaveSheet(date(2026, 11, 2), date(2026, 12, 18)))
    seating.take_leave(robert.id, LeaveSheet(date(2026, 12, 1)))
    for name, profession, day in (
        ("Cy Orr", "Florist", 4),
        ("Bo Lind", "Florist", 11),
        ("Dana White", "Life insurance", 11),
        ("Eve Stone", "Window cleaning", 12),
        ("Finn Gray", "Roofing", 12),
    ):
        sheet_of_it = ApplicationSheet(name=name, profession=profession, applied_on=date(2026, 11, day))
        member = seating.apply(chapter.id, sheet_of_it).member
        if profession == "Window cleaning":
            seating.vote(member.id, VoteSheet(votes_for=2, votes_against=1))
        if profession == "Roofing":
            seating.end_application(member.id)
    seating.end(ann.id)
    async with reading(page, size) as reader:
        await reader.until_shown("Robert Diaz")
        # The scroll bar is drawn when it is: it is no part of what is read.
        assert "\n".join(line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines) == snapshot


async def test_a_database_that_is_busy_on_entering(page, monkeypatch):
    """It is said in a sentence; the page stands, and what comes next can be done."""

    async def busy(_view):
        raise Refused("The database is busy. Try again in a moment.")

    monkeypatch.setattr(page.desk, "read", busy)
    async with reading(page) as reader:
        await reader.until_shown("The database is busy. Try again in a moment.")
        await reader.press("escape")
        assert reader.left_with


async def test_a_change_that_was_made_is_not_asked_for_again(page, office, chapter, monkeypatch):
    """When only the reading afterwards is refused, the sheet is not shown again: it is on record."""
    async with reading(page) as reader:
        await reader.until_shown("Robert Diaz")
        change = page.desk.do

        async def change_and_lock(command):
            done = await change(command)
            monkeypatch.setattr(page.desk, "read", busy)
            return done

        async def busy(_view):
            raise Refused("The database is busy.")

        monkeypatch.setattr(page.desk, "do", change_and_lock)
        await reader.press("e")
        await reader.until(lambda: form_is_open(reader))
        await reader.paste("Maria Lopez the Elder")
        await reader.press("ctrl+s")
        await reader.until_shown("is changed")
        assert not form_is_open(reader)
    assert "Maria Lopez the Elder" in {m.person.name for m in office.members(chapter.id)}


@pytest.mark.parametrize("size", [SMALL, LAPTOP, WIDE])
async def test_nobodys_phone_or_email_is_cut(office, seating, chapter, size):
    """A phone is whole at every width; an email is whole or not there, and takes no room from names."""
    email, profession = "bartholomew.featherstonehaugh@harborview.example", "Residential real estate"
    for number in range(3):
        full = replace(
            sheet(f"Bartholomew Featherston {number}", f"{profession} {number}"), company="Harbor Realty"
        )
        called = replace(full, phone_typed=f"415 555 010{number}", email=f"{number}{email}")
        office.add_member(chapter.id, replace(called, offices=("Education coordinator",)))
    async with reading(page_of(office, chapter), size) as reader:
        await reader.until_shown("active")
        for number in range(3):
            assert f"(415) 555-010{number}" in reader.text
            assert (f"{number}{email}" in reader.text) == (size == WIDE)
            assert (f"{profession} {number}" in reader.text) == (size != SMALL)
