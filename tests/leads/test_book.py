"""The book of leads: what it lists, what it tells of one, and what is done in it between meetings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import LogOneToOne, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table, all_rows
from tests.offices import Office

RAW = Slip("John Roe", need="a logo")


@pytest.fixture
def lead(table: Table) -> Lead:
    """A lead that Ann passed to Maria at the table; the meeting is closed since, and a day has gone by."""
    table.go()
    passed = table.do(table.lead()).leads[0]
    table.go_to_end()
    table.clock.pass_by(days=1)
    return passed


def only(book: Book) -> Lead:
    """The one lead on the shelf."""
    (found,) = book.lead_list().leads
    return found


def report(lead: Lead, minor: int, **rest: object) -> ThankForBusiness:
    """Dollars from a lead, reported by its receiver."""
    command = ThankForBusiness(
        reported_by_id=lead.receiver_id,
        credited_to_id=lead.giver_id,
        amount=Money(minor, "USD"),
        lead_id=lead.id,
    )
    return replace(command, **rest)


def test_the_list_holds_a_year_and_what_is_not_over(book: Book, lead: Lead, clock: SetClock) -> None:
    """After a year a closed lead is put away; an open one stays, however old."""
    book.do(report(lead, 420_000))
    lead_list = book.lead_list()
    assert [each.id for each in lead_list.leads] == [lead.id]
    assert lead_list.leads[0].standing.state is LeadState.CLOSED
    assert [paid.amount.minor for paid in lead_list.paid[lead.id]] == [420_000]
    assert lead_list.names[lead.giver_id] == "Ann Chu"
    clock.pass_by(days=400)
    assert book.lead_list().leads == ()
    book.do(Withdraw("closed_business", lead_list.paid[lead.id][0].id))
    assert [each.id for each in book.lead_list().leads] == [lead.id]


@ON_BOTH
def test_members_come_before_who_has_left(
    book: Book, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Everybody who belonged is known by name once; those with a seat first."""
    office = Office(store, clock, "front desk")
    maria = next(m for m in office.members(harborview.id) if m.person.name == "Maria Lopez")
    office.end_membership(maria.id)
    members = book.lead_list().members
    assert [person.name for person in members][-1] == "Maria Lopez"
    assert len(members) == 6


@ON_BOTH
def test_words_say_where_a_lead_stands_and_undo_takes_them_back(book: Book, lead: Lead) -> None:
    """Each word is one act; undone step by step the lead is as it was, redone it is as it became."""
    assert book.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, note="left a message")) == (
        "Maria Lopez, Jane Doe: contacted · left a message"
    )
    contacted = only(book)
    book.do(NoteOutcome(lead.id, LeadOutcome.BAD, note="wrong number"))
    assert (only(book).qualified, only(book).standing.why) == (False, "wrong number")
    bad = only(book)
    assert book.do(Undo()) == "Undid: Maria Lopez, Jane Doe: bad lead · wrong number"
    assert only(book) == replace(contacted, lead_since=only(book).lead_since)
    book.do(Undo())
    assert only(book).standing == lead.standing
    with pytest.raises(Refused, match="nothing to undo"):
        book.do(Undo())
    book.do(Redo())
    assert book.do(Redo()) == "Redid: Maria Lopez, Jane Doe: bad lead · wrong number"
    assert only(book) == bad
    with pytest.raises(Refused, match="nothing to redo"):
        book.do(Redo())


def test_between_meetings_each_outcome_stands_for_itself(book: Book, lead: Lead) -> None:
    """A call and what came of it days later are two outcomes; a lead is never made one twice."""
    for outcome in (LeadOutcome.CONTACTED, LeadOutcome.WORKING, LeadOutcome.THANKS, LeadOutcome.THANKS):
        book.do(NoteOutcome(lead.id, outcome))
    assert len(book.story(lead.id).updates) == 4
    with pytest.raises(Refused, match="It is a lead already"):
        book.do(NoteOutcome(lead.id, LeadOutcome.IS_LEAD))


