"""A member's own page, from what five weeks put on record: calls, thanks, what was given, dates, balances."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting.commands import KeepAsk, WelcomeVisitor
from leadsroom.acts.money.commands import ChargeMember
from leadsroom.acts.people.commands import AnnounceAbsence, EndMembership, FollowUpVisitor
from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.statistics import rounded
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.lead_today import Stands
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.my_page import MyPage, my_page
from leadsroom.views.health.season_words import (
    how_soon_in_words,
    never_exchanged_in_words,
    season_table,
    trends,
)
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.past_meetings import hold, membership_of, people_of
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

WEEK = timedelta(weeks=1)
NEXT = date(2026, 11, 25)
HOSTILE = "[/b] [Anna] \N{RIGHT-TO-LEFT OVERRIDE}x 😀"


@pytest.fixture
def book(store: Store, harborview: Chapter, clock: SetClock) -> Book:
    """A desk between meetings."""
    return Book(store, harborview.id, clock, "desk")


@pytest.fixture
def maria(table: Table) -> PersonId:
    """Whose page it is."""
    return table.person("Maria Lopez")


def page(store: Store, chapter: Chapter, clock: SetClock, who: PersonId) -> MyPage:
    """The page as it stands now."""
    return seen(store, chapter, clock.now(), my_page, who)


def slip(prospect: str) -> Slip:
    """A whole slip, each prospect with a number of their own."""
    return Slip(prospect, f"+141555501{len(prospect):02}", "", "a web shop", expecting_call=True)


@ON_BOTH
def test_five_weeks_of_a_lead(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, book: Book, maria: PersonId
) -> None:
    """To call in time, overdue, in progress with a giver to thank, and closed, on each of those days; the
    giver's page has the same news.
    """
    ann = table.person("Ann Chu")
    table.go()
    lead = table.do(table.lead(slip=slip("Jane Doe"))).leads[0]

    def stands() -> tuple[list[str], list[str], list[str], list[str]]:
        mine, of_ann = (page(store, harborview, clock, who) for who in (maria, ann))
        return (
            [line.today.words for line in mine.calls],
            [line.today.words for line in mine.in_progress],
            [line.giver.name for line in mine.thanks],
            [each.today.words for each in of_ann.given.leads],
        )

    to_call = "to call until Thu 19 Nov, 7:00 AM"
    assert stands() == ([to_call], [], [], [to_call])
    clock.pass_by(days=2)
    assert stands() == (["overdue since Thu 19 Nov"], [], [], ["overdue since Thu 19 Nov"])
    book.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED))
    contacted = "contacted Fri 20 Nov"
    assert stands() == ([], [contacted], ["Ann Chu"], [contacted])
    clock.pass_by(weeks=4, days=2)
    silent = f"{contacted}, no news for 4 weeks"
    assert stands() == ([], [silent], ["Ann Chu"], [silent])
    book.do(ThankForBusiness(maria, ann, Money(420_000, "USD"), lead.id))
    assert stands() == ([], [], [], ["closed $4,200 Sun 20 Dec"])
    assert page(store, harborview, clock, ann).given.dollars.total == Money(420_000, "USD")


def test_a_testimonial_for_a_lead_is_thanks(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, book: Book, maria: PersonId
) -> None:
    """By its receiver; what somebody else says of it is none of theirs."""
    table.go()
    ann, dee = table.person("Ann Chu"), table.person("Dee Fox")
    lead = table.do(table.lead()).leads[0]
    book.do(NoteOutcome(lead.id, LeadOutcome.WORKING))
    table.do(GiveTestimonial(dee, ann, "She knows everybody.", lead.id))
    assert [line.id for line in page(store, harborview, clock, maria).thanks] == [lead.id]
    table.do(GiveTestimonial(maria, ann, "What a lead!", lead.id))
    assert page(store, harborview, clock, maria).thanks == ()


def test_what_was_given_and_received_and_who_was_met(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, book: Book, maria: PersonId
) -> None:
    """The giver has the news and the dollars, the receiver how soon they are heard of; both met."""
    table.go()
    ann = table.person("Ann Chu")
    first, second = (table.do(table.lead(slip=slip(who))).leads[-1] for who in ("Jane Doe", "Joanna Bauer"))
    table.do(ThankForBusiness(maria, ann, Money(420_000, "USD"), first.id))
    table.go_to_end()
    book.do(LogOneToOne(ann, maria, harborview.today(clock.now())))
    of_ann = page(store, harborview, clock, ann)
    assert [each.lead.id for each in of_ann.given.leads] == [first.id, second.id]
    assert of_ann.given.dollars.total == Money(420_000, "USD")
    assert (of_ann.season.last_6_months.figures.given, of_ann.first_news.leads) == (2, 0)
    of_maria = page(store, harborview, clock, maria)
    assert (of_maria.given.leads, of_maria.season.last_6_months.figures.received) == ((), 2)
    assert of_maria.first_news.words == "1 lead so far: a median takes 5"
    assert len(of_ann.one_to_ones) == len(of_maria.one_to_ones) == 1


def test_asks_and_how_many_leads_answered_them(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, maria: PersonId
) -> None:
    """The last ones of the member, the latest first; a lead received says which ask it answers."""
    table.go_to(StepKind.PITCHES)
    turn = table.turn_of("Maria Lopez")
    table.do(KeepAsk(turn.id, "shops without a web page"))
    table.do(KeepAsk(table.turn_of("Dee Fox").id, "weddings"))
    answer = table.lead(slip=slip("Jane Doe"))
    table.do(type(answer)(answer.giver_id, maria, answer.slip, answers_id=turn.id))
    found = page(store, harborview, clock, maria)
    assert [(ask.looking_for, ask.answers, ask.substitute) for ask in found.asks] == [
        ("shops without a web page", 1, "")
    ]
    assert [line.answers for line in found.calls] == ["shops without a web page"]


def test_what_is_ahead_and_what_is_owed(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, book: Book, maria: PersonId
) -> None:
    """Talk, step and notice on their dates, the visitor whom nobody has asked yet, the balance."""
    table.go()
    table.do(WelcomeVisitor("Vic Stone", "Florist", maria))
    visit = table.do(WelcomeVisitor("Una Hale", "Baker", maria)).visits[-1]
    table.do(WelcomeVisitor("Ned Park", "Painter", table.person("Dee Fox")))
    table.go_to_end()
    book.do(FollowUpVisitor(visit.id, Became.NOT_INTERESTED))
    book.do(AnnounceAbsence(maria, NEXT + WEEK, Mark.LATE))
    book.do(PlanTalk(NEXT, "Maria Lopez", "Fonts"))
    book.do(NameLeader(NEXT, StepKind.WELCOME, maria))
    book.do(ChargeMember(maria, AccountKind.MEAL, Money(1_200, "USD")))
    found = page(store, harborview, clock, maria)
    assert [(each.on, each.words) for each in found.dates] == [
        (NEXT, "meeting at 7:00 AM"),
        (NEXT, "talk: Fonts"),
        (NEXT, "leads Welcome"),
        (NEXT + WEEK, "meeting at 7:00 AM"),
        (NEXT + WEEK, "late"),
        (NEXT + 2 * WEEK, "meeting at 7:00 AM"),
    ]
    assert [visitor.person.name for visitor in found.to_ask] == ["Vic Stone"]
    assert found.owed == (Money(1_200, "USD"),)


def test_attendance_is_the_same_figure_on_each_page(demo_store: Store) -> None:
    """A member's own page says it to the same decimal as the page of all members, of the same days."""
    chapter = sample_chapter(demo_store)
    maria = people_of(demo_store, chapter)["Maria Lopez"]
    season = seen(demo_store, chapter, SAMPLE_NOW, my_page, maria).season
    rows = {row.label: row.cells for row in season_table(season, chapter.country).rows}
    found = seen(demo_store, chapter, SAMPLE_NOW, member_health, season.last_12_months.period).members
    share = next(each.attendance for each in found if each.person.id == maria)
    assert share.percent is not None
    assert rows["Attended in person"][1] == f"{share.count} of {share.of}"
    assert rows["in percent"][1] == f"{rounded(share.percent)} %"


