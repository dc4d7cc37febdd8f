"""The smallest tables and the largest: nobody, one step, thirty-five members."""

from __future__ import annotations

import re

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Mark
from tests.databases import SqliteFiles
from tests.harborview import SHORT_AGENDA
from tests.meeting.table import Table
from tests.screens.table import (
    HALL,
    LAPTOP,
    SMALL,
    bucket,
    moderator,
    networking,
    nothing,
    pitches,
    second_turn,
)

FULL_TABLE = tuple((f"Member Number-{number}", f"Trade {number}") for number in range(1, 36))
SIZES = pytest.mark.parametrize(
    "size", [(40, 12), SMALL, LAPTOP, HALL], ids=["40x12", "80x24", "120x36", "200x50"]
)


@SIZES
async def test_nobody_on_the_roster(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """Without members the screen stands, says what to do, and no key breaks it."""
    async with moderator(sqlite_files, nothing, size=size, people=()) as hands:
        for key in ("l", "s", "a", "t", "c", "v", "k"):
            await hands.press(key)
            assert hands.form == ""
            assert "No members yet: q, then r." in hands.go_bar or size == (40, 12)
        await hands.press("enter")
        assert hands.snapshot.meeting.state is MeetingState.PLANNED
        assert "No members yet: q, then r." in hands.go_bar or size == (40, 12)


async def test_nobody_is_named_on_the_stage(sqlite_files: SqliteFiles) -> None:
    """Before the meeting an empty roster is said to be empty."""
    async with moderator(sqlite_files, nothing, people=()) as hands:
        assert "No members yet: q, then r." in hands.text("#stage")
        assert "The table · 0 here" in hands.text("#table")


async def test_a_round_with_nobody_in_it(sqlite_files: SqliteFiles) -> None:
    """When everybody has left, the round says so, and the clock's keys are refused in a sentence."""

    def nobody(table: Table) -> None:
        for attendee in table.now.attendees:
            table.do(c.MarkAttendance(member_id=attendee.member_id, mark=Mark.ABSENT))
        pitches(table)

    async with moderator(sqlite_files, nobody) as hands:
        assert "Everybody has had their turn" in hands.text("#stage")
        for key in ("space", "+", "-", "<"):
            await hands.press(key)
            assert "No clock is running. Enter goes on." in hands.go_bar


async def test_no_visitors(sqlite_files: SqliteFiles) -> None:
    """A round of visitors without visitors says that nobody was there when it is passed by."""
    async with moderator(sqlite_files, bucket, size=HALL) as hands:
        assert any("Visitors" in line and "nobody" in line for line in hands.lines("#agenda"))


@pytest.mark.parametrize("size", [SMALL, HALL])
async def test_a_round_that_was_left_early(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """The agenda says that it was left, with how many had spoken, and does not call it skipped."""

    def left(table: Table) -> None:
        second_turn(table)
        for _ in range(6):
            table.do(c.Skip())

    async with moderator(sqlite_files, left, size=size) as hands:
        (line,) = [line for line in hands.lines("#agenda") if "Pitches" in line]
        assert "left 1/6" in line
        assert "7:" in line


@pytest.mark.parametrize(
    ("size", "more"),
    [(SMALL, "7 of 18 · 11 more below"), (LAPTOP, ""), ((120, 24), "14 of 18 · 4 more below")],
)
async def test_the_board_says_how_many_are_out_of_view(
    sqlite_files: SqliteFiles, size: tuple[int, int], more: str
) -> None:
    """Eighteen members on a small screen: the title counts those below, then those above; no key is cut.

    At its right it says how many are still to be checked in.
    """
    async with moderator(sqlite_files, nothing, size=size, people=FULL_TABLE[:18]) as hands:
        await hands.press("a")
        title = hands.lines("#form-place .form-title")[0].strip()
        assert title.split("   ", 1)[0] == f"Attendance  {more}".strip()
        assert title.endswith("   18 to check in")
        assert hands.lines("#form-place .form-keys")[0].endswith(("A–Z name", "u undo"))
        await hands.press("end")
        below = "below" in hands.lines("#form-place .form-title")[0]
        assert "Member Number-18" in hands.text("#board")
        assert not below


async def test_facts_in_a_narrow_stage_are_not_broken_within_a_word(sqlite_files: SqliteFiles) -> None:
    """Between the agenda and the table their labels give way, and no row breaks over into the next one."""
    async with moderator(sqlite_files, nothing, size=(100, 30)) as hands:
        facts = [line.strip() for line in hands.lines("#stage-facts")]
        assert facts[0] == "Expected  6 of 6"
        assert facts[1].startswith("Pitches   6 × 60 s")
        assert any(line.startswith("Ends      7:19") for line in facts)


async def test_the_last_step_cannot_be_skipped(sqlite_files: SqliteFiles) -> None:
    """In an agenda of one step n is refused in a sentence, and so is going back."""
    async with moderator(sqlite_files, networking, agenda=SHORT_AGENDA[:1]) as hands:
        await hands.press("n")
        assert "This is the last step. Enter closes the meeting." in hands.go_bar
        await hands.press("backspace")
        assert "This is where the meeting began." in hands.go_bar


@pytest.mark.parametrize("size", [SMALL, LAPTOP, HALL])
async def test_thirty_five_members(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """With a full table whoever is up is in view, on the stage and where the table is shown."""
    async with moderator(sqlite_files, second_turn, size=size, people=FULL_TABLE) as hands:
        for _ in range(6):
            name = hands.snapshot.name(hands.turn.speaker_id)
            assert name in hands.text("#stage")
            if hands.screen.query_one("#table").display:
                assert any("▸" in line and name in line for line in hands.lines("#table"))
            for _ in range(5):
                hands.table.do(c.Skip())
            await hands.press("n")


@pytest.mark.parametrize("size", [SMALL, LAPTOP, HALL])
async def test_the_attendance_board_reaches_everybody(
    sqlite_files: SqliteFiles, size: tuple[int, int]
) -> None:
    """At a full table the cursor of the board is in view at every place, and marks who is under it."""
    async with moderator(sqlite_files, nothing, size=size, people=FULL_TABLE) as hands:
        await hands.press("a")
        for number in (1, 8, 15, 22, 29):
            assert re.search(rf"Member Number-{number}\b", hands.text("#board"))
            await hands.press(*["down"] * 7)
        await hands.press("2")
        last = hands.table.now.attendee(hands.table.person("Member Number-35"))
        assert last is not None
        assert last.mark is Mark.ABSENT


@pytest.mark.parametrize("form", ["", "l", "c", "a"])
async def test_the_step_that_is_on_is_in_view(sqlite_files: SqliteFiles, form: str) -> None:
    """A long agenda in the small window shows the step that is on, also above a form."""
    agenda = tuple(SHORT_AGENDA[0] for _ in range(14)) + SHORT_AGENDA[-1:]

    def last_step(table: Table) -> None:
        table.go_to(StepKind.CLOSE)

    async with moderator(sqlite_files, last_step, size=SMALL, agenda=agenda) as hands:
        if form:
            await hands.press(form)
        assert any(line.strip().startswith("▶") and "Close" in line for line in hands.lines("#agenda"))


async def test_resizing_keeps_everything(sqlite_files: SqliteFiles) -> None:
    """The window can be made smaller and larger while the meeting runs and a form is open."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("l", "'ann")
        for size in ((30, 8), SMALL, HALL, LAPTOP):
            await hands.resize(*size)
        assert hands.fields["receiver"].draft == "ann"
        assert "Ann Chu" in hands.text("#stage")
        assert "Ann Chu" in hands.text("#table")
