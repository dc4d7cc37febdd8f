"""A second slip for a prospect whom its receiver has already: it is on record, and counts nowhere."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import NoteOutcome, PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import Lead, LeadOutcome
from leadsroom.domain.leads.lead_list import listed_leads, with_news
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.bucket_list import at_bucket
from leadsroom.domain.meeting.record_kinds import record_lines, tally
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.exchange.slips.given import given_by, write_given
from leadsroom.store.read.people.standing import given_since
from leadsroom.store.read.season import meetings_in_numbers
from leadsroom.views.home import home_picture
from leadsroom.views.meeting.summary import summarise
from screens.review.lines import due_calls
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.meeting.table import WHOLE, Table, rebuilt

CALLED_OTHERWISE = Slip("J. Doe", WHOLE.phone, need="a shop")
OTHER = Slip("Jack Roe", "+14155550177", need="a roof", expecting_call=True)


def counted(seen: Snapshot) -> list[bool]:
    """Of each lead of the evening whether it counts."""
    return [lead.counts for lead in seen.leads]


@pytest.fixture
def first(table: Table) -> Lead:
    """Ann's lead to Maria, at a meeting that is on."""
    table.go()
    return table.do(table.lead()).leads[0]


@ON_BOTH
@pytest.mark.parametrize("giver", ["Robert Diaz", "Ann Chu"])
def test_a_second_slip_is_the_same_lead_and_does_not_count(table: Table, first: Lead, giver: str) -> None:
    """Whoever gives it, by name or by number; it is on record, said so, and one key takes it back."""
    seen = table.do(table.lead(giver, slip=CALLED_OTHERWISE))
    assert seen.leads[1].same_as_id == first.id
    assert seen.journal[-1].what == (
        f"Second slip {giver} → Maria Lopez: J. Doe, the same as Ann Chu's of Wed 18 Nov"
    )
    line = record_lines(seen)[0]
    assert (line.word, line.wanting) == ("Second slip", False)
    assert "same as Ann Chu's" in line.detail
    counts = tally(seen)
    assert (counts.qualified, counts.raw) == (1, 0)
    assert rebuilt(table.store, table.meeting_id) == seen
    assert table.do(Undo()).leads == (first,)
    assert counted(table.do(Redo())) == [True, False]


def test_the_moderator_may_say_that_it_is_another_lead(table: Table, first: Lead) -> None:
    """Then both count; said later it counts from then on, and a third slip is the same as the latest."""
    another = replace(table.lead("Robert Diaz"), is_another=True)
    seen = table.do(another)
    assert counted(seen) == [True, True]
    seen = table.do(table.lead("Dee Fox"))
    assert seen.leads[2].same_as_id == seen.leads[1].id
    seen = table.do(replace(table.lead("Dee Fox"), corrects=seen.leads[2].id, is_another=True))
    assert counted(seen) == [True, True, True]
    assert "whether it counts" in seen.journal[-1].what
    assert counted(table.do(replace(table.lead("Dee Fox"), corrects=seen.leads[2].id, is_another=False))) == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("receiver", "slip"), [("Dee Fox", WHOLE), ("Maria Lopez", OTHER), ("Maria Lopez", Slip(need="a shop"))]
)
def test_another_receiver_or_another_prospect_is_another_lead(
    table: Table, first: Lead, receiver: str, slip: Slip
) -> None:
    """One prospect may be needed by two members; and a need is nobody's name."""
    assert counted(table.do(table.lead("Robert Diaz", receiver, slip))) == [True, True]


def test_of_several_receivers_only_who_has_the_prospect_is_told_again(table: Table, first: Lead) -> None:
    """The others get a lead that counts."""
    seen = table.do(replace(table.lead("Robert Diaz"), also_to=(table.person("Dee Fox"),)))
    assert counted(seen) == [True, False, True]
    assert seen.journal[-1].what.startswith("Lead Robert Diaz → Maria Lopez, Dee Fox")


