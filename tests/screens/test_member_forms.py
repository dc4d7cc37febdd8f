"""Sheets, applications, votes, leaves and decisions: what is typed, and the command that it means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Command
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, LeaveSheet, MemberSheet, VoteSheet
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeaveId, MembershipId, PersonId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.decisions import DecisionKind, Verdict
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import LeaveRules, MultiLevel
from leadsroom.domain.rules.windows import Length, LengthUnit
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from leadsroom.views.people import Roster, people
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.people.forms import (
    DECISIONS,
    ApplicationForm,
    DecisionForm,
    LeaveForm,
    MemberForm,
    VoteForm,
    read_day_of_leave,
    read_joined,
)
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import harborview, sheet

TODAY = date(2026, 11, 18)


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    """An office, nothing founded yet."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def chapter(office: Office) -> Chapter:
    """A group in Los Angeles."""
    return office.found(harborview())


@pytest.fixture
def seating(sqlite_store: Store) -> Seating:
    """The door to seats."""
    return Seating(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def roster(office: Office, seating: Seating, chapter: Chapter) -> Roster:
    """Maria and Ann hold seats, Bo applies and was invited by Maria."""
    office.add_member(chapter.id, sheet("Maria Lopez", "Web design"))
    full = sheet("Ann Chu", "Florist", phone_typed="415 555 0101", joined_on=date(2020, 2, 19))
    office.add_member(chapter.id, replace(full, offices=("Treasurer", "Host")))
    maria = office.members(chapter.id)[0].person
    seating.apply(
        chapter.id,
        ApplicationSheet(
            name="Bo Lind", profession="Roofing", sponsor_id=maria.id, applied_on=date(2026, 11, 4)
        ),
    )
    return seating.roster(chapter.id)


def named(roster: Roster, name: str) -> Member:
    """Somebody of the roster."""
    return next(member for member in roster.members if member.person.name == name)


def fill(form: Form[Any], **texts: str) -> None:
    """Type into fields by their names, and finish them as Enter would."""
    for name, text in texts.items():
        field = form.named(name)
        field.draft = text
        form.edited()


def meant(form: Form[Any]) -> Command:
    """The command that a form means; two are never one act, so that each has an id of its own."""
    command: Command = form.build()
    return replace(command, command_id="")


# Members


def test_a_new_member(roster: Roster) -> None:
    """Everything typed is on the sheet: the day as the country writes it, the offices one by one."""
    form = MemberForm(roster)
    fill(
        form,
        name="Dee Fox",
        profession="Family law",
        joined="February 19, 2020",
        offices="Host; Treasurer",
        seat="7",
    )
    fill(form, email="dee@fox.example", status="on leave", letters="n")
    assert meant(form) == c.AddMember(
        MemberSheet(
            name="Dee Fox",
            profession="Family law",
            email="dee@fox.example",
            joined_on=date(2020, 2, 19),
            offices=("Host", "Treasurer"),
            seat=7,
            status=MembershipStatus.ON_LEAVE,
            letters=False,
        ),
        command_id="",
    )


@pytest.mark.parametrize("typed", ["4 Nov", "wed 4 nov", "11/4/2026", "2026-11-04"])
def test_the_day_of_joining_may_be_said_as_any_other(typed: str) -> None:
    """As the hint shows, without a year, and as the country writes it."""
    assert read_joined(typed, TODAY, "US") == date(2026, 11, 4)


@pytest.mark.parametrize("form_of", [MemberForm, ApplicationForm])
def test_multi_level_marketing_is_asked_about_where_it_is_ruled(roster: Roster, form_of: Any) -> None:
    """No rule, no question; with one it is the last question, and a yes says what the rules are."""
    assert form_of(roster).multi_level.is_away
    chapter = replace(roster.chapter, rules=replace(roster.chapter.rules, multi_level=MultiLevel.NONE))
    form = form_of(replace(roster, chapter=chapter))
    fill(form, name="Mary Kay", profession="Cosmetics")
    assert not form.multi_level.is_away
    assert not form.build().sheet.multi_level
    fill(form, multi_level="y")
    assert form.build().sheet.multi_level
    assert form.remark(form.multi_level).words.plain == (
        "By the rules sellers of multi-level marketing are not admitted."
    )


def test_a_sheet_that_nobody_changed_is_the_one_that_was_seen(roster: Roster) -> None:
    """Opened and saved, nothing is different; what is changed is compared with what was seen."""
    form = MemberForm(roster, named(roster, "Ann Chu"))
    unchanged = form.build()
    assert isinstance(unchanged, c.ChangeMember)
    assert unchanged.sheet == unchanged.seen
    assert not form.changed
    fill(form, company="Petal & Stem")
    changed = form.build()
    assert isinstance(changed, c.ChangeMember)
    assert unchanged.seen is not None
    assert changed.sheet == replace(unchanged.seen, company="Petal & Stem")
    assert form.changed_draft() == {"company": "Petal & Stem"}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("seat", "first", "“first” is not a seat. Type a number, or leave it blank"),
        ("joined", "soon", "This is not a date; write it like 2019-03-06"),
        ("joined", "2027-01-01", "still to come; correct the date, or leave it empty."),
        ("email", "ann(at)petals", "is not an email address"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    roster: Roster, name: str, typed: str, sentence: str
) -> None:
    """Enter stays there with a sentence, and so does saving."""
    form = MemberForm(roster, named(roster, "Ann Chu"))
    fill(form, **{name: typed})
    assert sentence in form.finish(form.named(name))
    with pytest.raises(Misfilled) as wrong:
        form.build()
    assert wrong.value.field is form.named(name)


def test_whoever_has_left_stays_so_unless_another_status_is_chosen(
    office: Office, chapter: Chapter, roster: Roster
) -> None:
    """That somebody has left can be seen on a sheet, and not be chosen on another one."""
    ann = named(roster, "Ann Chu")
    office.end_membership(ann.id)
    gone = next(m for m in office.members(chapter.id) if m.id == ann.id)
    form = MemberForm(roster, gone)
    assert form.status.words == "left"
    assert "left" not in MemberForm(roster, named(roster, "Maria Lopez")).status.shown(True).plain


@pytest.mark.parametrize(
    ("whose", "profession", "status", "is_remarked"),
    [
        (None, "florist", "active", True),
        (None, "florist", "waiting", False),
        (None, "Caterer", "active", False),
        ("Ann Chu", "Florist", "active", False),
        ("Maria Lopez", "Florist", "on leave", True),
    ],
)
def test_a_profession_that_is_taken_is_said_beside_it(
    roster: Roster, whose: str | None, profession: str, status: str, is_remarked: bool
) -> None:
    """As soon as it is typed, where the status holds a seat too, with what can be chosen instead."""
    form = MemberForm(roster, named(roster, whose) if whose else None)
    fill(form, profession=profession, status=status)
    remark = form.remark(form.profession)
    assert remark.words.plain.startswith("Ann Chu holds this seat.") is is_remarked
    assert (remark.field is form.profession) is is_remarked


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("4 nov", date(2026, 11, 4)),
        ("yesterday", date(2026, 11, 17)),
        ("3 jul 2020", date(2020, 7, 3)),
        ("7/3/2020", date(2020, 7, 3)),
        ("2020-07-03", date(2020, 7, 3)),
    ],
)
def test_the_day_of_joining_is_typed_like_any_other(roster: Roster, typed: str, joined: date) -> None:
    """Also one of years ago, in the habit of the country."""
    form = MemberForm(roster)
    fill(form, name="Dee", profession="Baker", joined=typed)
    built = form.build()
    assert isinstance(built, c.AddMember)
    assert built.sheet.joined_on == joined


