"""All keys of a screen: in groups, and narrowed by letters."""

from __future__ import annotations

import pytest

from screens.kit.keyboard.keys_help import NONE_FITS, KeyGroup, KeyTable, narrowed
from screens.meeting.keys import KEYS, Situation, groups_of_table
from screens.setup.welcome import WelcomeScreen
from tests.databases import SqliteFiles
from tests.screens.pages import LAPTOP, SMALL, reading
from tests.screens.table import moderator, second_pitch

GROUPS = (
    KeyGroup("The clock", (("space", "pause and resume"), ("+", "thirty seconds more"))),
    KeyGroup("People", (("v", "a visitor"), ("s", "a substitute for a member"))),
)


def test_every_key_of_the_table_stands_in_one_group() -> None:
    """By what it is for: the clock, people, today's record, the bucket, the rest."""
    groups = groups_of_table()
    assert [group.heading for group in groups] == [about.value for about in Situation]
    listed = [shown for group in groups for shown, _ in group.keys]
    assert sorted(listed) == sorted(key.shown for key in KEYS if key.shown)


@pytest.mark.parametrize(("board", "first"), [("p", "Choose a step or a turn"), ("a", "Begins a name")])
async def test_a_board_at_the_table_shows_its_own_keys(
    sqlite_files: SqliteFiles, board: str, first: str
) -> None:
    """Of the plan and of attendance; closed, it leads back to the board, which is as it was."""
    async with moderator(sqlite_files, second_pitch, size=SMALL) as hands:
        await hands.press(board)
        before = hands.form
        await hands.press("question_mark")
        assert first in hands.text()
        assert "This board" in hands.text()
        await hands.press("escape")
        assert hands.form == before
        await hands.press("escape")
        assert not hands.form


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("", ["space", "+", "v", "s"]),
        ("visit", ["v"]),
        ("PAUSE", ["space"]),
        ("people", ["v", "s"]),
        ("thirty more", ["+"]),
        ("nothing like it", []),
    ],
)
def test_letters_narrow_it(wanted: str, keys: list[str]) -> None:
    """By key, by what it does, or by what it is for; a group without any is left out."""
    left = narrowed(GROUPS, wanted)
    assert [key for group in left for key, _ in group.keys] == keys
    assert all(group.keys for group in left)


def test_the_keys_of_all_groups_stand_in_one_column() -> None:
    """Headings between them, and nothing over the edge; where none fits it says so."""
    drawn = KeyTable().draw(GROUPS, 40).plain.split("\n")
    assert drawn[0] == "The clock"
    assert drawn[3:5] == ["", "People"]
    at = {line.index(does) for line in drawn for does in ("Pause", "Thirty", "A visitor") if does in line}
    assert len(at) == 1
    assert max(map(len, drawn)) <= 40
    assert "…" not in KeyTable().draw(GROUPS, 24).plain, "a long sentence goes on below"
    assert KeyTable().draw((), 40).plain == NONE_FITS


def test_in_a_wide_box_the_keys_stand_in_two_columns() -> None:
    """In their order, both columns of one height; a group that goes on has its heading again."""
    drawn = KeyTable().draw(GROUPS, 100).plain.split("\n")
    assert [row[:52].split() for row in drawn] == [
        ["The", "clock"],
        ["space", "Pause", "and", "resume"],
        ["+", "Thirty", "seconds", "more"],
    ]
    assert [row[52:].split()[0] for row in drawn] == ["People", "v", "s"]
    one = KeyGroup("The clock", GROUPS[0].keys * 3)
    assert KeyTable().draw((one,), 100).plain.count("The clock") == 2


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_a_page_lists_and_narrows_its_keys(size: tuple[int, int]) -> None:
    """A slash takes letters, q among them; escape shows all, and closes."""
    async with reading(WelcomeScreen(), size) as reader:
        await reader.press("?")
        assert reader.top_name == "KeysHelp"
        assert "The same on every page" in reader.text
        await reader.press("slash", "'quit")
        assert reader.top_name == "KeysHelp"
        assert "The same on every page" not in reader.text
        await reader.press("escape")
        assert "The same on every page" in reader.text
        await reader.press("escape")
        assert reader.top_name == "WelcomeScreen"


async def test_the_table_lists_its_keys_by_what_they_are_for(sqlite_files: SqliteFiles) -> None:
    """Narrowed by `clock` those of the clock are left; the meeting hears nothing of what is typed."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = len(hands.journal)
        await hands.press("?", "slash", "'clock")
        shown = "\n".join(hands.lines())
        assert "Pause or resume the clock" in shown
        assert "Welcome a visitor" not in shown
        await hands.press("enter")
        assert hands.top_name == "MeetingScreen"
        assert len(hands.journal) == before
