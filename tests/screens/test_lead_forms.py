"""What the forms of the leads page mean, beside what `test_slip_form` and `test_table_forms` prove."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.domain.ids import BusinessId, LeadId, PersonId, TurnId, UpdateId
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState, LeadUpdate, leads_in_words, standing_of
from leadsroom.domain.leads.lead_list import ListedLead, Waits, listed_leads
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kinds import outcome_in_words
from leadsroom.domain.meeting.suggestions import Ask
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.lead_rules import STRICT
from leadsroom.domain.text.money import Money
from leadsroom.exchange.slips.formats import csv_slips
from leadsroom.exchange.slips.wording import HandedSlip, Handover
from leadsroom.views.leads import LeadStory, TrailLine
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.leads.lines import lead_lines, waits_in_words
from screens.leads.outcome_forms import BusinessForm, note_form, outcome_form
from screens.leads.slip_choices import SlipTable
from screens.leads.slip_form import LeadForm
from screens.leads.story_panes import LifePane, SlipPane, StoryPicture, TrailPane, entry_lines
from screens.people.one_to_ones import one_to_one_form
from tests.domain.leads import CHAPTER, NOON
from tests.domain.leads import lead as passed
from tests.screens.filling import enter, fill

MARIA, ANN, DEE, TOM = (
    Person(PersonId(number), name, profession)
    for number, (name, profession) in enumerate(
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


def test_a_slip_answers_an_ask_only_where_somebody_says_so() -> None:
    """A word in common is offered, of one receiver; an ask that the slip was opened on is meant."""
    form = slip_form(receiver="ann", prospect="Jane", need="a web shop")
    assert (form.build().answers_id, form.offered) == (None, SHOPS)
    assert form.take_offer()
    assert form.build().answers_id == SHOPS.turn_id
    fill(form, receiver="ann + dee")
    assert (form.build().answers_id, form.offered) == (None, None)
    opened = LeadForm(TABLE, giver=MARIA, receiver=ANN, answers=HALLS.turn_id)
    fill(opened, prospect="Jane", need="a web shop")
    assert opened.build().answers_id == HALLS.turn_id


def test_a_correction_begins_with_what_is_missing() -> None:
    """A raw lead is opened to be completed."""
    assert correction(of_lead()).first.name == "giver"
    assert correction(of_lead(Slip("Kofi", need="a shop"))).first.name == "phone"
    assert correction(of_lead(replace(WHOLE, need=""))).first.name == "need"
    assert correction(of_lead(replace(WHOLE, prospect=""))).first.name == "prospect"
    everything = replace(CHAPTER, lead_rules=STRICT)
    strict = replace(TABLE, chapter=everything)
    unknown = LeadForm(strict, giver=MARIA, receiver=ANN, lead=of_lead(replace(WHOLE, knows_caller=None)))
    assert (unknown.first.name, unknown.rest_is_open) == ("knows_caller", True)


@pytest.mark.parametrize("number", ["415 555 0188", "(415) 555-0188", "+1 415 555 0188"])
def test_a_number_typed_as_the_need_goes_where_it_belongs(number: str) -> None:
    """Whoever counts Enter writes no number into the need; the keyboard stays there for the need itself."""
    form = slip_form(receiver="ann", prospect="Jane")
    form.need.typed(number)
    assert enter(form, "need") == "need"
    assert (form.need.text, form.phone.phone.e164) == ("", "+14155550188")
    saved_at_once = slip_form(receiver="ann", prospect="Jane")
    saved_at_once.need.typed(number)
    assert (saved_at_once.build().slip.need, saved_at_once.build().slip.phone) == ("", "+14155550188")


def test_a_second_number_as_the_need_is_asked_about_once() -> None:
    """The one that stands is not overwritten; Enter again means it, and what stood there is left alone."""
    form = correction(of_lead())
    form.need.typed("415 555 0188")
    with pytest.raises(Misfilled, match="looks like a phone number"):
        form.build()
    assert form.build().slip.need == "415 555 0188"
    again = correction(of_lead(replace(WHOLE, need="415 555 0188")))
    assert enter(again, "need") == "expecting"
    asked = correction(of_lead())
    asked.need.typed("415 555 0188")
    assert "looks like a phone number" in enter(asked, "need")
    assert enter(asked, "need") == "expecting"


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
    form = outcome_form(update(outcome=outcome), TODAY, "US")
    outcomes = []
    for _ in LeadOutcome:
        outcomes.append(form.build().outcome)
        form.named("outcome").press("right", None)
    assert outcomes[0] is outcome
    assert (LeadOutcome.NO_FOLLOW_UP in outcomes) == (outcome is LeadOutcome.NO_FOLLOW_UP)


def test_a_note_or_a_day_is_asked_for() -> None:
    """One of the two at least; the day comes first where it was asked for."""
    form = note_form(of_lead(), TODAY, "US", at_day=True)
    assert [field.name for field in form.fields] == ["day", "note", "outside"]
    with pytest.raises(Misfilled, match="Type a note, or a follow-up date"):
        form.build()
    fill(form, note="left a message")
    assert (form.build().outcome, form.build().follow_up_on) == (LeadOutcome.NOTE, None)
    fill(form, day="yesterday")
    assert "past" in form.named("day").refusal()


def test_a_follow_up_stays_until_its_day_is_cleared() -> None:
    """A day that stands already may be past; without one the follow-up is dropped."""
    before = TODAY - timedelta(days=3)
    lead = of_lead()
    lead = replace(lead, standing=replace(lead.standing, follow_up_on=before))
    form = note_form(lead, TODAY, "US", at_day=False)
    fill(form, note="still away")
    assert (form.build().outcome, form.build().follow_up_on) == (LeadOutcome.NOTE, before)
    fill(form, day="")
    assert (form.build().outcome, form.build().follow_up_on) == (LeadOutcome.NO_FOLLOW_UP, None)


SEATS = (HeldSeat("Roofing", holder="Paul Whitfield"), HeldSeat("Web design", holder="Maria Lopez"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", ""),
        ("Dentist", ""),
        ("roofer", "Paul Whitfield holds Roofing here."),
        ("Web designer", "Maria Lopez holds Web design here."),
        ("Website developer", "It may be a seat of the chapter: Web design (Maria Lopez)."),
        ("[/] [Anna]", ""),
    ],
)
def test_a_seat_that_a_member_holds_is_pointed_out(typed: str, says: str) -> None:
    """Where a lead is passed on to somebody outside the chapter, by any name of the profession."""
    for form in (
        note_form(of_lead(), TODAY, "US", at_day=False, seats=SEATS),
        outcome_form(update(), TODAY, "US", SEATS),
    ):
        fill(form, note="x", outside=typed)
        assert form.remark(form.named("outside")).words.plain == says
        assert form.build().passed_outside == typed


def test_to_whom_a_lead_was_passed_on_is_a_note_by_itself() -> None:
    """It needs no other words."""
    form = note_form(of_lead(), TODAY, "US", at_day=False)
    fill(form, outside="Dentist")
    built = form.build()
    assert (built.outcome, built.note, built.passed_outside) == (LeadOutcome.NOTE, "", "Dentist")


HOSTILE = ("[/]", "[Anna]", "🦷 dentist", "שרה", "x" * 500)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("outcome", [LeadOutcome.NOTE, LeadOutcome.OUTSIDE])
def test_to_whom_a_lead_was_passed_on_is_read_wherever_its_outcome_is(
    outcome: LeadOutcome, typed: str
) -> None:
    """Letter by letter: in the story, among the entries, in the record of the evening and in the form."""
    noted = update(outcome=outcome, note="", passed_outside=typed)
    lead = of_lead(standing=standing_of([noted], ()))
    names = {MARIA.id: MARIA.name, ANN.id: ANN.name}
    picture = StoryPicture(LeadStory(lead, (noted,), (), (), (lead, lead), ()), names, CHAPTER, NOON)
    (entry,) = entry_lines([noted], CHAPTER)
    for text in (
        LifePane().draw(picture, 900).plain,
        entry.text,
        outcome_in_words(noted),
    ):
        assert f"passed outside the chapter: {typed}" in text
    assert outcome_form(noted, TODAY, "US").build().passed_outside == typed


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
    form = one_to_one_form(PEOPLE, TODAY, "US")
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


# The words of an outcome


def _with_outcome(outcome: LeadOutcome) -> tuple[Lead, LeadUpdate]:
    update = LeadUpdate(UpdateId(3), LeadId(9), outcome, "", thanked=False, at=NOON)
    return of_lead(standing=standing_of([update], ())), update


@pytest.mark.parametrize("outcome", list(LeadOutcome))
def test_an_outcome_has_the_same_words_wherever_it_is_read(outcome: LeadOutcome) -> None:
    """In the list, wide or narrow, in the story, among the entries, in the form, and in slips as a table."""
    lead, update = _with_outcome(outcome)
    names = {MARIA.id: MARIA.name, ANN.id: ANN.name}
    story = LeadStory(lead, (update,), (), (), (lead, lead), ())
    picture = StoryPicture(story, names, CHAPTER, NOON)
    handed = HandedSlip(lead, MARIA.name, ANN.name)
    shown = {
        "list": " ".join(line.text for line in lead_lines(_listed(lead, names), "US")),
        "narrow list": " ".join(line.text for line in lead_lines(_listed(lead, names), "US", is_narrow=True)),
        "slip": SlipPane().draw(picture, 80).plain,
        "story": LifePane().draw(picture, 80).plain,
        "entries": outcome_in_words(update),
        "form": _chosen(outcome_form(update, TODAY, "US")),
        "table of slips": csv_slips(Handover(CHAPTER, ANN.name, None, (handed,), NOON)).decode(),
    }
    for where, text in shown.items():
        for other in LeadOutcome:
            if other.value != other.words:
                assert other.value not in text.replace(other.words, ""), where
    assert outcome.words in shown["story"]
    assert outcome.words in shown["form"]


def _chosen(form: Form[NoteOutcome]) -> str:
    outcome = form.fields[0]
    assert isinstance(outcome, ChoiceField)
    return outcome.words


def _listed(lead: Lead, names: dict[PersonId, str]) -> tuple[ListedLead, ...]:
    return listed_leads((lead,), names, {}, CHAPTER, NOON)


def test_a_narrow_list_keeps_receiver_need_and_state() -> None:
    """Short words for what is waited for, no giver; the prospect stands behind the need."""
    listed = _listed(of_lead(), {MARIA.id: MARIA.name, ANN.id: ANN.name})
    head, line = lead_lines(listed, "US", is_narrow=True)
    assert [cell.plain for cell in head.cells if cell.plain] == [
        "Waits for", "Since", "Receiver", "Need", "State",
    ]  # fmt: skip
    assert line.cells[2].plain == "Ann Chu"
    raw = replace(of_lead(), lead_since=None)
    _, line_of_raw = lead_lines(_listed(raw, {MARIA.id: MARIA.name, ANN.id: ANN.name}), "US", is_narrow=True)
    assert line_of_raw.cells[5].plain == "raw · a new web shop · Jane Doe"
    assert line.cells[5].plain == "a new web shop · Jane Doe"
    assert all(waits_in_words(waits, LeadState.CLOSED, is_narrow=True).cell_length <= 13 for waits in Waits)


def test_a_lead_that_is_the_givers_own_need_says_so() -> None:
    """It does not name one person twice."""
    own = of_lead(replace(WHOLE, prospect=MARIA.name))
    cells = lead_lines(_listed(own, {MARIA.id: MARIA.name, ANN.id: ANN.name}), "US")[1].cells
    assert [cell.plain for cell in cells[3:5]] == ["Maria Lopez", "own need"]


@pytest.mark.parametrize(
    ("station", "words"),
    [("the table", "at the table"), ("command line", "at the command line"), ("vm", "at the computer vm")],
)
def test_the_history_of_a_lead_says_where_it_was_entered(station: str, words: str) -> None:
    """A bare name of a computer says nothing to anybody."""
    entered = TrailLine(NOON, "Lead Maria Lopez → Ann Chu: Jane Doe", station, EntryKind.DO)
    lead = of_lead()
    picture = StoryPicture(LeadStory(lead, (), (), (), (lead,), (entered,)), {}, CHAPTER, NOON)
    shown = TrailPane().draw(picture, 80).plain
    assert f"· {words}\n" in shown
    assert "History" in shown
    assert "Not heard from yet." in LifePane().draw(picture, 80).plain


@pytest.mark.parametrize(
    ("leads", "raw", "words"),
    [(8, 3, "8 leads · 3 raw leads"), (1, 1, "1 lead · 1 raw lead"), (0, 0, "0 leads · 0 raw leads")],
)
def test_leads_and_raw_leads_are_counted_apart(leads: int, raw: int, words: str) -> None:
    """One pair of words wherever they are counted; zeros are numbers too."""
    assert leads_in_words(leads, raw) == words
