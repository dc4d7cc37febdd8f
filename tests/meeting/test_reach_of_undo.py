"""What undo at a table reaches, where it is noted, and what the desk remembers afterwards."""

from __future__ import annotations

import pytest

from leadsroom.acts.agenda.commands import BringBackStep, SkipStep
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.acts.money.commands import TakePayment
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.views.meeting.summary import public_entries
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.meeting.table import Table, rebuilt


def home_of(table: Table) -> SyncDesk:
    """The same station between meetings."""
    return SyncDesk(table.store, table.now.chapter.id, table.clock, "table")


def test_a_payment_undone_at_the_table_is_in_no_minutes(table: Table) -> None:
    """It was taken between meetings, and there its undoing is noted too."""
    home_of(table).do(TakePayment(table.person("Ann Chu"), Money(5000, "USD")))
    table.go()
    table.do(Undo())
    table.do(Undo())
    assert all("paid" not in entry.what for entry in public_entries(table.now))
    assert all("paid" not in entry.what for entry in table.now.journal)


def test_between_meetings_the_meeting_that_is_on_is_not_stepped_back(table: Table) -> None:
    """Nobody on another page sees what that would do to the room."""
    table.go(2, seconds=10)
    with pytest.raises(Refused, match="nothing to undo"):
        home_of(table).do(Undo())
    assert table.now == rebuilt(table.store, table.meeting_id)


@ON_BOTH
def test_an_outcome_comes_back_hidden_behind_its_withdrawn_lead(table: Table) -> None:
    """What the desk remembers is what the rows say, when another station took the lead away meanwhile."""
    table.go()
    lead = table.do(table.lead()).leads[0]
    outcome = table.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED)).updates[0]
    table.do(Withdraw("lead_update", outcome.id))
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(Withdraw("lead", lead.id))
    beside.close()
    table.do(Undo())
    assert table.now == rebuilt(table.store, table.meeting_id)


def test_what_another_station_left_as_it_was_is_its_word_all_the_same(table: Table) -> None:
    """Left out and brought back by both: undo of the first would leave out what the second wants held."""
    step = table.now.steps[-2]
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    for desk in (table.desk, beside):
        desk.sync.do(SkipStep(step.id))
        desk.sync.do(BringBackStep(step.id))
    held = table.now.steps
    with pytest.raises(Refused, match=r"stands in the way .“Leads bucket is on the agenda again”"):
        table.do(Undo())
    assert table.now.steps == held
    beside.sync.do(Undo())
    beside.sync.do(Undo())
    beside.close()
    again = desk_at(table.store, table.meeting_id, table.clock, "table")
    assert again.sync.do(Undo()).what == "Undid: Leads bucket is on the agenda again"
    again.close()


def test_an_ask_taken_back_elsewhere_holds_no_go_up(table: Table) -> None:
    """What is said beside the clock changes nothing of what Enter means."""
    seen = table.go(3, seconds=10)
    assert seen.turn is not None
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.KeepAsk(seen.turn.id, "dental offices"))
    beside.sync.do(Undo())
    beside.close()
    assert table.do(c.Go(seen=table.point_of(seen))).journal[-1].act == "Go"


def test_what_was_done_already_is_no_write(table: Table) -> None:
    """A command that comes twice raises no revision, so that nobody has to look again."""
    command = c.Go()
    table.do(command)
    with table.store.reading() as connection:
        before = table.store.revision(connection, table.now.chapter.id)
    table.do(command)
    with table.store.reading() as connection:
        assert table.store.revision(connection, table.now.chapter.id) == before


OLDER = "Nothing of today is left to undo. Correct older entries where they were made."


def _named(table: Table) -> str | None:
    found = table.desk.sync.next_undo()
    return None if found is None else found.what


@pytest.fixture
def old(table: Table) -> Table:
    """The table of a meeting that was held, corrected two days later, and followed by another meeting."""
    table.go_to_end()
    table.clock.pass_by(days=2)
    table.do(c.WelcomeVisitor("Lee Marsh"))
    table.clock.pass_by(days=5)
    later = Table.lay(table.store, table.now.chapter, table.clock)
    later.go_to_end()
    later.desk.close()
    table.clock.pass_by(days=3)
    return table


def test_what_an_old_meeting_left_is_out_of_reach(old: Table) -> None:
    """Neither its evening nor what was corrected since; undo says where that is put right."""
    rows = old.rows()
    assert _named(old) is None
    with pytest.raises(Refused, match=OLDER):
        old.do(Undo())
    with pytest.raises(Refused, match="There is nothing to redo"):
        old.do(Redo())
    assert old.rows() == rows


