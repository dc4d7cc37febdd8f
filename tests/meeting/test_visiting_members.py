"""Members of other chapters at the table: no visitors, named with their chapter, linked with its record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.people.commands import (
    AddMember,
    AnnounceAbsence,
    ChangeVisitor,
    MemberSheet,
    MergePeople,
    VisitorSheet,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.record_kinds import record_lines, tally
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.visiting import HomeChapter, own_name, shown
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import Wanted, minutes_written
from leadsroom.exchange.my_page import text_my_page
from leadsroom.exchange.reports.write import write_report
from leadsroom.exchange.slips.formats import handover_for
from leadsroom.exchange.slips.given import given_by
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import members_elsewhere_on_record
from leadsroom.views.health.my_page import my_page
from leadsroom.views.leads import leads_picture
from tests.databases import ON_BOTH, counted
from tests.harborview import found_chapter
from tests.meeting.table import WHOLE, Table

pytestmark = ON_BOTH

RIVERSIDE = HomeChapter("Riverside")


@pytest.mark.parametrize(
    ("name", "home_chapter", "wanted"),
    [
        ("Ann Chu", "", "Ann Chu"),
        ("Ann Chu", "Riverside", "Ann Chu (Riverside)"),
        ("Ann Chu (Riverside)", "Riverside", "Ann Chu (Riverside)"),
        ("Ann Chu", "Riverside (Leeds)", "Ann Chu (Riverside, Leeds)"),
        ("Ann (Annie) Chu", "Riverside", "Ann (Annie) Chu (Riverside)"),
        ("Ann Chu", "Riverside (East) (Leeds)", "Ann Chu (Riverside, East, Leeds)"),
    ],
)
def test_the_chapter_stands_in_the_name_once(name: str, home_chapter: str, wanted: str) -> None:
    """Whether it stands there already or not."""
    assert shown(name, home_chapter) == wanted
    assert shown(wanted, home_chapter) == wanted
    assert shown(own_name(wanted, home_chapter), home_chapter) == wanted


@pytest.fixture
def riverside(table: Table) -> Chapter:
    """Another chapter of the same database."""
    people = (("Tom Ray", "Accounting"), ("Eve Stone", "Law"))
    return found_chapter(table.store, name="Riverside", people=people)


def welcome(
    table: Table, name: str = "Tom Ray", home: HomeChapter | None = RIVERSIDE, **more: Any
) -> Snapshot:
    """Somebody of another chapter comes."""
    return table.do(c.WelcomeVisitor(name=name, home=home, **more))


def the_visiting(seen: Snapshot) -> PersonId:
    """The one member of another chapter who is here."""
    (visit,) = seen.visiting_members
    return visit.person_id


def test_no_visitor_and_not_counted_as_one(table: Table) -> None:
    """They have a line of their own, and the figure of visitors is nought."""
    seen = welcome(table, profession="Accounting")
    assert seen.visitors == ()
    assert tally(seen).visitors == 0
    (line,) = record_lines(seen)
    assert (line.word, line.who, line.detail) == ("Visiting", "Tom Ray (Riverside)", "Accounting")
    assert not seen.visiting_members[0].counts


def test_somebody_of_that_name_from_here_is_another_person(table: Table) -> None:
    """Ann Chu is a member here, and Ann Chu of Riverside may visit."""
    seen = welcome(table, "Ann Chu")
    assert {person.name for person in seen.people.values()} >= {"Ann Chu", "Ann Chu (Riverside)"}


def test_the_same_person_is_found_again(table: Table) -> None:
    """By name and chapter, however that is typed; as substitute too."""
    visiting = the_visiting(welcome(table))
    visit_id = table.now.visits[0].id
    table.do(c.Withdraw("visit", visit_id))
    assert the_visiting(welcome(table, "Tom Ray (Riverside)", None)) == visiting
    table.do(c.Withdraw("visit", table.now.visits[0].id))
    seen = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "tom ray", home=RIVERSIDE))
    place = seen.attendee(table.person("Cyrus Ng"))
    assert place is not None
    assert place.substitute_id == visiting
    assert seen.seat_name(place.member_id) == "Tom Ray (Riverside) for Cyrus Ng"


def test_a_visiting_member_gives_and_receives(table: Table) -> None:
    """To a visitor no lead can go; to a member of another chapter who is here it can."""
    visiting = the_visiting(welcome(table))
    given = PassLead(giver_id=visiting, receiver_id=table.person("Ann Chu"), slip=WHOLE)
    received = PassLead(giver_id=table.person("Ann Chu"), receiver_id=visiting, slip=WHOLE)
    table.do(given)
    seen = table.do(received)
    assert [(lead.giver_id, lead.receiver_id) for lead in seen.leads] == [
        (visiting, table.person("Ann Chu")),
        (table.person("Ann Chu"), visiting),
    ]
    table.do(c.WelcomeVisitor("Mo Bell"))
    with pytest.raises(Refused, match="holds no seat here"):
        table.do(PassLead(giver_id=visiting, receiver_id=table.person("Mo Bell"), slip=WHOLE))


def test_a_visitor_is_corrected_to_a_visiting_member_and_back(table: Table) -> None:
    """Whoever is known from tonight alone stays the same person; the visit counts as it is said now."""
    seen = table.do(c.WelcomeVisitor("Tom Ray"))
    (visit,) = seen.visits
    seen = welcome(table, corrects=visit.id)
    assert the_visiting(seen) == visit.person_id
    assert seen.name(visit.person_id) == "Tom Ray (Riverside)"
    seen = table.do(c.WelcomeVisitor("Tom Ray", corrects=visit.id))
    assert seen.visiting_members == ()
    assert (seen.visits[0].person_id, seen.name(visit.person_id)) == (visit.person_id, "Tom Ray")
    assert not seen.people[visit.person_id].is_member_elsewhere
    seen = table.do(Undo())
    assert seen.name(the_visiting(seen)) == "Tom Ray (Riverside)"


def test_linked_with_the_other_chapters_record(table: Table, riverside: Chapter) -> None:
    """By its numbers, where the name means one member of the one other chapter called so."""
    person = table.now.people
    seen = welcome(table)
    visiting = seen.people[the_visiting(seen)]
    assert visiting.id not in person
    assert visiting.home_chapter_id == riverside.id
    with table.store.reading() as connection:
        query = select(t.person.c.name).where(t.person.c.id == visiting.home_person_id)
        assert connection.scalar(query.where(t.person.c.chapter_id == riverside.id)) == "Tom Ray"
    seen = welcome(table, "Nobody There")
    nobody = seen.people[seen.visits[-1].person_id]
    assert (nobody.home_chapter_id, nobody.home_person_id) == (riverside.id, None)


def test_a_member_who_was_renamed_at_home_is_the_same_person_here(table: Table, riverside: Chapter) -> None:
    """They are found by the link, and are called what they are called now."""
    seen = welcome(table)
    before = the_visiting(seen)
    at_home = seen.people[before].home_person_id
    assert at_home is not None
    table.do(c.Withdraw("visit", table.now.visits[0].id))
    with table.store.writing(riverside.id) as unit:
        unit.update(t.person, at_home, name="Tom Gray", name_key="tom gray")
    seen = welcome(table, "Tom Gray")
    assert the_visiting(seen) == before
    assert seen.name(before) == "Tom Gray (Riverside)"


def test_this_chapter_is_no_other_one(table: Table) -> None:
    """Its own members have a place at the table."""
    with pytest.raises(Refused, match="Harborview is this chapter"):
        welcome(table, "Tom Ray", HomeChapter("harborview"))


def at_home(table: Table) -> SyncDesk:
    """The desk of the chapter between meetings."""
    return SyncDesk(table.store, table.now.chapter.id, table.clock, "home")


def test_who_joins_here_is_of_no_other_chapter(table: Table, riverside: Chapter) -> None:
    """They are called by their name alone, and the visit stays that of a member of another chapter."""
    visiting = the_visiting(welcome(table))
    sheet = MemberSheet(name="Tom Ray (Riverside)", profession="Accounting")
    at_home(table).do(AddMember(sheet, who=visiting))
    seen = table.now
    person = seen.people[visiting]
    assert (person.name, person.home, riverside.name) == ("Tom Ray", None, "Riverside")
    assert seen.visitors == ()


def test_a_visit_from_before_joining_stays_one_of_another_chapter(table: Table, riverside: Chapter) -> None:
    """Also where its line is corrected afterwards: it is counted as no visitor's."""
    visiting = the_visiting(welcome(table))
    at_home(table).do(AddMember(MemberSheet(name="Tom Ray", profession="Accounting"), who=visiting))
    visit, host = table.now.visits[0], table.person("Ann Chu")
    seen = table.do(c.WelcomeVisitor("Tom Ray", host_id=host, corrects=visit.id))
    assert riverside.name == "Riverside"
    assert (seen.visits[0].host_id, seen.visitors) == (host, ())


