"""The page of visitors: whom to follow up, and what became of each."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.people.commands import ChangeVisitor
from leadsroom.acts.people.member_sheet import visitor_sheet
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import VisitOfRecord, Visitor
from leadsroom.domain.people.roster import Contact, Person
from leadsroom.views.people import VisitorsPicture, visitors
from screens.kit.form.box import FormBox
from screens.people.file_box import FileBox
from screens.people.visitor_form import visitor_form
from screens.people.visitor_lines import visitor_lines
from screens.people.visitors import VisitorsScreen
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import harborview, seat_all
from tests.roster.test_visitors import visit
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
def page(sqlite_store, office, chapter):
    """The page, with three visitors of two meetings and one of long ago."""
    seat_all(office, chapter, "Ann", "Bob")
    visit(sqlite_store, chapter, date(2025, 10, 1), "Ned Oak")
    visit(sqlite_store, chapter, date(2026, 11, 4), "Eve Stone", "Vic Green")
    visit(sqlite_store, chapter, date(2026, 11, 11), "Eve Stone")
    return VisitorsScreen(Seating(sqlite_store, SetClock(), "front desk").awaited(chapter.id), chapter)


async def test_a_visitor_is_followed_up(page):
    """A digit notes the outcome, Enter a note with it, u takes back; the counts follow. `p` leads to who
    invited them.
    """
    async with reading(page) as reader:
        await reader.until_shown("2 to follow up")
        assert "2nd visit, 11 Nov" in reader.text
        await reader.press("p")
        assert reader.wanted == [("me", page.chosen.last.host_id)]
        assert "2 visited, 0 applied, 0 joined in 6 months" in reader.text
        await reader.press("1")
        await reader.until_shown("✓ Eve Stone, will come again. u takes it back.")
        await reader.until_shown("1 to follow up")
        await reader.press("u")
        await reader.until_shown("2 to follow up")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("tab")
        await reader.paste("too far")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Eve Stone, too far.")
        assert "to follow up: too far" in reader.text


async def test_what_another_station_wrote_of_a_visitor_stands(page):
    """Each has put something else right: both are on record, and nobody is refused."""
    async with reading(page) as reader:
        await reader.until_shown("2 to follow up")
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        seen = page.desk.sync.read(visitors).visitors[0]
        sheet = visitor_sheet(seen.person, seen.last.host_id, None, "", "US")
        beside = replace(sheet, contact=replace(sheet.contact, email="eve@stone.example"))
        page.desk.sync.do(ChangeVisitor(seen.last.id, beside))
        await reader.press("ctrl+g", "h")
        await reader.paste("213 555 0144")
        await reader.press("ctrl+s")
        await reader.until_shown("(213) 555-0144")
    person = page.desk.sync.read(visitors).visitors[0].person
    assert (person.email, person.phone) == ("eve@stone.example", "+12135550144")


async def test_a_file_of_visitors_is_taken_in(page, tmp_path):
    """I asks for a file, about its letters too; what is wrong is listed, and the whole of it is one act."""
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text("Name,Visit Date,Fax\nJo Park,10/41/2026,1\nEve Stone,11/11/2026,2\n")
    good.write_bytes(
        "Name,Visit Date,Invited By\n田中 太郎,10/07/2026,Ann\nJo Park,10/07/2026,\n".encode("cp932")
    )
    async with reading(page) as reader:
        await reader.until_shown("2 to follow up")
        await reader.press("i")
        await reader.until(lambda: isinstance(reader.app.screen, FileBox))
        await reader.paste(str(bad))
        await reader.press("enter")
        await reader.until_shown("One thing has to be put right")
        await reader.until_shown("There is no 41 October 2026; correct the date.")
        await reader.retype(str(good))
        await reader.press("enter")
        await reader.until_shown("How are its letters written?")
        await reader.press("enter", "right")
        await reader.until_shown("✓ 2 visits.")
        assert "10/41/2026" not in reader.text
        good.write_bytes(good.read_bytes() + b"Kit Moss,10/07/2026,\n")
        await reader.press("enter")
        await reader.until_shown("it was read again: 3 visits.")
        await reader.press("enter")
        await reader.until_shown("Taken in: 3 visits.")
        await reader.until_shown("田中 太郎")
        await reader.until_shown("5 to follow up")
        await reader.press("u")
        await reader.until_shown("2 to follow up")


@pytest.mark.parametrize("size", [LAPTOP, SMALL])
async def test_the_visitors(page, size, snapshot):
    """The page as it is seen."""
    async with reading(page, size) as reader:
        await reader.until_shown("2 to follow up")
        assert reader.text == snapshot


@pytest.mark.parametrize("hostile", [HOSTILE["tag"], HOSTILE["link"], HOSTILE["closing tag"]])
def test_hostile_names_of_visitors_are_drawn_as_they_were_typed(page, hostile):
    """In each cell; and nothing is found that does not stand there."""
    seen = page.desk.sync.read(visitors)
    person = Person(seen.visitors[0].person.id, hostile, hostile, email=hostile)
    visits = (VisitOfRecord(seen.visitors[0].last.id, seen.today, hostile, note=hostile),)
    drawn = visitor_lines(VisitorsPicture(seen.chapter, seen.today, (Visitor(person, visits, seat="free"),)))
    assert sum(cell.plain.count(hostile) for line in drawn for cell in line.cells) == 5
    assert visitor_lines(seen, "zzz") == []


def test_the_form_of_a_visitor_says_what_is_on_record(page):
    """Unchanged it means what stands there; a host who has left since is still named."""
    seen = page.desk.sync.read(visitors)
    eve = seen.visitors[0]
    form = visitor_form(eve, seen)
    form.named("phone").draft = "415 555 0177"
    form.named("became").press("right", None)
    made = form.build()
    sheet = made.sheet
    assert (sheet.name, sheet.profession, made.visit_id) == ("Eve Stone", "Masonry", eve.last.id)
    assert (sheet.contact.phone_typed, sheet.became) == ("415 555 0177", Became.COMES_AGAIN)
    assert made.seen == replace(sheet, contact=Contact(), became=None)
    left = VisitorsPicture(seen.chapter, seen.today, seen.visitors)
    assert visitor_form(eve, left).named("host").draft == "Ann"
