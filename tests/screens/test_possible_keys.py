"""What the bottom line offers is what the key does, in every state of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from screens.meeting.forms import form_named
from screens.meeting.go_bar import hints, moment_of
from screens.meeting.keys import KEYS, Press, meaning_of, one_more_today, possible_now
from screens.meeting.possible import why_not
from screens.meeting.stage_picture import stage_picture
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import bucket, laid_table, nothing, pitches, second_pitch


def _paused(table: Table) -> None:
    second_pitch(table)
    table.do(c.Pause())


def _over(table: Table) -> None:
    second_pitch(table)
    table.clock.pass_by(seconds=90)


def _between(table: Table) -> None:
    pitches(table)
    table.do(c.SkipRest())


def _questions(table: Table) -> None:
    second_pitch(table)
    table.do(c.OpenQuestions(timedelta(minutes=1)))


def _questions_in_step(table: Table) -> None:
    table.go_to(StepKind.WELCOME)
    table.do(c.OpenQuestions(timedelta(minutes=1)))


def _no_time(table: Table) -> None:
    second_pitch(table)
    table.do(c.AddTime(timedelta(minutes=-9)))


def _last_step(table: Table) -> None:
    table.go_to(StepKind.CLOSE)


def _closed(table: Table) -> None:
    table.go_to_end()


def _corrected(table: Table) -> None:
    table.go_to_end()
    table.clock.pass_by(seconds=5)
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.LATE))


def _another_day(table: Table) -> None:
    table.clock.pass_by(days=-9)


STATES: dict[str, Callable[[Table], Any]] = {
    "waiting": nothing,
    "first step": lambda table: table.go(),
    "armed": pitches,
    "speaking": second_pitch,
    "paused": _paused,
    "over": _over,
    "between turns": _between,
    "questions": _questions,
    "questions in a step": _questions_in_step,
    "no time left": _no_time,
    "bucket": bucket,
    "last step": _last_step,
    "closed": _closed,
    "corrected": _corrected,
    "another day": _another_day,
}
_OF_DESK = ("pause", "pause_anyway", "skip", "skip_rest", "go_back", "more_time", "less_time", "questions")
in_every_state = pytest.mark.parametrize("state", STATES)


def _is_done(table: Table, action: str) -> bool:
    """Whether a key does something: a command is carried out and taken back, a form or a question opens."""
    press = Press(table.now, table.clock.now())
    try:
        if action == "hold_another":
            return bool(one_more_today(press))
        if action.startswith("form("):
            return bool(form_named(action[6:-2], press.seen, press.now, lambda *_: None))  # type: ignore[arg-type]
        table.do(meaning_of(action, press))
    except Refused:
        return False
    table.do(Undo())
    return True


@in_every_state
def test_a_key_is_possible_where_it_does_something(sqlite_files: SqliteFiles, state: str) -> None:
    """For the keys of the clock the rule and the act agree in both directions, whichever state it is."""
    with laid_table(sqlite_files, nothing) as table:
        STATES[state](table)
        for action in _OF_DESK:
            assert bool(why_not(action, table.now)) is not _is_done(table, action), action


@in_every_state
def test_what_the_bottom_line_offers_can_be_done(sqlite_files: SqliteFiles, state: str) -> None:
    """Every key in it, whether an entry is chosen or not: nothing there would be refused."""
    with laid_table(sqlite_files, nothing) as table:
        STATES[state](table)
        seen, now = table.now, table.clock.now()
        in_list = state == "bucket"
        possible = {key.action for key in possible_now(Press(seen, now), in_form=False, in_list=in_list)}
        moment = moment_of(seen, now, in_list=in_list)
        on_entry = False if record_lines(seen) else None
        offered = {key for key, _ in hints(moment, on_entry=on_entry, possible=possible)}
        checked = [key for key in KEYS if key.shown in offered and key.action in possible]
        assert {key.shown for key in checked} == offered
        tried = [key.action for key in checked if key.action in _OF_DESK or key.action.startswith("form(")]
        assert all(_is_done(table, action) for action in tried), tried


def test_a_closed_meeting_says_what_undo_takes_back(sqlite_files: SqliteFiles) -> None:
    """The close, as long as nothing was done after it; then only the last correction."""
    with laid_table(sqlite_files, nothing) as table:
        assert not table.go().is_just_closed
        assert table.go_to_end().is_just_closed
        table.clock.pass_by(seconds=5)
        assert not table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.LATE)).is_just_closed
        assert table.do(Undo()).is_just_closed
        assert table.do(Undo()).meeting.state is MeetingState.LIVE


def test_a_closed_meeting_speaks_of_nothing_that_is_over(sqlite_files: SqliteFiles) -> None:
    """Message, plan and advice are refused by its being closed; with no entry there is none to choose."""
    with laid_table(sqlite_files, nothing) as table:
        seen = table.go_to_end()
        assert why_not("form('prompt')", seen) == "Nobody is speaking. The meeting is closed."
        assert why_not("form('rest')", seen) == "The meeting is closed. Nothing is left to plan."
        assert why_not("take_advice", seen) == "The meeting is closed. Nothing is left to plan."
        facts = [fact.label for fact in stage_picture(seen, table.clock.now()).facts]
        assert facts == (["Correct", "Add"] if record_lines(seen) else ["Add"])
