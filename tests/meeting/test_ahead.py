"""What is still to come: lengths, order, what is left out and brought back, and when it then ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.agenda.commands import (
    BringBackStep,
    BringBackTurn,
    CatchUp,
    GivePitch,
    GiveStep,
    MoveStep,
    MoveTurn,
    SetPitchLength,
    SkipStep,
    SkipTurn,
)
from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import StepId
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.catch_up import advice_in_words, catching_up
from leadsroom.domain.meeting.fit import fit_of_meeting
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from screens.meeting.keys import taken
from tests.databases import ON_BOTH
from tests.meeting.table import Table

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def _id(table: Table, kind: StepKind) -> StepId:
    return next(step.id for step in table.now.steps if step.kind is kind)


def _titles(table: Table) -> list[str]:
    return [step.title for step in table.now.steps]


def _ends(table: Table) -> timedelta:
    """When it ends, from the planned start."""
    seen = table.now
    return project(seen, table.clock.now()).ends_at - seen.meeting.starts_at


def _waiting(table: Table) -> list[str]:
    seen = table.now
    assert seen.step is not None
    return [seen.name(turn.member_id) for turn in seen.waiting_turns(seen.step)]


# ---------------------------------------------------------------- lengths


def test_a_length_for_all_before_the_round(table: Table) -> None:
    """Six pitches of 30 s instead of 60 end the meeting three minutes earlier."""
    before = _ends(table)
    table.do(SetPitchLength(_id(table, StepKind.PITCHES), 30 * SECOND))
    assert before - _ends(table) == 3 * MINUTE
    table.go_to(StepKind.PITCHES)
    assert {turn.clock.allotted for turn in table.now.turns} == {30 * SECOND}


@ON_BOTH
def test_a_length_for_all_who_are_left(table: Table) -> None:
    """In the middle of the round it is for those who have not begun; one undo gives it all back."""
    table.go_to(StepKind.PITCHES)
    table.go(3)  # Maria has spoken, Ann is speaking
    before = table.rows()
    table.do(SetPitchLength(_id(table, StepKind.PITCHES), 48 * SECOND))
    assert [t.clock.allotted / SECOND for t in table.now.turns] == [60, 60, 48, 48, 48, 48]
    table.do(Undo())
    assert table.rows() == before


def test_everybody_at_once_leaves_nobody_with_a_length_of_their_own(table: Table) -> None:
    """A length for all is for all: the one who had been given more has the same as the others."""
    table.do(GivePitch(table.person("Dee Fox"), 5 * MINUTE))
    table.do(SetPitchLength(_id(table, StepKind.PITCHES), 45 * SECOND))
    table.go_to(StepKind.PITCHES)
    assert {turn.clock.allotted for turn in table.now.turns} == {45 * SECOND}


def test_one_members_pitch_before_the_round(table: Table) -> None:
    """Five minutes for one of six: the plan counts them, and the turn is dealt so."""
    before = _ends(table)
    table.do(GivePitch(table.person("Dee Fox"), 5 * MINUTE))
    assert _ends(table) - before == 4 * MINUTE
    table.go_to(StepKind.PITCHES)
    assert table.turn_of("Dee Fox").clock.allotted == 5 * MINUTE
    assert table.turn_of("Ann Chu").clock.allotted == MINUTE


def test_one_members_pitch_in_the_round(table: Table) -> None:
    """Who waits gets it at once; taken back, it is everybody's again; the bucket is not touched."""
    table.go_to(StepKind.PITCHES)
    dee = table.person("Dee Fox")
    table.do(GivePitch(dee, 3 * MINUTE))
    assert table.turn_of("Dee Fox").clock.allotted == 3 * MINUTE
    table.do(GivePitch(dee, None))
    assert table.turn_of("Dee Fox").clock.allotted == MINUTE
    table.do(GivePitch(dee, 3 * MINUTE))
    table.go_to(StepKind.BUCKET)
    assert table.turn_of("Dee Fox").clock.allotted < MINUTE


