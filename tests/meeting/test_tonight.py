"""Tonight's table as the rules see it, and the standings that the moderator is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.standing import Level
from leadsroom.domain.people.standing_words import standing_mark
from leadsroom.domain.rules.rule_presets import BNI
from leadsroom.views.meeting import lookups
from leadsroom.views.meeting.lookups import tonight
from tests.meeting.table import Table
from tests.offices import RulesBook
from tests.past_meetings import past_meeting


@pytest.fixture
def strict(table: Table) -> Table:
    """A table under the rules of BNI, three absences of Maria behind it."""
    chapter = RulesBook(table.store, table.clock, "front desk").set_rules(table.now.chapter.id, BNI.rules)
    for weeks in (3, 2, 1):
        day = table.now.meeting.on - timedelta(weeks=weeks)
        past_meeting(table.store, chapter, day, {table.person("Maria Lopez"): "A"})
    return table


def test_who_has_no_mark_is_not_counted(table: Table) -> None:
    """Before anybody has looked there is nothing to say; a mark is as of tonight."""
    assert tonight(table.now) == {}
    maria = table.person("Maria Lopez")
    table.do(c.MarkAttendance(maria, Mark.ABSENT))
    found = tonight(table.now)
    assert set(found) == {maria}
    assert (found[maria].on, found[maria].mark) == (table.now.meeting.on, Mark.ABSENT)
    assert found[maria].is_tonight


def test_late_and_early_against_what_has_begun(table: Table) -> None:
    """Who comes in the pitches came after they began; leaving then is before what begins afterwards."""
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(seconds=5)
    table.do(c.MarkAttendance(maria, Mark.LATE))
    table.do(c.LeaveEarly(ann))
    found = tonight(table.now)
    assert {StepKind.NETWORKING, StepKind.WELCOME, StepKind.PITCHES} == found[maria].came_after
    assert found[ann].left_early
    assert found[ann].left_before == frozenset()
    table.go_to(StepKind.BUCKET)
    assert StepKind.BUCKET in tonight(table.now)[ann].left_before
    assert StepKind.PITCHES not in tonight(table.now)[ann].left_before


def test_the_moderator_sees_tonights_mark_counted(strict: Table) -> None:
    """The fourth absence shows as soon as it is marked, and no longer once it is undone."""
    maria = strict.person("Maria Lopez")
    assert strict.desk.sync.read(lookups.standings_tonight)[maria].level is Level.LIMIT
    strict.do(c.MarkAttendance(maria, Mark.ABSENT))
    past = strict.desk.sync.read(lookups.standings_tonight)[maria]
    assert (past.level, standing_mark(past)) == (Level.PAST, "4 absences, 3 allowed")
    strict.do(Undo())
    assert strict.desk.sync.read(lookups.standings_tonight)[maria].level is Level.LIMIT


def test_a_closed_meeting_is_counted_once(strict: Table) -> None:
    """Before and after the close it is the same: from the table, then from the record."""
    maria = strict.person("Maria Lopez")
    strict.do(c.MarkAttendance(maria, Mark.ABSENT))
    before = strict.desk.sync.read(lookups.standings_tonight)[maria]
    strict.go_to_end()
    assert tonight(strict.now) == {}
    assert strict.desk.sync.read(lookups.standings_tonight)[maria] == before
