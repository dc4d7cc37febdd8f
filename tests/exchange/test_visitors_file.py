"""Visitors from a file: reports of an association, one's own list, and what this program has written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from leadsroom.acts.chapter.commands import FoundChapter, habits_of
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.errors import Refused
from leadsroom.exchange.roster.visitors_file import VisitsPlan, plan_visits
from leadsroom.exchange.visitors import csv_visitors
from leadsroom.store import tables as t
from leadsroom.store.read.people.visitors import visitors_since
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from leadsroom.views.people import visitors
from leadsroom.views.season import season
from tests.harborview import START, SetClock, found_chapter

REPORT = """Chapter Visitor Report
First Name,Last Name,Company,Profession,Email,Phone,Address Line One,City,Visit Date,Invited By,Type
Jo,Park,Park Tiles,Tiler,jo@park.example,(415) 555-0188,1 Main St,Oakland,10/07/2026,"Chu, Ann",First Visit
Jo,Park,Park Tiles,Tiler,jo@park.example,(415) 555-0188,1 Main St,Oakland,10/21/2026,"Chu, Ann",Repeat Visitor
Kit,Moss,,Baker,not an address,,,,10/21/2026,Otto Katz,Guest
Eve,Stone,,Roofer,,,,,10/21/2026,"Ng, Cyrus",Substitute
Visitors,,,,,,,,,,
Total,,4,,,,,,,,
"""


@pytest.fixture
def desk(sqlite_store: Store) -> SyncDesk:
    """The secretary's, of a chapter of six."""
    return SyncDesk(sqlite_store, found_chapter(sqlite_store).id, SetClock(START), "office")


def plan(desk: SyncDesk, text: str | bytes) -> VisitsPlan:
    """What taking the file would mean."""
    return desk.read(plan_visits, text if isinstance(text, bytes) else text.encode())


def take(desk: SyncDesk, text: str | bytes) -> VisitsPlan:
    """Take it in."""
    found = plan(desk, text)
    assert found.command is not None
    desk.do(found.command)
    return found


def seen(visitor: Visitor) -> tuple[str, list[tuple[date, Became | None]]]:
    """Who it is, and each visit with its outcome."""
    return visitor.person.name, [(each.on, each.became) for each in visitor.visits]


def test_a_report_of_an_association(desk: SyncDesk) -> None:
    """Visits come once, with their hosts by name; totals and substitutes do not; no meeting is made up."""
    found = take(desk, REPORT)
    assert found.report.in_words == "3 visits."
    assert found.report.notes == (
        "Headings taken from line 2.",
        "Invited by somebody who is not on the roster, so no host is noted: Otto Katz (line 5).",
        "Substitutes are not visitors, and are left out: Eve Stone.",
        "Not an email address, and left empty: “not an address” (line 5).",
        "Not used: “Address Line One”, “City”.",
    )
    picture = desk.read(visitors)
    assert [(v.person.name, [x.on for x in v.visits], v.host) for v in picture.visitors] == [
        ("Kit Moss", [date(2026, 10, 21)], ""),
        ("Jo Park", [date(2026, 10, 7), date(2026, 10, 21)], "Ann Chu"),
    ]
    assert (picture.visitors[1].person.profession, picture.visitors[1].person.company) == (
        "Tiler",
        "Park Tiles",
    )
    assert {visitor.person.name for visitor in picture.due} == {"Kit Moss", "Jo Park"}
    assert desk.chapter_id is not None
    with desk.store.reading() as connection:
        assert set(connection.scalars(select(t.meeting.c.state))) == {"before"}
        past = visitors_since(connection, desk.chapter_id, date.min, MeetingId(0), open_house_counts=True)
    assert {each.person.name: each.visits for each in past} == {"Jo Park": 2, "Kit Moss": 1}
    again = plan(desk, REPORT)
    assert (again.command, again.report.in_words) == (None, "0 visits, 3 as before.")
    desk.do(Undo())
    assert desk.read(visitors).visitors == ()
    with desk.store.reading() as connection:
        assert connection.scalars(select(t.meeting.c.id)).all() == []


def test_people_are_read_as_in_a_roster(desk: SyncDesk) -> None:
    """Titles, wrapped addresses, several numbers in a cell and `n/a` mean what they do there."""
    found = take(
        desk,
        "Name,Email,Phone,Invited By,Visit Date\n"
        'Jo Park,mailto:jo@park.example,(415) 555-0188 / 415 555 0189,"Dr. Ann Chu, PhD",10/21/2026\n'
        "Kit Moss,n/a,tbd,none,10/21/2026\n",
    )
    assert found.report.notes == ("Of several in a cell the first is taken, and not: 415 555 0189.",)
    kit, jo = desk.read(visitors).visitors
    assert (jo.person.email, jo.person.phone, jo.host) == ("jo@park.example", "+14155550188", "Ann Chu")
    assert (kit.person.email, kit.person.phone, kit.person.phone_typed, kit.host) == ("", "", "", "")