def test_undo_between_meetings_leaves_the_table_and_other_stations_alone(
    book: Book, store: Store, harborview: Chapter, clock: SetClock, lead: Lead
) -> None:
    """What was passed at the table, and what another desk said, is not ours to take back."""
    Book(store, harborview.id, clock, "another desk").do(NoteOutcome(lead.id, LeadOutcome.CONTACTED))
    with pytest.raises(Refused, match="nothing to undo"):
        book.do(Undo())
    assert only(book).standing.state is LeadState.CONTACTED


def test_a_command_is_carried_out_once(book: Book, lead: Lead) -> None:
    """The same command again changes nothing and says nothing."""
    note = NoteOutcome(lead.id, LeadOutcome.NOTE, note="asked twice")
    assert book.do(note)
    assert book.do(note) == ""
    assert len(book.story(lead.id).updates) == 1


@ON_BOTH
def test_dollars_close_a_lead_and_are_corrected(book: Book, lead: Lead, clock: SetClock) -> None:
    """Two payments close it; one is corrected, one withdrawn, and without any it goes on."""
    book.do(NoteOutcome(lead.id, LeadOutcome.WORKING))
    book.do(report(lead, 420_000))
    clock.pass_by(weeks=1)
    book.do(report(lead, 80_000, note="second half"))
    first, second = book.reports(lead.id)
    assert only(book).standing.state is LeadState.CLOSED
    book.do(report(lead, 90_000, note="second half", corrects=second.id))
    changed = book.reports(lead.id)[1]
    assert (changed.amount.minor, changed.corrected_at) == (90_000, clock.now())
    for each in (first, second):
        book.do(Withdraw("closed_business", each.id))
    assert (book.reports(lead.id), only(book).standing.state) == ((), LeadState.WORKING)


def test_a_completed_slip_becomes_a_lead_with_the_date(
    book: Book, table: Table, harborview: Chapter, clock: SetClock
) -> None:
    """A raw lead completed between meetings counts from then on, says so, and keeps whom it is from."""
    table.go()
    raw = table.do(table.lead("Ann Chu", "Maria Lopez", RAW)).leads[0]
    table.go_to_end()
    clock.pass_by(days=2)
    whole = replace(RAW, phone="+14155550101", expecting_call=True)
    sentence = book.do(PassLead(raw.giver_id, raw.receiver_id, whole, corrects=raw.id))
    assert sentence == "Raw lead completed: Ann Chu → Maria Lopez: John Roe (phone, expecting the call)"
    now = only(book)
    assert (now.qualified, now.lead_since, now.corrected_at) == (True, clock.now(), clock.now())
    assert (now.passed_at, now.meeting_id) == (raw.passed_at, raw.meeting_id)
    assert book.do(PassLead(raw.giver_id, raw.receiver_id, whole, corrects=raw.id)) == ""


@ON_BOTH
def test_a_correction_keeps_who_said_it(book: Book, table: Table) -> None:
    """A lead that a substitute passed for a member is theirs still after its slip was corrected."""
    table.go()
    table.do(c.SeatSubstitute(member_id=table.person("Ann Chu"), name="Tom Ray"))
    spoken = table.do(table.lead("Tom Ray", "Maria Lopez")).leads[0]
    assert spoken.spoken_by_id == table.person("Tom Ray")
    slip = replace(WHOLE, need="two shops")
    book.do(PassLead(spoken.giver_id, spoken.receiver_id, slip, corrects=spoken.id))
    assert (only(book).slip.need, only(book).spoken_by_id) == ("two shops", spoken.spoken_by_id)


def test_a_new_lead_goes_to_a_seat_an_old_one_stays_with_who_has_left(
    book: Book, store: Store, harborview: Chapter, clock: SetClock, lead: Lead
) -> None:
    """Between meetings a lead is passed to members only; a slip of then can still be corrected."""
    office = Office(store, clock, "front desk")
    maria = next(m for m in office.members(harborview.id) if m.person.name == "Maria Lopez")
    office.end_membership(maria.id)
    with pytest.raises(Refused, match="holds no seat"):
        book.do(PassLead(lead.giver_id, lead.receiver_id, WHOLE))
    book.do(PassLead(lead.giver_id, lead.receiver_id, replace(WHOLE, need="two shops"), corrects=lead.id))
    assert only(book).slip.need == "two shops"


