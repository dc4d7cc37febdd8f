"""The other forms of the table, without a screen: whom they find, what they say, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Command, Undo
from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.planning import plan_meeting
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.meeting.record_kind import RecordKind
from leadsroom.domain.meeting.record_kinds import (
    BUSINESS,
    OUTCOME,
    SUBSTITUTE,
    TESTIMONIAL,
    VISITOR,
    record_lines,
)
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.rules.chapter_rules import ChapterRules, SubstituteProfession, SubstituteRules
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.views.meeting.summary import review
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.leads.outcome_forms import bad_lead_form
from screens.meeting import forms as meeting_forms
from screens.meeting.forms import PROMPTS, STAYS, prompt_form
from screens.meeting.keys import acts_without_key
from screens.meeting.stage_picture import stage_picture
from tests.databases import SqliteFiles
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.meeting.table import Table, all_rows, rebuilt
from tests.screens.filling import beside, drafts, enter, fill, learn, press
from tests.screens.table import bucket, laid_table, networking, pitches, second_pitch
from tests.screens.test_check_in import agreed
from tests.screens.week_before import bucket_with_leads, two_leads_from_ann


@pytest.fixture(scope="module")
def early(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """Nobody has spoken; nobody writes here."""
    with laid_table(sqlite_files, networking) as table:
        yield table


@pytest.fixture(scope="module")
def at_bucket(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """The bucket is with Maria Lopez; nobody writes here."""
    with laid_table(sqlite_files, bucket) as table:
        yield table


@pytest.fixture(scope="module")
def with_leads(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """The same, and Maria Lopez has two leads of last week, both from Ann Chu; nobody writes here."""
    with laid_table(sqlite_files, two_leads_from_ann) as table:
        yield table


def form_at(table: Table, name: str) -> Form[Any]:
    """The form that a key opens."""
    form = meeting_forms.form_named(name, table.now, table.clock.now(), table.desk.read)
    assert isinstance(form, Form)
    return form


def opened(table: Table, kind: RecordKind) -> Form[Any]:
    """The form that corrects the newest entry of a kind."""
    line = next(line for line in record_lines(table.now) if line.table == kind.table)
    return meeting_forms.form_for_entry(table.now, line.table, line.row_id)


def misfilled(form: Form[Any]) -> tuple[str, str]:
    """The field that is to blame, and why."""
    with pytest.raises(Misfilled) as wrong:
        form.build()
    return wrong.value.field.name, str(wrong.value)


def means(form: Form[Any], command: Command) -> bool:
    """Whether a form means a command, whatever the id of either."""
    built = form.build()
    return bool(built == replace(command, command_id=built.command_id))


# Substitutes


def test_a_substitute_needs_a_seat_and_a_name(early: Table) -> None:
    """The form says which is missing, and where it goes."""
    form = form_at(early, "substitute")
    assert form.first.name == "member"
    assert misfilled(form) == ("member", "Say who is absent.")
    fill(form, member="ann", name="  ")
    assert misfilled(form) == ("name", "Type the name of the substitute.")


def test_a_substitute_for_somebody_who_is_here(sqlite_files: SqliteFiles) -> None:
    """That the member is marked present, or late, is said under the name; it stands in nobody's way."""
    with laid_table(sqlite_files, networking) as table:
        ann = table.person("Ann Chu")
        table.do(c.MarkAttendance(ann, Mark.PRESENT))
        form = form_at(table, "substitute")
        fill(form, member="ann")
        remark = form.remark(form.first)
        assert (remark.words.plain, remark.field) == ("▲ Ann Chu is marked present", form.named("member"))
        fill(form, name="Tom Ray")
        assert form.remark(form.first).words.plain.startswith("▲ Ann Chu is marked present · ")
        assert table.do(form.build()).seat_name(ann) == "Tom Ray for Ann Chu"
        assert "marked" not in opened(table, SUBSTITUTE).remark(form.first).words.plain
        fill(form, member="dee")
        assert "marked" not in form.remark(form.first).words.plain