def test_whoever_comes_late_gets_the_length_of_now(table: Table) -> None:
    """A turn added to a round that was shortened is as short as the others."""
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.go_to(StepKind.PITCHES)
    table.go()
    table.do(SetPitchLength(_id(table, StepKind.PITCHES), 40 * SECOND))
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    assert table.turn_of("Dee Fox").clock.allotted == 40 * SECOND


@pytest.mark.parametrize("seconds", [0, 14, 601])
def test_a_pitch_takes_fifteen_seconds_to_ten_minutes(table: Table, seconds: int) -> None:
    """Whatever is shorter or longer is refused, for all and for one."""
    length = timedelta(seconds=seconds)
    for command in (
        SetPitchLength(_id(table, StepKind.PITCHES), length),
        GivePitch(table.person("Dee Fox"), length),
    ):
        with pytest.raises(Refused, match="15 s to 10 min"):
            table.do(command)


@ON_BOTH
def test_time_for_a_step_to_come(table: Table) -> None:
    """In a running meeting it is added time, kept apart from the plan; the end moves with it."""
    table.go()
    before = _ends(table)
    close = _id(table, StepKind.CLOSE)
    table.do(GiveStep(close, 2 * MINUTE))
    assert _ends(table) - before == 2 * MINUTE
    step = table.go_to(StepKind.CLOSE).step
    assert step is not None
    assert (step.planned, step.clock.remaining(table.clock.now())) == (MINUTE, 3 * MINUTE)


def test_time_for_a_step_before_the_start_is_a_change_of_plan(table: Table) -> None:
    """Planned against actual then compares with the plan as it was when the meeting began."""
    table.do(GiveStep(_id(table, StepKind.CLOSE), 2 * MINUTE))
    step = table.go_to(StepKind.CLOSE).step
    assert step is not None
    assert (step.planned, step.clock.added) == (3 * MINUTE, timedelta(0))


def test_time_for_the_bucket_is_shared(table: Table) -> None:
    """A block that people share gets longer for each of them."""
    table.go()
    table.do(GiveStep(_id(table, StepKind.BUCKET), 6 * MINUTE))
    table.go_to(StepKind.BUCKET)
    assert table.turn_of("Dee Fox").clock.allotted == 100 * SECOND


def test_no_step_is_cut_below_nothing(table: Table) -> None:
    """More is not taken away than there is, and from nothing nothing."""
    table.go()
    close = _id(table, StepKind.CLOSE)
    before = _ends(table)
    table.do(GiveStep(close, -30 * MINUTE))
    assert before - _ends(table) == MINUTE
    with pytest.raises(Refused, match="no time left to take away"):
        table.do(GiveStep(close, -MINUTE))


# ---------------------------------------------------------------- order


def test_steps_change_places(table: Table) -> None:
    """The bucket before the pitches; Go follows the new order, and the end stays the same."""
    table.go()
    before = _ends(table)
    bucket = _id(table, StepKind.BUCKET)
    table.do(MoveStep(bucket, -1))
    table.do(MoveStep(bucket, -1))
    assert _titles(table)[2:5] == ["Leads bucket", "Pitches", "Visitors"]
    assert _ends(table) == before
    table.go(2)
    assert table.now.step is not None
    assert table.now.step.title == "Leads bucket"


def test_what_has_been_held_keeps_its_place(table: Table) -> None:
    """Neither a step that is on nor one that is over moves, and none moves in front of them."""
    table.go(2)
    for kind in (StepKind.NETWORKING, StepKind.WELCOME):
        with pytest.raises(Refused, match="over or on already"):
            table.do(MoveStep(_id(table, kind), 1))
    with pytest.raises(Refused, match="moved any further"):
        table.do(MoveStep(_id(table, StepKind.PITCHES), -1))


def test_people_change_places(table: Table) -> None:
    """Dee speaks before Cyrus; whoever is up stays up."""
    table.go_to(StepKind.PITCHES)
    table.do(MoveTurn(table.turn_of("Dee Fox").id, -1))
    assert _waiting(table) == ["Ann Chu", "Robert Diaz", "Dee Fox", "Cyrus Ng", "Paul Whitfield"]
    with pytest.raises(Refused, match="already spoken"):
        table.do(MoveTurn(table.turn_of("Maria Lopez").id, 1))


