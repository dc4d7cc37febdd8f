"""One lead from the table to its last dollar: four meetings, two grown from it, a payment put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import NoteOutcome, PassLead, ThankForBusiness
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState
from leadsroom.domain.leads.lead_list import Waits, waits_for
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.table import WHOLE, Table


@dataclass(slots=True)
class Life:
    """A chapter's leads as they go on."""

    store: Store
    chapter: Chapter
    clock: SetClock
    book: Book

    def waits(self, lead_id: LeadId, at: datetime | None = None) -> Waits:
        """What a lead waits for, now or at a moment."""
        now = at or self.clock.now()
        return waits_for(self.lead(lead_id), now, self.chapter.today(now))

    def lead(self, lead_id: LeadId) -> Lead:
        """A lead as it stands."""
        return self.book.story(lead_id).lead

    def next_week(self, before: Table) -> Table:
        """Close a meeting and sit down at the next."""
        before.go_to_end()
        before.desk.close()
        self.clock.moment = before.now.meeting.starts_at + timedelta(days=7)
        after = Table.lay(self.store, self.chapter, self.clock)
        after.go_to(StepKind.BUCKET)
        return after

    def family(self, lead_id: LeadId) -> list[tuple[LeadId, LeadId | None, str, int]]:
        """(lead, grown from, state, dollars in cents) of a family, in order."""
        story = self.book.story(lead_id)
        return [
            (each.id, each.from_lead_id, each.standing.state.value, _cents(story.paid, each.id))
            for each in story.family
        ]

    def trail(self, lead_id: LeadId) -> list[str]:
        """What happened to a lead, in words."""
        return [line.what for line in self.book.story(lead_id).trail]


def _cents(paid: tuple[ClosedBusiness, ...], lead_id: LeadId) -> int:
    return sum(report.amount.minor for report in paid if report.lead_id == lead_id)


