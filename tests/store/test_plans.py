"""How SQLite finds what is asked for: by which columns of which index, never through all the years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, event

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import EntryId, LeadId, LedgerId, MeetingId, PersonId, StationId, TurnId
from leadsroom.domain.rules.chapter_rules import Given
from leadsroom.domain.rules.windows import Period
from leadsroom.store import journal
from leadsroom.store import tables as t
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read import money as read_money
from leadsroom.store.read import season as read_season
from leadsroom.store.read.association import elsewhere as read_elsewhere
from leadsroom.store.read.association.months import count_months, read_months
from leadsroom.store.read.association.months_of_rows import (
    months_of_meetings,
    months_of_reports,
    months_of_visitors,
)
from leadsroom.store.read.health import costs as read_costs
from leadsroom.store.read.health import lists, pair
from leadsroom.store.read.health import meetings as in_period
from leadsroom.store.read.health import members as of_members
from leadsroom.store.read.health import quotas as read_quotas
from leadsroom.store.read.health.answers import checks_in, served_in
from leadsroom.store.read.health.chapter import own_texts, passed_outside, places_by_day, reports_by_member
from leadsroom.store.read.health.compare import payments_at_meetings, visits_at_meetings
from leadsroom.store.read.health.counts import leads_by_pair, one_to_ones_by_pair, period_counts
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.read.health.member import dollar_days, lead_days, places_of
from leadsroom.store.read.health.newcomers import newcomers
from leadsroom.store.read.health.own_costs import own_costs_of
from leadsroom.store.read.meeting import asks as read_asks
from leadsroom.store.read.meeting import planning as read_planning
from leadsroom.store.read.meeting import rows as read_meeting
from leadsroom.store.read.meeting.corrections import corrections_elsewhere
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.read.people import one_to_ones as read_one_to_ones
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people import standing as read_standing
from leadsroom.store.read.people import visitors as read_visitors
from leadsroom.store.schema import GROWING
from leadsroom.store.store import Store, open_store
from tests.databases import SqliteFiles
from tests.desks import Book
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table

# What grows with the years of a chapter, by the names that queries give it; what does not may be read whole.
# One-to-ones are walked through from the last one, as many as are asked for.
_GROWS = {*GROWING, "chapter_month", "earlier", "held", "before", "decided", "later"} - {"one_to_one"}
_SEARCH = re.compile(r"SEARCH (\w+).*\((?P<columns>[^()]*)\)")
_SCAN = re.compile(r"SCAN (\w+)")
Look = Callable[[Connection, Chapter, MeetingId], object]


@pytest.fixture
def second_week(sqlite_store: Store) -> Iterator[Table]:
    """The second meeting of a chapter is on, with something of everything on record."""
    table = _second_week(sqlite_store)
    yield table
    table.desk.close()


@pytest.fixture(scope="module")
def second_week_to_read(sqlite_files: SqliteFiles) -> Iterator[Table]:
    """The same, for all who only look."""
    store = open_store(sqlite_files.fresh())
    table = _second_week(store)
    yield table
    table.desk.close()
    store.close()


def _second_week(store: Store) -> Table:
    chapter, clock = found_chapter(store), SetClock()
    first = Table.lay(store, chapter, clock)
    first.do(first.lead())
    first.do(c.WelcomeVisitor("Vic Stone"))
    first.go_to_end()
    first.desk.close()
    clock.pass_by(days=7)
    table = Table.lay(store, chapter, clock)
    table.do(table.lead("Dee Fox", "Paul Whitfield"))
    table.do(c.WelcomeVisitor("Vic Stone"))
    return table


@contextmanager
def listened_to(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The selects that are asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def searches(store: Store, look: Callable[[Connection], object]) -> list[tuple[str, tuple[str, ...]]]:
    """By which columns each table is searched, in the order of the queries; by none where it is read whole.

    The one live meeting is found by an index of nothing else: `live`.
    """
    with listened_to(store.engine) as asked, store.reading() as connection:
        look(connection)
    found: list[tuple[str, tuple[str, ...]]] = []
    with store.reading() as connection:
        for statement, values in asked:
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all():
                if search := _SEARCH.match(row.detail):
                    columns = re.findall(r"(\w+)[=<>]", search["columns"])
                    columns += ["live"] if "uq_meeting_one_live" in row.detail else []
                    found.append((search[1], tuple(columns)))
                elif scan := _SCAN.match(row.detail):
                    found.append((scan[1], ()))
    return found


LONG_AGO = date(2026, 1, 1)
PERIOD = Period(LONG_AGO, START.date())
ANN, DEE = PersonId(2), PersonId(5)


def _linked(chapter: Chapter) -> read_elsewhere.Linked:
    return read_elsewhere.Linked(ANN, chapter.id, DEE)


LOOKS: dict[str, Look] = {
    "the picture": lambda x, _, meeting: snapshot(x, meeting),
    "the picture, by its chapter": lambda x, chapter, meeting: snapshot(x, meeting, (), chapter.id),
    "leads since": lambda x, chapter, _: read_leads.leads_since(x, chapter.id, START),
    "heard since": lambda x, chapter, _: read_leads.leads_heard_since(x, chapter.id, START),
    "received since": lambda x, chapter, _: read_leads.received_since(x, chapter.id, [ANN, DEE], START),
    "leads between": lambda x, chapter, _: read_leads.leads_between(x, chapter.id, ANN, DEE, START),
    "leads by number": lambda x, chapter, _: read_leads.leads_by_id(x, chapter.id, [LeadId(1), LeadId(2)]),
    "one lead": lambda x, chapter, _: read_leads.lead_in(x, chapter.id, LeadId(1)),
    "one on record": lambda x, chapter, _: read_leads.lead_in(x, chapter.id, LeadId(1), on_record=True),
    "a family": lambda x, chapter, _: read_leads.family_of(x, chapter.id, LeadId(1)),
    "who grew out of it": lambda x, chapter, _: read_leads.grown_out_of(x, chapter.id, [LeadId(1)]),
    "who is of the family": lambda x, chapter, _: read_leads.members_of_family(x, chapter.id, LeadId(1)),
    "received": lambda x, chapter, _: read_leads.leads_received(x, chapter.id, ANN),
    "received tonight": lambda x, chapter, meeting: read_leads.leads_received(x, chapter.id, ANN, meeting),
    "reports for leads": lambda x, chapter, _: read_leads.business_for(x, chapter.id, [LeadId(1)]),
    "outcomes of leads": lambda x, chapter, _: read_leads.updates_for(x, chapter.id, [LeadId(1)]),
    "dollars as payments": lambda x, chapter, _: read_leads.payments_among(
        x, chapter.id, read_leads.business_for(x, chapter.id, [LeadId(1)])
    ),
    "testimonials for one": lambda x, chapter, _: read_leads.testimonials_for(x, chapter.id, [LeadId(1)]),
    "a trail": lambda x, chapter, _: read_leads.trail_of(x, chapter.id, LeadId(1)),
    "checks since": lambda x, chapter, _: read_leads.checks_since(x, chapter.id, START),
    "corrections": lambda x, chapter, meeting: corrections_elsewhere(x, chapter.id, meeting),
    "what a station did": lambda x, chapter, _: journal.entries_of_station(
        x, chapter.id, StationId(1), START
    ),
    "whether it did more": lambda x, chapter, _: journal.acted_before(x, chapter.id, StationId(1), START),
    "what came later": lambda x, chapter, _: journal.changes_and_since(x, chapter.id, EntryId(1)),
    "whether a later one was held": lambda x, chapter, meeting: read_meeting.is_held_after(
        x, chapter.id, snapshot(x, meeting).meeting
    ),
    "one-to-ones": lambda x, chapter, _: read_one_to_ones.one_to_ones(x, chapter.id, 100),
    "one-to-ones of weeks": lambda x, chapter, _: read_one_to_ones.one_to_ones_between(
        x, chapter.id, LONG_AGO, LONG_AGO
    ),
    "one-to-ones of one": lambda x, chapter, _: read_one_to_ones.one_to_ones_of(x, chapter.id, ANN, LONG_AGO),
    "who met": lambda x, chapter, _: read_one_to_ones.met_since(x, chapter.id, LONG_AGO),
    "the meeting before": lambda x, chapter, _: read_season.held_before(x, chapter.id, LONG_AGO),
    "given": lambda x, chapter, _: read_leads.leads_given(x, chapter.id, ANN),
    "given and heard of": lambda x, chapter, _: read_leads.given_and_heard_since(x, chapter.id, ANN, START),
    "given tonight": lambda x, chapter, meeting: read_leads.leads_given(x, chapter.id, ANN, meeting),
    "families": lambda x, chapter, _: read_leads.leads_of_families(x, chapter.id),
    "first calls": lambda x, chapter, _: read_leads.first_calls(x, chapter.id, START),
    "first calls of one": lambda x, chapter, _: read_leads.first_calls(x, chapter.id, START, ANN),
    "answers": lambda x, chapter, _: read_asks.answers_to(x, chapter.id, [TurnId(1), TurnId(2)]),
    "asks": lambda x, chapter, _: read_asks.asks_of(x, chapter.id, ANN, 3),
    "what was asked": lambda x, chapter, _: read_asks.asks_in(x, chapter.id, [TurnId(1), TurnId(2)]),
    "the live meeting": lambda x, chapter, _: read_meeting.live_meeting(x, chapter.id),
    "words on a lead": lambda x, chapter, _: read_leads.updates_of_lead(x, chapter.id, 1),
    "reports of a lead": lambda x, chapter, _: read_leads.reports_of_lead(x, chapter.id, 1),
    "an entry": lambda x, chapter, _: journal.changes_of(x, chapter.id, EntryId(1)),
    "a command": lambda x, chapter, _: journal.is_noted(x, chapter.id, "x" * 32),
    "who was founded": lambda x, *_: journal.chapter_founded_by(x, "x" * 32),
    "the meeting to run": lambda x, chapter, _: read_planning.planned_meeting_id(x, chapter.id, LONG_AGO),
    "steps": lambda x, chapter, meeting: read_planning.step_rows(x, chapter.id, meeting),
    "places": lambda x, chapter, meeting: read_planning.places(x, chapter.id, meeting),
    "whether recorded": lambda x, chapter, meeting: read_planning.is_recorded(x, chapter.id, meeting),
    "places in the journal": lambda x, chapter, meeting: read_planning.places_in_journal(
        x, chapter.id, meeting
    ),
    "places announced": lambda x, chapter, _: read_planning.announced_places(x, chapter.id, [1, 2]),
    "what was said of a place": lambda x, chapter, meeting: read_planning.last_entry_of(
        x, chapter.id, meeting, 1
    ),
    "places marked": lambda x, chapter, meeting: read_planning.places_marked(x, chapter.id, meeting),
    "visitors": lambda x, chapter, meeting: read_planning.visitors(x, chapter.id, meeting),
    "visits to another chapter": lambda x, chapter, _: read_elsewhere.visited(x, _linked(chapter), LONG_AGO),
    "stood in at another chapter": lambda x, chapter, _: read_elsewhere.stood_in(
        x, _linked(chapter), LONG_AGO
    ),
    "charges": lambda x, chapter, meeting: [
        (read_money.places_at(x, row), read_money.closed_after(x, row))
        for row in read_money.meeting_rows(x, chapter.id, [meeting])
    ],
    "what was charged": lambda x, chapter, meeting: read_money.charged_at(x, chapter.id, meeting),
    "what was taken back": lambda x, chapter, _: read_money.reversed_among(x, chapter.id, [1]),
    "a reversal": lambda x, chapter, _: read_money.reversals_of(x, chapter.id, LedgerId(1)),
    "an account": lambda x, chapter, _: read_money.owed_by(x, chapter.id, ANN),
    "somebody": lambda x, chapter, meeting: read_roster.is_named_elsewhere(x, chapter.id, ANN, meeting),
    "everything about somebody": lambda x, chapter, _: list(read_roster.rows_about(x, chapter.id, ANN)),
    "what names both": lambda x, chapter, _: read_roster.tables_naming_both(x, chapter.id, ANN, DEE),
    "meetings of both": lambda x, chapter, _: read_roster.meetings_of_both(x, chapter.id, ANN, DEE),
    "meetings of a date": lambda x, chapter, _: read_season.meetings_of_date(x, chapter.id, LONG_AGO),
    "dollars of meetings": lambda x, chapter, meeting: read_season.closed_at(x, chapter.id, [meeting]),
    "leads going on": lambda x, chapter, _: read_leads.leads_going_on(x, chapter.id, START, LONG_AGO),
    "who has stood in": lambda x, chapter, meeting: read_visitors.substitutes_since(
        x, chapter.id, LONG_AGO, meeting
    ),
    "standings": lambda x, chapter, _: read_standing.standings(x, chapter, START.date()),
    "what a form knows": lambda x, _, meeting: read_visitors.past_substitutes(x, snapshot(x, meeting)),
    "what was given": lambda x, chapter, _: read_standing.given_since(x, chapter, LONG_AGO),
    "what was given in a period": lambda x, chapter, _: read_quotas.given_in(
        x, chapter, PERIOD, tuple(Given)
    ),
    "who was expected in a period": lambda x, chapter, _: read_quotas.expected_in(x, chapter, PERIOD),
    "the dates of a period": lambda x, chapter, _: read_quotas.dates_held_in(x, chapter, PERIOD),
    "who speaks on a date": lambda x, chapter, _: read_season.talk_of_date(x, chapter.id, LONG_AGO),
    "who leads on a date": lambda x, chapter, _: read_season.leaders_of_date(x, chapter.id, LONG_AGO),
    "who led since": lambda x, chapter, _: read_season.leaders_since(x, chapter.id, LONG_AGO),
    "who gave testimonials": lambda x, chapter, _: read_season.praised_before(x, chapter.id, START.date()),
    "leads to somebody that go on": lambda x, chapter, _: read_leads.going_on_to(x, chapter.id, [ANN], START),
    "second slips": lambda x, chapter, _: read_leads.second_slips(x, chapter.id, [LeadId(1), LeadId(2)]),
    "the answer of a giver": lambda x, chapter, _: read_leads.giver_answer(x, chapter.id, LeadId(1)),
    "what counts in a period": lambda x, chapter, _: period_counts(x, chapter, PERIOD),
    "who passed to whom": lambda x, chapter, _: leads_by_pair(x, chapter, PERIOD),
    "who met whom": lambda x, chapter, _: one_to_ones_by_pair(x, chapter, PERIOD),
    "what is between two": lambda x, chapter, _: (
        pair.leads_of_pair(x, chapter, ANN, DEE),
        pair.dollars_of_pair(x, chapter, ANN, DEE),
        pair.testimonials_of_pair(x, chapter, ANN, DEE),
        pair.one_to_ones_of_pair(x, chapter, ANN, DEE),
    ),
    "payments at meetings": lambda x, chapter, _: payments_at_meetings(x, chapter, PERIOD, [ANN, DEE]),
    "visits at meetings": lambda x, chapter, _: visits_at_meetings(x, chapter, PERIOD, [ANN, DEE]),
    "how many meetings were held": lambda x, chapter, _: in_period.meetings_held(x, chapter, PERIOD),
    "the meetings of a period": lambda x, chapter, _: in_period.meetings_in(x, chapter, PERIOD),
    "what was changed afterwards": lambda x, chapter, _: in_period.changed_afterwards(x, chapter, PERIOD),
    "what was dated back": lambda x, chapter, _: in_period.dated_back(x, chapter, PERIOD),
    "the marks of a period": lambda x, chapter, _: lists.marks_in(x, chapter, PERIOD),
    "the leads of a period": lambda x, chapter, _: lists.leads_in(x, chapter, PERIOD),
    "leads of somebody by day": lambda x, chapter, _: lead_days(x, chapter, ANN),
    "dollars of somebody by day": lambda x, chapter, _: dollar_days(x, chapter, ANN),
    "places of somebody by day": lambda x, chapter, _: places_of(x, chapter, ANN, LONG_AGO),
    "what seats were charged": lambda x, chapter, _: read_costs.charged_in(x, chapter, PERIOD),
    "own costs of somebody": lambda x, chapter, _: own_costs_of(x, chapter.id, ANN),
    "when meetings were held": lambda x, chapter, _: read_costs.meetings_timed(x, chapter, PERIOD),
    "who was there in person": lambda x, chapter, _: read_costs.in_person_at(x, chapter, PERIOD),
    "reports of a period by member": lambda x, chapter, _: reports_by_member(x, chapter, PERIOD),
    "places of a period by day": lambda x, chapter, _: places_by_day(x, chapter, PERIOD),
    "all who were ever members": lambda x, chapter, _: read_roster.members_ever_in(x, chapter.id),
    "a chapter's own texts": lambda x, chapter, _: own_texts(x, chapter.id),
    "leads passed outside in a period": lambda x, chapter, _: passed_outside(x, chapter, PERIOD),
    "each check of a slip in a period": lambda x, chapter, _: checks_in(x, chapter, PERIOD),
    "each answer of a giver in a period": lambda x, chapter, _: served_in(x, chapter, PERIOD),
    "leads of a period in short": lambda x, chapter, _: lead_facts(x, chapter, PERIOD),
    "own purchases of a period": lambda x, chapter, _: of_members.own_purchases(x, chapter, PERIOD),
    "leads paid once": lambda x, chapter, _: of_members.paid_once(x, chapter, PERIOD),
    "slips checked in a period": lambda x, chapter, _: of_members.slips_checked(x, chapter, PERIOD),
    "answers of givers in a period": lambda x, chapter, _: of_members.served_by(x, chapter, PERIOD),
    "how soon something came to newcomers": lambda x, chapter, _: newcomers(
        x,
        chapter,
        [replace(each, joined_on=LONG_AGO) for each in read_roster.members(x, chapter.id)],
    ),
    "checks of a slip": lambda x, chapter, _: read_leads.checks_of(x, chapter.id, LeadId(1)),
    "figures by month": lambda x, chapter, _: count_months(x, chapter, 202601, 202611),
    "figures of a month": lambda x, chapter, _: count_months(x, chapter, 202611, 202611),
    "figures of months as noted": lambda x, chapter, _: read_months(x, [chapter.id], 202601, 202611),
    "months of meetings": lambda x, chapter, meeting: months_of_meetings(x, chapter, [meeting]),
    "months of visitors": lambda x, chapter, meeting: months_of_visitors(x, chapter, [1], [meeting]),
    "months of dollars of leads": lambda x, chapter, _: months_of_reports(x, chapter, [1]),
}


@pytest.mark.parametrize("look", LOOKS)
def test_no_search_goes_by_the_chapter_alone(second_week_to_read: Table, look: str) -> None:
    """Whatever grows with the years is found by more than its chapter, and never read whole."""
    week, chapter = second_week_to_read, second_week_to_read.now.chapter
    found = searches(week.store, lambda x: LOOKS[look](x, chapter, week.meeting_id))
    assert found
    assert [each for each in found if each[0] in _GROWS and each[1] in ((), ("chapter_id",))] == []


def test_sqlite_is_told_of_every_index_of_what_grows(sqlite_store: Store) -> None:
    """A database that was just made knows as much as one with ten years in it."""
    with sqlite_store.reading() as connection:
        analysed = set(connection.exec_driver_sql("SELECT tbl, idx FROM sqlite_stat1").all())
        there = {
            (table, index)
            for table in GROWING
            for _, index, *_ in connection.exec_driver_sql(f"PRAGMA index_list({table})").all()
        }
    assert analysed == there
    assert len(there) > 50


def test_earlier_leads_are_found_by_three_indexes(second_week: Table) -> None:
    """Those that go on, those of the last meeting, those heard of since: each by the columns that say so."""
    found = searches(second_week.store, lambda x: snapshot(x, second_week.meeting_id))
    for columns in (
        ("chapter_id", "state", "passed_at"),
        ("chapter_id", "meeting_id", "passed_at"),
        ("chapter_id", "last_word_at"),
        ("chapter_id", "meeting_id"),
        ("rowid",),
    ):
        assert ("lead", columns) in found, columns
    assert {columns for name, columns in found if name == "lead"} <= {
        ("chapter_id", "state", "passed_at"),
        ("chapter_id", "meeting_id", "passed_at"),
        ("chapter_id", "last_word_at"),
        ("chapter_id", "meeting_id"),
        ("rowid",),
    }


def test_the_newest_entries_of_a_station_are_found_in_order(second_week: Table) -> None:
    """By the station, in the order of its own entries, so that other chapters' are not walked through."""
    chapter_id = second_week.now.chapter.id
    book = Book(second_week.store, chapter_id, second_week.clock, "home")
    book.do(second_week.lead())

    def look(connection: Connection) -> object:
        return journal.entries_of_station(connection, chapter_id, StationId(1), START)

    by_station, of_those = searches(second_week.store, look)
    assert (by_station, of_those) == (("journal", ("chapter_id", "station_id")), ("newest", ()))
    with listened_to(second_week.store.engine) as asked, second_week.store.reading() as connection:
        look(connection)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1]).all()
    assert "TEMP B-TREE" not in str(plan)


