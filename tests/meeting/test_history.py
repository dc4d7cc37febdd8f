"""Undo and redo of everything, and of Go as if the clock had never stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import GiveTestimonial, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.meeting.countdown import shown_seconds
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.databases import ON_BOTH, Databases
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.meeting.fixtures import table_after
from tests.meeting.table import Table

# In the middle of the pitches: Maria Lopez has spoken, Ann Chu is speaking; there are a lead and a visitor.
ACTS: dict[str, Callable[[Table], Command]] = {
    "go": lambda table: c.Go(),
    "pause": lambda table: c.Pause(),
    "back": lambda table: c.GoBack(),
    "more time": lambda table: c.AddTime(timedelta(seconds=30)),
    "less time": lambda table: c.AddTime(timedelta(seconds=-30)),
    "began earlier": lambda table: c.BeganEarlier(timedelta(seconds=5)),
    "skip": lambda table: c.Skip(),
    "call back": lambda table: c.CallBack(table.turn_of("Maria Lopez").id),
    "absent": lambda table: c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT),
    "late": lambda table: c.MarkAttendance(table.person("Paul Whitfield"), Mark.LATE),
    "left early": lambda table: c.LeaveEarly(table.person("Dee Fox")),
    "stand-in": lambda table: c.SeatSubstitute(table.person("Dee Fox"), "Tom Ray", "Printing"),
    "visitor": lambda table: c.WelcomeVisitor("Una Wills", "Law", table.person("Ann Chu")),
    "visitor noted": lambda table: c.NoteVisitor(table.now.visits[0].id, Became.APPLIES, "form sent"),
    "visitor corrected": lambda table: c.WelcomeVisitor("Vik Stone", corrects=table.now.visits[0].id),
    "lead": lambda table: table.lead(),
    "lead corrected": lambda table: PassLead(
        giver_id=table.person("Dee Fox"),
        receiver_id=table.person("Ann Chu"),
        slip=table.now.leads[0].slip,
        corrects=table.now.leads[0].id,
    ),
    "thanks": lambda table: ThankForBusiness(
        reported_by_id=table.person("Maria Lopez"),
        credited_to_id=table.person("Ann Chu"),
        amount=Money(100, "USD"),
        lead_id=table.now.leads[0].id,
    ),
    "testimonial": lambda table: GiveTestimonial(
        by_id=table.person("Ann Chu"), about_id=table.person("Dee Fox"), words="[/]"
    ),
    "ask": lambda table: c.KeepAsk(table.turn_of("Ann Chu").id, "dental offices"),
    "withdraw a lead": lambda table: Withdraw("lead", table.now.leads[0].id),
    "withdraw a visitor": lambda table: Withdraw("visit", table.now.visits[0].id),
}


def _pitches_half_way(table: Table) -> None:
    table.do(c.MarkAttendance(table.person("Paul Whitfield"), Mark.ABSENT))
    table.do(table.lead())
    table.do(c.WelcomeVisitor("Vic Stone"))
    table.go_to(StepKind.PITCHES)
    table.go(3, seconds=20)
    table.clock.pass_by(seconds=10)


@pytest.fixture
def busy(databases: Databases, place: str, clock: SetClock) -> Iterator[Table]:
    """A meeting in the middle of its pitches."""
    with table_after(databases, place, clock, _pitches_half_way) as table:
        yield table


@ON_BOTH
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_undo_puts_every_row_back_and_redo_does_it_again(
    busy: Table, act: Callable[[Table], Command]
) -> None:
    """Undo after an act is the identity on all rows, redo after that is the act; each is one entry."""
    before, entries = busy.rows(), busy.trail()
    did = busy.do(act(busy))
    after = busy.rows()
    assert after != before
    busy.clock.pass_by(minutes=3)
    undone = busy.do(Undo())
    assert busy.rows() == before
    redone = busy.do(Redo())
    assert busy.rows() == after
    assert busy.trail() == entries + 3
    what = did.journal[-1].what
    assert (undone.journal[-1].what, redone.journal[-1].what) == (f"Undid: {what}", f"Redid: {what}")
    assert [x.kind for x in redone.journal[-2:]] == [EntryKind.UNDO, EntryKind.REDO]
    assert undone.journal[-1].reverses == did.journal[-1].id


def test_undo_of_go_brings_the_clock_back_as_if_it_had_never_stopped(table: Table) -> None:
    """A Go pressed by mistake costs the speaker nothing: the clock has gone on meanwhile."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.go(seconds=20)
    table.clock.pass_by(seconds=15)
    clock = table.do(Undo()).clock
    assert clock is not None
    assert clock.running
    assert shown_seconds(clock, table.clock.now()) == 25