def test_what_is_over_may_come_again(table: Table, first: Lead) -> None:
    """Who was not needed in May may be in November."""
    table.do(NoteOutcome(first.id, LeadOutcome.NOT_NEEDED))
    assert counted(table.do(table.lead("Robert Diaz"))) == [True, True]


@ON_BOTH
def test_the_first_is_withdrawn_and_the_second_counts(table: Table, first: Lead) -> None:
    """The oldest that is left counts, the others are the same as that one; undo puts all of it back."""
    table.do(table.lead("Robert Diaz"))
    before = table.do(table.lead("Dee Fox"))
    assert counted(before) == [True, False, False]
    seen = table.do(Withdraw("lead", first.id))
    assert [lead.same_as_id for lead in seen.leads] == [None, seen.leads[0].id]
    assert tally(seen).qualified == 1
    assert rebuilt(table.store, table.meeting_id) == seen
    assert table.do(Undo()).leads == before.leads


def test_a_correction_may_make_two_of_one_and_one_of_two(table: Table, first: Lead) -> None:
    """About somebody else it counts; about the same one again it does not; any other change keeps both."""
    second = table.do(table.lead("Robert Diaz")).leads[1]

    def corrected(lead: Lead, slip: Slip) -> list[bool]:
        command = PassLead(lead.giver_id, lead.receiver_id, slip, corrects=lead.id)
        return counted(table.do(command))

    assert corrected(second, replace(WHOLE, need="two shops")) == [True, False]
    assert corrected(second, OTHER) == [True, True]
    assert corrected(second, WHOLE) == [True, False]
    assert corrected(first, OTHER) == [True, True]
    assert corrected(first, WHOLE) == [False, True]


def test_a_second_slip_that_is_completed_counts_no_more_than_before(table: Table, first: Lead) -> None:
    """It becomes whole, not a lead of its own."""
    raw = table.do(table.lead("Robert Diaz", slip=Slip("Jane Doe", need="a shop"))).leads[1]
    seen = table.do(PassLead(raw.giver_id, raw.receiver_id, WHOLE, corrects=raw.id))
    assert (seen.leads[1].qualified, seen.leads[1].counts) == (True, False)
    assert seen.journal[-1].what.startswith("Second slip corrected")
    assert tally(seen).leads == 1


def test_it_counts_in_no_number_of_the_meeting_or_of_a_member(
    table: Table, first: Lead, harborview: Chapter
) -> None:
    """Not in the season, in a quota, in who gave how many, as an answer to an ask; nor is it to be called."""
    table.go_to(StepKind.PITCHES)
    turn = table.turn_of("Maria Lopez")
    table.do(c.KeepAsk(turn_id=turn.id, looking_for="shops"))
    seen = table.do(replace(table.lead("Robert Diaz"), answers_id=turn.id))
    table.go_to(StepKind.BUCKET)
    bucket = at_bucket(table.go())  # the first is Maria's own turn
    assert bucket is not None
    assert [ask.answered for ask in bucket.asks] == [False]
    seen = table.go_to_end()
    summary = summarise(seen)
    gave = {each.person.name: each.leads for each in summary.given}
    assert (summary.totals.leads, gave["Ann Chu"], gave["Robert Diaz"]) == (1, 1, 0)
    assert len(due_calls(summary)) == 1
    assert [ask.answers for ask in summary.asks] == [0]
    with table.store.reading() as connection:
        (numbers,) = meetings_in_numbers(connection, harborview.id, 5)
        given = given_since(connection, seen.chapter, seen.meeting.on)
    assert (numbers.leads, numbers.qualified) == (1, 1)
    assert table.person("Robert Diaz") not in given


def test_the_minutes_mark_it_and_say_whose_counts(table: Table, first: Lead) -> None:
    """Both kinds of minutes: nobody is counted in silence, or left out in silence."""
    seen = table.do(table.lead("Robert Diaz"))
    page, data = (write_minutes(seen, kind) for kind in ("md", "json"))
    assert "same as Ann Chu's, not counted" in page.replace("\\", "")
    assert '"same_as": ' + str(first.id) in data