# ---------------------------------------------------------------- left out, brought back


def test_a_step_is_left_out_and_brought_back(table: Table) -> None:
    """The end moves by its length, both ways."""
    table.go()
    before, close = _ends(table), _id(table, StepKind.CLOSE)
    table.do(SkipStep(close))
    assert before - _ends(table) == MINUTE
    table.do(BringBackStep(close))
    assert _ends(table) == before


@ON_BOTH
def test_a_step_passed_over_comes_back_next(table: Table) -> None:
    """Welcome was skipped; brought back during the pitches it is held right after them."""
    table.go(2)
    table.do(c.Skip())
    table.do(BringBackStep(_id(table, StepKind.WELCOME)))
    assert _titles(table)[:4] == ["Open networking", "Pitches", "Welcome", "Visitors"]
    while table.now.step is not None and table.now.step.kind is StepKind.PITCHES:
        table.go(seconds=10)
    assert table.now.step is not None
    assert table.now.step.title == "Welcome"


def test_only_what_was_passed_over_comes_back(table: Table) -> None:
    """A step that was held is gone back to instead."""
    table.go(2)
    with pytest.raises(Refused, match="was not passed over"):
        table.do(BringBackStep(_id(table, StepKind.NETWORKING)))


def test_a_person_is_passed_over_and_called_back(table: Table) -> None:
    """Who waits can be passed over without being up, and still be called."""
    table.go_to(StepKind.PITCHES)
    dee = table.turn_of("Dee Fox")
    table.do(SkipTurn(dee.id))
    assert "Dee Fox" not in _waiting(table)
    assert table.turn_of("Dee Fox").outcome is Outcome.SKIPPED
    seen = table.do(c.CallBack(dee.id))
    assert seen.turn is not None
    assert seen.name(seen.turn.member_id) == "Dee Fox"


def test_a_round_is_as_long_as_its_turns(table: Table) -> None:
    """No time is given to the round itself, whose turns have theirs."""
    with pytest.raises(Refused, match=r"takes as long as the turns of its people\.$"):
        table.do(GiveStep(_id(table, StepKind.PITCHES), MINUTE))


def test_a_closed_meeting_stays_as_it_was(table: Table) -> None:
    """After the close no plan can be changed."""
    steps = [step.id for step in table.now.steps]
    table.go_to_end()
    for command in (MoveStep(steps[1], 1), SkipStep(steps[1]), GiveStep(steps[1], MINUTE)):
        with pytest.raises(Refused, match="meeting is over"):
            table.do(command)


# ---------------------------------------------------------------- advice


def _late_by(table: Table, late: timedelta) -> None:
    """As if everything had begun so much later."""
    planned = table.now.meeting.ends_at
    late += planned - project(table.now, table.clock.now()).ends_at
    table.clock.moment += late
    table.do(c.LeaveOut(late))


def test_taking_the_advice_ends_on_time(table: Table) -> None:
    """A minute goes off the bucket, the rest off the pitches left; it says so, and undo puts all back."""
    table.go_to(StepKind.PITCHES)
    table.go(3)  # Ann is speaking
    _late_by(table, 3 * MINUTE)
    rows, advice = table.rows(), catching_up(table.now, table.clock.now())
    assert advice is not None
    words = advice_in_words(advice, table.now.chapter)
    assert words == "Leads bucket 4 → 3 min, pitches 60 → 35 s, ends 7:25"
    seen = table.do(taken(table.now, advice))
    assert project(seen, table.clock.now()).minutes_behind == 0
    assert project(seen, table.clock.now()).ends_at == advice.ends_at
    assert seen.journal[-1].what == "Leads bucket 4 → 3 min, pitches 60 → 35 s"
    table.do(Undo())
    assert table.rows() == rows


def test_advice_that_is_not_enough_says_what_is_left(table: Table) -> None:
    """Far behind it says by how much all the same; once it is taken there is nothing more to cut."""
    table.go_to(StepKind.PITCHES)
    assert catching_up(table.now, table.clock.now()) is None
    table.clock.pass_by(minutes=40)
    advice = catching_up(table.now, table.clock.now())
    assert advice is not None
    assert advice_in_words(advice, table.now.chapter).endswith(f"still {advice.minutes_left} min behind")
    seen = table.do(taken(table.now, advice))
    again = catching_up(seen, table.clock.now())
    assert again is not None
    assert (again.cuts, again.minutes_left) == ((), advice.minutes_left)
    with pytest.raises(Refused, match="as short as that already"):
        table.do(CatchUp())