@pytest.mark.parametrize(("since", "found"), [(timedelta(0), [1, 2]), (timedelta(days=1), [2])])
def test_what_somebody_received_lately(second_week: Table, since: timedelta, found: list[int]) -> None:
    """From a moment on, and before it what is not over; of nobody else."""
    chapter_id, (maria, paul) = (
        second_week.now.chapter.id,
        map(second_week.person, ("Maria Lopez", "Paul Whitfield")),
    )
    with second_week.store.writing(chapter_id) as unit:
        unit.update(t.lead, 1, state="closed")
    with second_week.store.reading() as connection:
        leads = read_leads.received_since(connection, chapter_id, [maria, paul], START + since)
        of_nobody = read_leads.received_since(connection, chapter_id, [], START)
        every = read_leads.leads_since(connection, chapter_id, START + since)
    assert [lead.id for lead in leads] == [lead.id for lead in every] == found
    assert of_nobody == []


def test_members_of_a_chapter_are_found_in_others_by_their_link(second_week: Table) -> None:
    """Both ways: all of one chapter's members in whatever others, and those of one in another."""
    here = second_week.now.chapter.id
    found = searches(second_week.store, lambda x: read_elsewhere.linked_members(x, here))
    assert found[0] == ("person", ("home_chapter_id", "home_person_id"))
    found = searches(second_week.store, lambda x: read_elsewhere.people_linked(x, here, here))
    assert found[0][1][0] == "chapter_id"  # whoever is on record of a chapter are hundreds
    assert () not in [columns for _, columns in found]
    found = searches(second_week.store, lambda x: read_elsewhere.members_begun(x, [here], "ann"))
    assert ("membership", ("chapter_id", "status")) in found
    assert () not in [columns for _, columns in found]


def test_leads_between_two_go_both_ways(second_week: Table) -> None:
    """Whichever of the two gave it; of others nothing."""
    chapter_id = second_week.now.chapter.id
    second_week.do(second_week.lead("Maria Lopez", "Ann Chu"))
    ann, maria, dee = map(second_week.person, ("Ann Chu", "Maria Lopez", "Dee Fox"))
    with second_week.store.reading() as connection:
        both = read_leads.leads_between(connection, chapter_id, ann, maria, START)
        assert [(lead.giver_id, lead.receiver_id) for lead in both] == [(ann, maria), (maria, ann)]
        assert read_leads.leads_between(connection, chapter_id, maria, dee, START) == []
