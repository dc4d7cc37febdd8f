"""A member's page on the screen: whom to call first, where each line leads, and the season beside it."""

from __future__ import annotations

import pytest
from textual.widgets import Sparkline

from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import NoteOutcome, ThankForBusiness
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.store.store import Store
from screens.health.my_page import MyPageScreen
from screens.kit.form.box import FormBox
from screens.kit.keyboard.keys_help import groups_of
from screens.leads.lead_box import LeadBox
from tests.desks import Book
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import membership_of
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading


def slip(prospect: str, number: int, need: str = "a web shop") -> Slip:
    """A whole slip."""
    return Slip(prospect, f"+1415555010{number}", "", need, expecting_call=True)


@pytest.fixture
def table(sqlite_store: Store):
    """A meeting at which Maria received three leads and gave one."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go()
    for number, prospect in enumerate(("Jane Doe", "Jo Bauer", "Al Ito")):
        table.do(table.lead(slip=slip(prospect, number)))
    table.do(table.lead("Maria Lopez", "Dee Fox", slip("Kim Park", 4, "a gala")))
    table.go_to_end()
    yield table
    table.desk.close()


def page_of(table: Table, name: str = "Maria Lopez", **more: bool) -> MyPageScreen:
    """Somebody's page."""
    chapter = table.now.chapter
    desk = Desk(table.store, chapter.id, table.clock, "desk")
    return MyPageScreen(desk, chapter, table.person(name), table.clock.now(), **more)


def book_of(table: Table) -> Book:
    """A desk at which more is noted."""
    return Book(table.store, table.now.chapter.id, table.clock, "front desk")


async def test_whom_to_call_first_is_seen_at_a_glance(table, snapshot):
    """The call that is due stands under the cursor with its number, then thanks; the season in its place."""
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    jane, jo, _ = table.now.leads[:3]
    book_of(table).do(NoteOutcome(jo.id, LeadOutcome.WORKING))
    book_of(table).do(ThankForBusiness(maria, ann, Money(420_000, "USD"), jane.id))
    table.clock.pass_by(days=2)
    async with reading(page_of(table), SMALL) as reader:
        await reader.until_shown("overdue since")
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines] == snapshot(name="to do")
        assert "open the lead" in reader.key_line
        await reader.press("t")
        assert "what is to do" in reader.key_line
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines] == snapshot(name="season")
        (_, dollars) = reader.app.screen.query(Sparkline)
        assert tuple(dollars.data or ()) == (*[0] * 11, 420_000)
        await reader.press("escape", "enter")
        assert [wanted for wanted in reader.wanted if wanted[0] == "leads"] == [("leads", 3)]


async def test_each_line_leads_to_what_it_is_about(table):
    """A lead given, a date, the money; what is found is found by words; `s` leads to the standing."""
    page = page_of(table)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("To call · 3")
        assert "t season" not in reader.key_line
        assert "under 6 meetings" in reader.text.lower()
        await reader.press("slash", *"gala", "enter", "enter")
        await reader.press("escape", "end", "enter", "up", "enter", "s")
        assert reader.wanted == [
            ("leads", 4),
            ("money", None),
            ("calendar", None),
            ("member", membership_of(table.store, table.person("Maria Lopez"))),
        ]


async def test_a_call_comes_to_be_overdue_while_it_is_looked_at(table):
    """A day after the lead, without a key."""
    page = page_of(table)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("until Thu 19 Nov, 7:00 AM")
        assert page.next_change(table.clock.now()) == page.chapter.next_midnight(table.clock.now())
        table.clock.pass_by(hours=25)
        page.tick(table.clock.now())
        await reader.until_shown("overdue since Thu 19 Nov")


async def test_a_one_to_one_is_logged_from_the_page(table):
    """The member is one of the two already; the page counts it, and `u` takes it back."""
    async with reading(page_of(table), LAPTOP) as reader:
        await reader.until_shown("To call · 3")
        await reader.press("o")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("enter", *"ann", "enter", "ctrl+s")
        await reader.until_shown("✓ ")
        await reader.until_shown("the last with Ann")
        await reader.press("u")
        await reader.until(lambda: "the last with Ann" not in reader.text)


async def test_whoever_only_looks_goes_nowhere(table):
    """A lead is read in a box; what leads elsewhere is no key there; escape leaves."""
    async with reading(page_of(table, read_only=True), LAPTOP) as reader:
        await reader.until_shown("To call · 3")
        assert "⏎   read the lead" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, LeadBox))
        await reader.press("escape")
        await reader.until_shown("To call · 3")
        keys = {does for group in groups_of(reader.app.screen) for _, does in group.keys}
        assert any(does.startswith("What this line is about") for does in keys)
        await reader.press("s", "o", "g", "end", "enter")
        assert reader.wanted == []
        await reader.until(lambda: "esc quit" in reader.key_line and "⏎" not in reader.key_line)
        assert "standing" not in reader.key_line
        keys = {does for group in groups_of(reader.app.screen) for _, does in group.keys}
        assert not any(does.startswith(("What this line", "Attendance, quotas")) for does in keys)
        await reader.press("escape")
        await reader.settle()
        assert not reader.app.is_running


@pytest.mark.parametrize("name", list(HOSTILE.values()), ids=list(HOSTILE))
async def test_hostile_words_are_shown_literally(sqlite_store, name):
    """In names, prospects and needs, in lines and in the sentence below them."""
    people = ((name, "Web design"), ("Ann Chu", "Florist"))
    table = Table.lay(sqlite_store, found_chapter(sqlite_store, people=people), SetClock())
    table.go()
    table.do(table.lead("Ann Chu", name, slip(name, 1, f"need {name}")))
    table.do(table.lead(name, "Ann Chu", slip(name, 2)))
    async with reading(page_of(table, name), SMALL) as reader:
        await reader.until_shown("To call · 1")
        assert reader.text.count(name[:7]) >= 3
        await reader.press("t", "t", "down")
        assert reader.text.count(name[:7]) >= 3
    table.desk.close()


async def test_a_member_with_nothing_reads_zeros(table):
    """Nothing to do is said, and every figure is there."""
    async with reading(page_of(table, "Paul Whitfield"), LAPTOP) as reader:
        await reader.until_shown("Nobody to call.")
        assert "No lead given in twelve months." in reader.text
        assert "0 · 0 raw" in reader.text
        assert "$0 in 12 months" in reader.text