def test_undo_of_the_close_opens_the_meeting_again(table: Table) -> None:
    """It stands in its last step, whose clock has gone on."""
    table.go_to(StepKind.CLOSE)
    table.go(seconds=30)
    seen = table.do(Undo())
    assert (seen.meeting.state, seen.meeting.ended_at) == (MeetingState.LIVE, None)
    assert seen.clock is not None
    assert seen.clock.running


def test_a_whole_meeting_can_be_undone_and_redone(table: Table) -> None:
    """Step by step back to before the start, and forward again to the close."""
    before = table.rows()
    table.do(table.lead())
    table.go_to_end()
    closed, acts = table.rows(), table.trail()
    for _ in range(acts):
        table.do(Undo())
    assert table.rows() == before
    with pytest.raises(Refused, match="There is nothing to undo"):
        table.do(Undo())
    for _ in range(acts):
        table.do(Redo())
    assert table.rows() == closed
    with pytest.raises(Refused, match="There is nothing to redo"):
        table.do(Redo())


def test_a_new_act_ends_redo(table: Table) -> None:
    """What was undone before something new was done does not come back."""
    table.go()
    table.do(Undo())
    table.do(table.lead())
    with pytest.raises(Refused, match="nothing to redo"):
        table.do(Redo())


def test_undo_outlives_the_program(table: Table) -> None:
    """A station that starts again takes back what it did before."""
    before = table.rows()
    table.do(table.lead())
    again = desk_at(table.store, table.meeting_id, table.clock, "table")
    again.sync.do(Undo())
    assert table.rows() == before
    again.close()


@pytest.fixture
def greeter(table: Table) -> Iterator[Desk]:
    """A second station, at the door."""
    desk = desk_at(table.store, table.meeting_id, table.clock, "door")
    yield desk
    desk.close()


def test_a_station_undoes_only_its_own(table: Table, greeter: Desk) -> None:
    """What the door did stays when the table undoes, and the other way round."""
    table.do(table.lead())
    greeter.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.PRESENT))
    seen = table.do(Undo())
    assert seen.leads == ()
    place = seen.attendee(table.person("Dee Fox"))
    assert place is not None
    assert place.mark is Mark.PRESENT
    with pytest.raises(Refused, match="nothing to undo"):
        table.do(Undo())
    greeter.sync.do(Undo())
    table.do(Redo())
    assert len(table.now.leads) == 1


def test_what_another_has_changed_since_is_not_undone(table: Table, greeter: Desk) -> None:
    """A conflict is told in a sentence, and nothing changes."""
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    greeter.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    before, entries = table.rows(), table.trail()
    with pytest.raises(
        Refused, match=r"What came later stands in the way \(“Dee Fox: late”\), so it cannot be undone here\."
    ):
        table.do(Undo())
    assert (table.rows(), table.trail()) == (before, entries)


def test_a_column_that_another_changed_is_no_conflict(table: Table, greeter: Desk) -> None:
    """Undo puts back what its act changed; what others wrote beside it stays."""
    table.go_to(StepKind.PITCHES)
    table.go()
    turn = table.now.turn
    assert turn is not None
    greeter.sync.do(c.KeepAsk(turn.id, "dental offices"))
    seen = table.do(Undo())
    assert seen.turn is not None
    assert (seen.turn.clock.started_at, seen.turn.looking_for) == (None, "dental offices")
    seen = table.do(Redo())
    assert seen.turn is not None
    assert (seen.turn.clock, seen.turn.looking_for) == (turn.clock, "dental offices")


def test_a_clock_that_another_has_paused_is_not_taken_apart(table: Table, greeter: Desk) -> None:
    """The facts of a clock belong together: a turn that is paused has begun."""
    table.go_to(StepKind.PITCHES)
    table.go()
    greeter.sync.do(c.Pause())
    with pytest.raises(Refused, match="so it cannot be undone here"):
        table.do(Undo())


