"""Names and notes made of markup, escape codes and wide letters stand on the screen as they were typed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len

from leadsroom.acts.leads.commands import GiveTestimonial, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.store import tables as t
from tests.databases import SqliteFiles
from tests.harborview import NAMES, SHORT_AGENDA
from tests.meeting.table import Table
from tests.screens.glass import painted
from tests.screens.table import HALL, LAPTOP, SMALL, Before, Moderator, moderator, second_pitch, second_turn

HOSTILE = {
    "closing tag": "[/]",
    "tag": "[Anna]",
    "link": "[@click=app.quit]x[/]",
    "colour": "[bold red on $primary]Ada",
    "variable": "$quiet",
    "backslash": "\\[/] \\",
    "escape code": "\x1b[31mRed\x1b[0m\x07 Bell",
    "window title": "\x1b]0;owned\x07Name",
    "emoji": "👩‍👩‍👧‍👦 Ann 🇺🇸",
    "wide": "日本語の名前",
    "combining": "Zoe\u0308 A\u0301\u0302\u0303",
    "right to left": "שלום עולם",
    "override": "\u202eevil\u202c Bob",
    "long": "x" * 500,
    "long words": "lorem ipsum " * 40,
}
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ANSWERS = re.compile(r"choose\('\w+', \d+\)")
# One of each sort where everything is called so; all of them are typed, and stand side by side in a column.
SORTS = ("link", "backslash", "escape code", "emoji", "override", "long")
LETTERS_TYPED = 24


@cache
def spoken_of(word: str) -> Before:
    """A meeting in which everything that can be named or noted is called this, up to its bucket."""

    def before(table: Table) -> None:
        ids = [attendee.member_id for attendee in table.now.attendees]
        with table.store.writing(table.desk.chapter_id) as unit:
            unit.update(t.person, ids[0], company=clean(word))
        table.do(c.SeatSubstitute(member_id=ids[1], name=f"S {word}", profession=word))
        table.do(c.WelcomeVisitor(name=f"V {word}", profession=word, host_id=ids[0]))
        second_turn(table)
        turn = table.now.turn
        assert turn is not None
        table.do(c.KeepAsk(turn_id=turn.id, looking_for=word))
        table.do(PassLead(giver_id=ids[0], receiver_id=ids[2], slip=Slip(word, "", word, word)))
        table.do(GiveTestimonial(by_id=ids[0], about_id=ids[2], words=word))
        table.do(MakeAnnouncement(by_id=ids[0], words=word))
        thanks = ThankForBusiness(
            reported_by_id=ids[0], credited_to_id=ids[2], amount=Money(100, "USD"), note=word
        )
        table.do(thanks)

    return before


def chapter_of(word: str) -> dict[str, Any]:
    """A chapter whose name, members and steps are called so."""
    named = clean(word)
    people = ((named, named), ("Ann Chu", f"2 {named}"), *NAMES[2:])
    steps = tuple(
        type(step)(step.kind, named, step.planned, step.turn_length, step.autostart) for step in SHORT_AGENDA
    )
    return {"name": named, "people": people, "agenda": steps}


def assert_fit_for_a_terminal(hands: Moderator) -> None:
    """No row is wider or narrower than the window, nothing steers the terminal, no word can be clicked.

    The answers of a form can: by their places.
    """
    for strip in painted(hands.top):
        assert strip.cell_length == hands.app.size.width
        assert not _STEERING.search(strip.text)
        clicks = [segment.style.meta.get("@click", "") for segment in strip if segment.style]
        assert all(_ANSWERS.fullmatch(click) for click in clicks if click)


def beginning(word: str, cells: int = 8) -> str:
    """What must be seen of it even in a narrow column."""
    shown = ""
    for letter in clean(word):
        if cell_len(shown + letter) > cells:
            break
        shown += letter
    return shown.strip()


@pytest.mark.parametrize("name", SORTS)
async def test_hostile_words_stand_at_the_table(sqlite_files: SqliteFiles, name: str) -> None:
    """Where everything is called so, every view shows it as typed, without control characters."""
    word = HOSTILE[name]
    async with moderator(sqlite_files, spoken_of(word), **chapter_of(word)) as hands:
        assert_fit_for_a_terminal(hands)
        for view in ("#masthead", "#agenda", "#table", "#stage-head", "#stage-facts", "#tonight"):
            assert beginning(word) in hands.text(view)
        assert f"S {beginning(word, 5)}" in hands.text("#table")
        assert f"V {beginning(word, 5)}" in hands.text("#table")


@pytest.mark.parametrize("name", ["link", "emoji"])
async def test_hostile_words_stand_in_every_form(sqlite_files: SqliteFiles, name: str) -> None:
    """In the small window, too, and in the form that corrects each entry of the record."""
    word = HOSTILE[name]
    async with moderator(sqlite_files, spoken_of(word), size=SMALL, **chapter_of(word)) as hands:
        for _ in range(6):
            await hands.press("down", "e")
            assert_fit_for_a_terminal(hands)
            assert beginning(word) in hands.text("#form-place")
            await hands.press("escape")


async def test_hostile_words_typed_and_pasted(sqlite_files: SqliteFiles) -> None:
    """Pasted or typed into a form they are taken literally, and recorded without control characters."""
    async with moderator(sqlite_files, second_pitch) as hands:
        for name, word in HOSTILE.items():
            typed = "".join(letter for letter in word if letter.isprintable())[:LETTERS_TYPED]
            hands.clock.pass_by(seconds=2)
            await hands.press("l", "'robert", "enter")
            await hands.paste(word)
            await hands.press("tab", "tab", f"'{typed}")
            assert_fit_for_a_terminal(hands)
            await hands.press("ctrl+s")
            assert_fit_for_a_terminal(hands)
            slip = hands.table.now.leads[-1].slip
            assert (slip.prospect, slip.need) == (clean(clean(word)[:500]), clean(typed)), name


@pytest.mark.parametrize("size", [LAPTOP, HALL], ids=["120x36", "200x50"])
async def test_columns_still_align(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """However wide or narrow its letters are, a name pushes nothing beside it out of its column."""
    names = [*(clean(word) for word in HOSTILE.values()), "Ann Chu"]
    people = tuple((name, f"Trade {number}") for number, name in enumerate(names))
    async with moderator(sqlite_files, second_turn, size=size, people=people) as hands:
        before = [row.partition("Trade")[0] for row in hands.lines("#table") if "Trade" in row]
        assert len(before) == len(names)
        assert {cell_len(part) for part in before} == {cell_len(before[-1])}


async def test_a_whole_meeting_of_hostile_words(sqlite_files: SqliteFiles) -> None:
    """The meeting can be run to its end, the bucket's pages and the closed screen included."""
    word = HOSTILE["closing tag"]
    async with moderator(sqlite_files, spoken_of(word), **chapter_of(word)) as hands:
        while not hands.app.heard:
            await hands.press("enter")
            assert_fit_for_a_terminal(hands)
        assert hands.app.heard == ["closed"]


async def test_a_click_on_a_hostile_name_does_nothing(sqlite_files: SqliteFiles) -> None:
    """A name that looks like a link is none."""
    word = HOSTILE["link"]
    async with moderator(sqlite_files, spoken_of(word), **chapter_of(word)) as hands:
        for selector in ("#stage-head", "#table", "#tonight", "#agenda"):
            await hands.click(selector)
        assert hands.app.is_running
        await hands.press("space")
        assert hands.acts[-1] == "Pause"