@ON_BOTH
def test_a_lead_passed_between_meetings_can_be_withdrawn(book: Book, table: Table) -> None:
    """It belongs to no meeting; withdrawn it is off the shelf, its story can still be told."""
    assert book.do(table.lead()) == "Lead Ann Chu → Maria Lopez: Jane Doe"
    passed = only(book)
    assert passed.meeting_id is None
    book.do(Withdraw("lead", passed.id))
    assert book.lead_list().leads == ()
    with pytest.raises(Refused, match="withdrawn"):
        book.do(NoteOutcome(passed.id, LeadOutcome.CONTACTED))
    assert book.story(passed.id).lead.id == passed.id
    book.do(Undo())
    assert only(book) == passed


def test_the_story_tells_family_dollars_and_trail(book: Book, lead: Lead, table: Table) -> None:
    """A lead of a lead is of its family; every entry about a lead is in its trail, with its station."""
    book.do(PassLead(lead.receiver_id, table.person("Dee Fox"), replace(WHOLE, prospect="Roe"), lead.id))
    child = book.lead_list().leads[-1]
    book.do(PassLead(child.receiver_id, table.person("Cyrus Ng"), replace(WHOLE, prospect="Poe"), child.id))
    book.do(report(child, 100_000))
    book.do(Undo())
    story = book.story(lead.id)
    assert [each.slip.prospect for each in story.family] == ["Jane Doe", "Roe", "Poe"]
    assert {each.family_id for each in story.family[1:]} == {lead.id}
    assert [line.station for line in story.trail] == ["table"]
    assert story.paid == ()
    trail = book.story(child.id).trail
    assert [line.kind for line in trail] == [EntryKind.DO, EntryKind.DO, EntryKind.UNDO]
    assert trail[-1].what == "Undid: $1,000 closed, Dee Fox thanks Maria Lopez"


def test_one_to_ones_are_logged(book: Book, table: Table, clock: SetClock, harborview: Chapter) -> None:
    """The latest first; one that is still to come, or of one person, is refused."""
    ann, dee = table.person("Ann Chu"), table.person("Dee Fox")
    today = harborview.today(clock.now())
    for days in (9, 2):
        book.do(LogOneToOne(ann, dee, today - timedelta(days=days), note="coffee"))
    one_to_ones = book.lead_list().one_to_ones
    assert [(one.on, one.first, one.second) for one in one_to_ones] == [
        (today - timedelta(days=days), "Ann Chu", "Dee Fox") for days in (2, 9)
    ]
    with pytest.raises(Refused, match="still to come"):
        book.do(LogOneToOne(ann, dee, today + timedelta(days=1)))
    with pytest.raises(Refused, match="two members"):
        book.do(LogOneToOne(ann, ann, today))
    book.do(Undo())
    assert len(book.lead_list().one_to_ones) == 1


def test_another_chapter_sees_nothing_of_it(book: Book, store: Store, lead: Lead, clock: SetClock) -> None:
    """Neither its shelf nor its story, nor is there a way to say a word on it."""
    other = Book(store, found_chapter(store, name="Elmwood").id, clock, "front desk")
    assert other.lead_list().leads == ()
    with pytest.raises(Refused, match="no longer on record"):
        other.story(lead.id)
    with pytest.raises(Refused, match="not of this chapter"):
        other.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED))
    with pytest.raises(Refused, match="no longer on record"):
        other.do(Withdraw("lead", lead.id))


@ON_BOTH
def test_everything_undone_leaves_no_mark_but_the_trail(book: Book, lead: Lead, store: Store) -> None:
    """Words, dollars, a correction and a withdrawal, all taken back: every row is as it was."""
    trail = ("journal", "station", "trail")
    before = all_rows(store, leave_out=trail)
    acts = (
        NoteOutcome(lead.id, LeadOutcome.CONTACTED, thanked=True),
        report(lead, 5_000),
        PassLead(lead.giver_id, lead.receiver_id, replace(WHOLE, inside=True), corrects=lead.id),
        Withdraw("lead", lead.id),
    )
    for act in acts:
        assert book.do(act)
    for _ in acts:
        book.do(Undo())
    assert all_rows(store, leave_out=trail) == before


def test_a_lead_that_is_not_there_has_no_story(book: Book) -> None:
    """Said in a sentence."""
    with pytest.raises(Refused, match="no longer on record"):
        book.story(LeadId(999))