@ON_BOTH
def test_the_life_of_a_lead(store: Store, harborview: Chapter, clock: SetClock, table: Table) -> None:
    """Given, late, read back, contacted, spun off twice, paid in two parts, thanked, a payment corrected:
    the tree, the totals, the states and the trail agree at each step.
    """
    life = Life(store, harborview, clock, Book(store, harborview.id, clock, "home"))
    table.go_to(StepKind.BUCKET)
    maria, ann, robert, dee = map(table.person, ("Maria Lopez", "Ann Chu", "Robert Diaz", "Dee Fox"))
    (lead,) = table.do(table.lead()).leads
    assert (lead.qualified, life.waits(lead.id), life.family(lead.id)) == (
        True,
        Waits.TO_CALL,
        [(lead.id, None, "open", 0)],
    )

    # To the second of its 24 hours it is in time; after it, late.
    day = lead.passed_at + timedelta(hours=24)
    assert [life.waits(lead.id, at) for at in (day, day + timedelta(seconds=1))] == [
        Waits.TO_CALL,
        Waits.LATE,
    ]

    # The second meeting reads it back; the receiver has called, thanks the giver, and passes it on.
    second = life.next_week(table)
    assert [(x.id, x.state) for x in second.now.last_leads] == [(lead.id, LeadState.OPEN)]
    seen = second.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, "meets her on Friday", thanked=True))
    assert [(u.lead_id, u.outcome, u.thanked, u.about) for u in seen.updates] == [
        (lead.id, LeadOutcome.CONTACTED, True, "Jane Doe")
    ]
    assert seen.open_leads == ()
    first_child = second.do(
        PassLead(maria, robert, Slip("Jane Doe", need="a loan for the shop"), from_lead_id=lead.id)
    ).leads[-1]
    assert (first_child.qualified, first_child.verdict) == (
        False,
        "raw: no phone, call not confirmed",
    )
    assert life.family(lead.id) == life.family(first_child.id)
    assert life.waits(lead.id) is Waits.IN_WORK

    # Between meetings the number comes, which makes the raw lead a lead, from that day on.
    clock.moment += timedelta(days=1)
    whole = Slip("Jane Doe", WHOLE.phone, "", "a loan for the shop", expecting_call=True)
    sentence = life.book.do(PassLead(maria, robert, whole, from_lead_id=lead.id, corrects=first_child.id))
    assert sentence == "Raw lead completed: Maria Lopez → Robert Diaz: Jane Doe (phone, expecting the call)"
    completed = life.lead(first_child.id)
    assert (completed.lead_since, completed.completed_later) == (clock.now(), True)

    # The third meeting: it is passed on once more, and the first part of the bill is paid.
    clock.moment -= timedelta(days=1)
    third = life.next_week(second)
    second_child = third.do(
        PassLead(robert, dee, Slip("Jane Doe", WHOLE.phone, "", "an opening party", True), first_child.id)
    ).leads[-1]
    paid = third.do(ThankForBusiness(maria, ann, Money(250_000, "USD"), lead.id)).business[-1]
    assert life.family(lead.id) == [
        (lead.id, None, "closed", 250_000),
        (first_child.id, lead.id, "open", 0),
        (second_child.id, first_child.id, "open", 0),
    ]

    # The fourth: the rest is paid, and dollars come from the third hop too.
    fourth = life.next_week(third)
    fourth.do(ThankForBusiness(maria, ann, Money(170_000, "USD"), lead.id))
    fourth.do(ThankForBusiness(dee, robert, Money(90_050, "USD"), second_child.id))
    fourth.do(NoteOutcome(first_child.id, LeadOutcome.BAD, "wrong number"))
    assert life.family(lead.id) == [
        (lead.id, None, "closed", 420_000),
        (first_child.id, lead.id, "bad lead", 0),
        (second_child.id, first_child.id, "closed", 90_050),
    ]
    assert (life.lead(first_child.id).qualified, life.lead(first_child.id).verdict) == (
        False,
        "raw: bad lead, says the receiver (wrong number)",
    )
    fourth.go_to_end()

    # Days later the first payment is put right: the sum follows, and it says when.
    clock.moment += timedelta(days=2)
    right = ThankForBusiness(maria, ann, Money(205_000, "USD"), lead.id, corrects=paid.id)
    assert life.book.do(right) == "Corrected: $2,050 closed, Maria Lopez thanks Ann Chu (it was $2,500)"
    (first_part, rest) = life.book.reports(lead.id)
    assert (first_part.amount.minor, first_part.corrected_at) == (205_000, clock.now())
    assert (rest.amount.minor, rest.corrected_at) == (170_000, None)
    assert sum(cents for *_, cents in life.family(lead.id)) == 205_000 + 170_000 + 90_050
    assert life.book.do(Undo()).startswith("Undid: Corrected")
    assert life.family(lead.id)[0][3] == 420_000
    assert life.book.do(Redo()).startswith("Redid: Corrected")
    assert life.family(lead.id)[0][3] == 375_000

    assert life.waits(lead.id) is Waits.NOTHING
    assert life.trail(lead.id) == [
        "Lead Ann Chu → Maria Lopez: Jane Doe",
        "Maria Lopez, Jane Doe: contacted · thanks to Ann Chu · meets her on Friday",
        "$2,500 closed, Maria Lopez thanks Ann Chu",
        "$1,700 closed, Maria Lopez thanks Ann Chu",
        "Corrected: $2,050 closed, Maria Lopez thanks Ann Chu (it was $2,500)",
        "Undid: Corrected: $2,050 closed, Maria Lopez thanks Ann Chu (it was $2,500)",
        "Redid: Corrected: $2,050 closed, Maria Lopez thanks Ann Chu (it was $2,500)",
    ]
    fourth.desk.close()


@ON_BOTH
def test_one_prospect_for_several(table: Table) -> None:
    """A prospect whom several need makes a lead for each, of one family, in one act."""
    before = table.rows()
    command = PassLead(
        giver_id=table.person("Ann Chu"),
        receiver_id=table.person("Maria Lopez"),
        also_to=(table.person("Dee Fox"), table.person("Maria Lopez"), table.person("Robert Diaz")),
        slip=WHOLE,
    )
    leads = table.do(command).leads
    assert [table.now.name(lead.receiver_id) for lead in leads] == ["Maria Lopez", "Dee Fox", "Robert Diaz"]
    assert [lead.family_id for lead in leads] == [None, leads[0].id, leads[0].id]
    table.do(Undo())
    assert table.rows() == before
    assert table.do(Redo()).leads == leads


