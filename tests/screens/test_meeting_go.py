"""The bottom line says what Go will do, and Go does that."""

from __future__ import annotations

import re

import pytest

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.meeting.agenda_progress import next_act
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Mark
from tests.databases import SqliteFiles
from tests.harborview import SHORT_AGENDA
from tests.meeting.table import Table
from tests.screens.table import (
    LAPTOP,
    SMALL,
    Moderator,
    bucket,
    moderator,
    nothing,
    pitches,
    second_pitch,
)

PROMISES = (
    (r"start the meeting", "Meeting started with Open networking"),
    (r"start (.+)", r"\1 started"),
    (r"finish, next is (.+)", r"\1 is up"),
    (r"bring up (.+)", r"\1 is up"),
    (r"(?:finish, )?on to (.+)", r"\1 began"),
    (r"close the meeting", "Meeting closed"),
    (r"end the questions, back to (.+)", r"Questions over; \1 goes on"),
)


def promise(hands: Moderator) -> str:
    """What the bottom line says that Go does."""
    return hands.go_bar.removeprefix("⏎").strip().split("   ")[0]


def in_journal(promised: str) -> str:
    """How the entry of the journal ends when Go does what was said."""
    return next(
        found.expand(what) for pattern, what in PROMISES if (found := re.fullmatch(pattern, promised))
    )


def odd_table(table: Table) -> None:
    """One is absent, one has a substitute, and there is a visitor."""
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.ABSENT))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray"))
    table.do(c.WelcomeVisitor(name="Eve Stone"))


async def _walk(hands: Moderator) -> list[str]:
    """Press Go to the end; what was said before each."""
    promised = []
    while hands.snapshot.meeting.state is not MeetingState.CLOSED:
        words = promise(hands)
        await hands.pass_by(seconds=7)
        assert promise(hands) == words
        await hands.press("enter")
        assert hands.journal[-1].what.endswith(in_journal(words))
        promised.append(words)
    return promised


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_go_does_what_it_says_through_a_whole_meeting(
    sqlite_files: SqliteFiles, size: tuple[int, int]
) -> None:
    """From the start to the close, each Go is what the bottom line had promised."""
    async with moderator(sqlite_files, odd_table, size=size) as hands:
        promised = await _walk(hands)
        assert promised[0] == "start the meeting"
        assert promised[-1] == "close the meeting"
        assert {"start Tom Ray for Cyrus Ng", "finish, on to Visitors", "start Eve Stone"} <= set(promised)
        assert "Dee Fox" not in " ".join(promised)
        assert hands.app.heard == ["closed"]


async def test_go_keeps_its_word_after_other_keys(sqlite_files: SqliteFiles) -> None:
    """Skipping, going back, marking absent and undo change what Go will do, and the line with it."""
    async with moderator(sqlite_files, pitches) as hands:
        for keys in (
            ("n",),
            ("o",),
            ("N",),
            ("backspace",),
            ("enter", "n"),
            ("u",),
            ("a", "home", "a", "escape"),
            ("backspace",),
        ):
            await hands.press(*keys)
            words = promise(hands)
            assert words == next_act(hands.table.now).words
            await hands.press("enter")
            assert hands.journal[-1].what.endswith(in_journal(words))
            await hands.press("u")
            assert promise(hands) == words


async def test_f6_keeps_the_same_word(sqlite_files: SqliteFiles) -> None:
    """In a form the promise stands beside f6, which keeps it."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("l")
        words = hands.go_bar.removeprefix("f6").strip().split("   ")[0]
        await hands.press("f6")
        assert hands.journal[-1].what.endswith(in_journal(words))


async def test_from_a_closed_meeting_go_leads_home(sqlite_files: SqliteFiles) -> None:
    """After the close Go leads home and nothing else; undo, which says so, opens the meeting again."""

    def last_step(table: Table) -> None:
        table.go_to(StepKind.CLOSE)

    async with moderator(sqlite_files, last_step) as hands:
        await hands.press("enter")
        assert promise(hands) == "leave the table"
        assert "u undo the close" in hands.go_bar
        assert "pause" not in hands.go_bar
        await hands.press("w")
        assert "Nobody is speaking. The meeting is closed." in hands.go_bar
        before = hands.journal
        await hands.press("enter")
        assert hands.app.heard == ["closed", "left"]
        assert hands.journal == before
        await hands.press("u")
        assert hands.snapshot.meeting.state is MeetingState.LIVE
        await hands.press("enter")
        assert hands.app.heard == ["closed", "left", "closed"]


async def test_rounds_without_people_are_passed_by(sqlite_files: SqliteFiles) -> None:
    """With everybody absent the rounds stand empty, and Go leads through them to the close."""

    def nobody(table: Table) -> None:
        for attendee in table.now.attendees:
            table.do(c.MarkAttendance(member_id=attendee.member_id, mark=Mark.ABSENT))

    async with moderator(sqlite_files, nobody) as hands:
        promised = await _walk(hands)
        assert promised == [
            "start the meeting",
            "on to Welcome",
            "on to Pitches",
            "on to Leads bucket",
            "on to Close",
            "close the meeting",
        ]


async def test_an_agenda_of_one_step(sqlite_files: SqliteFiles) -> None:
    """The shortest meeting: start, close."""
    async with moderator(sqlite_files, nothing, agenda=SHORT_AGENDA[:1]) as hands:
        assert await _walk(hands) == ["start the meeting", "close the meeting"]


async def test_the_review_follows_also_where_the_table_sees_its_own_closing_first(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever follows the database may show a closing before the act comes back; it is told all the same."""
    async with moderator(sqlite_files, nothing, agenda=SHORT_AGENDA[:1]) as hands:
        alone = Desk.do

        async def overtaken(desk: Desk, command: Command) -> Done:
            done = await alone(desk, command)
            hands.screen.see(done.picture)
            return done

        monkeypatch.setattr(Desk, "do", overtaken)
        await _walk(hands)
        assert hands.app.heard == ["closed"]


async def test_two_rounds_in_a_row(sqlite_files: SqliteFiles) -> None:
    """A round can follow a round, and be the last step."""
    rounds = (SHORT_AGENDA[2], PlannedStep(StepKind.BUCKET, "Bucket", SHORT_AGENDA[4].planned))
    async with moderator(sqlite_files, nothing, agenda=(SHORT_AGENDA[0], *rounds)) as hands:
        promised = await _walk(hands)
        assert promised.count("finish, on to Bucket") == 1
        assert promised[-2:] == ["start Paul Whitfield", "close the meeting"]


@pytest.mark.parametrize("before", [nothing, pitches, second_pitch, bucket])
async def test_go_is_never_cut_by_the_other_keys(sqlite_files: SqliteFiles, before: object) -> None:
    """At eighty columns the promise is whole, and help is still there."""
    async with moderator(sqlite_files, before, size=SMALL) as hands:  # type: ignore[arg-type]
        assert promise(hands) == next_act(hands.snapshot).words
        assert hands.go_bar.endswith("? keys")