def test_a_substitute_is_proposed_for_whoever_is_up(sqlite_files: SqliteFiles) -> None:
    """Who is up is found first and Enter takes them; without a turn, who is away and has nobody yet."""
    with laid_table(sqlite_files, networking) as table:
        assert drafts(form_at(table, "substitute"))[0] == ""
        dee = table.person("Dee Fox")
        table.do(c.MarkAttendance(dee, Mark.MEDICAL))
        assert drafts(form_at(table, "substitute"))[0] == "Dee Fox"
        table.go_to(StepKind.PITCHES)
        up = table.now.turn
        assert up is not None
        form = form_at(table, "substitute")
        assert (form.first.name, drafts(form)[0]) == ("member", table.now.name(up.member_id))
        assert enter(form, "member") == "name"
        fill(form, name="Tom Ray")
        assert table.do(form.build()).seat_name(up.member_id).startswith("Tom Ray for")
        assert drafts(form_at(table, "substitute"))[0] == "Dee Fox"


def test_a_visitor_who_is_up_reports_no_dollars(sqlite_files: SqliteFiles) -> None:
    """What is proposed is a member, where only a member can be meant."""
    with laid_table(sqlite_files, networking) as table:
        table.do(c.WelcomeVisitor("Eve Stone"))
        table.go_to(StepKind.VISITORS)
        table.do(c.Go())
        assert table.now.turn is not None
        assert drafts(form_at(table, "business"))[0] == ""
        assert drafts(form_at(table, "substitute"))[0] == ""


def strict(table: Table) -> None:
    """No substitute takes the seat of another member."""
    rules = ChapterRules(substitutes=SubstituteRules(profession=SubstituteProfession.NO_HELD_SEAT))
    with table.store.writing(table.now.chapter.id) as unit:
        unit.update(t.chapter, table.now.chapter.id, rules=rules_as_data(rules))


def test_a_held_seat_is_overruled_by_a_second_enter(sqlite_files: SqliteFiles) -> None:
    """By the strict rule the form says once whose seat it is; the same again is meant."""
    with laid_table(sqlite_files, strict) as table:
        form = form_at(table, "substitute")
        fill(form, member="dee", name="Lea Lim", profession="Insurance agency")
        learn(form, table)
        assert "▲ Insurance agency is the seat of Cyrus Ng, Insurance" in form.remark(form.first).words.plain
        field, sentence = misfilled(form)
        assert (field, "Enter once more overrules it" in sentence) == ("profession", True)
        assert table.do(form.build()).seat_name(table.person("Dee Fox")) == "Lea Lim for Dee Fox"


def test_correcting_a_substitute(sqlite_files: SqliteFiles) -> None:
    """The form opens with who it is, and begins with the name; another name replaces them."""
    with laid_table(sqlite_files, networking) as table:
        form = form_at(table, "substitute")
        fill(form, member="ann", name="Tom Ray")
        table.do(form.build())
        again = opened(table, SUBSTITUTE)
        assert (again.first.name, drafts(again)) == ("name", ["Ann Chu", "Tom Ray", ""])
        fill(again, name="Tim Ray")
        assert table.do(again.build()).seat_name(table.person("Ann Chu")) == "Tim Ray for Ann Chu"


