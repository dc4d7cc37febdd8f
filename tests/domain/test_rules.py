"""What a slip is blank by, the order of the table, and the stacks of undo."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import EntryId, StationId
from leadsroom.domain.journal import Entry, EntryKind, standing, undone
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.rotation import starting_seat
from leadsroom.domain.people.attendance import Attendee, Mark, table_order
from tests.domain.pictures import at, attendee

# ---------------------------------------------------------------- the slip


@pytest.mark.parametrize(
    ("slip", "blank"),
    [
        (Slip(), True),
        (Slip(expecting_call=True, inside=True), True),
        (Slip(prospect="Jane"), False),
        (Slip(phone="+14155550101"), False),
        (Slip(phone_typed="0101"), False),
        (Slip(need="a roof"), False),
    ],
)
def test_a_slip_is_blank_when_nothing_was_said(slip: Slip, blank: bool) -> None:
    """A tick alone says nothing of anybody."""
    assert slip.blank == blank


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize(
    ("seats", "start", "order"),
    [
        ([1, 2, 3, 4], 1, [1, 2, 3, 4]),
        ([4, 2, 3, 1], 3, [3, 4, 1, 2]),
        ([1, 2, 3, 4], 4, [4, 1, 2, 3]),
        ([2, 5, 9], 5, [5, 9, 2]),
        ([2, 5, 9], 6, [9, 2, 5]),
        ([2, 5, 9], 99, [2, 5, 9]),
        ([2, 5, 9], 0, [2, 5, 9]),
        ([], 1, []),
        ([7], 3, [7]),
    ],
)
def test_the_table_is_gone_around_from_the_starting_seat(
    seats: list[int], start: int, order: list[int]
) -> None:
    """From there to the highest seat, then from the lowest; an empty starting seat is the next one taken."""
    assert [a.seat for a in table_order([attendee(seat) for seat in seats], start)] == order


def test_two_in_one_seat_keep_an_order() -> None:
    """A shared number is settled the same way each time."""
    pair = [attendee(2, seat=1), attendee(1)]
    assert [a.member_id for a in table_order(pair, 1)] == [1, 2]


@given(seats=st.lists(st.integers(1, 60), unique=True, max_size=40), start=st.integers(0, 61))
def test_going_around_meets_everybody_once(seats: list[int], start: int) -> None:
    """The order is a rotation of the seats."""
    order = [a.seat for a in table_order([attendee(seat) for seat in seats], start)]
    assert sorted(order) == sorted(seats)
    assert sum(b < a for a, b in itertools.pairwise(order)) <= 1


@pytest.mark.parametrize(
    ("before", "seats", "start"),
    [(0, (1, 2, 3), 1), (1, (1, 2, 3), 2), (3, (1, 2, 3), 1), (4, (9, 2, 5), 5), (7, (), 1), (52, (4,), 4)],
)
def test_the_starting_seat_moves_on_by_one_each_week(before: int, seats: tuple, start: int) -> None:
    """Gaps in the numbering are stepped over; an empty table starts at one."""
    assert starting_seat(before, seats) == start


@pytest.mark.parametrize(
    ("mark", "word"),
    [("P", "present"), ("A", "absent"), ("L", "late"), ("M", "medical"), ("S", "substitute")],
)
def test_marks_are_palms(mark: str, word: str) -> None:
    """The letters groups write, and what they mean."""
    assert Mark(mark).words == word


@pytest.mark.parametrize("mark", [None, *Mark])
@pytest.mark.parametrize("left_at", [None, at(30)])
def test_who_takes_part(mark: Mark | None, left_at: datetime | None) -> None:
    """A seat takes part until it is known to be empty."""
    away = mark in (Mark.ABSENT, Mark.MEDICAL) or left_at is not None
    assert attendee(1, mark, left_at=left_at).takes_part != away


def test_the_speaker_of_a_seat() -> None:
    """The substitute if there is one, else the member."""
    seat: Attendee = attendee(1)
    assert seat.speaker_id == 1
    assert attendee(1, Mark.SUBSTITUTE, substitute_id=9).speaker_id == 9


# ---------------------------------------------------------------- undo and redo


def last_done(entries: list[Entry]) -> Entry | None:
    """What undo would reverse first."""
    return next(reversed(standing(entries)), None)


def last_undone(entries: list[Entry]) -> Entry | None:
    """What redo would bring back first."""
    return next(reversed(undone(entries)), None)


def _entries(kinds: str) -> list[Entry]:
    """`d`, `u`, `r` for do, undo and redo of the last one; each entry's number is its id."""
    word = {"d": EntryKind.DO, "u": EntryKind.UNDO, "r": EntryKind.REDO}
    entries: list[Entry] = []
    for n, kind in enumerate(kinds, start=1):
        about = {"d": None, "u": last_done(entries), "r": last_undone(entries)}[kind]
        entries.append(_entry(n, word[kind], about.id if about else None))
    return entries


def _entry(number: int, kind: EntryKind, reverses: EntryId | None = None) -> Entry:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    return Entry(EntryId(number), at, kind, "Go", f"act {number}", StationId(1), reverses)


def test_an_act_that_was_passed_over_stays_on_its_stack() -> None:
    """Undo of the one before it takes that one, and the one passed over is still there to be undone."""
    entries = [
        _entry(1, EntryKind.DO),
        _entry(2, EntryKind.DO),
        _entry(3, EntryKind.UNDO, EntryId(1)),
    ]
    assert [entry.id for entry in standing(entries)] == [2]
    assert [entry.id for entry in undone(entries)] == [3]


@pytest.mark.parametrize(
    ("journal", "undone_next", "redone_next"),
    [
        ("", None, None),
        ("d", 1, None),
        ("dd", 2, None),
        ("du", None, 2),
        ("ddu", 1, 3),
        ("dduu", None, 4),
        ("dur", 3, None),
        ("dduur", 5, 3),
        ("dduurr", 6, None),
        ("dud", 3, None),
        ("ddud", 4, None),
        ("duru", None, 4),
        ("dduurrd", 7, None),
        ("dddurd", 6, None),
    ],
)
def test_what_undo_and_redo_are_about(journal: str, undone_next: int | None, redone_next: int | None) -> None:
    """Undo walks back, redo forward again, and a new act forgets what was undone."""
    entries = _entries(journal)
    first, second = last_done(entries), last_undone(entries)
    assert (first.id if first else None, second.id if second else None) == (undone_next, redone_next)


@given(st.lists(st.sampled_from("dur"), max_size=30))
def test_the_stacks_follow_a_simple_model(presses: list[str]) -> None:
    """Against a model of two stacks of states, undo and redo are open exactly when the model says."""
    journal, past, future = "", 0, 0
    for press in presses:
        if press == "d":
            journal, past, future = journal + "d", past + 1, 0
        elif press == "u" and past:
            journal, past, future = journal + "u", past - 1, future + 1
        elif press == "r" and future:
            journal, past, future = journal + "r", past + 1, future - 1
        entries = _entries(journal)
        assert (last_done(entries) is not None) == (past > 0)
        assert (last_undone(entries) is not None) == (future > 0)
