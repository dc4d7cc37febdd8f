"""What another station changed is not seen at once: a key that comes sooner was for what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting import commands as c
from screens.meeting.keys import TAKEN_IN_AFTER, Sight
from tests.databases import SqliteFiles
from tests.desks import desk_at
from tests.harborview import START
from tests.screens.table import Moderator, laid_table, moderator, networking

A_BLINK = timedelta(milliseconds=1)


@contextmanager
def beside(hands: Moderator) -> Iterator[Desk]:
    """The desk of a second station at the same table."""
    table = hands.table
    desk = desk_at(table.store, table.meeting_id, table.clock, "beside")
    yield desk
    desk.close()


def test_what_changed_elsewhere_is_seen_after_a_moment(sqlite_files: SqliteFiles) -> None:
    """200 ms after it was shown, and not before; what is done here is expected, and seen at once."""
    with laid_table(sqlite_files, networking) as table:
        first = table.now
        second, third = table.go(), table.go()
        sight = Sight(first)
        sight.changed(second, START)
        assert sight.at(START) is first
        assert sight.at(START + TAKEN_IN_AFTER - A_BLINK) is first
        assert sight.at(START + TAKEN_IN_AFTER) is second
        sight.expected(third)
        assert sight.at(START) is third


def test_of_quick_changes_each_is_seen_in_its_turn(sqlite_files: SqliteFiles) -> None:
    """A second change does not make the first one seen sooner."""
    with laid_table(sqlite_files, networking) as table:
        first = table.now
        second, third = table.go(), table.go()
        sight, later = Sight(first), START + TAKEN_IN_AFTER / 2
        sight.changed(second, START)
        sight.changed(third, later)
        assert sight.at(later) is first
        assert sight.at(START + TAKEN_IN_AFTER) is second
        assert sight.at(later + TAKEN_IN_AFTER) is third


async def test_enter_at_the_moment_another_goes_on_is_dropped_with_a_sentence(
    sqlite_files: SqliteFiles,
) -> None:
    """The other's Go is on the screen already, but nobody can have read it; a moment later Enter counts."""
    async with moderator(sqlite_files, networking) as hands:
        with beside(hands) as other:
            hands.screen.see((await other.do(c.Go())).picture)
            await hands.press("enter")
            assert hands.acts[-1:] == ["Go"]
            assert hands.snapshot.step == hands.snapshot.steps[1]
            assert "Welcome is up already; that key was for Open networking." in hands.go_bar
            await hands.pass_by(seconds=1)
            await hands.press("enter")
            assert hands.snapshot.step == hands.snapshot.steps[2]


async def test_enter_before_the_other_is_shown_is_dropped_too(sqlite_files: SqliteFiles) -> None:
    """The other's Go is on disk and not yet on this screen."""
    async with moderator(sqlite_files, networking) as hands:
        with beside(hands) as other:
            await other.do(c.Go())
            await hands.press("enter")
            assert hands.table.now.step == hands.table.now.steps[1]
            assert "Welcome is up already" in hands.go_bar


async def test_space_never_lets_go_on_what_another_has_just_paused(sqlite_files: SqliteFiles) -> None:
    """Both pause at once: the clock stands."""
    async with moderator(sqlite_files, networking) as hands:
        with beside(hands) as other:
            hands.screen.see((await other.do(c.Pause())).picture)
            await hands.press("space")
            clock = hands.table.now.clock
            assert clock is not None
            assert not clock.running
            await hands.pass_by(seconds=1)
            await hands.press("space")
            clock = hands.table.now.clock
            assert clock is not None
            assert clock.running


async def test_ones_own_presses_are_all_meant(sqlite_files: SqliteFiles) -> None:
    """Enter twice at one moment goes on by two: what the first one does is expected."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("enter", "enter")
        assert hands.snapshot.step == hands.snapshot.steps[2]
