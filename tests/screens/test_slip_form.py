"""The slip without a screen: whom it finds, what it says while it is typed, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadsroom.acts.leads.commands import NoteOutcome, PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from screens.kit.form.field import Misfilled
from screens.leads.slip_form import LeadForm
from screens.meeting import forms as meeting_forms
from screens.meeting.visitor_forms import VisitorForm
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.meeting.table import Table
from tests.screens.filling import beside, drafts, enter, fill, learn, press
from tests.screens.table import asked_for_web_shops, bucket, laid_table, networking, second_pitch

TWO_ANNAS = (*NAMES, ("Anna Berg", "Bookkeeping"))


@pytest.fixture(scope="module")
def at_bucket(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """The bucket is with Maria Lopez; nobody writes here."""
    with laid_table(sqlite_files, bucket) as table:
        yield table


@pytest.fixture(scope="module")
def after_an_ask(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """The same, and Dee Fox has asked for small web shops; nobody writes here."""
    with laid_table(sqlite_files, asked_for_web_shops) as table:
        yield table


def slip_at(table: Table) -> LeadForm:
    """The slip that l opens."""
    form = meeting_forms.form_named("lead", table.now, table.clock.now(), table.desk.read)
    assert isinstance(form, LeadForm)
    return form


def corrected_at(table: Table) -> LeadForm:
    """The slip of the first lead of tonight, as e opens it."""
    form = meeting_forms.form_for_entry(table.now, "lead", table.now.leads[0].id)
    assert isinstance(form, LeadForm)
    return form


def misfilled(form: LeadForm) -> tuple[str, str]:
    """The field that is to blame, and why."""
    with pytest.raises(Misfilled) as wrong:
        form.build()
    return wrong.value.field.name, str(wrong.value)


def names(table: Table, meant: PassLead) -> list[str]:
    """Who gives, and who receives."""
    return [table.now.people[each].name for each in (meant.giver_id, meant.receiver_id, *meant.also_to)]


# What it says while it is typed


def test_it_says_what_is_missing_once_everything_was_asked(at_bucket: Table) -> None:
    """It accuses nobody before; then it judges, with the reason, as a lead or as raw."""
    form = slip_at(at_bucket)
    fill(form, receiver="ann", prospect="Jane")
    assert [form.verdict(field).plain for field in (form.phone, form.need)] == ["", ""]
    assert form.verdict(form.expecting).plain == "▲ raw: no phone, no need"
    assert form.verdict(form.need).plain == "▲ raw: no phone, no need, call not confirmed"
    fill(form, need="shop", phone="4155550101")
    assert form.verdict(form.expecting).plain == "a lead, if the answer is yes"
    fill(form, expecting="y")
    assert form.verdict(form.expecting).plain == "✓ lead"


def test_an_empty_slip_is_not_judged(at_bucket: Table) -> None:
    """Nothing can be said of it."""
    form = slip_at(at_bucket)
    assert form.verdict(form.expecting).plain == ""


@pytest.mark.parametrize(
    ("typed", "e164", "shown"),
    [
        ("4155550101", "+14155550101", "(415) 555-0101"),
        ("+44 20 7946 0018", "+442079460018", "+44 20 7946 0018"),
        ("555", "", "555"),
        ("ask Bob", "", "ask Bob"),
    ],
)
def test_a_phone_is_written_out_on_leaving(at_bucket: Table, typed: str, e164: str, shown: str) -> None:
    """A number that can be read is written as the country writes it; what cannot be read stays as typed."""
    form = slip_at(at_bucket)
    fill(form, receiver="ann", prospect="Jane", phone=typed)
    assert form.phone.text == shown
    slip = form.build().slip
    assert (slip.phone, slip.phone_typed) == (e164, shown if e164 else typed)


def test_a_number_that_cannot_be_read_is_said_below_it(at_bucket: Table) -> None:
    """Once the field is left, not while it is typed; the lead is qualified all the same."""
    form = slip_at(at_bucket)
    fill(form, receiver="ann", prospect="Wes", phone="415 555 01999", need="bad back", expecting="y")
    assert not form.remark(form.phone).words
    remark = form.remark(form.need)
    assert (remark.words.plain, remark.field) == ("phone not read as a number; kept as typed", form.phone)
    assert form.verdict(form.expecting).plain == "✓ lead"
    slip = form.build().slip
    assert (slip.phone, slip.phone_typed) == ("", "415 555 01999")


def test_the_same_prospect_again(sqlite_files: SqliteFiles) -> None:
    """It is said under the prospect whose slip counts; Enter leaves it so, and one letter says otherwise."""
    with laid_table(sqlite_files, second_pitch) as table:
        form = slip_at(table)
        fill(form, receiver="maria", prospect="jane doe")
        learn(form, table)
        remark = form.remark(form.prospect)
        assert remark.words.plain == "▲ same as Robert Diaz's of tonight: does not count again"
        assert remark.field is form.prospect
        assert form.verdict(form.same).plain == "= second slip, not counted"
        fill(form, phone="", need="a shop")
        assert enter(form, "expecting") == "same"
        assert form.build().is_another is False
        press(form, "same", "y")
        assert "counts too" in form.remark(form.same).words.plain
        leads = table.do(form.build()).leads
        assert [lead.counts for lead in leads] == [True, True]


def test_what_was_noted_as_another_lead_stays_one(sqlite_files: SqliteFiles) -> None:
    """Opened again it says so; nothing is asked of a slip that is the only one of its prospect."""
    with laid_table(sqlite_files, second_pitch) as table:
        first = table.now.leads[0]
        again = PassLead(table.person("Dee Fox"), first.receiver_id, first.slip, is_another=True)
        second = table.do(again).leads[-1]
        form = meeting_forms.form_for_entry(table.now, "lead", second.id)
        assert isinstance(form, LeadForm)
        learn(form, table)
        assert (form.same.is_away, form.build().is_another) == (False, True)
        fill(form, prospect="Jack Roe", phone="415 555 0177")
        assert (form.same.is_away, form.build().is_another) == (True, None)
        assert slip_at(table).same.is_away


def test_a_lead_that_is_over_was_passed_before_and_counts(sqlite_files: SqliteFiles) -> None:
    """The past is told, and nothing is taken from the giver."""
    with laid_table(sqlite_files, second_pitch) as table:
        table.do(NoteOutcome(table.now.leads[0].id, LeadOutcome.NOT_NEEDED))
        form = slip_at(table)
        fill(form, receiver="maria", prospect="jane doe")
        learn(form, table)
        assert form.remark(form.prospect).words.plain == (
            "▲ passed to Maria Lopez on Wed 18 Nov by Robert Diaz"
        )
        assert form.same.is_away


def test_another_receiver_is_asked_about_anew(sqlite_files: SqliteFiles) -> None:
    """The past is asked by whoever is on the slip; with nobody on it nothing is asked."""
    with laid_table(sqlite_files, second_pitch) as table:
        form = slip_at(table)
        fill(form, receiver="cyrus", prospect="jane doe")
        learn(form, table)
        asked = form.question()
        assert not form.remark(form.prospect).words
        fill(form, receiver="maria")
        assert form.question() != asked
        learn(form, table)
        assert "same as Robert Diaz's" in form.remark(form.prospect).words.plain
        fill(form, receiver="", giver="")
        assert form.question() is None


# The number behind the name


def test_a_number_typed_behind_the_name_saves_a_key(sqlite_files: SqliteFiles) -> None:
    """Where the giver is not preset, name and number in one go make it six keys all the same."""
    with laid_table(sqlite_files, networking) as table:
        form, way = slip_at(table), ["l"]
        words = {"giver": "rob", "receiver": "ann", "prospect": "Jane Doe 415 555 0101", "need": "a web shop"}
        at = form.first.name
        for name, typed in words.items():
            assert at == name
            form.named(name).draft = typed
            at = enter(form, name)
            way.append("enter")
        press(form, at, "y")
        assert len([*way, "y"]) == 6
        assert (form.prospect.text, form.phone.text) == ("Jane Doe", "(415) 555-0101")
        meant = form.build()
        assert names(table, meant) == ["Robert Diaz", "Ann Chu"]
        assert meant.slip == Slip("Jane Doe", "+14155550101", "(415) 555-0101", "a web shop", True)


def test_a_number_of_its_own_is_not_overwritten(at_bucket: Table) -> None:
    """What stands in Phone stays; the name is taken as it was typed."""
    form = slip_at(at_bucket)
    fill(form, receiver="ann", phone="4155550199", prospect="Jane 415 555 0101")
    slip = form.build().slip
    assert (slip.prospect, slip.phone) == ("Jane 415 555 0101", "+14155550199")


# Who gives, and who receives


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ann", "Ann Chu"), ("CHU", "Ann Chu"), ("flor", "Ann Chu"), ("ng", "Cyrus Ng"), ("insur", "Cyrus Ng")],
)
def test_people_are_found_by_name_or_profession(at_bucket: Table, typed: str, name: str) -> None:
    """A few letters of any part of the name or profession find the receiver, and Enter writes them out."""
    form = slip_at(at_bucket)
    form.receiver.typed(typed)
    assert enter(form, "receiver") == "prospect"
    assert form.receiver.text == name
    assert names(at_bucket, form.build()) == ["Maria Lopez", name]


def test_nobody_found_keeps_the_field(at_bucket: Table) -> None:
    """Letters that find nobody are answered in a sentence, by Enter and by saving; nothing is lost."""
    form = slip_at(at_bucket)
    form.receiver.typed("zzz")
    sentence = "Nobody here matches “zzz”. Try a name or profession."
    assert enter(form, "receiver") == sentence
    assert misfilled(form) == ("receiver", sentence)
    assert form.receiver.text == "zzz"


def test_without_a_receiver_the_form_asks_for_one(at_bucket: Table) -> None:
    """A slip for nobody cannot be saved, though Enter goes by the field."""
    form = slip_at(at_bucket)
    assert enter(form, "receiver") == "prospect"
    fill(form, prospect="Jane")
    assert misfilled(form) == ("receiver", "Say who receives it.")


def test_a_lead_to_the_givers_own_seat(at_bucket: Table) -> None:
    """It is the receiver who is to be chosen again."""
    form = slip_at(at_bucket)
    fill(form, receiver="maria", prospect="Jane")
    sentence = "Maria Lopez cannot pass a lead to themselves. Choose another receiver."
    assert misfilled(form) == ("receiver", sentence)
    fill(form, receiver="dee")
    assert form.build().slip.prospect == "Jane"


def test_outside_a_turn_the_giver_is_asked(sqlite_files: SqliteFiles, at_bucket: Table) -> None:
    """When nobody is up the form begins with who gives; else that is preset."""
    with laid_table(sqlite_files, networking) as table:
        form = slip_at(table)
        assert (form.first.name, form.giver.text) == ("giver", "")
    form = slip_at(at_bucket)
    assert (form.first.name, form.giver.text) == ("receiver", "Maria Lopez")


def with_tom(table: Table) -> None:
    """Tom Ray stands in for Cyrus Ng."""
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    networking(table)


def test_a_substitute_is_found_and_the_seat_gets_the_credit(sqlite_files: SqliteFiles) -> None:
    """Given by a substitute or to one, found under their own name, a lead counts for the member."""
    with laid_table(sqlite_files, with_tom) as table:
        cyrus, tom = table.person("Cyrus Ng"), table.person("Tom Ray")
        form = slip_at(table)
        fill(form, giver="tom", receiver="ann", prospect="Jane")
        (given,) = table.do(form.build()).leads
        assert (given.giver_id, given.spoken_by_id) == (cyrus, tom)
        form = slip_at(table)
        fill(form, giver="ann", receiver="tom r", prospect="Joe")
        assert table.do(form.build()).leads[-1].receiver_id == cyrus
        form = slip_at(table)
        fill(form, giver="cyrus", receiver="tom r", prospect="Joe")
        assert misfilled(form)[0] == "receiver"


def test_several_receivers_get_a_lead_each(sqlite_files: SqliteFiles) -> None:
    """A comma or a plus after a name adds another; the leads are of one family."""
    with laid_table(sqlite_files, bucket) as table:
        form = slip_at(table)
        form.receiver.typed("ann,")
        assert form.receiver.text == "Ann Chu + "
        fill(form, receiver="Ann Chu + dee + cyr", prospect="Jane Doe")
        meant = form.build()
        assert names(table, meant) == ["Maria Lopez", "Ann Chu", "Dee Fox", "Cyrus Ng"]
        first, *others = table.do(meant).leads
        assert {lead.family_id for lead in others} == {first.id}


def test_nobody_among_several_is_lost(at_bucket: Table) -> None:
    """Letters that find nobody are complained of, wherever among the names they stand."""
    form = slip_at(at_bucket)
    form.receiver.typed("zzz+ann")
    assert enter(form, "receiver").startswith("Nobody here matches “zzz”.")
    assert misfilled(form)[0] == "receiver"


def test_in_doubt_who_is_meant_is_asked_once(sqlite_files: SqliteFiles) -> None:
    """Of two of one first name Enter asks which and says what it would take; Enter again takes that one."""
    with laid_table(sqlite_files, bucket, people=TWO_ANNAS) as table:
        form = slip_at(table)
        form.receiver.typed("ann")
        question = "Ann Chu or Anna Berg? ↓ for the other; ⏎ again takes Ann Chu."
        assert enter(form, "receiver") == question
        assert enter(form, "receiver") == "prospect"
        assert form.receiver.text == "Ann Chu"


def test_saving_in_doubt_asks_first(sqlite_files: SqliteFiles) -> None:
    """Also where the field was passed by with Tab; down takes the other, and asks no more."""
    with laid_table(sqlite_files, bucket, people=TWO_ANNAS) as table:
        form = slip_at(table)
        form.receiver.typed("ann")
        form.receiver.settle()
        fill(form, prospect="Jane")
        assert misfilled(form)[1].startswith("Ann Chu or Anna Berg?")
        press(form, "receiver", "down")
        assert names(table, form.build()) == ["Maria Lopez", "Anna Berg"]


def test_who_asked_for_it_is_on_offer(after_an_ask: Table) -> None:
    """With nothing typed the likely receiver is shown with the reason; down chooses, Enter alone does not."""
    form = slip_at(after_an_ask)
    assert beside(form, "receiver").startswith("Dee Fox asks for small web shops   Ann Chu")
    assert enter(form, "receiver") == "prospect"
    assert form.receiver.text == ""
    press(form, "receiver", "down")
    fill(form, prospect="Jane", need="a shop in the web")
    assert form.build().answers_id is None
    offered = form.remark(form.expecting)
    assert offered.field is form.need
    assert offered.words.plain == "Dee Fox asks for small web shops: f4 if this answers it"
    assert form.take_offer()
    form.edited()
    assert (form.rest.in_words(), form.offered) == ("answers: asks for small web shops", None)
    meant = form.build()
    assert names(after_an_ask, meant) == ["Maria Lopez", "Dee Fox"]
    assert meant.answers_id == next(turn.id for turn in after_an_ask.now.turns if turn.looking_for)


# The rest of the slip


def test_the_rest_of_the_slip_is_out_of_reach_until_it_is_opened(at_bucket: Table) -> None:
    """Closed again, what was filled in there stays, in words below the question about the call."""
    form = slip_at(at_bucket)
    fill(form, receiver="ann", prospect="Jane Doe")
    assert [field.name for field in form.fields][-1] == "expecting"
    assert (form.more_word, form.more()) == ("more", form.rest.company)
    fill(form, company="Doe Ltd", who_calls="j", knows_caller="n", when="w")
    assert (form.more_word, form.more()) == ("less", form.expecting)
    assert form.expecting.question == "did they promise to call?"
    words = "Doe Ltd · Jane Doe calls Ann Chu · does not know who calls · within weeks"
    remark = form.remark(form.expecting)
    assert (remark.words.plain, remark.field, form.expecting.hint) == (words, form.expecting, "")
    fill(form, phone="415")
    assert (form.remark(form.need).field, form.expecting.hint) == (form.phone, words)
    slip = form.build().slip
    assert (slip.company, slip.who_calls, slip.knows_caller, slip.when) == (
        "Doe Ltd",
        WhoCalls.PROSPECT,
        False,
        When.WEEKS,
    )


def test_a_lead_that_grew_from_a_lead(sqlite_files: SqliteFiles) -> None:
    """The giver's received leads are on offer, the latest first; the one chosen is the new one's parent."""
    with laid_table(sqlite_files, asked_for_web_shops) as table:
        form = slip_at(table)
        fill(form, receiver="ann", prospect="Bob")
        learn(form, table)
        form.more()
        press(form, "from_lead", "down")
        assert "Jane Doe a new web shop · from Robert Diaz, Wed 18 Nov" in beside(form, "from_lead")
        parent, child = table.do(form.build()).leads
        assert (child.from_lead_id, child.family_id) == (parent.id, parent.id)


# A lead on record


def test_a_lead_on_record_is_filled_in(sqlite_files: SqliteFiles) -> None:
    """Saving corrects that very lead, by what was changed alone."""
    with laid_table(sqlite_files, second_pitch) as table:
        form = corrected_at(table)
        assert drafts(form) == [
            "Robert Diaz",
            "Maria Lopez",
            "Jane Doe",
            "(415) 555-0101",
            "a new web shop",
            "y",
        ]
        before = table.now.leads[0]
        fill(form, prospect="Jane Doe Jr")
        (after,) = table.do(form.build()).leads
        assert (after.id, after.slip.prospect) == (before.id, "Jane Doe Jr")
        assert table.now.journal[-1].what.startswith("Lead corrected")


def test_a_number_written_out_is_no_correction(sqlite_files: SqliteFiles) -> None:
    """What was typed as bare digits stands as the country writes it, and that is nothing new."""
    with laid_table(sqlite_files, bucket) as table:
        form = slip_at(table)
        fill(form, receiver="ann", prospect="Jane Doe")
        form.phone.typed("4155550101")
        table.do(form.build())
        again = corrected_at(table)
        for name in ("giver", "receiver", "prospect", "phone"):
            enter(again, name)
        assert (again.phone.text, again.changed) == ("(415) 555-0101", frozenset())


def test_correcting_opens_the_rest_where_it_says_something(sqlite_files: SqliteFiles) -> None:
    """A lead with more than the quick facts opens in full; else the rest is closed."""
    with laid_table(sqlite_files, bucket) as table:
        table.do(table.lead("Robert Diaz", "Ann Chu", Slip("Jane", inside=True, note="after May")))
        form = corrected_at(table)
        assert form.rest_is_open
        assert (form.rest.inside.chosen, form.rest.note.text) == (True, "after May")
        assert not form.changed
    with laid_table(sqlite_files, second_pitch) as table:
        assert not corrected_at(table).rest_is_open


def test_a_draft_opens_the_rest_where_it_says_something(at_bucket: Table) -> None:
    """Else it stays closed: what stands there by itself is no reason."""
    for company in ("", "Doe Ltd"):
        left = slip_at(at_bucket)
        fill(left, receiver="ann", prospect="Jane")
        left.rest.company.typed(company)
        again = slip_at(at_bucket)
        again.put_back(left.changed_draft())
        assert (again.rest_is_open, again.rest.company.text) == (bool(company), company)
        assert again.draft == left.draft


# A visitor beside a slip


def test_enter_leads_from_line_to_line_and_saves_in_the_last_of_both_forms(at_bucket: Table) -> None:
    """Of a slip and of a visitor: in the last line that is in view, with the rest of the form open too."""
    for form in (slip_at(at_bucket), VisitorForm(at_bucket.now, ())):
        for _ in range(2):
            in_view = form.fields
            assert [form.after(field) for field in in_view] == [*in_view[1:], None]
            form.more()
        assert len(form.fields) < len(form.every_field)


def test_a_letter_leads_to_a_visitors_phone_too(at_bucket: Table) -> None:
    """As to the rest of a slip: it comes into view, and Enter goes on to the email."""
    form = VisitorForm(at_bucket.now, ())
    assert form.letters["h"].is_away
    form.bring_into_view(form.letters["h"])
    assert (form.letters["h"].label, form.letters["h"].is_away) == ("Phone", False)
    assert form.after(form.letters["h"]) is form.letters["e"]
    form.bring_into_view(form.name)
    assert form.rest_is_open
