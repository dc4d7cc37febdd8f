"""Home: what is next, what was last, and who is waited for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leadsroom.acts.leads.commands import NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.store.store import Store
from leadsroom.views.home import WaitingKind
from leadsroom.views.meeting.summary import summarise
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.table import Table
from tests.offices import AbsenceBook, Office, SeasonBook
from tests.sample import SAMPLE_NOW, closed_snapshots, sample_chapter
from tests.seen import attention_picture, home_picture

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


def test_the_last_meetings_say_what_their_summaries_say(demo_store: Store) -> None:
    """The five lines of home, counted by the database, agree with the meetings' own summaries."""
    home = home_picture(demo_store, sample_chapter(demo_store), SAMPLE_NOW)
    five = closed_snapshots(demo_store)[:5]
    assert [line.id for line in home.last] == [meeting.meeting.id for meeting in five]
    for line, meeting in zip(home.last, five, strict=True):
        summary = summarise(meeting)
        totals = summary.totals
        assert line.at_table == totals.present + totals.late + totals.substitutes
        assert (line.seats, line.substitutes) == (len(summary.attendance), totals.substitutes)
        assert (line.leads, line.qualified, line.visitors) == (
            totals.leads,
            totals.qualified,
            totals.visitors,
        )
        assert line.closed_business == totals.closed_business
        assert line.ended_late == summary.ended_late


def test_home_goes_as_far_back_as_it_is_asked_to(demo_store: Store) -> None:
    """Five meetings at first, and whether there are older ones; all of them when so many are wanted."""
    chapter = sample_chapter(demo_store)
    assert home_picture(demo_store, chapter, SAMPLE_NOW).older
    ids = [meeting.meeting.id for meeting in closed_snapshots(demo_store)]
    everything = home_picture(demo_store, chapter, SAMPLE_NOW, len(ids))
    assert ([line.id for line in everything.last], everything.older) == (ids, False)


@pytest.mark.parametrize(
    "amounts",
    [
        (Money(100, "USD"), Money(500, "EUR"), Money(300, "USD")),
        (Money(500, "ZAR"), Money(700, "EUR"), Money(0, "USD")),
        (Money(0, "EUR"),),
        (),
    ],
)
def test_currencies_are_told_apart_as_in_the_minutes(
    table: Table, store: Store, harborview: Chapter, clock: SetClock, amounts: tuple[Money, ...]
) -> None:
    """Home's figure for a meeting of several currencies is that of its summary, without the withdrawn."""
    seen = table.go()
    for amount in (*amounts, Money(999, "USD")):
        clock.pass_by(seconds=5)
        by, to = table.person("Ann Chu"), table.person("Maria Lopez")
        seen = table.do(ThankForBusiness(reported_by_id=by, credited_to_id=to, amount=amount))
    table.do(Withdraw("closed_business", seen.business[-1].id))
    table.go_to_end()
    (line,) = home_picture(store, harborview, clock.now()).last
    assert line.closed_business == summarise(table.now).totals.closed_business


def test_the_next_meeting_is_the_planned_one_of_today(demo_store: Store) -> None:
    """Home knows when today's meeting starts, also when that is not the chapter's usual time."""
    home = home_picture(demo_store, sample_chapter(demo_store), SAMPLE_NOW)
    assert home.next_on == home.chapter.today(SAMPLE_NOW)
    assert timedelta(0) <= home.next_starts_at - SAMPLE_NOW < timedelta(minutes=5)
    assert home.members == 18


