"""What a member did in another chapter: read there, shown at home, and counted once."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.exchange.letters.letters import letters_of
from leadsroom.exchange.my_page import json_my_page, text_my_page
from leadsroom.exchange.reports.lists import visitors_report
from leadsroom.exchange.reports.palms import palms_report
from leadsroom.store import tables as t
from leadsroom.views.association.members_elsewhere import members_elsewhere
from leadsroom.views.health.figures import FiguresOfPeriod, figures
from leadsroom.views.health.my_page import MyPage, my_page
from leadsroom.views.health.period_review import period_review
from tests.databases import ON_BOTH
from tests.harborview import found_chapter
from tests.meeting.table import WHOLE, Table

pytestmark = ON_BOTH

RIVERSIDE = HomeChapter("Riverside")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def riverside(table: Table) -> Chapter:
    """Another chapter of the same database."""
    people = (("Tom Ray", "Accounting"), ("Eve Stone", "Law"))
    return found_chapter(table.store, name="Riverside", people=people)


@pytest.fixture
def after_visit(table: Table, riverside: Chapter) -> Table:
    """Tom Ray of Riverside has visited Harborview, given a lead and received one; Eve Stone stood in."""
    assert riverside.name == RIVERSIDE.name
    seen = table.do(c.WelcomeVisitor("Tom Ray", home=RIVERSIDE))
    tom = seen.visits[0].person_id
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Eve Stone", home=RIVERSIDE))
    table.do(PassLead(tom, table.person("Ann Chu"), WHOLE))
    table.do(PassLead(table.person("Maria Lopez"), tom, Slip("Kim Lau", "+14155550102", need="a tax return")))
    table.go_to_end()
    return table


def home_page(table: Table, riverside: Chapter, name: str) -> MyPage:
    """The page of a member of Riverside."""
    desk = SyncDesk(table.store, riverside.id, table.clock, "riverside")
    return desk.read(my_page, _person(table, riverside, name))


def _person(table: Table, chapter: Chapter, name: str) -> PersonId:
    p = t.person.c
    with table.store.reading() as connection:
        found = connection.scalar(select(p.id).where(p.chapter_id == chapter.id, p.name == name))
    assert found is not None
    return PersonId(found)


def in_year(table: Table, chapter: Chapter) -> FiguresOfPeriod:
    """Everybody's figures of the year."""
    return SyncDesk(table.store, chapter.id, table.clock, "figures").read(figures, YEAR)


def test_the_home_chapter_says_what_they_did_there(after_visit: Table, riverside: Chapter) -> None:
    """A lead and a raw lead, with names and chapter, and where they stood in; it names no prospect."""
    page = home_page(after_visit, riverside, "Tom Ray")
    assert page.elsewhere.in_words(page.today) == (
        "1 lead given at Harborview: to Ann Chu (Harborview), Wed 18 Nov",
        "1 raw lead received at Harborview: from Maria Lopez (Harborview), Wed 18 Nov",
        "Visited Harborview on Wed 18 Nov",
    )
    eve = home_page(after_visit, riverside, "Eve Stone")
    assert eve.elsewhere.in_words(eve.today) == ("Stood in for Cyrus Ng (Harborview), Wed 18 Nov",)


def test_raw_leads_and_older_ones_are_no_leads_of_these_months(table: Table, riverside: Chapter) -> None:
    """Raw ones are counted apart, as everywhere; what was passed over a year ago is counted no more."""
    tom = table.do(c.WelcomeVisitor("Tom Ray", home=RIVERSIDE)).visits[0].person_id
    for slip in (WHOLE, Slip("Kim Lau"), Slip("Bo Ek")):
        table.do(PassLead(tom, table.person("Ann Chu"), slip))
    table.go_to_end()
    page = home_page(table, riverside, "Tom Ray")
    assert page.elsewhere.in_words(page.today)[:2] == (
        "1 lead given at Harborview: to Ann Chu (Harborview), Wed 18 Nov",
        "2 raw leads given at Harborview: to Ann Chu (Harborview), Wed 18 Nov",
    )
    later = page.elsewhere.in_words(page.today.replace(year=page.today.year + 2))
    assert not any("lead" in words for words in later)


