"""The clock that nobody can set: sleep counts and is noticed; a wall clock that is set does not count."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom import clock as clocks
from leadsroom.clock import FileClock, Jump, JumpKind, SystemClock

WALL = 1_790_000_000.0


@dataclass
class Computer:
    """The three clocks of a computer."""

    wall: float = WALL
    steady: float = 500.0
    awake: float = 500.0

    def work(self, seconds: float) -> None:
        """Time passes."""
        self.wall, self.steady, self.awake = self.wall + seconds, self.steady + seconds, self.awake + seconds

    def sleep(self, seconds: float) -> None:
        """The lid is closed for so long."""
        self.wall, self.steady = self.wall + seconds, self.steady + seconds

    def started(self, anchor: Path | None = None) -> SystemClock:
        """A program's clock, started now."""
        return SystemClock(
            anchor, wall=lambda: self.wall, steady=lambda: self.steady, awake=lambda: self.awake
        )

    def clock(self, anchor: Path | None = None) -> SystemClock:
        """The same, of a program at whose table a meeting is on."""
        clock = self.started(anchor)
        clock.hold(is_live=True)
        return clock


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(WALL + seconds, UTC)


@pytest.fixture
def boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Which start of the computer this is: a file that a test rewrites."""
    path = tmp_path / "boot_id"
    path.write_text("one\n")
    monkeypatch.setattr(clocks, "_BOOT_ID", path)
    return path


def test_time_passes_and_nothing_is_noticed() -> None:
    """An hour of work is an hour."""
    computer = Computer()
    clock = computer.clock()
    computer.work(3600)
    assert clock.now() == _at(3600)
    assert clock.noticed() is None


def test_a_closed_lid_counts_and_is_noticed_once() -> None:
    """Twelve minutes of sleep have passed, and are told once."""
    computer = Computer()
    clock = computer.clock()
    computer.sleep(720)
    assert clock.now() == _at(720)
    assert clock.noticed() == Jump(JumpKind.SLEPT, timedelta(minutes=12))
    assert clock.noticed() is None


@pytest.mark.parametrize("by", [300.0, -3600.0])
def test_a_clock_that_is_set_does_not_count(by: float) -> None:
    """Set ahead or back, the wall clock moves nothing here; it is told once."""
    computer = Computer()
    clock = computer.clock()
    computer.wall += by
    assert clock.now() == _at(0)
    assert clock.noticed() == Jump(JumpKind.SET, timedelta(seconds=by))
    assert clock.noticed() is None


@pytest.mark.parametrize("by", [300.0, -300.0])
def test_sleep_and_a_clock_that_is_set_are_told_one_after_the_other(by: float) -> None:
    """Both between two looks: neither is lost, and neither counts for the other."""
    computer = Computer()
    clock = computer.clock()
    computer.sleep(720)
    computer.wall += by
    assert clock.noticed() == Jump(JumpKind.SLEPT, timedelta(minutes=12))
    assert clock.noticed() == Jump(JumpKind.SET, timedelta(seconds=by))
    assert clock.noticed() is None
    assert clock.now() == _at(720)


def test_following_takes_the_wall_clock_as_it_is() -> None:
    """Asked to, the clock goes with the computer's, and has nothing more to tell."""
    computer = Computer()
    clock = computer.clock()
    computer.wall += 300
    clock.follow()
    assert clock.now() == _at(300)
    assert clock.noticed() is None


@given(
    st.lists(st.tuples(st.sampled_from(["work", "sleep", "set"]), st.floats(-9000, 9000, allow_nan=False)))
)
def test_only_work_and_sleep_make_time_pass(changes: list[tuple[str, float]]) -> None:
    """Whatever happens in whatever order, our time is the sum of work and sleep, and never goes back."""
    computer = Computer()
    clock, passed, before = computer.clock(), 0.0, computer.clock().now()
    for kind, seconds in changes:
        if kind == "set":
            computer.wall += seconds
        else:
            getattr(computer, kind)(abs(seconds))
            passed += abs(seconds)
        clock.noticed()
        assert clock.now() >= before
        before = clock.now()
    assert abs(clock.now() - _at(passed)) < timedelta(milliseconds=1)