def test_who_left_at_home_or_was_merged_there_stays_linked(table: Table, riverside: Chapter) -> None:
    """The next visit finds the same person, and their own chapter's record goes on to be theirs."""
    seen = welcome(table)
    person = seen.people[the_visiting(seen)]
    assert person.home_person_id is not None
    with table.store.writing(riverside.id) as unit:
        other = unit.insert(t.person, chapter_id=riverside.id, name="Thomas Ray", name_key="thomas ray")
        ships = select(t.membership.c.id).where(t.membership.c.person_id == person.home_person_id)
        ship = unit.connection.scalar(ships.where(t.membership.c.chapter_id == riverside.id))
        assert ship is not None
    for merged_into_id, linked_with in ((None, person.home_person_id), (other, other)):
        with table.store.writing(riverside.id) as unit:
            unit.update(t.membership, ship, status="ended", person_id=linked_with)
            unit.update(t.person, person.home_person_id, merged_into_id=merged_into_id)
        table.do(c.Withdraw("visit", table.now.visits[0].id))
        seen = welcome(table, person.own_name, person.home)
        again = seen.people[the_visiting(seen)]
        assert (again.id, again.home_person_id) == (person.id, linked_with)


def test_two_members_of_one_name_are_two_visiting_members(table: Table, riverside: Chapter) -> None:
    """Each is linked with their own record; to greet the second takes nothing from the first."""
    seen = welcome(table)
    tom = seen.people[the_visiting(seen)]
    with table.store.writing(riverside.id) as unit:
        eve = unit.connection.scalars(
            select(t.person.c.id).where(t.person.c.chapter_id == riverside.id, t.person.c.name == "Eve Stone")
        ).one()
        unit.update(t.person, eve, name="Tom Ray", name_key="tom ray")
    seen = welcome(table, home=HomeChapter("Riverside", riverside.id, PersonId(eve)))
    linked_with = [seen.people[visit.person_id].home_person_id for visit in seen.visits]
    assert linked_with == [tom.home_person_id, eve]


