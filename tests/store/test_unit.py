"""The unit of work: every row it changes is remembered before and after, and can be put back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec.structs import astuple
from sqlalchemy import select

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.row_changes import Image, Overtaken, RowChange
from leadsroom.store.store import Store
from leadsroom.store.unit_of_work import Occasion, Unit
from tests.databases import ON_BOTH
from tests.harborview import START, found_chapter

pytestmark = ON_BOTH

_MEETING = {
    "on_date": date(2026, 11, 18),
    "kind": "regular",
    "state": "planned",
    "starts_at": START,
    "ends_at": START + timedelta(minutes=90),
    "starting_seat": 1,
}

LATER = Occasion(START + timedelta(days=2), date(2026, 11, 20), START + timedelta(days=1))


def _plan(unit: Unit, chapter_id: ChapterId) -> int:
    return unit.insert(t.meeting, chapter_id=chapter_id, **_MEETING)


@pytest.fixture
def chapter_id(store: Store) -> ChapterId:
    """A chapter for rows to belong to."""
    return found_chapter(store).id


def _through_json(changes: list[RowChange]) -> list[RowChange]:
    return [RowChange(*row) for row in json.loads(json.dumps([astuple(change) for change in changes]))]


def _all_meetings(store: Store) -> list[dict]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(t.meeting)).mappings()]


def test_an_insert_is_remembered_with_every_column(store: Store, chapter_id: ChapterId) -> None:
    """The image of a new row holds what was given and what the database filled in."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
        (change,) = unit.changes
        assert (change.table, change.id, change.before) == ("meeting", row_id, None)
        assert change.after == unit.row(t.meeting, row_id)
        assert set(change.after or {}) == set(t.meeting.c.keys())


def test_an_update_is_remembered_on_both_sides(store: Store, chapter_id: ChapterId) -> None:
    """Before and after are whole rows, so that either can be put back."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
        unit.update(t.meeting, row_id, started_at=START + timedelta(seconds=3), state="live")
        change = unit.changes[-1]
        assert change.before is not None
        assert change.after == change.before | {
            "started_at": "2026-11-18T15:00:03+00:00",
            "state": "live",
        }


def test_an_update_that_changes_nothing_is_not_noted(store: Store, chapter_id: ChapterId) -> None:
    """Saying what is so already leaves no trace; nor does the same moment in another zone."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
        unit.update(t.meeting, row_id, state="planned", on_date=date(2026, 11, 18), starts_at=START)
        assert len(unit.changes) == 1


def test_a_row_that_is_not_there_cannot_change(store: Store) -> None:
    """Updating nothing is a fault, not a silence."""
    with store.writing() as unit, pytest.raises(LookupError):
        unit.update(t.meeting, 999, state="live")


def test_a_delete_is_remembered(store: Store, chapter_id: ChapterId) -> None:
    """What was deleted is kept as it was."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
        was = unit.row(t.meeting, row_id)
        unit.delete(t.meeting, row_id)
        assert unit.changes[-1] == RowChange("meeting", row_id, was, None)
        assert unit.row(t.meeting, row_id) is None


def test_images_survive_the_journal(store: Store, chapter_id: ChapterId) -> None:
    """Images are plain JSON: writing them down and reading them loses nothing, to the microsecond."""
    with store.writing() as unit:
        unit.insert(t.chapter, **_every_kind())
        _plan(unit, chapter_id)
        assert _through_json(unit.changes) == unit.changes


def _every_kind() -> dict:
    return {
        "name": "“Río” [/] 😀",
        "timezone": "UTC",
        "country": "GB",
        "currency": "GBP",
        "clock_24h": True,
        "weekday": 0,
        "starts": time(6, 45, 30),
        "length": timedelta(minutes=59, microseconds=1),
        "pitch": timedelta(seconds=45),
        "changeover": timedelta(0),
        "agenda": [{"kind": "close", "turn_seconds": None}],
    }


def test_a_row_comes_back_from_its_image_as_it_was(store: Store, chapter_id: ChapterId) -> None:
    """Deleting rows of every column type and restoring them from JSON is the identity, ids included."""
    with store.writing() as unit:
        _plan(unit, chapter_id)
        added = unit.insert(t.chapter, **_every_kind())
    before = _all_meetings(store)
    with store.writing() as unit:
        row = unit.row(t.chapter, added)
        unit.connection.execute(t.revision.delete())
        unit.delete(t.chapter, added)
        unit.delete(t.meeting, before[0]["id"])
    with store.writing() as again:
        again.restore([change.reversed() for change in reversed(_through_json(unit.changes))], LATER)
        assert again.row(t.chapter, added) == row
    assert _all_meetings(store) == before


def test_restoring_both_ways_is_the_identity(store: Store, chapter_id: ChapterId) -> None:
    """Reversing the reversal puts back exactly what was done."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
        unit.update(t.meeting, row_id, started_at=datetime(2026, 11, 18, 15, 0, 7, 123456, UTC))
    done = _all_meetings(store)
    with store.writing() as undo:
        undo.restore([change.reversed() for change in reversed(unit.changes)], LATER)
    assert _all_meetings(store) == []
    with store.writing() as redo:
        redo.restore([change.reversed() for change in reversed(undo.changes)], LATER)
    assert _all_meetings(store) == done