def test_a_substitute_is_offered_and_judged(sqlite_files: SqliteFiles) -> None:
    """Enter takes the only one meant, and the profession; once too often is said, and in nobody's way."""
    with laid_table(sqlite_files, agreed) as table:
        form = form_at(table, "substitute")
        fill(form, member="cyr")
        learn(form, table)
        form.named("name").draft = "ann chu"
        assert form.remark(form.first).words.plain == "▲ holds a seat at this table"
        form.named("name").draft = "tom"
        assert beside(form, "name").startswith("▸ Tom Ray stood in once, for Cyrus Ng")
        assert form.remark(form.first).words.plain == "⏎ takes Tom Ray; ↓ keeps “tom” as somebody new"
        press(form, "name", "down")
        assert form.remark(form.first).words.plain == "first time as a substitute"
        press(form, "name", "down")
        assert form.named("profession").draft == ""
        assert enter(form, "name") == "profession"
        assert "▲ 2nd time in any 6 months (Cyrus Ng 1), 1 allowed" in form.remark(form.first).words.plain
        assert drafts(form) == ["Cyrus Ng", "Tom Ray", "Auto insurance"]
        assert "close to Insurance (Cyrus Ng) ✓" in form.remark(form.first).words.plain
        seen = table.do(form.build())
        assert seen.seat_name(table.person("Cyrus Ng")) == "Tom Ray for Cyrus Ng"


# Visitors


def test_nobodys_visitor(early: Table) -> None:
    """A visitor may have come on their own."""
    form = form_at(early, "visitor")
    fill(form, name="Eve Stone", profession="", host="")
    assert means(form, c.WelcomeVisitor(name="Eve Stone", profession="", host_id=None))


def test_an_unknown_host_is_asked_for(early: Table) -> None:
    """A host who is not here is not passed over in silence."""
    form = form_at(early, "visitor")
    fill(form, name="Eve Stone", host="zzz")
    assert misfilled(form) == ("host", "Nobody here matches “zzz”. Try a name or profession.")


def test_a_visitor_needs_a_name(early: Table) -> None:
    """Spaces are no name."""
    form = form_at(early, "visitor")
    fill(form, name="  ")
    assert misfilled(form) == ("name", "Type the visitor's name.")


EVE = Contact(phone_typed="(415) 555-0177", email="eve@bees.example", may_write=True)


def test_how_a_visitor_is_reached(sqlite_files: SqliteFiles) -> None:
    """F2 opens phone, email and whether one may write; what is on record of them is there the next time."""
    with laid_table(sqlite_files, networking) as table:
        form = form_at(table, "visitor")
        assert [field.name for field in form.fields] == ["name", "profession", "host"]
        assert form.more_word == "phone, email, chapter"
        assert form.more() is form.named("phone")
        fill(form, name="Eve Stone", phone="415 555 0177", email="eve@bees", **{"may-write": "y"})
        form.more()
        assert misfilled(form)[0] == "email"
        assert form.named("email") in form.fields  # a field that is to blame is seen
        fill(form, email="eve@bees.example")
        assert means(form, c.WelcomeVisitor("Eve Stone", contact=EVE))
        eve = table.do(form.build()).people[table.now.visits[0].person_id]
        assert (eve.phone, eve.email, eve.may_write) == ("+14155550177", "eve@bees.example", True)
        again = opened(table, VISITOR)
        fill(again, note="call in March")
        assert means(again, c.NoteVisitor(table.now.visits[0].id, None, "call in March"))
        again.more()
        fill(again, **{"may-write": "n"})
        assert again.build().contact == replace(EVE, may_write=False)


def test_a_visitor_who_is_on_record_otherwise_is_not_typed_anew(sqlite_files: SqliteFiles) -> None:
    """Somebody who was a substitute only is the same person when they visit."""
    with laid_table(sqlite_files, agreed) as table:
        form = form_at(table, "visitor")
        learn(form, table)
        fill(form, name="Tom R")
        assert drafts(form)[:2] == ["Tom Ray", "Auto insurance"]
        before = len(all_rows(table.store)["person"])
        table.do(form.build())
        assert len(all_rows(table.store)["person"]) == before
        assert table.now.name(table.now.visits[0].person_id) == "Tom Ray"