def test_what_was_corrected_today_at_an_old_table_is_undone_today(old: Table) -> None:
    """And no more than that; done again it can be undone again."""
    before = old.rows()
    what = old.do(c.WelcomeVisitor("Una Wills")).journal[-1].what
    after = old.rows()
    assert _named(old) == what
    assert old.do(Undo()).journal[-1].what == f"Undid: {what}"
    assert old.rows() == before
    assert _named(old) is None
    with pytest.raises(Refused, match=OLDER):
        old.do(Undo())
    old.do(Redo())
    assert old.rows() == after
    assert _named(old) == what
    old.clock.pass_by(days=1)
    assert _named(old) is None
    with pytest.raises(Refused, match=OLDER):
        old.do(Undo())


def test_what_the_last_meeting_left_is_in_reach_up_to_its_closing(table: Table) -> None:
    """Days later, also when the next table is laid: that nobody has sat down at it yet changes nothing."""
    table.go_to_end()
    closed = table.rows()["visit"]
    what = table.do(c.WelcomeVisitor("Lee Marsh")).journal[-1].what
    assert _named(table) == what
    table.clock.pass_by(days=5)
    Table.lay(table.store, table.now.chapter, table.clock).desk.close()
    assert _named(table) == what
    assert table.do(Undo()).journal[-1].what == f"Undid: {what}"
    assert table.rows()["visit"] == closed
    assert _named(table) is None
    with pytest.raises(Refused, match=OLDER):
        table.do(Undo())
    assert table.now.meeting.state is MeetingState.CLOSED
    table.do(Redo())
    assert _named(table) == what


def test_who_did_not_close_the_last_meeting_steps_it_back_no_more_either(table: Table) -> None:
    """What the greeter noted can be taken back days later; a step that the greeter began cannot."""
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.Go())
    what = beside.sync.do(table.lead()).what
    table.go_to_end()
    table.clock.pass_by(days=1)
    assert beside.sync.do(Undo()).what == f"Undid: {what}"
    assert beside.sync.next_undo() is None
    with pytest.raises(Refused, match=OLDER):
        beside.sync.do(Undo())
    beside.close()


def test_a_meeting_that_was_left_open_overnight_opens_again_on_the_day_it_was_closed(table: Table) -> None:
    """It was closed by mistake just now, whatever its date is."""
    table.go(seconds=10)
    table.clock.pass_by(days=1)
    table.go_to_end()
    assert _named(table) is not None
    assert table.do(Undo()).meeting.state is MeetingState.LIVE


def test_a_closed_meeting_is_opened_again_at_its_own_table_only(table: Table) -> None:
    """From another page a lead of it is taken back and done again, and nothing that moved the meeting."""
    table.do(table.lead())
    table.go_to_end()
    home = SyncDesk(table.store, table.now.chapter.id, table.clock, "table")
    found = home.next_undo()
    assert found is not None
    assert found.what.startswith("Lead Ann Chu")
    assert home.do(Undo()).what == f"Undid: {found.what}"
    assert home.do(Redo()).what == f"Redid: {found.what}"
    home.do(Undo())
    with pytest.raises(Refused, match="There is nothing to undo"):
        home.do(Undo())
    assert table.now.meeting.state is MeetingState.CLOSED
    assert table.do(Undo()).meeting.state is MeetingState.LIVE


def test_what_was_said_beside_the_clock_is_taken_back_from_any_page(table: Table) -> None:
    """An ask, and nothing today, have moved nothing: after the meeting they are undone as a lead is."""
    pitching = table.go_to(StepKind.PITCHES)
    ask = table.do(c.KeepAsk(pitching.turns[0].id, "dental offices")).journal[-1].what
    at_bucket = table.go_to(StepKind.BUCKET)
    assert at_bucket.turn is not None
    nothing = table.do(c.GiveNothing(at_bucket.turn.id)).journal[-1].what
    table.go_to_end()
    home = home_of(table)
    assert [home.do(Undo()).what for _ in range(2)] == [f"Undid: {nothing}", f"Undid: {ask}"]


def test_what_was_entered_after_the_close_is_taken_back_from_any_page(table: Table) -> None:
    """A visitor who was forgotten moves a meeting no more that is over."""
    table.go_to_end()
    table.clock.pass_by(minutes=1)
    what = table.do(c.WelcomeVisitor("Lee Marsh")).journal[-1].what
    assert home_of(table).do(Undo()).what == f"Undid: {what}"
    assert table.now.visits == ()
