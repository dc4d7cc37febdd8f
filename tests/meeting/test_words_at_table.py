"""Words on leads, as the table of a later meeting hears them."""

from __future__ import annotations

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.meeting.table import Table


def _weeks_on(table: Table, weeks: int) -> Table:
    """The bucket some weeks later, without leads in between."""
    for _ in range(weeks):
        table.go_to_end()
        table.desk.close()
        table.clock.pass_by(days=7, minutes=-5)
        table = Table.lay(table.store, table.now.chapter, table.clock)
    table.go_to(StepKind.BUCKET)
    return table


def test_an_older_lead_that_is_over_tonight_is_still_in_the_picture(table: Table) -> None:
    """It stays among the earlier leads of that meeting, but no dollars may come from it; later it is gone."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    today = _weeks_on(table, 2)
    assert [x.state for x in today.now.earlier_leads] == [LeadState.OPEN]
    seen = today.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.NOT_NEEDED, thanked=True))
    assert [(x.id, x.state) for x in seen.earlier_leads] == [(lead.id, LeadState.NOT_NEEDED)]
    assert seen.payable_leads == ()
    later = _weeks_on(today, 1)
    assert later.now.earlier_leads == ()
    later.desk.close()


@ON_BOTH
def test_a_word_is_corrected_where_it_stands(table: Table) -> None:
    """The lead stands as the corrected word says, thanks included; undo brings the first back."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    (noted,) = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, thanked=True)).updates
    rows = table.rows()
    seen = table.do(
        NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.BAD, note="wrong number", corrects=noted.id)
    )
    assert [(u.id, u.outcome, u.note) for u in seen.updates] == [(noted.id, LeadOutcome.BAD, "wrong number")]
    standing = seen.leads[0].standing
    assert (standing.state, standing.thanked, standing.why) == (LeadState.BAD, False, "wrong number")
    assert seen.journal[-1].what == "Corrected: Maria Lopez, Jane Doe: bad lead · wrong number"
    table.do(Undo())
    assert table.rows() == rows


def test_what_another_station_hears_at_the_bucket_is_not_in_the_way(table: Table) -> None:
    """A word on a lead and nothing today change nothing of where the meeting stands: Enter still counts."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    seen = table.go_to(StepKind.BUCKET)
    assert seen.turn is not None
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED))
    beside.sync.do(c.GiveNothing(turn_id=seen.turn.id))
    after = table.do(c.Go(seen=table.point_of(seen)))
    assert after.turn is not None
    assert after.turn.position == seen.turn.position + 1
    beside.close()


def test_who_gives_after_all_has_not_given_nothing(table: Table) -> None:
    """A lead takes back that its giver gives nothing today, in the same act; nobody else's is touched."""
    table.go_to(StepKind.BUCKET)
    ann, dee = table.turn_of("Ann Chu"), table.turn_of("Dee Fox")
    for turn in (ann, dee):
        table.do(c.GiveNothing(turn_id=turn.id))
    seen = table.do(table.lead("Ann Chu", "Maria Lopez"))
    assert [turn.id for turn in seen.turns if turn.nothing_today] == [dee.id]
    seen = table.do(Undo())
    assert {turn.id for turn in seen.turns if turn.nothing_today} == {ann.id, dee.id}


def test_a_word_on_a_closed_lead_can_still_be_put_right(table: Table) -> None:
    """No new word is said on a lead that has closed; an earlier one is corrected, and it stays closed."""
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    (noted,) = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED)).updates
    table.do(ThankForBusiness(maria, ann, Money(4200, "USD"), lead.id))
    with pytest.raises(Refused, match="has closed with dollars"):
        table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.WORKING))
    seen = table.do(
        NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.WORKING, note="since May", corrects=noted.id)
    )
    assert [(u.outcome, u.note) for u in seen.updates] == [(LeadOutcome.WORKING, "since May")]
    assert seen.leads[0].standing.state is LeadState.CLOSED


def test_a_lead_that_is_only_a_number_is_told_by_it(table: Table) -> None:
    """With nothing else on its slip, what is said of a lead names the number."""
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez", Slip(phone="+14155550101"))).leads
    seen = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED))
    assert seen.updates[0].about == lead.slip.about == "+14155550101"
