"""One line a member from what is on record, and each lead of a period in short."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import (
    CheckSlip,
    NoteGiverAnswer,
    NoteOutcome,
    PassLead,
    ThankForBusiness,
)
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.acts.people.commands import EndMembership, MergePeople
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.member_health import MemberHealth, ServedCount, first_paid_long_ago
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import CheckCount, Served
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.store import Store
from leadsroom.views.health.figures import member_season
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import WHOLE, Table
from tests.past_meetings import membership_of, past_meeting, people_of
from tests.seen import seen

TODAY = START.date()
AUTUMN = Period(date(2026, 11, 1), date(2027, 3, 1))
INSIDE = Slip("Jane Doe", "+14155550101", "", "a web shop", expecting_call=True, inside=True)
OTHER = Slip("Kim Lau", "+14155550102", "", "insurance", expecting_call=True)
LATER = datetime(2027, 3, 1, 20, tzinfo=UTC)


@pytest.fixture
def who(store: Store, harborview: Chapter) -> dict[str, PersonId]:
    """Everybody by name."""
    return people_of(store, harborview)


@pytest.fixture
def book(store: Store, harborview: Chapter, clock: SetClock) -> Book:
    """What is entered between meetings."""
    return Book(store, harborview.id, clock, "home")


def health(store: Store, chapter: Chapter, period: Period = AUTUMN, now: datetime = LATER) -> HealthOfMembers:
    """Everybody's lines, as they are seen at a moment."""
    return seen(store, chapter, now, member_health, period)


def line(found: HealthOfMembers, name: str) -> MemberHealth:
    """Somebody's line."""
    return next(each for each in found.members if each.person.name == name)


def facts(store: Store, chapter: Chapter, period: Period = AUTUMN) -> list[LeadFacts]:
    """The leads of a period in short."""
    with store.reading() as connection:
        return lead_facts(connection, chapter, period)


def lead_ids(store: Store) -> list[LeadId]:
    """Every lead on record, in order."""
    with store.reading() as connection:
        return [LeadId(row.id) for row in connection.execute(t.lead.select().order_by(t.lead.c.id))]


def joined(store: Store, chapter: Chapter, who: PersonId, on: date) -> None:
    """Put a day of joining on record."""
    with store.writing(chapter.id) as unit:
        unit.update(t.membership, membership_of(store, who), joined_on=on)


def paid(table_or_book: Table | Book, lead: LeadFacts, minor: int = 10_000) -> None:
    """Report dollars for a lead."""
    table_or_book.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(minor, "USD"), lead.id))


@ON_BOTH
def test_everybody_at_the_table_has_a_line(table: Table, harborview: Chapter) -> None:
    """Zeros too, in the order of the roster, before anything is on record."""
    found = health(table.store, harborview)
    assert [each.person.name for each in found.members][:2] == ["Maria Lopez", "Ann Chu"]
    assert len(found.members) == 6
    assert {each.figures for each in found.members} == {Figures(currency="USD")}
    assert {each.cost for each in found.members} == {Cost("USD")}
    assert found.total.figures == found.others.figures == Figures(currency="USD")
    assert found.meetings == ()
    assert found.most_pressing_first == found.members
    assert found.throughout == ()


@ON_BOTH
def test_what_came_of_leads_in_short(table: Table, book: Book, harborview: Chapter) -> None:
    """The first outcome that says how far it is, the first that says more, and the payments that stand."""
    table.go()
    table.do(table.lead())
    table.do(table.lead("Dee Fox", "Ann Chu", INSIDE))
    table.do(table.lead("Dee Fox", "Paul Whitfield", Slip("Tom Ray")))
    table.go_to_end()
    first, inside, raw = facts(table.store, harborview)
    assert (first.on, first.meeting_id, first.qualified, first.inside) == (
        TODAY,
        table.meeting_id,
        True,
        False,
    )
    assert (inside.inside, raw.qualified) == (True, False)
    assert (first.first_call_at, first.first_outcome_at, first.first_dollar_at, first.payments) == (
        None,
        None,
        None,
        0,
    )
    moments = []
    for outcome in (LeadOutcome.NOTE, LeadOutcome.CONTACTED, LeadOutcome.WORKING):
        table.clock.pass_by(hours=1)
        moments.append(table.clock.now())
        book.do(NoteOutcome(first.id, outcome, "a note"))
    for _ in range(2):
        table.clock.pass_by(days=1)
        moments.append(table.clock.now())
        paid(book, first)
    table.clock.pass_by(hours=1)
    paid(book, inside)
    book.do(Undo())
    book.do(ThankForBusiness(inside.receiver_id, inside.giver_id, Money(0, "USD"), inside.id))
    book.do(NoteOutcome(raw.id, LeadOutcome.BAD, "nobody there"))
    bad_at = table.clock.now()
    first, inside, raw = facts(table.store, harborview)
    assert (first.first_call_at, first.first_outcome_at) == (moments[1], moments[2])
    assert (first.first_dollar_at, first.last_payment_at, first.payments) == (moments[3], moments[4], 2)
    assert first.state is LeadState.CLOSED
    assert (inside.first_call_at, inside.first_dollar_at, inside.payments) == (None, None, 0)
    assert (raw.bad, raw.first_call_at, raw.first_outcome_at) == (True, bad_at, bad_at)