def test_at_the_next_meeting_only_the_one_that_counts_is_asked_about(
    table: Table, first: Lead, harborview: Chapter
) -> None:
    """One prospect is reported on once; withdrawn there, the other one comes up instead."""
    second = table.do(table.lead("Robert Diaz")).leads[1]
    table.go_to_end()
    table.clock.pass_by(days=7)
    later = Table.lay(table.store, harborview, table.clock)
    assert [lead.id for lead in later.now.earlier_leads] == [first.id]
    seen = later.do(Withdraw("lead", first.id))
    assert [lead.id for lead in seen.earlier_leads] == [LeadId(second.id)]
    assert rebuilt(table.store, later.meeting_id) == seen


def test_no_slip_is_the_same_as_one_that_does_not_count(table: Table, first: Lead) -> None:
    """Whatever was said of them before: of three slips for one prospect two count neither now nor later."""
    table.do(replace(table.lead("Robert Diaz"), is_another=True))
    another, third = table.do(table.lead("Dee Fox")).leads[1:]
    assert third.same_as_id == another.id
    seen = table.do(replace(table.lead("Robert Diaz"), corrects=another.id, is_another=False))
    assert [lead.same_as_id for lead in seen.leads] == [None, first.id, first.id]
    seen = table.do(Withdraw("lead", another.id))
    assert counted(seen) == [True, False]


def test_wherever_leads_are_counted_it_is_not_among_them(
    table: Table, first: Lead, harborview: Chapter
) -> None:
    """Minutes as data, what a giver reads, families, and the news on home and on the page of leads agree."""
    seen = table.do(replace(table.lead("Robert Diaz"), also_to=(table.person("Dee Fox"),)))
    second = seen.leads[1]
    data = json.loads(write_minutes(table.go_to_end(), "json"))
    assert [lead["qualified"] for lead in data["leads"]] == [True, False, True]
    assert data["totals"]["qualified"] == 2
    table.clock.pass_by(days=1)
    book = Book(table.store, harborview.id, table.clock, "home")
    book.do(NoteOutcome(second.id, LeadOutcome.CONTACTED))
    page, home = book.lead_list(), book.desk.read(home_picture)
    lines = listed_leads(page.leads, page.names, page.paid, page.chapter, table.clock.now())
    assert [line for line in with_news(lines, page.met_until) if line.has_news] == []
    assert home.attention is not None
    assert home.attention.news is None
    assert page.families == ()
    given = given_by(table.store, harborview, "Robert", None, table.clock.now())
    read = json.loads(write_given(given, "json"))["leads"]
    assert [(lead["counts"], lead["qualified"], lead["same_as"]) for lead in read] == [
        (True, True, None),
        (False, False, first.id),
    ]


@ON_BOTH
def test_what_is_put_back_leaves_no_slip_the_same_as_one_that_does_not_count(
    table: Table, first: Lead, harborview: Chapter
) -> None:
    """Undo is refused where a slip would count nowhere though its first one does not."""
    other = Table.lay(table.store, harborview, table.clock, "other")
    other.do(table.lead("Robert Diaz"))
    other.do(Undo())
    table.do(Withdraw("lead", first.id))
    with pytest.raises(Refused, match="changed this since"):
        other.do(Redo())
    table.do(Undo())
    assert counted(other.do(Redo())) == [True, False]
    table.do(Withdraw("lead", first.id))
    other.do(table.lead("Dee Fox"))
    with pytest.raises(Refused, match="Second slip Dee Fox"):
        table.do(Undo())
    assert counted(table.now) == [True, False]
    other.do(Undo())
    assert counted(table.do(Undo())) == [True, False]
    other.do(table.lead("Dee Fox"))
    with pytest.raises(Refused, match="Second slip Dee Fox"):
        table.do(Redo())
    other.desk.close()
