"""What is put right after a meeting is over: who is credited, what is marked, and what its minutes say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.rules.chapter_rules import ChapterRules, LeadCounting
from leadsroom.domain.rules.lead_rules import STRICT
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.meeting.table import WHOLE, Table
from tests.offices import Office
from tests.seen import afterwards


def _book(table: Table, chapter: Chapter) -> Book:
    return Book(table.store, chapter.id, table.clock, "home")


def _minutes(store: Store, seen: Snapshot) -> str:
    return write_minutes(seen, "md", later=afterwards(store, seen))


@ON_BOTH
def test_the_minutes_tell_what_was_changed_elsewhere(table: Table, harborview: Chapter) -> None:
    """A slip corrected and dollars withdrawn between meetings stand among the corrections; words do not."""
    (lead,) = table.do(table.lead()).leads
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    (paid,) = table.do(ThankForBusiness(maria, ann, Money(500_000, "USD"), lead.id)).business
    table.go_to_end()
    table.clock.pass_by(days=2)
    book = _book(table, harborview)
    assert "Corrections" not in _minutes(table.store, table.now)
    book.do(NoteOutcome(lead.id, LeadOutcome.NOTE, "calls again"))
    assert "Corrections" not in _minutes(table.store, table.now)
    book.do(PassLead(ann, maria, Slip("Jane Dow", WHOLE.phone, "", WHOLE.need, True), corrects=lead.id))
    book.do(Withdraw("closed_business", paid.id))
    minutes = _minutes(table.store, table.now)
    corrections = minutes[minutes.index("## Corrections") :]
    assert "Fri 20 Nov" in corrections
    assert "Lead corrected: Ann Chu → Maria Lopez: Jane Dow (prospect)" in corrections
    assert "Withdrew closed business" in corrections
    assert "corrected on Fri 20 Nov" in minutes[: minutes.index("## Corrections")]


def test_a_lead_of_another_meeting_is_marked_too(table: Table, harborview: Chapter) -> None:
    """Completed at tonight's table, last week's slip says when; tonight's own correction is no mark."""
    (raw,) = table.do(table.lead(slip=Slip("Jane Doe", need="a web shop"))).leads
    table.go_to_end()
    table.clock.pass_by(days=7, minutes=-10)
    tonight = Table.lay(table.store, harborview, table.clock)
    tonight.go_to(StepKind.BUCKET)
    ann, maria, dee = map(tonight.person, ("Ann Chu", "Maria Lopez", "Dee Fox"))
    sentence = tonight.do(PassLead(ann, maria, WHOLE, corrects=raw.id)).journal[-1].what
    assert sentence == "Raw lead completed: Ann Chu → Maria Lopez: Jane Doe (phone, need, expecting the call)"
    lead = _book(table, harborview).story(raw.id).lead
    assert lead.corrected_at == lead.lead_since == table.clock.now()
    own = tonight.do(PassLead(ann, dee, WHOLE)).leads[-1]
    tonight.do(PassLead(ann, dee, Slip("Jane Dow", WHOLE.phone, "", WHOLE.need, True), corrects=own.id))
    assert tonight.now.leads[-1].corrected_at is None
    tonight.desk.close()


def test_a_bad_lead_taken_back_was_never_raw(table: Table) -> None:
    """It is a lead since it was passed, as if the word had not been said."""
    (lead,) = table.do(table.lead()).leads
    table.clock.pass_by(minutes=3)
    (bad,) = table.do(NoteOutcome(lead.id, LeadOutcome.BAD, "wrong number")).updates
    assert table.now.leads[0].lead_since is None
    (after,) = table.do(Withdraw("lead_update", bad.id)).leads
    assert (after.lead_since, after.completed_later) == (lead.passed_at, False)


@ON_BOTH
def test_dollars_follow_a_lead_to_its_giver(table: Table) -> None:
    """Whoever turns out to have given it is credited; the report can be corrected as any other."""
    (lead,) = table.do(table.lead()).leads
    maria, ann, dee = map(table.person, ("Maria Lopez", "Ann Chu", "Dee Fox"))
    (paid,) = table.do(ThankForBusiness(maria, ann, Money(4200, "USD"), lead.id)).business
    before = table.rows()
    seen = table.do(PassLead(dee, maria, WHOLE, corrects=lead.id))
    assert [(x.reported_by_id, x.credited_to_id) for x in seen.business] == [(maria, dee)]
    again = ThankForBusiness(maria, dee, Money(4300, "USD"), lead.id, corrects=paid.id)
    assert table.do(again).business[0].amount.minor == 4300
    table.do(Undo())
    table.do(Undo())
    assert table.rows() == before


