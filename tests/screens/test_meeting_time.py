"""What passes with time: digits, phases, flash, bells; and that nothing is painted that has not changed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.clock import Jump, JumpKind
from leadsroom.domain.meeting.countdown import next_flip
from leadsroom.domain.text.wording import SECOND
from screens.kit.digits import BigDigits
from screens.kit.pane import Pane
from screens.meeting.stage_picture import stage_picture
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import Moderator, bucket, moderator, networking, nothing, pitches


def speaking(table: Table) -> None:
    """Maria Lopez has just begun her minute."""
    pitches(table)
    table.go()


def _digits(hands: Moderator) -> str:
    return hands.screen.query_one(BigDigits).shown


@pytest.mark.parametrize(
    ("seconds", "digits", "words", "name"),
    [
        (0, "1:00", "▶ GO", "-go"),
        (0.4, "1:00", "▶ GO", "-go"),
        (1, "0:59", "▶ GO", "-go"),
        (44.9, "0:16", "▶ GO", "-go"),
        (45, "0:15", "▲ WRAP UP", "-wrap-up"),
        (59.5, "0:01", "▲ WRAP UP", "-wrap-up"),
        (60, "0:00", "■ TIME", "-time"),
        (64, "-0:04", "■ TIME", "-time"),
        (65, "-0:05", "● OVER", "-over"),
        (67, "-0:07", "● OVER", "-over"),
        (200, "-2:20", "● OVER", "-over"),
    ],
)
async def test_phases(sqlite_files: SqliteFiles, seconds: float, digits: str, words: str, name: str) -> None:
    """Every phase has its word, its shape and its class; the seconds are the ceiling on the way down."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.pass_by(seconds=seconds)
        assert _digits(hands) == digits
        assert words in hands.text("#stage-bar")
        phases = {"-ready", "-go", "-wrap-up", "-time", "-over"}
        assert hands.screen.query_one("#stage").classes & phases == {name}


async def test_an_armed_clock_is_ready(sqlite_files: SqliteFiles) -> None:
    """Before it starts the clock shows all its time, and waits."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.pass_by(seconds=13)
        assert _digits(hands) == "1:00"
        assert "▷ READY" in hands.text("#stage-bar")


async def test_nobody_has_started_the_clock(sqlite_files: SqliteFiles) -> None:
    """15 s after somebody came up it is said, rung and flashed; again at 45 s; never twice for one alarm."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.pass_by(seconds=15)
        assert "Nobody has started the clock · 0:15" in hands.text("#stage-bar")
        assert hands.screen.query_one("#stage").has_class("-flash")
        await hands.pass_by(seconds=20)
        assert not hands.screen.query_one("#stage").has_class("-flash")
        assert hands.app.bells == 1
        await hands.pass_by(seconds=10)
        assert hands.app.bells == 2
        await hands.press("enter")
        assert "▶ GO" in hands.text("#stage-bar")


async def test_paused(sqlite_files: SqliteFiles) -> None:
    """A pause has its word and its length, the digits stand; after two minutes it rings."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.pass_by(seconds=10)
        await hands.press("space")
        await hands.pass_by(seconds=100)
        assert _digits(hands) == "0:50"
        assert "❚❚ PAUSED 1:40" in hands.text("#stage-bar")
        assert hands.app.bells == 0
        await hands.pass_by(seconds=20)
        assert hands.app.bells == 1
        assert "space goes on" in hands.text("#stage-facts")
        assert hands.screen.query_one("#stage").has_class("-paused")
        await hands.press("space")
        await hands.pass_by(seconds=1)
        assert _digits(hands) == "0:49"


async def test_flash_for_three_seconds(sqlite_files: SqliteFiles) -> None:
    """The stage flashes for three seconds when wrap-up and when time is reached, at no other time."""
    async with moderator(sqlite_files, speaking) as hands:
        flashed = []
        for second in range(70):
            if hands.screen.query_one("#stage").has_class("-flash"):
                flashed.append(second)
            await hands.pass_by(seconds=1)
        assert flashed == [45, 46, 47, 60, 61, 62]


async def test_bells(sqlite_files: SqliteFiles) -> None:
    """One bell at wrap-up, two at time, none between or after."""
    async with moderator(sqlite_files, speaking) as hands:
        rung = {}
        for second in range(1, 75):
            before = hands.app.bells
            await hands.pass_by(seconds=1)
            if hands.app.bells > before:
                rung[second] = hands.app.bells - before
        assert rung == {45: 1, 60: 2}


async def test_no_bells_while_muted(sqlite_files: SqliteFiles) -> None:
    """M silences the bells, that of sleep as well, and what was missed is not made up for."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.press("m")
        await hands.pass_by(seconds=50)
        hands.screen.jumped(Jump(JumpKind.SET, 60 * SECOND), hands.clock.now())
        await hands.press("m")
        await hands.pass_by(seconds=5)
        assert hands.app.bells == 0
        await hands.pass_by(seconds=5)
        assert hands.app.bells == 2