# Who is on record already

LEO = Person(PersonId(77), "Leo Papadakis", "Baker", phone="+14155550177", email="leo@bakes.example")
NEW_FORMS = (MemberForm, ApplicationForm)


@pytest.mark.parametrize("form_of", NEW_FORMS)
def test_somebody_on_record_is_not_typed_anew(roster: Roster, form_of: Any) -> None:
    """A visitor of whose name a part is typed is taken with all that is on record, as was shown."""
    form = form_of(roster)
    form.learned(form.question(), (LEO,))
    fill(form, name="leo pap")
    assert form.remark(form.name).words.plain == "⏎ takes Leo Papadakis; ↓ keeps “leo pap” as somebody new"
    assert not form.finish(form.name)
    made = form.build()
    assert (made.who, made.namesake, made.sheet.name) == (LEO.id, False, "Leo Papadakis")
    assert (made.sheet.profession, made.sheet.email) == ("Baker", "leo@bakes.example")
    assert made.sheet.phone_typed == "(415) 555-0177"


@pytest.mark.parametrize("form_of", NEW_FORMS)
def test_a_namesake_is_chosen_and_never_made_by_itself(roster: Roster, form_of: Any) -> None:
    """Also with another phone the name on record means that person, until down makes it another one."""
    form = form_of(roster)
    form.learned(form.question(), (LEO,))
    fill(form, name="LEO PAPADAKIS", profession="Roofing", phone="415 555 0199")
    assert (form.build().who, form.build().namesake) == (LEO.id, False)
    form.name.press("down", None)
    assert (form.build().who, form.build().namesake) == (None, True)