def test_a_registration_for_a_day_to_come(desk: SyncDesk) -> None:
    """Whoever is expected is on record by name, and has not visited."""
    found = take(
        desk,
        "Title,First Name,Last Name,Profession,Invited By:,Visit Date,Mobile,Email\n"
        "Ms,Ada,Lund,Notary,Ann Chu,2026-11-25T07:00:00.000,4155550199,ada@lund.example\n"
        "Mr,Bo,Dahl,Joiner,Ann Chu,2026-11-11T07:00:00.000,,\n",
    )
    assert found.report.in_words == "1 visit."
    assert "Still to come, and on record by name until then: Ada Lund (Wed 25 Nov)." in found.report.notes
    assert [each.person.name for each in desk.read(visitors).visitors] == ["Bo Dahl"]
    with desk.store.reading() as connection:
        assert connection.scalar(select(t.person.c.email).where(t.person.c.name == "Ada Lund"))


def test_what_the_program_has_written_comes_back(desk: SyncDesk, sqlite_store: Store) -> None:
    """Where it comes from it changes nothing; elsewhere the same visitors, days and outcomes stand."""
    take(desk, REPORT.replace(",Type\n", ",Outcome\n").replace("Repeat Visitor", "will come again"))
    written = csv_visitors(desk.read(visitors))
    assert plan(desk, written).command is None
    other = SyncDesk(sqlite_store, None, SetClock(START), "office")
    other.do(FoundChapter(replace(habits_of(desk.read(chapter_here)), name="Another")))
    assert take(other, written).report.in_words == "4 visits."
    assert other.chapter_id != desk.chapter_id
    theirs, ours = (sorted(map(seen, each.read(visitors).visitors)) for each in (other, desk))
    assert theirs == ours
    jo = ("Jo Park", [(date(2026, 10, 7), None), (date(2026, 10, 21), Became.COMES_AGAIN)])
    assert jo in ours


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Name,Visit Date\nJo Park,31/31/2026\n", [(2, "Visit Date", "31/31/2026")]),
        ("Name,Visit Date\nJo Park,\n", [(2, "Visit Date", "")]),
        ("Name,Company,Visit Date\n,Acme,10/07/2026\n", [(2, "", "")]),
    ],
)
def test_a_wrong_line_refuses_the_file(
    desk: SyncDesk, text: str, problems: list[tuple[int, str, str]]
) -> None:
    """Nothing of it is taken, and each place is named."""
    found = plan(desk, text)
    assert found.command is None
    assert [(each.line, each.column, each.value) for each in found.report.problems] == problems


@pytest.mark.parametrize("heading", ["Guest of", "Invited by", "Sponsor"])
def test_who_brought_them(desk: SyncDesk, heading: str) -> None:
    """Each usual heading over the members who brought visitors is understood."""
    take(desk, f"Name,Visit Date,{heading}\nJo Park,10/07/2026,Ann Chu\n")
    assert [each.host for each in desk.read(visitors).visitors] == ["Ann Chu"]


def test_what_is_no_list_of_visitors(desk: SyncDesk) -> None:
    """A file without days or names says what it would need."""
    with pytest.raises(Refused, match="needs a column for the name and one for the day"):
        plan(desk, "Name,Phone\nJo Park,1\n")


def test_the_calendar_shows_no_meeting_of_before(desk: SyncDesk) -> None:
    """A day that only visits are of is no meeting of the season."""
    before = desk.read(season, 10, timedelta(weeks=20))
    take(desk, REPORT)
    assert desk.read(season, 10, timedelta(weeks=20)) == before


def test_two_lines_of_one_visit_say_it_together(desk: SyncDesk) -> None:
    """An emptier line about the same visit takes nothing away of what the first has said."""
    text = "Name,Date,Invited by,Email,Outcome\nJo,2026-10-07,Ann Chu,,joined\nJo,10/7/2026,,jo@x.example,\n"
    found = plan(desk, text)
    assert found.command is not None
    (visit,) = found.command.visits
    assert (visit.became, visit.host_id is None, visit.contact.email) == (
        Became.JOINED,
        False,
        "jo@x.example",
    )


@pytest.mark.parametrize("day", ["13/13/2025", "2/30/2026", "soon", "May 2026", "2031-01-01", "1801-01-01"])
def test_a_day_that_is_needed_is_not_to_be_left_empty(desk: SyncDesk, day: str) -> None:
    """What is wrong with the day of a visit is said without advice that would not help."""
    (problem,) = plan(desk, f"Name,Date\nJo,{day}\n").report.problems
    assert "empty" not in problem.message