def test_a_lead_does_not_come_from_itself(table: Table) -> None:
    """Neither from itself nor from one that grew out of it: the refusal is a sentence, nothing changes."""
    (first,) = table.do(table.lead()).leads
    command = PassLead(table.person("Maria Lopez"), table.person("Dee Fox"), WHOLE, from_lead_id=first.id)
    second = table.do(command).leads[-1]
    rows = table.rows()
    for source in (first.id, second.id):
        again = PassLead(first.giver_id, first.receiver_id, WHOLE, source, corrects=first.id)
        with pytest.raises(Refused, match="cannot come from itself"):
            table.do(again)
    assert table.rows() == rows


@ON_BOTH
def test_a_branch_moves_with_all_that_grew_on_it(table: Table, store: Store, harborview: Chapter) -> None:
    """A lead whose origin is put right takes along what grew out of it, into one family or out of it."""
    ann, maria, dee, robert = map(table.person, ("Ann Chu", "Maria Lopez", "Dee Fox", "Robert Diaz"))
    (first,) = table.do(table.lead()).leads
    other = table.do(PassLead(dee, robert, WHOLE)).leads[-1]
    child = table.do(PassLead(maria, dee, WHOLE, from_lead_id=first.id)).leads[-1]
    grandchild = table.do(PassLead(dee, ann, WHOLE, from_lead_id=child.id)).leads[-1]
    book = Book(store, harborview.id, table.clock, "home")

    def family(lead_id: LeadId) -> list[LeadId]:
        return [lead.id for lead in book.story(lead_id).family]

    before = table.rows()
    table.do(PassLead(maria, dee, WHOLE, from_lead_id=other.id, corrects=child.id))
    assert family(grandchild.id) == family(other.id) == [other.id, child.id, grandchild.id]
    assert family(first.id) == [first.id]
    table.do(Undo())
    assert table.rows() == before
    table.do(PassLead(maria, dee, WHOLE, corrects=child.id))
    assert family(grandchild.id) == [child.id, grandchild.id]
    table.do(PassLead(maria, dee, WHOLE, from_lead_id=first.id, corrects=child.id))
    assert family(grandchild.id) == [first.id, child.id, grandchild.id]


@ON_BOTH
def test_to_whom_a_lead_was_passed_on_stays_with_its_outcome(
    store: Store, harborview: Chapter, clock: SetClock, table: Table
) -> None:
    """Through a second outcome of the evening, a correction and an undo; between meetings as a note."""
    table.go_to(StepKind.BUCKET)
    (lead,) = table.do(table.lead()).leads
    outside = NoteOutcome(lead.id, LeadOutcome.OUTSIDE, passed_outside=" [/]  Dentist\x1b[31m ")
    seen = table.do(outside)
    assert [each.passed_outside for each in seen.updates] == ["[/] Dentist"]
    words = "not my line · passed outside the chapter: [/] Dentist"
    assert seen.journal[-1].what == f"Maria Lopez, Jane Doe: {words}"
    (update,) = table.do(NoteOutcome(lead.id, LeadOutcome.NOT_NEEDED)).updates
    assert (update.outcome, update.passed_outside) == (LeadOutcome.NOT_NEEDED, "[/] Dentist")
    (update,) = table.do(NoteOutcome(lead.id, LeadOutcome.NOT_NEEDED, corrects=update.id)).updates
    assert update.passed_outside == ""
    assert [each.passed_outside for each in table.do(Undo()).updates] == ["[/] Dentist"]
    book = Book(store, harborview.id, clock, "home")
    with pytest.raises(Refused, match="The note is empty"):
        book.do(NoteOutcome(lead.id, LeadOutcome.NOTE, passed_outside=" "))
    book.do(NoteOutcome(lead.id, LeadOutcome.NOTE, passed_outside="Notary"))
    assert [each.passed_outside for each in book.story(lead.id).updates] == ["[/] Dentist", "Notary"]
    assert book.story(lead.id).lead.standing.state is LeadState.NOT_NEEDED
