"""Room at the table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadsroom.acts.people.member_sheet import free_seat, room_made

TABLES = st.dictionaries(st.integers(1, 30), st.integers(), max_size=20).map(
    lambda seats: {f"guest {seat}": seat for seat in seats}
)


@given(TABLES, st.integers(1, 30), st.none() | st.integers(1, 30))
def test_everybody_still_has_a_seat_of_their_own(
    table: dict[str, int], seat: int, coming_from: int | None
) -> None:
    """However somebody sits down, the others keep their order, one each, none of them on that seat."""
    others = {who: number for who, number in table.items() if number != coming_from}
    after = others | room_made(others, seat, coming_from)
    assert len({*after.values(), seat}) == len(after) + 1
    assert min(after.values(), default=1) >= 1
    assert sorted(others, key=others.__getitem__) == sorted(after, key=after.__getitem__)
    assert all(abs(after[who] - number) <= 1 for who, number in others.items())


@given(TABLES)
def test_a_free_seat_needs_no_room_made(table: dict[str, int]) -> None:
    """The lowest free number is free, and nobody moves for it."""
    seat = free_seat(set(table.values()))
    assert room_made(table, seat) == {}
    assert set(range(1, seat)) <= set(table.values())
