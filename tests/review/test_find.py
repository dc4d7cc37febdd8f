"""Finding a meeting by date, `last` or `live`."""

from __future__ import annotations

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.meeting.table import Table
from tests.seen import find_meeting, meeting_snapshot


def test_last_is_the_latest_closed_meeting(table: Table, store: Store, harborview: Chapter) -> None:
    """`last` finds a meeting once it is closed, and before that says that there is none."""
    with pytest.raises(Refused, match="No meeting has been closed yet"):
        find_meeting(store, harborview, "last")
    table.go_to_end()
    assert find_meeting(store, harborview, "last") == table.meeting_id


def test_live_is_the_meeting_that_is_on(table: Table, store: Store, harborview: Chapter) -> None:
    """`live` finds a meeting while it is on, and otherwise says how to start one."""
    with pytest.raises(Refused, match="leadsroom meet"):
        find_meeting(store, harborview, "live")
    table.go()
    assert find_meeting(store, harborview, " LIVE ") == table.meeting_id


def test_a_date_finds_its_meeting_in_any_state(table: Table, store: Store, harborview: Chapter) -> None:
    """The date of a planned, live or closed meeting finds it."""
    for step in (table.now, table.go(), table.go_to_end()):
        assert find_meeting(store, harborview, "2026-11-18") == step.meeting.id


@pytest.mark.parametrize("typed", ["18 nov", "Wed 18 November", "18/11/2026", "18 nov #1", "today"])
def test_a_day_is_typed_as_everywhere(typed: str, table: Table, store: Store, harborview: Chapter) -> None:
    """A meeting is found by its day however that is written, also with its number of the day."""
    table.go_to_end()
    assert find_meeting(store, harborview, typed) == table.meeting_id


def test_a_date_without_a_meeting_names_the_last_one(table: Table, store: Store, harborview: Chapter) -> None:
    """Whoever guessed the date wrong learns the right one."""
    with pytest.raises(Refused, match="None has been closed yet"):
        find_meeting(store, harborview, "2026-11-19")
    table.go_to_end()
    with pytest.raises(Refused, match=r"Thursday 19 November 2026.*2026-11-18"):
        find_meeting(store, harborview, "2026-11-19")


@pytest.mark.parametrize("typed", ["the last but one", "31 nov", "2026-02-30", "", "[/]"])
def test_anything_else_is_refused_with_what_can_be_typed(
    typed: str, store: Store, harborview: Chapter
) -> None:
    """What is no date is repeated, beside what would be one."""
    with pytest.raises(Refused) as refused:
        find_meeting(store, harborview, typed)
    assert f"“{typed}”" in str(refused.value)
    assert "last, or live" in str(refused.value)


def test_a_snapshot_is_that_of_the_meeting(table: Table, store: Store) -> None:
    """The picture is the one at the table; a meeting that is not there is refused."""
    assert meeting_snapshot(store, table.meeting_id) == table.now
    with pytest.raises(Refused, match="no meeting 999"):
        meeting_snapshot(store, MeetingId(999))
