"""What every page with a list has in common, on a page of fruit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, cast

import pytest
from msgspec import Struct
from textual.content import Content

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.undo import NextUndo
from leadsroom.domain.ids import EntryId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.errors import Refused
from screens.kit.form.box import FormBox
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys import ENTER, acts_of
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, found
from screens.kit.styled import words
from screens.kit.theme import style
from tests.domain.leads import CHAPTER
from tests.harborview import START
from tests.screens.pages import HELD_UP, Reader, reading


class Keep(Struct, frozen=True):
    """Put another fruit in the place of one."""

    fruit: str
    instead_of: str


class Shop:
    """A desk with fruit. A reading can be held up, and refused; so can an act."""

    only_read = ""

    def __init__(self, *fruit: str) -> None:
        self.fruit = list(fruit)
        self.done: list[Keep] = []
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.refusal = ""
        self.words = "changed"
        self.undo: NextUndo | None = None

    async def next_undo(self) -> NextUndo | None:
        """What can be undone here."""
        return self.undo

    async def read(self) -> list[str]:
        """What is there."""
        await self.is_open.wait()
        self._may()
        return list(self.fruit)

    async def do(self, command: Keep | Undo) -> Done:
        """Change what is there."""
        self._may()
        if isinstance(command, Undo):
            return self._undone()
        self.done.append(command)
        place = self.fruit.index(command.instead_of)
        self.fruit[place : place + 1] = [command.fruit] if command.fruit else []
        return Done(self.words)

    def _undone(self) -> Done:
        assert self.undo is not None
        what, private, kind = f"Undid: {self.undo.what}", self.undo.is_private, EntryKind.UNDO
        entry = Entry(
            EntryId(2), START, kind, "Undo", what, StationId(1), reverses=EntryId(1), is_private=private
        )
        return Done(what, kind=kind, entry=entry)

    def _may(self) -> None:
        if self.refusal:
            raise Refused(self.refusal)


def name_form(before: str) -> Form[str]:
    """Asks for another name."""
    name = TextField("name", "Name", before)
    return Form("A fruit", [name], lambda: name.text, corrects=True)


class FruitPage(ListPage[list[str], str]):
    """A list of fruit."""

    CSS_PATH: ClassVar = [style("page")]
    BINDINGS: ClassVar = [
        keys.enter("eat", "Eat it"),
        keys.edit("Another name"),
        keys.delete("throw away", "Throw it away"),
        *ListPage.BINDINGS,
    ]
    heading = "Fruit"
    columns = (Column(fills=True),)
    empty = "There is no fruit."

    def __init__(self, shop: Shop) -> None:
        super().__init__(cast(Desk, shop), CHAPTER)
        self.shop = shop
        self.eaten: list[str | None] = []

    async def read(self) -> list[str]:
        return await self.shop.read()

    def lines(self, picture: list[str], wanted: str) -> Sequence[Line]:
        return found([Line(fruit, (words(fruit),)) for fruit in picture], wanted)

    def item(self, picture: list[str], key: str) -> str | None:
        return key if key in picture else None

    def beside_title(self, picture: list[str]) -> Content:
        return words(f"{len(picture)} kinds")

    def main_does(self) -> str:
        return f"eat {self.chosen}" if self.chosen else ""

    def action_open(self) -> None:
        self.eaten.append(self.chosen)

    async def edit(self) -> None:
        """Another name."""
        before = self.chosen
        if before is not None:
            await self.ask(name_form(before), _keeping(before))

    async def delete(self) -> None:
        """Throw it away."""
        if self.chosen is not None:
            await self.act(_keeping(self.chosen)(""))


def _keeping(instead_of: str) -> Callable[[str], Command]:
    """The pages know commands, this shop only its own."""
    return lambda fruit: cast(Command, Keep(fruit, instead_of))


@pytest.fixture
def shop() -> Shop:
    """Three kinds of fruit."""
    return Shop("Apple", "Crème brûlée plum", "Pear")


async def at(reader: Reader, fruit: str) -> None:
    """The cursor is on this fruit."""
    await reader.until(lambda: f"eat {fruit}" in reader.key_line)


async def test_it_says_that_it_is_reading_until_it_has_read(shop: Shop) -> None:
    """No sentence about an empty list while nobody knows yet; a key typed meanwhile is for what comes."""
    shop.is_open.clear()
    page = FruitPage(shop)
    async with reading(page) as reader:
        assert "Reading…" in reader.text
        assert "There is no fruit" not in reader.text
        pressed = asyncio.create_task(reader.press("down", "enter"))
        await asyncio.wait([pressed], timeout=HELD_UP)
        shop.is_open.set()
        await pressed
        await at(reader, "Apple")
        assert page.eaten == ["Apple"], "the second key was not for what had been read"
        assert "Reading…" not in reader.text


async def test_an_empty_list_says_so(shop: Shop) -> None:
    """Only once it has been read."""
    shop.fruit.clear()
    async with reading(FruitPage(shop)) as reader:
        await reader.until_shown("There is no fruit.")


async def test_enter_is_offered_by_what_it_does_and_not_where_it_does_nothing(shop: Shop) -> None:
    """To the palette and the page of keys it says what it does with the line under the cursor, if any."""

    def of_enter() -> list[str]:
        return [act.does for act in acts_of(page) if act.key == ENTER]

    page = FruitPage(shop)
    async with reading(page) as reader:
        await at(reader, "Apple")
        assert of_enter() == ["eat Apple"]
        shop.fruit.clear()
        page.enter()
        await reader.until_shown("There is no fruit.")
        assert of_enter() == []


async def test_a_refused_reading_says_why_and_nothing_else(shop: Shop) -> None:
    """What could not be read is not said to be empty, nor to be read still."""
    shop.refusal = "The shop is closed."
    async with reading(FruitPage(shop)) as reader:
        await reader.until_shown("The shop is closed.")
        assert "Reading…" not in reader.text
        assert "There is no fruit" not in reader.text


async def test_it_is_found_by_letters_and_escape_shows_all(shop: Shop) -> None:
    """Without accents and capitals; enter goes to the list, escape out of the search, then off the page."""
    page = FruitPage(shop)
    async with reading(page) as reader:
        await at(reader, "Apple")
        await reader.press("slash", *"brulee")
        await reader.until(lambda: "Apple" not in reader.text)
        assert reader.key_line.split() == ["⏎", "to", "the", "list", "esc", "show", "all"]
        await reader.press("enter")
        await at(reader, "Crème brûlée plum")
        await reader.press("slash", "x")
        await reader.until_shown("Nothing matches. Escape shows everything.")
        await reader.press("escape")
        await reader.until_shown("Pear")
        await at(reader, "Crème brûlée plum")
        assert not reader.left_with
        await reader.press("escape")
        assert len(reader.left_with) == 1


async def test_a_form_saved_as_it_was_changes_nothing(shop: Shop) -> None:
    """Nothing is said to be changed, and no command is given, when nothing was."""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("enter")
        await at(reader, "Apple")
        await reader.at_rest()
        assert shop.done == []
        assert "✓" not in reader.text


async def test_what_is_on_record_already_is_not_said_to_be_changed(shop: Shop) -> None:
    """A command that the desk finds done already has nothing to be named: the page says so."""
    shop.words = ""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        await reader.press("delete")
        await reader.until_shown("Nothing was changed.")
        assert "✓" not in reader.text


async def test_a_form_is_asked_until_it_is_accepted(shop: Shop) -> None:
    """What was typed stands there again, with why it was refused; then the change is shown and said."""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        await reader.press("e")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        shop.refusal = "There is enough of that."
        await reader.retype("Quince")
        await reader.press("enter")
        await reader.until_shown("There is enough of that.")
        shop.refusal = ""
        await reader.press("enter")
        await reader.until_shown("✓ changed.")
        assert shop.fruit[0] == "Quince"
        assert "Quince" in reader.text


async def test_what_was_said_of_a_line_goes_when_the_cursor_leaves_it(shop: Shop) -> None:
    """It is about that line; where one is gone the cursor stands on the next."""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        await reader.press("down", "delete")
        await reader.until_shown("✓ changed.")
        await at(reader, "Pear")
        await reader.press("up")
        await at(reader, "Apple")
        assert "✓" not in reader.text


@pytest.mark.parametrize(
    ("paid", "names_money", "named"),
    [
        (True, False, "a private entry"),
        (True, True, "Ann Chu has paid 20 dollars"),
        (False, False, "Ann Chu has paid 20 dollars"),
    ],
)
async def test_what_undo_takes_back_of_the_accounts_is_named_only_where_they_are_seen(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, paid: bool, names_money: bool, named: str
) -> None:
    """Neither the line of keys nor what is said of it afterwards tells whoever passes by who owes what."""
    monkeypatch.setattr(FruitPage, "names_money", names_money)
    shop.undo = NextUndo("Ann Chu has paid 20 dollars", is_private=paid)
    async with reading(FruitPage(shop), (160, 36)) as reader:
        await at(reader, "Apple")
        await reader.until(lambda: named in reader.key_line)
        assert ("dollars" in reader.text) == ("dollars" in named)
        await reader.press("u")
        await reader.until_shown(f"✓ Undid: {named}.")
        assert ("dollars" in reader.text) == ("dollars" in named)


async def test_a_paste_into_no_line_says_that_it_did_nothing(shop: Shop) -> None:
    """In the page's own line; the letters of it are no keys."""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        await reader.paste("delete")
        await reader.until_shown("Nothing was pasted")
        assert shop.done == []


async def test_a_refused_act_is_said_and_changes_nothing(shop: Shop) -> None:
    """The list stays as it is on record."""
    async with reading(FruitPage(shop)) as reader:
        await at(reader, "Apple")
        shop.refusal = "Not today."
        await reader.press("delete")
        await reader.until_shown("Not today.")
        assert shop.fruit[0] == "Apple"
