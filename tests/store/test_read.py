"""Reading: the rows as the domain's pictures, by index, in order."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import (
    agenda_as_data,
    chapter,
    chapters,
    chapters_among,
)
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.read.people.roster import members
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SHORT_AGENDA, SetClock, found_chapter, seat_member
from tests.meeting.table import Table

pytestmark = ON_BOTH


def test_a_chapter_comes_back_as_it_was_founded(store: Store) -> None:
    """Habits, agenda and all."""
    found = found_chapter(store)
    with store.reading() as connection:
        assert chapter(connection, found.id) == found
        assert chapters(connection) == (found,)
    assert found.agenda == SHORT_AGENDA


def test_chapters_are_in_the_order_of_their_names(store: Store) -> None:
    """However they came in; so are some of them."""
    for name in ("Harborview", "Ashton", "Old Mill"):
        found_chapter(store, name=name, people=())
    with store.reading() as connection:
        assert [found.name for found in chapters(connection)] == ["Ashton", "Harborview", "Old Mill"]
        assert [found.name for found in chapters(connection, 2)] == ["Ashton", "Harborview"]
        ids = {each.name: each.id for each in chapters(connection)}
        some = chapters_among(connection, [ids["Old Mill"], ids["Ashton"]])
        assert [found.name for found in some] == ["Ashton", "Old Mill"]
        assert chapters_among(connection, []) == ()


def test_every_reference_to_a_person_is_indexed() -> None:
    """Taking back somebody new asks each of them; none is looked for row by row."""
    for table in t.metadata.tables.values():
        leading = {index.columns[1].name for index in table.indexes if len(index.columns) > 1}
        to_person = {column.name for column in table.c if column.references(t.person.c.id)}
        assert to_person <= leading, table.name


def test_an_agenda_is_plain_data() -> None:
    """Lengths in seconds; a step without turns has none."""
    assert agenda_as_data(SHORT_AGENDA)[1] == {
        "kind": "welcome",
        "title": "Welcome",
        "planned_seconds": 120,
        "turn_seconds": None,
        "autostart": False,
    }


def test_members_are_in_table_order(store: Store) -> None:
    """By seat; all of them, or those of some statuses."""
    found = found_chapter(store)
    with store.writing() as unit:
        first = unit.connection.execute(
            select(t.membership.c.id).where(t.membership.c.seat == 2)
        ).scalar_one()
        unit.update(t.membership, first, status="on leave", seat=9, offices=["President"])
    with store.reading() as connection:
        everybody = members(connection, found.id)
        active = members(connection, found.id, [MembershipStatus.ACTIVE])
        away = members(connection, found.id, [MembershipStatus.ON_LEAVE, MembershipStatus.ENDED])
    assert [m.seat for m in everybody] == [1, 3, 4, 5, 6, 9]
    assert [m.seat for m in active] == [1, 3, 4, 5, 6]
    assert [(m.person.name, m.profession, m.offices) for m in away] == [
        ("Ann Chu", "Florist", ("President",))
    ]


def test_a_chapter_that_is_not_there_has_nobody(store: Store) -> None:
    """Nobody of another chapter shows up."""
    found_chapter(store)
    with store.reading() as connection:
        assert members(connection, ChapterId(999)) == ()
        assert meetings(connection, ChapterId(999)) == ()


def test_who_left_and_came_back_has_the_profession_of_today(sqlite_store: Store) -> None:
    """Of two memberships the one that holds a seat speaks, whatever the seat numbers."""
    found = found_chapter(sqlite_store)
    table = Table.lay(sqlite_store, found, SetClock())
    person = table.person("Ann Chu")
    with sqlite_store.writing() as unit:
        other = unit.insert(t.profession, chapter_id=found.id, name="Baker", name_key="baker")
        unit.insert(
            t.membership,
            chapter_id=found.id,
            person_id=person,
            profession_id=other,
            status="ended",
            seat=50,
            offices=[],
            ended_on=date(2020, 1, 1),
        )
    assert table.now.people[person].profession == "Florist"
    table.desk.close()


def test_two_cannot_hold_one_profession(store: Store) -> None:
    """Two active members of a chapter never share a seat; a waiting one may want it."""
    found = found_chapter(store)
    with store.writing() as unit:
        florist = unit.connection.execute(
            select(t.profession.c.id).where(t.profession.c.name == "Florist")
        ).scalar_one()
        person = unit.insert(t.person, chapter_id=found.id, name="Flo", name_key="flo")
        row = {
            "chapter_id": found.id,
            "person_id": person,
            "profession_id": florist,
            "seat": 8,
            "offices": [],
        }
        waiting = unit.insert(t.membership, **row, status="waiting")
    for status in ("active", "on leave"):
        with pytest.raises(Refused), store.writing() as unit:
            unit.update(t.membership, waiting, status=status)


def test_two_meetings_of_a_chapter_are_not_live_at_once(store: Store) -> None:
    """The second one is refused by the database itself."""
    table = Table.lay(store, found_chapter(store), SetClock())
    table.go()
    with store.writing() as unit:
        values = dict(unit.connection.execute(select(t.meeting)).mappings().one())
        del values["id"]
        other = unit.insert(t.meeting, **values | {"state": "planned"})
    with pytest.raises(Refused), store.writing() as unit:
        unit.update(t.meeting, other, state="live")
    table.desk.close()


def test_meetings_come_latest_first(store: Store) -> None:
    """All, or those in one state, or the first few."""
    found, clock = found_chapter(store), SetClock()
    for _ in range(3):
        table = Table.lay(store, found, clock)
        table.go_to_end(seconds=1)
        table.desk.close()
        clock.pass_by(days=7)
    Table.lay(store, found, clock).desk.close()
    with store.reading() as connection:
        days = [(m.on.month, m.on.day) for m in meetings(connection, found.id)]
        assert days == [(12, 9), (12, 2), (11, 25), (11, 18)]
        assert len(meetings(connection, found.id, MeetingState.CLOSED)) == 3
        assert [m.on.day for m in meetings(connection, found.id, limit=2)] == [9, 2]


def test_a_meeting_that_is_not_there_is_refused(store: Store) -> None:
    """In a sentence."""
    with (
        store.reading() as connection,
        pytest.raises(Refused, match="There is no meeting 7 in this database"),
    ):
        snapshot(connection, MeetingId(7))


def test_the_journal_can_be_read_on_from_where_it_is_known(store: Store) -> None:
    """Handing in the beginning gives the same picture as reading all of it."""
    table = Table.lay(store, found_chapter(store), SetClock())
    journals = [table.now.journal, table.go().journal, table.go(3).journal]
    with store.reading() as connection:
        whole = snapshot(connection, table.meeting_id)
        assert all(snapshot(connection, table.meeting_id, journal) == whole for journal in journals)
    table.desk.close()


def test_a_new_member_is_in_the_roster_at_once(store: Store) -> None:
    """What was committed is read."""
    found = found_chapter(store)
    with store.writing() as unit:
        seat_member(unit, found.id, 7, "Gus Hart", "Printing")
    with store.reading() as connection:
        assert members(connection, found.id)[-1].person.name == "Gus Hart"
