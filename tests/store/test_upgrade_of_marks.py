"""A database of the tenth version: nobody had asked how a mark came about."""

from __future__ import annotations

from sqlalchemy import select

from leadsroom.store import tables as t
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.harborview import START
from tests.store.older_version import OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    meeting = old.add(
        "meeting",
        chapter_id=chapter,
        on_date=START.date(),
        kind="regular",
        state="closed",
        **dict.fromkeys(("starts_at", "ends_at", "started_at", "ended_at"), START),
        starting_seat=1,
    )
    for seat, (name, mark) in enumerate((("Ann Chu", "P"), ("Dee Fox", None)), 1):
        place = {"chapter_id": chapter, "meeting_id": meeting, "seat": seat, "mark": mark}
        old.add("attendance", **place, member_id=old.member(chapter, seat, name, name))


def test_marks_of_the_tenth_version_stay_as_they_are(databases: Databases) -> None:
    """Every row is as it was; how they came about is not known, and nobody was online."""
    place = databases.empty()
    found, before = left_by(place, "0010", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        a = t.attendance.c
        assert {tuple(row) for row in connection.execute(select(a.came_about, a.marked_at, a.online))} == {
            (None, None, False)
        }
    assert check_up(store).faults == ()
    store.close()
    databases.drop(place)