def test_an_ask_is_answered_for_whoever_asked(table: Table) -> None:
    """Of several receivers only the one who asked is answered; nobody else, and no ask that is not there."""
    turn = table.go_to(StepKind.PITCHES).turn
    assert turn is not None
    asker = turn.member_id
    table.do(c.KeepAsk(turn.id, "florists"))
    giver, other = (a.member_id for a in table.now.attendees if a.member_id != asker and a.seat < 4)
    seen = table.do(PassLead(giver, other, WHOLE, also_to=(asker,), answers_id=turn.id))
    assert [(x.receiver_id, x.answers_id) for x in seen.leads] == [(other, None), (asker, turn.id)]
    with pytest.raises(Refused, match="asked for that"):
        table.do(PassLead(giver, other, WHOLE, answers_id=turn.id))
    with pytest.raises(Refused, match="no longer on record"):
        table.do(PassLead(giver, asker, WHOLE, answers_id=type(turn.id)(999)))
    moved = PassLead(giver, other, WHOLE, corrects=seen.leads[-1].id, answers_id=turn.id)
    assert table.do(moved).leads[-1].answers_id is None


def test_stricter_rules_judge_only_what_changes(table: Table, harborview: Chapter) -> None:
    """A note on an old slip leaves it a lead; another fact on it is judged by the rules of now."""
    (lead,) = table.do(table.lead()).leads
    Office(table.store, table.clock, "home").set_lead_rules(harborview.id, STRICT)
    noted = Slip("Jane Doe", WHOLE.phone, "", WHOLE.need, True, note="call after five")
    assert table.do(PassLead(lead.giver_id, lead.receiver_id, noted, corrects=lead.id)).leads[0].qualified
    own = Slip("Jane Doe", WHOLE.phone, "", WHOLE.need, True, inside=True)
    (judged,) = table.do(PassLead(lead.giver_id, lead.receiver_id, own, corrects=lead.id)).leads
    assert not judged.qualified
    assert "own household" in judged.verdict


def test_a_lead_of_the_own_household_counts_with_money_where_the_rules_say_so(table: Table) -> None:
    """Raw as it is passed, a lead with the first dollars, and raw again when these are undone."""
    table.do(SetRules(ChapterRules(leads=LeadCounting(household_needs_money=True))))
    own = Slip("Jane Doe", WHOLE.phone, "", WHOLE.need, True, inside=True)
    (lead,) = table.do(table.lead(slip=own)).leads
    assert (lead.qualified, lead.verdict) == (False, "raw: no money from their own household")
    dollars = ThankForBusiness(lead.receiver_id, lead.giver_id, Money(4_200, "USD"), lead_id=lead.id)
    (paid,) = table.do(dollars).leads
    assert (paid.qualified, paid.verdict, paid.standing.state) == (True, "lead", LeadState.CLOSED)
    (unpaid,) = table.do(Undo()).leads
    assert (unpaid.qualified, unpaid.standing.state) == (False, LeadState.OPEN)


def test_what_is_passed_between_meetings_waits_at_the_next(table: Table, harborview: Chapter) -> None:
    """Also when the meeting begins late, and the lead is taken down after it should have begun."""
    table.clock.pass_by(minutes=3)
    book = _book(table, harborview)
    book.do(table.lead())
    assert [x.prospect for x in table.now.earlier_leads] == ["Jane Doe"]
    table.go_to_end()
    table.clock.pass_by(days=1)
    book.do(table.lead(slip=Slip("Later", WHOLE.phone, "", WHOLE.need, True)))
    assert [x.prospect for x in table.now.earlier_leads] == ["Jane Doe"]


def test_a_visitors_lead_is_reported_on(table: Table, harborview: Chapter) -> None:
    """Last week's visitor is known at this week's table: their lead gets its outcome, thanks and dollars."""
    seen = table.do(c.WelcomeVisitor("Vic Stone"))
    vic, maria = table.person("Vic Stone"), table.person("Maria Lopez")
    (lead,) = table.do(PassLead(vic, maria, WHOLE)).leads
    table.go_to_end()
    table.clock.moment = seen.meeting.starts_at + timedelta(days=7)
    tonight = Table.lay(table.store, harborview, table.clock)
    tonight.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, thanked=True))
    after = tonight.do(ThankForBusiness(maria, vic, Money(900, "USD"), lead.id))
    assert after.journal[-1].what == "$9 closed, Maria Lopez thanks Vic Stone"
    tonight.desk.close()


def test_a_lead_on_record_goes_to_one_receiver(table: Table) -> None:
    """A correction passes it to nobody else besides."""
    table.go()
    (lead,) = table.do(table.lead()).leads
    corrected = PassLead(
        lead.giver_id, lead.receiver_id, WHOLE, corrects=lead.id, also_to=(table.person("Dee Fox"),)
    )
    with pytest.raises(Refused, match=r"^A lead on record has one receiver\."):
        table.do(corrected)
    assert table.now.leads == (lead,)
