"""Typing in a form never drives the meeting; f5 and f6 do, and the form stays with its words."""

from __future__ import annotations

import pytest

from screens.kit.keyboard.keys_help import KeysHelp
from screens.meeting.keys import KEYS
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.screens.table import Moderator, moderator, nothing, second_pitch

FIELDS = {
    "l": ("giver", "receiver", "prospect", "phone", "need", "expecting"),
    "s": ("member", "name", "profession"),
    "v": ("name", "profession", "host"),
    "t": ("by", "about", "words"),
    "i": ("by", "words"),
    "c": ("by", "to", "amount", "lead", "note"),
    "k": ("ask",),
    "w": ("words",),
}
in_every_form = pytest.mark.parametrize("key", FIELDS)
MORE_NAMES = (*NAMES, *((f"Member {letter}", f"Trade {letter}") for letter in "GHIJ"))

# Enter goes to the next field, and at the end saves: what it may do is record the form. Escape closes it.
OF_FORMS = ("enter", "escape")
AT_TABLE = [name for key in KEYS if not key.in_form for name in key.keys.split(",") if name not in OF_FORMS]
OWN_ACTS = {
    *("PassLead", "SeatSubstitute", "WelcomeVisitor", "GiveTestimonial", "MakeAnnouncement"),
    *("ThankForBusiness", "KeepAsk", "PromptSpeaker"),
}
_LETTERS = {"plus": "+", "equals_sign": "=", "minus": "-", "less_than_sign": "<", "question_mark": "?"}


async def _type_every_key(moderator: Moderator, name: str) -> None:
    await moderator.go_to(name)
    keys = [_LETTERS.get(key, key) for key in AT_TABLE]
    if moderator.view.field.is_typed:  # there letters go into the line, and the keyboard stays
        letters = [key for key in keys if len(key) == 1]
        await moderator.press(*letters)
        assert moderator.field == name
        keys = [key for key in keys if key not in letters]
    for key in keys:
        if not key.startswith("ctrl") and key != "f1":
            await moderator.go_to(name)
        await moderator.press(key)


@in_every_form
async def test_no_key_of_the_table_works_while_typing(sqlite_files: SqliteFiles, key: str) -> None:
    """In any field, the keys of the table do nothing to the meeting and open nothing."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press(key)
        form, before = hands.view.form, hands.journal
        for name in FIELDS[key]:
            await _type_every_key(hands, name)
            assert hands.journal == before, name
            assert hands.view.form is form, name
            assert hands.top is hands.screen, name
            assert hands.app.heard == [], name
            assert hands.snapshot == hands.table.now, name


@in_every_form
async def test_only_f5_f6_and_the_form_itself_act_while_typing(sqlite_files: SqliteFiles, key: str) -> None:
    """F5 and f6 pause and Go with the form, its words and the keyboard as they were; enter never is Go."""
    async with moderator(sqlite_files, second_pitch, people=MORE_NAMES) as hands:
        for name in FIELDS[key]:
            await hands.press(key)
            await hands.go_to(name)
            await hands.press("a", "left")
            form, focused, before = hands.view.form, hands.app.focused, len(hands.acts)
            draft = form.draft
            await hands.press("f5", "f5", "f6")
            assert hands.acts[before:] == ["Pause", "Resume", "Go"], name
            assert (hands.view.form, hands.field, hands.app.focused) == (form, name, focused)
            assert form.draft == draft, name
            await hands.press("enter")
            assert set(hands.acts[before + 3 :]) <= OWN_ACTS, name
            if hands.form:
                await hands.press("f3", "escape")
            await hands.press("enter")  # the next pitch begins


async def test_the_board_keeps_the_keys_of_the_table_away(sqlite_files: SqliteFiles) -> None:
    """On the attendance board, what is not one of its own keys does nothing."""
    own = {*"1234578", "up", "down", "u"}
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("a")
        board, before = hands.screen.form, hands.journal
        for key in AT_TABLE:
            if key not in own:
                await hands.press(_LETTERS.get(key, key))
        assert hands.journal == before
        assert hands.screen.form is board
        assert hands.app.heard == []


async def test_f5_and_f6_work_on_the_board(sqlite_files: SqliteFiles) -> None:
    """The clock can be driven while attendance is taken."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("a", "down")
        before = len(hands.acts)
        await hands.press("f5", "f5", "f6")
        assert hands.acts[before:] == ["Pause", "Resume", "Go"]
        assert hands.form == "AttendanceBoard"


async def test_the_bottom_line_names_the_keys_of_a_form(sqlite_files: SqliteFiles) -> None:
    """While a form is open the bottom line shows f6 for Go; afterwards enter again."""
    async with moderator(sqlite_files, second_pitch) as hands:
        assert hands.go_bar.startswith("⏎   finish, next is Robert Diaz")
        await hands.press("l")
        assert hands.go_bar.startswith("f6   finish, next is Robert Diaz   f5 pause")
        await hands.press("escape")
        assert hands.go_bar.startswith("⏎   finish, next is Robert Diaz")


async def test_the_keys_help_masks_the_table(sqlite_files: SqliteFiles) -> None:
    """On the page of keys nothing drives the meeting."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = hands.journal
        await hands.press("?")
        for key in ("space", "n", "u", "backspace", "l", "+"):
            await hands.press(key)
        assert isinstance(hands.top, KeysHelp)
        assert hands.journal == before


async def test_u_undoes_on_the_board(sqlite_files: SqliteFiles) -> None:
    """A wrong mark is taken back without leaving the attendance board."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("a", "3")
        marked = hands.screen.snapshot.attendees
        await hands.press("u")
        assert hands.screen.snapshot.attendees != marked
        assert "Undid: Robert Diaz: late." in hands.text("#form-place")
        assert hands.screen.form is not None


async def test_an_enter_typed_ahead_answers_no_question(sqlite_files: SqliteFiles) -> None:
    """Who asks by a second Enter has one that came before it could be read do nothing."""
    async with moderator(sqlite_files, nothing, people=(*NAMES, ("Anna Berg", "Bakery"))) as hands:
        await hands.press("s", "'ann")
        await hands.press_at("enter", (0.0, 0.18))
        assert "⏎ again takes Ann Chu." in hands.text("#form-place")
        assert hands.field == "member"
        await hands.press("enter")
        assert hands.field == "name"


async def test_the_agenda_stays_where_it_is_under_a_form_that_is_opened_again(
    sqlite_files: SqliteFiles,
) -> None:
    """What stands above the form is not moved by one that has room below it, the second time as the first."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = hands.text("#agenda").split()
        for _ in range(2):
            await hands.press("l")
            shown = hands.text("#agenda").split("━")[0].split()
            assert shown == before
            await hands.press("escape")