def test_whom_a_form_has_chosen_is_that_person(seating: Seating, chapter: Chapter, roster: Roster) -> None:
    """Their number is put right, nobody else is made; a namesake is somebody else; a member is refused."""
    desk = seating.desk(chapter.id)
    bo = named(roster, "Bo Lind")
    desk.do(c.EndApplication(bo.id))
    again = ApplicationSheet(name="Bo Lind", profession="Roofing", phone_typed="415 555 0111")
    desk.do(c.Apply(again, who=bo.person.id))
    desk.do(c.AddMember(sheet("Bo Lind", "Plumber", phone_typed="415 555 0112"), namesake=True))
    called = [one for one in desk.read(people) if one.name == "Bo Lind"]
    assert [(one.id == bo.person.id, one.phone) for one in called] == [
        (True, "+14155550111"),
        (False, "+14155550112"),
    ]
    ann = named(roster, "Ann Chu").person.id
    with pytest.raises(Refused, match="Ann Choo is on the roster already"):
        desk.do(c.AddMember(sheet("Ann Choo", "Baker"), who=ann))


def test_a_new_spelling_that_is_somebody_elses_is_said(
    seating: Seating, chapter: Chapter, roster: Roster
) -> None:
    """Two entries of one name are not made in silence."""
    desk = seating.desk(chapter.id)
    desk.do(c.EndApplication(named(roster, "Bo Lind").id))
    ann = named(roster, "Ann Chu")
    done = desk.do(c.ChangeMember(ann.id, replace(sheet_of(ann, "US"), name="Bo Lind")))
    assert (
        done.words
        == "Bo Lind is changed. Bo Lind is on record twice now: m makes two entries of one person one."
    )


# Applicants


def test_an_application_says_what_its_seat_overlaps(roster: Roster) -> None:
    """Below the profession: free, or who holds it; nothing while nothing is typed."""
    form = ApplicationForm(roster)
    assert not form.remark(form.name).words
    fill(form, profession="Florist")
    remark = form.remark(form.profession)
    assert remark.words.plain == "Ann Chu holds this seat: the applicant joins the waiting list."
    assert remark.field is form.profession
    fill(form, profession="Roofing")
    assert form.remark(form.profession).words.plain == "The seat is free."


def test_whether_it_is_a_seat_by_another_name_is_asked(roster: Roster) -> None:
    """What is the same is proposed, what is only likely has to be answered, and the answer is the seat."""
    form = ApplicationForm(roster)
    fill(form, name="Eve Stone", profession="Floral design")
    assert form.same_as.words == "Florist"
    assert form.remark(form.profession).words.plain.startswith("Ann Chu holds this seat")
    assert form.build().sheet.profession == "Florist"
    fill(form, same_as="its own")
    assert form.build().sheet.profession == "Floral design"
    fill(form, profession="Gift baskets", same_as="")
    assert "Perhaps the seat of Florist (Ann Chu)" in form.remark(form.profession).words.plain
    with pytest.raises(Misfilled, match=r"Is it Florist \(Ann Chu\), or a seat of its own\?") as wrong:
        form.build()
    assert wrong.value.field is form.same_as
    fill(form, same_as="Florist")
    assert form.build().sheet.profession == "Florist"
    fill(form, profession="Gift basket", same_as="its own")
    assert form.build().sheet.profession == "Gift basket"