def test_a_substitute_who_is_on_record_otherwise_is_not_typed_anew(sqlite_files: SqliteFiles) -> None:
    """Somebody who was a visitor only is the same person when they stand in."""
    with laid_table(sqlite_files, agreed) as table:
        form = form_at(table, "substitute")
        fill(form, member="cyr")
        learn(form, table)
        fill(form, name="Eve S")
        assert drafts(form)[1] == "Eve Stone"


def test_an_address_of_a_visitor_that_is_none_changes_nothing(early: Table) -> None:
    """The act is refused whole: nobody is welcomed, and no number is kept."""
    before = all_rows(early.store)
    with pytest.raises(Refused, match="is not an email address"):
        early.do(c.WelcomeVisitor("Eve Stone", contact=Contact(phone_typed="415 555 0177", email="eve@")))
    assert all_rows(early.store) == before


def test_the_seat_of_a_visitor_stands_behind_their_profession(sqlite_files: SqliteFiles) -> None:
    """Taken, or close to another, in today's record; a seat that none is close to is not spoken of."""
    with laid_table(sqlite_files, networking) as table:
        for name, profession in (
            ("Una Wills", "florists"),
            ("Vic Stone", "Masonry"),
            ("Wes Oak", "Life insurance"),
        ):
            table.do(c.WelcomeVisitor(name, profession))
        details = {line.who: line.detail for line in record_lines(table.now)}
        table.go_to(StepKind.VISITORS)
        facts = stage_picture(table.now, table.clock.now()).facts
        assert "first visit · seat taken by Ann Chu, Florist" in [fact.text for fact in facts]
    assert details["Una Wills"].startswith("florists, seat taken by Ann Chu, Florist · visit 1")
    assert details["Vic Stone"] == "Masonry · visit 1"
    assert "Insurance (Cyrus Ng) · visit 1" in details["Wes Oak"]


def test_a_second_visit_and_what_became_of_it(sqlite_files: SqliteFiles) -> None:
    """The sentence to say and whose seat it is; later, in the entry's form, the outcome alone is noted."""
    with laid_table(sqlite_files, agreed) as table:
        form = form_at(table, "visitor")
        learn(form, table)
        fill(form, name="eve stone")
        sentence = "second visit: invite to apply · ▲ seat taken: Ann Chu"
        assert form.remark(form.first).words.plain == sentence
        assert drafts(form)[:3] == ["Eve Stone", "Florist", ""]
        table.do(form.build())
        outcome = opened(table, VISITOR)
        assert [field.name for field in outcome.fields] == ["name", "profession", "host", "became", "note"]
        press(outcome, "became", "right", "right")
        fill(outcome, note="form sent")
        (visit,) = table.now.visits
        assert visit.number == 2
        assert means(outcome, c.NoteVisitor(visit.id, Became.APPLIES, "form sent"))
        fill(outcome, host="dee")
        built = outcome.build()
        assert isinstance(built, c.WelcomeVisitor)
        assert (built.host_id, built.corrects) == (table.person("Dee Fox"), visit.id)
        assert built.became is not None


# Testimonials


def test_nobody_praises_themselves(at_bucket: Table) -> None:
    """It is about whom that is to be chosen again; the words stay."""
    form = form_at(at_bucket, "testimonial")
    fill(form, about="maria", words="me")
    assert misfilled(form) == ("about", "A testimonial is about somebody else than Maria Lopez.")
    assert form.named("words").draft == "me"


def test_correcting_a_testimonial(sqlite_files: SqliteFiles) -> None:
    """It corrects that one."""
    with laid_table(sqlite_files, networking) as table:
        ann, dee = table.person("Ann Chu"), table.person("Dee Fox")
        table.do(GiveTestimonial(by_id=ann, about_id=dee, words="ok"))
        form = opened(table, TESTIMONIAL)
        fill(form, words="splendid")
        (praise,) = table.now.testimonials
        assert means(form, GiveTestimonial(ann, dee, "splendid", lead_id=None, corrects=praise.id))


