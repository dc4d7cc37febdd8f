"""What is to be decided, as it is read from a database: each kind of record, and the sample's own season."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from leadsroom.acts.leads.commands import CheckSlip, NoteGiverAnswer
from leadsroom.acts.meeting.commands import WelcomeVisitor
from leadsroom.acts.people.commands import ApplicationSheet, Apply, Decide, LeaveSheet, TakeLeave
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.decide.matters import Matter
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.rules.chapter_rules import ChapterRules, OfficeRules, VisitorRules
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.store.store import Store, open_store
from leadsroom.views.health.decisions import ToDecidePicture, in_words, to_decide
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import membership_of
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen


def lines(picture: ToDecidePicture) -> dict[Matter, list[str]]:
    """Who and what, by matter."""
    return {
        section.matter: [f"{line.who}: {line.what}" for line in section.lines] for section in picture.sections
    }


@ON_BOTH
def test_nothing_is_to_decide_where_nothing_is_on_record(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Six members who have never met."""
    picture = seen(store, harborview, clock.moment, to_decide)
    assert (picture.sections, picture.number, picture.open) == ((), 0, 0)


@ON_BOTH
def test_what_is_on_record_comes_to_be_decided(
    store: Store, harborview: Chapter, clock: SetClock, table: Table
) -> None:
    """Visitors, answers about leads, an applicant, somebody who waits, a vacant office, a leave."""
    rules = ChapterRules(visitors=VisitorRules(visits=1), offices=OfficeRules(("President",)))
    table.do(SetRules(rules))
    ann, robert = table.person("Ann Chu"), table.person("Robert Diaz")
    table.go()
    table.do(WelcomeVisitor("Eve Roe", "Masonry", host_id=ann))
    lead = table.do(table.lead("Ann Chu", "Robert Diaz")).leads[0]
    table.do(CheckSlip(lead.id, called=False, expecting=False))
    table.do(NoteGiverAnswer(lead.id, Served.COMPLAINT, "[/] rude"))
    book = Book(store, harborview.id, clock, "home")
    still_open = lines(book.desk.read(to_decide))
    assert Matter.COMPLAINT not in still_open  # a meeting counts once it is closed
    table.go_to_end()
    clock.moment = datetime(2026, 11, 20, 18, tzinfo=UTC)
    book.do(Apply(ApplicationSheet(name="Kim Lau", profession="Notary", applied_on=date(2026, 11, 19))))
    book.do(Apply(ApplicationSheet(name="Lee Ray", profession="Florist", applied_on=date(2026, 11, 19))))
    leave = LeaveSheet(date(2026, 11, 19), date(2026, 12, 1))
    book.do(TakeLeave(membership_of(store, table.person("Dee Fox")), leave))
    assert lines(book.desk.read(to_decide)) == {
        Matter.COMPLAINT: ["Robert Diaz: a complaint about a lead that they received"],
        Matter.APPLICANT: ["Kim Lau: applies as Notary"],
        Matter.SEAT: ["Lee Ray: waits for the seat of Florist"],
        Matter.VISITOR: ["Eve Roe: has come as often as is allowed"],
        Matter.READ_BACK: [
            "Robert Diaz: leads received: 1 not called yet",
            "Ann Chu: leads given: 1 prospect expected no call",
        ],
        Matter.OFFICE: ["President: nobody holds this office"],
        Matter.LEAVE: ["Dee Fox: the leave ends"],
    }
    # What was answered on other days is not looked at.
    before = book.desk.read(to_decide, Period(date(2026, 1, 1), date(2026, 11, 17)))
    assert {Matter.COMPLAINT, Matter.READ_BACK} & lines(before).keys() == set()
    assert in_words(before.period, before.today) == "1 Jan to 17 Nov"
    # Between meetings an answer counts on the chapter's own day, and takes the place of the one before.
    clock.moment += timedelta(days=1)
    book.do(NoteGiverAnswer(lead.id, Served.WELL))
    assert Matter.COMPLAINT not in lines(book.desk.read(to_decide))
    book.do(Decide(robert, DecisionKind.WARNED, date(2026, 11, 20), "the committee"))
    (checked,) = (each for each in book.desk.read(to_decide).sections if each.matter is Matter.READ_BACK)
    assert [(line.who, line.decided) for line in checked.lines] == [
        ("Ann Chu", ""),
        ("Robert Diaz", "warned 20 Nov"),
    ]


def test_the_sample_has_its_decisions(demo_place: str) -> None:
    """Planted stories: who breaks a rule, who gives raw leads beyond chance, who waits, whose year ends."""
    store = open_store(demo_place)
    found = seen(store, sample_chapter(store), SAMPLE_NOW, to_decide)
    store.close()
    by_matter = {section.matter: [line.who for line in section.lines] for section in found.sections}
    assert by_matter[Matter.BROKEN] == ["Paul Whitfield", "Bea Katz", "Ruth Abara"]
    assert by_matter[Matter.APPLICANT] == ["Theo Marsh"]
    assert by_matter[Matter.SEAT] == ["Yara Haddad"]
    assert by_matter[Matter.JUNK] == ["Dee Fox"]
    assert "Keiko Tanaka" in by_matter[Matter.RENEWAL]
    assert found.open == found.number - 1  # somebody was warned


def test_days_of_answers_are_days_that_have_come(sqlite_store: Store, clock: SetClock) -> None:
    """A month that goes on ends today; one to come is refused."""
    chapter = found_chapter(sqlite_store)
    now = clock.moment
    this_month = Period(now.date().replace(day=1), now.date() + timedelta(days=30))
    found = seen(sqlite_store, chapter, now, to_decide, this_month)
    assert found.period == Period(this_month.first, found.today)
    next_year = Period(now.date() + timedelta(days=300), now.date() + timedelta(days=400))
    with pytest.raises(Refused, match="days to come"):
        seen(sqlite_store, chapter, now, to_decide, next_year)