def test_a_visit_from_another_chapter_takes_few_statements(table: Table, riverside: Chapter) -> None:
    """As few as any act, also of who is linked with the other chapter's record for the first time."""
    table.do(c.WelcomeVisitor("Mo Bell"))
    with counted(table.store.engine) as executed:
        table.desk.sync.do(c.WelcomeVisitor("Tom Ray", home=HomeChapter("Riverside")))
    taken = [each for each in executed if "advisory" not in each]  # PostgreSQL's lock
    assert len(taken) <= 12, "\n".join(taken)
    assert riverside.id in {each.home_chapter_id for each in table.now.people.values()}


def test_whose_chapter_has_another_name_now_is_the_same_person(table: Table, riverside: Chapter) -> None:
    """Also who is on no record there: they are called by the chapter's new name from the next visit on."""
    seen = welcome(table, "Nobody There")
    before = seen.people[the_visiting(seen)]
    table.do(c.Withdraw("visit", table.now.visits[0].id))
    with table.store.writing(riverside.id) as unit:
        unit.update(t.chapter, riverside.id, name="Riverview", name_key="riverview")
    seen = welcome(table, before.own_name, before.home)
    assert the_visiting(seen) == before.id
    assert seen.name(before.id) == "Nobody There (Riverview)"


def test_a_member_who_was_on_record_as_visiting_has_a_name_alone(table: Table, riverside: Chapter) -> None:
    """Whichever of the two spellings stays when they are merged; undo brings both back."""
    visiting = the_visiting(welcome(table))
    at_home(table).do(AddMember(MemberSheet(name="Tom Ray", profession="Accounting")))
    with table.store.reading() as connection:
        query = select(t.person.c.id).where(t.person.c.chapter_id == table.now.chapter.id)
        joined = PersonId(connection.scalars(query.where(t.person.c.name == "Tom Ray")).one())
    at_home(table).do(MergePeople(joined, visiting))
    person = table.now.people[visiting]
    assert (person.name, person.home, riverside.name) == ("Tom Ray", None, "Riverside")
    at_home(table).do(Undo())
    assert table.now.name(visiting) == "Tom Ray (Riverside)"