def test_a_testimonial_for_a_lead(with_leads: Table) -> None:
    """Where there are leads between the two it is asked for which; where there are none it is not."""
    form = form_at(with_leads, "testimonial")
    fill(form, about="cyrus", words="a week early")
    assert form.named("lead").is_away
    assert enter(form, "words") == ""
    fill(form, about="ann")
    learn(form, with_leads)
    assert enter(form, "words") == "lead"
    assert form.named("lead").shown(True).plain.startswith("no lead in particular")
    press(form, "lead", "right")
    built = form.build()
    assert built.lead_id == with_leads.now.earlier_leads[0].id


# Closed business, thanks


def chosen(form: Form[Any], name: str = "lead") -> str:
    """What is chosen among more than fit beside one another."""
    return form.named(name).shown(True).plain


def test_who_is_thanked_is_on_offer(with_leads: Table) -> None:
    """Who gave the receiver a lead that is open comes first; which lead is asked once both are named."""
    form = form_at(with_leads, "business")
    assert chosen(form) == "choose both names first"
    assert beside(form, "to").startswith("Ann Chu gave a lead   Maria Lopez Web design")
    press(form, "to", "down")
    assert enter(form, "to") == "amount"
    assert form.named("to").draft == "Ann Chu"
    assert chosen(form) == "no lead on record   1 of 3"
    fill(form, to="")
    assert chosen(form) == "choose both names first"


def test_business_of_a_lead_of_an_earlier_meeting(with_leads: Table) -> None:
    """The leads between the two are offered; the one chosen is what it is for."""
    form = form_at(with_leads, "business")
    assert form.first.name == "to"
    fill(form, to="ann", amount="4,200")
    assert chosen(form) == "no lead on record   1 of 3"
    press(form, "lead", "right")
    assert chosen(form) == "Jane Doe · a new web shop   2 of 3"
    press(form, "lead", "right")
    assert chosen(form) == "Harbor Yoga · booking page   3 of 3"
    fill(form, note="at last")
    seen = with_leads.now
    maria, ann = with_leads.person("Maria Lopez"), with_leads.person("Ann Chu")
    lead = seen.open_leads[1].id
    assert means(form, ThankForBusiness(maria, ann, Money(420000, "USD"), lead, "at last"))


def test_a_draft_remembers_the_chosen_lead(with_leads: Table) -> None:
    """Also before it is known again which there are."""
    left, again = form_at(with_leads, "business"), form_at(with_leads, "business")
    fill(left, to="ann", amount="10")
    press(left, "lead", "right")
    again.put_back(left.changed_draft())
    assert chosen(again) == "Jane Doe · a new web shop   2 of 3"
    learn(again, with_leads)
    assert chosen(again) == "Jane Doe · a new web shop   2 of 3"


def test_thanks_without_a_figure(sqlite_files: SqliteFiles) -> None:
    """A blank amount is thanks, and stands so in tonight's record."""
    with laid_table(sqlite_files, bucket) as table:
        form = form_at(table, "business")
        fill(form, to="ann")
        seen = table.do(form.build())
        assert seen.business[0].amount == Money(0, "USD")
        assert record_lines(seen)[0].word == "Thanks"


@pytest.mark.parametrize("typed", ["many", "1.234", "-5", "4 200", "9" * 20])
def test_an_amount_that_could_be_misread(at_bucket: Table, typed: str) -> None:
    """What is no amount is refused in a sentence that quotes it, by Enter and by saving; nothing is lost."""
    form = form_at(at_bucket, "business")
    fill(form, to="ann")
    form.named("amount").draft = typed
    sentence = enter(form, "amount")
    assert f"“{typed}”" in sentence
    assert misfilled(form) == ("amount", sentence)
    assert drafts(form, "to", "amount") == ["Ann Chu", typed]