def test_a_place_whose_substitute_has_left_is_not_taken_apart(table: Table, greeter: Desk) -> None:
    """The facts of a place belong together: who was never marked as here has not left early."""
    table.go()
    dee = table.person("Dee Fox")
    table.do(c.SeatSubstitute(dee, "Tom Ray"))
    greeter.sync.do(c.LeaveEarly(dee))
    before = table.rows()
    with pytest.raises(Refused, match=r"left early”\), so it cannot be undone here"):
        table.do(Undo())
    assert table.rows() == before


def test_undo_never_leaves_two_clocks_running(table: Table, greeter: Desk) -> None:
    """Who was brought up here and started there keeps the clock: bringing them up is not undone."""
    table.go_to(StepKind.PITCHES)
    table.go(2, seconds=10)
    greeter.sync.do(c.Resume())
    before = table.rows()
    with pytest.raises(Refused, match="so it cannot be undone here"):
        table.do(Undo())
    assert table.rows() == before


def test_a_conflict_does_not_bar_the_way_for_ever(table: Table, greeter: Desk) -> None:
    """Told once, it is passed over: undo takes back what came before, and redo brings that again."""
    table.do(table.lead())
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    greeter.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    before = table.rows()
    with pytest.raises(
        Refused, match=r"What came later stands in the way \(“Dee Fox: late”\), so it cannot be undone here\."
    ):
        table.do(Undo())
    assert table.do(Undo()).leads == ()
    with pytest.raises(
        Refused, match=r"What came later stands in the way \(“Dee Fox: late”\), so it cannot be undone here\."
    ):
        table.do(Undo())
    assert len(table.do(Redo()).leads) == 1
    assert table.rows() == before
    greeter.sync.do(Undo())
    assert [table.do(Undo()).journal[-1].what for _ in range(2)] == [
        "Undid: Lead Ann Chu → Maria Lopez: Jane Doe",
        "Undid: Dee Fox: absent",
    ]


def test_what_another_has_changed_since_is_not_done_again(table: Table, greeter: Desk) -> None:
    """Redo has its own sentence."""
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.do(Undo())
    greeter.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    with pytest.raises(Refused, match="so it cannot be done again here"):
        table.do(Redo())


def test_a_close_is_not_undone_while_another_meeting_runs(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A chapter has one live meeting; and days later a closing stands, whatever else is on."""
    table.go_to_end()
    clock.moment += timedelta(days=7)
    other = Table.lay(store, harborview, clock, "other")
    other.go()
    with pytest.raises(Refused, match="Nothing of today is left to undo"):
        table.do(Undo())
    clock.moment -= timedelta(days=7)
    for _ in range(2):
        with pytest.raises(Refused, match="Another meeting of this chapter is running"):
            table.do(Undo())
    clock.moment += timedelta(days=7)
    other.do(Undo())
    with pytest.raises(Refused, match="Nothing of today is left to undo"):
        table.do(Undo())
    clock.moment -= timedelta(days=7)
    assert table.do(Undo()).meeting.state is MeetingState.LIVE
    other.desk.close()


def test_undo_works_again_when_the_conflict_is_gone(table: Table, greeter: Desk) -> None:
    """Once the other has taken theirs back, ours can be."""
    before = table.rows()
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    greeter.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    greeter.sync.do(Undo())
    table.do(Undo())
    assert table.rows() == before


def test_a_row_that_others_lean_on_is_not_undone_away(table: Table, greeter: Desk) -> None:
    """A lead on which another station has reported stays, and the refusal is a sentence."""
    (lead,) = table.do(table.lead()).leads
    greeter.sync.do(
        ThankForBusiness(
            reported_by_id=table.person("Maria Lopez"),
            credited_to_id=table.person("Ann Chu"),
            amount=Money(100, "USD"),
            lead_id=lead.id,
        )
    )
    with pytest.raises(Refused):
        table.do(Undo())
    assert len(table.now.leads) == 1


@ON_BOTH
def test_a_change_of_the_roster_is_no_conflict(table: Table) -> None:
    """Undo of an act is not stopped by what happened elsewhere in the chapter."""
    from leadsroom.store import tables as t

    table.do(table.lead())
    with table.store.writing(table.desk.chapter_id) as unit:
        unit.update(t.person, table.person("Ann Chu"), company="Chu Flowers")
    assert table.do(Undo()).leads == ()
