"""A meeting that ends on time: the board of what is to come, advice, questions, words, time that jumped."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from leadsroom.acts.agenda.commands import SetPitchLength
from leadsroom.acts.meeting import commands as c
from leadsroom.clock import Jump, JumpKind
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.idle_alarm import prompt_shown
from leadsroom.domain.meeting.snapshot import MeetingState
from screens.meeting.remaining.picture import rest_lines
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.meeting.table import Table
from tests.screens.table import (
    LAPTOP,
    SMALL,
    Before,
    bucket,
    moderator,
    networking,
    nothing,
    pitches,
    second_turn,
)

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def late(table: Table) -> None:
    """Three minutes behind; four of six are still to pitch."""
    table.go_to(StepKind.PITCHES)
    table.go(3)
    over = table.now.meeting.ends_at - project(table.now, table.clock.now()).ends_at + 3 * MINUTE
    table.clock.moment += over
    table.do(c.LeaveOut(over))


def too_long(table: Table) -> None:
    """The meeting is planned with five minutes for each pitch, which cannot fit."""
    step = next(step for step in table.now.steps if step.kind is StepKind.PITCHES)
    table.do(SetPitchLength(step.id, 5 * MINUTE))


# ---------------------------------------------------------------- the board


async def test_more_time_never_seems_to_end_earlier(sqlite_files: SqliteFiles) -> None:
    """At every second the ends beside the keys count their minutes as the one at the top does."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("p")
        for _ in range(6):
            await hands.pass_by(seconds=11)
            text = hands.text("#form-place")
            (now,) = re.findall(r"rest of the meeting  ends 7:(\d\d)", text)
            (more,), (less,) = (re.findall(rf"\{sign} to \d\d s, ends 7:(\d\d)", text) for sign in "+-")
            assert int(less) <= int(now) <= int(more)


@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["120x36", "80x24"])
async def test_the_board_says_what_each_key_would_do(
    sqlite_files: SqliteFiles, size: tuple[int, int]
) -> None:
    """On the next speaker: longer, shorter, skipped, each with the end of the meeting; nothing is cut."""
    async with moderator(sqlite_files, second_turn, size=size) as hands:
        await hands.press("p")
        assert hands.form == "RestBoard"
        assert "The rest of the meeting  ends 7:" in hands.text("#form-place")
        assert re.search(
            r"\+ to 75 s, ends 7:\d\d   - to 45 s, ends 7:\d\d   n skip, ends 7:\d\d", hands.text()
        )