def test_nothing_is_asked_of_a_profession_on_record(roster: Roster) -> None:
    """Neither of one of exactly that name, nor of another spelling of the member's own."""
    form = MemberForm(roster)
    fill(form, profession="florist")
    assert form.same_as.is_away
    own = MemberForm(roster, named(roster, "Ann Chu"))
    fill(own, profession="Floral design")
    assert own.same_as.is_away
    fill(form, profession="flowers")
    assert (form.same_as.is_away, form.same_as.words) == (False, "Florist")
    assert "Ann Chu holds this seat" in form.remark(form.profession).words.plain


def test_who_invited_them_is_found_by_letters_and_need_not_be_said(roster: Roster) -> None:
    """A few letters are a member, nothing is nobody, and letters of nobody are refused there."""
    form = ApplicationForm(roster)
    fill(form, name="Eve Stone", profession="Piano lessons")
    assert meant(form) == c.Apply(
        ApplicationSheet(name="Eve Stone", profession="Piano lessons", applied_on=TODAY), command_id=""
    )
    fill(form, sponsor="flor", day="4 nov")
    applied = form.build()
    assert isinstance(applied, c.Apply)
    assert applied.sheet.sponsor_id == named(roster, "Ann Chu").person.id
    assert applied.sheet.applied_on == date(2026, 11, 4)
    fill(form, sponsor="zzz")
    with pytest.raises(Misfilled, match="Nobody here matches “zzz”"):
        form.build()


def test_an_application_as_it_stands(seating: Seating, chapter: Chapter, roster: Roster) -> None:
    """Opened again it says what it said, who invited them too where that member has left since."""
    bo = named(roster, "Bo Lind")
    maria = named(roster, "Maria Lopez")
    seating.end(maria.id)
    form = ApplicationForm(seating.roster(chapter.id), bo)
    assert (form.sponsor.text, form.day.text) == ("Maria Lopez", "Wed 4 Nov")
    assert meant(form) == c.ChangeApplication(
        bo.id,
        ApplicationSheet(
            name="Bo Lind", profession="Roofing", sponsor_id=maria.person.id, applied_on=date(2026, 11, 4)
        ),
        command_id="",
    )
    assert not form.changed


def test_a_vote_says_what_the_rule_makes_of_it(roster: Roster) -> None:
    """While figures are typed; figures that are none are said at their field."""
    bo = named(roster, "Bo Lind")
    form = VoteForm(roster, bo)
    assert "Nobody has voted" in form.remark(form.votes_for).words.plain
    fill(form, **{"for": "2"})
    assert form.remark(form.votes_for).words.plain == "2 for and 0 against: the majority is in favor."
    fill(form, against="x")
    remark = form.remark(form.votes_for)
    assert (remark.words.plain, remark.field) == ("Type a number in figures.", form.votes_against)
    fill(form, against="1", decision="refused", by="the members", note="next year")
    assert meant(form) == c.VoteOn(
        bo.id,
        VoteSheet(
            votes_for=2,
            votes_against=1,
            decision=Verdict.REFUSED,
            decided_by="the members",
            note="next year",
        ),
        command_id="",
    )


def test_a_vote_without_a_decision_is_left_to_the_rule(roster: Roster) -> None:
    """Nobody need choose what the rule says."""
    form = VoteForm(roster, named(roster, "Bo Lind"))
    fill(form, **{"for": "2"})
    assert form.build().sheet.decision is None


# Leaves


def test_a_leave_begins_today_unless_another_day_is_typed(roster: Roster) -> None:
    """Until when may not be known."""
    ann = named(roster, "Ann Chu")
    form = LeaveForm(ann, roster)
    assert meant(form) == c.TakeLeave(ann.id, LeaveSheet(TODAY), command_id="")
    fill(form, since="1 dec", until="18 dec", reason="Peru")
    sheet_of_it = LeaveSheet(date(2026, 12, 1), date(2026, 12, 18), "Peru")
    assert meant(form) == c.TakeLeave(ann.id, sheet_of_it, command_id="")
    fill(form, since="")
    with pytest.raises(Misfilled, match="Type a day"):
        form.build()