def test_after_todays_meeting_the_next_is_in_a_week(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Once today's meeting is closed, the same weekday of next week is next."""
    today = harborview.today(clock.now())
    table.go_to_end()
    assert home_picture(store, harborview, clock.now()).next_on == today + _WEEK


def test_a_live_meeting_is_shown(table: Table, store: Store, harborview: Chapter, clock: SetClock) -> None:
    """The meeting that is on is there, and only while it is on."""
    assert home_picture(store, harborview, clock.now()).live is None
    live = table.go().meeting
    assert home_picture(store, harborview, clock.now()).live == live
    table.go_to_end()
    assert home_picture(store, harborview, clock.now()).live is None


@ON_BOTH
def test_home_knows_since_when_the_clock_is_paused(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A pause at the table stands on home until it is over."""
    table.go()
    assert home_picture(store, harborview, clock.now()).paused_since is None
    table.do(c.Pause())
    paused_at = clock.now()
    clock.pass_by(minutes=9)
    assert home_picture(store, harborview, clock.now()).paused_since == paused_at
    table.do(c.Resume())
    assert home_picture(store, harborview, clock.now()).paused_since is None


def test_a_chapter_without_meetings_has_a_home(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Nothing has happened yet, and home says so."""
    home = home_picture(store, harborview, clock.now())
    assert (home.last, home.waiting, home.members) == ((), (), 6)


def test_a_lead_waits_once_its_24_hours_are_over(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """At once until when it is to be called; a day later since when, with the oldest, and how many."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez", Slip("Jane Doe")))
    clock.pass_by(minutes=1)
    table.do(table.lead("Dee Fox", "Maria Lopez", Slip(need="a logo")))
    passed = table.now.leads[0].passed_at
    (line,) = home_picture(store, harborview, passed + _DAY - timedelta(seconds=1)).waiting
    assert (line.kind, line.who, line.count, line.by) == (
        WaitingKind.TO_CALL,
        "Maria Lopez",
        2,
        "Thu 7:00 AM",
    )
    (line,) = home_picture(store, harborview, passed + 3 * _DAY).waiting
    assert (line.kind, line.who, line.count) == (WaitingKind.LEADS_NOT_HEARD_FROM, "Maria Lopez", 2)
    assert (line.about, line.giver, line.since, line.days) == ("Jane Doe", "Ann Chu", passed, 3)


def test_a_lead_that_was_reported_on_waits_no_longer(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Thanks without a figure are word enough."""
    table.go()
    lead = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    table.do(
        ThankForBusiness(
            reported_by_id=lead.receiver_id,
            credited_to_id=lead.giver_id,
            amount=Money(0, "USD"),
            lead_id=lead.id,
        )
    )
    assert home_picture(store, harborview, clock.now() + _WEEK).waiting == ()


def test_a_visitor_of_two_visits_is_to_decide(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """A visitor appears after the second visit, with profession and host, and not after the first."""
    waiting = []
    for _ in range(2):
        table = Table.lay(store, harborview, clock)
        host = table.person("Dee Fox")
        table.do(c.WelcomeVisitor(name="Marcus Bell", profession="Landscaping", host_id=host))
        table.go_to_end()
        table.desk.close()
        waiting.append(home_picture(store, harborview, clock.now()).waiting)
        clock.pass_by(weeks=1)
    assert waiting[0] == ()
    (line,) = waiting[1]
    assert (line.kind, line.who, line.count) == (WaitingKind.VISITOR_DECIDES, "Marcus Bell", 2)
    assert (line.about, line.giver) == ("Landscaping", "Dee Fox")


def test_the_most_pressing_comes_first(demo_store: Store) -> None:
    """The lines go by what is waited for, then by how long; each receiver has one of each kind."""
    waiting = home_picture(demo_store, sample_chapter(demo_store), SAMPLE_NOW).waiting
    kinds = list(WaitingKind)
    order = [(kinds.index(line.kind), line.since) for line in waiting]
    assert order == sorted(order)
    assert len({(line.kind, line.who) for line in waiting}) == len(waiting)
    assert {WaitingKind.LEADS_NOT_HEARD_FROM, WaitingKind.WAITING_FOR_NEWS} <= {line.kind for line in waiting}


def _kinds(store: Store, chapter: Chapter, now: datetime) -> list[WaitingKind]:
    return [line.kind for line in home_picture(store, chapter, now).waiting]


def test_what_is_waited_for_follows_the_lead(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A lead in work waits for nothing, then for word, then is stale, and is let go after half a year."""
    table.go()
    lead = table.do(table.lead()).leads[0]
    clock.pass_by(days=2)
    assert _kinds(store, harborview, clock.now()) == [WaitingKind.LEADS_NOT_HEARD_FROM]
    Book(store, harborview.id, clock, "desk").do(NoteOutcome(lead.id, LeadOutcome.CONTACTED))
    noted_at = clock.now()
    assert _kinds(store, harborview, noted_at + 4 * _WEEK) == []
    assert _kinds(store, harborview, noted_at + 4 * _WEEK + _DAY) == [WaitingKind.WAITING_FOR_NEWS]
    assert _kinds(store, harborview, noted_at + 13 * _WEEK + _DAY) == [WaitingKind.STALE]
    assert _kinds(store, harborview, noted_at + 27 * _WEEK) == []


def test_a_follow_up_is_due_on_its_day(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Until then its lead presses nobody; it is due from the morning of that day, and however old it is."""
    table.go()
    lead = table.do(table.lead()).leads[0]
    today = harborview.today(clock.now())
    book = Book(store, harborview.id, clock, "desk")
    book.do(NoteOutcome(lead.id, LeadOutcome.NOTE, note="back in spring", follow_up_on=today + 30 * _WEEK))
    assert _kinds(store, harborview, clock.now() + _WEEK) == []
    (line,) = home_picture(store, harborview, clock.now() + 30 * _WEEK).waiting
    assert (line.kind, line.who, line.days) == (WaitingKind.FOLLOW_UP_DUE, "Maria Lopez", 0)


def test_who_has_left_is_not_waited_for(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A lead to somebody who no longer holds a seat is nobody's any more on home."""
    table.go()
    table.do(table.lead())
    office = Office(store, clock, "desk")
    maria = next(m for m in office.members(harborview.id) if m.person.name == "Maria Lopez")
    office.end_membership(maria.id)
    assert _kinds(store, harborview, clock.now() + 2 * _DAY) == []


@ON_BOTH
def test_absent_members_are_not_at_the_table(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Of six seats with one absent, one on medical leave and one substitute, four are at the table."""
    for name, mark in (("Ann Chu", Mark.ABSENT), ("Dee Fox", Mark.MEDICAL)):
        table.do(c.MarkAttendance(member_id=table.person(name), mark=mark))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray"))
    table.go_to_end()
    (line,) = home_picture(store, harborview, clock.now()).last
    assert (line.at_table, line.seats, line.substitutes) == (4, 6, 1)


def test_home_follows_the_calendar(table: Table, store: Store, harborview: Chapter, clock: SetClock) -> None:
    """A holiday is told with why and passed over; the open house after it is one, with who is away then."""
    table.go_to_end()
    today = harborview.today(clock.now())
    door, notices = SeasonBook(store, clock, "desk"), AbsenceBook(store, clock, "desk")
    door.mark_date(harborview.id, today + _WEEK, DateKind.HOLIDAY, "Thanksgiving")
    door.mark_date(harborview.id, today + 2 * _WEEK, DateKind.OPEN_HOUSE, "bring a guest")
    summary = notices.announce(
        harborview.id, table.person("Ann Chu"), today + 2 * _WEEK, substitute="Tom Ray"
    )
    home = home_picture(store, harborview, clock.now())
    assert home.next_on == today + 2 * _WEEK
    assert home.next_starts_at == harborview.starts_at(home.next_on)
    assert [(holiday.on, holiday.note) for holiday in home.holidays] == [(today + _WEEK, "Thanksgiving")]
    assert (home.is_open_house, home.away) == (True, (summary,))
    assert home.next_date is not None
    assert home.next_date.note == "bring a guest"


def test_home_tells_of_the_holiday_after_the_next_meeting(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Said a meeting ahead, so that nobody comes; one further away is not told yet."""
    door, today = SeasonBook(store, clock, "desk"), harborview.today(clock.now())
    door.mark_date(harborview.id, today + 2 * _WEEK, DateKind.HOLIDAY)
    assert home_picture(store, harborview, clock.now()).holidays == ()
    door.mark_date(harborview.id, today + _WEEK, DateKind.HOLIDAY)
    home = home_picture(store, harborview, clock.now())
    assert (home.next_on, home.is_open_house) == (today, False)
    assert [holiday.on for holiday in home.holidays] == [today + _WEEK]


def test_a_live_open_house_is_told(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """The kind of the meeting that is on is its own."""
    door = SeasonBook(store, clock, "desk")
    door.mark_date(harborview.id, harborview.today(clock.now()), DateKind.OPEN_HOUSE)
    table = Table.lay(store, harborview, clock)
    table.go()
    assert home_picture(store, harborview, clock.now()).is_open_house
    table.desk.close()


def test_a_prospect_who_calls_is_not_the_receivers_to_call(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Home keeps the prospects who are to call apart, for a week, and names nobody as late meanwhile."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez", Slip("Jane Doe", who_calls=WhoCalls.PROSPECT)))
    for days, kind in ((0, WaitingKind.PROSPECT_CALLS), (3, WaitingKind.PROSPECT_CALLS)):
        assert _kinds(store, harborview, clock.now() + days * _DAY) == [kind]
    assert _kinds(store, harborview, clock.now() + 8 * _DAY) == [WaitingKind.WAITING_FOR_NEWS]


def test_home_has_the_news_since_the_last_meeting(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """What receivers report between meetings is counted until the next one closes; before, there is none."""
    table.go()
    lead = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    table.do(table.lead("Dee Fox", "Maria Lopez", Slip(need="a logo")))
    table.go_to_end()
    clock.pass_by(days=1)
    assert attention_picture(store, harborview, clock.now()).news is None
    book = Book(store, harborview.id, clock, "desk")
    book.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(420_000, "USD"), lead.id))
    news = attention_picture(store, harborview, clock.now()).news
    assert news is not None
    assert (news.since, news.leads, news.closed) == (harborview.today(lead.passed_at), 1, 1)
