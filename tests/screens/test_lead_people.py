"""Somebody of the chapter in a dialog between meetings: found by letters, and never guessed in doubt."""

from __future__ import annotations

from datetime import date

from textual.screen import Screen

from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from screens.dialogs.lead_people import PersonRow, _told_apart
from screens.dialogs.one_to_one import OneToOneDialog
from tests.screens.pages import SMALL, Reader, reading

PEOPLE = tuple(
    Person(PersonId(number), name, trade, company)
    for number, (name, trade, company) in enumerate(
        (
            ("Ann Chu", "Florist", ""),
            ("Anna Berg", "Bookkeeping", ""),
            ("Sam Lee", "Baker", "North"),
            ("Sam Lee", "Baker", "South"),
            ("Sam Lee", "Painter", ""),
            ("Lee Roy", "", ""),
            ("Lee Roy", "", ""),
        ),
        start=1,
    )
)


def test_namesakes_are_told_apart() -> None:
    """By the trade, else by the company, else by the number: no two people are ever called the same."""
    assert list(_told_apart((*PEOPLE, PEOPLE[0])).values()) == [
        "Ann Chu",
        "Anna Berg",
        "Sam Lee (Baker, North)",
        "Sam Lee (Baker, South)",
        "Sam Lee (Painter)",
        "Lee Roy (no. 6)",
        "Lee Roy (no. 7)",
    ]


def test_one_who_is_chosen_is_known_by_the_id() -> None:
    """Of two of one name and trade the row shows the one whose id it was given."""
    row = PersonRow("giver", "Giver", PEOPLE, PersonId(4))
    assert row._called[PersonId(4)] == "Sam Lee (Baker, South)"


class _Page(Screen[None]):
    """Asks who met whom."""

    def __init__(self) -> None:
        super().__init__()
        self.met: LogOneToOne | None = None

    def on_mount(self) -> None:
        self.app.push_screen(OneToOneDialog(PEOPLE, (), date(2026, 11, 18)), self._filled)

    def _filled(self, met: Command | None) -> None:
        assert met is None or isinstance(met, LogOneToOne)
        self.met = met


async def _typed(reader: Reader, text: str, *keys: str) -> None:
    await reader.paste(text)
    await reader.press(*keys)


async def test_in_doubt_it_is_asked_who_is_meant() -> None:
    """Two of one first name: Enter and saving ask first; down takes the other, Enter again the first."""
    page = _Page()
    async with reading(page, SMALL) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OneToOneDialog))
        await _typed(reader, "ann", "enter")
        assert "Which one?" in reader.text
        await reader.press("down", "enter")
        await _typed(reader, "baker", "tab", "ctrl+s")
        assert not page.met
        await reader.until_shown("Which one?")
        await reader.until_shown("Sam Lee (Baker, North)")
        await reader.press("enter", "ctrl+s")
        await reader.until(lambda: page.met)
        met = page.met
        assert isinstance(met, LogOneToOne)
        assert (met.first_id, met.second_id) == (PersonId(2), PersonId(3))