def test_whom_to_call_from_another_chapter(after_visit: Table, riverside: Chapter) -> None:
    """On their own page, with the number: they have to call, wherever the lead was passed."""
    page = home_page(after_visit, riverside, "Tom Ray")
    (call,) = page.elsewhere.to_call
    assert call.line.giver.name == "Maria Lopez (Harborview)"
    text = text_my_page(page)
    assert "To call, from other chapters" in text
    assert "No lead given here in twelve months." in text
    assert "Kim Lau, (415) 555-0102" in text
    given, received = json.loads(json_my_page(page))["elsewhere"]["leads"]
    assert (given["given"], given["other"], given["prospect"]) == (True, "Ann Chu (Harborview)", None)
    assert (received["chapter"], received["prospect"]) == ("Harborview", "Kim Lau")
    assert "Jane Doe" not in json_my_page(page).decode() + text


def test_it_is_in_no_figure_of_the_home_chapter(after_visit: Table, riverside: Chapter) -> None:
    """Nor on its members: it counts where it was passed."""
    assert in_year(after_visit, riverside).total.is_empty
    total = in_year(after_visit, after_visit.now.chapter).total
    assert (total.given + total.given_raw, total.received + total.received_raw, total.visitors) == (2, 2, 0)


def test_the_sum_over_both_chapters_is_every_lead_once(after_visit: Table, riverside: Chapter) -> None:
    """Members' own leads and those between the chapters, whoever they are of."""
    there = Table.lay(after_visit.store, riverside, after_visit.clock)
    ann = there.do(c.WelcomeVisitor("Ann Chu", home=HomeChapter("Harborview"))).visits[0].person_id
    there.do(PassLead(ann, there.person("Tom Ray"), WHOLE))
    there.do(PassLead(there.person("Tom Ray"), there.person("Eve Stone"), WHOLE))
    there.go_to_end()
    there.desk.close()
    totals = [in_year(after_visit, chapter).total for chapter in (riverside, after_visit.now.chapter)]
    with after_visit.store.reading() as connection:
        passed = connection.scalar(select(func.count()).select_from(t.lead).where(t.counted_lead))
    assert sum(each.given + each.given_raw for each in totals) == passed == 4
    desk = SyncDesk(there.store, after_visit.now.chapter.id, there.clock, "harborview")
    page = desk.read(my_page, after_visit.person("Ann Chu"))
    assert page.elsewhere.in_words(page.today)[0].startswith(
        "1 lead given at Riverside: to Tom Ray (Riverside)"
    )


def test_nothing_breaks_when_the_member_changes_or_the_chapter_is_archived(
    after_visit: Table, riverside: Chapter
) -> None:
    """Renamed, merged into another spelling, left: what they did elsewhere is theirs; an archived chapter's
    record stays.
    """
    tom, harborview = _person(after_visit, riverside, "Tom Ray"), after_visit.now.chapter
    with after_visit.store.writing(riverside.id) as unit:
        other = unit.insert(t.person, chapter_id=riverside.id, name="Thomas Ray", name_key="thomas ray")
        unit.update(t.person, tom, merged_into_id=other)
        ship = unit.connection.scalar(
            select(t.membership.c.id).where(
                t.membership.c.person_id == tom, t.membership.c.chapter_id == riverside.id
            )
        )
        assert ship is not None
        unit.update(t.membership, ship, person_id=other, status="ended", ended_on=date(2026, 11, 20))
        unit.update(t.chapter, harborview.id, archived_on=date(2026, 11, 20))
    page = home_page(after_visit, riverside, "Thomas Ray")
    assert len(page.elsewhere.leads) == 2