def test_the_amount_is_shown_as_it_is_understood(at_bucket: Table) -> None:
    """While it is typed, or what is unclear about it stands below."""
    form = form_at(at_bucket, "business")
    form.named("amount").draft = "4.2k"
    assert beside(form, "amount") == "= $4,200"
    assert not form.remark(form.first).words
    form.named("amount").draft = "4.2kx"
    remark = form.remark(form.first)
    assert "“4.2kx”" in remark.words.plain
    assert remark.field is form.named("amount")


def test_nobody_thanks_themselves(at_bucket: Table) -> None:
    """It is the giver who is to be chosen again."""
    form = form_at(at_bucket, "business")
    fill(form, to="maria", amount="10")
    assert misfilled(form) == ("to", "Maria Lopez cannot thank Maria Lopez. Choose who gave the lead.")


def test_correcting_business(sqlite_files: SqliteFiles) -> None:
    """It opens with its amount and its lead, which is closed since, and stays unless another is chosen."""
    with laid_table(sqlite_files, two_leads_from_ann) as table:
        form = form_at(table, "business")
        fill(form, to="ann", amount="4200")
        press(form, "lead", "right")
        (before,) = table.do(form.build()).business
        again = opened(table, BUSINESS)
        assert again.named("amount").draft == "4200.00"
        learn(again, table)
        assert chosen(again).startswith("Jane Doe · a new web shop · closed before")
        assert not again.changed
        fill(again, amount="4300")
        assert again.changed == {"amount"}
        (report,) = table.do(again.build()).business
        assert (report.amount, report.lead_id) == (Money(430000, "USD"), before.lead_id)


# Asks, announcements, words to the speaker


def test_a_draft_ask_stays_with_its_speaker(sqlite_files: SqliteFiles) -> None:
    """What is half typed during one pitch is kept under that turn, and the title says whose it is."""
    with laid_table(sqlite_files, second_pitch) as table:
        first = form_at(table, "ask")
        assert first.about == "Ann Chu"
        table.go()
        second = form_at(table, "ask")
        assert second.about == "Robert Diaz"
        assert first.draft_name != second.draft_name


def test_the_ask_of_whoever_spoke_last(sqlite_files: SqliteFiles, early: Table) -> None:
    """Between turns it is about the last speaker; before the first, nobody can be asked."""
    with pytest.raises(Refused, match="Nobody has spoken yet"):
        form_at(early, "ask")
    with laid_table(sqlite_files, second_pitch) as table:
        while table.now.turn is not None:
            table.go(seconds=10)
        turn = table.now.turn_asking
        assert turn is not None
        form = form_at(table, "ask")
        fill(form, ask="law offices")
        assert form.draft_name == f"ask {turn.id}"
        assert means(form, c.KeepAsk(turn.id, "law offices"))


def asked_last_week(table: Table) -> None:
    """Everybody asked for dental offices last week; the first pitch of today is up."""
    chapter = table.now.chapter
    clock = SetClock(table.clock.moment - timedelta(weeks=1))
    with table.store.writing(chapter.id) as unit:
        meeting_id = plan_meeting(unit, chapter, chapter.today(clock.now()))
    before = Table(table.store, meeting_id, clock, desk_at(table.store, meeting_id, clock, "table"))
    pitches(before)
    for turn in before.now.turns:
        before.do(c.KeepAsk(turn_id=turn.id, looking_for="dental offices"))
    before.go_to_end()
    before.desk.close()
    pitches(table)


def test_last_weeks_ask_for_the_same_again(sqlite_files: SqliteFiles) -> None:
    """It is on offer while nothing is typed; down takes it."""
    with laid_table(sqlite_files, asked_last_week) as table:
        form, turn = form_at(table, "ask"), table.now.turn
        assert turn is not None
        assert form.first.shown(True).plain == "last week: dental offices; ↓ takes it"
        press(form, "ask", "down")
        assert means(form, c.KeepAsk(turn.id, "dental offices"))


