"""Looking ahead is what happens: the end that a choice promises is the end that it brings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from leadsroom.domain.agenda import StepKind
from leadsroom.domain.agenda_progress import project
from leadsroom.domain.snapshot import MeetingState, Snapshot
from leadsroom.meeting import commands as c
from leadsroom.store.store import Store
from screens.widgets.rest_picture import Choice, rest_lines
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table


def _before(_table: Table) -> None:
    pass


def _networking(table: Table) -> None:
    table.go()
    table.clock.pass_by(seconds=400)


def _pitching(table: Table) -> None:
    table.go_to(StepKind.PITCHES)
    table.go(3, seconds=70)
    table.do(c.SkipTurn(table.turn_of("Dee Fox").id))
    table.clock.pass_by(seconds=25)


def _asked(table: Table) -> None:
    _pitching(table)
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=10)


def _bucket(table: Table) -> None:
    table.go(2, seconds=10)
    table.do(c.Skip())
    table.go_to(StepKind.BUCKET)
    table.clock.pass_by(seconds=5)


@pytest.mark.parametrize("before", [_before, _networking, _pitching, _asked, _bucket])
def test_every_choice_ends_when_it_says(sqlite_store: Store, before: Callable[[Table], None]) -> None:
    """Each key on each line of the board, done and taken back: the meeting would end as was promised."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    before(table)
    now = table.clock.now()
    tried = 0
    for choice in _choices(table.now, now):
        if isinstance(choice.command, c.CallBack):
            continue  # who is up changes: that is another meeting
        seen = table.do(choice.command)
        assert project(seen, now).ends_at == choice.ends_at, (choice.words, choice.command)
        seen = table.do(c.Undo())
        tried += 1
    assert tried
    assert table.now.meeting.state in (MeetingState.PLANNED, MeetingState.LIVE)
    table.desk.close()


def _choices(seen: Snapshot, now: datetime) -> list[Choice]:
    lines = rest_lines(seen, now)
    return [choice for line in lines for choice in line.choices if choice.ends_at is not None]
