"""What the forms of the leads page mean, beside what `test_slip_form` and `test_table_forms` prove."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.ids import BusinessId, LeadId, PersonId, TurnId, UpdateId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState, LeadUpdate
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.suggestions import Ask
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money
from screens.kit.form.field import Misfilled
from screens.leads.business_form import BusinessForm
from screens.leads.one_to_one import one_to_one_form
from screens.leads.outcome_forms import note_form, outcome_form
from screens.leads.slip_choices import SlipTable
from screens.leads.slip_form import LeadForm
from tests.domain.leads import CHAPTER, NOON
from tests.domain.leads import lead as passed
from tests.screens.filling import fill

MARIA, ANN, DEE, TOM = (
    Person(PersonId(number), name, trade)
    for number, (name, trade) in enumerate(
        (
            ("Maria Lopez", "Web design"),
            ("Ann Chu", "Florist"),
            ("Dee Fox", "Catering"),
            ("Tom Ray", "Notary"),  # who sits there for Dee Fox
        ),
        start=1,
    )
)
PEOPLE = (MARIA, ANN, DEE)
SHOPS, HALLS = Ask(TurnId(5), ANN.id, "small web shops"), Ask(TurnId(6), ANN.id, "halls", today=False)
TABLE = SlipTable(
    CHAPTER,
    (*PEOPLE, TOM),
    PEOPLE,
    asks=(HALLS, SHOPS),
    seats={TOM.id: DEE.id},
    names={person.id: person.name for person in PEOPLE},
)
TODAY = date(2026, 11, 18)
WHOLE = Slip("Jane Doe", "+14155550101", "(415) 555-0101", "a new web shop", expecting_call=True)


def slip_form(**texts: str) -> LeadForm:
    """Maria's slip, filled in so far."""
    form = LeadForm(TABLE, giver=MARIA)
    fill(form, **texts)
    return form


def of_lead(slip: Slip = WHOLE, **rest: object) -> Lead:
    """A lead on record, from Maria to Ann."""
    return replace(passed(9, slip=slip), giver_id=MARIA.id, receiver_id=ANN.id, **rest)


def correction(lead: Lead) -> LeadForm:
    """The slip of a lead on record."""
    return LeadForm(TABLE, giver=MARIA, receiver=ANN, lead=lead)


# The slip


@pytest.mark.parametrize(("giver", "receiver"), [("maria", "maria"), ("dee", "dee"), ("tom", "dee")])
def test_nobody_passes_a_lead_to_themselves(giver: str, receiver: str) -> None:
    """Nor to whom they sit there for; the keyboard goes where another receiver can be typed."""
    form = slip_form(giver=giver, receiver=receiver, prospect="Jane")
    with pytest.raises(Misfilled, match="cannot pass a lead to themselves") as misfilled:
        form.build()
    assert misfilled.value.field is form.receiver


def test_a_lead_for_several() -> None:
    """Each receives one; a lead on record has one receiver."""
    form = slip_form(receiver="ann + dee", prospect="Jane")
    assert (form.build().receiver_id, form.build().also_to) == (ANN.id, (DEE.id,))
    corrected = correction(of_lead())
    fill(corrected, receiver="ann + dee")
    with pytest.raises(Misfilled, match="Nobody here matches"):
        corrected.build()


def test_the_lead_that_is_corrected_was_not_passed_before() -> None:
    """It is itself."""
    form = correction(of_lead())
    form.learned(form.question() or pytest.fail("nothing is asked"), (of_lead(),))
    assert not form.remark(form.need).words


def test_a_slip_answers_the_ask_that_its_words_speak_of() -> None:
    """Of one receiver; another ask, or none, can be chosen, and an ask it was opened on is meant."""
    form = slip_form(receiver="ann", prospect="Jane", need="a web shop")
    assert form.build().answers_id == SHOPS.turn_id
    fill(form, receiver="ann + dee")
    assert form.build().answers_id is None
    opened = LeadForm(TABLE, giver=MARIA, receiver=ANN, answers=HALLS.turn_id)
    fill(opened, prospect="Jane", need="a web shop")
    assert opened.build().answers_id == HALLS.turn_id


def test_a_correction_begins_with_what_is_missing() -> None:
    """A raw lead is opened to be completed."""
    assert correction(of_lead()).first.name == "giver"
    assert correction(of_lead(Slip("Kofi", need="a shop"))).first.name == "phone"
    assert correction(of_lead(replace(WHOLE, need=""))).first.name == "need"


def test_a_number_with_more_than_digits_stays_as_it_was_typed() -> None:
    """The extension is not lost by a correction of something else."""
    slip = replace(WHOLE, phone_typed="415 555 0101 ext. 5")
    form = correction(of_lead(slip))
    fill(form, need="a roof")
    assert form.build().slip == replace(slip, need="a roof")