def test_a_leave_says_by_when_the_rules_want_it_to_end(roster: Roster) -> None:
    """While its days are typed, with its other leaves counted; nothing where the days cannot be read."""
    weeks = Length(8, LengthUnit.WEEKS)
    rules = replace(roster.chapter.rules, leaves=LeaveRules(longest=weeks))
    bound = replace(roster, chapter=replace(roster.chapter, rules=rules))
    form = LeaveForm(named(roster, "Ann Chu"), bound)
    last = "A leave lasts at most 8 weeks: this one until Tue 12 Jan 2027."
    assert form.remark(form.until).words.plain == last
    for until, says in (("12 jan", ""), ("13 jan", last), ("never", "")):
        fill(form, until=until)
        assert form.remark(form.until).words.plain == says


def test_a_leave_on_record_is_put_right(roster: Roster) -> None:
    """Its days stand there as they are; the same days are nothing new."""
    ann = named(roster, "Ann Chu")
    leave = Leave(LeaveId(5), MembershipId(ann.id), Away(date(2024, 1, 8), date(2024, 2, 5)), "knee")
    form = LeaveForm(ann, roster, leave)
    assert meant(form) == c.ChangeLeave(
        leave.id, LeaveSheet(date(2024, 1, 8), date(2024, 2, 5), "knee"), command_id=""
    )
    assert not form.changed
    fill(form, until="")
    assert meant(form) == c.ChangeLeave(leave.id, LeaveSheet(date(2024, 1, 8), None, "knee"), command_id="")


@pytest.mark.parametrize(
    ("typed", "day"), [("fri", date(2026, 11, 20)), ("yesterday", date(2026, 11, 17)), ("today", TODAY)]
)
def test_a_day_of_a_leave_is_to_come_or_was(typed: str, day: date) -> None:
    """A weekday is the next one; what can only be past is that."""
    assert read_day_of_leave(typed, TODAY) == day


def test_what_is_no_day_of_a_leave() -> None:
    """It is refused with examples of days to come."""
    with pytest.raises(Refused, match="“soon” is not a day"):
        read_day_of_leave("soon", TODAY)


# Decisions


def test_an_absence_is_excused_by_somebody(roster: Roster) -> None:
    """The day stands there, the keyboard is where it says who decided, and that must be said."""
    ann = named(roster, "Ann Chu").person
    form = DecisionForm(ann, (DecisionKind.EXCUSED,), date(2026, 11, 11), TODAY, "US", excuses="late arrival")
    assert (form.title, form.first, form.what.is_away) == ("Excuse this late arrival", form.by, True)
    with pytest.raises(Misfilled, match="Type who decided") as wrong:
        form.build()
    assert wrong.value.field is form.by
    fill(form, by="the committee", note="flood")
    assert meant(form) == c.Decide(
        ann.id,
        DecisionKind.EXCUSED,
        date(2026, 11, 11),
        decided_by="the committee",
        note="flood",
        command_id="",
    )


@pytest.mark.parametrize(
    ("kind", "remark", "needs_who"),
    [
        (DecisionKind.TRAINING, "it may cancel an absence", False),
        (DecisionKind.WARNED, "the member was warned", True),
        (DecisionKind.SEAT_OPENED, "the chapter ends the membership", True),
    ],
)
def test_what_was_decided_is_chosen(roster: Roster, kind: DecisionKind, remark: str, needs_who: bool) -> None:
    """What a choice means stands below it; only a training needs nobody who decided."""
    form = DecisionForm(named(roster, "Ann Chu").person, DECISIONS, TODAY, TODAY, "US")
    fill(form, what=kind.value)
    assert form.remark(form.what).words.plain == remark
    assert not form.remark(form.note).words
    assert bool(form.finish(form.by)) == needs_who


def test_two_people_have_drafts_of_their_own(roster: Roster) -> None:
    """What is half typed of one is not put back for another."""
    maria, ann = named(roster, "Maria Lopez"), named(roster, "Ann Chu")
    names = {LeaveForm(each, roster).draft_name for each in (maria, ann)}
    names |= {MemberForm(roster, each).draft_name for each in (maria, ann)}
    names |= {DecisionForm(each.person, DECISIONS, TODAY, TODAY, "US").draft_name for each in (maria, ann)}
    names |= {MemberForm(roster).draft_name, ApplicationForm(roster).draft_name}
    assert len(names) == 8