def test_two_spellings_of_a_visiting_member_are_merged(table: Table, riverside: Chapter) -> None:
    """The one that stays takes over the link with their own chapter's record."""
    linked = the_visiting(welcome(table))
    other = welcome(table, "Tommy Ray").visits[-1].person_id
    table.do(c.Withdraw("visit", table.now.visits[-1].id))
    at_home(table).do(MergePeople(linked, other))
    person = table.now.people[other]
    assert (person.name, person.home_chapter_id) == ("Tommy Ray (Riverside)", riverside.id)
    assert person.home_person_id is not None
    at_home(table).do(Undo())
    assert the_visiting(table.now) == linked


def test_a_visiting_member_announced_as_substitute(table: Table, riverside: Chapter) -> None:
    """By name and chapter, in advance; the same person when they come."""
    on = table.now.meeting.on + timedelta(weeks=1)
    command = AnnounceAbsence(table.person("Cyrus Ng"), on, substitute="Tom Ray", home=RIVERSIDE)
    done = at_home(table).do(command)
    assert "Tom Ray (Riverside) for Cyrus Ng" in done.what
    seen = welcome(table)
    person = seen.people[the_visiting(seen)]
    assert (person.name, person.home_chapter_id) == ("Tom Ray (Riverside)", riverside.id)
    with table.store.reading() as connection:
        assert len(members_elsewhere_on_record(connection, seen.chapter.id)) == 1


def test_an_announced_substitute_is_called_as_at_home_by_now(table: Table, riverside: Chapter) -> None:
    """Who was on record here before their own chapter had them is linked with its record then."""
    person = welcome(table, "Ida Lund").people[the_visiting(table.now)]
    assert (person.home_chapter_id, person.home_person_id) == (riverside.id, None)
    with table.store.writing(riverside.id) as unit:
        eve = unit.connection.scalars(
            select(t.person.c.id).where(t.person.c.chapter_id == riverside.id, t.person.c.name == "Eve Stone")
        ).one()
        unit.update(t.person, eve, name="Ida Lund", name_key="ida lund")
    on = table.now.meeting.on + timedelta(weeks=1)
    at_home(table).do(AnnounceAbsence(table.person("Cyrus Ng"), on, substitute="ida lund", home=RIVERSIDE))
    assert table.now.people[person.id].home_person_id == eve
    assert table.now.name(person.id) == "Ida Lund (Riverside)"


def test_slips_of_a_visiting_member_are_handed_over(table: Table) -> None:
    """By a part of the name, where no member of the chapter is called so."""
    visiting = the_visiting(welcome(table))
    table.do(PassLead(giver_id=table.person("Ann Chu"), receiver_id=visiting, slip=WHOLE))
    seen = table.now
    handover = handover_for(table.store, seen.chapter, "tom", None, table.clock.now())
    assert (handover.receiver, len(handover.slips)) == ("Tom Ray (Riverside)", 1)
    given = given_by(table.store, seen.chapter, "ann", None, table.clock.now())
    assert [each.receiver for each in given.given.leads] == ["Tom Ray (Riverside)"]


