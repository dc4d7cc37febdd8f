"""What is said at the table: leads, thanks and dollars, testimonials, asks, corrections and withdrawals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from leadsroom.acts.command import Command, Undo
from leadsroom.acts.leads.commands import GiveTestimonial, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock
from tests.meeting.table import WHOLE, Table


def _lead_state(table: Table, lead_id: LeadId) -> str:
    with table.store.reading() as connection:
        return str(connection.execute(select(t.lead.c.state).where(t.lead.c.id == lead_id)).scalar_one())


def _thanks(table: Table, dollars: int = 1420, **values: Any) -> ThankForBusiness:
    return ThankForBusiness(
        reported_by_id=table.person("Maria Lopez"),
        credited_to_id=table.person("Ann Chu"),
        amount=Money(dollars * 100, "USD"),
        **values,
    )


def test_a_lead_goes_from_giver_to_receiver(table: Table) -> None:
    """With its slip, its time, and a line in the journal."""
    table.clock.pass_by(seconds=3)
    seen = table.do(table.lead())
    (lead,) = seen.leads
    assert (seen.name(lead.giver_id), seen.name(lead.receiver_id)) == ("Ann Chu", "Maria Lopez")
    assert (lead.slip, lead.passed_at, lead.spoken_by_id) == (WHOLE, table.clock.now(), None)
    assert seen.journal[-1].what == "Lead Ann Chu → Maria Lopez: Jane Doe"


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (Slip(prospect="Jane Doe"), "Raw lead Ann Chu → Maria Lopez: Jane Doe"),
        (Slip(need="a roof"), "Raw lead Ann Chu → Maria Lopez: a roof"),
        (Slip(phone_typed="0101"), "Raw lead Ann Chu → Maria Lopez: 0101"),
        (Slip(phone="+14155550101"), "Raw lead Ann Chu → Maria Lopez: +14155550101"),
    ],
)
def test_an_incomplete_slip_is_taken_as_it_is(table: Table, slip: Slip, sentence: str) -> None:
    """It is a raw lead, and blocks nothing."""
    seen = table.do(table.lead(slip=slip))
    assert seen.leads[0].slip == slip
    assert seen.journal[-1].what == sentence


def test_an_empty_slip_is_refused(table: Table) -> None:
    """Something has to be known of it."""
    with pytest.raises(Refused, match="The slip is empty"):
        table.do(table.lead(slip=Slip(expecting_call=True)))


def test_what_is_only_spaces_and_controls_is_an_empty_slip(table: Table) -> None:
    """A slip is judged by what will be kept of it."""
    with pytest.raises(Refused, match="The slip is empty"):
        table.do(table.lead(slip=Slip(prospect="  \x1b[31m ", need="\t")))


def test_nobody_passes_a_lead_to_their_own_seat(table: Table) -> None:
    """Neither the member nor the substitute for them."""
    with pytest.raises(Refused, match="Ann Chu cannot pass a lead to themselves"):
        table.do(table.lead("Ann Chu", "Ann Chu"))
    table.do(c.SeatSubstitute(table.person("Ann Chu"), "Tom Ray"))
    with pytest.raises(Refused, match="to themselves"):
        table.do(table.lead("Tom Ray", "Ann Chu"))


def test_a_substitutes_lead_is_the_members(table: Table) -> None:
    """The credit is the seat's; who spoke is kept."""
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    (lead,) = table.do(table.lead("Tom Ray", "Ann Chu")).leads
    assert (lead.giver_id, lead.spoken_by_id) == (table.person("Cyrus Ng"), table.person("Tom Ray"))


def test_a_lead_for_a_substitute_is_the_members(table: Table) -> None:
    """Whoever sits there tonight, the lead is for the seat."""
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    (lead,) = table.do(table.lead("Ann Chu", "Tom Ray")).leads
    assert lead.receiver_id == table.person("Cyrus Ng")


