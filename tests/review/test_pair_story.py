"""What stands between two members: leads each way with what became of them, dollars, one-to-ones."""

from __future__ import annotations

from datetime import date, timedelta

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.store import Store
from leadsroom.views.health.pairs.pair import pair_story
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import START, SetClock
from tests.meeting.table import Table
from tests.seen import seen

TODAY = START.date()
THAT_WEEK = Period(TODAY, TODAY + timedelta(days=6))
MONTH = Period(TODAY, TODAY + timedelta(days=30))


@ON_BOTH
def test_what_went_each_way(table: Table, store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Ann gave Maria a lead that was closed and a raw one, and Maria gave Ann one; they met, and praised.

    Of fewer days only what counts on these is told; the last contact is the last there ever was.
    """
    ann, maria, dee = map(table.person, ("Ann Chu", "Maria Lopez", "Dee Fox"))
    table.go()
    table.do(table.lead(slip=Slip("Jane Doe", "+14155550101", "", "a web shop", expecting_call=True)))
    table.do(table.lead(slip=Slip("Tom Ray", need="a logo")))
    table.do(table.lead("Maria Lopez", "Ann Chu", Slip("Kim Lau", "+14155550102", "", "roses", True)))
    table.do(table.lead("Dee Fox", "Ann Chu", Slip("Al Ito", "+14155550103", "", "tulips", True)))
    jane = table.now.leads[0].id
    table.go_to_end()
    book = Book(store, harborview.id, clock, "desk")
    clock.pass_by(days=3)
    book.do(ThankForBusiness(maria, ann, Money(120_000, "USD"), jane))
    book.do(LogOneToOne(ann, maria, clock.now().date()))
    clock.pass_by(days=10)
    book.do(GiveTestimonial(maria, ann, "Great [/] flowers"))
    book.do(NoteOutcome(table.now.leads[1].id, LeadOutcome.NOT_NEEDED))
    story = seen(store, harborview, clock.now(), pair_story, ann, maria, MONTH)
    assert [(each.lead.slip.prospect, each.is_raw) for each in story.there.leads] == [
        ("Jane Doe", False),
        ("Tom Ray", True),
    ]
    assert (story.there.qualified, story.there.raw, story.back.qualified) == (1, 1, 1)
    assert story.there.leads[0].today.words.startswith("closed $1,200")
    assert story.there.dollars == (Money(120_000, "USD"),)
    assert (story.back.dollars, story.there.testimonials) == ((), ())
    assert [words for _, words in story.back.testimonials] == ["Great [/] flowers"]
    assert story.one_to_ones == (TODAY + timedelta(days=3),)
    assert story.last_contact == TODAY + timedelta(days=13)
    turned = seen(store, harborview, clock.now(), pair_story, maria, ann, MONTH)
    assert (turned.there, turned.back) == (story.back, story.there)
    week = seen(store, harborview, clock.now(), pair_story, ann, maria, THAT_WEEK)
    assert (week.there.qualified, week.back.testimonials) == (1, ())
    assert week.last_contact == story.last_contact
    nothing = seen(store, harborview, clock.now(), pair_story, dee, maria, MONTH)
    assert (nothing.there.leads, nothing.back.leads, nothing.last_contact) == ((), (), None)
    before = Period(date(2026, 1, 1), TODAY - timedelta(days=1))
    assert seen(store, harborview, clock.now(), pair_story, ann, maria, before).there.leads == ()


@ON_BOTH
def test_what_is_withdrawn_or_of_a_meeting_that_is_on_counts_nowhere(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """As in every figure."""
    ann, maria = map(table.person, ("Ann Chu", "Maria Lopez"))
    table.go()
    table.do(table.lead())
    story = seen(store, harborview, clock.now(), pair_story, ann, maria, MONTH)
    assert (story.there.leads, story.last_contact) == ((), None)
    table.go_to_end()
    story = seen(store, harborview, clock.now(), pair_story, ann, maria, MONTH)
    assert len(story.there.leads) == 1
    book = Book(store, harborview.id, clock, "desk")
    book.do(LogOneToOne(ann, maria, TODAY))
    book.do(Undo())
    assert seen(store, harborview, clock.now(), pair_story, ann, maria, MONTH).one_to_ones == ()
