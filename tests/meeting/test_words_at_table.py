"""Words on leads, as the table of a later meeting hears them."""

from __future__ import annotations

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.views.meeting.summary import summarise
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


@ON_BOTH
def test_how_far_a_lead_is_has_one_outcome_an_evening(table: Table) -> None:
    """Whichever station gives the second, it takes the place of the first; thanks and note of that stay."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    first = NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, note="left a message", thanked=True)
    (noted,) = table.do(first).updates
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.WORKING, thanked=True))
    (now,) = table.now.updates
    assert (now.id, now.outcome, now.note, now.thanked) == (
        noted.id,
        LeadOutcome.WORKING,
        "left a message",
        True,
    )
    totals = summarise(table.now).totals
    assert (totals.outcomes, totals.thanks) == (1, 1)
    table.do(Withdraw("lead_update", now.id))
    seen = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED))
    assert [(u.outcome, u.thanked) for u in seen.updates] == [(LeadOutcome.CONTACTED, False)]
    beside.close()


def test_the_same_outcome_again_is_no_second_act(table: Table) -> None:
    """Pressed at two stations, it stands once, and the journal has it once."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    first = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, thanked=True))
    again = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, thanked=True))
    assert (again.updates, again.journal) == (first.updates, first.journal)


def test_a_note_is_no_reason_of_a_bad_lead(table: Table) -> None:
    """What was noted of the call does not become why it is none, nor the other way round."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, note="left a message"))
    (bad,) = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.BAD)).updates
    assert (bad.outcome, bad.note) == (LeadOutcome.BAD, "")
    table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.BAD, note="wrong number"))
    (after,) = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED)).updates
    assert (after.outcome, after.note) == (LeadOutcome.CONTACTED, "")


def test_a_giver_is_thanked_once_an_evening(table: Table) -> None:
    """With an outcome, with dollars or alone: a second time is refused, or does not count."""
    table.go()
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.THANKS))
    with pytest.raises(Refused, match=r"Ann Chu has been thanked for it today already\."):
        table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.THANKS))
    seen = table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.CONTACTED, thanked=True))
    assert [(u.outcome, u.thanked) for u in seen.updates] == [
        (LeadOutcome.THANKS, True),
        (LeadOutcome.CONTACTED, False),
    ]
    assert summarise(seen).totals.thanks == 1


def test_dollars_are_thanks_too(table: Table) -> None:
    """Whoever has been thanked with dollars needs no other thanks that evening."""
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    (lead,) = table.do(table.lead("Ann Chu", "Maria Lopez")).leads
    table.do(ThankForBusiness(maria, ann, Money(4200, "USD"), lead.id))
    with pytest.raises(Refused, match="has been thanked for it today already"):
        table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.THANKS))


def test_the_receivers_judgement_is_for_raw_leads(table: Table) -> None:
    """It makes a raw lead a lead, once; a lead it leaves alone."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez"))
    whole, raw = table.do(table.lead("Ann Chu", "Maria Lopez", Slip(prospect="Joe"))).leads
    table.do(NoteOutcome(lead_id=raw.id, outcome=LeadOutcome.IS_LEAD))
    for lead in (whole, raw):
        with pytest.raises(Refused, match=r"It is a lead already\. 7 is for a raw one\."):
            table.do(NoteOutcome(lead_id=lead.id, outcome=LeadOutcome.IS_LEAD))


def test_whoever_has_given_a_lead_has_not_given_nothing(table: Table) -> None:
    """It is refused at every station; that somebody gives after all is not."""
    table.go_to(StepKind.BUCKET)
    table.do(table.lead("Ann Chu", "Maria Lopez"))
    with pytest.raises(Refused, match=r"Ann Chu has given a lead today\."):
        table.do(c.GiveNothing(turn_id=table.turn_of("Ann Chu").id))
    assert not any(turn.nothing_today for turn in table.now.turns)
    table.do(c.GiveNothing(turn_id=table.turn_of("Maria Lopez").id))
    table.do(c.GiveNothing(turn_id=table.turn_of("Maria Lopez").id, nothing=False))