def test_a_visitor_may_give_a_lead_but_not_receive_one(table: Table) -> None:
    """Leads go to members of the table."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    assert len(table.do(table.lead("Vic Stone", "Ann Chu")).leads) == 1
    with pytest.raises(Refused, match="holds no seat here"):
        table.do(table.lead("Ann Chu", "Vic Stone"))


def test_somebody_unknown_is_refused(table: Table) -> None:
    """Giver and receiver are people of this meeting."""
    for giver, receiver, role in ((999, 1, "giver"), (1, 999, "receiver")):
        command = PassLead(giver_id=PersonId(giver), receiver_id=PersonId(receiver), slip=WHOLE)
        with pytest.raises(Refused, match=f"Choose the {role} from the list"):
            table.do(command)


@ON_BOTH
def test_a_lead_is_corrected(table: Table) -> None:
    """The entry says what it should have said; its place in the evening stays."""
    (first,) = table.do(table.lead()).leads
    table.clock.pass_by(minutes=1)
    command = PassLead(
        giver_id=table.person("Dee Fox"),
        receiver_id=table.person("Ann Chu"),
        slip=Slip(prospect="Joan Doe"),
        corrects=first.id,
    )
    (lead,) = table.do(command).leads
    assert (lead.id, lead.passed_at, lead.slip.prospect) == (first.id, first.passed_at, "Joan Doe")
    assert (lead.giver_id, lead.receiver_id) == (table.person("Dee Fox"), table.person("Ann Chu"))
    assert table.now.journal[-1].what.startswith("Raw lead corrected: Dee Fox → Ann Chu: Joan Doe (")


def _as_it_was(table: Table) -> list[Command]:
    """A correction of each entry of the evening that changes nothing."""
    seen = table.now
    (lead,), (report,), (praise,), (visit,) = seen.leads, seen.business, seen.testimonials, seen.visits
    assert seen.turn is not None
    cyrus = table.person("Cyrus Ng")
    return [
        PassLead(giver_id=lead.giver_id, receiver_id=lead.receiver_id, slip=lead.slip, corrects=lead.id),
        _thanks(table, corrects=report.id),
        GiveTestimonial(by_id=praise.by_id, about_id=praise.about_id, words=praise.words, corrects=praise.id),
        c.KeepAsk(seen.turn.id, seen.turn.looking_for),
        c.WelcomeVisitor(
            name="Marcus Bell", profession="Landscaping", host_id=visit.host_id, corrects=visit.id
        ),
        c.SeatSubstitute(member_id=cyrus, name="Tom Ray", profession="Notary"),
    ]


def test_a_correction_of_nothing_writes_nothing(table: Table) -> None:
    """An entry saved as it was leaves no trace, so that undo takes back the last thing that happened."""
    table.go_to(StepKind.PITCHES)
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    table.do(c.WelcomeVisitor(name="Marcus Bell", profession="Landscaping", host_id=table.person("Ann Chu")))
    table.do(table.lead())
    table.do(_thanks(table))
    by, about = table.person("Dee Fox"), table.person("Ann Chu")
    table.do(GiveTestimonial(by_id=by, about_id=about, words="quick and kind"))
    turn = table.now.turn
    assert turn is not None
    before = table.do(c.KeepAsk(turn.id, "dental offices"))
    rows = table.rows()
    for command in _as_it_was(table):
        table.clock.pass_by(minutes=1)
        assert table.do(command) == before
    assert table.rows() == rows
    assert table.do(Undo()).journal[-1].what.endswith("dental offices")


def test_a_withdrawn_lead_is_gone_from_the_ledger(table: Table) -> None:
    """It is no longer shown, corrected or withdrawn; its row stays."""
    (lead,) = table.do(table.lead()).leads
    assert table.do(Withdraw("lead", lead.id)).leads == ()
    for command in (
        Withdraw("lead", lead.id),
        PassLead(giver_id=lead.giver_id, receiver_id=lead.receiver_id, slip=WHOLE, corrects=lead.id),
    ):
        with pytest.raises(Refused, match="no longer in today's record"):
            table.do(command)
    assert len(table.rows()["lead"]) == 1


def test_one_lead_leads_to_another(table: Table) -> None:
    """A chain is kept."""
    (first,) = table.do(table.lead()).leads
    command = PassLead(
        giver_id=table.person("Maria Lopez"),
        receiver_id=table.person("Dee Fox"),
        slip=WHOLE,
        from_lead_id=first.id,
    )
    assert table.do(command).leads[1].from_lead_id == first.id


def test_a_chain_begins_with_a_lead_of_this_chapter(table: Table) -> None:
    """A lead that is not there leads to nothing."""
    command = PassLead(
        giver_id=table.person("Maria Lopez"),
        receiver_id=table.person("Dee Fox"),
        slip=WHOLE,
        from_lead_id=LeadId(999),
    )
    with pytest.raises(Refused, match="not of this chapter"):
        table.do(command)


def test_dollars_are_credited_to_the_giver(table: Table) -> None:
    """The report names both, and closes the lead it came from."""
    (lead,) = table.do(table.lead()).leads
    seen = table.do(_thanks(table, lead_id=lead.id, note="new shop"))
    (entry,) = seen.business
    assert (entry.amount, entry.lead_id, entry.note) == (Money(142000, "USD"), lead.id, "new shop")
    assert _lead_state(table, lead.id) == "closed"
    assert seen.journal[-1].what == "$1,420 closed, Maria Lopez thanks Ann Chu"


def test_thanks_without_a_figure(table: Table) -> None:
    """Zero is thanks."""
    assert table.do(_thanks(table, 0)).journal[-1].what == "Thanks, Maria Lopez thanks Ann Chu"


def test_nobody_thanks_themselves(table: Table) -> None:
    """Somebody else gave the lead."""
    me = table.person("Ann Chu")
    with pytest.raises(Refused, match="cannot thank"):
        table.do(ThankForBusiness(reported_by_id=me, credited_to_id=me, amount=Money(1, "USD")))


def test_a_substitute_reports_for_the_member(table: Table) -> None:
    """Receipts belong to the seat."""
    table.do(c.SeatSubstitute(table.person("Maria Lopez"), "Tom Ray"))
    command = ThankForBusiness(
        reported_by_id=table.person("Tom Ray"),
        credited_to_id=table.person("Ann Chu"),
        amount=Money(100, "USD"),
    )
    assert table.do(command).business[0].reported_by_id == table.person("Maria Lopez")


def test_a_corrected_report_moves_to_another_lead(table: Table) -> None:
    """The lead it was about by mistake stands open again."""
    table.do(table.lead())
    first, second = table.do(table.lead()).leads
    (entry,) = table.do(_thanks(table, lead_id=first.id)).business
    seen = table.do(_thanks(table, 15, lead_id=second.id, corrects=entry.id))
    assert (_lead_state(table, first.id), _lead_state(table, second.id)) == ("open", "closed")
    assert [entry.amount.minor for entry in seen.business] == [1500]
    assert seen.journal[-1].what == "Corrected: $15 closed, Maria Lopez thanks Ann Chu (it was $1,420)"


def test_a_withdrawn_report_opens_its_lead(table: Table) -> None:
    """Nothing was closed after all."""
    (lead,) = table.do(table.lead()).leads
    (entry,) = table.do(_thanks(table, lead_id=lead.id)).business
    assert table.do(Withdraw("closed_business", entry.id)).business == ()
    assert _lead_state(table, lead.id) == "open"


@ON_BOTH
def test_a_lead_with_two_reports_stays_closed_when_one_is_withdrawn(table: Table) -> None:
    """It is open again only when nothing is reported on it any more."""
    (lead,) = table.do(table.lead()).leads
    first, second = (table.do(_thanks(table, n, lead_id=lead.id)).business[-1] for n in (10, 20))
    table.do(Withdraw("closed_business", first.id))
    assert _lead_state(table, lead.id) == "closed"
    table.do(Withdraw("closed_business", second.id))
    assert _lead_state(table, lead.id) == "open"


def test_a_lead_of_another_chapter_is_refused(table: Table) -> None:
    """Nor one that does not exist."""
    with pytest.raises(Refused, match="not of this chapter"):
        table.do(_thanks(table, lead_id=LeadId(999)))


def test_thanks_without_a_figure_leave_the_lead_open_for_dollars(table: Table) -> None:
    """Thanks are word of it; dollars, often months later, close it; without them it is only called."""
    (lead,) = table.do(table.lead()).leads
    table.do(_thanks(table, 0, lead_id=lead.id))
    assert _lead_state(table, lead.id) == "contacted"
    dollars = table.do(_thanks(table, lead_id=lead.id)).business[-1]
    assert _lead_state(table, lead.id) == "closed"
    table.do(_thanks(table, 0, lead_id=lead.id, corrects=dollars.id))
    assert _lead_state(table, lead.id) == "contacted"


def test_a_report_is_about_a_lead_between_the_two(table: Table) -> None:
    """From the one who is thanked to the one who thanks, whoever sits there tonight."""
    (lead,) = table.do(table.lead("Dee Fox", "Maria Lopez")).leads
    with pytest.raises(Refused, match="did not go from Ann Chu to Maria Lopez"):
        table.do(_thanks(table, lead_id=lead.id))
    assert _lead_state(table, lead.id) == "open"


def test_a_report_is_not_about_a_withdrawn_lead(table: Table) -> None:
    """What was taken back brings no business."""
    (lead,) = table.do(table.lead()).leads
    table.do(Withdraw("lead", lead.id))
    with pytest.raises(Refused, match="That lead was withdrawn"):
        table.do(_thanks(table, lead_id=lead.id))


@ON_BOTH
def test_a_testimonial_is_kept(table: Table) -> None:
    """Who, about whom, and the words; it can be corrected and withdrawn."""
    by, about = table.person("Ann Chu"), table.person("Dee Fox")
    (entry,) = table.do(
        GiveTestimonial(by_id=by, about_id=about, words=" She  saved our party. ")
    ).testimonials
    assert entry.words == "She saved our party."
    seen = table.do(GiveTestimonial(by_id=about, about_id=by, words="No, she did.", corrects=entry.id))
    assert [(x.id, x.by_id, x.words) for x in seen.testimonials] == [(entry.id, about, "No, she did.")]
    assert table.do(Withdraw("testimonial", entry.id)).testimonials == ()


def test_nobody_praises_themselves(table: Table) -> None:
    """A testimonial is about somebody else."""
    me = table.person("Ann Chu")
    with pytest.raises(Refused, match="cannot give Ann Chu a testimonial"):
        table.do(GiveTestimonial(by_id=me, about_id=me))


def test_what_a_speaker_is_looking_for(table: Table) -> None:
    """Kept with the turn; empty words, or withdrawing, take it back."""
    seen = table.go_to(StepKind.PITCHES)
    assert seen.turn is not None
    turn = table.do(c.KeepAsk(seen.turn.id, " dental  offices ")).turn
    assert turn is not None
    assert (turn.looking_for, turn.asked_at) == ("dental offices", table.clock.now())
    for command in (c.KeepAsk(turn.id, "  "), Withdraw("turn", turn.id)):
        after = table.do(command).turn
        assert after is not None
        assert (after.looking_for, after.asked_at) == ("", None)
        table.do(c.KeepAsk(turn.id, "dental offices"))


def test_an_ask_belongs_to_a_turn_of_tonight(table: Table) -> None:
    """There is no ask without a turn."""
    with pytest.raises(Refused, match="no longer in today's record"):
        table.do(c.KeepAsk(TurnId(999), "dental offices"))


def test_the_ledger_of_another_meeting_is_out_of_reach(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Who came to another meeting is none of tonight's business; its leads go on."""
    (lead,) = table.do(table.lead()).leads
    (visit,) = table.do(c.WelcomeVisitor("Vic Stone")).visits
    table.go_to_end()
    clock.moment += timedelta(days=7)
    later = Table.lay(store, harborview, clock)
    with pytest.raises(Refused, match="no longer in today's record"):
        later.do(Withdraw("visit", visit.id))
    assert later.do(Withdraw("lead", lead.id)).open_leads == ()
    later.desk.close()