async def test_no_bell_on_the_way_back(sqlite_files: SqliteFiles) -> None:
    """More time takes the clock back to wrap-up in silence; time rings again when it is reached again."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.pass_by(seconds=46)
        await hands.pass_by(seconds=20)
        assert hands.app.bells == 3
        await hands.press("+")
        assert hands.app.bells == 3
        await hands.pass_by(seconds=24)
        assert hands.app.bells == 5


async def test_no_bell_for_the_next_speaker(sqlite_files: SqliteFiles) -> None:
    """Bringing the next one up rings nothing."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.pass_by(seconds=50)
        bells = hands.app.bells
        await hands.press("enter", "enter")
        await hands.pass_by(seconds=1)
        assert hands.app.bells == bells


async def test_the_masthead_follows_the_day(sqlite_files: SqliteFiles) -> None:
    """The time of day, when it will end, and how far behind that is, in words."""
    async with moderator(sqlite_files, networking) as hands:
        assert "7:00 AM" in hands.text("#masthead")
        await hands.pass_by(minutes=20)
        assert "7:20 AM" in hands.text("#masthead")
        assert "9 min behind · ends 7:34" in hands.text("#masthead")


@pytest.mark.parametrize("offset", [0.0, 0.25, 0.999, 44.5, 59.75, 60.0, 61.5])
async def test_next_change_is_the_next_flip(sqlite_files: SqliteFiles, offset: float) -> None:
    """The screen asks to be woken exactly when the digits flip: not a moment before do they differ."""
    async with moderator(sqlite_files, speaking) as hands:
        clock = hands.turn.clock
        now = hands.clock.moment + timedelta(seconds=offset)
        flip = hands.screen.next_change(now)
        assert flip == next_flip(clock, now)
        shown = [
            stage_picture(hands.snapshot, at).digits for at in (now, flip - timedelta(microseconds=1), flip)
        ]
        assert shown[0] == shown[1] != shown[2]


@pytest.mark.parametrize("before", [nothing, pitches])
async def test_without_a_running_clock_the_next_second_is_next(
    sqlite_files: SqliteFiles, before: object
) -> None:
    """When no clock runs the screen is woken by the seconds of the day."""
    async with moderator(sqlite_files, before) as hands:  # type: ignore[arg-type]
        now = hands.clock.moment + timedelta(milliseconds=300)
        assert hands.screen.next_change(now) == hands.clock.moment + SECOND


async def _painted(hands: Moderator, monkeypatch: pytest.MonkeyPatch, *steps: float) -> Counter[str]:
    """Which panes were drawn while time passed in these steps."""
    drawn: Counter[str] = Counter()
    redraw = Pane.redraw

    def counted(pane: Pane[object]) -> None:
        drawn[pane.id or ""] += 1
        redraw(pane)

    monkeypatch.setattr(Pane, "redraw", counted)
    for seconds in steps:
        await hands.pass_by(seconds=seconds)
    return drawn


async def test_nothing_is_painted_within_a_second(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ticks that change nothing paint nothing."""
    async with moderator(sqlite_files, pitches) as hands:
        assert await _painted(hands, monkeypatch, *[0.01] * 50) == {}


async def test_a_pause_paints_its_length_and_the_time_of_day(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second of a pause paints the stage; a minute the time of day, the end and the minutes behind."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.press("space")
        drawn = await _painted(hands, monkeypatch, *[1.0] * 60)
        stage = {name: drawn.pop(name) for name in [*drawn] if name.startswith("stage")}
        assert stage["stage-bar"] == 60
        assert set(drawn) <= {"masthead", "agenda"}
        assert max(drawn.values()) <= 3


async def test_a_running_clock_paints_the_stage_alone(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second of a pitch paints the stage; the table and the record stand."""
    async with moderator(sqlite_files, speaking) as hands:
        drawn = await _painted(hands, monkeypatch, *[1.0] * 20)
        assert not {"table", "tonight", "go-bar", "agenda"} & set(drawn)
        assert drawn["stage-bar"] == 20


async def test_a_message_goes_after_a_while(sqlite_files: SqliteFiles) -> None:
    """What was said in the bottom line makes room for the keys again."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.press("m")
        assert "Sound off" in hands.go_bar
        await hands.pass_by(seconds=5)
        assert "Sound off" in hands.go_bar
        await hands.pass_by(seconds=2)
        assert "space pause" in hands.go_bar


async def test_the_last_speakers_time_stays_in_view(sqlite_files: SqliteFiles) -> None:
    """After the finish the time used, and how much over, is still to be read."""
    async with moderator(sqlite_files, speaking) as hands:
        await hands.pass_by(seconds=68)
        await hands.press("enter")
        assert "Before        Maria Lopez 1:08, 8 s over" in hands.text("#stage")


async def test_the_bucket_shows_a_small_clock(sqlite_files: SqliteFiles) -> None:
    """In the bucket round the clock stands beside the name, and runs from the start."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.do(c.AddTime(by=timedelta(minutes=1)))
        await hands.pass_by(seconds=2)
        assert "1:38  ▶ GO" in hands.text("#stage")
        assert not hands.screen.query_one(BigDigits).display