def test_an_announcement_needs_words(early: Table) -> None:
    """And somebody who makes it."""
    form = form_at(early, "announcement")
    fill(form, by="dee")
    assert misfilled(form) == ("words", "Type the announcement.")
    fill(form, by="", words="May")
    assert misfilled(form) == ("by", "Say who announces it.")


def test_words_to_the_speaker() -> None:
    """The usual ones are chosen with up and down, around the end; one's own take their place."""
    form = prompt_form()
    for key, words in (("down", PROMPTS[1]), ("up", PROMPTS[0]), ("up", PROMPTS[-1])):
        press(form, "words", key)
        assert f"▸ {words}" in beside(form, "words")
        assert means(form, c.PromptSpeaker(words=words, stays=STAYS))
    fill(form, words="smile")
    assert "▸" not in beside(form, "words")
    assert means(form, c.PromptSpeaker(words="smile", stays=STAYS))


# Outcomes


def test_an_outcome_on_record_is_put_right(sqlite_files: SqliteFiles) -> None:
    """Another one is chosen by its letter or with the arrows; note, day and thanks stay."""
    with laid_table(sqlite_files, bucket_with_leads) as table:
        jane = table.now.earlier_leads[0]
        table.do(NoteOutcome(jane.id, LeadOutcome.CONTACTED, note="by phone", thanked=True))
        form = opened(table, OUTCOME)
        press(form, "outcome", "right")
        (update,) = table.now.updates
        changed = NoteOutcome(
            jane.id, LeadOutcome.WORKING, note="by phone", thanked=True, corrects=update.id, follow_up_on=None
        )
        assert means(form, changed)
        press(form, "outcome", "b")
        assert means(form, replace(changed, outcome=LeadOutcome.BAD))
        fill(form, day="yesterday")
        assert misfilled(form)[0] == "day"


@pytest.mark.parametrize("reason", ["", "wrong number"])
def test_a_bad_lead_may_have_a_reason(with_leads: Table, reason: str) -> None:
    """Enter alone saves too."""
    noted = NoteOutcome(with_leads.now.earlier_leads[0].id, LeadOutcome.BAD)
    form = bad_lead_form(noted, "Jane Doe")
    fill(form, reason=reason)
    assert means(form, replace(noted, note=reason))


def test_a_substitute_of_tonight_is_the_one_who_is_corrected(sqlite_files: SqliteFiles) -> None:
    """From the check-in board, too, the form opens with who stands in already."""
    with laid_table(sqlite_files, networking) as table:
        ann = table.person("Ann Chu")
        table.do(c.SeatSubstitute(member_id=ann, name="Tom Ray", profession="Notary"))
        form = meeting_forms.substitute_for(table.now, ann)
        assert drafts(form) == ["Ann Chu", "Tom Ray", "Notary"]
        place = table.now.attendee(ann)
        assert place is not None
        assert place.mark is Mark.SUBSTITUTE


def test_a_one_to_one_is_logged_at_the_table(sqlite_files: SqliteFiles) -> None:
    """By whoever is up, on the day of the meeting unless another is typed; u takes it back."""
    with laid_table(sqlite_files, pitches) as table:
        (act,) = acts_without_key()
        assert act.action == "form('one_to_one')"
        form = form_at(table, "one_to_one")
        up = table.now.turn
        assert up is not None
        fill(form, second="Dee F")
        assert means(form, LogOneToOne(up.member_id, table.person("Dee Fox"), table.now.meeting.on))
        assert table.do(form.build()) == rebuilt(table.store, table.meeting_id)
        review_of = table.desk.sync.read(review, table.meeting_id)
        assert [(one.first_id, one.second_id) for one in review_of.summary.one_to_ones] == [
            (up.member_id, table.person("Dee Fox"))
        ]
        table.do(Undo())
        assert table.desk.sync.read(review, table.meeting_id).summary.one_to_ones == ()