def test_reviews_and_reports_of_days_name_who_came_from_other_chapters(
    after_visit: Table, riverside: Chapter
) -> None:
    """Beside the visitors, among whom they are not; in PALMS the line of visitors says what is in it."""
    here = SyncDesk(after_visit.store, after_visit.now.chapter.id, after_visit.clock, "reports")
    days = here.read(period_review, YEAR)
    assert [line.member.name for line in days.visiting_members] == ["Tom Ray (Riverside)"]
    assert days.visitors == ()
    report = here.read(visitors_report, YEAR)
    assert report.rows == ()
    assert "Not in it: 1 visit of members of other chapters: Tom Ray (Riverside)." in report.remarks
    (visit,) = report.facts["visiting_members"]
    assert (visit["name"], visit["home_chapter"], visit["host"]) == ("Tom Ray", "Riverside", None)
    assert any("count as no visitors" in remark for remark in here.read(palms_report, YEAR).remarks)
    there = SyncDesk(after_visit.store, riverside.id, after_visit.clock, "there")
    assert not there.read(period_review, YEAR).visiting_members
    assert not any("other chapters" in remark for remark in there.read(palms_report, YEAR).remarks)


def test_dollars_of_a_visiting_member_count_where_the_lead_was_passed(
    after_visit: Table, riverside: Chapter
) -> None:
    """Reported there between meetings; the giver has the credit, and the home chapter no figure."""
    here = SyncDesk(after_visit.store, after_visit.now.chapter.id, after_visit.clock, "dollars")
    lead = next(each for each in after_visit.now.leads if each.slip.prospect == "Kim Lau")
    maria = after_visit.person("Maria Lopez")
    here.do(ThankForBusiness(lead.receiver_id, maria, Money(90000, "USD"), lead_id=lead.id))
    found = in_year(after_visit, after_visit.now.chapter)
    (credited,) = [each.figures.dollars_credited for each in found.members if each.person.id == maria]
    assert credited.total == found.visitors.dollars_in.total == Money(90000, "USD")
    assert in_year(after_visit, riverside).total.is_empty


def test_without_a_link_the_home_chapter_says_nothing(table: Table) -> None:
    """A chapter that is in no database of ours is a name alone."""
    seen = table.do(c.WelcomeVisitor("Tom Ray", home=HomeChapter("Faraway")))
    assert seen.people[seen.visits[0].person_id].home_chapter_id is None
    page = table.desk.sync.read(my_page, table.person("Ann Chu"))
    assert not page.elsewhere
    assert "other chapters" not in text_my_page(page)


def test_members_are_found_by_letters_in_the_same_area_or_by_chapter(
    table: Table, riverside: Chapter
) -> None:
    """Of chapters in no area, in all that are in none; a typed chapter finds its own members."""
    read = table.desk.sync.read
    assert [person.name for person in read(members_elsewhere, "ray", "").members] == ["Tom Ray (Riverside)"]
    assert read(members_elsewhere, "ay", "").members == ()
    assert read(members_elsewhere, "%", "").members == ()
    with table.store.writing(riverside.id) as unit:
        area = unit.insert(t.area, level="area", name="North", name_key="north")
        unit.update(t.chapter, riverside.id, area_id=area)
    assert read(members_elsewhere, "ray", "").members == ()
    found = read(members_elsewhere, "ray", "river")
    assert [person.name for person in found.members] == ["Tom Ray (Riverside)"]
    assert [chapter.name for chapter in found.chapters] == ["Riverside"]
    assert not [person for person in found.members if person.phone or person.email]


def test_the_letter_of_the_home_chapter_names_calls_from_elsewhere(
    after_visit: Table, riverside: Chapter
) -> None:
    """They are counted in its subject, with the vCard of the prospect; no visitor's letter goes out there."""
    there = Table.lay(after_visit.store, riverside, after_visit.clock)
    there.go_to_end()
    there.desk.close()
    desk = SyncDesk(there.store, riverside.id, there.clock, "riverside")
    lines = desk.read(letters_of, there.meeting_id).lines
    letter = next(line.letter for line in lines if line.person.name == "Tom Ray")
    assert letter.asks.calls == 1
    assert "1 call" in letter.subject
    (part,) = [part for part in letter.parts if part.heading == "To call, from other chapters"]
    assert part.entries[0].head.words.startswith("Kim Lau")
    assert "From Maria Lopez (Harborview), Wed 18 Nov" in [line.words for line in part.entries[0].under]
    assert b"Kim Lau" in letter.cards
    at_harborview = after_visit.desk.sync.read(letters_of, after_visit.meeting_id).lines
    assert "Tom Ray (Riverside)" not in [line.person.name for line in at_harborview]