def test_advice_is_taken_whole_or_not_at_all(table: Table) -> None:
    """Where a step has begun meanwhile, at another station, nothing of the advice is done."""
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(minutes=30)
    advice = catching_up(table.now, table.clock.now())
    assert advice is not None
    command = taken(table.now, advice)
    table.go_to(StepKind.BUCKET)
    rows = table.rows()
    with pytest.raises(Refused, match="Leads bucket is over or on already"):
        table.do(command)
    assert table.rows() == rows


def test_the_fit_before_the_start_is_what_the_meeting_would_do(table: Table) -> None:
    """The fit check ends when the projection says, and its advice brings that to the planned end."""
    step = _id(table, StepKind.PITCHES)
    table.do(SetPitchLength(step, 3 * MINUTE))
    fit = fit_of_meeting(table.now, table.clock.now())
    assert fit.ends_at == project(table.now, table.clock.now()).ends_at
    assert fit.past > timedelta(0)
    assert fit.fitting is not None
    table.do(SetPitchLength(step, fit.fitting))
    again = fit_of_meeting(table.now, table.clock.now())
    assert timedelta(0) <= -again.past < 30 * SECOND


def test_a_round_of_visitors_that_is_left_out_stays_out(table: Table) -> None:
    """Left out before anybody came or after, it is not held; brought back it is."""
    table.go()
    table.do(c.WelcomeVisitor("Vic Green"))
    before, visitors = _ends(table), _id(table, StepKind.VISITORS)
    table.do(SkipStep(visitors))
    assert before - _ends(table) == 65 * SECOND
    table.go_to(StepKind.BUCKET)
    assert all(step.kind is not StepKind.VISITORS for step in table.now.steps if step.clock.started_at)
    table.do(BringBackStep(visitors))
    assert "Visitors" in [step.title for step in table.now.steps if step.outcome is None]


def test_a_length_for_all_is_also_for_those_who_may_still_be_called(table: Table) -> None:
    """Whoever was absent or passed over when everybody was cut has the short pitch too."""
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.go_to(StepKind.PITCHES)
    table.do(SkipTurn(table.turn_of("Cyrus Ng").id))
    table.do(SetPitchLength(_id(table, StepKind.PITCHES), 30 * SECOND))
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    table.do(BringBackTurn(table.turn_of("Cyrus Ng").id))
    assert {turn.clock.allotted for turn in table.now.turns} == {30 * SECOND}


def test_somebody_brought_back_waits_and_whoever_is_up_stays_up(table: Table) -> None:
    """Bringing back is not calling up: Maria goes on, Dee is among those still to speak."""
    table.go_to(StepKind.PITCHES)
    table.go()
    dee = table.turn_of("Dee Fox").id
    table.do(SkipTurn(dee))
    seen = table.do(BringBackTurn(dee))
    assert seen.turn is not None
    assert seen.turn.clock.running
    assert seen.name(seen.turn.member_id) == "Maria Lopez"
    assert "Dee Fox" in _waiting(table)
    with pytest.raises(Refused, match="not passed over"):
        table.do(BringBackTurn(dee))


def test_nobodys_own_length_is_everybodys(table: Table) -> None:
    """Five minutes for the first of a shared round are not what a late member gets."""
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.do(GivePitch(table.person("Maria Lopez"), 5 * MINUTE))
    table.go_to(StepKind.PITCHES)
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    assert table.turn_of("Dee Fox").clock.allotted == MINUTE


def test_whoever_has_spoken_is_given_no_other_length(table: Table) -> None:
    """It would change nothing, so it is refused, with the keys that do."""
    table.go_to(StepKind.PITCHES)
    table.go()
    with pytest.raises(Refused, match="Plus and minus change the clock"):
        table.do(GivePitch(table.person("Maria Lopez"), 3 * MINUTE))