def test_a_newcomer_reads_counts_and_no_rates(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Of two meetings no rate is made; how soon the first lead came is counted from the day of joining."""
    who = people_of(store, harborview)
    maria, today = who["Maria Lopez"], harborview.today(clock.now())
    with store.writing(harborview.id) as unit:
        unit.update(t.membership, membership_of(store, maria), joined_on=today - 2 * WEEK)
    for weeks, mark in ((2, "P"), (1, "A")):
        hold(store, harborview, today - weeks * WEEK, {"Maria Lopez": mark})
    season = page(store, harborview, clock, maria).season
    table = season_table(season, "US")
    cells = {row.label: row.cells for row in table.rows}
    assert table.spans == ("6 months", "12 months", "since 4 Nov 2026")
    assert cells["Attended in person"] == ("1 of 2",) * 3
    assert cells["in percent"] == ("–",) * 3
    assert (cells["given a meeting"], cells["Leads given"]) == (("–",) * 3, ("0 · 0 raw",) * 3)
    assert table.note == "Under 6 meetings there are counts and no rates."
    assert how_soon_in_words(season.first_lead, "meeting", today) == "none yet, after 2 meetings"
    assert [trend.words for trend in trends(season, "USD", "US")] == ["0 in 12 months", "$0 in 12 months"]
    assert never_exchanged_in_words(season) == "Ann Chu, Robert Diaz, Cyrus Ng, Dee Fox and Paul Whitfield"


def test_a_member_with_nothing_on_record(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Nothing but the dates of the chapter."""
    found = page(store, harborview, clock, people_of(store, harborview)["Dee Fox"])
    empty = (found.calls, found.in_progress, found.thanks, found.given.leads, found.asks, found.owed)
    assert empty == ((),) * 6
    assert [each.words for each in found.dates] == ["meeting at 7:00 AM"] * 3


def test_somebody_who_has_left_has_their_page(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, book: Book, maria: PersonId
) -> None:
    """With what they were to call, and no dates of the chapter; a visitor never had one."""
    table.go()
    table.do(WelcomeVisitor("Vic Stone", "Baker", maria))
    table.do(table.lead(slip=slip(HOSTILE)))
    table.go_to_end()
    book.do(EndMembership(membership_of(store, maria)))
    clock.pass_by(weeks=40)
    found = page(store, harborview, clock, maria)
    assert [line.today.stands for line in found.calls] == [Stands.OVERDUE]
    assert [line.id for line in found.stale] == [LeadId(1)]
    assert found.pressing == ()
    assert (found.dates, found.has_left) == ((), "left 18 Nov 2026")
    with pytest.raises(Refused, match=r"Vic Stone was never a member here\."):
        page(store, harborview, clock, people_of(store, harborview)["Vic Stone"])
