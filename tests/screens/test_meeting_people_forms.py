"""Who is at the table: substitutes, visitors, and the attendance board."""

from __future__ import annotations

import pytest

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.domain.people.attendance import Attendee, CameAbout, Mark
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import SMALL, Moderator, moderator, networking, nothing, pitches, second_pitch


def _seat(hands: Moderator, name: str) -> Attendee:
    attendee = hands.table.now.attendee(hands.table.person(name))
    assert attendee is not None
    return attendee


# Substitutes


async def test_a_substitute_takes_the_seat(sqlite_files: SqliteFiles) -> None:
    """S, member, name and profession seat a substitute: shown at the table, in the record and the round."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press("s", "'ann", "enter", "'Tom Ray", "enter", "'Landscaping", "enter")
        assert _seat(hands, "Ann Chu").mark is Mark.SUBSTITUTE
        assert "⇄ Tom Ray           for Ann Chu" in hands.text("#table")
        assert "Tom Ray for Ann Chu" in hands.text("#tonight")
        assert "Next          Tom Ray for Ann Chu" in hands.text("#stage")


async def test_a_member_cannot_stand_in(sqlite_files: SqliteFiles) -> None:
    """A substitute comes from outside; the refusal is said in the form and the words stay."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("s", "'ann", "enter", "'Cyrus Ng", "ctrl+s")
        assert "Cyrus Ng holds a seat at this table." in hands.text("#form-place")
        assert hands.fields["name"].draft == "Cyrus Ng"


# Visitors


async def test_a_visitor_with_host(sqlite_files: SqliteFiles) -> None:
    """V, name, profession and host welcome a visitor: at the table, in the record and in the count."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("v", "'Eve Stone", "enter", "'Piano lessons", "enter", "'dee", "enter")
        (visit,) = hands.table.now.visits
        assert visit.host_id == hands.table.person("Dee Fox")
        assert "◇ Eve Stone" in hands.text("#table")
        assert "Piano lessons · invited by Dee Fox · visit 1" in hands.text("#tonight")
        assert "1 visitor" in hands.text("#tonight")


async def test_correcting_and_withdrawing_a_visitor(sqlite_files: SqliteFiles) -> None:
    """E corrects who came, delete takes them off the list, undo brings them back."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("v", "'Eve Stone", "ctrl+s", "down", "e", "'Eva Stone", "ctrl+s")
        assert [hands.snapshot.name(visit.person_id) for visit in hands.table.now.visits] == ["Eva Stone"]
        await hands.press("delete")
        assert hands.table.now.visits == ()
        await hands.press("u")
        assert len(hands.table.now.visits) == 1


# The board


@pytest.mark.parametrize(
    ("key", "mark", "sign"),
    [("1", Mark.PRESENT, "●"), ("2", Mark.ABSENT, "○"), ("3", Mark.LATE, "◔"), ("4", Mark.MEDICAL, "✚")],
)
async def test_one_digit_marks_a_member(sqlite_files: SqliteFiles, key: str, mark: Mark, sign: str) -> None:
    """On the board one digit gives the selected member a mark; the board says so and goes on to the next."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("a", "down", key)
        assert _seat(hands, "Ann Chu").mark is mark
        assert f"{sign} Ann Chu" in hands.text("#form-place")
        assert f"{sign} Ann Chu" in hands.text("#table")
        assert f"Ann Chu: {mark.words}." in hands.text("#form-place .problem")
        assert hands.form == "AttendanceBoard"


async def test_all_are_here_is_answered_once_it_can_have_been_read(sqlite_files: SqliteFiles) -> None:
    """Typed at once behind the Enter that brings it up y does nothing; later it marks everybody."""
    async with moderator(sqlite_files, nothing) as hands:
        hands.screen.apply(hands.table.go_to(StepKind.WELCOME))
        await hands.press("y")
        assert "Nobody is asked about" in hands.go_bar
        await hands.press("enter")
        await hands.type("y")
        assert "6 not marked: y all here" in hands.text("#stage")
        assert {place.mark for place in hands.table.now.attendees} == {None}
        await hands.press("y")
        assert {place.came_about for place in hands.table.now.attendees} == {CameAbout.ASKED}
        assert "not marked" not in hands.text("#stage")


async def test_the_board_walks_the_table(sqlite_files: SqliteFiles) -> None:
    """Down, up, home and end move around the table and stop at its ends."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("a", "end", "down", "2", "home", "up", "3")
        assert _seat(hands, "Paul Whitfield").mark is Mark.ABSENT
        assert _seat(hands, "Maria Lopez").mark is Mark.LATE


async def test_5_on_the_board_opens_the_substitute_form(sqlite_files: SqliteFiles) -> None:
    """5 asks who stands in for the selected member, whose name is there already."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("a", "down", "5")
        assert (hands.form, hands.field) == ("Substitute", "name")
        await hands.press("'Tom Ray", "ctrl+s")
        assert _seat(hands, "Ann Chu").mark is Mark.SUBSTITUTE


async def test_leaving_early_and_coming_back(sqlite_files: SqliteFiles) -> None:
    """7 sends a member home, the round goes on without them; 7 again brings them back."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press("a", "down", "7")
        assert _seat(hands, "Ann Chu").left_at is not None
        assert "left early" in hands.text("#table")
        assert "Next          Robert Diaz" in hands.text("#stage")
        await hands.press("7")
        assert _seat(hands, "Ann Chu").left_at is None


async def test_8_calls_back_who_was_passed_over(sqlite_files: SqliteFiles) -> None:
    """8 brings up somebody who was skipped; for somebody who has not spoken it says why not."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press("n", "a", "'Ma", "8")
        assert hands.turn.member_id == hands.table.person("Maria Lopez")
        await hands.press("end", "8")
        assert "Paul Whitfield has no missed turn." in hands.text("#form-place")


async def test_absent_members_are_passed_over_in_the_round(sqlite_files: SqliteFiles) -> None:
    """Whoever is marked absent at check-in has no turn."""
    async with moderator(sqlite_files, nothing) as hands:
        await hands.press("a", "down", "2", "escape", "enter", "enter", "enter")
        assert hands.table.person("Ann Chu") not in {turn.member_id for turn in hands.table.now.turns}
        assert "Next          Robert Diaz" in hands.text("#stage")


async def test_late_during_the_round_speaks_at_the_end(sqlite_files: SqliteFiles) -> None:
    """Somebody who arrives after their turn has passed speaks last."""

    def ann_absent(table: Table) -> None:
        second_pitch(table)
        table.go(2, seconds=10)

    async with moderator(sqlite_files, ann_absent) as hands:
        await hands.press("a", "end", "2", "end", "3", "escape")
        last = max(hands.table.now.turns, key=lambda turn: turn.position)
        assert (last.member_id, last.outcome) == (hands.table.person("Paul Whitfield"), None)
        assert Outcome.ABSENT not in {turn.outcome for turn in hands.table.now.turns}


async def test_the_board_is_there_again_where_it_was(sqlite_files: SqliteFiles) -> None:
    """The cursor comes back to the place where it was left."""
    async with moderator(sqlite_files, nothing, size=SMALL) as hands:
        await hands.press("a", "end", "enter", "a", "4")
        assert _seat(hands, "Paul Whitfield").mark is Mark.MEDICAL
        assert "esc close" in hands.go_bar
