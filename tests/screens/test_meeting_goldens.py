"""The whole screen as text, at three sizes: what a change of looks is read by."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from leadsroom.domain.attendance import Mark
from leadsroom.meeting import commands as c
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import HALL, LAPTOP, SMALL, Moderator, bucket, moderator, nothing, second_pitch

in_three_sizes = pytest.mark.parametrize("size", [SMALL, LAPTOP, HALL], ids=["80x24", "120x36", "200x50"])


def checked_in(table: Table) -> None:
    """Ten minutes before the start; one is absent, one has a stand-in, there is a visitor."""
    table.clock.pass_by(minutes=-10)
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.ABSENT))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", trade="Insurance"))
    table.do(c.WelcomeVisitor(name="Eve Stone", trade="Piano lessons", host_id=table.person("Ann Chu")))


def rich_bucket(table: Table) -> None:
    """The bucket is with Ann Chu, who gives two leads; two have said what they look for."""
    second_pitch(table)
    turn = table.now.turn
    assert turn is not None
    table.do(c.KeepAsk(turn_id=turn.id, looking_for="dental offices with five or more staff"))
    bucket(table)
    table.go()
    table.do(table.lead("Ann Chu", "Dee Fox"))
    table.do(
        c.GiveTestimonial(
            by_id=table.person("Ann Chu"), about_id=table.person("Maria Lopez"), words="a week early"
        )
    )
    table.clock.pass_by(seconds=12)


def _seen(hands: Moderator) -> str:
    return "\n".join(["", *hands.lines(), ""])


@in_three_sizes
async def test_before_the_meeting(
    sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Check-in: who is expected, who is missing, when it would end."""
    async with moderator(sqlite_files, checked_in, size=size) as hands:
        assert _seen(hands) == snapshot


@in_three_sizes
async def test_a_pitch(sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """A pitch that runs."""
    async with moderator(sqlite_files, second_pitch, size=size) as hands:
        assert _seen(hands) == snapshot


@in_three_sizes
async def test_the_bucket(
    sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The bucket's holder."""
    async with moderator(sqlite_files, rich_bucket, size=size) as hands:
        assert _seen(hands) == snapshot


@in_three_sizes
async def test_a_slip(sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """A slip half filled in, below the clock."""
    async with moderator(sqlite_files, rich_bucket, size=size) as hands:
        await hands.press("l", "'maria", "enter", "'Corner Bakery", "enter")
        assert _seen(hands) == snapshot


async def test_a_pause(sqlite_files: SqliteFiles, snapshot: SnapshotAssertion) -> None:
    """A pitch that stands."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("space")
        assert _seen(hands) == snapshot


async def test_the_keys(sqlite_files: SqliteFiles, snapshot: SnapshotAssertion) -> None:
    """The page of keys."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("?")
        assert _seen(hands) == snapshot