# Outcomes and notes


def update(**rest: object) -> LeadUpdate:
    """An outcome on record."""
    return replace(
        LeadUpdate(UpdateId(3), LeadId(9), LeadOutcome.CONTACTED, "meets Friday", True, NOON, about="Jane"),
        **rest,
    )


@pytest.mark.parametrize("outcome", [LeadOutcome.NO_FOLLOW_UP, LeadOutcome.NOTE])
def test_only_an_outcome_on_record_is_a_dropped_follow_up(outcome: LeadOutcome) -> None:
    """Nobody chooses it; an entry that is one stays one."""
    form = outcome_form(update(word=outcome), TODAY)
    words = []
    for _ in LeadOutcome:
        words.append(form.build().word)
        form.named("word").press("right", None)
    assert words[0] is outcome
    assert (LeadOutcome.NO_FOLLOW_UP in words) == (outcome is LeadOutcome.NO_FOLLOW_UP)


def test_a_note_or_a_day_is_asked_for() -> None:
    """One of the two at least; the day comes first where it was asked for."""
    form = note_form(of_lead(), TODAY, at_day=True)
    assert [field.name for field in form.fields] == ["day", "note"]
    with pytest.raises(Misfilled, match="Type a note, or a day"):
        form.build()
    fill(form, note="left a message")
    assert (form.build().word, form.build().follow_up_on) == (LeadOutcome.NOTE, None)
    fill(form, day="yesterday")
    assert "past" in form.named("day").refusal()


def test_a_follow_up_stays_until_its_day_is_cleared() -> None:
    """A day that stands already may be past; without one the follow-up is dropped."""
    before = TODAY - timedelta(days=3)
    lead = of_lead()
    lead = replace(lead, standing=replace(lead.standing, follow_up_on=before))
    form = note_form(lead, TODAY, at_day=False)
    fill(form, note="still away")
    assert (form.build().word, form.build().follow_up_on) == (LeadOutcome.NOTE, before)
    fill(form, day="")
    assert (form.build().word, form.build().follow_up_on) == (LeadOutcome.NO_FOLLOW_UP, None)


# Closed business, thanks


def business_form(*leads: Lead, corrects: ClosedBusiness | None = None) -> BusinessForm:
    """Ann thanks Maria."""
    return BusinessForm(PEOPLE, leads, CHAPTER, by=ANN, to=MARIA, corrects=corrects)


def report(lead: int | None = 9) -> ClosedBusiness:
    """What Ann has reported."""
    return ClosedBusiness(
        id=BusinessId(4),
        reported_by_id=ANN.id,
        credited_to_id=MARIA.id,
        amount=Money(420_000, "USD"),
        at=NOON,
        lead_id=LeadId(lead) if lead else None,
        note="",
    )


def test_the_only_open_lead_between_the_two_is_meant() -> None:
    """None can be chosen instead; of several none is guessed, and those that came to nothing are left out."""
    one, other = of_lead(), replace(of_lead(Slip("Yoga")), id=LeadId(10))
    lost = replace(of_lead(), id=LeadId(11), standing=replace(one.standing, state=LeadState.BAD))
    assert business_form(one, lost).build().lead_id == one.id
    assert business_form(one, other).build().lead_id is None
    form = business_form(one)
    form.lead.press("right", None)
    assert form.build().lead_id is None


@pytest.mark.parametrize("lead_id", [9, None])
def test_a_report_keeps_its_lead(lead_id: int | None) -> None:
    """Also where the lead is not among those it is asked of, or another one is likely."""
    form = business_form(replace(of_lead(), id=LeadId(12)), corrects=report(lead_id))
    built = form.build()
    assert (built.lead_id, built.amount, built.corrects) == (lead_id, Money(420_000, "USD"), BusinessId(4))
    assert (form.corrects, form.changed) == (True, frozenset())


# One-to-ones


def test_a_one_to_one() -> None:
    """Two members and a day as people say it, which may not be ahead."""
    form = one_to_one_form(PEOPLE, TODAY)
    with pytest.raises(Misfilled, match=r"Say who met\."):
        form.build()
    fill(form, first="florist", second="dee", day="yesterday", note="coffee")
    met = form.build()
    assert (met.first_id, met.second_id, met.note) == (ANN.id, DEE.id, "coffee")
    assert met.on == TODAY - timedelta(days=1)
    fill(form, day="tomorrow")
    with pytest.raises(Misfilled) as misfilled:
        form.build()
    assert misfilled.value.field is form.named("day")
