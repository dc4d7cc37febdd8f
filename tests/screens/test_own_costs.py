"""A member's own costs on the screen: on their own page alone; and the sheets that are written from pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.acts.money.commands import EnterOwnCost
from leadsroom.domain.health.own_cost import OwnCost
from leadsroom.domain.ids import OwnCostId
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.views.health.own_costs import OwnCosts
from screens.health.my_page import MyPageScreen
from screens.health.own_costs import OwnCostsScreen, own_cost_form, own_cost_lines
from screens.kit.form.box import FormBox
from screens.people.professions import ProfessionsScreen
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.pages import HOSTILE, LAPTOP, reading

TODAY = START.date()


@pytest.fixture
def table(sqlite_store):
    """A closed meeting, and parking that Maria has paid for."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to_end()
    desk = Desk(table.store, table.now.chapter.id, table.clock, "desk")
    desk.sync.do(EnterOwnCost(table.person("Maria Lopez"), Money(77_731, "USD"), HOSTILE["closing tag"]))
    desk.close()
    yield table
    table.desk.close()


def costs_of(table: Table, *costs: OwnCost) -> OwnCosts:
    """What Maria has entered."""
    chapter, maria = table.now.chapter, table.now.people[table.person("Maria Lopez")]
    return OwnCosts(chapter, maria, TODAY, costs, Period(TODAY, TODAY), ())


@pytest.mark.parametrize("typed", HOSTILE.values())
def test_what_it_was_for_is_shown_as_it_was_typed(table, typed):
    """With its day and all of its amount."""
    cost = OwnCost(OwnCostId(7), TODAY - timedelta(days=3), Money(1_200, "USD"), typed)
    (line,) = own_cost_lines(costs_of(table, cost))
    assert [cell.plain for cell in line.cells] == ["15 Nov", "$12.00", typed]


def test_the_form_means_a_cost_of_today_or_of_a_day_before(table):
    """It is held as no draft; nothing is proposed."""
    form = own_cost_form(costs_of(table))
    maria = table.person("Maria Lopez")
    assert form.draft_name == ""
    form.named("amount").draft = "12.50"
    form.named("note").draft = "parking"
    meant = EnterOwnCost(maria, Money(1_250, "USD"), "parking", command_id="x")
    assert replace(form.build(), command_id="x") == meant
    form.named("day").draft = "17 nov"
    assert replace(form.build(), command_id="x") == replace(meant, on=TODAY - timedelta(days=1))


def test_the_form_corrects_what_was_entered_before(table):
    """All of it stands there; what is not touched stays."""
    before = OwnCost(OwnCostId(7), TODAY - timedelta(days=3), Money(1_200, "EUR"), "fuel")
    form = own_cost_form(costs_of(table, before), before)
    meant = EnterOwnCost(
        table.person("Maria Lopez"), before.amount, "fuel", before.on, before.id, command_id="x"
    )
    assert replace(form.build(), command_id="x") == meant
    form.named("amount").draft = "13"
    assert replace(form.build(), command_id="x") == replace(meant, amount=Money(1_300, "EUR"))


async def test_no_amount_is_seen_before_its_page_is_opened(table):
    """The member's page has a quiet line and the key; who only looks has neither."""
    chapter, maria = table.now.chapter, table.person("Maria Lopez")
    desk = Desk(table.store, chapter.id, table.clock, "desk")
    async with reading(MyPageScreen(desk, chapter, maria, table.clock.now()), LAPTOP) as reader:
        await reader.until_shown("Own costs  c opens them")
        await reader.until_shown("Seat cost  $0 in 12 months")
        assert "777" not in reader.text
        await reader.press("c")
        assert reader.wanted == [("own_costs", maria)]
    looks = MyPageScreen(desk, chapter, maria, table.clock.now(), read_only=True)
    async with reading(looks, LAPTOP) as reader:
        await reader.until_shown("Seat cost")
        assert "Own costs" not in reader.text
        await reader.press("c", "r")
        assert reader.wanted == []
        assert reader.app.screen is looks


async def test_a_cost_is_entered_and_withdrawn_on_its_page(table):
    """The sum of twelve months stands at the top; what `u` takes back is not named where others may read."""
    chapter, maria = table.now.chapter, table.person("Maria Lopez")
    page = OwnCostsScreen(Desk(table.store, chapter.id, table.clock, "desk"), chapter, maria)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("$777.31 in 12 months")
        assert "[/]" in reader.text
        await reader.press("n")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press(*"2.69", "enter", *"fuel", "enter", "ctrl+s")
        await reader.until_shown("$780 in 12 months")
        assert "✓ Maria Lopez entered a cost of their own." in reader.text
        assert "undo: a private entry" in reader.key_line
        await reader.press("delete")
        await reader.until_shown("$777.31 in 12 months")
        await reader.press("u")
        await reader.until_shown("$780 in 12 months")


async def test_sheets_are_written_from_the_pages_of_whom_they_are_for(table, documents):
    """The renewal sheet from the member's page, own costs left out unless they are chosen; the sheet for a
    visitor from a profession.
    """
    chapter, maria = table.now.chapter, table.person("Maria Lopez")
    desk = Desk(table.store, chapter.id, table.clock, "desk")
    async with reading(MyPageScreen(desk, chapter, maria, table.clock.now()), LAPTOP) as reader:
        await reader.until_shown("Seat cost")
        for name, keys in (("without", ()), ("with", ("tab", "tab", "right"))):
            await reader.press("r")
            await reader.until(lambda: isinstance(reader.app.screen, FormBox))
            await reader.until_shown("● left out")
            await reader.retype(str(documents / f"{name}.txt"))
            await reader.press(*keys, "enter")
            await reader.until_shown("✓ Written to")
            assert ("777.31" in (documents / f"{name}.txt").read_text()) == (name == "with")
    professions = ProfessionsScreen(Desk(table.store, chapter.id, table.clock, "desk"), chapter)
    async with reading(professions, LAPTOP) as reader:
        await reader.until_shown("Web design")
        await reader.press("j")
        await reader.until_shown("joining-")
        await reader.retype("Landscaper")
        await reader.until_shown("joining-landscaper.pdf")
        await reader.press("tab")
        await reader.retype(str(documents / "sheet.txt"))
        await reader.press("enter")
        await reader.until_shown("✓ Written to")
    assert "thinks of joining as Landscaper" in (documents / "sheet.txt").read_text()