def test_what_somebody_changed_since_is_not_overwritten(store: Store, chapter_id: ChapterId) -> None:
    """A row that is no longer as it was left is not put back, and nothing else of the act is."""
    with store.writing() as unit:
        row_id = _plan(unit, chapter_id)
    with store.writing() as mine:
        other = _plan(mine, chapter_id)
        mine.update(t.meeting, row_id, starting_seat=2)
    with store.writing() as theirs:
        theirs.update(t.meeting, row_id, starting_seat=3)
    before = _all_meetings(store)
    with pytest.raises(Refused, match="Somebody has changed this since"), store.writing() as undo:
        undo.restore([change.reversed() for change in mine.changes], LATER)
    assert _all_meetings(store) == before
    assert other in {row["id"] for row in before}


def test_what_was_rolled_back_is_known_no_more(store: Store, chapter_id: ChapterId) -> None:
    """The rest of the act, such as undo of what came before, goes by the rows as they are."""
    with store.writing() as mine:
        first, second = _plan(mine, chapter_id), _plan(mine, chapter_id)
        mine.update(t.meeting, first, starting_seat=2)
        mine.update(t.meeting, second, starting_seat=2)
    with store.writing() as theirs:
        theirs.update(t.meeting, second, starting_seat=3)
    with store.writing() as undo:
        with pytest.raises(Overtaken):
            undo.restore([change.reversed() for change in mine.changes[-2:]], LATER)
        row = undo.row(t.meeting, first)
        assert row is not None
        assert (row["starting_seat"], undo.changes) == (2, [])
        undo.restore([change.reversed() for change in mine.changes[-2:-1]], LATER)
    assert {row["id"]: row["starting_seat"] for row in _all_meetings(store)} == {first: 1, second: 3}


def test_the_number_of_a_row_taken_away_is_not_given_again(store: Store, chapter_id: ChapterId) -> None:
    """Redo can always bring a row back under its own number."""
    with store.writing() as unit:
        first = _plan(unit, chapter_id)
        unit.delete(t.meeting, first)
        assert _plan(unit, chapter_id) > first


def test_reversing_twice_is_the_change_itself() -> None:
    """A change knows its own opposite."""
    after: Image = {"id": 1}
    change = RowChange("meeting", 1, None, after)
    assert change.reversed() == RowChange("meeting", 1, after, None)
    assert change.reversed().reversed() == change


def test_a_unit_of_a_chapter_fills_it_in(store: Store, chapter_id: ChapterId) -> None:
    """New rows are the chapter's without a word, and are so in their images."""
    with store.writing(chapter_id) as unit:
        meeting = unit.insert(t.meeting, **_MEETING)
        place = unit.insert(t.attendance, meeting_id=meeting, member_id=1, seat=1)
        assert [(change.after or {})["chapter_id"] for change in unit.changes] == [chapter_id] * 2
        unit.update(t.attendance, place, seat=2)
        assert unit.of_chapter == chapter_id
    with store.writing() as unit, pytest.raises(LookupError):
        _ = unit.of_chapter


def test_rows_of_another_chapter_are_out_of_reach(store: Store, chapter_id: ChapterId) -> None:
    """A unit of one chapter neither sees nor changes another's rows."""
    other = found_chapter(store, name="Lakeside").id
    with store.writing(chapter_id) as unit:
        meeting = _plan(unit, chapter_id)
    with store.writing(other) as unit:
        assert unit.row(t.meeting, meeting) is None
        with pytest.raises(LookupError):
            unit.update(t.meeting, meeting, state="live")


def test_images_of_an_older_schema_come_back(store: Store, chapter_id: ChapterId) -> None:
    """An image that does not say whose row it is, is of the chapter in whose journal it stands."""
    with store.writing(chapter_id) as unit:
        meeting = _plan(unit, chapter_id)
        place = unit.insert(t.attendance, meeting_id=meeting, member_id=1, seat=1)
        then = unit.row(t.attendance, place)
        unit.delete(t.attendance, place)
    assert then is not None
    old = {name: value for name, value in then.items() if name != "chapter_id"}
    with store.writing(chapter_id) as undo:
        undo.restore([RowChange("attendance", place, None, old)], LATER)
        assert undo.row(t.attendance, place) == then
        assert undo.changes == [RowChange("attendance", place, None, then)]
        undo.restore([RowChange("attendance", place, old, None)], LATER)
        assert undo.row(t.attendance, place) is None


def test_a_reference_leads_to_no_other_chapter(store: Store, chapter_id: ChapterId) -> None:
    """The database itself refuses a row of one chapter that refers to a row of another."""
    other = found_chapter(store, name="Lakeside").id
    with store.writing(chapter_id) as unit:
        meeting = _plan(unit, chapter_id)
    with pytest.raises(Refused), store.writing(other) as unit:
        unit.insert(t.attendance, meeting_id=meeting, member_id=1, seat=1)
