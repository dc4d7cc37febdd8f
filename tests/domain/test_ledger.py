"""Tonight's record: every entry once, newest first, and counted."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import BusinessId, LeadId, PersonId, TestimonialId, UpdateId
from leadsroom.domain.leads import closed_business as shot
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate, Standing
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.record_kinds import record_lines, tally
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.lead_rules import PUBLISHED
from leadsroom.domain.text.money import Money, total
from tests.domain.pictures import Picture, at, attendee, minutes, turn, visit

WHOLE = Slip("Jane Doe", "+14155550101", "", "a shop", expecting_call=True)
RAW = Slip("Joe", "", "", "a shop")
ONE, TWO = PersonId(1), PersonId(2)


def _lead(number: int, slip: Slip = WHOLE, after: float = 0, **values: object) -> Lead:
    missing = slip.missing(PUBLISHED)
    lead = Lead(
        LeadId(number),
        ONE,
        TWO,
        slip,
        at(after),
        missing=missing,
        lead_since=None if missing else at(after),
    )
    return replace(lead, **values)


def _noted(number: int, outcome: LeadOutcome, note: str = "", *, thanked: bool = False) -> LeadUpdate:
    return LeadUpdate(
        UpdateId(number),
        LeadId(1),
        outcome,
        note,
        thanked,
        at(number),
        about="Jane Doe",
        giver_id=ONE,
        receiver_id=TWO,
    )


def _business(number: int, minor: int, currency: str = "USD") -> ClosedBusiness:
    return ClosedBusiness(BusinessId(number), TWO, ONE, Money(minor, currency), None, "at last", at(number))


def _with(**values: object) -> Snapshot:
    return replace(Picture().snapshot(), **values)


def test_each_sort_of_entry_has_its_word_and_its_people() -> None:
    """A line says what it is, who it is about, and what was said."""
    seen = _with(
        leads=(_lead(1), _lead(2, RAW), _lead(3, replace(WHOLE, inside=True))),
        business=(_business(1, 420000), _business(2, 0)),
        entries={"testimonial": (shot.Testimonial(TestimonialId(1), ONE, TWO, "a week early", at()),)},
        attendees=(attendee(1), attendee(3, Mark.SUBSTITUTE, substitute_id=PersonId(9))),
        visits=(visit(8),),
        turns=(turn(4, 1, Countdown(minutes(1)), looking_for="dentists", asked_at=at()),),
    )
    assert {(line.word, line.who, line.detail) for line in record_lines(seen)} == {
        ("Lead", "Ann Chu → Bo Reed", "Jane Doe · a shop · expecting the call"),
        ("Lead", "Ann Chu → Bo Reed", "Jane Doe · a shop · expecting the call · own household"),
        ("Raw lead", "Ann Chu → Bo Reed", "Joe · a shop · no phone, call not confirmed"),
        ("Closed", "Bo Reed thanks Ann Chu", "$4,200 · at last"),
        ("Thanks", "Bo Reed thanks Ann Chu", "at last"),
        ("Testimonial", "Ann Chu about Bo Reed", "a week early"),
        ("Substitute", "Tom Ray for Cyrus Ng", ""),
        ("Visitor", "Vic", "visit 1"),
        ("Looking for", "Dee Fox", "dentists"),
    }


def test_a_nameless_prospect_is_somebody() -> None:
    """A slip with a need alone still makes a line that can be read."""
    (line,) = record_lines(_with(leads=(_lead(1, Slip(need="a roof")),)))
    assert line.detail.startswith("somebody · a roof · no name, no phone")


def test_a_word_on_a_lead_says_whose_it_is() -> None:
    """An outcome stands under its receiver: it comes first, then the lead and its giver."""
    updates = (
        _noted(1, LeadOutcome.CONTACTED, thanked=True),
        _noted(2, LeadOutcome.BAD, "wrong number"),
        _noted(3, LeadOutcome.THANKS, thanked=True),
        _noted(4, LeadOutcome.IS_LEAD),
        _noted(5, LeadOutcome.NOTE, "calls again in May"),
    )
    lines = record_lines(_with(updates=updates))
    assert {line.who for line in lines} == {"Bo Reed"}
    assert {line.word for line in lines} == {"Outcome"}
    assert [line.detail.removesuffix(" · Jane Doe, from Ann Chu") for line in reversed(lines)] == [
        "contacted, thanks",
        "bad lead: wrong number",
        "thanks",
        "counted as a lead",
        "note: calls again in May",
    ]


def test_a_raw_lead_that_was_completed_says_since_when() -> None:
    """What became a lead later says the time of the day, or the date when that was another day."""
    same, later = _lead(1, lead_since=at(52)), _lead(2, lead_since=at(60 * 24 * 3))
    assert [line.detail for line in record_lines(_with(leads=(same, later)))] == [
        "Jane Doe · a shop · lead since Sat 21 Nov",
        "Jane Doe · a shop · lead since 7:52",
    ]


def test_the_receivers_word_stands_in_the_ledger() -> None:
    """A whole slip that its receiver calls a bad lead is a raw one, with their reason."""
    lead = _lead(1, lead_since=None, standing=Standing(receiver_says=False, why="moved away"))
    (line,) = record_lines(_with(leads=(lead,)))
    assert line.word == "Raw lead"
    assert line.detail.endswith("bad lead, says the receiver (moved away)")
    assert (tally(_with(leads=(lead,))).qualified, tally(_with(leads=(lead,))).raw) == (0, 1)


def test_an_empty_meeting_has_an_empty_ledger() -> None:
    """Zeros, not nothing."""
    assert record_lines(_with()) == ()
    assert tally(_with()).leads == 0
    assert tally(_with()).closed == Money(0, "USD")


@given(st.lists(st.floats(0, 90), max_size=12))
def test_newest_first_and_nothing_lost(moments: list[float]) -> None:
    """However entries arrive, the record has each once, the latest first; in one moment the last entered."""
    leads = tuple(_lead(number, after=after) for number, after in enumerate(moments, start=1))
    lines = record_lines(_with(leads=leads))
    assert {line.row_id for line in lines} == {lead.id for lead in leads}
    order = [(line.at, line.row_id) for line in lines]
    assert order == sorted(order, reverse=True)


@given(st.lists(st.sampled_from([WHOLE, RAW, Slip("x")]), max_size=12))
def test_qualified_and_raw_make_all_leads(slips: list[Slip]) -> None:
    """The two sorts add up to all, and are what the slips say."""
    counts = tally(_with(leads=tuple(_lead(number, slip) for number, slip in enumerate(slips))))
    assert counts.leads == len(slips)
    assert counts.qualified == slips.count(WHOLE)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from(["USD", "EUR"])), max_size=8))
def test_the_sum_is_that_of_the_money_rule(amounts: list[tuple[int, str]]) -> None:
    """What is closed is the one sum that the minutes have too; every report stays in the record."""
    reports = tuple(_business(number, *amount) for number, amount in enumerate(amounts))
    seen = _with(business=reports)
    assert tally(seen).closed == total((Money(*amount) for amount in amounts), "USD")
    assert len(record_lines(seen)) == len(reports)


def test_a_substitute_is_as_old_as_their_seat() -> None:
    """A substitute stands at the time of being seated; one without a time at the start of the meeting."""
    seated = attendee(1, Mark.SUBSTITUTE, substitute_id=PersonId(9), arrived_at=at(7))
    untimed = attendee(2, Mark.SUBSTITUTE, substitute_id=PersonId(8))
    lines = record_lines(_with(attendees=(seated, untimed)))
    assert [line.at - at() for line in lines] == [timedelta(minutes=7), timedelta(0)]
