"""Every key of the moderator's screen works, wherever the keyboard has been before."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from leadsroom.domain.journal import EntryKind
from screens.kit.form.dock import FormDock
from tests.databases import SqliteFiles
from tests.meeting.table import seconds
from tests.screens.table import Moderator, moderator, second_pitch

ACTS = {
    "enter": "Go",
    "space": "Pause",
    "backspace": "GoBack",
    "+": "AddTime",
    "=": "AddTime",
    "-": "AddTime",
    "<": "BeganEarlier",
    "n": "Skip",
    "N": "SkipRest",
    "u": "Undo",
    "o": "OpenQuestions",
    "f5": "Pause",
    "f6": "Go",
}
FORMS = {
    "l": "Lead",
    "s": "Substitute",
    "a": "AttendanceBoard",
    "v": "Visitor",
    "t": "Testimonial",
    "i": "Announcement",
    "c": "Closed business, thanks",
    "k": "Looking for",
    "p": "RestBoard",
    "w": "To the speaker",
}


# Where the keyboard may have been


async def _nowhere(_moderator: Moderator) -> None:
    pass


async def _tabbed_and_clicked(hands: Moderator) -> None:
    await hands.press("tab", "tab", "tab", "shift+tab")
    for selector in ("#masthead", "#agenda", "#stage", "#table", "#tonight", "#go-bar"):
        await hands.click(selector)


async def _form_left(hands: Moderator) -> None:
    await hands.press("l", "x", "escape")


async def _form_saved(hands: Moderator) -> None:
    hands.clock.pass_by(seconds=1)
    await hands.press("t", "'robert", "enter", "'kind", "enter")


async def _board_closed(hands: Moderator) -> None:
    await hands.press("a", "down", "escape")


STATES = {
    "as it opens": _nowhere,
    "tab was pressed and everything clicked": _tabbed_and_clicked,
    "form left": _form_left,
    "form saved": _form_saved,
    "attendance closed": _board_closed,
}
in_every_state = pytest.mark.parametrize("state", STATES)


def share_of(state: str, keys: dict[str, str]) -> dict[str, str]:
    """The keys that are tried in a state: between them the states try each."""
    at = list(STATES).index(state)
    return dict(list(keys.items())[at :: len(STATES)])


async def reach(hands: Moderator, state: str) -> int:
    """Bring the screen into a state; how many entries the journal has then."""
    await STATES[state](hands)
    assert hands.app.focused is None  # nothing stands between a key and the screen, whichever key it is
    return len(hands.journal)


@in_every_state
async def test_keys_are_one_act_each(sqlite_files: SqliteFiles, state: str) -> None:
    """A key that drives the meeting is one entry of the journal, and the screen shows what is on disk."""
    async with moderator(sqlite_files, second_pitch) as hands:
        for key, act in share_of(state, ACTS).items():
            before = await reach(hands, state)
            await hands.press(key)
            assert hands.acts[before:] == [act]
            assert hands.snapshot == hands.table.now
            await hands.press("ctrl+y" if act == "Undo" else "u")


@in_every_state
async def test_keys_open_their_forms(sqlite_files: SqliteFiles, state: str) -> None:
    """A key that opens a form opens that form, in which the keyboard is, and nothing is recorded yet."""
    async with moderator(sqlite_files, second_pitch) as hands:
        for key, form in share_of(state, FORMS).items():
            before = await reach(hands, state)
            await hands.press(key)
            assert hands.form == form
            assert hands.app.focused in hands.screen.query_one(FormDock).walk_children()
            assert len(hands.journal) == before
            await hands.press("escape")


@in_every_state
async def test_redo_brings_back_what_undo_took(sqlite_files: SqliteFiles, state: str) -> None:
    """After undo, ctrl+y does it again."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = await reach(hands, state)
        await hands.press("n", "u", "ctrl+y")
        kinds = [entry.kind for entry in hands.journal[before:]]
        assert kinds == [EntryKind.DO, EntryKind.UNDO, EntryKind.REDO]
        assert "Redid: Ann Chu skipped" in hands.go_bar


@in_every_state
async def test_arrows_select_and_e_edits(sqlite_files: SqliteFiles, state: str) -> None:
    """The arrows select an entry of the record, and e opens the form that corrects it."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await reach(hands, state)
        await hands.press("down", "down", "up", "e")
        assert hands.form in {"Lead", "Testimonial"}
        assert "correct it" in hands.form_title


@in_every_state
async def test_delete_withdraws_the_selected_entry(sqlite_files: SqliteFiles, state: str) -> None:
    """Delete takes the selected entry out of the record, and undo brings it back."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = await reach(hands, state)
        await hands.press("down", "down", "delete")
        assert hands.acts[before:] == ["Withdraw"]
        assert hands.snapshot.leads == ()
        await hands.press("u")
        assert len(hands.snapshot.leads) == 1


@in_every_state
async def test_keys_that_leave_the_meeting_as_it_is(sqlite_files: SqliteFiles, state: str) -> None:
    """M mutes, ? and f1 show the keys and hide them, q says that the hands left, ctrl+p opens the palette."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await reach(hands, state)
        for key in ("?", "f1"):
            await hands.press(key)
            assert hands.top_name == "KeysHelp"
            await hands.press(key)
            assert hands.top_name == "MeetingScreen"
        await hands.press("?", "escape", "m")
        assert "Sound off" in hands.go_bar
        await hands.press("m")
        assert "Sound on" in hands.go_bar
        before = await reach(hands, state)
        await hands.press("q")
        assert hands.app.heard == ["left"]
        assert len(hands.journal) == before
        await reach(hands, state)
        await hands.press("ctrl+p")
        assert hands.top_name == "CommandPalette"


@pytest.mark.parametrize(("key", "words"), [("+", "30 s more"), ("=", "30 s more"), ("-", "30 s less")])
async def test_thirty_seconds(sqlite_files: SqliteFiles, key: str, words: str) -> None:
    """Plus gives thirty seconds, minus takes them."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press(key)
        assert hands.journal[-1].what == f"{words} for Ann Chu"


async def test_it_began_earlier(sqlite_files: SqliteFiles) -> None:
    """< moves the start ten seconds back; pressed again it asks when that was, in minutes or as a time."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("<")
        assert seconds(hands.turn.clock.elapsed(hands.clock.now())) == 30
        await hands.pass_by(seconds=200)
        await hands.press("<", "<", "3", "enter")
        assert seconds(hands.turn.clock.elapsed(hands.clock.now())) == 180
        assert hands.journal[-1].what.startswith("Ann Chu began at ")
        await hands.press("u")
        assert seconds(hands.turn.clock.elapsed(hands.clock.now())) == 230


async def test_space_pauses_resumes_and_starts(sqlite_files: SqliteFiles) -> None:
    """Space stops the clock, lets it go on, and starts one that is armed."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("space", "space")
        assert hands.acts[-2:] == ["Pause", "Resume"]
        await hands.press("enter", "space")
        assert hands.journal[-1].what == "Robert Diaz started"


async def test_nothing_takes_the_keyboard_at_the_table(sqlite_files: SqliteFiles) -> None:
    """No widget of the screen can hold the focus: there is nothing between a key and its act."""
    async with moderator(sqlite_files, second_pitch) as hands:
        assert [widget for widget in hands.screen.walk_children(Widget) if widget.focusable] == []