@ON_BOTH
def test_dollars_are_a_call_and_an_outcome(table: Table, book: Book, harborview: Chapter) -> None:
    """Where nothing was heard before; a lead between meetings has the chapter's day of it."""
    table.go_to_end()
    table.clock.moment = datetime(2026, 11, 29, 7, 30, tzinfo=UTC)  # still the 28th in Los Angeles
    book.do(table.lead())
    (lead,) = facts(table.store, harborview)
    assert (lead.on, lead.meeting_id) == (date(2026, 11, 28), None)
    table.clock.pass_by(days=3)
    paid(book, lead)
    (lead,) = facts(table.store, harborview)
    now = table.clock.now()
    assert (lead.first_call_at, lead.first_outcome_at, lead.first_dollar_at) == (now, now, now)
    assert facts(table.store, harborview, Period(date(2026, 11, 29), date(2026, 12, 9))) == []
    assert facts(table.store, harborview, Period(date(2026, 11, 28), date(2026, 11, 28))) == [lead]


def test_what_counts_nowhere_is_no_lead_of_a_period(table: Table, harborview: Chapter) -> None:
    """A withdrawn one, a second slip, and whatever stands at a meeting that is not closed."""
    table.go()
    table.do(table.lead())
    table.do(table.lead("Dee Fox"))
    table.do(table.lead("Dee Fox", "Paul Whitfield", OTHER))
    assert facts(table.store, harborview) == []
    table.do(Withdraw("lead", lead_ids(table.store)[2]))
    table.go_to_end()
    (found,) = facts(table.store, harborview)
    assert found.giver_id == table.person("Ann Chu")


