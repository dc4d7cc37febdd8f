"""Bringing a meeting to the table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.snapshot import MeetingState
from leadsroom.errors import Refused
from leadsroom.meeting.planning import live_meeting, meeting_to_run
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.harborview import START, SetClock, found_chapter, seat_member
from tests.meeting.table import Table, rebuilt


def test_a_meeting_is_planned_from_the_chapters_habits(table: Table) -> None:
    """Its date, its times, its agenda, and a place for each active member in table order."""
    seen = table.now
    assert (seen.meeting.on, seen.meeting.state) == (date(2026, 11, 18), MeetingState.PLANNED)
    assert (seen.meeting.starts_at, seen.meeting.ends_at) == (START, START + timedelta(minutes=25))
    assert [step.title for step in seen.steps][:3] == ["Open networking", "Welcome", "Pitches"]
    assert [place.seat for place in seen.attendees] == [1, 2, 3, 4, 5, 6]
    assert {place.mark for place in seen.attendees} == {None}


def test_asking_again_finds_the_same_meeting(table: Table, store: Store, harborview: Chapter) -> None:
    """A planned meeting is not planned twice, nor a live one."""
    assert meeting_to_run(store, harborview, table.clock.now()) == table.meeting_id
    table.go()
    assert live_meeting(store, harborview) == table.meeting_id
    later = table.clock.now() + timedelta(days=30)
    assert meeting_to_run(store, harborview, later) == table.meeting_id


def test_no_meeting_is_live_before_the_start_or_after_the_close(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """Only what runs is live."""
    assert live_meeting(store, harborview) is None
    table.go_to_end()
    assert live_meeting(store, harborview) is None


def test_the_table_follows_the_roster_until_it_is_laid(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """Who joins, moves or leaves before the meeting has, changes or loses a place."""
    with store.writing() as unit:
        seat_member(unit, harborview.id, 7, "Gus Hart", "Printing")
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Ann Chu")], seat=9)
        unit.update(t.membership, membership[table.person("Dee Fox")], status="ended")
    meeting_to_run(store, harborview, table.clock.now())
    seen = rebuilt(store, table.meeting_id)
    assert {seen.name(place.member_id): place.seat for place in seen.attendees} == {
        "Maria Lopez": 1,
        "Robert Diaz": 3,
        "Cyrus Ng": 4,
        "Paul Whitfield": 6,
        "Gus Hart": 7,
        "Ann Chu": 9,
    }


def test_the_starting_seat_rotates(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Each closed meeting moves the beginning on by one seat; a planned one does not."""
    starts = []
    for _ in range(3):
        table = Table.lay(store, harborview, clock)
        starts.append(table.now.meeting.starting_seat)
        table.go_to_end(seconds=1)
        table.desk.close()
        clock.moment = START + timedelta(days=7 * len(starts))
    assert starts == [1, 2, 3]


def test_a_chapter_without_members_can_meet(store: Store, clock: SetClock) -> None:
    """An empty table goes through its agenda."""
    table = Table.lay(store, found_chapter(store, people=()), clock)
    seen = table.go_to_end()
    assert seen.turns == ()
    table.desk.close()


def test_an_agenda_without_steps_does_not_start(store: Store, clock: SetClock) -> None:
    """It says what to do."""
    table = Table.lay(store, found_chapter(store, agenda=()), clock)
    with pytest.raises(Refused, match="The agenda is empty"):
        table.go()
    table.desk.close()


def test_chapters_of_one_database_do_not_see_each_other(store: Store, clock: SetClock) -> None:
    """People, leads and meetings stay in their chapter, with the same names in both."""
    here = Table.lay(store, found_chapter(store), clock)
    there = Table.lay(store, found_chapter(store, name="Elsewhere"), clock)
    here.do(here.lead())
    here.go(3)
    assert there.now.leads == ()
    assert there.now.meeting.state is MeetingState.PLANNED
    assert not set(here.now.people) & set(there.now.people)
    assert meeting_to_run(store, there.now.chapter, clock.now()) == there.meeting_id
    here.desk.close()
    there.desk.close()