@given(st.floats(-2, 2))
def test_small_corrections_are_not_worth_a_word(by: float) -> None:
    """Up to two seconds nobody is bothered."""
    computer = Computer()
    clock = computer.clock()
    computer.wall += by
    assert clock.noticed() is None


def test_programs_agree_although_the_clock_was_set_between_their_starts(tmp_path: Path, boot: Path) -> None:
    """A timekeeper started after the wall clock was set shows the same second as the moderator's screen."""
    computer = Computer()
    moderator = computer.clock(tmp_path / "clock.json")
    computer.work(600)
    computer.wall += 300
    timekeeper = computer.started(tmp_path / "clock.json")
    assert timekeeper.now() == moderator.now() == _at(600)


def test_when_one_follows_all_follow(tmp_path: Path, boot: Path) -> None:
    """The moderator's key reaches the other programs, without their noticing a jump of their own."""
    computer = Computer()
    moderator = computer.clock(tmp_path / "clock.json")
    timekeeper = computer.started(tmp_path / "clock.json")
    computer.wall += 300
    assert timekeeper.noticed() is not None
    moderator.follow()
    assert timekeeper.noticed() is None
    assert timekeeper.now() == moderator.now() == _at(300)


@pytest.mark.parametrize("by", [3600.0, -3600.0])
def test_a_program_that_starts_on_an_old_agreement_tells_what_became_of_it(
    tmp_path: Path, boot: Path, by: float
) -> None:
    """Started after the wall clock was corrected, a program says so once, and can follow."""
    computer = Computer()
    computer.clock(tmp_path / "clock.json")
    computer.work(600)
    computer.wall += by
    clock = computer.clock(tmp_path / "clock.json")
    assert clock.now() == _at(600)
    assert clock.noticed() == Jump(JumpKind.SET, timedelta(seconds=by))
    assert clock.noticed() is None
    clock.follow()
    assert clock.now() == _at(600 + by)
    assert clock.noticed() is None


@pytest.mark.parametrize("followed_first", [True, False])
def test_what_another_has_followed_is_not_told(tmp_path: Path, boot: Path, followed_first: bool) -> None:
    """A program that starts before or after another one followed the wall clock has nothing to tell."""
    computer = Computer()
    moderator = computer.clock(tmp_path / "clock.json")
    computer.wall += 3600
    if followed_first:
        moderator.follow()
    timekeeper = computer.started(tmp_path / "clock.json")
    if not followed_first:
        moderator.follow()
    assert timekeeper.noticed() is None
    assert timekeeper.now() == moderator.now() == _at(3600)
    assert moderator.noticed() is None


