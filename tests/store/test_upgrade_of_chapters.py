"""Rows of the fourth version, of which six kinds did not say which chapter they were of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from leadsroom.acts.command import Redo, Undo
from leadsroom.domain.ids import LeadId, MeetingId
from leadsroom.station import Station
from leadsroom.store import tables as t
from leadsroom.store.journal import station_of
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH, Databases
from tests.desks import Book, desk_at
from tests.harborview import START, SetClock, found_chapter
from tests.store.older_version import BEGAN, OlderVersion, Rows, left_by, rows_of, tables_as_found

pytestmark = ON_BOTH

_BY_MEETING = (t.step, t.turn, t.questions, t.attendance, t.visit)


@pytest.fixture
def fourth_version(databases: Databases) -> Iterator[tuple[Store, Rows]]:
    """A database of the fourth version with two chapters, opened by ours, and its rows before that."""
    place, before = databases.made_by(_opened_by_ours)
    store = open_store(place)
    yield store, before
    store.close()
    databases.drop(place)


def _opened_by_ours(place: str) -> Rows:
    _, before = left_by(place, "0004", _write)
    open_store(place).close()
    return before


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    members = [old.member(chapter, n, f"Member {n}", f"Trade {n}") for n in (1, 2, 3)]
    meeting = old.live_meeting(chapter, members)
    old.entry(chapter, meeting)
    other = old.chapter("Lakeside")
    visitor = old.add("person", chapter_id=other, name="Vic Stone", name_key="vic stone")
    theirs = old.add(
        "meeting",
        chapter_id=other,
        on_date=date(2026, 11, 18),
        kind="regular",
        state="planned",
        starting_seat=1,
        starts_at=START,
        ends_at=START + timedelta(minutes=25),
    )
    old.add("attendance", meeting_id=theirs, member_id=visitor, seat=1)
    for person, at in ((members[0], meeting), (visitor, theirs)):
        old.add("visit", meeting_id=at, person_id=person, at=BEGAN)
    taken_back = old.add("visit", meeting_id=theirs, person_id=visitor, at=BEGAN)
    lead = old.add(
        "lead",
        chapter_id=chapter,
        meeting_id=meeting,
        giver_id=members[0],
        receiver_id=members[1],
        prospect="Jane Doe",
        inside=False,
        state="open",
        passed_at=BEGAN,
        missing=[],
    )
    (pitches,) = old.images("journal")
    old.add("trail", lead_id=lead, journal_id=pitches["id"])
    money = {"amount_minor": 500, "currency": "USD", "on_date": date(2026, 11, 18), "at": BEGAN}
    old.add("ledger_entry", chapter_id=chapter, member_id=members[0], kind="meal", **money)
    old.delete("visit", taken_back)


def test_every_row_says_whose_it_is(fourth_version: tuple[Store, Rows]) -> None:
    """By its meeting, or its entry of the journal; everything else of every row is as it was."""
    store, before = fourth_version
    with store.reading() as connection:
        whose = {row.id: row.chapter_id for row in connection.execute(select(t.meeting))}
        for table in _BY_MEETING:
            for row in connection.execute(select(table)):
                assert row.chapter_id == whose[row.meeting_id], table.name
        assert [row.chapter_id for row in connection.execute(select(t.trail))] == [1]
        after = rows_of(connection, tables_as_found(store.engine))
    for name, rows in before.items():
        stored = [{column: row[column] for column in rows[0]} for row in after[name]] if rows else []
        assert stored == rows, name
    assert check_up(store).faults == ()


def test_what_the_fourth_version_noted_is_undone(fourth_version: tuple[Store, Rows]) -> None:
    """Its entry has rows that say no chapter; undo takes them away, and redo brings them back as they were.

    The trail of a lead leads to the entry as it did.
    """
    store, _ = fourth_version
    desk = desk_at(store, MeetingId(1), SetClock(BEGAN + timedelta(seconds=20)), "table")
    before = desk.sync.look()
    assert desk.sync.do(Undo()).picture.turns == ()
    assert desk.sync.do(Redo()).picture.turns == before.turns
    with store.reading() as connection:
        assert {row.chapter_id for row in connection.execute(select(t.turn))} == {1}
    desk.close()
    book = Book(store, before.chapter.id, SetClock(BEGAN + timedelta(minutes=2)), "home")
    assert [line.what for line in book.story(LeadId(1)).trail] == ["Pitches began"]


def test_numbers_that_were_taken_back_stay_taken(fourth_version: tuple[Store, Rows]) -> None:
    """A row that was there before the upgrade and is gone never gives its number to another."""
    store, _ = fourth_version
    with store.writing() as unit:
        (visit,) = unit.connection.execute(select(t.visit).where(t.visit.c.chapter_id == 2)).all()
        again = {name: getattr(visit, name) for name in ("chapter_id", "meeting_id", "person_id", "at")}
        assert unit.insert(t.visit, **again) == 4


def test_the_ledger_is_append_only_still(fourth_version: tuple[Store, Rows]) -> None:
    """What holds it came through too."""
    store, _ = fourth_version
    change = t.ledger_entry.update().values(amount_minor=1)
    for act in (change, t.ledger_entry.delete()):
        with store.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(act)


def test_two_chapters_may_share_a_name(fourth_version: tuple[Store, Rows]) -> None:
    """Their numbers tell them apart, and what is of one is not seen by the other's writers."""
    store, _ = fourth_version
    third = found_chapter(store)
    with store.writing(third.id) as unit:
        assert unit.row(t.meeting, 1) is None
        assert unit.row(t.chapter, 1) is not None


def test_a_station_known_by_name_goes_on_as_the_first_of_that_name(
    fourth_version: tuple[Store, Rows],
) -> None:
    """So that a laptop can undo what it did before the upgrade; a second laptop of that name is another."""
    store, before = fourth_version
    (old,) = before["station"]
    ann, other = Station("a" * 32, 1, "table"), Station("b" * 32, 1, "table")
    assert station_of(store, ann) == old["id"] != station_of(store, other)
    assert station_of(store, ann) == old["id"]
    window = station_of(store, Station("a" * 32, 2, "table (2)"))
    assert window not in (old["id"], station_of(store, other))


def test_a_machine_that_is_renamed_is_the_same_station(store: Store) -> None:
    """The journal shows its name of today."""
    station = Station("a" * 32, 1, "Ann's laptop")
    station_id = station_of(store, station)
    assert station_of(store, replace(station, name="old laptop")) == station_id
    with store.reading() as connection:
        assert [row.name for row in connection.execute(select(t.station))] == ["old laptop"]
