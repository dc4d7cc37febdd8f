"""How often quotas were met, as it is read from a database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, PassLead
from leadsroom.acts.meeting.commands import WelcomeVisitor
from leadsroom.acts.people.commands import ComeBack, EndMembership, LeaveSheet, TakeLeave
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.chapter_rules import ChapterRules, Given, Quota
from leadsroom.domain.rules.windows import Period, PeriodKind
from leadsroom.store.store import Store
from leadsroom.views.health.quotas import quotas_met
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.table import WHOLE, Table
from tests.past_meetings import hold, membership_of, people_of

YEAR = Period(date(2025, 12, 1), date(2026, 12, 1))
ONE_TO_ONES = Quota(1, PeriodKind.MONTH, frozenset({Given.ONE_TO_ONE}))


@ON_BOTH
def test_each_quota_is_counted_since_the_record_begins(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """From the first whole month on record, for members who left as long as they were there."""
    clock.moment = datetime(2026, 12, 1, 20, tzinfo=UTC)
    book, who = Book(store, harborview.id, clock, "home"), people_of(store, harborview)
    days = (date(2026, 8, 26), date(2026, 9, 2), date(2026, 10, 7), date(2026, 11, 4))
    for day in days:
        hold(store, harborview, day, {})
    for day in (date(2026, 8, 26), date(2026, 9, 30), date(2026, 11, 1)):
        book.do(LogOneToOne(who["Ann Chu"], who["Maria Lopez"], day))
    book.do(SetRules(ChapterRules(quotas=(ONE_TO_ONES, Quota(1, PeriodKind.MONTH)))))
    book.do(EndMembership(membership_of(store, who["Dee Fox"]), date(2026, 10, 31)))
    met, leads = book.desk.read(quotas_met, YEAR)
    assert {each.who: each.met for each in met.members} == {
        "Maria Lopez": Share(2, 3),
        "Ann Chu": Share(2, 3),
        "Robert Diaz": Share(0, 3),
        "Cyrus Ng": Share(0, 3),
        "Paul Whitfield": Share(0, 3),
        "Dee Fox": Share(0, 2),
    }
    assert [(f"{each.period.first:%b}", each.met) for each in met.periods] == [
        ("Sep", Share(2, 6)),
        ("Oct", Share(0, 6)),
        ("Nov", Share(2, 5)),
    ]
    assert (leads.quota.satisfied_by, leads.whole) == (frozenset({Given.LEAD}), Share(0, 17))


@ON_BOTH
def test_leads_of_a_meeting_that_was_never_closed_count_for_no_quota(
    store: Store, harborview: Chapter, clock: SetClock, table: Table
) -> None:
    """As nothing of it counts anywhere; those between meetings count on the chapter's own day."""
    table.do(SetRules(ChapterRules(quotas=(Quota(1, PeriodKind.WEEK),))))
    hold(store, harborview, date(2026, 11, 11), {})
    hold(store, harborview, date(2026, 11, 25), {})
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez"))  # on 18 November
    book, ann = Book(store, harborview.id, clock, "home"), table.person("Ann Chu")
    clock.moment = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # still Sunday in Los Angeles
    book.do(PassLead(ann, table.person("Robert Diaz"), WHOLE))
    clock.moment = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    book.do(PassLead(table.person("Cyrus Ng"), table.person("Dee Fox"), WHOLE))
    clock.moment = datetime(2026, 12, 1, 20, tzinfo=UTC)
    (met,) = book.desk.read(quotas_met, YEAR)
    assert [(each.period.first.day, each.met) for each in met.periods] == [(23, Share(1, 6))]
    assert [each.who for each in met.members if each.met.count] == ["Cyrus Ng"]


@ON_BOTH
def test_a_member_who_came_back_has_the_months_of_both_memberships(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Those before they left count for them too; a month on leave does not."""
    book, who = Book(store, harborview.id, clock, "home"), people_of(store, harborview)
    for day in (date(2026, month, 2) for month in range(3, 10)):
        hold(store, harborview, day, {})
    dee = who["Dee Fox"]
    clock.moment = datetime(2026, 5, 10, 20, tzinfo=UTC)
    book.do(EndMembership(membership_of(store, dee), date(2026, 5, 10)))
    clock.moment = datetime(2026, 6, 10, 20, tzinfo=UTC)
    book.do(ComeBack(membership_of(store, dee)))
    book.do(TakeLeave(membership_of(store, dee), LeaveSheet(date(2026, 8, 1), date(2026, 8, 31))))
    clock.moment = datetime(2026, 12, 1, 20, tzinfo=UTC)
    book.do(SetRules(ChapterRules(quotas=(Quota(1, PeriodKind.MONTH),))))
    (met,) = book.desk.read(quotas_met, YEAR)
    of_dee = next(each.met for each in met.members if each.who == "Dee Fox")
    assert of_dee == Share(0, 3)  # April, July and September


@ON_BOTH
def test_each_kind_that_a_quota_may_count_is_counted(
    store: Store, harborview: Chapter, clock: SetClock, table: Table
) -> None:
    """At a table by its date, between meetings by the day; what was withdrawn for nobody."""
    kinds = (Given.RAW_LEAD, Given.VISITOR, Given.TESTIMONIAL, Given.UPDATE)
    table.do(SetRules(ChapterRules(quotas=tuple(Quota(1, PeriodKind.WEEK, frozenset({k})) for k in kinds))))
    hold(store, harborview, date(2026, 11, 11), {})
    hold(store, harborview, date(2026, 11, 25), {})
    ann, maria, robert = map(table.person, ("Ann Chu", "Maria Lopez", "Robert Diaz"))
    table.go()
    raw = table.do(table.lead("Ann Chu", "Maria Lopez", Slip("Tom Ray", need="a logo"))).leads[0]
    table.do(WelcomeVisitor("Eve Roe", "Masonry", host_id=robert))
    table.do(GiveTestimonial(ann, maria, "Quick and kind."))
    table.do(NoteOutcome(raw.id, LeadOutcome.CONTACTED))
    table.do(WelcomeVisitor("Vic Stone", "Painter", host_id=table.person("Dee Fox")))
    table.do(Undo())
    table.go_to_end()
    book = Book(store, harborview.id, clock, "home")
    clock.moment = datetime(2026, 11, 26, 18, tzinfo=UTC)
    book.do(GiveTestimonial(robert, ann, "Great flowers."))
    book.do(NoteOutcome(raw.id, LeadOutcome.WORKING))
    clock.moment = datetime(2026, 12, 1, 20, tzinfo=UTC)
    all_met = book.desk.read(quotas_met, YEAR)
    found = {
        kind: {each.who: each.met.count for each in met.members if each.met.count}
        for kind, met in zip(kinds, all_met, strict=True)
    }
    assert found == {
        Given.RAW_LEAD: {"Ann Chu": 1},
        Given.VISITOR: {"Robert Diaz": 1},
        Given.TESTIMONIAL: {"Ann Chu": 1, "Robert Diaz": 1},
        Given.UPDATE: {"Maria Lopez": 2},
    }