def test_a_follower_is_seen_within_one_tick_of_the_file_system(
    tmp_path: Path, boot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two agreements with the same time of writing are told apart."""
    file = tmp_path / "clock.json"
    write = Path.write_text

    def write_at_once(path: Path, text: str) -> int:
        written = write(path, text)
        os.utime(path, ns=(0, 0))
        return written

    monkeypatch.setattr(Path, "write_text", write_at_once)
    computer = Computer()
    moderator, timekeeper = computer.clock(file), computer.started(file)
    computer.wall += 300
    moderator.follow()
    assert timekeeper.noticed() is None
    assert timekeeper.now() == _at(300)


def test_another_start_of_the_computer_is_another_agreement(tmp_path: Path, boot: Path) -> None:
    """What was agreed before the computer was started again means nothing now."""
    computer = Computer()
    computer.clock(tmp_path / "clock.json")
    boot.write_text("two\n")
    again = Computer(wall=WALL + 86_400, steady=501, awake=501)
    assert again.clock(tmp_path / "clock.json").now() == _at(86_400)


def test_an_old_agreement_does_not_hold_a_new_meeting(tmp_path: Path, boot: Path) -> None:
    """A clock that was set last week was set for good."""
    computer = Computer()
    computer.clock(tmp_path / "clock.json")
    computer.wall += 300
    computer.work(86_400)
    assert computer.clock(tmp_path / "clock.json").now() == _at(86_700)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"boot": "one"}', '{"boot": "one", "epoch": "x"}'])
def test_an_unreadable_agreement_is_made_anew(tmp_path: Path, boot: Path, text: str) -> None:
    """Whatever stands in the file, the program starts, with the wall clock."""
    file = tmp_path / "clock.json"
    file.write_text(text)
    assert Computer().clock(file).now() == _at(0)
    assert json.loads(file.read_text())["boot"] == "one"


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path, boot: Path) -> None:
    """Without the file each program goes by the wall clock it found."""
    (tmp_path / "taken").write_text("a file")
    clock = Computer().clock(tmp_path / "taken" / "clock.json")
    assert clock.now() == _at(0)
    assert clock.noticed() is None


@pytest.mark.parametrize("by", [300.0, -3600.0])
def test_between_meetings_the_wall_clock_is_followed_at_once(tmp_path: Path, boot: Path, by: float) -> None:
    """Wrong at the start and put right while no meeting is on: this program is right, and whatever starts."""
    computer = Computer()
    page = computer.started(tmp_path / "clock.json")
    computer.work(600)
    computer.wall += by
    assert computer.started(tmp_path / "clock.json").now() == _at(600 + by)
    assert page.noticed() == Jump(JumpKind.FOLLOWED, timedelta(seconds=by))
    assert page.now() == _at(600 + by)
    assert page.noticed() is None


@pytest.mark.parametrize("by", [300.0, -3600.0])
def test_once_the_meeting_is_over_the_wall_clock_is_followed(tmp_path: Path, boot: Path, by: float) -> None:
    """Set during the meeting and not followed then: with its close the table, the others and a new start are
    right.
    """
    computer = Computer()
    table, other = computer.clock(tmp_path / "clock.json"), computer.started(tmp_path / "clock.json")
    computer.wall += by
    assert table.noticed() == other.noticed() == Jump(JumpKind.SET, timedelta(seconds=by))
    assert table.now() == other.now() == _at(0)
    table.hold(is_live=False)
    other.noticed()
    started = computer.started(tmp_path / "clock.json")
    assert table.now() == other.now() == started.now() == _at(by)


def test_a_meeting_begins_with_the_wall_clock_as_it_is(tmp_path: Path, boot: Path) -> None:
    """Put right just before the start, and from then on immune."""
    computer = Computer()
    table = computer.started(tmp_path / "clock.json")
    computer.wall += 300
    table.hold(is_live=True)
    computer.wall += 300
    assert table.now() == _at(300)
    assert table.noticed() == Jump(JumpKind.SET, timedelta(seconds=300))


def test_a_meeting_that_was_killed_is_immune_for_the_next_start(tmp_path: Path, boot: Path) -> None:
    """Within the hour its table goes on with the clock that it had; after an hour without it nobody does."""
    computer = Computer()
    computer.clock(tmp_path / "clock.json")
    computer.wall += 300
    computer.work(1800)
    assert computer.started(tmp_path / "clock.json").now() == _at(1800)
    computer.work(1801)
    assert computer.started(tmp_path / "clock.json").now() == _at(3901)


def test_a_files_clock_tells_of_jumps(tmp_path: Path) -> None:
    """The clock of tests can sleep and be set: a second line says so, once."""
    file = tmp_path / "clock"
    file.write_text("2026-11-18T15:00:00+00:00\n")
    clock = FileClock(file)
    assert clock.noticed() is None
    file.write_text("2026-11-18T15:12:00+00:00\nslept 720\n")
    assert clock.noticed() == Jump(JumpKind.SLEPT, timedelta(minutes=12))
    assert clock.noticed() is None
    assert clock.now() == datetime(2026, 11, 18, 15, 12, tzinfo=UTC)