@ON_BOTH
def test_own_purchases_are_counted_where_they_were_paid(
    table: Table, book: Book, harborview: Chapter
) -> None:
    """Each lead once for its giver and its receiver, in the period in which dollars of it were reported."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez", INSIDE))
    table.do(table.lead("Ann Chu", "Dee Fox", OTHER))
    table.go_to_end()
    own, other = facts(table.store, harborview)
    for lead in (own, own, other):
        table.clock.pass_by(days=1)
        paid(book, lead)
    found = health(table.store, harborview)
    ann, maria = line(found, "Ann Chu"), line(found, "Maria Lopez")
    assert (ann.own_given, ann.own_received) == (1, 0)
    assert (maria.own_given, maria.own_received) == (0, 1)
    assert (ann.figures.dollars_credited.own, maria.figures.dollars_in.own) == (20_000, 20_000)
    assert (found.total.own_given, found.total.own_received) == (1, 1)
    on_the_day = health(table.store, harborview, Period(TODAY, TODAY))
    assert line(on_the_day, "Ann Chu").own_given == 0


@ON_BOTH
@pytest.mark.parametrize(
    ("weeks", "again", "share"),
    [(27, False, Share(1, 1)), (27, True, Share(0, 1)), (25, False, None)],
)
def test_paid_once_and_never_again(
    table: Table, book: Book, harborview: Chapter, weeks: int, again: bool, share: Share | None
) -> None:
    """Only in half a year or longer; another payment, whenever it came, ends that."""
    table.go()
    table.do(table.lead())
    table.do(table.lead("Ann Chu", "Dee Fox", OTHER))
    lead_id, other = lead_ids(table.store)
    ann, maria, dee = map(table.person, ("Ann Chu", "Maria Lopez", "Dee Fox"))
    table.do(ThankForBusiness(maria, ann, Money(5_000, "USD"), lead_id))
    table.do(ThankForBusiness(dee, ann, Money(0, "USD"), other))
    table.go_to_end()
    if again:
        table.clock.pass_by(weeks=weeks)
        book.do(ThankForBusiness(maria, ann, Money(5_000, "USD"), lead_id))
    last = TODAY + timedelta(weeks=weeks)
    found = health(table.store, harborview, Period(TODAY, last), START + timedelta(weeks=40))
    assert line(found, "Maria Lopez").paid_once == found.total.paid_once == share
    assert line(found, "Dee Fox").paid_once == (share and Share(0, 0))
    # Days to come make nothing long ago
    ahead = Period(TODAY, TODAY + timedelta(weeks=40))
    soon = seen(table.store, harborview, START + timedelta(weeks=5), member_health, ahead)
    assert soon.total.paid_once is None


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 3, 31)),
        (date(2026, 1, 1), date(2026, 6, 29), None),
        (date(2026, 6, 2), date(2026, 12, 1), date(2026, 9, 1)),
        (date(2026, 6, 2), date(2027, 12, 1), date(2026, 9, 1)),
        (date(2026, 6, 3), date(2027, 12, 1), None),
    ],
)
def test_paid_long_ago_needs_half_a_year(first: date, last: date, until: date | None) -> None:
    """Up to 13 weeks before the end, or before today, in windows of which six months are over."""
    found = first_paid_long_ago(Period(first, last), date(2026, 12, 1))
    assert found == (until and Period(first, until))


@ON_BOTH
def test_paid_once_goes_by_the_day_of_the_first_payment(
    table: Table, book: Book, harborview: Chapter
) -> None:
    """A lead passed before the window counts where it was first paid in it, and not again in the next one."""
    table.go()
    table.do(table.lead())
    (lead_id,) = lead_ids(table.store)
    table.go_to_end()
    table.clock.pass_by(weeks=2)
    ann, maria = map(table.person, ("Ann Chu", "Maria Lopez"))
    book.do(ThankForBusiness(maria, ann, Money(5_000, "USD"), lead_id))
    paid_on = TODAY + timedelta(weeks=2)
    last, day_after = paid_on + timedelta(weeks=13), paid_on + timedelta(days=1)
    long_before = TODAY - timedelta(weeks=26)
    for period, share in (
        (Period(long_before, last), Share(1, 1)),
        (Period(long_before, last - timedelta(days=1)), Share(0, 0)),
        (Period(paid_on, paid_on + timedelta(weeks=27)), Share(1, 1)),
        (Period(day_after, day_after + timedelta(weeks=27)), Share(0, 0)),
    ):
        found = health(table.store, harborview, period, START + timedelta(weeks=40))
        assert found.total.paid_once == share


@ON_BOTH
def test_answers_about_leads(table: Table, book: Book, harborview: Chapter) -> None:
    """A check is of the giver's slip, on its meeting's date; an answer says how the receiver served."""
    table.go()
    table.do(table.lead())
    table.go_to_end()
    table.desk.close()
    (lead_id,) = lead_ids(table.store)
    table.clock.pass_by(weeks=2)
    second = Table.lay(table.store, harborview, table.clock)
    second.go()
    second.do(CheckSlip(lead_id, called=True, expecting=False))
    before_close = health(table.store, harborview)
    second.go_to_end()
    second.desk.close()
    table.clock.pass_by(days=1)
    book.do(NoteGiverAnswer(lead_id, Served.SO_SO, "late"))
    book.do(NoteGiverAnswer(lead_id, Served.COMPLAINT, "never came"))
    found = health(table.store, harborview)
    assert line(before_close, "Ann Chu").checks == CheckCount()
    assert line(found, "Ann Chu").checks == found.total.checks == CheckCount(1, 1, 0, 0)
    assert line(found, "Maria Lopez").served == found.total.served == ServedCount(complaints=1)
    assert line(found, "Maria Lopez").checks == CheckCount()
    of_first = health(table.store, harborview, Period(TODAY, TODAY + timedelta(days=13)))
    assert (of_first.total.checks, of_first.total.served) == (CheckCount(), ServedCount())
    book.do(Withdraw("lead", lead_id))
    gone = health(table.store, harborview)
    assert (gone.total.checks, gone.total.served) == (CheckCount(), ServedCount())


def test_what_counts_nowhere_is_no_own_purchase(table: Table, book: Book, harborview: Chapter) -> None:
    """A second slip and a withdrawn lead are none, though the dollars that were reported of them stand."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez", INSIDE))
    table.do(table.lead("Dee Fox", "Maria Lopez", INSIDE))
    table.go_to_end()
    maria = table.person("Maria Lopez")
    first, second = lead_ids(table.store)
    book.do(ThankForBusiness(maria, table.person("Ann Chu"), Money(100, "USD"), first))
    book.do(ThankForBusiness(maria, table.person("Dee Fox"), Money(50, "USD"), second))
    found = health(table.store, harborview)
    assert (line(found, "Ann Chu").own_given, line(found, "Dee Fox").own_given) == (1, 0)
    book.do(Withdraw("lead", first))  # then the second slip is the first
    found = health(table.store, harborview)
    assert (line(found, "Ann Chu").own_given, line(found, "Dee Fox").own_given) == (0, 1)
    assert (found.total.own_received, found.total.reported.own) == (1, 150)