@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["120x36", "80x24"])
async def test_the_board_says_what_it_does_not_show(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """Its first and last line say how many are above and below; at the end of the meeting none is below."""
    async with moderator(sqlite_files, nothing, size=size) as hands:
        await hands.press("p", "home")
        room, count = len(hands.lines("#board")), len(rest_lines(hands.snapshot, hands.clock.now()))
        assert hands.lines("#board")[-1].endswith(f"{count - room} more below")
        assert "above" not in hands.text("#board")
        await hands.press("end")
        assert hands.lines("#board")[0].endswith(f"{count - room} more above")
        assert "below" not in hands.text("#board")


async def test_the_advice_on_the_board_is_a_whole_sentence(sqlite_files: SqliteFiles) -> None:
    """Also in a small window it says what f does; there the title gives way, and the planned end."""
    async with moderator(sqlite_files, late, size=SMALL) as hands:
        await hands.press("p")
        assert re.search(
            r"^ends 7:28, 3 min late   f  Leads bucket 4 → 3 min, pitches 60 → 35 s$", hands.form_title
        )


async def test_the_board_changes_what_is_to_come(sqlite_files: SqliteFiles) -> None:
    """Down to the last step, left out, brought back, moved; the board stays open and follows."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("p", "end", "n")
        assert hands.acts[-1] == "SkipStep"
        assert "skipped" in hands.text("#form-place")
        await hands.press("n", "<")
        assert hands.acts[-2:] == ["BringBackStep", "MoveStep"]
        assert [step.title for step in hands.snapshot.steps][-1] == "Leads bucket"
        await hands.press("u")
        assert [step.title for step in hands.snapshot.steps][-1] == "Close"
        await hands.press("escape")
        assert hands.form == ""


async def test_a_person_is_moved_and_given_time_on_the_board(sqlite_files: SqliteFiles) -> None:
    """The cursor stays with the person it is on."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press("p", "plus", "shift+down", "plus")
        assert hands.acts[-3:] == ["GivePitch", "MoveTurn", "GivePitch"]
        turns = [turn for turn in hands.snapshot.turns if turn.clock.allotted == 90 * SECOND]
        assert [hands.snapshot.name(turn.member_id) for turn in turns] == ["Ann Chu"]


async def test_what_cannot_be_changed_says_so(sqlite_files: SqliteFiles) -> None:
    """A step that is over takes no key, and nothing is recorded."""
    async with moderator(sqlite_files, pitches) as hands:
        before = len(hands.acts)
        await hands.press("p", "home", "n")
        assert "cannot be changed" in hands.text("#form-place")
        assert len(hands.acts) == before


async def test_the_clock_runs_on_behind_the_board(sqlite_files: SqliteFiles) -> None:
    """f6 is Go while the board is open, and the board shows the next speaker as up."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("p", "f6")
        assert hands.acts[-1] == "Go"
        (line,) = [line for line in hands.lines("#form-place") if "▶ Robert Diaz" in line]
        assert "60 s" in line


async def test_the_cursor_stays_with_one_of_two_of_the_same_name(sqlite_files: SqliteFiles) -> None:
    """However often the board is drawn again, the second Ann Chu is the one whose time changes."""
    people = (*NAMES, ("Ann Chu", "Coaching"))
    async with moderator(sqlite_files, pitches, people=people) as hands:
        await hands.press("p", "end", "up", "up", "up")
        await hands.pass_by(seconds=1)
        await hands.pass_by(seconds=1)
        await hands.press("plus")
        turns = [turn for turn in hands.snapshot.turns if turn.clock.allotted == 75 * SECOND]
        assert [turn.position for turn in turns] == [len(NAMES)]


async def test_who_is_up_is_given_time_and_skipped_on_the_board(sqlite_files: SqliteFiles) -> None:
    """One line above the next speaker; skipped, the cursor stays on them and n has them speak after all."""
    async with moderator(sqlite_files, second_turn) as hands:
        up = hands.turn
        await hands.press("p", "up", "plus")
        assert hands.turn.clock.added == 30 * SECOND
        await hands.press("n")
        assert hands.acts[-2:] == ["AddTime", "Skip"]
        assert "n bring back, ends 7:" in hands.text("#form-place")
        await hands.press("n")
        assert hands.acts[-1] == "BringBackTurn"
        (back,) = [turn for turn in hands.snapshot.turns if turn.id == up.id]
        assert back.outcome is None
        assert hands.turn.id != up.id


async def test_a_pitch_is_given_its_length_before_the_meeting(sqlite_files: SqliteFiles) -> None:
    """Under the round that is still to come stands each of its people."""
    async with moderator(sqlite_files, nothing, size=SMALL) as hands:
        await hands.press("p", "down", "down", "down", "down", "plus")
        assert hands.acts[-1] == "GivePitch"
        (line,) = [line for line in hands.lines("#form-place") if "Ann Chu" in line]
        assert "75 s" in line


async def test_a_line_without_an_end_to_tell_says_nothing_of_one(sqlite_files: SqliteFiles) -> None:
    """What is over says that nothing changes here."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press("p", "home")
        assert "nothing to change here" in hands.text("#form-place")
        assert ", ends" not in hands.text("#form-place .problem")


# ---------------------------------------------------------------- advice


async def test_one_key_takes_the_advice_and_one_takes_it_back(sqlite_files: SqliteFiles) -> None:
    """Behind, it says what to shorten; f does that and says what it has done, u takes it back."""
    async with moderator(sqlite_files, late) as hands:
        assert "3 min behind" in hands.text("#masthead")
        facts = " ".join(hands.text("#stage-facts").split())
        assert "f Leads bucket 4 → 3 min, pitches 60 → 35 s, ends 7:25" in facts
        before = hands.table.rows()
        await hands.press("f")
        assert "on time" in hands.text("#masthead")
        assert "Leads bucket 4 → 3 min, pitches 60 → 35 s; ends on time, 7:25" in hands.go_bar
        assert "Catch up" not in hands.text("#stage-facts")
        await hands.press("u")
        assert hands.table.rows() == before


async def test_nothing_is_retimed_unasked(sqlite_files: SqliteFiles) -> None:
    """However late it gets, every turn keeps the time it was given until somebody presses a key."""
    async with moderator(sqlite_files, late) as hands:
        given = [turn.clock.allotted for turn in hands.snapshot.turns]
        await hands.pass_by(minutes=5)
        await hands.press("enter", "enter")
        assert [turn.clock.allotted for turn in hands.snapshot.turns] == given


async def test_the_fit_is_checked_before_the_start(sqlite_files: SqliteFiles) -> None:
    """Six pitches of five minutes do not fit in 25: said, and f makes them fit."""
    async with moderator(sqlite_files, too_long) as hands:
        facts = hands.text("#stage-facts")
        assert "6 × 5 min, 30 min with changeovers" in " ".join(facts.split())
        assert "min past 7:25" in facts
        assert "pitches 5 min → 2 min 40 s, ends 7:25" in " ".join(facts.split())
        await hands.press("f")
        assert hands.acts[-1] == "CatchUp"
        assert "→" not in hands.text("#stage-facts")
        assert hands.snapshot.meeting.state is MeetingState.PLANNED


async def test_no_advice_is_said(sqlite_files: SqliteFiles) -> None:
    """On time there is nothing to take; behind, with nothing to come that has slack, p is the way."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("f")
        assert "No advice: it is not behind." in hands.go_bar
    async with moderator(sqlite_files, bucket, size=SMALL) as hands:
        await hands.pass_by(minutes=40)
        await hands.press("f")
        assert "Nothing to come has slack. p plans the rest." in hands.go_bar


# ---------------------------------------------------------------- questions, words


async def test_o_opens_questions_and_ends_them(sqlite_files: SqliteFiles) -> None:
    """Their clock is the one in view; o again gives the speaker's back."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("o")
        assert "· questions" in hands.text("#stage-head")
        assert hands.snapshot.open_questions is not None
        await hands.pass_by(seconds=20)
        await hands.press("o")
        assert "questions" not in hands.text("#stage-head")
        assert hands.acts[-2:] == ["OpenQuestions", "CloseQuestions"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("w", "enter"), "wrap up"),
        (("w", "down", "enter"), "louder"),
        (("w", "down", "down", "enter"), "last question"),
        (("w", "'[/] slower", "enter"), "[/] slower"),
    ],
)
async def test_words_to_the_speaker(sqlite_files: SqliteFiles, keys: tuple[str, ...], words: str) -> None:
    """Two keys send the usual words, and whatever is typed is sent as typed; the moderator sees them too."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press(*keys)
        assert prompt_shown(hands.snapshot, hands.clock.now()) == words
        assert words in hands.text("#stage-facts")
        await hands.pass_by(seconds=20)
        assert "Speaker sees" not in hands.text("#stage-facts")


async def test_no_words_before_the_start(sqlite_files: SqliteFiles) -> None:
    """There is no speaker yet."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("w")
        assert "Nobody is speaking" in hands.go_bar


