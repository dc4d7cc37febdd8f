"""The forms of the calendar: what is typed, and the command that it means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.season.commands import MarkDate, SetSchedule
from leadsroom.domain.ids import NoticeId, PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.substitutes import PastSubstitutes
from leadsroom.domain.rules.chapter_rules import SubstituteProfession, SubstituteRules
from leadsroom.domain.season.calendar import WEEKLY, Calendar, DateKind, Schedule, ScheduleKind
from leadsroom.store import tables as t
from leadsroom.views.people import SubstitutesOfDate, roster
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.season.forms import AnnounceForm, ScheduleForm, date_form, extra_meeting_form
from screens.season.page import CalendarScreen
from tests.harborview import SetClock, found_chapter
from tests.screens.pages import reading

TODAY, NEXT = date(2026, 11, 18), date(2026, 11, 25)
WEDNESDAY = 2
CYRUS, ANN, TOM = (
    Person(PersonId(number), name, profession)
    for number, name, profession in (
        (1, "Cyrus Ng", "Accounting"),
        (2, "Ann Chu", "Florist"),
        (3, "Tom Ray", "Roofing"),
    )
)
PAST = PastSubstitutes(
    seats={one.id: HeldSeat(one.profession, holder=one.name) for one in (CYRUS, ANN)},
)


def fill(form: Form[Any], **texts: str) -> None:
    """Type into fields by their names."""
    for name, text in texts.items():
        form.named(name).draft = text
        form.edited()


def meant(form: Form[Any]) -> Any:
    """The command that a form means, without the id that is its own."""
    return replace(form.build(), command_id="")


# Dates


def test_why_a_date_is_special_may_stay_blank() -> None:
    """Of a date that is of this kind already the reason stands there, and is corrected."""
    form = date_form(DateKind.OPEN_HOUSE, NEXT, TODAY)
    assert meant(form) == MarkDate(NEXT, DateKind.OPEN_HOUSE, command_id="")
    assert not form.corrects
    form = date_form(DateKind.HOLIDAY, NEXT, TODAY, "Thanksgiving")
    assert form.corrects
    assert meant(form) == MarkDate(NEXT, DateKind.HOLIDAY, "Thanksgiving", command_id="")


def test_an_extra_meeting_needs_a_day() -> None:
    """No day, or one that is past, is refused at its field."""
    form = extra_meeting_form(TODAY, "US")
    for typed, sentence in (("", "Type a day"), ("17 nov 2026", "which is past"), ("soon", "not a day")):
        fill(form, day=typed)
        with pytest.raises(Misfilled, match=sentence) as wrong:
            form.build()
        assert wrong.value.field is form.named("day")
    fill(form, day="fri", note="Christmas dinner")
    assert meant(form) == MarkDate(date(2026, 11, 20), DateKind.EXTRA, "Christmas dinner", command_id="")


# Who is away


def announcing(notice: Notice | None = None, rules: SubstituteRules | None = None) -> AnnounceForm:
    """Cyrus and Ann have seats; Tom is known from somewhere."""
    members = (CYRUS, ANN) if notice is None else (notice.member,)
    form = AnnounceForm(NEXT, TODAY, members, notice)
    everybody = (CYRUS, ANN, TOM) if notice is None else (notice.member, TOM)
    question = form.question()
    assert question is not None
    form.learned(question, SubstitutesOfDate(everybody, PAST, rules or SubstituteRules()))
    return form


def test_what_a_substitute_does_shows_before_the_day() -> None:
    """The same words as at the table; under the strict rule it is refused once, and then overruled."""
    form = announcing(rules=SubstituteRules(profession=SubstituteProfession.NO_HELD_SEAT))
    fill(form, member="cyrus", substitute="Lea Lim", profession="CPA")
    assert "same profession as Cyrus Ng ✓" in form.remark(form.first).words.plain
    assert meant(form).overrules is False
    fill(form, profession="Floral design")
    assert "▲ Floral design is the seat of Ann Chu, Florist" in form.remark(form.first).words.plain
    with pytest.raises(Misfilled, match=r"no substitute takes another's seat\. Enter once more") as wrong:
        form.build()
    assert wrong.value.field is form.named("profession")
    assert meant(form).overrules is True


def test_a_member_is_away_with_a_substitute() -> None:
    """The only one on record whose name is begun is taken, as is shown; their profession comes along."""
    form = announcing()
    fill(form, member="cyr", mark="M", substitute="tom")
    assert form.remark(form.substitute).words.plain == "⏎ takes Tom Ray; ↓ keeps “tom” as somebody new"
    assert form.finish(form.substitute) == ""
    fill(form, note="on a cruise")
    assert meant(form) == AnnounceAbsence(
        CYRUS.id, NEXT, Mark.MEDICAL, "Tom Ray", "Roofing", "on a cruise", command_id=""
    )


def test_whoever_comes_late_needs_no_substitute() -> None:
    """The lines of the substitute are away, and what was typed there says nothing until they are back."""
    form = announcing()
    fill(form, member="ann", substitute="Tim Ray", profession="Roofing", mark="L")
    assert form.substitute not in form.fields
    assert not form.remark(form.mark).words
    assert meant(form) == AnnounceAbsence(ANN.id, NEXT, Mark.LATE, command_id="")
    fill(form, mark="A")
    assert meant(form) == AnnounceAbsence(ANN.id, NEXT, Mark.ABSENT, "Tim Ray", "Roofing", command_id="")


def test_it_must_be_said_who_is_away() -> None:
    """Without a member the keyboard goes there; a member is never offered as the substitute."""
    form = announcing()
    fill(form, substitute="ann")
    assert not form.remark(form.substitute).words
    with pytest.raises(Misfilled, match="Say who is away") as wrong:
        form.build()
    assert wrong.value.field is form.member


def test_what_was_announced_is_changed() -> None:
    """It stands there, of whom is settled, and a substitute is an absence with a name."""
    notice = Notice(NoticeId(5), CYRUS, NEXT, Mark.SUBSTITUTE, TOM, "cruise")
    form = announcing(notice)
    assert (form.first, form.member in form.fields, form.changed) == (form.mark, False, frozenset())
    wanted = AnnounceAbsence(CYRUS.id, NEXT, Mark.ABSENT, "Tom Ray", "Roofing", "cruise", command_id="")
    assert meant(form) == wanted
    fill(form, substitute="", profession="")
    assert meant(form) == AnnounceAbsence(CYRUS.id, NEXT, Mark.ABSENT, note="cruise", command_id="")


# The schedule


def schedule_form(schedule: Schedule = WEEKLY) -> ScheduleForm:
    """Of a chapter that meets on Wednesdays."""
    return ScheduleForm(Calendar(WEDNESDAY, schedule), TODAY)


def test_a_schedule_shows_the_dates_it_means() -> None:
    """Only what belongs to the kind is asked; what is on record is nothing new."""
    form = schedule_form()
    assert [field.name for field in form.fields] == ["kind"]
    assert not form.changed
    fill(form, kind="every two weeks", first="25 nov")
    assert [field.name for field in form.fields] == ["kind", "first"]
    assert form.remark(form.kind).words.plain == "Every second Wednesday: Wed 25 Nov, Wed 9 Dec, Wed 23 Dec …"
    assert meant(form) == SetSchedule(Schedule(ScheduleKind.EVERY_TWO_WEEKS, NEXT), command_id="")


def test_the_weeks_of_a_month() -> None:
    """Those on record stand there as they would be typed."""
    form = schedule_form(Schedule(ScheduleKind.MONTHLY, weeks=(2, 5)))
    assert [field.name for field in form.fields] == ["kind", "weeks"]
    assert form.weeks.text == "2nd and last"
    fill(form, weeks="first")
    assert meant(form) == SetSchedule(Schedule(ScheduleKind.MONTHLY, weeks=(1,)), command_id="")


@pytest.mark.parametrize(
    ("kind", "name", "typed", "sentence"),
    [
        (ScheduleKind.EVERY_TWO_WEEKS, "first", "26 nov", "Thu 26 Nov is not a Wednesday."),
        (ScheduleKind.MONTHLY, "weeks", "5th", "“5th” is not a schedule."),
    ],
)
def test_what_is_no_schedule(kind: ScheduleKind, name: str, typed: str, sentence: str) -> None:
    """It is said at its field, while it is typed and when it is saved."""
    form = schedule_form()
    fill(form, kind=kind.value, **{name: typed})
    remark = form.remark(form.kind)
    assert (remark.field, sentence in remark.words.plain) == (form.named(name), True)
    with pytest.raises(Misfilled, match=sentence) as wrong:
        form.build()
    assert wrong.value.field is form.named(name)


# An answer by email

PASTED = "From: Ann <ann@x.example>\nMessage-ID: <1@x>\nSubject: Re: Hello\n\nAway on 25 Nov\n\n> [/] quoted"


async def test_an_email_is_pasted_and_looked_at_before_it_counts(sqlite_store):
    """What it comes to stands under it; of one without a sender somebody says whose it is."""
    chapter = found_chapter(sqlite_store)
    desk = Desk(sqlite_store, chapter.id, SetClock(), "desk")
    ann = next(each.person for each in desk.sync.read(roster).members if each.person.name == "Ann Chu")
    with sqlite_store.writing(chapter.id) as unit:
        unit.update(t.person, ann.id, email="ann@x.example")
    async with reading(CalendarScreen(desk, chapter)) as reader:
        await reader.until_shown("To come")
        await reader.press("a")
        await reader.until_shown("An answer by email")
        await reader.paste(PASTED.replace("ann@x", "eve@x"))
        await reader.until_shown("nobody with a seat has this address")
        await reader.press("enter", "'ann")
        await reader.until_shown("Ann Chu is away on Wed 25 Nov. From eve@x.example. Anybody can write")
        await reader.press("shift+tab", "end", "ctrl+u")
        await reader.paste(PASTED)
        await reader.until_shown("From ann@x.example")
        await reader.press("enter", "enter")
        await reader.until_shown("Announced for Wed 25 Nov: Ann Chu absent")
    desk.close()