def test_open_leads_wait_at_the_next_meeting(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A lead without word stands in next week's round, and leaves it when it is reported on."""
    (lead,) = table.do(table.lead()).leads
    table.go_to_end()
    clock.moment += timedelta(days=7)
    later = Table.lay(store, harborview, clock)
    (waiting,) = later.now.open_leads
    assert (waiting.id, waiting.giver, waiting.prospect) == (lead.id, "Ann Chu", "Jane Doe")
    assert waiting.from_last_meeting
    seen = later.do(_thanks(later, 0, lead_id=lead.id))
    assert (seen.open_leads, [(x.id, x.thanked) for x in seen.payable_leads]) == ((), [(lead.id, True)])
    assert later.do(_thanks(later, lead_id=lead.id)).payable_leads == ()
    later.desk.close()


def test_visits_are_counted_over_meetings(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """The second time somebody comes is the second visit; a withdrawn one does not count."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    table.do(c.WelcomeVisitor("Una Wills"))
    visit = table.now.visits[1]
    table.do(Withdraw("visit", visit.id))
    table.go_to_end()
    clock.moment += timedelta(days=7)
    later = Table.lay(store, harborview, clock)
    later.do(c.WelcomeVisitor("Vic Stone"))
    seen = later.do(c.WelcomeVisitor("Una Wills"))
    assert [(seen.name(v.person_id), v.number) for v in seen.visits] == [("Vic Stone", 2), ("Una Wills", 1)]
    later.desk.close()