# ---------------------------------------------------------------- time that jumped


async def test_sleep_is_explained_and_left_out_by_one_key(sqlite_files: SqliteFiles) -> None:
    """The clock has counted it; j takes it out, u counts it again."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.pass_by(minutes=12)
        hands.screen.jumped(Jump(JumpKind.SLEPT, 12 * MINUTE), hands.clock.now())
        await hands.settle()
        assert "slept 12 min" in " ".join(hands.text("#stage-facts").split())
        await hands.press("j")
        assert hands.acts[-1] == "LeaveOut"
        assert hands.turn.clock.elapsed(hands.clock.now()) == 20 * SECOND
        assert "slept" not in hands.text("#stage-facts")
        await hands.press("u")
        assert hands.turn.clock.elapsed(hands.clock.now()) == 12 * MINUTE + 20 * SECOND


@pytest.mark.parametrize("before", [nothing, pitches], ids=["before the meeting", "an armed clock"])
async def test_sleep_that_no_clock_has_counted_is_not_offered(
    sqlite_files: SqliteFiles, before: Before
) -> None:
    """Nothing is to be left out where nothing ran."""
    async with moderator(sqlite_files, before) as hands:
        hands.screen.jumped(Jump(JumpKind.SLEPT, 12 * MINUTE), hands.clock.now())
        await hands.settle()
        assert "slept" not in hands.text("#stage-facts")


async def test_sleep_in_a_pause_is_not_offered(sqlite_files: SqliteFiles) -> None:
    """The pause has covered it already: leaving it out again would give the speaker time."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("space")
        await hands.pass_by(minutes=12)
        hands.screen.jumped(Jump(JumpKind.SLEPT, 12 * MINUTE), hands.clock.now())
        await hands.press("j")
        assert "has not jumped" in hands.go_bar
        assert hands.turn.clock.elapsed(hands.clock.now()) == 20 * SECOND


@pytest.mark.parametrize(("seconds", "way"), [(300, "5 min ahead"), (-3600, "60 min back")])
async def test_a_clock_that_was_set_is_followed_by_one_key(
    sqlite_files: SqliteFiles, seconds: int, way: str
) -> None:
    """The meeting's clock has not followed; j makes it, in one act."""
    async with moderator(sqlite_files, second_turn) as hands:
        before = len(hands.acts)
        hands.screen.jumped(Jump(JumpKind.SET, seconds * SECOND), hands.clock.now())
        await hands.settle()
        assert way in " ".join(hands.text("#stage-facts").split())
        await hands.press("j")
        assert hands.clock.followed == 1
        assert hands.acts[before:] == ["FollowClock"]


async def test_j_without_a_jump_does_nothing(sqlite_files: SqliteFiles) -> None:
    """It says so."""
    async with moderator(sqlite_files, second_turn) as hands:
        await hands.press("j")
        assert "has not jumped" in hands.go_bar
