"""What counts in a period: days, extra meetings, visitors, and who joined, left or was merged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import LogOneToOne, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting.commands import MarkAttendance, WelcomeVisitor, Withdraw
from leadsroom.acts.people.commands import Decide, EndMembership, MergePeople
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures, HowSoon, total
from leadsroom.domain.ids import BusinessId, LeadId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.rules.chapter_rules import ChapterRules, VisitorRules
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.figures import FiguresOfPeriod, MemberSeason, figures, member_season
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import START, SetClock
from tests.meeting.table import WHOLE, Table
from tests.past_meetings import hold, membership_of, people_of
from tests.seen import seen

TODAY = START.date()
WEEK = timedelta(weeks=1)
NOVEMBER, DECEMBER = (
    Period(date(2026, 11, 1), date(2026, 11, 30)),
    Period(date(2026, 12, 1), date(2026, 12, 31)),
)
NOBODY = Figures(currency="USD")
LATER = datetime(2027, 1, 8, 18, tzinfo=UTC)


@pytest.fixture
def who(store: Store, harborview: Chapter) -> dict[str, PersonId]:
    """Everybody by name."""
    return people_of(store, harborview)


@pytest.fixture
def book(store: Store, harborview: Chapter, clock: SetClock) -> Book:
    """What is entered between meetings."""
    return Book(store, harborview.id, clock, "home")


def of(store: Store, chapter: Chapter, period: Period, now: datetime = LATER) -> FiguresOfPeriod:
    """The figures of a period, as they are seen at a moment."""
    return seen(store, chapter, now, figures, period)


def by_name(found: FiguresOfPeriod) -> dict[str, Figures]:
    """The figures of each member, in the order of the roster."""
    return {each.person.name: each.figures for each in found.members}


@ON_BOTH
def test_the_day_is_the_chapters_own(
    store: Store, harborview: Chapter, clock: SetClock, book: Book, who: dict[str, PersonId]
) -> None:
    """What is entered between meetings half an hour before midnight counts that day, at midnight the next."""
    maria, ann = who["Maria Lopez"], who["Ann Chu"]
    clock.moment = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)  # 23:30 on 30 November in Los Angeles
    book.do(PassLead(ann, maria, WHOLE))
    book.do(ThankForBusiness(maria, ann, Money(700, "USD"), LeadId(1)))
    clock.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
    book.do(ThankForBusiness(maria, ann, Money(50, "EUR"), LeadId(1)))
    november, december = of(store, harborview, NOVEMBER), of(store, harborview, DECEMBER)
    assert (november.total.given, november.total.dollars_in.first_payments) == (1, Money(700, "USD"))
    assert (december.total.given, december.total.dollars_in.since_then) == (0, Money(50, "EUR"))
    whole = of(store, harborview, Period(date.min, date.max))
    assert whole.total == total((november.total, december.total), "USD")
    assert [(each.currency, each.total.minor) for each in whole.of(maria).reported] == [
        ("EUR", 50),
        ("USD", 700),
    ]


@ON_BOTH
def test_an_extra_meeting_has_leads_and_no_marks(
    store: Store, harborview: Chapter, clock: SetClock, table: Table
) -> None:
    """As no rule counts its marks; and a meeting that is not closed counts nowhere."""
    table.do(MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.go()
    table.do(table.lead())
    assert of(store, harborview, NOVEMBER).total == NOBODY
    table.go_to_end(seconds=1)
    extra = Table.lay_extra(store, harborview, clock)
    extra.do(MarkAttendance(extra.person("Dee Fox"), Mark.ABSENT))
    extra.go()
    extra.do(extra.lead("Dee Fox", "Ann Chu"))
    extra.go_to_end(seconds=1)
    found = of(store, harborview, NOVEMBER)
    assert by_name(found)["Dee Fox"] == replace(NOBODY, meetings=1, absent=1, given=1)
    assert [(each.number, each.counts_attendance) for each in found.meetings] == [(1, True), (2, False)]
    extra.desk.close()


@ON_BOTH
def test_visitors_and_those_who_joined(
    store: Store, harborview: Chapter, clock: SetClock, table: Table, book: Book
) -> None:
    """A visit counts for its host, one of an open house by the rules; a newcomer once, for the first host."""
    ann, dee = table.person("Ann Chu"), table.person("Dee Fox")
    table.do(WelcomeVisitor("Vic Stone", "Painting", host_id=ann))
    table.do(WelcomeVisitor("Kim Lau"))
    table.go_to_end(seconds=1)
    clock.moment = START + WEEK
    second = Table.lay(store, harborview, clock)
    second.do(WelcomeVisitor("Vic Stone", host_id=dee))
    second.go_to_end(seconds=1)
    second.desk.close()
    with store.writing(harborview.id) as unit:
        unit.update(t.meeting, second.meeting_id, kind="open house")
        profession = unit.insert(t.profession, chapter_id=harborview.id, name="Painting", name_key="painting")
        about = {
            "person_id": second.person("Vic Stone"),
            "profession_id": profession,
            "offices": [],
            "seat": 7,
        }
        unit.insert(
            t.membership, chapter_id=harborview.id, status="active", joined_on=TODAY + 2 * WEEK, **about
        )
    found = of(store, harborview, NOVEMBER)
    brought = {
        name: (each.visitors, each.joined)
        for name, each in by_name(found).items()
        if name in ("Ann Chu", "Dee Fox")
    }
    assert brought == {"Ann Chu": (1, 1), "Dee Fox": (0, 0)}
    assert (found.visitors.visitors, found.total.visitors, found.total.joined) == (1, 2, 1)
    counting = replace(harborview, rules=ChapterRules(visitors=VisitorRules(open_house_counts=True)))
    assert of(store, counting, NOVEMBER).of(dee).visitors == 1


def test_who_left_and_who_was_merged(
    store: Store, harborview: Chapter, clock: SetClock, book: Book, who: dict[str, PersonId]
) -> None:
    """A member who left stands last with all they did; two spellings of one person are added up."""
    hold(store, harborview, TODAY, {"Paul Whitfield": "A"})
    clock.moment = START + timedelta(days=1)
    book.do(PassLead(who["Ann Chu"], who["Paul Whitfield"], WHOLE))
    book.do(LogOneToOne(who["Ann Chu"], who["Maria Lopez"], TODAY))
    book.do(EndMembership(membership_of(store, who["Ann Chu"])))
    before = of(store, harborview, NOVEMBER)
    assert list(by_name(before))[-1] == "Ann Chu"
    assert by_name(before)["Ann Chu"] == replace(NOBODY, meetings=1, present=1, given=1, one_to_ones=1)
    assert (before.total.absent, before.total.one_to_ones) == (1, 2)
    clock.moment = datetime(2026, 12, 2, 18, tzinfo=UTC)
    book.do(ThankForBusiness(who["Dee Fox"], who["Ann Chu"], Money(100, "USD")))
    december = of(store, harborview, DECEMBER)
    assert list(by_name(december)) == ["Dee Fox", "Ann Chu"]  # dollars come late
    assert by_name(december)["Ann Chu"].dollars_credited.total == Money(100, "USD")
    with store.writing(harborview.id) as unit:
        twin = unit.insert(t.person, chapter_id=harborview.id, name="Ann Chew", name_key="ann chew")
        unit.insert(
            t.testimonial,
            by_id=twin,
            about_id=who["Dee Fox"],
            words="",
            at=START + timedelta(days=2),
            chapter_id=1,
        )
    assert of(store, harborview, NOVEMBER).visitors.testimonials == 1
    book.do(MergePeople(PersonId(twin), who["Ann Chu"]))
    merged = of(store, harborview, NOVEMBER)
    assert (merged.visitors, by_name(merged)["Ann Chu"].testimonials) == (NOBODY, 1)


@ON_BOTH
def test_what_was_changed_afterwards(
    store: Store, harborview: Chapter, clock: SetClock, table: Table, book: Book
) -> None:
    """Changed at the table or elsewhere once it was over, called bad, withdrawn, or entered after the period:
    each with its date. An outcome that changes no figure is none of it.
    """
    maria, ann, dee = map(table.person, ("Maria Lopez", "Ann Chu", "Dee Fox"))
    table.go()
    table.do(table.lead())
    table.do(table.lead("Dee Fox", "Maria Lopez", Slip("Tom Ray", need="a roof")))
    table.do(ThankForBusiness(maria, dee, Money(100, "USD")))
    table.go_to_end(seconds=1)
    assert of(store, harborview, NOVEMBER).corrections == ()
    clock.pass_by(minutes=5)
    table.do(MarkAttendance(ann, Mark.LATE))
    clock.moment = START + WEEK
    book.do(NoteOutcome(LeadId(1), LeadOutcome.CONTACTED))
    clock.pass_by(hours=1)
    book.do(NoteOutcome(LeadId(2), LeadOutcome.BAD, "wrong number"))
    clock.pass_by(hours=1)
    book.do(ThankForBusiness(maria, dee, Money(900, "USD"), corrects=BusinessId(1)))
    clock.pass_by(hours=1)
    book.do(Withdraw("lead", 1))
    clock.moment = START + 3 * WEEK
    book.do(LogOneToOne(maria, ann, TODAY))
    book.do(Decide(dee, DecisionKind.TRAINING, TODAY + WEEK))
    november = of(store, harborview, NOVEMBER)
    assert [(each.on.day, each.what) for each in november.corrections] == [
        (18, "Ann Chu: late"),
        (18, "Maria Lopez, Tom Ray: bad lead · wrong number"),
        (18, "Corrected: $9 closed, Maria Lopez thanks Dee Fox (it was $1)"),
        (18, "Withdrew a lead"),
        (18, "One-to-one of Maria Lopez and Ann Chu"),
        (25, "Training of Dee Fox"),
    ]
    assert of(store, harborview, DECEMBER).corrections == ()


def season(store: Store, chapter: Chapter, person_id: PersonId) -> MemberSeason:
    """A member's season, seen half a year later."""
    return seen(store, chapter, START + 26 * WEEK, member_season, person_id)