def test_whoever_has_to_thank_sees_who_passed_the_lead(table: Table, riverside: Chapter) -> None:
    """A visiting member who stands in is named beside whom they stood in for: on the page of the receiver, in
    the record, in the minutes of members and in the report of leads.
    """
    cyrus, ann = table.person("Cyrus Ng"), table.person("Ann Chu")
    seen = table.do(c.SeatSubstitute(cyrus, "Tom Ray", "Accounting", home=RIVERSIDE))
    seat = seen.attendee(cyrus)
    assert seat is not None
    assert seat.substitute_id is not None
    seen = table.do(PassLead(giver_id=seat.substitute_id, receiver_id=ann, slip=WHOLE))
    wanted = "Tom Ray (Riverside) for Cyrus Ng"
    assert f"{wanted} → Ann Chu" in [line.who for line in record_lines(seen)]
    desk = at_home(table)
    page = desk.read(my_page, ann)
    assert [line.from_whom for line in page.calls] == [wanted]
    assert f"from {wanted}" in text_my_page(page)
    table.go_to_end()
    report = desk.read(write_report, "leads", Period(page.today, page.today), "text").decode()
    assert f"{wanted} to Ann Chu" in report
    minutes = desk.read(minutes_written, seen.meeting.id, Wanted("md", Audience.MEMBERS)).decode()
    assert f"**{wanted}** to Ann Chu" in minutes.replace("\\", "")


def test_the_minutes_and_the_counts_call_them_visiting(table: Table) -> None:
    """In the table of members their mark is that they visit, and the counts name them apart."""
    visiting = the_visiting(welcome(table))
    table.do(PassLead(giver_id=visiting, receiver_id=table.person("Ann Chu"), slip=WHOLE))
    assert (tally(table.now).visitors, tally(table.now).visiting) == (0, 1)
    minutes = at_home(table).read(minutes_written, table.now.meeting.id, Wanted("md")).decode()
    rows = [each for each in minutes.splitlines() if each.startswith("| Tom Ray")]
    assert any("visiting member" in row for row in rows)
    assert "no seat" not in minutes


HOSTILE = ("[/]", "[Anna]", "x" * 500, "\u05d0\u05e0\u05d4", "😀 Ann")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_chapters_stand_as_typed(table: Table, name: str) -> None:
    """Brackets, long names, emoji, and words from right to left."""
    seen = welcome(table, name, HomeChapter(name))
    person = seen.people[the_visiting(seen)]
    assert (person.own_name, person.home_chapter) == (name, name)
    assert person.name == f"{name} ({name})"


def test_a_name_that_is_put_right_means_another_member_of_their_chapter(
    table: Table, riverside: Chapter
) -> None:
    """Whoever was taken for Tom Ray is linked with whom the name means now, or with nobody."""
    visit = table.do(c.WelcomeVisitor("Tom Ray", home=RIVERSIDE)).visits[0]
    for typed, is_linked in (("Eve Stone", True), ("Ida Lund", False)):
        at_home(table).do(ChangeVisitor(visit.id, VisitorSheet(name=typed)))
        person = table.now.people[visit.person_id]
        assert (person.name, person.home_chapter_id) == (f"{typed} (Riverside)", riverside.id)
        assert (person.home_person_id is not None) is is_linked


def test_leads_between_meetings_go_to_visiting_members_on_record(table: Table) -> None:
    """They are listed with the members, and take a lead without being here; a visitor does not."""
    visiting = the_visiting(welcome(table))
    visitor = table.do(c.WelcomeVisitor("Mo Bell")).visits[-1].person_id
    desk, ann = at_home(table), table.person("Ann Chu")
    assert [person.id for person in desk.read(leads_picture).visiting] == [visiting]
    desk.do(PassLead(ann, visiting, WHOLE))
    desk.do(PassLead(visiting, ann, WHOLE))
    with pytest.raises(Refused, match="holds no seat here"):
        desk.do(PassLead(ann, visitor, WHOLE))


def test_a_name_that_is_put_right_between_meetings_stays_with_its_chapter(table: Table) -> None:
    """Whether the chapter was typed with it or not."""
    visit = welcome(table, "Tom Rae", HomeChapter("Faraway")).visits[0]
    for typed in ("Tom Ray", "Tom Ray (Faraway)"):
        at_home(table).do(ChangeVisitor(visit.id, VisitorSheet(name=typed)))
        assert table.now.name(visit.person_id) == "Tom Ray (Faraway)"
