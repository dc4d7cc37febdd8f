"""The review of a meeting and that of days say the same of one evening, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting.commands import NoteVisitor, WelcomeVisitor
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.views.health.period_review import period_review
from leadsroom.views.health.review import meeting_review
from leadsroom.views.leads import lead_to_read
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import seat_member
from tests.meeting.table import Table

pytestmark = ON_BOTH


def test_a_meeting_and_its_day_are_read_alike(table: Table) -> None:
    """The same leads where they stand today, dollars, thanks and one-to-ones, each of them once."""
    ann, maria = table.person("Ann Chu"), table.person("Maria Lopez")
    table.go()
    first, second = (table.do(table.lead()).leads[-1] for _ in range(2))
    table.do(NoteOutcome(first.id, LeadOutcome.CONTACTED, thanked=True))
    table.do(ThankForBusiness(first.receiver_id, first.giver_id, Money(420_000, "USD"), first.id))
    table.do(NoteOutcome(second.id, LeadOutcome.CONTACTED, thanked=True))
    table.do(GiveTestimonial(by_id=ann, about_id=maria, words="Kind"))
    table.go_to_end()
    book = Book(table.store, table.now.chapter.id, table.clock, "between")
    book.do(LogOneToOne(ann, maria, table.now.meeting.on, "coffee"))
    seen = book.desk.read(meeting_review, table.meeting_id)
    on = seen.summary.meeting.on
    days = book.desk.read(period_review, Period(on - timedelta(days=3), on))
    assert [(line.id, line.today) for line in days.leads] == [
        (line.id, line.today) for line in seen.summary.leads
    ]
    assert [(line.by.name, line.lead_id) for line in days.thanks] == [
        (line.by.name, line.lead_id) for line in seen.summary.thanks
    ]
    assert [line.amount for line in days.closed] == [line.amount for line in seen.summary.closed]
    assert days.one_to_ones == seen.summary.one_to_ones
    assert (seen.before, seen.after, seen.usual.meetings, len(seen.trend)) == (None, None, 0, 1)
    assert book.desk.read(lead_to_read, first.id).story.lead.id == first.id


@pytest.mark.parametrize("way", [-1, 1])
def test_the_meeting_beside_is_found_by_the_calendar(table: Table, way: int) -> None:
    """A week later each leads to the other, and the first one is what is usual for the second."""
    table.go()
    table.do(table.lead())
    table.go_to_end()
    table.clock.pass_by(days=7)
    later = Table.lay(table.store, table.now.chapter, table.clock)
    later.go_to_end()
    later.desk.close()
    book = Book(table.store, table.now.chapter.id, table.clock, "between")
    here, there = (table, later) if way > 0 else (later, table)
    seen = book.desk.read(meeting_review, here.meeting_id)
    assert (seen.after if way > 0 else seen.before) == there.meeting_id
    assert (seen.before if way > 0 else seen.after) is None
    assert [each.leads for each in seen.trend] == ([1] if way > 0 else [1, 0])
    assert (seen.usual.meetings, seen.usual.leads) == ((0, 0) if way > 0 else (1, 1))


def test_a_visitor_who_joined_has_joined_in_both(table: Table) -> None:
    """What the roster says of a visitor today stands in the review of that day, whatever was noted there."""
    table.go()
    (visit,) = table.do(WelcomeVisitor("Vic Stone", "Masonry")).visits
    table.do(NoteVisitor(visit.id, Became.COMES_AGAIN))
    table.go_to_end()
    book = Book(table.store, table.now.chapter.id, table.clock, "between")
    on = table.now.meeting.on

    def lines() -> list[str]:
        one = book.desk.read(meeting_review, table.meeting_id).summary
        several = book.desk.read(period_review, Period(on, on))
        return [line.what_became for line in (*one.visitors, *several.visitors)]

    assert lines() == ["will come again"] * 2
    with table.store.writing(table.now.chapter.id) as unit:
        seat_member(unit, table.now.chapter.id, 99, "Somebody", "Masons")
        (seat,) = unit.connection.scalars(select(t.membership.c.id).where(t.membership.c.seat == 99))
        unit.update(t.membership, seat, person_id=visit.person_id, joined_on=on)
    assert lines() == ["joined"] * 2