def test_the_season_of_a_newcomer(
    store: Store, harborview: Chapter, clock: SetClock, book: Book, who: dict[str, PersonId]
) -> None:
    """How soon the first lead and the first dollars came, and with whom no lead was exchanged."""
    ann, maria = who["Ann Chu"], who["Maria Lopez"]
    with store.writing(harborview.id) as unit:
        unit.update(t.membership, membership_of(store, ann), joined_on=TODAY)
    for week in range(8):
        hold(store, harborview, TODAY + week * WEEK, {})
    clock.moment = START + 2 * WEEK
    book.do(PassLead(maria, ann, WHOLE))
    book.do(PassLead(who["Dee Fox"], ann, Slip("Tom Ray", need="a cake")))
    clock.moment = START + 5 * WEEK
    book.do(ThankForBusiness(ann, maria, Money(4_000, "USD"), LeadId(1)))
    found = season(store, harborview, ann)
    assert (found.first_lead, found.first_dollar) == (
        HowSoon(3, TODAY + 2 * WEEK),
        HowSoon(5, TODAY + 5 * WEEK),
    )
    assert [each.name for each in found.never_exchanged] == ["Robert Diaz", "Cyrus Ng", "Paul Whitfield"]
    everything = replace(NOBODY, meetings=8, present=8, received=1, received_raw=1)
    assert replace(found.since_joining.figures, reported=()) == everything
    assert found.since_joining.figures == found.last_12_months.figures
    assert found.last_6_months.period == Period(date(2026, 11, 20), date(2027, 5, 19))
    assert found.last_6_months.figures.meetings == 7
    assert season(store, harborview, maria).first_lead.why == "no day of joining on record"


def test_only_members_have_a_season(store: Store, harborview: Chapter, table: Table) -> None:
    """A visitor has none, and is called by name."""
    table.do(WelcomeVisitor("Vic Stone"))
    with pytest.raises(Refused, match="Vic Stone was never a member here"):
        season(store, harborview, table.person("Vic Stone"))