def test_answers_about_a_second_slip_count_nowhere(table: Table, book: Book, harborview: Chapter) -> None:
    """As the slip itself: what is asked about a prospect is asked about the first one."""
    table.go()
    table.do(table.lead())
    table.do(table.lead("Dee Fox"))
    first, second = lead_ids(table.store)
    table.do(CheckSlip(second, called=True, is_real=True))
    table.go_to_end()
    book.do(NoteGiverAnswer(second, Served.COMPLAINT, "never came"))
    found = health(table.store, harborview).total
    assert (found.checks, found.served) == (CheckCount(), ServedCount())
    book.do(Withdraw("lead", first))
    found = health(table.store, harborview).total
    assert (found.checks, found.served) == (CheckCount(1, 1, 0, 1), ServedCount(complaints=1))


def agrees_with_seasons(store: Store, chapter: Chapter, found: HealthOfMembers) -> None:
    """How soon something came, for all members at once and for one after the other."""
    for each in found.members:
        season = seen(store, chapter, LATER, member_season, each.person.id)
        assert (each.first_lead, each.first_dollar) == (season.first_lead, season.first_dollar)


@ON_BOTH
def test_how_soon_agrees_with_a_members_season(
    table: Table, book: Book, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """For all members at once the same as for one: at meetings and between, raw ones passed over."""
    days = {"Ann Chu": TODAY, "Dee Fox": TODAY + timedelta(days=3), "Paul Whitfield": date(2020, 1, 1)}
    for name, on in days.items():
        joined(table.store, harborview, who[name], on)
    table.go()
    table.do(table.lead("Maria Lopez", "Dee Fox"))  # before she joined
    table.do(table.lead("Maria Lopez", "Ann Chu", Slip("Tom Ray")))
    table.go_to_end()
    table.desk.close()
    table.clock.moment = datetime(2026, 12, 2, 7, 30, tzinfo=UTC)  # still the 1st in Los Angeles
    book.do(PassLead(who["Maria Lopez"], who["Ann Chu"], OTHER))
    book.do(ThankForBusiness(who["Ann Chu"], who["Maria Lopez"], Money(100, "USD")))
    table.clock.pass_by(days=1)
    second = Table.lay(table.store, harborview, table.clock)
    second.go()
    second.do(PassLead(who["Maria Lopez"], who["Dee Fox"], WHOLE, is_another=True))
    second.go_to_end()
    second.desk.close()
    found = health(table.store, harborview)
    agrees_with_seasons(table.store, harborview, found)
    assert line(found, "Ann Chu").first_lead.on == line(found, "Ann Chu").first_dollar.on == date(2026, 12, 1)
    assert line(found, "Dee Fox").first_lead.number == 1
    assert line(found, "Dee Fox").first_dollar.has_not_come
    assert line(found, "Paul Whitfield").first_lead.why == "joined before the first meeting on record"


def test_medians_are_of_those_with_a_place_at_every_meeting(
    store: Store, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """An absence is a place; who came to the table later is not among them, with or without a day of it."""
    first, second = TODAY - timedelta(weeks=2), TODAY - timedelta(weeks=1)
    maria, ann, dee = (who[name] for name in ("Maria Lopez", "Ann Chu", "Dee Fox"))
    past_meeting(store, harborview, first, {maria: "P", ann: "A"}, was_held=True)
    past_meeting(store, harborview, second, {maria: "P", ann: "P", dee: "P"}, was_held=True)
    found = health(store, harborview)
    assert found.regular_meetings == 2
    assert [each.person.name for each in found.throughout] == ["Maria Lopez", "Ann Chu"]
    only_second = health(store, harborview, Period(second, second))
    assert [each.person.name for each in only_second.throughout] == ["Maria Lopez", "Ann Chu", "Dee Fox"]


def test_before_the_first_meeting_nobody_waits_for_a_lead(
    table: Table, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """A roster that was just read in has days of joining of years ago, and no record of what came of them."""
    joined(table.store, harborview, who["Ann Chu"], date(2020, 1, 1))
    ann = line(health(table.store, harborview), "Ann Chu")
    assert ann.first_lead.why == ann.first_dollar.why == "no meeting on record yet"
    assert ann.advice == ()


def test_who_has_left_waits_no_longer(
    table: Table, book: Book, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """How soon the first lead and dollars came is of the time until they left, whatever came later."""
    joined(table.store, harborview, who["Ann Chu"], TODAY)
    table.go()
    table.do(table.lead())
    table.go_to_end()
    table.desk.close()
    left = TODAY + timedelta(weeks=2)
    table.clock.pass_by(weeks=2)
    book.do(EndMembership(membership_of(table.store, who["Ann Chu"]), left))
    table.clock.pass_by(weeks=1)
    book.do(ThankForBusiness(who["Ann Chu"], who["Maria Lopez"], Money(100, "USD")))
    found = health(table.store, harborview)
    agrees_with_seasons(table.store, harborview, found)
    ann = line(found, "Ann Chu")
    assert ann.figures.dollars_in.total == Money(100, "USD")
    assert ann.first_lead.why == "none yet, after 1 meeting"
    assert ann.first_dollar.why == "none yet, after 2 weeks"


def test_who_has_left_stays_with_what_they_did(
    table: Table, book: Book, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """Last, without months or a renewal, and nothing is to be done for them; later they are gone."""
    table.go()
    table.do(table.lead())
    table.go_to_end()
    for name in ("Ann Chu", "Robert Diaz"):
        book.do(EndMembership(membership_of(table.store, who[name]), TODAY))
    found = health(table.store, harborview)
    assert [each.person.name for each in found.members][-2:] == ["Ann Chu", "Robert Diaz"]
    ann = found.members[-2]
    assert (ann.figures.given, ann.months_since_joined, ann.renews_on, ann.advice) == (1, None, None, ())
    after = Period(TODAY + timedelta(days=1), AUTUMN.last)
    assert "Ann Chu" not in {each.person.name for each in health(table.store, harborview, after).members}


def test_two_spellings_of_one_person_are_one_line(
    table: Table, book: Book, harborview: Chapter, who: dict[str, PersonId]
) -> None:
    """A merge changes no sum: what was of the other is of who stayed."""
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez", INSIDE))
    table.go_to_end()
    (lead,) = facts(table.store, harborview)
    paid(book, lead)
    before = health(table.store, harborview)
    with table.store.writing(harborview.id) as unit:
        other = unit.insert(t.person, chapter_id=harborview.id, name="Anne Chu", name_key="anne chu")
        unit.update(t.lead, lead.id, giver_id=other)
        report = unit.connection.execute(t.closed_business.select()).one()
        unit.update(t.closed_business, report.id, credited_to_id=other)
    apart = health(table.store, harborview)
    assert (line(apart, "Ann Chu").own_given, apart.others.own_given) == (0, 1)
    assert apart.total == before.total
    book.do(MergePeople(PersonId(other), who["Ann Chu"]))
    assert health(table.store, harborview) == before


@ON_BOTH
def test_another_chapter_changes_nothing(table: Table, book: Book, harborview: Chapter) -> None:
    """Two chapters in one database, with leads, dollars, checks and newcomers each."""

    def season(chapter: Chapter, at: Table) -> None:
        for who in people_of(at.store, chapter).values():
            joined(at.store, chapter, who, TODAY)
        at.go()
        at.do(at.lead("Ann Chu", "Maria Lopez", INSIDE))
        at.do(at.lead("Ann Chu", "Dee Fox", OTHER))
        at.go_to_end()
        at.desk.close()

    season(harborview, table)
    for lead in facts(table.store, harborview):
        paid(book, lead)
        book.do(NoteGiverAnswer(lead.id, Served.WELL))
    before, leads = health(table.store, harborview), facts(table.store, harborview)
    other = found_chapter(table.store, name="Canalside")
    table.clock.moment = START
    season(other, Table.lay(table.store, other, table.clock))
    assert health(table.store, harborview) == before
    assert facts(table.store, harborview) == leads
    theirs = health(table.store, other)
    assert (theirs.total.figures.given, theirs.total.own_given, theirs.total.served) == (2, 0, ServedCount())
    assert line(theirs, "Maria Lopez").first_lead.number == 1
