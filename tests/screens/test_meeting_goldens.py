"""The whole screen as text, at three sizes: what a change of looks is read by."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.leads.commands import GiveTestimonial, NoteOutcome
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.people.attendance import Mark
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import HALL, LAPTOP, SMALL, Moderator, moderator, nothing, second_pitch
from tests.screens.week_before import AGENDA_WITH_READING, bucket_today, leads_read_back

in_three_sizes = pytest.mark.parametrize("size", [SMALL, LAPTOP, HALL], ids=["80x24", "120x36", "200x50"])


def checked_in(table: Table) -> None:
    """Ten minutes before the start; one is absent, one has a substitute, there is a visitor."""
    table.clock.pass_by(minutes=-10)
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.ABSENT))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Insurance"))
    table.do(c.WelcomeVisitor(name="Eve Stone", profession="Piano lessons", host_id=table.person("Ann Chu")))


def rich_bucket(table: Table) -> None:
    """Ann Chu has told of one lead, and gives one; three others wait, and two asks."""
    today = bucket_today(table)
    jane = today.now.earlier_leads[0]
    today.do(NoteOutcome(lead_id=jane.id, outcome=LeadOutcome.CONTACTED, thanked=True))
    today.do(today.lead("Ann Chu", "Dee Fox"))
    today.do(
        GiveTestimonial(
            by_id=today.person("Ann Chu"), about_id=today.person("Maria Lopez"), words="a week early"
        )
    )
    today.desk.close()


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


async def test_leads_read_back(sqlite_files: SqliteFiles, snapshot: SnapshotAssertion) -> None:
    """The leads of last week, one of which has just had a word."""
    async with moderator(sqlite_files, leads_read_back, agenda=AGENDA_WITH_READING) as hands:
        await hands.press("1", "tab")
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
